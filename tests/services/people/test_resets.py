"""A lost password: nothing tells whether there is an account, and the mail goes out once with a link of its own."""

import re
from email.message import EmailMessage

import pytest
from fakes import FakeClock

from claimcheck.errors import NotFound
from claimcheck.services.context import Context
from claimcheck.services.notices import mailing
from claimcheck.services.people import accounts, resets
from claimcheck.store.tables import notices, reset_requests

PASSWORD = "correct horse battery"


@pytest.fixture
def wu(context: Context) -> None:
    accounts.create(context, maker_id="acme", email="wu@example.com", name="Wu", organisation="m", role="admin")


def asked(context: Context, email: str) -> None:
    resets.ask(context, email=email, address="192.0.2.1")


def links(context: Context) -> list[str]:
    with context.database.read() as conn:
        told = [row.data for row in conn.execute(notices.select()) if row.kind == "link.reset"]
    return [str(one["path"]) for one in told]


def test_asking_writes_one_row_whoever_it_is(context: Context, wu: None) -> None:
    for email in (" WU@example.com", "nobody@example.com", "\ud800"):
        asked(context, email)
    with context.database.read() as conn:
        rows = list(conn.execute(reset_requests.select()))
    assert [row.user_id is not None for row in rows] == [True, False, False]
    assert links(context) == []  # no secret is made while somebody waits for the answer


def test_the_mail_carries_a_link_that_works_for_an_hour(context: Context, clock: FakeClock, wu: None) -> None:
    asked(context, "wu@example.com")
    asked(context, "nobody@example.com")
    assert resets.answer(context) == 1
    assert resets.answer(context) == 0
    (path,) = links(context)
    sent: list[EmailMessage] = []
    mailing.send_due(context, sent.append)  # nobody takes a link back: it does not wait as a claim's turn does
    assert [mail["To"] for mail in sent] == ["wu@example.com"]
    assert re.fullmatch(r"/invite/[\w-]{40,}", path)
    token = path.removeprefix("/invite/")
    clock.forward(3599)
    assert accounts.invited(context, token).email == "wu@example.com"
    clock.forward(2)
    with pytest.raises(NotFound):
        accounts.invited(context, token)


def test_an_account_that_is_shut_gets_no_mail(context: Context, wu: None) -> None:
    accounts.disable(context, maker_id="acme", email="wu@example.com")
    asked(context, "wu@example.com")
    assert resets.answer(context) == 0


def test_nobody_is_flooded_with_mails(context: Context, clock: FakeClock, wu: None) -> None:
    for _ in range(10):
        asked(context, "wu@example.com")
    assert resets.answer(context) == 3
    clock.forward(3600)
    asked(context, "wu@example.com")
    assert resets.answer(context) == 1
