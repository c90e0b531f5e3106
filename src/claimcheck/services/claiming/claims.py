"""Looking at documents and claims: what the API and the command line show, each narrowed to who is asking."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from claimcheck.errors import existing, missing
from claimcheck.model.documents import Problem
from claimcheck.model.parties import Actor
from claimcheck.model.wire import decode
from claimcheck.services.claiming.submission_days import place, spans
from claimcheck.services.claiming.views import AuditView, ClaimView, DecisionView, DocumentView, PageView, RevisionView
from claimcheck.services.context import Context
from claimcheck.services.judging.extract_cache import extract_reading
from claimcheck.services.notices.discretion import INNER_ACTS, told
from claimcheck.store import audit
from claimcheck.store.claiming import claim_lists, documents
from claimcheck.store.claiming import claims as claim_rows
from claimcheck.store.claiming.claim_lists import ListedClaim
from claimcheck.store.claiming.claims import ClaimRow, Revision
from claimcheck.store.claiming.documents import Document
from claimcheck.store.judging import decisions, readings
from claimcheck.store.judging.decisions import Decided
from claimcheck.store.judging.readings import Reading
from claimcheck.store.visibility import SEES_ALL


def claim(context: Context, actor: Actor, claim_id: str) -> ClaimView:
    """One claim with all its revisions and decisions.

    Raises:
        NotFound: no such claim that the actor may see.
    """
    with context.database.read() as conn:
        return view(conn, _claim(conn, actor, claim_id), actor)


def claims(
    context: Context,
    actor: Actor,
    *,
    state: str | None = None,
    program: str | None = None,
    dealer: str | None = None,
    outside_id: str | None = None,
    first: date | None = None,
    last: date | None = None,
    after: str | None = None,
    limit: int = 50,
) -> list[ClaimView]:
    """Claims, the last submitted first; `after` is what `submission_days.place_of` says of the last claim of a page.

    Each has its current revision and the decision that stands, in short: verdict and reasons. `first` and `last` are
    days of submission, both included, as `days` counts them.

    Raises:
        Invalid: `claims.days`, the first day comes after the last; `claims.after`, this names no place in such a list.
    """
    submitted = spans(context, actor.maker_id, first, last)
    with context.database.read() as conn:
        found = claim_rows.page(
            conn, actor, state=state, program=program, dealer=dealer, outside_id=outside_id, spans=submitted,
            after=place(after, by_day=bool(submitted)), limit=limit,
        )  # fmt: skip
        standing = decisions.in_short(conn, actor.maker_id, [c.decision_id for c in found if c.decision_id])
        said = claim_rows.current_revisions(conn, found)
        return [
            _seen_by(conn, actor, _view(row, (said[row.id],), (), standing.get(row.decision_id or ""))) for row in found
        ]


def in_list(
    context: Context, actor: Actor, *, first: date | None = None, last: date | None = None, after: str | None = None,
    limit: int = 50, **wanted: str | None,
) -> list[ListedClaim]:  # fmt: skip
    """The claims that `claims` finds, each with only what a list shows of it."""
    submitted = spans(context, actor.maker_id, first, last)
    with context.database.read() as conn:
        behind = place(after, by_day=bool(submitted))
        return claim_lists.page(conn, actor, spans=submitted, after=behind, limit=limit, **wanted)


def trail(context: Context, actor: Actor, claim_id: str) -> list[AuditView]:
    """The audit chain of a claim, oldest first; to its claimant without what the maker's people did among themselves.

    Raises:
        NotFound: no such claim that the actor may see.
    """
    with context.database.read() as conn:
        row = _claim(conn, actor, claim_id)
        return [
            AuditView(e["sequence"], e["action"], e["actor"], e["details"], e["hash"], e["created_at"])
            for e in audit.entries(conn, row.maker_id, row.id)
            if actor.role != "dealer" or e["action"] not in INNER_ACTS
        ]


def document(context: Context, actor: Actor, document_id: str, *, extracted: bool = True) -> DocumentView:
    """One document with its reading; `extracted` adds what stands on it, which takes time.

    Raises:
        NotFound: no such document that the actor may see.
    """
    with context.database.read() as conn:
        row = _document(conn, actor, document_id)
        reading = readings.by_ids(conn, row.maker_id, [row.reading_id]) if row.reading_id else {}
    return _document_view(row, reading.get(row.reading_id or ""), extracted=extracted)


def picture(context: Context, actor: Actor, document_id: str, page: int) -> bytes:
    """The picture of one page, a JPEG.

    Raises:
        NotFound: no such document that the actor may see, or no picture of that page (yet).
    """
    with context.database.read() as conn:
        row = _document(conn, actor, document_id)
        reading = readings.by_ids(conn, row.maker_id, [row.reading_id]) if row.reading_id else {}
    found = reading.get(row.reading_id or "")
    if found is None or page not in found.pictures:
        raise missing("page")
    expected = next((p.picture_sha256 for p in found.pages.pages if p.number == page), "")
    return context.blobs.get(found.pictures[page], sha256=expected)


def original(context: Context, actor: Actor, document_id: str) -> tuple[DocumentView, bytes]:
    """A document and its bytes, unaltered.

    Raises:
        NotFound: no such document that the actor may see.
    """
    with context.database.read() as conn:
        row = _document(conn, actor, document_id)
    return _document_view(row, None), context.blobs.get(row.blob, sha256=row.sha256)


def view(conn: Connection, row: ClaimRow, actor: Actor) -> ClaimView:
    """A claim with all its revisions and decisions, as this transaction sees it and the actor may see it."""
    made = decisions.of_claim(conn, row.maker_id, row.id)
    standing = next((d for d in made if d.id == row.decision_id), None)
    return _seen_by(conn, actor, _view(row, claim_rows.revisions(conn, row), made, standing))


def _claim(conn: Connection, actor: Actor, claim_id: str) -> ClaimRow:
    return existing(claim_rows.get(conn, actor, claim_id), "claim")


def _document(conn: Connection, actor: Actor, document_id: str) -> Document:
    return existing(documents.get(conn, actor, document_id), "document")


def _view(row: ClaimRow, said: tuple[Revision, ...], made: tuple[Decided, ...], standing: Decided | None) -> ClaimView:
    return ClaimView(
        id=row.id, outside_id=row.outside_id, program=row.program, dealer=row.dealer, submission=row.submission,
        revision=row.revision, state=row.state, created_at=row.created_at, changed_at=row.changed_at,
        decided_at=row.decided_at, decision=_decision_view(standing) if standing else None,
        decisions=tuple(_decision_view(d) for d in made),
        revisions=tuple(RevisionView(r.revision, r.fields, r.lines, r.documents, r.note, r.created_at) for r in said),
    )  # fmt: skip


def _seen_by(conn: Connection, actor: Actor, whole: ClaimView) -> ClaimView:
    """The view without what concerns others, for an actor who does not see all claims."""
    if actor.role in SEES_ALL or whole.decision is None:
        return whole

    def discreet(made: DecisionView) -> DecisionView:
        return replace(made, decision=told(conn, actor.maker_id, actor.organisation, made.decision))

    return replace(
        whole, decision=discreet(whole.decision), decisions=tuple(discreet(made) for made in whole.decisions)
    )


def _decision_view(made: Decided) -> DecisionView:
    return DecisionView(made.id, made.revision, made.sequence, made.by, made.decision, made.seconds, made.created_at)


def _document_view(row: Document, reading: Reading | None, *, extracted: bool = True) -> DocumentView:
    problem = (decode(Problem, row.problem),) if row.problem else ()
    pages = reading.pages if reading else None
    return DocumentView(
        id=row.id, organisation=row.organisation, filename=row.filename, media_type=row.media_type, size=row.size,
        sha256=row.sha256, state=row.state, locale=row.locale, created_at=row.created_at, read_at=row.read_at,
        problems=pages.problems if pages else problem,
        pages=tuple(
            PageView(p.number, p.width, p.height, p.layer, p.reader, p.number in reading.pictures if reading else False)
            for p in (pages.pages if pages else ())
        ),
        extracted=extract_reading(reading, locale=row.locale) if reading and extracted else (),
        advice=pages.advice if pages else (),
    )  # fmt: skip
