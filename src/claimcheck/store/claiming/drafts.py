"""Drafts of claims: what a person has entered and not sent yet, one a program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update
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


def listed(conn: Connection, user_id: str) -> list[Draft]:
    """All drafts of a person, the newest first."""
    rows = conn.execute(select(claim_drafts).where(_d.user_id == user_id).order_by(_d.changed_at.desc()))
    return [Draft(row.id, row.program, row.fields, tuple(row.documents), row.changed_at) for row in rows]


def begin(conn: Connection, *, draft_id: str, maker_id: str, user_id: str, program: str, now: datetime) -> Draft:
    """A person's draft under a program, an empty one of that id where there was none; held until the transaction ends.

    Two windows of one person that change it do so one after the other.
    """
    insert: Any = postgresql.insert if conn.dialect.name == "postgresql" else sqlite.insert
    conn.execute(
        insert(claim_drafts)
        .values(
            id=draft_id, maker_id=maker_id, user_id=user_id, program=program, fields={}, documents=[],
            created_at=now, changed_at=now,
        )
        .on_conflict_do_nothing(index_elements=["user_id", "program"])
    )  # fmt: skip
    asked = select(claim_drafts).where(_d.user_id == user_id, _d.program == program).with_for_update()
    row = conn.execute(asked).one()
    return Draft(row.id, row.program, row.fields, tuple(row.documents), row.changed_at)


def change(
    conn: Connection, draft_id: str, *, fields: Mapping[str, str], documents: Sequence[str], now: datetime
) -> None:
    """Keep what was entered in place of what was before."""
    kept = {"fields": dict(fields), "documents": list(documents), "changed_at": now}
    conn.execute(update(claim_drafts).where(_d.id == draft_id).values(**kept))


def drop(conn: Connection, user_id: str, program: str) -> None:
    """Forget a draft."""
    conn.execute(delete(claim_drafts).where(_d.user_id == user_id, _d.program == program))
