"""The queue: what waits, filtered and sorted in the address; saved views; acts on many tasks with their preview."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request, Response

from claimcheck.errors import Invalid
from claimcheck.model.parties import Actor
from claimcheck.services.context import Context
from claimcheck.services.reviewing import bulk_acts, queue_page
from claimcheck.services.reviewing.bulk_acts import ACTS, Asked
from claimcheck.services.running import health
from claimcheck.store.reviewing.desk import View
from claimcheck.store.reviewing.task_queue import ORDERS
from claimcheck.web.answers import known_id
from claimcheck.web.auth import Here
from claimcheck.web.pages.access import Guest, Trusted, text
from claimcheck.web.pages.desk import may_undo, next_of
from claimcheck.web.pages.desk_filters import STEPS, Filters, filters_in, filters_of
from claimcheck.web.pages.draw import PageRoute, go, page

router = APIRouter(route_class=PageRoute, include_in_schema=False)

_A_PAGE = 50


@router.get("/queue")
def queue(request: Request, visitor: Guest, context: Here) -> Response:
    """What waits, with counts by program, reason, age and value; the filters stand in the address."""
    return _draw_queue(request, context, visitor.actor)


@router.post("/queue/next")
def next_task(visitor: Guest, context: Here, form: Trusted) -> Response:
    """Take the first free task that the filters mean, and go there."""
    return next_of(context, visitor.actor, filters_in(text(form, "back")))


@router.post("/queue/views")
def save_view(request: Request, visitor: Guest, context: Here, form: Trusted) -> Response:
    """Keep the filters under a name; name a view otherwise, share it, or forget it."""
    back, named, kept = filters_in(text(form, "back")), text(form, "name", 64), True
    if text(form, "drop", 36):
        queue_page.drop_view(context, visitor.actor, known_id(text(form, "drop", 36)))
    elif text(form, "view", 36):
        kept = queue_page.change_view(
            context, visitor.actor, known_id(text(form, "view", 36)), name=named,
            shared=text(form, "shared", 3) == "yes",
        )  # fmt: skip
    else:
        kept = queue_page.save_view(context, visitor.actor, named, back.query())
    if not kept:
        return _draw_queue(
            request, context, visitor.actor, status=409, fault="view.taken", back=text(form, "back"), named=named
        )
    return go("/queue", **dict(parse_qsl(back.query())))


@router.post("/queue/acts")
def preview(request: Request, visitor: Guest, context: Here, form: Trusted) -> Response:
    """Freeze what would be done to the chosen tasks, and show it."""
    back = filters_in(text(form, "back"))
    act = next((one for one in ACTS if one == text(form, "act", 16)), None)
    chosen = [known_id(str(one)[:64]) for one in form.getlist("task")]
    codes = tuple(str(one)[:64] for one in form.getlist("codes") if one)
    try:
        if act is None:
            raise Invalid("Choose what is to be done.", code="bulk.act")
        made = bulk_acts.preview(
            context, visitor.actor, Asked(act, codes, text(form, "ground", 2000)), task_ids=chosen,
            sought=back.sought(context.clock()) if text(form, "all", 3) else None,
        )  # fmt: skip
    except Invalid as error:
        return _draw_queue(request, context, visitor.actor, status=422, fault=error.code, back=text(form, "back"))
    return go(f"/queue/acts/{made.id}")


@router.get("/queue/acts/{act_id}")
def act(request: Request, visitor: Guest, context: Here, act_id: str) -> Response:
    """What will be done, or what came of it."""
    found = bulk_acts.one(context, visitor.actor, known_id(act_id))
    return page(
        request, "queue-act", act=found, doing=[item for item in found.items if not item["left_out"]],
        left=[item for item in found.items if item["left_out"]],
    )  # fmt: skip


@router.post("/queue/acts/{act_id}")
def carry_out(visitor: Guest, context: Here, act_id: str, _form: Trusted) -> Response:
    """Do what was previewed."""
    done = bulk_acts.carry_out(context, visitor.actor, known_id(act_id))
    return go(f"/queue/acts/{done.id}")


def _draw_queue(
    request: Request, context: Context, actor: Actor, *, status: int = 200, fault: str = "", back: str = "",
    named: str = "",
) -> Response:  # fmt: skip
    filters = filters_in(back) if back else filters_of(request.query_params)
    sought, asked = filters.sought(context.clock()), request.query_params
    at = asked.get("page", "")
    number = min(int(at), 10_000) if at.isascii() and at.isdigit() and len(at) < 7 and int(at) else 1
    seen = queue_page.queue(context, actor, sought, show=filters.show, offset=(number - 1) * _A_PAGE, limit=_A_PAGE + 1)
    counted, undone, nothing = seen.counted, asked.get("undo", ""), asked.get("left") == "none"
    return page(
        request, "queue", status=status, fault=fault, named=named, tasks=seen.tasks[:_A_PAGE], now=context.clock(),
        waiting=counted.waiting,
        filters=filters, totals=counted.totals, mine=actor.id, orders=ORDERS, steps=STEPS,
        programs=sorted({w.program for w in counted.waiting} | ({filters.program} - {""})),
        codes=sorted({w.code for w in counted.waiting} | ({filters.code} - {""})), number=number,
        more=len(seen.tasks) > _A_PAGE, views=seen.views, view=_view(seen.views, filters), nothing_free=nothing,
        held=len(queue_page.listed(context, actor, sought, show="mine", limit=200)) if nothing else 0,
        nobodys=len(health.nobodys(context, actor)) if actor.role == "admin" else 0, names=seen.names,
        undo=undone if may_undo(context, actor, undone) else "",
        median=counted.median, ages=queue_page.AGES, values=queue_page.VALUES,
        hundredths=lambda value: Decimal(value).scaleb(-2),
    )  # fmt: skip


def _view(views: Sequence[View], filters: Filters) -> View | None:
    """The caller's own view that the filters are."""
    return next((one for one in views if one.own and one.query == filters.query()), None)
