"""A returned claim keeps its lines, and its page mends them as the page of a new one enters them."""

import re
from decimal import Decimal
from typing import Any

import pytest
from desk import Desk
from entering import FIRST, SECOND, current, form_of, open_fleet

from claimcheck.model.claims import ClaimLine
from claimcheck.services.claiming import claims
from claimcheck.services.claiming.submit import submit

LINES = (
    ClaimLine(1, {"vin": FIRST}, claimed_amount=Decimal(30), sale_id="S-1"),
    ClaimLine(2, {"vin": SECOND}, quantity=Decimal(2)),
)


@pytest.fixture
def returned(sign_in: Any, desk: Desk) -> Any:
    """A dealer's browser, and the address of a claim of two lines that came back for want of a document."""
    open_fleet(desk)
    made = submit(desk.context, desk.dealer(), program="fleet", fields={"seller_name": "Northwind"}, lines=LINES)
    desk.work()
    return sign_in("dealer", "D1"), f"/claims/{made.id}"


def test_lines_that_nobody_touched_are_sent_as_they_were(returned: Any, desk: Desk) -> None:
    dealer, at = returned
    assert dealer.post(f"{at}/revise", form_of(dealer.get(at).text)).status_code == 303
    assert current(desk, dealer, at) == LINES


def test_a_line_is_mended_and_another_added_and_nothing_is_kept_before_it_is_sent(returned: Any, desk: Desk) -> None:
    dealer, at = returned
    typed = {**form_of(dealer.get(at).text), "field.line.2.claimed_amount": "12.00"}
    page = dealer.post(f"{at}/revise", {**typed, "act": "line:add:3"}).text
    assert current(desk, dealer, at) == LINES
    assert re.search(r'id="f-line.3.vin"[^>]* autofocus', page)
    sent = {**form_of(page), "field.line.3.vin": "WDB9066331S123458"}
    assert dealer.post(f"{at}/revise", sent).status_code == 303
    said = current(desk, dealer, at)
    assert [line.claimed_amount for line in said] == [30, 12, None]
    assert [line.sale_id for line in said] == ["S-1", None, None]
    assert said[2].fields == {"vin": "WDB9066331S123458"}


def test_what_is_wrong_with_a_line_is_said_there_and_what_was_typed_stays(returned: Any, desk: Desk) -> None:
    dealer, at = returned
    typed = {**form_of(dealer.get(at).text), "field.line.2.quantity": "none", "note": "look"}
    answer = dealer.post(f"{at}/revise", typed)
    assert answer.status_code == 422
    assert 'id="e-line.2.quantity"' in answer.text
    assert form_of(answer.text)["field.line.2.quantity"] == "none"
    assert current(desk, dealer, at) == LINES


def test_files_chosen_before_a_line_was_added_are_attached_once_it_is_sent(returned: Any, desk: Desk) -> None:
    dealer, at = returned
    file = [("files", ("one.png", b"\x89PNG\r\n\x1a\n1", "image/png"))]
    page = dealer.post(f"{at}/revise", {**form_of(dealer.get(at).text), "act": "line:drop:1"}, files=file).text
    assert dealer.post(f"{at}/revise", form_of(page)).status_code == 303
    said = claims.claim(desk.context, dealer.user.actor(), at.rpartition("/")[2]).current
    assert (len(said.documents), [(line.fields["vin"], line.sale_id) for line in said.lines]) == (1, [(SECOND, None)])


def test_the_documents_of_others_cannot_be_attached_by_a_form(returned: Any, desk: Desk) -> None:
    dealer, at = returned
    alien = desk.upload(by="D2")
    answer = dealer.post(f"{at}/revise", {**form_of(dealer.get(at).text), "added": alien.id})
    assert answer.status_code in (404, 422)
    assert claims.claim(desk.context, dealer.user.actor(), at.rpartition("/")[2]).state == "returned"
