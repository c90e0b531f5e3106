"""A task changes hands without an answer: it is put back for a while, or given to somebody who can answer it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from claimcheck.errors import Invalid
from claimcheck.model.parties import Actor
from claimcheck.services.context import Context
from claimcheck.services.judging.moves import record
from claimcheck.services.programs import settings_of_maker
from claimcheck.services.reviewing import review
from claimcheck.store.claiming import claims
from claimcheck.store.claiming.claims import ClaimRow
from claimcheck.store.people import accounts
from claimcheck.store.people.accounts import User
from claimcheck.store.reviewing import desk, tasks
from claimcheck.store.reviewing.tasks import Task

ADMIN: Final = "admin"
_DECIDERS: Final = frozenset({"reviewer", "admin"})


def skip(context: Context, actor: Actor, task_id: str, *, fence: int, why: str = "") -> Task:
    """Put a task back for others; it is not offered to the caller again for as long as the maker has set.

    Raises:
        NotFound: no such task that the actor may work on.
        LeaseLost: it is not held any more.
        Conflict: `task.closed`.
    """
    now = context.clock()
    with context.database.transaction() as conn:
        task, _ = _held(conn, actor, task_id, fence, now)
        if not tasks.release(conn, task.id, by=actor.id, fence=fence):
            raise review.lost()
        away = timedelta(hours=settings_of_maker.of(conn, actor.maker_id).skip_hours)
        tasks.bar(conn, actor.maker_id, task.id, actor.id, until=now + away)
        if why.strip():
            desk.note(
                conn, actor.maker_id, task.id, task.claim_id, kind="skipped", text=why.strip(), by=actor.id, now=now
            )
        return task


def colleagues(context: Context, actor: Actor, task: Task) -> list[User]:
    """The people whom a task may be given to: others who may decide, and have not decided on it before."""
    with context.database.read() as conn:
        barred = {*tasks.all_barred(conn, task.id), actor.id}
        people = accounts.all_of(conn, actor.maker_id)
    return [
        one for one in people
        if one.role in _DECIDERS and one.id not in barred and one.disabled_at is None
        and one.organisation != task.dealer
    ]  # fmt: skip


def escalate(context: Context, actor: Actor, task_id: str, *, fence: int, to: str, why: str) -> Task:
    """Give a task to an administrator, or to a named colleague.

    Args:
        context: database, blobs, settings and clock.
        actor: who holds it.
        task_id: our id of it.
        fence: of the lease.
        to: `admin`, or the id of one of `colleagues`.
        why: what the other is to know.

    Raises:
        NotFound: no such task that the actor may work on.
        LeaseLost: it is not held any more.
        Invalid: `task.to`, nobody whom it may be given to; `task.why`, nothing is said.
    """
    now = context.clock()
    task = review.one(context, actor, task_id)
    if to != ADMIN and to not in {one.id for one in colleagues(context, actor, task)}:
        raise Invalid("Choose who is to answer it.", code="task.to")
    if not why.strip():
        raise Invalid("Say what the other is to know.", code="task.why")
    with context.database.transaction() as conn:
        task, claim = _held(conn, actor, task_id, fence, now)
        if not tasks.direct(conn, task.id, by=actor.id, fence=fence, only_for=to):
            raise review.lost()
        desk.note(
            conn, actor.maker_id, task.id, task.claim_id, kind="escalated", text=why.strip(), by=actor.id, now=now
        )
        if claim is not None:
            record(conn, claim, "claim.escalated", actor=actor, now=now, details={"task": task.id, "to": to})
        return task


def _held(conn: Connection, actor: Actor, task_id: str, fence: int, now: datetime) -> tuple[Task, ClaimRow | None]:
    """A task that the actor holds, and its claim, locked first, as everybody does who answers or withdraws a task."""
    claim = claims.get(conn, actor, review.opened(conn, actor, task_id).claim_id, lock=True)
    task = review.opened(conn, actor, task_id)  # as it is now: it may have been answered while this waited
    review.held(task, actor, fence, now)
    return task, claim
