"""What of a page was read so well that it may be shown where nothing unread may be seen.

Print that stands on its head, is mirrored or turned is read as other words than a person reads there; so is much
handwriting. One reader's doubt in a line says little, but all lines of such a block are doubtful. What lies between
the words of a line was not read at all.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Final

from claimcheck.model.documents import Box, Line, Page

CLEAR: Final = 0.85
"""Of what is read upright on real papers, hardly any block is less certain; of what is turned or mirrored, all are."""

_LEGIBLE: Final = 0.7
_AROUND: Final = 2.5
_GAP: Final = 1.5
_UPRIGHT: Final = 1.5


def certainty(lines: Sequence[Line]) -> float:
    """How sure a reader was of these lines together, by their characters."""
    return sum(line.confidence * len(line.text) for line in lines) / max(1, sum(len(line.text) for line in lines))


def legible(page: Page, line: Line) -> bool:
    """Whether a line was read for what stands there: in itself, with the lines around it, and upright."""
    if _on_its_side(page, line):  # a text layer has it word by word: nobody can tell what they say together
        return False
    if page.layer != "ocr":
        return True
    if line.confidence < _LEGIBLE:
        return False
    return certainty([one for one in page.lines if _around(one, line)]) >= CLEAR


def read_boxes(page: Page, line: Line) -> list[Box]:
    """Where a line was read: its words, those that stand close in one box; all of it where they have no place."""
    reach = _GAP * (line.box.bottom - line.box.top) * page.height / max(page.width, 1)
    return stepped([word.box for word in sorted(line.words, key=lambda word: word.box.left)], reach) or [line.box]


def stepped(words: Sequence[Box], reach: float = 1.0) -> list[Box]:
    """Words in a row, and what lies between neighbours: one box around all covers other lines where a page is askew.

    Args:
        words: from left to right.
        reach: of the page's width; what is farther apart has nothing between.
    """
    between = [
        Box(one.right, min(one.top, other.top), other.left, max(one.bottom, other.bottom))
        for one, other in itertools.pairwise(words)
        if 0 < other.left - one.right <= reach
    ]
    return [*words, *between]


def _around(one: Line, line: Line) -> bool:
    reach = _AROUND * (line.box.bottom - line.box.top)
    return (
        one.box.top < line.box.bottom + reach and line.box.top - reach < one.box.bottom
        and one.box.left < line.box.right + 0.05 and line.box.left - 0.05 < one.box.right
    )  # fmt: skip


def _on_its_side(page: Page, line: Line) -> bool:
    high, wide = (line.box.bottom - line.box.top) * page.height, (line.box.right - line.box.left) * page.width
    return len(line.text) > 2 and high > _UPRIGHT * wide
