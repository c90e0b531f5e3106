"""Second looks: places on stored page pictures, read by Tesseract with some room around them and enlarged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import cv2
import numpy as np

from claimcheck.model.documents import Box, SecondLook
from claimcheck.reading import picture as pictures
from claimcheck.reading import tesseract
from claimcheck.reading.lines import Picture

LETTER_HEIGHT = 48
"""Pixels that a line is enlarged to: about where Tesseract reads best."""
MAX_ENLARGED = 4.0
ROOM = 0.35
ONE_LINE, BLOCK = 7, 6
SURE = 0.8
"""At or above this confidence one reading is enough."""
INK = 40
"""Grey levels between paper and print below which Tesseract would read letters into the paper."""


def looks(stored: Mapping[int, bytes], places: Sequence[tuple[int, Box]]) -> Iterator[SecondLook]:
    """One look per place, in order; pages are decoded once."""
    opened: dict[int, Picture] = {}
    for number, box in places:
        if number not in opened:
            opened[number] = pictures.grey(pictures.decode(stored[number]))
        yield look(opened[number], number, box)


def look(page: Picture, number: int, box: Box) -> SecondLook:
    """Read one place; where that is not sure, once more with its strokes thickened, as faint dots and thin print need.

    Two different readings stand below each other in the text, and are worth no more than the worse of them.
    """
    crop = _crop(page, box)
    if not crop.size or int(np.ptp(crop)) < INK:
        return SecondLook(number, box, "", 0.0, "tesseract")
    text, confidence = _read(crop)
    if confidence < SURE:
        other, sure = _read(np.asarray(cv2.erode(crop, np.ones((3, 3), np.uint8)), np.uint8))
        if text and other and other != text:
            text, confidence = f"{text}\n{other}", min(confidence, sure)
        elif other:
            text, confidence = other, max(confidence, sure)
    return SecondLook(number, box, text, round(confidence, 4), "tesseract")


def _read(crop: Picture) -> tuple[str, float]:
    """What stands on a crop: as a single line, and as a block where that gives nothing."""
    for layout in (ONE_LINE, BLOCK):
        words = tesseract.rows(crop, layout=layout, languages="eng")
        if words:
            confidence = sum(row.confidence * len(row.text) for row in words) / sum(len(row.text) for row in words)
            return " ".join(row.text for row in words), confidence
    return "", 0.0


def _crop(page: Picture, box: Box) -> Picture:
    height, width = page.shape[:2]
    room = max(4.0, ROOM * (box.bottom - box.top) * height)
    left, right = int(max(0, box.left * width - room)), int(min(width, box.right * width + room)) + 1
    top, bottom = int(max(0, box.top * height - room / 2)), int(min(height, box.bottom * height + room / 2)) + 1
    crop = page[top:bottom, left:right]
    if not crop.size:
        return crop
    scale = min(MAX_ENLARGED, max(1.0, 1.7 * LETTER_HEIGHT / crop.shape[0]))
    enlarged = cv2.resize(crop, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    return np.asarray(cv2.copyMakeBorder(enlarged, 12, 12, 12, 12, cv2.BORDER_REPLICATE), np.uint8)
