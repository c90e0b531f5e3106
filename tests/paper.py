"""Pages drawn as text: a line is a row, two blanks begin another column, signs stand where they are typed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from textwrap import dedent

from claimcheck.core.extract import extract
from claimcheck.model.documents import Barcode, Box, Extracted, Field, Line, Page, Pages, StructuredInvoice, Word

TALL = 0.02
"""Height of a row of text, as a fraction of the page."""


def page(text: str, *, number: int = 1, across: int = 0, confidence: float = 0.99, top: float = 0.03) -> Page:
    """One page as a reader gives it.

    Args:
        text: its rows; an empty one is a blank row.
        across: signs that fit into its width; by default as many as its longest row has.
        confidence: of every word.
        top: where the first row stands.
    """
    rows = dedent(text).strip("\n").split("\n")
    step = 0.9 / max(across, *(len(row) for row in rows), 40)
    lines = [
        _line(match, top + 1.3 * TALL * i, step, confidence)
        for i, row in enumerate(rows)
        for match in re.finditer(r"\S+(?: \S+)*", row)
    ]
    return Page(number, 800, 1130, tuple(lines), reader="drawn")


def _line(match: re.Match[str], top: float, step: float, confidence: float) -> Line:
    left = 0.05 + step * match.start()
    words = tuple(
        Word(
            word.group(),
            Box(left + step * word.start(), top, left + step * word.end(), top + TALL),
            confidence,
        )
        for word in re.finditer(r"\S+", match.group())
    )
    return Line(match.group(), Box(left, top, left + step * len(match.group()), top + TALL), confidence, words)


Placed = tuple[str, float, float]
"""A text, and where it begins: fractions of the page's width and height."""


def put(*placed: Placed) -> Page:
    """A page with texts at their places; each character is a hundredth of the page wide, a Chinese one two."""
    lines = []
    for text, left, top in placed:
        words, at = [], left
        for said in text.split():
            wide = 0.01 * sum(2 if ord(c) > 0x2E80 else 1 for c in said)
            words.append(Word(said, Box(at, top, at + wide, top + TALL), 0.99))
            at += wide + 0.01
        lines.append(Line(text, Box(left, top, words[-1].box.right, top + TALL), 0.99, tuple(words)))
    return Page(1, 1000, 1000, tuple(lines), reader="drawn")


def pages(*drawn: Page | str, structured: Sequence[StructuredInvoice] = (), barcodes: Sequence[Barcode] = ()) -> Pages:
    """A file of these pages, numbered from 1."""
    numbered = tuple(one if isinstance(one, Page) else page(one, number=i) for i, one in enumerate(drawn, 1))
    return Pages("drawn", "image/png", numbered, tuple(structured), tuple(barcodes))


def read(*texts: str, structured: tuple[StructuredInvoice, ...] = ()) -> Extracted:
    """The one paper that stands on these pages of plain text."""
    drawn = [page(text, number=i, across=100) for i, text in enumerate(texts, 1)]
    (document,) = extract(pages(*drawn, structured=structured))
    return document


def values(document: Extracted) -> dict[str, str | None]:
    """What its fields say."""
    return {name: field.value for name, field in document.fields.items()}


def printed(text: str) -> Extracted:
    """A page as a program prints it: its words have exact edges."""
    (document,) = extract(pages(replace(page(text, across=100), layer="text")))
    return document


def chinese_fields(text: str) -> dict[str, Field]:
    """What a program in yuan finds on a page of plain text with one Chinese paper."""
    (document,) = extract(pages(text), locale="zh-CN", currency="CNY")
    return dict(document.fields)


def chinese_values(text: str) -> dict[str, str | None]:
    """What the fields of such a paper say, and its kind."""
    (document,) = extract(pages(text), locale="zh-CN", currency="CNY")
    return {"kind": document.kind, **values(document)}
