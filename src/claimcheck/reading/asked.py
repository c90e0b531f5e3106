"""How a reader child asks the process that holds the networks, and how that answers: pixels there, numbers back.

Nothing is parsed. A question is a head of fixed size (what is asked, and how large) and bytes of pixels; its answer is
as long as the question says it must be. The side that answers trusts nothing that it is told: a question that is of
neither kind, or larger than a page can be, ends the line. It keeps nothing of a question once that is answered.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from claimcheck.reading.lines import Picture
from claimcheck.reading.networks.signs import Floats, Signs

Array = NDArray[Any]
"""Of a fixed kind of number; not empty."""

FRAME, STRIPS = b"F", b"S"
HEAD, WIDTH, COLUMNS = struct.Struct("<cHH"), np.dtype("<u2"), np.dtype("<u2")
SIGN, ODDS = np.dtype("<i4"), np.dtype("<f4")
LINE_HEIGHT, STEP = 48, 32
MOST_SIDE = 2304
"""Pixels of a frame's side: a page picture has 2,200 at the most."""
MOST_WIDTH, MOST_STRIPS, MOST_PIXELS = 3200, 1024, 1 << 19
"""Of the strips of one question: how wide each is, how many they are, and how wide all together."""


class Gone(BaseException):
    """The networks answer no longer. No `Exception`: nothing that expects bad files may take it for one."""


class BadQuestion(Exception):
    """What was asked is nothing that a reader asks."""


class Networks(Protocol):
    """The two networks of a reader."""

    def likelihood(self, frame: Picture) -> Floats:
        """How likely each pixel of a frame is part of a line; both sides are multiples of 32 pixels."""
        ...

    def signs(self, strips: Sequence[Picture]) -> list[Signs]:
        """What stands in each column of each strip; strips are 48 pixels high."""
        ...


class Held(Networks, Protocol):
    """The two networks where they are computed."""

    def release(self) -> None:
        """Give back the memory that the last pictures passed through."""
        ...


class Distant:
    """The networks, in another process at the end of a line."""

    def __init__(self, line: int) -> None:
        self._line = line

    def likelihood(self, frame: Picture) -> Floats:
        """As the networks answer.

        Raises:
            Gone: they do not.
        """
        height, width = frame.shape[:2]
        self._say(HEAD.pack(FRAME, height, width), np.ascontiguousarray(frame))
        found = np.empty((height, width), ODDS)
        self._hear(found)
        return found

    def signs(self, strips: Sequence[Picture]) -> list[Signs]:
        """As the networks answer, however many strips there are.

        Raises:
            Gone: they do not.
        """
        return [signs for some in _portions(strips) for signs in self._signs(some)]

    def _signs(self, strips: Sequence[Picture]) -> Iterator[Signs]:
        widths = np.array([strip.shape[1] for strip in strips], WIDTH)
        self._say(HEAD.pack(STRIPS, len(strips), 0), widths, *(np.ascontiguousarray(strip) for strip in strips))
        columns = np.empty(len(strips), COLUMNS)
        self._hear(columns)
        signs, odds = np.empty(int(columns.sum()), SIGN), np.empty(int(columns.sum()), ODDS)
        self._hear(signs)
        self._hear(odds)
        ends = np.cumsum(columns, dtype=np.int64)[:-1]
        return zip(np.split(signs.astype(np.int64), ends), np.split(odds, ends), strict=True)

    def _say(self, *parts: bytes | Array) -> None:
        try:
            for part in parts:
                send(self._line, part)
        except OSError as error:
            raise Gone from error

    def _hear(self, into: Array) -> None:
        try:
            whole = take(self._line, into)
        except OSError as error:
            raise Gone from error
        if not whole:
            raise Gone


def answer(networks: Networks, line: int) -> None:
    """Answer all that is asked on a line, until its other end is closed.

    Raises:
        BadQuestion: this is no reader that asks; nothing more on the line can be understood.
        OSError: the other end is gone.
    """
    head = np.empty(HEAD.size, np.uint8)
    while take(line, head):
        kind, one, other = HEAD.unpack(head.tobytes())
        if kind == FRAME:
            _answer_frame(networks, line, one, other)
        elif kind == STRIPS and other == 0:
            _answer_strips(networks, line, one)
        else:
            raise BadQuestion(f"kind {kind!r}")


def _answer_frame(networks: Networks, line: int, height: int, width: int) -> None:
    if not all(0 < side <= MOST_SIDE and side % STEP == 0 for side in (height, width)):
        raise BadQuestion(f"a frame of {height} × {width}")
    found = networks.likelihood(_taken(line, (height, width, 3)))
    if found.shape != (height, width):
        raise ValueError(f"{found.shape} for a frame of {height} × {width}")
    send(line, np.ascontiguousarray(found, ODDS))


def _answer_strips(networks: Networks, line: int, count: int) -> None:
    if not 0 < count <= MOST_STRIPS:
        raise BadQuestion(f"{count} strips")
    widths = [int(width) for width in _taken(line, (count,), WIDTH)]
    if not all(0 < width <= MOST_WIDTH and width % STEP == 0 for width in widths) or sum(widths) > MOST_PIXELS:
        raise BadQuestion(f"strips {widths} wide")
    found = networks.signs([_taken(line, (LINE_HEIGHT, width, 3)) for width in widths])
    send(line, np.array([len(signs) for signs, _ in found], COLUMNS))
    send(line, np.concatenate([signs for signs, _ in found]).astype(SIGN))
    send(line, np.concatenate([odds for _, odds in found]).astype(ODDS))


def _taken(line: int, shape: tuple[int, ...], kind: Any = np.uint8) -> Array:
    into = np.empty(shape, kind)
    if not take(line, into):
        raise BadQuestion("the end, in the middle of a question")
    return into


def _portions(strips: Sequence[Picture]) -> Iterator[Sequence[Picture]]:
    start = 0
    while start < len(strips):
        end, pixels = start, 0
        while end < len(strips) and end - start < MOST_STRIPS and pixels + strips[end].shape[1] <= MOST_PIXELS:
            pixels += strips[end].shape[1]
            end += 1
        yield strips[start:end]
        start = end


def send(line: int, part: bytes | Array) -> None:
    """Write all of it.

    Raises:
        OSError: the other end is gone.
    """
    waiting = memoryview(part) if isinstance(part, bytes) else part.data.cast("B")
    while waiting:
        waiting = waiting[os.write(line, waiting) :]


def take(line: int, into: Array) -> bool:
    """Fill it with what comes; False where the line ended before.

    Raises:
        OSError: the other end is gone.
    """
    waiting = into.data.cast("B")
    while waiting:
        got = os.readv(line, [waiting])
        if not got:
            return False
        waiting = waiting[got:]
    return True
