"""The desk over HTTP: what waits, what people say of a task's claim, and the reading truth that comes of it."""

from __future__ import annotations

from fastapi import APIRouter, Response
from pydantic import BaseModel

from claimcheck.model.documents import Box
from claimcheck.services.context import Context
from claimcheck.services.reviewing import desk, handing_over, queue_page, reading_truth, taking_back, teaching
from claimcheck.store.reviewing.tasks import Task
from claimcheck.web.answers import After, Id, IdempotencyKey, Limit, known_id
from claimcheck.web.api.tasks import once_on_task
from claimcheck.web.auth import Caller, Here
from claimcheck.web.schemas import TaskOut
from claimcheck.web.schemas_desk import CorrectionIn, EscalateIn, LabelOut, Labels, PairIn, QueueOut, SaleIn, WaitingOut

router = APIRouter(tags=["review"])


class Nothing(BaseModel):
    """A call without a body."""


@router.get("/v1/queue", summary="What waits for the caller")
def queue(actor: Caller, context: Here) -> QueueOut:
    """Counts of open tasks by program, reason, age and value; claims of the caller's own organisation are left out."""
    made = queue_page.counted(context, actor)
    found = made.totals
    return QueueOut(
        open=found.open, free=found.free, overdue=found.overdue, older_than_days=dict(found.ages),
        worth_at_least=dict(found.values), median_seconds=made.median,
        waiting=[WaitingOut(program=w.program, code=w.code, open=w.open, free=w.free)
                 for w in made.waiting],
    )  # fmt: skip


@router.post("/v1/tasks/{task_id}/corrections", summary="Say what a page says", response_model=TaskOut)
def correct(actor: Caller, context: Here, task_id: Id, body: CorrectionIn, key: IdempotencyKey = None) -> Response:
    """The claim is judged again with it, and the task asks what is open then, under a new `fence`."""
    known = known_id(task_id)

    def act(context: Context) -> Task:
        return teaching.correct(
            context, actor, known, fence=body.fence, document=body.document, field=body.field, value=body.value,
            why=body.why, page=body.page, box=Box(*body.box) if body.box else None,
        )  # fmt: skip

    return once_on_task(context, actor, key, ("correct", known, body), act)


@router.post("/v1/tasks/{task_id}/sale", summary="Say which sale it is", response_model=TaskOut)
def choose_sale(actor: Caller, context: Here, task_id: Id, body: SaleIn, key: IdempotencyKey = None) -> Response:
    """The claim is judged again with that sale stated; the task gets a new `fence`."""
    known = known_id(task_id)

    def act(context: Context) -> Task:
        return teaching.choose_sale(context, actor, known, fence=body.fence, sale=body.sale, line=body.line)

    return once_on_task(context, actor, key, ("sale", known, body), act)


@router.post("/v1/tasks/{task_id}/pair", summary="Say whether two papers are one", response_model=TaskOut)
def tell_pair(actor: Caller, context: Here, task_id: Id, body: PairIn, key: IdempotencyKey = None) -> Response:
    """The answer is kept for the pair, and the claim is judged again with it; the task gets a new `fence`."""
    known = known_id(task_id)

    def act(context: Context) -> Task:
        return teaching.tell_pair(
            context, actor, known, fence=body.fence, document=known_id(body.document), other=known_id(body.other),
            answer=body.answer, note=body.note,
        )  # fmt: skip

    return once_on_task(context, actor, key, ("pair", known, body), act)


@router.post("/v1/tasks/{task_id}/escalate", summary="Give a task to somebody else", response_model=TaskOut)
def escalate(actor: Caller, context: Here, task_id: Id, body: EscalateIn, key: IdempotencyKey = None) -> Response:
    """To an administrator, or to a named person who decides."""
    known = known_id(task_id)

    def act(context: Context) -> Task:
        return handing_over.escalate(context, actor, known, fence=body.fence, to=body.to, why=body.why)

    return once_on_task(context, actor, key, ("escalate", known, body), act)


@router.post("/v1/tasks/{task_id}/undo", summary="Take one's answer back", response_model=TaskOut)
def undo(actor: Caller, context: Here, task_id: Id, key: IdempotencyKey = None) -> Response:
    """Within a minute of it; the same question is then with the caller again, as the task that is answered here."""
    known = known_id(task_id)

    def act(context: Context) -> Task:
        return taking_back.undo(context, actor, known, seconds=desk.hold_seconds(context, actor))

    return once_on_task(context, actor, key, ("undo", known, Nothing()), act)


@router.get("/v1/corrections", summary="Reading truth")
def corrections(actor: Caller, context: Here, after: After = None, limit: Limit = 100) -> Labels:
    """What people read on pages, with the file's hash and what the machine had read: labels to measure readers by."""
    rows = reading_truth.truth(context, actor, after=after or "", limit=limit + 1)
    return Labels(
        labels=[
            LabelOut(
                id=row["id"], sha256=row["sha256"], document=row["document_id"], program=row["program"],
                field=row["field"], value=row["value"], was=row["was"], why=row["why"], page=row["page"],
                box=row["box"], created_at=row["created_at"],
            )
            for row in rows[:limit]
        ],
        next=rows[limit - 1]["id"] if len(rows) > limit else None,
    )  # fmt: skip
