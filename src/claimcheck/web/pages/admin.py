"""Administration: where each part stands, how the machine stands, what the maker set, the audit log."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse

from claimcheck.errors import Invalid
from claimcheck.services import audit_log
from claimcheck.services.audit_log import Sought
from claimcheck.services.context import Context
from claimcheck.services.programs import settings_of_maker
from claimcheck.services.programs.settings_of_maker import BOUNDS
from claimcheck.services.reviewing import automation
from claimcheck.services.running import health
from claimcheck.web.answers import known_id
from claimcheck.web.auth import Here
from claimcheck.web.pages.access import SMALL, Guest, Trusted, Visitor, day_of, no_days, text
from claimcheck.web.pages.draw import PageRoute, go, page, query_of
from claimcheck.web.pages.words import catalogue

router = APIRouter(route_class=PageRoute, include_in_schema=False)

Typed = Annotated[str, Query(max_length=128, pattern=r"^[^\x00-\x1f]*$")]
PARTS: Final = (
    "/admin/people", "/admin/orgs", "/admin/keys", "/admin/programs", "/admin/imports", "/admin/health",
    "/admin/notices", "/admin/webhooks", "/admin/settings", "/admin/audit",
)  # fmt: skip
"""The parts of administration, as the page lists them; those that the role may not open are left out."""

_ACTIONS: Final = tuple(
    sorted(key.removeprefix("act.") for key in catalogue("en") if re.match(r"act\.(?!link\.)", key))
)
"""What the log can be narrowed to: every action that has a name on the pages."""
_A_PAGE: Final = 50


@router.get("/admin")
def overview(request: Request, _visitor: Guest) -> Response:
    """Where to go."""
    return page(request, "admin", parts=PARTS)


@router.get("/admin/health")
def health_page(request: Request, visitor: Guest, context: Here, done: str = "") -> Response:
    """Oldest work, depth of the queues, who is alive, what died, and how right the machine's approvals were."""
    found, now = health.health(context, visitor.actor), context.clock()
    return page(
        request, "admin-health", health=found, now=now, done=done, advice=health.advice(found, now),
        looked=automation.measured(context, visitor.actor),
    )  # fmt: skip


@router.post("/admin/health/{work_id}/retry", max_body_size=SMALL)
def retry(visitor: Guest, context: Here, work_id: str, _form: Trusted) -> Response:
    """Begin dead work anew."""
    health.retry(context, visitor.actor, known_id(work_id))
    return go("/admin/health", done="retried")


@router.get("/admin/settings")
def settings(request: Request, visitor: Guest, context: Here, done: str = "") -> Response:
    """What the maker set."""
    return _settings(request, context, visitor, done=done)


@router.post("/admin/settings", max_body_size=SMALL)
def change_settings(request: Request, visitor: Guest, context: Here, form: Trusted) -> Response:
    """Set it."""
    typed = {name: text(form, name, 20) for name in BOUNDS if name in form}
    try:
        settings_of_maker.change(context, visitor.actor, typed)
    except Invalid as error:
        faults = error.details.get("errors")
        wrong = {str(one["field"]) for one in faults} if isinstance(faults, list) else set()
        return _settings(request, context, visitor, status=422, typed=typed, wrong=wrong)
    return go("/admin/settings", done="saved")


@router.get("/admin/audit")
def audit(
    request: Request, visitor: Guest, context: Here, action: Typed = "", actor: Typed = "", subject: Typed = "",
    first: Typed = "", last: Typed = "", before: Typed = "",
) -> Response:  # fmt: skip
    """Look through the log; the filters stand in the address."""
    asked = {"action": action, "actor": actor, "subject": subject, "first": first, "last": last}
    return _audit(request, context, visitor, asked, before=before)


@router.post("/admin/audit/verify", max_body_size=SMALL)
def verify(request: Request, visitor: Guest, context: Here, _form: Trusted) -> Response:
    """Prove that every chain and seal holds."""
    return _audit(request, context, visitor, {}, broken=audit_log.verify(context, visitor.actor))


@router.get("/admin/audit/export")
def export(
    visitor: Guest, context: Here, action: Typed = "", actor: Typed = "", subject: Typed = "", first: Typed = "",
    last: Typed = "",
) -> Response:  # fmt: skip
    """The log as CSV."""
    asked = {"action": action, "actor": actor, "subject": subject, "first": first, "last": last}
    lines = audit_log.export(context, visitor.actor, _sought(context, visitor, asked))
    name = f"audit-{context.clock().date().isoformat()}.csv"
    return StreamingResponse(
        lines, media_type="text/csv; charset=utf-8", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _settings(
    request: Request, context: Context, visitor: Visitor, *, status: int = 200, done: str = "",
    typed: dict[str, str] | None = None, wrong: set[str] | None = None,
) -> Response:  # fmt: skip
    current = settings_of_maker.current(context, visitor.actor)
    values = {name: str(getattr(current, name)) for name in BOUNDS} | (typed or {})
    return page(
        request, "admin-settings", status=status, values=values, bounds=BOUNDS, faulty=wrong or set(), done=done,
        machine=context.settings,
    )  # fmt: skip


def _audit(
    request: Request, context: Context, visitor: Visitor, asked: dict[str, str], *, before: str = "",
    broken: list[Any] | None = None,
) -> Response:  # fmt: skip
    found = audit_log.look(
        context, visitor.actor, _sought(context, visitor, asked), before=before, limit=_A_PAGE + 1
    )  # fmt: skip
    actors = {str(one["actor"]) for one in found}
    shown = {"action": "", "actor": "", "subject": "", "first": "", "last": ""} | asked
    return page(
        request, "admin-audit", entries=found[:_A_PAGE], asked=shown,
        names=audit_log.names(context, visitor.actor, actors),
        subjects=audit_log.subjects(context, visitor.actor, found), actions=_ACTIONS, filtered=any(shown.values()),
        no_days=no_days(shown, "first", "last"), broken=broken, export=query_of(shown),
        next=query_of({**shown, "before": found[_A_PAGE - 1]["id"]}) if len(found) > _A_PAGE else "",
    )  # fmt: skip


def _sought(context: Context, visitor: Visitor, asked: dict[str, str]) -> Sought:
    """What is looked for; who and what may be named as pages name them, and a day that is none narrows nothing."""
    named, about = asked.get("actor", "").strip(), asked.get("subject", "").strip()
    return Sought(
        action=asked.get("action", ""),
        actor=audit_log.actor_named(context, visitor.actor, named) if named else "",
        subject=audit_log.subject_named(context, visitor.actor, about) if about else "",
        first=day_of(asked.get("first", "")), last=day_of(asked.get("last", "")),
    )  # fmt: skip
