"""Events of claims and documents, for those who may see them."""

from __future__ import annotations

from claimcheck.services.context import Context
from claimcheck.store.notices import events
from claimcheck.store.notices.events import Event


def of_subject(context: Context, maker_id: str, subject_id: str, *, after: int) -> list[Event]:
    """Events of one subject behind `after`, in order. Whether the caller may see the subject was checked before."""
    with context.database.read() as conn:
        return events.of_subject(conn, maker_id, subject_id, after=after)


def since(context: Context, after: int) -> list[Event]:
    """Events of all makers behind `after`, for the one poller of a web process."""
    with context.database.read() as conn:
        return events.since(conn, after)


def last_id(context: Context) -> int:
    """The highest event id so far."""
    with context.database.read() as conn:
        return events.last_id(conn)
