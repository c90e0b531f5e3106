"""Stand-ins for what is slow or cannot be made to fail at will: a reader, a clock, a blob store that breaks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from claimcheck.model.documents import Box, Line, Page, Pages, Problem, SecondLook, Word
from claimcheck.reading.outcome import ReadResult
from claimcheck.store.blobs import Blobs


class FakeClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = datetime(2024, 5, 1, 9, 0, tzinfo=UTC)) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def pages(*texts: str, problems: Sequence[Problem] = (), picture: bytes = b"", picture_hash: str = "") -> Pages:
    """One page with these lines, one below the other, as a reader would give it."""
    lines = tuple(_line(text, 0.05 + 0.04 * row) for row, text in enumerate(texts))
    page = Page(1, 1000, 1400, lines, reader="fake", picture_hash=picture_hash)
    return Pages("fake 1", "image/png", (page,) if texts else (), problems=tuple(problems))


def receipt(
    *,
    seller: str = "NORTHWIND TRADING SDN BHD",
    number: str = "INV-10071",
    day: str = "14/03/2024",
    total: str = "16.00",
) -> Pages:
    """A plain receipt."""
    return pages(
        seller,
        "12 JALAN BESAR 47000 PETALING JAYA",
        "RECEIPT",
        f"Invoice No: {number}",
        f"Date: {day}",
        f"STARTER KIT {total}",
        f"TOTAL RM {total}",
        f"CASH RM {total}",
        "CHANGE RM 0.00",
    )


@dataclass
class FakeReader:
    """Answers with canned pages by the file's bytes, and counts how often it was asked."""

    canned: dict[bytes, Pages] = field(default_factory=dict)
    asked: list[bytes] = field(default_factory=list)
    looked: list[tuple[int, Box]] = field(default_factory=list)
    texts: dict[Box, str] = field(default_factory=dict)
    pictures: dict[bytes, bytes] = field(default_factory=dict)

    def read(self, data: bytes, **_: Any) -> ReadResult:
        self.asked.append(data)
        found = self.canned[data]
        return ReadResult(found, {page.number: self.pictures.get(data, b"picture of " + data) for page in found.pages})

    def reread(
        self, pictures: Mapping[int, bytes], places: Sequence[tuple[int, Box]], **_: Any
    ) -> tuple[SecondLook, ...]:
        self.looked += places
        return tuple(SecondLook(n, box, self.texts.get(box, ""), 0.9, "fake 2") for n, box in places)


class Broken(Exception):
    """What a fake raises at the point where a process is to die."""


@dataclass
class BreakingBlobs:
    """A blob store that dies at a named point: `before put`, `after put`, `get`, `before move`, `half of move`, …"""

    blobs: Blobs
    at: str = ""

    def put(self, key: str, data: bytes) -> None:
        self._break("before put")
        self.blobs.put(key, data)
        self._break("after put")

    def get(self, key: str, *, sha256: str = "") -> bytes:
        self._break("get")
        return self.blobs.get(key, sha256=sha256)

    def exists(self, key: str) -> bool:
        return self.blobs.exists(key)

    def delete(self, key: str) -> None:
        self._break("before delete")
        self.blobs.delete(key)
        self._break("after delete")

    def move(self, key: str, to: str) -> None:
        self._break("before move")
        if self.at == "half of move":
            self.blobs.put(to, self.blobs.get(key))
        self._break("half of move")
        self.blobs.move(key, to)
        self._break("after move")

    def keys(self, prefix: str = "") -> Iterator[str]:
        return self.blobs.keys(prefix)

    def unfinished(self, prefix: str, before: datetime, *, drop: bool = False) -> int:
        return self.blobs.unfinished(prefix, before, drop=drop)

    def _break(self, point: str) -> None:
        if self.at == point:
            raise Broken(point)


def _line(text: str, top: float) -> Line:
    words: list[Word] = []
    left = 0.05
    for word in text.split():
        right = left + 0.012 * len(word)
        words.append(Word(word, Box(left, top, right, top + 0.02), 0.99))
        left = right + 0.012
    whole = Box(words[0].box.left, top, words[-1].box.right, top + 0.02)
    return Line(text, whole, 0.99, tuple(words))


def turned(found: Pages, **changes: Any) -> Pages:
    """The same pages, changed."""
    return replace(found, **changes)
