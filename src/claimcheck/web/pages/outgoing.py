"""What goes out, for the admin: the log of notices with their texts, and webhooks with their calls."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response

from claimcheck.errors import Invalid
from claimcheck.model.languages import LANGUAGES
from claimcheck.services import naming
from claimcheck.services.context import Context
from claimcheck.services.notices import calling, inbox, notice_texts
from claimcheck.services.programs import programs
from claimcheck.web.answers import known_id
from claimcheck.web.auth import Here
from claimcheck.web.pages.access import SMALL, Guest, Trusted, Visitor, text
from claimcheck.web.pages.draw import PageRoute, go, page

router = APIRouter(route_class=PageRoute, include_in_schema=False)

_STATES = ("waiting", "sent", "failed", "kept", "dropped")


@router.get("/admin/notices")
def notices_page(
    request: Request, visitor: Guest, context: Here, state: str = "", email: str = "", before: str = "", done: str = ""
) -> Response:
    """What went out to whom, and what could not."""
    found = inbox.log(context, visitor.actor, state=state, email=email, before=before or None)
    return page(
        request, "notices", notices=found, older=found[-1].id if len(found) == 50 else "", states=_STATES,
        asked={"state": state, "email": email}, done=done, trouble=inbox.trouble,
    )  # fmt: skip


@router.post("/admin/notices/{notice_id}/again", max_body_size=SMALL)
def send_again(context: Here, visitor: Guest, notice_id: str, _form: Trusted) -> Response:
    """Send a notice once more."""
    inbox.again(context, visitor.actor, known_id(notice_id))
    return go("/admin/notices", done="again")


@router.get("/admin/notices/texts")
def texts_page(
    request: Request, visitor: Guest, context: Here, kind: str = "claim.return", language: str = "en",
    program: str = "", done: str = "",
) -> Response:  # fmt: skip
    """The text of one notice, the product's or the maker's own."""
    return _draw_texts(request, visitor, context, kind=kind, language=language, program=program, done=done)


@router.post("/admin/notices/texts", max_body_size=SMALL)
def reword(request: Request, visitor: Guest, context: Here, form: Trusted) -> Response:
    """Put an own text into force, or go back to the product's."""
    which: dict[str, Any] = {name: text(form, name) for name in ("kind", "language", "program")}
    own = ("", "") if text(form, "act") == "reset" else (text(form, "subject", 300), text(form, "body", 10_000))
    try:
        if text(form, "act") == "preview":
            return _draw_texts(
                request, visitor, context, **which, typed=own, shown=_shown(context, visitor, which, own)
            )
        inbox.reword(context, visitor.actor, **which, subject=own[0], body=own[1])
    except Invalid as fault:
        return _draw_texts(request, visitor, context, **which, typed=own, fault=fault.message, status=422)
    return go("/admin/notices/texts", **which, done="saved")


@router.get("/admin/webhooks")
def webhooks_page(request: Request, visitor: Guest, context: Here) -> Response:
    """Who is called of every claim."""
    return page(request, "webhooks", hooks=calling.listed(context, visitor.actor), fault="", url="", made=None)


@router.post("/admin/webhooks", max_body_size=SMALL)
def add_webhook(request: Request, visitor: Guest, context: Here, form: Trusted) -> Response:
    """Add a webhook; its secret is shown this once."""
    made, fault = None, ""
    try:
        made = calling.add(context, visitor.actor, text(form, "url"))
    except Invalid as refused:
        fault = refused.message
    secret = calling.secret_of(made) if made else None
    return page(
        request, "webhooks", hooks=calling.listed(context, visitor.actor), fault=fault, url=text(form, "url"),
        made=secret, status=422 if fault else 200,
    )  # fmt: skip


@router.get("/admin/webhooks/{webhook_id}")
def webhook_page(
    request: Request, visitor: Guest, context: Here, webhook_id: str, before: str = "", done: str = ""
) -> Response:
    """The calls of one webhook."""
    calls = calling.deliveries(context, visitor.actor, known_id(webhook_id), before or None)
    older = calls[-1].id if len(calls) == 50 else ""
    hook = next(one for one in calling.listed(context, visitor.actor) if one.id == known_id(webhook_id))
    return page(request, "webhook", hook=hook, calls=calls, older=older, done=done)


@router.post("/admin/webhooks/{webhook_id}/off", max_body_size=SMALL)
def switch_off(visitor: Guest, context: Here, webhook_id: str, _form: Trusted) -> Response:
    """Call it no more."""
    calling.disable(context, visitor.actor, known_id(webhook_id))
    return go("/admin/webhooks")


@router.post("/admin/webhooks/{webhook_id}/calls/{delivery_id}/again", max_body_size=SMALL)
def call_again(visitor: Guest, context: Here, webhook_id: str, delivery_id: str, _form: Trusted) -> Response:
    """Make a call once more, under its id."""
    calling.again(context, visitor.actor, known_id(webhook_id), known_id(delivery_id))
    return go(f"/admin/webhooks/{known_id(webhook_id)}", done="again")


def _shown(context: Context, visitor: Visitor, which: Mapping[str, str], own: tuple[str, str]) -> tuple[str, str]:
    """An own text as somebody would get it."""
    rules = naming.rules(context, visitor.actor.maker_id).get(which["program"])
    title = (rules.title_in(which["language"]) or rules.name) if rules else "…"
    return notice_texts.preview(which["kind"], which["language"], title, *own, address=context.settings.address)


def _draw_texts(
    request: Request, visitor: Guest, context: Here, *, kind: str, language: str, program: str,
    typed: tuple[str, str] | None = None, shown: tuple[str, str] | None = None, fault: str = "", done: str = "",
    status: int = 200,
) -> Response:  # fmt: skip
    known = kind in notice_texts.KINDS and language in LANGUAGES
    kind, language = (kind, language) if known else ("claim.return", LANGUAGES[0])
    texts = inbox.wordings(context, visitor.actor)
    own = {(one.kind, one.language, one.program): (one.subject, one.body) for one in texts}
    everywhere = own.get((kind, language, ""))
    said = typed or own.get((kind, language, program)) or everywhere or notice_texts.product_text(kind, language)
    return page(
        request, "notice-texts", status=status, kinds=notice_texts.KINDS, places=notice_texts.PLACES, fault=fault,
        done=done, subject=said[0], body=said[1], shown=shown,
        asked={"kind": kind, "language": language, "program": program},
        is_own=(kind, language, program) in own, of_all=bool(program and everywhere),
        programs=[one.name for one in programs.listed(context, visitor.actor)],
    )  # fmt: skip
