"""Every page over a running stack full of life: what axe says of it, that nothing breaks its policy, and its picture.

`CLAIMCHECK_PICTURES=docs/images/pages` keeps the pictures, for the guides and docs/pages.md.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import sign_in
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize
from tour import MAIN, OPEN, TOUR, Stop

from claimcheck.services.context import open_context
from claimcheck.services.notices import mailing
from claimcheck.services.people import accounts
from claimcheck.services.running.stack import Stack, running
from claimcheck.settings import load_settings
from fixtures import town, town_life
from fixtures.people import Person
from fixtures.service import Service

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.redis, pytest.mark.timeout(900)]

PROGRAMS = Path(__file__).parents[3] / "fixtures" / "programs"
WINDOW: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
TALLEST = 1500
"""Pixels of a page that a picture shows at most."""

WIDTHS = (360, 768, 1920)
SERIOUS = {"serious", "critical"}
AXE = Axe().axe_script


@dataclass(frozen=True)
class Town:
    """A running stack in full swing, and who can sign in to it."""

    stack: Stack
    people: dict[str, Person]
    links: dict[str, str]


@pytest.fixture(scope="module")
def lively(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Everything for real: queue, workers, OCR; drawn papers decided, and people who have been at work."""
    folder = tmp_path_factory.mktemp("town")
    wide = {"rate_per_second": 1000, "rate_burst": 1000, "port": 0, "data_dir": folder / "data"}
    with running(load_settings(**wide, database_url="", blob_url="", redis_url="")) as stack:
        made = town.drawn(7, folder / "papers")
        context = open_context(stack.settings, migrate=False)
        who = town.settled(context)
        town.published(context, who["admin"].actor, PROGRAMS)
        service = Service.opened(stack.address, stack.settings, {str(claim["dealer"]) for claim in made.claims})
        town.claimed(service, made, folder / "papers")
        service.close()
        town_life.lived(context, who, made, folder / "papers")
        new = accounts.create(context, maker_id=context.settings.maker, email="new@hq.example", name="Ned New",
                              organisation="HQ", role="reviewer")  # fmt: skip
        with context.database.transaction() as conn:
            way_out = mailing.unsubscribe_path(conn, who["dealer"].actor.id, context.clock())
        context.close()
        people = {name: one.person for name, one in who.items()}
        yield Town(stack, people, {"{invite}": new.link, "{unsubscribe}": way_out})


def visit(page: Page, address: str, stop: Stop, links: dict[str, str]) -> None:
    """Go to a stop by its link or button."""
    if stop.path:
        page.goto(address + links.get(stop.path, stop.path))
    if stop.act:
        stop.act(page)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(400)  # boxes glide into view


def keep(page: Page, stop: Stop, how: str) -> None:
    """Keep the stop's picture, from its top on, where pictures are asked for."""
    folder = os.environ.get("CLAIMCHECK_PICTURES")
    if not folder:
        return
    Path(folder).mkdir(parents=True, exist_ok=True)
    page.evaluate("scrollTo(0, 0)")
    image = Image.open(io.BytesIO(page.screenshot(full_page=not stop.window)))
    shown = image.crop((0, 0, image.width, min(image.height, TALLEST)))
    shown.save(Path(folder) / f"{stop.name}-{how}.webp", quality=70, method=6)


def keep_on_phone(page: Page, stop: Stop) -> None:
    """Keep the stop's picture as a phone shows it, where pictures are asked for: touched, and with a camera."""
    if not os.environ.get("CLAIMCHECK_PICTURES") or page.context.browser is None:
        return
    phone = page.context.browser.new_context(
        viewport=PHONE, has_touch=True, is_mobile=True, storage_state=page.context.storage_state()
    )
    held = phone.new_page()
    held.goto(page.url)
    if not stop.window:  # a picture of the whole page would be taken as of a screen without touch
        tall = held.evaluate("document.documentElement.scrollHeight")
        held.set_viewport_size({**PHONE, "height": min(TALLEST, max(tall, PHONE["height"]))})
    held.wait_for_load_state("networkidle")
    held.wait_for_timeout(400)
    keep(held, Stop(stop.name, stop.path, window=True), "phone")
    phone.close()


def faults_of(page: Page) -> list[str]:
    """What axe finds that keeps somebody out, and whether the page runs over its side."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate("options => axe.run(options)", {"resultTypes": ["violations"]})["violations"]
    faults = [
        f"{one['id']}: {node['html'][:160]}" for one in found if one["impact"] in SERIOUS for node in one["nodes"][:3]
    ]
    wide, room = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return faults + ([f"runs over to {wide} px"] if wide > room else [])


def looked(page: Page, stop: Stop) -> dict[str, list[str]]:
    """A stop in both themes, wide and, where it is one of the main ones, on a phone; what is wrong with it."""
    faults: dict[str, list[str]] = {}
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        keep(page, stop, theme)
        faults[f"{stop.name} {theme}"] = faults_of(page)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)
    if stop.phone:
        keep_on_phone(page, stop)
    faults[f"{stop.name} phone"] = faults_of(page)
    page.set_viewport_size(WINDOW)
    return faults


def room(chromium: Browser, town_: Town, role: str, said: list[str], **how: Any) -> tuple[BrowserContext, Page]:
    """A browser of that role's, signed in; what it complains of is put down."""
    context = chromium.new_context(**{"viewport": WINDOW, "reduced_motion": "reduce", **how})
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    if role:
        person = town_.people[role]
        sign_in(page, town_.stack.address, person.email, person.password)
    return context, page


@pytest.mark.parametrize("role", ["", *TOUR])
def test_every_page_is_open_to_all_senses_and_keeps_its_policy(role: str, lively: Town, chromium: Browser) -> None:
    said: list[str] = []
    context, page = room(chromium, lively, role, said)
    faults: dict[str, list[str]] = {}
    for stop in TOUR[role] if role else OPEN:
        visit(page, lively.stack.address, stop, lively.links)
        faults |= looked(page, stop)
    context.close()
    assert {name: found for name, found in faults.items() if found} == {}
    assert [one for one in said if "status of 4" not in one] == []


def speak(page: Page, address: str, language: str) -> None:
    """Choose a language on one's own page."""
    page.goto(f"{address}/me")
    page.get_by_label(language).check()
    page.locator("form:has([name=language]) button").first.click()
    page.wait_for_load_state()


@pytest.mark.parametrize("role", ["dealer", "reviewer", "checker", "admin"])
def test_the_main_pages_are_open_to_all_senses_in_chinese_at_every_width(
    role: str, lively: Town, chromium: Browser
) -> None:
    said: list[str] = []
    context, page = room(chromium, lively, role, said)
    speak(page, lively.stack.address, "简体中文")
    faults: dict[str, list[str]] = {}
    for stop in MAIN[role]:
        visit(page, lively.stack.address, stop, lively.links)
        assert page.locator("html").get_attribute("lang") == "zh-Hans", stop.name
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            faults[f"{stop.name} {width}"] = faults_of(page)
        page.set_viewport_size(WINDOW)
    speak(page, lively.stack.address, "English")
    context.close()
    assert {name: found for name, found in faults.items() if found} == {}
    assert [one for one in said if "status of 4" not in one] == []
