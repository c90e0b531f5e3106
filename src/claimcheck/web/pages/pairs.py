"""Two documents side by side: the same, of the same sale, or different; the answer is kept for the pair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
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
from claimcheck.web.pages.desk_filters import Filters, filters_in, filters_of
from claimcheck.web.pages.desk_rows import differing
from claimcheck.web.pages.draw import PageRoute, go, language_of, page
from claimcheck.web.pages.sheet import ZOOMS, number_in, sheet

router = APIRouter(route_class=PageRoute, include_in_schema=False)

TABS = ("left", "right", "facts")


@dataclass(frozen=True, slots=True)
class Look:
    """How the two papers are looked at, as the address tells.

    Attributes:
        left: the page of the claim's own paper; `right` of the other one.
        swap: whether they have changed places.
        apart: whether each zooms and pans by itself; then `other` is the zoom of the other paper.
        tab: what is seen where only one thing fits.
    """

    left: int = 1
    right: int = 1
    swap: bool = False
    apart: bool = False
    zoom: int = 100
    other: int = 100
    tab: str = "facts"

    def query(self, **changed: Any) -> str:
        """As it stands in an address, with some of it changed."""
        then, usual = replace(self, **changed), Look()
        told = {name: getattr(then, name) for name in Look.__dataclass_fields__}
        return urlencode(
            {name: int(v) if isinstance(v, bool) else v for name, v in told.items() if v != getattr(usual, name)}
        )

    def zoomed(self, by: int) -> dict[str, int]:
        """Both by as much, as far as it goes."""
        return {"zoom": _zoom(self.zoom + by), "other": _zoom(self.other + by)}


@router.get("/pairs/{task_id}/{other_id}")
def pair(request: Request, visitor: Guest, context: Here, task_id: str, other_id: str) -> Response:
    """One pair of a task: both papers, and what is printed on them."""
    return _draw_pair(request, context, visitor, task_id, other_id, filters_of(request.query_params))


@router.post("/pairs/{task_id}/{other_id}")
def tell(request: Request, visitor: Guest, context: Here, task_id: str, other_id: str, form: Trusted) -> Response:
    """Say what the two are, and go back to the task, which is judged again with it."""
    seen, found = _pair(context, visitor, task_id, other_id)
    said, noted, back = text(form, "answer", 16), text(form, "note", 2000), filters_in(text(form, "back"))
    refused = partial(_draw_pair, request, context, visitor, task_id, other_id, back, said=said, noted=noted)
    if said not in ANSWERS:
        return refused(fault="task.answer")
    try:
        teaching.tell_pair(
            context, visitor.actor, seen.task.id, fence=fence_in(form), document=found.document, other=found.other,
            answer=next(one for one in ANSWERS if one == said), note=noted,
        )  # fmt: skip
    except Invalid as error:
        return refused(fault=error.code)
    parts = {name: getattr(back, name) for name in type(back).__dataclass_fields__}
    return go(f"/tasks/{seen.task.id}", **parts, said="1")


def _draw_pair(
    request: Request, context: Here, visitor: Guest, task_id: str, other_id: str, filters: Filters, *,
    fault: str = "", said: str = "", noted: str = "",
) -> Response:  # fmt: skip
    seen, found = _pair(context, visitor, task_id, other_id)
    one, other = (claims.document(context, visitor.actor, at) for at in (found.document, found.other))
    look, here = _look_of(request.query_params), f"/pairs/{seen.task.id}/{found.other}"

    def link(**changed: Any) -> str:
        return f"{here}?" + "&".join(filter(None, (look.query(**changed), filters.query())))

    sheets = [
        sheet([document], (), document=document.id, page=number, zoom=zoom)
        for document, number, zoom in ((one, look.left, look.zoom), (other, look.right, look.other))
    ]
    return page(
        request, "pair", desk=seen, task=seen.task, pair=found, sheets=sheets, documents=(one, other),
        facts=_facts(one, other, language_of(request)), answers=ANSWERS, filters=filters, fault=fault, said=said,
        noted=noted, link=link, look=look, name=lambda who: seen.names.get(who, who),
        same_bytes=one.sha256 == other.sha256, status=422 if fault else 200, address=link(),
    )  # fmt: skip


def _look_of(asked: Mapping[str, str]) -> Look:
    zoom, apart = _zoom(number_in(asked.get("zoom", ""), 100)), asked.get("apart", "") == "1"
    return Look(
        left=number_in(asked.get("left", ""), 1), right=number_in(asked.get("right", ""), 1),
        swap=asked.get("swap", "") == "1", apart=apart, zoom=zoom,
        other=_zoom(number_in(asked.get("other", ""), 100)) if apart else zoom,
        tab=next((one for one in TABS if one == asked.get("tab", "")), "facts"),
    )  # fmt: skip


def _zoom(asked: int) -> int:
    return min(ZOOMS, key=lambda one: abs(one - asked))


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
