"""What a paper prints, folded once, to find in it what only one sale has: its numbers, and whom it was made to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
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
"""Words of a name, as a reader ran them together, at the end of a cell."""
_VIN: Final = 17
_ENDING: Final = 8
"""Signs of the end of a vehicle's number by which it is often named: the vehicle's own part."""
_MASKED: Final = re.compile(r"(?<!\w)(\w{3,10})[*＊]{4,14}(\w{2,10})(?!\w)")
_SHOWN: Final = 8
"""Signs that a masked number still shows."""
_TITLES: Final = frozenset({"mr", "mrs", "ms", "miss", "dr", "herr", "frau", "madame", "monsieur", "mme", "and"})
_SIGNS_BETWEEN: Final = re.compile(r"[\s:：;,#]+")
_NO_NUMBER: Final = re.compile(r"\d[\d.]{0,14}[.]\d\d|\d{1,4}[-./]\d{1,2}[-./]\d{1,4}")
"""Amounts and days."""
_UMLAUT: Final = re.compile(r"(?<=[aou])e")


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper's print.

    Attributes:
        numbers: its pieces and cells but amounts and days, folded as numbers.
        rows: the letters of each row, without blanks, those that readers confuse made one.
        words: the rows in which each word stands.
        said: the words of each row.
        ends: what stands last in a cell, before a legal form, without blanks: readers lose them.
        masked: the beginnings and ends of numbers whose middle is hidden.
    """

    numbers: frozenset[str]
    rows: tuple[str, ...]
    words: Mapping[str, frozenset[int]]
    said: tuple[tuple[str, ...], ...]
    ends: frozenset[str]
    masked: frozenset[tuple[str, str]]

    def has_number(self, name: str, value: str) -> bool:
        """Whether the number stands on the paper as a whole; a vehicle's in groups too, or by its end."""
        wanted = compare.fold_number(value)
        if len(wanted) < _LEAST:
            return False
        if name == "vin" and len(wanted) == _VIN:
            whole = compare.fold_confused(wanted)
            return wanted[-_ENDING:] in self.numbers or any(whole in row for row in self.rows)
        hidden = name.endswith("_id") and any(
            wanted.startswith(head) and wanted.endswith(tail) for head, tail in self.masked
        )
        return hidden or wanted in self.numbers

    def has_name(self, value: str) -> bool:
        """Whether a row has all words of a name but titles, in any order; of a Chinese name, all its signs.

        It may run on from the end of a row to the begin of the next, or be the last words of two.
        """
        own = compare.split_name(value)[0]
        letters = compare.fold_confused("".join(own))
        if not letters.isascii():
            return any(letters in row for row in self.rows)
        telling = tuple(_plain(word) for word in own if len(word) > 1 and word not in _TITLES)
        if not telling or sum(map(len, telling)) < (_FEW if len(telling) > 1 else _LEAST):
            return False
        if frozenset.intersection(*(self.words.get(word, frozenset()) for word in telling)):
            return True
        return "".join(telling) in self.ends or any(_runs_on(telling, one, two) for one, two in pairwise(self.said))


def printed(rows: Sequence[Row]) -> Printed:
    """What stands in these rows."""
    numbers: set[str] = set()
    words: defaultdict[str, set[int]] = defaultdict(set)
    said: list[tuple[str, ...]] = []
    ends: set[str] = set()
    masked: set[tuple[str, str]] = set()
    for at, row in enumerate(rows):
        for cell in row.cells:
            pieces = (cell.text, *_SIGNS_BETWEEN.split(cell.text))
            last = [_plain(word) for word in compare.split_name(cell.text)[0][-_LAST:]]
            ends.update("".join(last[k:]) for k in range(len(last)))
            numbers.update(compare.fold_number(piece) for piece in pieces if not _NO_NUMBER.fullmatch(piece))
        said.append(tuple(_plain(word) for word in compare.words(row.text)))
        for word in said[-1]:
            words[word].add(at)
        for head, tail in _MASKED.findall(row.text):
            if len(head) + len(tail) >= _SHOWN:
                masked.add((compare.fold_number(head), compare.fold_number(tail)))
    letters = tuple(compare.fold_confused(row.text) for row in rows)
    where = {word: frozenset(at) for word, at in words.items()}
    return Printed(frozenset(numbers), letters, where, tuple(said), frozenset(ends), frozenset(masked))


def _plain(word: str) -> str:
    """A word as it is compared: with what readers confuse made one, and an umlaut however it is written."""
    return compare.fold_confused(_UMLAUT.sub("", word))


def _runs_on(name: tuple[str, ...], one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Whether a name is broken between two rows, or its two words are the last of each, behind labels."""
    broken = any(one[-k:] == name[:k] and two[: len(name) - k] == name[k:] for k in range(1, len(name)))
    return broken or (len(name) == 2 and {*one[-1:], *two[-1:]} == set(name))
