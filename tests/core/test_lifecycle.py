import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.core.lifecycle import ALIVE, CLAIM_MOVES, DOCUMENT_MOVES, OPEN, move
from claimcheck.errors import Conflict


def test_a_claim_goes_from_waiting_to_approved() -> None:
    assert move(move("waiting", "ready"), "approve") == "approved"


def test_a_returned_claim_is_judged_again_when_it_is_revised() -> None:
    assert move("returned", "revise") == "waiting"


@pytest.mark.parametrize(
    ("state", "event"), [("approved", "approve"), ("withdrawn", "rejudge"), ("approved", "withdraw")]
)
def test_an_impossible_move_says_what_is_possible(state: str, event: str) -> None:
    with pytest.raises(Conflict, match="possible now"):
        move(state, event)


@pytest.mark.parametrize("moves", [CLAIM_MOVES, DOCUMENT_MOVES])
def test_every_move_ends_in_a_state_of_the_table(moves: dict[str, dict[str, str]]) -> None:
    assert {to for events in moves.values() for to in events.values()} <= set(moves)


@given(st.lists(st.sampled_from(sorted({e for events in CLAIM_MOVES.values() for e in events})), max_size=12))
def test_no_series_of_events_leaves_the_table(events: list[str]) -> None:
    state = "waiting"
    for event in events:
        if event in CLAIM_MOVES[state]:
            state = move(state, event)
    assert state in CLAIM_MOVES


def test_nothing_is_approved_but_from_judging_or_from_a_persons_hands() -> None:
    assert {state for state, events in CLAIM_MOVES.items() if "approved" in events.values()} == {"judging", "review"}


def test_only_rejected_and_withdrawn_claims_let_go_of_documents_and_sales() -> None:
    assert OPEN < ALIVE
    assert set(CLAIM_MOVES) - ALIVE == {"rejected", "withdrawn"}
