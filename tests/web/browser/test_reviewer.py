"""A reviewer at the desk with no mouse."""

from __future__ import annotations

import statistics
import time
from typing import Any

import pytest
from fakes import receipt
from playwright.sync_api import expect

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.timeout(180)]
TASKS = 10


@pytest.fixture
def ten(live: Any) -> None:
    """Ten claims whose total the page contradicts: ten questions."""
    sales = [f"S{n},D1,Northwind Trading Sdn Bhd,2024-03-14,{20 + n}.00," for n in range(TASKS)]
    live.desk.sales(*sales)
    for n in range(TASKS):
        found = receipt(number=f"INV-{n:05d}", total=f"{20 + n}.00")
        live.desk.claim(live.desk.upload(found, name=f"p{n}"), number=f"T-{n}", total_amount=f"{50 + n}.00")
    live.desk.work()


def test_ten_tasks_are_cleared_by_keyboard_alone(live: Any, ten: None, enter: Any, record_property: Any) -> None:
    page = enter("reviewer")
    page.goto(f"{live.address}/queue")
    page.keyboard.press("n")
    seconds, presses = [], 0
    for number in range(TASKS):
        page.wait_for_selector("#decide")
        started = time.monotonic()
        address = page.url
        if number % 2:
            page.keyboard.press("a")
            page.focus("#ground")
            page.keyboard.type("The dealer sent the contract.")
            presses += 2
        else:
            page.keyboard.press("r")
            presses += 1
        page.keyboard.press("Control+Enter")
        presses += 1
        page.wait_for_url(lambda url, before=address: url.split("?")[0] != before.split("?")[0])
        seconds.append(time.monotonic() - started)
    expect(page.locator("main")).to_contain_text("All clear")
    record_property("median_seconds", round(statistics.median(seconds), 2))
    record_property("keys_per_task", presses / TASKS)


def test_keys_do_nothing_in_inputs_or_when_switched_off(live: Any, ten: None, enter: Any) -> None:
    page = enter("reviewer")
    page.goto(f"{live.address}/queue")
    page.keyboard.press("n")
    page.wait_for_selector("#decide")
    page.focus("#ground")
    page.keyboard.type("axr")
    assert page.locator("[name=verdict]:checked").count() == 0
    page.locator("#keys summary").click()
    page.uncheck("#single")
    page.locator("h1").click()
    page.keyboard.press("a")
    assert page.locator("[name=verdict]:checked").count() == 0
