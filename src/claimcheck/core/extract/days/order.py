"""In which order a page writes the day, the month and the year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimcheck.core.extract.days.dates import YEAR_FIRST, PrintedDate
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import low
from claimcheck.core.extract.wordings.parties import ADVERTISER, ON_AIR

_TURNED, _PLAIN = frozenset({"dmy", "mdy"}), frozenset({"ymd", "named"})
"""Orders that are taken for one another, and those that nobody takes for another."""
_WRITE_YEAR_FIRST = ("zh", "ja", "ko", "hu", "lt", "sv", "mn")
"""Languages in which a date begins with its year."""
_DAY_FIRST = re.compile(
    r"\b(?:RM|MYR|SDN|BHD|JALAN|JLN|SELANGOR|GST ID|EUR|GMBH|VAT|MWST|TVA|IVA|BTW|GBP|CHF|PTY|PTE|ABN|SGD|INR|"
    r"FECHA|DATUM|TANGGAL|TARIKH|TARIH|NGÀY|GSTIN)\b|€|£",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    r"\bUSD\b|\bLLC\b|\bInc\b|, ?[A-Z]{2} \d{5}(?:-\d{4})?\b|\(\d{3}\) ?\d{3}-\d{4}|"
    r"(?i:\bsales tax\b)|(?i:\bvat ?able sales\b)"
)
_CALL_SIGN = re.compile(r"\b[KW][A-Z]{2,3}-(?:AM|FM|TV|DT|CD|LD)\b|\b(?i:station):? {1,3}[KW][A-Z]{2,3}\b")
"""The call signs of American stations, which write the month first; an item's name may read like one."""


def page_order(printed: Sequence[PrintedDate], rows: Sequence[Row], locale: str) -> str:
    """`dmy`, `mdy`, `yy` or nothing: what the page's other dates, its country, the locale, a station say of the order.

    A printed day above 12 settles it, unless the page contradicts itself.
    """
    told = _told_by_dates(printed)
    if len(told) == 1:
        return told.pop()
    by_words = "" if told else _told_by_words(printed, rows)
    if by_words:
        return by_words
    if locale:
        return _order_in(locale.replace("_", "-").lower())
    return "mdy" if not told and _of_american_station(rows) else ""


def _told_by_dates(printed: Sequence[PrintedDate]) -> set[str]:
    """The orders that dates tell: one that can only be read so, one that means a day which stands there by its name.

    None where these tell one in which another date of the page cannot be written.
    """
    orders = {p.meanings[0][0] for p in printed if len(p.meanings) == 1} & _TURNED
    named = {day for p in printed for order, day in p.meanings if order in _PLAIN}
    orders |= {order for p in printed if p.certain is None for order, day in p.meanings if day in named}
    possible = [{order for order, _ in p.meanings} - _PLAIN for p in printed]
    fits = len(orders) > 1 or all(orders <= own for own in possible if own)
    return orders if fits else set()


def _told_by_words(printed: Sequence[PrintedDate], rows: Sequence[Row]) -> str:
    """The order that the words of a country tell, or the points in a date; nothing where neither does."""
    text = "\n".join(row.text for row in rows)
    day_first, month_first = len(_DAY_FIRST.findall(text)), len(_MONTH_FIRST.findall(text))
    if day_first != month_first:
        return "dmy" if day_first > month_first else "mdy"
    return "dmy" if any(p.separator == "." for p in printed) else ""


def _of_american_station(rows: Sequence[Row]) -> bool:
    """Whether a paper of broadcast time has a station's call sign on it: what it is of is said by other words."""
    text = "\n".join(cell.text for row in rows for cell in row.cells)
    labels = low(_CALL_SIGN.sub("", text)).split("\n")
    return _CALL_SIGN.search(text) is not None and any(ADVERTISER.match(one) or ON_AIR.search(one) for one in labels)


def _order_in(locale: str) -> str:
    """How dates are written where a locale is spoken."""
    if locale.partition("-")[0] in _WRITE_YEAR_FIRST and locale not in ("zh-hk", "zh-sg", "zh-mo"):
        return YEAR_FIRST
    return "mdy" if locale in ("en-us", "us", "en-ph") else "dmy"
