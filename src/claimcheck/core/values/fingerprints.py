"""Fingerprints: the numbers and times of day printed on a document, and how much two of them have in common.

A token is a number of three digits and more without its signs (`678900`), or a time with its colons (`14:22:09`).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from rapidfuzz.distance import Levenshtein

from claimcheck.model.documents import Line, Pages

MOST_TOKENS = 120
_CLOCK = re.compile(r"((?:[01]\d|2[0-3]|(?<![\d:])\d):[0-5]\d(?::[0-5]\d)?)(?![\d:])")
"""A reader may lose the blank before the hour: `26.06.2509:26`."""

Clock = Literal["same", "differs", "unknown"]


def fingerprint(pages: Pages, numbers: Iterable[int] | None = None) -> tuple[str, ...]:
    """The numbers and times that are printed on some pages, sorted; at most 120 numbers of three digits and more.

    Args:
        pages: what was read.
        numbers: 1-based pages; None for all.
    """
    wanted = None if numbers is None else set(numbers)
    lines = [line for page in pages.pages if wanted is None or page.number in wanted for line in page.lines]
    if pages.pages:
        return of_lines(lines)
    return _tokens(value for invoice in pages.structured for value in invoice.fields.values())


def of_lines(lines: Iterable[Line]) -> tuple[str, ...]:
    """The fingerprint of what these lines say."""
    return _tokens(line.text for line in lines)


def _tokens(texts: Iterable[str]) -> tuple[str, ...]:
    found: set[str] = set()
    clocks: set[str] = set()
    for text in texts:
        folded = unicodedata.normalize("NFKC", text)
        found.update(_numbers(folded))
        clocks.update(f"{clock:0>5}" if clock.count(":") == 1 else f"{clock:0>8}" for clock in _CLOCK.findall(folded))
    return tuple(sorted([*sorted(found, key=_spread)[:MOST_TOKENS], *sorted(clocks)[:MOST_TOKENS]]))


def _numbers(text: str) -> Iterator[str]:
    for word in text.split():
        digits = "".join(c for c in word if c.isdigit())
        if 3 <= len(digits) <= 24:
            yield digits


def _spread(token: str) -> str:
    return hashlib.blake2b(token.encode(), digest_size=8).hexdigest()


def printed_numbers(tokens: Iterable[str]) -> set[str]:
    """The numbers among the tokens."""
    return {token for token in tokens if ":" not in token}


def clocks(one: Iterable[str], other: Iterable[str]) -> Clock:
    """Whether two documents tell a time of day that both print; seconds count where both have them."""
    left, right = ([token for token in tokens if ":" in token] for tokens in (one, other))
    if not left or not right:
        return "unknown"
    return "same" if any(a.startswith(b) or b.startswith(a) for a in left for b in right) else "differs"


def one_second(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether two documents print the same times of day to the second: no till serves two customers in one.

    A whole minute is no such time: it says when a shop opens, or stands for a time that nobody kept.
    """
    left, right = ({t for t in tokens if t.count(":") == 2 and not t.endswith(":00")} for tokens in (one, other))
    return bool(left) and left == right


def overlap(one: Iterable[str], other: Iterable[str]) -> float:
    """The share of the shorter list's numbers that the longer holds too (a cropped picture loses some)."""
    left, right = printed_numbers(one), printed_numbers(other)
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0


def own_numbers(one: Sequence[str], other: Sequence[str]) -> int:
    """How many long numbers each has that the other lacks even with misread digits, the lower of the two counts.

    One alone may be a slip of the reader, a mark written on the paper, or half of a number cut in two.
    """
    return min(len(_lacking(one, other)), len(_lacking(other, one)))


def other_numbers(one: Sequence[str], other: Sequence[str]) -> int:
    """How many long numbers each has that the other lacks as they are printed, the lower of the two counts."""
    left, right = ({token for token in printed_numbers(tokens) if len(token) >= 5} for tokens in (one, other))
    return min(len(left - right), len(right - left))


def _lacking(one: Sequence[str], other: Sequence[str]) -> list[str]:
    held = printed_numbers(other)
    mine = (token for token in printed_numbers(one) if len(token) >= 5 and token not in held)
    return [token for token in mine if not _has_near(token, held)]


def _has_near(token: str, others: Iterable[str]) -> bool:
    """Whether one of the others is this number misread: a digit in six, or cut short."""
    slips = max(1, len(token) // 6)
    return any(
        Levenshtein.distance(token, near, score_cutoff=slips) <= slips
        or (len(near) >= 4 and (near in token or token in near))
        for near in others
    )
