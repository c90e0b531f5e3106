"""The lines of a draft: an act sent twice is done once, and nothing that was said of one line becomes another's."""

import pytest
from factory import PROGRAM, program

from claimcheck.errors import Invalid
from claimcheck.services.claiming import draft_lines

FIRST, SECOND, THIRD = "LSVAA41Z8C2012345", "WAUZZZ4G7EN123457", "WDB9066331S123458"
RULES = program(PROGRAM.replace("verify: [", "verify: [vin, invoice_number, "))
TWO = {
    "seller_name": "Northwind", "invoice_number": "ALL-1",
    "line.1.vin": FIRST, "line.1.quantity": "1", "line.2.vin": SECOND, "line.2.quantity": "1",
    "line.2.invoice_number": "OWN-2",
}  # fmt: skip
PAPERS = {THIRD: {"vin": THIRD}, SECOND: {"vin": SECOND, "total_amount": "70.00"}}


def acted(values: dict[str, str], *acts: str, several: str = "") -> dict[str, str]:
    for act in acts:
        values = draft_lines.acted(values, act, RULES, several=several, found=PAPERS)
    return values


def vins(values: dict[str, str]) -> list[str]:
    return [line.get("vin", "") for line in draft_lines.lines(values).values()]


@pytest.mark.parametrize(
    "act", ["add:3", "copy:1:3", "drop:2", "fill:2", f"read:{THIRD}", "several"], ids=lambda act: act[:6]
)
def test_an_act_that_is_sent_twice_is_done_once(act: str) -> None:
    once = acted(TWO, act, several=THIRD)
    assert once != TWO
    assert acted(once, act, several=THIRD) == once


@pytest.mark.parametrize("act", ["drop:7", "fill:7", "copy:7:8", "back", "read:NOSUCHNUMBER", "read"])
def test_an_act_on_what_is_not_there_changes_nothing(act: str) -> None:
    assert acted(TWO, act) == TWO


@pytest.mark.parametrize("act", ["", "2", "add", "add:xyz", "add:0", "add:1000", "copy:1", "drop:1:2", "swap:1:2"])
def test_an_act_that_there_is_not_is_refused(act: str) -> None:
    with pytest.raises(Invalid, match="cannot be done"):
        acted(TWO, act)


@pytest.mark.parametrize(("key", "left"), [(1, SECOND), (2, FIRST)])
def test_what_is_removed_and_put_back_is_as_it_was_and_so_is_the_rest(key: int, left: str) -> None:
    alone = acted(TWO, f"drop:{key}")
    assert (vins(alone), alone["invoice_number"], "vin" in alone) == ([left], "ALL-1", False)
    back = acted(alone, "back")
    assert draft_lines.lines(back) == draft_lines.lines(TWO)
    assert draft_lines.shared(back) == draft_lines.shared(TWO)


def test_the_last_line_is_not_removed_by_a_window_that_shows_two() -> None:
    assert vins(acted(TWO, "drop:1", "drop:2")) == [SECOND]


def test_a_key_that_a_line_had_is_no_other_lines_while_there_are_others() -> None:
    assert draft_lines.next_key(acted(TWO, "drop:2")) == 3
    last = acted(TWO, "add:999")
    assert draft_lines.next_key(last) == 3
    assert len(draft_lines.lines(acted(last, "add:3"))) == 4


def test_a_key_is_not_given_again_though_its_line_is_forgotten() -> None:
    values = TWO
    for key in range(2, 2 + draft_lines.MOST_LINES + 1):
        values = acted(values, f"drop:{key}", f"add:{key + 1}")
    assert draft_lines.taken_away(values).keys().isdisjoint({"gone.2.vin", "gone.2.quantity"})
    alone = {name: value for name, value in values.items() if not name.startswith("gone.")}
    assert draft_lines.next_key(acted(alone, "drop:1", "back")) == draft_lines.next_key(values) == 54


def test_a_press_of_a_window_from_before_makes_a_line_of_its_own() -> None:
    newer = acted(TWO, "add:3", "drop:3", "add:4", "drop:4")
    assert list(draft_lines.lines(acted(newer, "add:3"))) == [1, 2, 5]
    assert list(draft_lines.lines(acted(newer, "copy:1:4"))) == [1, 2, 5]
    assert draft_lines.shared(newer) == draft_lines.shared(TWO)


def test_lines_that_were_removed_one_after_another_come_back_with_all_that_was_said_of_them() -> None:
    three = acted(TWO, f"read:{THIRD}")
    alone = acted(three, "drop:2", "drop:3")
    kept = {**alone, **draft_lines.placed({"line.2.claimed_amount": "12"}, alone)}
    assert vins(acted(kept, "back")) == [FIRST, SECOND, THIRD]
    assert draft_lines.lines(acted(kept, "back"))[2]["claimed_amount"] == "12"


def test_what_was_typed_of_a_line_that_is_gone_waits_with_it() -> None:
    alone = acted(TWO, "drop:2")
    kept = {**alone, **draft_lines.placed({"line.2.claimed_amount": "12", "line.1.quantity": "3"}, alone)}
    assert draft_lines.lines(kept) == {1: {"vin": FIRST, "quantity": "3"}}
    assert draft_lines.lines(acted(kept, "back"))[2]["claimed_amount"] == "12"


def test_what_a_window_of_one_thing_says_is_of_the_first_line() -> None:
    assert draft_lines.placed({"vin": THIRD, "seller_name": "S"}, TWO) == {"line.1.vin": THIRD, "seller_name": "S"}
    assert draft_lines.placed({"vin": THIRD}, {"vin": FIRST}) == {"vin": THIRD}


def test_numbers_beyond_what_a_claim_takes_are_refused_with_how_many_there_are() -> None:
    many = "\n".join(f"LSVAA41Z8C2{n:06}" for n in range(49))
    with pytest.raises(Invalid) as refused:
        acted(TWO, "several", several=many)
    assert str(refused.value.message).startswith("A claim takes at most 50 lines here; with these it would have 51.")
    assert len(vins(acted({"vin": ""}, "several", several=many + f"\n{FIRST}"))) == 50  # an empty one is taken


def test_numbers_that_are_written_differently_are_one() -> None:
    assert draft_lines.told_twice(["SN-88 121", "", "sn88121", "", "SN-9"]) == {3: 1}
