"""Organisations and API keys. Of a secret, only its hash is here."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection, Row, insert, select, update

from claimcheck.model.parties import Actor, Role
from claimcheck.store.database import serialise
from claimcheck.store.ids import new_id
from claimcheck.store.tables import api_keys, organisations


@dataclass(frozen=True, slots=True)
class StoredKey:
    """An API key as stored, with the outside id of its organisation."""

    id: str
    maker_id: str
    organisation: str
    role: Role
    label: str
    prefix: str
    secret_sha256: str
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    region: str = ""
    closed_at: datetime | None = None
    scopes: str = ""

    def actor(self) -> Actor:
        """Who calls with this key."""
        return Actor(
            maker_id=self.maker_id, organisation=self.organisation, role=self.role, id=self.id, region=self.region
        )


def ensure_organisation(
    conn: Connection, *, maker_id: str, outside_id: str, kind: str, name: str, now: datetime
) -> str:
    """Our id of the organisation, added where it is new; `kind` is `maker`, `dealer` or `checker`."""
    serialise(conn, f"organisations:{maker_id}")
    query = select(organisations.c.id).where(
        organisations.c.maker_id == maker_id, organisations.c.outside_id == outside_id
    )
    found = conn.execute(query).scalar()
    if found is not None:
        return str(found)
    new = new_id()
    conn.execute(
        insert(organisations).values(
            id=new, maker_id=maker_id, outside_id=outside_id, kind=kind, name=name, created_at=now
        )
    )
    return new


def knows(conn: Connection, maker_id: str, outside_id: str) -> bool:
    """Whether the maker has an organisation of that outside id."""
    query = select(organisations.c.id).where(
        organisations.c.maker_id == maker_id, organisations.c.outside_id == outside_id
    )
    return conn.execute(query).first() is not None


def add(
    conn: Connection,
    *,
    maker_id: str,
    organisation_id: str,
    role: Role,
    label: str,
    prefix: str,
    secret_sha256: str,
    now: datetime,
    expires_at: datetime | None = None,
    scopes: str = "",
) -> str:
    """Store a key; returns our id of it."""
    new = new_id()
    conn.execute(
        insert(api_keys).values(
            id=new, maker_id=maker_id, organisation_id=organisation_id, role=role, label=label, prefix=prefix,
            secret_sha256=secret_sha256, created_at=now, expires_at=expires_at, scopes=scopes,
        )
    )  # fmt: skip
    return new


def by_prefix(conn: Connection, prefix: str) -> StoredKey | None:
    """The key with that prefix, whatever its maker; None where there is none."""
    row = conn.execute(_keys().where(api_keys.c.prefix == prefix)).first()
    return _key(row) if row else None


def all_of(conn: Connection, maker_id: str) -> list[StoredKey]:
    """A maker's keys, the oldest first."""
    return [_key(row) for row in conn.execute(_keys().where(api_keys.c.maker_id == maker_id).order_by(api_keys.c.id))]


def by_ids(conn: Connection, maker_id: str, ids: Collection[str]) -> list[StoredKey]:
    """Those of a maker's keys."""
    query = _keys().where(api_keys.c.maker_id == maker_id, api_keys.c.id.in_(list(ids)))
    return [_key(row) for row in conn.execute(query)]


def revoke(conn: Connection, maker_id: str, prefix: str, now: datetime) -> bool:
    """Revoke a key; False where the maker has no such key that still works."""
    done = conn.execute(
        update(api_keys)
        .where(api_keys.c.maker_id == maker_id, api_keys.c.prefix == prefix, api_keys.c.revoked_at.is_(None))
        .values(revoked_at=now)
    )
    return done.rowcount == 1


def _keys() -> Any:
    c = api_keys.c
    return select(
        c.id, c.maker_id, organisations.c.outside_id.label("organisation"), c.role, c.label, c.prefix,
        c.secret_sha256, c.created_at, c.expires_at, c.revoked_at, organisations.c.region, organisations.c.closed_at,
        c.scopes,
    ).join(organisations, organisations.c.id == c.organisation_id)  # fmt: skip


def _key(row: Row[Any]) -> StoredKey:
    return StoredKey(**cast("dict[str, Any]", dict(row._mapping)))
