"""A client of the app that asks for whole answers: FastAPI's own hands a body from thread to thread piece by piece."""

from typing import Any

import httpx
from fastapi import FastAPI
from fastapi.testclient import TestClient


class Client(TestClient):
    """The test client as we use it: within `with`, nothing streamed, faults of the app answered as a server does."""

    def __init__(self, app: FastAPI, **more: Any) -> None:
        super().__init__(app, raise_server_exceptions=False, **more)
        self._transport = _Whole(self)


class _Whole(httpx.BaseTransport):
    def __init__(self, client: TestClient) -> None:
        self._client = client
        self._app = httpx.ASGITransport(client.app, raise_app_exceptions=False, client=("testclient", 50_000))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        assert self._client.portal, "use it in a with statement"
        return self._client.portal.call(self._answer, request)

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        answer = await self._app.handle_async_request(request)
        return httpx.Response(answer.status_code, headers=answer.headers, content=await answer.aread(), request=request)
