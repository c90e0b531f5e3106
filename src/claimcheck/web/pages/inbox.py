"""What changed for me: the inbox, how much mail I want, and the signed way out of it."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from claimcheck.services.notices import inbox, mailing
from claimcheck.web.auth import Here
from claimcheck.web.pages.access import SMALL, Guest, Trusted, text
from claimcheck.web.pages.draw import PageRoute, go, page

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.get("/inbox")
def inbox_page(request: Request, visitor: Guest, context: Here, before: str = "") -> Response:
    """What a person was told, the newest first."""
    found = inbox.look(context, visitor.user, before or None)
    older = found[-1].id if len(found) == 50 else ""
    mail = inbox.choice(context, visitor.user)
    return page(request, "inbox", notices=found, older=older, mail=mail, ways=inbox.MAIL)


@router.post("/inbox", max_body_size=SMALL)
def choose_mail(context: Here, visitor: Guest, form: Trusted) -> Response:
    """Choose how much mail one wants."""
    inbox.choose(context, visitor.user, text(form, "mail"))
    return go("/inbox")


@router.get("/unsubscribe/{token}")
def unsubscribe_page(request: Request, token: str) -> Response:
    """Ask once more: a mail program that only looks at the link ends nothing."""
    return page(request, "unsubscribe", token=token, done=None)


@router.post("/unsubscribe/{token}", max_body_size=SMALL)
def unsubscribe(request: Request, context: Here, token: str) -> Response:
    """End the mails of whoever the link was signed for. A mail program may do it alone, as RFC 8058 has it."""
    done = mailing.unsubscribe(context, token)
    return page(request, "unsubscribe", token=token, done=done, status=200 if done else 404)
