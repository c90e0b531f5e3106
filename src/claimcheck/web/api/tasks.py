"""Review tasks over HTTP."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response

from claimcheck.services import review
from claimcheck.services.idempotency import Answer, fingerprint, once
from claimcheck.services.review import Resolution
from claimcheck.store.tasks import Task
from claimcheck.web.answers import After, Filter, Id, IdempotencyKey, Limit, answered, following, known_id
from claimcheck.web.auth import Caller, Here
from claimcheck.web.schemas import FenceIn, LeaseIn, RenewIn, ResolveIn, TaskOut, Tasks

router = APIRouter(tags=["review"])


@router.get("/v1/tasks", summary="Questions on claims")
def list_tasks(
    actor: Caller,
    context: Here,
    state: Annotated[Literal["open", "resolved", "withdrawn"] | None, Query()] = "open",
    code: Filter = None,
    program: Filter = None,
    mine: bool = False,
    free: bool = False,
    after: After = None,
    limit: Limit = 50,
) -> Tasks:
    """The oldest first; claims of the caller's own organisation are left out."""
    rows = review.listed(
        context, actor, state=state, code=code, program=program, mine=mine, free=free, after=after, limit=limit + 1
    )
    return Tasks(tasks=[_out(row) for row in rows[:limit]], next=following(rows, limit))


@router.get("/v1/tasks/{task_id}", summary="One task")
def get_task(actor: Caller, context: Here, task_id: Id) -> TaskOut:
    """The question, and who works on it."""
    return _out(review.one(context, actor, known_id(task_id)))


@router.post("/v1/tasks/{task_id}/lease", summary="Take a task for a while")
def lease_task(actor: Caller, context: Here, task_id: Id, body: LeaseIn | None = None) -> TaskOut:
    """The answer's `fence` is needed to renew, release or resolve."""
    return _out(review.lease(context, actor, known_id(task_id), seconds=(body or LeaseIn()).seconds))


@router.post("/v1/tasks/{task_id}/renew", summary="Hold a task for longer")
def renew_task(actor: Caller, context: Here, task_id: Id, body: RenewIn) -> TaskOut:
    """409 when the lease ended or went to another."""
    return _out(review.renew(context, actor, known_id(task_id), fence=body.fence, seconds=body.seconds))


@router.post("/v1/tasks/{task_id}/release", summary="Give a task back")
def release_task(actor: Caller, context: Here, task_id: Id, body: FenceIn) -> TaskOut:
    """Others may take it at once."""
    return _out(review.release(context, actor, known_id(task_id), fence=body.fence))


@router.post("/v1/tasks/{task_id}/resolve", summary="Answer a task", response_model=TaskOut)
def resolve_task(actor: Caller, context: Here, task_id: Id, body: ResolveIn, key: IdempotencyKey = None) -> Response:
    """The claim is decided by it. To return or reject needs codes; to approve over a failed check needs a ground."""
    known = known_id(task_id)

    def act() -> Answer:
        answer = Resolution(body.verdict, tuple(body.codes), body.ground)
        task = review.resolve(context, actor, known, fence=body.fence, answer=answer)
        return Answer(200, _out(task).model_dump(mode="json"))

    return answered(once(context, actor, key, fingerprint("resolve", known, body.model_dump(mode="json")), act))


def _out(task: Task) -> TaskOut:
    said = asdict(task)
    for name in ("maker_id", "claim_id", "decision_id", "outside_id", "claim_state"):
        del said[name]
    return TaskOut(claim=task.claim_id, claim_id=task.outside_id, **said)
