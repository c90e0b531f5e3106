"""What people have begun to answer at the desk, a draft per task and person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from claimcheck.store.ids import new_id
from claimcheck.store.tables import desk_drafts

_d = desk_drafts.c


def keep(
    conn: Connection, maker_id: str, task_id: str, person: str, *, decision_id: str | None, typed: Mapping[str, Any],
    now: datetime,
) -> None:  # fmt: skip
    """Keep a person's draft in place of the one before; the caller holds the task."""
    mine = (_d.task_id == task_id, _d.person == person)
    values: dict[str, Any] = {"decision_id": decision_id, "typed": dict(typed), "changed_at": now}
    if conn.execute(update(desk_drafts).where(*mine).values(**values)).rowcount == 0:
        new = {"id": new_id(), "maker_id": maker_id, "task_id": task_id, "person": person}
        conn.execute(insert(desk_drafts).values(**new, **values))


def of(
    conn: Connection, task_id: str, person: str, *, decision_id: str | None
) -> tuple[Mapping[str, Any], datetime] | None:
    """A person's draft of the answer to the question of that decision, and when it was kept."""
    query = select(_d.typed, _d.decision_id, _d.changed_at).where(_d.task_id == task_id, _d.person == person)
    row = conn.execute(query).first()
    return (row.typed, row.changed_at) if row is not None and row.decision_id == decision_id else None


def drop(conn: Connection, task_id: str) -> None:
    """The task is answered: nobody's draft of it is needed."""
    conn.execute(delete(desk_drafts).where(_d.task_id == task_id))


def forget_before(conn: Connection, moment: datetime) -> None:
    """Drop drafts that nobody has touched since."""
    conn.execute(delete(desk_drafts).where(_d.changed_at < moment))
