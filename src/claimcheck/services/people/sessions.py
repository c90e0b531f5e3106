"""Sessions of people: opaque, revocable, known here by their hash."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import timedelta
from typing import Final

from claimcheck.services.context import Context
from claimcheck.services.people.hashes import hashed, same
from claimcheck.store.people import sessions
from claimcheck.store.people.accounts import User
from claimcheck.store.people.sessions import Open

LONGEST: Final = timedelta(days=7)
IDLE: Final = timedelta(hours=12)
_NOTED_EVERY: Final = timedelta(minutes=5)


def begin(context: Context, user: User, *, agent: str = "") -> str:
    """Open a session for a person who proved who they are; returns the token for the browser.

    Args:
        context: database, blobs, settings and clock.
        user: who proved it.
        agent: the browser, as it names itself: by it the person knows the session again.
    """
    token = secrets.token_urlsafe(32)
    now = context.clock()
    with context.database.transaction() as conn:
        sessions.forget_before(conn, now - LONGEST)
        sessions.add(conn, user=user, token_sha256=hashed(token), now=now, expires_at=now + LONGEST, agent=agent)
    return token


def whose(context: Context, token: str) -> User | None:
    """The person whose session it is; None for one that does not work, or has ended."""
    now = context.clock()
    with context.database.read() as conn:
        found = sessions.working(conn, hashed(token), now=now, seen_after=now - IDLE)
    if found is None:
        return None
    if now - found.seen_at > _NOTED_EVERY:
        with context.database.transaction() as conn:
            sessions.touch(conn, found.id, now)
    return found.user


def end(context: Context, token: str) -> None:
    """End a session; one that there is not is ended already."""
    with context.database.transaction() as conn:
        sessions.revoke(conn, hashed(token), context.clock())


def listed(context: Context, user: User) -> list[Open]:
    """A person's sessions that work, the last seen first."""
    now = context.clock()
    with context.database.read() as conn:
        return sessions.open_of(conn, user.id, now=now, seen_after=now - IDLE)


def end_one(context: Context, user: User, session_id: str) -> None:
    """End one of a person's own sessions; one that there is not is ended already."""
    with context.database.transaction() as conn:
        sessions.revoke_one(conn, user.id, session_id, context.clock())


def end_others(context: Context, user: User, token: str) -> None:
    """End all sessions of a person but the one of that token."""
    with context.database.transaction() as conn:
        sessions.revoke_all(conn, user.id, context.clock(), but=hashed(token))


def is_token_of(token: str, session: Open) -> bool:
    """Whether a browser's token is the one of that session."""
    return same(hashed(token), session.token_sha256)


def form_token(token: str) -> str:
    """What every form of a session carries, so that no other site can send one: derived, never stored."""
    return hmac.new(token.encode(), b"form", hashlib.sha256).hexdigest()
