"""Regions: one picture with two receipts on it, told by the blank between them and parted there.

Parted only where each side is a paper of its own: a column of print with a date and a total. What stands one above the
other must differ in both, for the slip of a card terminal belongs to the receipt that it lies under.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate
from statistics import median
from typing import Final

from claimcheck.core.extract.days.dates import dates_in
from claimcheck.core.extract.labels import by_labels
from claimcheck.core.extract.money.amounts import amounts_in
from claimcheck.core.extract.money.roles import labelled
from claimcheck.core.extract.page.rows import Row, rows_of
from claimcheck.core.extract.papers.kinds import TILL_WIDTH, signs_across
from claimcheck.core.extract.parties.receipts import header_seller
from claimcheck.core.extract.wordings.names import TITLE
from claimcheck.model.documents import Box, Line, Page

GUTTER: Final = 0.02
"""Width of the blank between two papers at the least, as a fraction of the page."""
FEWEST_LINES: Final = 6
CROSSING: Final = 0.03
"""Share of the lines that may cross a gutter: a stroke, a smudge that was read as a letter."""
SLANTS: Final = (0.0, 0.05, -0.05, 0.1, -0.1, 0.18, -0.18)
"""Sideways steps of a gutter on its way down the page, for papers that lie askew."""
STEP: Final = 0.01
BLANK, MOST_BLANKS = 1.2, 4
"""Height of the blank between two papers, in heights of a line, and how many of a page's are tried."""
NAMED: Final = re.compile(
    r"\b(?:tel|phone|telp|fon|no|nr|num|number|nummer|bill|ref|ticket|bon|beleg|receipt|invoice|doc|vat|tax|ust|tva|gst)\b",
    re.IGNORECASE,
)
"""What stands at the head or foot of a receipt of its own."""
BY_FORM: Final = 0.85
"""Strength of a name from which on a legal form or a number in a register makes it a company's."""
TOPMOST: Final = 3
"""Rows of a paper in which a name without a legal form is its seller's."""
STANDING: Final = 0.7
"""Strength of a label from which on its amount is a total."""


def regions_of(page: Page) -> tuple[Page, ...]:
    """The page in parts that are papers of their own, left to right; itself where there is but one.

    A part keeps the number and the measures of the page; only the lines that are not its own are gone.
    """
    for slant in SLANTS:
        for at in _gutters(page.lines, slant):
            left = tuple(line for line in page.lines if _middle(line, slant) < at)
            right = tuple(line for line in page.lines if _middle(line, slant) >= at)
            parts = replace(page, lines=left), replace(page, lines=right)
            if all(map(_is_paper, parts)) and (all(map(_is_summed_up, parts)) or _two_heads(*parts)):
                return tuple(region for part in parts for region in regions_of(part))
    narrow = signs_across(rows_of((page,))) <= TILL_WIDTH  # the blanks of an invoice part its table from its head
    for at in _blanks(page.lines) if narrow else ():
        upper = replace(page, lines=tuple(line for line in page.lines if line.box.top < at))
        lower = replace(page, lines=tuple(line for line in page.lines if line.box.top >= at))
        if _is_paper(upper) and _is_paper(lower) and _two_purchases(upper, lower):
            return tuple(region for part in (upper, lower) for region in regions_of(part))
    return (page,)


def _blanks(lines: Sequence[Line]) -> list[float]:
    """The widest blanks across the page, where one paper may end and the next begin."""
    edges = sorted((line.box.top, line.box.bottom) for line in lines)
    found, reached = [], 0.0
    for top, bottom in edges:
        found.append((top - reached, (top + reached) / 2))
        reached = max(reached, bottom)
    usual = median(bottom - top for top, bottom in edges) if edges else 0.0
    inner = found[FEWEST_LINES : len(found) - FEWEST_LINES]
    return [at for blank, at in sorted(inner, reverse=True)[:MOST_BLANKS] if blank > BLANK * usual]


def _two_purchases(upper: Page, lower: Page) -> bool:
    """Whether two papers, one above the other, are of different days and totals: a card's slip is of the same."""
    one, other = (rows_of((part,)) for part in (upper, lower))
    days = [{day for printed in dates_in(rows) for day in printed.values} for rows in (one, other)]
    totals = [_totals(rows) for rows in (one, other)]
    headed = all(NAMED.search(" ".join(row.text for row in rows)) for rows in (one, other))
    return headed and not days[0] & days[1] and not totals[0] & totals[1]


def _totals(rows: Sequence[Row]) -> set[Decimal]:
    money = labelled(amounts_in(rows), rows)
    return {one.amount.value for one in money if one.role in ("total", "payable")}


def parted(group: Sequence[Page]) -> list[tuple[Page, ...]]:
    """A document's pages, or, where it is one picture with several papers on it, each of these."""
    if len(group) != 1 or group[0].layer != "ocr":
        return [tuple(group)]
    return [(part,) for part in regions_of(group[0])]


def part_of(page: Page, region: Box | None) -> Page:
    """The page with the lines of one region only; None for all of it."""
    if region is None:
        return page
    parts = regions_of(page)
    return next((part for part in parts if box_of(part) == region), page)


def box_of(page: Page) -> Box:
    """The box round the lines of a page or part."""
    edges = [line.box for line in page.lines] or [Box(0.0, 0.0, 1.0, 1.0)]
    lefts, tops, rights, bottoms = zip(*edges, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def _gutters(lines: Sequence[Line], slant: float) -> list[float]:
    """Places between which and a gutter's width hardly a line stands, the widest blank first."""
    if len(lines) < 2 * FEWEST_LINES:
        return []
    spans = [_span(line, slant) for line in lines]
    places = round(1 / STEP) + 1
    changes = [0] * (places + 1)
    for left, right in spans:
        changes[min(max(int(left / STEP) + 1, 0), places)] += 1
        changes[min(max(int(right / STEP) + 1, 0), places)] -= 1
    free: list[tuple[int, float]] = []
    run = 0
    for place, crossed in enumerate(accumulate(changes[:places])):
        if crossed <= CROSSING * len(lines):
            run += 1
            continue
        if run * STEP >= GUTTER:
            free.append((run, (place - run / 2) * STEP))
        run = 0
    sides = [(run, at) for run, at in free if _divides(spans, at)]
    return [at for _, at in sorted(sides, reverse=True)]


def _divides(spans: Sequence[tuple[float, float]], at: float) -> bool:
    left = sum(1 for start, end in spans if (start + end) / 2 < at)
    return min(left, len(spans) - left) >= FEWEST_LINES


def _span(line: Line, slant: float) -> tuple[float, float]:
    shift = slant * (line.box.top + line.box.bottom) / 2
    return line.box.left - shift, line.box.right - shift


def _middle(line: Line, slant: float) -> float:
    left, right = _span(line, slant)
    return (left + right) / 2


def _is_summed_up(part: Page) -> bool:
    """Whether amounts stand in two rows of a part: the half of an invoice beside its table holds but one."""
    return len({one.row.index for one in amounts_in(rows_of((part,))) if one.decimals == 2}) > 1


def _two_heads(left: Page, right: Page) -> bool:
    """Whether both parts have the head of a paper: two names, or two titles or numbers. Halves of a bill share one."""
    sides = [rows_of((part,)) for part in (left, right)]
    return all(map(_is_named, sides)) or all(map(_is_titled, sides))


def _is_named(rows: Sequence[Row]) -> bool:
    """Whether a part says who sells: by a company's name or one with its number in a register, or in its first rows."""
    block = header_seller(rows)
    return block is not None and (block.strength >= BY_FORM or block.rows[0].index < rows[0].index + TOPMOST)


def _is_titled(rows: Sequence[Row]) -> bool:
    numbers = by_labels(rows).get("invoice_number", ())
    titled = any(TITLE.match(cell.text) for row in rows for cell in row.cells)
    return titled or any(not (one.of_another or one.of_other_thing) for one in numbers)


def _is_paper(part: Page) -> bool:
    """Whether a part has what makes a receipt: a column of lines with words, a date, and a total with its amount."""
    if sum(1 for line in part.lines if sum(c.isalpha() for c in line.text) >= 3) < FEWEST_LINES:
        return False
    rows = rows_of((part,))
    if not dates_in(rows):
        return False
    money = [one for one in labelled(amounts_in(rows), rows) if one.amount.value > 0 and one.amount.decimals == 2]
    return any(one.role in ("total", "payable") and one.strength >= STANDING for one in money)
