"""Versions of programs that are being written; none of them judges anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, select, update

from claimcheck.store.ids import new_id
from claimcheck.store.tables import program_drafts

_d = program_drafts.c


@dataclass(frozen=True, slots=True)
class ProgramDraft:
    """One version as it stands so far, and who wrote on it last."""

    name: str
    version: str
    text: str
    actor: str
    changed_at: datetime


def get(conn: Connection, maker_id: str, name: str, version: str) -> ProgramDraft | None:
    """One draft."""
    query = _drafts(maker_id).where(_d.name == name, _d.version == version)
    row = conn.execute(query).first()
    return ProgramDraft(**row._mapping) if row else None


def all_of(conn: Connection, maker_id: str) -> list[ProgramDraft]:
    """A maker's drafts, the last changed first."""
    query = _drafts(maker_id).order_by(_d.changed_at.desc(), _d.id.desc())
    return [ProgramDraft(**row._mapping) for row in conn.execute(query)]


def put(
    conn: Connection, *, maker_id: str, name: str, version: str, text: str, actor: str, now: datetime
) -> None:  # fmt: skip
    """Keep a draft in place of what it was; the caller stands in line with others who write programs."""
    ours = (_d.maker_id == maker_id, _d.name == name, _d.version == version)
    changed = conn.execute(update(program_drafts).where(*ours).values(text=text, actor=actor[:64], changed_at=now))
    if not changed.rowcount:
        conn.execute(
            insert(program_drafts).values(
                id=new_id(), maker_id=maker_id, name=name, version=version, text=text, actor=actor[:64],
                created_at=now, changed_at=now,
            )
        )  # fmt: skip


def drop(conn: Connection, maker_id: str, name: str, version: str) -> None:
    """Throw a draft away."""
    conn.execute(
        delete(program_drafts).where(_d.maker_id == maker_id, _d.name == name, _d.version == version)
    )  # fmt: skip


def _drafts(maker_id: str) -> Select[Any]:
    return select(_d.name, _d.version, _d.text, _d.actor, _d.changed_at).where(_d.maker_id == maker_id)
