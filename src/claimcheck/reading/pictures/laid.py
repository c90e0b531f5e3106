"""Where what lay on a page as it was given lies on the picture of it that is shown: turned by quarters, and level."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from claimcheck.model.documents import Box, Signal

Row = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Laid:
    """How a page was laid, in fractions of its sides before and after.

    Attributes:
        across: what to multiply a place's fractions across and down with, and what to add, to have that across.
        down: the same for that down.
    """

    across: Row = (1.0, 0.0, 0.0)
    down: Row = (0.0, 1.0, 0.0)

    def then(self, after: Laid) -> Laid:
        """Laid so, and so again."""
        whole = after._matrix() @ self._matrix()
        return _laid(whole)

    def box(self, box: Box) -> Box:
        """The box round what a box has become, kept on the page."""
        corners = list(product((box.left, box.right), (box.top, box.bottom)))
        across, down = ([_at(row, *corner) for corner in corners] for row in (self.across, self.down))
        return Box(min(across), min(down), max(across), max(down))

    def signals(self, signals: Iterable[Signal]) -> tuple[Signal, ...]:
        """Signals with their places where these lie now."""
        return tuple(replace(each, box=self.box(each.box)) if each.box else each for each in signals)

    def _matrix(self) -> NDArray[np.float64]:
        return np.array([self.across, self.down, (0.0, 0.0, 1.0)])


AS_GIVEN = Laid()
QUARTERS = {
    0: AS_GIVEN,
    90: Laid((0.0, -1.0, 1.0), (1.0, 0.0, 0.0)),
    180: Laid((-1.0, 0.0, 1.0), (0.0, -1.0, 1.0)),
    270: Laid((0.0, 1.0, 0.0), (-1.0, 0.0, 1.0)),
}
"""A page turned clockwise by so many degrees."""


def in_pixels(matrix: NDArray[np.float64], before: tuple[int, int], after: tuple[int, int]) -> Laid:
    """A page laid as a matrix of 2 × 3 says that moves pixels; the sizes of its pictures are width and height."""
    whole = np.vstack([matrix, (0.0, 0.0, 1.0)])
    return _laid(np.diag([1 / after[0], 1 / after[1], 1.0]) @ whole @ np.diag([*before, 1.0]))


def _laid(matrix: NDArray[np.float64]) -> Laid:
    (a, b, c), (d, e, f) = matrix[:2].tolist()
    return Laid((a, b, c), (d, e, f))


def _at(row: Row, across: float, down: float) -> float:
    return round(min(max(row[0] * across + row[1] * down + row[2], 0.0), 1.0), 4)
