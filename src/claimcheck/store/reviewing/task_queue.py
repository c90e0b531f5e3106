"""The queue: open tasks that a person may work on, counted and listed by what is sought of them.

Everything here is answered from one index of the tasks, so that it costs the same however large the claims are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select, true

from claimcheck.store.reviewing.tasks import Task, from_row, selected
from claimcheck.store.tables import review_tasks, task_bars

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
class Tally:
    """How many open tasks there are of a program and reason, and how many nobody holds; the rest of those sought.

    Attributes:
        ages, values: how many were asked before each age, and are worth each value or more.
    """

    program: str
    code: str
    open: int
    free: int
    sought: int
    sought_free: int
    overdue: int
    ages: tuple[int, ...]
    values: tuple[int, ...]


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
    chosen = select(_t.id).where(_t.maker_id == maker_id)
    wanted = ((_t.state, state), (_t.code, code), (_t.program, program), (_t.leased_by, leased_by))
    chosen = chosen.where(*(column == value for column, value in wanted if value is not None))
    if free_at is not None:
        chosen = chosen.where(or_(_t.leased_until.is_(None), _t.leased_until <= free_at))
    if not_of is not None:
        chosen = chosen.where(_t.dealer != not_of)
    if person is not None:
        chosen = chosen.where(_for(*person, now=free_at))
    if sought is not None:
        chosen = chosen.where(*_conditions(sought)).offset(offset)
    elif after is not None:
        chosen = chosen.where(_t.id > after)
    order = _order(sought.order) if sought is not None else (_t.id,)
    # The few that are shown are chosen by the index alone, and only they are fetched.
    ids = chosen.order_by(*order).limit(limit).subquery()
    return [from_row(row) for row in conn.execute(selected().join(ids, ids.c.id == _t.id).order_by(*order))]


def tally(
    conn: Connection, maker_id: str, *, not_of: str, person: tuple[str, str], ages: Sequence[datetime],
    values: Sequence[int], now: datetime, sought: Sought,
) -> list[Tally]:  # fmt: skip
    """Open tasks by program and reason, counted in one pass over one index."""

    def how_many(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((and_(true(), *conditions), 1), else_=0)), 0)

    free, meant = or_(_t.leased_until.is_(None), _t.leased_until <= now), tuple(_conditions(sought))
    query = (
        select(
            _t.program, _t.code, func.count(), how_many(free), how_many(*meant), how_many(*meant, free),
            how_many(*meant, _t.due_at < now), *(how_many(*meant, _t.created_at < age) for age in ages),
            *(how_many(*meant, _t.value >= value) for value in values),
        )
        .where(_t.maker_id == maker_id, _t.state == "open", _t.dealer != not_of, _for(*person))
        .group_by(_t.program, _t.code)
        .order_by(_t.program, _t.code)
    )  # fmt: skip
    made = []
    for program, code, *counts in conn.execute(query):
        count, unheld, sought_, sought_free, overdue, *rest = (int(one) for one in counts)
        made.append(
            Tally(program, code, count, unheld, sought_, sought_free, overdue, tuple(rest[: len(ages)]),
                  tuple(rest[len(ages) :]))
        )  # fmt: skip
    return made


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


def _for(person: str, role: str, now: datetime | None = None) -> ColumnElement[bool]:
    """Tasks that a person may answer: directed to nobody else, and not kept from it; at a moment, or for good."""
    over = _b.until.is_(None) if now is None else or_(_b.until.is_(None), _b.until > now)
    kept = select(_b.task_id).where(_b.person == person, over)
    mine = true() if role == "admin" else or_(_t.only_for.is_(None), _t.only_for == person, _t.only_for == role)
    return and_(mine, _t.id.not_in(kept))


def _conditions(sought: Sought) -> Iterator[ColumnElement[bool]]:
    for column, value in ((_t.program, sought.program), (_t.code, sought.code), (_t.step, sought.step)):
        if value:
            yield column == value
    if sought.before is not None:
        yield _t.created_at < sought.before
    if sought.value is not None:
        yield _t.value >= sought.value


def _order(name: str) -> tuple[Any, ...]:
    undated = case((_t.due_at.is_(None), 1), else_=0)
    orders: Mapping[str, tuple[Any, ...]] = {
        "first": (_t.priority, undated, _t.due_at, _t.id), "age": (_t.id,),
        "value": (func.coalesce(_t.value, -1).desc(), _t.id), "due": (undated, _t.due_at, _t.id),
    }  # fmt: skip
    return orders.get(name, orders["first"])
