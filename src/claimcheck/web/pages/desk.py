"""The reviewer's desk: one task with one question on top, and every act on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlsplit

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from claimcheck.core.rules.codes import CODES
from claimcheck.errors import Conflict, Forbidden, Invalid, NotFound, missing
from claimcheck.model.decisions import Question
from claimcheck.model.documents import Box
from claimcheck.model.parties import Actor
from claimcheck.model.programs import Verdict
from claimcheck.model.wire import decode
from claimcheck.services import naming
from claimcheck.services.checking import checker_answers
from claimcheck.services.claiming import page_words
from claimcheck.services.claiming.typed_values import Understood, understood
from claimcheck.services.context import Context
from claimcheck.services.judging import changed_since
from claimcheck.services.notices import letters
from claimcheck.services.reviewing import composing, desk, desk_drafts, handing_over, review, taking_back, teaching
from claimcheck.services.reviewing.desk import Desk
from claimcheck.services.reviewing.desk_drafts import Draft
from claimcheck.services.reviewing.review import Resolution
from claimcheck.services.reviewing.teaching import WHYS, Why
from claimcheck.web.answers import known_id
from claimcheck.web.auth import Here
from claimcheck.web.pages.access import SMALL, Guest, Trusted, fence_in, text
from claimcheck.web.pages.claim_lines import lines_of
from claimcheck.web.pages.desk_filters import Filters, filters_in, filters_of
from claimcheck.web.pages.desk_questions import answers_of, say, told_of
from claimcheck.web.pages.desk_rows import Row, rows_of
from claimcheck.web.pages.draw import PageRoute, go, language_of, page
from claimcheck.web.pages.sheet import Mark, Sheet, number_in, sheet

router = APIRouter(route_class=PageRoute, include_in_schema=False)

_VERDICTS: tuple[Verdict, ...] = ("approve", "return", "reject")


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody has entered of an answer, to be shown again."""

    verdict: str = ""
    codes: tuple[str, ...] = ()
    ground: str = ""
    message: str = ""


def next_of(context: Context, actor: Actor, filters: Filters, **query: str) -> Response:
    """Take the first free task that the filters mean, and go there; else to the queue."""
    found = desk.take_next(context, actor, filters.sought(context.clock()))
    if found is None:
        return go("/queue", **_parts(filters), left="none", **query)
    return go(f"/tasks/{found.id}", **_parts(filters), **query)


@router.get("/tasks/{task_id}")
def task(request: Request, visitor: Guest, context: Here, task_id: str) -> Response:
    """One question, and the evidence to answer it."""
    return _draw_task(request, context, visitor.actor, known_id(task_id), filters_of(request.query_params))


@router.get("/tasks/{task_id}/words/{document_id}/{number}")
def words(visitor: Guest, context: Here, task_id: str, document_id: str, number: int) -> Response:
    """The words of one page of the task's claim with their boxes, to be pointed at."""
    seen = review.one(context, visitor.actor, known_id(task_id))
    document = known_id(document_id)
    if document not in desk.documents_of(context, visitor.actor, seen):
        raise missing("page")
    found = page_words.on_page(context, visitor.actor, document, number)
    return JSONResponse([[word, *(round(edge, 5) for edge in box)] for word, box in found])


@router.post("/tasks/{task_id}/take")
def take(visitor: Guest, context: Here, task_id: str, form: Trusted) -> Response:
    """Hold this task."""
    known = known_id(task_id)
    review.lease(context, visitor.actor, known, seconds=desk.hold_seconds(context, visitor.actor))
    return _back(known, form)


@router.post("/tasks/{task_id}/renew")
def renew(visitor: Guest, context: Here, task_id: str, form: Trusted) -> Response:
    """Hold it for longer, while somebody works on it."""
    known = known_id(task_id)
    review.renew(context, visitor.actor, known, fence=fence_in(form), seconds=desk.hold_seconds(context, visitor.actor))
    return Response(status_code=204)


@router.post("/tasks/{task_id}/draft", max_body_size=SMALL)
def draft(visitor: Guest, context: Here, task_id: str, form: Trusted) -> Response:
    """Keep what was entered so far."""
    known = known_id(task_id)
    corrections = {
        name.removeprefix("correct."): (text(form, name, 500), text(form, f"why.{name.removeprefix('correct.')}", 16))
        for name in form
        if name.startswith("correct.") and len(name) < 80
    }
    typed = _typed(form, next((one for one in _VERDICTS if one == text(form, "verdict")), None))
    kept = Draft(typed.verdict, typed.codes, typed.ground, typed.message, corrections)
    left = {str(one)[:16] for one in form.getlist("left")}
    desk_drafts.keep(context, visitor.actor, known, fence=fence_in(form), draft=kept, left=left)
    return Response(status_code=204)


@router.post("/tasks/{task_id}/skip")
def skip(visitor: Guest, context: Here, task_id: str, form: Trusted) -> Response:
    """Put it back, and take the next."""
    known = known_id(task_id)
    handing_over.skip(context, visitor.actor, known, fence=fence_in(form), why=text(form, "why", 500))
    return next_of(context, visitor.actor, filters_in(text(form, "back")))


@router.post("/tasks/{task_id}/escalate")
def escalate(request: Request, visitor: Guest, context: Here, task_id: str, form: Trusted) -> Response:
    """Give it to an administrator or a colleague, and take the next."""
    known, filters = known_id(task_id), filters_in(text(form, "back"))
    try:
        handing_over.escalate(
            context, visitor.actor, known, fence=fence_in(form), to=text(form, "to", 64), why=text(form, "why", 2000)
        )
    except Invalid as error:
        return _draw_task(request, context, visitor.actor, known, filters, status=422, fault=error.code)
    return next_of(context, visitor.actor, filters)


@router.post("/tasks/{task_id}/answer")
def answer(request: Request, visitor: Guest, context: Here, task_id: str, form: Trusted) -> Response:
    """Answer the question on top; the claim is judged again with the answer."""
    known, filters = known_id(task_id), filters_in(text(form, "back"))
    seen = desk.desk(context, visitor.actor, known)
    rows = _rows(seen)
    try:
        say(
            context, visitor.actor, seen, answers_of(seen, rows), text(form, "answer", 80), fence=fence_in(form),
            rows=rows,
        )  # fmt: skip
    except Invalid as error:
        return _draw_task(request, context, visitor.actor, known, filters, status=422, fault=error.code)
    return _back(known, form, said="1")


@router.post("/tasks/{task_id}/correct")
def correct(request: Request, visitor: Guest, context: Here, task_id: str, form: Trusted) -> Response:
    """Say what a page says; the claim is judged again with it."""
    known, filters = known_id(task_id), filters_in(text(form, "back"))
    number, said = text(form, "page", 6), _understood(context, visitor.actor, known, form)
    if said.doubtful:
        return _draw_task(request, context, visitor.actor, known, filters, status=422, fault="correction.doubtful")
    try:
        teaching.correct(
            context, visitor.actor, known, fence=fence_in(form), document=text(form, "document", 36),
            field=text(form, "field", 64), value=said.value, why=_why(text(form, "why", 16)),
            page=int(number) if number.isascii() and number.isdigit() else None, box=_box(text(form, "box", 80)),
        )  # fmt: skip
    except Invalid as error:
        return _draw_task(request, context, visitor.actor, known, filters, status=422, fault=error.code)
    return _back(known, form, said="1")


@router.post("/tasks/{task_id}/sale")
def sale(request: Request, visitor: Guest, context: Here, task_id: str, form: Trusted) -> Response:
    """Say which sale the claim is of; it is judged again with that sale stated."""
    known, filters = known_id(task_id), filters_in(text(form, "back"))
    try:
        teaching.choose_sale(context, visitor.actor, known, fence=fence_in(form), sale=text(form, "sale", 36))
    except Invalid as error:
        return _draw_task(request, context, visitor.actor, known, filters, status=422, fault=error.code)
    return _back(known, form, said="1")


@router.post("/tasks/{task_id}/judge")
def judge(visitor: Guest, context: Here, task_id: str, form: Trusted) -> Response:
    """Have the claim judged again as it is now."""
    known = known_id(task_id)
    teaching.judge_again(context, visitor.actor, known, fence=fence_in(form))
    return _back(known, form, said="1")


@router.post("/tasks/{task_id}/undo")
def undo(visitor: Guest, context: Here, task_id: str, form: Trusted) -> Response:
    """Take one's answer back."""
    again = taking_back.undo(
        context, visitor.actor, known_id(task_id), seconds=desk.hold_seconds(context, visitor.actor)
    )
    return _back(again.id, form)


@router.post("/tasks/{task_id}/decide")
def decide(request: Request, visitor: Guest, context: Here, task_id: str, form: Trusted) -> Response:
    """Answer it with a verdict, and take the next."""
    known, filters = known_id(task_id), filters_in(text(form, "back"))
    verdict = next((one for one in _VERDICTS if one == text(form, "verdict")), None)
    typed = _typed(form, verdict)
    fault = "task.verdict"
    if verdict is not None:
        try:
            review.resolve(
                context, visitor.actor, known, fence=fence_in(form),
                answer=resolution(context, visitor.actor, known, verdict, typed),
            )  # fmt: skip
        except (Invalid, Forbidden) as error:
            fault = error.code
        except Conflict as error:
            if not changed_since.of_others(error.code):
                raise
            teaching.judge_again(context, visitor.actor, known, fence=fence_in(form))  # the task says what came up
            return _back(known, form, said="1")
        else:
            return next_of(context, visitor.actor, filters, undo=known)
    return _draw_task(request, context, visitor.actor, known, filters, status=422, fault=fault, typed=typed)


def _typed(form: Any, verdict: Verdict | None) -> Typed:
    codes = tuple(dict.fromkeys(str(one)[:64] for one in form.getlist("codes") if isinstance(one, str)))
    return Typed(verdict or "", codes, text(form, "ground", 2000), text(form, "message"))


def resolution(context: Context, actor: Actor, task_id: str, verdict: Verdict, typed: Typed) -> Resolution:
    """The answer, with the message that the reasons make where none was written."""
    if verdict == "approve":
        return Resolution(verdict, (), typed.ground)
    seen = desk.desk(context, actor, task_id)
    language = composing.language_of_dealer(context, actor, seen.claim.dealer)
    reasons = composing.tellable(context, actor, seen.claim.dealer, seen.decision)
    message = typed.message.strip() or letters.compose(language, seen.claim.outside_id, verdict, typed.codes, reasons)
    return Resolution(verdict, typed.codes, typed.ground, message, language)


def _back(task_id: str, form: Any, **query: str) -> Response:
    return go(f"/tasks/{task_id}", **_parts(filters_in(text(form, "back"))), **query)


def _parts(filters: Filters) -> dict[str, str]:
    return {name: getattr(filters, name) for name in Filters.__dataclass_fields__}


def _understood(context: Context, actor: Actor, task_id: str, form: Any) -> Understood:
    """What was typed of a page, as the program's country writes it."""
    typed = text(form, "value", 500)
    if text(form, "why", 16) in {"printed_so", *teaching.VALUELESS}:  # what the machine read, or nothing, sent back
        return Understood(typed, typed)
    rules = naming.rules(context, actor.maker_id).get(review.one(context, actor, task_id).program)
    return understood(rules, text(form, "field", 64), typed) if rules else Understood(typed, typed)


def _why(given: str) -> Why:
    return next((why for why in WHYS if why == given), cast("Why", ""))


def _box(given: str) -> Box | None:
    """A box as a form carries it; None for anything else."""
    try:
        box = Box(*(float(edge) for edge in given.split(",")))
    except (ValueError, TypeError):
        return None
    return box if 0 <= box.left < box.right <= 1 and 0 <= box.top < box.bottom <= 1 else None


def _rows(seen: Desk, language: str = "en") -> list[Row]:
    sold = next(iter(seen.sales.values()), None)
    asked = str(seen.task.question.get("field", ""))
    return rows_of(dict(seen.claim.current.fields), seen.decision, sold, asked, language)


def _draw_task(
    request: Request, context: Context, actor: Actor, task_id: str, filters: Filters, *, status: int = 200,
    fault: str = "", typed: Typed | None = None,
) -> Response:  # fmt: skip
    seen, asked = desk.desk(context, actor, task_id), request.query_params
    rows = _rows(seen, language_of(request))
    kept = desk_drafts.of(context, actor, seen.task) if seen.mine else None
    if kept is not None and typed is None:
        typed = Typed(kept.verdict, kept.codes, kept.ground, kept.message)
    reasons = seen.decision.reasons if seen.decision else ()
    find = asked.get("find", "")[:80]
    found = page_words.find(context, actor, [one.id for one in seen.documents], find) if find else []
    kinds = {"≠": "differs", "=": "support"}
    marks = [Mark(n, "found", place) for n, place in enumerate(found, 1)]
    marks += [Mark(row.number, kinds.get(row.page_mark, "value"), row.place) for row in rows if row.place is not None]
    shown = sheet(
        seen.documents, marks, document=asked.get("doc", ""), page=number_in(asked.get("page", ""), 1),
        zoom=number_in(asked.get("zoom", ""), 100), turn=number_in(asked.get("turn", ""), 0),
    )  # fmt: skip
    undone = asked.get("undo", "")
    link = _linked(task_id, filters, shown.turn if shown else 0, find)
    return page(
        request, "task", status=status, desk=seen, task=seen.task, claim=seen.claim, rows=rows, reasons=reasons,
        question=decode(Question, seen.task.question),
        sheet=shown, filters=filters, fault=fault, typed=typed or Typed(), kept=kept, found=len(found), find=find,
        answers=answers_of(seen, rows, language_of(request)), told_pair=told_of(seen),
        whys=WHYS, said=asked.get("said", ""),
        colleagues=_others(context, actor, seen), inner=composing.INNER,
        advice=checker_answers.recommendation(context, actor, task_id),
        other_codes=[c.code for c in CODES if c.code not in {r.code for r in reasons} | composing.INNER],
        undo=undone if may_undo(context, actor, undone) else "", name=lambda one: seen.names.get(one, one),
        now=context.clock(), parts={k: v for k, v in _parts(filters).items() if v},
        **_letters(context, actor, seen, language_of(request)),
        link=link, looking=_looking(link, shown),
        lines=lines_of(seen.claim.current.lines, seen.decision, approving=True),
    )  # fmt: skip


def _linked(task_id: str, filters: Filters, turned: int, find: str) -> Any:
    """Addresses of this task with another page, zoom or turn."""

    def link(document: str, number: int, zoom: int, turn: int | None = None) -> str:
        parts = {"doc": document, "page": number, "zoom": zoom, "turn": turned if turn is None else turn % 360}
        shown = "&".join(f"{name}={value}" for name, value in parts.items() if value)
        kept = filters.query(), f"find={find}" if find.isalnum() else ""
        return f"/tasks/{task_id}?" + "&".join(part for part in (shown, *kept) if part) + "#sheet"

    return link


def _looking(link: Any, shown: Sheet | None) -> str:
    """What a form's address carries, so that a refused answer is drawn beside the page that its sender looked at."""
    return "?" + urlsplit(link(shown.document, shown.page, shown.zoom)).query if shown else ""


def _letters(context: Context, actor: Actor, seen: Desk, own: str) -> dict[str, Any]:
    """What the dealer's message is made of: its language; by verdict each reason, in it and in one's own."""
    language = composing.language_of_dealer(context, actor, seen.claim.dealer)
    reasons = composing.tellable(context, actor, seen.claim.dealer, seen.decision)
    codes = list(dict.fromkeys([*(r.code for r in reasons), *(c.code for c in CODES)]))
    number = seen.claim.outside_id
    heads = {
        verdict: [letters.compose(one, number, verdict, ["-"], ()).split("\n")[0] for one in (language, own)]
        for verdict in ("return", "reject")
    }
    said: Mapping[str, list[Mapping[str, str]]] = {
        verdict: [
            {code: letters.sentence(one, code, reasons, verdict) for code in codes}
            for one in dict.fromkeys((language, own))
        ]
        for verdict in heads
    }
    return {"letter_language": language, "letter_heads": heads, "letters": said}


def _others(context: Context, actor: Actor, seen: Desk) -> list[Any]:
    return handing_over.colleagues(context, actor, seen.task) if seen.mine else []


def may_undo(context: Context, actor: Actor, task_id: str) -> bool:
    """Whether the last answer, whose task the address names, may still be taken back."""
    try:
        return taking_back.may_undo(context, actor, review.one(context, actor, known_id(task_id)))
    except NotFound:
        return False
