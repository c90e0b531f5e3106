"""Sales imports: which files came in, what was made of them, and which lines were refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from claimcheck.model.said import Said
from claimcheck.model.wire import encode, restored
from claimcheck.store.tables import sales_imports


@dataclass(frozen=True, slots=True)
class Reject:
    """A line that was refused: its number in the file, the column at fault ("" for the whole line), and why."""

    line: int
    column: str
    message: str | Said


@dataclass(frozen=True, slots=True)
class SalesImport:
    """One import: `counts` by what happened to the lines, `rejects` the lines that were not taken."""

    id: str
    maker_id: str
    source: str
    filename: str
    sha256: str
    mode: str
    counts: Mapping[str, int]
    rejects: Sequence[Reject]
    actor: str
    created_at: datetime


def add(conn: Connection, done: SalesImport) -> None:
    """Record an import in the transaction that stores its rows."""
    conn.execute(
        insert(sales_imports).values(
            id=done.id, maker_id=done.maker_id, source=done.source, filename=done.filename, sha256=done.sha256,
            mode=done.mode, counts=dict(done.counts), rejects=encode(done.rejects), actor=done.actor,
            created_at=done.created_at,
        )
    )  # fmt: skip


def last_of_source(conn: Connection, maker_id: str, source: str) -> SalesImport | None:
    """The last import of a source; a file that is the same as it changes nothing."""
    query = select(sales_imports).where(sales_imports.c.maker_id == maker_id, sales_imports.c.source == source)
    row = conn.execute(query.order_by(sales_imports.c.id.desc()).limit(1)).first()
    return _import(row) if row else None


def get(conn: Connection, maker_id: str, import_id: str) -> SalesImport | None:
    """One import; None where the maker has no such."""
    query = select(sales_imports).where(sales_imports.c.maker_id == maker_id, sales_imports.c.id == import_id)
    row = conn.execute(query).first()
    return _import(row) if row else None


def page(conn: Connection, maker_id: str, *, before: str | None = None, limit: int = 50) -> list[SalesImport]:
    """A maker's imports, the newest first, those older than the import `before`."""
    query = select(sales_imports).where(sales_imports.c.maker_id == maker_id)
    if before is not None:
        query = query.where(sales_imports.c.id < before)
    return [_import(row) for row in conn.execute(query.order_by(sales_imports.c.id.desc()).limit(limit))]


def _import(row: Row[Any]) -> SalesImport:
    rejects = tuple(Reject(r["line"], r["column"], restored(r["message"])) for r in row.rejects)
    return SalesImport(**{**row._mapping, "rejects": rejects})
