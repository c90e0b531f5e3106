"""People's accounts, the one-time links that set a password, and the tries to sign in. Secrets stand here as hashes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from claimcheck.model.parties import Actor, Role
from claimcheck.store.ids import new_id
from claimcheck.store.tables import organisations, sign_in_tries, user_links, users

_u = users.c


@dataclass(frozen=True, slots=True)
class User:
    """A person who signs in.

    Attributes:
        organisation, region: outside id and region of the organisation that the person acts for.
        closed_at: when that organisation was closed: its people cannot sign in any more.
        totp_secret: of the second factor; None where the person set none.
        second_factor: whether the organisation asks for one.
    """

    id: str
    maker_id: str
    organisation: str
    email: str
    name: str
    role: Role
    language: str
    password: str | None
    created_at: datetime
    disabled_at: datetime | None
    organisation_id: str = ""
    region: str = ""
    closed_at: datetime | None = None
    theme: str = "system"
    totp_secret: str | None = None
    totp_pending: str | None = None
    second_factor: bool = False

    @property
    def shut(self) -> bool:
        """Whether the account, or its organisation, was closed."""
        return self.disabled_at is not None or self.closed_at is not None

    @property
    def owes_factor(self) -> bool:
        """Whether the person is to set a second factor before anything else; a directory minds its own people's."""
        return self.second_factor and self.totp_secret is None and self.password is not None

    def actor(self) -> Actor:
        """The actor for this person."""
        return Actor(
            maker_id=self.maker_id, organisation=self.organisation, role=self.role, id=self.id, region=self.region
        )


def add(
    conn: Connection, *, maker_id: str, organisation_id: str, email: str, name: str, role: Role, language: str,
    now: datetime,
) -> str:  # fmt: skip
    """Add a person without a password; returns our id."""
    new = new_id()
    conn.execute(
        insert(users).values(
            id=new, maker_id=maker_id, organisation_id=organisation_id, email=email, name=name, role=role,
            language=language, created_at=now,
        )
    )  # fmt: skip
    return new


def by_email(conn: Connection, email: str) -> User | None:
    """The person who signs in by that (folded) address."""
    row = conn.execute(selected().where(_u.email == email)).first()
    return from_row(row) if row else None


def by_id(conn: Connection, maker_id: str, user_id: str, *, lock: bool = False) -> User | None:
    """One of a maker's people."""
    query = selected().where(_u.maker_id == maker_id, _u.id == user_id)
    row = conn.execute(query.with_for_update(of=users) if lock else query).first()
    return from_row(row) if row else None


def all_of(conn: Connection, maker_id: str) -> list[User]:
    """A maker's people, the oldest first."""
    return [from_row(row) for row in conn.execute(selected().where(_u.maker_id == maker_id).order_by(_u.id))]


def languages(conn: Connection, maker_id: str, organisation: str) -> list[str]:
    """The language of each person of an organisation who may sign in."""
    query = select(_u.language).join(organisations, organisations.c.id == _u.organisation_id)
    own = (_u.maker_id == maker_id, organisations.c.outside_id == organisation, _u.disabled_at.is_(None))
    return [str(one) for one in conn.execute(query.where(*own)).scalars()]


def by_ids(conn: Connection, maker_id: str, ids: Collection[str]) -> list[User]:
    """Some of a maker's people, by id."""
    query = selected().where(_u.maker_id == maker_id, _u.id.in_(list(ids)))
    return [from_row(row) for row in conn.execute(query)]


def page(
    conn: Connection, maker_id: str, *, role: str = "", organisation: str = "", named: str = "", after: str = "",
    limit: int = 100,
) -> list[User]:  # fmt: skip
    """A maker's people by address, those behind `after`; `named` is a part of address or name."""
    query = selected().where(_u.maker_id == maker_id, _u.email > after)
    query = query.where(_u.role == role) if role else query
    query = query.where(organisations.c.outside_id == organisation) if organisation else query
    if named:
        part = named.lower()
        query = query.where(
            or_(_u.email.contains(part, autoescape=True), func.lower(_u.name).contains(part, autoescape=True))
        )
    return [from_row(row) for row in conn.execute(query.order_by(_u.email).limit(limit))]


def change(conn: Connection, user_id: str, **values: Any) -> None:
    """Change columns of a person, such as `password`, `language`, `name`, `role` and `disabled_at`."""
    conn.execute(update(users).where(_u.id == user_id).values(**values))


def add_link(
    conn: Connection, *, maker_id: str, user_id: str, token_sha256: str, now: datetime, expires_at: datetime,
    purpose: str = "password",
) -> None:  # fmt: skip
    """Add a one-time token; the person's earlier ones for the same purpose stop working."""
    c = user_links.c
    earlier = (c.user_id == user_id, c.purpose == purpose, c.used_at.is_(None))
    conn.execute(update(user_links).where(*earlier).values(used_at=now))
    conn.execute(
        insert(user_links).values(
            id=new_id(), maker_id=maker_id, user_id=user_id, token_sha256=token_sha256, created_at=now,
            expires_at=expires_at, purpose=purpose,
        )
    )  # fmt: skip


def links_end(conn: Connection, user_ids: Collection[str]) -> dict[str, datetime]:
    """When the one-time link of each of these people ends, or ended; who has none that is unused is not in it."""
    c = user_links.c
    unused = (c.user_id.in_(list(user_ids)), c.purpose == "password", c.used_at.is_(None))
    rows = conn.execute(select(c.user_id, func.max(c.expires_at).label("ends")).where(*unused).group_by(c.user_id))
    return {row.user_id: row.ends for row in rows}


def by_link(conn: Connection, token_sha256: str, now: datetime, *, purpose: str = "password") -> User | None:
    """The person whose token it is, while the token works."""
    c = user_links.c
    query = selected().join(user_links, c.user_id == _u.id)
    works = (c.token_sha256 == token_sha256, c.purpose == purpose, c.used_at.is_(None), c.expires_at > now)
    open_ = (_u.disabled_at.is_(None), organisations.c.closed_at.is_(None))
    row = conn.execute(query.where(*works, *open_)).first()
    return from_row(row) if row else None


def use_link(conn: Connection, token_sha256: str, now: datetime) -> bool:
    """Use up a link; False where it was used before."""
    c = user_links.c
    used = conn.execute(
        update(user_links).where(c.token_sha256 == token_sha256, c.used_at.is_(None)).values(used_at=now)
    )
    return used.rowcount == 1


def blocked(conn: Connection, key: str, now: datetime) -> bool:
    """Whether tries under that key are refused at present."""
    until = conn.execute(select(sign_in_tries.c.blocked_until).where(sign_in_tries.c.key == key)).scalar()
    return until is not None and until > now


def count_try(conn: Connection, key: str, now: datetime) -> int:
    """Count one try; returns how many there have been since the last success."""
    upsert: Any = postgresql.insert if conn.dialect.name == "postgresql" else sqlite.insert
    c = sign_in_tries.c
    counted = (
        upsert(sign_in_tries)
        .values(key=key, tries=1, last_at=now)
        .on_conflict_do_update(index_elements=["key"], set_={"tries": c.tries + 1, "last_at": now})
        .returning(c.tries)
    )
    return int(conn.execute(counted).scalar_one())


def uncount_try(conn: Connection, key: str) -> None:
    """Take back one counted try."""
    c = sign_in_tries.c
    conn.execute(update(sign_in_tries).where(c.key == key, c.tries > 0).values(tries=c.tries - 1))


def block(conn: Connection, key: str, until: datetime) -> None:
    """Refuse tries under that key for a while."""
    conn.execute(update(sign_in_tries).where(sign_in_tries.c.key == key).values(blocked_until=until))


def forget_tries(conn: Connection, key: str) -> None:
    """Forget the tries under a key."""
    conn.execute(delete(sign_in_tries).where(sign_in_tries.c.key == key))


def forget_tries_before(conn: Connection, moment: datetime) -> None:
    """Drop counts whose last try is older than `moment`."""
    conn.execute(delete(sign_in_tries).where(sign_in_tries.c.last_at < moment))


def selected() -> Select[Any]:
    """People with their organisation's outside id, as `from_row` takes them."""
    return select(
        _u.id, _u.maker_id, organisations.c.outside_id.label("organisation"), _u.email, _u.name, _u.role, _u.language,
        _u.password, _u.created_at, _u.disabled_at, _u.organisation_id, organisations.c.region,
        organisations.c.closed_at, _u.theme, _u.totp_secret, _u.totp_pending,
        organisations.c.second_factor,
    ).join(organisations, organisations.c.id == _u.organisation_id)  # fmt: skip


def from_row(row: Row[Any]) -> User:
    """A person from a row of `selected`."""
    return User(**row._mapping)
