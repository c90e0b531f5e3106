"""What a person's answer may do: it never pays a second time without saying so."""

from typing import Any

import pytest
from desk import PROGRAM, SALE, Desk
from fakes import receipt

from claimcheck.errors import Conflict, Invalid
from claimcheck.model.claims import ClaimLine
from claimcheck.model.parties import Actor
from claimcheck.services.claiming import appealing
from claimcheck.services.claiming.submit import withdraw
from claimcheck.services.claiming.views import ClaimView
from claimcheck.services.programs.programs import publish
from claimcheck.services.reviewing import review
from claimcheck.services.reviewing.review import Resolution
from claimcheck.store.judging import uses

REVIEWER = Actor("acme", "acme", "reviewer", "key-of-reviewer")


def answer(desk: Desk, claim: ClaimView, *codes: str, by: Actor = REVIEWER, **said: Any) -> None:
    """Take the claim's open question and approve, unless told otherwise."""
    leased = desk.take(claim, by)
    said = {"verdict": "approve", "ground": "The dealer sent the contract.", **said}
    review.resolve(desk.context, by, leased.id, fence=leased.fence, answer=Resolution(codes=codes, **said))


def test_a_sale_that_was_paid_for_meanwhile_is_not_paid_again_unnoticed(desk: Desk) -> None:
    desk.sales(SALE)
    other = receipt(number="INV-20442", total="61.00")
    doubtful = desk.claim(desk.upload(other, name="1"), number="R-1", total_amount="61.00")
    desk.work()
    paid = desk.claim(desk.upload(name="2"), number="R-2")
    desk.work()
    assert (desk.see(doubtful).state, desk.see(paid).state) == ("review", "approved")

    with pytest.raises(Conflict) as refused:
        answer(desk, doubtful)

    assert (refused.value.code, "R-2" in refused.value.message) == ("sale.used", True)
    assert desk.see(doubtful).state == "review"
    answer(desk, doubtful, "sale.used", ground="Two lamps were sold; the register is wrong.")
    assert desk.see(doubtful).state == "approved"


def test_a_sale_cancelled_while_a_person_is_asked_something_else_is_not_paid_unnoticed(desk: Desk) -> None:
    asks_of_all = PROGRAM.replace('"1"', '"2"') + "second_decider: {machine: 1}\n"
    publish(desk.context, desk.admin, asks_of_all, filename="rebate.yaml")
    desk.sales(SALE)
    claim = desk.claim(desk.upload())
    desk.work()
    assert desk.see(claim).state == "review"

    desk.sales(SALE.replace("16.00,", "16.00,yes"))
    desk.work()
    with pytest.raises(Invalid) as refused:
        answer(desk, claim, ground="")

    assert refused.value.code == "task.ground"
    (reason,) = (one for one in desk.see(claim).decision.decision.reasons if one.code == "sale.cancelled")
    assert "was cancelled" in reason.message


def test_a_sale_cancelled_while_a_second_person_is_asked_is_not_paid_unnoticed(desk: Desk) -> None:
    asks_two = PROGRAM.replace('"1"', '"2"') + "second_decider: {above: 1, machine: 1}\n"
    publish(desk.context, desk.admin, asks_two, filename="rebate.yaml")
    desk.sales(SALE)
    claim = desk.claim(desk.upload())
    desk.work()
    answer(desk, claim)
    desk.sales(SALE.replace("16.00,", "16.00,yes"))
    desk.work()

    second = Actor("acme", "acme", "reviewer", "another")
    with pytest.raises(Conflict) as refused:
        answer(desk, claim, by=second)
    assert refused.value.code == "sale.cancelled"
    answer(desk, claim, "sale.cancelled", by=second, ground="Cancelled by mistake; the register follows.")
    assert desk.see(claim).state == "approved"


def test_a_paper_that_another_claim_was_paid_for_meanwhile_is_not_paid_again_unnoticed(desk: Desk) -> None:
    without_sales = PROGRAM.replace('"1"', '"2"').partition("match:")[0] + "duplicates: review\n"
    publish(desk.context, desk.admin, without_sales, filename="rebate.yaml")
    first = desk.claim(desk.upload(name="1"), number="R-1", total_amount="61.00")
    desk.work()
    again = desk.claim(desk.upload(name="2"), number="R-2", total_amount="61.00")
    desk.work()
    answer(desk, again, ground="It is the better copy.")

    with pytest.raises(Conflict) as refused:
        answer(desk, first)

    assert (refused.value.code, "R-2" in refused.value.message) == ("document.duplicate", True)
    assert desk.see(first).state == "review"


def test_an_approval_in_question_is_confirmed_with_a_ground_by_a_reviewer_only(desk: Desk) -> None:
    desk.sales(SALE)
    claim = desk.claim(desk.upload())
    desk.work()
    desk.sales(SALE.replace("16.00,", "16.00,yes"))
    assert desk.see(claim).state == "review"

    with pytest.raises(Invalid):
        answer(desk, claim, ground=" ")
    answer(desk, claim)

    assert desk.see(claim).state == "approved"


def test_a_claim_that_was_approved_cannot_be_withdrawn_and_made_again(desk: Desk) -> None:
    desk.sales(SALE)
    claim = desk.claim(desk.upload())
    desk.work()
    desk.sales(SALE.replace("16.00,", "16.00,yes"))

    with pytest.raises(Conflict) as refused:
        withdraw(desk.context, desk.dealer(), claim.id)

    assert refused.value.code == "claim.was_approved"
    with desk.context.database.read() as conn:
        assert [use.state for use in uses.of_claim(conn, "acme", claim.id)] == ["settled"]


def test_a_paper_that_an_appeal_adds_is_not_paid_again_unnoticed(desk: Desk) -> None:
    without_sales = PROGRAM.replace('"1"', '"2"').partition("match:")[0] + "duplicates: review\n"
    publish(desk.context, desk.admin, without_sales, filename="rebate.yaml")
    paid = desk.claim(desk.upload(name="1"), number="R-1")
    bare = desk.claim(number="R-2")
    desk.work()
    assert (desk.see(paid).state, desk.see(bare).state) == ("approved", "returned")
    added = desk.upload(name="2")
    appealing.appeal(desk.context, desk.dealer(), bare.id, text="Here it is.", add_documents=[added.id])
    desk.work()

    with pytest.raises(Conflict) as refused:
        answer(desk, bare)

    assert (refused.value.code, "R-1" in refused.value.message) == ("document.duplicate", True)
    assert desk.see(bare).state == "review"


def test_who_was_told_that_one_sale_was_used_is_told_of_another(desk: Desk) -> None:
    other, second = SALE.replace("S1", "S2").replace("16.00", "20.00"), receipt(number="INV-10072", total="20.00")
    desk.sales(SALE, other)
    desk.claim(desk.upload(name="1"), number="R-1")
    desk.work()
    lines = (ClaimLine(1), ClaimLine(2, {"total_amount": "20.00"}))
    both = desk.claim(desk.upload(name="2"), desk.upload(second, name="3"), number="R-2", lines=lines)
    desk.work()
    paid = desk.claim(desk.upload(second, name="4"), number="R-3", total_amount="20.00")
    desk.work()
    assert (desk.see(both).state, desk.see(paid).state) == ("review", "review")
    answer(desk, paid, "document.duplicate", "document.reused", "sale.used")

    with pytest.raises(Conflict) as refused:
        answer(desk, both, "document.duplicate")
    assert (refused.value.code, "R-3" in refused.value.message) == ("sale.used", True)
