"""What was typed of lines is lost to no other window, no second press, and no number of them."""

import html
import re
from typing import Any

import pytest
from desk import PNG, Desk
from entering import FIRST, PAGE, SECOND, THIRD, act, current, entered, form_of, invoice, open_fleet
from fakes import pages

from claimcheck.model.claims import ClaimLine
from claimcheck.services.claiming import claims, drafts
from claimcheck.services.claiming.submit import submit
from claimcheck.services.people import accounts
from claimcheck.web.pages import claims as pages_of_claims

TWO = (ClaimLine(1, {"vin": FIRST}), ClaimLine(2, {"vin": SECOND}))


@pytest.fixture
def dealer(sign_in: Any, desk: Desk) -> Any:
    open_fleet(desk)
    return sign_in("dealer", "D1")


def come_back(desk: Desk, *lines: ClaimLine, **fields: str) -> str:
    """The address of a claim that came back for want of a document."""
    said = {"seller_name": "Northwind", **fields}
    made = submit(desk.context, desk.dealer(), program="fleet", fields=said, lines=lines)
    desk.work()
    return f"/claims/{made.id}"


def vins(desk: Desk, dealer: Any) -> list[str]:
    return [line.get("vin", "") for line in entered(desk, dealer).values()]


def test_remove_that_is_pressed_twice_removes_one_and_makes_none(dealer: Any, desk: Desk) -> None:
    act(dealer, "line:add:2", **{"field.vin": FIRST})
    form = {**form_of(dealer.get(PAGE).text), "field.line.2.vin": SECOND, "act": "line:drop:2"}
    assert [dealer.post(PAGE, form).status_code for _ in range(2)] == [303, 303]
    assert vins(desk, dealer) == [FIRST]
    act(dealer, "line:back")
    assert vins(desk, dealer) == [FIRST, SECOND]


def test_a_value_of_a_line_that_was_removed_elsewhere_waits_with_it_and_the_window_is_told(
    dealer: Any, desk: Desk
) -> None:
    act(dealer, "line:add:2", **{"field.vin": FIRST})
    act(dealer, "save", **{"field.line.2.vin": SECOND})
    there = {"form": dealer.token, "draft": form_of(dealer.get(PAGE).text)["draft"]}
    act(dealer, "line:drop:2")
    told = dealer.post(PAGE, {**there, "field.line.2.claimed_amount": "12", "act": "typed"})
    assert (told.status_code, entered(desk, dealer)) == (409, {1: {"vin": FIRST, "quantity": "1"}})
    act(dealer, "line:back")
    assert entered(desk, dealer)[2] == {"vin": SECOND, "quantity": "1", "claimed_amount": "12"}


def test_what_is_typed_of_the_one_thing_that_an_older_window_shows_is_of_the_first(dealer: Any, desk: Desk) -> None:
    dealer.post(PAGE, {"field.vin": FIRST, "act": "save"})
    older = form_of(dealer.get(PAGE).text)
    act(dealer, "line:add:2")
    assert dealer.post(PAGE, {**older, "field.vin": THIRD, "act": "typed"}).status_code == 204
    assert vins(desk, dealer) == [THIRD, ""]


def test_what_is_typed_of_the_one_thing_waits_and_is_told_where_that_was_removed(dealer: Any, desk: Desk) -> None:
    dealer.post(PAGE, {"field.vin": FIRST, "act": "save"})
    older = form_of(dealer.get(PAGE).text)
    act(dealer, "line:add:2")
    act(dealer, "line:drop:1", **{"field.line.2.vin": SECOND})
    assert dealer.post(PAGE, {**older, "field.vin": THIRD, "act": "typed"}).status_code == 409
    assert vins(desk, dealer) == [SECOND]
    act(dealer, "line:back")
    assert vins(desk, dealer) == [THIRD, SECOND]


def test_what_was_typed_of_a_removed_line_is_there_after_the_next_is_removed(dealer: Any, desk: Desk) -> None:
    act(dealer, "line:several", several=f"{FIRST} {SECOND} {THIRD}")
    older = form_of(dealer.get(PAGE).text)
    act(dealer, "line:drop:2")
    dealer.post(PAGE, {**older, "field.line.2.claimed_amount": "12", "act": "line:drop:3"})
    assert "Removed: 2." in act(dealer, "save")
    act(dealer, "line:back")
    assert entered(desk, dealer)[2] == {"vin": SECOND, "quantity": "1", "claimed_amount": "12"}


def test_a_window_from_before_writes_into_no_other_vehicle(dealer: Any, desk: Desk) -> None:
    act(dealer, "line:several", several=f"{FIRST} {SECOND} {THIRD}")
    older = form_of(dealer.get(PAGE).text)
    act(dealer, "line:drop:3")
    made = re.search(r"line:add:\d+", act(dealer, "line:drop:2"))
    assert made
    act(dealer, made[0])
    told = dealer.post(PAGE, {**older, "field.line.3.claimed_amount": "500", "act": "typed"})
    assert (told.status_code, entered(desk, dealer)[4]) == (409, {"quantity": "1"})
    dealer.post(PAGE, {**older, "act": "line:drop:3"})
    assert list(entered(desk, dealer)) == [1, 4]


def test_put_back_leaves_the_paper_of_the_other_as_it_was(dealer: Any, desk: Desk) -> None:
    act(dealer, "line:add:2", **{"field.vin": FIRST, "field.invoice_number": "ALL-1"})
    before = act(dealer, "save", **{"field.line.2.vin": SECOND, "field.line.2.invoice_number": "OWN-2"})
    act(dealer, "line:drop:1")
    after = act(dealer, "line:back")
    assert form_of(after) == form_of(before)


def test_two_lines_of_one_vehicle_are_told_at_the_second(dealer: Any, desk: Desk) -> None:
    act(dealer, "line:add:2", **{"field.vin": FIRST})
    page = act(dealer, "check", **{"field.line.2.vin": f" {FIRST[:9]}-{FIRST[9:]} ", "field.line.1.quantity": "no"})
    assert 'id="e-line.1.quantity">≠ <bdi>Enter a number above zero, such as 1.' in page
    assert 'id="e-line.2.vin">≠ <bdi>Entered as number 1 already.' in page
    assert '<div class="alert" role="alert" tabindex="-1" autofocus><p>Change these' in page


def test_a_paper_that_fills_in_the_whole_claim_is_not_offered_to_its_vehicle_again(dealer: Any, desk: Desk) -> None:
    desk.reader.canned[PNG] = invoice("A-1", "100.00", FIRST)
    dealer.post(PAGE, {"act": "upload"}, files=[("files", ("one.png", PNG, "image/png"))])
    desk.work()
    page = act(dealer, "line:several", several=f"{FIRST} {SECOND}")
    assert "Fill in from" not in page
    assert page.count("Not found on the documents") == 1
    act(dealer, "line:fill:1")
    assert entered(desk, dealer)[1] == {"vin": FIRST, "quantity": "1"}


def test_what_every_vehicle_says_for_itself_is_not_asked_for_again(dealer: Any, desk: Desk) -> None:
    desk.reader.canned[PNG] = pages("NOTHING OF USE")
    dealer.post(PAGE, {"act": "upload"}, files=[("files", ("one.png", PNG, "image/png"))])
    desk.work()
    act(
        dealer,
        "line:add:2",
        **{"field.vin": FIRST, "field.seller_name": "Northwind", "field.invoice_date": "2024-03-14"},
    )
    page = act(dealer, "save", **{f"field.line.{n}.total_amount": f"1{n}.00" for n in (1, 2)})
    todo = page[page.index('id="todo"') :]
    assert 'href="#f-invoice_number"' in todo
    assert 'href="#f-total_amount"' not in todo


@pytest.mark.parametrize(
    ("other", "said", "todo"),
    [
        ("SOUTH LAKE MOTORS SDN BHD", "These papers name different sellers", "0.png. Claim each sale by itself."),
        ("NORTHWIND TRADING SDN BHD", "These papers bear different numbers: <bdi>A-1 (0.png)</bdi>",
         "0.png. Where each is of another vehicle, enter each with + Vehicle; else claim each sale by itself."),
    ],
)  # fmt: skip
def test_papers_that_may_be_of_two_sales_are_told_before_anything_is_sent(
    dealer: Any, desk: Desk, other: str, said: str, todo: str
) -> None:
    for file, (seller, number) in enumerate((("NORTHWIND TRADING SDN BHD", "A-1"), (other, "A-2"))):
        data = PNG + bytes([file])
        desk.reader.canned[data] = invoice(number, "100.00", FIRST, seller=seller)
        dealer.post(PAGE, {"act": "upload"}, files=[("files", (f"{file}.png", data, "image/png"))])
        desk.work()
        page = dealer.get(PAGE).text
        assert (said in page, todo in page) == (bool(file), bool(file))


def test_as_many_lines_as_the_api_takes_are_sent_again_as_they_were(dealer: Any, desk: Desk) -> None:
    at = come_back(desk, *(ClaimLine(n, {"vin": f"LSVAA41Z8C2{n:06}"}) for n in range(1, 201)))
    before = current(desk, dealer, at)
    dropped = dealer.post(f"{at}/revise", {**form_of(dealer.get(at).text), "act": "line:drop:200"}).text
    restored = dealer.post(f"{at}/revise", {**form_of(dropped), "act": "line:back"}).text
    assert dealer.post(f"{at}/revise", form_of(restored)).status_code == 303
    assert current(desk, dealer, at) == before


def test_a_window_from_before_a_newer_revision_overwrites_nothing_and_loses_nothing(dealer: Any, desk: Desk) -> None:
    at = come_back(desk, *TWO)
    older = form_of(dealer.get(at).text)
    newer = {**older, "field.line.2.vin": THIRD}
    assert dealer.post(f"{at}/revise", newer).status_code == 303
    waiting = dealer.post(f"{at}/revise", {**older, "field.line.1.quantity": "7", "note": "LOOK AT THE SEAL"})
    assert waiting.status_code == 409
    assert "Line 1, Quantity</dt><dd><bdi>7</bdi>" in waiting.text
    assert "LOOK AT THE SEAL" in waiting.text

    desk.work()
    stale = dealer.post(f"{at}/revise", {**older, "field.line.1.quantity": "7", "note": "LOOK AT THE SEAL"})
    assert (stale.status_code, "sent again meanwhile" in stale.text) == (409, True)
    assert [line.fields["vin"] for line in current(desk, dealer, at)] == [FIRST, THIRD]
    again = form_of(stale.text)
    assert (again["field.line.1.quantity"], again["field.line.2.vin"]) == ("7", SECOND)
    assert "LOOK AT THE SEAL" in stale.text
    assert "Seller</dt><dd><bdi>Northwind" in stale.text  # what is claimed now, to compare with
    assert dealer.post(f"{at}/revise", again).status_code == 303  # once it was looked at


@pytest.mark.parametrize("other", ["revise", "withdraw"])
def test_what_was_entered_is_shown_where_another_press_came_first(
    dealer: Any, desk: Desk, monkeypatch: pytest.MonkeyPatch, other: str
) -> None:
    at = come_back(desk, *TWO)
    form, looked = form_of(dealer.get(at).text), pages_of_claims.unseen_of

    def first(*args: Any) -> list[str]:
        monkeypatch.setattr(pages_of_claims, "unseen_of", looked)
        dealer.post(f"{at}/{other}", form if other == "revise" else {})
        return looked(*args)

    monkeypatch.setattr(pages_of_claims, "unseen_of", first)
    second = dealer.post(f"{at}/revise", {**form, "field.line.2.vin": THIRD, "note": "LOOK AT THE SEAL"})
    assert (second.status_code, "What you entered:" in second.text) == (409, True)
    assert f"Line 2, VIN</dt><dd><bdi>{THIRD}" in second.text
    assert "LOOK AT THE SEAL" in second.text


def test_a_page_from_before_an_update_is_told_so_and_sent_once_it_was_looked_at(dealer: Any, desk: Desk) -> None:
    at = come_back(desk, *TWO)
    form = {**form_of(dealer.get(at).text), "field.line.1.quantity": "7"}
    told = dealer.post(f"{at}/revise", {name: value for name, value in form.items() if name != "revision"})
    assert (told.status_code, "before an update" in told.text, "sent again" in told.text) == (409, True, False)
    assert dealer.post(f"{at}/revise", form_of(told.text)).status_code == 303
    assert current(desk, dealer, at)[0].quantity == 7


def test_what_is_sent_again_stands_in_its_order(dealer: Any, desk: Desk) -> None:
    said = {"invoice_number": "A-1", "invoice_date": "2024-03-14", "total_amount": "9.00", "buyer_name": "B"}
    line = {"vin": FIRST, "serial_number": "S", "plate_number": "P", "model_name": "M"}
    at = come_back(desk, ClaimLine(1, line), ClaimLine(2, {"vin": SECOND}), **said)
    assert dealer.post(f"{at}/revise", form_of(dealer.get(at).text)).status_code == 303
    claim = claims.claim(desk.context, dealer.user.actor(), at.rpartition("/")[2])
    assert list(claim.current.fields) == ["seller_name", *said]
    assert list(claim.current.lines[0].fields) == list(line)


def test_lines_of_one_vehicle_that_came_so_are_sent_again_and_new_ones_are_told(dealer: Any, desk: Desk) -> None:
    twice = come_back(desk, ClaimLine(1, {"vin": FIRST}), ClaimLine(2, {"vin": FIRST}))
    assert dealer.post(f"{twice}/revise", form_of(dealer.get(twice).text)).status_code == 303
    at = come_back(desk, *TWO)
    page = dealer.post(f"{at}/revise", {**form_of(dealer.get(at).text), "field.line.2.vin": FIRST}).text
    assert 'id="e-line.2.vin"' in page


def test_what_did_not_arrive_says_of_which_line_it_is(dealer: Any, desk: Desk) -> None:
    act(dealer, "line:add:2", **{"field.vin": FIRST})
    act(dealer, "line:add:3")
    form = {**form_of(act(dealer, "line:drop:2")), "field.line.3.vin": THIRD, "form": dealer.token, "act": "save"}
    dealer.client.cookies.clear()
    page = dealer.client.post(PAGE, data=form, headers={"Sec-Fetch-Site": "same-origin"}).text
    signing, known = (
        dict(re.findall(r'name="(form|unsent)"[^>]*?(?: value="|>)([^"<]*)', page)),
        "correct horse battery",
    )
    made = accounts.create(
        desk.context, maker_id="acme", email="lee@example.com", name="Lee", organisation="D1", role="dealer"
    )
    accounts.accept(desk.context, made.link.removeprefix("/invite/"), known)
    who = {"email": "lee@example.com", "password": known, "form": signing["form"]}
    after = dealer.client.post("/sign-in", data={**who, "unsent": html.unescape(signing["unsent"])}).text
    assert f'Line 2, VIN</dt><dd class="letter"><bdi>{THIRD}' in after


def test_a_claim_of_one_vehicle_that_was_entered_as_one_of_two_is_sent_with_it(dealer: Any, desk: Desk) -> None:
    act(dealer, "line:add:2", **{"field.vin": FIRST, "field.seller_name": "Northwind"})
    desk.reader.canned[PNG] = pages("NOTHING OF USE")
    dealer.post(PAGE, {"act": "upload"}, files=[("files", ("one.png", PNG, "image/png"))])
    desk.work()
    form = {**form_of(act(dealer, "line:drop:2")), "act": "send"}
    made = dealer.post(PAGE, form).headers["location"].rpartition("/")[2]
    claim = claims.claim(desk.context, dealer.user.actor(), made)
    assert [line.fields for line in claim.current.lines] == [{"vin": FIRST}]
    assert drafts.draft(desk.context, dealer.user.actor(), "fleet").fields == {}
