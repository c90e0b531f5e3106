"""The words of the pages: what the services say of claims, and what only pages say.

A plain English sentence is its own key, so English needs no catalogue for it; a dotted key (`state.returned`) names a
thing, and stands in `locale/en/` too.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from types import MappingProxyType
from typing import Final

from markupsafe import Markup, escape

from claimcheck.services import words
from claimcheck.services.words import amount, day, moment

__all__ = ["amount", "catalogue", "clock", "day", "instant", "moment", "word"]

_NAMED: Final = ("field.", "kind.", "act.", "state.", "document.", "code.", "process.", "sum.")


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """All that is said in a language, by its key."""
    return MappingProxyType({**words.catalogue(language), **words.catalogue(language, "claimcheck.web")})


def word(language: str, key: str, **values: object) -> str:
    """A word or sentence in a language; values are put into its named places.

    A name that is not in the catalogue (a field of a program's own, say) shows as it is written.
    """
    said = catalogue(language).get(key, key)
    if said is key and " " not in said and said.startswith(_NAMED):
        return said.split(".", 1)[1].replace("_", " ")
    if any(isinstance(value, Markup) for value in values.values()):
        return escape(said).format(**values)
    return said.format(**values) if values else said


def instant(language: str, when: datetime | None) -> Markup:
    """A moment as a page shows it: in UTC, until the browser tells it in its own zone (`time.js`)."""
    return _timed(when, moment(language, when), short=False)


def clock(_language: str, when: datetime | None) -> Markup:
    """The time of day of a moment, likewise."""
    return _timed(when, f"{when.astimezone(UTC):%H:%M} UTC" if when else "", short=True)


def _timed(when: datetime | None, said: str, *, short: bool) -> Markup:
    if when is None:
        return Markup("")
    kind = (
        " data-clock" if short else ""
    )  # put together by hand: a list says fifty of these, and `format` takes its time
    return Markup(f'<time datetime="{when.astimezone(UTC).isoformat()}"{kind}>{escape(said)}</time>')  # noqa: S704
