"""Who reads once a day or once a week has one mail then, whatever else goes out in the same minute."""

from datetime import timedelta
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import pytest
from desk import Desk
from sqlalchemy import update

from claimcheck.services.context import Context
from claimcheck.services.notices import inbox, mailing, telling
from claimcheck.services.people import accounts
from claimcheck.store.notices import notices
from claimcheck.store.people.accounts import User
from claimcheck.store.tables import programs

DAY = 24 * 3600.0  # seconds


def reader(context: Context, name: str, mail: str) -> User:
    accounts.create(
        context,
        maker_id="acme",
        email=f"{name}@example.com",
        name=name,
        organisation="D1",
        role="dealer",
        language="en",
    )
    made = next(one for one in accounts.listed(context, maker_id="acme") if one.name == name)
    inbox.choose(context, made, mail)
    return made


def tell(context: Context, user: User, number: str, program: str = "rebate") -> None:
    data = {"claim": number, "program": program, "at": "/claims/1"}
    with context.database.transaction() as conn:
        telling.tell_one(conn, "acme", user.id, "claim.answered", data, context.clock())


def sent_within(desk: Desk, context: Context, seconds: float, step: float = 6 * 3600) -> list[EmailMessage]:
    sent: list[EmailMessage] = []
    for _ in range(int(seconds / step)):
        desk.clock.forward(step)
        while mailing.send_due(context, sent.append):
            pass
    return sent


def test_many_readers_of_digests_have_one_mail_each(desk: Desk, linked: Context) -> None:
    readers = [reader(linked, f"r{number}", "weekly") for number in range(20)]
    for number in range(4):  # more in all than are taken at once, and each reader's far apart
        for user in readers:
            tell(linked, user, f"R-{number}")
    mails = sent_within(desk, linked, 8 * DAY)
    assert sorted(mail["To"] for mail in mails) == sorted(user.email for user in readers)
    assert {mail["Subject"] for mail in mails} == {"Your claims: 4 changes"}


def test_a_link_goes_alone_and_at_once_to_who_reads_digests(desk: Desk, linked: Context) -> None:
    user = reader(linked, "dana", "daily")
    tell(linked, user, "R-1")
    tell(linked, user, "R-2")
    desk.clock.forward(61)
    mailing.send_due(linked, lambda _: None)
    with linked.database.read() as conn:
        due = notices.log(conn, "acme")[0].not_before
    desk.clock.forward((due - desk.clock()) / timedelta(seconds=1))
    with linked.database.transaction() as conn:
        telling.mail_link(conn, user, kind="link.reset", path="/reset/1", now=desk.clock())
    sent: list[EmailMessage] = []
    mailing.send_due(linked, sent.append)
    assert [mail["Subject"] == "Your claims: 2 changes" for mail in sent] == [True, False]
    assert ["/reset/1" in mail.get_content() for mail in sent] == [False, True]


def test_who_reads_at_once_again_has_what_waited_for_monday_now(desk: Desk, linked: Context) -> None:
    user = reader(linked, "dana", "weekly")
    tell(linked, user, "R-1")
    assert sent_within(desk, linked, 3600, step=60) == []
    inbox.choose(linked, user, "at_once")
    assert len(sent_within(desk, linked, 1, step=1)) == 1


def test_who_wants_no_mail_any_more_has_none_of_what_waited(desk: Desk, linked: Context) -> None:
    user = reader(linked, "dana", "weekly")
    tell(linked, user, "R-1")
    sent_within(desk, linked, 3600, step=60)
    inbox.choose(linked, user, "none")
    inbox.choose(linked, user, "none")
    assert sent_within(desk, linked, 8 * DAY) == []


def test_a_batch_is_told_at_seven_where_its_program_is_as_its_claims_are(desk: Desk, linked: Context) -> None:
    user = reader(linked, "dana", "daily")
    about = {"batch": "1", "number": 7, "program": "rebate"}
    with linked.database.transaction() as conn:
        notices.add(conn, maker_id="acme", user_id=user.id, kind="batch.returned", data=about, now=desk.clock())
    assert sent_within(desk, linked, 3600, step=60) == []
    with linked.database.read() as conn:
        (waits,) = notices.log(conn, "acme")
    assert waits.not_before.astimezone(ZoneInfo("Asia/Kuala_Lumpur")).hour == 7


@pytest.mark.parametrize("mail", ["at_once", "daily"])
def test_a_program_that_this_version_cannot_read_holds_up_nobodys_mail(desk: Desk, linked: Context, mail: str) -> None:
    first, second = reader(linked, "dana", mail), reader(linked, "eli", mail)
    tell(linked, first, "R-1")
    tell(linked, second, "R-2", program="")
    with linked.database.transaction() as conn:
        conn.execute(update(programs).values(text="of: another version"))
    mails = sent_within(desk, linked, DAY, step=3600)
    assert sorted(mail["To"] for mail in mails) == [first.email, second.email]


def test_what_no_text_can_be_made_of_holds_up_nothing_else(desk: Desk, linked: Context) -> None:
    user = reader(linked, "dana", "daily")
    with linked.database.transaction() as conn:
        notices.add(conn, maker_id="acme", user_id=user.id, kind="batch.returned", data={}, now=desk.clock())
    tell(linked, user, "R-1")
    assert len(sent_within(desk, linked, DAY, step=3600)) == 1
    with linked.database.read() as conn:
        assert sorted(one.state for one in notices.log(conn, "acme")) == ["sent", "waiting"]
