"""A claim of several vehicles on its page: lines are added, filled from papers when asked, corrected and sent."""

import re
from typing import Any

import pytest
from desk import PNG, Desk
from entering import FIRST, PAGE, SECOND, THIRD, act, entered, form_of, invoice, open_fleet

from claimcheck.model.documents import Pages
from claimcheck.services.claiming import claims

SHARED = {"field.seller_name": "Northwind Trading Sdn Bhd"}


@pytest.fixture
def dealer(sign_in: Any, desk: Desk) -> Any:
    open_fleet(desk)
    return sign_in("dealer", "D1")


def add_papers(dealer: Any, desk: Desk, **papers: Pages) -> None:
    for name, found in papers.items():
        desk.reader.canned[PNG + name.encode()] = found
        dealer.post(PAGE, {"act": "upload"}, files=[("files", (f"{name}.png", PNG + name.encode(), "image/png"))])
    desk.work()


def test_what_was_entered_of_one_vehicle_is_the_first_of_two(dealer: Any, desk: Desk) -> None:
    page = act(dealer, "line:add:2", **{"field.vin": FIRST, "field.claimed_amount": "30"})
    assert entered(desk, dealer) == {1: {"vin": FIRST, "claimed_amount": "30", "quantity": "1"}, 2: {"quantity": "1"}}
    assert "Vehicles: 2" in page
    assert 'id="f-vin"' not in page
    assert re.search(r'id="f-line.2.vin"[^>]* autofocus', dealer.get(f"{PAGE}?line=2").text)


def test_a_line_that_is_removed_can_be_put_back_and_the_keyboard_is_there(dealer: Any, desk: Desk) -> None:
    act(dealer, "line:add:2", **{"field.vin": FIRST})
    act(dealer, "save", **{"field.line.2.vin": SECOND})
    page = act(dealer, "line:drop:1")
    assert [one["vin"] for one in entered(desk, dealer).values()] == [SECOND]
    assert re.search(r'value="line:back" autofocus>', page)
    act(dealer, "line:back")
    assert [one["vin"] for one in entered(desk, dealer).values()] == [FIRST, SECOND]


def test_a_button_that_is_pressed_twice_adds_one_line(dealer: Any, desk: Desk) -> None:
    drawn = form_of(dealer.get(PAGE).text)
    for _ in range(2):
        dealer.post(PAGE, {**drawn, "field.vin": FIRST, "act": "line:add:2"})
    assert list(entered(desk, dealer)) == [1, 2]


def test_a_copy_leaves_out_what_tells_one_vehicle_from_another(dealer: Any, desk: Desk) -> None:
    act(dealer, "line:add:2", **{"field.vin": FIRST, "field.claimed_amount": "30"})
    act(dealer, "line:copy:1:3")
    assert entered(desk, dealer)[3] == {"claimed_amount": "30", "quantity": "1"}


def test_vehicles_that_one_paper_lists_are_added_when_asked_and_never_by_themselves(dealer: Any, desk: Desk) -> None:
    add_papers(dealer, desk, one=invoice("A-1", "160.00", FIRST, SECOND, THIRD))
    page = dealer.get(PAGE).text
    assert page.count("Claim them, too?") == 1
    assert entered(desk, dealer) == {}
    act(dealer, f"line:read:{SECOND}")
    assert [one["vin"] for one in entered(desk, dealer).values()] == [FIRST, SECOND]
    page = act(dealer, "line:read")
    assert [one["vin"] for one in entered(desk, dealer).values()] == [FIRST, SECOND, THIRD]
    assert "Claim them, too?" not in page
    assert page.count("✓ Read from one.png, page 1") >= 3


def test_vehicles_with_a_paper_each_are_sales_of_their_own_and_filled_in_only_when_asked(
    dealer: Any, desk: Desk
) -> None:
    add_papers(dealer, desk, one=invoice("A-1", "90.00", FIRST), two=invoice("A-2", "70.00", SECOND))
    page = act(dealer, "line:several", several=f"{FIRST} {SECOND}")
    assert "Claim them, too?" not in page
    assert "Fill in from two.png" in page
    act(dealer, "line:fill:2")
    assert (entered(desk, dealer)[2]["invoice_number"], entered(desk, dealer)[2]["total_amount"]) == ("A-2", "70.00")


def test_what_is_entered_line_by_line_is_claimed_line_by_line_and_once(dealer: Any, desk: Desk) -> None:
    add_papers(dealer, desk, one=invoice("A-1", "160.00", FIRST, SECOND))
    form = {**form_of(act(dealer, "line:read")), **SHARED, "field.line.2.claimed_amount": "30", "act": "send"}
    (made, again) = (dealer.post(PAGE, form).headers["location"] for _ in range(2))
    assert made == again
    claim = claims.claim(desk.context, dealer.user.actor(), made.rpartition("/")[2])
    assert [line.fields for line in claim.current.lines] == [{"vin": FIRST}, {"vin": SECOND}]
    assert [line.claimed_amount for line in claim.current.lines] == [None, 30]
    assert "vin" not in claim.current.fields
    assert entered(desk, dealer) == {}


def test_all_that_is_wrong_is_said_at_once_where_it_was_typed(dealer: Any, desk: Desk) -> None:
    add_papers(dealer, desk, one=invoice("A-1", "90.00", FIRST))
    act(dealer, "line:add:2", **{"field.vin": FIRST})
    typed = {"field.line.1.quantity": "many", "field.line.2.claimed_amount": "much", "field.line.2.vin": SECOND}
    page = act(dealer, "send", **typed)
    for name, value in (("line.1.quantity", "many"), ("line.2.claimed_amount", "much")):
        assert f'<a href="#f-{name}">' in page
        assert f'id="e-{name}"' in page
        assert re.search(rf'id="f-{name}"[^>]*value="{value}"[^>]*aria-invalid', page)


def test_numbers_are_added_together_once_each_and_more_than_a_claim_takes_are_refused(dealer: Any, desk: Desk) -> None:
    act(dealer, "line:several", several=f"{FIRST}\n{SECOND}, {FIRST}")
    assert [one["vin"] for one in entered(desk, dealer).values()] == [FIRST, SECOND]
    page = act(dealer, "line:several", several="\n".join(f"LSVAA41Z8C20{n:05}" for n in range(50)))
    assert "it would have 52. Leave out 2" in page
    assert "LSVAA41Z8C2000049" in page  # what was typed is there still
    assert len(entered(desk, dealer)) == 2


def test_two_windows_keep_what_was_typed_in_each_and_neither_sends_lines_that_it_does_not_show(
    dealer: Any, desk: Desk
) -> None:
    act(dealer, "line:add:2", **{"field.vin": FIRST})
    here = form_of(dealer.get(PAGE).text)
    act(dealer, "line:add:3")
    act(dealer, "save", **{"field.line.3.vin": THIRD})
    answer = dealer.post(PAGE, {**here, "field.line.2.vin": SECOND, "act": "send"})
    assert (answer.status_code, "another window" in answer.text) == (409, True)
    assert [one["vin"] for one in entered(desk, dealer).values()] == [FIRST, SECOND, THIRD]


def test_a_program_of_receipts_asks_for_no_lines(dealer: Any) -> None:
    page = dealer.get("/claims/new/rebate").text
    assert "line:" not in page
    dealer.post("/claims/new/rebate", {"act": "line:add:2"})
    assert 'id="lines"' not in dealer.get("/claims/new/rebate").text


def test_as_many_lines_as_a_claim_takes_outlive_the_end_of_a_session(dealer: Any) -> None:
    full = act(dealer, "line:several", several="\n".join(f"LSVAA41Z8C20{n:05}" for n in range(50)))
    form = {**form_of(full), "form": dealer.token, "act": "save", "field.line.50.claimed_amount": "12.00"}
    dealer.client.cookies.clear()
    answer = dealer.client.post(PAGE, data=form, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 401
    assert 'name="unsent"' in answer.text
