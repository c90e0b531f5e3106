from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from desk import PROGRAM, SALE, Desk
from fakes import FakeClock
from fastapi import FastAPI
from fastapi.testclient import TestClient

from claimcheck.services.context import Context
from claimcheck.services.running.alive import heartbeat
from claimcheck.store.notices import notices
from claimcheck.web.app import create_app

Who = Callable[..., dict[str, str]]
HEAD = "sale_id,dealer,seller_name,invoice_date,total_amount,cancelled\n"


def send(client: TestClient, headers: dict[str, str], text: str | bytes, **form: str) -> Any:
    data = text.encode() if isinstance(text, str) else text
    return client.post("/v1/sales/imports", headers=headers, files={"file": ("../s\r\n.csv", data)}, data=form)


def test_an_import_says_what_became_of_each_line(client: TestClient, who: Who) -> None:
    headers = who("admin")
    answer = send(client, headers, HEAD + f"{SALE}\nS2,D1,X,nonsense,1.00,\n", mode="partial")
    assert answer.status_code == 201
    made = answer.json()
    assert (made["counts"]["added"], made["counts"]["rejected"]) == (1, 1)
    assert (made["rejects"][0]["line"], made["rejects"][0]["column"]) == (3, "invoice_date")
    assert "/" not in made["filename"]
    assert "\n" not in made["filename"]
    assert client.get("/v1/sales/imports", headers=headers).json()["imports"] == [made]
    assert client.get(f"/v1/sales/imports/{made['id']}", headers=headers).json() == made
    again = send(client, headers, HEAD + f"{SALE}\nS2,D1,X,nonsense,1.00,\n", mode="partial").json()
    assert again["id"] == made["id"]


def test_all_or_nothing_lists_the_faults_and_imports_none(client: TestClient, who: Who) -> None:
    headers = who("admin")
    answer = send(client, headers, HEAD + f"{SALE}\nS2,D1,X,nonsense,1.00,\n")
    assert (answer.status_code, answer.json()["code"]) == (422, "sales.rejected")
    assert [fault["line"] for fault in answer.json()["errors"]] == [3]
    assert client.get("/v1/sales/imports", headers=headers).json()["imports"] == []


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"", 415, "file.empty"),
        (b"PK\x03\x04broken", 415, "file.unsupported"),
        (b"a,b\n1,2\n", 422, "table.header"),
        (b"x" * 200_000, 422, "table.quotes"),
    ],
)
def test_a_file_that_cannot_be_taken_has_its_code(
    client: TestClient, who: Who, data: bytes, status: int, code: str
) -> None:
    answer = send(client, who("admin"), data)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_late_import_decides_what_waited_for_it(client: TestClient, who: Who, desk: Desk) -> None:
    claim = desk.claim(desk.upload())
    desk.work()
    assert desk.see(claim).state == "review"
    send(client, who("admin"), HEAD + SALE + "\n")
    desk.work()
    assert desk.see(claim).state == "approved"


def publish(client: TestClient, headers: dict[str, str], text: str | bytes, path: str = "") -> Any:
    data = text.encode() if isinstance(text, str) else text
    return client.post(
        f"/v1/programs{path}", headers={**headers, "Content-Type": "application/yaml"}, content=data
    )  # fmt: skip


def test_a_program_is_published_in_versions_that_never_change(client: TestClient, who: Who) -> None:
    headers = who("admin")
    second = PROGRAM.replace('version: "1"', 'version: "2"')
    assert publish(client, headers, second).status_code == 201
    assert publish(client, headers, second).status_code == 201
    changed = publish(client, headers, second.replace("0.8", "0.7"))
    assert (changed.status_code, changed.json()["code"]) == (409, "program.version_exists")
    versions = client.get("/v1/programs/rebate", headers=who("dealer", "D1")).json()["versions"]
    assert [(v["version"], v["superseded_at"] is None) for v in versions] == [("2", True), ("1", False)]
    assert versions[0]["text"] == second
    assert [p["version"] for p in client.get("/v1/programs", headers=headers).json()["programs"]] == ["2"]


@pytest.mark.parametrize("text", ["", "program: [", PROGRAM.replace("review", "perhaps"), "a: &a [*a]", b"\xff", "- x"])
def test_a_program_with_a_fault_is_refused_with_its_line(client: TestClient, who: Who, text: str | bytes) -> None:
    for path in ("", "/validate"):
        answer = publish(client, who("admin"), text, path)
        assert answer.status_code == 422
        assert answer.headers["content-type"] == "application/problem+json"
    if isinstance(text, str) and "perhaps" in text:
        line = text.split("\n").index("duplicates: perhaps") + 1
        assert f"program.yaml:{line}:" in answer.json()["detail"]


def test_metrics_tell_the_queue_and_the_claims(client: TestClient, who: Who, desk: Desk) -> None:
    desk.claim(desk.upload())
    client.get("/v1/me", headers=who("dealer", "D1"))
    text = client.get("/metrics").text
    assert 'claimcheck_claims{state="waiting"} 1.0' in text
    assert 'claimcheck_queue_depth{stage="read",state="waiting"} 1.0' in text
    assert 'claimcheck_requests_total{method="GET",route="/v1/me",status="200"} 1.0' in text


def test_metrics_tell_what_is_late_and_where_room_runs_out(
    client: TestClient, desk: Desk, here: Context, clock: FakeClock
) -> None:
    heartbeat(here.settings, "mail")()
    with here.database.transaction() as conn:
        notices.add(conn, maker_id="acme", user_id=None, kind="claim.return", data={}, now=clock.now)
    clock.forward(90)
    told = dict(line.rsplit(" ", 1) for line in client.get("/metrics").text.splitlines() if line[0] != "#")
    assert float(told['claimcheck_outgoing_late_seconds{kind="mail"}']) == 90
    assert float(told['claimcheck_outgoing{kind="mail",state="waiting"}']) == 1
    assert float(told['claimcheck_process_seconds{process="mail"}']) < 60
    assert float(told['claimcheck_free_bytes{place="data"}']) > 0


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("10.1.2.3", {}, 200),
        ("8.8.8.8", {}, 401),
        ("10.1.2.3", {"x-forwarded-for": "8.8.8.8"}, 401),
    ],
)
def test_without_a_key_metrics_answer_private_addresses_alone(
    app: FastAPI, address: str, headers: dict[str, str], status: int
) -> None:
    client = TestClient(app, client=(address, 50_000))
    assert client.get("/metrics", headers=headers).status_code == status


def test_with_a_key_metrics_answer_nobody_without_it(here: Context) -> None:
    keyed = replace(here, settings=here.settings.model_copy(update={"metrics_key": "a long secret"}))
    client = TestClient(create_app(context=keyed))
    assert client.get("/metrics").status_code == 401
    assert client.get("/metrics", headers={"Authorization": "Bearer a long guess"}).status_code == 401
    assert client.get("/metrics", headers={"Authorization": "Bearer a long secret"}).status_code == 200


def test_health_readiness_and_unknown_paths(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready"}
    assert client.get("/nothing").json()["code"] == "not_found"
    wrong = client.delete("/healthz")
    assert (wrong.status_code, wrong.json()["code"], wrong.headers["allow"]) == (405, "method_not_allowed", "GET")
