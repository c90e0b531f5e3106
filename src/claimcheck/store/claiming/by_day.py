"""Claims by when they were submitted: days are other moments in each program's zone, so each has a span of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, literal, or_, true, tuple_

from claimcheck.store.tables import claims

_c = claims.c


@dataclass(frozen=True, slots=True)
class Span:
    """Moments between which claims were submitted.

    Attributes:
        first: the first of them; None: from the beginning.
        behind: the first one after them; None: until now.
        programs: whose claims they hold for; None: all.
    """

    first: datetime | None
    behind: datetime | None
    programs: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Behind which claim a page begins.

    Attributes:
        submission: its number.
        moment: when it was submitted; needed where days are sought, whose order it is.
    """

    submission: int
    moment: datetime | None = None


def within(spans: Sequence[Span]) -> list[ColumnElement[bool]]:
    """What holds for the claims of any of these spans; nothing to hold for none."""
    if not spans:
        return []
    firsts = [span.first for span in spans if span.first is not None]
    behinds = [span.behind for span in spans if span.behind is not None]
    # The outermost moments, for the index; which program's they are is looked up among what is found there.
    whole = _between(min(firsts) if len(firsts) == len(spans) else None,
                     max(behinds) if len(behinds) == len(spans) else None)  # fmt: skip
    return whole if len(spans) == 1 and spans[0].programs is None else [*whole, or_(*map(_of_its_programs, spans))]


def order(spans: Sequence[Span]) -> tuple[ColumnElement[object], ...]:
    """The last submitted first: by number, and within days by the clock, which an index of days follows."""
    return (_c.created_at.desc(), _c.submission.desc()) if spans else (_c.submission.desc(),)


def behind(spans: Sequence[Span], after: Place) -> ColumnElement[bool]:
    """What comes after a place in the order of these spans. No claim is looked up: it may be another's."""
    if not spans or after.moment is None:
        return _c.submission < after.submission
    at = literal(after.moment, _c.created_at.type)
    return tuple_(_c.created_at, _c.submission) < tuple_(at, after.submission)


def _between(first: datetime | None, behind: datetime | None) -> list[ColumnElement[bool]]:
    return [
        *([] if first is None else [_c.created_at >= first]),
        *([] if behind is None else [_c.created_at < behind]),
    ]


def _of_its_programs(span: Span) -> ColumnElement[bool]:
    whose = true() if span.programs is None else _c.program.in_(span.programs)
    return and_(whose, *_between(span.first, span.behind))
