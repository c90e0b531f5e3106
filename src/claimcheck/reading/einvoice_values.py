"""Values of structured invoices, whatever their syntax: plain decimals, ISO dates, lines."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Final

Fields = dict[str, str]
MAX_LINES: Final = 5000
MAX_VALUE: Final = 1000
_AMOUNT = re.compile(r"[-+]?\d{1,18}(\.\d{1,12})?")


def amount(text: str) -> str:
    """A plain decimal with two places at least; empty for what is none."""
    if not _AMOUNT.fullmatch(text):
        return ""
    value = Decimal(text).normalize()
    exponent = value.as_tuple().exponent
    return f"{value:.2f}" if isinstance(exponent, int) and exponent >= -2 else f"{value:f}"


def day(text: str) -> str:
    """An ISO date from `20240131` or `2024-01-31`, with or without time or zone; empty for what is none."""
    found = re.match(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d{3})", text)
    try:
        return date(*(int(part) for part in found.groups())).isoformat() if found else ""
    except ValueError:
        return ""


def item(**values: str) -> Fields:
    """One line of an invoice: numbers as plain decimals, texts cut to what is sensible, what is empty left out."""
    numbers = ("quantity", "unit_price", "net_amount", "tax_rate")
    plain = {name: amount(value) if name in numbers else value[:MAX_VALUE] for name, value in values.items()}
    return {name: value for name, value in plain.items() if value}
