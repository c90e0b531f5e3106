"""A page in the middle of a long file is one act away on every page that shows papers, with scripts or without."""

import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from desk import Desk
from drawn_page import drawn
from fakes import pages, receipt
from taking import take

from claimcheck.model.documents import Pages
from claimcheck.services.checking import batches
from claimcheck.services.checking.batches import Assignment
from claimcheck.services.people import keys

LINES = ("NORTHWIND TRADING SDN BHD", "RECEIPT", "Invoice No: INV-10071", "Date: 14/03/2024", "TOTAL RM 16.00")


def of_pages(first: Pages, count: int = 200) -> Pages:
    """The paper, with pages behind it that nobody looks at."""
    more = [replace(pages(f"Terms, page {n}").pages[0], number=n) for n in range(2, count + 1)]
    return replace(first, pages=(*first.pages, *more))


def asked_for(browser: Any, page: str, number: int) -> str:
    """What comes when the field for the page is filled in and sent, without a script."""
    action = re.search(r'<form method="get" id="leaf" action="([^"#]+)', page)
    assert action
    fields = re.findall(r'<input type="hidden" form="leaf" name="([^"]+)" value="([^"]*)"', page)
    assert re.search(r'<input form="leaf" name="page" type="number" min="1" max="200"', page)
    asked = {unescape(name): unescape(value) for name, value in fields} | {"page": str(number)}
    return str(browser.get(unescape(action[1]), params=asked).text)


@pytest.fixture
def long(desk: Desk) -> Any:
    """A claim that a person must look at, of 200 pages."""
    desk.sales("S1,D1,Northwind Trading Sdn Bhd,2024-03-14,99.00,")
    claim = desk.claim(desk.upload(of_pages(receipt())), number="R-1")
    desk.work()
    return claim


def test_of_a_reviewer_s_task(long: Any, sign_in: Any) -> None:
    reviewer = sign_in("reviewer")
    at, _ = take(reviewer)
    shown = asked_for(reviewer, reviewer.get(f"{at}?zoom=150&turn=90&order=age").text, 99)
    assert 'data-page="99"' in shown
    assert 'class="zoom-150"' in shown
    assert "order=age" in shown


def test_of_a_claim(long: Any, sign_in: Any) -> None:
    dealer = sign_in("dealer", "D1")
    shown = asked_for(dealer, dealer.get(f"/claims/{long.id}?zoom=200").text, 150)
    assert re.search(r'class="zoom-200"[^>]*data-at="[^"]+/150"', shown)


def test_of_a_new_claim_whose_picture_stands_within_its_form(desk: Desk, sign_in: Any) -> None:
    dealer = sign_in("dealer", "D1")
    desk.upload(of_pages(receipt()))
    data = next(one for one in desk.reader.canned)
    dealer.post("/claims/new/rebate", {"act": "save"}, files={"files": ("1.png", data, "image/png")})
    desk.work()
    page = dealer.get("/claims/new/rebate").text
    before = page[: page.index('id="leaf"')]
    assert before.count("<form ") == before.count("</form>") + 1  # a form within a form is none
    assert re.search(r'data-at="[^"]+/3"', asked_for(dealer, page, 3))


def test_of_a_checker_s_task(desk: Desk, sign_in: Any) -> None:
    keys.create(desk.context, maker_id="acme", organisation="north", role="checker")
    picture, read = drawn(LINES)
    document = desk.upload(of_pages(read))
    desk.reader.pictures[next(iter(desk.reader.canned))] = picture
    desk.sales("S1,D1,Northwind Trading Sdn Bhd,2024-03-14,99.00,")
    desk.claim(document, number="R-1")
    desk.work()
    batches.assign(desk.context, desk.admin, Assignment("north"))
    checker = sign_in("checker", "north")
    batch = checker.post("/batches/pull").headers["location"]
    (item,) = re.findall(rf"{batch}/tasks/[0-9a-f-]+", checker.get(batch).text)
    assert re.search(r'data-at="1/120"', asked_for(checker, checker.get(item).text, 120))
