"""A claim of several vehicles in a real browser: by keyboard, kept as typed, on a phone, without script."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from desk import PNG
from entering import FIRST, SECOND, THIRD, invoice, open_fleet
from playwright.sync_api import expect

from claimcheck.services.claiming import claims

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.fixture
def paper(live: Any, tmp_path: Path) -> Path:
    """An invoice of three vehicles; the program that asks for them is published."""
    open_fleet(live.desk)
    data = PNG + b"fleet"
    live.desk.reader.canned[data] = invoice("A-1", "160.00", FIRST, SECOND, THIRD)
    (tmp_path / "fleet.png").write_bytes(data)
    return tmp_path / "fleet.png"


def test_vehicles_are_taken_from_a_paper_typed_removed_and_sent_by_keyboard(live: Any, enter: Any, paper: Path) -> None:
    page = enter("dealer", "D1")
    page.goto(f"{live.address}/claims/new/fleet")
    page.set_input_files("#files", paper)
    page.get_by_role("button", name=f"Add {SECOND}").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#lines h3")).to_contain_text("Vehicles: 2")
    page.get_by_role("button", name="+ Vehicle").press("Enter")
    expect(page.locator("[id='f-line.3.vin']")).to_be_focused()
    with page.expect_response(lambda answer: "TOO+SOON" in (answer.request.post_data or "")):
        page.keyboard.type("TYPED TOO SOON")
    page.reload()
    expect(page.locator("[id='f-line.3.vin']")).to_have_value("TYPED TOO SOON")
    page.get_by_role("button", name="Remove 3").press("Enter")
    expect(page.locator("#lines h3")).to_contain_text("Vehicles: 2")
    page.fill("[id='f-line.2.quantity']", "some")
    page.get_by_role("button", name="Send claim").press("Enter")
    expect(page.locator("[id='e-line.2.quantity']")).to_be_visible()
    expect(page.locator("[id='f-line.2.quantity']")).to_have_value("some")
    page.fill("[id='f-line.2.quantity']", "1")
    page.get_by_role("button", name="Send claim").press("Enter")
    page.wait_for_url(lambda url: "/claims/new" not in url)
    (made,) = claims.claims(live.context, live.desk.dealer())
    assert [line.fields["vin"] for line in made.current.lines] == [FIRST, SECOND]


def test_lines_outlive_the_end_of_a_session_and_fit_a_phone_without_script(live: Any, enter: Any, paper: Path) -> None:
    page = enter("dealer", "D1", java_script_enabled=False, viewport={"width": 360, "height": 780})
    page.goto(f"{live.address}/claims/new/fleet")
    page.set_input_files("#files", paper)
    page.get_by_role("button", name="Add files").click()
    page.locator("summary", has_text="Several at once").click()
    page.fill("#several", f"{FIRST}\n{SECOND}")
    page.get_by_role("button", name="Add these").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.fill("[id='f-line.2.vin']", THIRD)
    page.context.clear_cookies()
    page.get_by_role("button", name="Keep draft").click()
    page.fill("[name=email]", "dealer-d1-1@example.com")
    page.fill("[name=password]", "correct horse battery")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text(THIRD)
    page.get_by_role("button", name="Send it now").click()
    expect(page.locator("[id='f-line.2.vin']")).to_have_value(THIRD)
