"""Idempotency keys: the first call claims the key, its answer is kept, later calls get the same answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from claimcheck.store.ids import new_id
from claimcheck.store.tables import idempotency_keys as table


@dataclass(frozen=True, slots=True)
class Remembered:
    """A call under an idempotency key; `status` is None while it is under way."""

    request_sha256: str
    status: int | None
    body: Any
    created_at: datetime


def claim(conn: Connection, *, maker_id: str, api_key_id: str, key: str, request_sha256: str, now: datetime) -> bool:
    """Take the key for a first call; False where a call has it already."""
    try:
        with conn.begin_nested():
            conn.execute(
                insert(table).values(
                    id=new_id(), maker_id=maker_id, api_key_id=api_key_id, key=key,
                    request_sha256=request_sha256, created_at=now,
                )
            )  # fmt: skip
    except IntegrityError:
        return False
    return True


def get(conn: Connection, api_key_id: str, key: str) -> Remembered | None:
    """The call under a key, if there was one."""
    query = select(table.c.request_sha256, table.c.status, table.c.body, table.c.created_at)
    row = conn.execute(query.where(table.c.api_key_id == api_key_id, table.c.key == key)).first()
    return Remembered(**row._mapping) if row else None


def answer(conn: Connection, api_key_id: str, key: str, *, status: int, body: Any) -> None:
    """Keep what the first call was answered."""
    mine = (table.c.api_key_id == api_key_id) & (table.c.key == key)
    conn.execute(update(table).where(mine).values(status=status, body=body))


def release(conn: Connection, api_key_id: str, key: str) -> None:
    """Give the key back after a call that changed nothing, so that it may be tried again."""
    conn.execute(delete(table).where(table.c.api_key_id == api_key_id, table.c.key == key))


def forget_before(conn: Connection, moment: datetime) -> int:
    """Drop keys older than `moment`; returns how many went."""
    return conn.execute(delete(table).where(table.c.created_at < moment)).rowcount
