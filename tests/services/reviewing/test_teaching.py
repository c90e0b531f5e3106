"""What a person says at a task is kept, and the claim is judged again with it; a person still decides."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from desk import SALE, Desk
from fakes import receipt

from claimcheck.errors import Invalid, LeaseLost, NotFound
from claimcheck.model.parties import Actor
from claimcheck.services.claiming import claims
from claimcheck.services.claiming.views import ClaimView
from claimcheck.services.judging import jobs, process
from claimcheck.services.judging.replay import replay
from claimcheck.services.reviewing import desk as desks
from claimcheck.services.reviewing import handing_over, review, taking_back, teaching
from claimcheck.store.claiming import documents
from claimcheck.store.judging import work
from claimcheck.store.reviewing import desk as said
from claimcheck.store.reviewing import task_queue
from claimcheck.store.reviewing.tasks import Task

REVIEWER, OTHER = (Actor("acme", "acme", "reviewer", f"key-{n}") for n in (1, 2))


def correct(desk: Desk, task: Task, **changed: Any) -> Task:
    document = claims.claim(desk.context, desk.admin, task.claim_id).current.documents[0]
    told = {"document": document, "field": "total_amount", "value": "16.00", "why": "misread", **changed}
    return teaching.correct(desk.context, REVIEWER, task.id, fence=task.fence, **told)


def test_a_corrected_value_teaches_the_claim_and_a_person_approves_it_without_a_ground(
    desk: Desk, misread: ClaimView
) -> None:
    task = correct(desk, desk.take(misread, REVIEWER))

    assert task.code == "claim.corrected"
    seen = desk.see(misread)
    assert (seen.state, seen.decision.decision.fields["total_amount"].reader) == ("review", "person")  # type: ignore[union-attr]
    review.resolve(desk.context, REVIEWER, task.id, fence=task.fence, answer=review.Resolution("approve"))
    assert desk.see(misread).state == "approved"


def test_judging_again_leaves_no_doubt_behind_that_is_still_one(desk: Desk) -> None:
    desk.sales(SALE)
    slow = desk.upload(name="slow")
    earlier, later = desk.claim(slow, number="R-1"), desk.claim(desk.upload(name="2"), number="R-2")
    desk.work(work.JUDGE)
    with desk.context.database.read() as conn:
        (of_later,) = (d.id for d in documents.by_ids(conn, desk.admin, desk.see(later).current.documents))
        read_later = work.open_ids(conn, work.READ, [of_later])[of_later]
    jobs.run(desk.context, read_later, process.read_document)
    desk.work(work.JUDGE)
    desk.clock.forward(desk.context.settings.wait_seconds + 1)
    desk.work(work.JUDGE)
    assert (desk.see(earlier).state, desk.see(later).state) == ("waiting", "review")

    task = desk.take(later, REVIEWER)
    assert task.code == "claim.earlier_undecided"
    task = teaching.judge_again(desk.context, REVIEWER, task.id, fence=task.fence)
    assert task.code == "claim.earlier_undecided"


def test_a_claim_opened_again_still_needs_a_ground_after_judging_again(desk: Desk) -> None:
    desk.sales(SALE)
    claim = desk.claim(desk.upload())
    desk.work()
    taking_back.reopen(desk.context, REVIEWER, claim.id, ground="The dealer says it was never sold.")
    task = desk.take(claim, OTHER)
    task = teaching.judge_again(desk.context, OTHER, task.id, fence=task.fence)
    with pytest.raises(Invalid) as refused:
        review.resolve(desk.context, OTHER, task.id, fence=task.fence, answer=review.Resolution("approve"))
    assert refused.value.code == "task.ground"


def test_a_correction_is_kept_as_truth_with_the_file_and_what_the_machine_had_read(
    desk: Desk, misread: ClaimView
) -> None:
    correct(desk, correct(desk, desk.take(misread, REVIEWER), value="19.00"))

    with desk.context.database.read() as conn:
        (label,) = said.truth(conn, "acme")
        kept = said.corrections_made(conn, "acme", misread.id)
    assert (label["value"], label["why"], len(label["sha256"])) == ("16.00", "misread", 64)
    assert [one.was for one in kept] == ["61.00", "19.00"]


def test_what_the_page_does_not_say_is_no_longer_read_on_it(desk: Desk, misread: ClaimView) -> None:
    task = correct(desk, desk.take(misread, REVIEWER), value="", why="absent")
    decision = desk.see(misread).decision
    assert decision is not None
    assert ("total_amount" in decision.decision.fields, task.code) == (False, "amount.missing")


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"value": "sixteen"}, "correction.value"),
        ({"value": "  "}, "correction.value"),
        ({"field": "invoice_date", "value": "12/05/2024"}, "correction.value"),
        ({"why": "because"}, "correction.why"),
        ({"field": "total-amount"}, "correction.field"),
        ({"document": "018f9d5e-7c1a-7d4e-9a77-1f8f3a1c2b3d"}, "correction.document"),
    ],
)
def test_what_cannot_be_a_correction_is_refused(
    desk: Desk, misread: ClaimView, told: dict[str, str], code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        correct(desk, desk.take(misread, REVIEWER), **told)
    assert refused.value.code == code


def test_only_who_holds_the_task_says_anything(desk: Desk, misread: ClaimView) -> None:
    task = desk.take(misread, REVIEWER)
    desk.clock.forward(601)
    with pytest.raises(LeaseLost):
        correct(desk, task)


def test_a_decision_made_at_the_desk_replays_to_the_same(desk: Desk, misread: ClaimView) -> None:
    correct(desk, desk.take(misread, REVIEWER))
    (again,) = replay(desk.context, desk.admin, [misread.id])
    assert again.identical, again.differences


def test_the_sale_that_a_person_chooses_is_the_one_the_claim_states(desk: Desk) -> None:
    desk.sales(SALE.replace("16.00", "17.00"), SALE.replace("S1", "S2").replace("16.00", "18.00"))
    claim = desk.claim(desk.upload())
    desk.work()
    task = desk.take(claim, REVIEWER)
    decision = desk.see(claim).decision
    assert decision is not None
    wanted = next(one.sale for one in decision.decision.candidates if one.sale_id == "S2")

    task = teaching.choose_sale(desk.context, REVIEWER, task.id, fence=task.fence, sale=wanted)

    decision = desk.see(claim).decision
    assert decision is not None
    assert (decision.decision.sale_id, decision.decision.verdict) == ("S2", "review")
    with pytest.raises(Invalid):
        teaching.choose_sale(desk.context, REVIEWER, task.id, fence=task.fence, sale="another")


@pytest.fixture
def pair(desk: Desk) -> tuple[ClaimView, ClaimView]:
    """Two claims on receipts alike in all but their file, so that the second is taken for the first."""
    desk.sales(SALE, SALE.replace("S1", "S2"))
    first, second = (desk.claim(desk.upload(name=name), number=name) for name in ("a", "b"))
    desk.work()
    assert desk.see(second).state == "review"
    return first, second


def tell(desk: Desk, pair: tuple[ClaimView, ClaimView], answer: Any) -> Task:
    one, other = (desk.see(claim).current.documents[0] for claim in reversed(pair))
    task = desk.take(pair[1], REVIEWER)
    return teaching.tell_pair(
        desk.context, REVIEWER, task.id, fence=task.fence, document=one, other=other, answer=answer
    )


def test_two_papers_that_a_person_told_apart_are_no_duplicates_any_more(
    desk: Desk, pair: tuple[ClaimView, ClaimView]
) -> None:
    task = tell(desk, pair, "different")
    assert task.code == "claim.corrected"
    assert desk.see(pair[1]).decision.decision.duplicate_of is None  # type: ignore[union-attr]


def test_two_papers_that_a_person_found_to_be_one_are_a_certain_duplicate(
    desk: Desk, pair: tuple[ClaimView, ClaimView]
) -> None:
    assert tell(desk, pair, "same").code == "document.duplicate"
    with pytest.raises(NotFound):
        tell(desk, (pair[1], pair[1]), "same")


def test_files_that_are_the_same_byte_for_byte_cannot_be_told_apart(desk: Desk) -> None:
    first, second = (desk.claim(desk.upload(name="a"), number=number) for number in ("1", "2"))
    desk.work()
    with pytest.raises(Invalid) as refused:
        tell(desk, (first, second), "different")
    assert refused.value.code == "pair.identical"


def test_a_skipped_task_is_not_offered_to_the_same_person_for_hours(desk: Desk, misread: ClaimView) -> None:
    task = desk.take(misread, REVIEWER)
    handing_over.skip(desk.context, REVIEWER, task.id, fence=task.fence, why="The page is upside down.")

    def offered(to: Actor) -> int:
        with desk.context.database.read() as conn:
            now = desk.clock()
            return len(task_queue.page(conn, "acme", state="open", free_at=now, person=(to.id, to.role)))

    assert (offered(REVIEWER), offered(OTHER)) == (0, 1)
    desk.clock.forward(4 * 3600 + 1)
    assert offered(REVIEWER) == 1


def test_an_escalated_task_is_the_administrators_alone(desk: Desk, misread: ClaimView) -> None:
    task = desk.take(misread, REVIEWER)
    handing_over.escalate(desk.context, REVIEWER, task.id, fence=task.fence, to="admin", why="Is this stamp genuine?")

    for person in (REVIEWER, OTHER):
        with pytest.raises(NotFound):
            review.one(desk.context, person, task.id)
    assert review.one(desk.context, desk.admin, task.id).only_for == "admin"


def test_two_who_press_next_at_one_moment_never_get_one_task(desk: Desk) -> None:
    for number in range(12):
        desk.claim(desk.upload(receipt(number=f"INV-{number}", total=f"{number + 20}.00"), name=str(number)))
    desk.work()

    def all_of(who: Actor) -> list[str]:
        taken = []
        while (task := desks.take_next(desk.context, who)) is not None:
            taken.append(task.id)
        return taken

    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(all_of, (REVIEWER, OTHER))

    assert (len(one) + len(other), len({*one, *other})) == (12, 12)
