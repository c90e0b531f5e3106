"""Where a paper was written: the towns of its addresses, and which lines begin as a letter does, `Lyon, le`.

Only over what it sells does such a line tell the paper's own day. At the foot somebody signs on a day of his own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import low, without_accents
from claimcheck.core.extract.wordings.fields import ANOTHER_THING
from claimcheck.core.extract.wordings.parties import BUYER_LABELS, DELIVERY_LABELS
from claimcheck.core.extract.wordings.places import like_street

_PLACE: Final = re.compile(
    r"\s?(?:(?:[AÀE]n?|In|(?:(?:Ort|Lieu|Lugar|Luogo|Place)(?:, | et | y | e | und | and | ?/ ?|(?=\s?:)))?"
    r"(?:[Dd]atum|[Dd]at[ea]|[Ff]echa|)(?: (?:d['’]|de |di |of )[^\W\d_]{2,12})?)\s?:?\s)?"
    r"(?P<town>[^\W\d_a-z][^\W\d_]+\.?(?:[ '’/(-]{1,2}[^\W\d_]+[.)]?){0,3}?(?:\.[^\W\d_]\.)?)"
    r"(?:,\s?(?:le|li|lì|il|den|am|a)?|\s(?:le|li|lì|den|am|il))\s?:?\s?$"
)
"""Where whoever writes is, before the day; any other word with a comma says what was done on it."""
_BEFORE_TOWN: Final = re.compile(
    r"(?<![\w.])(?:[A-Z]{1,3}[ -]?)?(?:\d{4,5}(?:-\d{3})?|\d\d-\d{3}|\d{3} \d\d)\s(?:[A-Z]{2}\s)?"
    r"(?P<town>[^\W\d_][^\d,;:|·]{1,40})"
)
_BEHIND_TOWN: Final = re.compile(r"(?P<town>[^\W\d_][^\d,;:|·]{1,40}),? [A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b")
_LAST_TOWN: Final = re.compile(r",\s?(?P<town>[^\W\d_][^\d,;:|·]{1,40})$")
"""A town behind a postcode, before a British one, and at the end of a street's line."""
_SUM: Final = re.compile(r"(?<![\d.,:/])\d{1,3}(?:[.,' ]\d{3}){0,4}[.,]\d\d(?![\d.,:/])\W{0,3}[^\W\d]{0,3}\W{0,2}$")
"""A sum at the end of a row, as goods have."""
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_UMLAUT: Final = re.compile(r"(?<=[aou])e")
_WORDS: Final = 5
"""Words of a town's name at the most."""
_BLOCK: Final = 5
"""Rows under a buyer's label that may be its address."""
_BESIDE: Final = 0.03
"""How far left of its label such a block begins at the most, as a fraction of the page's width."""
_WITHOUT_SUMS: Final = 0.5
"""The part of a page over which a letter's head may reach where no row ends in a sum."""


@dataclass(frozen=True, slots=True)
class Home:
    """The towns of a paper's addresses but for its buyer's, and the row in which its first sum stands.

    Attributes:
        towns: as `_folded` gives them.
        page: its first page.
        goods: index of the row; None where no row of that page ends in a sum.
        others: indices of rows right under one that speaks of another thing than the one sold, a car taken in, say.
    """

    towns: frozenset[str] = frozenset()
    page: int = 0
    goods: int | None = None
    others: frozenset[int] = frozenset()

    def heads(self, text: str, row: Row) -> bool:
        """Whether the words before a date are the town where the paper was written, over what it sells."""
        place = _PLACE.match(text)
        return place is not None and _folded(place["town"]) in self.towns and self._in_head(row)

    def signs(self, text: str, row: Row) -> bool:
        """Whether they are in the form of a place, under what it sells: where somebody signed or received it."""
        return _PLACE.match(text) is not None and not self._over_goods(row)

    def _in_head(self, row: Row) -> bool:
        return self._over_goods(row) and row.index not in self.others

    def _over_goods(self, row: Row) -> bool:
        if row.page != self.page:
            return False
        return row.index < self.goods if self.goods is not None else row.box.bottom < _WITHOUT_SUMS


NOWHERE: Final = Home()
"""Of a paper whose addresses are not looked at."""


def home_of(rows: Sequence[Row]) -> Home:
    """Where the paper of these rows was written."""
    if not rows:
        return NOWHERE
    first = rows[0].page
    goods = next((row.index for row in rows if row.page == first and _SUM.search(row.text)), None)
    others = frozenset(row.index + 1 for row in rows if ANOTHER_THING.search(low(row.text)))
    return Home(frozenset(_towns(rows)), first, goods, others)


def _towns(rows: Sequence[Row]) -> Iterator[str]:
    """The towns of all addresses but of those under or behind a buyer's label, each with what may go on behind it."""
    taken: list[tuple[int, float, float]] = []
    for row in rows:
        if _SUM.search(row.text):
            continue
        for cell in row.cells:
            text = low(cell.text)
            label = BUYER_LABELS.match(text) or DELIVERY_LABELS.match(text)
            if label is not None:
                taken.append((row.index + _BLOCK, cell.box.left - _BESIDE, cell.box.right))
            elif not any(row.index <= end and left <= cell.box.left < right for end, left, right in taken[-4:]):
                yield from _named(cell.text)


def _named(text: str) -> Iterator[str]:
    """What in an address may be its town: from one to five words behind a postcode, or before one."""
    if not any(map(str.isdigit, text)):
        return
    for match in _BEFORE_TOWN.finditer(text):
        words = _folded(match["town"]).split()
        yield from (" ".join(words[: n + 1]) for n in range(min(_WORDS, len(words))))
    for match in _BEHIND_TOWN.finditer(text):
        words = _folded(match["town"]).split()
        yield from (" ".join(words[-n - 1 :]) for n in range(min(_WORDS, len(words))))
    last = _LAST_TOWN.search(text)
    if last is not None and like_street(text[: last.start()]):
        yield _folded(last["town"])


def _folded(town: str) -> str:
    """A town's words in plain letters; `ue` and `ü` are one."""
    return _UMLAUT.sub("", " ".join(_LETTERS.findall(without_accents(town))))
