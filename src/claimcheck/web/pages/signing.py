"""Sign in and out, set a password by a one-time link, choose a language."""

from __future__ import annotations

import secrets

from fastapi import APIRouter, Request, Response

from claimcheck.errors import Forbidden, Invalid, TooMany, Unauthorized
from claimcheck.services import accounts, sessions
from claimcheck.services.limits import Buckets
from claimcheck.web.auth import Here
from claimcheck.web.pages.access import Guest, Sent, Trusted, cookie, text
from claimcheck.web.pages.draw import PageRoute, go, page

router = APIRouter(route_class=PageRoute, include_in_schema=False)

_SMALL = 64 * 1024


@router.get("/")
def home(visitor: Guest) -> Response:
    """Where a person's work is."""
    homes = {"dealer": "/claims", "checker": "/batches", "manager": "/admin/programs", "region": "/claims"}
    return go(homes.get(visitor.actor.role, "/queue"))


@router.get("/sign-in")
def sign_in_page(request: Request, next: str = "") -> Response:  # noqa: A002 - the name in the address
    """The form; its token stands in a cookie too, so that no other site can sign a browser in."""
    return _asked(request, "sign-in", next=_own(next), failed=False, email="")


@router.post("/sign-in", max_body_size=_SMALL)
def sign_in(request: Request, context: Here, form: Sent) -> Response:
    """Prove who one is; every failure is answered alike."""
    _from_our_form(request, form_token=text(form, "form"))
    _not_too_fast(request)
    onward, email = _own(text(form, "next")), text(form, "email", 300)
    address = request.client.host if request.client else ""
    try:
        user = accounts.prove(context, email=email, password=text(form, "password"), address=address)
    except Unauthorized:
        return _asked(request, "sign-in", status=401, next=onward, failed=True, email=email)
    return _signed_in(request, sessions.begin(context, user), onward)


@router.post("/sign-out", max_body_size=_SMALL)
def sign_out(request: Request, context: Here, _visitor: Guest, _form: Trusted) -> Response:
    """End the session, here and in the database."""
    sessions.end(context, request.cookies.get(cookie(request), ""))
    answer = go("/sign-in")
    answer.delete_cookie(cookie(request), path="/", secure=request.url.scheme == "https", httponly=True, samesite="lax")
    return answer


@router.get("/invite/{token}")
def invite_page(request: Request, context: Here, token: str) -> Response:
    """Where a password is set."""
    return _asked(request, "invite", person=accounts.invited(context, token), token=token, wrong="")


@router.post("/invite/{token}", max_body_size=_SMALL)
def invite(request: Request, context: Here, token: str, form: Sent) -> Response:
    """Set the password, and go in."""
    _from_our_form(request, form_token=text(form, "form"))
    _not_too_fast(request)
    person, password = accounts.invited(context, token), text(form, "password")
    wrong = "" if password == text(form, "again") else "differ"
    try:
        if not wrong:
            accounts.accept(context, token, password)
    except Invalid:
        wrong = "length"
    if wrong:
        return _asked(request, "invite", status=422, person=person, token=token, wrong=wrong)
    return _signed_in(request, sessions.begin(context, person), "")


@router.get("/me")
def me(request: Request, _visitor: Guest) -> Response:
    """Who is signed in, and in which language."""
    return page(request, "me")


@router.post("/me", max_body_size=_SMALL)
def change_me(context: Here, visitor: Guest, form: Trusted) -> Response:
    """Change the language."""
    accounts.speak(context, visitor.user, text(form, "language"))
    return go("/me")


def _asked(request: Request, template: str, *, status: int = 200, **values: object) -> Response:
    """A page with a form for somebody who is not signed in."""
    token = request.cookies.get(cookie(request, "claimcheck-form")) or secrets.token_urlsafe(24)
    request.state.form = token
    answer = page(request, template, status=status, **values)
    answer.set_cookie(
        cookie(request, "claimcheck-form"), token, path="/", secure=request.url.scheme == "https", httponly=True,
        samesite="lax",
    )  # fmt: skip
    return answer


def _signed_in(request: Request, token: str, onward: str) -> Response:
    answer = go("/") if not onward else go(onward)
    answer.set_cookie(
        cookie(request), token, max_age=int(sessions.LONGEST.total_seconds()), path="/", httponly=True,
        secure=request.url.scheme == "https", samesite="lax",
    )  # fmt: skip
    return answer


def _from_our_form(request: Request, form_token: str) -> None:
    kept = request.cookies.get(cookie(request, "claimcheck-form"), "")
    if not kept or not sessions.same(kept, form_token):
        raise Forbidden("This form is too old. Go back, load the page again, and send it.", code="form.token")


def _not_too_fast(request: Request) -> None:
    buckets: Buckets = request.app.state.buckets
    wait = buckets.take(f"sign-in:{request.client.host if request.client else ''}")
    if wait:
        raise TooMany("That was too fast; wait a little.", retry_after=wait)


def _own(path: str) -> str:
    """A path of ours to go on to; anything that could lead elsewhere is dropped."""
    plain = path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()
    return path if plain and len(path) < 500 else ""
