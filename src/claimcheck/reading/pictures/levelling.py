"""Pages that were laid or photographed askew: told by how their lines run, turned level and read once more.

Readers find a line at any angle, but what stands beside what can only be told of a page whose rows are level. A small
fall is minded where cells are grouped (`core/extract/page/tilt.py`); what falls more is turned here, picture and all.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from statistics import median
from typing import Final

import cv2
import numpy as np

from claimcheck.model.documents import Box, Line, Word
from claimcheck.reading.lines import Picture, Reader, Reading, line_of
from claimcheck.reading.pictures import seals
from claimcheck.reading.pictures.laid import AS_GIVEN, QUARTERS, Laid, in_pixels

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
ROOM: Final = 0.3
"""Part of a line's height beyond which the middle of what it shows does not lie."""


def levelled(reader: Reader, reading: Reading, detail: int, longest: int) -> tuple[Reading, Laid]:
    """The reading of the page turned level, and how that lies; as it is, where it is level or reads no better so.

    What the first reading alone has seen is kept, at its place: a stamp across the print is found at one angle and
    not at another, and is what a paper stands or falls by.

    Args:
        reader: the one that read the page.
        reading: what it read.
        detail: the longest side at which it looked for text.
        longest: side that the level picture may have.
    """
    height, width = reading.picture.shape[:2]
    angle = falls(reading.lines, width, height)
    if angle is None or abs(angle) < LEAST:
        return reading, AS_GIVEN
    level, laid = turned(reading.picture, angle, longest)
    wide, high = _sheet(width, height, angle)
    again = reader.read(level, detail=round(detail * max(wide, high) / max(height, width)))
    if _letters(again.lines) < KEPT * _letters(reading.lines):
        return reading, AS_GIVEN
    laid = laid.then(QUARTERS[again.turned])
    usual = median(line.box.bottom - line.box.top for line in again.lines)
    lost = [line_of([_flat(word, laid, usual) for word in words]) for words in _lost(reading, again, laid)]
    lines = tuple(sorted((*again.lines, *lost), key=_order)) if lost else again.lines
    return Reading(again.picture, (reading.turned + again.turned) % 360, lines), laid


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


def turned(picture: Picture, degrees: float, longest: int) -> tuple[Picture, Laid]:
    """A picture turned against the fall of its lines, whole, in the colour of its edges around; and how it lies."""
    height, width = picture.shape[:2]
    wide, high = _sheet(width, height, degrees)
    scale = min(1.0, longest / max(wide, high))
    size = max(1, round(wide * scale)), max(1, round(high * scale))
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, scale)
    matrix[:, 2] += (size[0] - width) / 2, (size[1] - height) / 2
    edges = np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])
    colour = [float(shade) for shade in np.atleast_1d(np.median(edges, axis=0))]
    level = cv2.warpAffine(picture, matrix, size, flags=cv2.INTER_CUBIC, borderValue=colour)
    return np.asarray(level, np.uint8), in_pixels(np.asarray(matrix, np.float64), (width, height), size)


def _sheet(width: int, height: int, degrees: float) -> tuple[float, float]:
    """Width and height of the sheet that holds a picture turned so."""
    cos, sin = abs(math.cos(math.radians(degrees))), abs(math.sin(math.radians(degrees)))
    return height * sin + width * cos, height * cos + width * sin


def _lost(reading: Reading, again: Reading, laid: Laid) -> Iterator[tuple[Word, ...]]:
    """The words of each line of the first reading that the level one shows nothing for; all, where they annul."""
    annulled = any(seals.annuls(line) for line in again.lines)
    for line in reading.lines:
        words = line.words or (Word(line.text, line.box, line.confidence),)
        missing = tuple(word for word in words if not any(_is_on(laid.box(word.box), seen.box) for seen in again.lines))
        if len(missing) < len(words) and not annulled and seals.annuls(line):
            missing = words
        if any(letter.isalnum() for word in missing for letter in word.text):
            yield missing


def _is_on(box: Box, line: Box) -> bool:
    across, down = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    room = ROOM * (line.bottom - line.top)
    return line.left - room <= across <= line.right + room and line.top - room <= down <= line.bottom + room


def _flat(word: Word, laid: Laid, height: float) -> Word:
    """A word where it stands on the level page: what its askew box has become is higher than a line there."""
    box = laid.box(word.box)
    middle, half = (box.top + box.bottom) / 2, min(box.bottom - box.top, height) / 2
    return replace(word, box=Box(box.left, round(middle - half, 4), box.right, round(middle + half, 4)))


def _order(line: Line) -> tuple[float, float]:
    return line.box.top + line.box.bottom, line.box.left


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
