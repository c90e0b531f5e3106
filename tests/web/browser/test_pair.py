"""Two papers side by side in a real browser: they zoom and pan together until that is turned off, and change places."""

from __future__ import annotations

import io
from typing import Any

import pytest
from desk import PNG, SALE
from PIL import Image, ImageDraw
from playwright.sync_api import expect

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.timeout(180)]

ZOOMS = "[...document.querySelectorAll('.pair svg')].map((one) => one.getAttribute('class'))"
SCROLLED = "[...document.querySelectorAll('.pair .pane')].map((one) => Math.round(one.scrollTop))"


def picture(name: str) -> bytes:
    kept, drawn = io.BytesIO(), Image.new("RGB", (500, 700), "white")
    for row in range(20):
        ImageDraw.Draw(drawn).text((30, 20 + row * 32), f"paper {name}, row {row}", "black")
    drawn.save(kept, "JPEG")
    return kept.getvalue()


@pytest.fixture
def pair(live: Any, enter: Any) -> Any:
    """The page on which a reviewer compares the papers of R-a and R-b."""
    live.desk.sales(SALE, SALE.replace("S1", "S2"))
    for name in ("a", "b"):
        live.desk.reader.pictures[PNG + name.encode()] = picture(name)
        live.desk.claim(live.desk.upload(name=name), number=f"R-{name}")
    live.desk.work()
    page = enter("reviewer")
    page.goto(f"{live.address}/queue")
    page.get_by_role("button", name="Next task").first.click()
    page.locator("a[href^='/pairs/']").first.click()
    expect(page.locator(".pair svg")).to_have_count(2)
    return page


def test_both_zoom_and_pan_together_until_that_is_turned_off(pair: Any) -> None:
    pair.keyboard.press("+")
    pair.keyboard.press("+")
    assert pair.evaluate(ZOOMS) == ["zoom-200", "zoom-200"]
    pair.evaluate("document.querySelector('.pair .pane').scrollTop = 120")
    pair.wait_for_function(f"({SCROLLED})[1] === 120")
    pair.keyboard.press("g")
    expect(pair.get_by_role("button", name="Together")).to_have_attribute("aria-pressed", "false")
    pair.wait_for_timeout(150)
    pair.evaluate("document.querySelector('.pair .pane').scrollTop = 300")
    pair.wait_for_timeout(150)
    assert pair.evaluate(SCROLLED)[1] == 120
    pair.keyboard.press("0")
    assert pair.evaluate(ZOOMS) == ["zoom-100", "zoom-200"]
    pair.get_by_role("button", name="Together").click()
    assert pair.evaluate(ZOOMS) == ["zoom-100", "zoom-100"]


def test_they_change_places_and_a_reload_shows_the_same(pair: Any) -> None:
    heads = pair.locator(".pair h2 .code")
    before = heads.all_inner_texts()
    pair.keyboard.press("w")
    assert heads.all_inner_texts() == before[::-1]
    pair.keyboard.press("+")
    pair.reload()
    assert heads.all_inner_texts() == before[::-1]
    assert pair.evaluate(ZOOMS) == ["zoom-150", "zoom-150"]
    pair.get_by_role("link", name="Swap").click()
    assert heads.all_inner_texts() == before
    pair.fill("#note", "w+0g")
    assert heads.all_inner_texts() == before  # what is typed is no key
