"""A question on a claim, from the list to the answer."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from desk import SALE, Desk
from fastapi.testclient import TestClient

from claimcheck.model.claims import ClaimLine
from claimcheck.services.claiming.views import ClaimView
from claimcheck.services.judging import deciding
from claimcheck.store.judging import uses

Who = Callable[..., dict[str, str]]
GROUND = {"verdict": "approve", "ground": "The dealer sent the sales contract."}


@pytest.fixture
def asked(desk: Desk) -> ClaimView:
    """A claim of dealer D1 that no sale agrees with: a person must look."""
    desk.sales("S1,D1,Northwind Trading Sdn Bhd,2024-03-14,99.00,")
    claim = desk.claim(desk.upload(), number="R-1", lines=[ClaimLine(1, claimed_amount=Decimal("2.50"))])
    desk.work()
    assert desk.see(claim).state == "review"
    return claim


def tasks(client: TestClient, headers: dict[str, str], query: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(f"/v1/tasks{query}", headers=headers).json()["tasks"]
    return found


def post(client: TestClient, headers: dict[str, str], task: dict[str, Any], act: str, **body: Any) -> Any:
    return client.post(f"/v1/tasks/{task['id']}/{act}", headers=headers, json={"fence": task["fence"], **body})


def lease(client: TestClient, headers: dict[str, str]) -> dict[str, Any]:
    (task,) = tasks(client, headers)
    taken: dict[str, Any] = client.post(f"/v1/tasks/{task['id']}/lease", headers=headers).json()
    return taken


def test_a_reviewer_takes_the_question_and_answers_it(
    client: TestClient, who: Who, desk: Desk, asked: ClaimView
) -> None:
    headers = who("reviewer")
    task = lease(client, headers)
    assert (task["claim_id"], task["state"], task["leased_by"] is not None) == ("R-1", "open", True)
    assert task["question"]["text"]

    answer = post(client, headers, task, "resolve", **GROUND)

    assert answer.json()["state"] == "resolved"
    assert answer.json()["outcome"]["ground"] == GROUND["ground"]
    claim = desk.see(asked)
    assert (claim.state, claim.verdict) == ("approved", "approve")
    assert claim.decision is not None
    assert [line.payable for line in claim.decision.decision.lines] == [Decimal("2.50")]
    assert [decision.by == "machine" for decision in claim.decisions] == [True, False]
    assert tasks(client, headers) == []
    assert len(tasks(client, headers, "?state=resolved")) == 1


def test_a_rejection_names_its_reasons_and_frees_the_sale(
    client: TestClient, who: Who, desk: Desk, asked: ClaimView
) -> None:
    headers = who("reviewer")
    task = lease(client, headers)
    assert post(client, headers, task, "resolve", verdict="reject").json()["code"] == "task.codes"
    assert post(client, headers, task, "resolve", verdict="reject", codes=["no.such"]).json()["code"] == "task.codes"
    assert post(client, headers, task, "resolve", verdict="reject", codes=["sale.missing"]).status_code == 200
    claim = desk.see(asked)
    assert claim.state == "rejected"
    assert claim.decision is not None
    assert [reason.code for reason in claim.decision.decision.reasons] == ["sale.missing"]
    assert [line.payable for line in claim.decision.decision.lines] == [None]
    with desk.context.database.read() as conn:
        assert uses.of_claim(conn, "acme", claim.id) == []


def test_to_approve_over_a_failed_check_needs_a_ground(client: TestClient, who: Who, asked: ClaimView) -> None:
    reviewer = who("reviewer")
    task = lease(client, reviewer)
    answer = post(client, reviewer, task, "resolve", verdict="approve")
    assert (answer.status_code, answer.json()["code"]) == (422, "task.ground")


def test_nobody_works_on_a_claim_of_their_own_organisation(client: TestClient, who: Who, asked: ClaimView) -> None:
    (task,) = tasks(client, who("reviewer"))
    own = who("reviewer", "D1")
    assert tasks(client, own) == []
    for act, body in (("lease", {}), ("resolve", GROUND), ("renew", {}), ("release", {})):
        assert post(client, own, task, act, **body).status_code in (404, 422), act
    assert client.get(f"/v1/tasks/{task['id']}", headers=own).status_code == 404
    assert client.get(f"/v1/tasks/{task['id']}", headers=who("reviewer", "maker", "other")).status_code == 404


def test_a_task_is_worked_on_by_one_and_goes_to_another_when_the_lease_ends(
    client: TestClient, who: Who, desk: Desk, asked: ClaimView
) -> None:
    one, other = who("reviewer"), who("reviewer", "second")
    first = lease(client, one)
    taken = client.post(f"/v1/tasks/{first['id']}/lease", headers=other)
    assert (taken.status_code, taken.json()["code"]) == (409, "task.leased")
    assert tasks(client, other, "?free=true") == []
    assert len(tasks(client, one, "?mine=true")) == 1

    assert post(client, one, first, "renew", seconds=900).status_code == 200
    desk.clock.forward(901)
    second = lease(client, other)

    assert second["fence"] > first["fence"]
    for act, body in (("renew", {}), ("release", {}), ("resolve", GROUND)):
        late = post(client, one, first, act, **body)
        assert (late.status_code, late.json()["code"]) == (409, "task.lease_lost"), act
    assert post(client, other, second, "resolve", **GROUND).status_code == 200
    closed = post(client, other, second, "resolve", **GROUND)
    assert (closed.status_code, closed.json()["code"]) == (409, "task.closed")


def test_an_answer_that_is_repeated_under_its_key_is_the_same(client: TestClient, who: Who, asked: ClaimView) -> None:
    headers = {**who("reviewer"), "Idempotency-Key": "a"}
    task = lease(client, headers)
    first = post(client, headers, task, "resolve", **GROUND)
    assert post(client, headers, task, "resolve", **GROUND).json() == first.json()


def test_a_withdrawn_claim_takes_its_question_with_it(client: TestClient, who: Who, asked: ClaimView) -> None:
    headers = who("reviewer")
    task = lease(client, headers)
    client.post(f"/v1/claims/{asked.id}/withdraw", headers=who("dealer", "D1"))
    assert post(client, headers, task, "resolve", **GROUND).json()["code"] == "task.closed"


def test_a_changed_sale_puts_an_approval_in_question_and_a_person_confirms_it(
    client: TestClient, who: Who, desk: Desk
) -> None:
    desk.sales(SALE)
    claim = desk.claim(desk.upload())
    desk.work()
    desk.sales(SALE.replace("16.00,", "16.00,yes"))
    headers = who("reviewer")
    task = lease(client, headers)
    assert (task["code"], desk.see(claim).state) == ("sale.changed", "review")
    assert post(client, headers, task, "resolve", **GROUND).status_code == 200
    assert desk.see(claim).state == "approved"


def test_what_was_never_judged_is_not_approved_without_a_ground(
    client: TestClient, who: Who, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_case: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(deciding, "judge", fail)
    desk.claim(desk.upload())
    for _ in range(4):
        desk.work()
        desk.clock.forward(3600)
    headers = who("reviewer")
    task = lease(client, headers)
    assert task["code"] == "poison"
    assert post(client, headers, task, "resolve", verdict="approve").json()["code"] == "task.ground"
    assert post(client, headers, task, "resolve", verdict="return", codes=["poison"]).status_code == 200
