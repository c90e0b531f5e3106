"""Pages that were laid or photographed askew: told by how their lines run, turned level and read once more.

Readers find a line at any angle, but what stands beside what can only be told of a page whose rows are level. A small
fall is minded where cells are grouped (`core/extract/tilt.py`); what falls more is turned here, picture and all.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

import cv2
import numpy as np

from claimcheck.model.documents import Line
from claimcheck.reading.lines import Picture, Reader, Reading

LEAST: Final = 5.0
"""Degrees from which on a page is turned. Of 270 scanned and photographed papers none is askew by more than 2."""
FEWEST: Final = 4
"""Lines of several words that must tell how a page runs."""
ALIKE: Final = 2.5
"""Degrees within which lines run alike."""
MOST: Final = 0.75
"""Share of the lines, by length, that must run alike: those of a page that bows or is seen from the side do not."""
KEPT: Final = 0.95
"""Share of the letters, by their confidence, that the level page must show again."""


def levelled(reader: Reader, reading: Reading, detail: int) -> Reading:
    """The reading of the page turned level; as it is, where it is level already or reads no better so.

    Args:
        reader: the one that read the page.
        reading: what it read.
        detail: the longest side at which it looked for text.
    """
    height, width = reading.picture.shape[:2]
    angle = falls(reading.lines, width, height)
    if angle is None or abs(angle) < LEAST:
        return reading
    level = turned(reading.picture, angle)
    again = reader.read(level, detail=round(detail * max(level.shape[:2]) / max(height, width)))
    if _letters(again.lines) < KEPT * _letters(reading.lines):
        return reading
    return Reading(again.picture, (reading.turned + again.turned) % 360, again.lines)


def falls(lines: Sequence[Line], width: int, height: int) -> float | None:
    """By how many degrees the lines of a page run down to the right; None where they do not say it as one."""
    runs = sorted(run for line in lines if (run := _run(line, width, height)) is not None)
    whole = sum(length for _, length in runs)
    if len(runs) < FEWEST:
        return None
    passed = list(accumulate(length for _, length in runs))
    middle = runs[bisect_left(passed, whole / 2)][0]
    alike = sum(length for angle, length in runs if abs(angle - middle) <= ALIKE)
    return middle if alike >= MOST * whole else None


def turned(picture: Picture, degrees: float) -> Picture:
    """A picture turned against the fall of its lines, on a sheet that holds it whole, in the colour of its edges."""
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    cos, sin = abs(matrix[0, 0]), abs(matrix[0, 1])
    size = round(height * sin + width * cos), round(height * cos + width * sin)
    matrix[:, 2] += (size[0] - width) / 2, (size[1] - height) / 2
    edges = np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])
    colour = [float(shade) for shade in np.median(edges, axis=0)]
    level = cv2.warpAffine(picture, matrix, size, flags=cv2.INTER_CUBIC, borderValue=colour)
    return np.asarray(level, np.uint8)


def _run(line: Line, width: int, height: int) -> tuple[float, float] | None:
    """In which direction a line of several words runs, in degrees, and how far, in pixels."""
    if len(line.words) < 2:
        return None
    first, last = line.words[0].box, line.words[-1].box
    across = (last.left + last.right - first.left - first.right) / 2 * width
    down = (last.top + last.bottom - first.top - first.bottom) / 2 * height
    return math.degrees(math.atan2(down, across)), math.hypot(across, down)


def _letters(lines: Sequence[Line]) -> float:
    return sum(len(line.text) * line.confidence for line in lines)
