"""Where a page's text layer and its picture disagree: values that are there but not seen, or are seen otherwise.

Print is read again, as a picture, and held against the file's text: the lines that fields stand on, and amounts each
for itself, the largest first. Then the labels beside them, what may be the title, lines for which the file says what
they are to be read as, and one of every further font, for a font may lie about its letters. A value that is surely
printed otherwise is a problem; a page whose values cannot be read as its text says, or whose other lines surely are not
what it says, is read as a picture.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from rapidfuzz import fuzz

from claimcheck.core.extract import extract
from claimcheck.core.values import compare
from claimcheck.model.documents import Box, Line, Page, Pages, Problem, Word
from claimcheck.model.said import Said
from claimcheck.reading.lines import Picture, Reader, Strip, is_ideograph
from claimcheck.reading.pdf.textlayer import Glyph, TextLayer

AMOUNT = re.compile(r"(?<![\w.,/-])\d{1,3}(?:[.,'\u2019 ]?\d{3})*[.,]\d{2}(?![\w/-]|[.,]\d)")
MAX_AMOUNTS, MAX_TITLES, MAX_FACES, MAX_RETOLD = 16, 3, 8, 24
"""Amounts, titles, lines for their fonts' sake, and lines that the file retells, that are read again at the most."""
TITLE = re.compile(
    r"invoice|receipt|\bbill\b|\border\b|contract|rechnung|beleg|quittung|facture|re\u00e7u|fattura|ricevuta|factura|recibo|"
    r"resit|invois|\u53d1\u7968|\u767c\u7968|\u6536\u636e|\u6536\u64da|\u8bc1\u4e66|\u6267\u7167",
    re.IGNORECASE,
)
LONGEST_TITLE = 32
SURE = 0.93
LIKE = 0.6
ALIKE = {"name": 0.93, "address": 0.9, "other": LIKE}
"""How alike the letters of a text and of its print are at the least: below `LIKE` it is another text."""
SHORT = 5
"""Letters below which one may differ."""
CROWDED = 0.2
"""Part of a line, or of another, that both stand on, from which on readers confuse the two."""
RAISED = str.maketrans("", "", "ºª°")
"""Signs that readers take for one another, and that say nothing."""

Role = Literal["number", "name", "address", "other"]
Verdict = Literal["so", "unclear", "otherwise"]
Runs = Mapping[Word, tuple[Glyph, ...]]


@dataclass(frozen=True, slots=True)
class Asked:
    """Text of a page whose print is read again.

    Attributes:
        role: what it is, which says how far its print may differ.
        crowded: whether other text stands upon it.
    """

    text: str
    box: Box
    role: Role
    crowded: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """What comes of holding a text layer against its picture: problems, and whether the text can stand for the page."""

    problems: tuple[Problem, ...] = ()
    confirmed: bool = True


def compared(
    layer: TextLayer, page: Page, words: Sequence[Word], drawn: Picture, sharp: Callable[[], Picture], reader: Reader
) -> Compared:
    """Hold a page's text against its print.

    Args:
        layer: the page's text.
        page: as that text gives it, upright.
        words: the layer's visible words, upright, in their order.
        drawn: the page's picture, upright.
        sharp: draws it finer.
        reader: reads print.
    """
    shown = {digits(word.text) for word in words}
    unseen = [word.text for word in layer.hidden if is_amount(word.text) and digits(word.text) not in shown]
    if unseen:
        return _problem(page, Said(
            "Page {page} carries an amount that cannot be seen on it ({text}).", page=page.number, text=unseen[0][:20]
        ))  # fmt: skip
    lines = asked_lines(page, dict(zip(words, layer.runs, strict=True)))
    if lines is None:
        return Compared(confirmed=False)
    amounts = [Asked(word.text, word.box, "number") for word in _largest(w for w in words if is_amount(w.text))]
    left = _not_so([*amounts, *lines], drawn, reader)
    left = _not_so([one for one, _, _ in left], sharp(), reader) if left else left
    for one, seen, verdict in left:
        if verdict == "otherwise":
            form = "On page {page} the print shows “{text}” where the file's text says “{other}”."
            return _problem(page, Said(form, page=page.number, text=seen[:40], other=one.text[:40]))
    return Compared(confirmed=not left)


def _problem(page: Page, said: Said) -> Compared:
    message = Said("{why} Send the document as its issuer made it, or a scan of the print.", why=said)
    return Compared((Problem("layers.disagree", message, page.number),))


def _not_so(asked: Sequence[Asked], drawn: Picture, reader: Reader) -> list[tuple[Asked, str, Verdict]]:
    """What is not read as its text says, with what is read."""
    read = reader.recognise([_strip(drawn, one.box) for one in asked])
    judged = [(one, seen.text, judge(one, seen)) for one, seen in zip(asked, read, strict=True)]
    return [each for each in judged if each[2] != "so"]


def judge(asked: Asked, seen: Strip) -> Verdict:
    """Whether print reads as a file's text says."""
    one, other = (compare.fold_confused(text.translate(RAISED)) for text in (asked.text, seen.text))
    if one == other:
        return "so"
    sure, alike = seen.confidence >= SURE and other != "", fuzz.ratio(one, other) / 100
    printed, of_text = digits(seen.text), digits(asked.text)
    if asked.role == "number":
        return "otherwise" if sure and printed != of_text else "unclear"
    if sorted(one) == sorted(other) or (len(one) < SHORT and abs(len(one) - len(other)) <= 1):
        return "so"
    if alike >= ALIKE[asked.role] and (asked.role != "name" or printed in (of_text, of_text[:-1])):
        return "so"
    if asked.role == "other":
        return "unclear" if sure else "so"
    if asked.crowded:
        return "so" if not sure or _is_part(other, one) else "unclear"
    return "otherwise" if sure and alike < LIKE else "unclear"


def _is_part(seen: str, text: str) -> bool:
    """Whether print is most of the letters of a text, as where two texts stand upon each other."""
    return len(seen) >= LIKE * len(text) and not Counter(seen) - Counter(text)


def is_amount(text: str) -> bool:
    """Whether a word holds something like 19.00 or 1.234,50."""
    return AMOUNT.search(text) is not None


def digits(text: str) -> str:
    """The digits of a word, full-width and raised ones folded."""
    return "".join(str(int(letter)) for letter in unicodedata.normalize("NFKC", text) if letter.isdecimal())


def asked_lines(page: Page, runs: Runs) -> list[Asked] | None:
    """The lines that are read again; None where the file retells more than that."""
    legible = [line for line in page.lines if _is_legible(line.text)]
    retold = [line for line in legible if any(g.retold for g in _glyphs(line, runs))]
    if len(retold) > MAX_RETOLD:
        return None
    found = dict(_values(page, legible))
    titles = [line for line in legible if len(line.text) <= LONGEST_TITLE and TITLE.search(line.text)][:MAX_TITLES]
    others = [*_leading(found, legible), *titles, *retold]
    others += _of_other_faces([*found, *others], legible, runs)
    found |= {line: "other" for line in others if line not in found}
    return [Asked(line.text, line.box, role, _is_crowded(line, legible)) for line, role in found.items()]


def _of_other_faces(asked: Sequence[Line], lines: Sequence[Line], runs: Runs) -> Iterator[Line]:
    """For each font that nothing asked is set in, the line with most of it."""
    known = {glyph.face for line in asked for glyph in _glyphs(line, runs)}
    faces = Counter(glyph.face for line in lines for glyph in _glyphs(line, runs) if glyph.face not in known)
    for face, _ in faces.most_common(MAX_FACES):
        yield max(lines, key=lambda line: sum(glyph.face == face for glyph in _glyphs(line, runs)))


def _glyphs(line: Line, runs: Runs) -> Iterator[Glyph]:
    """The letters and digits of a line."""
    for word in line.words:
        yield from (glyph for glyph in runs.get(word, ()) if glyph.text.isalnum())


def _values(page: Page, lines: Sequence[Line]) -> Iterator[tuple[Line, Role]]:
    """The lines that fields stand on; one with a number and a name on it is held to the number."""
    roles: dict[Line, set[Role]] = {}
    for one in extract(Pages("", "", (page,))):
        for name, field in one.fields.items():
            for line in lines:
                if field.box is not None and _meets(line.box, field.box):
                    roles.setdefault(line, set()).add(_role(name))
    for line, found in roles.items():
        known = found - ({"number"} if not digits(line.text) else set())
        yield line, next((role for role in ("number", "name", "address") if role in known), "name")


def _role(name: str) -> Role:
    if name.endswith("_name"):
        return "name"
    return "address" if name in ("address", "currency") else "number"


def _leading(values: Iterable[Line], lines: Sequence[Line]) -> Iterator[Line]:
    """The lines right before those of values, which say what they are."""
    for value in values:
        before = [line for line in lines if line.box.right <= value.box.left and _level(line.box, value.box)]
        if before:
            yield max(before, key=lambda line: line.box.right)


def _is_legible(text: str) -> bool:
    """Whether a line has letters or digits, of the scripts that readers know."""
    signs = [sign for sign in text if sign.isalnum()]
    known = sum(sign.isdecimal() or sign < "\u0250" or is_ideograph(sign) for sign in signs)
    return bool(signs) and known >= 0.7 * len(signs)


def _is_crowded(line: Line, lines: Sequence[Line]) -> bool:
    return any(_shared(line.box, other.box) > CROWDED for other in lines if other is not line)


def _shared(box: Box, other: Box) -> float:
    wide = min(box.right, other.right) - max(box.left, other.left)
    high = min(box.bottom, other.bottom) - max(box.top, other.top)
    smaller = min((b.right - b.left) * (b.bottom - b.top) for b in (box, other))
    return wide * high / smaller if wide > 0 and high > 0 and smaller > 0 else 0.0


def _meets(box: Box, other: Box) -> bool:
    return min(box.right, other.right) > max(box.left, other.left) and _level(box, other)


def _level(box: Box, other: Box) -> bool:
    high = min(box.bottom, other.bottom) - max(box.top, other.top)
    return high > 0.5 * min(box.bottom - box.top, other.bottom - other.top)


def _largest(words: Iterable[Word]) -> Sequence[Word]:
    distinct = {(digits(word.text), word.box): word for word in words}
    return sorted(distinct.values(), key=lambda word: -Decimal(digits(word.text) or 0))[:MAX_AMOUNTS]


def _strip(drawn: Picture, box: Box) -> Picture:
    height, width = drawn.shape[:2]
    left, right = int(box.left * width) - 3, int(box.right * width) + 4
    top, bottom = int(box.top * height) - 1, int(box.bottom * height) + 2
    return drawn[max(0, top) : bottom, max(0, left) : right]
