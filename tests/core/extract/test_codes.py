"""What codes printed on a document say."""

import pytest

from claimcheck.core.extract.structured import coded_fields

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
