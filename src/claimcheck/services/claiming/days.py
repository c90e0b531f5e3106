"""Days of submission, as a program counts its days: in its own zone, as its windows, limits and deadlines do.

So one question has one answer whoever asks it, wherever they are, and a claim's day is the one that it was judged by. A
program that cannot be read counts its days in UTC.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from claimcheck.errors import Invalid
from claimcheck.services import naming
from claimcheck.services.claiming.views import ClaimView
from claimcheck.services.context import Context
from claimcheck.store.claiming.by_day import Place, Span
from claimcheck.store.claiming.claim_lists import ListedClaim

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PLACE = re.compile(r"(?:(?P<moment>[0-9]{1,17})\.)?(?P<number>[0-9]{1,18})")
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


def place_of(one: ClaimView | ListedClaim, first: date | None, last: date | None) -> str:
    """Where a claim stands in a list of such days, as `after` names it: days follow the clock, so by its moment too."""
    if first is None and last is None:
        return str(one.submission)
    return f"{(one.created_at - _EPOCH) // timedelta(microseconds=1)}.{one.submission}"


def place(after: str | None, *, by_day: bool) -> Place | None:
    """What `place_of` said.

    Raises:
        Invalid: `claims.after`, it is of another list.
    """
    if after is None:
        return None
    named = _PLACE.fullmatch(after)
    if named is None or by_day != (named["moment"] is not None):
        raise Invalid(
            "`after` is the `next` of a list with the same days; begin again without it.", code="claims.after"
        )
    moment = _EPOCH + timedelta(microseconds=int(named["moment"])) if named["moment"] else None
    return Place(int(named["number"]), moment)


def _span(first: date | None, last: date | None, zone: tzinfo, programs: tuple[str, ...] | None) -> Span:
    return Span(
        None if first is None else _midnight(first, zone),
        None if last is None else _midnight(min(last, _LATEST) + timedelta(days=1), zone),
        programs,
    )


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(min(max(day, _EARLIEST), _LATEST), time.min, zone).astimezone(UTC)
