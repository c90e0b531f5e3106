"""Cells of a page: words side by side, cut where a wide blank or the edge of a column parts them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from claimcheck.core.extract.page.text import plain
from claimcheck.model.documents import Box, Line, Page, Word

LONGEST: Final = 400
"""Signs of a line that are read at the most: no line of a document that matters is longer, a hostile one may be."""
CELL_GAP: Final = 1.6
"""Blank between two words, in text heights, from which on they stand in different columns."""


@dataclass(frozen=True)
class Cell:
    """Words side by side.

    Attributes:
        text: normalised.
        offsets: the words' starts in it.
        off: how far it stands below its place on a level page (`tilt.levelled`).
    """

    text: str
    box: Box
    confidence: float
    words: tuple[Word, ...]
    offsets: tuple[int, ...]
    off: float = 0.0

    @property
    def middle(self) -> float:
        """Height of its middle on the page, were the page level."""
        return (self.box.top + self.box.bottom) / 2 - self.off

    @property
    def height(self) -> float:
        """Of its box, as a fraction of the page."""
        return self.box.bottom - self.box.top

    def place(self, start: int, end: int) -> tuple[Box, float]:
        """Box and confidence of `text[start:end]`, cut out of a word in proportion where it is part of one."""
        left, right, sure = None, None, 1.0
        top, bottom = self.box.top, self.box.bottom
        for word, offset in zip(self.words, self.offsets, strict=True):
            stop = offset + len(word.text)
            if stop <= start or offset >= end or not word.text:
                continue
            width = (word.box.right - word.box.left) / len(word.text)
            if left is None:
                left = word.box.left + width * max(0, start - offset)
            right = word.box.right - width * max(0, stop - end)
            sure = min(sure, word.confidence)
            top, bottom = word.box.top, word.box.bottom
        if left is None or right is None:
            return self.box, self.confidence
        return Box(round(left, 5), top, round(right, 5), bottom), sure


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box round all of them."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def cells_on(page: Page) -> list[Cell]:
    """The cells of all lines of a page, as they stand."""
    aspect = page.width / page.height if page.width and page.height else 1.0
    return [cell for line in page.lines for cell in cells_of(line, aspect)]


def cells_of(line: Line, aspect: float) -> list[Cell]:
    """A line cut where the blank between two words is wide."""
    text = plain(line.text[:LONGEST])
    if not text.strip():
        return []
    words, offsets, at = [], [], 0
    for word in line.words:
        found = line.text.find(word.text, at, LONGEST) if word.text else -1
        if found >= 0:
            words.append(word)
            offsets.append(found)
            at = found + len(word.text)
    if not words:
        return [Cell(text, line.box, line.confidence, (Word(text, line.box, line.confidence),), (0,))]
    cuts = [0]
    for i in range(1, len(words)):
        gap = (words[i].box.left - words[i - 1].box.right) * aspect
        if gap > CELL_GAP * (line.box.bottom - line.box.top) and text[offsets[i] - 1] == " ":
            cuts.append(i)
    cuts.append(len(words))
    if len(cuts) == 2:
        return [Cell(text, line.box, line.confidence, tuple(words), tuple(offsets))]
    return [part(text, words[a:b], offsets[a:b]) for a, b in pairwise(cuts)]


def part(text: str, words: Sequence[Word], offsets: Sequence[int]) -> Cell:
    """The cell of these words of a text."""
    start, end = offsets[0], offsets[-1] + len(words[-1].text)
    return Cell(
        text[start:end],
        union(word.box for word in words),
        min(word.confidence for word in words),
        tuple(words),
        tuple(offset - start for offset in offsets),
    )
