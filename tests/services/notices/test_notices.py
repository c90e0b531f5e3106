"""A turn of a claim is told once, to whom it concerns, unless it was taken back; what fails to leave is not lost."""

import re
import smtplib
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from checking import WU, asked, pulled, with_companies
from desk import PROGRAM, SALE, Desk
from fakes import pages, receipt
from mails import DEALER, sent_after

from claimcheck.model.languages import LANGUAGES
from claimcheck.services.checking import batch_clock, batches, checker_answers, checker_desk
from claimcheck.services.checking.batches import Assignment
from claimcheck.services.context import Context
from claimcheck.services.notices import inbox, mailing, notice_texts, telling
from claimcheck.services.people import accounts, organisations, people
from claimcheck.services.people.organisations import Particulars
from claimcheck.services.programs.programs import publish
from claimcheck.services.reviewing import inquiring
from claimcheck.services.words import sentence
from claimcheck.store.notices import notices
from claimcheck.store.people import accounts as store_accounts
from claimcheck.store.people.accounts import User


def person(context: Context) -> User:
    return next(one for one in accounts.listed(context, maker_id="acme") if one.email == DEALER)


def approved(desk: Desk, number: str = "R-1") -> None:
    desk.sales(SALE)
    desk.claim(desk.upload(), number=number)
    desk.work()


def states(context: Context) -> list[str]:
    with context.database.read() as conn:
        return [one.state for one in notices.log(conn, "acme")]


def test_a_mail_names_no_claim_of_another_dealer(desk: Desk, told: Context) -> None:
    strict = PROGRAM.replace('"1"', '"2"').replace("duplicates: review", "duplicates: reject")
    publish(desk.context, desk.admin, strict, filename="rebate.yaml")
    desk.sales(SALE)
    desk.claim(desk.upload(by="D2"), by="D2", number="D2-SECRET")
    copied = desk.claim(desk.upload(by="D1"), by="D1", number="C-1")
    desk.work()
    assert desk.see(copied).state == "rejected"

    (mail,) = sent_after(desk, told)

    assert "already used for another claim" in mail.get_content()
    assert "D2-SECRET" not in mail.as_string()


def test_a_dealer_is_told_of_an_approval_once_and_after_the_delay(desk: Desk, told: Context) -> None:
    approved(desk)
    assert sent_after(desk, told, seconds=59) == []
    (mail,) = sent_after(desk, told, seconds=2)
    assert (mail["To"], mail["Subject"]) == (DEALER, "R-1: approved")
    assert "https://claims.example.com/claims/" in mail.get_content()
    assert sent_after(desk, told, seconds=3600) == []


def test_a_returned_claim_is_told_with_every_reason_and_what_mends_it(desk: Desk, told: Context) -> None:
    desk.claim(desk.upload(pages("A PICTURE OF A CAT"), name="x"), number="R-2")
    desk.work()
    with told.database.transaction() as conn:
        store_accounts.change(conn, person(told).id, language="zh-Hans")
    mails = sent_after(desk, told)
    said = "".join(mail.get_content() for mail in mails)
    assert "R-2" in mails[0]["Subject"]
    assert re.search(r"[一-鿿]", said)


def test_mails_follow_the_contact_of_the_day_and_the_inbox_stays_everybodys(desk: Desk, told: Context) -> None:
    today = desk.clock().date()
    dealer = next(one for one in organisations.listed(told, desk.admin) if one.outside_id == "D1").id
    name = partial(organisations.add_contact, told, desk.admin, dealer, purpose="claims")
    name(name="Old hand", email="old@d1.example.com", from_day=today - timedelta(days=30))
    name(name="New hand", email="new@d1.example.com", from_day=today + timedelta(days=1))

    approved(desk, "R-1")
    (before,) = sent_after(desk, told)
    desk.clock.forward(24 * 3600)
    desk.sales("S2,D1,Northwind Trading Sdn Bhd,2024-03-15,18.00,")
    desk.claim(desk.upload(receipt(number="INV-2", day="15/03/2024", total="18.00"), name="2"), number="R-2",
               invoice_date="2024-03-15", total_amount="18.00")  # fmt: skip
    desk.work()
    (after,) = sent_after(desk, told)

    assert (before["To"], after["To"]) == ("old@d1.example.com", "new@d1.example.com")
    assert "Claim R-1" in before.get_content()
    assert inbox.unread(told, person(told)) == 2
    assert mailing.unsubscribe(told, after["List-Unsubscribe"].strip("<>").rpartition("/")[2])


def test_who_asked_for_mail_gets_it_beside_the_contact(desk: Desk, told: Context) -> None:
    dealer = next(one for one in organisations.listed(told, desk.admin) if one.outside_id == "D1").id
    organisations.add_contact(
        told, desk.admin, dealer, purpose="claims", name="Office", email="office@d1.example.com",
        from_day=desk.clock().date(),
    )  # fmt: skip
    inbox.choose(told, person(told), "at_once")
    approved(desk)
    assert sorted(mail["To"] for mail in sent_after(desk, told)) == [DEALER, "office@d1.example.com"]


def test_what_was_taken_back_within_the_delay_is_never_heard_of(desk: Desk, told: Context) -> None:
    approved(desk)
    desk.sales("S1,D1,Northwind Trading Sdn Bhd,2024-03-14,61.00,")  # the sale changed: the claim is opened again
    assert [mail["Subject"] for mail in sent_after(desk, told)] == ["R-1: opened again"]
    assert sorted(states(told)) == ["dropped", "sent"]


def test_a_server_that_is_away_is_tried_again_and_a_dead_address_is_given_up(desk: Desk, told: Context) -> None:
    approved(desk)
    tries = 0

    def away(_: EmailMessage) -> None:
        nonlocal tries
        tries += 1
        raise ConnectionRefusedError("connection refused")

    for _ in range(60):
        desk.clock.forward(3600)
        mailing.send_due(told, away)
    assert (tries, states(told)) == (len(mailing.WAITS) + 1, ["failed"])
    with told.database.transaction() as conn:
        (failed,) = notices.log(conn, "acme")
        assert failed.last_error == "connection refused"
        assert notices.again(conn, "acme", failed.id, desk.clock())
    assert len(sent_after(desk, told)) == 1


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (smtplib.SMTPDataError(451, b"try later"), "The mail server answered: 451 try later"),
        (smtplib.SMTPRecipientsRefused({"a@b": (550, b"no such user")}), "The mail server answered: 550 no such user"),
        (TimeoutError(), "TimeoutError"),
    ],
)
def test_a_mail_that_did_not_go_says_what_its_server_said_and_goes_at_once_when_asked(
    desk: Desk, told: Context, error: Exception, said: str
) -> None:  # fmt: skip
    approved(desk)

    def away(_: EmailMessage) -> None:
        raise error

    desk.clock.forward(3600)
    mailing.send_due(told, away)
    with told.database.transaction() as conn:
        (waits,) = notices.log(conn, "acme")
        assert (waits.state, sentence("en", inbox.trouble(waits))) == ("waiting", said)
        assert notices.again(conn, "acme", waits.id, desk.clock())
    sent: list[EmailMessage] = []
    mailing.send_due(told, sent.append)
    assert len(sent) == 1


def test_what_a_mail_server_answered_is_said_in_chinese_too(desk: Desk, told: Context) -> None:
    approved(desk)

    def refuses(_: EmailMessage) -> None:
        raise smtplib.SMTPDataError(550, b"no such user")

    desk.clock.forward(3600)
    mailing.send_due(told, refuses)
    with told.database.read() as conn:
        (waits,) = notices.log(conn, "acme")
    assert sentence("zh-Hans", inbox.trouble(waits)) == "邮件服务器答复：550 no such user"


def test_a_mail_that_is_on_its_way_cannot_be_asked_for_again(desk: Desk, told: Context) -> None:
    approved(desk)
    asked: list[bool] = []

    def away(_: EmailMessage) -> None:
        with told.database.transaction() as conn:
            (one,) = notices.log(conn, "acme")
            asked.append(notices.again(conn, "acme", one.id, desk.clock()))
        raise ConnectionRefusedError("connection refused")

    for _ in range(2):
        desk.clock.forward(3600)
        mailing.send_due(told, away)
    assert asked == [False, False]


def test_a_try_that_fails_late_does_not_put_off_what_was_asked_for_at_once(desk: Desk, told: Context) -> None:
    approved(desk)

    def hangs(_: EmailMessage) -> None:  # so long that another worker took it over, failed, and an admin asked anew
        desk.clock.forward(600)
        mailing.send_due(told, fails)
        with told.database.transaction() as conn:
            (one,) = notices.log(conn, "acme")
            assert notices.again(conn, "acme", one.id, desk.clock())
        raise TimeoutError

    def fails(_: EmailMessage) -> None:
        raise TimeoutError

    desk.clock.forward(61)
    mailing.send_due(told, hangs)
    assert len(sent_after(desk, told, seconds=1)) == 1


def test_a_process_that_dies_while_sending_loses_no_mail(desk: Desk, told: Context) -> None:
    approved(desk)

    def dies(_: EmailMessage) -> None:
        raise KeyboardInterrupt

    desk.clock.forward(61)
    with pytest.raises(KeyboardInterrupt):
        mailing.send_due(told, dies)
    assert sent_after(desk, told, seconds=1) == []
    assert len(sent_after(desk, told, seconds=200)) == 1


@pytest.mark.parametrize(("choice", "weekday"), [("daily", None), ("weekly", 0)])
def test_who_wants_a_digest_gets_one_mail_at_seven_where_the_program_is(
    desk: Desk, told: Context, choice: str, weekday: int | None
) -> None:
    with told.database.transaction() as conn:
        notices.choose(conn, person(told).id, choice, desk.clock())
    desk.sales(SALE, "S2,D1,Northwind Trading Sdn Bhd,2024-03-15,18.00,")
    desk.claim(desk.upload(name="1"), number="R-1")
    other = receipt(number="INV-2", day="15/03/2024", total="18.00")
    desk.claim(desk.upload(other, name="2"), number="R-2", invoice_date="2024-03-15", total_amount="18.00")
    desk.work()
    hours = 0
    while not (mails := sent_after(desk, told, seconds=3600)):
        hours += 1
        assert hours < 24 * 7
    (mail,) = mails
    there = desk.clock().astimezone(ZoneInfo("Asia/Kuala_Lumpur"))
    assert there.hour == 7
    assert weekday in (None, there.weekday())
    assert mail["Subject"] == "Your claims: 2 changes"
    assert "R-1" in mail.get_content()
    assert "R-2" in mail.get_content()


def test_the_signed_link_ends_the_mails_of_one_person_and_no_other(desk: Desk, told: Context) -> None:
    approved(desk)
    (mail,) = sent_after(desk, told)
    assert f"\nList-Unsubscribe: {mail['List-Unsubscribe']}\r\n".encode() in mail.as_bytes()  # whole, and not encoded
    token = mail["List-Unsubscribe"].strip("<>").rpartition("/")[2]
    user, signature = token.split(".")
    another = user[:-1] + ("0" if user[-1] != "0" else "1")
    assert not mailing.unsubscribe(told, f"{another}.{signature}")
    assert not mailing.unsubscribe(told, f"{user}.é")
    assert mailing.unsubscribe(told, token)
    desk.claim(desk.upload(receipt(total="99.00"), name="9"), number="R-9", total_amount="99.00")
    desk.work()
    assert sent_after(desk, told) == []


@pytest.mark.parametrize("asker", ["checker", "reviewer"])
def test_whoever_asked_is_told_of_the_answer_in_the_inbox_and_by_mail(desk: Desk, told: Context, asker: str) -> None:
    email = f"{asker}@example.com"
    home = "north" if asker == "checker" else "maker"
    accounts.create(told, maker_id="acme", email=email, name="Wu", organisation=home, role=asker)
    user = next(one for one in accounts.listed(told, maker_id="acme") if one.email == email)
    (claim,) = asked(desk)
    if asker == "checker":
        batch, (item,) = pulled(desk, user.actor())
        taken = checker_desk.take(told, user.actor(), batch, item)
        put = checker_desk.ask(told, user.actor(), batch, item, fence=taken.fence, text="Is S1 the sale?")
        checker_answers.reply(told, desk.admin, put.id, "Yes.")
        kind, at = "claim.answered", f"/batches/{batch}/tasks/{item}"
    else:
        word = inquiring.ask(told, user.actor(), claim.id, asked_of="Sales control", question="Was it sold?")
        inquiring.answer(told, desk.admin, word.id, text="Yes.")
        kind, at = "claim.word_given", f"/claims/{claim.id}"

    (told_of,) = [one for one in inbox.look(told, user) if one.kind == kind]

    assert (told_of.data["claim"], told_of.data["at"]) == ("R-0", at)
    mails = [one for one in sent_after(desk, told) if one["To"] == email and at in one.get_content()]
    assert len(mails) == 1


@pytest.mark.parametrize("giver", ["somebody", "a rule"])
def test_a_question_of_a_checking_company_is_told_to_whoever_can_answer_it(
    desk: Desk, told: Context, giver: str
) -> None:
    for name in ("ada", "bea"):
        email = f"{name}@maker.example.com"
        accounts.create(told, maker_id="acme", email=email, name=name, organisation="maker", role="admin")
    ada, bea = (one for one in accounts.listed(told, maker_id="acme") if one.role == "admin")
    asked(with_companies(desk))
    if giver == "somebody":
        batches.assign(told, ada.actor(), Assignment("north"))
    else:
        batches.add_rule(told, desk.admin, Assignment("north"))
        batch_clock.tend(told)
    batch = batches.pull(told, WU).id
    _, (one,) = checker_desk.listed(told, WU, batch)
    taken = checker_desk.take(told, WU, batch, one.item.id)
    checker_desk.ask(told, WU, batch, one.item.id, fence=taken.fence, text="Is S1 the sale?")

    mails = [mail["To"] for mail in sent_after(desk, told) if "/questions" in mail.get_content()]
    assert sorted(mails) == [ada.email] if giver == "somebody" else [ada.email, bea.email]
    assert [one.kind for one in inbox.look(told, ada)] == ["batch.asked"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_a_text_for_whatever_people_are_told_of(language: str) -> None:
    assert set(notice_texts.KINDS) == telling.MAILED | telling.LINKS | telling.ANSWERS | set(telling.BATCHES)
    assert all(all(notice_texts.product_text(kind, language)) for kind in notice_texts.KINDS)


@pytest.mark.parametrize(("language", "days"), [("en", {3: "three days"}), ("zh-Hans", {3: "三天"})])
def test_an_invitation_says_how_long_its_link_works(language: str, days: dict[int, str]) -> None:
    _, body = notice_texts.product_text("link.invite", language)
    assert days[accounts.LINK_WORKS.days] in body


def test_a_line_break_in_a_claims_number_adds_no_header() -> None:
    values = {"claim": "R-1\nBcc: other@example.com", "program": "p", "link": "l"}
    subject, _ = notice_texts.text_of((), "claim.approve", "en", "p", values)
    assert "\n" not in subject


@pytest.mark.parametrize("text", ["Hello $nobody", "costs $ 5", " "])
def test_a_text_that_names_what_there_is_not_is_refused(text: str) -> None:
    with pytest.raises(notice_texts.Invalid):
        notice_texts.check("claim.approve", "en", "Subject", text)


class Kept(Message):  # type: ignore[misc]
    """A mail server's letter box."""

    def __init__(self) -> None:
        super().__init__()
        self.mails: list[Any] = []

    def handle_message(self, message: Any) -> None:
        self.mails.append(message)


@pytest.fixture
def mail_server() -> Iterator[tuple[Kept, int]]:
    box = Kept()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    yield box, port
    server.stop()


def test_mail_reaches_a_real_server(desk: Desk, told: Context, mail_server: tuple[Kept, int]) -> None:
    box, port = mail_server
    approved(desk)
    desk.clock.forward(61)
    settings = told.settings.model_copy(update={"smtp_url": f"smtp://127.0.0.1:{port}"})
    assert mailing.send_due(replace(told, settings=settings), mailing.smtp(settings)) == 1
    assert [mail["Subject"] for mail in box.mails] == ["R-1: approved"]
    assert states(told) == ["sent"]


def test_an_invitation_says_to_whom_and_for_which_house(desk: Desk, told: Context) -> None:
    dealer = next(one for one in organisations.listed(told, desk.admin) if one.outside_id == "D1").id
    organisations.change(told, desk.admin, dealer, Particulars("East 7 Motors"))
    mailing_out = replace(told, settings=told.settings.model_copy(update={"smtp_url": "smtp://mail.example.com"}))
    people.invite(
        mailing_out, desk.admin, email="li@example.com", name="Li", organisation_id=dealer, role="dealer", language="en"
    )
    (mail,) = sent_after(desk, told)
    assert mail["Subject"] == "Your claimcheck account for East 7 Motors"
    assert mail.get_content().startswith("Li, you have an account for East 7 Motors.")
