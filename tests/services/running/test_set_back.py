"""A clock that is set back leaves no task with somebody until it has caught up; who works on is not disturbed."""

from checking import WU, asked, pulled, with_companies
from desk import Desk

from claimcheck.model.parties import Actor
from claimcheck.services.checking import checker_desk
from claimcheck.services.reviewing import review
from claimcheck.services.running.tick import keep_house
from claimcheck.store.reviewing import tasks

YEAR = 365 * 24 * 3600.0  # seconds
MINE, COLLEAGUE = (Actor("acme", "acme", "reviewer", name) for name in ("ada", "bea"))


def open_task(desk: Desk) -> str:
    (claim,) = asked(desk)
    with desk.context.database.read() as conn:
        (task,) = tasks.open_of_claim(conn, "acme", claim.id)
    return task.id


def test_a_task_that_was_taken_at_another_time_is_soon_a_colleagues(desk: Desk) -> None:
    task = open_task(desk)
    desk.clock.forward(YEAR)
    review.lease(desk.context, MINE, task, seconds=900)
    desk.clock.forward(-YEAR)
    keep_house(desk.context)
    desk.clock.forward(180)
    assert review.lease(desk.context, COLLEAGUE, task, seconds=900).leased_by == "bea"


def test_who_works_on_keeps_the_task(desk: Desk) -> None:
    task = open_task(desk)
    desk.clock.forward(YEAR)
    fence = review.lease(desk.context, MINE, task, seconds=900).fence
    desk.clock.forward(-YEAR)
    keep_house(desk.context)
    desk.clock.forward(60)
    review.renew(desk.context, MINE, task, fence=fence, seconds=900)
    desk.clock.forward(180)
    keep_house(desk.context)
    assert review.renew(desk.context, MINE, task, fence=fence, seconds=900).leased_by == "ada"


def test_what_a_checking_company_holds_stays_with_it_and_goes_to_a_colleague_there(desk: Desk) -> None:
    (claim,) = asked(with_companies(desk))
    batch, (item,) = pulled(desk, WU)
    desk.clock.forward(3600)
    checker_desk.take(desk.context, WU, batch, item)
    desk.clock.forward(-3600)
    keep_house(desk.context)
    desk.clock.forward(1080)
    colleague = Actor(WU.maker_id, WU.organisation, WU.role, "colleague")
    assert checker_desk.take(desk.context, colleague, batch, item).taken_by == "colleague"
    with desk.context.database.read() as conn:
        (held,) = tasks.open_of_claim(conn, "acme", claim.id)
    assert held.leased_by == f"batch:{batch}"
