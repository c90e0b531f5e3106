"""The last layer of the recogniser, which tells 18,710 signs apart, asked in two steps.

That layer takes a third of the time of all the others, and on most pages the same thousand signs are found: letters,
figures and marks, for which it is asked first. Only where none of them stands out, and all along a line on which
another sign was found, it is asked for all. On 1,557 lines of receipts and Chinese papers both ways found the same
signs; how sure of them differs by less than 0.01.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Signs = tuple[NDArray[np.int64], Floats]
"""For each column of a strip the number of its likeliest sign, and how likely it is."""

COLUMNS = 64
"""As many columns are asked about at once."""
PLAIN, LIKELY = 14.0, 0.9
"""Logit of the likeliest usual sign, and its likelihood among the usual, from which on no other sign was likelier."""
CERTAINLY_BLANK = 24.0
"""The same of a blank, between signs that are not usual."""
USUAL = ((0x0, 0x52F), (0x1E00, 0x206F), (0x20A0, 0x214F), (0x2200, 0x22FF), (0x2460, 0x24FF), (0x3000, 0x303F),
         (0xFF00, 0xFFEF))  # fmt: skip
"""Code points of the scripts and marks that are asked for first."""
ALIKE = frozenset("一二三十口日工丨丁丄人入八卜乙土士山川回田目且己门厂了又个丿丶亅凵几")
"""Ideographs that look like one of those."""
_FAR = np.float32(16.0)
"""Logits that are this much below the highest add nothing to the sum of likelihoods: at most 18,710 × e⁻¹⁶ = 0.002."""


def usual(alphabet: Sequence[str]) -> NDArray[np.int64]:
    """Numbers of the signs that are asked for first; the blank, which has the first, is one of them."""
    return np.array([number for number, sign in enumerate(alphabet) if number == 0 or _is_usual(sign)], np.int64)


def _is_usual(sign: str) -> bool:
    return len(sign) != 1 or sign in ALIKE or any(first <= ord(sign) <= last for first, last in USUAL)


class Head:
    """Tells which sign stands in each column, from what the layers before made of it."""

    def __init__(self, request: Any, numbers: NDArray[np.int64]) -> None:
        """Take the last layer.

        Args:
            request: answers `COLUMNS` rows of features with the logits of all signs.
            numbers: the signs whose logits come with the features.
        """
        self._request, self._numbers = request, numbers

    def read(self, strips: Sequence[tuple[Floats, Floats]]) -> list[Signs]:
        """The signs of strips, each given as the logits of the usual signs and the features, a row a column."""
        found = [_first(logits, self._numbers) for logits, _ in strips]
        left = [np.flatnonzero(~settled) for _, _, settled in found]
        self._ask(strips, found, left)
        rare = np.ones(1 + max((int(best.max(initial=0)) for best, _, _ in found), default=0), bool)
        rare[self._numbers[self._numbers < len(rare)]] = False
        again = [
            np.setdiff1d(np.flatnonzero(~_blank(logits, best)), asked) if rare[best].any() else np.zeros(0, np.int64)
            for (logits, _), (best, _, _), asked in zip(strips, found, left, strict=True)
        ]
        self._ask(strips, found, again)
        return [(best, sure) for best, sure, _ in found]

    def _ask(
        self,
        strips: Sequence[tuple[Floats, Floats]],
        found: Sequence[tuple[NDArray[np.int64], Floats, NDArray[np.bool_]]],
        columns: Sequence[NDArray[np.int64]],
    ) -> None:
        """Settle these columns of each strip among all signs."""
        places = [(strip, int(column)) for strip, asked in enumerate(columns) for column in asked]
        for start in range(0, len(places), COLUMNS):
            some = places[start : start + COLUMNS]
            rows = np.zeros((COLUMNS, strips[0][1].shape[1]), np.float32)
            for row, (strip, column) in enumerate(some):
                rows[row] = strips[strip][1][column]
            self._request.infer([rows])
            logits: Floats = self._request.get_output_tensor().data
            for row, (strip, column) in enumerate(some):
                best = int(logits[row].argmax())
                found[strip][0][column] = best
                found[strip][1][column] = 1.0 if best == 0 else likelihood(logits[row], best)


def likelihood(logits: Floats, best: int) -> float:
    """How likely the likeliest sign is, among all."""
    others = logits - logits[best]
    return 1.0 / float(np.exp(others[others > -_FAR]).sum(dtype=np.float64))


def _first(logits: Floats, numbers: NDArray[np.int64]) -> tuple[NDArray[np.int64], Floats, NDArray[np.bool_]]:
    """The likeliest of the usual signs in each column, how likely it is among them, and whether that settles it."""
    place = logits.argmax(axis=1)
    top = logits[np.arange(len(place)), place]
    sure = np.ones(len(place), np.float32)
    settled = top >= PLAIN
    signs = np.flatnonzero(settled & (place != 0))  # how likely no sign is, nobody asks
    sure[signs] = 1.0 / np.exp(logits[signs] - top[signs, None]).sum(axis=1)
    settled[signs] = sure[signs] >= LIKELY
    return numbers[place], sure, settled


def _blank(logits: Floats, best: NDArray[np.int64]) -> NDArray[np.bool_]:
    return np.asarray((best == 0) & (logits[:, 0] >= CERTAINLY_BLANK), np.bool_)
