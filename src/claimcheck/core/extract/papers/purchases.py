"""Signs that one picture shows two purchases which could not be parted: two days with a time, two numbers, two sellers.

One paper tells of one day with its time of day. Where there are two, the total of one may stand beside the date of the
other, and each agrees with something that is printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz.distance import Levenshtein

from claimcheck.core.extract.days.dates import PrintedDate, dates_in, resolved
from claimcheck.core.extract.days.of_sale import clock_of, label_score
from claimcheck.core.extract.days.order import page_order
from claimcheck.core.extract.labels import by_labels
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import fold, label_key
from claimcheck.core.extract.papers.kinds import TILL_WIDTH, signs_across
from claimcheck.model.documents import Box

EVENING, MORNING = 18, 8
"""Hours between which an evening that ends after midnight is one purchase."""
FEWEST_DIGITS = 3
"""Digits of a number that tells one paper from another."""
MOST = 3
"""Pairs of days that two papers have at the most; a table of days with their hours has more."""
SLIP = 2
"""Signs in which a number that was read twice may differ."""


@dataclass(frozen=True, slots=True)
class Told:
    """Two values of which one purchase has one, and the place of the second."""

    one: str
    other: str
    box: Box


def two_purchases(rows: Sequence[Row], locale: str = "") -> Told | None:
    """What says that there are two purchases; None where nothing does.

    Args:
        rows: of one page.
        locale: settles the order of day and month where the page leaves it open.
    """
    if not rows:
        return None
    days = list(_two_days(rows, locale))
    if len(days) > MOST:
        return None
    narrow = signs_across(rows) <= TILL_WIDTH
    return next(iter((*days, *(_two_numbers(rows) if narrow else ()))), None)


def _two_days(rows: Sequence[Row], locale: str) -> Iterator[Told]:
    """Days that differ, each with a time of day beside it, and neither named as the day of something else."""
    printed = dates_in(rows)
    timed = [
        (p, clock)
        for p in resolved(printed, page_order(printed, rows, locale))
        if p.certain is not None and not p.repaired and (clock := clock_of(p)) and label_score(p, rows) >= 0
    ]
    for (one, early), (other, late) in combinations(sorted(timed, key=lambda t: str(t[0].certain)), 2):
        if one.certain == other.certain or one.certain is None or other.certain is None or _one_print(one, other):
            continue
        overnight = (other.certain - one.certain).days == 1 and early[0] >= EVENING and late[0] <= MORNING
        if not overnight:
            yield Told(one.certain.isoformat(), other.certain.isoformat(), other.box)


def _one_print(one: PrintedDate, other: PrintedDate) -> bool:
    """Whether one of two dates is the other cut short."""
    left, right = ("".join(c for c in p.raw if c.isdigit()) for p in (one, other))
    return left in right or right in left


def _two_numbers(rows: Sequence[Row]) -> Iterator[Told]:
    """Numbers that differ behind the very same label of a paper's own number."""
    found = [
        hit for hit in by_labels(rows).get("invoice_number", ()) if sum(map(str.isdigit, hit.text)) >= FEWEST_DIGITS
    ]
    for one, other in combinations(found, 2):
        label, again = (label_key(hit.row.text[: hit.start][-24:]) for hit in (one, other))
        left, right = fold(one.text), fold(other.text)
        cut = left in right or right in left or Levenshtein.distance(left, right) <= SLIP
        if label and label == again and one.row.index != other.row.index and not cut:
            yield Told(one.text, other.text, other.row.place(other.start, other.end)[0])
