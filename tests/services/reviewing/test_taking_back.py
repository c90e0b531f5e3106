"""A decision is taken back at once by who made it, or later with a ground; both entries stay."""

import pytest
from desk import SALE, Desk
from fakes import receipt

from claimcheck.errors import Conflict, Forbidden, Invalid, NotFound
from claimcheck.model.parties import Actor
from claimcheck.services.claiming import claims
from claimcheck.services.claiming.views import ClaimView
from claimcheck.services.reviewing import review, taking_back
from claimcheck.store.judging import uses
from claimcheck.store.reviewing.tasks import Task

ANN, BEN = (Actor("acme", "acme", "reviewer", f"key-{n}") for n in "ab")


@pytest.fixture
def approved(desk: Desk) -> tuple[ClaimView, Task]:
    """A claim that Ann has just approved, and the task at which she did."""
    desk.sales(SALE)
    claim = desk.claim(desk.upload(receipt(total="61.00")))
    desk.work()
    leased = desk.take(claim, ANN)
    said = review.Resolution("approve", ground="The stub says so.")
    return claim, review.resolve(desk.context, ANN, leased.id, fence=leased.fence, answer=said)


def test_an_answer_is_taken_back_and_the_question_is_with_the_same_person_again(
    desk: Desk, approved: tuple[ClaimView, Task]
) -> None:
    claim, task = approved
    again = taking_back.undo(desk.context, ANN, task.id, seconds=600)

    seen = desk.see(claim)
    assert (seen.state, again.leased_by, again.code) == ("review", ANN.id, task.code)
    assert [one.decision.verdict for one in seen.decisions][-2:] == ["approve", "review"]
    assert [one.action for one in claims.trail(desk.context, ANN, claim.id)][-2:] == ["claim.approve", "claim.undo"]
    with desk.context.database.read() as conn:
        assert "settled" not in [use.state for use in uses.of_claim(conn, "acme", claim.id)]


def test_an_answer_is_not_taken_back_late_or_by_another(desk: Desk, approved: tuple[ClaimView, Task]) -> None:
    claim, task = approved
    with pytest.raises(NotFound):
        taking_back.undo(desk.context, BEN, task.id, seconds=600)
    desk.clock.forward(61)
    with pytest.raises(Conflict):
        taking_back.undo(desk.context, ANN, task.id, seconds=600)
    assert desk.see(claim).state == "approved"


def test_a_decided_claim_is_opened_again_with_a_ground_only(desk: Desk, approved: tuple[ClaimView, Task]) -> None:
    claim, _ = approved
    with pytest.raises(Invalid):
        taking_back.reopen(desk.context, BEN, claim.id, ground=" ")
    own = Actor("acme", "D1", "reviewer", "own")
    with pytest.raises(Forbidden):
        taking_back.reopen(desk.context, own, claim.id, ground="It is mine.")

    task = taking_back.reopen(desk.context, BEN, claim.id, ground="The invoice was cancelled.")

    assert (desk.see(claim).state, task.code) == ("review", "claim.reopened")
    with pytest.raises(Conflict):
        taking_back.reopen(desk.context, BEN, claim.id, ground="Twice.")
