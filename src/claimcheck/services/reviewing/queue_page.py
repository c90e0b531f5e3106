"""The queue as a person sees it: what waits, counted and listed, with the views that the person saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import Connection

from claimcheck.model.parties import Actor
from claimcheck.services.context import Context
from claimcheck.store.reviewing import desk as said
from claimcheck.store.reviewing import task_queue
from claimcheck.store.reviewing.desk import View
from claimcheck.store.reviewing.task_queue import Sought
from claimcheck.store.reviewing.tasks import Task

AGES: Final = (1, 3, 7)
"""Days by which the queue counts."""
VALUES: Final = (1_000, 10_000, 50_000)
"""Amounts by which the queue counts, in units of each claim's own currency."""

ANYTHING: Final = Sought()


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many open tasks there are of a program and reason, and how many of them nobody holds."""

    program: str
    code: str
    open: int
    free: int


@dataclass(frozen=True, slots=True)
class Totals:
    """Of the tasks sought: how many, how many free, how many overdue, how many older and worth more, by step."""

    open: int
    free: int
    overdue: int
    ages: Mapping[int, int]
    values: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Counted:
    """What waits for one person.

    Attributes:
        waiting: all open tasks that the person may work on, by program and reason.
        totals: of the tasks sought.
        median: seconds from taking a task to answering it; None before the first.
    """

    waiting: Sequence[Waiting]
    totals: Totals
    median: int | None


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of the queue.

    Attributes:
        views: the person's saved views, and those that colleagues share.
        names: of those who hold the tasks listed or made the views, by id.
    """

    counted: Counted
    tasks: Sequence[Task]
    views: Sequence[View]
    names: Mapping[str, str]


def queue(
    context: Context, actor: Actor, sought: Sought = ANYTHING, *, show: str = "", offset: int = 0, limit: int = 50
) -> Queue:
    """One page of what waits for a person; `show` is `mine`, `free` or empty for all."""
    with context.database.read() as conn:
        tasks = _listed(context, conn, actor, sought, show=show, offset=offset, limit=limit)
        views = said.views_of(conn, actor.maker_id, actor.id)
        people = [one.leased_by for one in tasks if one.leased_by] + [one.by for one in views if not one.own]
        names = said.names(conn, actor.maker_id, people) if people else {}
        return Queue(_counted(context, conn, actor, sought), tasks, views, names)


def counted(context: Context, actor: Actor, sought: Sought = ANYTHING) -> Counted:
    """How many tasks wait for a person."""
    with context.database.read() as conn:
        return _counted(context, conn, actor, sought)


def listed(
    context: Context, actor: Actor, sought: Sought = ANYTHING, *, show: str = "", offset: int = 0, limit: int = 50
) -> list[Task]:
    """Open tasks sought that the caller may work on; `show` is `mine`, `free` or empty for all."""
    with context.database.read() as conn:
        return _listed(context, conn, actor, sought, show=show, offset=offset, limit=limit)


def save_view(context: Context, actor: Actor, name: str, query: str) -> bool:
    """Keep the queue's filters under a name, unless it is empty; False where the caller has others under that name."""
    if not name.strip():
        return True
    with context.database.transaction() as conn:
        return said.save_view(conn, actor.maker_id, actor.id, name.strip()[:64], query[:1000], context.clock())


def change_view(context: Context, actor: Actor, view_id: str, *, name: str, shared: bool) -> bool:
    """Rename one of the caller's views, and set whether colleagues see it; an empty name changes nothing.

    False where another one of the caller's has that name, and nothing was changed.
    """
    if not name.strip():
        return True
    with context.database.transaction() as conn:
        return said.change_view(conn, actor.id, view_id, name=name.strip()[:64], shared=shared)


def drop_view(context: Context, actor: Actor, view_id: str) -> None:
    """Delete one of the caller's views; an administrator may also delete one that somebody else shares."""
    with context.database.transaction() as conn:
        said.drop_view(conn, actor.maker_id, view_id, person=actor.id, others=actor.role == "admin")


def _listed(
    context: Context, conn: Connection, actor: Actor, sought: Sought, *, show: str, offset: int, limit: int
) -> list[Task]:
    return task_queue.page(
        conn, actor.maker_id, state="open", leased_by=actor.id if show == "mine" else None,
        free_at=context.clock() if show == "free" else None, not_of=actor.organisation, person=(actor.id, actor.role),
        sought=sought, offset=offset, limit=limit,
    )  # fmt: skip


def _counted(context: Context, conn: Connection, actor: Actor, sought: Sought) -> Counted:
    now = context.clock()
    rows = task_queue.tally(
        conn, actor.maker_id, not_of=actor.organisation, person=(actor.id, actor.role), now=now, sought=sought,
        ages=[now - timedelta(days=days) for days in AGES], values=[100 * value for value in VALUES],
    )  # fmt: skip
    totals = Totals(
        sum(row.sought for row in rows), sum(row.sought_free for row in rows), sum(row.overdue for row in rows),
        {days: sum(row.ages[at] for row in rows) for at, days in enumerate(AGES)},
        {value: sum(row.values[at] for row in rows) for at, value in enumerate(VALUES)},
    )  # fmt: skip
    by_reason = [Waiting(row.program, row.code, row.open, row.free) for row in rows]
    return Counted(by_reason, totals, task_queue.median_seconds(conn, actor.maker_id))
