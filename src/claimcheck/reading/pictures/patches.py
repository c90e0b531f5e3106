"""A value painted over in one colour: the only place on a grainy page whose paper has no grain.

Only where the rest of the page is grainy without exception can the lack of grain tell anything; most scanners and
many cameras clip paper to white, and of their pages nothing is said. A patch that was saved as JPEG again, or was cut
out of another grainy place, is not seen either.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import cv2
import numpy as np
import numpy.typing as npt

from claimcheck.model.documents import Box, Line, Signal, Word
from claimcheck.model.said import Said
from claimcheck.reading.lines import Picture

GRAINY = 1.5
"""Grey levels by which paper differs from its surroundings, on the mean, where a page is grainy."""
EVEN = 0.45
"""Part of the page's grain that its least grainy words have on an honest page: the second lowest of them."""
FLAT = 0.5
"""Part of the second least grainy word's grain below which a word stands on a patch."""
FEWEST_WORDS, FEWEST_PIXELS = 12, 40
INK = 25


def signals(page: Picture, lines: Iterable[Line], number: int) -> tuple[Signal, ...]:
    """The one word with digits that stands on a patch without grain, if there is one.

    Args:
        page: grey, as large as the boxes were found on.
        lines: what was read on it.
        number: of the page.
    """
    words: Sequence[Word | Line] = [word for line in lines for word in (line.words or (line,))]
    rest = _grain(page)
    found = [(grain, word) for word in words if (grain := _paper(page, rest, word.box)) is not None]
    if len(found) < FEWEST_WORDS:
        return ()
    found.sort(key=lambda each: each[0])
    usual = found[len(found) // 2][0]
    (least, word), (second, _) = found[0], found[1]
    patched = usual >= GRAINY and second >= EVEN * usual and least <= FLAT * second
    if not patched or not any(letter.isdigit() for letter in word.text):
        return ()
    message = Said(
        "On page {page} the paper behind “{text}” has no grain, unlike everywhere else.",
        page=number, text=word.text[:30],
    )  # fmt: skip
    return (Signal("edited.flat_patch", message, number, word.box, 0.9),)


def _grain(page: Picture) -> npt.NDArray[np.float32]:
    values = page.astype(np.float32)
    return np.asarray(cv2.absdiff(values, cv2.GaussianBlur(values, (0, 0), 1.0)), np.float32)


def _paper(page: Picture, grain: npt.NDArray[np.float32], box: Box) -> float | None:
    """The mean grain of the paper behind a word; None where too little of it is free of ink."""
    height, width = page.shape[:2]
    left, right = int(box.left * width), int(box.right * width) + 1
    top, bottom = int(box.top * height), int(box.bottom * height) + 1
    place = page[top:bottom, left:right]
    if place.size < 2 * FEWEST_PIXELS:
        return None
    dark = (place < _light(place) - INK).astype(np.uint8)
    bare = grain[top:bottom, left:right][cv2.dilate(dark, _AROUND) == 0]
    return float(bare.mean()) if bare.size >= FEWEST_PIXELS else None


_AROUND = np.ones((5, 5), np.uint8)


def _light(place: Picture) -> float:
    """The grey above which a fifth of a place is; what `np.percentile` says, three times as fast."""
    values, at = place.ravel(), 0.8 * (place.size - 1)
    low = int(at)
    below, above = (float(each) for each in np.partition(values, (low, low + 1))[low : low + 2])
    return below + (above - below) * (at - low)
