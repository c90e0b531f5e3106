"""By what keys sales are looked up."""

from datetime import date
from decimal import Decimal

import pytest
from factory import claim, document

from claimcheck.core.blocking import blocking_keys
from claimcheck.model.claims import ClaimLine


def test_sales_are_looked_up_by_what_is_claimed_and_what_is_printed() -> None:
    asked = claim(total_amount="46.90", lines=(ClaimLine(1, {"vin": "lamps 123"}, sale_id="S-7"),))
    keys = blocking_keys(asked, document().extracted)
    assert keys.totals == {Decimal("45.90"), Decimal("46.90")}
    assert (keys.sale_ids, keys.vins, keys.dealer) == ({"S-7"}, {"LAMPS123"}, "D1")
    assert (keys.first, keys.last) == (date(2024, 2, 15), date(2024, 4, 17))


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "no date"])
def test_dates_at_the_ends_of_time_break_nothing(day: str) -> None:
    assert blocking_keys(claim(invoice_date=day), ()).dealer == "D1"
