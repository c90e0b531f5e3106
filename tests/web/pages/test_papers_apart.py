"""Whether the papers of a new claim are of several sales: told after few comparisons, however many papers there are."""

from datetime import UTC, datetime
from typing import Any

import pytest

from claimcheck.core.values import compare
from claimcheck.model.documents import Extracted, Field
from claimcheck.services.claiming.views import DocumentView
from claimcheck.web.pages.papers import apart


def receipt(**said: str) -> Extracted:
    return Extracted((1,), "receipt", 0.9, {name: Field(name, value) for name, value in said.items()})


def a_file(*papers: Extracted) -> DocumentView:
    now = datetime(2024, 3, 14, tzinfo=UTC)
    return DocumentView("1", "D1", "all.pdf", "application/pdf", 1, "aa", "read", "en-MY", now, extracted=papers)


@pytest.mark.parametrize(("field", "compared"), [("seller_name", "names"), ("invoice_number", "invoice_numbers")])
def test_papers_that_all_differ_are_compared_with_the_few_that_are_named(
    monkeypatch: pytest.MonkeyPatch, field: str, compared: str
) -> None:
    made, real = list[str](), getattr(compare, compared)

    def counted(*values: str) -> Any:
        made.append(values[0])
        return real(*values)

    monkeypatch.setattr(compare, compared, counted)
    found = apart([a_file(*(receipt(**{field: f"{one}{one}{one}-7 Ltd"}) for one in "ABCDEFGHIJ" * 30))], several=False)
    assert found is not None
    assert (found.field, len(found.said)) == (field, 6)
    assert len(made) < 50


def test_the_first_that_differs_is_told_and_of_several_vehicles_only_another_seller() -> None:
    one, two = receipt(invoice_number="A-1", total_amount="1.00"), receipt(invoice_number="B-2", total_amount="2.00")
    found = apart([a_file(one, two)], several=False)
    assert found is not None
    assert (found.field, found.said) == ("invoice_number", (("A-1", "all.pdf"), ("B-2", "all.pdf")))
    assert apart([a_file(one, two)], several=True) is None
