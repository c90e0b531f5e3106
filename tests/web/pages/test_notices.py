"""The inbox, the signed way out of mails, and what an admin sees of what went out."""

import re
from typing import Any

import pytest
from desk import SALE, Desk

from claimcheck.services.notices import mailing


@pytest.fixture
def told(sign_in: Any, desk: Desk) -> Any:
    """A dealer's browser after one approval was told."""
    browser = sign_in("dealer", "D1")
    desk.sales(SALE)
    desk.claim(desk.upload(), number="R-1")
    desk.work()
    return browser


def test_a_turn_stands_in_the_inbox_until_it_was_looked_at(told: Any) -> None:
    assert re.search(r"Inbox <span[^>]*>.*1</span>", told.get("/claims").text)
    assert "R-1" in told.get("/inbox").text
    assert not re.search(r"Inbox <span", told.get("/claims").text)


def test_another_dealers_inbox_holds_nothing_of_it(told: Any, sign_in: Any, desk: Desk) -> None:
    other = sign_in("dealer", "D2")
    desk.claim(desk.upload(name="2", by="D2"), by="D2", number="R-2")
    desk.work()
    shown = other.get("/inbox").text
    assert ("R-2" in shown, "R-1" in shown) == (True, False)


def test_how_much_mail_one_wants_is_kept(told: Any) -> None:
    assert told.post("/inbox", {"mail": "daily"}).status_code == 303
    assert re.search(r'value="daily" checked', told.get("/inbox").text)
    assert told.post("/inbox", {"mail": "hourly"}).status_code == 422


def test_the_way_out_of_mails_asks_first_and_works_without_signing_in(told: Any, here: Any, client: Any) -> None:
    with here.database.transaction() as conn:
        path = mailing.unsubscribe_path(conn, told.user.id, here.clock())
    assert "Stop email" in client.get(path).text
    assert re.search(r'value="at_once" checked', told.get("/inbox").text)
    assert client.post(path + "0").status_code == 404
    assert client.post(path).status_code == 200
    assert re.search(r'value="none" checked', told.get("/inbox").text)


def test_an_admin_sees_what_went_out_and_sends_it_again(told: Any, sign_in: Any, here: Any, desk: Desk) -> None:
    desk.clock.forward(61)
    mailing.send_due(here, lambda _: None)
    admin = sign_in("admin")
    shown = admin.get("/admin/notices").text
    assert told.user.email in shown
    again = re.search(r'action="(/admin/notices/[^"]+/again)"', shown)
    assert again
    assert admin.post(again[1]).status_code == 303
    assert "Waiting" in admin.get("/admin/notices", params={"state": "waiting"}).text
    assert sign_in("admin", maker="other").post(again[1]).status_code == 404


def test_a_makers_own_text_goes_out_and_a_wrong_place_is_named(told: Any, sign_in: Any, here: Any, desk: Desk) -> None:
    admin = sign_in("admin")
    which = {"kind": "claim.approve", "language": "en", "program": ""}
    wrong = admin.post("/admin/notices/texts", {**which, "subject": "Paid $soon", "body": "x"})
    assert wrong.status_code == 422
    assert "$soon is no place" in wrong.text
    invite = {**which, "kind": "link.invite", "subject": "Come in", "body": "Welcome."}
    assert "needs $link" in admin.post("/admin/notices/texts", invite).text
    own = {**which, "subject": "Paid: $claim", "body": "x"}
    previewed = admin.post("/admin/notices/texts", {**own, "act": "preview"})
    assert (previewed.status_code, "Paid: C-1042" in previewed.text) == (200, True)
    assert "Your own text is in force" not in previewed.text
    assert "no such notice" in admin.post("/admin/notices/texts", {**own, "kind": "x", "act": "preview"}).text
    assert "no program nope" in admin.post("/admin/notices/texts", {**own, "program": "nope"}).text
    assert admin.post("/admin/notices/texts", own).status_code == 303
    assert "Paid: $claim" in admin.get("/admin/notices/texts", params={**which, "program": "rebate"}).text
    sent: list[Any] = []
    desk.clock.forward(61)
    mailing.send_due(here, sent.append)
    assert [mail["Subject"] for mail in sent] == ["Paid: R-1"]
    assert admin.post("/admin/notices/texts", {**which, "act": "reset"}).status_code == 303
    assert "$claim: approved" in admin.get("/admin/notices/texts", params=which).text


def test_what_is_wrong_with_a_webhook_or_a_text_is_said_in_the_readers_language(sign_in: Any) -> None:
    admin = sign_in("admin", language="zh-Hans")
    near = admin.post("/admin/webhooks", {"url": "https://10.0.0.1/hook"})
    own = {"kind": "claim.return", "language": "en", "program": "", "subject": "s", "body": "$nobody", "act": "save"}
    assert "10.0.0.1属于内部网络，此处不会调用。" in near.text
    assert "$nobody不是占位符。" in admin.post("/admin/notices/texts", own).text


def test_a_webhooks_secret_is_shown_once(sign_in: Any) -> None:
    admin = sign_in("admin")
    assert admin.post("/admin/webhooks", {"url": "http://127.0.0.1/"}).status_code == 422
    made = admin.post("/admin/webhooks", {"url": "https://example.com/hook"})
    assert "whsec_" in made.text
    assert "whsec_" not in admin.get("/admin/webhooks").text
    page = re.search(r'href="(/admin/webhooks/[0-9a-f-]+)"', made.text)
    assert page
    assert "Nothing yet" in admin.get(page[1]).text
    assert admin.post(page[1] + "/off").status_code == 303
    assert "Switched off" in admin.get("/admin/webhooks").text
