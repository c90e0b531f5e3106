"""A digit copied over another one, from anywhere on the page: the same pixels twice, to the bit.

Told only of pictures that were last saved without loss and before that as JPEG. No two prints of one digit come out of
a JPEG alike, unless they lie whole blocks apart: it rounds each by where it lies in its blocks. What a computer drew
has the same picture of a digit many times; where that was never a JPEG, nothing is said: the page must show that it was
one, and so must one of two words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from claimcheck.model.documents import Line, Signal, Word
from claimcheck.model.said import Said
from claimcheck.reading.lines import Picture
from claimcheck.reading.pictures import history

SIDE: Final = 9
"""Pixels of a side of the windows that are compared: more than a block of a JPEG has."""
EDGE, EDGES = 24, 4
"""Grey levels that make an edge, and how many of them a window has both across and down: a rule has one kind only."""
FEWEST: Final = 12
"""Windows that lie equally far from their copies; of 80 scanned receipts none had more than 4."""
MOST_WORDS, MOST = 250, 1200
"""Words that are compared, the last of a page, where its sums are; and pixels of their sides."""
WEIGHTS: Final = np.uint64(0x9E3779B97F4A7C15) ** np.arange(SIDE, dtype=np.uint64)


@dataclass(frozen=True, slots=True)
class Windows:
    """The windows with print in them: what is seen in each as one number, where it lies, and in which word."""

    seen: NDArray[np.uint64]
    top: NDArray[np.int64]
    left: NDArray[np.int64]
    word: NDArray[np.int64]


def signals(page: Picture, parts: history.Parts, lines: Sequence[Line], number: int) -> tuple[Signal, ...]:
    """The two words with digits that hold the same pixels, the changed one first; one where both are in one word.

    Args:
        page: grey, as it was decoded from a file without loss: neither scaled nor turned.
        parts: what its words lack of its history.
        lines: what was read on it.
        number: of the page.
    """
    asked = [
        (part, word) for part, word in parts
        if any(map(str.isdigit, word.text)) and not history.is_filed(word, lines)
    ][-MOST_WORDS:]  # fmt: skip
    pair = [asked[place] for place in _copied(page, [word for _, word in asked]) or ()]
    if len(pair) > 1 and min(part for part, _ in pair) > history.DIP:
        return ()
    return tuple(_signal(word, number) for _, word in sorted(pair, key=lambda each: -each[0]))


def _signal(word: Word | Line, number: int) -> Signal:
    form = "On page {page} a part of “{text}” is the same as another part of the page to the last pixel: it was copied."
    return Signal("edited.copied", Said(form, page=number, text=word.text[:30]), number, word.box, 0.9)


def _copied(page: Picture, words: Sequence[Word | Line]) -> list[int] | None:
    """The places in `words` of those that share most of their pixels; None where no two share a digit."""
    found = [windows for place, word in enumerate(words) if (windows := _windows(page, word, place)) is not None]
    if not found:
        return None
    whole = Windows(*(np.concatenate([getattr(each, name) for each in found]) for name in Windows.__slots__))
    order = np.argsort(whole.seen, kind="stable")
    same = np.flatnonzero(whole.seen[order][1:] == whole.seen[order][:-1])
    one, other = order[same], order[same + 1]
    down, across = whole.top[other] - whole.top[one], whole.left[other] - whole.left[one]
    apart = (np.maximum(np.abs(down), np.abs(across)) >= SIDE) & ((down % history.BLOCK + across % history.BLOCK) > 0)
    far = Counter(zip(down[apart].tolist(), across[apart].tolist(), strict=True)).most_common(1)
    if not far or far[0][1] < FEWEST:
        return None
    (low, wide), _ = far[0]
    told = apart & (down == low) & (across == wide)
    ends = (Counter(whole.word[each[told]].tolist()).most_common(1)[0][0] for each in (one, other))
    return sorted(set(ends))


def _windows(page: Picture, word: Word | Line, place: int) -> Windows | None:
    """The windows of a word in which there are edges both across and down; None where it has none."""
    height, width = page.shape[:2]
    top, left = max(0, int(word.box.top * height) - 1), max(0, int(word.box.left * width) - 1)
    bottom, right = int(word.box.bottom * height) + 2, int(word.box.right * width) + 2
    cut = page[top : min(bottom, top + MOST), left : min(right, left + MOST)]
    if min(cut.shape) <= SIDE:
        return None
    rows, columns = np.nonzero((_edges(cut.T).T >= EDGES) & (_edges(cut) >= EDGES))
    if not rows.size:
        return None
    seen = _running(_running(cut.astype(np.uint64)).T).T[rows, columns]
    return Windows(seen, rows + top, columns + left, np.full(rows.size, place, np.int64))


def _running(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Each so many neighbours in a column as one number."""
    count = len(values) - SIDE + 1
    sums = np.zeros((count, values.shape[1]), np.uint64)
    for place, weight in enumerate(WEIGHTS):
        sums += values[place : place + count] * weight
    return sums


def _edges(cut: Picture) -> NDArray[np.float32]:
    """How many edges from one row to the next each window has."""
    steps = np.zeros(cut.shape, np.float32)
    steps[1:] = cv2.absdiff(np.ascontiguousarray(cut[1:]), np.ascontiguousarray(cut[:-1])) > EDGE
    sums = cv2.boxFilter(steps, -1, (SIDE, SIDE), normalize=False, anchor=(0, 0))
    return np.asarray(sums[: cut.shape[0] - SIDE + 1, : cut.shape[1] - SIDE + 1], np.float32)
