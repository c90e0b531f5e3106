from dataclasses import replace

import pytest
from paper import page, pages

from claimcheck.core.extract import extract
from claimcheck.model.documents import Extracted, StructuredInvoice

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


def read(*texts: str, structured: tuple[StructuredInvoice, ...] = ()) -> Extracted:
    drawn = [page(text, number=i, across=100) for i, text in enumerate(texts, 1)]
    (document,) = extract(pages(*drawn, structured=structured))
    return document


def values(document: Extracted) -> dict[str, str | None]:
    return {name: field.value for name, field in document.fields.items()}


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


def printed(text: str) -> Extracted:
    """A page as a program prints it: its words have exact edges."""
    (document,) = extract(pages(replace(page(text, across=100), layer="text")))
    return document


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


LETTERHEAD = """
Merle Fabrications Ltd
2 Tannery Lane, Leeds LS11 5QT   Tel 0113 4960000   VAT No 123 4567 89
SALES INVOICE
Invoice address            Delivered to
Wren Interiors LLP         Wren Stores
9 Mill Street              4 Quay Side
Exeter EX2 8NY             Norwich NR6 6NQ
Doc No    S747062          Date  02/07/2020
Invoice total    60.00
"""
FOOT = """
INVOICE
Invoice no.     Issued            Your ref
80411           22 July 2023      457355668
Billed to
Wren Interiors LLP
9 Mill Street
Exeter EX2 8NY
Due             60.00

Merle Fabrications Ltd · 2 Tannery Lane, Leeds LS11 5QT
"""
LETTER = """
Chênevert Menuiserie SARL
2, rue des Tanneurs
44000 Nantes
                                        Moulin Neuf SAS
                                        9, quai du Port
                                        69007 Lyon
                                        Nantes, le 7 décembre 2019
Facture 19/155
Selon devis n° 848 accepté le 22 novembre 2019
Montant hors taxes                      1 000,00
T.V.A. à 20 %                             200,00
Montant toutes taxes comprises          1 200,00
Acompte versé le 22 novembre 2019        -300,00
Reste à payer                             900,00
"""
GRID = """
Alondra Suministros S.L.
9 Calle Mayor
28009 Madrid
Fecha de expedición     Factura     Su pedido     Cliente
17 de octubre de 2019   19-00901    454347467     59209
Total factura    614,17 EUR
Levantina Talleres S.L. – 3 Calle Curtidores – 46015 Valencia – NIF B81555021
"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (LETTERHEAD, {"seller_name": "Merle Fabrications Ltd", "buyer_name": "Wren Interiors LLP"}),
        (LETTERHEAD, {"address": "2 Tannery Lane, Leeds LS11 5QT", "invoice_number": "S747062"}),
        (
            FOOT,
            {"seller_name": "Merle Fabrications Ltd", "buyer_name": "Wren Interiors LLP", "invoice_number": "80411"},
        ),
        (LETTER, {"seller_name": "Chênevert Menuiserie SARL", "buyer_name": "Moulin Neuf SAS"}),
        (LETTER, {"invoice_date": "2019-12-07", "total_amount": "1200.00", "payable_amount": "900.00"}),
        (GRID, {"seller_id": "B81555021", "invoice_number": "19-00901", "buyer_name": "Alondra Suministros S.L."}),
    ],
    ids=["two labels beside each other", "address in one line", "seller in the foot", "no labels", "letter", "grid"],
)
def test_parties_and_numbers_stand_where_companies_put_them(text: str, told: dict[str, str]) -> None:
    found = values(read(text))
    assert {name: found.get(name) for name in told} == told


def test_the_head_of_a_table_and_the_place_for_a_signature_name_no_buyer() -> None:
    table = (
        "Numero    Data          Cliente    Pagamento   Banca\n12/A      03/05/2024    0441       60 gg       Verona"
    )
    letter = LETTER.replace("Facture 19/155", table).replace("Reste", "Customer Signature      Authorised\nReste")
    assert read(letter).fields["buyer_name"].value == "Moulin Neuf SAS"


def test_who_buys_stands_under_the_label_where_the_sender_s_block_stands_far_beside_it() -> None:
    text = """
Tax Invoice 0005521                              Merle Plumbing Pty Ltd
Issued 8 Nov 2023                                2 Tannery Lane
Billed to                                        Tweed Heads South
Wren Bowls Club
Marine Parade
Total    1,320.00
"""
    assert printed(text).fields["buyer_name"].value == "Wren Bowls Club"


def test_a_guest_is_who_a_hotel_s_bill_is_for() -> None:
    text = "Merle Hotel Ltd\nTAX INVOICE\nGuest Name : Nora Nobody      Invoice No : F1188\nTotal    530.00"
    assert printed(text).fields["buyer_name"].value == "Nora Nobody"


def test_a_form_names_who_buys_over_the_address_with_the_colons_in_a_column_of_their_own() -> None:
    text = """
Merle Motors Ltd
Name      : Nora Nobody                  Invoice No   : WS-3310
Address   : 9 Mill Street, Exeter        Date         : 02/03/2020
Mileage   : 45,220 KM
Total    456.70
"""
    assert printed(text).fields["buyer_name"].value == "Nora Nobody"


def test_an_address_ends_where_a_title_stands_apart_in_its_row() -> None:
    head = "KENARI AUTO SDN BHD\n5, Jalan Kenari 4, 47100 Puchong, Selangor        SERVICE INVOICE"
    assert read(f"{head}\nDate: 02/03/2020\nTotal    456.70").fields["address"].value == (
        "5, Jalan Kenari 4, 47100 Puchong, Selangor"
    )


def test_a_former_name_is_not_the_seller_s() -> None:
    former = LETTERHEAD.replace("Ltd\n", "Ltd (Co. No. 1021334-A)\n(f.k.a. Wagtail Trading)\n", 1)
    assert read(former).fields["seller_name"].value == "Merle Fabrications Ltd"


def test_a_credit_note_with_its_number_in_the_title_is_none_though_it_names_an_invoice() -> None:
    text = LETTERHEAD.replace("SALES INVOICE", "Credit note CN-2855\nCredits our invoice 8341901 of 22-Jun-2020")
    document = read(text)
    assert document.kind == "credit_note"


def test_a_name_ends_where_its_address_follows_in_the_line() -> None:
    found = values(
        read("INVOICE\nCustomer    Wren Interiors LLP, The Maltings, 104 Quay Side, Leeds LS11 5QT\nTotal   60.00\n")
    )
    assert found["buyer_name"] == "Wren Interiors LLP"


COLUMNS = """
INVOICE R-118                                     14 March 2024
{head}
TOTAL                                             1,600.00 EUR
"""


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (
            """
From:                                             Bill to:
Acme Motors GmbH                                  Muster AG
Acme Motors GmbH, Hauptstr. 5                     USt-IdNr. DE136695976""",
            {"buyer_id": "DE136695976", "seller_id": None},
        ),
        (
            """
From:                                             Bill to:
Acme Motors GmbH                                  Muster AG
USt-IdNr. DE123456788                             USt-IdNr. DE136695976""",
            {"buyer_id": "DE136695976", "seller_id": "DE123456788"},
        ),
        (
            """
From:                                             Bill to:
Acme Motors GmbH                                  Muster AG

Acme Motors GmbH - Hauptstr. 5 - 12345 Waldstadt - USt-IdNr. DE123456788""",
            {"buyer_id": None, "seller_id": "DE123456788"},
        ),
    ],
    ids=["the buyer's beside the seller's name", "one in each column", "with the seller's name in one line"],
)
def test_a_tax_number_is_that_of_the_party_in_whose_column_it_stands(head: str, told: dict[str, str | None]) -> None:
    found = values(read(COLUMNS.format(head=head)))
    assert found["seller_name"] == "Acme Motors GmbH"
    assert {name: found.get(name) for name in told} == told


@pytest.mark.parametrize("over", ["Bill To", "Company"])
def test_who_stays_buys_only_where_no_other_is_named(over: str) -> None:
    text = f"Merle Hotel Ltd\nTAX INVOICE\nGuest Name: Nora Nobody\n{over}: Wren Bowls Ltd\nTotal    530.00"
    assert printed(text).fields["buyer_name"].value == "Wren Bowls Ltd"


_PARTICULARS = "Name: Nora Nobody\nAddress: 9 Mill Street, Exeter"


@pytest.mark.parametrize(
    "text",
    [
        *(f"Merle Motors Ltd\nINVOICE\n{who}\n{_PARTICULARS}\nTotal    456.70" for who in ("Delivered by", "Insurer:")),
        f"Merle Motors Ltd\nINVOICE\nTotal    456.70\n{_PARTICULARS}",
        f"INVOICE\n{_PARTICULARS}\nTotal    456.70",
    ],
)
def test_a_name_under_other_words_at_the_foot_or_over_all_others_is_not_who_buys(text: str) -> None:
    assert "buyer_name" not in printed(text).fields


def test_a_company_called_after_a_signature_buys() -> None:
    text = "Merle Motors Ltd\nINVOICE\nInvoice to:\nSignature Kitchens Ltd\n12 Main Street, Exeter\nTotal    456.70"
    assert printed(text).fields["buyer_name"].value == "Signature Kitchens Ltd"
