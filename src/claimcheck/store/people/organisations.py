"""Organisations (the maker's offices, dealers, checking companies) and whom to write to there, from when until when."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, insert, or_, select, update

from claimcheck.store.ids import new_id
from claimcheck.store.tables import organisation_contacts, organisations, users

_o = organisations.c
_k = organisation_contacts.c


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation.

    Attributes:
        outside_id: what others call it: for a dealer, the id that its claims carry.
        kind: `maker`, `dealer` or `checker`.
        region: of a dealer, or of a regional office; empty where it has none.
        language: in which it is written to.
        closed_at: when it was closed: its people and keys do not get in any more, its claims stay.
        second_factor: whether its people must set a second step at sign-in.
    """

    id: str
    maker_id: str
    outside_id: str
    kind: str
    name: str
    region: str
    language: str
    created_at: datetime
    closed_at: datetime | None
    second_factor: bool = False


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to write to about `purpose` (`claims`, `payments`), from and until a day, both included."""

    id: str
    organisation_id: str
    purpose: str
    name: str
    email: str
    from_day: date
    until_day: date | None


def all_of(
    conn: Connection, maker_id: str, *, kind: str = "", region: str = "", named: str = "", after: str = "",
    limit: int = 10_000,
) -> list[Organisation]:  # fmt: skip
    """A maker's organisations by outside id, those behind `after`; `named` is a part of id or name."""
    query = select(organisations).where(_o.maker_id == maker_id, _o.outside_id > after)
    if kind:
        query = query.where(_o.kind == kind)
    if region:
        query = query.where(_o.region == region)
    if named:
        part = named.lower()
        query = query.where(
            or_(func.lower(_o.outside_id).contains(part, autoescape=True),
                func.lower(_o.name).contains(part, autoescape=True))
        )  # fmt: skip
    return [_organisation(row) for row in conn.execute(query.order_by(_o.outside_id).limit(limit))]


def get(conn: Connection, maker_id: str, organisation_id: str, *, lock: bool = False) -> Organisation | None:
    """One organisation by our id."""
    query = select(organisations).where(_o.maker_id == maker_id, _o.id == organisation_id)
    row = conn.execute(query.with_for_update() if lock else query).first()
    return _organisation(row) if row else None


def by_outside_id(conn: Connection, maker_id: str, outside_id: str) -> Organisation | None:
    """One organisation by the name that others know it by."""
    row = conn.execute(select(organisations).where(_o.maker_id == maker_id, _o.outside_id == outside_id)).first()
    return _organisation(row) if row else None


def names(conn: Connection, maker_id: str, outside_ids: Collection[str]) -> dict[str, str]:
    """Names by outside id, of those that there are."""
    query = select(_o.outside_id, _o.name).where(_o.maker_id == maker_id, _o.outside_id.in_(list(outside_ids)))
    return {row.outside_id: row.name for row in conn.execute(query)}


def add(
    conn: Connection, *, maker_id: str, outside_id: str, kind: str, name: str, region: str, language: str, now: datetime
) -> str:
    """Add an organisation; returns our id. The caller knows that the outside id is free."""
    new = new_id()
    conn.execute(
        insert(organisations).values(
            id=new, maker_id=maker_id, outside_id=outside_id, kind=kind, name=name, region=region, language=language,
            created_at=now,
        )
    )  # fmt: skip
    return new


def change(conn: Connection, organisation_id: str, **values: Any) -> None:
    """Change `name`, `region`, `language`, `second_factor` or `closed_at`."""
    conn.execute(update(organisations).where(_o.id == organisation_id).values(**values))


def regions(conn: Connection, maker_id: str) -> list[str]:
    """All regions that a maker's organisations are in."""
    query = select(_o.region).distinct().where(_o.maker_id == maker_id, _o.region != "")
    return sorted(conn.execute(query).scalars())


def region_of(conn: Connection, maker_id: str, outside_id: str) -> str:
    """The region of an organisation; empty where it has none, or is not known."""
    query = select(_o.region).where(_o.maker_id == maker_id, _o.outside_id == outside_id)
    return conn.execute(query).scalar() or ""


def people(conn: Connection, maker_id: str) -> dict[str, int]:
    """How many people with working accounts each organisation has, by our id of it."""
    query = select(users.c.organisation_id, func.count()).where(
        users.c.maker_id == maker_id, users.c.disabled_at.is_(None)
    )
    return {row[0]: row[1] for row in conn.execute(query.group_by(users.c.organisation_id))}


def contacts(conn: Connection, organisation_id: str) -> list[Contact]:
    """All contacts of an organisation, past ones too; the latest first within a purpose."""
    query = select(organisation_contacts).where(_k.organisation_id == organisation_id)
    return [_contact(row) for row in conn.execute(query.order_by(_k.purpose, _k.from_day.desc(), _k.id.desc()))]


def contact(
    conn: Connection, maker_id: str, outside_id: str, *, on: date, purpose: str = "claims"
) -> Contact | None:  # fmt: skip
    """Whom to write to at an organisation about something on a day; None where nobody is named."""
    query = (
        select(organisation_contacts)
        .join(organisations, _o.id == _k.organisation_id)
        .where(_o.maker_id == maker_id, _o.outside_id == outside_id, _k.purpose == purpose, _in_force(on))
        .order_by(_k.from_day.desc(), _k.id.desc())
    )
    row = conn.execute(query.limit(1)).first()
    return _contact(row) if row else None


def add_contact(
    conn: Connection, organisation: Organisation, *, purpose: str, name: str, email: str, from_day: date, now: datetime
) -> str:
    """Name a contact from a day on; whoever was named for that purpose before ends the day before."""
    same = and_(_k.organisation_id == organisation.id, _k.purpose == purpose)
    running = and_(same, _k.from_day < from_day, or_(_k.until_day.is_(None), _k.until_day >= from_day))
    conn.execute(update(organisation_contacts).where(running).values(until_day=from_day - timedelta(days=1)))
    following = conn.execute(select(func.min(_k.from_day)).where(same, _k.from_day > from_day)).scalar()
    new = new_id()
    conn.execute(
        insert(organisation_contacts).values(
            id=new, maker_id=organisation.maker_id, organisation_id=organisation.id, purpose=purpose, name=name,
            email=email, from_day=from_day, until_day=following - timedelta(days=1) if following else None,
            created_at=now,
        )
    )  # fmt: skip
    return new


def end_contact(conn: Connection, organisation_id: str, contact_id: str, last: date) -> bool:
    """Let a contact end with that day; False where the organisation has no such contact that reaches beyond it."""
    ends = and_(_k.organisation_id == organisation_id, _k.id == contact_id, _k.from_day <= last)
    beyond = or_(_k.until_day.is_(None), _k.until_day > last)
    return conn.execute(update(organisation_contacts).where(ends, beyond).values(until_day=last)).rowcount == 1


def _in_force(on: date) -> ColumnElement[bool]:
    return and_(_k.from_day <= on, or_(_k.until_day.is_(None), _k.until_day >= on))


def _organisation(row: Row[Any]) -> Organisation:
    return Organisation(**row._mapping)


def _contact(row: Row[Any]) -> Contact:
    said = dict(row._mapping)
    del said["maker_id"], said["created_at"]
    return Contact(**said)
