from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from desk import SALE, STATED, Desk
from fakes import pages, receipt
from fastapi.testclient import TestClient

from claimcheck.model.documents import Problem
from claimcheck.services.context import Context
from claimcheck.store import idempotency as stored

Who = Callable[..., dict[str, str]]


def claim(client: TestClient, headers: dict[str, str], *documents: str, **changes: Any) -> Any:
    body = {"program": "rebate", "fields": STATED, "documents": list(documents), **changes}
    return client.post("/v1/claims", headers=headers, json=body)


def test_a_claim_goes_from_upload_to_verdict(client: TestClient, who: Who, desk: Desk) -> None:
    desk.sales(SALE)
    headers = who("dealer", "D1")
    made = claim(client, headers, desk.upload().id, claim_id="R-1")
    assert made.status_code == 201
    assert (made.json()["claim_id"], made.json()["state"], made.json()["submission"]) == ("R-1", "waiting", 1)

    desk.work()

    shown = client.get(f"/v1/claims/{made.json()['id']}", headers=headers).json()
    assert (shown["state"], shown["verdict"], shown["reasons"]) == ("approved", "approve", [])
    assert shown["decision"]["sale_id"] == "S1"
    assert shown["decision"]["by"] == "machine"
    assert shown["revisions"][0]["fields"] == STATED


def test_a_wrong_amount_is_shown_with_its_place_and_what_would_mend_it(
    client: TestClient, who: Who, desk: Desk
) -> None:
    desk.sales("S1,D1,Northwind Trading Sdn Bhd,2024-03-14,19.00,")
    made = claim(client, who("dealer", "D1"), desk.upload().id, fields={**STATED, "total_amount": "19.00"}).json()
    desk.work()
    (reason,) = client.get(f"/v1/claims/{made['id']}", headers=who("dealer", "D1")).json()["reasons"]
    assert (reason["code"], reason["claimed"], reason["found"]) == ("amount.contradicted", "19.00", "16.00")
    assert reason["place"]["page"] == 1
    assert reason["fix"]


def test_a_returned_claim_is_mended_by_a_further_document(client: TestClient, who: Who, desk: Desk) -> None:
    desk.sales(SALE)
    headers = who("dealer", "D1")
    made = claim(client, headers).json()
    desk.work()
    assert client.get(f"/v1/claims/{made['id']}", headers=headers).json()["state"] == "returned"

    url = f"/v1/claims/{made['id']}/revisions"
    answer = client.post(url, headers=headers, json={"add_documents": [desk.upload().id], "note": "forgot it"})
    assert (answer.status_code, answer.json()["revision"], answer.json()["state"]) == (201, 2, "waiting")
    desk.work()

    shown = client.get(f"/v1/claims/{made['id']}", headers=headers).json()
    assert shown["state"] == "approved"
    assert [revision["note"] for revision in shown["revisions"]] == ["", "forgot it"]
    assert client.post(url, headers=headers, json={"note": "again"}).json()["code"] == "state.not_possible"


def test_a_claim_is_withdrawn_once_and_for_all(client: TestClient, who: Who, desk: Desk) -> None:
    headers = who("dealer", "D1")
    url = f"/v1/claims/{claim(client, headers, desk.upload().id).json()['id']}/withdraw"
    assert client.post(url, headers=headers).json()["state"] == "withdrawn"
    assert client.post(url, headers=headers).json()["state"] == "withdrawn"


def test_another_organisations_claim_is_answered_like_a_missing_one(client: TestClient, who: Who, desk: Desk) -> None:
    made = claim(client, who("dealer", "D1"), desk.upload().id).json()["id"]
    missing = made[:-1] + ("0" if made[-1] != "0" else "1")
    for stranger in (who("dealer", "D2"), who("admin", "D1", "other")):
        for method, path in (("GET", ""), ("GET", "/events"), ("POST", "/withdraw"), ("POST", "/revisions")):
            body = {"json": {}} if path == "/revisions" else {}
            theirs = client.request(method, f"/v1/claims/{made}{path}", headers=stranger, **body)  # type: ignore[arg-type]
            none = client.request(method, f"/v1/claims/{missing}{path}", headers=stranger, **body)  # type: ignore[arg-type]
            assert (theirs.status_code, theirs.json()) == (none.status_code, none.json()), path
            assert theirs.status_code == 404


def test_anothers_document_cannot_be_claimed_on_and_looks_like_none(client: TestClient, who: Who, desk: Desk) -> None:
    theirs = desk.upload(by="D2").id
    answers = [claim(client, who("dealer", "D1"), document) for document in (theirs, theirs[:-1] + "x")]
    assert [(a.status_code, a.json()["code"]) for a in answers] == [(422, "claim.documents")] * 2
    assert answers[0].json() == answers[1].json()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"program": "none"}, "claim.program"),
        ({"fields": {**STATED, "total_amount": "12,50"}}, "claim.fields"),
        ({"fields": {**STATED, "invoice_date": "14.03.2024"}}, "claim.fields"),
        ({"fields": {**STATED, "seller_name": "a\0b"}}, "request.invalid"),
        ({"fields": {"Total Amount": "1.00"}}, "request.invalid"),
        ({"fields": "none"}, "request.invalid"),
        ({"documents": "none"}, "request.invalid"),
        ({"lines": [{"quantity": "0"}]}, "request.invalid"),
        ({"lines": [{"claimed_amount": "1e999"}]}, "request.invalid"),
        ({"lines": [{"claimed_amount": "NaN"}]}, "request.invalid"),
        ({"lines": [{"claimed_amount": "1.005"}]}, "claim.fields"),
        ({"claim_id": ""}, "request.invalid"),
        ({"documnets": []}, "request.invalid"),
    ],
)
def test_a_claim_with_a_fault_is_refused_with_its_field(
    client: TestClient, who: Who, changes: dict[str, Any], code: str
) -> None:
    answer = claim(client, who("dealer", "D1"), **changes)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["retry"] is False  # the same again would be refused again


@pytest.mark.parametrize("sent", [b"", b"{", b"[]", b"null", b'{"program": "\\ud800"}', b"\xff", b"[" * 100_000])
def test_a_body_that_is_no_claim_is_no_fault_of_ours(client: TestClient, who: Who, sent: bytes) -> None:
    headers = {**who("dealer", "D1"), "Content-Type": "application/json"}
    answer = client.post("/v1/claims", headers=headers, content=sent)
    assert answer.status_code in (400, 422)
    assert answer.json()["code"].startswith("request.")


@pytest.mark.parametrize(
    ("kind", "sent", "told"),
    [("application/json", b"{", "see character 1"), ("text/plain", b"{}", "`Content-Type: application/json`")],
)
def test_a_body_that_is_no_json_says_what_to_send(
    client: TestClient, who: Who, kind: str, sent: bytes, told: str
) -> None:
    answer = client.post("/v1/claims", headers={**who("dealer", "D1"), "Content-Type": kind}, content=sent).json()
    assert (answer["errors"][0]["field"], told in answer["detail"]) == ("body", True)


def test_a_filter_or_value_of_another_form_is_told_what_to_send(client: TestClient, who: Who, desk: Desk) -> None:
    filtered = client.get("/v1/claims?state=open", headers=who("dealer", "D1"))
    words = "waiting, judging, approved, rejected, returned, review, withdrawn"
    assert filtered.json()["detail"] == f"query.state: Send one of: {words}."
    number = {"program": "rebate", "documents": [], "fields": {"total_amount": 16.0}}
    refused = client.post("/v1/claims", json=number, headers=who("dealer", "D1")).json()
    assert {"field": "body.fields.total_amount", "message": "Send text, in quotes."} in refused["errors"]


@pytest.mark.parametrize(
    ("changed", "field", "told"),
    [
        ({"dealer": "D2"}, "body.dealer", "There is no member of this name here; see /docs for those that there are."),
        ({"program": None}, "body.program", "Send text, in quotes."),
        (
            {"lines": [{"claimed_amount": "a lot"}]},
            "body.lines.0.claimed_amount",
            'Send a number such as "1234.50", in quotes.',
        ),
    ],
)
def test_a_member_that_cannot_be_taken_is_told_what_to_send(
    client: TestClient, who: Who, changed: dict[str, object], field: str, told: str
) -> None:
    sent = {"program": "rebate", "documents": [], "fields": {}} | changed
    refused = client.post("/v1/claims", json=sent, headers=who("dealer", "D1")).json()
    assert refused["errors"] == [{"field": field, "message": told}]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("limit=0", "query.limit: Send 1 or more."),
        ("limit=201", "query.limit: Send 200 or less."),
        ("from=2025-13-01", "query.from: Send a day such as 2025-10-04."),
    ],
)
def test_a_list_says_what_may_be_asked_of_it(client: TestClient, who: Who, asked: str, told: str) -> None:
    assert client.get(f"/v1/claims?{asked}", headers=who("dealer", "D1")).json()["detail"] == told


def test_a_method_that_is_not_there_is_answered_with_all_that_are(client: TestClient, who: Who) -> None:
    assert client.delete("/v1/claims", headers=who("dealer", "D1")).headers["allow"] == "GET, POST"


def test_what_is_not_possible_says_what_the_caller_may_do(client: TestClient, who: Who, desk: Desk) -> None:
    made = claim(client, who("dealer", "D1"), desk.upload().id).json()
    answer = client.post(f"/v1/claims/{made['id']}/revisions", headers=who("dealer", "D1"), json={})
    assert answer.json()["detail"].endswith("possible now: withdraw")


def test_claims_are_listed_page_by_page_and_filtered(client: TestClient, who: Who, desk: Desk) -> None:
    for number in range(5):
        desk.claim(desk.upload(name=str(number)), number=f"R-{number}")
    desk.claim(desk.upload(name="other", by="D2"), by="D2", number="X")
    headers = who("dealer", "D1")
    first = client.get("/v1/claims?limit=3", headers=headers).json()
    second = client.get(f"/v1/claims?limit=3&after={first['next']}", headers=headers).json()
    assert [c["claim_id"] for c in first["claims"] + second["claims"]] == ["R-4", "R-3", "R-2", "R-1", "R-0"]
    assert second["next"] is None
    every = client.get("/v1/claims?state=waiting&dealer=D2", headers=who("reviewer")).json()["claims"]
    assert [c["claim_id"] for c in every] == ["X"]
    day = client.get("/v1/claims?from=2024-05-01&to=2024-05-01&limit=3", headers=headers).json()
    assert [c["claim_id"] for c in day["claims"]] == ["R-4", "R-3", "R-2"]
    day = client.get(f"/v1/claims?from=2024-05-01&to=2024-05-01&after={day['next']}", headers=headers).json()
    assert [c["claim_id"] for c in day["claims"]] == ["R-1", "R-0"]
    wrong = client.get("/v1/claims?from=2024-05-02&to=2024-05-01", headers=headers)
    assert (wrong.status_code, wrong.json()["code"]) == (422, "claims.days")
    assert client.get("/v1/claims?state=nonsense", headers=headers).status_code == 422
    assert client.get("/v1/claims?after=x", headers=headers).status_code == 422


def test_a_repeated_submission_makes_one_claim(client: TestClient, who: Who, desk: Desk, here: Context) -> None:
    headers = {**who("dealer", "D1"), "Idempotency-Key": "k"}
    document = desk.upload().id
    first = claim(client, headers, document)
    assert claim(client, headers, document).json() == first.json()
    other = claim(client, headers, document, claim_id="R-2")
    assert (other.status_code, other.json()["code"]) == (409, "idempotency.mismatch")
    assert len(client.get("/v1/claims", headers=headers).json()["claims"]) == 1


def test_a_submission_repeated_when_its_answer_is_forgotten_finds_its_claim(
    client: TestClient, who: Who, desk: Desk, here: Context
) -> None:
    headers = {**who("dealer", "D1"), "Idempotency-Key": "k"}
    document = desk.upload().id
    first = claim(client, headers, document).json()
    with here.database.transaction() as conn:
        stored.forget_before(conn, here.clock() + timedelta(seconds=1))
    again = claim(client, headers, document)
    assert (again.status_code, again.json()["id"]) == (201, first["id"])


def test_a_key_that_asks_too_often_is_told_when_to_come_back(client: TestClient, who: Who) -> None:
    client.app.state.buckets.burst = 2.0  # type: ignore[attr-defined]
    client.app.state.buckets.rate = 0.5  # type: ignore[attr-defined]
    headers = who("dealer", "D1")
    answers = [client.get("/v1/me", headers=headers) for _ in range(3)]
    assert [a.status_code for a in answers] == [200, 200, 429]
    assert answers[2].json()["code"] == "rate_limited"
    assert 1 <= int(answers[2].headers["retry-after"]) <= 2
    assert client.get("/v1/me", headers=who("dealer", "D1")).status_code == 200


def test_nothing_is_approved_on_an_unreadable_document_and_the_next_claim_is_decided(
    client: TestClient, who: Who, desk: Desk
) -> None:
    desk.sales(SALE)
    headers = who("dealer", "D1")
    unreadable = pages(problems=[Problem("file.truncated", "Send it again.")])
    bad = claim(client, headers, desk.upload(unreadable, name="bad").id, fields={}).json()
    good = claim(client, headers, desk.upload(receipt(), name="good").id).json()
    desk.work()
    states = [client.get(f"/v1/claims/{c['id']}", headers=headers).json()["state"] for c in (bad, good)]
    assert states[0] in ("returned", "review")
    assert states[1] == "approved"
