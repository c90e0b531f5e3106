"""Teaching: what a person says at a task (a reading, a sale, a pair) is kept, and the claim is judged again with it.

The person stays at the task, which asks what is open then; nothing is decided by it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal

from sqlalchemy import Connection

from claimcheck.core.values.compare import as_amount, as_date
from claimcheck.errors import Conflict, Invalid, existing, missing
from claimcheck.model.case import Correction
from claimcheck.model.decisions import Question
from claimcheck.model.documents import Box
from claimcheck.model.parties import Actor
from claimcheck.model.wire import encode
from claimcheck.services.context import Context
from claimcheck.services.judging.deciding import MACHINE, decide_by_machine, left_to_person, uses_of
from claimcheck.services.judging.gathering import build_case, gather, gather_surroundings, snapshot_case
from claimcheck.services.judging.moves import record
from claimcheck.services.judging.sharing import keys_waited_for
from claimcheck.services.reviewing import review
from claimcheck.store.claiming import claims, documents
from claimcheck.store.claiming.claims import ClaimRow
from claimcheck.store.database import serialise
from claimcheck.store.judging import decisions, facts, uses
from claimcheck.store.programs import sales
from claimcheck.store.reviewing import desk, tasks
from claimcheck.store.reviewing.tasks import Task

Why = Literal["misread", "wrong_place", "printed_so", "unreadable", "absent"]
WHYS: Final[tuple[Why, ...]] = ("misread", "wrong_place", "printed_so", "unreadable", "absent")
"""Why a person says otherwise than the machine; the last two go without a value."""
VALUELESS: Final = frozenset({"unreadable", "absent"})

PairAnswer = Literal["same", "same_sale", "different", "unsure"]
ANSWERS: Final[tuple[PairAnswer, ...]] = ("same", "same_sale", "different", "unsure")


def correct(
    context: Context, actor: Actor, task_id: str, *, fence: int, document: str, field: str, value: str, why: Why,
    page: int | None = None, box: Box | None = None,
) -> Task:  # fmt: skip
    """Take what a person read on a page, and judge the claim again with it.

    Args:
        context: database, blobs, settings and clock.
        actor: who says it.
        task_id: of the task that the actor holds.
        fence: of its lease.
        document: id of a document of the claim.
        field: which field.
        value: what it says, dates ISO, amounts plain decimals; empty where it is unreadable or absent.
        why: in what the machine was wrong, or that it was right (`printed_so`).
        page: 1-based, of the place.
        box: of the place.

    Raises:
        NotFound: no such task that the actor may work on.
        LeaseLost: it is not held any more.
        Invalid: `correction.document`, `correction.value` or `correction.field`.
        Conflict: `task.closed`, `documents.reading`.
    """
    said = value.strip() if why not in VALUELESS else ""
    _check(field, said, why)
    now = context.clock()
    with context.database.transaction() as conn:
        task, claim = _held(conn, actor, task_id, fence, now)
        (current,) = claims.revisions(conn, claim, only=claim.revision)
        if document not in current.documents:
            raise Invalid("The claim has no such document.", code="correction.document")
        before = decisions.get(conn, claim.maker_id, task.decision_id or "")
        read = before.decision.fields.get(field) if before else None
        kept = Correction(document, field, _normal(field, said) or None, page, box, actor.id)
        was = read.value if read else None
        made_id = desk.correct(
            conn, claim.maker_id, claim.id, claim.revision, kept, was=was, why=why, by=actor.id, now=now
        )
        _again(conn, claim, task, actor, now, "claim.corrected", {"correction": made_id, "field": field, "why": why})
        return _mine(conn, actor, task_id)


def choose_sale(context: Context, actor: Actor, task_id: str, *, fence: int, sale: str, line: int = 1) -> Task:
    """Take the sale that a person chose for a claim line, and judge the claim again as if it named that sale.

    Args:
        context: database, blobs, settings and clock.
        actor: who says it.
        task_id: of the task that the actor holds.
        fence: of its lease.
        sale: our id of the sale, one of those that were weighed.
        line: of the claim.

    Raises:
        NotFound, LeaseLost, Conflict: as `correct`.
        Invalid: `sale.unknown`, where it was not weighed for this claim.
    """
    now = context.clock()
    with context.database.transaction() as conn:
        task, claim = _held(conn, actor, task_id, fence, now)
        before = decisions.get(conn, claim.maker_id, task.decision_id or "")
        weighed = {one.sale for one in before.decision.candidates} if before else set()
        found = sales.by_ids(conn, claim.maker_id, [sale]) if sale in weighed else ()
        if not found or (found[0].dealer and found[0].dealer != claim.dealer):
            raise Invalid("Choose one of the sales that were weighed for this claim.", code="sale.unknown")
        desk.choose_sale(conn, claim.maker_id, claim.id, claim.revision, line, sale=sale, by=actor.id, now=now)
        _again(conn, claim, task, actor, now, "claim.sale_chosen", {"sale": sale, "line": line})
        return _mine(conn, actor, task_id)


def tell_pair(
    context: Context, actor: Actor, task_id: str, *, fence: int, document: str, other: str, answer: PairAnswer,
    note: str = "",
) -> Task:  # fmt: skip
    """Take whether two documents are the same, and judge the claim again; the answer is kept for the pair.

    Args:
        context: database, blobs, settings and clock.
        actor: who says it.
        task_id: of the task that the actor holds.
        fence: of its lease.
        document: id of a document of the claim.
        other: id of another claim's.
        answer: `same`, `same_sale` (another paper of one sale), `different` or `unsure`.
        note: why.

    Raises:
        NotFound, LeaseLost, Conflict: as `correct`; `NotFound` for a document that does not exist too.
        Invalid: `pair.identical`, two files that are the same byte for byte cannot be told apart.
    """
    now = context.clock()
    with context.database.transaction() as conn:
        task, claim = _held(conn, actor, task_id, fence, now)
        (current,) = claims.revisions(conn, claim, only=claim.revision)
        files = {one.id: one for one in documents.by_ids(conn, actor, [document, other])}
        if document not in current.documents or len(files) != 2 or other in current.documents:
            raise missing("pair")
        if answer == "different" and files[document].sha256 == files[other].sha256:
            raise Invalid("The two files are the same, byte for byte.", code="pair.identical")
        desk.judge_pair(conn, claim.maker_id, document, other, answer, note=note[:2000], by=actor.id, now=now)
        _again(conn, claim, task, actor, now, "claim.pair_judged", {"pair": [document, other], "answer": answer})
        return _mine(conn, actor, task_id)


def judge_again(context: Context, actor: Actor, task_id: str, *, fence: int) -> Task:
    """Judge the claim again as it is now, for example with documents that were added since.

    Raises:
        NotFound, LeaseLost, Conflict: as `correct`.
    """
    now = context.clock()
    with context.database.transaction() as conn:
        task, claim = _held(conn, actor, task_id, fence, now)
        _again(conn, claim, task, actor, now, "claim.judged_again", {})
        return _mine(conn, actor, task_id)


def _again(
    conn: Connection, claim: ClaimRow, task: Task, actor: Actor, now: datetime, action: str, details: dict[str, object]
) -> None:
    """Judge the claim on what is known now; the decision takes effect, and the task asks what it leaves open."""
    found = gather(conn, claim.maker_id, claim.id)
    if found is None or not found.ready:
        raise Conflict("Documents of this claim are still being read; try again shortly.", code="documents.reading")
    case = build_case(conn, found, gather_surroundings(conn, found))
    earlier = facts.undecided_before(conn, claim.maker_id, claim.id, claim.submission, keys_waited_for(found.facts))
    decision = left_to_person(decide_by_machine(case, earlier))
    kept = {**snapshot_case(case, found, waited_for=earlier), "at_desk": True}
    decision_id = decisions.add(
        conn, claim.maker_id, claim.id, claim.revision, decision, by=MACHINE, case=kept, seconds=0.0, now=now
    )
    facts.replace(conn, claim.maker_id, claim.id, found.facts)
    if task.step == "first":
        claims.change(conn, claim, decision_id=decision_id, changed_at=now)
        uses.put(conn, claim.maker_id, claim.id, uses_of(claim, decision), now)
    question = decision.question or Question("claim.corrected", "claim", "May this claim be paid?")
    # An appeal and a claim that was opened again stay what they are: judging alone does not answer why.
    code = task.code if task.step == "appeal" or task.code == "claim.reopened" else question.code
    tasks.ask_anew(conn, task.id, decision_id=decision_id, code=code, question=encode(question))
    record(conn, claim, action, actor=actor, now=now, details={**details, "decision": decision_id, "task": task.id})


def _held(conn: Connection, actor: Actor, task_id: str, fence: int, now: datetime) -> tuple[Task, ClaimRow]:
    """The task under the actor's lease, and its claim, in line with all decisions of the maker."""
    serialise(conn, f"decide:{actor.maker_id}")
    task = review.opened(conn, actor, task_id)
    review.held(task, actor, fence, now)
    claim = existing(claims.get(conn, actor, task.claim_id, lock=True), "task")
    if claim.state != "review":
        raise Conflict("The claim went on meanwhile.", code="task.closed")
    return task, claim


def _mine(conn: Connection, actor: Actor, task_id: str) -> Task:
    task = tasks.get(conn, actor.maker_id, task_id)
    assert task is not None
    return task


def _check(field: str, value: str, why: str) -> None:
    if why not in WHYS:
        raise Invalid("Say why: misread, wrong place, as printed, unreadable or absent.", code="correction.why")
    if not field.isidentifier() or len(field) > 64:
        raise Invalid("There is no such field.", code="correction.field")
    if why in VALUELESS:
        return
    if not value or len(value) > 500:
        raise Invalid("Enter what the page says.", code="correction.value")
    if field.endswith("_date") and as_date(value) is None:
        raise Invalid("Enter the date as year-month-day, 2026-05-12.", code="correction.value")
    if field.endswith("_amount") and as_amount(value) is None:
        raise Invalid("Enter the amount in figures, 3000.00.", code="correction.value")


def _normal(field: str, value: str) -> str:
    """A value in the form in which values of documents are kept: dates ISO, amounts plain decimals."""
    if field.endswith("_date"):
        day = as_date(value)
        return day.isoformat() if day else value
    if field.endswith("_amount"):
        amount = as_amount(value)
        return f"{amount:f}" if amount is not None else value
    return value
