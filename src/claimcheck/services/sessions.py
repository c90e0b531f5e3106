"""Sessions of people: opaque, revocable, known here by their hash."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import timedelta
from typing import Final

from claimcheck.services.context import Context
from claimcheck.store import sessions
from claimcheck.store.accounts import User

LONGEST: Final = timedelta(days=7)
IDLE: Final = timedelta(hours=12)
_NOTED_EVERY: Final = timedelta(minutes=5)


def begin(context: Context, user: User) -> str:
    """Open a session for a person who proved who they are; returns the token for the browser."""
    token = secrets.token_urlsafe(32)
    now = context.clock()
    with context.database.transaction() as conn:
        sessions.forget_before(conn, now - LONGEST)
        sessions.add(conn, user=user, token_sha256=_hash(token), now=now, expires_at=now + LONGEST)
    return token


def whose(context: Context, token: str) -> User | None:
    """Whose session it is; None where it does not work (any more)."""
    now = context.clock()
    with context.database.read() as conn:
        found = sessions.working(conn, _hash(token), now=now, seen_after=now - IDLE)
    if found is None:
        return None
    if now - found.seen_at > _NOTED_EVERY:
        with context.database.transaction() as conn:
            sessions.touch(conn, found.id, now)
    return found.user


def end(context: Context, token: str) -> None:
    """End a session; one that there is not is ended already."""
    with context.database.transaction() as conn:
        sessions.revoke(conn, _hash(token), context.clock())


def form_token(token: str) -> str:
    """What every form of a session carries, so that no other site can send one: derived, never stored."""
    return hmac.new(token.encode(), b"form", hashlib.sha256).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two secrets are the same, in the same time whatever they are."""
    return hmac.compare_digest(one.encode(errors="replace"), other.encode(errors="replace"))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
