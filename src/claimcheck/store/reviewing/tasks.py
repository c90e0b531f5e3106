"""Review tasks: the questions put to people, their leases and what was answered."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from typing import Any, Final, cast

from sqlalchemy import (
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    case,
    insert,
    or_,
    select,
    update,
)

from claimcheck.store.checking.batches import holder
from claimcheck.store.ids import new_id
from claimcheck.store.reviewing import desk_drafts
from claimcheck.store.tables import UTCDateTime, claims, review_tasks, task_bars

_t = review_tasks.c
_b = task_bars.c

SIGN_OF_LIFE: Final = timedelta(minutes=2)
"""Within which a page on which somebody works says so, however short a maker lets tasks be held."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a task is sorted by, and whom it is for.

    Attributes:
        step: `first`; `second` and `third` after sealed verdicts; `appeal`.
        only_for: a person's id, or `admin`; None: any reviewer.
        priority: 1 comes first, 9 last.
        due_at: by when it is to be answered.
        value: hundredths of the currency's unit.
    """

    step: str = "first"
    only_for: str | None = None
    priority: int = 5
    due_at: datetime | None = None
    value: int | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A question on a claim; with what is needed of the claim to list it.

    Attributes:
        state: `open`, `resolved` or `withdrawn`.
        question: wire of `model.decisions.Question`.
        leased_by, leased_until, fence: who works on it, until when, and the number that a late answer fails by.
        outcome: what was answered: verdict, ground, codes, note, by.
        dealer: the claimant's organisation.
        taken_at: when who holds it took it; seconds: from then to the answer.
        step, only_for, priority, due_at, value, currency: as `Standing`.
    """

    id: str
    maker_id: str
    claim_id: str
    revision: int
    decision_id: str | None
    code: str
    question: Mapping[str, Any]
    state: str
    leased_by: str | None
    leased_until: datetime | None
    fence: int
    outcome: Mapping[str, Any] | None
    created_at: datetime
    resolved_at: datetime | None
    dealer: str
    program: str
    outside_id: str
    claim_state: str
    step: str = "first"
    only_for: str | None = None
    priority: int = 5
    value: int | None = None
    currency: str | None = None
    seconds: int | None = None
    due_at: datetime | None = None
    taken_at: datetime | None = None


def by_ids(conn: Connection, maker_id: str, ids: Collection[str]) -> dict[str, Task]:
    """A maker's tasks by id."""
    rows = conn.execute(selected().where(_t.id.in_(list(ids)), _t.maker_id == maker_id))
    return {row.id: from_row(row) for row in rows}


def add(
    conn: Connection,
    *,
    maker_id: str,
    claim_id: str,
    revision: int,
    decision_id: str | None,
    code: str,
    question: Mapping[str, Any],
    now: datetime,
    standing: Standing = Standing(),
) -> str:
    """Put a question on a claim revision; returns our id of the task."""
    new = new_id()
    of_claim = {name: select(claims.c[name]).where(claims.c.id == claim_id).scalar_subquery()
                for name in ("dealer", "program")}  # fmt: skip
    conn.execute(
        insert(review_tasks).values(
            id=new, maker_id=maker_id, claim_id=claim_id, revision=revision, decision_id=decision_id, code=code[:64],
            question=dict(question), state="open", fence=0, created_at=now, **of_claim, **asdict(standing),
        )
    )  # fmt: skip
    return new


def get(conn: Connection, maker_id: str, task_id: str) -> Task | None:
    """One task; None where the maker has no such."""
    row = conn.execute(selected().where(_t.maker_id == maker_id, _t.id == task_id)).first()
    return from_row(row) if row else None


def bar(conn: Connection, maker_id: str, task_id: str, person: str, *, until: datetime | None = None) -> None:
    """Keep a person from taking a task: until a moment, or for good."""
    conn.execute(insert(task_bars).values(id=new_id(), maker_id=maker_id, task_id=task_id, person=person, until=until))


def barred(conn: Connection, task_id: str, person: str) -> bool:
    """Whether a person is kept from a task for good."""
    query = select(_b.id).where(_b.task_id == task_id, _b.person == person, _b.until.is_(None)).limit(1)
    return conn.execute(query).first() is not None


def all_barred(conn: Connection, task_id: str) -> list[str]:
    """Everybody who is kept from a task for good."""
    query = select(_b.person).where(_b.task_id == task_id, _b.until.is_(None))
    return sorted(set(conn.execute(query).scalars()))


def direct(conn: Connection, task_id: str, *, by: str, fence: int, only_for: str) -> bool:
    """Give a task that one holds to another person or role; False where it went to another meanwhile."""
    free = {"leased_by": None, "leased_until": None, "taken_at": None}
    done = conn.execute(update(review_tasks).where(*_held(task_id, by, fence)).values(only_for=only_for, **free))
    return done.rowcount == 1


def ask_anew(conn: Connection, task_id: str, *, decision_id: str, code: str, question: Mapping[str, Any]) -> None:
    """Put another question on an open task: the claim was judged again with what a person said."""
    values = {"decision_id": decision_id, "code": code[:64], "question": dict(question), "fence": _t.fence + 1}
    conn.execute(update(review_tasks).where(_t.id == task_id, _t.state == "open").values(**values))


def open_of_claim(conn: Connection, maker_id: str, claim_id: str) -> list[Task]:
    """The open tasks on a claim, the oldest first."""
    query = selected().where(_t.maker_id == maker_id, _t.claim_id == claim_id, _t.state == "open").order_by(_t.id)
    return [from_row(row) for row in conn.execute(query)]


def lease(conn: Connection, task_id: str, *, by: str, now: datetime, until: datetime) -> bool:
    """Take an open task that is free, lapsed or already one's own; counts the fence up. False where it is not."""
    free = or_(_t.leased_until.is_(None), _t.leased_until <= now, _t.leased_by == by)
    same = and_(_t.leased_by == by, _t.leased_until > now, _t.taken_at.is_not(None))
    done = conn.execute(
        update(review_tasks)
        .where(_t.id == task_id, _t.state == "open", free)
        .values(
            leased_by=by, leased_until=until, fence=_t.fence + 1,
            taken_at=case((same, _t.taken_at), else_=bindparam("taken", now, type_=UTCDateTime())),
        )
    )  # fmt: skip
    return done.rowcount == 1


def renew(conn: Connection, task_id: str, *, by: str, fence: int, now: datetime, until: datetime) -> bool:
    """Hold a lease for longer; False where it lapsed or went to another."""
    done = conn.execute(
        update(review_tasks).where(*_held(task_id, by, fence), _t.leased_until > now).values(leased_until=until)
    )
    return done.rowcount == 1


def release(conn: Connection, task_id: str, *, by: str, fence: int) -> bool:
    """Give a task back; False where it went to another meanwhile."""
    done = conn.execute(
        update(review_tasks).where(*_held(task_id, by, fence)).values(leased_by=None, leased_until=None, taken_at=None)
    )
    return done.rowcount == 1


def pull_in(conn: Connection, *, now: datetime, furthest: timedelta) -> int:
    """Soon free what is held for longer than anybody may hold it: the clock was set back. Returns how many.

    Whoever still works on one has time for a sign of life. What a batch holds stays with it: that is for days.

    Args:
        conn: the transaction.
        now: the time.
        furthest: ahead of which nobody holds a task.
    """
    far = (_t.state == "open", _t.leased_by.not_like(holder("%")), _t.leased_until > now + furthest)
    return conn.execute(update(review_tasks).where(*far).values(leased_until=now + SIGN_OF_LIFE)).rowcount


def resolve(conn: Connection, task_id: str, *, by: str, fence: int, outcome: Mapping[str, Any], now: datetime) -> bool:
    """Answer a task under its lease; False where the lease lapsed or went to another."""
    taken = conn.execute(select(_t.taken_at).where(_t.id == task_id)).scalar()
    seconds = max(0, round((now - taken).total_seconds())) if taken else None
    done = conn.execute(
        update(review_tasks)
        .where(*_held(task_id, by, fence), _t.leased_until > now)
        .values(state="resolved", outcome=dict(outcome), resolved_at=now, seconds=seconds)
    )
    if done.rowcount == 1:
        desk_drafts.drop(conn, task_id)
    return done.rowcount == 1


def withdraw(conn: Connection, task_id: str, now: datetime) -> None:
    """Take an open task back."""
    conn.execute(
        update(review_tasks)
        .where(_t.id == task_id, _t.state == "open")
        .values(state="withdrawn", resolved_at=now, fence=_t.fence + 1)
    )


def withdraw_of_claim(conn: Connection, maker_id: str, claim_id: str, now: datetime) -> int:
    """Take back the open tasks of a claim that went on without an answer (withdrawn, revised, judged anew)."""
    done = conn.execute(
        update(review_tasks)
        .where(_t.maker_id == maker_id, _t.claim_id == claim_id, _t.state == "open")
        .values(state="withdrawn", resolved_at=now)
    )
    return done.rowcount


def _held(task_id: str, by: str, fence: int) -> tuple[Any, ...]:
    return (_t.id == task_id, _t.state == "open", _t.leased_by == by, _t.fence == fence)


def selected() -> Select[Any]:
    """Tasks, with what `from_row` needs of their claims."""
    about = {"outside_id": claims.c.outside_id, "claim_state": claims.c.state}
    columns = [about[one.name] if one.name in about else _t[one.name] for one in fields(Task)]
    return select(*columns).join_from(review_tasks, claims, claims.c.id == _t.claim_id)


def from_row(row: Row[Any]) -> Task:
    """A row of `selected`."""
    return Task(*cast("tuple[Any, ...]", row))
