"""Gathering a case: everything that a judgement looks at, from the store; and the same again for a replay.

`Case` is what is judged. `stored` is what is kept of it beside the decision: readings by id, for they never change, and
all that may change later (sales, their use, earlier documents) as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from claimcheck.core.evidence.corrected import corrected
from claimcheck.core.extract import extract
from claimcheck.core.judge import ENGINE_VERSION
from claimcheck.core.matching import blocking_keys
from claimcheck.errors import NotFound
from claimcheck.model.case import Case, CaseDocument, Correction, JudgedPair, PriorDocument
from claimcheck.model.claims import Claim, ClaimLine
from claimcheck.model.documents import Pages, Problem, SecondLook
from claimcheck.model.parties import Actor
from claimcheck.model.programs import Program
from claimcheck.model.sales import Sale, SaleUse
from claimcheck.model.wire import decode, encode
from claimcheck.services.judging.extracted import of_reading
from claimcheck.services.judging.sharing import documented, proposing, repeating
from claimcheck.store.claiming import claims, documents
from claimcheck.store.claiming.claims import ClaimRow, Revision
from claimcheck.store.claiming.documents import Document
from claimcheck.store.ids import new_id
from claimcheck.store.judging import decisions, facts, readings, uses
from claimcheck.store.judging.facts import Fact, Shared
from claimcheck.store.judging.readings import Hashes, Reading
from claimcheck.store.programs import programs, sales
from claimcheck.store.reviewing import desk

UNDATED: Final = "check"
"""Who submits the claims of a file: nobody knows on what day those were made."""
_MOST_REPEATED: Final = 20
"""So many claims that were withdrawn or rejected are looked at, for each kind of what they share with another."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A claim revision with its program and documents: what does not change while it is judged.

    Attributes:
        ready: whether all documents have been read or have failed.
        facts: what the claim may share with others.
        pictures: blob keys of page pictures, by document and page.
        readings: ids of the readings, by document; none for a document that failed without one.
        locales: that the documents were taken to be written in.
        corrections: what people read on the documents; they are in there already.
    """

    row: ClaimRow
    claim: Claim
    program: Program
    documents: tuple[CaseDocument, ...]
    ready: bool
    facts: tuple[Fact, ...]
    pictures: Mapping[str, Mapping[int, str]]
    readings: Mapping[str, str]
    locales: Mapping[str, str]
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What others do to the case: when it has changed by the time of deciding, the claim is judged anew."""

    sales: tuple[Sale, ...]
    uses: tuple[SaleUse, ...]
    shared: tuple[Shared, ...]
    pairs: tuple[JudgedPair, ...] = ()
    drawn: tuple[str, ...] = ()
    inherited: tuple[str, ...] = ()


def attached(conn: Connection, maker_id: str, claim_id: str) -> Attached | None:
    """A claim's current revision, its documents as read, and what stands on them; None where there is no such claim."""
    system = Actor.system(maker_id)
    row = claims.get(conn, system, claim_id)
    if row is None:
        return None
    (said,) = claims.revisions(conn, row, only=row.revision)
    program = programs.current(conn, maker_id, row.program, said.created_at)
    if program is None:
        raise NotFound(f"Program {row.program} of claim {claim_id} is gone.")
    claim = replace(_with_sales(conn, claims.as_judged(row, said)), submitted_on=_day(said, program))
    people = desk.corrections_of(conn, maker_id, claim.documents)
    rows = {d.id: d for d in documents.by_ids(conn, system, claim.documents)}
    ordered = [rows[one] for one in claim.documents]
    read = readings.by_ids(conn, maker_id, [d.reading_id for d in ordered if d.reading_id])
    found = tuple(case_document(conn, d, read.get(d.reading_id or ""), program, people) for d in ordered)
    return Attached(
        row=row,
        claim=claim,
        program=program,
        documents=found,
        ready=all(d.state != "received" for d in ordered),
        facts=tuple(documented(claim, found)),
        pictures={d.id: read[d.reading_id].pictures for d in ordered if d.reading_id in read},
        readings={d.id: d.reading_id for d in ordered if d.reading_id},
        locales={d.id: _locale(d, program) for d in ordered},
        corrections=people,
    )


def surroundings(conn: Connection, found: Attached) -> Surroundings:
    """Candidate sales, what others use of them, and documents of other claims that may be the same."""
    maker_id, claim = found.row.maker_id, found.claim
    extracted = [one for document in found.documents for one in document.extracted]
    candidates = sales.candidates(conn, maker_id, blocking_keys(claim, extracted)) if found.program.match else ()
    used = uses.by_others(conn, maker_id, claim.id, claim.submission, [sale.id for sale in candidates])
    shared = facts.priors(conn, maker_id, claim.id, claim.submission, proposing(found.facts), dealer=claim.dealer)
    pairs = desk.pairs_of(conn, maker_id, claim.documents) if shared else ()
    own, inherited = _draws(conn, found)
    return Surroundings(candidates, used, tuple(shared), pairs, own, inherited)


def _draws_lots(found: Attached) -> bool:
    """Whether the program leaves some of the machine's approvals to people."""
    return found.program.second_decider is not None and found.program.second_decider.machine > 0


def _draws(conn: Connection, found: Attached) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a claim was drawn by when it was judged before, and what those were that it may be made again from.

    Whoever learns that a claim was drawn, takes it back and makes it anew, is drawn again.
    """
    row = found.row
    if not _draws_lots(found):
        return (), ()
    keys = repeating(found.facts)
    gone = facts.gone_sharing(
        conn, row.maker_id, row.id, row.submission, keys, dealer=row.dealer, limit=_MOST_REPEATED
    )  # fmt: skip
    judged = [decisions.last_by_machine(conn, row.maker_id, claim_id) for claim_id in (row.id, *gone)]
    own, *theirs = (tuple(one.case.get("draws", ())) if one is not None else () for one in judged)
    return own, tuple(dict.fromkeys(draw for draws in theirs for draw in draws))


def case_of(conn: Connection, found: Attached, around: Surroundings) -> Case:
    """The case, complete but for second looks that are still to be taken."""
    return Case(
        claim=found.claim,
        program=found.program,
        documents=found.documents,
        sales=around.sales,
        uses=around.uses,
        priors=_priors(conn, found.row.maker_id, around.shared),
        corrections=found.corrections,
        pairs=around.pairs,
        draws=tuple(dict.fromkeys((*(around.drawn or (new_id(),)), *around.inherited))) if _draws_lots(found) else (),
    )


def stored(case: Case, found: Attached, *, waited_for: Sequence[str] = ()) -> dict[str, Any]:
    """What is kept of a case beside its decision; see `restored`."""
    return {
        "claim": encode(case.claim),
        "program": {"name": case.program.name, "version": case.program.version, "sha256": case.program.text_sha256},
        "documents": [
            {
                "id": document.id,
                "sha256": document.sha256,
                "reading": found.readings.get(document.id),
                "pages": None if document.id in found.readings else encode(document.pages),
                "looks": encode(document.looks),
            }
            for document in case.documents
        ],
        "locales": dict(found.locales),
        "sales": encode(case.sales),
        "uses": encode(case.uses),
        "priors": encode(case.priors),
        "waited_for": list(waited_for),
        "corrections": encode(case.corrections),
        "pairs": encode(case.pairs),
        "draws": list(case.draws),
    }


def restored(conn: Connection, maker_id: str, kept: Mapping[str, Any]) -> Case:
    """The case that a stored decision was made on; what stands on the documents is extracted anew.

    Raises:
        NotFound: a reading or program version that it names is gone.
    """
    named = kept["program"]
    version = programs.by_version(conn, maker_id, named["name"], named["version"])
    if version is None or version.text_sha256 != named["sha256"]:
        raise NotFound(f"Program {named['name']} {named['version']} is not what it was.")
    program = version.program()
    read = readings.by_ids(conn, maker_id, [d["reading"] for d in kept["documents"] if d["reading"]])
    people = tuple(decode(Correction, said) for said in kept.get("corrections", ()))
    found: list[CaseDocument] = []
    for document in kept["documents"]:
        if document["reading"] and document["reading"] not in read:
            raise NotFound(f"Reading {document['reading']} is gone.")
        pages = read[document["reading"]].pages if document["reading"] else decode(Pages, document["pages"])
        looks = tuple(decode(SecondLook, look) for look in document["looks"])
        extracted = extract(pages, locale=kept["locales"][document["id"]], currency=program.currency)
        extracted = corrected(extracted, document["id"], people)
        found.append(CaseDocument(document["id"], document["sha256"], pages, extracted, looks))
    return Case(
        claim=decode(Claim, kept["claim"]),
        program=program,
        documents=tuple(found),
        sales=tuple(decode(Sale, sale) for sale in kept["sales"]),
        uses=tuple(decode(SaleUse, use) for use in kept["uses"]),
        priors=tuple(decode(PriorDocument, prior) for prior in kept["priors"]),
        corrections=people,
        pairs=tuple(decode(JudgedPair, pair) for pair in kept.get("pairs", ())),
        draws=tuple(kept.get("draws", ())),
    )


def _with_sales(conn: Connection, claim: Claim) -> Claim:
    """The claim with the sales that a person chose for its lines in place of what it states."""
    chosen = desk.sales_chosen(conn, claim.id, claim.revision)
    if not chosen:
        return claim
    lines = claim.lines or (ClaimLine(1),)
    return replace(claim, lines=tuple(replace(one, sale_id=chosen.get(one.number, one.sale_id)) for one in lines))


def case_document(
    conn: Connection, document: Document, reading: Reading | None, program: Program,
    people: Sequence[Correction] = (),
) -> CaseDocument:  # fmt: skip
    """A document with what stands on it, as a program's claims are judged by it.

    Args:
        conn: a connection.
        document: its row; it has been read, or has failed.
        reading: what was read of it; None where it failed without one.
        program: whose locale and currency count.
        people: what people read on documents.
    """
    pages, locale = reading.pages if reading else _unread(document), _locale(document, program)
    if reading is not None:
        extracted = of_reading(reading, locale=locale, currency=program.currency)
    else:
        extracted = extract(pages, locale=locale, currency=program.currency)
    extracted = corrected(extracted, document.id, people)
    looks = readings.looks(conn, document.maker_id, document.sha256)
    return CaseDocument(document.id, document.sha256, pages, extracted, looks)


def _day(said: Revision, program: Program) -> date | None:
    return None if said.actor == UNDATED else said.created_at.astimezone(ZoneInfo(program.timezone)).date()


def _locale(document: Document, program: Program | None) -> str:
    # The program's comes first: who uploads a document may not choose what its ambiguous dates mean.
    return program.locale if program and program.locale else document.locale


def _unread(document: Document) -> Pages:
    problem = document.problem or {"code": "file.unreadable", "message": "The document could not be read."}
    return Pages("", document.media_type, problems=(decode(Problem, problem),))


def _priors(conn: Connection, maker_id: str, shared: Iterable[Shared]) -> tuple[PriorDocument, ...]:
    found: list[PriorDocument] = []
    by_claim: dict[str, list[str]] = {}
    for one in shared:
        by_claim.setdefault(one.claim_id, []).append(one.document_id)
    for claim_id, wanted in by_claim.items():
        found += _documents_of(conn, maker_id, claim_id, wanted)
    return tuple(sorted(found, key=lambda prior: (prior.submission, prior.document)))


def _documents_of(conn: Connection, maker_id: str, claim_id: str, wanted: Sequence[str]) -> list[PriorDocument]:
    system = Actor.system(maker_id)
    row = claims.get(conn, system, claim_id)
    if row is None:
        return []
    known = dict(decisions.extracted(conn, maker_id, row.decision_id or "", ENGINE_VERSION))
    rows = documents.by_ids(conn, system, wanted)
    hashes = readings.hashes(conn, maker_id, [d.reading_id for d in rows if d.reading_id])
    seen = {d.id: hashes.get(d.reading_id or "", Hashes()) for d in rows}
    new = [d for d in rows if d.id not in known]
    if new:
        read = readings.by_ids(conn, maker_id, [d.reading_id for d in new if d.reading_id])
        program = programs.current_if_readable(conn, maker_id, row.program, row.created_at)
        currency = program.currency if program else ""
        people = desk.corrections_of(conn, maker_id, [d.id for d in new])
        for document in new:
            reading = read.get(document.reading_id or "")
            pages = reading.pages if reading else _unread(document)
            extracted = extract(pages, locale=_locale(document, program), currency=currency)
            known[document.id] = corrected(extracted, document.id, people)
    return [
        PriorDocument(
            claim=row.outside_id, submission=row.submission, program=row.program, document=document.id,
            sha256=document.sha256, picture_hashes=seen[document.id].picture_hash, extracted=known[document.id],
            scan_hashes=seen[document.id].scan_hash,
        )
        for document in rows
    ]  # fmt: skip
