"""What a clock that was set back left too far ahead: mails and webhook calls that would wait until it has caught up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Table, and_, func, not_, or_, select, update

from claimcheck.store.tables import notice_choices, notices, webhook_deliveries

AHEAD: Final = timedelta(minutes=2)
"""Beyond what clocks of several machines differ by: what was put down later than this was so by another time."""


def born(table: Table, by: datetime, now: datetime) -> ColumnElement[bool]:
    """Whether a row was put down by a moment; one from ahead of the time was so before the clock was set back."""
    return or_(table.c.created_at <= by, table.c.created_at > now + AHEAD)


def pull_in_mails(
    conn: Connection, *, now: datetime, held: timedelta, waits: Sequence[timedelta], digests: Mapping[str, timedelta]
) -> int:
    """Bring near what waits longer than any mail does.

    Args:
        conn: the transaction.
        now: the time.
        held: how long whoever takes one may have it.
        waits: between tries.
        digests: how long who chose so may wait for all that is told meanwhile.

    Returns:
        How many notices were changed.
    """
    untried, reader = notices.c.attempts == 0, func.coalesce(notices.c.user_id, "")
    c = notice_choices.c
    far = _tried_too_far(notices, now, held, waits)
    for choice, longest in digests.items():
        theirs = reader.in_(select(c.user_id).where(c.mail == choice))
        far.append(and_(untried, theirs, notices.c.not_before > now + AHEAD + longest))
    at_once = not_(reader.in_(select(c.user_id).where(c.mail.in_(digests))))
    return _near(conn, notices, now, or_(and_(untried, at_once), *far))


def pull_in_calls(conn: Connection, *, now: datetime, held: timedelta, waits: Sequence[timedelta]) -> int:
    """Bring near what waits longer than any call does; returns how many.

    Args:
        conn: the transaction.
        now: the time.
        held: how long whoever takes one may have it.
        waits: between tries.
    """
    untried = webhook_deliveries.c.attempts == 0
    return _near(conn, webhook_deliveries, now, or_(untried, *_tried_too_far(webhook_deliveries, now, held, waits)))


def _tried_too_far(
    table: Table, now: datetime, held: timedelta, waits: Sequence[timedelta]
) -> list[ColumnElement[bool]]:
    """What was taken or tried, by how often, and is put off further than that many tries put anything off."""
    c = table.c
    often = [and_(c.attempts == n, c.not_before > now + AHEAD + max(held, wait)) for n, wait in enumerate(waits, 1)]
    return [*often, and_(c.attempts > len(waits), c.not_before > now + AHEAD + held)]


def _near(conn: Connection, table: Table, now: datetime, far: Any) -> int:
    waiting = update(table).where(table.c.state == "waiting", table.c.not_before > now + AHEAD, far)
    return conn.execute(waiting.values(not_before=now)).rowcount
