"""Submit, revise and withdraw a claim: what a claimant does with it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from claimcheck.core.lifecycle import move
from claimcheck.errors import Conflict, Forbidden, Invalid, existing
from claimcheck.model.claims import ClaimLine
from claimcheck.model.parties import Actor
from claimcheck.model.programs import Program
from claimcheck.model.said import Said
from claimcheck.model.wire import encode
from claimcheck.services.claiming.claims import view
from claimcheck.services.claiming.statement import checked
from claimcheck.services.claiming.views import ClaimView
from claimcheck.services.context import Context
from claimcheck.services.judging.moves import judge_again, moved, record, wake_later
from claimcheck.services.judging.sharing import stated_facts
from claimcheck.services.programs.openness import opens
from claimcheck.store.claiming import claims, documents
from claimcheck.store.claiming.claims import ClaimRow, Revision
from claimcheck.store.claiming.documents import Document
from claimcheck.store.ids import new_id
from claimcheck.store.judging import decisions, facts, uses
from claimcheck.store.programs import programs
from claimcheck.store.reviewing import appeals, tasks

MOST_DOCUMENTS = 50


def submit(
    context: Context,
    actor: Actor,
    *,
    program: str,
    fields: Mapping[str, str],
    lines: Sequence[ClaimLine] = (),
    documents: Sequence[str] = (),
    outside_id: str | None = None,
    own_id: str | None = None,
) -> ClaimView:
    """Make a claim on documents that were uploaded before; the claimant is the actor's organisation.

    Args:
        context: database, blobs, settings and clock.
        actor: who claims.
        program: name of the program.
        fields: what is claimed of the documents, name to value: dates ISO, amounts plain decimals.
        lines: what is claimed for; none: one line of quantity 1.
        documents: ids of documents of the actor's organisation, in order.
        outside_id: the claimant's own number of the claim; None: ours serves.
        own_id: of what the claim is made of, a draft; it becomes our id of the claim, so that it is made once.

    Returns:
        The claim, state `waiting`.

    Raises:
        Invalid: `claim.program`, `claim.fields`, `claim.documents`, `claim.outside_id`; `errors` names every fault.
        Conflict: `claim.exists`, the organisation has a claim of that number, or made of that draft.
    """
    now = context.clock()
    if outside_id is not None and not 0 < len(outside_id) <= 128:
        raise Invalid("The claim's own number has not 1 to 128 characters.", code="claim.outside_id")
    with context.database.transaction() as conn:
        rules = _open_program(conn, actor, program, now)
        kept, numbered = checked(fields, lines, currency=rules.currency)
        attached = attachable(conn, actor, documents)
        # From here on other submissions of this maker wait, so that numbers are committed in their order.
        submission = claims.next_submission(conn, actor.maker_id)
        claim_id, number = _numbers(context, conn, actor, outside_id, own_id)
        claim = ClaimRow(
            id=claim_id, maker_id=actor.maker_id, outside_id=number, dealer=actor.organisation, program=rules.name,
            submission=submission, revision=1, state="waiting", decision_id=None, created_at=now, changed_at=now,
            decided_at=None,
        )  # fmt: skip
        claims.add(conn, claim)
        _revision(conn, claim, Revision(1, kept, numbered, tuple(documents), "", actor.id, now), attached, rules, actor)
        return view(conn, claim, actor)


def _numbers(
    context: Context, conn: Connection, actor: Actor, outside_id: str | None, own_id: str | None
) -> tuple[str, str]:
    """Our id of a new claim, and the claimant's number of it. Raises `Conflict` where that claim was made before."""
    made = claims.get(conn, context.system("submit", actor.maker_id), own_id) if own_id else None
    claim_id = own_id if own_id and made is None else new_id()
    number = outside_id or claim_id
    before = made if made is not None and made.dealer == actor.organisation else None
    before = before or claims.by_outside_id(conn, actor, actor.organisation, number)
    if before is not None:
        raise Conflict(Said("There is a claim {claim} already.", claim=number), code="claim.exists", claim=before.id)
    return claim_id, number


def revise(
    context: Context,
    actor: Actor,
    claim_id: str,
    *,
    fields: Mapping[str, str] | None = None,
    lines: Sequence[ClaimLine] | None = None,
    documents: Sequence[str] | None = None,
    add_documents: Sequence[str] = (),
    note: str = "",
    after: int | None = None,
) -> ClaimView:
    """Mend a returned claim: open its next revision. What is left out stays as it was.

    Args:
        context: database, blobs, settings and clock.
        actor: the claimant.
        claim_id: our id of the claim.
        fields: all fields of the new revision.
        lines: all lines of it.
        documents: all documents of it.
        add_documents: documents besides those.
        note: to whoever looks at it.
        after: the revision that is mended; None: whichever there is.

    Raises:
        NotFound: no such claim that the actor may see.
        Forbidden: another organisation's claim.
        Conflict: `state.not_possible`, the claim was not returned; `claim.revised`, another revision was sent since.
        Invalid: as for `submit`.
    """
    now = context.clock()
    with context.database.transaction() as conn:
        seen = own_claim(conn, actor, claim_id)
        (last,) = claims.revisions(conn, seen, only=seen.revision)
        wanted = tuple(last.documents if documents is None else documents)
        wanted += tuple(d for d in dict.fromkeys(add_documents) if d not in wanted)
        attached = attachable(conn, actor, wanted)  # documents are locked before claims everywhere
        claim = own_claim(conn, actor, claim_id, lock=True)
        move(claim.state, "revise")
        if not claim.revision == seen.revision == (after or seen.revision):
            raise Conflict("The claim was revised meanwhile; look at it again.", code="claim.revised")
        rules = _program(conn, actor.maker_id, claim.program, now)
        kept, numbered = checked(
            last.fields if fields is None else fields, last.lines if lines is None else lines, currency=rules.currency
        )
        claim = moved(conn, claim, "revise", actor=actor, now=now, revision=claim.revision + 1)
        said = Revision(claim.revision, kept, numbered, wanted, note[:2000], actor.id, now)
        _revision(conn, claim, said, attached, rules, actor)
        return view(conn, claim, actor)


def withdraw(context: Context, actor: Actor, claim_id: str) -> ClaimView:
    """Take a claim back: it uses no sale any more, and its open task is closed. Twice is once.

    Raises:
        NotFound: no such claim that the actor may see.
        Forbidden: another organisation's claim.
        Conflict: `state.not_possible`, the claim is approved or rejected; `claim.was_approved`, it was once.
    """
    now = context.clock()
    with context.database.transaction() as conn:
        claim = own_claim(conn, actor, claim_id, lock=True)
        if claim.state == "withdrawn":
            return view(conn, claim, actor)
        if any(made.decision.verdict == "approve" for made in decisions.of_claim(conn, claim.maker_id, claim.id)):
            # It may have been paid: only a person's rejection frees its sale and its documents for another claim.
            raise Conflict("This claim was approved before; it is with a person now.", code="claim.was_approved")
        claim = moved(conn, claim, "withdraw", actor=actor, now=now)
        uses.release(conn, claim.maker_id, claim.id, now)
        tasks.withdraw_of_claim(conn, claim.maker_id, claim.id, now)
        appeals.withdraw_of_claim(conn, claim.id, now)
        wake_later(conn, claim, now)
        return view(conn, claim, actor)


def open_revision(
    conn: Connection, actor: Actor, claim: ClaimRow, last: Revision, wanted: Sequence[str],
    attached: Sequence[Document], now: datetime,
) -> ClaimRow:  # fmt: skip
    """Open a revision that states the same with more documents, and do not judge it: an appeal does so.

    What the claim shares with others stays as it was; judging again, or the decision, adds what the new ones share.

    Returns:
        The claim at its next revision.
    """
    claim = replace(claim, revision=claim.revision + 1)
    claims.change(conn, claim, revision=claim.revision)
    said = replace(last, revision=claim.revision, documents=tuple(wanted), note="", actor=actor.id, created_at=now)
    rules = _program(conn, actor.maker_id, claim.program, now)
    claims.add_revision(conn, claim, said, currency=said.fields.get("currency", rules.currency))
    record(
        conn, claim, "claim.revised", actor=actor, now=now,
        details={"submission": claim.submission, "documents": [[d.id, d.sha256] for d in attached]},
    )  # fmt: skip
    return claim


def own_claim(conn: Connection, actor: Actor, claim_id: str, *, lock: bool = False) -> ClaimRow:
    """The actor's own claim; `lock` holds its row.

    Raises:
        NotFound: no such claim that the actor may see.
        Forbidden: another organisation's.
    """
    claim = existing(claims.get(conn, actor, claim_id, lock=lock), "claim")
    if actor.role != "system" and claim.dealer != actor.organisation:
        raise Forbidden("Only the claimant may do this.")
    return claim


def _program(conn: Connection, maker_id: str, name: str, now: datetime) -> Program:
    found = programs.current(conn, maker_id, name, now)
    if found is None:
        raise _no_program(name)
    return found


def _open_program(conn: Connection, actor: Actor, name: str, now: datetime) -> Program:
    """The program in force, where it is open to whoever claims; one that is not is answered as if there were none."""
    rules = _program(conn, actor.maker_id, name, now)
    if not opens(conn, actor, rules):
        raise _no_program(name)
    return rules


def _no_program(name: str) -> Invalid:
    """The error for a program that does not exist, or is not open to the claimant: both are answered alike."""
    return Invalid(Said("There is no program {name}.", name=name[:64]), code="claim.program")


def attachable(conn: Connection, actor: Actor, wanted: Sequence[str]) -> list[Document]:
    """The documents, locked; another organisation's is answered exactly like one that does not exist."""
    if len(wanted) > MOST_DOCUMENTS:
        raise Invalid(Said("A claim takes at most {n} documents.", n=MOST_DOCUMENTS), code="claim.documents")
    known = {d.id: d for d in documents.by_ids(conn, actor, wanted, lock=True)}
    own = {d.id for d in known.values() if actor.role == "system" or d.organisation == actor.organisation}
    faults = [
        {"field": f"documents[{at}]", "message": "is named twice" if wanted.index(one) < at else "does not exist"}
        for at, one in enumerate(wanted)
        if one not in own or wanted.index(one) < at
    ]
    if faults:
        raise Invalid(
            "Some of the documents cannot be attached; upload them first.", code="claim.documents", errors=faults
        )
    return [known[one] for one in wanted]


def _revision(
    conn: Connection, claim: ClaimRow, said: Revision, attached: Sequence[Document], rules: Program, actor: Actor
) -> None:
    """Store what the claim says now, and make judging due when its documents have been read already."""
    claims.add_revision(conn, claim, said, currency=said.fields.get("currency", rules.currency))
    judged = claims.as_judged(claim, said)
    facts.replace(conn, claim.maker_id, claim.id, stated_facts(judged, {d.id: d.sha256 for d in attached}))
    record(
        conn, claim, "claim.submitted" if said.revision == 1 else "claim.revised", actor=actor, now=said.created_at,
        details={"submission": claim.submission, "statement": _digest(replace(judged, documents=())),
                 "documents": [[d.id, d.sha256] for d in attached]},
    )  # fmt: skip
    if all(document.state != "received" for document in attached):
        judge_again(conn, claim, said.created_at)


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(encode(value), sort_keys=True).encode()).hexdigest()
