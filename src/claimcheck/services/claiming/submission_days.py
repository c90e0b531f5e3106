"""Days of submission as a program counts them: in its own zone, as its windows, limits and deadlines do.

So one question has one answer whoever asks it, wherever they are. A claim's day is taken in the zone of the version
that was in force when it was first submitted, and no later version moves it. A version that cannot be read counts in
UTC.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from claimcheck.errors import ConfigError, Invalid
from claimcheck.model.programs import Program
from claimcheck.services.claiming.views import ClaimView
from claimcheck.services.context import Context
from claimcheck.store.claiming.by_day import Place, Span
from claimcheck.store.claiming.claim_lists import ListedClaim
from claimcheck.store.programs import programs
from claimcheck.store.programs.programs import StoredProgram

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PLACE = re.compile(r"(?:(?P<moment>[0-9]{1,17})\.)?(?P<number>[0-9]{1,18})")
_EARLIEST, _LATEST = date(1, 1, 3), date(9999, 12, 28)
"""Days that have a moment before and after them in every zone."""


def spans(context: Context, maker_id: str, first: date | None, last: date | None) -> tuple[Span, ...]:
    """When days began and ended for each of a maker's programs; empty where no day is named.

    Args:
        context: database, blobs, settings and clock.
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
    with context.database.read() as conn:
        published = programs.all_versions(conn, maker_id)
    alike: dict[tuple[_Piece, ...], list[str]] = {}
    for name, versions in published.items():
        alike.setdefault(_pieces(versions), []).append(name)
    if len(alike) < 2:
        pieces = next(iter(alike), (_Piece(None, None, UTC),))
        return tuple(_span(first, last, piece, None) for piece in pieces)
    return tuple(_span(first, last, piece, tuple(names)) for pieces, names in alike.items() for piece in pieces)


def place_of(one: ClaimView | ListedClaim, first: date | None, last: date | None) -> str:
    """Where a claim stands in a list of such days, as `after` names it: days follow the clock, so by its moment too."""
    if first is None and last is None:
        return str(one.submission)
    return f"{(one.created_at - _EPOCH) // timedelta(microseconds=1)}.{one.submission}"


def place(after: str | None, *, by_day: bool) -> Place | None:
    """The place that `place_of` wrote.

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


@dataclass(frozen=True, slots=True)
class _Piece:
    """From when until when a program counted its days in a zone; None: ever since, or still."""

    start: datetime | None
    end: datetime | None
    zone: tzinfo


def _pieces(versions: Sequence[StoredProgram]) -> tuple[_Piece, ...]:
    """The zones that a program has counted its days in; nearly always one."""
    if len({_zone(one.readable()) for one in versions}) == 1:
        return (_Piece(None, None, _zone(versions[0].readable())),)
    turns: list[tuple[datetime, tzinfo]] = []
    for moment in sorted({moment for one in versions for moment in _turns(one)}):
        zone = _zone_at(versions, moment)
        if zone is not None and (not turns or turns[-1][1] != zone):
            turns.append((moment, zone))
    starts, ends = [None, *(at for at, _ in turns[1:])], [*(at for at, _ in turns[1:]), None]
    return tuple(_Piece(start, end, zone) for start, end, (_, zone) in zip(starts, ends, turns, strict=True))


def _turns(version: StoredProgram) -> Iterator[datetime]:
    """When this version may have come into force, or gone out of it."""
    yield version.published_at
    rules = version.readable()
    if rules is not None and rules.effective_from is not None:
        yield _midnight(rules.effective_from, _zone(rules))
    if rules is not None and rules.effective_to is not None:
        yield _midnight(min(rules.effective_to, _LATEST) + timedelta(days=1), _zone(rules))


def _zone_at(versions: Sequence[StoredProgram], at: datetime) -> tzinfo | None:
    """The zone that counted at a moment; None before anything was published."""
    try:
        rules = programs.in_force(versions, at)
    except ConfigError:
        return UTC
    return None if rules is None else _zone(rules)


def _zone(rules: Program | None) -> tzinfo:
    return UTC if rules is None else ZoneInfo(rules.timezone)


def _span(first: date | None, last: date | None, piece: _Piece, names: tuple[str, ...] | None) -> Span:
    starts = [piece.start, None if first is None else _midnight(first, piece.zone)]
    ends = [piece.end, None if last is None else _midnight(min(last, _LATEST) + timedelta(days=1), piece.zone)]
    return Span(
        max((at for at in starts if at is not None), default=None),
        min((at for at in ends if at is not None), default=None),
        names,
    )


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(min(max(day, _EARLIEST), _LATEST), time.min, zone).astimezone(UTC)
