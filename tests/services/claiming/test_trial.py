"""A draft is checked before it is sent, on the claimant's own documents alone."""

import pytest
from desk import SALE, STATED, Desk
from fakes import pages

from claimcheck.errors import NotFound
from claimcheck.services.claiming import trial


def test_a_value_that_the_page_contradicts_is_told_before_sending(desk: Desk) -> None:
    document = desk.upload()
    desk.work()
    found = trial.check(desk.context, desk.dealer(), "rebate", {**STATED, "total_amount": "19.00"}, [document.id])
    assert [(one.field, one.found) for one in (*found.to_mend, *found.asked)] == [("total_amount", "16.00")]


def test_a_document_of_the_wrong_kind_is_told_as_what_to_mend(desk: Desk) -> None:
    document = desk.upload(pages("A LETTER", "Dear all"), name="letter")
    desk.work()
    found = trial.check(desk.context, desk.dealer(), "rebate", STATED, [document.id])
    assert "document.wrong_kind" in {one.code for one in found.to_mend}


def test_sales_and_other_claims_cannot_be_found_out_by_trying(desk: Desk) -> None:
    desk.sales(SALE)
    desk.claim(desk.upload(name="1"), number="R-1")
    desk.work()
    again = desk.upload(name="1", by="D2")
    desk.work()
    found = trial.check(desk.context, desk.dealer("D2"), "rebate", STATED, [again.id])
    assert found == trial.Trial()


def test_nothing_is_said_while_a_document_is_read(desk: Desk) -> None:
    document = desk.upload()
    assert trial.check(desk.context, desk.dealer(), "rebate", STATED, [document.id]).reading


def test_anothers_document_is_not_there(desk: Desk) -> None:
    document = desk.upload(by="D2")
    with pytest.raises(NotFound):
        trial.check(desk.context, desk.dealer("D1"), "rebate", STATED, [document.id])
