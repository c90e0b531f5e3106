"""A place on a page that lacks the history of the rest: saved as JPEG before, all but what was put there later.

A JPEG that is saved again at the quality of its first saving hardly changes, and changes more at the qualities beside
it: everywhere but where a program painted since. Told only of pages that show such a first saving clearly; of most
nothing is said. Turning or scaling before the change, and a coarser last saving, hide it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from claimcheck.model.documents import Box, Line, Signal, Word
from claimcheck.model.said import Said
from claimcheck.reading.lines import Picture

BLOCK, ROW = 8, 64
"""Pixels of a side of the blocks of a JPEG; so many are put in a row."""
USUAL = 3688
"""Sum of the usual table for brightness, at quality 50."""
BESIDE = 5
"""How far away the qualities are that a page is compared at."""
TRIED = range(45, 92)
"""The qualities of a first saving that are looked for."""
DIP = 0.8
"""Part of the change at the qualities beside that a page changes by at that of an earlier saving."""
SAMPLE = 192
"""Pixels of the sides of the piece by which earlier savings are found."""
GLANCE, HINT, ABOUT = 96, 0.9, 1.1
"""The same of the piece on which all qualities are tried first, and what is enough of a dip there to try the other."""
LACKING, APART = 0.92, 0.24
"""The part from which on a word lacks the page's history, and how far it must be above that of nine words in ten."""
INKED = 8.0
"""Spread of grey levels in a block with print on it."""
FEWEST_WORDS, FEWEST_BLOCKS, MOST_PLACES = 12, 4, 4
STRIDE, STEP = 3, 6
"""One of so many rows or columns is looked at for borders of blocks; steps of more grey levels are print."""
Values = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Saving:
    """How much each block changes when it is saved at an earlier quality, and beside it; nothing where none prints.

    Attributes:
        top, left: pixels of the page before the first whole blocks.
    """

    at: Values
    beside: Values
    top: int = 0
    left: int = 0


Parts = Sequence[tuple[float, Word | Line]]
"""How much words lack of a page's history, from 0 on; 1 is all of it."""


def lacks(page: Picture, lines: Sequence[Line], last: int = 0) -> Parts:
    """How much each word lacks of the history of a page; nothing where the page shows none.

    Args:
        page: grey, as it was decoded: neither scaled nor turned.
        lines: what was read on it.
        last: the quality at which it was saved last, which all of it shares; 0 where it was saved without loss.
    """
    words = [word for line in lines for word in (line.words or (line,))]
    if len(words) < FEWEST_WORDS:
        return ()
    parts = [_parts(saving, words, page) for saving in _savings(page, last)]
    told = {_usual(each): each for each in parts if len(each) >= FEWEST_WORDS}
    return told[min(told)] if told and min(told) <= DIP else ()


def signals(parts: Parts, lines: Sequence[Line], number: int) -> tuple[Signal, ...]:
    """The words with digits on a page, by its lines and number, that lack its history."""
    return tuple(_signal(word, number) for word in _lacking(parts) if not is_filed(word, lines))


def _savings(page: Picture, last: int) -> Iterator[Saving]:
    """Earlier savings of a page: as its blocks lie now, or else as they lay before it was cropped."""
    for top, left in dict.fromkeys(((0, 0), _shift(page))):
        cut = np.ascontiguousarray(page[top:, left:])
        if min(cut.shape) < 2 * BLOCK:
            return
        inked = _inked(cut)
        earlier = _earlier(cut, inked, 0 if top or left else last)
        for quality in earlier:
            yield replace(_saving(cut, quality, inked), top=top, left=left)
        if earlier:
            return


def _shift(page: Picture) -> tuple[int, int]:
    """Where the first whole blocks of an earlier saving begin, by the small steps that it left between blocks."""
    down, across = (_border(each) for each in (page.T[::STRIDE].T, page[::STRIDE].T))
    return down, across


def _border(page: Picture) -> int:
    """The row on which blocks begin."""
    if len(page) < 3 * BLOCK:
        return 0
    steps = np.minimum(cv2.absdiff(page[1:], page[:-1]), STEP).mean(axis=1)
    beyond = np.zeros(len(steps))
    beyond[1:-1] = steps[1:-1] - (steps[:-2] + steps[2:]) / 2
    whole = len(steps) // BLOCK * BLOCK
    return (int(np.median(beyond[:whole].reshape(-1, BLOCK), axis=0).argmax()) + 1) % BLOCK


def is_filed(word: Word | Line, lines: Sequence[Line]) -> bool:
    """Whether a word is a bare number alone over or under all print, as offices number what they file.

    It has no label, so it is no field of the document.
    """
    if not word.text.strip().isdecimal():
        return False
    own = [line for line in lines if line.text.strip() == word.text.strip() and _is_same(line.box, word.box)]
    middles = [(line.box.top + line.box.bottom) / 2 for line in lines if line not in own]
    over, under = (all(at > word.box.bottom for at in middles), all(at < word.box.top for at in middles))
    return bool(own) and (over or under)


def _is_same(box: Box, other: Box) -> bool:
    return min(box.right, other.right) > max(box.left, other.left) and abs(box.top - other.top) < 0.01


def _signal(word: Word | Line, number: int) -> Signal:
    message = Said(
        "On page {page}, “{text}” was put there after the rest of the picture was saved.",
        page=number, text=word.text[:30],
    )  # fmt: skip
    return Signal("edited.other_history", message, number, word.box, 0.9)


def _earlier(page: Picture, inked: NDArray[np.bool_], last: int) -> list[int]:
    """Qualities at which the page seems to have been saved before its last saving, the coarser first."""
    glance = _Changes(_piece(page, inked, GLANCE))
    tried = [quality for quality in TRIED if abs(quality - last) > 1]
    hinted = [quality for quality in tried if glance.dip(quality) < HINT and glance.is_least(quality, ABOUT)]
    whole = _Changes(_piece(page, inked, SAMPLE)) if hinted else glance
    return [quality for quality in hinted if whole.dip(quality) < DIP and whole.is_least(quality)]


class _Changes:
    """How much a piece of a page changes by a saving, each quality tried once."""

    def __init__(self, piece: Picture) -> None:
        self._piece = piece
        self._known: dict[int, float] = {}

    def at(self, quality: int) -> float:
        if quality not in self._known:
            far = cv2.norm(_saved(self._piece, quality), self._piece, cv2.NORM_L1)
            self._known[quality] = float(np.float32(far) / self._piece.size)
        return self._known[quality]

    def dip(self, quality: int) -> float:
        """The change at a quality as a part of that at those beside it."""
        around = (self.at(quality - BESIDE) + self.at(quality + BESIDE)) / 2
        return self.at(quality) / around if around else 1.0

    def is_least(self, quality: int, about: float = 1.0) -> bool:
        """Whether a quality changes the piece no more, or about no more, than its neighbours do."""
        return self.at(quality) <= about * min(self.at(near) for near in range(quality - 2, quality + 3))


def _piece(page: Picture, inked: NDArray[np.bool_], side: int) -> Picture:
    """The part of the page with the most print, cut at the blocks."""
    across, down = min(side // BLOCK, inked.shape[1]), min(side // BLOCK, inked.shape[0])
    print_ = cv2.boxFilter(inked.astype(np.float32), -1, (across, down), normalize=False, anchor=(0, 0))
    print_ = print_[: inked.shape[0] - down + 1, : inked.shape[1] - across + 1]
    top, left = np.unravel_index(int(print_.argmax()), print_.shape)
    cut = page[top * BLOCK : (top + down) * BLOCK, left * BLOCK : (left + across) * BLOCK]
    return np.ascontiguousarray(cut, np.uint8)


def _saved(page: Picture, quality: int) -> Picture:
    _, data = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), np.uint8)


def _saving(page: Picture, quality: int, inked: NDArray[np.bool_]) -> Saving:
    printed = _gathered(page, inked)
    at, before, after = (
        _means(cv2.absdiff(_saved(printed, each), printed).astype(np.float32)).reshape(-1)[: np.count_nonzero(inked)]
        for each in (quality, quality - BESIDE, quality + BESIDE)
    )
    return Saving(_spread(at, inked), _spread(np.asarray((before + after) / 2, np.float32), inked))


def _gathered(page: Picture, inked: NDArray[np.bool_]) -> Picture:
    """The blocks with print alone, in rows: a JPEG keeps each block for itself, so they are saved alike anywhere."""
    high, wide = inked.shape
    blocks = page[: high * BLOCK, : wide * BLOCK].reshape(high, BLOCK, wide, BLOCK).transpose(0, 2, 1, 3)[inked]
    rows = max(1, -(-len(blocks) // ROW))
    full = np.zeros((rows * ROW, BLOCK, BLOCK), np.uint8)
    full[: len(blocks)] = blocks
    return np.ascontiguousarray(
        full.reshape(rows, ROW, BLOCK, BLOCK).transpose(0, 2, 1, 3).reshape(rows * BLOCK, ROW * BLOCK)
    )


def _spread(values: Values, inked: NDArray[np.bool_]) -> Values:
    """Values of the blocks with print at their places on the page, and nothing elsewhere."""
    found = np.zeros(inked.shape, np.float32)
    found[inked] = values
    return found


def _inked(page: Picture) -> NDArray[np.bool_]:
    """Which blocks have print on them."""
    values = page.astype(np.float32)
    spread = _means(values * values).astype(np.float64) - _means(values).astype(np.float64) ** 2
    return np.asarray(spread > INKED**2, np.bool_)


def _means(page: Values) -> Values:
    """The mean of each block; exact, for sums of so few levels of grey need fewer bits than a float has."""
    high, wide = (side // BLOCK for side in page.shape)
    whole = page[: high * BLOCK, : wide * BLOCK]
    return np.asarray(cv2.resize(whole, (wide, high), interpolation=cv2.INTER_AREA), np.float32)


def _parts(saving: Saving, words: Sequence[Word | Line], page: Picture) -> Parts:
    told = [(part, word) for word in words if (part := _part(saving, word.box, page)) is not None]
    if not saving.top and not saving.left:
        return told
    kept = _kept(saving, page)  # a picture of a screen shows a scan among words that were never on it
    return [(part, word) for part, word in told if word.box.within(kept)]


def _kept(saving: Saving, page: Picture) -> Box:
    """The part of a page between the first and the last rows and columns of blocks that show an earlier saving."""
    sides = []
    for across, first, whole in ((1, saving.top, page.shape[0]), (0, saving.left, page.shape[1])):
        at, beside = saving.at.sum(axis=across), saving.beside.sum(axis=across)
        shown = np.flatnonzero((np.count_nonzero(saving.beside, axis=across) >= FEWEST_BLOCKS) & (at <= DIP * beside))
        ends = (shown[0], shown[-1] + 1) if shown.size else (0, 0)
        sides.append(tuple((first + BLOCK * int(end)) / whole for end in ends))
    (top, bottom), (left, right) = sides
    return Box(left, top, right, bottom)


def _usual(parts: Parts) -> float:
    return float(np.median([part for part, _ in parts]))


def _lacking(parts: Parts) -> list[Word | Line]:
    """The few words whose print changes as much at the earlier quality as beside it, on a page where others do not."""
    if not parts:
        return []
    even = np.percentile([part for part, _ in parts], 90)
    found = [word for part, word in parts if part >= max(LACKING, even + APART)]
    return [word for word in found if any(c.isdigit() for c in word.text)] if len(found) <= MOST_PLACES else []


def _part(saving: Saving, box: Box, page: Picture) -> float | None:
    """What a word changes by at the earlier quality, as a part of what it does beside it: at its most telling digit."""
    height, width = page.shape[:2]
    top, bottom = (max(0, int(edge * height) - saving.top) // BLOCK for edge in (box.top, box.bottom))
    left, right = (max(0, int(edge * width) - saving.left) // BLOCK for edge in (box.left, box.right))
    at, beside = (each[top : bottom + 1, left : right + 1] for each in (saving.at, saving.beside))
    counts = np.count_nonzero(beside, axis=0)
    if counts.sum() < FEWEST_BLOCKS:
        return None
    changed, usual = at.sum(axis=0), beside.sum(axis=0)
    digit = max(2, min(bottom - top + 1, 4))
    told = _running(counts, digit) >= FEWEST_BLOCKS
    parts = _running(changed, digit)[told] / _running(usual, digit)[told]
    return float(max(changed.sum() / usual.sum(), parts.max(initial=0)))


def _running(columns: NDArray[Any], width: int) -> NDArray[Any]:
    """The sums of so many neighbours, for each place where they fit in."""
    sums = np.concatenate([np.zeros(1, columns.dtype), columns.cumsum(dtype=columns.dtype)])
    return np.asarray(sums[width:] - sums[:-width])


def last_quality(tables: Mapping[int, Sequence[int]]) -> int:
    """The quality that the tables of a JPEG come nearest to, by the usual ones; 0 where there are none."""
    first = tables[min(tables)] if tables else ()  # a file may number its tables from 1
    if len(first) < 64:
        return 0
    scale = 100 * sum(first) / USUAL
    return round(100 - scale / 2 if scale <= 100 else 5000 / scale)
