"""The number of a receipt, by the many words that tills print before it."""

import pytest
from paper import pages, read, values

from claimcheck.core.extract import extract
from claimcheck.core.extract.labels import NAMED_OTHERWISE
from claimcheck.model.documents import Field

RECEIPT = """
     LAMPENHAUS AHORN GmbH
      Hauptstr. 5
    12345 Waldstadt
{}

Lampe                 24,99
SUMME     EUR         24,99
Bar       EUR         30,00
Rückgeld  EUR          5,01
14.03.2024 17:22
"""


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Bon-Nr. 4711", "4711"),
        ("Bonnummer 004711", "004711"),
        ("Beleg: 100234", "100234"),
        ("Rechnung Nr 2024-118", "2024-118"),
        ("Vorgangsnr. 88123", "88123"),
        ("N° ticket : 004512", "004512"),
        ("Ticket de caisse n° 33871", "33871"),
        ("No de ticket: 33871", "33871"),
        ("Scontrino n. 0042", "0042"),
        ("N. DOC. 0042-0117", "0042-0117"),
        ("Folio: 98123", "98123"),
        ("NOTE N° 70509", "70509"),
        ("FATTURA IMMEDIATA N. 6132/A", "6132/A"),
        ("CASH BILL      No. 8643", "8643"),
        ("Recibo nº 5512", "5512"),
        ("FACTURA SIMPLIFICADA T-1047", "T-1047"),
        ("Ref: 778123", "778123"),
        ("RCT# 10023", "10023"),
        ("Docket 10023", "10023"),
        ("No. Bil: 10023", "10023"),
        ("OR No. 10023", "10023"),
        ("流水号: 20240314001", "20240314001"),
        ("Trans 10023  Till 2", "10023"),
        ("CASHSALES NO    CA-10023", "CA-10023"),
        ("Faktura-Nr. R-10023", "R-10023"),
        ("Nummer der Rechnung: R-10023", "R-10023"),
        ("Nº fra.: A-10023", "A-10023"),
        ("Fra. nº A-10023", "A-10023"),
    ],
)
def test_a_receipt_has_a_number_under_many_names(line: str, number: str) -> None:
    (document,) = extract(pages(RECEIPT.format(line)))
    assert document.fields["invoice_number"].value == number


@pytest.mark.parametrize(
    "line", ["Bon 14.03.2024", "Ticket 17:22", "Sales: 24.99", "Check 24,99", "Ref 12", "MS TAN    012-888 1212"]
)
def test_a_day_a_time_and_an_amount_are_no_number(line: str) -> None:
    (document,) = extract(pages(RECEIPT.format(line)))
    assert "invoice_number" not in document.fields


def test_the_papers_own_number_comes_before_the_one_of_the_card_payment() -> None:
    (document,) = extract(pages(RECEIPT.format("Ref: 778123\nReceipt No: 10023")))
    assert document.fields["invoice_number"].value == "10023"


def number_on(line: str) -> tuple[str, bool] | None:
    """The number of an invoice with this line, and whether it is proved to be its own."""
    (document,) = extract(pages(f"ACORN LAMPS LTD\nINVOICE\n{line}\nDate: 17/03/2024\nTOTAL 45.90"))
    found = document.fields.get("invoice_number")
    return (found.value or "", "label" in found.supports) if found else None


@pytest.mark.parametrize(
    "line",
    [
        "Nebenkostenabrechnung 2023", "Nebenkostenabrechnung 2022/2023", "Stromrechnung 03/2024",
        "Abschlagsrechnung 3", "Fatura de 2024", "Fatura maio 2024", "Fatura 03/2024", "Fatura anterior 45123",
        "Also HD 1080", "Camera so HD 1080", "NO. PT1234, JALAN BESAR", "No. B1-12 Plaza Damai",
        "NO. B1-12\nPLAZA DAMAI", "NO. A-12-3, JALAN PELITA 3",
    ],
)  # fmt: skip
def test_a_period_an_address_or_a_resolution_is_no_number_of_an_invoice(line: str) -> None:
    assert number_on(line) is None


@pytest.mark.parametrize("line", [
        "Draft invoice no: 4711", "Next invoice no: 4711", "Supplier's invoice no: 4711", "In payment of: Invoice 4711",
        "S.O. No: 4711",
    ],
)  # fmt: skip
def test_the_number_of_another_invoice_proves_nothing(line: str) -> None:
    assert number_on(line) == ("4711", False)


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Honorarrechnung 2023-0718", "2023-0718"), ("Schlussrechnung SR-2024-11", "SR-2024-11"),
        ("Rechnung 2024-17", "2024-17"), ("Fatura FT 2024/15", "FT 2024/15"), ("Fatura n.º 45123", "45123"),
        ("Số HĐ: 00123", "00123"), ("No. BK2024-004417", "BK2024-004417"),
        ("No.       : BK2024-004417", "BK2024-004417"), ("No. R 004417", "R 004417"),
        ("8 Jalan Kenari\nNo. BK2024-004417\nGST No: 12345678", "BK2024-004417"),
    ],
)  # fmt: skip
def test_a_number_that_looks_alike_is_the_invoices(line: str, number: str) -> None:
    assert number_on(line) == (number, True)


def delivered(lines: str) -> Field | None:
    (document,) = extract(pages(f"ACORN LAMPS LTD\nINVOICE\n{lines}\nTotal   45.00"), locale="en-GB")
    return document.fields.get("delivery_date")


@pytest.mark.parametrize(
    ("label", "day"),
    [
        ("Delivery date:", "2024-03-05"),
        ("Expected delivery date:", None),
        ("Geplantes Lieferdatum:", None),
        ("To be delivered on:", None),
        ("Date de livraison prévue :", None),
        ("Delivery date (requested):", None),
        ("Deadline delivery date:", None),
        ("Failed delivery date:", None),
        ("Wird geliefert am", None),
        ("Sera livré le", None),
        ("Delivered:", "2024-03-05"),
        ("Date delivered:", "2024-03-05"),
        ("Delivery date confirmed:", "2024-03-05"),
        ("Order No Delivery date:", "2024-03-05"),
        ("Geliefert am", "2024-03-05"),
        ("Tag der Lieferung:", "2024-03-05"),
        ("Livré le", "2024-03-05"),
        ("Consegnato il", "2024-03-05"),
        ("Fecha de entrega:", "2024-03-05"),
        ("Leverdatum:", "2024-03-05"),
        ("Tarikh penghantaran:", "2024-03-05"),
        ("Rechnungs-/Lieferdatum:", "2024-03-05"),
        ("Lieferdatum/Rechnungsdatum:", "2024-03-05"),
        ("Date de facture / livraison :", "2024-03-05"),
        ("拟交车日期：", None),
        ("合同交车日期：", None),
        ("Expected delivery date: 12.03.2024\nActual delivery date:", "2024-03-05"),
    ],
)
def test_a_day_on_which_something_shall_be_delivered_is_no_delivery(label: str, day: str | None) -> None:
    found = delivered(f"{label} 05.03.2024")
    assert (found and found.value) == day


@pytest.mark.parametrize(
    "behind",
    ["estimated", "TBC", "at the latest", "+/- 3 days", "subject to stock", "(voraussichtlich)", "(预计)", "预计"],
)
def test_nor_is_one_behind_which_it_says_so(behind: str) -> None:
    assert delivered(f"Delivery date: 05.03.2024 {behind}") is None


@pytest.mark.parametrize(
    "lines",
    [
        "Delivery date: 05.03.2024 (as agreed)",
        "Delivery date: 05.03.2024 Received as expected",
        "Signature required. Delivery date: 05.03.2024",
        "Payment due. Delivery date: 05.03.2024",
        "Wie vereinbart, Lieferdatum: 05.03.2024",
        "Goods not returned: Delivery date 05.03.2024",
        "按约定交付 交车日期：2024-03-05",
        "对应交车日期：2024-03-05",
        "Vehicle delivered on 05.03.2024",
        "1. Delivered on 05.03.2024",
        "I confirm that the car was delivered on 05.03.2024",
        "Date: 04.03.2024 Delivered: 05.03.2024",
        "New trim, delivery date: 05.03.2024",
    ],
)
def test_words_that_speak_of_something_else_leave_the_day_of_a_delivery_as_it_is(lines: str) -> None:
    found = delivered(lines)
    assert found is not None
    assert (found.value, NAMED_OTHERWISE in found.supports) == ("2024-03-05", False)


@pytest.mark.parametrize(
    "lines",
    [
        "Agreed delivery date: 05.03.2024",
        "Nicht geliefert am 05.03.2024",
        "Lieferung am: 05.03.2024",
        "Livraison le 05.03.2024",
        "Confirmed delivery date: 05.03.2024",
        "Estimated\nDelivery date: 05.03.2024",
        "Delivery date: 05.03.2024\n(estimated)",
        "Est   Delivery date: 05.03.2024",
        "Must be delivered: 05.03.2024",
        "The car must be\ndelivered on 05.03.2024",
        "Doit être livré le 05.03.2024",
        "Non ancora consegnato il 05.03.2024",
        "Uiterste leverdatum: 05.03.2024",
        "Anggaran tarikh penghantaran: 05.03.2024",
        "Ersatzteil geliefert am 05.03.2024",
        "Trade-in delivery date: 05.03.2024",
    ],
)
def test_a_day_that_was_agreed_or_stands_by_a_lone_word_of_a_plan_is_kept_and_proves_nothing(lines: str) -> None:
    found = delivered(lines)
    assert found is not None
    assert (found.value, NAMED_OTHERWISE in found.supports) == ("2024-03-05", True)


def test_a_part_number_is_not_the_invoices() -> None:
    (document,) = extract(pages("Garage Duval\nFACTURE F-2044 du 05/03/2024\nN° de pièce : 8732-1104\nTotal   45.00"))
    assert document.fields["invoice_number"].value == "F-2044"


@pytest.mark.parametrize(
    ("printed", "seller", "buyer"),
    [
        ("Your VAT: 433990894   Our VAT: 484503660", "484503660", "433990894"),
        ("Our VAT: 484503660   Your VAT: 433990894", "484503660", "433990894"),
        ("Acorn VAT 484503660   Wren VAT 433990894", "484503660", None),
        ("Invoice to   Wren LLP\nAcorn VAT 484503660   Wren VAT 433990894", None, "484503660"),
        ("Bill to: Wren LLP   Deliver to: Oak LLP\nVAT 433990894       VAT 484503660", None, "433990894"),
        ("Bill to: Wren LLP   Supplier: Acorn Ltd\nVAT 433990894       VAT 484503660", "484503660", "433990894"),
        ("Customer   Wren LLP   VAT No.\n           9 Oak St   433990894", None, None),
        ("Name       VAT No.     Terms\nWren LLP   433990894   30 days", None, None),
    ],
    ids=[
        "told",
        "told the other way",
        "whose the second is, is open",
        "by its column",
        "whose goods",
        "in two columns",
        "under a label",
        "in a column",
    ],
)
def test_a_second_tax_number_of_a_row_is_of_whom_the_words_beside_it_say_and_one_under_its_label_of_none(
    printed: str, seller: str | None, buyer: str | None
) -> None:
    found = values(read(f"Acorn Lamps Pte Ltd\nTAX INVOICE 4711\n{printed}\nTotal   60.00"))
    assert (found.get("seller_id"), found.get("buyer_id")) == (seller, buyer)


def test_the_buyers_document_an_article_or_a_telephone_is_no_number_of_the_invoice() -> None:
    invoice = """
Sales Invoice                 Oak Lamps LLC
No.               Document Date     Due Date
PS-INV102         March 4, 2024     March 18, 2024
External Document No.               Order No.
450981133                           S-4711
No.               Description       Quantity
9001              Lamp              1        200.00
Phone   No.: 476-555-0177
Total                                        200.00
"""
    assert "label.other" in read(invoice).fields["invoice_number"].supports


def test_a_credit_memo_goes_by_the_credits_number_not_by_the_invoice_of_what_came_back() -> None:
    memo = """
Oak Lamps LLC                       Credit Memo
Date              Credit No.
02/28/2020        CM1287
33578   Lamp - returned, invoice 8172383     -286.65
33579   Bulb - returned, invoice 8172383      -86.65
Total                                        -373.30
"""
    assert values(read(memo))["invoice_number"] == "CM1287"
    bill = memo.replace("Credit Memo", "INVOICE").replace("returned, invoice", "price").replace("-", "")
    (document,) = extract(pages(bill))
    assert NAMED_OTHERWISE in document.fields["invoice_number"].supports
