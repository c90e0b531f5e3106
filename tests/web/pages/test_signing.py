"""Signing in with a second step, lost passwords, one's own page: on the pages, without any script."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pyotp
import pytest
from asking import Client
from fakes import FakeClock
from fastapi import FastAPI

from claimcheck.model.parties import Actor
from claimcheck.services.context import Context
from claimcheck.services.people import accounts, organisations, second_factor
from claimcheck.services.people.organisations import Particulars
from claimcheck.store.people import accounts as rows
from claimcheck.store.people.accounts import User
from claimcheck.store.tables import reset_requests
from claimcheck.web.app import create_app
from claimcheck.web.pages.me import browser_of

PASSWORD = "correct horse battery"


@pytest.fixture
def client(app: FastAPI) -> Iterator[Client]:
    with Client(app, follow_redirects=False) as made:
        yield made


@pytest.fixture
def wu(here: Context) -> User:
    made = accounts.create(here, maker_id="acme", email="wu@example.com", name="Wu", organisation="m", role="reviewer")
    return accounts.accept(here, made.link.removeprefix("/invite/"), PASSWORD)


@pytest.fixture
def secret(here: Context, wu: User, clock: FakeClock) -> str:
    shown = second_factor.begin(here, wu)
    second_factor.confirm(here, fresh(here, wu), pyotp.TOTP(shown.secret).at(clock()))
    clock.forward(30)
    return shown.secret


def fresh(here: Context, user: User) -> User:
    with here.database.read() as conn:
        found = rows.by_id(conn, "acme", user.id)
    assert found
    return found


def send(client: Client, path: str, **fields: str) -> Any:
    form = re.search(r'name="form" value="([^"]+)"', client.get(path).text)
    return client.post(path, data={"form": form[1] if form else "", **fields})


def first_step(client: Client, onward: str = "") -> Any:
    return send(client, "/sign-in", email="wu@example.com", password=PASSWORD, next=onward)


def test_the_password_alone_opens_nothing_where_a_second_step_is_set(
    client: Client, secret: str, clock: FakeClock
) -> None:
    assert first_step(client, "/claims?state=review").headers["location"].startswith("/sign-in/code?next=%2Fclaims")
    assert client.get("/me").headers["location"].startswith("/sign-in?")
    wrong = send(client, "/sign-in/code", code="000000")
    assert (wrong.status_code, "does not work" in wrong.text) == (401, True)
    right = send(client, "/sign-in/code", code=pyotp.TOTP(secret).at(clock()), next="/claims?state=review")
    assert right.headers["location"] == "/claims?state=review"
    assert client.get("/me").status_code == 200


def test_the_code_needs_the_first_step_in_the_same_browser(client: Client, secret: str, clock: FakeClock) -> None:
    assert client.get("/sign-in/code").headers["location"] == "/sign-in"
    form = re.search(r'name="form" value="([^"]+)"', client.get("/sign-in").text)
    assert form
    sent = {"form": form[1], "code": pyotp.TOTP(secret).at(clock())}
    assert client.post("/sign-in/code", data=sent).headers["location"] == "/sign-in"


def test_a_new_password_by_a_link_does_not_step_over_the_second_step(
    client: Client, here: Context, secret: str
) -> None:
    path = accounts.renew_link(here, maker_id="acme", email="wu@example.com")
    answer = send(client, path, password=PASSWORD + "!", again=PASSWORD + "!")
    assert answer.headers["location"] == "/sign-in/code"
    assert client.get("/me").headers["location"].startswith("/sign-in?")


def test_who_is_invited_reads_the_page_in_the_language_of_the_invitation(client: Client, here: Context) -> None:
    made = accounts.create(
        here, maker_id="acme", email="li@example.com", name="Li", organisation="maker", role="reviewer",
        language="zh-Hans",
    )  # fmt: skip
    assert 'lang="zh-Hans"' in client.get(made.link, headers={"Accept-Language": "en"}).text


def test_a_second_step_is_set_by_scanning_and_typing_one_code(
    client: Client, here: Context, wu: User, clock: FakeClock
) -> None:
    first_step(client)
    send(client, "/me/second-factor", act="begin")
    page = client.get("/me/second-factor").text
    secret = re.search(r'<bdi class="code">([A-Z2-7]{32})</bdi>', page)
    assert secret
    assert '<svg class="qr"' in page
    assert send(client, "/me/second-factor", act="confirm", code="12").status_code == 422
    done = send(client, "/me/second-factor", act="confirm", code=pyotp.TOTP(secret[1]).at(clock()))
    assert len(re.findall(r"[a-z2-9]{4}(?:-[a-z2-9]{4}){3}", done.text)) == second_factor.RECOVERY_CODES
    assert secret[1] not in client.get("/me/second-factor").text
    assert send(client, "/me/second-factor", act="remove", code="000000").status_code == 422
    clock.forward(30)
    assert send(client, "/me/second-factor", act="remove", code=pyotp.TOTP(secret[1]).at(clock())).status_code == 303
    assert fresh(here, wu).totp_secret is None


def test_where_the_organisation_asks_for_a_second_step_nothing_opens_before_it_is_set(
    client: Client, here: Context, wu: User, clock: FakeClock
) -> None:
    admin = Actor("acme", "m", "admin", "chief")
    organisations.change(here, admin, wu.organisation_id, Particulars("M", second_factor=True))
    first_step(client)
    assert client.get("/queue").headers["location"] == "/me/second-factor"
    assert "Your organisation asks for a second step" in client.get("/me/second-factor").text
    send(client, "/me/second-factor", act="begin")
    secret = fresh(here, wu).totp_pending
    assert secret
    send(client, "/me/second-factor", act="confirm", code=pyotp.TOTP(secret).at(clock()))
    assert client.get("/queue").status_code == 200
    clock.forward(30)
    refused = send(client, "/me/second-factor", act="remove", code=pyotp.TOTP(secret).at(clock()))
    assert (refused.status_code, fresh(here, wu).totp_secret) == (409, secret)


def test_asking_for_a_new_password_is_answered_alike_for_all(client: Client, here: Context, wu: User) -> None:
    said = {send(client, "/reset", email=email).text for email in ("wu@example.com", "nobody@example.com", "no")}
    assert len(said) == 1
    assert "If there is an account" in said.pop()
    with here.database.read() as conn:
        assert len(list(conn.execute(reset_requests.select()))) == 3


def test_language_and_theme_follow_the_person(client: Client, wu: User) -> None:
    first_step(client)
    send(client, "/me", language="zh-Hans", theme="dark")
    page = client.get("/me").text
    assert '<html lang="zh-Hans" data-theme="dark">' in page
    assert '<meta name="color-scheme" content="dark">' in page
    assert send(client, "/me", theme="pink").status_code == 422


def change(client: Client, old: str) -> Any:
    form = re.search(r'name="form" value="([^"]+)"', client.get("/me").text)
    assert form
    new = PASSWORD + "!"
    return client.post("/me/password", data={"form": form[1], "old": old, "password": new, "again": new})


def test_a_changed_password_ends_the_other_sessions(client: Client, app: FastAPI, wu: User) -> None:
    first_step(client)
    with Client(app, follow_redirects=False) as phone:
        first_step(phone)
        wrong = change(client, "wrong")
        assert (wrong.status_code, "current password" in wrong.text) == (422, True)
        assert phone.get("/me").status_code == 200
        assert change(client, PASSWORD).headers["location"] == "/me?done=password"
        assert phone.get("/me").status_code == 303
        assert client.get("/me").status_code == 200


def test_a_session_is_ended_from_another(client: Client, app: FastAPI, wu: User) -> None:
    first_step(client)
    with Client(app, follow_redirects=False) as phone:
        first_step(phone)
        page = client.get("/me").text
        end = re.search(r'action="(/me/sessions/[\w-]{36}/end)"', page)
        form = re.search(r'name="form" value="([^"]+)"', page)
        assert end
        assert form
        client.post(end[1], data={"form": form[1]})
        assert phone.get("/me").status_code == 303


def test_the_directory_is_offered_where_one_is_set_and_a_lie_from_it_opens_nothing(here: Context) -> None:
    set_ = {"oidc_issuer": "https://directory.example.com", "oidc_client_id": "us", "oidc_name": "Acme"}
    with Client(
        create_app(context=replace(here, settings=here.settings.model_copy(update=set_))), follow_redirects=False
    ) as client:
        assert "Sign in with Acme" in client.get("/sign-in").text
        answer = client.get("/sign-in/back", params={"state": "made up", "code": "x"})
        assert (answer.status_code, "opened no account" in answer.text) == (401, True)


def test_no_directory_is_offered_where_none_is_set(client: Client) -> None:
    assert "/sign-in/with" not in client.get("/sign-in").text
    assert client.get("/sign-in/with").status_code == 404


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/156.0 Safari/537.36 Edg/156.0", "Edge · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0", "Firefox · Linux"),
        ("curl/8", ""),
    ],
)
def test_a_session_is_known_by_its_browser(agent: str, name: str) -> None:
    assert browser_of(agent) == name


def test_tries_at_one_web_process_count_at_the_others(here: Context, wu: User) -> None:
    with Client(create_app(context=here)) as one, Client(create_app(context=here)) as other:
        tried = [send(at, "/sign-in", email=wu.email, password="wrong") for at in (one, other, one, other, one)]
        assert {answer.status_code for answer in tried} == {401}
        assert send(other, "/sign-in", email=wu.email, password=PASSWORD).status_code == 401


def token_in(page: str) -> str:
    return str(re.findall(r'name="form" value="([^"]+)"', page)[-1])


def kept_in(page: str) -> dict[str, str]:
    areas = re.findall(r'<textarea name="([^"]+)" hidden[^>]*>\n?([^<]*)</textarea>', page)
    return {name: html.unescape(value) for name, value in areas}


@pytest.mark.parametrize("second_step", [False, True])
def test_what_was_typed_when_the_session_ended_is_sent_after_signing_in_again(
    client: Client, here: Context, wu: User, request: pytest.FixtureRequest, clock: FakeClock, second_step: bool
) -> None:
    secret = request.getfixturevalue("secret") if second_step else ""
    typed = {"form": "of a session that has ended", "note": "it is <so>", "theme": "dark"}

    ended = client.post("/me", data=typed, headers={"sec-fetch-site": "same-origin"})
    assert (ended.status_code, "nothing was sent" in ended.text) == (401, True)
    known = {"form": token_in(ended.text), "email": "wu@example.com", "password": PASSWORD, **kept_in(ended.text)}
    back = client.post("/sign-in", data=known)
    if second_step:
        code = {"form": token_in(back.text), "code": pyotp.TOTP(secret).at(clock()), **kept_in(back.text)}
        back = client.post("/sign-in/code", data=code)

    assert "<bdi>it is &lt;so&gt;</bdi>" in back.text
    assert fresh(here, wu).theme == "system"  # nothing is sent before the person says so
    sent = client.post("/me", data={"form": token_in(back.text), **kept_in(back.text)})
    assert sent.status_code == 303
    assert fresh(here, wu).theme == "dark"


def test_a_verdict_that_was_not_sent_is_shown_before_it_is(client: Client, wu: User) -> None:
    said = {"verdict": "reject", "codes": ["amount.contradicted"], "message": "Look at box 3."}
    ended = client.post("/tasks/7/decide", data=said, headers={"sec-fetch-site": "same-origin"})
    known = {"form": token_in(ended.text), "email": "wu@example.com", "password": PASSWORD, **kept_in(ended.text)}
    back = client.post("/sign-in", data=known)
    assert "<dd>Reject<br>Amount differs</dd>" in back.text


def test_the_address_of_a_form_that_is_only_sent_answers_a_reload_with_a_page(client: Client) -> None:
    answer = client.get("/sign-out")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    assert "There is nothing here" in answer.text


def test_a_form_from_another_site_or_with_secrets_is_not_carried_through_signing_in(client: Client) -> None:
    for site in ({}, {"sec-fetch-site": "cross-site"}):
        assert client.post("/me", data={"theme": "dark"}, headers=site).headers["location"] == "/sign-in"
    here = {"sec-fetch-site": "same-origin"}
    assert client.post("/me/password", data={"password": "a b"}, headers=here).headers["location"] == "/sign-in"
