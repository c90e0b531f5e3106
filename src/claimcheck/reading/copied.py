"""A digit copied over another one of its value: two parts of one printed word that are alike as no others on the page.

Two prints of one digit differ by the grain of the paper, by ink and by where the pixels fall on them; a copy differs
from its source by no more than the last saving changed. Of a page on which several words hold such parts, as of what a
computer drew, nothing is said; nor is a digit told that comes from another word, or a picture that was scaled since.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from claimcheck.model.documents import Box, Line, Signal, Word
from claimcheck.model.said import Said
from claimcheck.reading.history import is_filed
from claimcheck.reading.lines import Picture

COPIED, NEXT, USUAL = 3.0, 0.5, 8.0
"""Grey levels by which a copy differs from its source at the most; the part of that by which the two most alike parts
of the next word differ; and by what those of the middle word do at the least. Of 98 scanned receipts none is told."""
FEWEST_WORDS, MOST_WORDS = 12, 250
SIGNS, DIGITS, SHORTEST, NARROWEST, TALLEST = 3, 3, 8, 20, 120
WIDE = 0.5
"""Width of the parts that are compared, of what is printed as high: a digit's own, or a little less."""
CONTRAST, INKED, FAINT = 40, 0.15, 0.08
BLOCK, ROUNDED = 64, 1e-6
"""Shifts that are told together, which bounds the memory that a wide line takes; what sums of fractions are off by."""
Values = NDArray[np.float64]
Inked = NDArray[np.bool_]


def signals(page: Picture, lines: Sequence[Line], number: int) -> tuple[Signal, ...]:
    """The one word of which a part is a copy of another part.

    Args:
        page: grey, as it was decoded: neither scaled nor turned.
        lines: what was read on it.
        number: of the page.
    """
    words: list[Word | Line] = [word for line in lines for word in (line.words or (line,))]
    named = [word for word in words if sum(c.isalnum() for c in word.text) >= SIGNS][-MOST_WORDS:]
    numbers = [word for word in named if sum(c.isdigit() for c in word.text) >= DIGITS]
    found = [(apart, word) for word in numbers if (apart := _apart(page, word.box, COPIED)) is not None]
    least, word = min(found, key=lambda each: each[0], default=(np.inf, None))
    if word is None or least > COPIED or is_filed(word, lines):
        return ()
    if any(least > NEXT * apart for apart, each in found if each is not word):
        return ()  # what all the others differ by is asked only where they may tell
    others = [apart for each in named if each is not word and (apart := _apart(page, each.box)) is not None]
    if len(others) < FEWEST_WORDS or least > NEXT * min(others) or np.median(others) < USUAL:
        return ()
    message = Said(
        "On page {page} a part of “{text}” is a copy of another part of it.", page=number, text=word.text[:30]
    )
    return (Signal("edited.copied", message, number, word.box, 0.9),)


def _apart(page: Picture, box: Box, most: float = np.inf) -> float | None:
    """By how many grey levels the two most alike inked parts of a word differ; None where it has no two.

    They are a digit wide and stand beside each other, over all the height of what is printed.

    Args:
        page: grey.
        box: of the word.
        most: levels above which the answer does not matter: it may be None then, which is cheaper to tell.
    """
    height, width = page.shape[:2]
    left, right = round(box.left * width), round(box.right * width)
    values = page[round(box.top * height) : round(box.bottom * height), left:right].astype(np.int16)
    if not (SHORTEST <= values.shape[0] <= TALLEST) or values.shape[1] < NARROWEST:
        return None
    dark, light = np.percentile(values, (3, 80))
    printed = values < (light + dark) / 2
    rows = np.flatnonzero(printed.mean(axis=1) >= FAINT)
    if light - dark < CONTRAST or not rows.size or rows[-1] - rows[0] < SHORTEST:
        return None
    values, printed = values[rows[0] : rows[-1] + 1], printed[rows[0] : rows[-1] + 1]
    digit = max(5, int(WIDE * len(values)))
    ink = _running(printed.mean(axis=0), digit) >= INKED
    least = np.inf
    for shift in _shifts(values.mean(axis=0), ink, digit, most):
        apart = _running(np.abs(values[:, shift:] - values[:, :-shift]).mean(axis=0), digit)
        both = apart[ink[: len(apart)] & ink[shift : shift + len(apart)]]
        least = min(least, float(both.min(initial=np.inf)))
    return least if np.isfinite(least) else None


def _shifts(means: Values, ink: Inked, digit: int, most: float) -> Iterator[int]:
    """How far apart two inked parts may stand that differ by no more than so much.

    They differ by no less than the means of their columns do, and those of all pairs of columns are soon told.
    """
    wide = len(means)
    beside = sliding_window_view(np.pad(means, (0, wide)), wide)
    inked = sliding_window_view(np.pad(ink, (0, wide)), len(ink))
    for first in range(digit, wide - digit, BLOCK):
        block = slice(first, min(first + BLOCK, wide - digit))
        apart = np.abs(beside[block] - means).cumsum(axis=1)
        apart[:, digit:] -= apart[:, :-digit].copy()
        may = (apart[:, digit - 1 :] <= (most + ROUNDED) * digit) & ink & inked[block]
        yield from (first + np.flatnonzero(may.any(axis=1))).tolist()


def _running(columns: Values, width: int) -> Values:
    """The means of so many neighbours, for each place where they fit in."""
    sums = np.concatenate([np.zeros(1), columns.cumsum()])
    return np.asarray((sums[width:] - sums[:-width]) / width, np.float64)
