"""Counting tries, so that nobody guesses: counted before they are looked at, and refused for longer and longer."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from claimcheck.services.context import Context
from claimcheck.services.people.hashes import hashed
from claimcheck.store.database import serialise
from claimcheck.store.people import accounts

MOST: Final = 5
"""Tries under one key before it must wait."""


def counted(context: Context, *keys: str, most: tuple[int, ...] = ()) -> bool:
    """Count a try under each key before it is looked at; False when it is refused, and then it is not counted.

    Args:
        context: database, blobs, settings and clock.
        *keys: such as `account:…`, `address:…`; only their hashes are stored.
        most: tries that each key has before it must wait; five where not said.
    """
    now = context.clock()
    stored = [hashed(one) for one in keys]
    with context.database.transaction() as conn:
        for one in sorted(stored):  # many at one moment are counted one by one, and refused from the limit on
            serialise(conn, f"tries:{one}")
        accounts.forget_tries_before(conn, now - timedelta(days=1))
        if any(accounts.blocked(conn, one, now) for one in stored):
            return False
        for one, limit in zip(stored, most or (MOST,) * len(stored), strict=True):
            tries = accounts.count_try(conn, one, now)
            if tries >= limit:
                accounts.block(conn, one, _until(now, tries - limit))
    return True


def forget(context: Context, *keys: str) -> None:
    """Forget the tries of these keys."""
    with context.database.transaction() as conn:
        for one in keys:
            accounts.forget_tries(conn, hashed(one))


def take_back(context: Context, key: str) -> None:
    """Count one try less: it was a good one. The others stand, or whoever has one account could guess at all others."""
    with context.database.transaction() as conn:
        accounts.uncount_try(conn, hashed(key))


def _until(now: datetime, beyond: int) -> datetime:
    return now + timedelta(minutes=min(15, 2 ** min(beyond, 4)))
