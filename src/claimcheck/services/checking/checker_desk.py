"""The desk of a checking company: masked views of the claims that it holds now, and its answers to them.

Nothing here is handed out but what `masking` leaves to be seen. A claim that is in no batch that the caller's company
holds at this moment is answered like one that does not exist.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Literal

from sqlalchemy import Connection

from claimcheck.core.personal import Secrets, redact
from claimcheck.errors import ConfigError, Conflict, Invalid, LeaseLost, missing
from claimcheck.model.parties import Actor
from claimcheck.services.checking import batches as acts
from claimcheck.services.checking.checker_rows import LineRow, Row, line_rows, rows_of
from claimcheck.services.checking.masking import Hidden, Sheet, hidden
from claimcheck.services.checking.painting import picture
from claimcheck.services.checking.unsaid import number_of, numbered, unsaid
from claimcheck.services.context import Context
from claimcheck.services.judging.changed_since import of_others
from claimcheck.services.notices.discretion import for_claimant
from claimcheck.services.reviewing.review import Resolution, check_answer, settle_answer
from claimcheck.store.checking import batches, checker_questions
from claimcheck.store.checking.batches import Batch, Item, holder
from claimcheck.store.checking.checker_questions import CheckerQuestion
from claimcheck.store.claiming import claims
from claimcheck.store.database import serialise
from claimcheck.store.judging import decisions
from claimcheck.store.programs import programs
from claimcheck.store.reviewing import tasks
from claimcheck.store.reviewing.tasks import Task

HOLD_SECONDS = 900
"""How long one person of the company holds a task without a sign of life."""

_UNANSWERED: Final = timedelta(days=60)
"""How long a task stays with its batch while the maker owes an answer."""


@dataclass(frozen=True, slots=True)
class Why:
    """A reason of the machine's verdict, without personal data."""

    code: str
    field: str
    message: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A task in the list of a batch.

    Attributes:
        number: the claim's, without personal data, also once it is answered: by it the checker knows the work again.
            Empty where its program may hide more today than when the batch was made.
        asked: whether it waits for an answer of the maker.
    """

    item: Item
    number: str
    program: str
    code: str
    asked: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """A task with what a checker needs to answer it.

    Attributes:
        number: the claim's, without personal data; empty where all of it is hidden.
        asked_field: that the question is about.
        pictures: pages and cut-outs; documents are numbered.
        mine: whether the caller holds it; `taken` whether a colleague does.
        paused: whether it waits for an answer of the maker.
        shut: whether all of the claim is hidden: its program's rules cannot be read, nor what they hide.
    """

    batch: Batch
    item: Item
    number: str
    program: str
    code: str
    question: str
    asked_field: str
    rows: tuple[Row, ...]
    lines: tuple[LineRow, ...]
    reasons: tuple[Why, ...]
    sheets: tuple[Sheet, ...]
    questions: tuple[CheckerQuestion, ...]
    mine: bool
    taken: bool
    paused: bool
    shut: bool = False


def listed(context: Context, actor: Actor, batch_id: str) -> tuple[Batch, list[Listed]]:
    """A batch that the caller's company holds, with its tasks; without them when it holds it no more.

    Raises:
        NotFound: none of the company.
    """
    with context.database.read() as conn:
        made = batches.get(conn, actor.maker_id, batch_id)
        if made is None or made.company != actor.organisation:
            raise missing("task")
        if made.state != "held":
            return made, []
        found, now = batches.items(conn, made.id), context.clock()
        asked = tasks.by_ids(conn, actor.maker_id, [item.task_id for item in found])
        unsure = _hiding_more(conn, made, {said.program for said in asked.values()}, now)
        return made, [_listed(conn, item, asked[item.task_id], unsure, now) for item in found]


def task(context: Context, actor: Actor, batch_id: str, item_id: str) -> Checked:
    """One task of a batch that the caller's company holds.

    Raises:
        NotFound: none that is open there.
    """
    now = context.clock()
    with context.database.read() as conn:
        made, item = _held(conn, actor, batch_id, item_id)
        said = tasks.get(conn, item.maker_id, item.task_id)
        assert said is not None
        seen = _unseen(made, item, said, actor, now)
        try:
            claim = _hidden(conn, item, now)
        except ConfigError:
            return seen
        questions = checker_questions.of_item(conn, item.maker_id, item.id)
    secrets = claim.told
    asked = str(said.question.get("field", ""))
    decision = for_claimant(claim.decision, lambda _number: False) if claim.decision else None
    return replace(
        seen, shut=False, number=numbered(claim),
        question=redact(secrets, (decision and decision.question and decision.question.text) or ""),
        asked_field=asked, rows=rows_of(claim, asked), lines=line_rows(claim), sheets=claim.sheets,
        reasons=tuple(
            Why(r.code, r.field, redact(secrets, r.message)) for r in (decision.reasons if decision else ())
        ),
        questions=tuple(_discreet(unsaid(claim), one) for one in questions),
    )  # fmt: skip


def shown(context: Context, actor: Actor, batch_id: str, item_id: str, *, document: int, page: int, part: str) -> bytes:
    """A masked picture of a page, or of a field cut out of it; a JPEG.

    Raises:
        NotFound: no such task, or this page is not shown in that way.
    """
    with context.database.read() as conn:
        _, item = _held(conn, actor, batch_id, item_id)
        try:
            claim = _hidden(conn, item, context.clock())
        except ConfigError:
            raise missing("picture") from None
    sheet = next((one for one in claim.sheets if (one.document, one.page.number) == (document, page)), None)
    if sheet is None:
        raise missing("picture")
    return picture(context, claim, sheet, part)


def take(context: Context, actor: Actor, batch_id: str, item_id: str) -> Item:
    """Take a task, so that no colleague works on it; taken again, it is held for longer.

    Raises:
        NotFound: none that is open there.
        Conflict: `task.leased`, while a colleague has it.
    """
    now = context.clock()
    with context.database.transaction() as conn:
        _, item = _held(conn, actor, batch_id, item_id)
        if not batches.take(conn, item.id, by=actor.id, now=now, until=now + timedelta(seconds=HOLD_SECONDS)):
            raise Conflict("A colleague works on this task; take another.", code="task.leased")
        taken = batches.item(conn, actor.maker_id, item.id)
        assert taken is not None
        return taken


def renew(context: Context, actor: Actor, batch_id: str, item_id: str, *, fence: int) -> None:
    """Hold a task for longer.

    Raises:
        NotFound: none that is open there.
        LeaseLost: `task.lease_lost`, when the caller's hold ended.
    """
    now = context.clock()
    with context.database.transaction() as conn:
        _, item = _held(conn, actor, batch_id, item_id)
        _mine(item, actor, fence, now)
        batches.change_item(conn, item.id, fence=fence, taken_until=now + timedelta(seconds=HOLD_SECONDS))


def next_item(context: Context, actor: Actor, batch_id: str) -> Item | None:
    """Take the first task of a batch that is open, free and waits for nobody; None where there is none."""
    now = context.clock()
    with context.database.transaction() as conn:
        made = batches.get(conn, actor.maker_id, batch_id)
        if made is None or made.company != actor.organisation or made.state != "held":
            raise missing("task")
        for item in batches.items(conn, made.id, states=("open",)):
            free = item.paused_at is None and now < item.due_at
            if free and batches.take(conn, item.id, by=actor.id, now=now, until=now + timedelta(seconds=HOLD_SECONDS)):
                return batches.item(conn, actor.maker_id, item.id)
    return None


def answer(context: Context, actor: Actor, batch_id: str, item_id: str, *, fence: int, said: Resolution) -> Item:
    """Answer a task that the caller has taken: it decides, or is a recommendation, as the claim's program says.

    Raises:
        NotFound: none that is open there.
        LeaseLost: `task.lease_lost`, when the caller's hold ended or the batch is due.
        Conflict: `batch.paused`, while it waits for an answer; the claim went on meanwhile.
        Invalid: what the verdict needs is missing, as `services.reviewing.review.resolve`.
    """
    now = context.clock()
    if said.verdict == "approve":
        said = replace(said, codes=())  # to pay for a used sale again, by naming its code, is for reviewers
    with context.database.transaction() as conn:
        serialise(conn, f"decide:{actor.maker_id}")
        made, item = _held(conn, actor, batch_id, item_id)
        _mine(item, actor, fence, now)
        if item.paused_at is not None:
            raise Conflict(
                "This task waits for an answer of the manufacturer; answer it after that.", code="batch.paused"
            )
        row = claims.get(conn, Actor.system(actor.maker_id, actor.id), item.claim_id, lock=True)
        question = tasks.get(conn, actor.maker_id, item.task_id)
        if row is None or question is None or question.state != "open":
            raise Conflict("The claim went on meanwhile; take the next one.", code="task.closed")
        if item.advice:
            before = decisions.get(conn, actor.maker_id, question.decision_id or row.decision_id or "")
            check_answer(question, before.decision if before else None, said, overrides=True)
            tasks.release(conn, item.task_id, by=holder(made.id), fence=item.task_fence)
        else:
            _decide(conn, actor, made, item, question, said, now)
        outcome = {"verdict": said.verdict, "codes": list(said.codes), "ground": said.ground}
        closed = batches.close_item(
            conn, item.id, state="done", now=now, verdict=said.verdict, outcome=outcome, by=actor.id
        )
        if not closed:  # the batch was called back at this very moment
            raise missing("task")
        acts.note(
            conn, made, item, "claim.checked", actor.id, now, verdict=said.verdict, codes=list(said.codes),
            decides=not item.advice,
        )  # fmt: skip
        done = batches.item(conn, actor.maker_id, item.id)
        assert done is not None
        return done


def _decide(
    conn: Connection, actor: Actor, made: Batch, item: Item, question: Task, said: Resolution, now: datetime
) -> None:
    try:
        settle_answer(
            conn, actor, question, by=holder(made.id), fence=item.task_fence, answer=said, overrides=True, now=now
        )
    except Conflict as error:
        if not of_others(error.code):
            raise
        # The message may name the other claims.
        text = "Its sale or its papers were used or changed meanwhile. Ask the manufacturer, or return the claim."
        raise Conflict(text, code=error.code) from None


def ask(context: Context, actor: Actor, batch_id: str, item_id: str, *, fence: int, text: str) -> CheckerQuestion:
    """Ask the maker about a claim; its clock stands still until somebody answers. Asked twice is asked once.

    Raises:
        NotFound: none that is open there.
        LeaseLost: `task.lease_lost`, when the caller's hold ended.
        Conflict: `batch.paused`, while it waits for an answer already.
        Invalid: `question.text`.
    """
    now = context.clock()
    if not 3 <= len(text.strip()) <= 2000:
        raise Invalid("A question has 3 to 2000 characters.", code="question.text")
    with context.database.transaction() as conn:
        serialise(conn, f"question:{item_id}")  # two windows that ask at once
        made, item = _held(conn, actor, batch_id, item_id)
        before = checker_questions.of_item(conn, actor.maker_id, item.id) if item.paused_at is not None else []
        if before and (before[-1].asked_by, before[-1].text) == (actor.id, text.strip()):
            return before[-1]  # a form that was sent twice asks once
        _mine(item, actor, fence, now)
        if item.paused_at is not None:
            raise Conflict("This task waits for an answer already.", code="batch.paused")
        row = claims.get(conn, Actor.system(actor.maker_id, actor.id), item.claim_id, lock=True)
        until = now + _UNANSWERED
        if row is None or not batches.hold_task(
            conn, item.task_id, by=holder(made.id), fence=item.task_fence, until=until
        ):
            raise Conflict("The claim went on meanwhile; take the next one.", code="task.closed")
        new = checker_questions.add(
            conn, maker_id=actor.maker_id, claim_id=item.claim_id, item_id=item.id, text=text.strip(), by=actor.id,
            now=now,
        )  # fmt: skip
        batches.change_item(conn, item.id, paused_at=now, taken_by=None, taken_until=None)
        acts.note(conn, made, item, "claim.asked", actor.id, now, question=new)
        acts.record(conn, made, "batch.asked", actor.id, now, question=new)
        put = checker_questions.get(conn, actor.maker_id, new)
        assert put is not None
        return put


def end_of(context: Context, actor: Actor, batch_id: str, item_id: str) -> Literal["answered", "gone"] | None:
    """Why the caller's company does not hold a task any more: answered by the caller, by somebody else, or gone back.

    None for one that is open, or never was the company's.
    """
    with context.database.read() as conn:
        made, item = batches.get(conn, actor.maker_id, batch_id), batches.item(conn, actor.maker_id, item_id)
    if made is None or item is None or (item.batch_id, made.company) != (made.id, actor.organisation):
        return None
    if item.state == "done" and item.by == actor.id:
        return "answered"
    return "gone" if item.state != "open" or made.state not in batches.OPEN_STATES else None


def _held(conn: Connection, actor: Actor, batch_id: str, item_id: str) -> tuple[Batch, Item]:
    """An open task of a batch that the caller's company holds now."""
    made = batches.get(conn, actor.maker_id, batch_id)
    item = batches.item(conn, actor.maker_id, item_id)
    if made is None or item is None or item.batch_id != made.id or item.state != "open":
        raise missing("task")
    if actor.role != "checker" or made.company != actor.organisation or made.state != "held":
        raise missing("task")
    return made, item


def _mine(item: Item, actor: Actor, fence: int, now: datetime) -> None:
    held = item.taken_by == actor.id and item.fence == fence and item.taken_until is not None
    if (
        not held
        or item.taken_until is None
        or item.taken_until <= now
        or (item.paused_at is None and item.due_at <= now)
    ):
        raise LeaseLost("Your hold on this task has ended; take it again.", code="task.lease_lost")


def _hidden(conn: Connection, item: Item, now: datetime) -> Hidden:
    question = tasks.get(conn, item.maker_id, item.task_id)
    return hidden(conn, item.maker_id, item.claim_id, question.decision_id if question else None, now)


def _unseen(made: Batch, item: Item, said: Task, actor: Actor, now: datetime) -> Checked:
    """A task of which only what the list of its batch shows may be seen, and not the claim's number."""
    taken = item.taken_until is not None and item.taken_until > now
    return Checked(
        batch=made, item=item, number="", program=said.program, code=said.code, question="", asked_field="",
        rows=(), lines=(), reasons=(), sheets=(), questions=(), mine=taken and item.taken_by == actor.id,
        taken=taken and item.taken_by != actor.id, paused=item.paused_at is not None, shut=True,
    )  # fmt: skip


def _listed(conn: Connection, item: Item, question: Task, unsure: frozenset[str], now: datetime) -> Listed:
    number = "" if question.program in unsure else item.number
    if not item.number and item.state == "open":
        number = number_of(conn, item.maker_id, item.claim_id, now)
    waits = item.state == "open" and item.paused_at is not None
    return Listed(item, number, question.program, question.code, asked=waits)


def _hiding_more(conn: Connection, made: Batch, names: set[str], now: datetime) -> frozenset[str]:
    """Programs that may hide something today that they did not hide when a batch was made and its numbers were masked.

    So may those whose rules cannot be read. To mask each claim anew at every look at the list would take seconds.
    """
    more = set()
    for name in names:
        then = programs.current_if_readable(conn, made.maker_id, name, made.created_at)
        today = programs.current_if_readable(conn, made.maker_id, name, now)
        if then is None or today is None or set(today.mask) - set(then.mask):
            more.add(name)
    return frozenset(more)


def _discreet(secrets: Secrets, said: CheckerQuestion) -> CheckerQuestion:
    return replace(
        said, text=redact(secrets, said.text), answer=None if said.answer is None else redact(secrets, said.answer),
        dealer="", outside_id=redact(secrets, said.outside_id),
    )  # fmt: skip
