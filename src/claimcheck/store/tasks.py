"""Review tasks: the questions put to people, their leases and what was answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from statistics import median
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    insert,
    or_,
    select,
    true,
    update,
)

from claimcheck.store.ids import new_id
from claimcheck.store.tables import UTCDateTime, claims, review_tasks, task_bars

_t = review_tasks.c
_b = task_bars.c

ORDERS = ("first", "age", "value", "due")
"""How a list of tasks may be sorted: by the program's priority and promise, by age, by value, by what is due."""


@dataclass(frozen=True, slots=True)
class Sought:
    """Which open tasks are meant; an empty attribute leaves all in.

    Attributes:
        program, code: of the claim and of the question.
        before: asked before that moment.
        value: worth so many hundredths or more.
        step: `first`, `second`, `third` or `appeal`.
        order: of `ORDERS`.
    """

    program: str = ""
    code: str = ""
    before: datetime | None = None
    value: int | None = None
    step: str = ""
    order: str = "first"


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
    conn.execute(
        insert(review_tasks).values(
            id=new, maker_id=maker_id, claim_id=claim_id, revision=revision, decision_id=decision_id, code=code[:64],
            question=dict(question), state="open", fence=0, created_at=now, **asdict(standing),
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
    person: tuple[str, str] | None = None,
    sought: Sought | None = None,
    after: str | None = None,
    offset: int = 0,
    limit: int = 50,
) -> list[Task]:
    """Tasks, the oldest first, or in the order sought.

    Args:
        conn: a connection.
        maker_id: whose tasks.
        state: only tasks in it.
        code: only tasks of that reason code.
        program: only tasks on claims under it.
        leased_by: only tasks that this caller holds.
        free_at: only those that nobody has leased at that moment.
        not_of: leave out claims of that organisation (nobody decides their own).
        person: id and role; leave out what is not for that person: it is another's, or the person decided on it.
        sought: only these, in that order.
        offset: behind so many, where `sought` is given; then `after` is not used.
        after: behind the task of that id.
        limit: at most so many.
    """
    query = _tasks(maker_id)
    if free_at is not None:
        query = query.where(or_(_t.leased_until.is_(None), _t.leased_until <= free_at))
    if not_of is not None:
        query = query.where(claims.c.dealer != not_of)
    if person is not None:
        query = query.where(_for(*person, now=free_at))
    if sought is not None:
        query = _ordered(_narrowed(query, sought), sought.order).offset(offset)
    elif after is not None:
        query = query.where(_t.id > after)
    wanted = ((_t.state, state), (_t.code, code), (claims.c.program, program), (_t.leased_by, leased_by))
    for column, value in wanted:
        if value is not None:
            query = query.where(column == value)
    query = query if sought is not None else query.order_by(_t.id)
    return [_task(row) for row in conn.execute(query.limit(limit))]


def counts(
    conn: Connection, maker_id: str, *, not_of: str, now: datetime, person: tuple[str, str] | None = None
) -> list[tuple[str, str, int, int]]:
    """Open tasks by program and reason code: how many, and how many of them nobody holds at that moment."""
    free = func.sum(case((or_(_t.leased_until.is_(None), _t.leased_until <= now), 1), else_=0))
    query = (
        select(claims.c.program, _t.code, func.count(), free)
        .join(claims, claims.c.id == _t.claim_id)
        .where(_t.maker_id == maker_id, _t.state == "open", claims.c.dealer != not_of)
        .where(_for(*person) if person else true())
        .group_by(claims.c.program, _t.code)
        .order_by(claims.c.program, _t.code)
    )
    return [(program, code, int(count), int(unheld)) for program, code, count, unheld in conn.execute(query)]


def totals(
    conn: Connection, maker_id: str, *, not_of: str, person: tuple[str, str], ages: Sequence[datetime],
    values: Sequence[int], now: datetime, sought: Sought,
) -> tuple[int, int, list[int], list[int], int]:  # fmt: skip
    """Of the tasks sought: how many, how many free, asked before each age, worth each value or more, overdue."""

    def how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    query: Any = (
        select(
            func.count(), how_many(or_(_t.leased_until.is_(None), _t.leased_until <= now)), how_many(_t.due_at < now),
            *(how_many(_t.created_at < age) for age in ages), *(how_many(_t.value >= value) for value in values),
        )
        .join(claims, claims.c.id == _t.claim_id)
        .where(_t.maker_id == maker_id, _t.state == "open", claims.c.dealer != not_of, _for(*person))
    )  # fmt: skip
    count, free, overdue, *rest = (int(one) for one in conn.execute(_narrowed(query, sought)).one())
    return count, free, rest[: len(ages)], rest[len(ages) :], overdue


def median_seconds(conn: Connection, maker_id: str, *, last: int = 200) -> int | None:
    """The median time from taking a task to answering it, over the last so many answered; None before the first."""
    query = (
        select(_t.seconds)
        .where(_t.maker_id == maker_id, _t.state == "resolved", _t.seconds.is_not(None))
        .order_by(_t.resolved_at.desc())
        .limit(last)
    )
    found = [int(one) for one in conn.execute(query).scalars() if one is not None]
    return round(median(found)) if found else None


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
    """Give a task that one holds to another person or role; False where it is not held any more."""
    done = conn.execute(
        update(review_tasks)
        .where(*_held(task_id, by, fence))
        .values(only_for=only_for, leased_by=None, leased_until=None, taken_at=None)
    )
    return done.rowcount == 1


def ask_anew(conn: Connection, task_id: str, *, decision_id: str, code: str, question: Mapping[str, Any]) -> None:
    """Put another question on an open task: the claim was judged again with what a person said."""
    values = {"decision_id": decision_id, "code": code[:64], "question": dict(question), "fence": _t.fence + 1}
    conn.execute(update(review_tasks).where(_t.id == task_id, _t.state == "open").values(**values))


def open_of_claim(conn: Connection, maker_id: str, claim_id: str) -> list[Task]:
    """The open tasks on a claim, the oldest first."""
    query = _tasks(maker_id).where(_t.claim_id == claim_id, _t.state == "open").order_by(_t.id)
    return [_task(row) for row in conn.execute(query)]


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


def resolve(conn: Connection, task_id: str, *, by: str, fence: int, outcome: Mapping[str, Any], now: datetime) -> bool:
    """Answer a task under its lease; False where the lease lapsed or went to another."""
    taken = conn.execute(select(_t.taken_at).where(_t.id == task_id)).scalar()
    seconds = round((now - taken).total_seconds()) if taken else None
    done = conn.execute(
        update(review_tasks)
        .where(*_held(task_id, by, fence), _t.leased_until > now)
        .values(state="resolved", outcome=dict(outcome), resolved_at=now, seconds=seconds)
    )
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


def _for(person: str, role: str, now: datetime | None = None) -> ColumnElement[bool]:
    """Tasks that a person may answer: directed to nobody else, and not kept from it; at a moment, or for good."""
    over = _b.until.is_(None) if now is None else or_(_b.until.is_(None), _b.until > now)
    kept = exists().where(_b.task_id == _t.id, _b.person == person, over)
    mine = true() if role == "admin" else or_(_t.only_for.is_(None), _t.only_for == person, _t.only_for == role)
    return and_(mine, ~kept)


def _narrowed(query: Select[Any], sought: Sought) -> Select[Any]:
    for column, value in ((claims.c.program, sought.program), (_t.code, sought.code), (_t.step, sought.step)):
        if value:
            query = query.where(column == value)
    if sought.before is not None:
        query = query.where(_t.created_at < sought.before)
    return query if sought.value is None else query.where(_t.value >= sought.value)


def _ordered(query: Select[Any], order: str) -> Select[Any]:
    undated = case((_t.due_at.is_(None), 1), else_=0)
    worth = func.coalesce(_t.value, -1).desc()
    columns: Mapping[str, tuple[Any, ...]] = {
        "first": (_t.priority, undated, _t.due_at, _t.id), "age": (_t.id,), "value": (worth, _t.id),
        "due": (undated, _t.due_at, _t.id),
    }  # fmt: skip
    return query.order_by(None).order_by(*columns.get(order, columns["first"]))


def _tasks(maker_id: str) -> Select[Any]:
    about = (claims.c.dealer, claims.c.program, claims.c.outside_id, claims.c.state.label("claim_state"))
    return select(review_tasks, *about).join(claims, claims.c.id == _t.claim_id).where(_t.maker_id == maker_id)


def _task(row: Row[Any]) -> Task:
    return Task(**row._mapping)
