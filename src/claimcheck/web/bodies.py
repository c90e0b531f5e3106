"""The cap on request bodies, counted while they arrive, and answered as problem+json, on the pages as a page."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from claimcheck.errors import TooLarge
from claimcheck.web.pages.draw import failed
from claimcheck.web.problems import too_large


def _refused(scope: Scope) -> Response:
    if scope["path"].startswith("/v1/"):
        return too_large()
    return failed(Request(scope), TooLarge("The request is larger than is taken here.", code="request.too_large"))


class Bodies:
    """ASGI middleware: no body longer than the cap (a route may have a lower one) gets in."""

    def __init__(self, app: ASGIApp, max_body_size: int) -> None:
        self.app = RequestBodyLimitMiddleware(app, max_body_size)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; Starlette's own refusal is plain text, and is put into our words."""
        replaced = False

        async def in_our_words(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start" and message["status"] == 413:
                replaced = Headers(raw=message["headers"]).get("content-type", "").startswith("text/plain")
                if replaced:
                    await _refused(scope)(scope, receive, send)
            if not replaced:
                await send(message)

        await self.app(scope, receive, in_our_words)
