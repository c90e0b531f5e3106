from decimal import Decimal

import pytest
from paper import page

from claimcheck.core.extract.money.amounts import amounts_in
from claimcheck.core.extract.page.rows import rows_of


def values(text: str) -> list[Decimal]:
    return [amount.value for amount in amounts_in(rows_of((page(text),))) if amount.decimals == 2]


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("Total  1,234.56", "1234.56"),
        ("Total  12.00\nTotal  1 234.56", "1234.56"),
        ("Summe  12,00\nGesamt  1.234,56", "1234.56"),
        ("Total  1'234.56", "1234.56"),
        ("Total  RM19.00", "19.00"),
        ("Total  €19,00", "19.00"),
        ("Total  (0.02)", "-0.02"),
        ("Total  -0.02", "-0.02"),
        ("合计  (113.00)", "-113.00"),
        ("合计(113.00)", "-113.00"),
        ("壹佰壹拾叁元整(￥113.00)", "113.00"),
        ("（小写）(113.00)", "113.00"),
        ("负壹佰壹拾叁圆整(113.00)", "-113.00"),
        ("（负数）壹佰壹拾叁圆整  小写 (113.00)", "-113.00"),
        ("Total  １２．３４", "12.34"),
        ("Total  33. 90", "33.90"),
        ("Total  78-10", "78.10"),
        ("Total  3.20SR", "3.20"),
        ("Total  .05", "0.05"),
    ],
)
def test_an_amount_is_read_as_it_is_printed(printed: str, value: str) -> None:
    assert values(printed)[-1] == Decimal(value)


@pytest.mark.parametrize("printed", ["Tel 03-2163.2766", "12.03.2018", "10:45:30", "C1-0", "Lot 1851-A"])
def test_what_is_no_amount_is_none(printed: str) -> None:
    assert values(printed) == []


def test_a_percentage_is_marked() -> None:
    (found,) = amounts_in(rows_of((page("GST 6.00 %"),)))
    (before_the_rate, _) = amounts_in(rows_of((page("Base imponible 9.727,77 % IVA 21,00"),)))
    assert found.percent
    assert not before_the_rate.percent


@pytest.mark.parametrize(
    ("text", "value"),
    [("TOTAL  Rs.45.90", "45.90"), ("TOTAL  Rs.1,245.50", "1245.50"), ("Rs.50", "50"), ("RM.50", ".50")],
)
def test_the_point_of_a_short_mark_is_the_marks_own(text: str, value: str) -> None:
    (found,) = amounts_in(rows_of((page(text),)))
    assert (found.value, found.repaired) == (Decimal(value), False)


def test_a_currency_mark_belongs_to_its_amount() -> None:
    (marked,) = amounts_in(rows_of((page("Total  EUR 12,50"),)))
    (bare,) = amounts_in(rows_of((page("Total  12,50"),)))
    assert (marked.raw, marked.marked) == ("EUR 12,50", True)
    assert (bare.raw, bare.marked) == ("12,50", False)
