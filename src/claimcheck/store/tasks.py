"""Review tasks: the questions put to people, their leases and what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, case, func, insert, or_, select, update

from claimcheck.store.ids import new_id
from claimcheck.store.tables import claims, review_tasks

_t = review_tasks.c


@dataclass(frozen=True, slots=True)
class Task:
    """A question on a claim; with what is needed of the claim to list it.

    Attributes:
        state: `open`, `resolved` or `withdrawn`.
        question: wire of `model.decisions.Question`.
        leased_by, leased_until, fence: who works on it, until when, and the number that a late answer fails by.
        outcome: what was answered: verdict, ground, codes, note, by.
        dealer: the claimant's organisation.
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
) -> str:
    """Put a question on a claim revision; returns our id of the task."""
    new = new_id()
    conn.execute(
        insert(review_tasks).values(
            id=new, maker_id=maker_id, claim_id=claim_id, revision=revision, decision_id=decision_id, code=code[:64],
            question=dict(question), state="open", fence=0, created_at=now,
        )
    )  # fmt: skip
    return new


def get(conn: Connection, maker_id: str, task_id: str) -> Task | None:
    """One task; None where the maker has no such."""
    row = conn.execute(_tasks(maker_id).where(_t.id == task_id)).first()
    return _task(row) if row else None


def page(
    conn: Connection,
    maker_id: str,
    *,
    state: str | None = None,
    code: str | None = None,
    program: str | None = None,
    leased_by: str | None = None,
    free_at: datetime | None = None,
    not_of: str | None = None,
    after: str | None = None,
    limit: int = 50,
) -> list[Task]:
    """Tasks, the oldest first.

    Args:
        conn: a connection.
        maker_id: whose tasks.
        state: only tasks in it.
        code: only tasks of that reason code.
        program: only tasks on claims under it.
        leased_by: only tasks that this caller holds.
        free_at: only those that nobody has leased at that moment.
        not_of: leave out claims of that organisation (nobody decides their own).
        after: behind the task of that id.
        limit: at most so many.
    """
    query = _tasks(maker_id)
    if free_at is not None:
        query = query.where(or_(_t.leased_until.is_(None), _t.leased_until <= free_at))
    if not_of is not None:
        query = query.where(claims.c.dealer != not_of)
    if after is not None:
        query = query.where(_t.id > after)
    wanted = ((_t.state, state), (_t.code, code), (claims.c.program, program), (_t.leased_by, leased_by))
    for column, value in wanted:
        if value is not None:
            query = query.where(column == value)
    return [_task(row) for row in conn.execute(query.order_by(_t.id).limit(limit))]


def counts(conn: Connection, maker_id: str, *, not_of: str, now: datetime) -> list[tuple[str, str, int, int]]:
    """Open tasks by program and reason code: how many, and how many of them nobody holds at that moment."""
    free = func.sum(case((or_(_t.leased_until.is_(None), _t.leased_until <= now), 1), else_=0))
    query = (
        select(claims.c.program, _t.code, func.count(), free)
        .join(claims, claims.c.id == _t.claim_id)
        .where(_t.maker_id == maker_id, _t.state == "open", claims.c.dealer != not_of)
        .group_by(claims.c.program, _t.code)
        .order_by(claims.c.program, _t.code)
    )
    return [(program, code, int(count), int(unheld)) for program, code, count, unheld in conn.execute(query)]


def open_of_claim(conn: Connection, maker_id: str, claim_id: str) -> list[Task]:
    """The open tasks on a claim, the oldest first."""
    query = _tasks(maker_id).where(_t.claim_id == claim_id, _t.state == "open").order_by(_t.id)
    return [_task(row) for row in conn.execute(query)]


def lease(conn: Connection, task_id: str, *, by: str, now: datetime, until: datetime) -> bool:
    """Take an open task that is free, lapsed or already one's own; counts the fence up. False where it is not."""
    free = or_(_t.leased_until.is_(None), _t.leased_until <= now, _t.leased_by == by)
    done = conn.execute(
        update(review_tasks)
        .where(_t.id == task_id, _t.state == "open", free)
        .values(leased_by=by, leased_until=until, fence=_t.fence + 1)
    )
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
        update(review_tasks).where(*_held(task_id, by, fence)).values(leased_by=None, leased_until=None)
    )
    return done.rowcount == 1


def resolve(conn: Connection, task_id: str, *, by: str, fence: int, outcome: Mapping[str, Any], now: datetime) -> bool:
    """Answer a task under its lease; False where the lease lapsed or went to another."""
    done = conn.execute(
        update(review_tasks)
        .where(*_held(task_id, by, fence), _t.leased_until > now)
        .values(state="resolved", outcome=dict(outcome), resolved_at=now)
    )
    return done.rowcount == 1


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


def _tasks(maker_id: str) -> Select[Any]:
    about = (claims.c.dealer, claims.c.program, claims.c.outside_id, claims.c.state.label("claim_state"))
    return select(review_tasks, *about).join(claims, claims.c.id == _t.claim_id).where(_t.maker_id == maker_id)


def _task(row: Row[Any]) -> Task:
    return Task(**row._mapping)
