"""Gathering a case: everything that a judgement looks at, read from the store.

`gather` reads the claim with its documents, `gather_surroundings` what other claims and the sales register have to do
with it, and `build_case` joins the two into the `Case` that `core.judge` judges.

A replay needs the same case again. `snapshot_case` is what is kept of it beside the decision: readings by their ids,
since a reading never changes, and everything that may change later (sales, their use, earlier documents) in full.
`restore_case` makes the case from that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from claimcheck.core.blocking import blocking_keys
from claimcheck.core.evidence.corrected import corrected
from claimcheck.core.extract import extract
from claimcheck.core.judge import ENGINE_VERSION
from claimcheck.errors import NotFound
from claimcheck.model.case import Case, CaseDocument, Correction, JudgedPair, PriorDocument
from claimcheck.model.claims import Claim, ClaimLine
from claimcheck.model.documents import Pages, Problem, SecondLook
from claimcheck.model.parties import Actor
from claimcheck.model.programs import Program
from claimcheck.model.sales import Sale, SaleUse
from claimcheck.model.wire import decode, encode
from claimcheck.services.judging.extract_cache import extract_reading
from claimcheck.services.judging.sharing import claim_facts, keys_of_duplicates, keys_of_repeats
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
"""The submitter of claims that come from a file (`claimcheck check`): on which day those were made is not known."""
_MOST_REPEATED: Final = 20
"""How many withdrawn or rejected claims are looked at, for each kind of fact that a claim shares with them."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """A claim's current revision with its program and documents: what does not change while the claim is judged.

    Attributes:
        row: the claim as it stands in the database.
        claim: what its current revision states.
        documents: the attached files with what stands on them, corrections by people already put in.
        ready: whether each document has been read, or has failed.
        facts: the keys by which other claims may be found that share something with this one.
        pictures: blob keys of page pictures, by document id and page number.
        readings: ids of the readings, by document id; a document that failed has none.
        locales: the locale that each document was extracted with, by document id.
        corrections: what people read on the documents.
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
    """What the sales register and other claims have to do with a claim.

    It can change while the claim is judged. It is gathered again before the decision is stored; where it differs from
    what was judged on, the claim is judged anew.

    Attributes:
        sales: the records that may be behind the claim.
        uses: what other claims use of those.
        shared: documents of other claims that may be the same as this claim's.
        pairs: what people said of two documents side by side.
        drawn: the draws (see `Case.draws`) that this claim was judged by before.
        inherited: the draws of withdrawn or rejected claims that this claim may repeat.
    """

    sales: tuple[Sale, ...]
    uses: tuple[SaleUse, ...]
    shared: tuple[Shared, ...]
    pairs: tuple[JudgedPair, ...] = ()
    drawn: tuple[str, ...] = ()
    inherited: tuple[str, ...] = ()


def gather(conn: Connection, maker_id: str, claim_id: str) -> Gathered | None:
    """Read a claim's current revision and its documents, and extract what stands on them; None for an unknown claim."""
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
    found = tuple(extract_document(conn, d, read.get(d.reading_id or ""), program, people) for d in ordered)
    return Gathered(
        row=row,
        claim=claim,
        program=program,
        documents=found,
        ready=all(d.state != "received" for d in ordered),
        facts=tuple(claim_facts(claim, found)),
        pictures={d.id: read[d.reading_id].pictures for d in ordered if d.reading_id in read},
        readings={d.id: d.reading_id for d in ordered if d.reading_id},
        locales={d.id: _locale(d, program) for d in ordered},
        corrections=people,
    )


def gather_surroundings(conn: Connection, gathered: Gathered) -> Surroundings:
    """Look up candidate sales, what others use of them, and documents of other claims that may be the same."""
    maker_id, claim = gathered.row.maker_id, gathered.claim
    extracted = [one for document in gathered.documents for one in document.extracted]
    candidates = sales.candidates(conn, maker_id, blocking_keys(claim, extracted)) if gathered.program.match else ()
    used = uses.by_others(conn, maker_id, claim.id, claim.submission, [sale.id for sale in candidates])
    shared = facts.priors(
        conn, maker_id, claim.id, claim.submission, keys_of_duplicates(gathered.facts), dealer=claim.dealer
    )
    pairs = desk.pairs_of(conn, maker_id, claim.documents) if shared else ()
    own, inherited = _draws(conn, gathered)
    return Surroundings(candidates, used, tuple(shared), pairs, own, inherited)


def _draws_lots(gathered: Gathered) -> bool:
    """Whether the program has some of the machine's approvals drawn by lot, for a person to look at."""
    return gathered.program.second_decider is not None and gathered.program.second_decider.machine > 0


def _draws(conn: Connection, gathered: Gathered) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The draws that a claim was judged by before, and those of claims that it may repeat.

    They are kept, so that nobody escapes a person's look by taking a drawn claim back and making it anew.
    """
    row = gathered.row
    if not _draws_lots(gathered):
        return (), ()
    keys = keys_of_repeats(gathered.facts)
    gone = facts.gone_sharing(
        conn, row.maker_id, row.id, row.submission, keys, dealer=row.dealer, limit=_MOST_REPEATED
    )  # fmt: skip
    judged = [decisions.last_by_machine(conn, row.maker_id, claim_id) for claim_id in (row.id, *gone)]
    own, *theirs = (tuple(one.case.get("draws", ())) if one is not None else () for one in judged)
    return own, tuple(dict.fromkeys(draw for draws in theirs for draw in draws))


def build_case(conn: Connection, gathered: Gathered, surroundings: Surroundings) -> Case:
    """Join the two into the case to be judged; second looks that it needs are still to be taken."""
    draws = (*(surroundings.drawn or (new_id(),)), *surroundings.inherited)
    return Case(
        claim=gathered.claim,
        program=gathered.program,
        documents=gathered.documents,
        sales=surroundings.sales,
        uses=surroundings.uses,
        priors=_priors(conn, gathered.row.maker_id, surroundings.shared),
        corrections=gathered.corrections,
        pairs=surroundings.pairs,
        draws=tuple(dict.fromkeys(draws)) if _draws_lots(gathered) else (),
    )


def snapshot_case(case: Case, gathered: Gathered, *, waited_for: Sequence[str] = ()) -> dict[str, Any]:
    """What is kept of a case beside its decision, as plain JSON values; `restore_case` reads them."""
    return {
        "claim": encode(case.claim),
        "program": {"name": case.program.name, "version": case.program.version, "sha256": case.program.text_sha256},
        "documents": [
            {
                "id": document.id,
                "sha256": document.sha256,
                "reading": gathered.readings.get(document.id),
                "pages": None if document.id in gathered.readings else encode(document.pages),
                "looks": encode(document.looks),
            }
            for document in case.documents
        ],
        "locales": dict(gathered.locales),
        "sales": encode(case.sales),
        "uses": encode(case.uses),
        "priors": encode(case.priors),
        "waited_for": list(waited_for),
        "corrections": encode(case.corrections),
        "pairs": encode(case.pairs),
        "draws": list(case.draws),
    }


def restore_case(conn: Connection, maker_id: str, kept: Mapping[str, Any]) -> Case:
    """Make the case again that a stored decision was made on; what stands on its documents is extracted anew.

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
    """The claim, with the sales that a person chose for its lines in place of those that it names."""
    chosen = desk.sales_chosen(conn, claim.id, claim.revision)
    if not chosen:
        return claim
    lines = claim.lines or (ClaimLine(1),)
    return replace(claim, lines=tuple(replace(one, sale_id=chosen.get(one.number, one.sale_id)) for one in lines))


def extract_document(
    conn: Connection, document: Document, reading: Reading | None, program: Program,
    people: Sequence[Correction] = (),
) -> CaseDocument:  # fmt: skip
    """Extract what stands on a document, with the locale and currency of the program that it is judged under.

    Args:
        conn: a connection.
        document: its row; it has been read, or has failed.
        reading: what was read of it; None where it failed without one.
        program: the claim's.
        people: corrections by people; those of this document replace what the machine read.
    """
    pages, locale = reading.pages if reading else _unread(document), _locale(document, program)
    if reading is not None:
        extracted = extract_reading(reading, locale=locale, currency=program.currency)
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
