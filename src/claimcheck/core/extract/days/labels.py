"""Whose date it is: what the words beside or above a printed date say that it is the date of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from rapidfuzz.distance import Levenshtein

from claimcheck.core.extract.days.words import ANOTHERS_BEFORE, ANOTHERS_BEHIND, BESIDE_DATES, DATE_LABELS, UNTOLD
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import has_cjk, label_key

_FIGURES: Final = re.compile(r"\S*\d\S*")
"""Numbers and times before a date, which are no part of its label."""
_GLUED: Final = re.compile(r"(?<=\d)(?=(?:vom|von|dated?|of|du|del|le)\s?:?\s?$)", re.IGNORECASE)
"""Where a reader joined the word before a date to the number before it: `R-4711vom 1.2.2024`."""
_BETWEEN: Final = re.compile(r"\S*\d\S*|\s{2,}")
"""Figures and the gaps between cells: what stands before them is not said of a label behind them."""
_PLACE: Final = re.compile(
    r"\s?(?P<made>[Ff]ait à )?(?P<town>[^\W\d_a-z][^\W\d_]+(?:[ '’-][^\W\d_]+){0,3}?)"
    r"(?:,\s?(?:le|li|lì|il|den|am|a)?|\s(?:le|den|am|il))\s?:?\s?$"
)
"""Where whoever writes is, before the day: `Lyon, le`; any other word with a comma says what was done on it."""
_CENTS: Final = re.compile(r"\d[.,]\d\d(?!\d)")
_WORD: Final = re.compile(r"[^\W\d_]{2}")
_DATE_WORDS: Final = frozenset(("date", "datum", "tarikh", "data", "fecha", "dates", "dated"))
_DATED: Final = re.compile(r"(\w*)日期")
"""What a Chinese label names before the word for date."""
_OF_THE_SALE: Final = frozenset(
    ("", "开票", "销售", "交易", "购买", "消费", "结账", "单据", "收款", "付款", "营业", "时间")
)
ANOTHERS: Final = -2.0
"""Score of a label that names the day of another thing or paper."""
GENERIC: Final = 2.0
"""Score of a label that only says that a date follows: what stands beside that word tells which."""
LABEL: Final = 28
"""Signs of a label over or beside a date at the most."""
NEAR: Final = 1.5
"""Heights of a row between a date and a label over it at the most."""


def score_of(text: str, key: str) -> float | None:
    """What the table of labels says of words before or over a date; None where it knows none of them.

    Args:
        text: as printed.
        key: its label, as `label_key` tells it.
    """
    for score, pattern in DATE_LABELS:
        if pattern.search(key):
            return ANOTHERS if score >= GENERIC and _anothers(text, pattern, sure=score > GENERIC) else score
    return None


def _anothers(text: str, label: re.Pattern[str], *, sure: bool) -> bool:
    """Whether a word right before or behind a label makes it another paper's or thing's: `Last billing date`."""
    key = label_key(_BETWEEN.sub(" qq ", _GLUED.sub(" ", text))[-80:])
    found = max(label.finditer(key), key=re.Match.end, default=None)  # the last is nearest to the date
    if found is None:
        return False
    return bool(ANOTHERS_BEHIND.search(key[found.end() :]) or (sure and ANOTHERS_BEFORE.search(key[: found.start()])))


def at_home(text: str, rows: Sequence[Row]) -> bool:
    """Whether the words before a date are the town where the paper was written: one of its addresses names it."""
    place = _PLACE.match(text)
    if place is None or place["made"]:
        return place is not None
    town = re.escape(place["town"])
    named = re.compile(
        rf"(?:^|[\s,-])\d{{4,5}}(?:-\d{{3}})? {town}(?![^\W_])|"
        rf"(?<![^\W_]){town},? [A-Z]{{1,2}}\d[A-Z\d]? \d[A-Z]{{2}}\b",
        re.IGNORECASE,
    )
    return any(named.search(cell.text) for row in rows if not _CENTS.search(row.text) for cell in row.cells)


def named_otherwise(row: Row, start: int, rows: Sequence[Row], *, timed: bool) -> bool:
    """Whether the words before or over a date say that it is the date of something else, known or not: `DOB:`.

    Args:
        row: where the date is printed.
        start: at which sign of the row.
        rows: of its document.
        timed: whether a time of day stands beside it, as a till prints it.
    """
    cell = row.cell_at(start)
    own = row.text[row.starts[cell] : start]
    if _WORD.search(own):
        return not at_home(own, rows) and _other(own, sentence=True, timed=timed)
    beside = row.cells[cell - 1].text if cell else ""
    if at_home(beside, rows):
        return False
    if beside.rstrip().endswith(":"):
        return _other(beside, sentence=True, timed=timed)
    if timed:
        return False
    over = [text for text in _over(row, start, rows) if text.rstrip().endswith(":") or _named(text) is not None]
    if over:
        return any(_other(text, sentence=False, timed=timed) for text in over)
    return bool(_WORD.search(beside)) and _plain(beside) and _other(beside, sentence=False, timed=timed)


def _other(text: str, *, sentence: bool, timed: bool) -> bool:
    """Whether a label names another date: by a word of the table, or by one that nobody knows.

    Args:
        text: before, beside or over the date.
        sentence: whether it runs on into the date.
        timed: whether a time of day stands beside the date.
    """
    key, named = _key(text), _named(text)
    if named is not None and (named < 0 or named > GENERIC):
        return named < 0
    chinese = _DATED.search(key) if has_cjk(key) else None
    if chinese is not None:
        return not any(chinese[1].endswith(word) for word in _OF_THE_SALE - {""}) and bool(chinese[1])
    words = [word for word in key.split() if len(word) >= 2 and word not in BESIDE_DATES]
    if named in (GENERIC, UNTOLD):
        return any(not _near(word, BESIDE_DATES | _DATE_WORDS) for word in words) and len(words) <= 3
    if named is not None or not words or any(map(_garbled, words)):
        return False
    if not sentence:
        return True
    return not text.rstrip().endswith((",", "]", ")")) and (text.rstrip().endswith(":") or not timed)


def _key(text: str) -> str:
    return label_key(_FIGURES.sub(" ", _GLUED.sub(" ", text))[-60:])


def _named(text: str) -> float | None:
    return score_of(text, _key(text))


def _garbled(word: str) -> bool:
    """Whether a word is the one for a date, misread."""
    return _near(word, _DATE_WORDS) or "date".endswith(word) or word.endswith(("ate", "atum", "arikh"))


def _near(word: str, known: frozenset[str]) -> bool:
    """Whether a word is a known one, misread in a letter."""
    return word in known or (len(word) >= 4 and any(Levenshtein.distance(word, one) <= 1 for one in known))


def _plain(text: str) -> bool:
    """Whether a cell is a short label and no value of its own."""
    return (
        len(text) < LABEL
        and not text.rstrip().endswith(",")
        and len(text.split()) <= 3
        and not any(c.isdigit() for c in text)
        and ":" not in text[:-1]
    )


def _over(row: Row, start: int, rows: Sequence[Row]) -> Iterator[str]:
    """The cells right over a date that stands in a cell of its own."""
    box, _ = row.place(start, start + 8)
    here = row.index - rows[0].index
    for above in rows[max(0, here - 1) : here]:
        if above.page != row.page or box.top - above.box.bottom > NEAR * row.height:
            continue
        for cell in above.cells:
            if cell.box.left < box.right and box.left < cell.box.right and _plain(cell.text):
                yield cell.text
