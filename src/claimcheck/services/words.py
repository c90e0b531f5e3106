"""What is said to people in their language: gettext catalogues read by Babel, days and amounts as it has them.

Here stand the sentences of the engine and the names of fields, kinds of document and reasons, for mails, messages and
pages alike; what only pages say stands with them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from babel import Locale
from babel.dates import format_date
from babel.messages.pofile import read_po
from babel.numbers import NumberPattern, parse_pattern

from claimcheck.model.said import Said, filled
from claimcheck.model.wire import restored


@dataclass(frozen=True, slots=True)
class Writing:
    """How a language writes.

    Attributes:
        name: what it calls itself.
        locale: of its catalogues, numbers and dates.
        day: a date, as Babel's patterns have it.
        between: what parts two sentences.
        listed: what parts the members of a list.
        comma: with the blank that follows it, if any; so are semicolon and colon.
        semicolon: see comma.
        colon: see comma.
    """

    name: str
    locale: str
    day: str
    between: str
    listed: str
    comma: str
    semicolon: str
    colon: str


WRITING: Final[Mapping[str, Writing]] = {
    "en": Writing("English", "en", "d MMM y", " ", ", ", ", ", "; ", ": "),
    "zh-Hans": Writing("简体中文", "zh_Hans", "y年M月d日", "", "、", "，", "；", "："),
}
"""Each of `model.languages.LANGUAGES`."""


@cache
def catalogue(language: str, package: str = "claimcheck.services") -> Mapping[str, str]:
    """All that a package says in a language, by its key: the English sentence itself, or a dotted name."""
    said: dict[str, str] = {}
    folder = files(package) / "locale" / WRITING[language].locale
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".po"):
            with file.open("rb") as opened:
                said |= {str(one.id): str(one.string) for one in read_po(opened) if one.id and one.string}
    return MappingProxyType(said)


def sentence(language: str, said: str | Said | Mapping[str, Any]) -> str:
    """A sentence of ours in a language, made or stored; what is in no catalogue, as what a person wrote, stays."""
    if isinstance(said, Mapping):
        return sentence(language, restored(said))
    known = catalogue(language)
    if not isinstance(said, Said):
        return known.get(said, said)
    field = said.values.get("field", "")
    values = {name: _value(language, name, value, field) for name, value in said.values.items()}
    return filled(known.get(said.form, said.form), values)


def named(language: str, key: str) -> str:
    """A name of the product's own, such as `field.vin`; one that is in no catalogue as a program's file writes it."""
    said = catalogue(language).get(key)
    return said if said is not None else key.partition(".")[2].replace("_", " ")


def value_of(language: str, field: str, value: str) -> str:
    """A field's value as the language writes it: amounts with their marks, days with their names; all else as it is."""
    if field.endswith("_date"):
        return day(language, value)
    return _amounts(language, value) if field.endswith("_amount") else value


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
    return _amount(language, f"{value}")


def _value(language: str, name: str, value: str, field: str) -> str:
    """What stands in a place of a sentence; `model.said` says what the names of places mean."""
    if isinstance(value, Said) or name.endswith("why") or name in ("question", "part", "other_part"):
        return sentence(language, value)
    if name == "field":
        return _within(language, named(language, f"field.{value}"))
    if name == "code":
        return _within(language, named(language, f"code.{value}"))
    if name in ("kinds", "more"):
        return WRITING[language].listed.join(
            _within(language, named(language, f"kind.{one}")) for one in value.split(", ")
        )
    if name.endswith("day"):
        return day(language, value)
    if name.endswith("amount"):
        return _amounts(language, value)
    return value_of(language, field, value) if name in ("value", "claimed", "found") else value


def _within(language: str, name: str) -> str:
    """A name within a sentence: in English "Invoice date" loses its capital there, "VIN" does not."""
    small = language == "en" and name[1:2].islower()
    return name[0].lower() + name[1:] if small else name


def _amounts(language: str, text: str) -> str:
    """One amount, or several parted by commas; what is no plain number as it is."""
    shown = []
    for one in text.split(", "):
        try:
            number = Decimal(one)
            shown.append(amount(language, number) if number.is_finite() else one)
        except InvalidOperation:
            shown.append(one)
    return WRITING[language].listed.join(shown)


@lru_cache(4096)  # by how it is written: 19 and 19.00 are one number, and two amounts
def _amount(language: str, written: str) -> str:
    value = Decimal(written)
    places = max(0, -int(value.as_tuple().exponent))
    return str(_pattern(places).apply(value, _locale(language)))


@lru_cache(4096)
def _date(language: str, on: date) -> str:
    return format_date(on, WRITING[language].day, locale=_locale(language))


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(WRITING[language].locale)


@cache
def _pattern(places: int) -> NumberPattern:
    return parse_pattern(f"#,##0.{'0' * places}" if places else "#,##0")
