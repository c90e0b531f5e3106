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


def test_a_currency_that_is_not_printed_is_left_out() -> None:
    assert currency("TOTAL   5.00") is None
