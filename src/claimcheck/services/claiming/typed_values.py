"""Amounts and days as a person types them, turned into claimed values: read as the program's country writes them.

Nothing is guessed in silence. What was made of a value is said beside it, and what could be read in another way is
taken only once it has been said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from babel import Locale, UnknownLocaleError
from babel.dates import get_date_format
from babel.numbers import get_currency_symbol, get_decimal_symbol

from claimcheck.core.values import sheet_cells
from claimcheck.core.values.money import exponent
from claimcheck.model.programs import Program

_AMOUNT = re.compile(r"[-+(]?\s*(\d{1,3})([.,])(\d{3})\s*\)?")
_THOUSANDTHS = 3
"""Decimal places of a currency in which a point before three figures is the decimal one, as in every reading."""
_SLASHED = re.compile(r"(\d{1,2})([/-])(\d{1,2})[/-](\d{4})")


@dataclass(frozen=True, slots=True)
class Understood:
    """A value that was typed.

    Attributes:
        typed: as it was typed.
        value: as a claim states it; as it was typed where nothing could be made of it.
        doubtful: that it could be read in another way, too.
    """

    typed: str
    value: str
    doubtful: bool = False

    @property
    def changed(self) -> bool:
        """Whether the understood value differs from what was typed, so that the person must be told."""
        return self.value != self.typed


def understood(rules: Program, name: str, typed: str) -> Understood:
    """One value as the program's country writes it; a value that is no amount and no day stays as it is."""
    text = typed.strip()
    try:
        if name.endswith("_amount") and text:
            return _amount(rules, text)
        if name.endswith("_date") and text:
            return _day(rules, text)
    except ValueError:
        pass
    return Understood(text, text)


def all_understood(rules: Program, typed: Mapping[str, str]) -> dict[str, Understood]:
    """All values of a form, by their names."""
    return {name: understood(rules, name, value) for name, value in typed.items()}


def _amount(rules: Program, text: str) -> Understood:
    bare, locale = _without_currency(rules, text), _locale(rules)
    either = _AMOUNT.fullmatch(bare)
    if either is None or (either[2] == "." and exponent(rules.currency) == _THOUSANDTHS):
        return Understood(text, f"{sheet_cells.amount(bare):f}")
    if locale is None:
        return Understood(text, text)
    thousands = either[2] != get_decimal_symbol(locale)
    plain = bare.replace(either[2], "" if thousands else ".")
    return Understood(text, f"{sheet_cells.amount(plain):f}", doubtful=True)


def _day(rules: Program, text: str) -> Understood:
    slashed, locale = _SLASHED.fullmatch(text), _locale(rules)
    try:
        return Understood(text, sheet_cells.day(text).isoformat())
    except ValueError:
        if slashed is None or locale is None:
            raise
    order = [letter for letter in str(get_date_format("short", locale).pattern) if letter in "dM"]
    if str(get_date_format("short", locale).pattern).lstrip("'").startswith("y"):
        return Understood(text, text)
    first, second, year = int(slashed[1]), int(slashed[3]), int(slashed[4])
    month, day = (second, first) if order[0] == "d" else (first, second)
    return Understood(text, date(year, month, day).isoformat(), doubtful=True)


def _without_currency(rules: Program, text: str) -> str:
    """An amount without the program's own currency before or behind it; another's stays, and makes it no amount."""
    locale = _locale(rules)
    signs = {rules.currency, get_currency_symbol(rules.currency, "en")} - {""}
    if locale is not None and rules.currency:
        signs.add(get_currency_symbol(rules.currency, locale))
    one = "|".join(re.escape(sign) for sign in sorted(signs, key=len, reverse=True))
    return re.sub(rf"^(?:{one})\s*|\s*(?:{one})$", "", text, flags=re.IGNORECASE) if one else text


def _locale(rules: Program) -> Locale | None:
    try:
        return Locale.parse(rules.locale.replace("-", "_")) if rules.locale else None
    except (UnknownLocaleError, ValueError):
        return None
