"""Acts on many tasks: frozen by their preview, begun once, ended with a result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from claimcheck.store.ids import new_id
from claimcheck.store.tables import bulk_acts

_b = bulk_acts.c


@dataclass(frozen=True, slots=True)
class Act:
    """One act: what, to which tasks as they stood, and what came of it (None before it is done)."""

    id: str
    act: str
    answer: Mapping[str, Any]
    items: Sequence[dict[str, Any]]
    result: Sequence[Mapping[str, Any]] | None
    by: str
    created_at: datetime
    done_at: datetime | None


def add(
    conn: Connection, maker_id: str, *, act: str, answer: Mapping[str, Any], items: Sequence[Mapping[str, Any]],
    by: str, now: datetime,
) -> str:  # fmt: skip
    """Keep a preview; returns our id of it."""
    new = new_id()
    values = {"answer": dict(answer), "items": [dict(item) for item in items], "by": by, "created_at": now}
    conn.execute(insert(bulk_acts).values(id=new, maker_id=maker_id, act=act, **values))
    return new


def get(conn: Connection, maker_id: str, person: str, act_id: str) -> Act | None:
    """An act of one person's."""
    query = select(_b.id, _b.act, _b.answer, _b["items"], _b.result, _b.by, _b.created_at, _b.done_at)
    row = conn.execute(query.where(_b.maker_id == maker_id, _b.by == person, _b.id == act_id)).first()
    return Act(**row._mapping) if row else None


def begin(conn: Connection, act_id: str, now: datetime) -> bool:
    """Let an act be done; False where it was begun before."""
    begun = conn.execute(update(bulk_acts).where(_b.id == act_id, _b.done_at.is_(None)).values(done_at=now))
    return begun.rowcount == 1


def end(conn: Connection, act_id: str, result: Sequence[Mapping[str, Any]]) -> None:
    """Keep what came of it."""
    conn.execute(update(bulk_acts).where(_b.id == act_id).values(result=[dict(item) for item in result]))
