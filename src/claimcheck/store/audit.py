"""The audit log: a hash chain per claim or document, sealed daily across all heads.

An entry holds ids, codes and hashes, no personal data. Its hash covers the entry before it, so a changed, removed or
inserted entry breaks its chain; a day's seal covers the head of every chain that grew on it, and the seal before it,
so a chain cannot be made anew either.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import Any, Final

from sqlalchemy import Connection, Row, and_, func, insert, or_, select

from claimcheck.store.database import serialise
from claimcheck.store.ids import new_id
from claimcheck.store.tables import (
    api_keys,
    audit_entries,
    audit_seals,
    batches,
    claims,
    documents,
    organisations,
    programs,
    users,
)

_a = audit_entries.c
_START = "0" * 64


@dataclass(frozen=True, slots=True)
class Broken:
    """A place at which the log does not hold: the chain (a subject's id, or `seal`), the entry and what is wrong."""

    chain: str
    entry: str
    message: str


def append(
    conn: Connection,
    *,
    maker_id: str,
    subject_id: str,
    action: str,
    actor: str,
    details: Mapping[str, Any],
    now: datetime,
) -> None:
    """Add an entry to the chain of a claim or document. The caller holds the subject's row.

    Args:
        conn: the transaction of the change itself.
        maker_id: whose data it is.
        subject_id: our id of the claim or document.
        action: `claim.submitted`, `claim.decided`, …
        actor: id of the key, or the process's name.
        details: ids, codes and hashes only.
        now: the time of the change.
    """
    query = select(_a.sequence, _a.hash).where(_a.subject_id == subject_id).order_by(_a.sequence.desc()).limit(1)
    last = conn.execute(query).first()
    entry = {
        "maker_id": maker_id,
        "subject_id": subject_id,
        "sequence": last.sequence + 1 if last else 1,
        "action": action,
        "actor": actor[:64],
        "details": dict(details),
        "previous": last.hash if last else _START,
        "created_at": now,
    }
    conn.execute(insert(audit_entries).values(id=new_id(), **entry, hash=_hash(entry)))


def entries(conn: Connection, maker_id: str, subject_id: str) -> list[Mapping[str, Any]]:
    """The chain of one subject, oldest first."""
    query = select(audit_entries).where(_a.maker_id == maker_id, _a.subject_id == subject_id).order_by(_a.sequence)
    return [dict(row._mapping) for row in conn.execute(query)]


def page(
    conn: Connection, maker_id: str, *, action: str = "", actor: str = "", subject: str = "",
    since: datetime | None = None, until: datetime | None = None, before: str = "", limit: int = 50,
) -> list[Mapping[str, Any]]:  # fmt: skip
    """Entries of a maker, the last first, those before the entry `before`.

    Args:
        conn: a connection.
        maker_id: whose log.
        action: only this; where it ends in a dot, all that begin so.
        actor: only what this actor did.
        subject: only the chain of this subject.
        since: from this moment on.
        until: before this moment.
        before: our id of an entry.
        limit: so many at the most.
    """
    query = select(audit_entries).where(_a.maker_id == maker_id)
    if action:
        query = query.where(_a.action.startswith(action, autoescape=True) if action[-1] == "." else _a.action == action)
    for column, wanted in ((_a.actor, actor), (_a.subject_id, subject)):
        query = query.where(column == wanted) if wanted else query
    query = query.where(_a.created_at >= since) if since else query
    query = query.where(_a.created_at < until) if until else query
    at = select(_a.created_at).where(_a.maker_id == maker_id, _a.id == before).scalar_subquery()
    behind = or_(_a.created_at < at, and_(_a.created_at == at, _a.id < before))
    query = query.where(behind) if before else query
    # By time first: so an index yields them in order, however many there are.
    return [dict(row._mapping) for row in conn.execute(query.order_by(_a.created_at.desc(), _a.id.desc()).limit(limit))]


def seal(conn: Connection, maker_id: str, day: date, now: datetime) -> bool:
    """Seal a day that is over; False where it is sealed already or nothing happened on it."""
    if now < _end(day):
        raise ValueError(f"{day} is not over")
    serialise(conn, f"seal:{maker_id}")  # two tickers that keep house at once
    done = select(audit_seals.c.id).where(audit_seals.c.maker_id == maker_id, audit_seals.c.day >= day)
    if conn.execute(done).first():
        return False
    heads = _heads(conn, maker_id, day)
    if not heads:
        return False
    last = _last_seal(conn, maker_id, day)
    previous = last.hash if last else _START
    conn.execute(
        insert(audit_seals).values(
            id=new_id(), maker_id=maker_id, day=day, heads=len(heads), previous=previous,
            hash=_seal_hash(maker_id, day, heads, previous), created_at=now,
        )
    )  # fmt: skip
    return True


def unsealed_days(conn: Connection, maker_id: str, now: datetime) -> list[date]:
    """Days before today (UTC) on which something happened after the last seal, the first first."""
    last = conn.execute(select(func.max(audit_seals.c.day)).where(audit_seals.c.maker_id == maker_id)).scalar()
    query = select(_a.created_at).where(_a.maker_id == maker_id, _a.created_at < _end(now.date() - timedelta(days=1)))
    if last is not None:
        query = query.where(_a.created_at >= _end(last))
    return sorted({moment.astimezone(UTC).date() for moment in conn.execute(query).scalars()})


def verify(conn: Connection, maker_id: str) -> Iterator[Broken]:
    """Every place at which a chain or a seal does not hold."""
    query = select(audit_entries).where(_a.maker_id == maker_id).order_by(_a.subject_id, _a.sequence)
    for subject, chain in groupby(conn.execute(query), key=lambda row: row.subject_id):
        previous, expected = _START, 1
        for row in chain:
            if row.sequence != expected or row.previous != previous:
                yield Broken(subject, row.id, f"entry {expected} is missing or was replaced")
            if _hash(dict(row._mapping)) != row.hash:
                yield Broken(subject, row.id, f"entry {row.sequence} was altered")
            previous, expected = row.hash, row.sequence + 1
    yield from _verify_seals(conn, maker_id)


def _verify_seals(conn: Connection, maker_id: str) -> Iterator[Broken]:
    previous = _START
    for row in conn.execute(select(audit_seals).where(audit_seals.c.maker_id == maker_id).order_by(audit_seals.c.day)):
        heads = _heads(conn, maker_id, row.day)
        if row.previous != previous or row.hash != _seal_hash(maker_id, row.day, heads, row.previous):
            yield Broken("seal", row.id, f"the log of {row.day} is not what was sealed ({row.heads} heads)")
        previous = row.hash


def _heads(conn: Connection, maker_id: str, day: date) -> list[tuple[str, int, str]]:
    """The last entry of each chain that grew on a day: subject, sequence, hash."""
    start = _end(day - timedelta(days=1))
    query = (
        select(_a.subject_id, _a.sequence, _a.hash)
        .where(_a.maker_id == maker_id, _a.created_at >= start, _a.created_at < _end(day))
        .order_by(_a.subject_id, _a.sequence)
    )
    return list({row.subject_id: (row.subject_id, row.sequence, row.hash) for row in conn.execute(query)}.values())


def _last_seal(conn: Connection, maker_id: str, before: date) -> Row[Any] | None:
    query = select(audit_seals).where(audit_seals.c.maker_id == maker_id, audit_seals.c.day < before)
    return conn.execute(query.order_by(audit_seals.c.day.desc()).limit(1)).first()


def _end(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), UTC)


def _hash(entry: Mapping[str, Any]) -> str:
    parts = [entry["maker_id"], entry["subject_id"], entry["sequence"], entry["action"], entry["actor"]]
    parts += [entry["details"], entry["previous"], entry["created_at"].astimezone(UTC).isoformat()]
    return _digest(parts)


def _seal_hash(maker_id: str, day: date, heads: list[tuple[str, int, str]], previous: str) -> str:
    return _digest([maker_id, day.isoformat(), sorted(heads), previous])


def _digest(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


_SOUGHT: Final = ((claims, "outside_id"), (users, "email"), (organisations, "outside_id"))
"""What chains are about and people look for, and by which column they know it."""
_NAMED: Final = (
    *((table, name, "{}") for table, name in _SOUGHT), (documents, "filename", "{}"), (batches, "number", "B-{}"),
    (api_keys, "prefix", "cc_{}"), (programs, "name", "{}"),
)  # fmt: skip
"""What chains are about, and how it is told from its column; files, batches and the rest are found by our id."""


def subjects(conn: Connection, maker_id: str, ids: Collection[str]) -> dict[str, str]:
    """What a maker's chains are about, in words, by our id: of claims, people, organisations, batches and the like."""
    found: dict[str, str] = {}
    for table, name, form in _NAMED:
        left = [one for one in ids if one not in found]
        query = select(table.c.id, table.c[name]).where(table.c.maker_id == maker_id, table.c.id.in_(left))
        found |= {str(one): form.format(called) for one, called in conn.execute(query)} if left else {}
    return found


def subject_named(conn: Connection, maker_id: str, called: str) -> str | None:
    """Our id of the claim, person or organisation that is called so; the newest of several, None where none is."""
    for table, name in _SOUGHT:
        query = select(table.c.id).where(table.c.maker_id == maker_id, table.c[name] == called)
        found = conn.execute(query.order_by(table.c.id.desc()).limit(1)).scalar()
        if found is not None:
            return str(found)
    return None
