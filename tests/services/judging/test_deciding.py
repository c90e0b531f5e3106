"""What the machine leaves to people of what it would approve."""

from dataclasses import replace
from decimal import Decimal

from factory import case, claim, program, sale

from claimcheck.model.programs import SecondDecider
from claimcheck.services.judging.deciding import made


def test_a_claim_that_was_drawn_is_drawn_again_when_it_is_made_again() -> None:
    asked = program(second_decider=SecondDecider(machine=Decimal("0.5")))
    for matched in (True, False):
        drawn = []
        for number in range(12):
            sold = replace(sale(total_amount="45.90"), id=f"sale-{number}")
            one = case(program=asked if matched else replace(asked, match={}), sales=(sold,) if matched else ())
            verdicts = {made(replace(one, claim=replace(claim(), id=f"C-{again}"))).verdict for again in range(4)}
            assert len(verdicts) == 1
            drawn += verdicts
        assert set(drawn) == ({"approve", "review"} if matched else set(drawn[:1]))
