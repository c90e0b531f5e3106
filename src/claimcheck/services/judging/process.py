"""The machine's two stages. `read_document`: bytes to stored pages. `judge_claim`: gather, judge, apply.

Each runs at least once and takes effect once: what it found is committed together with the end of its work, under the
lease's fence; before that commit nothing but blobs and the reading cache is written.
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
from claimcheck.services.judging.deciding import decide, made, poisoned
from claimcheck.services.judging.gathering import Attached, Surroundings, attached, case_of, stored, surroundings
from claimcheck.services.judging.moves import judge_if_ready
from claimcheck.services.judging.sharing import waited_for
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
"""How often second looks may lead to further ones."""
_TRIES: Final = 5
"""How often a claim is judged anew because sales or other claims changed meanwhile, before another attempt counts."""
_CRASHED: Final = "read.crashed"


class ReaderCrashed(Exception):
    """The reader's process ended early, perhaps not for the file's sake: the attempt counts, and is repeated."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement that has not taken effect yet, with all that it was made on."""

    decision: Decision
    case: Case
    attached: Attached
    surroundings: Surroundings
    looks: tuple[tuple[str, tuple[SecondLook, ...]], ...]
    waited_for: tuple[str, ...]
    seconds: float


def read_document(context: Context, leased: LeasedWork) -> None:
    """Read an uploaded file, or find what was read of the same bytes before; then its claims may be due for judging.

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
            _settle(context, conn, document.id, pages, pictures, leased)
        work.finish(conn, leased, context.clock())


def judge_claim(context: Context, leased: LeasedWork) -> None:
    """Decide a claim: gather what it is held against, judge it, apply the decision.

    It is postponed, without counting an attempt, while earlier claims that share bytes, stated facts or a sale with it
    are undecided; after `wait_seconds` it is judged all the same, and a person decides.

    Raises:
        LeaseLost: the work is another's; nothing took effect.
    """
    with context.database.read() as conn:
        found = attached(conn, leased.maker_id, leased.subject_id)
    for _ in range(_TRIES):
        waited = _begin(context, leased, found)
        if waited is None or found is None:
            return
        judged = _judge(context, found, waited)
        if _apply(context, leased, judged):
            return
    raise Unavailable("What the claim is held against keeps changing.")


def settle_poison(context: Context, leased: LeasedWork, reason: str) -> None:
    """End work that fails each time: the document has failed, the claim goes to a person.

    Args:
        context: what we stand on.
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
            _settle(context, conn, leased.subject_id, pages, {}, leased)
        else:
            claim = claims.get(conn, _actor(leased), leased.subject_id, lock=True)
            if claim is not None and claim.state in OPEN:
                empty = poisoned(engine_version=ENGINE_VERSION)
                decide(conn, claim, empty, case={}, seconds=0.0, actor=_actor(leased), now=now, event="stuck")
        work.finish(conn, leased, now, state=work.DEAD, error=reason)


def _read(context: Context, document: Document) -> tuple[Pages, dict[int, str]]:
    """Read the file in the sandbox; its page pictures become blobs.

    Raises:
        ReaderCrashed: after the last attempt the document is poison, and a person looks at it.
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


def _settle(
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


def _begin(context: Context, leased: LeasedWork, found: Attached | None) -> tuple[str, ...] | None:
    """Make sure that the claim is to be judged now; None where it is not, and the work is finished or postponed.

    Returns:
        Earlier undecided claims that were waited for as long as is allowed.
    """
    now = context.clock()
    with context.database.transaction() as conn:
        claim = claims.get(conn, _actor(leased), leased.subject_id, lock=True)
        if claim is None or found is None or claim.state not in OPEN or not found.ready:
            work.finish(conn, leased, now)  # decided or withdrawn meanwhile, or its last document will make it due
            return None
        if claim.revision != found.row.revision:
            work.postpone(conn, leased, not_before=now)
            return None
        facts.replace(conn, claim.maker_id, claim.id, found.facts)
        earlier = facts.undecided_before(conn, claim.maker_id, claim.id, claim.submission, waited_for(found.facts))
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


def _judge(context: Context, found: Attached, waited: tuple[str, ...]) -> Judged:
    """Gather what surrounds the claim, look again where that may settle something, and judge."""
    began = time.perf_counter()
    with context.database.read() as conn:
        around = surroundings(conn, found)
        case = case_of(conn, found, around)
    case, looks = _look_again(context, case, found)
    decision = made(case, waited)
    return Judged(decision, case, found, around, looks, waited, time.perf_counter() - began)


def _look_again(
    context: Context, case: Case, found: Attached
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
            keys = {page: found.pictures[document.id][page] for page, _ in places
                    if page in found.pictures.get(document.id, {})}  # fmt: skip
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
    """Let the decision stand; False where what it was made on has changed, and the claim must be judged anew."""
    now, found = context.clock(), judged.attached
    with context.database.transaction() as conn:
        # In line with all other decisions and sales imports of the maker, so that none is made on what just changed.
        serialise(conn, f"decide:{leased.maker_id}")
        claim = claims.get(conn, _actor(leased), leased.subject_id, lock=True)
        if claim is not None and claim.state == "judging" and claim.revision == found.row.revision:
            if surroundings(conn, found) != judged.surroundings:
                return False
            for sha256, looks in judged.looks:
                readings.put_looks(conn, leased.maker_id, sha256, looks, now)
            kept = stored(judged.case, found, waited_for=judged.waited_for)
            decide(conn, claim, judged.decision, case=kept, seconds=judged.seconds, actor=_actor(leased), now=now)
        work.finish(conn, leased, now)
        return True


def _sha256(document: CaseDocument, page: int) -> str:
    return next((p.picture_sha256 for p in document.pages.pages if p.number == page), "")


def _actor(leased: LeasedWork) -> Actor:
    return Actor.system(leased.maker_id)
