"""Which lines of a page are read at once: side by side in frames of few widths, none seeing another.

Each strip is as wide as its own line, to the next multiple of `STEP`: wider ones would lose blanks between words, and a
letter here and there.
"""

from __future__ import annotations

from collections.abc import Sequence

STEP = 32
"""Frames of lines are multiples of this, so that few widths occur."""
FRAMES = (512, 1024)
"""Widths of the frames in which strips stand side by side; a wider strip is read alone."""
GAP, MOST = 8, 16
"""Pixels between strips in a frame, and how many of them it has at the most."""


def frame(width: int) -> int:
    """How wide a strip is made for a line of that width."""
    return -(-width // STEP) * STEP


def groups(widths: Sequence[int]) -> list[list[int]]:
    """The numbers of the strips that are read at once, the widest first; all of them, each once."""
    found = list[list[int]]()
    left = list[int]()
    for number in sorted(range(len(widths)), key=lambda each: -widths[each]):
        needs = widths[number] + GAP
        place = next((at for at, room in enumerate(left) if room >= needs and len(found[at]) < MOST), len(found))
        if place == len(found):
            found.append([])
            left.append(FRAMES[-1] + GAP)
        found[place].append(number)
        left[place] -= needs
    return found


def room(widths: Sequence[int]) -> int | None:
    """The width of the frame for strips that are read at once; None for one that is wider than all of them."""
    needs = sum(widths) + GAP * (len(widths) - 1)
    return next((width for width in FRAMES if width >= needs), None)
