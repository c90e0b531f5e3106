"""Many claims at once: sheets, their rows and files, and what became of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from claimcheck.model.parties import Actor
from claimcheck.model.wire import restored
from claimcheck.store.claiming.claims import Revision, revisions_of
from claimcheck.store.ids import new_id
from claimcheck.store.tables import bulk_files, bulk_rows, bulk_uploads, claims
from claimcheck.store.visibility import visible

_AT_ONCE = 500
_b, _r, _f = bulk_uploads.c, bulk_rows.c, bulk_files.c


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet that was handed in."""

    id: str
    maker_id: str
    organisation: str
    actor: str
    program: str
    filename: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a sheet.

    Attributes:
        line: of the file, as its reader counts them.
        number: the claim's own number.
        values: field name to what is claimed.
        files: names as the sheet has them.
        state: waiting, sent, refused.
        fault: code, field and message (wire of a sentence) of what keeps it back.
        claim_id, claim_state: of the claim that it became.
    """

    id: str
    line: int
    number: str
    values: Mapping[str, str]
    files: Sequence[str]
    state: str
    fault: Mapping[str, Any] | None
    claim_id: str | None
    claim_state: str | None


@dataclass(frozen=True, slots=True)
class Made:
    """A claim that there is: its program, and its revisions."""

    id: str
    program: str
    said: Sequence[Revision]


def add(conn: Connection, actor: Actor, *, program: str, filename: str, rows: Sequence[SheetRow], now: datetime) -> str:
    """Keep a sheet with its rows; returns its id."""
    new = new_id()
    conn.execute(
        insert(bulk_uploads).values(
            id=new, maker_id=actor.maker_id, organisation=actor.organisation, actor=actor.id, program=program,
            filename=filename, created_at=now,
        )
    )  # fmt: skip
    conn.execute(
        insert(bulk_rows),
        [
            {"id": new_id(), "maker_id": actor.maker_id, "bulk_id": new, "line": row.line, "number": row.number,
             "values": dict(row.values), "files": list(row.files), "state": row.state, "fault": row.fault,
             "claim_id": row.claim_id}
            for row in rows
        ],
    )  # fmt: skip
    return new


def get(conn: Connection, actor: Actor, sheet_id: str) -> Sheet | None:
    """A sheet that the actor may see."""
    row = conn.execute(
        select(bulk_uploads).where(visible(bulk_uploads, _b.organisation, actor), _b.id == sheet_id)
    ).first()
    return Sheet(**row._mapping) if row else None


def listed(conn: Connection, actor: Actor, limit: int = 50) -> list[tuple[Sheet, int, int]]:
    """The last sheets that the actor may see, each with how many rows it has and how many were sent."""
    sent = func.count(_r.claim_id)
    query = (
        select(bulk_uploads, func.count(_r.id), sent)
        .join(bulk_rows, _r.bulk_id == _b.id)
        .where(visible(bulk_uploads, _b.organisation, actor))
        .group_by(*_b)
        .order_by(_b.id.desc())
        .limit(limit)
    )
    return [(Sheet(*row[:-2]), int(row[-2]), int(row[-1])) for row in conn.execute(query)]


def rows(conn: Connection, sheet_id: str) -> list[SheetRow]:
    """The rows of a sheet in its order."""
    chosen = (_r.id, _r.line, _r.number, _r["values"], _r.files, _r.state, _r.fault, _r.claim_id)
    query = select(*chosen, claims.c.state).outerjoin(claims, claims.c.id == _r.claim_id)
    found = (SheetRow(*row) for row in conn.execute(query.where(_r.bulk_id == sheet_id).order_by(_r.line)))
    return [
        replace(row, fault={**row.fault, "message": restored(row.fault.get("message", ""))}) if row.fault else row
        for row in found
    ]


def claimed(conn: Connection, actor: Actor, numbers: Sequence[str]) -> dict[str, Made]:
    """By number, what there is already of these claims of the actor's organisation."""
    found: dict[str, Made] = {}
    for at in range(0, len(numbers), _AT_ONCE):
        asked = (
            select(claims.c.outside_id, claims.c.id, claims.c.program)
            .where(claims.c.maker_id == actor.maker_id, claims.c.dealer == actor.organisation)
            .where(claims.c.outside_id.in_(numbers[at : at + _AT_ONCE]))
        )
        made = conn.execute(asked).all()
        said = revisions_of(conn, [row.id for row in made])
        found |= {row.outside_id: Made(row.id, row.program, said[row.id]) for row in made}
    return found


def settle(conn: Connection, row_id: str, **values: Any) -> None:
    """Change what became of a row: `state`, `fault`, `claim_id`."""
    conn.execute(update(bulk_rows).where(_r.id == row_id).values(**values))


def name_files(conn: Connection, maker_id: str, sheet_id: str, named: Mapping[str, str]) -> None:
    """Keep which document each (folded) name is; the last one of a name counts."""
    make: Any = postgresql.insert if conn.dialect.name == "postgresql" else sqlite.insert
    for name, document in named.items():
        row = make(bulk_files).values(id=new_id(), maker_id=maker_id, bulk_id=sheet_id, name=name, document_id=document)
        conn.execute(row.on_conflict_do_update(index_elements=["bulk_id", "name"], set_={"document_id": document}))


def files(conn: Connection, sheet_id: str) -> dict[str, str]:
    """Document by (folded) name."""
    query = select(_f.name, _f.document_id).where(_f.bulk_id == sheet_id)
    return {row.name: row.document_id for row in conn.execute(query)}
