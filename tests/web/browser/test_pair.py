"""Two papers side by side in a real browser: they zoom and pan together until that is turned off, and change places."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from desk import PNG, SALE
from fakes import pages, receipt
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from claimcheck.model.documents import Pages

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.timeout(180)]

ZOOMS = "[...document.querySelectorAll('.pair svg')].map((one) => one.getAttribute('class'))"
SCROLLED = "[...document.querySelectorAll('.pair .pane')].map((one) => Math.round(one.scrollTop))"


def of_pages(count: int) -> Pages:
    """A receipt with so many pages: the others hold what nobody looks at."""
    found = receipt()
    more = [replace(pages(f"Terms, page {n}").pages[0], number=n) for n in range(2, count + 1)]
    return replace(found, pages=(*found.pages, *more))


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
        live.desk.claim(live.desk.upload(of_pages(200), name=name), number=f"R-{name}")
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


def test_a_paper_without_a_picture_is_shown_on_a_phone_without_a_fault(pair: Any) -> None:
    faults: list[str] = []
    pair.on("pageerror", lambda error: faults.append(str(error)))
    pair.set_viewport_size({"width": 390, "height": 800})
    pair.evaluate("document.querySelector('#right .pane').remove()")
    pair.locator("#tab-right").check(force=True)
    expect(pair.locator("#right")).to_be_visible()
    assert faults == []


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


def test_each_goes_its_own_way_after_a_reload_too(pair: Any) -> None:
    pair.keyboard.press("g")
    pair.locator(".pair .pane").nth(1).focus()
    pair.keyboard.press("+")
    pair.reload()
    assert pair.evaluate(ZOOMS) == ["zoom-100", "zoom-150"]
    expect(pair.get_by_role("button", name="Together")).to_have_attribute("aria-pressed", "false")


def test_where_one_thing_fits_a_tab_shows_it_and_what_was_seen_last_comes_back(pair: Any) -> None:
    pair.set_viewport_size({"width": 390, "height": 800})
    left, right, facts = (pair.locator(one) for one in ("#left", "#right", "#facts"))
    for tab, seen in (("Facts", facts), ("This paper", left), ("The other", right)):
        pair.locator(".tabs label", has_text=tab).click()
        assert [one for one in (left, right, facts) if one.is_visible()] == [seen]
    expect(pair.get_by_role("button", name="Together")).to_be_hidden()
    pair.reload()
    expect(right).to_be_visible()


def test_a_page_that_is_asked_for_by_its_number_leaves_what_was_written(pair: Any, live: Any) -> None:
    pair.fill("#note", "two cars")
    pair.locator("#pair [type=radio]").nth(2).check()
    pair.locator("#right .leafing [type=number]").fill("99")
    pair.locator("#right .leafing [type=number]").press("Enter")
    expect(pair.locator("#right svg")).to_have_attribute("data-page", "99")
    expect(pair.locator("#left svg")).to_have_attribute("data-page", "1")
    expect(pair.locator("#note")).to_have_value("two cars")
    pair.reload()
    expect(pair.locator("#right svg")).to_have_attribute("data-page", "99")
