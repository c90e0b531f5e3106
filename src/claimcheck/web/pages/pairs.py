"""Two documents side by side: the same, of the same sale, or different; the answer is kept for the pair."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from claimcheck.errors import Invalid, existing
from claimcheck.model.documents import Field
from claimcheck.services.claiming import claims
from claimcheck.services.claiming.views import DocumentView
from claimcheck.services.reviewing import desk, teaching
from claimcheck.services.reviewing.desk import Desk, Pair
from claimcheck.services.reviewing.teaching import ANSWERS
from claimcheck.services.words import value_of
from claimcheck.web.answers import known_id
from claimcheck.web.auth import Here
from claimcheck.web.pages.access import Guest, Trusted, fence_in, text
from claimcheck.web.pages.desk_filters import filters_in, filters_of
from claimcheck.web.pages.desk_rows import differing
from claimcheck.web.pages.draw import PageRoute, go, language_of, page
from claimcheck.web.pages.sheet import ZOOMS, number_in, sheet

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.get("/pairs/{task_id}/{other_id}")
def pair(request: Request, visitor: Guest, context: Here, task_id: str, other_id: str, fault: str = "") -> Response:
    """One pair of a task: both papers, and what is printed on them."""
    seen, found = _pair(context, visitor, task_id, other_id)
    one, other = (claims.document(context, visitor.actor, at) for at in (found.document, found.other))
    asked = request.query_params
    zoom, swapped = number_in(asked.get("zoom", ""), 100), asked.get("swap", "") == "1"
    shown = {name: number_in(asked.get(name, ""), 1) for name in ("left", "right")}
    filters = filters_of(asked)

    def link(swap: bool, size: int, side: str = "", number: int = 1) -> str:
        pages = {**shown, side: number} if side else shown
        return "?" + "&".join(filter(None, (urlencode({**pages, "swap": int(swap), "zoom": size}), filters.query())))

    sheets = [
        sheet([document], (), document=document.id, page=shown[name], zoom=zoom)
        for name, document in (("left", one), ("right", other))
    ]
    return page(
        request, "pair", desk=seen, task=seen.task, pair=found, sheets=sheets, documents=(one, other),
        facts=_facts(one, other, language_of(request)), answers=ANSWERS, filters=filters, fault=fault,
        link=link, swapped=swapped, zoom=zoom if zoom in ZOOMS else 100,
        name=lambda who: seen.names.get(who, who), same_bytes=one.sha256 == other.sha256,
        status=422 if fault else 200,
    )  # fmt: skip


@router.post("/pairs/{task_id}/{other_id}")
def tell(request: Request, visitor: Guest, context: Here, task_id: str, other_id: str, form: Trusted) -> Response:
    """Say what the two are, and go back to the task, which is judged again with it."""
    seen, found = _pair(context, visitor, task_id, other_id)
    said = text(form, "answer", 16)
    if said not in ANSWERS:
        return pair(request, visitor, context, task_id, other_id, "task.answer")
    try:
        teaching.tell_pair(
            context, visitor.actor, seen.task.id, fence=fence_in(form), document=found.document, other=found.other,
            answer=next(one for one in ANSWERS if one == said), note=text(form, "note", 2000),
        )  # fmt: skip
    except Invalid as error:
        return pair(request, visitor, context, task_id, other_id, error.code)
    back = filters_in(text(form, "back"))
    parts = {name: getattr(back, name) for name in type(back).__dataclass_fields__}
    return go(f"/tasks/{seen.task.id}", **parts, said="1")


def _pair(context: Here, visitor: Guest, task_id: str, other_id: str) -> tuple[Desk, Pair]:
    seen, other = desk.desk(context, visitor.actor, known_id(task_id)), known_id(other_id)
    return seen, existing(next((one for one in seen.pairs if one.other == other), None), "pair")


def _facts(one: DocumentView, other: DocumentView, language: str) -> list[tuple[str, object, object, bool]]:
    """What is printed on both, field by field: in pieces, and whether they differ."""
    left, right = _fields(one), _fields(other)
    found = []
    for name in dict.fromkeys((*left, *right)):
        mine, theirs = (
            value_of(language, name, fields[name].value or "") if name in fields else "" for fields in (left, right)
        )
        found.append((name, differing(mine, theirs), differing(theirs, mine), bool(mine and theirs and mine != theirs)))
    return sorted(found, key=lambda row: not row[3])


def _fields(document: DocumentView) -> Mapping[str, Field]:
    fields: dict[str, Field] = {}
    for paper in document.extracted:
        fields = {**paper.fields, **fields}
    return fields
