"""A Chinese form as cells with the labels found in them, and values at their places.

Readers lose blanks and break lines, so all is matched over text without blanks, and offsets lead back to the print.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from claimcheck.core.extract.chinese.label import Label
from claimcheck.core.extract.chinese.shapes import VALUES
from claimcheck.core.extract.page.cells import Cell, union
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.simplified import simplified
from claimcheck.model.documents import Box, Kind

_DOTS = str.maketrans(dict.fromkeys("・•‧∙", "·"))
"""Points within a foreign name, as readers tell them."""


@dataclass(frozen=True)
class Spot:
    """A cell in its row."""

    row: Row
    k: int

    @property
    def cell(self) -> Cell:
        """The cell itself."""
        return self.row.cells[self.k]

    @cached_property
    def kept(self) -> tuple[int, ...]:
        """Offsets of the cell's signs that are no blanks."""
        return tuple(i for i, sign in enumerate(self.cell.text) if not sign.isspace())

    @cached_property
    def bare(self) -> str:
        """The cell's text without blanks, in simplified signs."""
        return simplified("".join(self.cell.text[i] for i in self.kept)).translate(_DOTS)

    def apart(self, at: int) -> bool:
        """Whether a blank stands before a sign of the bare text."""
        return 0 < at < len(self.kept) and self.kept[at] - self.kept[at - 1] > 1


@dataclass(frozen=True)
class Read:
    """A value at its place: one cell's part, or parts of several.

    Attributes:
        text: without blanks.
        label: where the label that named it stands; the value's own place where none did.
        unsure: whether it may stand in another label's column.
    """

    text: str
    parts: tuple[tuple[Row, int, int], ...]
    label: Box
    unsure: bool = False

    @property
    def place(self) -> tuple[Box, float]:
        """Where it stands, and how surely it was read."""
        found = [row.place(start, end) for row, start, end in self.parts]
        return union(box for box, _ in found), min(sure for _, sure in found)


@dataclass(frozen=True)
class Tag:
    """A label in a cell, and what stands behind it there: offsets in the bare text."""

    label: Label
    spot: Spot
    start: int
    end: int
    stop: int
    box: Box

    @property
    def middle(self) -> float:
        """Its height on the page, were the page level."""
        return (self.box.top + self.box.bottom) / 2 - self.spot.cell.off

    @property
    def closed(self) -> bool:
        """Whether a colon ends it."""
        return self.spot.bare[max(0, self.end - 1) : self.end] in {":", "：", ";", "│", "┃", "|"}

    @property
    def rest(self) -> str:
        """What stands behind the label in its own cell."""
        return self.spot.bare[self.end : self.stop]


@dataclass(frozen=True)
class Sheet:
    """A document's cells with the labels found in them."""

    spots: tuple[Spot, ...]
    tags: tuple[Tag, ...]
    kind: Kind = "other"

    @cached_property
    def labelled(self) -> frozenset[int]:
        """The cells that begin with a label, by their identity."""
        return frozenset(id(tag.spot.cell) for tag in self.tags if tag.start == 0)

    @cached_property
    def _by_page(self) -> Mapping[int, Sequence[Spot]]:
        pages = defaultdict[int, list[Spot]](list)
        for spot in self.spots:
            pages[spot.row.page].append(spot)
        return pages

    @cached_property
    def _by_cell(self) -> Mapping[int, Sequence[Tag]]:
        cells = defaultdict[int, list[Tag]](list)
        for tag in self.tags:
            cells[id(tag.spot.cell)].append(tag)
        return cells

    def near(self, row: Row) -> Sequence[Spot]:
        """The cells of a row's page."""
        return self._by_page.get(row.page, ())

    def tags_in(self, spot: Spot) -> Sequence[Tag]:
        """The labels that stand in a cell, left to right."""
        return self._by_cell.get(id(spot.cell), ())


def anywhere(sheet: Sheet, kind: str) -> Iterator[Read]:
    """Values of a type wherever they stand, without a label."""
    for spot in sheet.spots:
        for match in VALUES[kind].finditer(spot.bare):
            yield Read(match.group(), (part_of(spot, match.start(), match.end()),), spot.cell.box)


def part_of(spot: Spot, start: int, end: int) -> tuple[Row, int, int]:
    """Where a piece of a cell's bare text stands: its row, and offsets in the row's text."""
    at = spot.row.starts[spot.k]
    return spot.row, at + spot.kept[start], at + spot.kept[end - 1] + 1


@dataclass(frozen=True)
class Run:
    """Lines of running text put together, as a sentence goes on over them."""

    lines: tuple[Spot, ...]
    text: str

    def read(self, start: int, end: int) -> Read:
        """What stands between two offsets, where each part of it stands."""
        text, parts, at = "", list[tuple[Row, int, int]](), 0
        for spot in self.lines:
            first, last = max(start - at, 0), min(end - at, len(spot.bare))
            if first < last:
                text += spot.bare[first:last]
                parts.append(part_of(spot, first, last))
            at += len(spot.bare)
        return Read(text, tuple(parts), self.lines[0].cell.box)


def run_from(sheet: Sheet, i: int, most: int) -> Run:
    """A cell with the lines that its text runs on into, each alone in its row."""
    lines = [sheet.spots[i]]
    for spot in sheet.spots[i + 1 : i + most]:
        if spot.row.page != lines[0].row.page or len(spot.row.cells) > 1 or len(lines[-1].row.cells) > 1:
            break
        lines.append(spot)
    return Run(tuple(lines), "".join(spot.bare for spot in lines))


def said(sheet: Sheet, pattern: re.Pattern[str], most: int = 2) -> Iterator[tuple[re.Match[str], Run]]:
    """What a pattern finds in the paper's sentences: it begins in one line and may go on into the next ones."""
    for i, spot in enumerate(sheet.spots):
        run = run_from(sheet, i, most)
        yield from ((match, run) for match in pattern.finditer(run.text) if match.start() < len(spot.bare))
