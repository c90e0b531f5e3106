"""A total held against the amount that the page spells out in English: where they differ, the total proves nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from claimcheck.core.extract.chinese.sums import WORDS_DISAGREE
from claimcheck.core.extract.money.amounts import plain_value
from claimcheck.core.extract.money.english_words import whole_english_amounts
from claimcheck.core.extract.page.rows import Row
from claimcheck.model.documents import Field

ALSO_SPELLED: Final = ("payable_amount", "prepaid_amount", "net_amount")
"""Amounts that may be the one that is spelled out, beside the total."""
MOST_ROUNDED: Final = Decimal("0.05")
"""What is spelled out may be the amount before it was rounded to the cash in use."""


def against_words(fields: Mapping[str, Field], rows: Sequence[Row]) -> dict[str, Field]:
    """The fields with a total that its words contradict marked as such, and what they say among its alternatives."""
    total = fields.get("total_amount")
    if total is None or total.value is None or WORDS_DISAGREE in total.supports:
        return dict(fields)
    said = whole_english_amounts(rows)
    value = Decimal(total.value)
    others = {Decimal(fields[name].value or 0) for name in ALSO_SPELLED if name in fields}
    if not said or said & others or any(abs(value - one) < MOST_ROUNDED for one in said):
        return dict(fields)
    supports = (*(one for one in total.supports if one != "words"), WORDS_DISAGREE)
    alternatives = tuple(plain_value(one) for one in sorted(said))
    return {**fields, "total_amount": replace(total, supports=supports, alternatives=alternatives)}
