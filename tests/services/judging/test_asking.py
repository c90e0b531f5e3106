"""What a task is sorted by: its program's priority and promise, its age, and what the claim is worth."""

from decimal import Decimal

from desk import PROGRAM, Desk

from claimcheck.model.claims import ClaimLine
from claimcheck.model.parties import Actor
from claimcheck.services.claiming.submit import submit
from claimcheck.services.programs.programs import publish
from claimcheck.services.reviewing import queue_page, review, taking_back
from claimcheck.store.reviewing.task_queue import Sought

ANN = Actor("acme", "acme", "reviewer", "key-a")


def claim(desk: Desk, number: str, amount: str, program: str = "rebate") -> None:
    submit(
        desk.context, desk.dealer(), program=program, fields={"total_amount": amount}, outside_id=number,
        lines=[ClaimLine(1, claimed_amount=Decimal(amount))], documents=[desk.upload(name=number).id],
    )  # fmt: skip
    desk.work()


def order(desk: Desk, order: str) -> list[str]:
    return [task.outside_id for task in queue_page.listed(desk.context, ANN, Sought(order=order))]


def test_what_a_client_was_promised_comes_before_what_is_older_or_larger(desk: Desk) -> None:
    hurried = PROGRAM.replace("program: rebate", "program: express") + "priority: 1\ndue_hours: 2\n"
    publish(desk.context, desk.admin, hurried, filename="express.yaml")
    for number, amount, program in (("A", "10.00", "rebate"), ("B", "900.00", "rebate"), ("C", "20.00", "express")):
        desk.clock.forward(60)
        claim(desk, number, amount, program)

    assert {name: order(desk, name) for name in ("first", "age", "value", "due")} == {
        "first": ["C", "A", "B"], "age": ["A", "B", "C"], "value": ["B", "C", "A"], "due": ["C", "A", "B"],
    }  # fmt: skip
    assert [task.outside_id for task in queue_page.listed(desk.context, ANN, Sought(value=2000))] == ["C", "B"]
    desk.clock.forward(3 * 3600)
    found = queue_page.counted(desk.context, ANN).totals
    assert (found.open, found.overdue, found.ages[1]) == (3, 1, 0)


def test_a_claim_is_worth_the_largest_that_it_asks_or_that_the_machine_would_pay(desk: Desk) -> None:
    claim(desk, "A", "12.50")
    (task,) = queue_page.listed(desk.context, ANN)
    assert (task.value, task.currency) == (1250, "MYR")


def test_what_a_client_was_promised_stands_when_an_answer_is_taken_back(desk: Desk) -> None:
    publish(desk.context, desk.admin, PROGRAM.replace('"1"', '"2"') + "due_hours: 2\n", filename="rebate.yaml")
    claim(desk, "A", "12.50")
    (task,) = queue_page.listed(desk.context, ANN)
    leased = review.lease(desk.context, ANN, task.id, seconds=600)
    answer = review.Resolution("reject", codes=("sale.missing",))
    review.resolve(desk.context, ANN, task.id, fence=leased.fence, answer=answer)
    desk.clock.forward(30)

    again = taking_back.undo(desk.context, ANN, task.id, seconds=600)

    assert task.due_at is not None
    assert again.due_at == task.due_at
