"""The cap on request bodies, counted while they arrive, and answered as problem+json like every other error."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from claimcheck.web.problems import too_large


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
                    await too_large()(scope, receive, send)
            if not replaced:
                await send(message)

        await self.app(scope, receive, in_our_words)
