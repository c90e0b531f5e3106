"""Composing: what a dealer is told of a return or rejection, in the dealer's language, from the reasons."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from sqlalchemy import Connection

from claimcheck.model.decisions import Decision, Reason
from claimcheck.model.parties import Actor
from claimcheck.services.context import Context
from claimcheck.services.notices.discretion import told
from claimcheck.services.notices.wording import fix_of, head_of, reason_of
from claimcheck.store.judging.decisions import Decided
from claimcheck.store.people import accounts
from claimcheck.store.reviewing import desk
from claimcheck.store.reviewing.desk import Message
from claimcheck.store.reviewing.tasks import Task

INNER: Final = frozenset({
    "claim.corrected", "claim.sampled", "claim.reopened", "claim.appealed", "claim.earlier_undecided", "claim.doubt",
    "poison",
})  # fmt: skip
"""Codes that say why a person looks at a claim, and are no reason that a dealer could do anything about."""


def sentence(language: str, code: str, reasons: Sequence[Reason], verdict: str = "return") -> str:
    """One reason as the dealer reads it: what is wrong, and what mends it where the claim comes back to be mended."""
    said = next((reason for reason in reasons if reason.code == code), None)
    if said is None:
        return _by_code(language, code, verdict)
    wrong = reason_of(language, code, said.message, said.claimed, said.found, said.field)
    fix = fix_of(language, code, said.fix or "") if verdict == "return" else ""
    return f"{wrong}{fix}" if language == "zh-Hans" else f"{wrong} {fix}".strip()


@cache
def _by_code(language: str, code: str, verdict: str) -> str:
    """A reason that the decision does not give, as its code says it."""
    fix = fix_of(language, code, "") if verdict == "return" else ""
    wrong = reason_of(language, code, "", None, None)
    if language == "zh-Hans":
        return f"{wrong}{fix}"
    return fix or f"{wrong.rstrip('.')}."


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
    lines = [f"{number}. {sentence(language, code, reasons, verdict)}" for number, code in enumerate(codes, 1)]
    return "\n".join((head, *lines))


def tellable(context: Context, actor: Actor, dealer: str, decision: Decision | None) -> tuple[Reason, ...]:
    """The reasons of a decision as they may be written to a dealer: without what they say of others' claims."""
    with context.database.read() as conn:
        return _tellable(conn, actor, dealer, decision)


def language_of_dealer(context: Context, actor: Actor, dealer: str) -> str:
    """The language in which a dealer's people read; English where nobody of it has an account."""
    with context.database.read() as conn:
        return spoken(conn, actor, dealer)


def spoken(conn: Connection, actor: Actor, dealer: str) -> str:
    """As `language_of_dealer`, within a transaction."""
    known = accounts.languages(conn, actor.maker_id, dealer)
    return "zh-Hans" if known and known.count("zh-Hans") * 2 >= len(known) else "en"


def letter(
    conn: Connection, actor: Actor, task: Task, verdict: str, codes: Sequence[str], before: Decided | None,
    language: str,
) -> str:  # fmt: skip
    """The message that goes with a verdict on a task's claim, as `compose`, after the decision that it arises from."""
    reasons = _tellable(conn, actor, task.dealer, before.decision if before else None)
    return compose(language, task.outside_id, verdict, codes, reasons)


def messages(context: Context, actor: Actor, claim_id: str) -> list[Message]:
    """What was written to the dealer of a claim, the first first."""
    with context.database.read() as conn:
        return desk.messages_of(conn, actor.maker_id, claim_id)


def _tellable(conn: Connection, actor: Actor, dealer: str, decision: Decision | None) -> tuple[Reason, ...]:
    return told(conn, actor.maker_id, dealer, decision).reasons if decision is not None else ()
