"""How a page was laid askew or photographed from the side, told by its own lines; cells are put level for grouping.

Boxes stay where they are on the picture: only a cell's height among the others is corrected.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import Final

from claimcheck.core.extract.page.cells import Cell, cells_on
from claimcheck.model.documents import Box, Line, Page

FEWEST: Final = 8
"""Neighbours that must tell of a tilt before it is believed."""
MOST: Final = 400
"""Cells that are looked at: more say nothing new, and a hostile page has thousands."""
STEEPEST: Final = 0.12
"""Fall over a page's width, as a fraction of its height, beyond which it is no tilt but another layout."""
TRIED: Final = tuple(step * 0.006 for step in range(-16, 17))
"""Slopes that are tried, the finest step that parts rows."""
MARGIN: Final = 1.2
"""How much better cells must fall into rows along a slope than along the level."""
RESTLESS: Final = 0.16
"""How far neighbours may stand off each other's lines on the average, in text heights, for a tilt to be believed."""
REACH: Final = 0.3
"""How far to the right of a label its value is looked for, in widths of the page."""
LONG: Final = 0.12
"""From the first to the last word of a line that tells by itself how it runs, in widths of the page."""
TELLING: Final = 4
"""Such lines that tell of a page."""
CROOKED: Final = 0.5
"""How far lines may stray from the rows, in text heights. Of 200 photographed and scanned receipts none strays so far
(the worst 0.37); a page laid askew by 12 degrees, or curled, strays by one to three, and is read wrongly."""
LEAST: Final = 0.008
"""Fall over a page's width below which cells group as they stand."""


@dataclass(frozen=True, slots=True)
class Tilt:
    """The fall of a page's lines from left to right: `slope` at its middle, `turn` more of it towards the bottom."""

    slope: float
    turn: float

    def at(self, height: float) -> float:
        """The slope at a height of the page, from 0 at its top to 1."""
        return self.slope + self.turn * (height - 0.5)


LEVEL: Final = Tilt(0.0, 0.0)


def levelled(cells: Sequence[Cell]) -> list[Cell]:
    """The cells with `off`, how far each stands below its place on a level page; none where the page is level."""
    tilt = tilt_of(cells)
    if tilt is None:
        return list(cells)
    return [replace(cell, off=tilt.at(_middle(cell)) * (_centre(cell) - 0.5)) for cell in cells]


def is_crooked(page: Page) -> bool:
    """Whether a page is so askew, or so bowed, that its rows cannot be trusted."""
    return strays(page) > CROOKED


@lru_cache(maxsize=32)
def strays(page: Page) -> float:
    """How far the lines of a picture run off the rows that they are grouped into, in text heights.

    A fifth of the lines stray further. 0 for a text layer, whose lines are level, and where too few lines tell.
    """
    runs = [run for line in page.lines if page.layer == "ocr" and (run := _run(line)) is not None]
    if len(runs) < TELLING:
        return 0.0
    tilt = tilt_of(cells_on(page)) or LEVEL
    found = sorted(abs(run.slope - tilt.at(run.height)) * REACH / run.tall for run in runs)
    return found[int(0.8 * len(found))]


def _run(line: Line) -> Pair | None:
    """How a line runs by its first and its last word; None for a short one."""
    if len(line.words) < 2:
        return None
    first, last = line.words[0].box, line.words[-1].box
    across = (last.left + last.right - first.left - first.right) / 2
    fall = (last.top + last.bottom - first.top - first.bottom) / 2
    tall = min(first.bottom - first.top, last.bottom - last.top)
    if across < LONG or tall <= 0:
        return None
    return Pair(fall / across, across, (first.top + first.bottom + last.top + last.bottom) / 4, tall)


def tilt_of(cells: Sequence[Cell]) -> Tilt | None:
    """The tilt of a page by the cells that stand side by side on it; None where it is level or cannot be told."""
    return _tilt_of(tuple(cell.box for cell in sorted(cells, key=_middle)[:MOST]))


@lru_cache(maxsize=32)  # a page's rows are grouped by it, and it is asked whether lines stray from them
def _tilt_of(seen: tuple[Box, ...]) -> Tilt | None:
    if len(seen) < FEWEST:
        return None
    crispness = {slope: _crispness(seen, slope) for slope in TRIED}
    rough = max(TRIED, key=lambda slope: (crispness[slope], -abs(slope)))
    finer = _neighbours(seen, Tilt(rough, 0.0), 0.5)
    if len(finer) < FEWEST or (rough and crispness[rough] < MARGIN * crispness[0.0]):
        return None
    tilt = min((_fitted(finer, turned=turned) for turned in (False, True)), key=lambda one: _unrest(finer, one))
    falls = [abs(tilt.at(height)) for height in (0.0, 0.5, 1.0)]
    if max(falls) < LEAST or max(falls) > STEEPEST:
        return None
    believed = _unrest(finer, tilt) < min(RESTLESS, 0.5 * _unrest(finer, LEVEL))
    return tilt if believed else None


def _crispness(boxes: Sequence[Box], slope: float) -> float:
    """How well boxes fall into rows along a slope: the sum over those that come next to each other in height."""
    found = 0.0
    level = sorted(
        [((top + bottom) / 2 - slope * ((left + right) / 2 - 0.5), left, right, bottom - top)
         for left, top, right, bottom in boxes],
        key=itemgetter(0),
    )  # fmt: skip
    for (height, left, right, tall), (below, start, end, high) in pairwise(level):
        near = 0.4 * min(tall, high)
        if below - height < near and (start >= right or left >= end):
            found += 1 - (below - height) / near
    return found


@dataclass(frozen=True, slots=True)
class Pair:
    """Two boxes side by side: the slope between them, how far apart they are, their height on the page and theirs."""

    slope: float
    across: float
    height: float
    tall: float


def _neighbours(boxes: Sequence[Box], tilt: Tilt, reach: float) -> list[Pair]:
    """Each box with the nearest at its right that stands within `reach` text heights of its line."""
    found = []
    for i, (left, top, right, bottom) in enumerate(boxes):
        best: tuple[float, Box] | None = None
        middle, centre, high = (top + bottom) / 2, (left + right) / 2, bottom - top
        for other in boxes[max(0, i - 60) : i + 60]:
            gap = other.left - right
            if gap < 0 or other.left + other.right <= left + right or (best is not None and gap >= best[0]):
                continue
            across = (other.left + other.right) / 2 - centre
            below, tall = (other.top + other.bottom) / 2, other.bottom - other.top
            off = below - middle - tilt.at(middle) * across
            low = min(high, tall)
            apart = gap + 2 * abs(off)  # of two at one distance, the one in line
            if low > 0.5 * max(high, tall) and abs(off) < reach * low and (best is None or apart < best[0]):
                best = apart, other
        if best is not None:
            across, below = (best[1].left + best[1].right) / 2 - centre, (best[1].top + best[1].bottom) / 2
            tall = min(high, best[1].bottom - best[1].top)
            found.append(Pair((below - middle) / across, across, (below + middle) / 2, tall))
    return found


def _unrest(pairs: Sequence[Pair], tilt: Tilt) -> float:
    """How far the second of two neighbours stands off the line of the first, in text heights, on the average."""
    return sum(abs(one.slope - tilt.at(one.height)) * one.across / one.tall for one in pairs) / len(pairs)


def _weighted_median(pairs: Sequence[Pair]) -> float:
    half, seen = sum(one.across for one in pairs) / 2, 0.0
    for one in sorted(pairs, key=lambda each: each.slope):
        seen += one.across
        if seen >= half:
            return one.slope
    return 0.0


def _fitted(pairs: Sequence[Pair], *, turned: bool) -> Tilt:
    """The line through slopes by height, by weighted least squares; those far off the middle one are left out."""
    middle = _weighted_median(pairs)
    near = [one for one in pairs if abs(one.slope - middle) < 0.06] or list(pairs)
    whole = sum(one.across for one in near)
    height = sum(one.across * one.height for one in near) / whole
    slope = sum(one.across * one.slope for one in near) / whole
    spread = sum(one.across * (one.height - height) ** 2 for one in near)
    if not turned or len(near) < 2 * FEWEST or spread < 0.05:
        return Tilt(middle, 0.0)
    turn = sum(one.across * (one.slope - slope) * (one.height - height) for one in near) / spread
    turn = max(-STEEPEST, min(STEEPEST, turn))
    return Tilt(slope + turn * (0.5 - height), turn)


def _middle(cell: Cell) -> float:
    return (cell.box.top + cell.box.bottom) / 2


def _centre(cell: Cell) -> float:
    return (cell.box.left + cell.box.right) / 2
