"""Counts over all makers, for metrics."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Table, func, select

from claimcheck.store.tables import claims, documents, notices, organisations, review_tasks, webhook_deliveries


def makers(conn: Connection) -> list[str]:
    """All makers that this installation serves."""
    return list(conn.execute(select(organisations.c.maker_id).distinct().order_by("maker_id")).scalars())


def nothing(conn: Connection) -> None:
    """Make the database answer."""
    conn.execute(select(1))


def claims_by_state(conn: Connection) -> dict[str, int]:
    """How many claims are in each state."""
    return _by_state(conn, claims)


def documents_by_state(conn: Connection) -> dict[str, int]:
    """How many documents are in each state."""
    return _by_state(conn, documents)


def open_tasks(conn: Connection) -> int:
    """How many review tasks wait for an answer."""
    query = select(func.count()).select_from(review_tasks).where(review_tasks.c.state == "open")
    return conn.execute(query).scalar_one()


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Mails or webhook calls: how many wait, how many failed for good, and since when the oldest is due."""

    kind: str
    waiting: int
    failed: int
    due_since: datetime | None


def outgoing(conn: Connection, now: datetime) -> list[Outgoing]:
    """What is to leave by itself: `mail` and `webhook`."""
    found: list[Outgoing] = []
    for kind, table in (("mail", notices), ("webhook", webhook_deliveries)):
        c = table.c
        waits = c.state == "waiting"
        query = select(
            func.count().filter(waits), func.count().filter(c.state == "failed"),
            func.min(c.not_before).filter(waits, c.not_before <= now),
        ).where(c.state.in_(("waiting", "failed")))  # fmt: skip
        found.append(Outgoing(kind, *conn.execute(query).one()))
    return found


def oldest_task(conn: Connection) -> datetime | None:
    """Since when the oldest review task waits."""
    query = select(func.min(review_tasks.c.created_at)).where(review_tasks.c.state == "open")
    since: datetime | None = conn.execute(query).scalar_one()
    return since


def _by_state(conn: Connection, table: Table) -> dict[str, int]:
    c = table.c
    counts: Counter[str] = Counter()
    # By maker too, as the index has it: so it is read in order, without sorting a hundred thousand rows.
    for _, state, count in conn.execute(select(c.maker_id, c.state, func.count()).group_by(c.maker_id, c.state)):
        counts[state] += count
    return dict(counts)
