"""Every page over a whole running stack: what axe says of it, that nothing breaks its policy, and its picture.

`CLAIMCHECK_PICTURES=docs/images/pages` keeps the pictures, for the guides.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import ROOM, sign_in
from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.redis, pytest.mark.timeout(900)]

PAGES = {
    "dealer": ("/claims", "link:/claims/", "/claims/new", "/claims/new/counter-uk", "/bulk", "/inbox", "/me",
               "/me/second-factor"),
    "reviewer": ("/queue", "next:/queue", "/claims", "link:/claims/", "/appeals", "/questions", "/inbox"),
    "checker": ("/batches", "pull:/batches", "link:/tasks/"),
    "admin": ("/admin", "/admin/people", "/admin/orgs", "/admin/keys", "/admin/programs",
              "/admin/programs/counter-uk/1", "/admin/imports", "/admin/health", "/admin/settings", "/admin/audit",
              "/admin/notices", "/admin/notices/texts", "/admin/webhooks", "/assign"),
}  # fmt: skip
SERIOUS = {"serious", "critical"}


def opened(page: Page, address: str, step: str) -> str:
    """Go where a step leads, and name the place: a page, the first link of a kind, or what a button brings."""
    kind, _, path = step.rpartition(":")
    if kind == "link":
        page.locator(f'main a[href*="{path}"]').first.click()
    elif kind:
        page.goto(address + path)
        page.locator("main form button.primary").first.click()
    else:
        page.goto(address + step)
    page.wait_for_load_state("networkidle")
    at = page.url.removeprefix(address).split("?")[0]
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "id", at).strip("/").replace("/", "-")


def keep(page: Page, name: str) -> None:
    """Keep the page's picture where pictures are asked for."""
    folder = os.environ.get("CLAIMCHECK_PICTURES")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(folder) / f"{name}.png"))


def faults_of(page: Page) -> list[str]:
    """What axe finds that keeps somebody out."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {node['html'][:160]}" for one in found if one["impact"] in SERIOUS for node in one["nodes"][:3]
    ]


@pytest.mark.parametrize("role", PAGES)
def test_every_page_is_open_to_all_senses_and_keeps_its_policy(role: str, town: Any, chromium: Browser) -> None:
    person, address = town.people[role], town.stack.address
    context = chromium.new_context(viewport=ROOM, reduced_motion="reduce")
    page, said, faults = context.new_page(), [], {}
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    sign_in(page, address, person.email, person.password)
    for step in PAGES[role]:
        name = f"{role}-{opened(page, address, step)}"
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            keep(page, f"{name}-{theme}")
            if found := faults_of(page):
                faults[f"{name} {theme}"] = found
        page.set_viewport_size({"width": 360, "height": 740})
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > 360:
            faults[f"{name} phone"] = [f"scrolls sideways to {wide} px"]
        if theme == "dark":
            keep(page, f"{name}-phone")
        page.set_viewport_size(ROOM)
        page.emulate_media(color_scheme="light")
    context.close()
    assert faults == {}
    assert said == []
