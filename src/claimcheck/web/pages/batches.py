"""A checking company's pages: its batches, and one masked task with one question on top."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from claimcheck.core.rules.codes import CODES
from claimcheck.errors import Conflict, Forbidden, Invalid, NotFound, missing
from claimcheck.model.decisions import Place
from claimcheck.model.programs import Verdict
from claimcheck.services.checking import batches, checker_desk
from claimcheck.services.checking.checker_desk import Checked
from claimcheck.services.checking.checker_workbook import batch_book
from claimcheck.services.claiming.views import DocumentView, PageView
from claimcheck.services.context import Context
from claimcheck.services.notices.wording import question_of
from claimcheck.services.reviewing import composing
from claimcheck.services.reviewing.review import Resolution
from claimcheck.web.answers import attachment, known_id
from claimcheck.web.auth import Here
from claimcheck.web.pages.access import Guest, Trusted, Visitor, fence_in, text
from claimcheck.web.pages.claim_lines import Line, Lines
from claimcheck.web.pages.draw import PageRoute, go, language_of, page
from claimcheck.web.pages.sheet import Mark, number_in, sheet
from claimcheck.web.pages.words import word
from claimcheck.web.shown_batches import size_of

router = APIRouter(route_class=PageRoute, include_in_schema=False)

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SEALED = {"Content-Security-Policy": "sandbox; default-src 'none'", "Cache-Control": "private, no-store"}
_VERDICTS: tuple[Verdict, ...] = ("approve", "return", "reject")
_Nth = Annotated[int, Path(ge=1, le=100_000)]


@router.get("/batches")
def list_batches(
    request: Request, visitor: Guest, context: Here,
    after: Annotated[str, Query(max_length=64, pattern=r"^[0-9A-Za-z-]*$")] = "",
    left: Annotated[str, Query(max_length=8, pattern=r"^[a-z]*$")] = "",
) -> Response:  # fmt: skip
    """Pull a batch, see deadlines."""
    rows = batches.mine(context, visitor.actor, after=after, limit=51)
    return page(
        request, "batches", batches=rows[:50], now=context.clock(), nothing=left == "none",
        waiting=sum(1 for one in rows if one.state == "waiting"), company=visitor.actor.organisation,
        next=rows[49].id if len(rows) > 50 else "",
    )  # fmt: skip


@router.post("/batches/pull")
def pull(visitor: Guest, context: Here, _form: Trusted) -> Response:
    """Take the oldest batch that waits."""
    try:
        made = batches.pull(context, visitor.actor)
    except Conflict:
        return go("/batches", left="none")
    return go(f"/batches/{made.id}")


@router.get("/batches/{batch_id}")
def one_batch(
    request: Request, visitor: Guest, context: Here, batch_id: str,
    left: Annotated[str, Query(max_length=8, pattern=r"^[a-z]*$")] = "",
) -> Response:  # fmt: skip
    """Work it, return it."""
    return _shown(request, context, visitor, known_id(batch_id), told=left)


@router.get("/batches/{batch_id}/export")
def export(request: Request, visitor: Guest, context: Here, batch_id: str) -> Response:
    """The tasks of a batch as XLSX, without personal data."""
    made, tasks = checker_desk.listed(context, visitor.actor, known_id(batch_id))
    language = language_of(request)
    book = batch_book(made, tasks, lambda code: question_of(language, code, ""), partial(word, language))
    headers = {**_SEALED, "Content-Disposition": attachment(f"batch-{made.number}.xlsx")}
    return Response(book, media_type=SHEET, headers=headers)


@router.post("/batches/{batch_id}/next")
def next_task(visitor: Guest, context: Here, batch_id: str, _form: Trusted) -> Response:
    """Take the next open task."""
    return _next(context, visitor, known_id(batch_id))


@router.post("/batches/{batch_id}/return")
def give_back(visitor: Guest, context: Here, batch_id: str, _form: Trusted) -> Response:
    """Return the batch: what is open goes back unanswered."""
    batches.hand_back(context, visitor.actor, known_id(batch_id))
    return go("/batches")


@router.get("/batches/{batch_id}/tasks/{item_id}")
def task(request: Request, visitor: Guest, context: Here, batch_id: str, item_id: str) -> Response:
    """One question, and the masked evidence to answer it."""
    return _draw_task(request, context, visitor, known_id(batch_id), known_id(item_id))


@router.get("/batches/{batch_id}/tasks/{item_id}/pictures/{document}/{number}")
def masked_picture(
    visitor: Guest, context: Here, batch_id: str, item_id: str, document: _Nth, number: _Nth,
    part: Annotated[str, Query(max_length=64, pattern=r"^[a-z0-9_]*$")] = "",
) -> Response:  # fmt: skip
    """A page with personal data painted over, or a field cut out of it."""
    found = checker_desk.shown(
        context, visitor.actor, known_id(batch_id), known_id(item_id), document=document, page=number, part=part
    )
    return Response(found, media_type="image/jpeg", headers=_SEALED)


@router.post("/batches/{batch_id}/tasks/{item_id}/take")
def take(visitor: Guest, context: Here, batch_id: str, item_id: str, _form: Trusted) -> Response:
    """Work on this task."""
    batch, item = known_id(batch_id), known_id(item_id)
    checker_desk.take(context, visitor.actor, batch, item)
    return go(f"/batches/{batch}/tasks/{item}")


@router.post("/batches/{batch_id}/tasks/{item_id}/renew")
def renew(visitor: Guest, context: Here, batch_id: str, item_id: str, form: Trusted) -> Response:
    """Hold it for longer, while somebody works on it."""
    checker_desk.renew(context, visitor.actor, known_id(batch_id), known_id(item_id), fence=fence_in(form))
    return Response(status_code=204)


@router.post("/batches/{batch_id}/tasks/{item_id}/answer")
def answer(request: Request, visitor: Guest, context: Here, batch_id: str, item_id: str, form: Trusted) -> Response:
    """Answer it, and take the next."""
    batch, item = known_id(batch_id), known_id(item_id)
    verdict = next((one for one in _VERDICTS if one == text(form, "verdict")), None)
    codes = tuple(dict.fromkeys(str(one)[:64] for one in form.getlist("codes") if isinstance(one, str)))
    ground, fault = text(form, "ground", 2000), "task.verdict"
    if verdict is not None:
        try:
            said = Resolution(verdict, codes if verdict != "approve" else (), ground)
            checker_desk.answer(context, visitor.actor, batch, item, fence=fence_in(form), said=said)
        except (Invalid, Forbidden) as error:
            fault = error.code
        except NotFound:
            return _gone(request, context, visitor, batch, item, typed=ground)
        else:
            return _next(context, visitor, batch)
    return _draw_task(
        request, context, visitor, batch, item, status=422, fault=fault, verdict=verdict or "", codes=codes,
        ground=ground,
    )  # fmt: skip


@router.post("/batches/{batch_id}/tasks/{item_id}/ask")
def ask(request: Request, visitor: Guest, context: Here, batch_id: str, item_id: str, form: Trusted) -> Response:
    """Ask the maker; the clock of the task stands still."""
    batch, item, asked = known_id(batch_id), known_id(item_id), text(form, "text", 2000)
    try:
        checker_desk.ask(context, visitor.actor, batch, item, fence=fence_in(form), text=asked)
    except Invalid as error:
        return _draw_task(request, context, visitor, batch, item, status=422, fault=error.code, asked=asked)
    except NotFound:
        return _gone(request, context, visitor, batch, item, typed=asked)
    return _next(context, visitor, batch)


def _next(context: Context, visitor: Visitor, batch: str) -> Response:
    found = checker_desk.next_item(context, visitor.actor, batch)
    return go(f"/batches/{batch}/tasks/{found.id}") if found else go(f"/batches/{batch}", left="none")


def _gone(request: Request, context: Context, visitor: Visitor, batch: str, item: str, *, typed: str) -> Response:
    """The batch, which says that the task is answered or went back meanwhile, with what was typed for it."""
    end = checker_desk.end_of(context, visitor.actor, batch, item)
    if end is None:
        raise missing("task")
    return _shown(request, context, visitor, batch, told=end, typed=typed, status=409)


def _shown(
    request: Request, context: Context, visitor: Visitor, batch: str, *, told: str, typed: str = "", status: int = 200
) -> Response:
    made, tasks = checker_desk.listed(context, visitor.actor, batch)
    return page(
        request, "batch", status=status, address=f"/batches/{batch}", batch=made, tasks=tasks, now=context.clock(),
        left=_left(made.due_at, context.clock()), told=told, typed=typed,
    )  # fmt: skip


def _draw_task(
    request: Request, context: Context, visitor: Visitor, batch: str, item: str, *, status: int = 200,
    fault: str = "", verdict: str = "", codes: tuple[str, ...] = (), ground: str = "", asked: str = "",
) -> Response:  # fmt: skip
    seen, looking = checker_desk.task(context, visitor.actor, batch, item), request.query_params
    named = dict.fromkeys(reason.code for reason in seen.reasons)
    whole = [one for one in seen.sheets if one.masked.whole]
    here = f"/batches/{batch}/tasks/{item}"
    return page(
        request, "check", status=status, seen=seen, fault=fault, verdict=verdict, ground=ground, asked=asked,
        ticked=set(codes) or set(named), all_codes=[c.code for c in CODES if c.code not in {*named, *composing.INNER}],
        sheet=sheet(
            _pages(seen), _marks(seen), document=looking.get("doc", ""), page=number_in(looking.get("page", ""), 1),
            zoom=number_in(looking.get("zoom", ""), 100),
        ) if whole else None, here=here,
        crops=[(one, part, *size_of(one, part)) for one in seen.sheets if not one.masked.whole for part in one.parts],
        left=_left(seen.item.due_at, context.clock()), numbers={row.name: row.number for row in seen.rows},
        lines=Lines(tuple(Line(r.number, r.fields, r.quantity, r.asked, None, "") for r in seen.lines)),
    )  # fmt: skip


def _pages(seen: Checked) -> list[DocumentView]:
    """The pages that are shown as a whole, under documents that have a number and no name."""
    numbers = sorted({one.document for one in seen.sheets if one.masked.whole})
    return [
        DocumentView(
            str(n), "", "", "", 0, "", "read", "", seen.batch.created_at,
            pages=tuple(
                PageView(s.page.number, s.page.width, s.page.height, "", "", picture=True)
                for s in seen.sheets
                if s.document == n and s.masked.whole
            ),
        )
        for n in numbers
    ]  # fmt: skip


def _marks(seen: Checked) -> list[Mark]:
    number = {one.document_id: str(one.document) for one in seen.sheets}
    kinds = {"≠": "differs", "=": "support"}
    return [
        Mark(row.number, kinds.get(row.page_mark, "value"), Place(number[at.document], at.page, at.box))
        for row in seen.rows
        for at in row.places
        if at.document in number
    ]


def _left(due: datetime, now: datetime) -> int:
    """Minutes until something is due; less than nothing when it is late."""
    return int((due - now).total_seconds() // 60)
