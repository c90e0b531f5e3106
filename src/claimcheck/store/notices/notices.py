"""Notices: one per person and turn of a claim, from the turn itself until its mail is out."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, and_, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from claimcheck.store.database import serialise
from claimcheck.store.ids import new_id
from claimcheck.store.notices.set_back import born
from claimcheck.store.people import organisations as organisations_
from claimcheck.store.people.accounts import User, from_row, selected
from claimcheck.store.tables import (
    claims,
    notice_choices,
    notice_templates,
    notices,
    organisation_contacts,
    organisations,
    signing_keys,
    users,
)

_n = notices.c
_EMAIL = func.coalesce(users.c.email, organisation_contacts.c.email)

DIGESTS: Final = frozenset({"daily", "weekly"})
"""Choices of who reads several notices in one mail."""

_LONGEST: Final = 500
"""Notices in one digest; and about how many are taken at once."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What one person is told, who has an account (`user_id`) or is an organisation's contact (`contact_id`).

    Attributes:
        kind: an action of the audit log, or of a link.
        data: what the text is made of beside the claim.
        state: waiting, sent, failed, dropped (it no longer holds), kept (no mail is wanted or set up).
        subject, body: as they went out; None before.
        outside_id, program: of the claim; None where it concerns none.
    """

    id: str
    maker_id: str
    user_id: str | None
    contact_id: str | None
    claim_id: str | None
    kind: str
    decision_id: str | None
    data: Mapping[str, Any]
    state: str
    subject: str | None
    body: str | None
    attempts: int
    last_error: str | None
    created_at: datetime
    not_before: datetime
    sent_at: datetime | None
    read_at: datetime | None
    outside_id: str | None
    program: str | None
    email: str

    @property
    def reader(self) -> str:
        """Our id of whom it is for: a person, or a contact without an account."""
        return self.user_id or self.contact_id or ""


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a mail goes to; `gone` where that one is not written to any more, `checks` at a checking company."""

    id: str
    name: str
    email: str
    language: str
    organisation: str
    gone: bool
    checks: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """A maker's own text of a notice; `program` is empty where it serves every program."""

    program: str
    kind: str
    language: str
    subject: str
    body: str
    created_at: datetime


def add(
    conn: Connection, *, maker_id: str, user_id: str | None, kind: str, data: Mapping[str, Any], now: datetime,
    claim_id: str | None = None, decision_id: str | None = None, contact_id: str | None = None, mailed: bool = True,
) -> str:  # fmt: skip
    """Add a notice, in the transaction of what it tells of; returns its id.

    Args:
        conn: the transaction.
        maker_id: whose claim or account it is about.
        user_id: whom it is for; None for a contact without an account.
        kind: an action of the audit log, or of a link.
        data: what the text is made of beside the claim.
        now: the time.
        claim_id: that it tells of.
        decision_id: that it tells of.
        contact_id: whom it is for, where that is no person with an account.
        mailed: whether a mail is to carry it; else it stands in the inbox alone.
    """
    new = new_id()
    conn.execute(
        insert(notices).values(
            id=new, maker_id=maker_id, user_id=user_id, contact_id=contact_id, claim_id=claim_id, kind=kind,
            decision_id=decision_id, data=dict(data), state="waiting" if mailed else "kept",
            attempts=0, created_at=now, not_before=now,
        )
    )  # fmt: skip
    return new


def is_due(conn: Connection, now: datetime, born_by: datetime) -> bool:
    """Whether any notice waits that is due: asked first, since taking one needs the writer's turn."""
    return conn.execute(_due(now, born_by).limit(1)).first() is not None


def take_due(conn: Connection, *, now: datetime, born_by: datetime, until: datetime, limit: int = 50) -> list[Notice]:
    """Take waiting notices that are due, and put them off until `until`: whoever dies with them, loses none.

    Who reads several in one mail has all that are due taken together, beyond `limit`. What a try before said goes: one
    that is on its way has nothing that `again` could ask for.
    """
    due = _due(now, born_by).order_by(_n.not_before, _n.id).with_for_update(skip_locked=True)
    first = conn.execute(due.add_columns(_n.user_id).limit(limit)).all()
    mails = choices(conn, {row.user_id for row in first if row.user_id})
    digests = dict.fromkeys(row.user_id for row in first if mails.get(row.user_id) in DIGESTS)
    chosen = [row.id for row in first if row.user_id not in digests]
    for user_id in digests:
        if len(chosen) < _LONGEST:  # else they stay due, all of them, until the next time
            chosen += conn.execute(due.where(_n.user_id == user_id).limit(_LONGEST)).scalars()
    if not chosen:
        return []
    taken = update(notices).where(_n.id.in_(chosen))
    conn.execute(taken.values(not_before=until, attempts=_n.attempts + 1, last_error=None))
    return [_notice(row) for row in conn.execute(_selected().where(_n.id.in_(chosen)).order_by(_n.id))]


def settle(conn: Connection, notice_id: str, *, tried: int | None = None, **values: Any) -> None:
    """Change what became of a notice: `state`, `subject`, `body`, `sent_at`, `not_before`, `attempts`, and so on.

    Args:
        conn: the transaction.
        notice_id: our id of it.
        tried: of a try that failed, its number: what was asked for or taken anew since stays as it is.
        values: by name.
    """
    which = update(notices).where(_n.id == notice_id)
    if tried is not None:
        which = which.where(_n.state == "waiting", _n.attempts == tried)
    conn.execute(which.values(**values))


def of_user(conn: Connection, user_id: str, *, before: str | None = None, limit: int = 50) -> list[Notice]:
    """A person's notices that hold, the newest first."""
    query = _selected().where(_n.user_id == user_id, _n.state != "dropped", _n.kind.not_like("link.%"))
    query = query.where(_n.id < before) if before else query
    return [_notice(row) for row in conn.execute(query.order_by(_n.id.desc()).limit(limit))]


def unread(conn: Connection, user_id: str) -> int:
    """How many of a person's notices have not been looked at."""
    query = select(func.count()).where(
        _n.user_id == user_id, _n.state != "dropped", _n.kind.not_like("link.%"), _n.read_at.is_(None)
    )
    return int(conn.execute(query).scalar_one())


def mark_read(conn: Connection, user_id: str, now: datetime) -> None:
    """Mark all of a person's notices as read."""
    conn.execute(update(notices).where(_n.user_id == user_id, _n.read_at.is_(None)).values(read_at=now))


def log(
    conn: Connection, maker_id: str, *, state: str | None = None, email: str | None = None, before: str | None = None,
    limit: int = 50,
) -> list[Notice]:  # fmt: skip
    """A maker's notices, the newest first."""
    query = _selected().where(_n.maker_id == maker_id)
    for column, value in ((_n.state, state), (_EMAIL, email)):
        query = query.where(column == value) if value else query
    query = query.where(_n.id < before) if before else query
    return [_notice(row) for row in conn.execute(query.order_by(_n.id.desc()).limit(limit))]


def again(conn: Connection, maker_id: str, notice_id: str, now: datetime) -> bool:
    """Let a notice go out once more, or at once where its next try waits; never one of a link.

    False where there is none, or where it is on its way.
    """
    done = conn.execute(
        update(notices)
        .where(_n.maker_id == maker_id, _n.id == notice_id)
        .where(or_(_n.state.in_(("sent", "failed", "kept")), and_(_n.state == "waiting", _n.last_error.is_not(None))))
        .where(_n.kind.not_like("link.%"))
        .values(state="waiting", not_before=now, attempts=0, last_error=None)
    )
    return done.rowcount == 1


def people_of(conn: Connection, maker_id: str, organisation: str) -> list[User]:
    """Who is told of a dealer's claims: its people who can sign in."""
    query = selected().where(
        users.c.maker_id == maker_id,
        organisations.c.outside_id == organisation,
        users.c.disabled_at.is_(None),
        organisations.c.closed_at.is_(None),
    )
    return [from_row(row) for row in conn.execute(query.order_by(users.c.id))]


def reader(conn: Connection, notice: Notice, on: date) -> Reader | None:
    """Whom a notice goes to on a day: its person; or whoever the organisation names then in place of its contact."""
    if notice.user_id is not None:
        row = conn.execute(selected().where(users.c.id == notice.user_id)).first()
        one = from_row(row) if row else None
        if one is None:
            return None
        return Reader(one.id, one.name, one.email, one.language, one.organisation, one.shut, one.role == "checker")
    named = select(organisation_contacts.c.organisation_id, organisation_contacts.c.purpose)
    of = conn.execute(named.where(organisation_contacts.c.id == notice.contact_id)).first()
    org = organisations_.get(conn, notice.maker_id, of.organisation_id) if of else None
    if of is None or org is None:
        return None
    then = organisations_.contact(conn, org.maker_id, org.outside_id, on=on, purpose=of.purpose)
    if then is None:
        return None
    return Reader(then.id, then.name, then.email, org.language, org.outside_id, org.closed_at is not None)


def choices(conn: Connection, user_ids: Collection[str]) -> dict[str, str]:
    """How each of those persons wants mail; who has not chosen is not in it."""
    c = notice_choices.c
    rows = conn.execute(select(c.user_id, c.mail).where(c.user_id.in_(user_ids)))
    return {row.user_id: row.mail for row in rows}


def choose(conn: Connection, user_id: str, mail: str, now: datetime) -> None:
    """Keep how a person wants mail: `at_once`, `daily`, `weekly` or `none`; what waits for a digest is due by that."""
    values = {"mail": mail, "changed_at": now}
    conn.execute(
        _insert(conn, notice_choices)
        .values(user_id=user_id, **values)
        .on_conflict_do_update(index_elements=["user_id"], set_=values)
    )
    untried = update(notices).where(_n.user_id == user_id, _n.state == "waiting", _n.attempts == 0)
    conn.execute(untried.values(not_before=now))


def wordings(conn: Connection, maker_id: str) -> list[Wording]:
    """A maker's own texts that are in force."""
    t = notice_templates.c
    query = select(t.program, t.kind, t.language, t.subject, t.body, t.created_at)
    query = query.where(t.maker_id == maker_id, t.superseded_at.is_(None)).order_by(t.kind, t.program, t.language)
    return [Wording(**row._mapping) for row in conn.execute(query)]


def reword(
    conn: Connection, *, maker_id: str, program: str, kind: str, language: str, text: tuple[str, str] | None,
    actor: str, now: datetime,
) -> None:  # fmt: skip
    """Put a maker's own text (subject, body) into force; None goes back to the product's."""
    serialise(conn, f"wordings:{maker_id}")  # two at once would both be in force
    t = notice_templates.c
    same = (t.maker_id == maker_id, t.program == program, t.kind == kind, t.language == language)
    conn.execute(update(notice_templates).where(*same, t.superseded_at.is_(None)).values(superseded_at=now))
    if text is not None:
        conn.execute(
            insert(notice_templates).values(
                id=new_id(), maker_id=maker_id, program=program, kind=kind, language=language, subject=text[0],
                body=text[1], actor=actor, created_at=now,
            )
        )  # fmt: skip


def signing_key(conn: Connection, purpose: str, now: datetime) -> str:
    """The installation's secret for one purpose, made at its first use."""
    query = select(signing_keys.c.secret).where(signing_keys.c.purpose == purpose)
    found = conn.execute(query).scalar()
    if found is None:
        made = _insert(conn, signing_keys).values(purpose=purpose, secret=secrets.token_hex(32), created_at=now)
        conn.execute(made.on_conflict_do_nothing())
        found = conn.execute(query).scalar_one()
    return str(found)


def _insert(conn: Connection, table: Any) -> Any:
    return (postgresql.insert if conn.dialect.name == "postgresql" else sqlite.insert)(table)


def _selected() -> Select[Any]:
    about = (claims.c.outside_id, claims.c.program, _EMAIL.label("email"))
    joined = select(notices, *about).outerjoin(users, users.c.id == _n.user_id)
    joined = joined.outerjoin(organisation_contacts, organisation_contacts.c.id == _n.contact_id)
    return joined.outerjoin(claims, claims.c.id == _n.claim_id)


def _notice(row: Row[Any]) -> Notice:
    return Notice(**row._mapping)


def _due(now: datetime, born_by: datetime) -> Select[Any]:
    """The notices that may leave: one of a turn only when that can no longer be undone, one with a link at once."""
    ripe = or_(born(notices, born_by, now), _n.kind.like("link.%"))
    return select(_n.id).where(_n.state == "waiting", _n.not_before <= now, ripe)
