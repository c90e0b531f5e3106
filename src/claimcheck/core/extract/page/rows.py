"""Rows of a page, rebuilt from the reader's lines: a label at the left and its amount at the right are one row.

Owns the geometry of extraction: `Cell` (side-by-side words without a wide gap), `Row` (cells at one height, left to
right, with one text whose offsets lead back to boxes).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from claimcheck.core.extract.page.cells import Cell, cells_on, union
from claimcheck.core.extract.page.columns import cut_at_columns
from claimcheck.core.extract.page.tilt import levelled
from claimcheck.model.documents import Box, Page

OFF_LINE = 0.55
"""How far the middles of two cells of one row stand apart at the most, in text heights."""

LONGEST = 1200
"""Signs of a row at the most, for patterns are sought in all of it; a longer one, which no document has, is several."""


@dataclass(frozen=True)
class Row:
    """Cells at one height. `index` counts through the document."""

    index: int
    page: int
    reader: str
    cells: tuple[Cell, ...]

    @cached_property
    def text(self) -> str:
        """The cells' texts, two blanks between."""
        return "  ".join(cell.text for cell in self.cells)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each cell begins in `text`."""
        starts, at = [], 0
        for cell in self.cells:
            starts.append(at)
            at += len(cell.text) + 2
        return tuple(starts)

    @cached_property
    def box(self) -> Box:
        """Round all cells."""
        return union(cell.box for cell in self.cells)

    @property
    def height(self) -> float:
        """Of its lowest cell: one tall scribble does not make a row tall."""
        return min(cell.height for cell in self.cells)

    def place(self, start: int, end: int) -> tuple[Box, float]:
        """Box and confidence of `text[start:end]`."""
        boxes, sure = [], 1.0
        for cell, offset in zip(self.cells, self.starts, strict=True):
            if offset < end and start < offset + len(cell.text):
                box, confidence = cell.place(max(0, start - offset), min(len(cell.text), end - offset))
                boxes.append(box)
                sure = min(sure, confidence)
        return (union(boxes), sure) if boxes else (self.box, 0.5)

    def cell_at(self, offset: int) -> int:
        """Index of the cell that holds this offset of `text`."""
        return max((i for i, start in enumerate(self.starts) if start <= offset), default=0)


def rows_of(pages: Sequence[Page]) -> tuple[Row, ...]:
    """The rows of these pages, top to bottom, page after page."""
    rows: list[Row] = []
    for page in pages:
        rows.extend(_rows_on(page, len(rows)))
    return tuple(rows)


@lru_cache(maxsize=32)  # a judgement asks for the rows of each of its pages some six times
def _rows_on(page: Page, above: int) -> tuple[Row, ...]:
    """The rows of a page that has so many rows above it in its document."""
    cells = cells_on(page)
    # An OCR reader's words have no exact edges to cut at; a text layer's are level.
    cells = cut_at_columns(cells) if page.layer == "text" else levelled(cells)
    groups = [part for group in _grouped(cells) for part in _parted(group)]
    return tuple(Row(above + i, page.number, page.reader, group) for i, group in enumerate(groups))


def _parted(group: tuple[Cell, ...]) -> Iterator[tuple[Cell, ...]]:
    """A row's cells, in parts that are no longer than a row may be."""
    first = length = 0
    for i, cell in enumerate(group):
        if i > first and length + len(cell.text) > LONGEST:
            yield group[first:i]
            first, length = i, 0
        length += len(cell.text) + 2
    yield group[first:]


def _grouped(cells: list[Cell]) -> list[tuple[Cell, ...]]:
    """Cells into rows: each joins the row whose nearest cell stands at its height, unless they overlap."""
    open_rows: list[list[Cell]] = []
    for cell in sorted(cells, key=lambda c: (c.middle, c.box.left)):
        best, best_off = None, OFF_LINE
        for row in open_rows[-6:]:
            if cell.middle - row[-1].middle > OFF_LINE * cell.height:
                continue  # cells come by height: all others of the row are higher still
            off = _off_line(row, cell)
            if off < best_off:
                best, best_off = row, off
        if best is None:
            open_rows.append([cell])
        else:
            best.append(cell)
    open_rows.sort(key=lambda row: min(row, key=lambda c: c.height).middle)
    return [tuple(sorted(row, key=lambda c: c.box.left)) for row in open_rows]


def _off_line(row: list[Cell], cell: Cell) -> float:
    """How far a cell stands off a row, in heights of the lower of it and its nearest neighbour there."""
    left, right = cell.box.left, cell.box.right
    near = min(row, key=lambda c: max(c.box.left - right, left - c.box.right))
    overlap = min(near.box.right, right) - max(near.box.left, left)
    if overlap >= 0.3 * min(near.box.right - near.box.left, right - left):
        return OFF_LINE
    return abs(near.middle - cell.middle) / max(min(near.height, cell.height), 1e-6)
