"""Readings: what a reader made of some bytes, immutable, and the second looks at places of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, select
from sqlalchemy.dialects import postgresql, sqlite

from claimcheck.model.documents import Box, Pages, SecondLook
from claimcheck.model.wire import decode, encode
from claimcheck.store.ids import new_id
from claimcheck.store.tables import readings, second_looks

_r = readings.c
_s = second_looks.c


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a file with these bytes; `pictures` are blob keys by page number."""

    id: str
    sha256: str
    reader_version: str
    pages: Pages
    pictures: Mapping[int, str]


class Hashes(NamedTuple):
    """What tells pictures apart, of all pages of one reading that have it: of the page, and of the scan on it."""

    picture_hash: tuple[str, ...] = ()
    scan_hash: tuple[str, ...] = ()


def find(conn: Connection, maker_id: str, sha256: str, reader_version: str) -> Reading | None:
    """The reading of these bytes by this reader, if there is one."""
    query = select(readings).where(
        _r.maker_id == maker_id, _r.sha256 == sha256, _r.reader_version == reader_version, _r.locale == ""
    )
    row = conn.execute(query).first()
    return _reading(row) if row else None


def by_ids(conn: Connection, maker_id: str, ids: Iterable[str]) -> dict[str, Reading]:
    """Readings by id; those of another maker are not among them."""
    query = select(readings).where(_r.maker_id == maker_id, _r.id.in_(list(ids)))
    return {row.id: _reading(row) for row in conn.execute(query)}


def hashes(conn: Connection, maker_id: str, ids: Iterable[str]) -> dict[str, Hashes]:
    """The hashes of readings' pages by reading id, without decoding what else was read."""
    query = select(_r.id, _r.pages).where(_r.maker_id == maker_id, _r.id.in_(list(ids)))
    return {row.id: Hashes(*(_named(row.pages, name) for name in Hashes._fields)) for row in conn.execute(query)}


def _named(pages: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return tuple(page[name] for page in pages.get("pages", ()) if page.get(name))


def put(conn: Connection, maker_id: str, sha256: str, pages: Pages, pictures: Mapping[int, str], now: datetime) -> str:
    """Keep a reading and return its id; where another process kept one of the same bytes first, the id of that one."""
    insert: Any = _insert(conn)
    row = {
        "id": new_id(), "maker_id": maker_id, "sha256": sha256, "reader_version": pages.reader_version, "locale": "",
        "pages": encode(pages), "pictures": {str(n): key for n, key in sorted(pictures.items())}, "created_at": now,
    }  # fmt: skip
    same = ["maker_id", "sha256", "reader_version", "locale"]
    conn.execute(insert(readings).values(**row).on_conflict_do_nothing(index_elements=same))
    query = select(_r.id).where(
        _r.maker_id == maker_id, _r.sha256 == sha256, _r.reader_version == pages.reader_version, _r.locale == ""
    )
    return str(conn.execute(query).scalar_one())


def looks(conn: Connection, maker_id: str, sha256: str) -> tuple[SecondLook, ...]:
    """All second looks at a file with these bytes, in order of page and place."""
    query = select(_s.look).where(_s.maker_id == maker_id, _s.sha256 == sha256).order_by(_s.page, _s.box, _s.reader)
    return tuple(decode(SecondLook, look) for look in conn.execute(query).scalars())


def put_looks(conn: Connection, maker_id: str, sha256: str, found: Iterable[SecondLook], now: datetime) -> None:
    """Keep second looks; a place that was looked at before by that reader stays as it is."""
    insert: Any = _insert(conn)
    for look in found:
        row = {
            "id": new_id(), "maker_id": maker_id, "sha256": sha256, "page": look.page, "box": place(look.box),
            "reader": look.reader, "look": encode(look), "created_at": now,
        }  # fmt: skip
        same = ["maker_id", "sha256", "page", "box", "reader"]
        conn.execute(insert(second_looks).values(**row).on_conflict_do_nothing(index_elements=same))


def place(box: Box) -> str:
    """A box as the key of a look."""
    return ",".join(f"{edge:.5f}" for edge in box)


def _insert(conn: Connection) -> Any:
    return postgresql.insert if conn.dialect.name == "postgresql" else sqlite.insert


def _reading(row: Row[Any]) -> Reading:
    return Reading(
        id=row.id,
        sha256=row.sha256,
        reader_version=row.reader_version,
        pages=decode(Pages, row.pages),
        pictures={int(number): key for number, key in row.pictures.items()},
    )
