from datetime import date
from decimal import Decimal

import pytest

from claimcheck.core.values.sheet_cells import amount, day, neutral, plain


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1234.5", "1234.5"),
        ("1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1 234,50", "1234.50"),
        ("1,234,567", "1234567"),
        ("12,5", "12.5"),
        ("(12.00)", "-12.00"),
        ("-12", "-12"),
        ("１２．５０", "12.50"),
    ],
)
def test_an_amount_is_read_as_people_write_it(written: str, meant: str) -> None:
    assert amount(written) == Decimal(meant)


@pytest.mark.parametrize("written", ["1,234", "twelve", "", "1.2.3", "NaN", "1e9", "9" * 25, "12..5"])
def test_what_is_no_amount_or_two_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"amount|two ways"):
        amount(written)


@pytest.mark.parametrize(
    "written",
    [
        "2024-05-31",
        "2024/5/31",
        "20240531",
        "2024年5月31日",
        "31.05.2024",
        "31/05/2024",
        "05/31/2024",
        "2024-05-31 10:00:00",
    ],
)
def test_a_day_is_read_in_every_clear_spelling(written: str) -> None:
    assert day(written) == date(2024, 5, 31)


@pytest.mark.parametrize("written", ["03/04/2024", "2024-13-01", "2024-02-30", "May 2024", "1.2.24"])
def test_a_day_that_is_none_or_two_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"date|two ways|calendar"):
        day(written)


@pytest.mark.parametrize("value", ["=1+1", "+49 30", "-12.00", "@cmd", "\tx", "'quoted", "plain", "", "'=x"])
def test_a_neutral_cell_starts_no_formula_and_comes_back_as_it_was(value: str) -> None:
    cell = neutral(value)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert plain(cell) == value
