"""Second looks: places on stored page pictures, read by Tesseract with some room around them and enlarged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import cv2
import numpy as np

from claimcheck.model.documents import Box, SecondLook
from claimcheck.reading import tesseract, tesslib
from claimcheck.reading.lines import Picture
from claimcheck.reading.pictures import picture as pictures

LETTER_HEIGHT = 48
"""Pixels that a line is enlarged to: about where Tesseract reads best."""
MAX_ENLARGED = 4.0
ROOM = 0.35
ONE_LINE, BLOCK = 7, 6
SURE = 0.8
"""At or above this confidence one reading is enough."""
INK = 40
"""Grey levels between paper and print below which Tesseract would read letters into the paper."""


def warm() -> None:
    """Load the second reader in this process, before any fork, so that no child has to."""
    tesslib.load()


def looks(stored: Mapping[int, bytes], places: Sequence[tuple[int, Box]]) -> Iterator[SecondLook]:
    """One look per place, in order.

    A place that is not read with certainty is read once more with its strokes thickened, as faint dots and thin print
    need. Two different readings stand below each other in the text, and are worth no more than the worse of them.
    """
    pages = {number: pictures.grey(pictures.decode(stored[number])) for number, _ in places}
    crops = [_crop(pages[number], box) for number, box in places]
    printed = [index for index, crop in enumerate(crops) if crop.size and int(np.ptp(crop)) >= INK]
    seen = dict(zip(printed, _read([crops[index] for index in printed]), strict=True))
    unsure = [index for index, (_, confidence) in seen.items() if confidence < SURE]
    thick = [np.asarray(cv2.erode(crops[index], np.ones((3, 3), np.uint8)), np.uint8) for index in unsure]
    for index, again in zip(unsure, _read(thick), strict=True):
        seen[index] = _both(seen[index], again)
    for index, (number, box) in enumerate(places):
        text, confidence = seen.get(index, ("", 0.0))
        yield SecondLook(number, box, text, round(confidence, 4), "tesseract")


def _both(first: tuple[str, float], again: tuple[str, float]) -> tuple[str, float]:
    text, confidence = first
    other, sure = again
    if text and other and other != text:
        return f"{text}\n{other}", min(confidence, sure)
    return (other, max(confidence, sure)) if other else first


def _read(crops: Sequence[Picture]) -> list[tuple[str, float]]:
    """What stands on each crop: as a single line, and as a block where that gives nothing."""
    found = [("", 0.0)] * len(crops)
    for layout in (ONE_LINE, BLOCK):
        left = [index for index, (text, _) in enumerate(found) if not text]
        each = tesseract.rows_of_each([crops[index] for index in left], layout=layout, languages=tesslib.LANGUAGE)
        for index, words in zip(left, each, strict=True):
            if words:
                confidence = sum(row.confidence * len(row.text) for row in words) / sum(len(row.text) for row in words)
                found[index] = " ".join(row.text for row in words), confidence
    return found


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
