"""Appeals: a dealer asks another person to look at a decision; the old decision stays visible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from claimcheck.core.lifecycle import move
from claimcheck.errors import Conflict, Invalid, existing
from claimcheck.model.decisions import Question
from claimcheck.model.parties import Actor
from claimcheck.model.said import Said
from claimcheck.services.claiming.submit import attachable, open_revision, own_claim
from claimcheck.services.context import Context
from claimcheck.services.judging.asking import ask
from claimcheck.services.judging.moves import moved
from claimcheck.services.notices.appeal_time import Standing, standing_of
from claimcheck.store.claiming import claims
from claimcheck.store.claiming.claims import ClaimRow
from claimcheck.store.database import serialise
from claimcheck.store.judging import decisions
from claimcheck.store.reviewing import appeals, desk
from claimcheck.store.reviewing.appeals import Appeal

QUESTION = Question("claim.appealed", "claim", "Does the decision stand, with what the appeal brings?")


@dataclass(frozen=True, slots=True)
class Counted:
    """Appeals of one program: how many there were, and how they ended."""

    program: str
    appealed: int
    open: int
    upheld: int
    overturned: int
    withdrawn: int


def standing(context: Context, actor: Actor, claim_id: str) -> Standing:
    """Whether the claim's decision may be appealed, and until when.

    Raises:
        NotFound: no such claim that the actor may see.
    """
    with context.database.read() as conn:
        claim = existing(claims.get(conn, actor, claim_id), "claim")
        return standing_of(conn, claim, context.clock())


def appeal(context: Context, actor: Actor, claim_id: str, *, text: str, add_documents: Sequence[str] = ()) -> Appeal:
    """Appeal the decision that stands on one's own claim.

    Documents that are added open a revision with all that the claim had before.

    Args:
        context: database, blobs, settings and clock.
        actor: the claimant.
        claim_id: our id of the claim.
        text: why the decision is wrong.
        add_documents: ids of further documents of the claimant.

    Raises:
        NotFound: no such claim that the actor may see.
        Forbidden: another organisation's claim.
        Invalid: `appeal.text`, nothing is said; `claim.documents`.
        Conflict: `state.not_possible`, it was not returned or rejected; `appeal.late`, the deadline is over;
            `appeal.final`, the decision was made on an appeal.
    """
    if not text.strip():
        raise Invalid("Say why the decision is wrong.", code="appeal.text")
    now = context.clock()
    with context.database.transaction() as conn:
        serialise(conn, f"decide:{actor.maker_id}")
        seen = own_claim(conn, actor, claim_id)
        (last,) = claims.revisions(conn, seen, only=seen.revision)
        added = [one for one in dict.fromkeys(add_documents) if one not in last.documents]
        attached = attachable(conn, actor, (*last.documents, *added))  # documents are locked before claims everywhere
        claim = own_claim(conn, actor, claim_id, lock=True)
        move(claim.state, "appeal")
        _open(conn, claim, now)
        decision_id = claim.decision_id or ""
        if added:
            claim = open_revision(conn, actor, claim, last, (*last.documents, *added), attached, now)
        claim = moved(
            conn, claim, "appeal", actor=actor, now=now, details={"decision": decision_id, "documents": added}
        )
        deciders = {made.by for made in decisions.of_claim(conn, claim.maker_id, claim.id)}
        deciders |= {one.by for one in desk.sealed_on(conn, claim.id)}
        task = ask(conn, claim, QUESTION, decision_id=decision_id, now=now, step="appeal", barred=sorted(deciders))
        new = appeals.add(
            conn, claim.maker_id, claim.id, decision_id=decision_id, text=text.strip()[:4000], documents=added,
            task_id=task, by=actor.id, now=now,
        )  # fmt: skip
        made = appeals.get(conn, actor, new)
        assert made is not None
        return made


def one(context: Context, actor: Actor, appeal_id: str) -> Appeal:
    """One appeal.

    Raises:
        NotFound: where there is none that the actor may see.
    """
    with context.database.read() as conn:
        return existing(appeals.get(conn, actor, appeal_id), "appeal")


def listed(
    context: Context, actor: Actor, *, state: str | None = None, program: str | None = None, after: str | None = None,
    limit: int = 50,
) -> list[Appeal]:  # fmt: skip
    """Appeals that the actor may see, the last first."""
    with context.database.read() as conn:
        return appeals.page(conn, actor, state=state, program=program, after=after, limit=limit)


def of_claim(context: Context, actor: Actor, claim_id: str) -> list[Appeal]:
    """The appeals on a claim, the first first."""
    with context.database.read() as conn:
        return appeals.of_claim(conn, actor, claim_id)


def counted(context: Context, actor: Actor) -> list[Counted]:
    """How many appeals there were by program, and how they ended."""
    with context.database.read() as conn:
        rows = appeals.counts(conn, actor)
    by_program: dict[str, dict[str, int]] = {}
    for program, state, count in rows:
        by_program.setdefault(program, {})[state] = count
    return [
        Counted(
            program, sum(of.values()), of.get("open", 0), of.get("upheld", 0), of.get("overturned", 0),
            of.get("withdrawn", 0),
        )
        for program, of in by_program.items()
    ]  # fmt: skip


def _open(conn: Connection, claim: ClaimRow, now: datetime) -> None:
    decided = claim.decision_id or ""
    if appeals.decided_on(conn, decided):
        raise Conflict("This was decided on an appeal, and is final.", code="appeal.final")
    allowed = standing_of(conn, claim, now)
    if not allowed.open:
        late = "Decisions of this program cannot be appealed."
        raise Conflict(
            Said("The time to appeal ended on {day}.", day=allowed.until) if allowed.until else late, code="appeal.late"
        )
