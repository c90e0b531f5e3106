"""A dealer at work in a real browser: one claim, a returned one, fifty at once."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from browsing import hold, let_go, uploads
from desk import PNG, SALE
from fakes import pages, receipt
from openpyxl import Workbook
from playwright.sync_api import expect

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.timeout(300)]


def paper(live: Any, folder: Path, name: str, found: Any = None) -> Path:
    """A file on which the fake reader finds a receipt, or what it is told."""
    data = PNG + name.encode()
    live.desk.reader.canned[data] = found or receipt()
    file = folder / f"{name}.png"
    file.write_bytes(data)
    return file


def test_a_dealer_submits_by_file_and_gets_a_verdict(live: Any, enter: Any, tmp_path: Path) -> None:
    live.desk.sales(SALE)
    page = enter("dealer", "D1")
    page.get_by_role("link", name="New claim").first.click()
    page.get_by_role("link", name="rebate").click()
    page.set_input_files("#files", paper(live, tmp_path, "one"))  # a chosen file is an uploaded file
    expect(page.locator("#f-total_amount")).to_have_value("16.00")
    page.get_by_role("button", name="Check claim").click()
    expect(page.locator("#tried")).to_contain_text("Nothing is missing")
    page.get_by_role("button", name="Send claim").click()
    expect(page.locator("h1")).to_contain_text("Approved")
    page.go_back()  # the check came in answer to a form: it is not sent again, nor does the browser ask for that
    expect(page.locator("h1")).to_contain_text("New claim")


def test_while_a_dealer_types_it_is_kept_and_held_against_the_page(live: Any, enter: Any, tmp_path: Path) -> None:
    page = enter("dealer", "D1")
    page.goto(f"{live.address}/claims/new/rebate")
    page.fill("#f-claim_id", "TYPED")  # no button
    expect(page.locator("#kept")).to_contain_text("Draft kept")
    page.goto(f"{live.address}/claims")
    page.get_by_role("link", name="rebate").click()  # not sent yet
    expect(page.locator("#f-claim_id")).to_have_value("TYPED")
    page.fill("#f-total_amount", "19.00")
    page.set_input_files("#files", paper(live, tmp_path, "one"))
    expect(page.locator("#f-seller_name")).not_to_have_value("")  # read while the page is open
    expect(page.locator("#r-total_amount")).to_have_text("≠ The page shows 16.00")
    page.context.set_offline(True)
    page.set_input_files("#files", paper(live, tmp_path, "two"))
    expect(page.locator("#fault")).to_contain_text("did not go up")
    expect(page.locator("#f-total_amount")).to_have_value("19.00")
    page.context.set_offline(False)
    (tmp_path / "three.exe").write_bytes(b"MZ of no kind")
    page.set_input_files("#files", tmp_path / "three.exe")
    expect(page.locator("#fault")).to_contain_text("three.exe")
    page.fill("#f-total_amount", "16.00")
    expect(page.locator("#r-total_amount")).to_have_text("✓ Read from one.png, page 1")
    page.fill("#f-total_amount", "RM 1,016.00")
    expect(page.locator("#u-total_amount")).to_have_text("Understood as 1,016.00")
    page.focus("#f-total_amount")
    expect(page.locator("#page .box.at")).to_be_visible()  # beside it on a wide screen
    page.set_viewport_size({"width": 600, "height": 800})
    page.locator("#s-total_amount summary").click()
    expect(page.locator("#s-total_amount svg")).to_be_visible()


def test_a_claim_that_is_sent_while_a_file_goes_up_is_sent_once_it_is_up(live: Any, enter: Any, tmp_path: Path) -> None:
    live.desk.sales(SALE)
    page = enter("dealer", "D1")
    page.goto(f"{live.address}/claims/new/rebate")
    for name, value in (("total_amount", "16.00"), ("invoice_date", "2024-03-14"), ("claim_id", "SLOW")):
        page.fill(f"#f-{name}", value)
    expect(page.locator("#kept")).to_contain_text("Draft kept")
    held = hold(page, "**/claims/new/rebate", only=uploads)
    page.set_input_files("#files", paper(live, tmp_path, "large"))
    expect(page.locator("#going")).to_contain_text("Going up: large.png")
    page.get_by_role("button", name="Send claim").click()
    expect(page.locator("#going")).to_contain_text("as soon as the files are up")
    let_go(page, held)
    expect(page.locator("h1")).to_contain_text("SLOW")


def test_a_session_that_ends_in_the_middle_costs_nothing_that_was_typed(live: Any, enter: Any, tmp_path: Path) -> None:
    page = enter("dealer", "D1")
    page.goto(f"{live.address}/claims/new/rebate")
    page.set_input_files("#files", paper(live, tmp_path, "one"))
    expect(page.locator("#f-total_amount")).to_have_value("16.00")
    others = [one for one in page.context.cookies() if one["name"] != "claimcheck"]
    page.context.clear_cookies()
    page.context.add_cookies(others)
    page.fill("#f-claim_id", "LATE-1")
    expect(page.locator("#kept")).to_contain_text("signed out")
    page.get_by_role("button", name="Send claim").click()
    expect(page.get_by_role("alert")).to_contain_text("nothing was sent")
    page.fill("#email", "dealer-d1-1@example.com")
    page.fill("#password", "correct horse battery")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("main")).to_contain_text("LATE-1")
    expect(page).to_have_url(f"{live.address}/claims/new/rebate")  # a reload asks for the form, not for its answer
    page.get_by_role("button", name="Send it now").click()
    expect(page.locator("h1")).to_contain_text("LATE-1")


def test_a_dealer_fixes_a_returned_claim(live: Any, enter: Any, tmp_path: Path) -> None:
    live.desk.sales(SALE)
    letter = live.desk.upload(pages("A LETTER", "Dear all"), name="letter")
    live.desk.claim(letter, number="R-7")
    live.desk.work()
    page = enter("dealer", "D1")
    page.get_by_role("link", name="R-7").click()
    expect(page.locator("h1")).to_contain_text("Needs a fix")
    page.fill("#note", "the receipt itself")
    page.get_by_label("Zoom in").click()
    expect(page.locator("#sheet")).to_contain_text("150 %")
    expect(page.locator("#note")).to_have_value("the receipt itself")  # a closer look loses nothing
    page.set_input_files("#files", paper(live, tmp_path, "right"))
    page.get_by_role("button", name="Send again").click()
    expect(page.locator("h1")).to_contain_text("Approved")


def test_nothing_of_a_page_is_there_to_be_used_before_its_scripts_are(live: Any, enter: Any) -> None:
    live.desk.sales(SALE)
    live.desk.claim(live.desk.upload(pages("A LETTER", "Dear all"), name="letter"), number="R-7")
    live.desk.work()
    page = enter("dealer", "D1")
    late = hold(page, "**/static/sheet.js*")
    page.get_by_role("link", name="R-7").click(no_wait_after=True)
    page.wait_for_url("**/claims/*", wait_until="commit")
    expect(page).to_have_title(re.compile("R-7"))
    assert page.locator("body *").count() == 0
    let_go(page, late)
    page.fill("#note", "typed at once")
    page.get_by_label("Zoom in").click()
    expect(page.locator("#sheet")).to_contain_text("150 %")
    expect(page.locator("#note")).to_have_value("typed at once")


def test_fifty_claims_go_in_by_a_sheet_and_a_folder(live: Any, enter: Any, tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["claim_id", "seller_name", "invoice_date", "total_amount", "files"])
    files, sales = [], []
    for n in range(50):
        total = f"{20 + n}.00"
        files.append(paper(live, tmp_path, f"r{n}", receipt(number=f"INV-{n:05d}", total=total)))
        book.active.append([f"B-{n:02d}", "Northwind Trading Sdn Bhd", "2024-03-14", total, f"r{n}.png"])
        sales.append(f"S{n},D1,Northwind Trading Sdn Bhd,2024-03-14,{total},")
    live.desk.sales(*sales)
    kept = io.BytesIO()
    book.save(kept)
    (tmp_path / "march.xlsx").write_bytes(kept.getvalue())
    page = enter("dealer", "D1")
    page.get_by_role("link", name="Many claims at once").click()
    page.set_input_files("#sheet", tmp_path / "march.xlsx")
    page.get_by_role("button", name="Hand in the sheet").click()
    expect(page.get_by_text("Still to come: 50")).to_be_visible()
    page.set_input_files("#files", files)
    page.get_by_role("button", name="Send 50 claims").click(timeout=60_000)
    expect(page.locator("#rows [role=status]")).to_contain_text("Approved 50", timeout=120_000)


def test_one_file_that_cannot_be_taken_stops_no_other_of_its_folder(live: Any, enter: Any, tmp_path: Path) -> None:
    rows = [f"B-{n},Northwind Trading Sdn Bhd,2024-03-14,{n}.00,r{n}.png" for n in range(10)]
    (tmp_path / "may.csv").write_text("\n".join(["claim_id,seller_name,invoice_date,total_amount,files", *rows]))
    (tmp_path / "Thumbs.db").write_bytes(b"none of a kind")
    page = enter("dealer", "D1")
    page.goto(f"{live.address}/bulk")
    page.set_input_files("#sheet", tmp_path / "may.csv")
    page.get_by_role("button", name="Hand in the sheet").click()
    files = [paper(live, tmp_path, f"r{n}") for n in range(10)]
    page.set_input_files("#files", [tmp_path / "Thumbs.db", *files[:9]])
    expect(page.get_by_text("Still to come: 1", exact=True)).to_be_visible()  # not the 10 before
    expect(page.locator("[data-refused]")).to_contain_text("Thumbs.db")
    page.context.set_offline(True)
    page.set_input_files("#files", files[9])
    expect(page.locator("#lost")).to_contain_text("did not go up: 1")
    expect(page.locator("#files")).to_be_enabled()
    expect(page.locator("#progress")).to_be_hidden()
    page.context.set_offline(False)
    page.set_input_files("#files", files)
    expect(page.get_by_role("button", name="Send 10 claims")).to_be_visible()
    expect(page.locator("#lost")).to_be_hidden()


def test_a_dealer_works_in_chinese_on_a_phone(live: Any, enter: Any, tmp_path: Path) -> None:
    live.desk.sales(SALE)
    live.desk.claim(live.desk.upload(), number="R-1")
    live.desk.work()
    page = enter("dealer", "D1", language="zh-Hans", viewport={"width": 360, "height": 740}, has_touch=True)
    page.goto(f"{live.address}/claims")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(page.locator("main")).to_contain_text("已通过")
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 360, f"the page scrolls sideways: {wide} px"
    expect(page.locator(".filtering select").first).to_be_hidden()
    page.set_viewport_size({"width": 740, "height": 360})  # the phone is turned: no summary is left to unfold them by
    expect(page.locator(".filtering select").first).to_be_visible()
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{live.address}/me")
    page.get_by_label("English").check()
    page.get_by_role("button", name="保存").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_phone_opens_its_camera_at_a_tap_and_the_photo_goes_up(live: Any, enter: Any, tmp_path: Path) -> None:
    phone = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
    page = enter("dealer", "D1", **phone)
    page.goto(f"{live.address}/claims/new/rebate")
    assert page.locator("#photo").get_attribute("capture") == "environment"
    with page.expect_file_chooser() as opened:
        page.get_by_label("Or take a photo").tap()
    opened.value.set_files(paper(live, tmp_path, "photo"))
    expect(page.locator("#f-total_amount")).to_have_value("16.00")


def test_a_dealer_sends_and_reads_reasons_without_script(live: Any, enter: Any, tmp_path: Path) -> None:
    live.desk.sales(SALE)
    page = enter("dealer", "D1", java_script_enabled=False)
    page.goto(f"{live.address}/claims/new/rebate")
    page.set_input_files("#files", paper(live, tmp_path, "one"))
    page.get_by_role("button", name="Add files").click()
    expect(page.locator("#documents")).to_contain_text("one.png")
    live.desk.work()
    page.goto(f"{live.address}/claims/new/rebate")
    page.fill("#f-total_amount", "19.00")
    page.get_by_role("button", name="Send claim").click()
    expect(page).not_to_have_url(f"{live.address}/claims/new/rebate")
    live.desk.work()
    page.reload()
    expect(page.locator("main")).to_contain_text("16.00")
