"""The reviewer's desk: what waits by program and reason, the next task for one person, and all that answers it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from claimcheck.model.decisions import Decision
from claimcheck.model.parties import Actor
from claimcheck.model.sales import Sale
from claimcheck.services import claims, review
from claimcheck.services.context import Context
from claimcheck.services.views import ClaimView, DocumentView
from claimcheck.store import sales, tasks
from claimcheck.store.tasks import Task

HOLD_SECONDS = 900
"""How long a task is held without a sign of life."""

_TRIES = 20


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many open tasks there are of a program and reason, and how many of them nobody holds."""

    program: str
    code: str
    open: int
    free: int


@dataclass(frozen=True, slots=True)
class Desk:
    """A task with what a person needs to answer it.

    Attributes:
        sales: the sales that the decision rests on, by our id.
        mine: whether the caller holds it now.
        taken: whether somebody else does.
    """

    task: Task
    claim: ClaimView
    decision: Decision | None
    documents: tuple[DocumentView, ...]
    sales: Mapping[str, Sale]
    mine: bool
    taken: bool


def waiting(context: Context, actor: Actor) -> list[Waiting]:
    """Open tasks that the caller may work on, counted by program and reason."""
    with context.database.read() as conn:
        rows = tasks.counts(conn, actor.maker_id, not_of=actor.organisation, now=context.clock())
    return [Waiting(*row) for row in rows]


def take_next(context: Context, actor: Actor, *, program: str = "", code: str = "", skip: str = "") -> Task | None:
    """Lease the oldest free task for the caller; None where none is free.

    Two who ask at one moment never get the same: a lease is one conditional update, and who loses it tries the next.

    Args:
        context: what we stand on.
        actor: who asks.
        program: of that program only.
        code: of that reason only.
        skip: not this task, which the caller just put back.
    """
    now = context.clock()
    with context.database.transaction() as conn:
        found = tasks.page(
            conn, actor.maker_id, state="open", program=program or None, code=code or None, free_at=now,
            not_of=actor.organisation, limit=_TRIES,
        )  # fmt: skip
        behind = [task for task in found if task.id > skip] + [task for task in found if task.id < skip]
        for task in behind if skip else found:
            if tasks.lease(conn, task.id, by=actor.id, now=now, until=now + timedelta(seconds=HOLD_SECONDS)):
                return tasks.get(conn, actor.maker_id, task.id)
    return None


def desk(context: Context, actor: Actor, task_id: str) -> Desk:
    """One task with its claim, documents and sales.

    Raises:
        NotFound: where there is none that the caller may work on.
    """
    task = review.one(context, actor, task_id)
    claim = claims.claim(context, actor, task.claim_id)
    asked = next((made for made in claim.decisions if made.id == task.decision_id), claim.decision)
    decision = asked.decision if asked else None
    wanted = [line.sale for line in decision.lines if line.sale] if decision else []
    if decision and not wanted:
        wanted = [candidate.sale for candidate in decision.candidates[:3]]
    with context.database.read() as conn:
        found = sales.by_ids(conn, actor.maker_id, wanted)
    held = task.leased_until is not None and task.leased_until > context.clock()
    return Desk(
        task, claim, decision, tuple(claims.document(context, actor, one) for one in claim.current.documents),
        {sale.id: sale for sale in found}, held and task.leased_by == actor.id, held and task.leased_by != actor.id,
    )  # fmt: skip
