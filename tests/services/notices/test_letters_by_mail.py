"""The letter that a reviewer sends with a verdict, as its mail says it; and mails that go whatever another holds."""

import re
from collections.abc import Callable, Sequence

import pytest
from desk import SALE, Desk
from mails import sent_after
from sqlalchemy import update

from claimcheck.model.decisions import Reason
from claimcheck.model.parties import Actor
from claimcheck.services.context import Context
from claimcheck.services.notices import inbox, letters, mailing
from claimcheck.services.notices.wording import RETURNED_BY_PEOPLE, fix_of
from claimcheck.services.reviewing import review
from claimcheck.services.reviewing.review import Resolution
from claimcheck.store.notices import notices
from claimcheck.store.reviewing import tasks
from claimcheck.store.tables import notices as rows

Write = Callable[[tuple[str, ...], Sequence[Reason]], str]
"""Makes the letter of the codes and the reasons."""


def answered(
    desk: Desk, told: Context, number: str, verdict: str, language: str, write: Write, more: tuple[str, ...] = ()
) -> str:
    """The mail on a claim whose total its receipt denies, answered by a reviewer with a letter; `more` he picked."""
    reviewer = Actor("acme", "acme", "reviewer", "wu")
    desk.sales(SALE)
    claim = desk.claim(desk.upload(), number=number, total_amount="61.00")
    desk.work()
    seen = desk.see(claim).decision
    with told.database.read() as conn:
        (task,) = tasks.open_of_claim(conn, "acme", claim.id)
    assert seen
    codes = tuple(dict.fromkeys(reason.code for reason in seen.decision.reasons))
    message = write(codes, seen.decision.reasons)
    fence = review.lease(told, reviewer, task.id, seconds=60).fence
    review.resolve(
        told, reviewer, task.id, fence=fence, answer=Resolution(verdict, (*codes, *more), "", message, language)
    )
    (mail,) = sent_after(desk, told)
    return str(mail.get_content()).replace("\r", "")


@pytest.mark.parametrize(
    ("own", "begins", "said"),
    [
        ("", "Claim R-3 under rebate is rejected:\n\nOf R-3 we need:\n", [1, 1, 1, 1]),
        ("Sorry:\n\n$reasons\n\n$link", "Sorry:\n\n1. The claim says total", [1, 0, 0, 0]),
        ("Sorry:\n\n$message\n\n$link", "Sorry:\n\nOf R-3 we need:\n", [1, 0, 1, 1]),
    ],
)
def test_a_reason_that_the_reviewer_wrote_of_stands_in_the_mail_once(
    desk: Desk, told: Context, own: str, begins: str, said: list[int]
) -> None:
    if own:
        inbox.reword(told, desk.admin, program="", kind="claim.reject", language="en", subject="R", body=own)

    def letter(codes: tuple[str, ...], reasons: Sequence[Reason]) -> str:
        head, *lines = letters.compose("en", "R-3", "reject", codes, reasons).splitlines()
        assert head == "Claim R-3 is rejected:"
        sent = (head, "Of R-3 we need:", "one photo of the front", *lines, "Call us.")
        return "\r\n".join(sent)  # as browsers write lines

    text = answered(desk, told, "R-3", "reject", "en", letter)
    assert text.startswith(begins)
    parts = ("The claim says total", "is rejected", "Of R-3 we need:", "Call us.")
    assert [text.count(one) for one in parts] == said


def test_a_letter_that_nobody_wrote_a_word_of_is_read_as_its_reasons_in_ones_own_language(
    desk: Desk, told: Context
) -> None:
    def letter(codes: tuple[str, ...], reasons: Sequence[Reason]) -> str:
        return letters.compose("zh-Hans", "R-4", "return", codes, reasons)

    text = answered(desk, told, "R-4", "return", "zh-Hans", letter)
    assert "The claim says total" in text
    assert not re.search(r"[一-鿿]", text)


def test_a_code_that_the_reviewer_picked_is_said_once_with_its_fault_and_its_mend(desk: Desk, told: Context) -> None:
    def letter(codes: tuple[str, ...], reasons: Sequence[Reason]) -> str:
        return letters.compose("en", "R-5", "return", (*codes, "sale.cancelled"), reasons)

    text = answered(desk, told, "R-5", "return", "en", letter, ("sale.cancelled",))
    fix = "If that is wrong, have the sales record corrected, then send again."
    assert f"2. A reviewer found: sale cancelled. {fix}" in text
    assert text.count(fix) == 1


@pytest.mark.parametrize("code", sorted(RETURNED_BY_PEOPLE))
@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_a_letter_says_what_is_wrong_and_what_mends_it(code: str, language: str) -> None:
    line = letters.compose(language, "R-6", "return", [code], ()).splitlines()[1]
    fix = fix_of(language, code, "")
    assert line.endswith(fix)
    assert len(line) > len(f"1. {fix}")


@pytest.mark.parametrize(
    ("said", "line", "nobodys"),
    [
        ("Used before.", "Used before. Add the paper of this sale.", True),
        ("Used before.", "Used before.", False),  # the reviewer took the mend out
        ("Used before.", "Add the paper of this sale.", False),
        ("Used before.", "Possible duplicate. Add the paper of this sale.", False),
        ("A reviewer found: document.duplicate.", "Possible duplicate. Add the paper of this sale.", True),
        ("A reviewer found: document.duplicate.", "Possible duplicate.", False),
    ],
)
def test_only_a_letter_exactly_as_it_was_composed_is_nobodys_words(said: str, line: str, *, nobodys: bool) -> None:
    reasons = [Reason("document.duplicate", "document", said, "return")]
    assert letters.as_made(f"Claim R-7 needs a fix:\r\n1. {line}", "en", "R-7", "return", reasons) is nobodys
    assert not letters.as_made(f"Claim R-7 needs a fix:\n1. {line}\nCall us.", "en", "R-7", "return", reasons)
    assert not letters.as_made("Claim R-7 needs a fix:", "en", "R-7", "return", reasons)


def test_a_reason_whose_mend_alone_stands_in_the_letter_stands_in_the_mail(desk: Desk, told: Context) -> None:
    def letter(_codes: tuple[str, ...], reasons: Sequence[Reason]) -> str:
        return letters.compose("en", "R-8", "return", ["layers.disagree"], reasons) + "\nThe stamp hides the total."

    text = answered(desk, told, "R-8", "return", "en", letter, ("layers.disagree", "document.edited"))
    assert "The stamp hides the total." in text
    assert text.count("A reviewer found: ") == 2


def test_a_notice_with_something_odd_in_it_keeps_no_other_from_going(desk: Desk, told: Context) -> None:
    for number in ("R-1", "R-2"):
        desk.claim(number=number)
    desk.work()
    with told.database.transaction() as conn:
        odd = next(one for one in notices.log(conn, "acme") if one.outside_id == "R-1")
        conn.execute(update(rows).where(rows.c.id == odd.id).values(data={}))
    assert ["R-2" in str(mail["Subject"]) for mail in sent_after(desk, told)] == [True]
    for _ in mailing.WAITS:
        assert sent_after(desk, told, 86400) == []
    with told.database.read() as conn:
        assert sorted(one.state for one in notices.log(conn, "acme")) == ["failed", "sent"]
