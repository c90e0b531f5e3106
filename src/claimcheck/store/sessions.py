"""Sessions: who is signed in. Of the token in the browser, only its hash is here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, update

from claimcheck.store.accounts import User, selected
from claimcheck.store.ids import new_id
from claimcheck.store.tables import user_sessions, users

_s = user_sessions.c


@dataclass(frozen=True, slots=True)
class Session:
    """A session that works, and whose it is."""

    id: str
    user: User
    seen_at: datetime


def add(conn: Connection, *, user: User, token_sha256: str, now: datetime, expires_at: datetime) -> None:
    """Open a session."""
    conn.execute(
        insert(user_sessions).values(
            id=new_id(), maker_id=user.maker_id, user_id=user.id, token_sha256=token_sha256, created_at=now,
            seen_at=now, expires_at=expires_at,
        )
    )  # fmt: skip


def working(conn: Connection, token_sha256: str, *, now: datetime, seen_after: datetime) -> Session | None:
    """The session of that token: not ended, seen lately, its person not disabled."""
    query = selected().add_columns(_s.id.label("session_id"), _s.seen_at).join(user_sessions, _s.user_id == users.c.id)
    works = (_s.revoked_at.is_(None), _s.expires_at > now, _s.seen_at > seen_after, users.c.disabled_at.is_(None))
    row = conn.execute(query.where(_s.token_sha256 == token_sha256, *works)).first()
    if row is None:
        return None
    return Session(row.session_id, _user(row), row.seen_at)


def touch(conn: Connection, session_id: str, now: datetime) -> None:
    """Note that the session is in use."""
    conn.execute(update(user_sessions).where(_s.id == session_id).values(seen_at=now))


def revoke(conn: Connection, token_sha256: str, now: datetime) -> None:
    """End a session."""
    conn.execute(
        update(user_sessions).where(_s.token_sha256 == token_sha256, _s.revoked_at.is_(None)).values(revoked_at=now)
    )


def revoke_all(conn: Connection, user_id: str, now: datetime) -> None:
    """End all sessions of a person."""
    conn.execute(update(user_sessions).where(_s.user_id == user_id, _s.revoked_at.is_(None)).values(revoked_at=now))


def forget_before(conn: Connection, moment: datetime) -> None:
    """Drop sessions that ended before `moment`."""
    conn.execute(delete(user_sessions).where(_s.expires_at < moment))


def _user(row: Row[Any]) -> User:
    said = dict(row._mapping)
    del said["session_id"], said["seen_at"]
    return User(**said)
