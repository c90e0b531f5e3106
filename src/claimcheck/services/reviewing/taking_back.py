"""Taking a decision back: at once by who made it (undo), or later with a ground (reopen). Both entries stay."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from claimcheck.errors import Conflict, Forbidden, Invalid, existing, missing
from claimcheck.model.decisions import Question
from claimcheck.model.parties import Actor
from claimcheck.model.said import Said
from claimcheck.model.wire import decode
from claimcheck.services.context import Context
from claimcheck.services.judging.asking import ask
from claimcheck.services.judging.deciding import uses_of
from claimcheck.services.judging.moves import moved, record
from claimcheck.store.claiming import claims
from claimcheck.store.claiming.claims import ClaimRow
from claimcheck.store.database import serialise
from claimcheck.store.judging import decisions, uses
from claimcheck.store.reviewing import appeals, desk, tasks
from claimcheck.store.reviewing.tasks import Task

GRACE: Final = timedelta(seconds=60)
"""How long who answered a task may take the answer back."""


def may_undo(context: Context, actor: Actor, task: Task) -> bool:
    """Whether the actor may still take back the answer to a task.

    Not the second of two people, once they disagree: that it is so tells what the first one answered.
    """
    by = (task.outcome or {}).get("by")
    if task.step == "second" and (task.outcome or {}).get("sealed"):
        return False
    fresh = task.resolved_at is not None and context.clock() - task.resolved_at <= GRACE
    return task.state == "resolved" and by == actor.id and fresh


def undo(context: Context, actor: Actor, task_id: str, *, seconds: int) -> Task:
    """Take back one's answer to a task: the claim is where it was, and the same question is with the actor again.

    Args:
        context: database, blobs, settings and clock.
        actor: who answered.
        task_id: the answered task.
        seconds: how long the new task is held.

    Raises:
        NotFound: no such task of the actor's.
        Conflict: `undo.late`, the time is over or the claim went on.
    """
    now = context.clock()
    with context.database.transaction() as conn:
        serialise(conn, f"decide:{actor.maker_id}")
        task = tasks.get(conn, actor.maker_id, task_id)
        if task is None or (task.outcome or {}).get("by") != actor.id:
            raise missing("task")
        claim = claims.get(conn, actor, task.claim_id, lock=True)
        if claim is None or not may_undo(context, actor, task):
            raise _late()
        sealed = desk.sealed_by(conn, task.id)
        if sealed is not None:
            _unask(conn, claim.maker_id, sealed, now)
            record(conn, claim, "claim.undo", actor=actor, now=now, details={"task": task.id})
        else:
            taken = claim.decision_id
            claim = _as_before(conn, actor, claim, task, now)
        question = decode(Question, task.question)
        new = ask(
            conn, claim, question, decision_id=task.decision_id, now=now, step=task.step, only_for=task.only_for,
            barred=tasks.all_barred(conn, task.id), instead_of=task,
        )  # fmt: skip
        desk.rebind(conn, task.id, new, opened=task.step == "third")
        if sealed is None and taken:
            appeals.reopen(conn, taken, new)
        tasks.lease(conn, new, by=actor.id, now=now, until=now + timedelta(seconds=seconds))
        again = tasks.get(conn, actor.maker_id, new)
        assert again is not None
        return again


def reopen(context: Context, actor: Actor, claim_id: str, *, ground: str) -> Task:
    """Put a decided claim before a person again.

    Raises:
        NotFound: no such claim that the actor may see.
        Forbidden: on a claim of the actor's own organisation.
        Invalid: `claim.ground`, nothing is said.
        Conflict: `state.not_possible`, it is neither approved nor rejected.
    """
    if not ground.strip():
        raise Invalid("Say why it is opened again.", code="claim.ground")
    now = context.clock()
    with context.database.transaction() as conn:
        serialise(conn, f"decide:{actor.maker_id}")
        claim = existing(claims.get(conn, actor, claim_id, lock=True), "claim")
        if claim.dealer == actor.organisation:
            raise Forbidden("Nobody decides claims of their own.")
        claim = moved(conn, claim, "reopen", actor=actor, now=now, details={"why": "ground"})
        text = Said("Does the decision stand? {text}", text=ground.strip()[:1000])
        question = Question("claim.reopened", "claim", text)
        task = ask(conn, claim, question, decision_id=claim.decision_id, now=now)
        desk.note(conn, claim.maker_id, task, claim.id, kind="reopened", text=ground.strip(), by=actor.id, now=now)
        opened = tasks.get(conn, actor.maker_id, task)
        assert opened is not None
        return opened


def _as_before(conn: Connection, actor: Actor, claim: ClaimRow, task: Task, now: datetime) -> ClaimRow:
    """Put the claim back as it was before the answer; the answer's decision is kept, and the earlier one follows it."""
    standing = decisions.get(conn, claim.maker_id, claim.decision_id or "")
    before = decisions.get(conn, claim.maker_id, task.decision_id or "")
    if standing is None or before is None or (standing.by, standing.created_at) != (actor.id, task.resolved_at):
        raise _late()
    again = decisions.add(
        conn, claim.maker_id, claim.id, claim.revision, before.decision, by=actor.id, case={}, seconds=0.0, now=now
    )
    claim = moved(
        conn, claim, "undo", actor=actor, now=now, decision_id=again, decided_at=None,
        details={"decision": again, "instead_of": standing.id, "task": task.id},
    )  # fmt: skip
    uses.put(conn, claim.maker_id, claim.id, uses_of(claim, before.decision), now)
    return claim


def _unask(conn: Connection, maker_id: str, task_id: str, now: datetime) -> None:
    """Withdraw the second person's task, unless that person works on it already."""
    following = tasks.get(conn, maker_id, task_id)
    held = following is not None and following.leased_until is not None and following.leased_until > now
    if following is None or following.state != "open" or held:
        raise _late()
    tasks.withdraw(conn, task_id, now)
    desk.forget_seal(conn, task_id)


def _late() -> Conflict:
    return Conflict("It is too late to take it back; open the claim again with a ground.", code="undo.late")
