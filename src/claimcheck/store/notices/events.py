"""Events: what the live streams send. Written in the transaction of the change that they tell of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from claimcheck.store.tables import events


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a live stream; `id` grows within a database and is the stream's Last-Event-ID."""

    id: int
    maker_id: str
    organisation: str
    subject: str
    subject_id: str
    kind: str
    data: Mapping[str, Any]
    created_at: datetime


def add(
    conn: Connection,
    *,
    maker_id: str,
    organisation: str,
    subject: str,
    subject_id: str,
    kind: str,
    data: Mapping[str, Any],
    now: datetime,
) -> None:
    """Record an event of a document, claim or task.

    Args:
        conn: the transaction of the change itself.
        maker_id: whose data it is.
        organisation: outside id of the organisation that owns the subject; it and the maker's people see it.
        subject: `document`, `claim` or `task`.
        subject_id: our id of it.
        kind: what happened: `claim.state`, `document.state`, `task.opened`, …
        data: small, JSON-able; ids, states and codes, no personal data.
        now: the time of the change.
    """
    conn.execute(
        insert(events).values(
            maker_id=maker_id, organisation=organisation, subject=subject, subject_id=subject_id, kind=kind,
            data=dict(data), created_at=now,
        )
    )  # fmt: skip


def of_subject(conn: Connection, maker_id: str, subject_id: str, *, after: int = 0, limit: int = 500) -> list[Event]:
    """Events of one document, claim or task in order, those behind `after` only."""
    query = select(events).where(
        events.c.maker_id == maker_id, events.c.subject_id == subject_id, events.c.id > after
    )  # fmt: skip
    return [_event(row) for row in conn.execute(query.order_by(events.c.id).limit(limit))]


def since(conn: Connection, after: int, *, limit: int = 2000) -> list[Event]:
    """All events behind `after`, of every maker: for the one poller of a web process."""
    query = select(events).where(events.c.id > after).order_by(events.c.id).limit(limit)
    return [_event(row) for row in conn.execute(query)]


def last_id(conn: Connection) -> int:
    """The highest id so far; 0 where there is none."""
    return conn.execute(select(func.max(events.c.id))).scalar() or 0


def _event(row: Row[Any]) -> Event:
    return Event(**row._mapping)
