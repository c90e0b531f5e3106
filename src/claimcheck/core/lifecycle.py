"""The one table of legal states and moves, for claims and for documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from claimcheck.errors import Conflict

CLAIM_MOVES: Final[Mapping[str, Mapping[str, str]]] = {
    # state: {event: next state}. `waiting`: for its documents, an earlier claim or a sale; `judging`: a stage holds it.
    "waiting": {"ready": "judging", "stuck": "review", "withdraw": "withdrawn"},
    "judging": {
        "approve": "approved", "return": "returned", "review": "review", "reject": "rejected",
        "wait": "waiting", "stuck": "review", "withdraw": "withdrawn",
    },
    "review": {
        "approve": "approved", "return": "returned", "reject": "rejected",  # a person's decision
        "rejudge": "waiting", "withdraw": "withdrawn",
    },
    "returned": {
        "revise": "waiting", "rejudge": "waiting", "withdraw": "withdrawn",
        "appeal": "review", "undo": "review",
    },
    # `reopen`: the sale behind it changed, or somebody found an error; `undo`: who decided takes it back at once.
    "approved": {"reopen": "review", "undo": "review"},
    "rejected": {"reopen": "review", "appeal": "review", "undo": "review"},
    "withdrawn": {},
}  # fmt: skip

DOCUMENT_MOVES: Final[Mapping[str, Mapping[str, str]]] = {
    "received": {"read": "read", "fail": "failed"},
    "read": {"reread": "received"},
    "failed": {"reread": "received"},
}

_ACTS: Final = ("revise", "withdraw", "appeal", "reopen")
"""What somebody can do to a claim of their own accord; all else is the machine's, or the answer to a question."""

OPEN: Final = frozenset({"waiting", "judging"})
"""Claim states that the machine owes a next step."""

ALIVE: Final = frozenset({"waiting", "judging", "approved", "returned", "review"})
"""Claim states whose documents and sales count against later claims."""


def move(state: str, event: str, *, moves: Mapping[str, Mapping[str, str]] = CLAIM_MOVES) -> str:
    """The state that `event` leads to.

    Args:
        state: the present state.
        event: what happened.
        moves: `CLAIM_MOVES` or `DOCUMENT_MOVES`.

    Raises:
        Conflict: when the event is not possible in that state.
    """
    try:
        return moves[state][event]
    except KeyError:
        possible = ", ".join(one for one in _ACTS if one in moves.get(state, {})) or "nothing"
        raise Conflict(
            f"{event!r} is not possible while the state is {state!r}; possible now: {possible}",
            code="state.not_possible",
        ) from None
