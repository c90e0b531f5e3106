"""What tells two addresses apart: a word that is no other's misreading, and the number of the house above all."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from rapidfuzz.distance import Levenshtein

LIKE: Final = 0.9
"""How alike words without Latin letters are that may be one, misread."""
MOST: Final = 3600
"""Pairs of differing words that are compared at the most: some sixty of each. More are two addresses."""
REACH: Final = 4
"""Words that a street's name and its house's number lie apart at the most."""
SHARE: Final = 4
"""An address that keeps less than this part of the other's letters is no more than its town."""
COUNTRY: Final = re.compile(r"\b(?:[abdfil]|ch|nl|de|at)-(?=\d{4,5}\b)|〒\s?\d{3}-?\d{4}")
"""A country's letters before the number of a town, and a Japanese one, which stands with its prefecture's name."""
_BEFORE: Final = re.compile(
    r"jalan|jln|jl|lorong|lrg|persiaran|lebuh(?:raya)?|solok|rue|avenue|av|bd|boulevard|blvd|allee|via|viale|corso|"
    r"piazza|calle|plaza|avenida|rua|ulica|ul"
)
"""What leads a street's name: a number stands before it, or else behind the name."""
_BEHIND: Final = re.compile(
    r"street|st|road|rd|avenue|ave|lane|ln|drive|dr|way|close|court|highway|hwy|boulevard|blvd|terrace|crescent|"
    r"parade|square"
)
"""What ends a street's name: its house's number stands before that."""
_GLUED: Final = re.compile(r"[^\W\d]*(?:strasse|weg|platz|gasse|allee|straat|laan|vagen|gatan|utca|ut|ter)")
"""What a street's name ends with, or is followed by, where the number stands behind."""
_POSTAL: Final = re.compile(r"\d{4,}")
"""The number of a town."""
_END: Final = 40
"""Letters of a town, a state and a country at the most, behind the number of the town."""
_SPELLED: Final = {
    "jln": "jalan", "jl": "jalan", "tmn": "taman", "lrg": "lorong", "bdr": "bandar", "kg": "kampung", "sg": "sungai",
    "rd": "road", "ave": "avenue", "blvd": "boulevard", "hwy": "highway", "ln": "lane", "sq": "square",
}  # fmt: skip
"""Words that addresses abbreviate, of one meaning each."""


def spelled_out(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words with `str` as the street that it is, in one word with its name, and a house's letter at its number."""
    found: list[str] = []
    for word in words:
        long = word + "asse" if word.endswith("str") else _SPELLED.get(word, word)
        before = found[-1] if found else ""
        if (long == "strasse" and before.isalpha()) or (len(word) == 1 and word.isalpha() and _numbered(before)):
            found[-1] = before + long
        else:
            found.append(long)
    return tuple(found)


def _numbered(word: str) -> bool:
    return word.isdigit() and len(word) < 4


def left_over(a: tuple[str, ...], b: tuple[str, ...], read_alike: Callable[[str], str]) -> tuple[list[str], list[str]]:
    """The words of each of two addresses that are no word of the other, nor one misread or cut short."""
    ours, theirs = set(a), set(b)
    one, two = [w for w in a if w not in theirs], [w for w in b if w not in ours]
    if not one or not two or len(one) * len(two) > MOST:
        return one, two
    return (
        [w for w in one if not any(_misspelt(w, other, read_alike) for other in two)],
        [w for w in two if not any(_misspelt(w, other, read_alike) for other in one)],
    )


def elsewhere(a: tuple[str, ...], b: tuple[str, ...], one: list[str], two: list[str]) -> str:
    """The word or number by which two like addresses are two; "" where one is the other, shortened.

    What is left out may be the town or the country, a floor or a unit; not the number of the house nor most of the
    rest.

    Args:
        a: the words of an address.
        b: the words of the other.
        one: what of the first is left over.
        two: what of the second is.
    """
    if one and two:
        return one[0]
    shorter, longer = (b, a) if one else (a, b)
    house = house_of(longer)
    if house and (house in one or house in two) and not _first_of(longer, house, house_of(shorter)):
        return house
    known = sum(len(w) for w in shorter if any(map(str.isalpha, w)))
    whole = sum(len(w) for w in longer if any(map(str.isalpha, w)))
    return (one or two)[0] if (one or two) and SHARE * known < whole else ""


def to_the_town(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Whether one address is the other without its end: what stands behind the town's number, which tells the town."""
    shorter, longer = sorted((one, two), key=lambda words: len("".join(words)))
    known, whole = "".join(shorter), "".join(longer)
    numbered = [at for at, word in enumerate(shorter) if _POSTAL.fullmatch(word)]
    rest = whole[len(known) :]
    return bool(numbered) and numbered[-1] > 0 and whole.startswith(known) and rest.isalpha() and len(rest) <= _END


def _first_of(words: tuple[str, ...], house: str, first: str) -> bool:
    """Whether a house has two numbers, `8-10`, of which the other address has the first."""
    numbers = words[1:] if words[:1] == ("no",) else words  # behind other words the first is a unit's or a floor's
    return first.isdigit() and numbers[:2] == (first, house)


def house_of(words: tuple[str, ...]) -> str:
    """The number of the house: what stands next to the street, else the first number; "" where none is."""
    for at, word in enumerate(words):
        before = words[at - 1] if at else ""
        leads, ends = _BEFORE.fullmatch(word), _BEHIND.fullmatch(word)
        if (leads or ends) and before[:1].isdigit():
            return before
        if ends and (number := _next(words[max(0, at - REACH) : at][::-1])):
            return number
        if leads and (number := _next(words[at + 1 : at + 1 + REACH])):
            return number
        if _GLUED.fullmatch(word) and at + 1 < len(words) and words[at + 1][0].isdigit():
            return words[at + 1]
    numbers = [w for w in words if any(map(str.isdigit, w))]
    return next((w for w in numbers if not w.isascii()), numbers[0] if numbers else "")


def _next(words: tuple[str, ...]) -> str:
    return next((w for w in words if w[0].isdigit()), "")


def _misspelt(one: str, other: str, read_alike: Callable[[str], str]) -> bool:
    """Whether two words of addresses are one, misread or cut short: `Jln` for Jalan. Figures tell two apart."""
    if read_alike(one) == read_alike(other):
        return True
    if [c for c in one if c.isdigit()] != [c for c in other if c.isdigit()]:
        return False
    if not (one.isascii() and other.isascii()):
        return one in other or other in one or Levenshtein.normalized_similarity(one, other) >= LIKE
    short, long = sorted((one, other), key=len)
    letters = iter(long)
    cut = len(short) < 5 and short[0] == long[0] and all(c in letters for c in short)
    return short.isalpha() and (cut or (len(short) > 4 and Levenshtein.distance(short, long) == 1))
