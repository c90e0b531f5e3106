"""A real Chromium, before a live server over the desk, and before a whole running stack with drawn papers."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from browsing import ROOM, Overheard, sign_in
from desk import Desk
from playwright.sync_api import Browser, Page, sync_playwright

from claimcheck.services import accounts
from claimcheck.services.context import Context, open_context
from claimcheck.services.stack import Stack, running
from claimcheck.settings import load_settings
from claimcheck.web.app import create_app
from fixtures import exam
from fixtures.people import Person, staff, wrong_paper
from fixtures.service import Service

PASSWORD = "correct horse battery"
PROGRAMS = Path(__file__).parents[3] / "fixtures" / "programs"
SignedIn = Callable[..., Page]


@pytest.fixture(scope="module")  # while it runs, no test of this process can run a loop of its own
def chromium() -> Iterator[Browser]:
    """The machine's own Chromium, headless."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        pytest.skip("chromium is not installed: ./run setup test")
    with sync_playwright() as started:
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
def live(desk: Desk, here: Context) -> Iterator[Live]:
    """The app before real browsers, while the machine reads and judges beside it."""
    overheard = Overheard(create_app(context=here))
    config = uvicorn.Config(overheard, host="127.0.0.1", port=0, log_level="error")
    server = uvicorn.Server(config)
    serving = threading.Thread(target=server.run, daemon=True)
    serving.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    stopped = threading.Event()

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


@dataclass(frozen=True)
class Running:
    """A whole stack with drawn claims, and people with work to do."""

    stack: Stack
    people: dict[str, Person]
    papers: Path


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Everything for real: queue, workers, OCR; drawn papers decided, and a claim that came back."""
    folder = tmp_path_factory.mktemp("town")
    wide = {"rate_per_second": 1000, "rate_burst": 1000, "port": 0, "data_dir": folder / "data"}
    with running(load_settings(**wide, database_url="", blob_url="", redis_url="")) as stack:
        papers = folder / "exam"
        made = exam.draw(8, receipts=6, invoices=2, cars=1)
        exam.save(made, papers)
        dealers = {str(claim["dealer"]) for claim in made.claims}
        service = Service.opened(stack.address, stack.settings, dealers)
        service.publish(PROGRAMS)
        service.import_sales(papers / "sales.csv")
        for claim in made.claims:
            service.submit(claim, [service.upload(claim["dealer"], papers / name) for name in claim["documents"]])
        dealer = str(made.claims[0]["dealer"])
        wrong_paper(service, papers, 9, dealer)
        list(service.until_decided(seconds=600, every=1.0))
        service.close()
        context = open_context(stack.settings, migrate=False)
        people = {person.role: person for person in staff(context, [dealer])}
        context.close()
        yield Running(stack, people, papers)
