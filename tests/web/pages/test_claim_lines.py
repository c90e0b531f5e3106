"""What a claim asks for and pays is seen line by line, and on the desk before anybody approves it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from claimcheck.model.claims import ClaimLine
from claimcheck.model.decisions import Decision, LineVerdict
from claimcheck.web.pages.claim_lines import FOLDED_FROM, lines_of

SAID = (ClaimLine(1, {"vin": "A"}, claimed_amount=Decimal(30)), ClaimLine(2, {"vin": "B"}, claimed_amount=Decimal(12)))
REVIEW = Decision(
    "review", (), (), (LineVerdict(1, "review", payable=Decimal(25)), LineVerdict(2, "review")),
)  # fmt: skip


@pytest.mark.parametrize(
    ("approving", "verdict", "pays"),
    [
        (True, "review", [Decimal(25), Decimal(12)]),
        (False, "review", [None, None]),
        (False, "approve", [Decimal(25), None]),
    ],
    ids=["what an approval would pay", "nothing yet", "what was approved"],
)
def test_what_a_line_pays(approving: bool, verdict: str, pays: list[Decimal | None]) -> None:
    lines = tuple(replace(line, verdict=verdict) for line in REVIEW.lines)
    found = lines_of(SAID, replace(REVIEW, verdict=verdict, lines=lines), approving=approving)
    assert [row.pays for row in found.rows] == pays
    assert found.pays == (sum(one for one in pays if one) if None not in pays else None)


def test_many_lines_are_folded_behind_what_they_come_to() -> None:
    many = tuple(ClaimLine(n, claimed_amount=Decimal(1)) for n in range(1, FOLDED_FROM + 2))
    found = lines_of(many, None)
    assert (found.folded, found.asked, found.pays) == (True, Decimal(FOLDED_FROM + 1), None)
    assert not lines_of(many[:FOLDED_FROM], None).folded


def test_one_line_that_states_nothing_of_its_own_tells_nothing() -> None:
    assert not lines_of((ClaimLine(1),), None).telling
    assert lines_of((ClaimLine(1, {"vin": "A"}),), None).telling
