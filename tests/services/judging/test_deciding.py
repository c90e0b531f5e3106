"""What the machine leaves to people of what it would approve."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from desk import PROGRAM, Desk
from factory import case, claim, document, program, receipt_lines, sale

from claimcheck.core.judge import judge
from claimcheck.core.values.shares import drawn
from claimcheck.model.claims import ClaimLine
from claimcheck.model.programs import SecondDecider
from claimcheck.model.sales import SaleUse
from claimcheck.services.claiming.submit import withdraw
from claimcheck.services.claiming.views import ClaimView
from claimcheck.services.judging.deciding import decide_by_machine, uses_of
from claimcheck.services.programs.programs import publish
from claimcheck.store.claiming.claims import ClaimRow
from claimcheck.store.judging import decisions

HALF = Decimal("0.5")
NOW = datetime(2024, 5, 1, tzinfo=UTC)


@pytest.fixture
def sampled(desk: Desk) -> Desk:
    """A desk whose program leaves half of the machine's approvals to people."""
    text = PROGRAM.replace('version: "1"', 'version: "2"') + "second_decider: {machine: 0.5}\n"
    publish(desk.context, desk.admin, text, filename="rebate.yaml")
    return desk


def draws(desk: Desk, claim: ClaimView) -> set[str]:
    with desk.context.database.read() as conn:
        decided = decisions.last_by_machine(conn, "acme", claim.id)
    assert decided is not None
    return set(decided.case["draws"])


def test_an_approval_is_left_to_a_person_where_the_claim_or_one_that_it_repeats_is_drawn() -> None:
    asked = program(second_decider=SecondDecider(machine=HALF))
    lots = [f"lot-{number}" for number in range(40)]
    hit = next(lot for lot in lots if drawn(HALF, "machine", lot))
    miss = next(lot for lot in lots if not drawn(HALF, "machine", lot))
    verdicts = [decide_by_machine(case(program=asked, draws=those)).verdict for those in ((miss,), (hit,), (miss, hit))]
    assert verdicts == ["approve", "review", "review"]


def test_a_claim_that_is_taken_back_and_made_again_is_drawn_as_it_was(sampled: Desk) -> None:
    first = sampled.claim(sampled.upload(name="1"))
    sampled.work()
    withdraw(sampled.context, sampled.dealer(), first.id)
    again = sampled.claim(sampled.upload(name="anew"))
    anothers = sampled.claim(sampled.upload(name="2", by="D2"), by="D2")
    sampled.work()

    assert draws(sampled, first) < draws(sampled, again)
    assert not draws(sampled, anothers) & draws(sampled, again)


def test_a_claim_in_question_keeps_the_sales_of_all_its_lines_however_many_agree() -> None:
    second = document(receipt_lines(total="30.00", number="HL-204999"), id="doc-2", sha256="dd")
    lines = (ClaimLine(1), ClaimLine(2, {"total_amount": "30.00"}))
    sales = (*(sale(f"S-{n:02}") for n in range(12)), sale("T-1", total_amount="30.00"))
    asked = claim(lines=lines, buyer_name="Orchid Motors Sdn Bhd")
    verified = (*program().verify, "buyer_name")
    taken = tuple(SaleUse(one.id, "lamps", "C-0", Decimal(1), settled=True) for one in sales[:11])
    judged = judge(
        case(claim=asked, program=program(verify=verified), documents=(document(), second), sales=sales, uses=taken)
    )
    row = ClaimRow(
        "c", "acme", "C-1", "D1", "lamps", 10, 1, "judging", None, created_at=NOW, changed_at=NOW, decided_at=None
    )
    assert judged.verdict != "approve"
    assert [(use.sale, use.state) for use in uses_of(row, judged)] == [("s-11", "held"), ("t-1", "held")]
