from paper import page, pages, printed, read, values

from claimcheck.core.extract import extract
from claimcheck.model.documents import StructuredInvoice

GERMAN = """
Ahornlampen GmbH · Hauptstr. 5 · 12345 Waldstadt                            Ahornlampen GmbH
Eichen & Co. KG                                                             Hauptstr. 5
Birkenweg 7                                                                 12345 Waldstadt
54321 Seedorf                                                               info@ahornlampen.example

Rechnung Nr. RE-2024/0117                                     Rechnungsdatum: 03.04.2024
                                                              Lieferdatum: 28.03.2024
Bezeichnung                   Menge             Preis          Betrag
Tischlampe                    2                 50,00          100,00
Nettobetrag                                                    100,00 €
19% MwSt.                                                       19,00 €
Gesamtbetrag                                                   119,00 €
Zahlbar bis 30.04.2024
USt-IdNr. DE123456789
"""


def test_a_letter_with_an_address_window_tells_sender_and_receiver() -> None:
    document = read(GERMAN)
    found = values(document)
    assert document.kind == "invoice"
    assert (found["seller_name"], found["buyer_name"]) == ("Ahornlampen GmbH", "Eichen & Co. KG")
    assert found["seller_id"] == "DE123456789"


def test_where_goods_go_names_the_buyer_only_where_nothing_else_does() -> None:
    goes = "Lieferadresse: Eichen Lager AG"
    assert values(read(GERMAN.replace("Bezeichnung ", f"{goes}\n\nBezeichnung ")))["buyer_name"] == "Eichen & Co. KG"
    block = """
INVOICE
Seller                             Delivery address
Acorn Lamps Ltd                    Oak Hotels plc
8 Kenari Road                      1 Birch Lane
TOTAL                                                                   120.00
"""
    assert values(read(block))["buyer_name"] == "Oak Hotels plc"


def test_numbers_dates_and_amounts_of_an_invoice() -> None:
    found = values(read(GERMAN))
    assert found["invoice_number"] == "RE-2024/0117"
    assert found["invoice_date"] == "2024-04-03"
    assert (found["net_amount"], found["tax_amount"], found["total_amount"]) == ("100.00", "19.00", "119.00")
    assert found["currency"] == "EUR"


def test_lines_are_read_under_the_heads_of_their_table() -> None:
    (line,) = read(GERMAN).line_items
    assert dict(line.values) == {"description": "Tischlampe", "quantity": "2", "unit_price": "50", "amount": "100.00"}


def test_labelled_blocks_and_a_total_under_its_label() -> None:
    found = values(
        read("""
INVOICE
Seller                             Bill to
Acorn Lamps Ltd                    Oak Hotels plc
8 Kenari Road                      1 Birch Lane
VAT No. GB 123 4567 89

Invoice No.     Date                 Order No.
A-1047          2 April 2024         5561

                                   TOTAL HT          TOTAL TVA          TOTAL TTC
                                   100,00            20,00              120,00
""")
    )
    assert (found["seller_name"], found["buyer_name"]) == ("Acorn Lamps Ltd", "Oak Hotels plc")
    assert (found["invoice_number"], found["invoice_date"]) == ("A-1047", "2024-04-02")
    assert (found["net_amount"], found["tax_amount"], found["total_amount"]) == ("100.00", "20.00", "120.00")


def test_a_credit_note_keeps_its_sign() -> None:
    document = read(
        "Gutschrift Nr. G-7\nNettobetrag      -100,00 €\n19% MwSt.      -19,00 €\nGesamtbetrag      -119,00 €"
    )
    assert document.kind == "credit_note"
    assert document.fields["total_amount"].value == "-119.00"


def test_the_amount_due_after_a_prepayment_is_not_the_total() -> None:
    found = values(read("Rechnung Nr. 7\nGesamtbetrag      119,00 €\nAnzahlung      50,00 €\nZahlbetrag      69,00 €"))
    assert (found["total_amount"], found["prepaid_amount"], found["payable_amount"]) == ("119.00", "50.00", "69.00")


def test_xml_and_page_that_agree_support_each_other() -> None:
    xml = StructuredInvoice("CII", "invoice", {"total_amount": "119.00", "invoice_number": "RE-2024/0117"})
    total = read(GERMAN, structured=(xml,)).fields["total_amount"]
    assert "xml" in total.supports
    assert "label" in total.supports
    assert total.box is not None


def test_xml_that_says_other_than_the_page_is_told() -> None:
    xml = StructuredInvoice("CII", "invoice", {"total_amount": "219.00"})
    total = read(GERMAN, structured=(xml,)).fields["total_amount"]
    assert (total.value, total.alternatives) == ("219.00", ("119.00",))
    assert "layers.disagree" in total.supports
    assert total.confidence <= 0.5


def test_plain_xml_is_a_document_without_places() -> None:
    xml = StructuredInvoice("UBL", "credit_note", {"total_amount": "119.00"}, ({"description": "Lamp"},))
    (document,) = extract(pages(structured=(xml,)))
    assert document.kind == "credit_note"
    assert document.fields["total_amount"].box is None
    assert document.line_items[0].values["description"] == "Lamp"


def test_the_pages_of_one_invoice_stay_together() -> None:
    assert read(GERMAN + "\nSeite 1 von 2", "Rechnung Nr. RE-2024/0117\nSeite 2 von 2").pages == (1, 2)


def test_two_invoices_in_one_file_are_two_documents() -> None:
    first, second = GERMAN + "\nSeite 1 von 1", GERMAN.replace("0117", "0118") + "\nSeite 1 von 1"
    found = extract(pages(page(first, across=100), page(second, number=2, across=100)))
    assert [document.fields["invoice_number"].value for document in found] == ["RE-2024/0117", "RE-2024/0118"]


def test_a_file_of_which_nothing_was_read_holds_no_document() -> None:
    assert extract(pages()) == ()


def test_a_label_beside_a_label_is_nobodys_name() -> None:
    found = values(
        read("""
            RECHNUNG
Rechnung an                                        Rechnungs-Nr.      RE-9
Eichen Hotels GmbH                                 Rechnungsdatum     21.06.25
""")
    )
    assert found["buyer_name"] == "Eichen Hotels GmbH"
    assert found["invoice_number"] == "RE-9"


def test_a_number_is_read_under_its_malay_label() -> None:
    (document,) = extract(pages("LAMPU KENARI SDN BHD\nINVOIS CUKAI\nNo. Invois: KL2025-00417\nJumlah RM 12.00"))
    assert document.fields["invoice_number"].value == "KL2025-00417"


def test_labels_that_run_together_over_their_values_are_told_apart() -> None:
    found = values(
        printed("""
            Lumbre Norte S.L.
            Calle del Faro, 3, 28010 Villaseca

            FACTURA
            Fecha factura Nº factura Vencimiento
            25/03/2024    2024-117   24/04/2024
        """)
    )
    assert (found["invoice_number"], found["invoice_date"]) == ("2024-117", "2024-03-25")


def test_an_address_in_one_line_is_nobodys_name() -> None:
    found = values(
        printed("""
            Papelera Sur
            Plaza Nueva, 3, 28010 Villaseca
            papelera-sur.example

            FACTURA Nº 55/2024
            Facturar a:
            Hostal Miramar
            Calle Alta, 9
            28011 Villaseca
            Total factura   121,00 €
        """)
    )
    assert (found["seller_name"], found["buyer_name"]) == ("Papelera Sur", "Hostal Miramar")
    assert found["invoice_number"] == "55/2024"


def test_each_number_of_a_line_goes_to_its_own_column() -> None:
    (first, second) = printed("""
        FACTURE 2024-9
        Pos. Qté Désignation              P.U. HT  TVA     Montant HT
        1      3 Chaise pliante 2 places   20,00   10 %        60,00
        2      1 Table                    150,00   20 %       150,00
        Total HT                                              210,00
    """).line_items
    assert dict(first.values) == {
        "description": "Chaise pliante 2 places", "quantity": "3", "unit_price": "20", "tax_rate": "10",
        "amount": "60.00",
    }  # fmt: skip
    assert dict(second.values)["tax_rate"] == "20"


def test_an_amount_that_touches_its_label_is_read() -> None:
    assert values(printed("INVOICE 77\nAcorn Ltd\nTotal due:1,250.00"))["total_amount"] == "1250.00"
