"""Seals and rubber stamps in coloured ink over the print: the lines beneath them are read once more without that ink.

A seal that crosses a line leads the finder of text astray or adds strokes to figures. Its ink is told by its hue and
its shape alone, and is taken out of the page's colours as a photographer's filter would: print of another colour stays
as dark as it was. Words by which a seal annuls a paper stay as the first pass read them, whatever is beneath. Nothing
here depends on a claim, and a page without coloured ink costs a look at a small picture of it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from claimcheck.core.extract.page.rows import rows_of
from claimcheck.core.extract.papers.annulled import annulled
from claimcheck.model.documents import Box, Line, Page
from claimcheck.reading.lines import Picture, Reader

GLANCE, SIDE = 320, 640
"""Longest sides at which a page is asked for any coloured ink, and at which seals are found."""
COLOURED, LEAST = 30, 4e-4
"""How far a pixel's channels lie apart beyond the paper's, of 255, and the share of such pixels to look at."""
TINT, PURE = 0.15, 0.4
"""Density by which coloured ink darkens one channel more than another, and its share in the densest channel."""
REACH = 9
"""Pixels of the small page around each that the paper's brightness is taken from: wider than strokes are."""
PALEST = 0.3
"""Share of a seal's strength from which on a pixel is its ink: it is paler at its rim, and where a lamp shines."""
SMEARED = 5
"""Pixels of the page across which the colour of a stroke is spread."""
PETAL = 60
"""Degrees of hue that one ink may spread over."""
SMALLEST, LARGEST, SLIMMEST = 0.04, 0.5, 5.0
"""Sides of a seal as shares of the page's longer one, and how much longer than wide it may be."""
THINNEST = 0.02
"""Share of its box that a seal's ink covers at least."""
PIECES = 1.7
"""Area of the whole of a seal, as a multiple of two pieces of it."""
MOST_SEALS = 5
PRINT, PRINTED = 0.35, 0.003
"""Density of print in the channel that shows the seal least, and the share of a seal's box from which on it has any."""
PRINTS = 0.5
"""Share of all ink from which on a hue is that of the print itself."""
MARGIN = 0.025
"""Of the page, read beyond a seal's box: lines must be seen whole."""
UNSURE, EVEN = 0.95, 0.005
"""Confidence from which on a line of the first pass is sure, and how much less another may be that is as sure."""
WHOLE, MOST = 0.9, 0.5
"""Of the length of a line that was read surely, and of any, what another has that takes its place."""
TALLER = 1.4
"""How much higher a seal's letters are at least than the print beneath."""
TOUCHED = 0.01
"""Share of a line's box that is a seal's ink, from which on the seal lies on it."""

_LOG: Final = np.log(np.arange(256, dtype=np.float32) + 8)
Densities = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Seal:
    """One seal.

    Attributes:
        box: where it lies.
        tint: its densities in blue, green and red, for one unit between the densest and the lightest.
        strength: that unit, where its ink is thickest.
    """

    box: Box
    tint: tuple[float, float, float]
    strength: float


def complete(reader: Reader, picture: Picture, lines: Sequence[Line], detail: int) -> tuple[Line, ...]:
    """The lines of a page, those under seals as they read without the seals' ink.

    Args:
        reader: the one that read the page.
        picture: the page, upright.
        lines: what it read.
        detail: the longest side at which it looked for text.
    """
    seals = find(picture)
    if not seals:
        return tuple(lines)
    lifted, ink = without(picture, seals)
    reading = reader.read(lifted, detail=detail)
    return tuple(lines) if reading.turned else merged(lines, reading.lines, seals, ink)


def find(picture: Picture) -> tuple[Seal, ...]:
    """The seals on a page that have print beneath them."""
    if not _is_coloured(picture):
        return ()
    small = _smaller(picture, SIDE)
    densities = _densities(small, _paper(small, REACH))
    lightest, densest = cv2.min(*densities[:2]), cv2.max(*densities[:2])
    lightest, densest = cv2.min(lightest, densities[2]), cv2.max(densest, densities[2])
    tint = np.asarray(cv2.subtract(densest, lightest), np.float32)
    inked = (tint > TINT) & (tint > PURE * densest)
    found: list[tuple[Box, NDArray[np.bool_]]] = []
    print_ = np.count_nonzero(densest > PRINT)
    for petal in _petals(densities, inked):
        if np.count_nonzero(petal) > PRINTS * print_:
            continue
        for box in _whole(list(_shapes(petal)), petal.shape):
            if not any(_within(box, other) for other, _ in found):
                found = [(other, mask) for other, mask in found if not _within(other, box)]
                found.append((box, petal))
    seals = [_seal(densities, tint, box, petal) for box, petal in found]
    seals = [seal for seal in seals if _lies_on_print(seal, lightest, tint)]
    return tuple(sorted(seals, key=lambda seal: -_area(seal.box))[:MOST_SEALS])


def _lies_on_print(seal: Seal, lightest: Densities, tint: Densities) -> bool:
    """Whether there is more ink under a seal than its own: a title or a logo in colour is all there is."""
    where = _pixels(seal.box, lightest)
    own = np.minimum(tint[where], seal.strength) * np.float32(min(seal.tint))
    return bool(np.mean(lightest[where] - own > PRINT) >= PRINTED)


def _is_coloured(picture: Picture) -> bool:
    glance = _smaller(picture, GLANCE)
    paper = np.median(glance[::4, ::4].reshape(-1, 3), axis=0)
    gains = paper.max() / np.maximum(paper, 1.0)
    blue, green, red = (
        cv2.convertScaleAbs(one, alpha=gain) for one, gain in zip(cv2.split(glance), gains, strict=True)
    )
    apart = cv2.subtract(cv2.max(cv2.max(blue, green), red), cv2.min(cv2.min(blue, green), red))
    return bool(np.count_nonzero(apart > COLOURED) >= LEAST * apart.size)


def _smaller(picture: Picture, side: int) -> Picture:
    """The page at about that size: whole pixels become one, which costs a fifth of any other scale."""
    step = max(1, round(max(picture.shape) / side))
    height, width = (length // step for length in picture.shape[:2])
    whole = picture[: height * step, : width * step]
    return np.asarray(cv2.resize(whole, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def _densities(picture: Picture, paper: Picture) -> list[Densities]:
    """How much darker than paper each pixel is in blue, green and red: the densities of ink."""
    pairs = zip(cv2.split(picture), cv2.split(paper), strict=True)
    return [np.asarray(cv2.subtract(cv2.LUT(under, _LOG), cv2.LUT(over, _LOG)), np.float32) for over, under in pairs]


def _paper(picture: Picture, reach: int) -> Picture:
    """The paper's own colour at each pixel: the brightest around it, evened out."""
    brightest = cv2.dilate(picture, np.ones((reach, reach), np.uint8))
    even = 2 * reach + 1, 2 * reach + 1
    return np.asarray(cv2.blur(cv2.blur(brightest, even), even), np.uint8)


def _petals(densities: Sequence[Densities], inked: NDArray[np.bool_]) -> Iterator[NDArray[np.bool_]]:
    """The coloured ink of each hue that there is enough of."""
    where = np.flatnonzero(inked)
    blue, green, red = (one.reshape(-1)[where] for one in densities)
    hue = np.degrees(np.arctan2(math.sqrt(3) * (green - blue), 2 * red - green - blue))
    for middle in range(0, 360, PETAL // 2):
        chosen = where[np.abs((hue - middle + 180) % 360 - 180) < PETAL / 2]
        if len(chosen) >= LEAST * inked.size:
            petal = np.zeros(inked.size, np.bool_)
            petal[chosen] = True
            yield petal.reshape(inked.shape)


def _shapes(petal: NDArray[np.bool_]) -> Iterator[Box]:
    """Boxes of what is as large as a seal: as it is, mended where print broke it, and freed of the form's rules."""
    raw = petal.astype(np.uint8)
    rules = cv2.morphologyEx(raw, cv2.MORPH_OPEN, np.ones((1, 40), np.uint8))
    rules |= cv2.morphologyEx(raw, cv2.MORPH_OPEN, np.ones((40, 1), np.uint8))
    height, width = raw.shape
    for mask, gap in ((raw, 3), (raw, 11), (raw & ~rules, 5)):
        joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((gap, gap), np.uint8))
        _, _, parts, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
        for left, top, wide, high, area in parts[1:].tolist():
            box = Box(left / width, top / height, (left + wide) / width, (top + high) / height)
            if area >= THINNEST * wide * high and _fits(box, raw.shape):
                yield box


def _fits(box: Box, shape: tuple[int, ...]) -> bool:
    """Whether a box is as large and as square as a seal may be."""
    sides = (box.right - box.left) * shape[1] / max(shape), (box.bottom - box.top) * shape[0] / max(shape)
    return min(sides) >= SMALLEST and max(sides) <= min(LARGEST, SLIMMEST * min(sides))


def _whole(boxes: list[Box], shape: tuple[int, ...]) -> list[Box]:
    """Boxes with those put together that are pieces of one seal: near each other, and no larger than one as a whole."""
    for i, one in enumerate(boxes):
        for other in boxes[:i]:
            both = Box(*(min(a, b) for a, b in zip(one[:2], other[:2], strict=True)),
                       *(max(a, b) for a, b in zip(one[2:], other[2:], strict=True)))  # fmt: skip
            pieces = _area(both) <= PIECES * (_area(one) + _area(other) - _shared(one, other))
            if pieces and both != one and both != other and _fits(both, shape):
                return _whole([box for box in boxes if not _within(box, both)] + [both], shape)
    return boxes


def _seal(densities: Sequence[Densities], tint: Densities, box: Box, petal: NDArray[np.bool_]) -> Seal:
    where = _pixels(box, petal)
    each = tint[where][petal[where]]
    blue, green, red = (float(np.median(one[where][petal[where]] / each)) for one in densities)
    return Seal(box, (blue, green, red), float(np.percentile(each, 90)))


def without(picture: Picture, seals: Sequence[Seal]) -> tuple[Picture, NDArray[np.bool_]]:
    """The rows of a page that seals lie on, without their ink, all else blank; and where the ink was."""
    height, width = picture.shape[:2]
    blank = np.empty_like(picture)
    blank[:] = np.median(picture[:: max(1, height // 200), :: max(1, width // 200)].reshape(-1, 3), axis=0)
    ink = np.zeros((height, width), np.bool_)
    room = int(MARGIN * max(height, width))
    for seal in seals:
        rows = slice(max(0, int(seal.box.top * height) - room), int(seal.box.bottom * height) + room)
        blank[rows] = picture[rows]
    for seal in seals:
        place = _pixels(seal.box, picture, room // 2)
        inked, print_ = _lifted(picture[place], seal)
        ink[place] |= inked
        blank[place] = np.where(inked[..., None], print_[..., None], blank[place])
    return blank, ink


def _lifted(part: Picture, seal: Seal) -> tuple[NDArray[np.bool_], NDArray[np.uint8]]:
    """Where a seal's ink lies, and what the page is like there in the channel that shows it least, without its ink."""
    small = np.asarray(cv2.resize(part, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA), np.uint8)
    paper = np.asarray(cv2.resize(_paper(small, REACH), part.shape[1::-1], interpolation=cv2.INTER_LINEAR), np.uint8)
    densities = _densities(part, paper)
    least = int(np.argmin(seal.tint))
    amount = np.full(part.shape[:2], seal.strength, np.float32)
    for one, tint in zip(densities, seal.tint, strict=True):
        apart = tint - seal.tint[least]
        if apart > PURE:
            amount = np.asarray(cv2.min(amount, cv2.subtract(one, densities[least]) / np.float32(apart)), np.float32)
    # A JPEG smears colour further than brightness: what is under the rim of a stroke is the stroke's.
    amount = np.asarray(cv2.dilate(np.maximum(amount, 0), np.ones((SMEARED, SMEARED), np.uint8)), np.float32)
    left = np.maximum(densities[least] - amount * np.float32(seal.tint[least]), 0)
    print_ = cv2.multiply(cv2.split(paper)[least], cv2.exp(-left), dtype=cv2.CV_8U)
    return amount > PALEST * seal.strength, np.asarray(print_, np.uint8)


def merged(
    lines: Sequence[Line], lifted: Sequence[Line], seals: Sequence[Seal], ink: NDArray[np.bool_]
) -> tuple[Line, ...]:
    """Lines with those that were read without the seals: new ones, and those in place of what a seal had crossed."""
    kept = list(lines)
    for line in lifted:
        if not any(_crosses(line.box, seal.box) for seal in seals) or not _touched(line, ink):
            continue
        same = [old for old in kept if _covers(old.box, line.box) or _covers(line.box, old.box)]
        if any(_stays(old, line, ink) for old in same):
            continue
        kept = [old for old in kept if old not in same or annuls(old)]
        kept.append(line)
    if kept == list(lines):
        return tuple(lines)
    return tuple(sorted(kept, key=lambda one: (one.box.top + one.box.bottom, one.box.left)))


def annuls(line: Line) -> bool:
    """Whether a line alone says that its paper is no proof of sale."""
    return annulled(rows_of((Page(1, 1, 1, (line,)),))) is not None


def _stays(old: Line, new: Line, ink: NDArray[np.bool_]) -> bool:
    """Whether a line of the first pass is worth more than the one that was read without the seal."""
    if old.text == new.text or not _touched(old, ink):
        return True
    if _height(old) > TALLER * _height(new):
        return False  # the seal's own letters, or print and seal taken for one
    sure = old.confidence >= UNSURE
    along = min(old.box.right, new.box.right) - max(old.box.left, new.box.left)
    if along < (WHOLE if sure else MOST) * (old.box.right - old.box.left):
        return True
    return new.confidence < old.confidence - (EVEN if sure else 0)


def _height(line: Line) -> float:
    """Of its words, as the whole of a line that runs askew is higher."""
    return median(word.box.bottom - word.box.top for word in line.words or (line,))


def _touched(line: Line, ink: NDArray[np.bool_]) -> bool:
    place = ink[_pixels(line.box, ink)]
    return bool(place.size and np.mean(place) >= TOUCHED)


def _pixels(box: Box, picture: NDArray[np.generic], room: int = 0) -> tuple[slice, slice]:
    height, width = picture.shape[:2]
    rows = slice(max(0, int(box.top * height) - room), min(height, int(box.bottom * height) + 1 + room))
    return rows, slice(max(0, int(box.left * width) - room), min(width, int(box.right * width) + 1 + room))


def _area(box: Box) -> float:
    return (box.right - box.left) * (box.bottom - box.top)


def _shared(box: Box, other: Box) -> float:
    wide = min(box.right, other.right) - max(box.left, other.left)
    high = min(box.bottom, other.bottom) - max(box.top, other.top)
    return wide * high if wide > 0 and high > 0 else 0.0


def _within(box: Box, other: Box) -> bool:
    return _shared(box, other) >= 0.8 * _area(box)


def _covers(box: Box, other: Box) -> bool:
    return _shared(box, other) >= 0.5 * _area(other)


def _crosses(box: Box, other: Box) -> bool:
    return _shared(box, other) > 0
