"""Drawing: a template, the words of the reader's language, and the headers that keep a page to itself."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from importlib.resources import files
from typing import Any, Final
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.types import Receive, Scope, Send

from claimcheck.errors import ClaimcheckError, missing
from claimcheck.model.languages import LANGUAGES
from claimcheck.model.programs import Program
from claimcheck.services import naming
from claimcheck.services.notices import inbox
from claimcheck.services.notices.wording import fix_of, question_of, reason_of
from claimcheck.services.people import oidc
from claimcheck.services.words import WRITING, sentence, value_of
from claimcheck.store.people.accounts import User
from claimcheck.web.pages.access import FactorFirst, SignInFirst, cookie
from claimcheck.web.pages.sheet import carried
from claimcheck.web.pages.templates import Templates
from claimcheck.web.pages.unsent import Unsent, sent_in_vain
from claimcheck.web.pages.words import amount, clock, day, instant, moment, word
from claimcheck.web.problems import log_fault
from claimcheck.web.roles import OPEN, PAGES

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)

FORM: Final = "claimcheck-form"
"""The cookie that proves that a stranger's form is ours."""

_SPOKEN: Final[Mapping[str, Callable[..., str]]] = {
    "t": word, "when": instant, "clock": clock, "moment": moment, "money": amount, "day": day, "valued": value_of,
    "say": sentence, "reason_of": reason_of, "fix_of": fix_of, "question_of": question_of,
}  # fmt: skip
"""What a template says in the reader's language."""


@cache
def _templates(language: str) -> Templates:
    marks = WRITING[language]
    return Templates(
        language, static=static, colon=marks.colon, comma=marks.comma, semicolon=marks.semicolon, listed=marks.listed,
        carried=carried,
    )  # fmt: skip


@cache
def static(name: str) -> str:
    """The address of a static file; another content has another address, so that browsers may keep it."""
    digest = hashlib.sha256((files("claimcheck.web") / "static" / name).read_bytes()).hexdigest()
    return f"/static/{name}?v={digest[:12]}"


def page(request: Request, template: str, *, status: int = 200, address: str = "", **values: Any) -> HTMLResponse:
    """Draw a page in the reader's language; `address` is its own, where it answers a form that stood elsewhere."""
    language, limits = language_of(request), request.app.state.context.settings
    user = getattr(request.state, "user", None)
    shown = _templates(language).get_template(f"{template}.html").render(
        language=language, user=user, may=partial(_may, user), form=getattr(request.state, "form", ""),
        path=request.url.path, posted=request.method == "POST", address=address,
        most_mb=f"{limits.max_file_bytes / 1_000_000:.4g}", most_pages=limits.max_pages,
        unread=inbox.unread(request.app.state.context, user) if user else 0,
        writing=WRITING,
        **_spoken(language), **_named(request, user, language), **values,
    )  # fmt: skip
    return HTMLResponse(shown, status, headers={"Content-Security-Policy": POLICY, "Vary": "Accept-Language, Cookie"})


@cache
def _spoken(language: str) -> Mapping[str, Callable[..., Any]]:
    return {name: partial(say, language) for name, say in _SPOKEN.items()}


def _named(request: Request, user: User | None, language: str) -> Mapping[str, Callable[..., Any]]:
    """How programs and dealers are called; asked for where a page says one, and once for all that it says."""
    context, known = request.app.state.context, dict[str, str]()

    @cache
    def rules() -> Mapping[str, Program]:
        return naming.rules(context, user.maker_id) if user else {}

    def program_name(name: str) -> str:
        return (rules()[name].title_in(language) if name in rules() else "") or name

    def by_title(programs: Iterable[Any]) -> list[Any]:
        return sorted(programs, key=lambda one: program_name(str(getattr(one, "name", one))).casefold())

    def program_currency(name: str) -> str:
        return rules()[name].currency if name in rules() else ""

    def dealer_name(number: str, among: Sequence[str] = ()) -> str:
        if number not in known and user is not None:
            asked = {number, *among}
            known.update({one: one for one in asked} | dict(naming.dealers(context, user.maker_id, asked)))
        return known.get(number) or number

    return {
        "program_name": program_name, "program_currency": program_currency, "dealer_name": dealer_name,
        "by_title": by_title,
    }  # fmt: skip


def _may(user: User | None, path: str) -> bool:
    """Whether the one who is signed in may open that page: links to others are not drawn."""
    return user is not None and user.role in PAGES.get(("GET", path), OPEN)


def language_of(request: Request) -> str:
    """The language of whoever is signed in or was invited, else the one that the browser asks for first."""
    user = getattr(request.state, "user", None) or getattr(request.state, "invited", None)
    if user is not None and user.language in LANGUAGES:
        return str(user.language)
    first = request.headers.get("accept-language", "").split(",")[0].lower()
    asked = first.replace(";", "-").partition("-")[0].strip()
    return next((one for one in LANGUAGES if one.partition("-")[0] == asked), LANGUAGES[0])


def go(path: str, **query: str) -> RedirectResponse:
    """Send the browser on to a page of ours, by GET."""
    asked = "&".join(f"{name}={quote(value, safe='')}" for name, value in query.items() if value)
    return RedirectResponse(f"{path}?{asked}" if asked else path, 303)


class PageRoute(APIRoute):
    """A route whose errors are drawn as pages."""

    def get_route_handler(self) -> Callable[[Request], Awaitable[Response]]:  # type: ignore[override]
        """The handler, with errors caught around it."""
        inner = super().get_route_handler()

        async def handle(request: Request) -> Response:
            try:
                return await inner(request)
            except SignInFirst:
                if request.method == "GET":
                    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
                    return go("/sign-in", next="" if wanted == "/" else wanted)
                unsent = await sent_in_vain(request)
                return (
                    asked(request, "sign-in", status=401, **for_sign_in(request, unsent)) if unsent else go("/sign-in")
                )
            except FactorFirst:
                return go("/me/second-factor")
            except ClaimcheckError as error:
                return failed(request, error)
            except RequestValidationError:
                return failed(request, missing("page"))
            except HTTPException:
                raise
            except Exception as error:
                log_fault(request, error)
                return page(request, "error", status=500, code="internal", message="")

        return handle

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; to ask by GET for what is only sent is told as a page, too."""
        if not self.methods or scope["method"] in self.methods:
            await super().handle(scope, receive, send)
            return
        answer = page(Request(scope, receive), "error", status=405, code="not_found", message="")
        answer.headers["Allow"] = ", ".join(sorted(self.methods))
        await answer(scope, receive, send)


def asked(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A page with a form for somebody who is not signed in: its token stands in a cookie, too."""
    token = request.cookies.get(cookie(request, FORM)) or secrets.token_urlsafe(24)
    request.state.form = token
    answer = page(request, template, status=status, **values)
    keep(request, answer, FORM, token)
    return answer


def for_sign_in(request: Request, unsent: Unsent | None = None) -> dict[str, Any]:
    """What the sign-in form starts from."""
    offered = oidc.offered(request.app.state.context.settings)
    return {"next": "", "failed": "", "email": "", "unsent": unsent, "directory": offered}


def keep(request: Request, answer: Response, name: str, value: str, *, seconds: int | None = None) -> None:
    """Have the browser keep a secret that no script and no other site gets at."""
    answer.set_cookie(
        cookie(request, name), value, max_age=seconds, path="/", httponly=True, secure=request.url.scheme == "https",
        samesite="lax",
    )  # fmt: skip


def failed(request: Request, error: ClaimcheckError) -> HTMLResponse:
    """The page of an error: what is wrong, and the one act that mends it."""
    if error.status >= 500:
        log_fault(request, error)
    return page(request, "error", status=error.status, code=error.code, message=error.message)


def query_of(values: Mapping[str, str | None]) -> str:
    """A query string of those values that there are."""
    return "&".join(f"{name}={quote(value, safe='')}" for name, value in values.items() if value)
