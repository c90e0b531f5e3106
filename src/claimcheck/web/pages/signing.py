"""Sign in and out, by password or by a company's directory; set a password by a one-time link, ask for such a link."""

from __future__ import annotations

import secrets

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from claimcheck.errors import Forbidden, Invalid, TooMany, Unauthorized
from claimcheck.services.context import Context
from claimcheck.services.people import accounts, oidc, resets, second_factor, sessions
from claimcheck.services.people.hashes import same
from claimcheck.services.rate_limits import Buckets
from claimcheck.store.people.accounts import User
from claimcheck.web.auth import Here
from claimcheck.web.pages.access import SMALL, Guest, Sent, Trusted, cookie, text
from claimcheck.web.pages.draw import FORM, PageRoute, asked, for_sign_in, go, keep, page
from claimcheck.web.pages.unsent import MOST, Unsent, carried

router = APIRouter(route_class=PageRoute, include_in_schema=False)

_CARRYING = 512 * 1024  # with what was typed before the session ended
_HALF = "claimcheck-half"  # whose password was right and whose code is still to come


@router.get("/")
def home(visitor: Guest) -> Response:
    """Where a person's work is."""
    homes = {"dealer": "/claims", "checker": "/batches", "manager": "/admin/programs", "region": "/claims"}
    return go(homes.get(visitor.actor.role, "/queue"))


@router.get("/sign-in")
def sign_in_page(request: Request, next: str = "") -> Response:  # noqa: A002 - the name in the address
    """The form; its token stands in a cookie too, so that no other site can sign a browser in."""
    return _form(request, onward=_own(next))


@router.post("/sign-in", max_body_size=_CARRYING)
def sign_in(request: Request, context: Here, form: Sent) -> Response:
    """Prove who one is; every failure is answered alike."""
    _from_our_form(request, form_token=text(form, "form"))
    _not_too_fast(request)
    onward, email, unsent = _own(text(form, "next")), text(form, "email", 300), carried(text(form, "unsent", MOST))
    try:
        user = accounts.prove(context, email=email, password=text(form, "password"), address=_address(request))
    except Unauthorized:
        return _form(request, status=401, onward=onward, failed="sign_in", email=email, unsent=unsent)
    return _onward(request, context, user, onward, unsent)


@router.get("/sign-in/code")
def code_page(request: Request, context: Here, next: str = "") -> Response:  # noqa: A002 - the name in the address
    """Where the code of the second factor is typed."""
    try:
        second_factor.asked(context, request.cookies.get(cookie(request, _HALF), ""))
    except Unauthorized:
        return go("/sign-in", next=_own(next))
    return asked(request, "code", next=_own(next), failed=False, unsent=None)


@router.post("/sign-in/code", max_body_size=_CARRYING)
def code(request: Request, context: Here, form: Sent) -> Response:
    """The second step of signing in; every failure is answered alike."""
    _from_our_form(request, form_token=text(form, "form"))
    _not_too_fast(request)
    onward, unsent = _own(text(form, "next")), carried(text(form, "unsent", MOST))
    try:
        user = second_factor.answer(context, request.cookies.get(cookie(request, _HALF), ""), text(form, "code", 100))
    except Unauthorized as error:
        if error.code == "factor.token":
            return go("/sign-in", next=onward)
        return asked(request, "code", status=401, next=onward, failed=True, unsent=unsent)
    return _signed_in(request, context, user, onward, unsent)


@router.get("/sign-in/with")
def directory(request: Request, context: Here, next: str = "") -> Response:  # noqa: A002 - the name in the address
    """Go to the company's own directory to sign in there."""
    _not_too_fast(request)
    browser = request.cookies.get(cookie(request, FORM)) or secrets.token_urlsafe(24)
    answer = RedirectResponse(
        oidc.begin(context, browser=browser, back=_back(request, context), onward=_own(next)), 303
    )
    keep(request, answer, FORM, browser)
    return answer


@router.get("/sign-in/back")
def back(request: Request, context: Here, state: str = "", code: str = "") -> Response:
    """Come back from the directory."""
    _not_too_fast(request)
    browser = request.cookies.get(cookie(request, FORM), "")
    try:
        user, onward = oidc.finish(
            context, browser=browser, back=_back(request, context), state=state[:200], code=code[:4000]
        )
    except Unauthorized:
        return _form(request, status=401, failed="directory")
    return _onward(request, context, user, _own(onward))


@router.get("/reset")
def reset_page(request: Request) -> Response:
    """Where one asks for a new password."""
    return asked(request, "reset", asked=False)


@router.post("/reset", max_body_size=SMALL)
def reset(request: Request, context: Here, form: Sent) -> Response:
    """Ask for a new password: the same answer in the same time, whether or not there is such an account."""
    _from_our_form(request, form_token=text(form, "form"))
    _not_too_fast(request)
    resets.ask(context, email=text(form, "email", 300), address=_address(request))
    return asked(request, "reset", asked=True)


@router.post("/sign-out", max_body_size=SMALL)
def sign_out(request: Request, context: Here, _visitor: Guest, _form: Trusted) -> Response:
    """End the session, here and in the database."""
    sessions.end(context, request.cookies.get(cookie(request), ""))
    answer = go("/sign-in")
    answer.delete_cookie(cookie(request), path="/", secure=request.url.scheme == "https", httponly=True, samesite="lax")
    return answer


@router.get("/invite/{token}")
def invite_page(request: Request, context: Here, token: str) -> Response:
    """Where a password is set."""
    person = request.state.invited = accounts.invited(context, token)
    return asked(request, "invite", person=person, token=token, wrong="")


@router.post("/invite/{token}", max_body_size=SMALL)
def invite(request: Request, context: Here, token: str, form: Sent) -> Response:
    """Set the password, and go in."""
    _from_our_form(request, form_token=text(form, "form"))
    _not_too_fast(request)
    person = request.state.invited = accounts.invited(context, token)
    password = text(form, "password")
    wrong = "" if password == text(form, "again") else "differ"
    try:
        if not wrong:
            accounts.accept(context, token, password)
    except Invalid:
        wrong = "length"
    if wrong:
        return asked(request, "invite", status=422, person=person, token=token, wrong=wrong)
    return _onward(request, context, person, "")


def _form(request: Request, *, status: int = 200, onward: str = "", **values: object) -> Response:
    return asked(request, "sign-in", status=status, **for_sign_in(request) | {"next": onward} | values)


def _onward(request: Request, context: Context, user: User, onward: str, unsent: Unsent | None = None) -> Response:
    """In, or to the second step for those who set one: whichever way the first was taken."""
    if not user.totp_secret:
        return _signed_in(request, context, user, onward, unsent)
    half = second_factor.ask(context, user)
    answer: Response = go("/sign-in/code", next=onward)
    if unsent:
        answer = asked(request, "code", next=onward, failed=False, unsent=unsent)
    keep(request, answer, _HALF, half)
    return answer


def _signed_in(request: Request, context: Context, user: User, onward: str, unsent: Unsent | None = None) -> Response:
    token = sessions.begin(context, user, agent=request.headers.get("user-agent", ""))
    answer: Response = go(onward or "/")
    if unsent:
        request.state.user, request.state.form = user, sessions.form_token(token)
        answer = page(request, "unsent", unsent=unsent)
    keep(request, answer, "claimcheck", token, seconds=int(sessions.LONGEST.total_seconds()))
    return answer


def _back(request: Request, context: Context) -> str:
    return (context.settings.public_url or str(request.base_url).rstrip("/")) + "/sign-in/back"


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _from_our_form(request: Request, form_token: str) -> None:
    kept = request.cookies.get(cookie(request, FORM), "")
    if not kept or not same(kept, form_token):
        raise Forbidden("This form is too old. Go back, load the page again, and send it.", code="form.token")


def _not_too_fast(request: Request) -> None:
    buckets: Buckets = request.app.state.buckets
    wait = buckets.take(f"sign-in:{_address(request)}")
    if wait:
        raise TooMany("That was too fast; wait a little.", retry_after=wait)


def _own(path: str) -> str:
    """A path of ours to go on to; anything that could lead elsewhere is dropped."""
    plain = path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()
    return path if plain and len(path) < 500 else ""
