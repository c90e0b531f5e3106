"""The pages for many claims at once."""

import io
import re
from typing import Any

import pytest
from desk import PNG, SALE, Desk
from fakes import receipt
from openpyxl import Workbook

ROW = ["R-1", "Northwind Trading Sdn Bhd", "2024-03-14", "16.00", "1.png"]


def sheet(*rows: list[str]) -> bytes:
    book = Workbook()
    for row in (["claim_id", "seller_name", "invoice_date", "total_amount", "files"], *rows):
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def test_a_dealer_hands_in_a_sheet_adds_its_files_sends_and_sees_the_result(sign_in: Any, desk: Desk) -> None:
    desk.sales(SALE)
    browser = sign_in("dealer", "D1")
    assert 'href="/bulk/template/rebate"' in browser.get("/bulk").text
    assert browser.get("/bulk/template/rebate").content[:2] == b"PK"
    bad = ["R-2", "Northwind", "some day", "3000 yuan", "1.png"]
    made = browser.post("/bulk", {"program": "rebate"}, files={"sheet": ("march.xlsx", sheet(ROW, bad))})
    path = made.headers["location"]
    before = browser.get(path).text
    assert "1.png" in before
    assert "Correct the rows that need a fix in your sheet" in before
    assert "Add: 1.png" in before.partition("some day")[2]  # all that a faulty row lacks, not its faults alone
    assert "A row is complete once" in before
    data = PNG + b"1"
    desk.reader.canned[data] = receipt()
    browser.post(f"{path}/files", files=[("files", ("1.png", data)), ("files", ("empty.png", b""))])
    browser.post(f"{path}/send")
    desk.work()
    shown = browser.get(path).text
    assert "A row is complete once" not in shown
    assert re.search(r"R-1.*Approved", shown, re.DOTALL)
    assert [said in shown for said in ("some day", "3000 yuan")] == [True, True]
    assert sign_in("dealer", "D2").get(path).status_code == 404


def test_a_sheet_whose_rows_are_all_sent_asks_for_nothing_more(sign_in: Any, desk: Desk) -> None:
    browser = sign_in("dealer", "D1")
    path = browser.post("/bulk", {"program": "rebate"}, files={"sheet": ("a.xlsx", sheet(ROW))}).headers["location"]
    browser.post(f"{path}/files", files=[("files", (name, PNG + name[:1].encode())) for name in ("1.png", "2.png")])
    filled = browser.get(path).text
    assert "Claims that are complete: 1 of 1" in filled
    assert "2.png" in filled.partition("Named by no row")[2]
    browser.post(f"{path}/send")
    shown = browser.get(path).text
    assert "No row waits to be sent." in shown
    assert "Claims that are complete" not in shown


def test_a_file_that_is_no_sheet_is_refused_and_says_what_to_do(sign_in: Any) -> None:
    browser = sign_in("dealer", "D1")
    answer = browser.post("/bulk", {"program": "rebate"}, files={"sheet": ("a.csv", b"name\nx\n")})
    assert answer.status_code == 422
    assert "template" in answer.text


def test_a_picture_in_place_of_a_sheet_is_told_as_none_and_not_by_its_bytes(sign_in: Any) -> None:
    picture = {"sheet": ("photo.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF")}
    answer = sign_in("dealer", "D1").post("/bulk", {"program": "rebate"}, files=picture)
    assert "photo.jpg is neither XLSX nor CSV. Save it as one of these." in answer.text


@pytest.mark.parametrize("address", ["/claims/new/rebate", "sheet"])
def test_a_file_above_the_limit_is_told_with_its_size_and_the_limit(sign_in: Any, here: Any, address: str) -> None:
    browser, large = sign_in("dealer", "D1"), b"\xff\xd8" + bytes(here.settings.max_file_bytes)
    if address == "sheet":
        made = browser.post("/bulk", {"program": "rebate"}, files={"sheet": ("a.xlsx", sheet(ROW))})
        address = made.headers["location"] + "/files"
    answer = browser.post(address, {"act": "upload"}, files=[("files", ("scan.jpg", large))])
    assert "scan.jpg</bdi>: The file has 0.2 MB; at most 0.1 MB can be taken." in answer.text
