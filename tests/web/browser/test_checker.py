"""A checking company in a real browser: pulls a batch, works it by keyboard, asks, returns; nobody is seen."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

import pytesseract
import pytest
from browsing import Answer, at_the_desk, overhear, send_by_keys
from drawn_page import drawn
from PIL import Image
from playwright.sync_api import Page, expect

from claimcheck.core.personal import fold
from claimcheck.services.people import keys

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.timeout(300)]

PERSON = "Tan Mei Ling"
UNKNOWN = ("Ahmad Faizal", "Policy holder: Kavitha Nair", "14 Jalan Kenanga, 43000 Kajang", "WXY 1234", "7621 339 0048")
"""People and their own that neither claim nor sale nor a label of the product names."""
SECRETS = (
    PERSON, "Mei Ling", "880214145566", "0123456789", "Faizal", "Kavitha", "Nair", "Kenanga", "Kajang", "WXY 1234",
    "7621339",
)  # fmt: skip
LICENCE = ("VEHICLE LICENCE", "Owner Tan Mei Ling", "Plate No WXY 1234", "Date: 14/03/2024")
SHOTS = os.environ.get("CLAIMCHECK_TEST_SHOTS", "")


def receipt_of(number: int) -> tuple[str, ...]:
    return (
        "NORTHWIND TRADING SDN BHD", "RECEIPT", f"Invoice No: INV-1{number:04}", "Date: 14/03/2024",
        "Customer: Tan Mei Ling", "IC No: 880214-14-5566", "Tel: 012-345 6789", f"STARTER KIT {20 + number}.00",
        f"TOTAL RM {20 + number}.00", f"CASH RM {20 + number}.00", "Thank you TAN MEI LING", *UNKNOWN,
    )  # fmt: skip


@pytest.fixture
def four(live: Any) -> None:
    """Four claims on papers that name a person; one brings a licence too. No sale agrees with any."""
    desk = live.desk
    keys.create(desk.context, maker_id="acme", organisation="north", role="checker")
    desk.sales("S1,D1,Northwind Trading Sdn Bhd,2024-03-14,99.00,")
    for number in range(4):
        papers = [receipt_of(number), *([LICENCE] if number == 1 else [])]
        documents = []
        for one, lines in enumerate(papers):
            picture, read = drawn(lines, unread=("Mei Ling",))
            documents.append(desk.upload(read, name=f"q{number}-{one}"))
            data = next(d for d in desk.reader.canned if d.endswith(f"q{number}-{one}".encode()))
            desk.reader.pictures[data] = picture
        desk.claim(*documents, number=f"Q-{number}", total_amount=f"{20 + number}.00", buyer_name=PERSON)
    desk.work()


def shot(page: Page, name: str) -> None:
    """Keep a picture of the page where somebody wants to look."""
    page.wait_for_load_state("networkidle")
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


def nobody_in(answers: list[Answer]) -> int:
    """Check every answer for the person, pictures by a reader; how many pictures there were."""
    pictures = 0
    for answer in answers:
        text = answer.body.decode(errors="replace")
        if answer.kind.startswith("image/jpeg") and answer.status == 200:
            pictures += 1
            image = Image.open(io.BytesIO(answer.body))
            text = " ".join(pytesseract.image_to_string(image.rotate(turn, expand=True)) for turn in (0, 90, 270))
        for secret in SECRETS:
            assert fold(secret)[0] not in fold(text)[0], (secret, answer.path)
    return pictures


def test_a_checker_pulls_works_and_returns_a_batch(live: Any, four: None, enter: Any) -> None:
    admin = enter("admin")
    admin.goto(f"{live.address}/assign")
    shot(admin, "assign-empty")
    admin.select_option("#now-company", "north")
    admin.click("form[action='/assign'] button")
    expect(admin.locator("table").last).to_contain_text("B-1")
    shot(admin, "assign")

    page = enter("checker", "north")
    overhear(page)
    page.goto(f"{live.address}/")
    shot(page, "batches")
    page.click("text=Pull a batch")
    expect(page.locator("h1")).to_contain_text("B-1")
    shot(page, "batch")
    page.keyboard.press("n")
    at_the_desk(page)
    expect(page.locator("h1")).to_be_focused()  # who listens to the page hears the question first
    expect(page.locator("svg image")).to_have_count(1)
    shot(page, "check")
    page.keyboard.press("r")
    send_by_keys(page)
    page.wait_for_selector("section[aria-label='Cut out of the documents']")
    shot(page, "check-crops")
    page.click("summary:has-text('Ask the manufacturer')")
    page.fill("#asked", "Which of the papers counts?")
    with page.expect_navigation():
        page.click("text=Ask, next task")
    at_the_desk(page)

    reviewer = enter("reviewer")
    reviewer.goto(f"{live.address}/questions")
    shot(reviewer, "questions")
    reviewer.fill("textarea", f"The receipt; ask {PERSON}.")
    reviewer.click("text=Answer >> nth=-1")
    expect(reviewer.locator("main")).to_contain_text("No question waits")

    page.keyboard.press("x")
    send_by_keys(page)
    page.goto(page.url.split("/tasks/")[0])
    shot(page, "batch-worked")
    page.click("summary:has-text('Return the batch')")
    page.click("button:has-text('Return batch')")
    expect(page.locator("main")).to_contain_text("Returned")
    page.goto(f"{live.address}/reports/checkers/north")
    expect(page.locator("main")).to_contain_text("Agrees with the log")
    shot(page, "report")
    assert nobody_in(live.overheard.answers) >= 3


APART = """(rows) => rows.every((row) => {
  const [number, claim] = [row.querySelector("td[data-label='#']"), row.querySelector("th")];
  const [at, beside] = [number.getBoundingClientRect(), claim.getBoundingClientRect()];
  return at.left >= beside.right - parseFloat(getComputedStyle(claim).paddingRight) || at.right <= beside.left;
})"""
"""Whether no row's number lies over the claim's, however long that is."""


@pytest.mark.parametrize(
    ("language", "how"), [("zh-Hans", {"color_scheme": "dark"}), ("en", {"viewport": {"width": 360, "height": 740}})]
)
def test_a_batch_on_a_phone_and_in_chinese(
    live: Any, four: None, enter: Any, language: str, how: dict[str, Any]
) -> None:
    admin = enter("admin", language=language, **how)
    admin.goto(f"{live.address}/assign")
    admin.select_option("#now-company", "north")
    admin.click("form[action='/assign'] button")
    expect(admin.locator("table").last).to_contain_text("B-1")
    shot(admin, f"assign-{language}")
    page = enter("checker", "north", language=language, **how)
    page.click("form[action='/batches/pull'] button")
    expect(page.locator("h1")).to_contain_text("B-1")
    shot(page, f"batch-{language}")
    assert page.locator("table.cards tbody tr").evaluate_all(APART)
    page.click("form[action$='/next'] button")
    at_the_desk(page)
    shot(page, f"check-{language}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")
    page.goto(f"{live.address}/reports/checkers/north")
    shot(page, f"report-{language}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")
