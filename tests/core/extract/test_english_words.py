from decimal import Decimal

import pytest
from paper import pages

from claimcheck.core.extract import extract
from claimcheck.core.extract.money.english_words import english_amount, whole_english_amounts
from claimcheck.core.extract.page.rows import rows_of


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("one thousand two hundred and thirty four only", "1234"),
        ("Ringgit Malaysia: fifty five and sen ten only", "55.10"),
        ("Ringgit Malaysia forty-five and sen ninety only", "45.90"),
        ("RINGGITMALAYSIAFORTYFIVEANDSENNINETYONLY", "45.90"),
        ("twelve dollars and five cents", "12.05"),
        ("US dollars one thousand two hundred thirty-four and cents fifty only", "1234.50"),
        ("Total in words: five hundred dollars and 50/100 only", "500.50"),
        ("Pounds sterling three hundred twelve and pence eight", "312.08"),
        ("Euro nine hundred ninety nine point five zero only", "999.50"),
        ("Rupees One Lakh Eighteen Thousand Only", "118000"),
        ("Say United States Dollars Two Million Three Hundred Thousand Only", "2300000"),
    ],
)
def test_amounts_in_english_words(words: str, value: str) -> None:
    assert english_amount(words) == Decimal(value)


@pytest.mark.parametrize(
    "words",
    ["exchange within seven days with one receipt", "two for one only", "only one item per customer", "one cent"],
)
def test_a_sentence_with_numbers_in_it_is_no_amount(words: str) -> None:
    assert english_amount(words) is None
    assert not whole_english_amounts(rows_of(pages(words).pages))


BILL = """
MAPLE LAMPS TRADING
TAX INVOICE        No: ML-1007
Lamp                  45.90
Total             RM  45.90
"""


@pytest.mark.parametrize(
    "words",
    ["RINGGIT MALAYSIA FORTY-FIVE AND SEN NINETY ONLY", "Amount in words: Ringgit forty five\nand cents ninety only"],
)
def test_words_that_say_the_total_support_it(words: str) -> None:
    (document,) = extract(pages(BILL + words))
    assert "words" in document.fields["total_amount"].supports


def test_words_that_say_another_amount_contradict_the_total() -> None:
    (document,) = extract(pages(BILL + "RINGGIT MALAYSIA NINETY-FIVE AND SEN NINETY ONLY"))
    total = document.fields["total_amount"]
    assert (total.value, total.alternatives) == ("45.90", ("95.90",))
    assert {"words.disagree"} <= set(total.supports)
    assert "words" not in total.supports


@pytest.mark.parametrize(
    "words",
    [
        "RINGGIT MALAYSIA NINETY-FIVF AND SEN NINETY ONLY",
        "RINGGIT MALAYSIA HUNDRED NINETY-FIVE ONLY",
        "NINETY-FIVE AND SEN NINETY ONLY",
    ],
)
def test_words_that_were_misread_or_cut_off_contradict_nothing(words: str) -> None:
    (document,) = extract(pages(BILL + words))
    assert "words.disagree" not in document.fields["total_amount"].supports
