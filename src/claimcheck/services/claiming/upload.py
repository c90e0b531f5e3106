"""Upload: a file is durable, with the work of reading it, before anything is answered."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from sqlalchemy import Connection

from claimcheck.errors import Invalid
from claimcheck.intake import check_size, safe_name, sniff
from claimcheck.model.parties import Actor
from claimcheck.services.claiming.views import DocumentView
from claimcheck.services.context import Context
from claimcheck.store import audit
from claimcheck.store.blobs import document_key
from claimcheck.store.claiming import documents
from claimcheck.store.claiming.documents import Document
from claimcheck.store.ids import new_id
from claimcheck.store.judging import work
from claimcheck.store.notices import events


def upload(context: Context, actor: Actor, filename: str, data: bytes, *, locale: str = "") -> DocumentView:
    """Take a file in: store its bytes, and make the work of reading it due.

    The blob is durable first, then the row, the work, the audit entry and the event in one transaction: a crash in
    between leaves a blob that nothing points to, which `reconcile` lists, and never a row without its bytes.

    Args:
        context: database, blobs, settings and clock.
        actor: who uploads; the document belongs to its organisation.
        filename: the client's name, which is only data.
        data: the file.
        locale: BCP 47 tag of the document where the caller knows it, `ms-MY`; a program that names its own goes before.

    Returns:
        The document, state `received`.

    Raises:
        BadFile, TooLarge: empty, too large or not of a kind that we read.
        Invalid: `document.locale`.
        Unavailable: it could not be made durable; nothing was taken.
    """
    document = store(context, actor, filename, data, locale=locale)
    record(context, actor, [document])
    return DocumentView(
        id=document.id, organisation=document.organisation, filename=document.filename,
        media_type=document.media_type, size=document.size, sha256=document.sha256, state=document.state,
        locale=document.locale, created_at=document.created_at,
    )  # fmt: skip


def store(context: Context, actor: Actor, filename: str, data: bytes, *, locale: str = "") -> Document:
    """Make a file's bytes durable: the first half of `upload`, for `record`; arguments and errors are the same."""
    if len(locale) > 16 or not all(c.isascii() and (c.isalnum() or c in "-_") for c in locale):
        raise Invalid("The locale is not a language tag such as ms-MY.", code="document.locale")
    check_size(len(data), context.settings.max_file_bytes)
    document = Document(
        id=new_id(), maker_id=actor.maker_id, organisation=actor.organisation, filename=safe_name(filename),
        media_type=sniff(data, filename), size=len(data), sha256=hashlib.sha256(data).hexdigest(),
        blob=document_key(actor.maker_id, actor.organisation), state="received", locale=locale, reading_id=None,
        problem=None, created_at=context.clock(), read_at=None,
    )  # fmt: skip
    context.blobs.put(document.blob, data)
    return document


def record(context: Context, actor: Actor, stored: Sequence[Document]) -> None:
    """Write the rows of documents that `store` kept: each with its work, audit entry and event, in one transaction."""
    if not stored:
        return
    with context.database.transaction() as conn:
        for document in stored:
            _record(conn, actor, document)


def _record(conn: Connection, actor: Actor, document: Document) -> None:
    now = document.created_at
    documents.add(conn, document)
    work.add(conn, stage=work.READ, subject_id=document.id, maker_id=actor.maker_id, now=now)
    audit.append(
        conn, maker_id=actor.maker_id, subject_id=document.id, action="document.uploaded", actor=actor.id,
        details={"sha256": document.sha256, "size": document.size}, now=now,
    )  # fmt: skip
    events.add(
        conn, maker_id=actor.maker_id, organisation=document.organisation, subject="document",
        subject_id=document.id, kind="document.state", data={"state": "received"}, now=now,
    )  # fmt: skip
