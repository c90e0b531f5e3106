"""What codes printed on a document say."""

from collections.abc import Mapping

import pytest
from paper import pages

from claimcheck.core.extract import extract
from claimcheck.core.extract.grounds.codes import coded_fields
from claimcheck.model.documents import Barcode, Box, Field

SWISS = ["SPC", "0200", "1", "CH0000000000000000000", "S", "Muster AG", "Weg", "1", "8000", "Zug", "CH"]


def test_a_swiss_payment_part_says_what_is_to_be_paid() -> None:
    text = "\r\n".join([*SWISS, *[""] * 7, "1949.75", "CHF", *[""] * 7, "NON", "", "", "EPD"])
    assert coded_fields(text) == {"currency": "CHF", "payable_amount": "1949.75"}


def test_a_swiss_payment_part_may_leave_the_amount_open() -> None:
    assert coded_fields("\n".join([*SWISS, *[""] * 8, "CHF", *[""] * 7, "NON", "", "", "EPD"])) == {}


def test_a_european_payment_code_says_what_is_to_be_paid() -> None:
    text = "BCD\n002\n1\nSCT\n\nMuster GmbH\nDE00000000000000000000\nEUR119\n\n\nInvoice 4711"
    assert coded_fields(text) == {"currency": "EUR", "payable_amount": "119.00"}


@pytest.mark.parametrize(("kind", "amount"), [("01", "net_amount"), ("10", "net_amount"), ("32", "total_amount")])
def test_on_chinese_invoices_the_type_says_whether_tax_is_in_the_amount(kind: str, amount: str) -> None:
    found = coded_fields(f"01,{kind},144001900111,25317864,1061.95,20240305,09876543210987654321,A1B2,")
    assert found == {
        "invoice_code": "144001900111",
        "invoice_number": "25317864",
        "invoice_date": "2024-03-05",
        amount: "1061.95",
    }


PAPER = """
1100193130          北京增值税专用发票          No 05950604
                                                开票日期：2023年08月31日
名    称：枫叶酒店有限公司
合            计                 ￥1000.00              ￥130.00
价税合计（大写）   壹仟壹佰叁拾元整        （小写）￥1130.00
名    称：橡树灯具有限公司
"""
DIGITAL = """
                    电子发票（普通发票）          发票号码：23312000000012345678
                                                  开票日期：2023年08月31日
名称：枫叶酒店有限公司              名称：橡树灯具有限公司
合            计                 ￥1000.00              ￥130.00
价税合计（大写）   壹仟壹佰叁拾元整        （小写）￥1130.00
"""


def fields(page: str, text: str) -> Mapping[str, Field]:
    """What stands on a page with such a code."""
    code = Barcode(1, "QRCode", text, Box(0.02, 0.02, 0.12, 0.12))
    (document,) = extract(pages(page, barcodes=(code,)))
    return document.fields


def opposed(found: Mapping[str, Field]) -> set[str]:
    return {name for name, field in found.items() if "layers.disagree" in field.supports}


def test_a_code_that_says_what_the_page_says_opposes_nothing() -> None:
    assert not opposed(fields(PAPER, "01,01,1100193130,05950604,1000.00,20230831,1,A"))
    assert not opposed(fields(DIGITAL, "01,32,,23312000000012345678,1130.00,20230831,,A"))


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("01,01,1100193130,05950605,1000.00,20230831,1,A", "invoice_number"),
        ("01,01,1100193131,05950604,1000.00,20230831,1,A", "invoice_code"),
        ("01,01,1100193130,05950604,1000.00,20230830,1,A", "invoice_date"),
        ("01,01,1100193130,05950604,100.00,20230831,1,A", "net_amount"),
        ("01,01,1100193130,05950604,1130.00,20230831,1,A", "net_amount"),
        ("01,85,1100193130,05950604,900.00,20230831,1,A", "total_amount"),
    ],
)
def test_a_code_that_says_otherwise_is_told(text: str, field: str) -> None:
    assert field in opposed(fields(PAPER, text))


PAYMENT = "BCD\n002\n1\nSCT\n\nGarten Lenz GmbH\nDE00000000000000000000\nEUR"
BILL = """
Garten Lenz GmbH
Rechnung Nr. R-77
Datum: 02.05.2025
Rasenpflege netto        100,00
USt 19%                   19,00
Gesamtbetrag EUR         119,00
Zahlbar in zwei Raten zu  59,50
"""


@pytest.mark.parametrize(
    ("instead", "amount", "supported", "told"),
    [
        ("", "119.00", True, set()),
        ("", "59.50", False, set()),
        ("", "191.00", False, {"payable_amount"}),
        ("Zahlbar in zwei Raten", "59.50", False, set()),
        ("Zahlbar in zwei Raten", "51.50", False, {"payable_amount"}),
        ("Zahlbar in 10 Tagen", "11.90", False, {"payable_amount"}),
        ("Bei Zahlung in 10 Tagen 2% Skonto", "116.62", False, set()),
        ("Zahlbetrag 119,00, bei Zahlung in 10 Tagen 2% Skonto", "116.62", False, set()),
        ("2% Skonto", "111.62", False, {"payable_amount"}),
    ],
)
def test_a_payment_code_asks_for_what_the_page_shows(
    instead: str, amount: str, supported: bool, told: set[str]
) -> None:
    page = BILL.replace("Zahlbar in zwei Raten zu  59,50", instead) if instead else BILL
    found = fields(page, PAYMENT + amount)
    assert ("barcode" in found["total_amount"].supports, opposed(found)) == (supported, told)


TABLE = """Bezeichnung       Menge     Einzelpreis     Betrag
Lampe                2           50,00     100,00
Birne                4            5,00      20,00
Gesamtbetrag                               120,00"""


@pytest.mark.parametrize(
    ("foot", "supported"),
    [
        (TABLE, True),
        (TABLE.replace("Birne                4            5,00 ", "Saldovortrag                           "), False),
        ("Lampe    100,00\nOffener Saldo    20,00\nGesamtbetrag    120,00", False),
        ("Lampe    100,00\nMahngebühr    20,00\nGesamtbetrag    120,00", False),
        ("Rechnung R-1    70,00\nRechnung R-2    50,00\nGesamtbetrag    120,00", False),
        ("Auftragswert    700,00\nAnzahlung erhalten    580,00\nTotal    120,00", False),
        ("Lampe 84,03\nMwSt 19%    15,97\nSumme    100,00\nSaldovortrag    20,00\nGesamtbetrag    120,00", False),
    ],
)
def test_a_payment_code_proves_only_a_total_that_the_page_adds_up(foot: str, supported: bool) -> None:
    found = fields(BILL[: BILL.index("Rasenpflege")] + foot, PAYMENT + "120")
    assert ("barcode" in found["total_amount"].supports) == supported


def test_a_digital_invoices_code_carries_the_amount_with_tax() -> None:
    assert "barcode" in fields(DIGITAL, "01,32,,23312000000012345678,1130.00,20230831,,A")["total_amount"].supports
    assert opposed(fields(DIGITAL, "01,32,,23312000000012345678,1000.00,20230831,,A")) == {"total_amount"}


def test_a_total_that_the_codes_net_and_the_tax_do_not_come_to_is_told() -> None:
    raised = PAPER.replace("1130.00", "9130.00").replace("￥1000.00", "").replace("壹仟壹佰叁拾元整", "")
    assert "total_amount" in opposed(fields(raised, "01,01,1100193130,05950604,1000.00,20230831,1,A"))
