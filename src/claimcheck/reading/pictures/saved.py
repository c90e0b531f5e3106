"""A page's picture as its file holds it, and where it lies on the page: what was changed is told by pixels as saved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from claimcheck.model.documents import Box, Line, Signal
from claimcheck.reading.lines import Picture
from claimcheck.reading.pictures.laid import Laid

WHOLE = Box(0.0, 0.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Saved:
    """A picture as it was saved.

    Attributes:
        picture: grey, neither scaled nor turned.
        last: the quality at which it was saved last, 0 where without loss.
        place: where it lies on the page, which is the picture itself or a sheet of a PDF.
    """

    picture: Picture
    last: int
    place: Box = WHOLE

    def upon(self, lines: Sequence[Line]) -> tuple[Line, ...]:
        """The lines of the page that lie on the picture, with their places on it."""
        if self.place == WHOLE:
            return tuple(lines)
        left, top, right, bottom = self.place
        wide, high = right - left, bottom - top
        laid = Laid((1 / wide, 0.0, -left / wide), (0.0, 1 / high, -top / high))
        return tuple(_moved(line, laid) for line in lines if _overlap(line.box, self.place))

    def on_page(self, signals: Iterable[Signal]) -> tuple[Signal, ...]:
        """Signals of the picture with their places on the page."""
        left, top, right, bottom = self.place
        return Laid((right - left, 0.0, left), (0.0, bottom - top, top)).signals(signals)


def _overlap(box: Box, other: Box) -> bool:
    across = min(box.right, other.right) > max(box.left, other.left)
    return across and min(box.bottom, other.bottom) > max(box.top, other.top)


def _moved(line: Line, laid: Laid) -> Line:
    words = tuple(replace(word, box=laid.box(word.box)) for word in line.words)
    return replace(line, box=laid.box(line.box), words=words)
