"""Counts over all makers, for metrics."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import Connection, Table, func, select

from claimcheck.store.tables import claims, documents, organisations, review_tasks


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


def _by_state(conn: Connection, table: Table) -> dict[str, int]:
    c = table.c
    counts: Counter[str] = Counter()
    # By maker too, as the index has it: so it is read in order, without sorting a hundred thousand rows.
    for _, state, count in conn.execute(select(c.maker_id, c.state, func.count()).group_by(c.maker_id, c.state)):
        counts[state] += count
    return dict(counts)
