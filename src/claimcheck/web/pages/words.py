"""The words of the pages: gettext catalogues, a file for each part of the product, read by Babel.

A plain English sentence is its own key, so English needs no catalogue for it; a dotted key (`field.vin`) names a thing,
and stands in `locale/en/` too.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from babel import Locale
from babel.dates import format_date
from babel.messages.pofile import read_po
from babel.numbers import NumberPattern, parse_pattern

LOCALES: Final[Mapping[str, str]] = {"en": "en", "zh-Hans": "zh_Hans"}
"""A language, as `<html lang>` has it, and the locale of its catalogues, numbers and dates."""

_NAMED: Final = ("field.", "kind.", "act.", "state.", "document.", "code.", "process.")
_DAY: Final[Mapping[str, str]] = {"en": "d MMM y", "zh-Hans": "y年M月d日"}


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """All that is said in a language, by its key."""
    said: dict[str, str] = {}
    folder = files("claimcheck.web") / "locale" / LOCALES[language]
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".po"):
            with file.open("rb") as opened:
                said |= {str(one.id): str(one.string) for one in read_po(opened) if one.id and one.string}
    return MappingProxyType(said)


def word(language: str, key: str, **values: object) -> str:
    """A word or sentence in a language; values are put into its named places.

    A name that is not in the catalogue (a field of a program's own, say) shows as it is written.
    """
    said = catalogue(language).get(key, key)
    if said is key and " " not in said and said.startswith(_NAMED):
        return said.split(".", 1)[1].replace("_", " ")
    return said.format(**values) if values else said


def moment(language: str, when: datetime | None) -> str:
    """A moment to the minute, in UTC; empty where there is none."""
    if when is None:
        return ""
    at = when.astimezone(UTC)
    return f"{_date(language, at.date())} {at:%H:%M} UTC"


def day(language: str, iso: str) -> str:
    """A date given as ISO, as the language writes it; what is no date as it is."""
    try:
        return _date(language, datetime.fromisoformat(iso).date())
    except ValueError:
        return iso


def amount(language: str, value: Decimal) -> str:
    """An amount with the language's marks and all the places that it has."""
    places = max(0, -int(value.as_tuple().exponent))
    return str(_pattern(places).apply(value, _locale(language)))


@lru_cache(4096)
def _date(language: str, on: date) -> str:
    return format_date(on, _DAY[language], locale=_locale(language))


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(LOCALES[language])


@cache
def _pattern(places: int) -> NumberPattern:
    return parse_pattern(f"#,##0.{'0' * places}" if places else "#,##0")
