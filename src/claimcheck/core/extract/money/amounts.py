"""Every amount printed on the page: value, place, currency mark, and whether a sign had to be corrected to read it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from claimcheck.core.extract.money.words import negative_in_words
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import digits_for
from claimcheck.core.extract.wordings.currencies import CURRENCY_MARKS
from claimcheck.model.documents import Box

_MARKS = "|".join(re.escape(mark) for mark in sorted(CURRENCY_MARKS, key=lambda m: -len(m)))
_CURRENCY = rf"(?P<mark>(?<![A-Za-z])(?:{_MARKS})(?![A-Zb-z]))"
_AFTER = r"(?P<after>\s?(?:€|EUR\b|USD\b|CHF\b|GBP\b|MYR\b|DH\b|MAD\b|PLN\b|zł|元|SEK\b|RM\b))?"
# 1,18,000.00 | 1,234.56 | 1.234,56 | 1 234,56 | 1'234.56 | 1234.56 | .50
_GROUPED = r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d{1,2})?|\d{1,3}(?:[.,'’ ]\d{3})+(?:[.,]\d{1,4})?"
_SIMPLE = r"\d{1,9}[.,]\d{1,4}|\d{1,9}|\.\d\d(?!\d)"
_NUMBER = re.compile(
    rf"(?P<open>\()?(?P<sign>-\s?)?(?:{_CURRENCY}\s?[:.]?\s?)?(?P<sign2>-\s?)?"
    rf"(?:(?<=\bRs\.)|(?<![\d./,#-]))(?<!\d:)(?<!^:)(?P<digits>{_GROUPED}|{_SIMPLE})(?![\d/:]|[.,]\d|"
    rf"-\d)(?P<close>\))?(?P<minus>-(?!\d))?(?P<percent>\s?%)?{_AFTER}",
)
# What OCR makes of an amount: letters for digits, a doubled or blank-padded decimal sign, a dash for it.
_BROKEN = re.compile(
    rf"(?P<sign>-\s?)?(?:{_CURRENCY}\s?|(?<![A-Za-z\d])(?P<s>S)|(?<![\w.,]))"
    r"(?P<digits>(?=[\dOolISBZQ,.\- ]*\d)[\dOolISBZQ]{1,6}(?:,[\dO]{3})*"
    r"(?:\s?[.,]\s?|\.\.|\s?-(?=\d\d\b))[\dOoQDlISBZ]{2})(?![\w/:]|[.,-]\d)",
)
_GLUED = re.compile(rf"(?:{_CURRENCY}\s?)?(?<![\w.,:/#-])(?P<digits>\d{{1,6}}[.,]\d\d)(?=[A-Za-z*#]|8R\b|5R\b)")
_POINT_OF_THOUSANDS = re.compile(r"(?<![\d.,])[1-9]\d{0,2}\.\d{3}(?![\d.,-])")
_THREE_DECIMALS = re.compile(
    r"(?<![\d.,])(?:0\.\d{3}|\d{4,}\.\d{3})(?!\d)|\d,\d{3}(?![\d,])|\b(?:KWD|BHD|OMR|JOD|TND|LYD|IQD|K\.?D|B\.?D|R\.?O|D\.?T)\b"
)
"""What says that three digits behind a point are decimals, or that a comma parts thousands, or that money has mils."""
MOST_PERCENT = 100
"""An amount with cents over this, before a per cent sign, stands before the rate that the sign belongs to."""
_SPELLED_OUT = re.compile(
    r"(?:[零〇壹贰貳叁叄肆伍陆陸柒捌玖拾佰仟万萬亿億一二三四五六七八九十百千][元圆圓角分][整正]?|[(（]?小写[)）]?)[:：]?\s?$"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount at a place. `start` and `end` are offsets in its row's text, mark included.

    `marked` says that a currency's mark stands beside it; which currency that is, `currency` tells by the whole page.
    """

    value: Decimal
    raw: str
    row: Row
    start: int
    end: int
    marked: bool
    decimals: int
    repaired: bool
    percent: bool
    box: Box
    confidence: float


def decimal_sign(rows: Sequence[Row]) -> str:
    """The page's own decimal sign, `.` or `,`: counted over numbers with two digits behind it."""
    text = "\n".join(row.text for row in rows)
    commas = len(re.findall(r"\d,\d{2}(?![\d,])(?!\.\d)", text))
    points = len(re.findall(r"\d\.\d{2}(?![\d.])(?!,\d)", text))
    # German dates (12.03.2018) count for neither: their two digits are followed by another point.
    if not commas and not points:  # prices without cents: what parts three digits off is no decimal sign
        return "," if _POINT_OF_THOUSANDS.search(text) and not _THREE_DECIMALS.search(text) else "."
    return "," if commas > points else "."


def amounts_in(rows: Sequence[Row]) -> tuple[Amount, ...]:
    """All printed numbers that may be money, row by row, left to right; percentages are marked, not left out."""
    sign = decimal_sign(rows)
    return tuple(amount for row in rows for amount in _in_row(row, sign))


def _in_row(row: Row, sign: str) -> list[Amount]:
    text = row.text
    if not any(c.isdigit() for c in text):
        return []
    found: list[Amount] = []
    taken: list[tuple[int, int]] = []
    for pattern, repaired in ((_NUMBER, False), (_GLUED, False), (_BROKEN, True)):
        for match in pattern.finditer(text):
            if any(match.start() < b and a < match.end() for a, b in taken):
                continue
            amount = _amount(row, match, sign, repaired)
            if amount is None:
                continue
            if not repaired and amount.decimals == 0 and pattern is _NUMBER and _is_broken_here(text, match):
                continue
            found.append(amount)
            taken.append((match.start(), match.end()))
    found.sort(key=lambda amount: amount.start)
    return found


def _is_broken_here(text: str, match: re.Match[str]) -> bool:
    """Whether a whole number is only the part of a garbled amount (`33. 90`) or of a longer token (`C1-0`)."""
    after = text[match.end() : match.end() + 3]
    before = text[max(0, match.start() - 2) : match.start()]
    return bool(re.match(r"\s?[.,]\s?\d|-\d\d\b|\.\.|[A-Za-z][.\w]", after)) or bool(
        re.search(r"[.,]\s?$|[A-Za-z]$", before)
    )


def _amount(row: Row, match: re.Match[str], sign: str, repaired: bool) -> Amount | None:
    groups = match.groupdict()
    digits = groups["digits"]
    if repaired:
        digits = re.sub(r"\s|\.(?=\.)", "", digits_for(digits))
        digits = digits[:-3].replace(".", "").replace(",", "").replace("-", "") + "." + digits[-2:]
        value, decimals = _value(digits, ".")
    else:
        value, decimals = _value(digits, sign)
    if value is None:
        return None
    bracketed = bool(groups.get("open") and groups.get("close")) and not _says_again(row, match.start())
    negative = bool(groups.get("sign") or groups.get("sign2") or groups.get("minus")) or bracketed
    start, end = match.start("digits"), match.end("digits")
    box, confidence = row.place(start, end)
    return Amount(
        value=-value if negative else value,
        raw=match.group().strip(),
        row=row,
        start=match.start(),
        end=match.end(),
        marked=bool(groups.get("mark") or groups.get("after") or groups.get("s")),
        decimals=decimals,
        repaired=repaired,
        percent=bool(groups.get("percent")) and not (decimals == 2 and value > MOST_PERCENT),
        box=box,
        confidence=confidence,
    )


def _says_again(row: Row, start: int) -> bool:
    """Whether brackets hold the figures of an amount in words right before them, and so make no minus."""
    own = row.text[row.starts[row.cell_at(start)] : start]
    return _SPELLED_OUT.search(own) is not None and not negative_in_words(row.text[:start])


def _value(digits: str, sign: str) -> tuple[Decimal | None, int]:
    """The number, and how many digits stand behind its decimal sign."""
    signs = [c for c in digits if not c.isdigit()]
    if not signs:
        return (Decimal(digits), 0) if len(digits) <= 9 else (None, 0)
    last = signs[-1]
    head, _, tail = digits.rpartition(last)
    if last not in ".,":
        return Decimal(re.sub(r"\D", "", digits)), 0
    grouping = len(tail) == 3 and (last != sign or (len(signs) > 1 and len(set(signs)) == 1))
    if grouping:
        return Decimal(re.sub(r"\D", "", digits)), 0
    return Decimal((re.sub(r"\D", "", head) or "0") + "." + tail), len(tail)


def plain_value(value: Decimal) -> str:
    """An amount as fields carry it: two decimals, no signs of thousands."""
    return f"{value:.2f}" if value == value.quantize(Decimal("0.01")) else f"{value:f}"
