"""Amounts in English words, as invoices and cheques spell them: `ringgit forty-five and sen ninety only`.

An amount is whole where its words are all known and written as they are counted: then it may also say that the figures
are wrong. Words that run into each other, as readers give them, are taken apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final

from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import low

_ONES: Final = {
    "zero": 0, "nil": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS: Final = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
_SCALES: Final = {"hundred": 100, "thousand": 1000, "lakh": 100_000, "million": 1_000_000, "crore": 10_000_000}
_CENTS: Final = frozenset({"cent", "cents", "sen", "pence", "centimes", "paise", "paisa", "fils"})
_MONEY: Final = frozenset({
    "ringgit", "malaysia", "malaysian", "dollar", "dollars", "us", "usd", "singapore", "australian", "canadian", "hong",
    "kong", "euro", "euros", "eur", "pound", "pounds", "sterling", "rupee", "rupees", "indian", "rm", "myr", "sgd",
    "yuan", "renminbi", "rmb", "franc", "francs", "swiss", "dirham", "dirhams", "baht", "rupiah", "united", "states",
})  # fmt: skip
_UNITS: Final = frozenset({"ringgit", "dollars", "euros", "pounds", "rupees", "yuan", "francs", "dirhams", "baht"})
_SMALL: Final = frozenset({"and", "only", "point", "exactly"})
_KNOWN: Final = frozenset({*_ONES, *_TENS, *_SCALES, *_CENTS, *_MONEY, *_SMALL})
_COUNTING: Final = frozenset({*_ONES, *_TENS})
_LEADS: Final = frozenset({
    "amount", "total", "sum", "of", "in", "words", "word", "the", "say", "grand", "invoice", "value", "payable", "a",
    "chargeable", "net", "due",
})  # fmt: skip
"""Words of the label before an amount that is spelled out."""
_TOKEN = re.compile(r"[a-z]+|\d{1,2}\s?/\s?100(?!\d)|\d[\d.,]*")
MOST_ROWS: Final = 3
"""Rows that an amount is spelled over at the most."""


def english_amount(text: str) -> Decimal | None:
    """The value of `ringgit one hundred and five and sen twenty only`; None where the text says no amount."""
    spelled = _spelled(_tokens(text))
    numbers = [word for word in spelled if word in _ONES or word in _TENS or word in _SCALES]
    told = any(word in _SCALES or word in _CENTS or word == "only" or word.endswith("/100") for word in spelled)
    return _value(spelled) if len(numbers) >= 2 and told else None


def whole_english_amounts(rows: Sequence[Row]) -> frozenset[Decimal]:
    """Amounts that are spelled out wholly, over one row or several: in some currency, or closed by `only`."""
    found = set()
    told = [_tokens(row.text) for row in rows]
    counting = [bool(_COUNTING & set(words)) for words in told]
    cells = (_tokens(cell.text) for row, some in zip(rows, counting, strict=True) if some for cell in row.cells)
    spans = (
        sum(told[i : i + many], ())
        for i in range(len(told))
        for many in range(1, MOST_ROWS + 1)
        if any(counting[i : i + many])
    )
    for words in (*cells, *spans):
        spelled = _spelled(words)
        if _is_whole(words, spelled):
            found.add(_value(spelled))
    return frozenset(found)


def _is_whole(words: Sequence[str], spelled: Sequence[str]) -> bool:
    """Whether the spelled run begins as an amount does, with its currency or label, and is closed as one."""
    if len(spelled) < 2 or not any(word in _ONES or word in _TENS for word in spelled):
        return False
    at = next(i for i in range(len(words)) if tuple(words[i : i + len(spelled)]) == spelled)
    before, behind = words[:at], words[at + len(spelled) :]
    begins = set(before) <= _LEADS and bool(before or spelled[0] in _MONEY)
    hundredths = any(word in _CENTS or word.endswith("/100") for word in spelled)
    closed = spelled[-1] == "only" or (not behind and (hundredths or spelled[-1] in _UNITS))
    return begins and closed and all(map(_as_counted, _parts(spelled)))


def _tokens(text: str) -> tuple[str, ...]:
    """The words of a text; what runs into each other is taken apart."""
    return tuple(part for word in _TOKEN.findall(low(text)) for part in _apart(word))


@lru_cache(maxsize=4096)
def _apart(word: str) -> tuple[str, ...]:
    if word in _KNOWN or len(word) < 6:
        return (word.replace(" ", ""),)
    for size in range(len(word) - 2, 1, -1):
        if word[:size] in _KNOWN:
            rest = _apart(word[size:])
            if all(part in _KNOWN for part in rest):
                return (word[:size], *rest)
    return (word.replace(" ", ""),)


def _spelled(words: Sequence[str]) -> tuple[str, ...]:
    """The longest run of words that can spell an amount."""
    runs: list[list[str]] = [[]]
    for word in words:
        if word in _KNOWN or word.endswith("/100"):
            runs[-1].append(word)
        elif runs[-1]:
            runs.append([])
    longest: list[str] = max(runs, key=len)
    return tuple(longest)


def _parts(spelled: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of the whole units, and those of the hundredths."""
    fraction = next((word for word in spelled if word.endswith("/100")), None)
    if fraction is not None:
        return _numbers(spelled), (fraction,)
    at = next((i for i, word in enumerate(spelled) if word in _CENTS), None)
    if at is None:
        point = spelled.index("point") if "point" in spelled else len(spelled)
        return _numbers(spelled[:point]), _numbers(spelled[point:])
    before, after = spelled[:at], spelled[at + 1 :]
    if _numbers(after):
        return _numbers(before), _numbers(after)
    split = max((i for i, word in enumerate(before) if word == "and" or word in _MONEY), default=0)
    return _numbers(before[:split]), _numbers(before[split:])


def _numbers(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in words if word in _ONES or word in _TENS or word in _SCALES)


def _value(spelled: Sequence[str]) -> Decimal:
    units, cents = _parts(spelled)
    if cents and cents[0].endswith("/100"):
        return Decimal(_counted(units)) + Decimal(cents[0].removesuffix("/100")) / 100
    if "point" in spelled and len(cents) > 1 and all(_ONES.get(word, 99) < 10 for word in cents):
        return Decimal(_counted(units)) + Decimal("." + "".join(str(_ONES[word]) for word in cents))
    return Decimal(_counted(units)) + Decimal(_counted(cents)) / 100


def _as_counted(words: Sequence[str]) -> bool:
    """Whether number words stand as one counts: a lost or misread word shows where they do not."""
    if not words or words[0].endswith("/100") or {"lakh", "crore"} & set(words):
        return True
    if all(_ONES.get(word, 10) < 10 for word in words) and len(words) == 2:
        return True  # the digits behind a point
    return tuple("forty" if word == "fourty" else word for word in words) == tuple(_counting(_counted(words)))


def _counted(words: Sequence[str]) -> int:
    total = group = 0
    for word in words:
        if word in _ONES:
            group += _ONES[word]
        elif word in _TENS:
            group += _TENS[word]
        elif word == "hundred":
            group = (group or 1) * 100
        elif word in _SCALES:
            total, group = total + (group or 1) * _SCALES[word], 0
    return total + group


def _counting(number: int) -> Iterator[str]:
    """The words of a number, without `and`."""
    if not number:
        yield "zero"
    for name in ("million", "thousand"):
        many, number = divmod(number, _SCALES[name])
        if many:
            yield from (*_counting(many), name)
    hundreds, number = divmod(number, 100)
    if hundreds:
        yield from (_NAMES[hundreds], "hundred")
    if number >= 20:
        yield _NAMES[number // 10 * 10]
        number %= 10
    if number:
        yield _NAMES[number]


_NAMES: Final = {value: word for word, value in (*_ONES.items(), *_TENS.items()) if word not in {"fourty", "nil"}}
