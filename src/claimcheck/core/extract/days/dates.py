"""Dates as printed: candidates with all that they can mean, of which the page's order of day and month leaves some."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import digits_for, without_accents
from claimcheck.model.documents import Box

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january januari januar jaenner janner janvier gennaio enero jan ene gen janv",
            "february februari februar fevrier febbraio febrero feb fev fevr",
            "march mac maerz marz mars marzo maart mar mrz mrt",
            "april avril aprile abril apr avr abr",
            "may mei mai maggio mayo mag",
            "june jun juni juin giugno junio giu",
            "july julai juli juillet luglio julio jul juil lug",
            "august ogos agustus aout agosto augustus aug ogo ago",
            "september septembre settembre septiembre sept sep set",
            "october oktober octobre ottobre octubre oct okt ott",
            "november novembre noviembre nov",
            "december disember dezember decembre dicembre diciembre dec dis dez dic",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR4 = r"(?:19|20)\d\d"
_NUMERIC = re.compile(
    rf"(?<![\d./])(?<!\d:)(?:(?<!-)|(?=\d\d?/))(?P<a>\d{{1,2}})\s?(?P<sep>[./-])\s?(?P<b>\d{{1,2}})\s?[./-]\s?(?P<y>{_YEAR4}(?=\d{{1,2}}[:.]\d\d|"
    rf"\D|$)|\d\d(?=\d\d:\d\d|[^\d./]|[./](?!\d)|$))"
)
_ISO = re.compile(
    rf"(?<![\d./-])(?<!\d:)(?P<y>{_YEAR4})\s?(?P<sep>[./年-])\s?(?P<b>\d{{1,2}})\s?[./月-]\s?(?P<a>\d\d(?=\D|"
    rf"$|{_YEAR4}[./-]|\d\d:\d\d)|\d(?=\D|$))日?"
)
_NAMED = re.compile(
    rf"(?<!\d)(?<![a-z]\d\d/)(?P<a>\d{{1,2}})\s?(?:st|nd|rd|th|er|º)?[\s.,/-]*(?:de |"
    rf"of )?(?P<m>{_MONTH})(?![a-z])[\s.,/'’-]*(?:de |del )?(?P<y>{_YEAR4}|\d\d)(?!\d)"
)
_NAMED_FIRST = re.compile(
    rf"(?<![a-z])(?P<m>{_MONTH})(?![a-z])[\s.,-]*(?P<a>\d{{1,2}})(?:st|nd|rd|"
    rf"th)?[\s.,/'’-]+(?P<y>{_YEAR4}|\d\d)(?!\d|:)"
)
_ERA = re.compile(r"(?<![^\W\d_])[HRS]\.? ?$")
"""What begins a year of a Japanese emperor, `R6.3.17`: it stands first, and is no day."""
_COMPACT = re.compile(
    rf"(?<!\d)(?:(?P<y>{_YEAR4})(?P<b>[01]\d)(?P<a>[0-3]\d)|"
    rf"(?P<a2>[0-3]\d)(?P<b2>[01]\d)(?P<y2>{_YEAR4}))(?!\d)"
)
_BROKEN = re.compile(r"(?<![\w./-])[\dOolISB|]{1,2}[./~-][\dOolISB|]{1,2}[./~-][\dOolISB|]{2,4}(?![\w])")

YEAR_FIRST = "yy"
"""The order of `24-03-17` where it is a day of 2024."""
_YEARS = frozenset(str(year) for year in range(10, 30))
"""Years in two digits that a paper may be of."""
MOST_DATES = 400
"""Dates of a document that are weighed against each other at the most."""


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date at a place, with all that it can mean: `meanings` are by order (`dmy`, `mdy`, `ymd`, `named`)."""

    meanings: tuple[tuple[str, date], ...]
    raw: str
    row: Row
    start: int
    end: int
    box: Box
    confidence: float
    repaired: bool = False
    separator: str = "/"

    @property
    def values(self) -> tuple[date, ...]:
        """The different days that it may be."""
        return tuple(dict.fromkeys(day for _, day in self.meanings))

    @property
    def certain(self) -> date | None:
        """The day, where there is one only."""
        return self.values[0] if len(self.values) == 1 else None


def dates_in(rows: Sequence[Row]) -> tuple[PrintedDate, ...]:
    """All printed dates, row by row, left to right."""
    return tuple(islice((found for row in rows for found in _in_row(row)), MOST_DATES))


def _in_row(row: Row) -> list[PrintedDate]:
    text = row.text
    if sum(c.isdigit() for c in text) < 3:
        return []
    folded = without_accents(text)
    low = folded if len(folded) == len(text) else text.lower()
    found: list[PrintedDate] = []
    for match, meanings, repaired in _matches(text, low):
        if meanings and not any(match.start() < p.end and p.start < match.end() for p in found):
            box, sure = row.place(match.start(), match.end())
            sep = match.groupdict().get("sep") or "/"
            found.append(
                PrintedDate(tuple(meanings), match.group(), row, match.start(), match.end(), box, sure, repaired, sep)
            )
    found.sort(key=lambda p: p.start)
    return found


def _matches(text: str, low: str) -> Iterator[tuple[re.Match[str], list[tuple[str, date]], bool]]:
    for match in _ISO.finditer(text):
        yield match, _days(("ymd", match["y"], match["b"], match["a"])), False
    for match in _NUMERIC.finditer(text):
        era = len(match["y"]) == 2 and _ERA.search(text[: match.start()])
        yield match, [] if era else _days(*_orders(match)), False
    for pattern in (_NAMED, _NAMED_FIRST):
        for match in pattern.finditer(low):
            yield match, _days(("named", match["y"], str(MONTHS[match["m"]]), match["a"])), False
    for match in _BROKEN.finditer(text):
        fixed = digits_for(match.group()).replace("~", "-")
        inner = _NUMERIC.fullmatch(fixed)
        if inner and fixed != match.group() and sum(c.isdigit() for c in match.group()) >= 4:
            yield (
                match,
                _days(*_orders(inner)),
                digits_for(match.group()) != match.group(),  # a wavy dash is no corrected digit
            )
    if _is_date_label(text):
        for match in _COMPACT.finditer(text):
            yield (
                match,
                _days(("ymd", match["y"] or match["y2"], match["b"] or match["b2"], match["a"] or match["a2"])),
                False,
            )


def _orders(match: re.Match[str]) -> Iterator[tuple[str, str, str, str]]:
    """Year, month and day of three numbers by the orders that they may stand in; of two digits each, the year first."""
    first, second, last = match["a"], match["b"], match["y"]
    yield "dmy", last, second, first
    yield "mdy", last, first, second
    if len(first) == len(last) == 2 and first in _YEARS:
        yield YEAR_FIRST, first, second, last


def _is_date_label(text: str) -> bool:
    return re.search(r"date|datum|tarikh|日期", text, re.IGNORECASE) is not None


def _days(*readings: tuple[str, str, str, str]) -> list[tuple[str, date]]:
    days = []
    for order, year, month, day in readings:
        number = int(year) + (2000 if len(year) == 2 else 0)
        try:
            days.append((order, date(number, int(month), int(day))))
        except ValueError:
            continue
    return [(order, day) for order, day in days if 1980 <= day.year <= 2079]


def resolved(printed: Sequence[PrintedDate], order: str) -> tuple[PrintedDate, ...]:
    """The candidates with what the order rules out left out; without an order all readings stay."""
    return tuple(
        replace(p, meanings=tuple(m for m in p.meanings if m[0] == order))
        if p.certain is None and any(m[0] == order for m in p.meanings)
        else p
        for p in printed
    )
