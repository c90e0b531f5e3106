"""One's own page: language and theme, password, sessions, second factor."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from claimcheck.errors import Invalid, Unauthorized
from claimcheck.services.context import Context
from claimcheck.services.people import accounts, second_factor, sessions
from claimcheck.web.answers import known_id
from claimcheck.web.auth import Here
from claimcheck.web.pages.access import SMALL, Guest, Trusted, Visitor, cookie, text
from claimcheck.web.pages.draw import PageRoute, go, page

router = APIRouter(route_class=PageRoute, include_in_schema=False)

_BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("MicroMessenger", "WeChat"), ("Firefox", "Firefox"), ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)  # fmt: skip
"""What a browser's name of itself holds, and what people call that; the first that fits."""


@router.get("/me")
def me(request: Request, visitor: Guest, context: Here, done: str = "") -> Response:
    """Who is signed in, where, and how the pages look."""
    return _draw_me(request, context, visitor, done=done)


@router.post("/me", max_body_size=SMALL)
def change_me(context: Here, visitor: Guest, form: Trusted) -> Response:
    """Change language and theme."""
    accounts.prefer(
        context, visitor.user, language=text(form, "language") or visitor.user.language,
        theme=text(form, "theme") or visitor.user.theme,
    )  # fmt: skip
    return go("/me")


@router.post("/me/password", max_body_size=SMALL)
def change_password(request: Request, context: Here, visitor: Guest, form: Trusted) -> Response:
    """Change the password; all other sessions end."""
    new = text(form, "password")
    fault = "" if new == text(form, "again") else "differ"
    try:
        if not fault:
            token = request.cookies.get(cookie(request), "")
            accounts.change_password(context, visitor.user, old=text(form, "old"), new=new, session=token)
            return go("/me", done="password")
    except Invalid:
        fault = "length"
    except Unauthorized:
        fault = "old"
    return _draw_me(request, context, visitor, status=422, fault=fault)


@router.post("/me/sessions/end-others", max_body_size=SMALL)
def end_others(request: Request, context: Here, visitor: Guest, _form: Trusted) -> Response:
    """End all sessions but this one."""
    sessions.end_others(context, visitor.user, request.cookies.get(cookie(request), ""))
    return go("/me", done="sessions")


@router.post("/me/sessions/{session_id}/end", max_body_size=SMALL)
def end_one(context: Here, visitor: Guest, session_id: str, _form: Trusted) -> Response:
    """End one session."""
    sessions.end_one(context, visitor.user, known_id(session_id))
    return go("/me", done="sessions")


@router.get("/me/second-factor")
def factor(request: Request, visitor: Guest, context: Here) -> Response:
    """Set a second factor, or see that it is set."""
    return _factor(request, context, visitor)


@router.post("/me/second-factor", max_body_size=SMALL)
def change_factor(request: Request, context: Here, visitor: Guest, form: Trusted) -> Response:
    """Begin, confirm by a code, or switch off by a code."""
    act, code = text(form, "act", 20), text(form, "code", 100)
    try:
        if act == "begin":
            second_factor.begin(context, visitor.user)
            return go("/me/second-factor")
        if act == "confirm":
            return page(request, "recovery", codes=second_factor.confirm(context, visitor.user, code))
        second_factor.switch_off(context, visitor.user, code)
    except (Invalid, Unauthorized):
        return _factor(request, context, visitor, status=422, failed=True)
    return go("/me", done="factor")


def browser_of(agent: str) -> str:
    """A browser as people call it, of how it names itself; empty where it is none that we know."""
    name = next((name for sign, name in _BROWSERS if sign in agent), "")
    system = next((name for sign, name in _SYSTEMS if sign in agent), "")
    return " · ".join(part for part in (name, system) if part)


def _factor(
    request: Request, context: Context, visitor: Visitor, *, status: int = 200, failed: bool = False
) -> Response:
    user = visitor.user
    begun = second_factor.begin(context, user) if user.totp_pending and not user.totp_secret else None
    return page(
        request, "second-factor", status=status, begun=begun, failed=failed,
        left=second_factor.recovery_left(context, user),
    )  # fmt: skip


def _draw_me(
    request: Request, context: Context, visitor: Visitor, *, status: int = 200, fault: str = "", done: str = ""
) -> Response:
    token = request.cookies.get(cookie(request), "")
    listed = [
        (one, browser_of(one.agent), sessions.is_token_of(token, one)) for one in sessions.listed(context, visitor.user)
    ]
    return page(request, "me", status=status, sessions=listed, fault=fault, done=done, themes=accounts.THEMES)
