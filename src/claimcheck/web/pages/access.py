"""Who opens a page: the dependencies that hold every request for one against the table of roles."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final

from fastapi import Depends, Request
from starlette.datastructures import FormData

from claimcheck.errors import Forbidden, Invalid, TooMany, Unauthorized, missing
from claimcheck.model.documents import FIELDS
from claimcheck.model.parties import Actor
from claimcheck.services.claiming import draft_lines
from claimcheck.services.people.hashes import same
from claimcheck.services.people.sessions import form_token, whose
from claimcheck.services.rate_limits import Buckets
from claimcheck.store.people.accounts import User
from claimcheck.web.auth import context_of
from claimcheck.web.roles import PAGES


class FactorFirst(Forbidden):
    """The organisation asks for a second factor that the person has not set: the browser is sent to where one can."""


class SignInFirst(Unauthorized):
    """Nobody is signed in: the browser is sent to where one can."""


MOST_FIELDS: Final = 2 * draft_lines.MOST_SENT * (len(FIELDS) + len(draft_lines.OWN))
"""Fields that a form may have: two for each value that each of the most lines of a claim may state."""

SMALL: Final = 64 * 1024
"""Bytes that a form of typed words alone may have."""

_LAST_FENCE: Final = 2**31 - 1  # what a column holds
_WITHOUT_FACTOR: Final = frozenset({"/me/second-factor", "/sign-out"})


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who looks at a page.

    Attributes:
        form: what every form of this session carries.
    """

    user: User
    actor: Actor
    form: str


def cookie(request: Request, name: str = "claimcheck") -> str:
    """The name of a cookie: under https one that no other host or path can set."""
    return f"__Host-{name}" if request.url.scheme == "https" else name


def visitor(request: Request) -> Visitor:
    """Who is signed in, within the limit of requests and the roles of the page.

    Raises:
        SignInFirst: without a session that works.
        TooMany: when the person asks too often.
        FactorFirst: when the person is to set a second factor before anything else.
        Forbidden: when the role may not open this page.
    """
    user = recognise(request)
    if user is None:
        raise SignInFirst("Sign in first.")
    buckets: Buckets = request.app.state.buckets
    wait = buckets.take(user.id)
    if wait:
        raise TooMany("That was too fast; wait a little.", retry_after=wait)
    if user.owes_factor and request.scope["route"].path not in _WITHOUT_FACTOR:
        raise FactorFirst("Set a second step first.")
    if user.role not in PAGES.get((request.method, request.scope["route"].path), frozenset()):
        raise Forbidden("Your role does not open this page.")
    return Visitor(user, user.actor(), request.state.form)


def recognise(request: Request) -> User | None:
    """Who is signed in, whatever is asked for: the page is drawn for them, in their language."""
    token = request.cookies.get(cookie(request), "")
    user = whose(context_of(request), token) if token else None
    if user is not None:
        request.state.user = user
        request.state.form = form_token(token)
    return user


def is_still(request: Request, before: Visitor) -> bool:
    """Whether the session of a request works still, and its person is who it was: asked while an answer goes on."""
    user = whose(context_of(request), request.cookies.get(cookie(request), ""))
    return user is not None and user.actor() == before.actor


Guest = Annotated[Visitor, Depends(visitor)]
"""A parameter of this type makes a page one that needs somebody signed in."""


async def sent(request: Request) -> AsyncIterator[FormData]:
    """The form that was sent, whoever sent it; a browser that says it comes from another site is refused.

    Raises:
        Forbidden: `form.elsewhere`.
    """
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Forbidden("This form was sent from another site.", code="form.elsewhere")
    form = await request.form(max_files=100, max_fields=MOST_FIELDS)
    try:
        yield form
    finally:
        await form.close()


async def trusted(_visitor: Guest, form: Annotated[FormData, Depends(sent)]) -> FormData:
    """The form that the signed-in person sent from a page of ours.

    Raises:
        Forbidden: `form.token`, without the session's token.
    """
    if not same(text(form, "form"), _visitor.form):
        raise Forbidden("This form is from an earlier session. Go back, load the page again, and send it.",
                        code="form.token")  # fmt: skip
    return form


Sent = Annotated[FormData, Depends(sent)]
Trusted = Annotated[FormData, Depends(trusted)]
"""A parameter of this type gets a form whose token was checked."""


def text(form: FormData, name: str, most: int = 4000) -> str:
    """One value of a form; empty where it is missing.

    Raises:
        Invalid: `form.text`, for what cannot be stored.
    """
    value = form.get(name, "")
    if not isinstance(value, str):
        return ""
    if any(ord(c) < 32 and c not in "\t\r\n" for c in value) or any("\ud800" <= c <= "\udfff" for c in value):
        raise Invalid("The form holds characters that cannot be taken.", code="form.text")
    return value[:most]


def day_of(typed: str) -> date | None:
    """A day as a browser's date field sends it; None for anything else."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def no_days(asked: Mapping[str, str], *names: str) -> tuple[str, ...]:
    """Which of the days that a list was to be narrowed by are none: the page says so at their fields."""
    return tuple(name for name in names if asked.get(name) and day_of(asked[name]) is None)


def fence_in(form: FormData) -> int:
    """The fence that a form carries, which proves that the task is its sender's.

    Raises:
        NotFound: what no task has.
    """
    given = text(form, "fence", 11)
    if not given.isascii() or not given.isdigit() or int(given) > _LAST_FENCE:
        raise missing("task")
    return int(given)
