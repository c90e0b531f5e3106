"""Requests for a new password, one row each whether or not there is such an account, until a mail answers them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, update

from claimcheck.store.ids import new_id
from claimcheck.store.people.accounts import User, from_row, selected
from claimcheck.store.tables import reset_requests, users

_r = reset_requests.c


@dataclass(frozen=True, slots=True)
class Reset:
    """A request that nobody has answered yet, and whose it is."""

    id: str
    user: User
    created_at: datetime


def add(conn: Connection, user_id: str | None, now: datetime) -> None:
    """Record a request; `user_id` is None where there is no such account."""
    conn.execute(insert(reset_requests).values(id=new_id(), user_id=user_id, created_at=now))


def waiting(conn: Connection, *, since: datetime, limit: int = 100) -> list[Reset]:
    """Requests of people with accounts that are to be answered, the oldest first."""
    query = selected().add_columns(_r.id.label("reset_id"), _r.created_at.label("asked_at"))
    query = query.join(reset_requests, _r.user_id == users.c.id)
    found = conn.execute(query.where(_r.handled_at.is_(None), _r.created_at >= since).order_by(_r.id).limit(limit))
    resets = []
    for row in found:
        said = dict(row._mapping)
        reset_id, asked_at = said.pop("reset_id"), said.pop("asked_at")
        user = User(**said)
        if not user.shut:
            resets.append(Reset(reset_id, user, asked_at))
    return resets


def take(conn: Connection, reset_id: str, now: datetime) -> User | None:
    """Answer a request: whose it is; None where it was answered already."""
    open_one = (_r.id == reset_id, _r.handled_at.is_(None))
    if conn.execute(update(reset_requests).where(*open_one).values(handled_at=now)).rowcount != 1:
        return None
    row = conn.execute(selected().join(reset_requests, _r.user_id == users.c.id).where(_r.id == reset_id)).first()
    return from_row(row) if row else None


def forget_before(conn: Connection, moment: datetime) -> None:
    """Drop requests older than that."""
    conn.execute(delete(reset_requests).where(_r.created_at < moment))
