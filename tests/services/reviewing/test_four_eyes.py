"""Two people decide what a program says that two decide: the second does not see the first verdict."""

from decimal import Decimal
from typing import Any

import pytest
from desk import PROGRAM, SALE, STATED, Desk
from fakes import receipt

from claimcheck.core.values.shares import drawn
from claimcheck.errors import Conflict, NotFound
from claimcheck.model.parties import Actor
from claimcheck.model.programs import SecondDecider
from claimcheck.services.claiming.submit import submit
from claimcheck.services.claiming.views import ClaimView
from claimcheck.services.judging.replay import replay
from claimcheck.services.programs.programs import publish
from claimcheck.services.reviewing import automation, four_eyes, review, taking_back, teaching
from claimcheck.services.reviewing import desk as desks
from claimcheck.store.judging import uses
from claimcheck.store.reviewing import tasks
from claimcheck.store.reviewing.tasks import Task

ANN, BEN, CAT = (Actor("acme", "acme", "reviewer", f"key-{n}") for n in "abc")
CHIEF = Actor("acme", "acme", "admin", "key-chief")


@pytest.fixture
def claim(desk: Desk) -> ClaimView:
    """A claim of 61.00 that a person must look at, in a program in which two decide above 50."""
    text = PROGRAM.replace('version: "1"', 'version: "2"') + "second_decider: {above: 50}\n"
    publish(desk.context, desk.admin, text, filename="rebate.yaml")
    desk.sales(SALE)
    made = desk.claim(desk.upload(receipt(total="61.00")), total_amount="61.00")
    desk.work()
    assert desk.see(made).state == "review"
    return made


def answer(desk: Desk, claim: ClaimView, by: Actor, verdict: Any = "approve", *codes: str) -> Task:
    leased = desk.take(claim, by)
    said = review.Resolution(verdict, codes, "The dealer sent the contract.")
    return review.resolve(desk.context, by, leased.id, fence=leased.fence, answer=said)


def used(desk: Desk, claim: ClaimView) -> list[str]:
    with desk.context.database.read() as conn:
        return [one.state for one in uses.of_claim(conn, "acme", claim.id)]


def test_nothing_is_paid_before_a_second_person_agrees(desk: Desk, claim: ClaimView) -> None:
    first = answer(desk, claim, ANN)
    assert (desk.see(claim).state, "settled" in used(desk, claim)) == ("review", False)
    assert first.outcome == {"by": ANN.id, "sealed": True}

    answer(desk, claim, BEN)

    assert (desk.see(claim).state, used(desk, claim)) == ("approved", ["settled"])


def test_two_who_would_pay_for_different_sales_do_not_agree(desk: Desk) -> None:
    text = PROGRAM.replace('version: "1"', 'version: "2"') + "second_decider: {above: 1, machine: 1}\n"
    publish(desk.context, desk.admin, text, filename="rebate.yaml")
    desk.sales(SALE, SALE.replace("S1", "S2"))
    claim = desk.claim(desk.upload())
    desk.work()
    weighed = desk.see(claim).decision
    assert weighed is not None
    for by, candidate in zip((ANN, BEN), weighed.decision.candidates, strict=True):
        with desk.context.database.read() as conn:
            (task,) = tasks.open_of_claim(conn, "acme", claim.id)
        held = review.lease(desk.context, by, task.id, seconds=600)
        teaching.choose_sale(desk.context, by, task.id, fence=held.fence, sale=candidate.sale)
        answer(desk, claim, by)

    assert desk.see(claim).state == "review"
    with desk.context.database.read() as conn:
        assert [one.step for one in tasks.open_of_claim(conn, "acme", claim.id)] == ["third"]


@pytest.mark.parametrize(("currency", "state"), [("MYR", "approved"), ("USD", "review")])
def test_a_limit_in_the_programs_currency_spares_no_claim_in_another(desk: Desk, currency: str, state: str) -> None:
    text = PROGRAM.replace('version: "1"', 'version: "2"') + "second_decider: {above: 50}\n"
    publish(desk.context, desk.admin, text, filename="rebate.yaml")
    made = desk.claim(desk.upload(receipt(total="41.00")), total_amount="41.00", currency=currency)
    desk.work()
    answer(desk, made, ANN)
    assert desk.see(made).state == state


def test_the_first_person_cannot_be_the_second(desk: Desk, claim: ClaimView) -> None:
    answer(desk, claim, ANN)
    with pytest.raises(NotFound):
        answer(desk, claim, ANN)
    assert desks.take_next(desk.context, ANN) is None
    assert desks.take_next(desk.context, BEN) is not None


def test_where_two_disagree_an_administrator_decides_and_sees_both(desk: Desk, claim: ClaimView) -> None:
    answer(desk, claim, ANN)
    answer(desk, claim, BEN, "reject", "sale.differs")
    assert desk.see(claim).state == "review"
    with pytest.raises(NotFound):
        answer(desk, claim, CAT)

    third = desks.take_next(desk.context, CHIEF)
    assert third is not None
    assert [one.verdict for one in desks.desk(desk.context, CHIEF, third.id).sealed] == ["approve", "reject"]
    answer(desk, claim, CHIEF, "reject", "sale.differs")
    assert desk.see(claim).state == "rejected"


def test_the_second_person_is_told_nothing_of_the_first_verdict(desk: Desk, claim: ClaimView) -> None:
    answer(desk, claim, ANN, "reject", "sale.differs")
    task = desks.take_next(desk.context, BEN)
    assert task is not None
    seen = desks.desk(desk.context, BEN, task.id)
    assert seen.sealed == ()
    assert "reject" not in repr(seen)


def test_what_is_returned_waits_for_nobody(desk: Desk, claim: ClaimView) -> None:
    answer(desk, claim, ANN, "return", "sale.differs")
    assert desk.see(claim).state == "returned"


def test_a_claim_below_the_amount_takes_one_person(desk: Desk, claim: ClaimView) -> None:
    small = submit(
        desk.context, desk.dealer(), program="rebate", fields={**STATED, "total_amount": "17.00"},
        documents=[desk.upload(receipt(number="INV-2", total="18.00"), name="2").id],
    )  # fmt: skip
    desk.work()
    answer(desk, small, ANN)
    assert desk.see(small).state == "approved"


def test_a_first_verdict_is_taken_back_while_nobody_is_at_the_second(desk: Desk, claim: ClaimView) -> None:
    first = answer(desk, claim, ANN)
    again = taking_back.undo(desk.context, ANN, first.id, seconds=600)
    assert (again.leased_by, again.step) == (ANN.id, "first")
    first = answer(desk, claim, ANN, "reject", "sale.differs")
    assert desks.take_next(desk.context, BEN) is not None
    with pytest.raises(Conflict):
        taking_back.undo(desk.context, ANN, first.id, seconds=600)


def test_a_second_answer_that_was_taken_back_is_held_against_the_first_all_the_same(
    desk: Desk, claim: ClaimView
) -> None:
    answer(desk, claim, ANN)
    agreed = answer(desk, claim, BEN)
    taking_back.undo(desk.context, BEN, agreed.id, seconds=600)
    answer(desk, claim, BEN, "return", "sale.differs")
    with desk.context.database.read() as conn:
        (third,) = tasks.open_of_claim(conn, "acme", claim.id)
    assert (desk.see(claim).state, third.step, third.only_for) == ("review", "third", "admin")


def test_the_sample_is_the_same_whoever_asks_and_of_the_size_asked_for() -> None:
    tenth = [number for number in range(5000) if drawn(Decimal("0.1"), "second", f"claim-{number}")]
    assert tenth == [number for number in range(5000) if drawn(Decimal("0.1"), "second", f"claim-{number}")]
    assert 400 < len(tenth) < 600
    assert not any(drawn(Decimal(0), "second", f"claim-{number}") for number in range(50))


@pytest.fixture
def approved_by_machine(desk: Desk) -> ClaimView:
    """A claim that proves itself, in a program of which a person looks at every approval by the machine."""
    text = PROGRAM.replace('version: "1"', 'version: "2"') + "second_decider: {machine: 1}\n"
    publish(desk.context, desk.admin, text, filename="rebate.yaml")
    desk.sales(SALE)
    made = desk.claim(desk.upload())
    desk.work()
    return made


def test_an_approval_by_the_machine_that_was_drawn_waits_for_a_person(
    desk: Desk, approved_by_machine: ClaimView
) -> None:
    seen = desk.see(approved_by_machine)
    assert seen.decision is not None
    assert (seen.state, [r.code for r in seen.decision.decision.reasons]) == ("review", ["claim.sampled"])
    assert "settled" not in used(desk, seen)
    assert {one.identical for one in replay(desk.context, ANN, [seen.id])} == {True}

    answer(desk, seen, ANN)

    assert (desk.see(seen).state, used(desk, seen)) == ("approved", ["settled"])
    assert automation.measured(desk.context, CHIEF) == [automation.Measured("rebate", 1, 0)]


def test_a_person_who_would_not_have_paid_what_the_machine_approves_is_not_alone_to_say_so(
    desk: Desk, approved_by_machine: ClaimView
) -> None:
    answer(desk, approved_by_machine, ANN, "reject", "sale.differs")
    assert desk.see(approved_by_machine).state == "review"
    third = desks.take_next(desk.context, CHIEF)
    assert third is not None
    assert [(one.by, one.verdict) for one in desks.desk(desk.context, CHIEF, third.id).sealed] == [
        ("machine", "approve"),
        (ANN.id, "reject"),
    ]
    answer(desk, approved_by_machine, CHIEF, "reject", "sale.differs")
    assert desk.see(approved_by_machine).state == "rejected"
    assert automation.measured(desk.context, CHIEF) == [automation.Measured("rebate", 1, 1)]


def test_a_claim_of_unknown_worth_is_above_every_amount() -> None:
    assert four_eyes.over(SecondDecider(Decimal(5000)), None)
    assert not four_eyes.over(SecondDecider(Decimal(5000)), Decimal(5000))
