"""All letters of a page as one run, folded as numbers or as names, and where one of them may begin and end.

Between words, between parts of a cell and between rows stands a cut of some depth. A number or a name is sought without
blanks, which readers lose; it stands where it goes from one cut to another and is no part of a longer one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, groupby, takewhile
from typing import Final, NamedTuple

from claimcheck.core.values import compare
from claimcheck.core.values.legal_forms import LEGAL_FORMS

SIGN, WORD, PART, ROW = 1, 2, 3, 4
"""How deep a cut is."""
_TITLES: Final = frozenset({"mr", "mrs", "ms", "miss", "dr", "herr", "frau", "madame", "monsieur", "mme"})
_CHILD_OF: Final = frozenset(map(compare.fold_confused, ("bin", "binti", "binte", "bte", "ibn")))
_CHILD: Final = re.compile(r"\b[asd]/[lpo]\b", re.IGNORECASE)
_YOUNGER: Final = frozenset(map(compare.fold_confused, ("junior", "senior", "jr", "sr", "jun", "sen", "ii", "iii")))
_WRITTEN: Final = [[compare.fold_confused(word) for word in one.split()] for _, each in LEGAL_FORMS for one in each]
FORMS: Final = frozenset(word for words in _WRITTEN for word in words) - {"and"} | {"m"}
"""Words of legal forms, and the land that stands before one."""
_FORM_ENDS: Final = frozenset(words[-1] for words in _WRITTEN if len(words[-1]) > 2)
_INITIAL: Final = re.compile(r"(?<=\w\w) [A-Z]\.? (?=[A-Z]\w)")
_BETWEEN_NAMES: Final = re.compile(r"[,;:，；：、/|]|(?<=\w{3})\.\s")
_BETWEEN_NUMBERS: Final = re.compile(r"[:：;；#，。、()（）]|,(?!\d)|\bn[or]\.", re.IGNORECASE)
_MONTH: Final = r"(?:0?[1-9]|1[0-2])"
_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR: Final = r"(?:19|20)?\d\d"
_NO_NUMBER: Final = re.compile(
    rf"\d[\d.,]{{0,14}}[.,]\d\d|\d{{1,3}}(?:[.,]\d{{3}})+|"
    rf"{_YEAR}[-./]{_MONTH}[-./]{_DAY}|{_DAY}[-./]{_MONTH}[-./]{_YEAR}|{_MONTH}[-./]{_DAY}[-./]{_YEAR}"
)
"""Amounts and days."""
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
OTHER_SCRIPTS: Final = "\u0590"
"""Signs from here on are of scripts that mostly part no words."""


class _Word(NamedTuple):
    """A word, or a piece of a number; whether what is sought may begin and end with it."""

    letters: str
    begins: bool
    ends: bool


@dataclass(frozen=True, slots=True)
class Run:
    """All letters of a page, how deep the cuts between them are, and where what is sought may begin and end."""

    letters: str
    cuts: Mapping[int, int]
    begins: frozenset[int]
    ends: frozenset[int]

    def places(self, wanted: str) -> Iterator[tuple[int, int, dict[int, int]]]:
        """Where these letters begin and end, with the cuts inside."""
        at = self.letters.find(wanted)
        while at >= 0:
            end = at + len(wanted)
            if at in self.begins and end in self.ends:
                yield at, end, {k: self.cuts[k] for k in range(at + 1, end) if k in self.cuts}
            at = self.letters.find(wanted, at + 1)

    def word(self, start: int) -> str:
        """The word that begins here."""
        return self.letters[start : next(at for at in count(start + 1) if at in self.cuts)]


def run_of(rows: Iterable[Iterable[Sequence[_Word]]]) -> Run:
    """The words of the parts of rows as one run; of other scripts each sign may begin and end."""
    cuts, at = {0: ROW}, 0
    begins: set[int] = set()
    ends: set[int] = set()
    found: list[str] = []
    for row in rows:
        for part in row:
            for letters, may_begin, may_end in part:
                signs = [at + i for i in range(1, len(letters)) if max(letters[i - 1 : i + 1]) >= OTHER_SCRIPTS]
                begins.update([at, *signs] if may_begin else signs)
                found.append(letters)
                at += len(letters)
                ends.update([at, *signs] if may_end else signs)
                cuts.update(dict.fromkeys(signs, SIGN) | {at: WORD})
            cuts[at] = max(PART, cuts[at])
        cuts[at] = ROW
    return Run("".join(found), cuts, frozenset(begins), frozenset(ends))


def pieces(text: str) -> Iterator[list[_Word]]:
    """The pieces of each part of a cell. An amount or a day parts its neighbours, a single letter belongs to them."""
    for part in _BETWEEN_NUMBERS.split(text):
        pieces = [] if _NO_NUMBER.fullmatch("".join(part.split())) else part.split()
        for amounts, group in groupby(pieces, key=lambda piece: _NO_NUMBER.fullmatch(piece) is not None):
            folded = ["", *([] if amounts else filter(None, map(compare.fold_number, group))), ""]
            single = [len(piece) == 1 and piece.isascii() and piece.isalpha() for piece in folded]
            yield [_Word(folded[i], not single[i - 1], not single[i + 1]) for i in range(1, len(folded) - 1)]


def words_of(text: str) -> Iterator[list[_Word]]:
    """The words of each part of a cell but titles. No name ends in the middle of a piece, or with a word in small."""
    for part in _BETWEEN_NAMES.split(_CHILD.sub("bin", text)):
        spaced = part.replace("(", " (").replace("（", " （").split()
        folded = [(_folded(compare.words(piece)), piece.islower()) for piece in spaced]
        words = [word for own, _ in folded for word in own]
        small = [is_small for own, is_small in folded for _ in own]
        first = [*(at == 0 for own, _ in folded for at in range(len(own))), True]
        found = []
        for i, word in enumerate(words):
            before = slice(max(0, i - 1), i)
            of_another = _belongs_before(words[before], small[before], word, words[i + 1 : i + 2])
            unfinished = small[i] or _goes_on(words[i + 1 : i + 4], small[i + 1 : i + 4])
            found.append(_Word(word, first[i] and not of_another, first[i + 1] and not unfinished))
        yield found


def _belongs_before(before: Sequence[str], small: Sequence[bool], word: str, behind: Sequence[str]) -> bool:
    """Whether a word is of the name before it: a child's father's, or a second initial."""
    initial = len(word) == 1 and small == [False] and len("".join(behind)) > 1 and behind != ["and"]
    return initial or not _CHILD_OF.isdisjoint(before)


def _goes_on(behind: Sequence[str], small: Sequence[bool]) -> bool:
    """Whether the words behind a name make it another's: a son's, or a company's that has further words."""
    further = [word for word, _ in takewhile(lambda one: not one[1], zip(behind, small, strict=True))]
    if not further or further[0] in FORMS:
        return False
    return further[0] in _YOUNGER or not _FORM_ENDS.isdisjoint(further)


def without_initials(text: str) -> str:
    """A text without those between two words that begin with capitals."""
    return _INITIAL.sub(" ", text)


def spellings(text: str) -> tuple[str, ...]:
    """A text as it is written, and with its umlauts as two letters."""
    spelled = unicodedata.normalize("NFC", text).translate(_UMLAUTS)
    return (text,) if text.isascii() or spelled == text else (text, spelled)


def _folded(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(compare.fold_confused(word) for word in words if word not in _TITLES)


def named(text: str) -> tuple[tuple[str, ...], str]:
    """The words of a name but titles and a land in brackets, and its legal form."""
    own, form = compare.split_name(_CHILD.sub("bin", text))
    return _folded(own[:-1] if own[-1:] == ("m",) and form.endswith("bhd") else own), form
