"""Composing: what a dealer is told of a return or rejection, in the dealer's language, from the reasons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date
from typing import Final

from sqlalchemy import Connection

from claimcheck.model.decisions import Decision, Reason
from claimcheck.model.parties import Actor
from claimcheck.services.context import Context
from claimcheck.services.notices.discretion import told
from claimcheck.services.notices.letters import as_made, compose
from claimcheck.store.judging.decisions import Decided
from claimcheck.store.people import accounts, organisations
from claimcheck.store.reviewing import desk
from claimcheck.store.reviewing.desk import Message
from claimcheck.store.reviewing.tasks import Task

INNER: Final = frozenset({
    "claim.corrected", "claim.sampled", "claim.reopened", "claim.appealed", "claim.earlier_undecided", "claim.doubt",
    "poison",
})  # fmt: skip
"""Codes that say why a person looks at a claim, and are no reason that a dealer could do anything about."""


def tellable(context: Context, actor: Actor, dealer: str, decision: Decision | None) -> tuple[Reason, ...]:
    """The reasons of a decision as they may be written to a dealer: without what they say of others' claims."""
    with context.database.read() as conn:
        return _tellable(conn, actor, dealer, decision)


def language_of_dealer(context: Context, actor: Actor, dealer: str) -> str:
    """The language in which a dealer is written to."""
    with context.database.read() as conn:
        return spoken(conn, actor, dealer, on=context.clock().astimezone(UTC).date())


def spoken(conn: Connection, actor: Actor, dealer: str, *, on: date) -> str:
    """`language_of_dealer` within the caller's transaction.

    It is that of most of its people. Where a contact is named, who reads in the language that the organisation has,
    where nobody has an account, and where as many read the one as the other, it is the organisation's.
    """
    if organisations.contact(conn, actor.maker_id, dealer, on=on) is None:
        known = accounts.languages(conn, actor.maker_id, dealer)
        most = [one for one in set(known) if known.count(one) * 2 > len(known)]
        if most:
            return most[0]
    known_as = organisations.by_outside_id(conn, actor.maker_id, dealer)
    return known_as.language if known_as else "en"


def letter(
    conn: Connection, actor: Actor, task: Task, verdict: str, codes: Sequence[str], before: Decided | None,
    language: str,
) -> str:  # fmt: skip
    """The message that goes with a verdict on a task's claim, as `compose`, after the decision that it arises from."""
    reasons = _tellable(conn, actor, task.dealer, before.decision if before else None)
    return compose(language, task.outside_id, verdict, codes, reasons)


def messages(context: Context, actor: Actor, claim_id: str) -> list[Message]:
    """The messages that were written to the dealer of a claim, the oldest first."""
    with context.database.read() as conn:
        return desk.messages_of(conn, actor.maker_id, claim_id)


def in_words(written: Sequence[Message], claim: str, verdict: str, reasons: Sequence[Reason]) -> list[Message]:
    """Those of the messages to a dealer that a person worded; the others only repeat the decision's reasons."""
    return [one for one in written if not as_made(one.text, one.language, claim, verdict, reasons)]


def _tellable(conn: Connection, actor: Actor, dealer: str, decision: Decision | None) -> tuple[Reason, ...]:
    return told(conn, actor.maker_id, dealer, decision).reasons if decision is not None else ()
