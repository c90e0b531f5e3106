"""Prints in the form of a date that are none, as one of their signs was misread, and the days that they can be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from claimcheck.core.extract.days.dates import MONTHS, dates_in
from claimcheck.core.extract.page.rows import Row

_MISREAD = re.compile(r"(?<![\w./-])[\w:;]{2}(?P<sep>[./ -])(?:[\w:;]{2}|\w{3})(?P=sep)(?:\d{4}|\d\d)(?!\w)")


def broken_dates(rows: Sequence[Row]) -> Iterator[tuple[Row, int, int]]:
    """Prints in the form of a date that is none, as one of their signs was misread: row, start and end."""
    for row in rows:
        for match in _MISREAD.finditer(row.text):
            if not any(p.start < match.end() and match.start() < p.end for p in dates_in((row,))):
                yield row, match.start(), match.end()


def may_be(printed: str, day: date) -> bool:
    """Whether a broken print can be this day, day first or month first, with one sign misread at the most."""
    folded = re.sub(r"[ .-]", "/", printed.lower())
    year = f"{day:%Y}" if len(folded.rpartition("/")[2]) == 4 else f"{day:%y}"
    months = [f"{day:%m}", *(name for name, month in MONTHS.items() if month == day.month and len(name) == 3)]
    forms = (*(f"{day:%d}/{month}/{year}" for month in months), f"{day:%m}/{day:%d}/{year}")
    return any(
        len(form) == len(folded) and sum(a != b for a, b in zip(form, folded, strict=True)) <= 1 for form in forms
    )
