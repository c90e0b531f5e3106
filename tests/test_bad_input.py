"""Through the real service: each bad input gets its code, a large claim goes through, and a good one is not held up."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image
from reading import drawn
from reportlab.pdfgen.canvas import Canvas

from claimcheck.services.running.stack import running
from claimcheck.settings import Settings
from fixtures import exam
from fixtures.service import DECIDED, Service

pytestmark = [pytest.mark.slow, pytest.mark.redis, pytest.mark.timeout(400)]

MOST_BYTES = 3_000_000
PROGRAMS = Path(__file__).parent.parent / "fixtures" / "programs"


def locked() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, encrypt="secret")
    canvas.drawString(72, 700, "Invoice 4711")
    canvas.save()
    return out.getvalue()


BAD_FILES: dict[str, tuple[bytes, str]] = {
    "empty.pdf": (b"", "file.empty"),
    "truncated.jpg": (drawn.jpeg()[:4000], "file.truncated"),
    "locked.pdf": (locked(), "file.encrypted"),
    "oversized.pdf": (b"%PDF-1.7\n" + bytes(MOST_BYTES), "file.too_large"),
    "long.pdf": (drawn.pdf(*[drawn.print_texts] * 61), "file.too_many_pages"),
    "bomb.png": (drawn.png_of_size(60_000, 60_000), "file.too_many_pixels"),
    "program.pdf": (b"MZ\x90\x00" + bytes(500), "file.unsupported"),
    "entities.xml": (b'<?xml version="1.0"?><!DOCTYPE Invoice [<!ENTITY a "b">]><Invoice>&a;</Invoice>', "file.dtd"),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, exam.Exam]:
    folder = tmp_path_factory.mktemp("exam")
    papers = exam.draw(8, receipts=12, invoices=0, cars=0)
    exam.save(papers, folder)
    return folder, papers


@pytest.fixture(scope="module")
def honest(made: tuple[Path, exam.Exam]) -> list[dict[str, Any]]:
    """Genuine claims on clean papers."""
    clean = {f"docs/{document.name}" for document in made[1].documents if document.effect == "clean"}
    genuine = {row["claim_id"] for row in made[1].expected if row["approve"]}
    return [c for c in made[1].claims if c["claim_id"] in genuine and set(c["documents"]) <= clean]


@pytest.fixture(scope="module")
def service(made: tuple[Path, exam.Exam], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    data = tmp_path_factory.mktemp("stack")
    settings = Settings(data_dir=data, port=0, workers=2, max_file_bytes=MOST_BYTES, max_pages=60)
    with running(settings) as stack:
        dealers = {claim["dealer"] for claim in made[1].claims} | {"STRANGER"}
        opened = Service.opened(stack.address, stack.settings, dealers)
        opened.publish(PROGRAMS)
        opened.import_sales(made[0] / "sales.csv")
        yield opened
        opened.close()


def settled(service: Service, path: str, open_states: set[str], seconds: float = 120) -> dict[str, Any]:
    deadline = time.monotonic() + seconds
    while True:
        found: dict[str, Any] = service.admin.get(path).json()
        if found["state"] not in open_states:
            return found
        assert time.monotonic() < deadline, f"{path} is still {found['state']} after {seconds} s"
        time.sleep(0.2)


def code_of(service: Service, dealer: str, name: str, data: bytes) -> str:
    """The code that the sender gets: at once, or once the file has been read."""
    answer = service.clients[dealer].post("/v1/documents", files={"files": (name, data)})
    [result] = answer.json()["documents"]
    if result["status"] == "refused":
        assert answer.headers["content-type"] == "application/problem+json"
        assert result["problem"]["detail"]
        return str(result["problem"]["code"])
    document = settled(service, f"/v1/documents/{result['id']}", {"received"})
    assert document["problems"][0]["message"]
    return str(document["problems"][0]["code"])


def test_each_bad_file_gets_its_code_while_a_good_claim_behind_them_is_approved_on_time(
    service: Service, honest: list[dict[str, Any]], made: tuple[Path, exam.Exam]
) -> None:
    claim = honest[0]
    told = {name: code_of(service, claim["dealer"], name, data) for name, (data, _) in BAD_FILES.items()}
    ids = [service.upload(claim["dealer"], made[0] / name) for name in claim["documents"]]
    good = service.submit(claim, ids)
    assert settled(service, f"/v1/claims/{good}", {"waiting", "judging"})["state"] == "approved"
    assert told == {name: code for name, (_, code) in BAD_FILES.items()}


def test_a_claim_of_three_files_with_forty_pages_goes_through(
    service: Service, honest: list[dict[str, Any]], made: tuple[Path, exam.Exam], tmp_path: Path
) -> None:
    claim = honest[1]
    annex, photo = tmp_path / "annex.pdf", tmp_path / "photo.png"
    annex.write_bytes(drawn.pdf(*[lambda canvas: canvas.drawString(72, 700, "Terms of delivery, continued")] * 38))
    drawn.picture(texts=("The goods as unpacked", "in the shop")).save(photo)
    files = [made[0] / claim["documents"][0], annex, photo]
    ids = [service.upload(claim["dealer"], file) for file in files]
    done = settled(service, f"/v1/claims/{service.submit(claim, ids)}", {"waiting", "judging"}, seconds=200)
    assert done["state"] in DECIDED
    documents = [service.document(one) for one in ids]
    assert [document["state"] for document in documents] == ["read"] * 3
    assert sum(len(document["pages"]) for document in documents) == 40
    with Image.open(io.BytesIO(service.page(ids[1], 38))) as last:
        assert last.format == "JPEG"


def test_a_claim_on_a_document_of_another_is_refused_as_if_there_were_none(
    service: Service, honest: list[dict[str, Any]], made: tuple[Path, exam.Exam]
) -> None:
    claim = honest[0]
    foreign = service.upload("STRANGER", made[0] / claim["documents"][0])

    def answer(document: str) -> tuple[int, str, str]:
        body = {"program": claim["program"], "fields": claim["fields"], "documents": [document]}
        said: httpx.Response = service.clients[claim["dealer"]].post("/v1/claims", json=body)
        return said.status_code, said.json()["code"], said.json()["detail"].replace(document, "…")

    assert answer(foreign) == answer("018f9d5e-7c1a-7d4e-9a77-1f8f3a1c2b3d")
    assert answer(foreign)[0] == 422


def test_faults_of_a_program_and_of_a_sales_file_are_told_by_line(service: Service) -> None:
    headers = {"Content-Type": "application/yaml"}
    program = service.admin.post(
        "/v1/programs", content=b"program: x\ncurrency: MYR\nverify: [colour]\n", headers=headers
    )
    assert (program.status_code, program.json()["code"]) == (422, "program.invalid")
    assert {"line", "column"} <= set(program.json())
    assert [(e["line"], e["column"]) for e in program.json()["errors"]] == [(1, 1), (3, 10)]
    table = b"sale_id,dealer,invoice_date,total_amount\nS1,D1,2025-02-30,19.00\n"
    sales = service.admin.post("/v1/sales/imports", files={"file": ("sales.csv", table)})
    assert sales.status_code == 422
    assert sales.json()["errors"][0]["line"] == 2
