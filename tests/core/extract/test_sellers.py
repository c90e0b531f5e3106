import pytest
from paper import pages

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
        ("ACORN LAMPS SON BHD\n8, JALAN KENARI 4", "ACORN LAMPS SDN BHD"),
        ("ACORN LAMPS SDN BHD    POSTED\n8, JALAN KENARI 4", "ACORN LAMPS SDN BHD"),
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


def test_a_branch_in_brackets_ends_an_address() -> None:
    assert read("ACORN LAMPS SDN BHD\n8, JALAN KENARI 4\n(OAK HILL SHOP)\nTEL: 03-5512 0000")[1] == "8, JALAN KENARI 4"


def test_a_branch_in_brackets_is_no_address() -> None:
    assert (
        read("ACORN LAMPS SDN BHD\n(OAK HILL SHOP 95874)\n8, JALAN KENARI 4\n47100 PUCHONG")[1]
        == "8, JALAN KENARI 4 47100 PUCHONG"
    )
