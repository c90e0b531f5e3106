"""Composing: what a dealer is told of a return or rejection, in the dealer's language, from the reasons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from claimcheck.core.rules.codes import code_for
from claimcheck.model.decisions import Decision, Reason
from claimcheck.model.parties import Actor
from claimcheck.services.context import Context
from claimcheck.services.notices.discretion import told
from claimcheck.services.notices.wording import fix_of, head_of, reason_of
from claimcheck.store import accounts, desk
from claimcheck.store.desk import Message

INNER: Final = frozenset({
    "claim.corrected", "claim.sampled", "claim.reopened", "claim.appealed", "claim.earlier_undecided", "claim.doubt",
    "poison",
})  # fmt: skip
"""Codes that say why a person looks at a claim, and are no reason that a dealer could do anything about."""


def sentence(language: str, code: str, reasons: Sequence[Reason]) -> str:
    """One reason as the dealer reads it: what is wrong, and what mends it."""
    said = next((reason for reason in reasons if reason.code == code), None)
    fix = fix_of(language, code, (said.fix if said else None) or code_for(code).fix)
    if said is not None:
        wrong = reason_of(language, code, said.message, said.claimed, said.found, said.field)
        return f"{wrong}{fix}" if language == "zh-Hans" else f"{wrong} {fix}".strip()
    if language == "zh-Hans":
        return f"{reason_of(language, code, '', None, None)}{fix}"
    return fix or code


def compose(language: str, claim: str, verdict: str, codes: Sequence[str], reasons: Sequence[Reason]) -> str:
    """The message that goes with a verdict.

    Args:
        language: `en` or `zh-Hans`.
        claim: the claimant's own number of it.
        verdict: `return` or `reject`.
        codes: of the reasons that it stands on, in order.
        reasons: of the decision, for their values.

    Returns:
        Empty for any other verdict, and without reasons.
    """
    head = head_of(language, verdict, claim)
    if not head or not codes:
        return ""
    lines = [f"{number}. {sentence(language, code, reasons)}" for number, code in enumerate(codes, 1)]
    return "\n".join((head, *lines))


def tellable(context: Context, actor: Actor, dealer: str, decision: Decision | None) -> tuple[Reason, ...]:
    """The reasons of a decision as they may be written to a dealer: without what they say of others' claims."""
    if decision is None:
        return ()
    with context.database.read() as conn:
        return told(conn, actor.maker_id, dealer, decision).reasons


def language_of_dealer(context: Context, actor: Actor, dealer: str) -> str:
    """The language in which a dealer's people read; English where nobody of it has an account."""
    with context.database.read() as conn:
        spoken = accounts.languages(conn, actor.maker_id, dealer)
    return "zh-Hans" if spoken and spoken.count("zh-Hans") * 2 >= len(spoken) else "en"


def messages(context: Context, actor: Actor, claim_id: str) -> list[Message]:
    """What was written to the dealer of a claim, the first first."""
    with context.database.read() as conn:
        return desk.messages_of(conn, actor.maker_id, claim_id)
