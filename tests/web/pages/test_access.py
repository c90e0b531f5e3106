"""Who opens which page: every page is in the table, the table holds, and every form needs its token."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from desk import Desk
from fastapi.testclient import TestClient
from starlette.datastructures import FormData

from claimcheck.core.rules.codes import CODES
from claimcheck.errors import NotFound, Unavailable
from claimcheck.services.context import Context
from claimcheck.services.notices import wording
from claimcheck.services.people import accounts
from claimcheck.web.pages import access, draw, site
from claimcheck.web.pages.access import fence_in
from claimcheck.web.pages.words import catalogue
from claimcheck.web.roles import EVERYBODY, PAGES
from claimcheck.web.stream import Hub

NOBODY = "018f9d5e-7c1a-7d4e-9a77-1f8f3a1c2b3d"
TEMPLATES = Path(draw.__file__).parent.parent / "templates"
PASSWORD = "correct horse battery"


def call(client: Any, method: str, path: str, **more: Any) -> Any:
    path = (
        path.replace("{number}", "1").replace("{document}", "1").replace("{program}", "nothing").replace("{token}", "x")
    )
    path = re.sub(r"\{\w+\}", NOBODY, path)
    return client.request(method, path, follow_redirects=False, **more)


def test_every_page_is_in_the_table_and_the_table_has_no_other() -> None:
    served = {(m, r.path) for router in site.ROUTERS for r in router.routes for m in r.methods}  # type: ignore[attr-defined]
    assert served == set(PAGES)


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_a_role_gets_in_exactly_where_the_table_says(sign_in: Any, role: str) -> None:
    browser = sign_in(role, "D9")
    for (method, path), roles in PAGES.items():
        if path == "/sign-out":
            continue
        answer = call(browser.client, method, path, **({"data": {"form": browser.token}} if method == "POST" else {}))
        if roles:
            assert (answer.status_code == 403) == (role not in roles), (method, path)
        assert answer.status_code < 500, (method, path)


def test_without_a_session_every_page_sends_to_the_sign_in(client: TestClient) -> None:
    for (method, path), roles in PAGES.items():
        if roles:
            answer = call(client, method, path)
            assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, "/sign-in"), path


def test_a_stream_asks_whether_its_session_works_still(
    sign_in: Any, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []

    async def listen(_hub: Hub, *_: object, still: Any) -> Any:
        asked.append(still)
        for none in ():
            yield none

    monkeypatch.setattr(Hub, "listen", listen)
    claim = desk.claim(desk.upload())
    dealer = sign_in("dealer", "D1")
    dealer.get(f"/claims/{claim.id}/events")
    (still,) = asked
    assert still()
    accounts.disable(desk.context, maker_id="acme", email=dealer.user.email)
    assert not still()


def test_no_form_is_taken_without_its_token_or_from_another_site(sign_in: Any) -> None:
    browser = sign_in("admin")
    dealer = sign_in("dealer", "D1")
    for (method, path), roles in PAGES.items():
        who = dealer if "dealer" in roles else browser
        if method == "POST" and roles:
            assert call(who.client, method, path, data={"form": "0" * 64}).status_code == 403, path
            elsewhere = {"sec-fetch-site": "cross-site"}
            assert call(who.client, method, path, data={"form": who.token}, headers=elsewhere).status_code == 403, path


def test_an_address_that_leads_nowhere_is_told_in_a_page_to_people_and_as_a_problem_to_machines(sign_in: Any) -> None:
    browser = {"accept": "text/html,*/*;q=0.8"}
    for path, headers, kind in (
        ("/clams", browser, "text/html"),
        ("/clams", {"accept": "*/*"}, "application/problem+json"),
        ("/v1/clams", browser, "application/problem+json"),
    ):
        told = sign_in("dealer", "D1").get(path, headers=headers)
        assert told.status_code == 404
        assert told.headers["content-type"].startswith(kind), path
        assert "nothing here" in told.text
        assert ("Sign out" in told.text) == (kind == "text/html")


def test_an_address_that_leads_nowhere_is_told_in_a_page_while_the_database_is_away(
    sign_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    dealer = sign_in("dealer", "D1")

    def away(*_: object) -> None:
        raise Unavailable("The database does not answer.")

    monkeypatch.setattr(access, "whose", away)
    told = dealer.get("/clams", headers={"accept": "text/html"})
    assert (told.status_code, "nothing here" in told.text, "Sign out" in told.text) == (404, True, False)


def test_whoever_asks_too_often_is_told_so_at_an_address_that_leads_nowhere_too(
    sign_in: Any, app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    dealer = sign_in("dealer", "D1")
    monkeypatch.setattr(
        app.state, "buckets", SimpleNamespace(take=lambda _who: 1.0)
    )  # an empty bucket fills while this runs
    assert dealer.get("/clams", headers={"accept": "text/html"}).status_code == 429


def test_anothers_claim_and_none_are_answered_alike(sign_in: Any, desk: Desk) -> None:
    claim = desk.claim(desk.upload())
    desk.work()
    stranger, other_maker = sign_in("dealer", "D2"), sign_in("reviewer", "m", maker="other")
    document = claim.current.documents[0]
    for browser in (stranger, other_maker):
        for path in ("/claims/{}", "/claims/{}/events", "/pictures/{}/1", "/originals/{}"):
            own = browser.get(path.format(claim.id if path.startswith("/claims") else document))
            none = browser.get(path.format(NOBODY))
            assert (own.status_code, own.text) == (404, none.text.replace(NOBODY, claim.id)), path
    for act in ("withdraw", "revise"):
        assert stranger.post(f"/claims/{claim.id}/{act}").status_code == 404
    assert desk.see(claim).state != "withdrawn"


def test_a_person_signs_in_and_out(client: TestClient, here: Context, desk: Desk) -> None:
    made = accounts.create(here, maker_id="acme", email="wu@example.com", name="Wu", organisation="D1", role="dealer")
    form = re.search(r'name="form" value="([^"]+)"', client.get(made.link).text)
    assert form
    sent = {"form": form[1], "password": PASSWORD, "again": PASSWORD}
    assert client.post(made.link, data={**sent, "again": "other"}).status_code == 422
    answer = client.post(made.link, data=sent, follow_redirects=False)
    assert answer.status_code == 303
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert "SameSite=lax" in answer.headers["set-cookie"]
    client.cookies.delete("claimcheck")

    wrong = client.post("/sign-in", data={"form": form[1], "email": "wu@example.com", "password": "no"})
    unknown = client.post("/sign-in", data={"form": form[1], "email": "no@example.com", "password": "no"})
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.text.replace("wu@", "no@") == unknown.text
    good = {"form": form[1], "email": "wu@example.com", "password": PASSWORD}
    assert client.post("/sign-in", data={**good, "form": "x"}).status_code == 403
    for onward, goes in (("/claims?state=review", "/claims?state=review"), ("//evil.example", "/"), ("/\\evil", "/")):
        answer = client.post("/sign-in", data={**good, "next": onward}, follow_redirects=False)
        assert answer.headers["location"] == goes
    token = re.search(r'name="form" value="([^"]+)"', client.get("/me").text)
    assert token
    client.post("/sign-out", data={"form": token[1]})
    assert client.get("/claims", follow_redirects=False).headers["location"] == "/sign-in?next=%2Fclaims"


def test_pages_keep_to_themselves(sign_in: Any, desk: Desk) -> None:
    desk.claim(desk.upload())
    browser = sign_in("dealer", "D1")
    for path in ("/claims", "/claims/new", "/claims/new/rebate", "/me"):
        answer = browser.get(path)
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        assert not re.search(r"\sstyle=|\son\w+=|<script(?![^>]* src=)|<style|javascript:", answer.text), path
        for address in re.findall(r'(?:src|href)="(/static/[^"]+)"', answer.text):
            assert browser.get(address).status_code == 200


def test_scripts_and_styles_together_are_small() -> None:
    assert sum(f.stat().st_size for f in (TEMPLATES.parent / "static").iterdir()) < 200_000


def test_every_sentence_is_there_in_both_languages() -> None:
    said = set()
    for file in TEMPLATES.glob("*.html"):
        text = file.read_text("utf-8")
        said |= {a or b for a, b in re.findall(r"""\bt\(\s*(?:"([^"]+)"|'([^']+)')[,)]""", text)}
        said |= set(re.findall(r'else t\("([^"]+)"', text))
    english, chinese = catalogue("en"), catalogue("zh-Hans")
    assert {one for one in said if one not in chinese} == set()
    assert set(english) <= set(chinese)
    for key, translated in chinese.items():
        places = re.findall(r"\{\w+\}", english.get(key, key))
        assert sorted(places) == sorted(re.findall(r"\{\w+\}", translated)), key


def test_marks_between_what_a_page_says_are_those_of_the_readers_language() -> None:
    for file in TEMPLATES.glob("*.html"):
        found = re.findall(r"(?:\}\}|%\}|</\w+>)[:,;] ?(?:\{\{|\{%|<).{20}", file.read_text("utf-8"))
        assert found == [], f"{file.name}: write {{{{ colon }}}}, {{{{ comma }}}} or {{{{ semicolon }}}}"


def test_every_reason_has_its_chinese() -> None:
    unreadable = wording.CHINESE["document.unreadable"][0]
    for code in CODES:
        said = wording.reason_of("zh-Hans", code.code, "", None, None)
        assert said != unreadable or code.code == "document.unreadable", code.code
        assert not code.fix or wording.fix_of("zh-Hans", code.code, code.fix) != code.fix, code.code


@pytest.mark.parametrize("sent", ["", "x", "-1", "2147483648", "12345678901234"])
def test_a_fence_that_no_task_has_is_refused_and_never_cut_to_one_that_it_has(sent: str) -> None:
    assert fence_in(FormData({"fence": "2147483647"})) == 2147483647
    with pytest.raises(NotFound):
        fence_in(FormData({"fence": sent}))
