"""The desk and appeals over HTTP."""

from typing import Any

from fastapi.testclient import TestClient

from claimcheck.services.claiming.views import ClaimView


def take(client: TestClient, headers: dict[str, str]) -> dict[str, Any]:
    (task,) = client.get("/v1/tasks", headers=headers).json()["tasks"]
    leased: dict[str, Any] = client.post(f"/v1/tasks/{task['id']}/lease", headers=headers).json()
    return leased


def test_a_correction_judges_again_under_a_new_fence_and_becomes_a_label(
    client: TestClient, who: Any, misread: ClaimView
) -> None:
    reviewer = who("reviewer")
    task = take(client, reviewer)
    body = {
        "fence": task["fence"], "document": misread.current.documents[0], "field": "total_amount", "value": "16.00",
        "why": "misread", "page": 1, "box": [0.1, 0.2, 0.3, 0.4],
    }  # fmt: skip
    key = {"Idempotency-Key": "once"}
    at = f"/v1/tasks/{task['id']}"
    said = client.post(f"{at}/corrections", json=body, headers={**reviewer, **key})
    again = client.post(f"{at}/corrections", json=body, headers={**reviewer, **key})
    assert (said.status_code, again.json()) == (200, said.json())
    assert (said.json()["code"], said.json()["fence"] > task["fence"]) == ("claim.corrected", True)
    assert client.post(f"{at}/corrections", json=body, headers=reviewer).status_code == 409

    (label,) = client.get("/v1/corrections", headers=reviewer).json()["labels"]
    assert (label["value"], label["was"], label["box"]) == ("16.00", "61.00", [0.1, 0.2, 0.3, 0.4])
    assert client.get("/v1/corrections", headers=who("reviewer", maker="other")).json()["labels"] == []
    done = client.post(f"{at}/resolve", json={"fence": said.json()["fence"], "verdict": "approve"}, headers=reviewer)
    assert done.json()["state"] == "resolved"


def test_the_queue_is_counted(client: TestClient, who: Any, misread: ClaimView) -> None:
    found = client.get("/v1/queue", headers=who("reviewer")).json()
    assert (found["open"], found["free"], found["waiting"][0]["program"]) == (1, 1, "rebate")
    assert client.get("/v1/queue", headers=who("reviewer", "D1")).json()["open"] == 0


def test_an_appeal_goes_from_the_dealer_to_another_decider_and_is_counted(
    client: TestClient, who: Any, misread: ClaimView
) -> None:
    dealer, first, other = who("dealer", "D1"), who("reviewer"), who("reviewer")
    task = take(client, first)
    answer = {"fence": task["fence"], "verdict": "reject", "codes": ["amount.contradicted"]}
    client.post(f"/v1/tasks/{task['id']}/resolve", json=answer, headers=first)
    at = f"/v1/claims/{misread.id}/appeal"
    assert client.post(at, json={"text": "Mine."}, headers=who("dealer", "D2")).status_code == 404
    made = client.post(at, json={"text": "It shows 16."}, headers=dealer).json()
    assert (made["state"], made["appealed"]) == ("open", "reject")
    assert client.post(at, json={"text": "Twice."}, headers=dealer).status_code == 409
    assert client.get("/v1/tasks", headers=first).json()["tasks"] == []
    task = take(client, other)
    assert task["step"] == "appeal"
    answer = {"fence": task["fence"], "verdict": "approve", "ground": "It shows 16.00."}
    client.post(f"/v1/tasks/{task['id']}/resolve", json=answer, headers=other)
    ended = client.get(f"/v1/appeals/{made['id']}", headers=dealer).json()
    assert ended["state"] == "overturned"
    assert client.get("/v1/appeals", headers=who("dealer", "D2")).json()["appeals"] == []
    (counted,) = client.get("/v1/reports/appeals", headers=other).json()["programs"]
    assert (counted["appealed"], counted["overturned"]) == (1, 1)
    reopened = client.post(f"/v1/claims/{misread.id}/reopen", json={"ground": "Cancelled."}, headers=other)
    assert reopened.json()["code"] == "claim.reopened"


def test_a_task_is_given_away_and_an_answer_taken_back(client: TestClient, who: Any, misread: ClaimView) -> None:
    reviewer, admin = who("reviewer"), who("admin")
    task = take(client, reviewer)
    body = {"fence": task["fence"], "to": "nobody", "why": "Look."}
    assert client.post(f"/v1/tasks/{task['id']}/escalate", json=body, headers=reviewer).status_code == 422
    assert client.post(f"/v1/tasks/{task['id']}/escalate", json={**body, "to": "admin"}, headers=reviewer).is_success
    assert client.get(f"/v1/tasks/{task['id']}", headers=reviewer).status_code == 404
    task = take(client, admin)
    answer = {"fence": task["fence"], "verdict": "return", "codes": ["amount.contradicted"], "message": "Mend it."}
    client.post(f"/v1/tasks/{task['id']}/resolve", json=answer, headers=admin)
    again = client.post(f"/v1/tasks/{task['id']}/undo", headers=admin).json()
    assert (again["state"], again["id"] != task["id"]) == ("open", True)


def test_a_word_is_asked_and_answered_once(client: TestClient, who: Any, misread: ClaimView) -> None:
    reviewer = who("reviewer")
    at = f"/v1/claims/{misread.id}/inquiries"
    asked = client.post(at, json={"asked_of": "Sales control", "question": "Sold?"}, headers=reviewer).json()
    answered = f"/v1/inquiries/{asked['id']}/answer"
    assert client.post(answered, json={"answer": "Yes."}, headers=reviewer).json()["answer"] == "Yes."
    assert client.post(answered, json={"answer": "No."}, headers=reviewer).status_code == 409
    assert len(client.get(at, headers=reviewer).json()["inquiries"]) == 1
    assert client.get(at, headers=who("reviewer", maker="other")).status_code == 404
