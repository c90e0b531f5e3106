"""What every test in a real browser does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Final, NamedTuple

import pytest
from playwright.sync_api import Locator, Page, Route, ViewportSize

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
    """Wait until a task is open."""
    page.wait_for_selector("#decide", state="attached")


def send_by_keys(page: Page) -> None:
    """Send what is chosen, and wait for the page that comes: it may look like the one before."""
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")


HANDS: Final = (
    "check", "click", "dispatch_event", "fill", "focus", "press", "select_option", "set_input_files", "tap", "uncheck",
)  # fmt: skip


def act_as_people_do(patch: pytest.MonkeyPatch) -> None:
    """Have all that tests do on pages wait until their scripts have run.

    A person sees nothing of a page before that, but a test acts as soon as there is something to act upon.
    """
    for kind in (Page, Locator):
        for name in HANDS:
            patch.setattr(kind, name, _later(getattr(kind, name)))
    for name in ("keyboard", "mouse"):
        patch.setattr(Page, name, property(_later(getattr(Page, name).fget)))


def _later(act: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(act)
    def acted(on: Page | Locator, *what: Any, **how: Any) -> Any:
        page = on if isinstance(on, Page) else on.page
        upon = page.locator(what[0]) if on is page and what else on
        if isinstance(upon, Locator):  # it may be on a page that is yet to come
            upon.first.wait_for(state="attached", timeout=how.get("timeout"))
        page.wait_for_load_state("domcontentloaded")
        return act(on, *what, **how)

    return acted


def hold(page: Page, address: str, *, only: Callable[[Route], bool] = lambda _: True) -> list[Route]:
    """What the page asks for there from now on; it waits until the test lets it go on."""
    held: list[Route] = []
    page.route(address, lambda route: held.append(route) if only(route) else route.continue_())
    return held


def uploads(route: Route) -> bool:
    """Whether files of a new claim go up."""
    return b'name="act"\r\n\r\nupload' in (route.request.post_data_buffer or b"")


def let_go(page: Page, held: list[Route]) -> None:
    """Let go on what a route holds, once it is held: a page says that it sends before it does."""
    while not held:
        page.wait_for_timeout(20)
    held.pop(0).continue_()
