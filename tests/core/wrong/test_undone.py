"""What a proof of sale says of itself in a row of its own: that its deal was undone, or that it is of no sale."""

import pytest
from lies import HEAD, PAID, decided, sold_by

OWN = "INVOICE\nInvoice No: 4711\n"


@pytest.mark.parametrize(
    ("above", "mark", "asks"),
    [
        ("VAT Reg No: GB 123 4567 89", "TEST", True), ("1 Mill Lane, Leeds LS1 4AB", "Test invoice", True),
        ("8 JALAN PELITA 3 TAMAN PELITA", "TEST", True), ("SELLERS OF FINE LAMPS AND BULBS", "INVALID", True),
        ("THANK YOU FOR SHOPPING AT OUR STORE", "Vehicle returned", True),
        ("thank you for shopping with us today", "test", True), ("GOODS ARE NOT RETURNABLE OR", "VOID COPY", True),
        ("--------------------------------", "RETURNED", True), ("50460 KUALA LUMPUR,", "EXCHANGED", True),
        ("HARBOUR LAMPS, LIGHTS AND", "RETURNED", True), ("THANK YOU FOR", "EXCHANGE", True),
        ("OFFICIAL RECEIPT FOR", "RETURNED", True), ("ITEMS NOT PAID FOR", "RETURNED", True),
        ("SOLD BY ANN AND", "RETURNED", True),
        ("ITEM MUST BE IN GOOD CONDITION WHEN", "RETURNED", False),
        ("GOODS ARE NOT RETURNABLE FOR REFUND OR", "EXCHANGE", False), ("will be refunded or", "exchanged", False),
        ("Note: goods sold are NOT", "RETURNED", False), ("7 DAYS AFTER PURCHASE GOODS CANNOT BE", "RETURNED", False),
        ("*** Goods Sold Are Not Refundable Or", "Exchanged ***", False),
        ("Ware gegen Vorlage des Bons zum", "Umtausch", False), ("NO CASH REFUND FOR ITEMS", "RETURNED", False),
        ("VALID RECEIPT IS REQUIRED FOR", "EXCHANGE", False), ("NO REFUND OR", "EXCHANGE", False),
    ],
)  # fmt: skip
def test_only_the_end_of_a_sentence_of_the_terms_is_no_mark(above: str, mark: str, *, asks: bool) -> None:
    assert (sold_by(OWN, f"{above}\n{mark}") != "approve") == asks


@pytest.mark.parametrize(
    "foot",
    [
        "THIS INVOICE HAS BEEN CREDITED", "Vehicle returned 25/03/2024", "Sale rescinded", "Unwound deal",
        "COPY - NOT VALID", "Fahrzeug zurückgegeben am 25.03.2024", "Vertrag rückabgewickelt", "Kaufvertrag widerrufen",
        "Ersetzt durch RE-20500", "Facture annulée le 20/03/2024", "Véhicule restitué le 25/03/2024", "Remboursée",
        "Remplacée par F-20500", "Veicolo restituito", "Venta rescindida", "Note: sale cancelled 20/03/2024",
        "Remarks: vehicle returned to dealer on 20 March 2024", "Bemerkung: Kauf rückgängig gemacht",
        "Cancelled by credit note CN-1188", "See credit note CN-1188", "Invoice credited under CN-88",
        "INVOICE VOID - REPLACED BY HL-204418", "Facture annulée et remplacée par F-332",
        "Remark vehicle taken back by dealer", "Vehicle returned on March 20, 2024", "Rechnung ersetzt durch RE-12",
        "Deal cancelled 20/03/2024, see CN-1188", "Kunde hat Fahrzeug zurückgegeben", "Véhicule rendu au vendeur",
        "Gutgeschrieben mit Beleg 331", "Buyer returned the vehicle", "Customer cancelled order", "CREDITED",
        "Sale refunded to card", "Invoice credited to customer", "Vehicle returned by John Smith", "Purchase returned",
        "Car returned to stock", "Sale reversed from account", "Order cancelled on request of buyer",
        "Facture annulée le 20/03/2024 par le client", "Remarks: VOID", "Note: credited", "Bemerkung: storniert",
        "Remarks: Specimen", "Remark: exchanged", "Remarks: not paid", "Note: Draft", "Remarks: disputed",
        "Remarks: Not valid", "Refund paid 20/03/2024",
    ],
)  # fmt: skip
def test_a_row_that_says_that_the_deal_was_undone_asks_a_person(foot: str) -> None:
    assert sold_by(OWN, foot) != "approve"


@pytest.mark.parametrize(
    "foot",
    [
        "Vehicles are returned at the buyer's cost", "A cancelled order costs 10 %", "Vehicle returned:",
        "Rückgabe nur mit Rechnung", "Commande n° 4711", "Vehicle returned to customer", "CAR RETURNED TO OWNER",
        "Véhicule rendu au client", "Fahrzeug zurückgegeben an Kunde", "Document returned to customer",
        "Sale credited to Jane Doe", "Purchase credited to loyalty card", "Car replaced under warranty",
        "Order replaced by invoice", "Order returned by post", "Note: order 4711 collected", "Remarks:",
        "See credit note terms overleaf", "Customer returned car keys", "Nota 4711", "Note: all sales are final",
        "Remarks: Exchange", "Remarks: Sales order", "Notes: sample", "Comments: test", "Remark: demo unit",
        "Vehicle returned from workshop", "Car returned to KLIA Airport", "Vehicle returned by courier",
        "See credit note", "Less credit note", "Refund paid", "Contract cancelled by buyer: deposit is forfeited",
        "Remark: training", "Remarks: Exchanged item", "Remarks: Expired",
    ],
)  # fmt: skip
def test_what_goes_back_to_its_owner_or_is_credited_to_somebody_undoes_no_deal(foot: str) -> None:
    assert sold_by(OWN, foot) == "approve"


@pytest.mark.parametrize(
    ("title", "sold"),
    [
        ("INTERNAL INVOICE No. 331", False), ("BUY BACK INVOICE NO 331", False), ("Ankaufsrechnung Nr. 331", False),
        ("Purchase Invoice No: 331", False), ("DEMONSTRATOR LOAN INVOICE", False), ("VORAUSRECHNUNG", False),
        ("CAR RENTAL INVOICE", False), ("LEASE INVOICE NO 331", False), ("VAN HIRE INVOICE", False),
        ("RENTAL RECEIPT", False), ("MIETWAGENRECHNUNG", False), ("EX RENTAL SALE INVOICE", True),
        ("SALES / RENTAL INVOICE", True),
        ("HIRE PURCHASE INVOICE", True),
        ("SALES CREDIT MEMO", False), ("TAX CREDIT NOTE", False), ("INVOICE / CREDIT NOTE", False),
        ("RETAIL CREDIT NOTE", False), ("Cash Credit Note No: 331", False), ("TAX CREDIT INVOICE", False),
        ("SELF BILLED CREDIT INVOICE", False), ("CASH CANCELLATION MEMO", False),
        ("CASH/CREDIT INVOICE", True), ("Cash Memo / Credit Memo", True), ("RETAIL CREDIT INVOICE", True),
    ],
)  # fmt: skip
def test_a_bill_over_no_sale_is_told_by_its_title_and_one_on_credit_is_a_sale(title: str, *, sold: bool) -> None:
    bill = (HEAD + PAID).replace("TAX INVOICE", title)
    assert (decided(bill).verdict == "approve") == sold


@pytest.mark.parametrize("of_another", ["Trade-in Invoice No: 331", "Purchase Invoice No: 331"])
def test_the_number_of_an_invoice_over_what_was_bought_is_a_label_under_an_invoices_own_title(of_another: str) -> None:
    assert decided((HEAD + PAID).replace("TAX INVOICE", f"TAX INVOICE\n{of_another}")).verdict == "approve"


@pytest.mark.parametrize(
    ("own", "named", "asks"),
    [
        ("Nr. 4711", "Lieferschein Nr. 5", False), ("#204417", "Purchase order 4500012345", False),
        ("204417", "Delivery note 331", True), ("HL-204417", "Quotation No: 331", False),
        ("INV/2024/0417", "Delivery Order No: 331", False), ("SO-20441", "Quotation No: 331", True),
        ("50460", "Quotation No: 331", True), ("774512-K", "Quotation No: 331", True),
        ("PO 45001", "Quotation No: 331", True),
        ("17/03/2024", "Delivery note 331", True),
        ("12", "Quotation No: 331", True), ("Table 12", "Delivery order: 331", True),
        ("Table 12", "Kitchen order: 12", False), ("Room 12", "Reservation No: 331", False),
        ("Served by Ann", "Work order no: 331", False), ("Served by Ann", "Credit note no: CN-331", True),
    ],
)  # fmt: skip
def test_another_papers_number_counts_where_none_stands_under_the_title(own: str, named: str, *, asks: bool) -> None:
    bill = (HEAD + PAID).replace("Invoice No: HL-204417", f"{own}\n{named}")
    assert (decided(bill).verdict != "approve") == asks
