"""Columns of a page of printed fields: where a value runs up to the next column's label, the two are cut apart.

Forms that a program fills in have their labels and values flush left in columns; a long value ends a blank before the
next label and so looks like one text with it (`Acme Broadcasting Inc Advertiser`). The cut needs both: a word that
stands at the edge that other cells of the page begin at and that no text nearby runs across, and a label on one side of
it. Labels in a row over their values are cut where each stands flush over a value of its own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from claimcheck.core.extract.page.cells import Cell, part
from claimcheck.core.extract.page.text import low
from claimcheck.core.extract.wordings.fields import ANY_FORM_LABEL
from claimcheck.core.extract.wordings.parties import LABEL_ONLY, PARTY_LABELS

FLUSH: Final = 0.003
"""How far left edges of one column stand apart at the most, as a fraction of the page's width."""
NEAR: Final = 0.25
"""How far, in page heights, the cells that make an edge may stand from the cell that is cut."""
CLEAR: Final = 0.06
"""Within how much of the page's height, up and down, no text runs across an edge."""
ENOUGH: Final = 3
"""Cells that must begin at an edge."""
BELOW: Final = 2.2
"""How far under its label a value stands at the most, in text heights."""
LONGEST_CUT: Final = 90
"""Signs of a text that is cut at the most: longer ones are sentences."""


def cut_at_columns(cells: Sequence[Cell]) -> list[Cell]:
    """The cells of a page, those that hold a column's label behind or before a value cut in two."""
    by_left = sorted(cells, key=lambda cell: cell.box.left)
    lefts = [cell.box.left for cell in by_left]
    found: list[Cell] = []
    for cell in cells:
        rest = cell
        while (at := _cut(rest, by_left, lefts)) is not None:
            found.append(part(rest.text, rest.words[:at], rest.offsets[:at]))
            rest = part(rest.text, rest.words[at:], rest.offsets[at:])
        found.append(rest)
    return found


def _cut(cell: Cell, by_left: Sequence[Cell], lefts: Sequence[float]) -> int | None:
    """Before which word the cell is to be cut, if it is.

    A label is cut from a value before it, and a number or date from a label before it: other words behind a label may
    be part of it (`Advertiser Ref`).
    """
    if len(cell.text) > LONGEST_CUT:
        return None
    under = _under(cell, by_left, lefts) if len(cell.words) > 1 else []
    for i in range(1, len(cell.words)):
        left = cell.words[i].box.left
        if under and any(abs(value.box.left - left) <= FLUSH for value in under):
            return i
        before, after = cell.text[: cell.offsets[i]].rstrip(), cell.text[cell.offsets[i] :]
        if not _begins_with_label(after) and not (_is_label(before) and any(sign.isdigit() for sign in after)):
            continue
        if _is_edge(left, cell.middle, by_left, lefts):
            return i
    return None


def _under(cell: Cell, by_left: Sequence[Cell], lefts: Sequence[float]) -> list[Cell]:
    """The values right under a row of labels, where the first label has one and one of them is a number or date."""
    if any(sign.isdigit() for sign in cell.text):
        return []
    first, last = bisect_left(lefts, cell.box.left - FLUSH), bisect_left(lefts, cell.box.right)
    reach = BELOW * cell.height
    below = [other for other in by_left[first:last] if 0 < other.middle - cell.middle < reach]
    begun = any(abs(other.box.left - cell.box.left) <= FLUSH for other in below)
    return below if begun and any(sign.isdigit() for other in below for sign in other.text) else []


def _is_edge(left: float, middle: float, by_left: Sequence[Cell], lefts: Sequence[float]) -> bool:
    """Whether a column begins there: cells stand flush at it, and no text nearby runs across it."""
    first, last = bisect_left(lefts, left - FLUSH), bisect_right(lefts, left + FLUSH)
    if sum(abs(cell.middle - middle) <= NEAR for cell in by_left[first:last]) < ENOUGH:
        return False
    return not any(
        cell.box.right > left + FLUSH
        and abs(cell.middle - middle) <= CLEAR
        and all(abs(word.box.left - left) > 2 * FLUSH for word in cell.words)
        for cell in by_left[:first]
    )


def _begins_with_label(text: str) -> bool:
    """Whether a text is a label, alone or with a value of its own behind it."""
    folded = low(text)
    return _party_label(folded) is not None or LABEL_ONLY.match(folded) is not None or _form_label(folded) is not None


def _is_label(text: str) -> bool:
    """Whether a text is a label and nothing else."""
    folded = low(text)
    ends = (_party_label(folded), _form_label(folded))
    return any(end is not None and end >= len(folded) for end in ends) or LABEL_ONLY.match(folded) is not None


def _party_label(folded: str) -> int | None:
    """Where the label of a party ends that a text begins with."""
    return next((match.end() for labels in PARTY_LABELS if (match := labels.match(folded))), None)


def _form_label(folded: str) -> int | None:
    """Where the form label that the text begins with ends."""
    match = ANY_FORM_LABEL.match(folded)
    return match.end() if match is not None else None
