"""What a paper prints, folded once, to find in it what only one sale has: its numbers, and whom it was made to."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from claimcheck.core.extract.page.rows import Row
from claimcheck.core.values import compare

_LEAST: Final = 5
"""Signs of a number, or letters of a name of one word, that stand by no chance among others."""
_FEW: Final = 4
"""Letters of a name of several words; of Chinese signs two tell."""
_LAST: Final = 4
"""Words of a name, as a reader ran them together, at the end of a part of a cell."""
_MOST: Final = 12
"""Words of a name that is looked for."""
_OWN: Final = 8
"""Digits of a paper's own number, or of one between Chinese signs, that are no postcode, amount or distance."""
_VIN: Final = 17
_ENDING: Final = 8
"""Signs of the end of a vehicle's number by which it is often named: the vehicle's own part."""
_MASKED: Final = re.compile(r"(?<![0-9A-Za-z])([0-9A-Za-z]{3,14})([*＊]{2,14})([0-9A-Za-z]{4,10})(?![0-9A-Za-z])")
_TITLES: Final = frozenset({"mr", "mrs", "ms", "miss", "dr", "herr", "frau", "madame", "monsieur", "mme"})
_SIGNS_BETWEEN: Final = re.compile(r"[\s:：;；#，。、（）]+|,(?!\d)")
_PARTS: Final = re.compile(r"[,;:，；：、()（）/|]|(?<=\w{3})\.\s")
_CHINESE_ENDS: Final = re.compile(r"^[\u4e00-\u9fff]+|[\u4e00-\u9fff]+$")
_MONTH: Final = r"(?:0?[1-9]|1[0-2])"
_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR: Final = r"(?:19|20)?\d\d"
_NO_NUMBER: Final = re.compile(
    rf"\d[\d.,]{{0,14}}[.,]\d\d|\d{{1,3}}(?:[.,]\d{{3}})+|"
    rf"{_YEAR}[-./]{_MONTH}[-./]{_DAY}|{_DAY}[-./]{_MONTH}[-./]{_YEAR}|{_MONTH}[-./]{_DAY}[-./]{_YEAR}"
)
"""Amounts and days."""
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_OTHER_SCRIPTS: Final = "\u0590"
"""Signs from here on are of scripts that mostly part no words."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper's print.

    Attributes:
        numbers: its pieces and cells but amounts and days, folded as numbers.
        rows: the letters of each row, without blanks, those that readers confuse made one.
        said: the words of each part of a cell between commas and colons, a blank round each; where it has initials,
            without them, too.
        words: the places in `said` of each word.
        filled: the words of what stands last or alone in a cell, such as behind a label, in the order of the alphabet.
        ends: what stands last in a part, before a legal form, without blanks: readers lose them.
        broken: the words of each row and of the next, by the last word of the first.
        masked: numbers whose middle is hidden: begin, signs, end.
    """

    numbers: frozenset[str]
    rows: tuple[str, ...]
    said: tuple[str, ...]
    words: Mapping[str, frozenset[int]]
    filled: frozenset[str]
    ends: frozenset[str]
    broken: Mapping[str, frozenset[tuple[str, str]]]
    masked: frozenset[tuple[str, int, str]]

    def has_number(self, name: str, value: str) -> bool:
        """Whether the number stands on the paper as a whole; a vehicle's in groups too, or by its end."""
        wanted = compare.fold_number(value)
        if len(wanted) < _LEAST:
            return False
        if name == "vin" and len(wanted) == _VIN:
            whole = compare.fold_confused(wanted)
            return wanted[-_ENDING:] in self.numbers or any(whole in row for row in self.rows)
        hidden = name.endswith("_id") and any(
            len(wanted) == signs and wanted.startswith(head) and wanted.endswith(tail)
            for head, signs, tail in self.masked
        )
        return hidden or wanted in self.numbers

    def has_name(self, value: str) -> bool:
        """Whether all words of a name but titles stand together in their order, or fill a place in any order.

        Of a Chinese name, all its signs stand in a row. A company's may run on from the end of a row to the next.
        """
        letters = compare.fold_confused("".join(compare.split_name(value)[0]))
        if letters and max(letters) >= _OTHER_SCRIPTS:
            return any(letters in row for row in self.rows)
        return any(self._has_words(own, company=bool(form)) for own, form in map(_named, _spellings(value)))

    def _has_words(self, name: tuple[str, ...], *, company: bool) -> bool:
        if len(name) > _MOST or len("".join(name)) < (_FEW if len(name) > 1 else _LEAST):
            return False
        if " ".join(sorted(name)) in self.filled:
            return True
        if len(name[0]) == 1 and name[1] != "and":  # another's second initial
            return False
        among = min((self.words.get(word, frozenset()) for word in name), key=len)
        whole = f" {' '.join(name)} "
        if any(whole in self.said[at] for at in among) or "".join(name) in self.ends:
            return True
        return company and any(
            one.endswith(f" {' '.join(name[:k])} ") and two.startswith(f" {' '.join(name[k:])} ")
            for k in range(1, len(name))
            for one, two in self.broken.get(name[k - 1], ())
        )


def tells_itself(value: str) -> bool:
    """Whether a paper's own number is long enough, or has letters, so that it is nobody's postcode or amount."""
    number = compare.fold_number(value)
    return len(number) >= _OWN or (len(number) >= _LEAST and not number.isdigit())


def printed(rows: Sequence[Row]) -> Printed:
    """What stands in these rows."""
    cells = [cell.text for row in rows for cell in row.cells]
    said = [one for cell in cells for part in _PARTS.split(cell) for one in _said(part)]
    words: defaultdict[str, set[int]] = defaultdict(set)
    for at, part in enumerate(said):
        for word in part.split():
            words[word].add(at)
    broken: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for one, two in pairwise([_joined(_folded(row.text)) for row in rows]):
        broken[one.split()[-1] if one.strip() else ""].add((one, two))
    return Printed(
        frozenset(number for cell in cells for number in _numbers(cell)),
        tuple(compare.fold_confused(row.text) for row in rows),
        tuple(said),
        {word: frozenset(at) for word, at in words.items()},
        frozenset(one for cell in cells for one in _fillings(cell)),
        frozenset(one for cell in cells for part in _PARTS.split(cell) for one in _ends(part)),
        {word: frozenset(pairs) for word, pairs in broken.items()},
        frozenset(
            (compare.fold_number(head), len(head) + len(stars) + len(tail), compare.fold_number(tail))
            for cell in cells
            for head, stars, tail in _MASKED.findall(cell)
        ),
    )


def _numbers(cell: str) -> Iterator[str]:
    """The pieces of a cell, and all of it; short letters with the piece behind them, as in "HL 204417"."""
    if _NO_NUMBER.fullmatch("".join(cell.split())):
        return
    pieces = [piece for piece in _SIGNS_BETWEEN.split(cell) if piece and not _NO_NUMBER.fullmatch(piece)]
    yield compare.fold_number(cell)
    yield from map(compare.fold_number, pieces)
    for piece in pieces:
        bare = _CHINESE_ENDS.sub("", piece)
        if bare != piece and tells_itself(bare) and not _NO_NUMBER.fullmatch(bare):
            yield compare.fold_number(bare)
    for one, two in pairwise(pieces):
        if one.isascii() and one.isalpha() and len(one) < _FEW and two[:1].isdigit():
            yield compare.fold_number(one + two)


def _spellings(text: str) -> tuple[str, ...]:
    """A text as it is written, and with its umlauts as two letters."""
    spelled = unicodedata.normalize("NFC", text).translate(_UMLAUTS)
    return (text,) if text.isascii() or spelled == text else (text, spelled)


def _folded(text: str) -> tuple[str, ...]:
    return tuple(compare.fold_confused(word) for word in compare.words(text) if word not in _TITLES)


def _named(text: str) -> tuple[tuple[str, ...], str]:
    """The words of a name but titles, and its legal form."""
    own, form = compare.split_name(text)
    return tuple(compare.fold_confused(word) for word in own if word not in _TITLES), form


def _joined(words: Sequence[str]) -> str:
    return f" {' '.join(words)} "


def _said(part: str) -> Iterator[str]:
    for text in _spellings(part):
        words = _folded(text)
        yield _joined(words)
        if any(len(word) == 1 for word in words[1:-1]):
            yield _joined([word for word in words if len(word) > 1])


def _fillings(cell: str) -> Iterator[str]:
    """What stands behind the last colon of a cell, with and without initials."""
    for text in _spellings(re.split("[:：]", cell)[-1]):
        words = sorted(_named(text)[0])
        yield " ".join(words)
        yield " ".join(word for word in words if len(word) > 1)


def _ends(part: str) -> Iterator[str]:
    for text in _spellings(part):
        last = _named(text)[0][-_LAST:]
        yield from ("".join(last[k:]) for k in range(len(last)))
