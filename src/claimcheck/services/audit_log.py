"""The audit log: what administrators do goes in here; looking through it, proving that it holds, taking it away."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection

from claimcheck.core.values.sheet_cells import neutral
from claimcheck.model.parties import Actor
from claimcheck.services.context import Context
from claimcheck.store import audit
from claimcheck.store.audit import Broken
from claimcheck.store.database import serialise
from claimcheck.store.people import accounts, keys

COLUMNS = ("time", "action", "actor", "subject", "sequence", "details", "previous", "hash")
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for: each part narrows, an empty one does not. `action` may end in a dot: all that begin so."""

    action: str = ""
    actor: str = ""
    subject: str = ""
    first: date | None = None
    last: date | None = None


def note(conn: Connection, actor: Actor, subject_id: str, action: str, now: datetime, **details: Any) -> None:
    """Write into the log what somebody did to a thing that has no row of its own to hold.

    Args:
        conn: the transaction of the change itself.
        actor: who did it.
        subject_id: our id of a person, organisation, key, program or setting.
        action: `user.invited`, `organisation.changed`, …
        now: the time of the change.
        **details: ids, codes and hashes; no personal data.
    """
    serialise(conn, f"audit:{subject_id}")
    audit.append(
        conn, maker_id=actor.maker_id, subject_id=subject_id, action=action, actor=actor.id, details=details, now=now
    )


def look(
    context: Context, actor: Actor, sought: Sought, *, before: str = "", limit: int = 50
) -> list[Mapping[str, Any]]:
    """Entries that are looked for, the last first, those before the entry `before`."""
    with context.database.read() as conn:
        return _page(conn, actor, sought, before=before, limit=limit)


def names(context: Context, actor: Actor, ids: Collection[str]) -> dict[str, str]:
    """Who is behind actors' ids: a person's address, a key's prefix. Processes go by their own names."""
    with context.database.read() as conn:
        people = {user.id: user.email for user in accounts.by_ids(conn, actor.maker_id, ids)}
        return people | {key.id: f"cc_{key.prefix}" for key in keys.by_ids(conn, actor.maker_id, ids)}


def subjects(context: Context, actor: Actor, entries: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """What entries are about, in words: number of a claim or organisation, address of a person, name of a file."""
    ids = {str(one["subject_id"]) for one in entries}
    with context.database.read() as conn:
        return audit.subjects(conn, actor.maker_id, ids)


def subject_named(context: Context, actor: Actor, typed: str) -> str:
    """The id of what is named as `subjects` names it, or by the id itself; the newest where several are called so."""
    with context.database.read() as conn:
        return audit.subject_named(conn, actor.maker_id, typed) or typed


def actor_named(context: Context, actor: Actor, typed: str) -> str:
    """The id of an actor who is named by address, by a name that one person has, by a key's prefix, or by the id."""
    with context.database.read() as conn:
        user = accounts.by_email(conn, typed.casefold())
        if user is None:
            named = accounts.page(conn, actor.maker_id, named=typed)
            called = [one for one in named if one.name.casefold() == typed.casefold()]
            user = called[0] if len(called) == 1 else None
        key = keys.by_prefix(conn, typed.removeprefix("cc_")) if user is None else None
    found = user or key
    return found.id if found is not None and found.maker_id == actor.maker_id else typed


def verify(context: Context, actor: Actor) -> list[Broken]:
    """Every place at which a chain or a seal does not hold."""
    with context.database.read() as conn:
        return list(audit.verify(conn, actor.maker_id))


def export(context: Context, actor: Actor, sought: Sought) -> Iterator[str]:
    """The entries as CSV, the last first; no cell is a formula to any program."""
    yield _line(COLUMNS)
    before = ""
    while True:
        found = look(context, actor, sought, before=before, limit=_AT_ONCE)
        for entry in found:
            yield _line(
                (
                    entry["created_at"].astimezone(UTC).isoformat(), entry["action"], entry["actor"],
                    entry["subject_id"], str(entry["sequence"]), json.dumps(entry["details"], ensure_ascii=False),
                    entry["previous"], entry["hash"],
                )
            )  # fmt: skip
        if len(found) < _AT_ONCE:
            return
        before = found[-1]["id"]


def _page(conn: Connection, actor: Actor, sought: Sought, *, before: str, limit: int) -> list[Mapping[str, Any]]:
    return audit.page(
        conn, actor.maker_id, action=sought.action, actor=sought.actor, subject=sought.subject,
        since=_start(sought.first) if sought.first else None,
        until=_start(sought.last + timedelta(days=1)) if sought.last and sought.last < date.max else None,
        before=before, limit=limit,
    )  # fmt: skip


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _line(cells: tuple[str, ...]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow([neutral(cell) for cell in cells])
    return text.getvalue()
