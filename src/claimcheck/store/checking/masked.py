"""Masked pictures: blobs that were made for one claim, by what is shown and hidden on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from claimcheck.store.ids import new_id
from claimcheck.store.tables import masked_pictures

_m = masked_pictures.c


@dataclass(frozen=True, slots=True)
class Wanted:
    """The picture asked for: `part` is empty for a page, else the field to cut out; `recipe` says what is hidden."""

    maker_id: str
    claim_id: str
    document_id: str
    page: int
    part: str
    recipe: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A masked picture that is kept, with the key of its blob."""

    blob: str
    sha256: str


def find(conn: Connection, wanted: Wanted) -> Stored | None:
    """The picture, if it was made before."""
    query = select(_m.blob, _m.sha256).where(
        _m.maker_id == wanted.maker_id, _m.claim_id == wanted.claim_id, _m.document_id == wanted.document_id,
        _m.page == wanted.page, _m.part == wanted.part, _m.recipe == wanted.recipe,
    )  # fmt: skip
    row = conn.execute(query).first()
    return Stored(row.blob, row.sha256) if row else None


def put(conn: Connection, wanted: Wanted, made: Stored, now: datetime) -> None:
    """Keep a picture; one that another process made first stays."""
    insert: Any = postgresql.insert if conn.dialect.name == "postgresql" else sqlite.insert
    same = ["claim_id", "document_id", "page", "part", "recipe"]
    conn.execute(
        insert(masked_pictures)
        .values(
            id=new_id(), maker_id=wanted.maker_id, claim_id=wanted.claim_id, document_id=wanted.document_id,
            page=wanted.page, part=wanted.part, recipe=wanted.recipe, blob=made.blob, sha256=made.sha256,
            created_at=now,
        )
        .on_conflict_do_nothing(index_elements=same)
    )  # fmt: skip
