"""Inquiries: a word asked of a named person or department on a claim, and its answer, for the maker's own people."""

from __future__ import annotations

from sqlalchemy import Connection

from claimcheck.errors import Conflict, Invalid, existing
from claimcheck.model.parties import Actor
from claimcheck.services.context import Context
from claimcheck.services.judging.moves import record
from claimcheck.services.notices.telling import tell_one
from claimcheck.store.claiming import claims
from claimcheck.store.claiming.claims import ClaimRow
from claimcheck.store.people import accounts
from claimcheck.store.people.accounts import User
from claimcheck.store.reviewing import appeals
from claimcheck.store.reviewing.appeals import Inquiry

ANSWERERS = frozenset({"reviewer", "manager", "admin"})
"""Roles that answer what was asked."""


def ask(context: Context, actor: Actor, claim_id: str, *, asked_of: str, question: str) -> Inquiry:
    """Ask somebody a question on a claim, which goes on meanwhile; one of the maker's people is notified.

    Args:
        context: database, blobs, settings and clock.
        actor: who asks.
        claim_id: our id of the claim.
        asked_of: a person or a department, by name.
        question: what is to be known.

    Raises:
        NotFound: no such claim that the actor may see.
        Invalid: `inquiry.text`, a name or the question is missing.
    """
    if not asked_of.strip() or not question.strip():
        raise Invalid("Say whom you ask, and what.", code="inquiry.text")
    now = context.clock()
    with context.database.transaction() as conn:
        claim = _claim(conn, actor, claim_id)
        new = appeals.ask(
            conn, claim.maker_id, claim.id, asked_of=asked_of.strip()[:128], question=question.strip()[:4000],
            by=actor.id, now=now,
        )  # fmt: skip
        record(conn, claim, "claim.word_asked", actor=actor, now=now, details={"inquiry": new})
        person = _named(conn, claim.maker_id, asked_of.strip())
        if person is not None and person.id != actor.id:
            about = {"claim": claim.outside_id, "program": claim.program, "at": f"/claims/{claim.id}#words"}
            tell_one(conn, claim.maker_id, person.id, "claim.word_asked", about, now)
        return _one(conn, actor, new)


def answer(context: Context, actor: Actor, inquiry_id: str, *, text: str) -> Inquiry:
    """Answer an inquiry.

    Raises:
        NotFound: no such inquiry on a claim that the actor may see.
        Invalid: `inquiry.text`, nothing is said.
        Conflict: `inquiry.answered`, it was answered before.
    """
    if not text.strip():
        raise Invalid("Write the answer.", code="inquiry.text")
    now = context.clock()
    with context.database.transaction() as conn:
        asked = _one(conn, actor, inquiry_id)
        claim = _claim(conn, actor, asked.claim_id)
        if not appeals.answer(conn, asked.id, text=text.strip()[:4000], by=actor.id, now=now):
            raise Conflict("This was answered already.", code="inquiry.answered")
        record(conn, claim, "claim.word_given", actor=actor, now=now, details={"inquiry": asked.id})
        if asked.by != actor.id:
            about = {"claim": claim.outside_id, "program": claim.program, "at": f"/claims/{claim.id}"}
            tell_one(conn, claim.maker_id, asked.by, "claim.word_given", about, now)
        return _one(conn, actor, inquiry_id)


def of_claim(context: Context, actor: Actor, claim_id: str) -> list[Inquiry]:
    """The inquiries on a claim, the oldest first; none where the actor may not see it."""
    with context.database.read() as conn:
        return appeals.inquiries_of(conn, actor, claim_id)


def waiting(context: Context, actor: Actor) -> list[Inquiry]:
    """The unanswered inquiries on claims that the actor may see, the oldest first."""
    with context.database.read() as conn:
        return appeals.open_inquiries(conn, actor)


def _named(conn: Connection, maker_id: str, said: str) -> User | None:
    """The one of the maker's people who may answer and has that name or address; None where there is none, or two."""
    found = [
        one
        for one in accounts.page(conn, maker_id, named=said)
        if said.casefold() in (one.name.casefold(), one.email) and one.role in ANSWERERS and not one.shut
    ]
    return found[0] if len(found) == 1 else None


def _claim(conn: Connection, actor: Actor, claim_id: str) -> ClaimRow:
    return existing(claims.get(conn, actor, claim_id, lock=True), "claim")


def _one(conn: Connection, actor: Actor, inquiry_id: str) -> Inquiry:
    return existing(appeals.inquiry(conn, actor, inquiry_id), "inquiry")
