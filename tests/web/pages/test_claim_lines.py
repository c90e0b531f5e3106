"""What a claim asks for and pays is seen line by line, and on the desk before anybody approves it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from desk import Desk

from claimcheck.model.claims import ClaimLine
from claimcheck.model.decisions import Decision, LineVerdict
from claimcheck.model.programs import Verdict
from claimcheck.services.claiming.submit import revise
from claimcheck.web.pages.claim_lines import FOLDED_FROM, lines_of

SAID = (ClaimLine(1, {"vin": "A"}, claimed_amount=Decimal(30)), ClaimLine(2, {"vin": "B"}, claimed_amount=Decimal(12)))


def decided(whole: Verdict, first: Verdict, second: Verdict) -> Decision:
    """A decision on both lines, of which the program worked out what the first one pays."""
    return Decision(whole, (), (), (LineVerdict(1, first, payable=Decimal(25)), LineVerdict(2, second)))


@pytest.mark.parametrize(
    ("decision", "pays", "in_all"),
    [
        (decided("review", "review", "review"), [None, None], None),
        (decided("review", "approve", "review"), [None, None], None),
        (decided("approve", "approve", "reject"), [Decimal(25), None], Decimal(25)),
        (decided("approve", "approve", "approve"), [Decimal(25), None], None),
        (decided("approve", "reject", "reject"), [None, None], None),
        (None, [None, None], None),
    ],
    ids=["nothing yet", "nor of a line that passed", "in part", "one is not known", "none", "not judged yet"],
)
def test_what_was_decided_pays_for_its_approved_lines(
    decision: Decision | None, pays: list[Decimal | None], in_all: Decimal | None
) -> None:
    found = lines_of(SAID, decision)
    assert ([row.pays for row in found.rows], found.pays) == (pays, in_all)


def test_what_an_approval_would_pay_is_worked_out_or_else_asked_for() -> None:
    found = lines_of(SAID, decided("review", "review", "review"), approving=True)
    assert ([row.pays for row in found.rows], found.pays) == ([Decimal(25), Decimal(12)], Decimal(37))


def test_many_lines_are_folded_behind_what_they_come_to() -> None:
    many = tuple(ClaimLine(n, claimed_amount=Decimal(1)) for n in range(1, FOLDED_FROM + 2))
    found = lines_of(many, None)
    assert (found.folded, found.asked, found.pays) == (True, Decimal(FOLDED_FROM + 1), None)
    assert not lines_of(many[:FOLDED_FROM], None).folded


def test_one_line_that_states_nothing_of_its_own_tells_nothing() -> None:
    assert not lines_of((ClaimLine(1),), None).telling
    assert lines_of((ClaimLine(1, {"vin": "A"}),), None).telling


def test_lines_that_were_sent_again_have_no_verdict_yet(sign_in: Any, desk: Desk) -> None:
    claim = desk.claim(number="R-1", lines=SAID)
    desk.work()
    dealer = sign_in("dealer", "D1")
    verdict = '<td data-label="Verdict">'
    assert verdict in dealer.get(f"/claims/{claim.id}").text
    revise(desk.context, desk.dealer("D1"), claim.id, fields=claim.current.fields, add_documents=[desk.upload().id])
    assert verdict not in dealer.get(f"/claims/{claim.id}").text
