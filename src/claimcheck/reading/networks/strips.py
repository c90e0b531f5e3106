"""How many lines of a page are read at once: few calls of the recogniser, few shapes, no padding.

A call costs as much as reading some two hundred pixels more: the network's weights pass through it anew, and every
layer is prepared for another shape. So lines whose frames are equally wide are read together. Wider frames would make
more of them alike, and lose blanks between words, and a letter here and there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

STEP = 32
"""Frames of lines are multiples of this, so that few widths occur."""
BATCHES, ROOM = (8, 4, 2, 1), 1536
"""So many strips of one width are read at once, where together they are no wider than this many pixels."""
USUAL = 832
"""Few lines are wider."""


def frame(width: int) -> int:
    """How wide a strip is made for a line of that width."""
    return -(-width // STEP) * STEP


def together(widths: Sequence[int]) -> int:
    """How many of the next strips, framed so wide, are read at once."""
    alike = next((place for place, width in enumerate(widths) if width != widths[0]), len(widths))
    return next(size for size in BATCHES if size == 1 or (size <= alike and size * widths[0] <= ROOM))


def shapes() -> Iterator[tuple[int, int]]:
    """The usual numbers of strips and their widths, as they are read together; the widest first."""
    for width in range(USUAL, 0, -STEP):
        yield from ((size, width) for size in BATCHES if size == 1 or size * width <= ROOM)
