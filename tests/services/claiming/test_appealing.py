"""A dealer asks another person to look at a decision; the old one stays visible, and what came of it is counted."""

from typing import Any

import pytest
from desk import PROGRAM, SALE, Desk

from claimcheck.errors import ClaimcheckError, Conflict, Forbidden, NotFound
from claimcheck.model.parties import Actor
from claimcheck.services.claiming import appealing
from claimcheck.services.claiming.submit import withdraw
from claimcheck.services.claiming.views import ClaimView
from claimcheck.services.people import organisations
from claimcheck.services.people.organisations import Particulars
from claimcheck.services.programs.programs import publish
from claimcheck.services.reviewing import inquiring, review, teaching
from claimcheck.store.reviewing.tasks import Task

ANN, BEN = (Actor("acme", "acme", "reviewer", f"key-{n}") for n in "ab")
DAY = 24 * 3600


def answer(desk: Desk, task: Task, by: Actor, verdict: Any, *codes: str) -> None:
    said = review.Resolution(verdict, codes, "On the evidence.")
    review.resolve(desk.context, by, task.id, fence=task.fence, answer=said)


@pytest.fixture
def rejected(desk: Desk) -> ClaimView:
    """A claim without its sale, which Ann rejected."""
    claim = desk.claim(desk.upload())
    desk.work()
    answer(desk, desk.take(claim, ANN), ANN, "reject", "sale.missing")
    assert desk.see(claim).state == "rejected"
    return claim


def test_another_person_decides_an_appeal_and_the_old_decision_stays(desk: Desk, rejected: ClaimView) -> None:
    made = appealing.appeal(desk.context, desk.dealer(), rejected.id, text="The sale is in the June file.")
    assert (desk.see(rejected).state, made.state) == ("review", "open")
    with pytest.raises(NotFound):
        desk.take(rejected, ANN)

    answer(desk, desk.take(rejected, BEN), BEN, "approve")

    seen, ended = desk.see(rejected), appealing.one(desk.context, BEN, made.id)
    assert (seen.state, ended.state, ended.decided_by) == ("approved", "overturned", BEN.id)
    assert [one.decision.verdict for one in seen.decisions] == ["review", "reject", "approve"]
    (counted,) = appealing.counted(desk.context, BEN)
    assert (counted.appealed, counted.overturned, counted.upheld) == (1, 1, 0)


def test_an_appeal_that_changes_nothing_is_upheld_and_final(desk: Desk, rejected: ClaimView) -> None:
    made = appealing.appeal(desk.context, desk.dealer(), rejected.id, text="Look again.")
    answer(desk, desk.take(rejected, BEN), BEN, "reject", "sale.missing")
    assert appealing.one(desk.context, BEN, made.id).state == "upheld"
    with pytest.raises(Conflict) as refused:
        appealing.appeal(desk.context, desk.dealer(), rejected.id, text="And again.")
    assert refused.value.code == "appeal.final"


def test_documents_that_an_appeal_adds_are_judged_with_the_claim(desk: Desk) -> None:
    desk.sales(SALE)
    claim = desk.claim()
    desk.work()
    assert desk.see(claim).state == "returned"
    added = desk.upload(name="late")
    made = appealing.appeal(desk.context, desk.dealer(), claim.id, text="Here it is.", add_documents=[added.id])
    desk.work()
    task = desk.take(claim, BEN)

    again = teaching.judge_again(desk.context, BEN, task.id, fence=task.fence)

    seen = desk.see(claim)
    assert (seen.revision, seen.current.documents, made.documents) == (2, (added.id,), (added.id,))
    assert seen.decision is not None
    assert seen.decision.decision.verdict == "return"  # the appealed one stands until a person has decided
    assert again.code == "claim.appealed"
    answer(desk, again, BEN, "approve")
    assert desk.see(claim).state == "approved"
    later = desk.claim(desk.upload(name="again"), number="later")
    desk.work()
    assert desk.see(later).decision.decision.duplicate_of == seen.outside_id  # type: ignore[union-attr]


def test_the_deadline_is_the_programs_in_days_of_its_own_zone(desk: Desk) -> None:
    text = PROGRAM.replace('version: "1"', 'version: "2"') + "appeal: {days: 2}\n"
    publish(desk.context, desk.admin, text, filename="rebate.yaml")
    desk.sales(SALE)
    claim = desk.claim()
    desk.work()  # returned on 1 May, 17:00 in Kuala Lumpur
    desk.clock.forward(2 * DAY + 6 * 3600)
    assert appealing.standing(desk.context, desk.dealer(), claim.id).open
    desk.clock.forward(3600)
    with pytest.raises(Conflict) as refused:
        appealing.appeal(desk.context, desk.dealer(), claim.id, text="Too late.")
    assert (refused.value.code, "2024-05-03" in refused.value.message) == ("appeal.late", True)


@pytest.mark.parametrize("who", ["D2", "acme"])
def test_only_the_claimant_appeals(desk: Desk, rejected: ClaimView, who: str) -> None:
    actor = desk.dealer(who) if who != "acme" else BEN
    with pytest.raises((NotFound, Forbidden)):
        appealing.appeal(desk.context, actor, rejected.id, text="I would.")


def test_an_undecided_or_approved_claim_cannot_be_appealed(desk: Desk) -> None:
    desk.sales(SALE)
    claim = desk.claim(desk.upload())
    desk.work()
    with pytest.raises(ClaimcheckError) as refused:
        appealing.appeal(desk.context, desk.dealer(), claim.id, text="More!")
    assert refused.value.code == "state.not_possible"


def test_a_sales_import_does_not_take_an_appeal_from_peoples_hands(desk: Desk) -> None:
    claim = desk.claim(desk.upload(), number="R-1")
    desk.work()
    answer(desk, desk.take(claim, ANN), ANN, "return", "sale.missing")
    made = appealing.appeal(desk.context, desk.dealer(), claim.id, text="It was sold.")
    desk.sales(SALE)
    desk.work()
    assert (desk.see(claim).state, appealing.one(desk.context, BEN, made.id).state) == ("review", "open")


def test_a_claim_that_is_withdrawn_takes_its_appeal_along(desk: Desk) -> None:
    desk.sales(SALE)
    claim = desk.claim()
    desk.work()
    made = appealing.appeal(desk.context, desk.dealer(), claim.id, text="No receipt was given.")
    withdraw(desk.context, desk.dealer(), claim.id)
    assert appealing.one(desk.context, BEN, made.id).state == "withdrawn"


def test_a_department_is_asked_a_word_and_answers_once(desk: Desk, rejected: ClaimView) -> None:
    asked = inquiring.ask(desk.context, BEN, rejected.id, asked_of="Sales control", question="Was it sold?")
    assert [one.asked_of for one in inquiring.waiting(desk.context, BEN)] == ["Sales control"]
    told = inquiring.answer(desk.context, ANN, asked.id, text="Yes, on 14 March.")
    assert (told.answer, told.answered_by) == ("Yes, on 14 March.", ANN.id)
    assert inquiring.waiting(desk.context, BEN) == []
    with pytest.raises(Conflict):
        inquiring.answer(desk.context, ANN, asked.id, text="No.")


def test_a_word_asked_on_a_claim_is_shown_to_its_own_region_alone(desk: Desk, rejected: ClaimView) -> None:
    organisations.create(desk.context, desk.admin, outside_id="D1", kind="dealer", said=Particulars("D1", "North"))
    asked = inquiring.ask(desk.context, BEN, rejected.id, asked_of="Sales control", question="Was it sold?")
    north, south = (Actor("acme", f"{where}-office", "region", where, where) for where in ("North", "South"))
    assert [one.id for one in inquiring.waiting(desk.context, north)] == [asked.id]
    assert inquiring.waiting(desk.context, south) == inquiring.of_claim(desk.context, south, rejected.id) == []
