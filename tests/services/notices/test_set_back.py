"""A clock that is set back keeps no mail and no call waiting until it has caught up; what waits on purpose does so."""

from email.message import EmailMessage

import pytest
from desk import Desk

from claimcheck.services.context import Context
from claimcheck.services.notices import calling, inbox, mailing, telling
from claimcheck.services.people import accounts
from claimcheck.services.running.tick import keep_house
from claimcheck.store.notices import notices, webhooks
from claimcheck.store.people.accounts import User

YEAR = 365 * 24 * 3600.0  # seconds


@pytest.fixture
def dana(linked: Context) -> User:
    accounts.create(
        linked, maker_id="acme", email="dana@example.com", name="Dana", organisation="D1", role="dealer", language="en"
    )
    return next(one for one in accounts.listed(linked, maker_id="acme") if one.name == "Dana")


def tell(context: Context, user: User) -> None:
    data = {"claim": "R-1", "program": "rebate", "at": "/claims/1"}
    with context.database.transaction() as conn:
        telling.tell_one(conn, "acme", user.id, "claim.answered", data, context.clock())


def sent(context: Context) -> int:
    mails: list[EmailMessage] = []
    keep_house(context)
    while mailing.send_due(context, mails.append):
        pass
    return len(mails)


def away(_: EmailMessage) -> None:
    raise ConnectionRefusedError


@pytest.mark.parametrize("mail", ["at_once", "daily", "weekly"])
@pytest.mark.parametrize("looked_at", [False, True])
def test_a_mail_of_another_time_goes_out_now(
    desk: Desk, linked: Context, dana: User, mail: str, looked_at: bool
) -> None:  # fmt: skip
    inbox.choose(linked, dana, mail)
    desk.clock.forward(YEAR)
    tell(linked, dana)
    if looked_at:
        desk.clock.forward(61)
        mailing.send_due(linked, away)
    desk.clock.forward(-YEAR)
    assert sent(linked) == 1
    assert sent(linked) == 0


def test_a_mail_that_failed_at_another_time_is_tried_now_and_then_again_as_often_as_any(
    desk: Desk, linked: Context, dana: User
) -> None:
    desk.clock.forward(YEAR)
    tell(linked, dana)
    desk.clock.forward(61)
    mailing.send_due(linked, away)
    desk.clock.forward(-YEAR)
    tries = 0

    def counted(mail: EmailMessage) -> None:
        nonlocal tries
        tries += 1
        away(mail)

    for _ in range(60):
        desk.clock.forward(60)
        keep_house(linked)
        mailing.send_due(linked, counted)
    assert tries == 3  # at once, after five minutes, and half an hour later


@pytest.mark.parametrize("mail", ["daily", "weekly"])
def test_what_waits_on_purpose_is_left_alone(desk: Desk, linked: Context, dana: User, mail: str) -> None:
    inbox.choose(linked, dana, mail)
    tell(linked, dana)
    desk.clock.forward(61)
    assert sent(linked) == 0
    with linked.database.read() as conn:
        (waits,) = notices.log(conn, "acme")
    assert waits.not_before > desk.clock()
    with linked.database.transaction() as conn:
        assert mailing.pull_in(conn, desk.clock()) == 0


def test_a_call_of_another_time_is_made_now(desk: Desk, linked: Context) -> None:
    desk.clock.forward(YEAR)
    with linked.database.transaction() as conn:
        webhooks.add(
            conn, maker_id="acme", organisation="D1", everything=False, url="https://d1.example.com", secret="00",
            now=desk.clock(),
        )  # fmt: skip
        webhooks.call_all(conn, maker_id="acme", organisation="D1", kind="claim.approve", body="{}", now=desk.clock())
    desk.clock.forward(61)
    calling.call_due(linked, lambda *_: 500)
    desk.clock.forward(-YEAR)
    keep_house(linked)
    assert calling.call_due(linked, lambda *_: 200) == 1
