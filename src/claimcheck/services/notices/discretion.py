"""What a claimant is not told: another's claims and sales, which the checks of its own claim came upon."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from sqlalchemy import Connection

from claimcheck.model.decisions import Decision, Question, Reason
from claimcheck.store.claiming import claims

_OF_CLAIMS: Final[Mapping[str, str]] = {
    "document.duplicate": "This document was already used for another claim.",
    "document.reused": "This may be a document that was already used for another claim.",
    "sale.used": "The sale was already claimed for.",
}
"""Reasons that name other claims, and what they say without."""
_ANOTHERS: Final = "sale.other_dealer"

INNER_ACTS: Final = frozenset({"claim.first_verdict", "claim.verdicts_differ"})
"""Steps of the maker's people among themselves: how sure they were is not the claimant's."""


def for_claimant(decision: Decision, own: Callable[[str], bool]) -> Decision:
    """A decision as its claimant may see it.

    Args:
        decision: as it was made.
        own: whether a claim of that outside id can only be the claimant's own.
    """
    foreign = any(reason.code == _ANOTHERS for reason in decision.reasons)
    reasons = tuple(_discreet(reason, own, foreign=foreign) for reason in decision.reasons)
    asked = decision.question
    if asked is not None and reasons != decision.reasons:
        told = next((reason.message for reason in reasons if reason.code == asked.code), "")
        asked = Question(asked.code, asked.field, told or "A person looks at this claim.", asked.place)
    kept = decision.duplicate_of if decision.duplicate_of and own(decision.duplicate_of) else None
    lines = tuple(replace(line, sale=None, sale_id=None) for line in decision.lines) if foreign else decision.lines
    return replace(
        decision,
        reasons=reasons,
        question=asked,
        duplicate_of=kept,
        lines=lines,
        sale_id=None if foreign else decision.sale_id,
        findings=(),
        candidates=(),
    )


def told(conn: Connection, maker_id: str, dealer: str, decision: Decision) -> Decision:
    """A decision as it may be told to the people of a dealer, wherever that is: in a mail or in a reviewer's letter."""
    return for_claimant(decision, lambda number: claims.dealers_using(conn, maker_id, number) == {dealer})


def _discreet(reason: Reason, own: Callable[[str], bool], *, foreign: bool) -> Reason:
    if foreign and reason.code.startswith("sale."):
        return replace(reason, message="The sale that this agrees with is not yours.", found=None)
    if reason.code == "document.reused" and not reason.found:
        return reason  # of two lines of this very claim
    if reason.code in _OF_CLAIMS and not all(own(name) for name in (reason.found or "").split(", ")):
        return replace(reason, message=_OF_CLAIMS[reason.code], found=None)
    return reason
