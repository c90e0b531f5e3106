"""Review tasks over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel

from claimcheck.model.decisions import Question
from claimcheck.model.parties import Actor
from claimcheck.model.wire import decode
from claimcheck.services.context import Context
from claimcheck.services.idempotency import Answer, fingerprint, once
from claimcheck.services.reviewing import review
from claimcheck.services.reviewing.review import Resolution
from claimcheck.store.reviewing.tasks import Task
from claimcheck.web.answers import After, Filter, Id, IdempotencyKey, Limit, answered, following, known_id
from claimcheck.web.auth import Caller, Here
from claimcheck.web.schemas import FenceIn, LeaseIn, RenewIn, ResolveIn, TaskOut, Tasks

router = APIRouter(tags=["review"])


@router.get("/v1/tasks", summary="Questions on claims")
def list_tasks(
    actor: Caller,
    context: Here,
    state: Annotated[Literal["open", "resolved", "withdrawn"] | None, Query(description="only in it")] = "open",
    code: Filter = None,
    program: Filter = None,
    mine: Annotated[bool, Query(description="only those that the caller holds")] = False,
    free: Annotated[bool, Query(description="only those that nobody holds")] = False,
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


@router.post("/v1/tasks/{task_id}/lease", summary="Take a task for a while", response_model=TaskOut)
def lease_task(
    actor: Caller, context: Here, task_id: Id, body: LeaseIn | None = None, key: IdempotencyKey = None
) -> Response:
    """The answer's `fence` is needed to renew, release or resolve."""
    known, asked = known_id(task_id), body or LeaseIn()
    return once_on_task(
        context, actor, key, ("lease", known, asked),
        lambda context: review.lease(context, actor, known, seconds=asked.seconds),
    )  # fmt: skip


@router.post("/v1/tasks/{task_id}/renew", summary="Hold a task for longer", response_model=TaskOut)
def renew_task(actor: Caller, context: Here, task_id: Id, body: RenewIn, key: IdempotencyKey = None) -> Response:
    """409 when the lease ended or went to another."""
    known = known_id(task_id)

    def act(context: Context) -> Task:
        return review.renew(context, actor, known, fence=body.fence, seconds=body.seconds)

    return once_on_task(context, actor, key, ("renew", known, body), act)


@router.post("/v1/tasks/{task_id}/release", summary="Give a task back", response_model=TaskOut)
def release_task(actor: Caller, context: Here, task_id: Id, body: FenceIn, key: IdempotencyKey = None) -> Response:
    """Others may take it at once."""
    known = known_id(task_id)
    return once_on_task(
        context, actor, key, ("release", known, body),
        lambda context: review.release(context, actor, known, fence=body.fence),
    )  # fmt: skip


@router.post("/v1/tasks/{task_id}/resolve", summary="Answer a task", response_model=TaskOut)
def resolve_task(actor: Caller, context: Here, task_id: Id, body: ResolveIn, key: IdempotencyKey = None) -> Response:
    """The claim is decided by it. To return or reject needs codes; to approve over a failed check needs a ground."""
    known, answer = known_id(task_id), Resolution(
        body.verdict, tuple(body.codes), body.ground, body.message, body.language
    )  # fmt: skip

    def act(context: Context) -> Task:
        return review.resolve(context, actor, known, fence=body.fence, answer=answer)

    return once_on_task(context, actor, key, ("resolve", known, body), act)


def once_on_task(
    context: Context, actor: Actor, key: str | None, asked: tuple[str, str, BaseModel], act: Callable[[Context], Task]
) -> Response:
    """Do something to a task, once for an idempotency key; `asked` names the act, the task's id and the body."""
    what, task_id, body = asked
    request = fingerprint(what, task_id, body.model_dump(mode="json"))

    def answer(context: Context) -> Answer:
        return Answer(200, _out(act(context)).model_dump(mode="json"))

    return answered(once(context, actor, key, request, answer))


def _out(task: Task) -> TaskOut:
    said = asdict(task)
    for name in ("maker_id", "claim_id", "decision_id", "outside_id", "claim_state"):
        del said[name]
    said["question"] = {**task.question, "text": str(decode(Question, task.question).text)}
    return TaskOut(claim=task.claim_id, claim_id=task.outside_id, **said)
