"""Drafts of claims: what a person has entered and not sent yet, one a program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from claimcheck.store.tables import claim_drafts

_d = claim_drafts.c


@dataclass(frozen=True, slots=True)
class Draft:
    """What was entered: values as typed, documents by id."""

    id: str
    program: str
    fields: Mapping[str, str]
    documents: tuple[str, ...]
    changed_at: datetime


def get(conn: Connection, user_id: str, program: str) -> Draft | None:
    """A person's draft under a program."""
    row = conn.execute(select(claim_drafts).where(_d.user_id == user_id, _d.program == program)).first()
    return Draft(row.id, row.program, row.fields, tuple(row.documents), row.changed_at) if row else None


def put(
    conn: Connection,
    *,
    draft_id: str,
    maker_id: str,
    user_id: str,
    program: str,
    fields: Mapping[str, str],
    documents: Sequence[str],
    now: datetime,
) -> None:
    """Keep a draft in place of the one before, whose id stays; `draft_id` is that of a new one."""
    upsert: Any = postgresql.insert if conn.dialect.name == "postgresql" else sqlite.insert
    kept = {"fields": dict(fields), "documents": list(documents), "changed_at": now}
    conn.execute(
        upsert(claim_drafts)
        .values(id=draft_id, maker_id=maker_id, user_id=user_id, program=program, created_at=now, **kept)
        .on_conflict_do_update(index_elements=["user_id", "program"], set_=kept)
    )


def drop(conn: Connection, user_id: str, program: str) -> None:
    """Forget a draft."""
    conn.execute(delete(claim_drafts).where(_d.user_id == user_id, _d.program == program))
