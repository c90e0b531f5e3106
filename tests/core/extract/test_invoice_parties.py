from dataclasses import replace

import pytest
from paper import page, pages, printed, read, values

from claimcheck.core.extract import extract

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


GRID_OF_LABELS = """
KXYZ-DT                                  CONTRACT
                    Advertiser      Friends of Nobody {more}
{below}

                    Product         Candidate
                    Dates           04/25/25 - 05/18/25 incl.
"""


@pytest.mark.parametrize(
    ("more", "below", "told"),
    [
        ("at", "                                    Meadow PAC", "Friends of Nobody at Meadow PAC"),
        ("at", "                                    12 Mill Street", "Friends of Nobody at"),
        ("at", "                    c/o             Elm Media", "Friends of Nobody at"),
        ("", "                                    Elm Media", "Friends of Nobody"),
        ("Ltd", "                                    Accounts", "Friends of Nobody Ltd"),
        ("", "                                    Ltd", "Friends of Nobody Ltd"),
        ("Pte", "                                    Ltd", "Friends of Nobody Pte Ltd"),
    ],
    ids=["no room", "a street", "another label", "room left", "room and a form", "a form", "half of a form"],
)
def test_a_value_of_a_grid_goes_on_below_where_its_next_word_had_no_room(more: str, below: str, told: str) -> None:
    text = GRID_OF_LABELS.format(more=more, below=below).replace(" \n", "\n")
    assert printed(text).fields["buyer_name"].value == told


def test_a_name_in_two_lines_is_no_surer_than_either_and_shown_with_both() -> None:
    drawn = page(GRID_OF_LABELS.format(more="at", below=f"{'':36}Meadow PAC"), across=100)
    below = next(line for line in drawn.lines if line.text == "Meadow PAC")
    guessed = replace(below, words=tuple(replace(word, confidence=0.3) for word in below.words))
    (document,) = extract(pages(replace(drawn, lines=tuple(guessed if one is below else one for one in drawn.lines))))
    buyer = document.fields["buyer_name"]
    assert (buyer.value, buyer.raw) == ("Friends of Nobody at Meadow PAC",) * 2
    assert buyer.confidence <= 0.3
    assert buyer.box is not None
    assert buyer.box.bottom == below.box.bottom


@pytest.mark.parametrize(
    ("foot", "seller"),
    [
        ("Merle Glass is a trading name of Merle Glass Ltd, registered in England", "Merle Glass Ltd"),
        ("Merle Glass is a trading name of Wren Holdings Ltd, registered in England", "Merle Glass"),
    ],
    ids=["the same", "another"],
)
def test_a_trading_name_is_that_of_the_company_where_both_are_the_same(foot: str, seller: str) -> None:
    text = f"Merle Glass\nSALES INVOICE 4711\nInvoice to   Wren Interiors LLP\nTotal   60.00\n\n{foot}"
    assert printed(text).fields["seller_name"].value == seller


@pytest.mark.parametrize("end", ["S.L.U.", "T. & C. S.a.s."])
def test_a_line_of_a_legal_form_and_initials_ends_the_name_over_it(end: str) -> None:
    paper = f"""
Alondra Suministros
{end}
3 Calle Curtidores
46015 Valencia
FACTURA                                 Datos del cliente
A/2445                                  Levantina Talleres S.L.
TOTAL      60,00
"""
    assert values(read(paper))["seller_name"] == f"Alondra Suministros {end}"


@pytest.mark.parametrize("form", ["Herrn", "Frau", "Monsieur", "Familie"])
def test_the_buyer_stands_under_a_form_of_address_that_is_a_line_of_its_own(form: str) -> None:
    text = f"""
    Eiche Tischlerei GmbH · Marktweg 1 · 80331 München
    {form}
    Ahorn Beispiel
    Mühlenstr. 4
    73525 Eichdorf
    Rechnung Nr. 4711
    Datum: 14.03.2024
    Gesamtbetrag     60,00 EUR
    """
    assert values(read(text)).get("buyer_name") == "Ahorn Beispiel"
