"""The reviewer's desk: the queue, and one task with one question on top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from claimcheck.core.rules.codes import CODES
from claimcheck.errors import Forbidden, Invalid, NotFound
from claimcheck.model.decisions import Decision, Finding
from claimcheck.model.parties import Actor
from claimcheck.model.programs import Verdict
from claimcheck.model.sales import Sale
from claimcheck.services import desk, handing_over, review
from claimcheck.services.context import Context
from claimcheck.services.review import Resolution
from claimcheck.store.tasks import Sought
from claimcheck.web.answers import known_id
from claimcheck.web.auth import Here
from claimcheck.web.pages.access import Guest, Trusted, text
from claimcheck.web.pages.draw import PageRoute, go, page, query_of
from claimcheck.web.pages.sheet import Mark, sheet

router = APIRouter(route_class=PageRoute, include_in_schema=False)

_A_PAGE = 50
_Typed = Annotated[str, Query(max_length=128, pattern=r"^[^\x00-\x1f]*$")]
_VERDICTS: tuple[Verdict, ...] = ("approve", "return", "reject")


@dataclass(frozen=True, slots=True)
class Row:
    """One field, as claim, page and sale have it; `page_mark` and `sale_mark` say how it agrees: =, ≠, ? or nothing."""

    number: int
    name: str
    claimed: str
    found: str
    sold: str
    page_mark: str
    sale_mark: str
    why: tuple[str, ...]
    confidence: float | None


@router.get("/queue")
def queue(
    request: Request, visitor: Guest, context: Here, program: _Typed = "", code: _Typed = "", show: _Typed = "",
    after: Annotated[str, Query(max_length=64, pattern=r"^[0-9A-Za-z-]*$")] = "", left: _Typed = "",
) -> Response:  # fmt: skip
    """What waits, by program and reason; the filters stand in the address, and Next obeys them."""
    rows = review.listed(
        context, visitor.actor, state="open", code=code or None, program=program or None, mine=show == "mine",
        free=show == "free", after=after or None, limit=_A_PAGE + 1,
    )  # fmt: skip
    counted = desk.waiting(context, visitor.actor)
    asked = {"program": program, "code": code, "show": show}
    chosen = [w for w in counted if (not program or w.program == program) and (not code or w.code == code)]
    return page(
        request, "queue", tasks=rows[:_A_PAGE], now=context.clock(), waiting=counted, asked=asked,
        filtered=any(asked.values()), mine=visitor.actor.id, nothing_free=left == "none",
        open=sum(w.open for w in chosen), free=sum(w.free for w in chosen),
        programs=sorted({w.program for w in counted}), codes=sorted({w.code for w in counted}),
        next=query_of({**asked, "after": rows[_A_PAGE - 1].id}) if len(rows) > _A_PAGE else "",
    )  # fmt: skip


@router.post("/queue/next")
def next_task(visitor: Guest, context: Here, form: Trusted) -> Response:
    """Take the oldest free task, and go there."""
    return _next(context, visitor.actor, text(form, "program", 128), text(form, "code", 128))


@router.get("/tasks/{task_id}")
def task(
    request: Request, visitor: Guest, context: Here, task_id: str, program: _Typed = "", code: _Typed = "",
    doc: _Typed = "", sheet_page: Annotated[int, Query(alias="page", ge=1)] = 1, zoom: int = 100,
) -> Response:  # fmt: skip
    """One question, and the evidence to answer it."""
    return _drawn(
        request, context, visitor.actor, known_id(task_id), filters=(program, code), doc=doc, number=sheet_page,
        zoom=zoom,
    )  # fmt: skip


@router.post("/tasks/{task_id}/take")
def take(visitor: Guest, context: Here, task_id: str, form: Trusted) -> Response:
    """Hold this task."""
    known = known_id(task_id)
    review.lease(context, visitor.actor, known, seconds=desk.HOLD_SECONDS)
    return go(f"/tasks/{known}", program=text(form, "program", 128), code=text(form, "code", 128))


@router.post("/tasks/{task_id}/renew")
def renew(visitor: Guest, context: Here, task_id: str, form: Trusted) -> Response:
    """Hold it for longer, while somebody works on it."""
    known = known_id(task_id)
    review.renew(context, visitor.actor, known, fence=_fence(form), seconds=desk.HOLD_SECONDS)
    return Response(status_code=204)


@router.post("/tasks/{task_id}/skip")
def skip(visitor: Guest, context: Here, task_id: str, form: Trusted) -> Response:
    """Put it back, and take the next."""
    known = known_id(task_id)
    handing_over.skip(context, visitor.actor, known, fence=_fence(form), why=text(form, "why", 500))
    return _next(context, visitor.actor, text(form, "program", 128), text(form, "code", 128))


@router.post("/tasks/{task_id}/decide")
def decide(request: Request, visitor: Guest, context: Here, task_id: str, form: Trusted) -> Response:
    """Answer it, and take the next."""
    known, filters = known_id(task_id), (text(form, "program", 128), text(form, "code", 128))
    verdict = next((one for one in _VERDICTS if one == text(form, "verdict")), None)
    codes = tuple(dict.fromkeys(str(one)[:64] for one in form.getlist("codes") if isinstance(one, str)))
    ground = text(form, "ground", 2000)
    fault = "task.verdict"
    if verdict is not None:
        try:
            answer = Resolution(verdict, codes if verdict != "approve" else (), ground)
            review.resolve(context, visitor.actor, known, fence=_fence(form), answer=answer)
        except (Invalid, Forbidden) as error:
            fault = error.code
        else:
            return _next(context, visitor.actor, *filters)
    return _drawn(
        request, context, visitor.actor, known, filters=filters, status=422, fault=fault, verdict=verdict or "",
        codes=codes, ground=ground,
    )  # fmt: skip


def _next(context: Context, actor: Actor, program: str, code: str) -> Response:
    found = desk.take_next(context, actor, Sought(program=program, code=code))
    if found is None:
        return go("/queue", program=program, code=code, left="none")
    return go(f"/tasks/{found.id}", program=program, code=code)


def _fence(form: Trusted) -> int:
    given = text(form, "fence", 20)
    if not given.isascii() or not given.isdigit():
        raise NotFound("There is no such task.")
    return int(given)


def _drawn(
    request: Request, context: Context, actor: Actor, task_id: str, *, filters: tuple[str, str], status: int = 200,
    doc: str = "", number: int = 1, zoom: int = 100, fault: str = "", verdict: str = "",
    codes: tuple[str, ...] = (), ground: str = "",
) -> Response:  # fmt: skip
    seen = desk.desk(context, actor, task_id)
    rows = _rows(dict(seen.claim.current.fields), seen.decision, next(iter(seen.sales.values()), None))
    reasons = seen.decision.reasons if seen.decision else ()
    named = {r.code for r in reasons}
    places = seen.decision.places if seen.decision else {}
    at = {r.field: r.place for r in reasons if r.place is not None}
    marks = [
        Mark(row.number, "differs" if row.page_mark == "≠" else "support" if row.page_mark == "=" else "value", place)
        for row in rows
        for place in (at.get(row.name) or places.get(row.name),)
        if place is not None
    ]
    asked_at = seen.task.question.get("field", "")
    marks.sort(key=lambda mark: next(r.name for r in rows if r.number == mark.number) != asked_at)
    more = query_of({"program": filters[0], "code": filters[1]})
    return page(
        request, "task", status=status, desk=seen, task=seen.task, claim=seen.claim, rows=rows, reasons=reasons,
        sheet=sheet(seen.documents, marks, document=doc, page=number, zoom=zoom), asked_at=asked_at,
        filters={"program": filters[0], "code": filters[1]}, fault=fault, verdict=verdict, ground=ground,
        ticked=set(codes) or named, all_codes=[c.code for c in CODES if c.code not in named],
        link=lambda d, n, z: f"/tasks/{task_id}?doc={d}&page={n}&zoom={z}" + (f"&{more}" if more else "") + "#sheet",
    )  # fmt: skip


def _rows(claimed: dict[str, str], decision: Decision | None, sold: Sale | None) -> list[Row]:
    """Every field that claim, page or sale states; those in doubt first."""
    findings = decision.findings if decision else ()
    read = decision.fields if decision else {}
    names = dict.fromkeys((*claimed, *(f.field for f in findings if f.field in read), *(sold.fields if sold else ())))
    made = []
    for name in names:
        page_says = [f for f in findings if f.field == name and not f.code.startswith("sale.")]
        sale_says = [f for f in findings if f.field == name and f.code.startswith("sale.")]
        found = read.get(name)
        why = [said for f in page_says for said in (*f.supports, *f.contradictions)]
        made.append((name, found, _mark(page_says), _mark(sale_says), tuple(dict.fromkeys(why))))
    made.sort(key=lambda one: "≠" not in one[2:4] and "?" not in one[2:4])
    return [
        Row(
            n, name, claimed.get(name, ""), (found.value or found.raw) if found else "",
            sold.fields.get(name, "") if sold else "", page_mark, sale_mark, why, found.confidence if found else None,
        )
        for n, (name, found, page_mark, sale_mark, why) in enumerate(made, 1)
    ]  # fmt: skip


def _mark(findings: Sequence[Finding]) -> str:
    outcomes = {finding.outcome for finding in findings}
    return "≠" if "fail" in outcomes else "?" if "unknown" in outcomes else "=" if "pass" in outcomes else ""
