"""Days of submission, as a program counts its days: in its own zone, as its windows, limits and deadlines do.

So one question has one answer whoever asks it, wherever they are, and a claim's day is the one that it was judged by. A
program that cannot be read counts its days in UTC.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from claimcheck.errors import Invalid
from claimcheck.services import naming
from claimcheck.services.context import Context
from claimcheck.store.claiming.by_day import Span

_EARLIEST, _LATEST = date(1, 1, 3), date(9999, 12, 28)
"""Days that have a moment before and after them in every zone."""


def spans(context: Context, maker_id: str, first: date | None, last: date | None) -> tuple[Span, ...]:
    """When days began and ended for each of a maker's programs; empty where no day is named.

    Args:
        context: what we stand on.
        maker_id: whose programs.
        first: the first day; None: from the beginning.
        last: the last day, which counts in; None: until today.

    Raises:
        Invalid: `claims.days`, the wrong way round.
    """
    if first is None and last is None:
        return ()
    if first is not None and last is not None and first > last:
        raise Invalid("The first day comes after the last one: exchange `from` and `to`.", code="claims.days")
    of_zone: dict[tzinfo, list[str]] = {}
    for name, rules in naming.every(context, maker_id).items():
        of_zone.setdefault(ZoneInfo(rules.timezone) if rules else UTC, []).append(name)
    if len(of_zone) < 2:
        return (_span(first, last, next(iter(of_zone), UTC), None),)
    return tuple(_span(first, last, zone, tuple(names)) for zone, names in of_zone.items())


def _span(first: date | None, last: date | None, zone: tzinfo, programs: tuple[str, ...] | None) -> Span:
    return Span(
        None if first is None else _midnight(first, zone),
        None if last is None else _midnight(min(last, _LATEST) + timedelta(days=1), zone),
        programs,
    )


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(min(max(day, _EARLIEST), _LATEST), time.min, zone).astimezone(UTC)
