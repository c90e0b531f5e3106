"""By what keys the sales records that may be behind a claim are looked up: a superset of those worth weighing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from claimcheck.core.values import compare
from claimcheck.model.claims import Claim
from claimcheck.model.documents import Extracted

DAYS_AROUND = 31
"""How many days around a claimed or printed date records are looked up."""


@dataclass(frozen=True, slots=True)
class BlockingKeys:
    """What candidate sales are queried by: any of `sale_ids`, `numbers`, `vins`, `totals`; or the dealer's in the days.

    Attributes:
        sale_ids: outside ids that the claim names.
        numbers: invoice numbers, as `compare.fold_number` folds them.
        vins: folded likewise.
        totals: amounts as stated.
        dealer: the claimant; "" never comes.
        first, last: days around all dates at hand; None where there is none.
    """

    sale_ids: frozenset[str]
    numbers: frozenset[str]
    vins: frozenset[str]
    totals: frozenset[Decimal]
    dealer: str
    first: date | None
    last: date | None


def blocking_keys(claim: Claim, extracted: Sequence[Extracted]) -> BlockingKeys:
    """The keys that every sale worth weighing shares at least one of."""
    stated: list[tuple[str, str]] = list(claim.fields.items())
    for line in claim.lines:
        stated.extend(line.fields.items())
    for document in extracted:
        for name, value in document.fields.items():
            stated.extend((name, text) for text in (value.value, *value.alternatives) if text)
    days = [day for name, text in stated if name == "invoice_date" and (day := compare.as_date(text))]
    amounts = [compare.as_amount(text) for name, text in stated if name == "total_amount"]
    around = timedelta(days=DAYS_AROUND)
    return BlockingKeys(
        sale_ids=frozenset(line.sale_id for line in claim.lines if line.sale_id),
        numbers=frozenset(_folded(stated, "invoice_number")),
        vins=frozenset(_folded(stated, "vin")),
        totals=frozenset(a for a in amounts if a is not None),
        dealer=claim.dealer,
        first=_shift(min(days), -around) if days else None,
        last=_shift(max(days), around) if days else None,
    )  # fmt: skip


def _shift(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return day


def _folded(stated: Iterable[tuple[str, str]], name: str) -> set[str]:
    return {folded for field, text in stated if field == name and (folded := compare.fold_number(text))}
