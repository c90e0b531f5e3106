"""A reviewer at the desk with no mouse."""

from __future__ import annotations

import re
import statistics
import sys
import time
from dataclasses import replace
from typing import Any

import pytest
from browsing import at_the_desk
from fakes import pages, receipt
from playwright.sync_api import expect

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.timeout(180)]
TASKS = 10
MOST_KEYS = 2
"""To return or reject: the verdict, and sending it. To pay over a failed check, a ground is typed between."""


@pytest.fixture
def ten(live: Any) -> None:
    """Ten claims whose total the page contradicts: ten questions."""
    sales = [f"S{n},D1,Northwind Trading Sdn Bhd,2024-03-14,{20 + n}.00," for n in range(TASKS)]
    live.desk.sales(*sales)
    for n in range(TASKS):
        found = receipt(number=f"INV-{n:05d}", total=f"{20 + n}.00")
        live.desk.claim(live.desk.upload(found, name=f"p{n}"), number=f"T-{n}", total_amount=f"{50 + n}.00")
    live.desk.work()


@pytest.fixture
def kinds(live: Any) -> None:
    """Ten questions of five kinds: amount, day, seller, a sale that is not there, a paper handed in twice."""
    sales = [f"S{n},D1,Northwind Trading Sdn Bhd,2024-03-14,{20 + n}.00," for n in range(TASKS) if n not in (6, 7)]
    live.desk.sales(*sales)
    lies = {
        0: {"total_amount": "50.00"},
        1: {"total_amount": "51.00"},
        2: {"invoice_date": "2024-03-19"},
        3: {"invoice_date": "2024-03-04"},
        4: {"seller_name": "Harbour Lamps"},
        5: {"seller_name": "Eastwind Foods"},
    }
    for n in range(TASKS - 2):
        found = receipt(number=f"INV-{n:05d}", total=f"{20 + n}.00")
        said = {"total_amount": f"{20 + n}.00", **lies.get(n, {})}
        live.desk.claim(live.desk.upload(found, name=f"p{n}"), number=f"T-{n}", **said)
    for n in (TASKS - 2, TASKS - 1):  # each handed in by another dealer too
        found = receipt(number=f"INV-{n:05d}", total=f"{20 + n}.00")
        for dealer in ("D1", "D2"):
            paper = live.desk.upload(found, name=f"p{n}", by=dealer)
            live.desk.claim(paper, number=f"T-{n}-{dealer}", by=dealer, total_amount=f"{20 + n}.00")
    live.desk.work()


class Fingers:
    """A keyboard that counts: keys that act, and characters that are typed."""

    def __init__(self, page: Any) -> None:
        self.page, self.keys, self.typed = page, 0, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def write(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.typed += len(text)


def test_ten_questions_are_settled_by_keyboard_alone(live: Any, kinds: None, enter: Any, record_property: Any) -> None:
    """What one presses from the question to the next one, and how long the desk takes for it."""
    page = enter("reviewer")
    page.goto(f"{live.address}/queue")
    page.keyboard.press("n")
    done: list[tuple[str, int, int, float]] = []
    while "/tasks/" in page.url or not done:
        at_the_desk(page)
        started, address, fingers = time.monotonic(), page.url, Fingers(page)
        asked = page.locator("h1").inner_text()
        if len(done) % 2:  # every other one is paid all the same, which needs a ground
            fingers.press("a")
            expect(page.locator("#ground")).to_be_focused()
            fingers.write("The dealer sent the contract.")
        else:
            fingers.press("r")
        fingers.press("Control+Enter")
        page.wait_for_url(lambda url, before=address: url != before)
        done.append((asked, fingers.keys, fingers.typed, time.monotonic() - started))
    assert len(done) >= TASKS  # one is asked anew when what it is held against was decided meanwhile
    keys, seconds = (
        statistics.median(column) for column in (list(zip(*done, strict=True))[1], list(zip(*done, strict=True))[3])
    )
    told = [f"{pressed} keys, {typed:2} characters, {took:.2f} s: {asked}" for asked, pressed, typed, took in done]
    sys.stdout.write("\n".join([*told, f"median: {keys:.0f} keys, {seconds:.2f} s", ""]))
    record_property("median_keys", keys)
    record_property("median_seconds", round(seconds, 2))
    assert keys <= MOST_KEYS


def test_keys_do_nothing_in_inputs_or_when_switched_off(live: Any, ten: None, enter: Any) -> None:
    page = enter("reviewer")
    page.goto(f"{live.address}/queue")
    page.keyboard.press("n")
    at_the_desk(page)
    page.focus("#find")
    page.keyboard.type("axr")
    assert page.locator("[name=verdict]:checked").count() == 0
    page.locator("#keys summary").click()
    page.uncheck("#single")
    page.locator("h1").click()
    page.keyboard.press("a")
    assert page.locator("[name=verdict]:checked").count() == 0


def test_what_is_typed_in_a_dialog_of_the_desk_is_no_key_of_it(live: Any, ten: None, enter: Any) -> None:
    """A verdict that was chosen before is not sent by who escalates."""
    page = enter("reviewer")
    page.goto(f"{live.address}/queue")
    page.keyboard.press("n")
    at_the_desk(page)
    page.keyboard.press("r")
    page.keyboard.press("s")
    expect(page.locator("#to")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#escalate summary")).to_be_focused()
    page.keyboard.press("e")  # no field is at hand: the first in doubt is
    expect(page.locator("details.correct[open] [name=value]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("tr.at")).to_be_focused()
    page.keyboard.press("t")
    expect(page).to_have_url(re.compile(r"[?&]turn=90.*&at=\d"))
    expect(page.locator("tr.at")).to_have_count(1)


def test_the_letter_follows_the_verdict_and_keeps_what_was_written(live: Any, ten: None, enter: Any) -> None:
    page = enter("reviewer")
    page.goto(f"{live.address}/queue")
    page.keyboard.press("n")
    at_the_desk(page)
    page.keyboard.press("r")
    mended = page.locator("#message").input_value()
    page.locator("#message").fill(f"{mended}\nWe called you about it.")
    page.locator("[name=verdict][value=reject]").check()
    letter = page.locator("#message").input_value().split("\n")
    assert (letter[0].endswith("is rejected:"), letter[-1]) == (True, "We called you about it.")
    assert mended.split("\n")[1].startswith(letter[1])
    assert len(letter[1]) < len(mended.split("\n")[1])


def test_the_page_follows_a_field_with_a_line_comes_close_and_stays_where_it_is(
    live: Any, ten: None, enter: Any
) -> None:
    page = enter("reviewer", reduced_motion="reduce")
    page.goto(f"{live.address}/queue")
    page.keyboard.press("n")
    at_the_desk(page)
    page.keyboard.press("j")
    expect(page.locator("tr.at")).to_be_focused()
    expect(page.locator("#leader polyline")).to_have_attribute("points", re.compile(r"[\d.]+"))
    page.keyboard.press("z")
    expect(page.locator("#close")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#zoom")).not_to_have_text("100 %")
    page.keyboard.press("z")
    expect(page.locator("#zoom")).to_have_text("100 %")
    page.keyboard.press("p")
    expect(page.locator("#pin")).to_have_attribute("aria-pressed", "false")


def test_a_verdict_asks_only_for_what_it_needs(live: Any, ten: None, enter: Any) -> None:
    page = enter("reviewer")
    page.goto(f"{live.address}/queue")
    page.keyboard.press("n")
    at_the_desk(page)
    expect(page.locator("#ground")).to_be_hidden()
    page.keyboard.press("r")
    expect(page.locator("#message")).to_be_visible()
    expect(page.locator(".toward")).to_be_hidden()
    page.keyboard.press("a")
    expect(page.locator("#ground")).to_be_visible()
    expect(page.locator(".toward")).to_be_visible()
    expect(page.locator("#message")).to_be_hidden()


def test_a_refused_answer_says_so_beside_the_page_that_was_looked_at(live: Any, enter: Any) -> None:
    found = pages("NORTHWIND TRADING SDN BHD", "RECEIPT", "Invoice No: INV-1", "TOTAL RM 20.00", "CASH RM 20.00")
    behind = replace(pages("Northwind", "Date: 14/03/2024").pages[0], number=2)
    both = live.desk.upload(replace(found, pages=(*found.pages, behind)))
    live.desk.claim(both, number="T-1", total_amount="50.00", invoice_date="2024-03-19")
    live.desk.work()
    page = enter("reviewer")
    page.goto(f"{live.address}/queue")
    page.keyboard.press("n")
    at_the_desk(page)
    on_page = page.locator(".pane svg")
    expect(on_page).to_have_attribute("data-page", "2")  # the day is asked about first
    page.locator("tr[data-page='1'] + tr [data-follow]").first.click()
    expect(on_page).to_have_attribute("data-page", "1")
    number = page.locator("tr[data-page='1']").first.get_attribute("data-number")
    page.goto(page.url.replace("#", f"&at={number}#"))
    at_the_desk(page)
    page.keyboard.press("a")
    page.keyboard.press("Control+Enter")
    expect(page.locator("p.alert")).to_be_focused()
    expect(on_page).to_have_attribute("data-page", "1")
    page.locator("h1").click()
    page.keyboard.press("j")  # and the page follows its fields as before
    expect(on_page).to_have_attribute("data-page", "2")


def test_what_was_typed_survives_a_reload(live: Any, ten: None, enter: Any) -> None:
    page = enter("reviewer")
    page.goto(f"{live.address}/queue")
    page.keyboard.press("n")
    at_the_desk(page)
    page.keyboard.press("r")
    page.fill("#message", "Send the page with the total.")
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("e")
    with page.expect_response(lambda answer: "61.00" in (answer.request.post_data or "")):
        page.keyboard.type("61.00")
    expect(page.locator("#kept")).to_contain_text("Saved")
    page.reload()
    expect(page.locator("#message")).to_have_value("Send the page with the total.")
    expect(page.locator("[name=verdict][value=return]")).to_be_checked()
    expect(page.locator("details.correct[open] [name=value]")).to_have_value("61.00")
