"""Dates as printed: candidates with all that they can mean, the page's order of day and month, the invoice's date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from claimcheck.core.extract.days.labels import GENERIC, at_home, named_otherwise, score_of
from claimcheck.core.extract.labels import NAMED_OTHERWISE
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import digits_for, label_key, low, without_accents
from claimcheck.model.documents import Box, Field

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
_CLOCK = re.compile(r"\d{1,2}:\d\d")
_CLOCK_BETWEEN = re.compile(r"\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]\.?m\b)?", re.IGNORECASE)
_TO = re.compile(r"\s*(?:[-~\u2013\u2014/]|to|till|until|bis|au|al|a|hingga|\u81f3|\u5230)\s*", re.IGNORECASE)
"""What stands between the first and the last day of a period."""
_WITH_DIGITS = re.compile(r"\S*\d{3}\S*")
_DIGITS3 = re.compile(r"\d{3}")
_COMPACT = re.compile(
    rf"(?<!\d)(?:(?P<y>{_YEAR4})(?P<b>[01]\d)(?P<a>[0-3]\d)|"
    rf"(?P<a2>[0-3]\d)(?P<b2>[01]\d)(?P<y2>{_YEAR4}))(?!\d)"
)
_BROKEN = re.compile(r"(?<![\w./-])[\dOolISB|]{1,2}[./~-][\dOolISB|]{1,2}[./~-][\dOolISB|]{2,4}(?![\w])")

YEAR_FIRST = "yy"
"""The order of `24-03-17` where it is a day of 2024."""
_YEARS = frozenset(str(year) for year in range(10, 30))
"""Years in two digits that a paper may be of."""
_FLUSH = 0.01
"""How far dates of one column begin apart at the most, as a fraction of the page's width."""
LETTER = 3.0
"""Score of a day as German letters begin: behind the town, `Köln, den`."""
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


def invoice_date(printed: Sequence[PrintedDate], rows: Sequence[Row]) -> Field | None:
    """The day of the sale among all dates: by label, nearness to a time of day, repetition, then by place."""
    if not printed:
        return None
    scored = [(_score(p, printed, rows), -i, p) for i, p in enumerate(printed)]
    best_score, _, best = max(scored, key=lambda s: (s[0], s[1]))
    if best_score <= -1.5:
        return None
    field = date_field("invoice_date", best, printed, strength=best_score)
    named = named_otherwise(best.row, best.start, rows, timed=_timed(best))
    if named or _in_a_period(best, printed) or _in_a_column(best, printed):
        field = replace(field, confidence=round(field.confidence / 2, 4), supports=(NAMED_OTHERWISE,))
    return replace(field, rivals=_rivals(best, best_score, printed, rows))


def _in_a_period(best: PrintedDate, printed: Sequence[PrintedDate]) -> bool:
    """Whether a date is the first or last day of a period: another day beside it, with nothing but `to` between."""
    for p in printed:
        if p.row.index == best.row.index and p is not best and not set(p.values) & set(best.values):
            first, second = sorted((best, p), key=lambda one: one.start)
            if _TO.fullmatch(_CLOCK_BETWEEN.sub("", p.row.text[first.end : second.start])):
                return True
    return False


def _in_a_column(best: PrintedDate, printed: Sequence[PrintedDate]) -> bool:
    """Whether a date without a label of its own is one of a table's: three days under each other, not all the same."""
    column = {
        p.row.index: p.values
        for p in printed
        if p.row.page == best.row.page
        and abs(p.box.left - best.box.left) < _FLUSH
        and _own_score(p, ()) < GENERIC
        and not _has_own_words(p)
    }
    here = best.row.index
    near = [column[at] for at in range(here - 2, here + 3) if at in column]
    return here in column and not _timed(best) and len(near) >= 3 and len(set(near)) > 1


def _has_own_words(p: PrintedDate) -> bool:
    """Whether words lead to a date that ends its row: they say which day it is, as `Delivery` does."""
    before, behind = p.row.text[: p.start], p.row.text[p.end :]
    return any(map(str.isalpha, before)) and not any(map(str.isalnum, behind))


def _timed(p: PrintedDate) -> bool:
    """Whether a time of day stands beside it, as a till prints it."""
    return bool(_CLOCK.search(p.row.text[p.end : p.end + 14]) or _CLOCK.search(p.row.text[: p.start]))


def clock_of(p: PrintedDate) -> tuple[int, int] | None:
    """The hour and minute printed beside a date, behind it first; None where there is none."""
    found = _CLOCK.search(p.row.text[p.end : p.end + 14]) or _CLOCK.search(p.row.text[: p.start][-14:])
    hour, _, minute = found.group().partition(":") if found else ("", "", "")
    return (int(hour), int(minute)) if found else None


def _rivals(best: PrintedDate, score: float, printed: Sequence[PrintedDate], rows: Sequence[Row]) -> tuple[str, ...]:
    """Other days that are named as well as the best: by a label of their own, or by a time of day as its."""
    digits = _only_digits(best.raw)
    found = {
        p.certain.isoformat()
        for p in printed
        if p.certain is not None
        and p.certain != best.certain
        and not p.repaired
        and p.row.index != best.row.index
        and _score(p, printed, rows) >= score - 0.6
        and (_own_score(p, rows) >= GENERIC or (_timed(p) and _own_score(best, rows) < GENERIC))
        and not (_only_digits(p.raw) in digits or digits in _only_digits(p.raw))  # one of the two was cut short
    }
    return tuple(sorted(found))


def _own_score(p: PrintedDate, rows: Sequence[Row]) -> float:
    """How well the words in its own row name it an invoice's date."""
    text = p.row.text[: p.start][-60:]
    return GENERIC if at_home(text, rows) else score_of(text, label_key(text)) or 0.0


def _only_digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def date_field(name: str, best: PrintedDate, printed: Sequence[PrintedDate], *, strength: float) -> Field:
    """A field for one printed date, with its repeats as support and its readings where it stays open."""
    certain = best.certain
    repeats = sum(
        1 for p in printed if p.certain is not None and p.certain == certain and p.row.index != best.row.index
    )
    supports = (("label",) if strength >= 1.5 else ()) + ((f"repeat:{repeats + 1}",) if repeats else ())
    rivals = {p.certain for p in printed if p.certain not in (None, certain)}
    sure = (
        best.confidence
        * (0.98 if strength >= 1.5 else 0.9)
        * (0.97 if rivals and not repeats and strength < 1.5 else 1.0)
    )
    if best.repaired:
        sure *= 0.6
    if certain is None:
        sure *= 0.5
    return Field(
        name=name,
        value=certain.isoformat() if certain else None,
        raw=best.raw,
        confidence=round(sure, 4),
        page=best.row.page,
        box=best.box,
        reader=best.row.reader,
        supports=supports,
        alternatives=tuple(day.isoformat() for day in best.values) if certain is None else (),
        repaired=best.repaired,
    )


def _score(p: PrintedDate, printed: Sequence[PrintedDate], rows: Sequence[Row]) -> float:
    score = label_score(p, rows)
    after = p.row.text[p.end : p.end + 14]
    if _CLOCK.search(after) or _CLOCK.search(p.row.text[: p.start]):
        score += 0.7
    score += 0.5 * min(2, sum(1 for q in printed if q is not p and q.values == p.values))
    if p.repaired:
        score -= 1.0
    if not p.certain and len(p.values) > 1:
        score -= 0.1
    if p.row.box.top > 0.92 and re.search(r"seite|page|pagina", low(p.row.text)):
        score -= 2.0  # when it was printed
    return score - 0.4 * (p.confidence < 0.6)


def label_score(p: PrintedDate, rows: Sequence[Row]) -> float:
    """How well the words to the left, else above, name an invoice's date; below zero they name another one."""
    left = p.row.text[: p.start]
    cell = p.row.cell_at(p.start)
    own = left[p.row.starts[cell] :]
    left = _WITH_DIGITS.sub(" ", left)  # a number such as INV-1234 beside a date is not its label
    over = list(_above(p, rows))
    place = own if own.strip() or not cell else p.row.cells[cell - 1].text
    if at_home(place, rows):
        return LETTER if place.rstrip(" :").endswith("den") else GENERIC
    for text in (own, left, *over):
        score = score_of(text, label_key(text[-60:]))
        if score is not None:
            return 0.0 if score > 0 and text in over and _goes_on_below(p, rows) else score
    return 0.0


def _goes_on_below(p: PrintedDate, rows: Sequence[Row]) -> bool:
    """Whether another date stands right under it: the label over both heads a column of a table."""
    here = p.row.index - rows[0].index
    below = (q for row in rows[here + 1 : here + 2] if row.page == p.row.page for q in _in_row(row))
    return any(q.box.left < p.box.right and p.box.left < q.box.right for q in below)


def _above(p: PrintedDate, rows: Sequence[Row]) -> Iterator[str]:
    """Cells right above the date, in the same column."""
    here = p.row.index - rows[0].index
    for row in rows[max(0, here - 1) : here]:
        if row.page != p.row.page or p.box.top - row.box.bottom > 1.5 * p.row.height:
            continue
        for cell in row.cells:
            if (
                cell.box.left < p.box.right
                and p.box.left < cell.box.right
                and len(cell.text) < 28
                and not _DIGITS3.search(cell.text)
            ):
                yield cell.text
