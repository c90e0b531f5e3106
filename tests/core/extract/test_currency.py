import pytest
from paper import pages

from claimcheck.core.extract import extract
from claimcheck.model.documents import Field


def currency(text: str, **asked: str) -> Field | None:
    (document,) = extract(pages(text), **asked)
    return document.fields.get("currency")


def test_printed_marks_name_the_currency() -> None:
    found = currency("TOTAL (RM)   5.00")
    assert found is not None
    assert found.value == "MYR"


def test_a_dollar_is_nobodys_until_the_country_is_known() -> None:
    found = currency("TOTAL   $5.00")
    assert found is not None
    assert found.value is None
    assert {"USD", "SGD"} <= set(found.alternatives)
    assert currency("TOTAL   $5.00", currency="USD") is None


def test_the_country_tells_whose_dollar_it_is() -> None:
    found = currency("Acorn Lamps LLC\nAustin, TX 78745\nTOTAL   $5.00")
    assert found is not None
    assert found.value == "USD"
    assert found.confidence < 0.8


def test_a_tax_that_is_stated_in_the_country_s_own_currency_too_leaves_the_bill_s_own() -> None:
    found = currency("Währung: GBP\nSteuerbetrag in GBP   163.16\nSteuerbetrag in EUR   183.14\nTOTAL   1021.91")
    assert found is not None
    assert (found.value, found.rivals) == ("GBP", ())
    both = currency("Währung: GBP\nSteuerbetrag in GBP   163.16\nTOTAL   EUR   1021.91")
    assert both is not None
    assert both.rivals


def test_a_currency_that_is_not_printed_is_left_out() -> None:
    assert currency("TOTAL   5.00") is None
    assert currency("DH3993   Acorn lamp   981.50\nTOTAL   981.50") is None


def test_letters_before_the_sum_in_the_total_s_row_are_a_currency_and_no_code_of_goods() -> None:
    found = currency("TOTAL   DH4590   45.90")
    assert found is not None
    assert found.value == "MAD"


def test_two_currencies_at_totals_are_rivals_and_one_for_information_is_none() -> None:
    both = currency("TOTAL   RM 45.90\nTOTAL   USD 10.20")
    told = currency("TOTAL   RM 45.90\nat the day's rate   USD 10.20")
    assert both is not None
    assert told is not None
    assert (both.value, both.rivals) == ("MYR", ("USD",))
    assert (told.value, told.rivals) == ("MYR", ())


def test_without_a_mark_at_the_total_what_is_printed_as_often_is_a_rival() -> None:
    found = currency("LAMP   RM 5.00\nBULB   EUR 5.00\nTOTAL   10.00")
    assert found is not None
    assert found.rivals


@pytest.mark.parametrize(
    "text",
    [
        "HARBOUR LAMPS\n12 Hong Kong Street, Seattle WA\nTOTAL   $5.00",
        "MAPLE DINER\n5 Canada Street, Albany NY\nTOTAL   $5.00",
        "HARBOUR LAMPS\nAuckland Ave, Boston MA\nTOTAL   $5.00",
        "HARBOUR LAMPS\nLAMP   Made in Canada\nTOTAL   $5.00",
        "HARBOUR LAMPS\nHST TRANSIT\nTOTAL   $5.00",
    ],
)
def test_a_country_in_a_streets_or_a_things_name_says_nothing_of_a_dollar(text: str) -> None:
    found = currency(text)
    assert found is not None
    assert (found.value, "USD" in found.alternatives) == (None, True)


@pytest.mark.parametrize("sign", ["Toronto, Canada", "HST # 123456789 RT0001", "Halifax NS B3H 4R2"])
def test_a_country_under_an_address_and_a_tax_registers_number_tell_whose_dollar_it_is(sign: str) -> None:
    found = currency(f"ACORN LAMPS\n{sign}\nTOTAL   $5.00")
    assert found is not None
    assert found.value == "CAD"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("カメラのかしわ\n合計   ¥1,320", ("JPY", ())),
        ("ACORN MART\nLAMP   1,320円\nTOTAL   ¥1,320", ("JPY", ())),
        ("ACORN MART\nTokyo Street, Oakhai\nTOTAL   ¥45", ("CNY", ("JPY",))),  # a street there, or in Japan
        ("ACORN MART\n8 Oak, Tokyo\nTOTAL   ¥45.90", ("CNY", ())),  # yens have no cents
        ("优の良品\n合计   ¥45", ("CNY", ())),
        ("买方：阿里・艾力江\n枫叶ー号\n合计   ¥45", ("CNY", ())),
        ("ラーメンの店\n发票\n合计   ¥45", ("CNY", ())),
    ],
)
def test_a_yuans_sign_is_a_yens_where_the_paper_is_surely_japanese(
    text: str, expected: tuple[str, tuple[str, ...]]
) -> None:
    found = currency(text)
    assert found is not None
    assert (found.value, found.alternatives) == expected
