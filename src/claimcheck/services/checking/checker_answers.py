"""What the maker's people do for checking companies: answer their questions, and see what they recommended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from claimcheck.errors import Conflict, Invalid, existing, missing
from claimcheck.model.parties import Actor
from claimcheck.services.checking import batches as acts
from claimcheck.services.context import Context
from claimcheck.services.notices.telling import tell_one
from claimcheck.store.checking import batches, checker_questions
from claimcheck.store.checking.batches import holder
from claimcheck.store.checking.checker_questions import CheckerQuestion
from claimcheck.store.claiming import claims


@dataclass(frozen=True, slots=True)
class Advice:
    """What a checking company recommended, and when."""

    company: str
    verdict: str
    codes: tuple[str, ...]
    ground: str
    at: datetime


def waiting(context: Context, actor: Actor) -> list[CheckerQuestion]:
    """Questions that wait for an answer, the oldest first; none on claims of the caller's own organisation."""
    with context.database.read() as conn:
        return checker_questions.waiting(conn, actor.maker_id, not_of=actor.organisation)


def of_claim(context: Context, actor: Actor, claim_id: str) -> list[CheckerQuestion]:
    """All questions on a claim that the caller may see.

    Raises:
        NotFound: no such claim that the caller may see.
    """
    with context.database.read() as conn:
        existing(claims.get(conn, actor, claim_id), "claim")
        return checker_questions.of_claim(conn, actor.maker_id, claim_id)


def reply(context: Context, actor: Actor, question_id: str, text: str) -> CheckerQuestion:
    """Answer a question; the company's time goes on from here, longer by as long as it waited.

    Raises:
        NotFound: none that the caller may answer.
        Conflict: `question.closed`, when it is answered already or its batch came back.
        Invalid: `question.text`.
    """
    now = context.clock()
    if not 1 <= len(text.strip()) <= 4000:
        raise Invalid("An answer has 1 to 4000 characters.", code="question.text")
    with context.database.transaction() as conn:
        asked = checker_questions.get(conn, actor.maker_id, question_id)
        if asked is None or asked.dealer == actor.organisation:
            raise missing("question")
        claims.get(conn, actor, asked.claim_id, lock=True)
        if not checker_questions.answer(conn, asked.id, text=text.strip(), by=actor.id, now=now):
            raise Conflict("This question waits for no answer any more.", code="question.closed")
        item = batches.item(conn, actor.maker_id, asked.item_id)
        made = batches.get(conn, actor.maker_id, item.batch_id) if item else None
        if item is not None and made is not None and item.paused_at is not None:
            due = item.due_at + (now - item.paused_at)
            batches.change_item(conn, item.id, paused_at=None, due_at=due)
            batches.hold_task(conn, item.task_id, by=holder(made.id), fence=item.task_fence, until=due)
            batches.change(conn, made.id, of=batches.OPEN_STATES, due_at=max(made.due_at, due))
            acts.note(conn, made, item, "claim.answered", actor.id, now, question=asked.id)
            acts.record(conn, made, "batch.answered", actor.id, now, question=asked.id)
            about = {"claim": item.number, "program": made.program, "at": f"/batches/{made.id}/tasks/{item.id}"}
            tell_one(conn, actor.maker_id, asked.asked_by, "claim.answered", about, now)
        answered = checker_questions.get(conn, actor.maker_id, asked.id)
        assert answered is not None
        return answered


def recommendation(context: Context, actor: Actor, task_id: str) -> Advice | None:
    """What a checking company recommended on a task that is the maker's again; None where it did not."""
    with context.database.read() as conn:
        item = batches.of_task(conn, actor.maker_id, task_id)
        made = batches.get(conn, actor.maker_id, item.batch_id) if item else None
    if item is None or made is None or item.state != "done" or not item.advice or item.closed_at is None:
        return None
    said = item.outcome or {}
    return Advice(
        made.company, str(said.get("verdict", "")), tuple(said.get("codes", ())), str(said.get("ground", "")),
        item.closed_at,
    )  # fmt: skip
