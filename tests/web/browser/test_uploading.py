"""What a dealer does while files go up, in a real browser: it is done, kept and said, in whatever order things end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browsing import hold, let_go, uploads
from desk import PNG, SALE
from fakes import receipt
from playwright.sync_api import expect

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.fixture
def form(live: Any, enter: Any) -> Any:
    """An open page of a new claim, of which the draft is kept."""
    live.desk.sales(SALE)
    page = enter("dealer", "D1")
    page.goto(f"{live.address}/claims/new/rebate")
    for name, value in (("total_amount", "16.00"), ("invoice_date", "2024-03-14"), ("claim_id", "SLOW")):
        page.fill(f"#f-{name}", value)
    expect(page.locator("#kept")).to_contain_text("Draft kept")
    return page


@pytest.fixture
def paper(live: Any, tmp_path: Path) -> Callable[[str], Path]:
    """Files on which the fake reader finds a receipt; of a kind that is not taken where they are named so."""

    def made(name: str) -> Path:
        data = PNG + name.encode() if name.endswith(".png") else b"MZ of no kind"
        live.desk.reader.canned[data] = receipt()
        (tmp_path / name).write_bytes(data)
        return tmp_path / name

    return made


@pytest.fixture
def held(form: Any) -> list[Any]:
    """The uploads of the page, which go on when the test lets them."""
    return hold(form, "**/claims/new/rebate", only=uploads)


def test_all_that_was_pressed_meanwhile_is_done_once_they_are_up(
    live: Any, form: Any, held: list[Any], paper: Any
) -> None:
    form.set_input_files("#files", paper("wrong.png"))
    expect(form.locator("#going")).to_contain_text("Going up: wrong.png")
    let_go(form, held)
    expect(form.locator("#documents")).to_contain_text("wrong.png")
    form.set_input_files("#files", paper("right.png"))
    expect(form.locator("#going")).to_contain_text("Going up: right.png")
    form.get_by_role("button", name="Remove wrong.png").click()
    form.get_by_role("button", name="Send claim").click()
    form.press("#f-quantity", "Enter")  # its button is one that nobody sees
    expect(form.locator("#going")).to_contain_text("as soon as the files are up")
    let_go(form, held)
    expect(form.locator("h1")).to_contain_text("SLOW")
    expect(form.locator("main")).to_contain_text("right.png")
    expect(form.locator("main")).not_to_contain_text("wrong.png")


def drop(page: Any, beside: str, name: str, data: bytes) -> None:
    """Let go of a file over something that is no field for files."""
    carried = page.evaluate_handle(
        """([name, data]) => {
          const carried = new DataTransfer();
          carried.items.add(new File([Uint8Array.from(data)], name));
          return carried;
        }""",
        [name, list(data)],
    )
    page.dispatch_event(beside, "drop", {"dataTransfer": carried})


def chosen(page: Any, field: str) -> Any:
    """The files that a field holds."""
    return page.eval_on_selector(field, "field => [...field.files].map(one => one.name)")


def test_files_may_be_dropped_beside_their_field(form: Any, paper: Any) -> None:
    drop(form, "#values", "dropped.png", paper("dropped.png").read_bytes())
    expect(form.locator("#documents")).to_contain_text("dropped.png")
    expect(form.locator("#f-claim_id")).to_have_value("SLOW")


def test_files_dropped_one_after_another_wait_for_the_button_together(live: Any, enter: Any) -> None:
    claim = live.desk.claim(number="BACK")
    live.desk.work()
    page = enter("dealer", "D1")
    page.goto(f"{live.address}/claims/{claim.id}")
    for name in ("invoice.png", "receipt.png"):
        drop(page, "h1", name, PNG)
    assert chosen(page, "#files") == ["invoice.png", "receipt.png"]


def test_of_files_dropped_where_one_is_taken_the_last_one_counts(live: Any, enter: Any) -> None:
    page = enter("admin")
    for address in ("/admin/imports", "/admin/programs/new"):
        page.goto(live.address + address)
        for name in ("wrong.csv", "right.csv"):
            drop(page, "h1", name, b"sale_id,dealer")
        assert chosen(page, "#file") == ["right.csv"]


def test_a_file_is_removed_that_was_drawn_anew_meanwhile(form: Any, held: list[Any], paper: Any) -> None:
    form.set_input_files("#files", paper("wrong.png"))
    expect(form.locator("#going")).to_be_visible()
    let_go(form, held)
    expect(form.locator("#documents")).to_contain_text("wrong.png")
    form.set_input_files("#files", paper("right.png"))
    expect(form.locator("#going")).to_be_visible()
    form.get_by_role("button", name="Remove wrong.png").click()
    form.evaluate(
        "document.getElementById('documents').replaceWith(document.getElementById('documents').cloneNode(true))"
    )
    let_go(form, held)
    expect(form.locator("#documents")).to_contain_text("right.png")
    expect(form.locator("#documents")).not_to_contain_text("wrong.png")


def test_what_is_typed_meanwhile_stays_as_it_was_typed_last(form: Any, held: list[Any], paper: Any) -> None:
    form.fill("#f-claim_id", "A")  # and not kept yet
    form.set_input_files("#files", paper("one.png"))
    expect(form.locator("#going")).to_be_visible()
    with form.expect_response(lambda answer: b"ABC-123" in (answer.request.post_data_buffer or b"")):
        form.fill("#f-claim_id", "ABC-123")
    let_go(form, held)
    expect(form.locator("#documents")).to_contain_text("one.png")
    form.reload()
    expect(form.locator("#f-claim_id")).to_have_value("ABC-123")
    expect(form.locator("#f-total_amount")).to_have_value("16.00")


def test_what_is_wrong_with_one_file_stays_when_another_is_taken(form: Any, held: list[Any], paper: Any) -> None:
    form.set_input_files("#files", paper("bad$&.exe"))
    expect(form.locator("#going")).to_contain_text("Going up: bad$&.exe")
    form.set_input_files("#photo", paper("photo.png"))
    expect(form.locator("#going")).to_contain_text("Going up: bad$&.exe, photo.png")
    let_go(form, held)
    expect(form.locator("#fault")).to_contain_text("bad$&.exe")
    expect(form.locator("#going")).to_contain_text("Going up: photo.png")
    let_go(form, held)
    expect(form.locator("#documents")).to_contain_text("photo.png")
    expect(form.locator("#fault")).to_contain_text("bad$&.exe")
    form.set_input_files("#files", paper("good.png"))
    expect(form.locator("#fault")).to_be_hidden()


def test_a_file_that_is_added_later_can_be_turned_to_beside_the_first_one(form: Any, paper: Any) -> None:
    form.set_input_files("#files", paper("first.png"))
    expect(form.locator("#page .pages")).to_contain_text("first.png")
    form.set_input_files("#files", paper("second.png"))
    expect(form.locator("#page .pages")).to_contain_text("second.png")
    expect(form.locator("#page [aria-current]")).to_contain_text("first.png")


def test_the_picture_that_a_field_turned_to_stays_whatever_was_asked_before(form: Any, paper: Any) -> None:
    for name in ("first.png", "second.png"):
        form.set_input_files("#files", paper(name))
        expect(form.locator("#page .pages")).to_contain_text(name)
    form.get_by_role("link", name="Zoom in").click()
    expect(form.locator("#page svg.zoom-150")).to_be_visible()
    form.locator("#page .pages a", has_text="second.png").click()
    expect(form.locator("#page [aria-current]")).to_contain_text("second.png")
    held: list[Any] = []
    form.evaluate("document.activeElement.blur()")
    form.route("**/claims/new/rebate?*", lambda route: route.continue_() if held else held.append(route))
    with form.expect_request("**/claims/new/rebate?*"):  # asked with the second page beside it
        form.fill("#f-claim_id", "X")
    form.focus("#f-total_amount")  # stands on the first page
    expect(form.locator("#page [aria-current]")).to_contain_text("first.png")
    held[0].continue_()
    form.wait_for_timeout(500)
    expect(form.locator("#page [aria-current]")).to_contain_text("first.png")
    expect(form.locator("#page svg.zoom-150 .box.at")).to_be_visible()
