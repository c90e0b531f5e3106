"""What every test in a real browser does."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from playwright.sync_api import Page, ViewportSize

ROOM: Final[ViewportSize] = {"width": 1280, "height": 800}
OVERHEARD: Final = "x-overheard"


class Answer(NamedTuple):
    """What a server sent for one request."""

    path: str
    status: int
    kind: str
    body: bytes


@dataclass
class Overheard:
    """An app, and all it answers to the pages that ask with `overhear`.

    It listens at the server: a browser drops the bodies of a page that it has left, so asking it for them loses some.
    """

    app: Any
    answers: list[Answer] = field(default_factory=list)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve one request (ASGI)."""
        if OVERHEARD.encode() not in dict(scope.get("headers", ())):
            await self.app(scope, receive, send)
            return
        parts: list[bytes] = []
        start: dict[str, Any] = {}

        async def told(message: Any) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            parts.append(message.get("body", b""))
            await send(message)

        await self.app(scope, receive, told)
        kind = dict(start["headers"]).get(b"content-type", b"").decode()
        self.answers.append(Answer(scope["path"], start["status"], kind, b"".join(parts)))


def overhear(page: Page) -> None:
    """From now on, keep what the server answers to this page."""
    page.set_extra_http_headers({OVERHEARD: "1"})


def sign_in(page: Page, address: str, email: str, password: str) -> None:
    """Sign in as a person does."""
    page.goto(f"{address}/sign-in")
    page.fill("input[name=email]", email)
    page.fill("input[name=password]", password)
    page.click("main form button.primary")
    page.wait_for_url(lambda url: "/sign-in" not in url)


def at_the_desk(page: Page) -> None:
    """Wait until a task is open and its keys work: scripts run once the page is there."""
    page.wait_for_selector("#decide", state="attached")
    page.wait_for_load_state("load")
