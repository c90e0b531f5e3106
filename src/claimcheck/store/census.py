"""Counts over all makers, for metrics."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from claimcheck.store.tables import claims, documents, organisations, review_tasks


def makers(conn: Connection) -> list[str]:
    """All makers that this installation serves."""
    return list(conn.execute(select(organisations.c.maker_id).distinct().order_by("maker_id")).scalars())


def claims_by_state(conn: Connection) -> dict[str, int]:
    """How many claims are in each state."""
    query = select(claims.c.state, func.count()).group_by(claims.c.state)
    return {row.state: row[1] for row in conn.execute(query)}


def documents_by_state(conn: Connection) -> dict[str, int]:
    """How many documents are in each state."""
    query = select(documents.c.state, func.count()).group_by(documents.c.state)
    return {row.state: row[1] for row in conn.execute(query)}


def open_tasks(conn: Connection) -> int:
    """How many review tasks wait for an answer."""
    query = select(func.count()).select_from(review_tasks).where(review_tasks.c.state == "open")
    return conn.execute(query).scalar_one()
