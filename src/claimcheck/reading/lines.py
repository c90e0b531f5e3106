"""What every OCR reader answers: lines of words in pixels of the picture it was given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from claimcheck.model.documents import Box, Line, Word

Picture = NDArray[np.uint8]
"""Height × width × 3, blue-green-red."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One page as a reader made it out.

    Attributes:
        picture: the page, upright.
        turned: degrees clockwise that the given picture was turned to stand upright (0, 90, 180, 270).
        lines: in reading order, boxes as fractions of `picture`.
    """

    picture: Picture
    turned: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """What a reader made of one strip of a page that holds a single line."""

    text: str
    confidence: float


class Reader(Protocol):
    """An OCR engine, loaded."""

    name: str

    def read(self, picture: Picture, *, detail: int) -> Reading:
        """Read one page picture; `detail` is the longest side, in pixels, at which text is looked for."""
        ...

    def recognise(self, strips: Sequence[Picture]) -> tuple[Strip, ...]:
        """Read strips that hold one level line each, in their order."""
        ...


def fraction_box(left: float, top: float, right: float, bottom: float, width: int, height: int) -> Box:
    """A box in pixels as fractions of the page, kept on the page and rounded to what is worth storing."""

    def part(value: float, whole: int) -> float:
        return round(min(max(value / whole, 0.0), 1.0), 4)

    return Box(part(left, width), part(top, height), part(right, width), part(bottom, height))


def line_of(words: Sequence[Word], *, text: str = "") -> Line:
    """A line around its words; `text` where it is known better than by joining them."""
    boxes = [word.box for word in words]
    box = Box(
        min(b.left for b in boxes), min(b.top for b in boxes), max(b.right for b in boxes), max(b.bottom for b in boxes)
    )
    confidence = round(sum(word.confidence for word in words) / len(words), 5)
    return Line(text or " ".join(word.text for word in words), box, confidence, tuple(words))


def is_ideograph(letter: str) -> bool:
    """Whether a character is a word of its own: Chinese and Japanese are written without blanks."""
    return "\u3400" <= letter <= "\u9fff" or "\uf900" <= letter <= "\ufaff" or "\u3040" <= letter <= "\u30ff"
