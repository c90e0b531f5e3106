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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("单位：美元\n台灯   25.00\n合计   25.00", "USD"),
        ("台灯   25.00\n合计   25.00欧元", "EUR"),
        ("台灯   25.00\n合计   25.00元", "CNY"),
        ("单位：元\n台灯   25.00\n合计   25.00", "CNY"),
    ],
)
def test_anothers_yuan_is_none_of_chinas(text: str, expected: str) -> None:
    found = currency(f"海灯有限公司\n送货单\n{text}", currency="CNY")
    assert found is not None
    assert found.value == expected


@pytest.mark.parametrize(
    ("own", "total"),
    [
        ("MXN", "$45.90"), ("TWD", "$45.90"), ("BND", "$45.90"), ("XCD", "$45.90"),
        ("XOF", "45.90 FCFA"), ("DKK", "45.90 kr"), ("MDL", "45.90 lei"), ("AED", "DH 45.90"), ("MAD", "45.90 Dhs"),
        ("PKR", "Rs. 45.90"), ("SAR", "45.90 ﷼"), ("HKD", "45.90 圓"), ("BYN", "45.90 руб"), ("EGP", "£45.90"),
    ],
)  # fmt: skip
def test_a_sign_of_several_currencies_is_the_programs_where_it_is_one_of_them(own: str, total: str) -> None:
    assert currency(f"ACORN LAMPS\nTOTAL   {total}", currency=own) is None
    other = currency(f"ACORN LAMPS\nTOTAL   {total}", currency="THB")
    assert other is not None
    assert other.value == {"AED": "MAD", "PKR": "INR", "EGP": "GBP"}.get(own)  # which these usually mean


@pytest.mark.parametrize(
    "named",
    [
        "All prices in AUD",
        "All prices in AUD, we accept Visa",
        "All prices in AUD\nUSD account 12345678",
        "LAMP   A$25.00\nBULB   A$20.90\nCurrency: USD",
        "LAMP   AUD 45.90\nabout   USD 30.20",
    ],
)
def test_a_sign_is_the_currency_that_the_page_names_rather_than_the_programs(named: str) -> None:
    found = currency(f"ACORN LAMPS\n{named}\nTOTAL   $45.90", currency="USD")
    assert found is not None
    assert "AUD" in (found.value, *found.rivals)


@pytest.mark.parametrize(
    "total", ["TOTAL   45.90 R", "TOTAL   R 45.90", "TOTAL   45.90 K", "TOTAL   RM R45.90", "TOTAL   RM 45.90 Q"]
)
def test_a_letter_by_the_total_alone_is_no_currency(total: str) -> None:
    found = currency(f"ACORN LAMPS\nLAMP   25.00 R   1.00\n{total}")
    assert found is None or (found.value, found.rivals) == ("MYR", ())


def test_a_letter_before_the_total_and_before_another_amount_is_one() -> None:
    found = currency("ACORN LAMPS\nLAMP   R25.00\nBULB   R20.90\nTOTAL   R45.90\nUSD accepted", currency="USD")
    assert found is not None
    assert (found.value, found.rivals) == ("ZAR", ())


def test_a_shop_that_takes_its_own_countrys_money_besides_others_is_asked_about_nothing() -> None:
    assert currency("ACORN LAMPS\nTOTAL   £45.90\nWe accept GBP and EUR", currency="GBP") is None


@pytest.mark.parametrize(
    "named",
    [
        "Currency: MYR   514012345678\nCurrency: USD   514087654321",
        "Foreign currency USD on request",
        "We accept foreign currency: USD, SGD",
        "Currency: SGD rate 3.45",
    ],
)
def test_the_currency_of_an_account_or_a_rate_is_no_rival_of_the_totals(named: str) -> None:
    found = currency(f"TOTAL   RM 45.90\n{named}")
    assert found is not None
    assert (found.value, found.rivals) == ("MYR", ())


@pytest.mark.parametrize("total", ["$12,000.00", "12,000.00"])
@pytest.mark.parametrize(
    "named",
    [
        "Prices in USD, CAD accepted on request",
        "All prices in USD, CAD accepted",
        "Prices in USD and CAD accepted",
        "Amount in USD and cheques accepted",
        "Invoice currency: USD rate: 1.35",
        "Total in USD rate 1.35",
        "Settlement currency: USD",
        "Local currency USD",
    ],
)
def test_a_currency_that_may_be_the_papers_own_leaves_no_open_total_the_programs(named: str, total: str) -> None:
    found = currency(f"MAPLE MOTORS LTD\n5 King Street\nToronto, ON M5H 1A1\nTotal   {total}\n{named}", currency="CAD")
    assert found is not None
    assert "USD" in (found.value, *found.rivals)


@pytest.mark.parametrize(
    "named", ["Settlement currency: USD", "Amount in USD and cheques accepted", "Local currency USD"]
)
def test_it_is_no_rival_of_a_total_that_has_a_mark_of_its_own(named: str) -> None:
    found = currency(f"TOTAL   RM 45.90\n{named}")
    assert found is not None
    assert (found.value, found.rivals) == ("MYR", ())


@pytest.mark.parametrize(
    "named",
    [
        "Currency: USD",
        "Bank account currency: USD\nUSD account 12345678",
        "Local currency: USD 9.80\nUSD account 12345678",
        "Please pay to our account, currency USD\nSWIFT ABCDEF USD",
    ],
)
def test_a_currency_that_is_named_silences_no_mark_at_goods(named: str) -> None:
    found = currency(f"POWER BANK   RM 25.00\nBULB   20.90\nTOTAL   45.90\n{named}")
    assert found is not None
    assert {found.value, *found.rivals} == {"MYR", "USD"}
