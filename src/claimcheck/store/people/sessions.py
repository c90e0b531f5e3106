"""Sessions: who is signed in. Of the token in the browser, only its hash is here."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, select, update

from claimcheck.store.ids import new_id
from claimcheck.store.people.accounts import User, selected
from claimcheck.store.tables import organisations, user_sessions, users

_s = user_sessions.c


@dataclass(frozen=True, slots=True)
class Session:
    """A session that works, and whose it is."""

    id: str
    user: User
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Open:
    """A session of a person's, as the person is shown it."""

    id: str
    agent: str
    created_at: datetime
    seen_at: datetime
    token_sha256: str


def add(
    conn: Connection, *, user: User, token_sha256: str, now: datetime, expires_at: datetime, agent: str = ""
) -> None:
    """Open a session."""
    conn.execute(
        insert(user_sessions).values(
            id=new_id(), maker_id=user.maker_id, user_id=user.id, token_sha256=token_sha256, created_at=now,
            seen_at=now, expires_at=expires_at, agent=agent[:200],
        )
    )  # fmt: skip


def working(conn: Connection, token_sha256: str, *, now: datetime, seen_after: datetime) -> Session | None:
    """The session of that token: not ended, seen lately, its person not disabled."""
    query = selected().add_columns(_s.id.label("session_id"), _s.seen_at).join(user_sessions, _s.user_id == users.c.id)
    open_ = (users.c.disabled_at.is_(None), organisations.c.closed_at.is_(None))
    row = conn.execute(query.where(_s.token_sha256 == token_sha256, *_works(now, seen_after), *open_)).first()
    if row is None:
        return None
    return Session(row.session_id, _user(row), row.seen_at)


def last_seen(conn: Connection, user_ids: Collection[str]) -> dict[str, datetime]:
    """When each of these people last did something, signed in; who never was is not in it."""
    newest = select(_s.user_id, func.max(_s.seen_at).label("seen")).where(_s.user_id.in_(list(user_ids)))
    return {row.user_id: row.seen for row in conn.execute(newest.group_by(_s.user_id))}


def open_of(conn: Connection, user_id: str, *, now: datetime, seen_after: datetime) -> list[Open]:
    """A person's sessions that work, the last seen first."""
    query = select(_s.id, _s.agent, _s.created_at, _s.seen_at, _s.token_sha256).where(_s.user_id == user_id)
    found = conn.execute(query.where(*_works(now, seen_after)).order_by(_s.seen_at.desc(), _s.id.desc()))
    return [Open(**row._mapping) for row in found]


def revoke_one(conn: Connection, user_id: str, session_id: str, now: datetime) -> None:
    """End one session of a person."""
    conn.execute(
        update(user_sessions)
        .where(_s.user_id == user_id, _s.id == session_id, _s.revoked_at.is_(None))
        .values(revoked_at=now)
    )


def touch(conn: Connection, session_id: str, now: datetime) -> None:
    """Note that the session is in use."""
    conn.execute(update(user_sessions).where(_s.id == session_id).values(seen_at=now))


def revoke(conn: Connection, token_sha256: str, now: datetime) -> None:
    """End a session."""
    conn.execute(
        update(user_sessions).where(_s.token_sha256 == token_sha256, _s.revoked_at.is_(None)).values(revoked_at=now)
    )


def revoke_all(conn: Connection, user_id: str, now: datetime, *, but: str = "") -> None:
    """End all sessions of a person, but for the one of that token hash."""
    others = (_s.user_id == user_id, _s.revoked_at.is_(None), _s.token_sha256 != but)
    conn.execute(update(user_sessions).where(*others).values(revoked_at=now))


def revoke_of(conn: Connection, organisation_id: str, now: datetime) -> None:
    """End all sessions of the people of an organisation."""
    theirs = select(users.c.id).where(users.c.organisation_id == organisation_id)
    conn.execute(update(user_sessions).where(_s.user_id.in_(theirs), _s.revoked_at.is_(None)).values(revoked_at=now))


def forget_before(conn: Connection, moment: datetime) -> None:
    """Drop sessions that ended before `moment`; of each person the newest stays, which tells when that one was here."""
    newest = select(func.max(_s.id)).group_by(_s.user_id)
    conn.execute(delete(user_sessions).where(_s.expires_at < moment, _s.id.not_in(newest)))


def _works(now: datetime, seen_after: datetime) -> tuple[ColumnElement[bool], ...]:
    return _s.revoked_at.is_(None), _s.expires_at > now, _s.seen_at > seen_after


def _user(row: Row[Any]) -> User:
    said = dict(row._mapping)
    del said["session_id"], said["seen_at"]
    return User(**said)
