"""A checking company at its pages and the API: no personal data in any answer, and nothing of what it does not hold."""

import io
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from zipfile import ZipFile

import pytesseract
import pytest
from desk import Desk
from drawn_page import drawn
from fastapi.testclient import TestClient
from PIL import Image
from sqlalchemy import update

from claimcheck.core.personal import fold
from claimcheck.model.claims import ClaimLine
from claimcheck.services.checking import batches
from claimcheck.services.checking.batches import Assignment
from claimcheck.services.claiming.views import ClaimView
from claimcheck.services.people import keys
from claimcheck.store.checking import checker_questions
from claimcheck.store.tables import programs
from claimcheck.web.roles import PAGES, ROUTES

Who = Callable[..., dict[str, str]]
PERSON = "Tan Mei Ling"
LINES = (
    "NORTHWIND TRADING SDN BHD", "RECEIPT", "Invoice No: INV-10071", "Date: 14/03/2024", "Customer: Tan Mei Ling",
    "IC No: 880214-14-5566", "Tel: 012-345 6789", "STARTER KIT 16.00", "TOTAL RM 16.00", "CASH RM 16.00",
    "Thank you TAN MEI LING", "Ravi Kumar was served", "Kavitha Nair", "14 Jalan Kenanga", "7621 339 0048",
)  # fmt: skip
SECRETS = (
    PERSON, "Mei Ling", "880214145566", "0123456789", "Ravi Kumar", "Melur", "Kavitha", "Nair", "Kenanga", "7621339",
)  # fmt: skip


@pytest.fixture
def asked(desk: Desk) -> ClaimView:
    """A claim that names a person, on a page that names her too; no sale agrees with it."""
    for name in ("north", "south"):
        keys.create(desk.context, maker_id="acme", organisation=name, role="checker")
    picture, read = drawn(LINES, unread=("Mei Ling",))
    document = desk.upload(read, name="Melur.pdf")
    data = next(one for one in desk.reader.canned if b"Melur" in one)
    desk.reader.pictures[data] = picture
    desk.sales("S1,D1,Northwind Trading Sdn Bhd,2024-03-14,99.00,")
    line = ClaimLine(1, {"model_name": "STARTER KIT", "buyer_name": PERSON}, Decimal(1), Decimal("4.75"))
    persons = {"buyer_name": PERSON, "buyer_id": "880214-14-5566", "customer_contact": "Ravi Kumar"}
    claim = desk.claim(document, number="R-Tan Mei Ling-1", lines=(line,), **persons)
    desk.work()
    assert desk.see(claim).state == "review"
    return desk.see(claim)


@pytest.fixture
def held(desk: Desk, asked: ClaimView, sign_in: Any) -> tuple[Any, str, str]:
    """A checker's browser, the batch that it pulled, and the one task in it."""
    batches.assign(desk.context, desk.admin, Assignment("north"))
    browser = sign_in("checker", "north")
    answer = browser.post("/batches/pull")
    batch = answer.headers["location"].rsplit("/", 1)[1]
    (item,) = re.findall(rf"/batches/{batch}/tasks/([0-9a-f-]+)", browser.get(f"/batches/{batch}").text)
    return browser, batch, item


def without_secrets(content: bytes) -> str:
    text = content.decode()
    folded = fold(text)[0]
    for secret in SECRETS:
        assert fold(secret)[0] not in folded, secret
    return text


def test_a_checker_pulls_works_and_returns_a_batch_and_sees_no_personal_data(
    desk: Desk, asked: ClaimView, held: tuple[Any, str, str]
) -> None:
    browser, batch, item = held
    here = f"/batches/{batch}/tasks/{item}"
    browser.post(f"{here}/take")
    for path in ("/", "/batches", f"/batches/{batch}", here, f"{here}?page=1&zoom=150", "/me", "/inbox"):
        answer = browser.get(path, follow_redirects=True)
        assert answer.status_code == 200, path
        without_secrets(answer.content)
    text = without_secrets(browser.get(here).content)
    for said in ("16.00", "Hidden", "4.75", "STARTER KIT"):
        assert said in text
    line = text.partition("What is claimed")[2].partition("</table>")[0]
    assert ("Hidden" in line, "▇▇▇" in line) == (True, False)  # said in a word, as in the fields above
    picture = browser.get(f"{here}/pictures/1/1")
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/jpeg")
    shown = Image.open(io.BytesIO(picture.content))
    bottom = shown.convert("L").crop((0, 40 + 64 * len(LINES), 1000, 1400))
    assert min(bottom.tobytes()) > 200
    book = ZipFile(io.BytesIO(browser.get(f"/batches/{batch}/export").content))
    for name in book.namelist():
        without_secrets(book.read(name))

    fence = re.search(r'name="fence" value="(\d+)"', text)
    assert fence
    sent = {"fence": fence[1], "verdict": "return"}
    refused = browser.post(f"{here}/answer?doc=1&page=1&zoom=200", {**sent, "ground": "as agreed"})
    assert refused.status_code == 422
    assert [said in refused.text for said in ("as agreed", 'answer?doc=1&amp;page=1&amp;zoom=200"')] == [True, True]
    answer = browser.post(f"{here}/answer", {**sent, "codes": ["sale.differs"]})
    assert answer.headers["location"] == f"/batches/{batch}?left=none"
    assert browser.get(here).status_code == 404
    late = browser.post(f"{here}/answer", {**sent, "codes": ["sale.differs"]})
    assert (late.status_code, "that answer stands" in without_secrets(late.content)) == (409, True)
    late = browser.post(f"{here}/ask", {**sent, "text": "Which shop is it?"})
    assert "Which shop is it?" in without_secrets(late.content)
    row = browser.get(f"/batches/{batch}").text.split("<tbody>")[1]
    assert ("R-▇▇▇" in row, f'href="{here}"' in row) == (True, False)  # the work is known again, and shown no more
    browser.post(f"/batches/{batch}/return")
    assert browser.get(f"/batches/{batch}").text.count("<tbody>") == 0


def test_a_question_that_is_sent_twice_is_asked_once(desk: Desk, held: tuple[Any, str, str]) -> None:
    browser, batch, item = held
    browser.post(f"/batches/{batch}/next")
    here = f"/batches/{batch}/tasks/{item}"
    fence = re.search(r'name="fence" value="(\d+)"', browser.get(here).text)
    assert fence
    sent = {"fence": fence[1], "text": "Which shop is it?"}
    answers = [browser.post(f"{here}/ask", sent) for _ in range(2)]
    assert [one.headers["location"] for one in answers] == [f"/batches/{batch}?left=none"] * 2
    with desk.context.database.read() as conn:
        assert len(checker_questions.of_item(conn, "acme", item)) == 1


def unpacked(content: bytes) -> bytes:
    """A text as it is; a workbook as its parts."""
    if not content.startswith(b"PK"):
        return content
    book = ZipFile(io.BytesIO(content))
    return b" ".join(book.read(name) for name in book.namelist())


def test_nothing_that_a_checker_may_ask_for_names_a_person_not_even_a_header(
    desk: Desk, held: tuple[Any, str, str], client: TestClient, who: Who
) -> None:
    browser, batch, item = held
    ids = {"batch_id": batch, "item_id": item, "document": "1", "page": "1", "number": "1", "company": "north"}
    ids["path"] = "base.css"
    asked = [
        (table, re.sub(r"\{(\w+)(?::path)?\}", lambda name: ids.get(name[1], item), path))
        for table in (ROUTES, PAGES)
        for (method, path), roles in table.items()
        if method == "GET" and "checker" in (roles or ()) and "events" not in path
    ]
    assert len(asked) > 15
    key = who("checker", "north")
    for table, path in asked:
        for query in ("", f"?q={item}&part=total_amount&search=x"):
            answer = client.get(path + query, headers=key) if table is ROUTES else browser.get(path + query)
            assert answer.status_code < 500, path
            if not answer.headers.get("content-type", "").startswith("image/"):  # those are read by a reader, below
                without_secrets(unpacked(answer.content))
            without_secrets(str(dict(answer.headers)).encode())


def test_a_picture_is_served_no_longer_than_its_batch_is_held(desk: Desk, held: tuple[Any, str, str]) -> None:
    browser, batch, item = held
    address = f"/batches/{batch}/tasks/{item}/pictures/1/1"
    shown = browser.get(address)
    assert (shown.status_code, "no-store" in shown.headers["cache-control"]) == (200, True)
    batches.recall(desk.context, desk.admin, batch)
    assert browser.get(address).status_code == 404


@pytest.mark.slow
def test_no_reader_finds_a_person_on_any_picture_that_is_served(held: tuple[Any, str, str]) -> None:
    browser, batch, item = held
    page = browser.get(f"/batches/{batch}/tasks/{item}").text
    addresses = re.findall(r'(?:href|src)="(/batches/[^"]+/pictures/[^"]+)"', page)
    assert addresses
    for address in addresses:
        image = Image.open(io.BytesIO(browser.get(address.replace("&amp;", "&")).content))
        for turn in (0, 90, 180, 270):
            without_secrets(pytesseract.image_to_string(image.rotate(turn, expand=True)).encode())


def test_a_checker_sees_nothing_by_the_general_routes_even_of_what_it_holds(
    desk: Desk, asked: ClaimView, held: tuple[Any, str, str], client: TestClient, who: Who
) -> None:
    browser, _, _ = held
    key, document = who("checker", "north"), asked.current.documents[0]
    ids = {"claim_id": asked.id, "document_id": document, "number": "1"}

    def filled(path: str) -> str:
        return re.sub(r"\{(\w+)\}", lambda name: ids.get(name[1], asked.id), path)

    def about_claims(table: Any) -> list[tuple[str, str]]:
        return [one for one in table if re.search(r"\{(claim|document|task)_id\}", one[1])]

    answers = [client.request(method, filled(path), headers=key) for method, path in about_claims(ROUTES)]
    answers += [client.get("/v1/claims", headers=key), client.get("/v1/tasks", headers=key)]
    answers += [
        browser.get(filled(path)) if method == "GET" else browser.post(filled(path))
        for method, path in about_claims(PAGES)
    ]
    assert {answer.status_code for answer in answers} <= {403, 404}
    for answer in answers:
        without_secrets(answer.content)


def test_a_checkers_page_of_a_program_that_cannot_be_read_says_so_and_asks_for_no_verdict(
    desk: Desk, held: tuple[Any, str, str]
) -> None:
    browser, batch, item = held
    browser.post(f"/batches/{batch}/tasks/{item}/take")
    with desk.context.database.transaction() as conn:
        conn.execute(update(programs).values(text="program: rebate\nnew: x\n"))
    page = browser.get(f"/batches/{batch}/tasks/{item}")
    assert (page.status_code, "All of this claim is hidden" in page.text) == (200, True)
    assert ('name="verdict"' in page.text, "Ask the manufacturer" in page.text) == (False, True)
    assert browser.get(f"/batches/{batch}").status_code == 200


def test_anothers_batch_and_none_are_answered_alike(desk: Desk, held: tuple[Any, str, str], sign_in: Any) -> None:
    _, batch, item = held
    other = sign_in("checker", "south")
    none = "018f9d5e-7c1a-7d4e-9a77-1f8f3a1c2b3d"
    for path in (
        "/batches/{b}",
        "/batches/{b}/export",
        "/batches/{b}/tasks/{i}",
        "/batches/{b}/tasks/{i}/pictures/1/1",
    ):
        got, missing = (other.get(path.format(b=b, i=i)) for b, i in ((batch, item), (none, none)))
        assert (got.status_code, got.text) == (404, missing.text.replace(none, batch)), path
    for act in ("take", "answer", "ask", "renew"):
        assert other.post(f"/batches/{batch}/tasks/{item}/{act}", {"fence": "1"}).status_code in (404, 422), act
    assert other.post(f"/batches/{batch}/return").status_code == 404
    assert "B-1" not in other.get("/batches").text


def test_a_machine_of_the_company_works_a_batch_and_gets_no_personal_data(
    desk: Desk, asked: ClaimView, client: TestClient, who: Who
) -> None:
    admin, key = who("admin"), who("checker", "north")
    made = client.post("/v1/batches", headers=admin, json={"company": "north", "size": 5, "hours": 2})
    assert (made.status_code, made.json()["open"], made.json()["state"]) == (201, 1, "waiting")
    pulled = client.post("/v1/batches/pull", headers=key)
    batch, item = pulled.json()["id"], pulled.json()["tasks"][0]["id"]
    here = f"/v1/batches/{batch}/tasks/{item}"
    task = client.get(here, headers=key)
    without_secrets(task.content)
    rows = {row["field"]: row for row in task.json()["fields"]}
    assert (rows["buyer_name"]["hidden"], rows["total_amount"]["found"]) == (True, "16.00")
    picture = client.get(task.json()["pictures"][0]["url"], headers=key)
    assert picture.headers["content-type"] == "image/jpeg"
    fence = client.post(f"{here}/take", headers=key).json()["fence"]
    put = client.post(f"{here}/questions", headers=key, json={"fence": fence, "text": "Which sale?"})
    assert put.status_code == 201
    reviewer = who("reviewer")
    (waiting,) = client.get("/v1/questions", headers=reviewer).json()["questions"]
    said = f"Private note: call {PERSON}, tel 012-345 6789."
    client.post(f"/v1/questions/{waiting['id']}/answer", headers=reviewer, json={"text": said})
    answered = client.get(here, headers=key)
    assert answered.json()["questions"][0]["answer"].startswith("Private note: call ▇▇▇")
    assert fold(PERSON)[0] not in fold(answered.text)[0]
    assert "345 6789" not in answered.text
    fence = client.post(f"{here}/take", headers=key).json()["fence"]
    body = {"fence": fence, "verdict": "reject", "codes": ["sale.differs"]}
    assert client.post(f"{here}/answer", headers=key, json=body).json()["verdict"] == "reject"
    assert client.post(f"/v1/batches/{batch}/return", headers=key).json()["state"] == "returned"
    again = client.post(f"/v1/batches/{batch}/return", headers=key)
    assert (again.status_code, again.json()["code"]) == (409, "batch.closed")


def test_an_administrator_assigns_by_hand_and_by_rule_and_takes_back(
    desk: Desk, asked: ClaimView, sign_in: Any
) -> None:
    browser = sign_in("admin")
    asked_for = {"company": "north", "program": "rebate", "region": "", "size": "10", "hours": "8", "share": "40"}
    assert browser.post("/assign", {**asked_for, "size": "0"}).status_code == 422
    text = browser.get(browser.post("/assign", asked_for).headers["location"]).text
    assert "B-1 is given to" in text
    assert "B-1" in text
    (batch,) = re.findall(r"/assign/batches/([0-9a-f-]+)/recall", text)
    assert browser.post(f"/assign/batches/{batch}/recall").status_code == 303
    assert browser.post("/assign/rules", asked_for).status_code == 303
    assert browser.post("/assign/rules", {**asked_for, "share": "70"}).status_code == 422
    (rule,) = re.findall(r"/assign/rules/([0-9a-f-]+)/end", browser.get("/assign").text)
    assert browser.post(f"/assign/rules/{rule}/end").status_code == 303
    assert browser.post("/assign", {**asked_for, "company": "south"}).status_code == 303
    assert browser.post("/assign", {**asked_for, "company": "south"}).status_code == 409
