"""A page drawn for tests: its picture, and what a reader that errs in nothing reads on it; some of it stays unread."""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from claimcheck.model.documents import Box, Line, Page, Pages, Word

WIDTH, HEIGHT, STEP, LEFT = 1000, 1400, 64, 60
FONT = ImageFont.load_default(34)


def drawn(lines: Sequence[str], *, unread: Sequence[str] = ()) -> tuple[bytes, Pages]:
    """A JPEG with these lines one below the other, those that no reader reads at the end, and the reading of it."""
    image = Image.new("RGB", (WIDTH, HEIGHT), "white")
    brush = ImageDraw.Draw(image)
    read: list[Line] = []
    for row, text in enumerate((*lines, *unread)):
        top = 40 + row * STEP
        brush.text((LEFT, top), text, fill="black", font=FONT)
        if row < len(lines):
            read.append(_line(text, top))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=92)
    return out.getvalue(), Pages("drawn 1", "image/png", (Page(1, WIDTH, HEIGHT, tuple(read), reader="drawn"),))


def _line(text: str, top: int) -> Line:
    words: list[Word] = []
    at = 0
    for word in text.split():
        at = text.index(word, at)
        left, right = (LEFT + FONT.getlength(text[:upto]) for upto in (at, at + len(word)))
        box = Box(left / WIDTH, top / HEIGHT, right / WIDTH, (top + 42) / HEIGHT)
        words.append(Word(word, box, 0.99))
        at += len(word)
    return Line(
        text, Box(words[0].box.left, top / HEIGHT, words[-1].box.right, (top + 42) / HEIGHT), 0.99, tuple(words)
    )
