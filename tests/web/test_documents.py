from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from desk import Desk
from fakes import receipt
from fastapi.testclient import TestClient

from claimcheck.model.documents import Problem
from claimcheck.services.context import Context
from claimcheck.store.judging import work

Who = Callable[..., dict[str, str]]
PDF = b"%PDF-1.7 invented"


def send(client: TestClient, headers: dict[str, str], *files: tuple[str, bytes], **form: str) -> Any:
    return client.post("/v1/documents", headers=headers, files=[("files", file) for file in files], data=form)


def test_each_file_of_an_upload_has_its_own_result(client: TestClient, who: Who) -> None:
    answer = send(client, who("dealer", "D1"), ("a.pdf", PDF), ("b.pdf", b"hello"), ("c.pdf", b""))
    assert answer.status_code == 202
    results = answer.json()["documents"]
    assert [r["status"] for r in results] == ["accepted", "refused", "refused"]
    assert [r["problem"]["code"] for r in results[1:]] == ["file.unsupported", "file.empty"]


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"", 415, "file.empty"),
        (b"MZ\x90\0 program", 415, "file.unsupported"),
        (b"PK\x03\x04", 415, "file.archive"),
        (b"%PDF-" + b"x" * 150_000, 413, "file.too_large"),
        (b"%PDF-" + b"x" * 400_000, 413, "request.too_large"),
    ],
)
def test_a_file_that_cannot_be_taken_has_its_code(
    client: TestClient, who: Who, data: bytes, status: int, code: str
) -> None:
    answer = send(client, who("dealer", "D1"), ("a.pdf", data))
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"


def test_an_upload_is_work_for_a_reader_as_soon_as_it_is_answered(client: TestClient, who: Who, here: Context) -> None:
    document = send(client, who("dealer", "D1"), ("a.pdf", PDF)).json()["documents"][0]["id"]
    with here.database.read() as conn:
        assert set(work.open_ids(conn, work.READ, [document])) == {document}


def test_another_organisations_document_is_answered_like_a_missing_one(client: TestClient, who: Who) -> None:
    document = send(client, who("dealer", "D1"), ("a.pdf", PDF)).json()["documents"][0]["id"]
    for path in ("", "/pages/1", "/original"):
        other = client.get(f"/v1/documents/{document}{path}", headers=who("dealer", "D2"))
        maker = client.get(f"/v1/documents/{document}{path}", headers=who("admin", "x", "othermaker"))
        missing = client.get(f"/v1/documents/{document[:-1]}0{path}", headers=who("dealer", "D2"))
        assert other.status_code == maker.status_code == missing.status_code == 404
        assert other.json() == maker.json() == missing.json()
    assert client.get(f"/v1/documents/{document}", headers=who("dealer", "D1")).json()["state"] == "received"


@pytest.mark.parametrize("name", ['a"; x=y.pdf', "a\r\nSet-Cookie: x.pdf", "../../etc/passwd", "发票.pdf", "=cmd.pdf"])
def test_the_original_is_an_attachment_whatever_its_name(client: TestClient, who: Who, name: str) -> None:
    headers = who("dealer", "D1")
    document = send(client, headers, (name, PDF)).json()["documents"][0]["id"]
    answer = client.get(f"/v1/documents/{document}/original", headers=headers)
    said = answer.headers["content-disposition"]
    assert answer.content == PDF
    assert said.startswith('attachment; filename="')
    assert said.count('"') == 2
    assert "/" not in said.split('"')[1]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert "set-cookie" not in answer.headers


def test_the_same_key_and_body_get_the_same_answer_and_another_body_a_conflict(client: TestClient, who: Who) -> None:
    headers = {**who("dealer", "D1"), "Idempotency-Key": "k1"}
    first = send(client, headers, ("a.pdf", PDF))
    assert send(client, headers, ("a.pdf", PDF)).json() == first.json()
    other = send(client, headers, ("a.pdf", PDF + b"!"))
    assert (other.status_code, other.json()["code"]) == (409, "idempotency.mismatch")
    stranger = {**who("dealer", "D1"), "Idempotency-Key": "k1"}
    assert send(client, stranger, ("a.pdf", PDF)).json() != first.json()


def test_a_request_that_is_no_upload_is_refused_without_echo(client: TestClient, who: Who) -> None:
    headers = who("dealer", "D1")
    for sent in ({"json": {"files": "secret"}}, {"data": {"files": "secret"}}, {"content": b"\0secret"}):
        answer = client.post("/v1/documents", headers=headers, **sent)  # type: ignore[arg-type]
        assert answer.status_code in (400, 422)
        assert "secret" not in answer.text


def test_what_was_read_is_shown_with_places_problems_and_page_pictures(
    client: TestClient, who: Who, desk: Desk
) -> None:
    headers = who("dealer", "D1")
    problem = Problem("page.blurred", "Send a sharper picture.", 1)
    document = desk.upload(replace(receipt(), problems=(problem,)))
    desk.work()

    shown = client.get(f"/v1/documents/{document.id}", headers=headers).json()

    assert shown["state"] == "read"
    assert shown["problems"] == [{"code": "page.blurred", "message": "Send a sharper picture.", "page": 1}]
    (found,) = shown["documents"]
    assert (found["kind"], found["fields"]["total_amount"]["value"]) == ("receipt", "16.00")
    assert len(found["fields"]["total_amount"]["box"]) == 4
    picture = client.get(shown["pages"][0]["picture"], headers=headers)
    assert picture.content.startswith(b"picture of")
    assert picture.headers["content-type"] == "image/jpeg"
    assert "sandbox" in picture.headers["content-security-policy"]
    assert client.get(f"/v1/documents/{document.id}/pages/2", headers=headers).status_code == 404
