"""Idempotency keys: the first call claims the key, its answer is kept, later calls get the same answer.

A key is claimed and answered in the transaction of what the call does, so a row that others see has its answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError, OperationalError

from claimcheck.store.ids import new_id
from claimcheck.store.tables import idempotency_keys as table

_WAIT = "'5s'"
"""How long PostgreSQL lets a call wait for the one that has the key; on SQLite it waits like every writer."""
_LOCK_NOT_AVAILABLE = "55P03"


class Taken(Exception):
    """Another call has the key."""


class Busy(Taken):
    """Another call has the key, and is not done with it."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """A call under an idempotency key, and what it was answered."""

    request_sha256: str
    status: int
    body: Any


def claim(conn: Connection, *, maker_id: str, api_key_id: str, key: str, request_sha256: str, now: datetime) -> None:
    """Take the key for a first call; a call at the same moment waits for this transaction to end.

    Raises:
        Taken: another call has it.
        Busy: and is still under way.
    """
    _bounded(conn, _WAIT)
    try:
        with conn.begin_nested():
            # A call without its answer was cut off under a release that kept the two apart.
            conn.execute(delete(table).where(*_under(api_key_id, key), table.c.status.is_(None)))
            conn.execute(
                insert(table).values(
                    id=new_id(), maker_id=maker_id, api_key_id=api_key_id, key=key,
                    request_sha256=request_sha256, created_at=now,
                )
            )  # fmt: skip
    except IntegrityError as error:
        raise Taken from error
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", None) == _LOCK_NOT_AVAILABLE:
            raise Busy from error
        raise
    _bounded(conn, "DEFAULT")


def get(conn: Connection, api_key_id: str, key: str) -> Remembered | None:
    """The call under a key, if there was one."""
    query = select(table.c.request_sha256, table.c.status, table.c.body)
    row = conn.execute(query.where(*_under(api_key_id, key), table.c.status.is_not(None))).first()
    return Remembered(**row._mapping) if row else None


def answer(conn: Connection, api_key_id: str, key: str, *, status: int, body: Any) -> None:
    """Keep what the call is answered that claimed the key in this transaction."""
    conn.execute(update(table).where(*_under(api_key_id, key)).values(status=status, body=body))


def forget_before(conn: Connection, moment: datetime) -> int:
    """Drop keys older than `moment`; returns how many went."""
    return conn.execute(delete(table).where(table.c.created_at < moment)).rowcount


def _under(api_key_id: str, key: str) -> tuple[ColumnElement[bool], ...]:
    return table.c.api_key_id == api_key_id, table.c.key == key


def _bounded(conn: Connection, wait: str) -> None:
    if conn.dialect.name == "postgresql":
        conn.exec_driver_sql(f"SET LOCAL lock_timeout = {wait}")
