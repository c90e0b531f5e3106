"""Where a page's text layer and its picture disagree: amounts that are there but not seen, or are seen otherwise.

Covered: text that is invisible, off the page, of no size, or without ink in its place; amounts whose print reads
otherwise than their text (a font that lies about its letters, an amount painted over another), by reading the print of
up to `MAX_CHECKED` of a page's amounts, the largest first. Not covered: words, dates, and amounts beyond that many.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from claimcheck.model.documents import Problem, Word
from claimcheck.reading.lines import Picture, Reader
from claimcheck.reading.pdftext import TextLayer

AMOUNT = re.compile(r"(?<![\w.,/-])\d{1,3}(?:[.,'\u2019 ]?\d{3})*[.,]\d{2}(?![\w/-]|[.,]\d)")
MAX_CHECKED = 16
SURE = 0.93


def disagreements(layer: TextLayer, drawn: Picture, number: int, reader: Reader) -> tuple[Problem, ...]:
    """One problem for a page whose text layer carries amounts that are not what is seen."""
    shown = {digits(word.text) for word in layer.visible}
    unseen = [word.text for word in layer.hidden if is_amount(word.text) and digits(word.text) not in shown]
    if unseen:
        message = (
            f"Page {number} carries an amount that cannot be seen on it ({unseen[0][:20]}). "
            "Send the document as its issuer made it, or a scan of the print."
        )
        return (Problem("layers.disagree", message, number),)
    if layer.turned:
        return ()
    checked = _largest(word for word in layer.visible if is_amount(word.text))
    reads = reader.recognise([_strip(drawn, word) for word in checked])
    for word, seen in zip(checked, reads, strict=True):
        if seen.confidence >= SURE and is_amount(seen.text) and digits(seen.text) != digits(word.text):
            message = (
                f"On page {number} the print shows {seen.text[:20]} where the file's text says {word.text[:20]}. "
                "Send the document as its issuer made it, or a scan of the print."
            )
            return (Problem("layers.disagree", message, number),)
    return ()


def is_amount(text: str) -> bool:
    """Whether a word holds something like 19.00 or 1.234,50."""
    return AMOUNT.search(text) is not None


def digits(text: str) -> str:
    """The digits of a word, full-width ones folded."""
    return "".join(str(int(letter)) for letter in text if letter.isdecimal())


def _largest(words: Iterable[Word]) -> Sequence[Word]:
    distinct = {(digits(word.text), word.box): word for word in words}
    return sorted(distinct.values(), key=lambda word: -Decimal(digits(word.text) or 0))[:MAX_CHECKED]


def _strip(drawn: Picture, word: Word) -> Picture:
    height, width = drawn.shape[:2]
    left, right = int(word.box.left * width) - 3, int(word.box.right * width) + 4
    top, bottom = int(word.box.top * height) - 1, int(word.box.bottom * height) + 2
    return drawn[max(0, top) : bottom, max(0, left) : right]
