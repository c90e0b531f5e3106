"""Who does without a mouse, a script, motion, colours of a screen, or small print gets on all the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browsing import at_the_desk
from desk import PNG, SALE
from fakes import pages, receipt
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.timeout(180)]
AT = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect(), shown = getComputedStyle(one);
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return { what: one.id || one.name || one.textContent.trim().slice(0, 30), tag: one.tagName,
    ring: shown.outlineStyle !== "none" && parseFloat(shown.outlineWidth) >= 2,
    seen: box.bottom > 0 && box.top < innerHeight && (!top || one.contains(top) || top.contains(one)),
  };
}"""


def walked(page: Page, most: int = 60) -> list[str]:
    """Tab from the top of a page to its end; each stop is seen, uncovered and ringed."""
    page.evaluate("scrollTo(0, 0)")
    page.mouse.click(2, 2)  # from there on Tab begins
    stops: list[str] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        at = page.evaluate(AT)
        if at["tag"] == "BODY" or (stops and at["what"] == stops[0]):
            return stops
        assert at["seen"], f"{at['what']} is not seen"
        assert at["ring"], f"{at['what']} has no ring"
        stops.append(at["what"])
    raise AssertionError(f"no way out: {stops}")


def test_a_dealer_claims_by_keyboard_alone(live: Any, enter: Any, tmp_path: Path) -> None:
    live.desk.sales(SALE)
    page = enter("dealer", "D1")
    page.goto(f"{live.address}/claims/new/rebate")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the skip link
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")  # back to the programs
    page.keyboard.press("Tab")
    expect(page.locator("#files")).to_be_focused()
    live.desk.reader.canned[PNG + b"one"] = receipt()
    (tmp_path / "one.png").write_bytes(PNG + b"one")
    page.set_input_files("#files", tmp_path / "one.png")  # the system's own dialog
    expect(page.locator("#f-total_amount")).to_have_value("16.00")
    stops = walked(page)
    wanted = ["files", "f-seller_name", "f-invoice_date", "f-total_amount", "f-claim_id", "Send claim", "Check claim"]
    at = [next(n for n, stop in enumerate(stops) if one in (stop, stop.split("\n")[0])) for one in wanted[:5]]
    assert at == sorted(at), stops
    page.focus("#f-claim_id")
    page.keyboard.type("KEYS-1")
    page.get_by_role("button", name="Check claim").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#tried")).to_contain_text("Nothing is missing")
    page.get_by_role("button", name="Send claim").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("KEYS-1")


def test_every_stop_of_the_desk_is_seen_under_the_bar_that_stays(live: Any, enter: Any) -> None:
    live.desk.sales(SALE)
    live.desk.claim(live.desk.upload(), number="R-1", total_amount="19.00")
    live.desk.work()
    page = enter("reviewer")
    page.goto(f"{live.address}/queue")
    page.keyboard.press("n")
    at_the_desk(page)
    page.keyboard.press("r")
    stops = walked(page)
    assert "find" in stops, stops
    assert stops.index("ground") > stops.index("find")


def test_twice_as_large_nothing_is_lost(live: Any, enter: Any) -> None:
    live.desk.sales(SALE)
    live.desk.claim(live.desk.upload(), number="R-1", total_amount="19.00")
    live.desk.work()
    dealer = enter("dealer", "D1", viewport={"width": 640, "height": 400}, device_scale_factor=2)
    reviewer = enter("reviewer", viewport={"width": 640, "height": 400}, device_scale_factor=2)
    for page, path in ((dealer, "/claims"), (dealer, "/claims/new/rebate"), (dealer, "/bulk"), (reviewer, "/queue")):
        page.goto(live.address + path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    reviewer.keyboard.press("n")
    at_the_desk(reviewer)
    assert reviewer.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert reviewer.locator(".bar").evaluate("one => getComputedStyle(one).position") == "static"  # a low window


def test_a_claim_is_printed_without_what_only_a_screen_needs(live: Any, enter: Any) -> None:
    letter = live.desk.upload(pages("A LETTER", "Dear all"), name="letter")
    live.desk.claim(letter, number="R-7")
    live.desk.work()
    page = enter("dealer", "D1")
    page.get_by_role("link", name="R-7").click()
    page.emulate_media(media="print")
    expect(page.locator(".reasons")).to_be_visible()
    for gone in (".top", "#mend", ".back"):
        expect(page.locator(gone).first).to_be_hidden()
    expect(page.locator("details table")).to_be_visible()  # the history, though it is folded on the screen
    expect(page.get_by_text("Save the original")).to_be_hidden()


def test_a_queue_is_printed_as_the_list_that_it_is(live: Any, enter: Any) -> None:
    live.desk.claim(live.desk.upload())
    live.desk.work()
    page = enter("reviewer")
    page.emulate_media(media="print")
    expect(page.get_by_role("cell", name="Free")).to_be_visible()  # though the list is a form, to act on many at once
    for gone in (".bulk", ".filtering", "#bulk [type=checkbox]"):
        expect(page.locator(gone).first).to_be_hidden()


def test_a_reviewer_decides_without_script(live: Any, enter: Any) -> None:
    live.desk.sales(SALE)
    live.desk.claim(live.desk.upload(), number="R-1", total_amount="19.00")
    live.desk.work()
    page = enter("reviewer", java_script_enabled=False)
    page.goto(f"{live.address}/queue")
    page.get_by_role("button", name="Next task").click()
    page.get_by_label("Return", exact=False).first.check()
    expect(page.get_by_role("group", name="Reasons, to return or reject")).to_be_visible()
    page.get_by_role("button", name="Decide").click()
    expect(page.locator("main")).to_contain_text("All clear")


def test_who_wants_no_motion_sees_none(live: Any, enter: Any) -> None:
    page = enter("dealer", "D1", reduced_motion="reduce")
    moving = "one => getComputedStyle(one).transitionDuration"
    assert {one.evaluate(moving) for one in page.locator("button, .button").all()} == {"0s"}


def test_a_page_that_answers_a_form_has_the_address_of_that_form(live: Any, enter: Any, tmp_path: Path) -> None:
    page = enter("admin")
    page.goto(f"{live.address}/me")
    with page.expect_navigation():
        page.locator("main form button").first.click()  # this form is answered by going on
    page.goto(f"{live.address}/admin/imports")
    (tmp_path / "sales.csv").write_text("sale_id,dealer")
    page.set_input_files("#file", tmp_path / "sales.csv")
    page.fill("#source", "a b!")
    page.check("[name=mode][value=list]")  # a file would come back, and the page would stay
    page.click("main form button.primary")
    expect(page.locator(".alert")).to_be_visible()
    expect(page).to_have_url(f"{live.address}/admin/imports")


def test_a_form_is_held_only_where_the_server_is_out_of_reach(live: Any, enter: Any) -> None:
    page = enter("dealer", "D1")
    page.goto(f"{live.address}/claims/new/rebate")
    page.fill("#f-claim_id", "KEPT-1")
    page.context.set_offline(True)
    page.get_by_role("button", name="Check claim").click()
    expect(page.locator("#busy")).to_contain_text("Not sent")
    expect(page.locator("#f-claim_id")).to_have_value("KEPT-1")
    page.context.set_offline(False)
    page.evaluate(
        "Object.defineProperty(navigator, 'onLine', { get: () => false })"
    )  # no network but the machine's own
    page.get_by_role("button", name="Check claim").click()
    expect(page.locator("#tried")).to_be_visible()
    expect(page.locator("#busy")).to_be_empty()


def test_a_refused_file_of_sales_stays_chosen_and_its_good_lines_are_one_button_away(
    live: Any, enter: Any, tmp_path: Path
) -> None:
    sales = tmp_path / "march.csv"
    sales.write_text("sale_id,dealer,invoice_date\nS1,D1,2024-03-14\nS2,D1,03/04/2024\n")
    page = enter("admin")
    page.goto(f"{live.address}/admin/imports")
    page.get_by_label("A file of sales").set_input_files(sales)
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("cell", name="invoice_date")).to_be_visible()
    page.get_by_role("button", name="Import the good lines").click()
    expect(page.get_by_role("heading", name="march.csv")).to_be_visible()
    assert page.locator("dd").all_inner_texts()[:2] == ["2", "1"]
