"""A real Chromium, before a live server over the desk."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import uvicorn
from browsing import ROOM, Overheard, act_as_people_do, sign_in
from desk import Desk
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect, sync_playwright

from claimcheck.services.context import Context
from claimcheck.services.people import accounts

PASSWORD = "correct horse battery"
SignedIn = Callable[..., Page]
expect.set_options(timeout=20_000)  # ms: beside a whole run of tests, a page takes longer than a person would wait


@pytest.hookimpl(tryfirst=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Over SQLite alone: what pages and calls ask of PostgreSQL is shown without a browser, at a tenth of the time."""
    if "database_url" in metafunc.fixturenames:
        metafunc.definition.add_marker(pytest.mark.parametrize("database_url", ["sqlite"], indirect=True))


@pytest.fixture(scope="module")  # while it runs, no test of this process can run a loop of its own
def chromium() -> Iterator[Browser]:
    """The machine's own Chromium, headless."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        pytest.skip("chromium is not installed: ./run setup test")
    with sync_playwright() as started, pytest.MonkeyPatch.context() as patch:
        act_as_people_do(patch)
        # As root, Chromium's own sandbox does not start; the pages are ours.
        browser = started.chromium.launch(executable_path=found, args=["--no-sandbox"] if os.geteuid() == 0 else [])
        yield browser
        browser.close()


@dataclass(frozen=True)
class Live:
    """A server over the desk; its machine works in the background."""

    desk: Desk
    context: Context
    address: str
    overheard: Overheard


@pytest.fixture
def live(desk: Desk, here: Context, app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> Iterator[Live]:
    """The app before real browsers, while the machine reads and judges beside it.

    After `desk.work()` nothing is left to do: what the machine has begun is done, too.
    """
    overheard = Overheard(app)
    config = uvicorn.Config(overheard, host="127.0.0.1", port=0, log_level="error")
    server = uvicorn.Server(config)
    serving = threading.Thread(target=server.run, daemon=True)
    serving.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    stopped, one_at_a_time, work = threading.Event(), threading.Lock(), desk.work

    def alone() -> int:
        with one_at_a_time:
            return work()

    monkeypatch.setattr(desk, "work", alone)

    def works() -> None:
        while not stopped.wait(0.1):
            desk.work()

    working = threading.Thread(target=works, daemon=True)
    working.start()
    yield Live(desk, here, f"http://127.0.0.1:{port}", overheard)
    stopped.set()
    server.should_exit = True
    working.join(10)
    serving.join(10)


@pytest.fixture
def enter(chromium: Browser, live: Live) -> Iterator[SignedIn]:
    """A signed-in page of a browser of its own: `enter("dealer", "D1")`."""
    contexts = []

    def made(role: str, organisation: str = "maker", *, language: str = "en", **how: Any) -> Page:
        context = chromium.new_context(**{"viewport": ROOM, **how})
        contexts.append(context)
        email = f"{role}-{organisation}-{len(contexts)}@example.com".lower()
        invited = accounts.create(
            live.context, maker_id="acme", email=email, name=f"{role} {len(contexts)}", organisation=organisation,
            role=role, language=language,
        )  # fmt: skip
        accounts.accept(live.context, invited.link.rpartition("/")[2], PASSWORD)
        page = context.new_page()
        sign_in(page, live.address, email, PASSWORD)
        return page

    yield made
    for context in contexts:
        context.close()
