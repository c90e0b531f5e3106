"""What the first pass over a page may have missed: an amount beside the total's label, the faint end of a heading.

Nothing here depends on a claim. A place where an amount must stand and none was found is read once more from near by.
A heading with ink beyond its ends is read once more along its row, and a total that was read without confidence too,
with the contrast evened out; what that gives is kept beside the page as a look, for a logo or a stain may be read as
letters: it can support what is claimed and changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from claimcheck.core.extract.money.amounts import amounts_in
from claimcheck.core.extract.money.roles import role_of
from claimcheck.core.extract.page.rows import Row, rows_of
from claimcheck.model.documents import Box, Line, Page, SecondLook
from claimcheck.reading.lines import Picture, Reader

LABEL = 0.85
"""Strength of a total's label from which on an amount must stand beside it."""
MOST_GAPS = 2
ABOVE, BELOW = 3.0, 4.5
"""Room round a label, in text heights: the finder of text needs some context, and cash and change stand below."""
HEADING = 0.4
"""Headings stand in this upper part of a page, and so many are looked at."""
MOST_HEADINGS = 3
REACH = 3.5
"""How far beyond a heading's ends is looked, in text heights."""
MARGIN = 0.03
"""Of the page, left out at both sides: its edge is no print."""
INKED = 0.12
"""Share of a column of pixels that is ink, from which on something is printed there."""
BORDER = 0.9
"""The same, over three rows, from which on it is an edge or a rule."""
EVEN = 15
"""Pixels over which the brightness of paper and print is taken to be even."""
FAINTEST, FAINT = 12, 8
"""Grey levels between paper and print that are stretched to black, and those that are still print."""
SURE = 0.9
FIRM = 0.95
"""Confidence in a line from which on an amount in it is not read again."""

_MONEY = re.compile(r"\d[.,]\d\d(?!\d)")
Grey = NDArray[np.uint8]


def complete(reader: Reader, picture: Picture, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of a page, with those that a closer look finds beside labels of totals that have no amount.

    Args:
        reader: the one that read the page.
        picture: the page, upright.
        lines: what it read.
    """
    found = tuple(lines)
    for box in unanswered(picture, found):
        height = picture.shape[0]
        top, bottom = int(box.top * height), int(box.bottom * height)
        crop = np.ascontiguousarray(picture[top:bottom])
        reading = reader.read(crop, detail=max(crop.shape[:2]))
        if not reading.turned:
            found = merged(found, [_on_page(line, box) for line in reading.lines])
    return found


def unanswered(picture: Picture, lines: Sequence[Line]) -> tuple[Box, ...]:
    """Bands of the page round labels of a total beside which no amount was found."""
    height, width = picture.shape[:2]
    rows = rows_of((Page(1, width, height, tuple(lines)),))
    answered = {amount.row.index for amount in amounts_in(rows)}
    bands = []
    for row in rows:
        if row.index in answered or not _asks(row):
            continue
        size = row.height
        bands.append(Box(0.0, max(0.0, row.box.top - ABOVE * size), 1.0, min(1.0, row.box.bottom + BELOW * size)))
    return tuple(bands[-MOST_GAPS:])


def _asks(row: Row) -> bool:
    if len(row.cells) > 1 or len(row.text) > 30 or any(c.isdigit() for c in row.text) or row.text.startswith("("):
        return False
    role, strength = role_of(row.text)
    return role in ("total", "payable") and strength >= LABEL


def merged(lines: Sequence[Line], closer: Sequence[Line]) -> tuple[Line, ...]:
    """Lines with those of a closer look: a new one is added, and takes the place of shorter ones that lie within it."""
    kept = list(lines)
    for line in closer:
        within = [old for old in kept if _inside(old.box, line.box)]
        crossing = [old for old in kept if old not in within and _inside(line.box, old.box)]
        if crossing or any(_as_good(old, line) for old in within):
            continue
        kept = [old for old in kept if old not in within]
        kept.append(line)
    return tuple(sorted(kept, key=lambda one: (one.box.top + one.box.bottom, one.box.left)))


def _as_good(old: Line, new: Line) -> bool:
    gain = new.confidence - old.confidence
    return len(old.text) > len(new.text) or gain < (0.1 if len(old.text) == len(new.text) else 0.0)


def _inside(box: Box, other: Box) -> bool:
    """Whether half of a box or more lies within another."""
    wide = min(box.right, other.right) - max(box.left, other.left)
    high = min(box.bottom, other.bottom) - max(box.top, other.top)
    area = (box.right - box.left) * (box.bottom - box.top)
    return wide > 0 and high > 0 and wide * high >= 0.5 * area


def _on_page(line: Line, band: Box) -> Line:
    high = band.bottom - band.top

    def placed(box: Box) -> Box:
        return Box(box.left, round(band.top + box.top * high, 4), box.right, round(band.top + box.bottom * high, 4))

    words = tuple(replace(word, box=placed(word.box)) for word in line.words)
    return replace(line, box=placed(line.box), words=words)


def headings(reader: Reader, grey: Grey, lines: Sequence[Line], number: int) -> tuple[SecondLook, ...]:
    """What the first lines of a page say where there is print beyond their ends, read wider and with even contrast.

    Args:
        reader: the one that read the page.
        grey: the page, upright, without colour.
        lines: what it read.
        number: of the page.
    """
    asked = sorted((line for line in lines if _heads(line)), key=lambda line: line.box.top)[:MOST_HEADINGS]
    strips = [(line, *strip) for line in asked if (strip := _wider(grey, line, lines)) is not None]
    read = reader.recognise([cv2.cvtColor(strip, cv2.COLOR_GRAY2BGR) for _, strip, _ in strips]) if strips else ()
    return tuple(
        SecondLook(number, box, one.text, round(one.confidence, 4), reader.name)
        for (line, _, box), one in zip(strips, read, strict=True)
        if one.confidence >= SURE and _letters(one.text) > _letters(line.text)
    )


def totals(reader: Reader, grey: Grey, lines: Sequence[Line], number: int) -> tuple[SecondLook, ...]:
    """What amounts at a total's label say in even contrast, where they were read without confidence.

    Args:
        reader: the one that read the page.
        grey: the page, upright, without colour.
        lines: what it read.
        number: of the page.
    """
    asked = [line for line in lines if line.confidence < FIRM and _totals(line)][-MOST_GAPS:]
    height, width = grey.shape
    strips = []
    for line in asked:
        left, top, right, bottom = (
            int(edge * side) for edge, side in zip(line.box, (width, height, width, height), strict=True)
        )
        room = bottom - top
        above, first = max(0, top - room), max(0, left - room // 2)
        even = _evened(_depth(grey[above : bottom + room, first : right + room // 2]))
        strips.append(np.ascontiguousarray(even[top - above : bottom - above + 1]))
    strips = [strip for strip in strips if strip.size]
    read = reader.recognise([cv2.cvtColor(strip, cv2.COLOR_GRAY2BGR) for strip in strips]) if strips else ()
    return tuple(
        SecondLook(number, line.box, one.text, round(one.confidence, 4), reader.name)
        for line, one in zip(asked, read, strict=False)
        if one.text
    )


def _totals(line: Line) -> bool:
    """Whether a line holds a total's label and an amount."""
    if _MONEY.search(line.text) is None:
        return False
    end = next((i for i, sign in enumerate(line.text) if sign.isdigit()), 0)
    role, strength = role_of(line.text[:end])
    return role in ("total", "payable") and strength >= LABEL


def _heads(line: Line) -> bool:
    return line.box.top < HEADING and _letters(line.text) >= max(5, 2 * sum(c.isdigit() for c in line.text))


def _letters(text: str) -> int:
    return sum(c.isalpha() for c in text)


def _wider(grey: Grey, line: Line, lines: Sequence[Line]) -> tuple[Grey, Box] | None:
    """A line's row, some letters wider and with even contrast, and its box; None where nothing more is printed."""
    height, width = grey.shape
    size = (line.box.bottom - line.box.top) * height
    if size < 8:
        return None
    reach = REACH * size / width
    free = _free(line, lines)
    box = Box(max(free[0], line.box.left - reach), line.box.top, min(free[1], line.box.right + reach), line.box.bottom)
    first, last = int(box.left * width), int(box.right * width) + 1
    top, bottom = int(max(0, box.top * height - size)), int(min(height, box.bottom * height + size)) + 1
    band = grey[top:bottom, first:last]
    rows = slice(int(box.top * height) - top, int(box.bottom * height) - top + 1)
    inner = slice(rows.start + int(0.15 * size), rows.stop - int(0.15 * size))  # what hangs in from other rows is out
    left, right = int(line.box.left * width) - first, int(line.box.right * width) - first
    near = int(0.15 * size)
    ends = slice(max(0, left - near)), slice(right + near, None)
    if not any(_printed(band[inner, end] <= int(band.max()) - FAINT, size) for end in ends):
        return None  # as mostly: light against the lightest paper here, so against the paper around it too
    depth = _depth(band)
    deep = depth >= FAINT
    if not any(_printed(deep[inner, end], size) for end in ends):
        return None  # what is too light for print here is so in even contrast too
    even = _evened(depth)
    inked = (even < 128) & deep
    ink = inked[inner] & (inked.mean(axis=0) < BORDER)
    if not any(_printed(ink[:, end], size) for end in ends):
        return None
    return np.ascontiguousarray(even[rows]), box


def _free(line: Line, lines: Sequence[Line]) -> tuple[float, float]:
    """From where to where nothing else was read on a line's row."""
    middle = (line.box.top + line.box.bottom) / 2
    beside = [one.box for one in lines if one is not line and one.box.top < middle < one.box.bottom]
    first = max([MARGIN, *(box.right for box in beside if box.right <= line.box.left + MARGIN)])
    last = min([1 - MARGIN, *(box.left for box in beside if box.left >= line.box.right - MARGIN)])
    return min(first, line.box.left), max(last, line.box.right)


def _printed(ink: NDArray[np.bool_], size: float) -> bool:
    """Whether a piece of a row holds what may be a letter: as high as one."""
    share = ink.mean(axis=0) if ink.size else np.zeros(0)
    columns = np.flatnonzero(share >= INKED)
    for piece in np.split(columns, np.flatnonzero(np.diff(columns) > 2) + 1):
        if len(piece) >= 0.2 * size and np.count_nonzero(ink[:, piece].any(axis=1)) >= 0.85 * len(ink):
            return True
    return False


def _depth(band: Grey) -> NDArray[np.float32]:
    """How much darker than the paper around it each place is, in grey levels."""
    light = band.astype(np.float32)
    paper = cv2.GaussianBlur(cv2.dilate(light, np.ones((9, 9), np.uint8)), (0, 0), EVEN)
    return np.asarray(np.clip(paper - light, 0, 255), np.float32)


def _evened(depth: NDArray[np.float32]) -> Grey:
    """Print as black and paper as white, however faint and dark they were, from how much darker than paper it is."""
    deepest = cv2.GaussianBlur(cv2.dilate(depth, np.ones((EVEN, EVEN), np.uint8)), (0, 0), 0.8 * EVEN)
    return np.asarray(255 - np.clip(depth / np.maximum(deepest, FAINTEST) * 255, 0, 255), np.uint8)
