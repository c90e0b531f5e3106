"""All pages and static files, hung into the app."""

from __future__ import annotations

from importlib.resources import files

from fastapi import FastAPI
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

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


def install(app: FastAPI) -> None:
    """Serve the pages."""
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/static", Kept(directory=str(files("claimcheck.web") / "static")), name="static")
