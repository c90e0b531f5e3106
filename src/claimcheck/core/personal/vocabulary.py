"""Which words account for what stands on a page: those of a sale anywhere, those of wares in rows of goods alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from claimcheck.core.personal.wares import CALLED_IN_CHINESE, CHINESE_WARES, is_a_surname, is_ware, may_be_a_name
from claimcheck.core.personal.words import also_a_name, fold_word, known, words_of

Known = Literal["known", "also_a_name", "lone", "unknown"]
"""What a word is: of the sale alone; a name, too; a name unless it stands beside a word of the sale; nobody knows."""

_WORD: Final = re.compile(r"[^\W\d_\u4e00-\u9fff]+")
_HAN: Final = re.compile(r"[\u4e00-\u9fff]{2,20}")
_BESIDE: Final = re.compile(r"[\u4e00-\u9fff] ?[A-Za-z](?![a-z])")
"""A sign and a letter of a model: `宋L`, `秦PLUS`."""
_LABELS: Final = words_of("price preis prijs preco prezzo cash bar kasse caja gross neto lot post iban")
"""Of the words that people are called by, those that stand beside amounts alone."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that are known at some place.

    Attributes:
        wares: whether words of wares are.
        facts: words that claim and sale state of what was bought.
        chinese: Chinese words besides those of a sale.
    """

    wares: bool = False
    facts: frozenset[str] = frozenset()
    chinese: frozenset[str] = frozenset()

    def judge(self, word: str) -> Known:
        """What a word of letters is here."""
        if not self.wares:
            return ("also_a_name" if also_a_name(word) else "known") if known(word) else "unknown"
        if fold_word(word) in _LABELS:
            return "also_a_name"
        if fold_word(word) in self.facts:
            called = also_a_name(word) or is_a_surname(word) or may_be_a_name(word)
            return "also_a_name" if called else "known"
        if known(word):
            return "lone" if also_a_name(word) or may_be_a_name(word) else "known"
        if not is_ware(word):
            return "unknown"
        return "lone" if may_be_a_name(word) else "also_a_name" if is_a_surname(word) else "known"

    def calls(self, said: str) -> bool:
        """Whether Chinese signs are a ware that somebody may be called by."""
        return self.wares and said in CALLED_IN_CHINESE


SALE: Final = Vocabulary()


def of_wares(stated: Iterable[str]) -> Vocabulary:
    """The words of wares, and those of what claim and sale state of what was bought."""
    texts = list(stated)
    beside = [pair for text in texts for pair in _BESIDE.findall(text)]
    facts = frozenset(fold_word(word) for text in texts for word in _WORD.findall(text) if len(word) > 1)
    facts |= {fold_word(letter) for pair in beside for letter in _WORD.findall(pair)}
    runs = [run for text in texts for run in _HAN.findall(text)]
    parts = {run[at:end] for run in runs for at in range(len(run)) for end in range(at + 2, min(len(run), at + 7) + 1)}
    return Vocabulary(True, facts, CHINESE_WARES | parts | {pair[0] for pair in beside})
