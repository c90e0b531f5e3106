"""A client of the app that asks for whole answers: FastAPI's own hands a body from thread to thread piece by piece."""

import sys
from typing import Any

import httpx
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

_BODILESS = (204, 304)
# httpx looks for this library at each request, through all folders that modules may be in; the app runs on asyncio.
sys.modules.setdefault("sniffio", None)  # type: ignore[arg-type]


class Client(TestClient):
    """The test client as we use it: within `with`, nothing streamed.

    Attributes:
        faults: whether a fault of the app is answered, as a server does; else it fails the test, so that what a page
            does not say is never missing because there is no page.
    """

    faults = False

    def __init__(self, app: FastAPI, **more: Any) -> None:
        super().__init__(app, **more)
        self._transport = _Whole(self)


class _Whole(httpx.BaseTransport):
    def __init__(self, client: Client) -> None:
        self._client = client
        self._app = httpx.ASGITransport(self._served, client=("testclient", 50_000))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        assert self._client.portal, "use it in a with statement"
        return self._client.portal.call(self._answer, request)

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        answer = await self._app.handle_async_request(request)
        assert isinstance(answer.stream, httpx.AsyncByteStream)
        content = b"".join([part async for part in answer.stream])
        assert self._client.faults or answer.status_code != 500, f"{request.method} {request.url}: {content[-2000:]!r}"
        told = answer.headers.get("content-length")
        if told is not None and request.method != "HEAD" and answer.status_code not in _BODILESS:
            assert int(told) == len(content), f"{request.method} {request.url} tells another length than it sends"
        return httpx.Response(answer.status_code, headers=answer.headers, content=content, request=request)

    async def _served(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The app; a fault of it that it did not answer whole is raised here, whatever was sent by then."""
        status, whole = 0, False

        async def sent(message: Message) -> None:
            nonlocal status, whole
            if message["type"] == "http.response.start":
                status = message["status"]
            elif message["type"] == "http.response.body":
                whole = not message.get("more_body", False)
            await send(message)

        try:
            await self._client.app(scope, receive, sent)
        except Exception:
            if not (self._client.faults and status == 500 and whole):
                raise
