"""The maker's pages about checking companies: who gets which claims, what lies too long, questions, reports."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from starlette.datastructures import FormData

from claimcheck.errors import Conflict, Invalid
from claimcheck.services.checking import batches, checker_answers, checker_reports
from claimcheck.services.checking.batches import Assignment
from claimcheck.services.checking.checker_workbook import report_book
from claimcheck.services.context import Context
from claimcheck.services.programs import programs
from claimcheck.store.checking.batches import OPEN_STATES, Batch
from claimcheck.web.answers import attachment, known_id, known_name
from claimcheck.web.auth import Here
from claimcheck.web.pages.access import Guest, Trusted, Visitor, text
from claimcheck.web.pages.batches import SHEET
from claimcheck.web.pages.draw import PageRoute, go, language_of, page, query_of
from claimcheck.web.pages.words import word

router = APIRouter(route_class=PageRoute, include_in_schema=False)

_Period = Annotated[Literal["day", "week"], Query()]
_Day = Annotated[str, Query(max_length=10, pattern=r"^(\d{4}-\d{2}-\d{2})?$")]
_Done = Annotated[str, Query(max_length=16, pattern=r"^[a-z-]*$")]
_Known = Annotated[str, Query(max_length=36, pattern=r"^[0-9a-f-]*$")]
_ASKED = {"company": "", "program": "", "region": "", "size": "50", "hours": "24", "share": "100"}
_RECENT = timedelta(days=7)


@router.get("/assign")
def assign_page(request: Request, visitor: Guest, context: Here, done: _Done = "", batch: _Known = "") -> Response:
    """Give claims to companies, by rule or at once; what lies too long stands on top."""
    return _assigning(request, context, visitor, done=done, batch=batch)


@router.post("/assign")
def assign(request: Request, visitor: Guest, context: Here, form: Trusted) -> Response:
    """Give claims to a company now."""
    return _given(request, context, visitor, form, rule=False)


@router.post("/assign/rules")
def add_rule(request: Request, visitor: Guest, context: Here, form: Trusted) -> Response:
    """Have the clock give claims to a company."""
    return _given(request, context, visitor, form, rule=True)


@router.post("/assign/rules/{rule_id}/end")
def end_rule(visitor: Guest, context: Here, rule_id: str, _form: Trusted) -> Response:
    """End a rule."""
    batches.end_rule(context, visitor.actor, known_id(rule_id))
    return go("/assign", done="rule-ended")


@router.post("/assign/batches/{batch_id}/recall")
def recall(visitor: Guest, context: Here, batch_id: str, _form: Trusted) -> Response:
    """Take a batch back."""
    made = batches.recall(context, visitor.actor, known_id(batch_id))
    return go("/assign", done="recalled", batch=made.id)


@router.get("/questions")
def questions(request: Request, visitor: Guest, context: Here, done: _Done = "") -> Response:
    """What checking companies ask; their clocks stand still until somebody answers."""
    return _questions(request, context, visitor, done=done)


@router.post("/questions/{question_id}/answer")
def answer(request: Request, visitor: Guest, context: Here, question_id: str, form: Trusted) -> Response:
    """Answer a checking company."""
    known, said = known_id(question_id), text(form, "text", 4000)
    try:
        checker_answers.reply(context, visitor.actor, known, said)
    except Invalid:
        return _questions(request, context, visitor, status=422, faulty=known)
    return go("/questions", done="answered")


@router.get("/reports/checkers")
def reports(request: Request, visitor: Guest, context: Here) -> Response:
    """The report of the first company; the others are named on it."""
    found = checker_reports.companies(context, visitor.actor)
    return go(f"/reports/checkers/{quote(found[0][0], safe='')}") if found else page(request, "checker-report-none")


@router.get("/reports/checkers/{company}")
def report(
    request: Request, visitor: Guest, context: Here, company: str, period: _Period = "day", first: _Day = "",
    last: _Day = "",
) -> Response:  # fmt: skip
    """What a company was given and what became of it; its totals agree with the log, or say where not."""
    found = checker_reports.report(
        context, visitor.actor, known_name(company), period=period, first=_day(first), last=_day(last)
    )
    return page(
        request, "checker-report", report=found, companies=checker_reports.companies(context, visitor.actor),
        book=query_of({"period": period, "first": found.first.isoformat(), "last": found.last.isoformat()}),
    )  # fmt: skip


@router.get("/reports/checkers/{company}/xlsx")
def report_file(
    request: Request, visitor: Guest, context: Here, company: str, period: _Period = "day", first: _Day = "",
    last: _Day = "",
) -> Response:  # fmt: skip
    """The report as a workbook."""
    found = checker_reports.report(
        context, visitor.actor, known_name(company), period=period, first=_day(first), last=_day(last)
    )
    book = report_book(found, partial(word, language_of(request)))
    name = attachment(f"{found.company}-{found.period}-{found.first}.xlsx")
    return Response(book, media_type=SHEET, headers={"Content-Disposition": name})


def _given(request: Request, context: Context, visitor: Visitor, form: FormData, *, rule: bool) -> Response:
    asked = {name: text(form, name, 64).strip() for name in _ASKED}
    try:
        wanted = Assignment(
            asked["company"], asked["program"], asked["region"], _whole(asked["size"], "size"),
            _whole(asked["hours"], "hours"), _whole(asked["share"], "share") if rule else 100,
        )  # fmt: skip
        if rule:
            batches.add_rule(context, visitor.actor, wanted)
            return go("/assign", done="rule")
        made = batches.assign(context, visitor.actor, wanted)
    except (Invalid, Conflict) as error:
        return _assigning(request, context, visitor, status=error.status, fault=error.code, rule=rule, asked=asked)
    return go("/assign", done="assigned", batch=made.id)


def _lies_too_long(one: Batch, now: datetime) -> bool:
    """Whether a batch is soon due, waits for our own answer, or came back overdue within the last week."""
    if one.state in OPEN_STATES:
        return one.warned_at is not None or one.stands
    return bool(one.counts.get("overdue")) and one.due_at > now - _RECENT


def _assigning(
    request: Request, context: Context, visitor: Visitor, *, status: int = 200, fault: str = "", rule: bool = False,
    asked: dict[str, str] | None = None, done: str = "", batch: str = "",
) -> Response:  # fmt: skip
    now = context.clock()
    rows = batches.mine(context, visitor.actor, limit=100)
    late = [one for one in rows if _lies_too_long(one, now)]
    return page(
        request, "assign", status=status, batches=rows, late=late, rules=batches.rules(context, visitor.actor), now=now,
        companies=checker_reports.companies(context, visitor.actor), regions=batches.regions(context, visitor.actor),
        programs=[one.name for one in programs.listed(context, visitor.actor)], asked=asked or _ASKED, fault=fault,
        rule=rule, done=done, told=next((one for one in rows if one.id == batch), None),
        questions=len(checker_answers.waiting(context, visitor.actor)),
    )  # fmt: skip


def _questions(
    request: Request, context: Context, visitor: Visitor, *, status: int = 200, faulty: str = "", done: str = ""
) -> Response:
    waiting = checker_answers.waiting(context, visitor.actor)
    return page(request, "checker-questions", status=status, questions=waiting, faulty=faulty, done=done)


def _whole(given: str, name: str) -> int:
    if not given.isascii() or not given.isdigit() or len(given) > 6:
        raise Invalid(f"The {name} is a whole number.", code=f"batch.{name}")
    return int(given)


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise Invalid("A day is written as 2026-05-31.", code="report.days") from None
