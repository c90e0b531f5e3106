"""Documents: what was uploaded, where its bytes lie, and whether it has been read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from claimcheck.model.parties import Actor
from claimcheck.store.tables import documents
from claimcheck.store.visibility import visible

_d = documents.c


@dataclass(frozen=True, slots=True)
class Document:
    """One uploaded file.

    Attributes:
        organisation: outside id of the owner.
        filename: the client's name of it, made safe; data, never a path.
        blob: key of the original bytes.
        state: `received`, `read` or `failed`.
        problem: wire of the `model.documents.Problem` that it failed for, or that its reader warned of first.
    """

    id: str
    maker_id: str
    organisation: str
    filename: str
    media_type: str
    size: int
    sha256: str
    blob: str
    state: str
    locale: str
    reading_id: str | None
    problem: Mapping[str, Any] | None
    created_at: datetime
    read_at: datetime | None


def add(conn: Connection, document: Document) -> None:
    """Add a document."""
    conn.execute(insert(documents).values(**asdict(document)))


def get(conn: Connection, actor: Actor, document_id: str) -> Document | None:
    """One document; None where there is none that the actor may see."""
    return next(iter(by_ids(conn, actor, [document_id])), None)


def by_ids(conn: Connection, actor: Actor, ids: Collection[str], *, lock: bool = False) -> list[Document]:
    """Those of the documents that the actor may see, in order of id.

    Args:
        conn: a connection.
        actor: who is asking.
        ids: our ids.
        lock: hold the rows until the transaction ends, so that no reading is stored meanwhile.
    """
    query = select(documents).where(visible(documents, _d.organisation, actor), _d.id.in_(list(ids))).order_by(_d.id)
    return [_document(row) for row in conn.execute(query.with_for_update() if lock else query)]


def settle(
    conn: Connection,
    maker_id: str,
    document_id: str,
    *,
    state: str,
    reading_id: str | None,
    problem: Mapping[str, Any] | None,
    now: datetime,
) -> None:
    """Record what came of reading: state `read` or `failed`."""
    conn.execute(
        update(documents)
        .where(_d.maker_id == maker_id, _d.id == document_id)
        .values(state=state, reading_id=reading_id, problem=dict(problem) if problem else None, read_at=now)
    )


def _document(row: Row[Any]) -> Document:
    return Document(**row._mapping)
