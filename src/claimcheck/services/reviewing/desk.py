"""The reviewer's desk: what waits, the next task for one person, and all that answers it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection

from claimcheck.model.decisions import Candidate, Decision
from claimcheck.model.parties import Actor
from claimcheck.model.sales import Sale
from claimcheck.services.claiming import claims
from claimcheck.services.claiming.views import AuditView, ClaimView, DocumentView
from claimcheck.services.context import Context
from claimcheck.services.programs import settings_of_maker
from claimcheck.services.reviewing import review
from claimcheck.store.claiming import claims as claim_rows
from claimcheck.store.judging import decisions
from claimcheck.store.judging.decisions import Decided
from claimcheck.store.programs import sales
from claimcheck.store.reviewing import appeals, task_queue, tasks
from claimcheck.store.reviewing import desk as said
from claimcheck.store.reviewing.appeals import Appeal, Inquiry
from claimcheck.store.reviewing.desk import CorrectionMade, Message, Note, Sealed
from claimcheck.store.reviewing.task_queue import Sought
from claimcheck.store.reviewing.tasks import Task

_TRIES = 20
_ANYTHING = Sought()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents that may be one.

    Attributes:
        document: of the claim; `other` of the claim `claim_id`, whose own number is `claim`.
        answer: what a person said of them; empty where nobody did.
        by: who.
    """

    document: str
    other: str
    claim: str
    claim_id: str
    answer: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """A task with what a person needs to answer it.

    Attributes:
        decision: that the question arises from.
        sales: the sales that the decision holds against the claim, by our id; none where no sale was found.
        candidates: the sales that were weighed, with what they say.
        mine: whether the caller holds it now.
        taken: whether somebody else does.
        sealed: what others answered, where that is secret no more.
        names: of everybody who did something, by id.
    """

    task: Task
    claim: ClaimView
    decision: Decision | None
    documents: tuple[DocumentView, ...]
    sales: Mapping[str, Sale]
    candidates: tuple[tuple[Candidate, Sale], ...]
    pairs: tuple[Pair, ...]
    mine: bool
    taken: bool
    corrections: tuple[CorrectionMade, ...]
    notes: tuple[Note, ...]
    messages: tuple[Message, ...]
    sealed: tuple[Sealed, ...]
    appeals: tuple[Appeal, ...]
    inquiries: tuple[Inquiry, ...]
    trail: tuple[AuditView, ...]
    names: Mapping[str, str]
    median: int | None


def hold_seconds(context: Context, actor: Actor) -> int:
    """How long a task is held without a sign of life, as the maker says."""
    return 60 * settings_of_maker.current(context, actor).hold_minutes


def take_next(context: Context, actor: Actor, sought: Sought = _ANYTHING) -> Task | None:
    """Lease the first free task sought for the caller; None where none is free.

    Two who ask at one moment never get the same: a lease is one conditional update, and who loses it tries the next.
    """
    now = context.clock()
    with context.database.transaction() as conn:
        held = timedelta(minutes=settings_of_maker.of(conn, actor.maker_id).hold_minutes)
        found = task_queue.page(
            conn, actor.maker_id, state="open", free_at=now, not_of=actor.organisation, person=(actor.id, actor.role),
            sought=sought, limit=_TRIES,
        )  # fmt: skip
        for task in found:
            if tasks.lease(conn, task.id, by=actor.id, now=now, until=now + held):
                return tasks.get(conn, actor.maker_id, task.id)
    return None


def desk(context: Context, actor: Actor, task_id: str) -> Desk:
    """One task with its claim, documents, sales, and what people said of it.

    Raises:
        NotFound: where there is none that the caller may work on.
    """
    task = review.one(context, actor, task_id)
    claim = claims.claim(context, actor, task.claim_id)
    documents = tuple(claims.document(context, actor, one, extracted=False) for one in claim.current.documents)
    trail = tuple(claims.trail(context, actor, claim.id))
    held = task.leased_until is not None and task.leased_until > context.clock()
    with context.database.read() as conn:
        asked = decisions.get(conn, actor.maker_id, task.decision_id or (claim.decision.id if claim.decision else ""))
        decision = asked.decision if asked else None
        pairs = _pairs(conn, actor, asked)
        notes = said.notes_of(conn, actor.maker_id, claim.id)
        corrections = said.corrections_made(conn, actor.maker_id, claim.id)
        messages = said.messages_of(conn, actor.maker_id, claim.id)
        opened = _open(conn, task)
        made = appeals.of_claim(conn, actor, claim.id)
        inquiries = appeals.inquiries_of(conn, actor, claim.id)
        acted = [task.leased_by or "", *(e.actor for e in trail), *(d.by for d in claim.decisions)]
        acted += [one.by for some in (notes, corrections, messages, opened, made, inquiries, pairs) for one in some]
        acted += [one.answered_by or "" for one in inquiries]
        return Desk(
            task=task,
            claim=claim,
            decision=decision,
            documents=documents,
            sales=_sales(conn, actor, decision),
            candidates=_weighed(conn, actor, decision, claim.dealer),
            pairs=pairs,
            mine=held and task.leased_by == actor.id,
            taken=held and task.leased_by != actor.id,
            corrections=tuple(corrections),
            notes=tuple(notes),
            messages=tuple(messages),
            sealed=tuple(opened),
            appeals=tuple(made),
            inquiries=tuple(inquiries),
            trail=trail,
            names=said.names(conn, actor.maker_id, acted),
            median=task_queue.median_seconds(conn, actor.maker_id),
        )


def documents_of(context: Context, actor: Actor, task: Task) -> tuple[str, ...]:
    """Ids of the documents of a task's claim, and of those of its pairs."""
    with context.database.read() as conn:
        asked = decisions.get(conn, actor.maker_id, task.decision_id or "")
        row = claim_rows.get(conn, actor, task.claim_id)
        own = claim_rows.revisions(conn, row, only=row.revision)[0].documents if row else ()
        return (*own, *(pair.other for pair in _pairs(conn, actor, asked)))


def names(context: Context, actor: Actor, ids: Sequence[str]) -> dict[str, str]:
    """Names of people, and labels of keys, by id."""
    with context.database.read() as conn:
        return said.names(conn, actor.maker_id, ids)


def _open(conn: Connection, task: Task) -> list[Sealed]:
    return [one for one in said.sealed_for(conn, task.id) if one.opened]


def _sales(conn: Connection, actor: Actor, decision: Decision | None) -> dict[str, Sale]:
    """The sales that a decision's lines are held against, by our id."""
    wanted = [line.sale for line in decision.lines if line.sale] if decision else []
    return {sale.id: sale for sale in sales.by_ids(conn, actor.maker_id, wanted)}


def _weighed(
    conn: Connection, actor: Actor, decision: Decision | None, dealer: str
) -> tuple[tuple[Candidate, Sale], ...]:
    """The sales that were weighed and may be the claim's: no other dealer's."""
    if decision is None:
        return ()
    known = {one.id: one for one in sales.by_ids(conn, actor.maker_id, [c.sale for c in decision.candidates])}
    found = [(candidate, known[candidate.sale]) for candidate in decision.candidates if candidate.sale in known]
    return tuple(one for one in found if one[1].dealer in ("", dealer))


def _pairs(conn: Connection, actor: Actor, asked: Decided | None) -> tuple[Pair, ...]:
    """The pairs of documents that the decision took to be one, or that people told apart."""
    if asked is None or not asked.case:
        return ()
    suspect = {f.place.document: f.found for f in asked.decision.findings
               if f.code in ("document.duplicate", "document.reused") and f.place and f.found}  # fmt: skip
    told = {(pair["document"], pair["prior"]) for pair in asked.case.get("pairs", ())}
    found = []
    for prior in asked.case["priors"]:
        meant = [document for document in sorted({*suspect, *(mine for mine, _ in told)})
                 if suspect.get(document) == prior["claim"] or (document, prior["document"]) in told]  # fmt: skip
        row = claim_rows.by_submission(conn, actor, prior["submission"]) if meant else None
        if row is None:
            continue
        for document in meant:
            answer = said.pair_answer(conn, actor.maker_id, document, prior["document"]) or ("", "", None)
            found.append(Pair(document, prior["document"], row.outside_id, row.id, answer[0], answer[1]))
    return tuple(found[:12])
