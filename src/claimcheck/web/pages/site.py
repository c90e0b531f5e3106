"""All pages and static files, hung into the app."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from typing import Any

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from claimcheck.errors import ClaimcheckError, TooMany
from claimcheck.web.pages import (
    admin,
    admin_people,
    admin_programs,
    appeals,
    assigning,
    batches,
    bulk,
    claims,
    desk,
    desk_queue,
    inbox,
    me,
    newclaim,
    outgoing,
    pairs,
    signing,
)
from claimcheck.web.pages.access import recognise
from claimcheck.web.pages.draw import failed, page


class Kept(StaticFiles):
    """Static files; their addresses change with their content, so browsers may keep them for good."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, with leave to keep it."""
        answer = await super().get_response(path, scope)
        if answer.status_code == 200:
            answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return answer


ROUTERS = (
    admin.router,
    admin_people.router,
    admin_programs.router,
    signing.router,
    me.router,
    newclaim.router,
    bulk.router,
    claims.router,
    desk.router,
    desk_queue.router,
    pairs.router,
    appeals.router,
    batches.router,
    assigning.router,
    inbox.router,
    outgoing.router,
)
"""`newclaim` before `claims`: `/claims/new` is no claim's address."""


def _as_page(otherwise: Any) -> Callable[[Request, Exception], Response]:
    """Tell somebody at a browser in a page what others are told as problem+json: that an address leads nowhere."""

    def told(request: Request, error: Exception) -> Response:
        browsing = "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/v1/")
        if browsing and getattr(error, "status_code", 0) == 404:
            return _nowhere(request)
        answer: Response = otherwise(request, error)
        return answer

    return told


def _nowhere(request: Request) -> Response:
    """The page of an address that leads nowhere: for whoever is signed in, or for nobody where that cannot be known."""
    try:
        user = recognise(request)
        if user is not None and request.app.state.buckets.take(user.id):
            return failed(request, TooMany("That was too fast; wait a little."))
        return page(request, "error", status=404, code="not_found", message="")
    except ClaimcheckError:
        request.state.user = None
        return page(request, "error", status=404, code="not_found", message="")


def install(app: FastAPI) -> None:
    """Serve the pages."""
    for router in ROUTERS:
        app.include_router(router)
    app.add_exception_handler(HTTPException, _as_page(app.exception_handlers[HTTPException]))
    app.mount("/static", Kept(directory=str(files("claimcheck.web") / "static")), name="static")
