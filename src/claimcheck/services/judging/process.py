"""The machine's two stages: `read_document` (bytes to stored pages) and `judge_claim` (gather, judge, apply).

Each of them may run several times and takes effect once: its result and the end of its work are committed in one
transaction, under the fencing number of the lease. Before that commit, only blobs and the reading cache are written.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from sqlalchemy import Connection

from claimcheck.core.doubts import doubts
from claimcheck.core.judge import ENGINE_VERSION
from claimcheck.core.lifecycle import DOCUMENT_MOVES, OPEN, move
from claimcheck.errors import Unavailable
from claimcheck.model.case import Case, CaseDocument
from claimcheck.model.decisions import Decision
from claimcheck.model.documents import Pages, Problem, SecondLook
from claimcheck.model.parties import Actor
from claimcheck.model.wire import encode
from claimcheck.reading import reader_version, sandbox
from claimcheck.reading.limits import Limits
from claimcheck.services.context import Context
from claimcheck.services.judging.deciding import apply_decision, decide_by_machine, poisoned
from claimcheck.services.judging.gathering import (
    Gathered,
    Surroundings,
    build_case,
    gather,
    gather_surroundings,
    snapshot_case,
)
from claimcheck.services.judging.moves import judge_if_ready
from claimcheck.services.judging.sharing import keys_waited_for
from claimcheck.settings import Settings
from claimcheck.store import audit
from claimcheck.store.blobs import picture_key
from claimcheck.store.claiming import claims, documents
from claimcheck.store.claiming.documents import Document
from claimcheck.store.database import serialise
from claimcheck.store.judging import facts, readings, work
from claimcheck.store.judging.work import LeasedWork
from claimcheck.store.notices import events

_LOOKS: Final = 2
"""Rounds of second looks: what the first round reads may put another place in doubt."""
_TRIES: Final = 5
"""How often a claim is judged within one attempt, where sales or other claims keep changing meanwhile."""
_CRASHED: Final = "read.crashed"


class ReaderCrashed(Exception):
    """The reader's process ended early. The file need not be the cause, so the attempt counts and is repeated."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement that has not taken effect yet, with everything that it was made on.

    Attributes:
        looks: the second looks that were taken for it, by the sha256 of the document that they are cached under.
        waited_for: ids of earlier claims on the same thing that are still undecided.
        seconds: that judging took.
    """

    decision: Decision
    case: Case
    gathered: Gathered
    surroundings: Surroundings
    looks: tuple[tuple[str, tuple[SecondLook, ...]], ...]
    waited_for: tuple[str, ...]
    seconds: float


def read_document(context: Context, leased: LeasedWork) -> None:
    """Read an uploaded file, or find what was read of the same bytes before; make judging due for its claims.

    Raises:
        LeaseLost: the work is another's; nothing took effect.
        ReaderCrashed: the attempt counts, and is repeated.
    """
    actor = _actor(leased)
    version = reader_version(context.settings.reader)
    with context.database.read() as conn:
        document = documents.get(conn, actor, leased.subject_id)
        cached = document and readings.find(conn, leased.maker_id, document.sha256, version)
    pages, pictures = (cached.pages, dict(cached.pictures)) if cached else (None, {})
    if document is not None and document.state == "received" and pages is None:
        pages, pictures = _read(context, document)
    with context.database.transaction() as conn:
        if document is not None and pages is not None:
            _record_reading(context, conn, document.id, pages, pictures, leased)
        work.finish(conn, leased, context.clock())


def judge_claim(context: Context, leased: LeasedWork) -> None:
    """Decide a claim: gather what it is held against, judge it, apply the decision.

    It is postponed, without counting an attempt, while earlier claims that share bytes, stated facts or a sale with it
    are undecided; after `wait_seconds` it is judged all the same, and a person decides.

    Raises:
        LeaseLost: the work is another's; nothing took effect.
    """
    with context.database.read() as conn:
        gathered = gather(conn, leased.maker_id, leased.subject_id)
    for _ in range(_TRIES):
        waited = _start_judging(context, leased, gathered)
        if waited is None or gathered is None:
            return
        judged = _judge(context, gathered, waited)
        if _apply(context, leased, judged):
            return
    raise Unavailable("What the claim is held against keeps changing.")


def settle_poison(context: Context, leased: LeasedWork, reason: str) -> None:
    """End work that fails each time: the document has failed, the claim goes to a person.

    Args:
        context: database, blobs, settings and clock.
        leased: the work.
        reason: for the log of attempts; it stays with us.

    Raises:
        LeaseLost: the work is another's; nothing took effect.
    """
    now = context.clock()
    with context.database.transaction() as conn:
        if leased.stage == work.READ:
            text = "The file could not be read. Save it anew, or print and scan it, and send it again."
            pages = Pages("", "", problems=(Problem("read.poison", text),))
            _record_reading(context, conn, leased.subject_id, pages, {}, leased)
        else:
            claim = claims.get(conn, _actor(leased), leased.subject_id, lock=True)
            if claim is not None and claim.state in OPEN:
                empty = poisoned(engine_version=ENGINE_VERSION)
                apply_decision(conn, claim, empty, case={}, seconds=0.0, actor=_actor(leased), now=now, event="stuck")
        work.finish(conn, leased, now, state=work.DEAD, error=reason)


def _read(context: Context, document: Document) -> tuple[Pages, dict[int, str]]:
    """Read the file in the sandbox; its page pictures become blobs.

    Raises:
        ReaderCrashed: the attempt counts; after the last one `settle_poison` ends the document as failed.
    """
    data = context.blobs.get(document.blob, sha256=document.sha256)
    settings = context.settings
    result = sandbox.read(data, media_type=document.media_type, limits=limits(settings), reader=settings.reader)
    if any(problem.code == _CRASHED for problem in result.pages.problems):
        raise ReaderCrashed(document.id)
    pictures: dict[int, str] = {}
    for number, picture in sorted(result.pictures.items()):
        pictures[number] = picture_key(document.maker_id, document.organisation)
        context.blobs.put(pictures[number], picture)
    return result.pages, pictures


def limits(settings: Settings) -> Limits:
    """What one file may cost, as the settings say."""
    return Limits(
        max_bytes=settings.max_file_bytes,
        max_pages=settings.max_pages,
        max_pixels=settings.max_pixels,
        max_seconds=settings.read_seconds,
        max_memory_bytes=settings.read_memory_bytes,
    )


def _record_reading(
    context: Context, conn: Connection, document_id: str, pages: Pages, pictures: dict[int, str], leased: LeasedWork
) -> None:
    """Record what came of reading, and make judging due for claims that waited for this document only."""
    now, actor = context.clock(), _actor(leased)
    locked = documents.by_ids(conn, actor, [document_id], lock=True)
    if not locked or locked[0].state != "received":
        return
    document = locked[0]
    # What a process did not survive, or not in time, may go well another day: it is not kept as what the bytes say.
    lasting = not any(problem.code.startswith("read.") for problem in pages.problems)
    readable = lasting and bool(pages.pages or pages.structured)
    state = move(document.state, "read" if readable else "fail", moves=DOCUMENT_MOVES)
    kept = readings.put(conn, document.maker_id, document.sha256, pages, pictures, now) if lasting else None
    problem = encode(pages.problems[0]) if pages.problems else None
    documents.settle(conn, document.maker_id, document.id, state=state, reading_id=kept, problem=problem, now=now)
    codes = [problem.code for problem in pages.problems]
    audit.append(
        conn, maker_id=document.maker_id, subject_id=document.id, action=f"document.{state}", actor=actor.id,
        details={"reading": kept, "reader": pages.reader_version, "problems": codes}, now=now,
    )  # fmt: skip
    events.add(
        conn, maker_id=document.maker_id, organisation=document.organisation, subject="document",
        subject_id=document.id, kind="document.state", data={"state": state, "problems": codes}, now=now,
    )  # fmt: skip
    for claim in claims.on_document(conn, actor, document.id, lock=True):
        if claim.state in OPEN:
            judge_if_ready(conn, claim, now)


def _start_judging(context: Context, leased: LeasedWork, gathered: Gathered | None) -> tuple[str, ...] | None:
    """Move a claim to `judging`, or finish or postpone its work where it cannot be judged now.

    Returns:
        Earlier claims that are still undecided though they were waited for as long as is allowed; None where the claim
        is not to be judged now.
    """
    now = context.clock()
    with context.database.transaction() as conn:
        claim = claims.get(conn, _actor(leased), leased.subject_id, lock=True)
        if claim is None or gathered is None or claim.state not in OPEN or not gathered.ready:
            work.finish(conn, leased, now)  # decided or withdrawn meanwhile, or its last document will make it due
            return None
        if claim.revision != gathered.row.revision:
            work.postpone(conn, leased, not_before=now)
            return None
        facts.replace(conn, claim.maker_id, claim.id, gathered.facts)
        earlier = facts.undecided_before(
            conn, claim.maker_id, claim.id, claim.submission, keys_waited_for(gathered.facts)
        )
        limit = work.created_at(conn, leased.id) + timedelta(seconds=context.settings.wait_seconds)
        if earlier and now < limit:
            step = timedelta(seconds=context.settings.wait_step_seconds)
            work.postpone(conn, leased, not_before=min(now + step, limit))
            return None
        if claim.state == "waiting":
            claims.change(conn, claim, state=move(claim.state, "ready"), changed_at=now)
            events.add(
                conn, maker_id=claim.maker_id, organisation=claim.dealer, subject="claim", subject_id=claim.id,
                kind="claim.state", data={"state": "judging", "revision": claim.revision}, now=now,
            )  # fmt: skip
        return tuple(earlier)


def _judge(context: Context, gathered: Gathered, waited: tuple[str, ...]) -> Judged:
    """Gather what surrounds the claim, take second looks where they may settle something, and judge."""
    began = time.perf_counter()
    with context.database.read() as conn:
        surroundings = gather_surroundings(conn, gathered)
        case = build_case(conn, gathered, surroundings)
    case, looks = _look_again(context, case, gathered)
    decision = decide_by_machine(case, waited)
    return Judged(decision, case, gathered, surroundings, looks, waited, time.perf_counter() - began)


def _look_again(
    context: Context, case: Case, gathered: Gathered
) -> tuple[Case, tuple[tuple[str, tuple[SecondLook, ...]], ...]]:
    """Take the second looks that the case's doubts ask for; also returned by the sha256 that they are cached under."""
    taken: list[tuple[str, tuple[SecondLook, ...]]] = []
    for _ in range(_LOOKS):
        asked = doubts(case)
        if not asked:
            break
        looked: list[CaseDocument] = []
        for document in case.documents:
            places = [(d.page, d.box) for d in asked if d.document == document.id]
            keys = {page: gathered.pictures[document.id][page] for page, _ in places
                    if page in gathered.pictures.get(document.id, {})}  # fmt: skip
            if not keys:
                looked.append(document)
                continue
            pictures = {page: context.blobs.get(key, sha256=_sha256(document, page)) for page, key in keys.items()}
            fresh = sandbox.reread(pictures, places, limits=limits(context.settings))
            taken.append((document.sha256, fresh))
            looked.append(replace(document, looks=(*document.looks, *fresh)))
        if tuple(looked) == case.documents:
            break
        case = replace(case, documents=tuple(looked))
    return case, tuple(taken)


def _apply(context: Context, leased: LeasedWork, judged: Judged) -> bool:
    """Store the decision; False where what it was made on has changed, so that the claim must be judged anew."""
    now, gathered = context.clock(), judged.gathered
    with context.database.transaction() as conn:
        # In line with all other decisions and sales imports of the maker, so that none is made on what just changed.
        serialise(conn, f"decide:{leased.maker_id}")
        claim = claims.get(conn, _actor(leased), leased.subject_id, lock=True)
        if claim is not None and claim.state == "judging" and claim.revision == gathered.row.revision:
            if gather_surroundings(conn, gathered) != judged.surroundings:
                return False
            for sha256, looks in judged.looks:
                readings.put_looks(conn, leased.maker_id, sha256, looks, now)
            kept = snapshot_case(judged.case, gathered, waited_for=judged.waited_for)
            apply_decision(
                conn, claim, judged.decision, case=kept, seconds=judged.seconds, actor=_actor(leased), now=now
            )
        work.finish(conn, leased, now)
        return True


def _sha256(document: CaseDocument, page: int) -> str:
    return next((p.picture_sha256 for p in document.pages.pages if p.number == page), "")


def _actor(leased: LeasedWork) -> Actor:
    return Actor.system(leased.maker_id)
