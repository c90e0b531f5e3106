"""Cells of a table, as people and spreadsheets write them, to normalised values and safely back."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal, InvalidOperation

from claimcheck.model.said import Said

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_GROUPED = (
    (re.compile(r"\d{1,3}(,\d{3})+\.\d+"), ","),
    (re.compile(r"\d{1,3}(\.\d{3})+,\d+"), "."),
    (re.compile(r"\d{1,3}(,\d{3}){2,}"), ","),
    (re.compile(r"\d{1,3}(\.\d{3}){2,}"), "."),
    (re.compile(r"\d{1,3}([ '’]\d{3})+([.,]\d+)?"), " "),
)
_YEAR_FIRST = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ].*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")


def neutral(text: str) -> str:
    """Text for a CSV or spreadsheet cell that no program takes for a formula; `plain` undoes it."""
    return f"'{text}" if text.startswith(("'", *_DANGEROUS)) else text


def plain(text: str) -> str:
    """What stood in the cell before `neutral`."""
    return text[1:] if text.startswith("'") and text[1:].startswith(("'", *_DANGEROUS)) else text


def amount(text: str) -> Decimal:
    """An amount as a cell holds it: `1234.5`, `1,234.50`, `1.234,50`, `(12.00)`, `-12`, `１２.００`.

    Raises:
        ValueError: where it is no number, or one that can be read in two ways (`1,234`).
    """
    folded = unicodedata.normalize("NFKC", text).strip().replace("\u00a0", " ").replace("−", "-")
    negative = folded.startswith("-") or (folded.startswith("(") and folded.endswith(")"))
    digits = folded.strip("()").lstrip("+-").strip()
    if re.fullmatch(r"\d{1,3},\d{3}", digits):
        raise ValueError(
            Said("“{text}” can be read in two ways; write it without a sign of thousands, e.g. 1234.00", text=text)
        )
    for pattern, separator in _GROUPED:
        if pattern.fullmatch(digits):
            digits = re.sub(r"[ '’]", "", digits) if separator == " " else digits.replace(separator, "")
            break
    try:
        value = Decimal(digits.replace(",", "."))
    except InvalidOperation:
        raise ValueError(Said("“{text}” is no amount; write it as 1234.50", text=text)) from None
    if not value.is_finite() or len(digits) > 20 or not re.fullmatch(r"\d+(\.\d+)?|\.\d+", digits.replace(",", ".")):
        raise ValueError(Said("“{text}” is no amount; write it as 1234.50", text=text))
    return -value if negative else value


def day(text: str) -> date:
    """A day as a cell holds it: ISO, `2024/5/31`, `20240531`, `2024年5月31日`, `31.05.2024`, `31/05/2024`.

    Raises:
        ValueError: where it is no date, or one that can be read in two ways (`03/04/2024`).
    """
    folded = unicodedata.normalize("NFKC", text).strip()
    slashed = _SLASHED.fullmatch(folded)
    if slashed and _two_ways(int(slashed[1]), int(slashed[2])):
        raise ValueError(Said("“{text}” can be read in two ways; write it as 2024-05-31", text=text))
    try:
        if found := _YEAR_FIRST.fullmatch(folded) or _COMPACT.fullmatch(folded):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _DOTTED.fullmatch(folded):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if slashed:
            first, second, year = int(slashed[1]), int(slashed[2]), int(slashed[3])
            return date(year, first, second) if second > 12 else date(year, second, first)
    except ValueError:
        raise ValueError(Said("“{text}” is no day of the calendar", text=text)) from None
    raise ValueError(Said("“{text}” is no date; write it as 2024-05-31", text=text))


def _two_ways(first: int, second: int) -> bool:
    """Whether each of the two could be the month."""
    return first <= 12 and second <= 12 and first != second
