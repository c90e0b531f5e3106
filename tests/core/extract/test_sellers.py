from dataclasses import replace

import pytest
from paper import TALL, page, pages

from claimcheck.core.extract import extract

TAIL = "\nTEL: 03-5550 1234\nTAX INVOICE\nDate: 15/03/2018   Cashier: AMY\nTOTAL        RM 5.00\nCASH       5.00"


def read(head: str) -> tuple[str | None, str | None]:
    (document,) = extract(pages(head.strip("\n") + TAIL))
    seller, address = document.fields.get("seller_name"), document.fields.get("address")
    return (seller.value if seller else None), (address.value if address else None)


def test_the_seller_stands_in_the_head_and_its_address_under_it() -> None:
    assert read("ACORN LAMPS SDN BHD\n(771204-K)\n8, JALAN KENARI 4,\n47100 PUCHONG, SELANGOR") == (
        "ACORN LAMPS SDN BHD",
        "8, JALAN KENARI 4, 47100 PUCHONG, SELANGOR",
    )


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("tan mei ling\n\nACORN LAMPS SDN BHD\n8, JALAN KENARI 4", "ACORN LAMPS SDN BHD"),
        ("31803001\nACORN LAMPS SDN BHD (771204-K)\n8, JALAN KENARI 4", "ACORN LAMPS SDN BHD"),
        ("ACORN BOOK\nCO. (M) SDN BHD\n8, JALAN KENARI 4", "ACORN BOOK CO. (M) SDN BHD"),
        (
            "ACORN HARDWARE\nENTERPRISE (OAK\nHILL) SDN BHD\n8, JALAN KENARI 4",
            "ACORN HARDWARE ENTERPRISE (OAK HILL) SDN BHD",
        ),
        ("THE OAK TABLE\nACORN NOODLES\n(002049088-U)\nNo. 8, Jalan Kenari 4", "ACORN NOODLES"),
        ("TAX INVOICE\nACORN LAMPS\nNO 8, JALAN KENARI 4", "ACORN LAMPS"),
        ("TICKET DE CAISSE\nPapeterie du Gland\n22 place du Marché", "Papeterie du Gland"),
        ("REÇU\nPapeterie du Gland\n22 place du Marché", "Papeterie du Gland"),
        ("KASSENBON\nLampenhaus Ahorn\nHauptstr. 5", "Lampenhaus Ahorn"),
        ("SCONTRINO FISCALE\nLampade Acero\nVia Roma 5", "Lampade Acero"),
        ("ACORN LAMPS SON BHD\n8, JALAN KENARI 4", "ACORN LAMPS SDN BHD"),
        ("Acorn\na trading division of Oak Lamps Ltd\n8 Oak Street", "Oak Lamps Ltd"),
        ("ACORN LAMPS & AIR #909\n8 OAK STREET", "ACORN LAMPS & AIR"),
        ("ACORN SUPPLY CO. #897\n8 OAK STREET", "ACORN SUPPLY CO."),
        ("ACORN LAMPS SDN BHD    POSTED\n8, JALAN KENARI 4", "ACORN LAMPS SDN BHD"),
        ("ACORN LAMPS SDN.\nBHD. (771204-K)\n8, JALAN KENARI 4", "ACORN LAMPS SDN. BHD"),
        ("PAIT\nACORN LAMPS S/B 77120-X)\n8, JALAN KENARI 4", "ACORN LAMPS S/B"),
        ("We lamp the town since ever.\nACORN LAMPS\nNO 8, JALAN KENARI 4", "ACORN LAMPS"),
        ("ACORN LAMPS    8 Jalan Kenari\n47100 PUCHONG", "ACORN LAMPS"),
        ("ACORN    54", "ACORN 54"),
        ("The lamp of our street!\nNO 8, JALAN KENARI 4", "The lamp of our street!"),
        ("ACORN CORP #0451", "ACORN CORP"),
        ("ACORN SDN BHD\nACORN SDN BHD MANAGED BY ELM SDN BHD", "ACORN SDN BHD"),
        ("ACORN TRADING\nACORN TRADING Private Limited\n8, JALAN KENARI 4", "ACORN TRADING Private Limited"),
        ("ACORN LAMPS\n(FORMERLY KNOWN AS ELM LAMPS SDN BHD)\nNO 8, JALAN KENARI 4", "ACORN LAMPS"),
        ("SUNNY PYRAMID MALL\nELECTRICAL SDN BHD\nNO 8, JALAN KENARI 4", "ELECTRICAL SDN BHD"),
        ("FKA MOTORS SDN BHD\nNO 8, JALAN KENARI 4", "FKA MOTORS SDN BHD"),
        ("ACORN LAMPS SDN BHD\n(FKA ELM LAMPS SDN BHD)\nNO 8, JALAN KENARI 4", "ACORN LAMPS SDN BHD"),
        ("ACORN BAR\nDI ROSSI & C. SNC\nNO 8, JALAN KENARI 4", "ACORN BAR DI ROSSI & C. SNC"),
        ("ACORN ELECTRICAL & LAMPS\nSUPPLIES SDN BHD\n8, JALAN KENARI 4", "ACORN ELECTRICAL & LAMPS SUPPLIES SDN BHD"),
        ("ACORN\nELM SUPPLIES SDN BHD\n8, JALAN KENARI 4", "ELM SUPPLIES SDN BHD"),
        ("GOODS SOLD ARE NOT RETURNABLE\nACORN CASH & CARRY\nNO 8, JALAN KENARI 4", "ACORN CASH & CARRY"),
    ],
)
def test_scribbles_titles_numbers_and_stamps_are_no_part_of_the_name(head: str, name: str) -> None:
    assert read(head)[0] == name


def test_an_accent_is_the_readers_where_the_country_writes_none() -> None:
    assert read("ACORN HARDWARÉ TRADING\n8, JALAN KENARI 4")[0] == "ACORN HARDWARE TRADING"


def test_an_address_goes_on_in_a_row_that_begins_with_a_letter_in_brackets() -> None:
    head = "ACORN LAMPS SDN BHD\nNO. 8-G, JALAN KENARI\n(X) K4/X, OAK HILL,\n47100 PUCHONG"
    assert read(head)[1] == "NO. 8-G, JALAN KENARI (X) K4/X, OAK HILL, 47100 PUCHONG"


def test_a_number_in_brackets_ends_an_address() -> None:
    assert read("ACORN LAMPS SDN BHD\n8, JALAN KENARI 4\n(95874 - 3)\nTEL: 03-5512 0000")[1] == "8, JALAN KENARI 4"


def test_a_branch_in_brackets_is_no_address() -> None:
    assert (
        read("ACORN LAMPS SDN BHD\n(OAK HILL SHOP 95874)\n8, JALAN KENARI 4\n47100 PUCHONG")[1]
        == "8, JALAN KENARI 4 47100 PUCHONG"
    )


@pytest.mark.parametrize(
    ("printed", "address"),
    [
        ("8, Jalau Kenari 4\n47100 Puchong, Malaysla\nOAK MALL", "8, Jalan Kenari 4 47100 Puchong, Malaysia"),
        ("8, J1n Kenari, SET1A ALAM\n47100 PUCHONG", "8, Jln Kenari, SETIA ALAM 47100 PUCHONG"),
        ("Am Alten Hafen 54\n50667 Waldstadt\nSt.Nr. 042/170/00816", "Am Alten Hafen 54 50667 Waldstadt"),
        ("C/ Curtidores, 19\n46015 Villanueva", "C/ Curtidores, 19 46015 Villanueva"),
        (
            "8, Jalan Kenari 4,\n47100 Puchong, Selangor, Tel: 03-5512 0000",
            "8, Jalan Kenari 4, 47100 Puchong, Selangor",
        ),
        ("27 N. ELM ST.\nOAKTON, TX 76708 (456) 555-0122", "27 N. ELM ST. OAKTON, TX 76708"),
    ],
    ids=[
        "words of places, up to the country",
        "digits between letters",
        "house before postcode",
        "a street",
        "Tel",
        "phone",
    ],
)
def test_an_address_begins_at_its_street_and_its_words_are_set_right(printed: str, address: str) -> None:
    assert read(f"ACORN LAMPS SDN BHD\n{printed}")[1] == address


def test_an_address_over_the_company_s_name_is_its_address_where_none_stands_under_it() -> None:
    assert read("8, JALAN KENARI 4,\n47100 PUCHONG\nACORN LAMPS SDN BHD")[1] == "8, JALAN KENARI 4, 47100 PUCHONG"


@pytest.mark.parametrize("name", ["RESTAURANT BON", "BAR BON"])
def test_a_house_that_is_called_good_is_no_title(name: str) -> None:
    (document,) = extract(pages(f"{name}\n8 rue de la Paix\n75002 Paris\n2 Menus   40,00\nTOTAL   40,00"))
    assert document.fields["seller_name"].value == name


@pytest.mark.parametrize(
    ("tall", "head", "name"),
    [
        (2, "Acorn Lamps\nOfficial Dealer\n8 Oak Street", "Acorn Lamps"),
        (2, "Acorn & Oak\nLamps Ltd\n8 Oak Street", "Acorn & Oak Lamps Ltd"),
        (2, "Acorn Lamps Ltd\nOak Hill\n8 Oak Street", "Acorn Lamps Ltd"),
        (1, "Acorn Lamps\nOpen every day\n8 Oak Street", "Acorn Lamps"),
        (3, "Acorn Lamps\nOak Hill\nMill Town\n8 Oak Street", "Acorn Lamps"),
    ],
    ids=["a slogan", "the form in the second", "ended by its form", "another print", "three lines"],
)
def test_two_lines_of_a_print_larger_than_what_is_under_them_are_one_name_where_its_form_ends_the_second(
    tall: int, head: str, name: str
) -> None:
    printed = page(head + TAIL)
    heights = [1.2 * TALL if i < tall else 0.8 * TALL for i in range(len(printed.lines))]
    lines = [
        replace(line, box=line.box._replace(bottom=line.box.top + height))
        for line, height in zip(printed.lines, heights, strict=True)
    ]
    (document,) = extract(pages(replace(printed, lines=tuple(lines))))
    assert document.fields["seller_name"].value == name


@pytest.mark.parametrize(
    ("line", "seller"),
    [
        ("Invoice to   Merlewood Interiors Ltd", "Merle"),
        ("Merle Finance Ltd holds title until paid", "Merle"),
        ("Merle is a trading name of Merle Finance Ltd", "Merle Finance Ltd"),
    ],
)
def test_the_head_is_named_in_full_only_by_a_line_that_says_whose_name_it_trades_under(line: str, seller: str) -> None:
    (document,) = extract(pages(page(f"Merle\nINVOICE 4711\n{line}\nTotal     60.00")))
    assert document.fields["seller_name"].value == seller


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("Ahorn Lampen am Markt\nMarktweg 1\n80331 München", "Ahorn Lampen am Markt"),
        ("Ahorn Lampen am Markt\nMarktweg 1\n50667 Köln", "Ahorn Lampen am Markt"),
        ("Acorn Corner\n7 Mill Lane\nRice 2 kg oak   12.00", "Acorn Corner"),
    ],
    ids=["a postcode before a town with an umlaut is no number in a register", "nor before another", "a weight"],
)
def test_no_town_and_no_weight_makes_a_name_of_a_row(head: str, name: str) -> None:
    assert read(head)[0] == name


def test_a_name_without_capitals_over_its_street_is_told_and_asked_about() -> None:
    (document,) = extract(pages("acorn-lampen markt\nMarktweg 4\n73525 Eichdorf" + TAIL))
    seller = document.fields["seller_name"]
    assert seller.value == "acorn-lampen markt"
    assert seller.confidence < 0.5


@pytest.mark.parametrize(
    "text",
    [
        "FATTURA N. 118 del 14/03/2024\n\nCliente: Sig.ra Bianca Acero\nIndirizzo: Via delle Ghiande 5, Torino\n"
        "Totale     60,00",
        "INVOICE 4711\nDate: 14/03/2024\n\nATTN: Oak Interiors Limited\n93B Mill Lane\nTotal     60.00",
    ],
)
def test_who_is_called_the_buyer_and_the_house_under_it_are_surely_no_seller(text: str) -> None:
    (document,) = extract(pages(text))
    assert document.fields["seller_name"].confidence < 0.5


def test_a_seller_under_the_buyer_is_still_told_by_its_legal_form() -> None:
    (document,) = extract(pages("RECEIPT 4711\nCustomer: Bianca Oak\nAcorn Lamps Ltd\n7 Mill Lane" + TAIL))
    assert document.fields["seller_name"].value == "Acorn Lamps Ltd"


@pytest.mark.parametrize(("head", "sure"), [("Rechnung acorn.example", False), ("Acorn Invoice Ltd", True)])
def test_a_name_that_begins_as_a_paper_is_called_is_asked_about(head: str, sure: bool) -> None:
    (document,) = extract(pages(f"{head}\n\nRechnungsnummer: 4711\nDatum: 14.03.2024\nGesamtbetrag     60,00 EUR"))
    assert (document.fields["seller_name"].confidence >= 0.5) is sure
