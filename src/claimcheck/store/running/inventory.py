"""What there is, for reconciling: every subject with its owner, and every blob that a row names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import ColumnElement, Connection, exists, select

from claimcheck.store.tables import (
    claim_documents,
    claim_revisions,
    claims,
    documents,
    masked_pictures,
    readings,
    review_tasks,
    sale_uses,
    sales,
    work,
)


@dataclass(frozen=True, slots=True)
class Unowned:
    """A document or claim that is in no terminal state, and that no queue or person owns."""

    subject: str
    id: str
    state: str


@dataclass(frozen=True, slots=True)
class Named:
    """A blob that a row names, and the hash that its bytes must have ("" where none is known)."""

    key: str
    sha256: str
    owner: str


@dataclass(frozen=True, slots=True)
class Overused:
    """A sale line of which approved claims of one program use more than was sold."""

    sale: str
    program: str
    sold: Decimal
    used: Decimal


def makers(conn: Connection) -> list[str]:
    """All makers that have documents or claims."""
    return sorted(
        {*conn.execute(select(documents.c.maker_id).distinct()).scalars()}
        | {*conn.execute(select(claims.c.maker_id).distinct()).scalars()}
    )


def document_ids(conn: Connection, maker_id: str) -> list[str]:
    """All documents of a maker."""
    return list(conn.execute(select(documents.c.id).where(documents.c.maker_id == maker_id)).scalars())


def claim_ids(conn: Connection, maker_id: str) -> list[str]:
    """All claims of a maker."""
    return list(conn.execute(select(claims.c.id).where(claims.c.maker_id == maker_id)).scalars())


def unowned(conn: Connection, maker_id: str) -> Iterator[Unowned]:
    """Documents and claims that nothing will ever move on."""
    received = (documents.c.maker_id == maker_id) & (documents.c.state == "received")
    lost = select(documents.c.id, documents.c.state).where(received, ~_open_work("read", documents.c.id))
    for row in conn.execute(lost):
        yield Unowned("document", row.id, row.state)
    read = (documents.c.maker_id == maker_id) & (documents.c.state == "read")
    unread = read & ~exists().where(readings.c.id == documents.c.reading_id)
    for row in conn.execute(select(documents.c.id, documents.c.state).where(unread)):
        yield Unowned("document", row.id, row.state)
    for condition in (_stranded(), _unasked(), _undecided()):
        for row in conn.execute(select(claims.c.id, claims.c.state).where(claims.c.maker_id == maker_id, condition)):
            yield Unowned("claim", row.id, row.state)


def named_blobs(conn: Connection, maker_id: str) -> Iterator[Named]:
    """All blobs that documents, readings and masked pictures of a maker name."""
    for row in conn.execute(
        select(documents.c.blob, documents.c.sha256, documents.c.id).where(documents.c.maker_id == maker_id)
    ):
        yield Named(row.blob, row.sha256, row.id)
    query = select(readings.c.id, readings.c.pictures, readings.c.pages).where(readings.c.maker_id == maker_id)
    for row in conn.execute(query.execution_options(yield_per=100)):
        hashes = {str(page["number"]): page.get("picture_sha256", "") for page in row.pages.get("pages", ())}
        for number, key in row.pictures.items():
            yield Named(key, hashes.get(number, ""), row.id)
    c = masked_pictures.c
    for row in conn.execute(select(c.blob, c.sha256, c.id).where(c.maker_id == maker_id)):
        yield Named(row.blob, row.sha256, row.id)


def first_and_last_blobs(conn: Connection, each: int = 3) -> list[str]:
    """Where the first and the last files of all makers should lie, so many of each."""
    d = documents.c
    ends = (select(d.blob).order_by(order).limit(each) for order in (d.id, d.id.desc()))
    return list(dict.fromkeys(key for query in ends for key in conn.execute(query).scalars()))


def overused(conn: Connection, maker_id: str) -> Iterator[Overused]:
    """Sale lines that were paid for more often than they were sold."""
    query = (
        select(sale_uses.c.sale, sale_uses.c.program, sale_uses.c.quantity, sales.c.quantity.label("sold"))
        .join(sales, sales.c.id == sale_uses.c.sale)
        .where(sale_uses.c.maker_id == maker_id, sale_uses.c.state == "settled")
    )
    used: dict[tuple[str, str], Decimal] = {}
    sold: dict[str, Decimal] = {}
    for row in conn.execute(query):
        used[row.sale, row.program] = used.get((row.sale, row.program), Decimal(0)) + Decimal(row.quantity)
        sold[row.sale] = Decimal(row.sold)
    for (sale, program), quantity in sorted(used.items()):
        if quantity > sold[sale]:
            yield Overused(sale, program, sold[sale], quantity)


def _open_work(stage: str, subject: ColumnElement[str]) -> ColumnElement[bool]:
    return exists().where(work.c.stage == stage, work.c.subject_id == subject, work.c.state == "open")


def _stranded() -> ColumnElement[bool]:
    """Undecided, with nothing to read and no judging due."""
    current = (claim_revisions.c.claim_id == claims.c.id) & (claim_revisions.c.revision == claims.c.revision)
    reading = exists().where(
        current,
        claim_documents.c.revision_id == claim_revisions.c.id,
        documents.c.id == claim_documents.c.document_id,
        documents.c.state == "received",
    )
    return claims.c.state.in_(("waiting", "judging")) & ~_open_work("judge", claims.c.id) & ~reading


def _unasked() -> ColumnElement[bool]:
    """Before a person, but no person was asked."""
    asked = exists().where(review_tasks.c.claim_id == claims.c.id, review_tasks.c.state == "open")
    return (claims.c.state == "review") & ~asked


def _undecided() -> ColumnElement[bool]:
    """In a state that only a decision leads to, without one."""
    return claims.c.state.in_(("approved", "rejected", "returned")) & claims.c.decision_id.is_(None)
