"""One picture with two receipts on it is two documents; a receipt with the slip of its card terminal is one."""

from dataclasses import replace

import pytest
from factory import pages, receipt_lines
from paper import page as drawn

from claimcheck.core.extract import extract
from claimcheck.core.extract.papers.regions import regions_of
from claimcheck.model.documents import Box, Line, Page, Pages

SECOND = {
    "seller": "OCEAN BAKERY SDN BHD",
    "day": "02/05/2024",
    "total": "31.50",
    "number": "OB-7711",
    "clock": "09:10:11",
}


def moved(lines: tuple[Line, ...], box: Box) -> tuple[Line, ...]:
    """Lines squeezed into a part of the page."""
    wide, high = box.right - box.left, box.bottom - box.top
    return tuple(
        replace(
            line,
            box=Box(
                box.left + line.box.left * wide, box.top + line.box.top * high,
                box.left + line.box.right * wide, box.top + line.box.bottom * high,
            ),
        )
        for line in lines
    )  # fmt: skip


def collage(first: Box, second: Box, other: list[str] | None = None) -> Pages:
    one = pages(receipt_lines()).pages[0]
    two = pages(receipt_lines(**SECOND) if other is None else other).pages[0]
    return Pages("t", "image/jpeg", (replace(one, lines=(*moved(one.lines, first), *moved(two.lines, second))),))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Box(0.0, 0.0, 0.47, 1.0), Box(0.53, 0.0, 1.0, 1.0)),
        (Box(0.0, 0.0, 1.0, 0.45), Box(0.0, 0.55, 1.0, 1.0)),
    ],
)
def test_two_receipts_on_a_picture_are_two_documents(first: Box, second: Box) -> None:
    found = extract(collage(first, second), locale="en-MY", currency="MYR")
    assert {(e.fields["total_amount"].value, e.fields["invoice_date"].value) for e in found} == {
        ("45.90", "2024-03-17"),
        ("31.50", "2024-05-02"),
    }
    assert all(e.region is not None for e in found)
    assert not set(found[0].fingerprint) & {"3150" if "4590" in found[0].fingerprint else "4590"}


def test_the_slip_of_a_card_terminal_belongs_to_its_receipt() -> None:
    slip = [
        "MERCHANT HARBOUR LAMPS", "TEL: 03-5550 1234", "CARD SALE", "DATE 17/03/2024 14:22", "REF NO 8812",
        "TOTAL   45.90", "APPROVED",
    ]  # fmt: skip
    read = collage(Box(0.0, 0.0, 1.0, 0.55), Box(0.0, 0.6, 1.0, 1.0), slip)
    assert len(extract(read, locale="en-MY", currency="MYR")) == 1


def test_a_receipt_alone_is_whole() -> None:
    page: Page = pages(receipt_lines()).pages[0]
    assert regions_of(page) == (page,)


def test_an_invoice_whose_head_and_table_stand_apart_is_whole() -> None:
    head = (
        "Kiefer Lampen GmbH", "Hauptstr. 5, 12345 Waldstadt", "Rechnung Nr. 2024-17", "Rechnungsdatum: 03.04.2024",
        "Kunde: Eichen & Co. KG, Birkenweg 7, 54321 Seedorf", "Summe offener Posten   7,00",
    )  # fmt: skip
    table = (
        "Leistungsdatum 28.03.2024", "Tischlampe mit Schirm aus Leinen, Fuss aus Eiche   2   50,00   100,00",
        "Montage und Einweisung vor Ort durch den Hersteller   1   30,00   30,00", "Nettobetrag   130,00",
        "MwSt 19%   24,70", "Gesamtbetrag   154,70", "Zahlbar bis 30.04.2024 ohne Abzug", "USt-IdNr. DE123456789",
    )  # fmt: skip
    lines = (*head, *[""] * 6, *table)
    assert len(extract(Pages("t", "image/jpeg", (drawn("\n".join(lines), across=100),)))) == 1


def test_a_bill_whose_net_stands_in_the_column_beside_its_table_is_whole() -> None:
    bill = """
WXYZ Television                                         INVOICE
1 Tower Plaza, Oaktown, ME 04401                        Invoice Number: 5510-092
Advertiser: Oak Valley Living                           Invoice Date: 9/25/2022
Agency: Elm Marketing                                   Order Number: 5510
Flight Dates: 9/5/2022-9/18/2022                        Terms: Due on receipt
Account Executive: Nora Nobody                          Billing Type: Cash
Day  Date     Time    Len  ISCI      Amount
Mo   9/5/22   6:12P   30   ARSL01    $1,000.00
Mo   9/12/22  6:40P   30   ARSL01    $1,000.00
Spots:2   Gross Amount:$2,000.00   Commission:$300.00   Net Amount:$1,700.00
"""
    (document,) = extract(Pages("t", "image/jpeg", (drawn(bill, across=100),)))
    assert document.fields["invoice_number"].value == "5510-092"


@pytest.mark.parametrize("title", ["RECEIPT\nReceipt No: OM-771122", "OPEN DAILY\nAT THE STATION"])
def test_a_slip_with_a_single_amount_beside_a_receipt_is_a_second_document(title: str) -> None:
    slip = ["ORCHID MOTORS SDN BHD", "1 JALAN RAJA 3", *title.split("\n"), "DATE: 19/03/2024", "PARKING AND WASHING",
            "CAR NO WXY 1234", "TOTAL   12.00", "THANK YOU COME AGAIN"]  # fmt: skip
    found = extract(collage(Box(0.0, 0.0, 0.47, 1.0), Box(0.53, 0.0, 1.0, 1.0), slip), locale="en-MY", currency="MYR")
    assert {e.fields["total_amount"].value for e in found} == {"45.90", "12.00"}
