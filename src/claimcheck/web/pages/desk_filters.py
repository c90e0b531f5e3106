"""The queue's filters, as they stand in the address of every page of the desk, so that Next obeys them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

from claimcheck.store.reviewing.task_queue import ORDERS, Sought

STEPS = ("first", "second", "third", "appeal")


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the queue is meant; all as text, as it was typed."""

    program: str = ""
    code: str = ""
    days: str = ""
    value: str = ""
    step: str = ""
    order: str = ""
    show: str = ""

    def sought(self, now: datetime) -> Sought:
        """The tasks that are meant; what is no number leaves all in."""
        return Sought(
            self.program, self.code, now - timedelta(days=int(self.days)) if _whole(self.days) else None,
            100 * int(self.value) if _whole(self.value) else None, self.step if self.step in STEPS else "",
            self.order if self.order in ORDERS else "first",
        )  # fmt: skip

    def query(self, **changed: str) -> str:
        """As it stands in an address, with some of it changed."""
        return _query(replace(self, **changed) if changed else self)

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out."""
        return any(getattr(self, name) for name in self.__dataclass_fields__ if name != "order")


@lru_cache(256)
def _query(filters: Filters) -> str:
    values = {name: getattr(filters, name) for name in filters.__dataclass_fields__}
    return urlencode({name: value for name, value in values.items() if value})


def filters_of(given: Mapping[str, str]) -> Filters:
    """The filters among the parts of an address."""
    names = Filters.__dataclass_fields__
    return Filters(**{name: _clean(given[name]) for name in names if given.get(name)})


def filters_in(query: str) -> Filters:
    """The filters in a query string, as forms carry it."""
    return filters_of(dict(parse_qsl(query[:2000], max_num_fields=50)))


def _clean(text: str) -> str:
    return "".join(one for one in text if one.isprintable())[:128]


def _whole(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 9
