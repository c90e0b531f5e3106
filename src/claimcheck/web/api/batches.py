"""Checking companies over HTTP: batches are assigned, pulled, worked and returned; questions go to the maker."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel

from claimcheck.model.parties import Actor
from claimcheck.services.checking import batches, checker_answers, checker_desk, checker_reports
from claimcheck.services.checking.batches import Assignment
from claimcheck.services.checking.checker_workbook import report_book
from claimcheck.services.context import Context
from claimcheck.services.idempotency import Answer, fingerprint, once
from claimcheck.services.reviewing.review import Resolution
from claimcheck.web import schemas_batches as out
from claimcheck.web import shown_batches as shown
from claimcheck.web.answers import (
    After,
    Id,
    IdempotencyKey,
    Limit,
    answered,
    attachment,
    following,
    known_id,
    known_name,
)
from claimcheck.web.auth import Caller, Here

router = APIRouter(tags=["checking companies"])

Part = Annotated[str, Query(max_length=64, pattern=r"^[a-z0-9_]*$", description="the field that is cut out")]
Nth = Annotated[int, Path(ge=1, le=100_000, description="its number, from 1")]
Company = Annotated[str, Path(max_length=64, description="outside id of the company", examples=["north"])]
Period = Annotated[Literal["day", "week"], Query(description="a row for each")]
Day = Annotated[date | None, Query(description="of UTC")]
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SEALED = {"Content-Security-Policy": "sandbox; default-src 'none'", "Cache-Control": "private, no-store"}


@router.get("/v1/batches", summary="Batches")
def list_batches(actor: Caller, context: Here, after: After = None, limit: Limit = 50) -> out.Batches:
    """Of the caller's company, or all of the maker for its administrators; the newest first."""
    rows = batches.mine(context, actor, after=after or "", limit=limit + 1)
    return out.Batches(batches=[shown.batch(row) for row in rows[:limit]], next=following(rows, limit))


@router.post("/v1/batches", summary="Assign claims to a checking company", status_code=201, response_model=out.BatchOut)
def assign_batch(actor: Caller, context: Here, body: out.AssignIn, key: IdempotencyKey = None) -> Response:
    """The batch waits for the company to pull it; nobody else works on its claims meanwhile."""

    def act(context: Context) -> BaseModel:
        return shown.batch(batches.assign(context, actor, Assignment(**body.model_dump())))

    return _once(context, actor, key, ("assign", "", body), act, status=201)


@router.post("/v1/batches/pull", summary="Pull a batch", response_model=out.BatchWithTasks)
def pull_batch(actor: Caller, context: Here, key: IdempotencyKey = None) -> Response:
    """The oldest that waits for the caller's company; 409 `batch.none` where none does."""

    def act(context: Context) -> BaseModel:
        made = batches.pull(context, actor)
        return shown.with_tasks(*checker_desk.listed(context, actor, made.id))

    return _once(context, actor, key, ("pull", "", None), act)


@router.get("/v1/batches/{batch_id}", summary="One batch")
def get_batch(actor: Caller, context: Here, batch_id: Id) -> out.BatchWithTasks:
    """Its counts; and for the company that holds it now, its tasks."""
    known = known_id(batch_id)
    if actor.role != "checker":
        return shown.with_tasks(batches.one(context, actor, known), [])
    return shown.with_tasks(*checker_desk.listed(context, actor, known))


@router.post("/v1/batches/{batch_id}/return", summary="Return a batch", response_model=out.BatchOut)
def return_batch(actor: Caller, context: Here, batch_id: Id, key: IdempotencyKey = None) -> Response:
    """What is answered stays; what is open comes back unanswered."""
    known = known_id(batch_id)
    return _once(
        context, actor, key, ("return", known, None),
        lambda context: shown.batch(batches.hand_back(context, actor, known)),
    )  # fmt: skip


@router.post("/v1/batches/{batch_id}/recall", summary="Take a batch back", response_model=out.BatchOut)
def recall_batch(actor: Caller, context: Here, batch_id: Id, key: IdempotencyKey = None) -> Response:
    """What was open may be given to others."""
    known = known_id(batch_id)
    return _once(
        context, actor, key, ("recall", known, None),
        lambda context: shown.batch(batches.recall(context, actor, known)),
    )  # fmt: skip


@router.get("/v1/batches/{batch_id}/tasks/{item_id}", summary="One task of a batch, without personal data")
def get_batch_task(actor: Caller, context: Here, batch_id: Id, item_id: Id) -> out.CheckTaskOut:
    """The question, the fields and pictures that it rests on; personal data is hidden in all of them."""
    return shown.task(checker_desk.task(context, actor, known_id(batch_id), known_id(item_id)))


@router.get(
    "/v1/batches/{batch_id}/tasks/{item_id}/pictures/{document}/{page}",
    summary="A masked picture",
    response_class=Response,
    responses={200: {"content": {"image/jpeg": {}}}},
)
def get_batch_picture(
    actor: Caller, context: Here, batch_id: Id, item_id: Id, document: Nth, page: Nth, part: Part = ""
) -> Response:
    """A JPEG of a page with personal data painted over, or of one field; there is no other picture of it."""
    found = checker_desk.shown(
        context, actor, known_id(batch_id), known_id(item_id), document=document, page=page, part=part
    )
    return Response(found, media_type="image/jpeg", headers=_SEALED)


@router.post("/v1/batches/{batch_id}/tasks/{item_id}/take", summary="Work on a task", response_model=out.TakenOut)
def take_batch_task(actor: Caller, context: Here, batch_id: Id, item_id: Id, key: IdempotencyKey = None) -> Response:
    """Nobody else of the company gets it meanwhile; the answer's `fence` is needed to answer. Again: for longer."""
    batch, item = known_id(batch_id), known_id(item_id)
    return _once(
        context, actor, key, ("take", item, None),
        lambda context: shown.taken(checker_desk.take(context, actor, batch, item)),
    )  # fmt: skip


@router.post("/v1/batches/{batch_id}/tasks/{item_id}/answer", summary="Answer a task", response_model=out.TakenOut)
def answer_batch_task(
    actor: Caller, context: Here, batch_id: Id, item_id: Id, body: out.AnswerIn, key: IdempotencyKey = None
) -> Response:
    """It decides the claim, or recommends to a reviewer of the maker: the program says which."""
    batch, item = known_id(batch_id), known_id(item_id)
    said = Resolution(body.verdict, tuple(body.codes), body.ground)

    def act(context: Context) -> BaseModel:
        return shown.taken(checker_desk.answer(context, actor, batch, item, fence=body.fence, said=said))

    return _once(context, actor, key, ("answer", item, body), act)


@router.post(
    "/v1/batches/{batch_id}/tasks/{item_id}/questions",
    summary="Ask the maker",
    status_code=201,
    response_model=out.QuestionOut,
)
def ask_about_task(
    actor: Caller, context: Here, batch_id: Id, item_id: Id, body: out.AskIn, key: IdempotencyKey = None
) -> Response:
    """The task's clock stands still until somebody of the maker answers."""
    batch, item = known_id(batch_id), known_id(item_id)

    def act(context: Context) -> BaseModel:
        return shown.question(checker_desk.ask(context, actor, batch, item, fence=body.fence, text=body.text))

    return _once(context, actor, key, ("ask", item, body), act, status=201)


@router.get("/v1/questions", summary="Questions of checking companies that wait for an answer")
def list_questions(actor: Caller, context: Here) -> out.Questions:
    """The oldest first; those on claims of the caller's own organisation are left out."""
    return out.Questions(questions=[shown.waiting(one) for one in checker_answers.waiting(context, actor)])


@router.post("/v1/questions/{question_id}/answer", summary="Answer a checking company", response_model=out.QuestionOut)
def answer_question(
    actor: Caller, context: Here, question_id: Id, body: out.ReplyIn, key: IdempotencyKey = None
) -> Response:
    """The company's time goes on from here, longer by as long as it waited."""
    known = known_id(question_id)
    return _once(
        context, actor, key, ("reply", known, body),
        lambda context: shown.question(checker_answers.reply(context, actor, known, body.text)),
    )  # fmt: skip


@router.get("/v1/assignment-rules", summary="Rules by which claims are assigned")
def list_rules(actor: Caller, context: Here) -> out.Rules:
    """Those in force, the oldest first."""
    return out.Rules(rules=[shown.rule(one) for one in batches.rules(context, actor)])


@router.post("/v1/assignment-rules", summary="Add a rule", status_code=201, response_model=out.RuleOut)
def add_rule(actor: Caller, context: Here, body: out.RuleIn, key: IdempotencyKey = None) -> Response:
    """From now on the clock makes a batch of such claims whenever the company has none that it has not pulled."""

    def act(context: Context) -> BaseModel:
        return shown.rule(batches.add_rule(context, actor, Assignment(**body.model_dump())))

    return _once(context, actor, key, ("rule", "", body), act, status=201)


@router.post("/v1/assignment-rules/{rule_id}/end", summary="End a rule", response_model=out.Rules)
def end_rule(actor: Caller, context: Here, rule_id: Id, key: IdempotencyKey = None) -> Response:
    """What it gave out stays given."""
    known = known_id(rule_id)

    def act(context: Context) -> BaseModel:
        batches.end_rule(context, actor, known)
        return out.Rules(rules=[shown.rule(one) for one in batches.rules(context, actor)])

    return _once(context, actor, key, ("end-rule", known, None), act)


@router.get("/v1/reports/checkers/{company}", summary="Report on a checking company")
def get_report(
    actor: Caller, context: Here, company: Company, period: Period = "day", first: Day = None, last: Day = None
) -> out.ReportOut:
    """What it was given by day or week and what became of it, and whether the audit log says the same."""
    return shown.report(
        checker_reports.report(context, actor, known_name(company), period=period, first=first, last=last)
    )


@router.get(
    "/v1/reports/checkers/{company}/xlsx",
    summary="Report on a checking company as XLSX",
    response_class=Response,
    responses={200: {"content": {SHEET: {}}}},
)
def get_report_book(
    actor: Caller, context: Here, company: Company, period: Period = "day", first: Day = None, last: Day = None
) -> Response:
    """The same figures, in English, with the result of the comparison with the audit log below them."""
    found = checker_reports.report(context, actor, known_name(company), period=period, first=first, last=last)
    name = f"{found.company}-{found.period}-{found.first}.xlsx"
    book = report_book(found, lambda said: said)
    return Response(book, media_type=SHEET, headers={**_SEALED, "Content-Disposition": attachment(name)})


def _once(
    context: Context, actor: Actor, key: str | None, asked: tuple[str, str, BaseModel | None],
    act: Callable[[Context], BaseModel], *, status: int = 200,
) -> Response:  # fmt: skip
    what, subject, body = asked
    request = fingerprint(f"batch.{what}", subject, body.model_dump(mode="json") if body else None)

    def answer(context: Context) -> Answer:
        return Answer(status, act(context).model_dump(mode="json"))

    return answered(once(context, actor, key, request, answer))
