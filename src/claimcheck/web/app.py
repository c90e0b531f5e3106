"""The web application: wiring only."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from fastapi_offline import FastAPIOffline

from claimcheck import __version__
from claimcheck.services.blob_check import check_files
from claimcheck.services.context import Context, open_context
from claimcheck.services.rate_limits import buckets
from claimcheck.settings import load_settings
from claimcheck.web import problems
from claimcheck.web.api import appeals, batches, claims, desk, documents, health, programs, sales, tasks, webhooks
from claimcheck.web.bodies import Bodies
from claimcheck.web.headers import SafeHeaders
from claimcheck.web.metrics import Metrics, Timed
from claimcheck.web.pages import site
from claimcheck.web.schemas import Problem
from claimcheck.web.stream import running

_DESCRIPTION = """Upload documents, claim on them, follow each claim to its verdict.

Every error is `application/problem+json` with a stable `code`. Amounts are plain decimals in strings, dates ISO, times
UTC. `POST` calls may carry an `Idempotency-Key`."""

_PROBLEM = {"$ref": f"#/components/schemas/{Problem.__name__}"}
_ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"description": text, "content": {"application/problem+json": {"schema": _PROBLEM}}}
    for status, text in (
        (401, "No key, or one that does not work"),
        (403, "The key's role may not do this"),
        (404, "It does not exist, or is another's"),
        (409, "Not possible in the present state"),
        (413, "Larger than a cap"),
        (415, "A file of a kind that is not read here"),
        (422, "The payload says something that cannot be accepted"),
        (429, "The key asks too often; see Retry-After"),
        (503, "The database or the file store does not answer; try again"),
    )
}


def create_app(*, context: Context | None = None) -> FastAPI:
    """The application, ready for a server.

    Args:
        context: opened already; without it, one is opened from the environment's settings.
    """
    if context is None:
        context = open_context(load_settings())
        check_files(context)
    configured = context.settings

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with running(app.state.context) as hub:
            app.state.hub = hub
            yield

    app = FastAPIOffline(  # /docs with its scripts from this machine: no page of ours calls another
        title="claimcheck",
        version=__version__,
        description=_DESCRIPTION,
        lifespan=lifespan,
        responses=_ERRORS,
        redoc_url=None,
    )
    stand_on(app, context)
    problems.install(app)
    app.add_middleware(Bodies, max_body_size=configured.max_request_bytes)
    app.add_middleware(SafeHeaders)
    app.add_middleware(Timed)
    for module in (health, documents, claims, desk, tasks, appeals, sales, programs, webhooks, batches):
        app.include_router(module.router)
    site.install(app)
    return app


def stand_on(app: FastAPI, context: Context) -> None:
    """Have an app answer from this context, with limits and metrics that begin anew."""
    app.state.context = context
    app.state.metrics = Metrics(context)
    app.state.buckets = buckets(context.settings)
