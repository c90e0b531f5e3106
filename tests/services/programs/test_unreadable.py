"""A program that this version of claimcheck cannot read, as after an update that knows a rule no more.

Its own claims come before people; nobody else's claims, mails, batches or pages wait for it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import uuid4

import pytest
from checking import WU, answer, asked, pulled, with_companies
from desk import PROGRAM, STATED, Desk
from sqlalchemy import update

from claimcheck.errors import ConfigError, Conflict, NotFound
from claimcheck.model.programs import Verdict
from claimcheck.services import naming
from claimcheck.services.checking import batches, checker_desk
from claimcheck.services.checking.batches import Assignment
from claimcheck.services.claiming import appealing, drafts
from claimcheck.services.claiming.submit import submit
from claimcheck.services.claiming.views import ClaimView
from claimcheck.services.context import Context
from claimcheck.services.judging.replay import replay
from claimcheck.services.programs import programs as acts
from claimcheck.services.programs.programs import publish
from claimcheck.services.reviewing import review
from claimcheck.store.judging import work
from claimcheck.store.programs import programs
from claimcheck.store.tables import programs as rows

ODD = PROGRAM.replace("program: rebate", "program: odd")


@dataclass(frozen=True)
class Odd:
    """A desk with a second program, `odd`, and a way to make its text unreadable."""

    desk: Desk
    fault: str = "new"

    def claim(self, number: str) -> ClaimView:
        made = self.desk.upload(name=number)
        return submit(
            self.desk.context, self.desk.dealer(), program="odd", fields=STATED, documents=[made.id], outside_id=number
        )

    def breaks(self, version: str = "1", name: str = "odd") -> None:
        with self.desk.context.database.transaction() as conn:
            conn.execute(
                update(rows)
                .where(rows.c.name == name, rows.c.version == version)
                .values(text=f"program: {name}\n{self.fault}: x\n")
            )


@pytest.fixture
def odd(desk: Desk) -> Odd:
    publish(desk.context, desk.admin, ODD, filename="odd.yaml")
    return Odd(desk)


def test_its_claims_come_before_a_person(odd: Odd) -> None:
    claim = odd.claim("O-1")
    odd.breaks()
    for _ in range(work.MAX_ATTEMPTS + 1):
        odd.desk.work()
        odd.desk.clock.forward(3600)
    assert odd.desk.see(claim).state == "review"
    (task,) = review.listed(odd.desk.context, odd.desk.admin, state="open")
    assert task.claim_id == claim.id


def test_an_older_version_of_it_keeps_nobody_from_the_newer(odd: Odd) -> None:
    odd.desk.clock.forward(60)
    publish(odd.desk.context, odd.desk.admin, ODD.replace('"1"', '"2"'), filename="odd.yaml")
    odd.breaks("1")
    with odd.desk.context.database.read() as conn:
        current = programs.current(conn, "acme", "odd", odd.desk.clock())
    assert current is not None
    assert current.version == "2"


def test_an_older_version_is_never_taken_for_one_that_cannot_be_read(odd: Odd) -> None:
    odd.desk.clock.forward(60)
    publish(odd.desk.context, odd.desk.admin, ODD.replace('"1"', '"2"'), filename="odd.yaml")
    odd.breaks("2")
    with odd.desk.context.database.read() as conn, pytest.raises(ConfigError):
        programs.current(conn, "acme", "odd", odd.desk.clock())


@pytest.mark.parametrize(
    ("shown", "without"),
    [
        (lambda c, d: sorted(naming.rules(c, "acme")), ["rebate"]),
        (lambda c, d: [one.name for one in acts.listed(c, d.admin)], ["odd", "rebate"]),
        (lambda c, d: [one.name for one in acts.listed(c, d.dealer())], ["rebate"]),
        (lambda c, d: [one.name for one in drafts.open_programs(c, d.dealer())], ["rebate"]),
    ],
)
def test_the_other_programs_are_there(
    odd: Odd, shown: Callable[[Context, Desk], list[str]], without: list[str]
) -> None:
    odd.breaks()
    assert shown(odd.desk.context, odd.desk) == without


def test_a_claim_of_it_is_looked_at_and_replaying_the_others_goes_on(odd: Odd) -> None:
    claims = [odd.claim("O-1"), odd.desk.claim(odd.desk.upload(name="x"), number="R-1")]
    odd.desk.work()
    odd.breaks()
    assert [bool(one.why_not) for one in replay(odd.desk.context, odd.desk.admin)] == [False, True]
    assert appealing.standing(odd.desk.context, odd.desk.dealer(), claims[0].id).until is None


def test_others_claims_are_given_to_checking_companies(odd: Odd) -> None:
    company = with_companies(odd.desk)
    odd.claim("O-1")
    (claim,) = asked(company)
    odd.breaks()
    made = batches.assign(company.context, company.admin, Assignment("north"))
    assert made.counts == {"open": 1}
    assert company.see(claim).state == "review"


def test_what_a_company_holds_of_it_is_hidden_as_a_whole_and_that_is_said(odd: Odd) -> None:
    """Nobody knows what its rules hide."""
    company = with_companies(odd.desk)
    asked(company)
    batch, (item,) = pulled(company)
    before = checker_desk.task(company.context, WU, batch, item)
    odd.breaks(name="rebate")
    seen = checker_desk.task(company.context, WU, batch, item)
    assert (before.shut, bool(before.rows), bool(before.sheets), bool(before.question)) == (False, True, True, True)
    assert (seen.shut, seen.rows, seen.sheets, seen.question, seen.reasons) == (True, (), (), "", ())
    assert [one.number for one in checker_desk.listed(company.context, WU, batch)[1]] == [seen.number] == [""]
    with pytest.raises(NotFound):
        checker_desk.shown(company.context, WU, batch, item, document=1, page=1, part="")


def test_the_number_of_an_answered_claim_of_it_is_hidden_too(odd: Odd) -> None:
    company = with_companies(odd.desk)
    asked(company)
    batch, (item,) = pulled(company)
    answer(company, batch, item)
    odd.breaks(name="rebate")
    (done,) = checker_desk.listed(company.context, WU, batch)[1]
    assert (done.item.state, bool(done.item.number), done.number) == ("done", True, "")


def test_a_claim_made_under_a_version_that_cannot_be_read_is_given_to_no_company(odd: Odd) -> None:
    company = with_companies(odd.desk)
    asked(company)
    odd.breaks(name="rebate")
    odd.desk.clock.forward(60)
    publish(company.context, company.admin, PROGRAM.replace('"1"', '"2"'), filename="rebate.yaml")
    with pytest.raises(Conflict) as error:
        batches.assign(company.context, company.admin, Assignment("north"))
    assert error.value.code == "batch.nothing"


def answered(odd: Odd, verdict: Verdict) -> str:
    """What becomes of the one open task when the administrator answers it."""
    (task,) = review.listed(odd.desk.context, odd.desk.admin, state="open")
    held = review.lease(odd.desk.context, odd.desk.admin, task.id, seconds=60)
    codes = () if verdict == "approve" else ("amount.contradicted",)
    said = review.Resolution(verdict, codes, ground="looked at")
    return review.resolve(odd.desk.context, odd.desk.admin, task.id, fence=held.fence, answer=said).state


@pytest.mark.parametrize("verdict", ["approve", "reject"])
def test_nobody_decides_its_claim_alone_while_it_may_ask_for_two(odd: Odd, verdict: Verdict) -> None:
    odd.claim("O-1")
    odd.breaks()
    for _ in range(work.MAX_ATTEMPTS + 1):
        odd.desk.work()
        odd.desk.clock.forward(3600)
    with pytest.raises(Conflict, match="administrator publishes a new version") as error:
        answered(odd, verdict)
    assert error.value.code == "program.unreadable"
    odd.desk.clock.forward(60)
    publish(odd.desk.context, odd.desk.admin, ODD.replace('"1"', '"2"'), filename="odd.yaml")
    assert answered(odd, verdict) == "resolved"


def test_its_claim_is_returned_all_the_same(odd: Odd) -> None:
    claim = odd.claim("O-1")
    odd.breaks()
    for _ in range(work.MAX_ATTEMPTS + 1):
        odd.desk.work()
        odd.desk.clock.forward(3600)
    assert answered(odd, "return") == "resolved"
    assert odd.desk.see(claim).state == "returned"


def test_it_is_told_of_once_and_after_an_hour_again(
    odd: Odd, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace(odd, fault=f"told_{uuid4().hex}").breaks()  # a process tells of each text once an hour
    now = time.monotonic()
    told = []
    for hour in (0, 0.99, 1.01):
        monkeypatch.setattr(programs.time, "monotonic", lambda at=now + hour * 3600: at)
        for _ in range(2):
            naming.rules(odd.desk.context, "acme")
            with odd.desk.context.database.read() as conn:
                assert programs.current_if_readable(conn, "acme", "odd", odd.desk.clock()) is None
        told.append(len([one for one in caplog.records if one.name == programs.__name__]))
    assert told == [2, 2, 4]  # of its version, and of what is in force
