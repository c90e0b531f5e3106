"""Appeals, claims opened again, and questions to colleagues, over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel

from claimcheck.model.parties import Actor
from claimcheck.services.claiming import appealing, claims
from claimcheck.services.context import Context
from claimcheck.services.idempotency import Answer, fingerprint, once
from claimcheck.services.reviewing import inquiring, taking_back
from claimcheck.store.reviewing.appeals import Appeal, Inquiry
from claimcheck.web.answers import After, Filter, Id, IdempotencyKey, Limit, answered, following, known_id
from claimcheck.web.api.tasks import once_on_task
from claimcheck.web.auth import Caller, Here
from claimcheck.web.schemas import TaskOut
from claimcheck.web.schemas_desk import (
    AppealCount,
    AppealIn,
    AppealOut,
    AppealReport,
    Appeals,
    GroundIn,
    Inquiries,
    InquiryAnswerIn,
    InquiryIn,
    InquiryOut,
)

router = APIRouter(tags=["appeals"])


@router.post("/v1/claims/{claim_id}/appeal", summary="Appeal a decision", response_model=AppealOut)
def appeal(actor: Caller, context: Here, claim_id: Id, body: AppealIn, key: IdempotencyKey = None) -> Response:
    """Another person looks at a return or rejection, within the program's deadline; documents can be added."""
    known = known_id(claim_id)

    def act(context: Context) -> BaseModel:
        added = [known_id(one) for one in body.add_documents]
        return _out(appealing.appeal(context, actor, known, text=body.text, add_documents=added))

    return _once(context, actor, key, ("appeal", known, body), act)


@router.get("/v1/appeals", summary="Appeals")
def list_appeals(
    actor: Caller, context: Here, state: Annotated[
        Literal["open", "upheld", "overturned", "withdrawn"] | None, Query(description="only in it")
    ] = None, program: Filter = None, after: After = None, limit: Limit = 50,
) -> Appeals:  # fmt: skip
    """The last first; a dealer sees its own."""
    rows = appealing.listed(context, actor, state=state, program=program, after=after, limit=limit + 1)
    return Appeals(appeals=[_out(row) for row in rows[:limit]], next=following(rows, limit))


@router.get("/v1/appeals/{appeal_id}", summary="One appeal")
def get_appeal(actor: Caller, context: Here, appeal_id: Id) -> AppealOut:
    """What it says, which decision it is against, and what came of it."""
    return _out(appealing.one(context, actor, known_id(appeal_id)))


@router.get("/v1/reports/appeals", summary="How appeals ended")
def report(actor: Caller, context: Here) -> AppealReport:
    """By program: how many were made, are open, and were upheld, overturned or withdrawn."""
    return AppealReport(programs=[AppealCount(**asdict(one)) for one in appealing.counted(context, actor)])


@router.post("/v1/claims/{claim_id}/reopen", summary="Open a decided claim again", response_model=TaskOut)
def reopen(actor: Caller, context: Here, claim_id: Id, body: GroundIn, key: IdempotencyKey = None) -> Response:
    """An approved or rejected claim goes before a person again; both decisions stay."""
    known = known_id(claim_id)
    return once_on_task(
        context, actor, key, ("reopen", known, body),
        lambda context: taking_back.reopen(context, actor, known, ground=body.ground),
    )  # fmt: skip


@router.get("/v1/claims/{claim_id}/inquiries", summary="Questions to colleagues on a claim")
def list_inquiries(actor: Caller, context: Here, claim_id: Id) -> Inquiries:
    """With their answers, the first first."""
    known = claims.claim(context, actor, known_id(claim_id)).id
    return Inquiries(inquiries=[_word(one) for one in inquiring.of_claim(context, actor, known)])


@router.post("/v1/claims/{claim_id}/inquiries", summary="Ask a colleague", response_model=InquiryOut)
def ask(actor: Caller, context: Here, claim_id: Id, body: InquiryIn, key: IdempotencyKey = None) -> Response:
    """Of a person or department by name; the claim goes on meanwhile."""
    known = known_id(claim_id)

    def act(context: Context) -> BaseModel:
        return _word(inquiring.ask(context, actor, known, asked_of=body.asked_of, question=body.question))

    return _once(context, actor, key, ("ask", known, body), act)


@router.post("/v1/inquiries/{inquiry_id}/answer", summary="Answer what was asked", response_model=InquiryOut)
def answer(actor: Caller, context: Here, inquiry_id: Id, body: InquiryAnswerIn, key: IdempotencyKey = None) -> Response:
    """Once; the answer stays on the claim."""
    known = known_id(inquiry_id)
    return _once(
        context, actor, key, ("word", known, body),
        lambda context: _word(inquiring.answer(context, actor, known, text=body.answer)),
    )  # fmt: skip


def _once(
    context: Context, actor: Actor, key: str | None, asked: tuple[str, str, BaseModel],
    act: Callable[[Context], BaseModel],
) -> Response:  # fmt: skip
    what, subject, body = asked
    request = fingerprint(what, subject, body.model_dump(mode="json"))

    def answer(context: Context) -> Answer:
        return Answer(200, act(context).model_dump(mode="json"))

    return answered(once(context, actor, key, request, answer))


def _out(one: Appeal) -> AppealOut:
    return AppealOut(
        id=one.id, claim=one.claim_id, claim_id=one.outside_id, program=one.program, dealer=one.dealer,
        state=one.state, text=one.text, documents=list(one.documents), decision=one.decision_id,  # type: ignore[arg-type]
        appealed=one.appealed, outcome=one.outcome_id, created_at=one.created_at, decided_at=one.decided_at,
    )  # fmt: skip


def _word(one: Inquiry) -> InquiryOut:
    return InquiryOut(
        id=one.id, claim=one.claim_id, asked_of=one.asked_of, question=one.question, answer=one.answer,
        created_at=one.created_at, answered_at=one.answered_at,
    )  # fmt: skip
