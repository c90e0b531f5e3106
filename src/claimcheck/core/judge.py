"""`judge`: from a case to a decision; and the version of the engine that made it.

Each line is judged on its own papers (`judge_line`); findings on the claim as a whole come beside. `decide` makes
verdict and reasons of all findings.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from importlib.resources.abc import Traversable

from claimcheck.core import decide, matching, verify
from claimcheck.core.belonging import belonging
from claimcheck.core.evidence.doubtful import doubtful
from claimcheck.core.evidence.owned import Owned, own_papers
from claimcheck.core.evidence.pictured import badly_pictured
from claimcheck.core.evidence.proof import DISAGREE, Source
from claimcheck.core.lines import payout, together
from claimcheck.core.originals import duplicates
from claimcheck.core.originals.edited import edited
from claimcheck.core.rules import eligibility
from claimcheck.core.rules.subject import Subject
from claimcheck.model.case import Case
from claimcheck.model.claims import ClaimLine
from claimcheck.model.decisions import Decision, DocumentReading, Finding, LineVerdict, Place
from claimcheck.model.documents import Field
from claimcheck.model.said import Said
from claimcheck.model.sales import SaleUse


def judge(case: Case) -> Decision:
    """Hold the claim, its documents and the sales records against each other, and decide.

    Args:
        case: everything that may be looked at; the same case gives the same decision, whenever and wherever.
    """
    documents = verify.sources(case)
    fields, places = fields_of(documents)
    duplicate, duplicate_of = duplicates.find(case)
    owned = own_papers(case, documents)
    judged = judge_lines(case, owned)
    lines = [(one.claimed, one.match.sale) for one in judged]
    whole = (
        *edited(case, documents),  # first: of two reasons about a document, the one with the place tells more
        *doubtful(documents, case.program.locale, verify.proving_kinds(case.program)),
        *badly_pictured(documents, verify.proving_kinds(case.program)),
        *unreadable(case, documents),
        *((duplicate,) if duplicate is not None else ()),
        *together.check(case, lines, [one.fields for one in judged], owned, documents),
        *belonging(case, documents, owned),
    )
    findings = (*whole, *(f for one in judged for f in one.findings))
    reasons = decide.reasons(findings, case.program)
    first = judged[0].match
    of_whole = decide.worst(r.verdict for r in decide.reasons(whole, case.program))
    return Decision(
        verdict=decide.rolled_up([one.verdict.verdict for one in judged], of_whole, case.program),
        reasons=reasons,
        findings=findings,
        lines=tuple(one.verdict for one in judged),
        fields=fields,
        places=places,
        documents=tuple(DocumentReading(d.id, d.extracted) for d in case.documents),
        candidates=matching.candidates(case, judged[0].claimed, judged[0].fields),
        sale_id=first.sale.sale_id if first.sale is not None else None,
        duplicate_of=duplicate_of,
        question=decide.question(reasons),
        program_version=case.program.version,
        engine_version=ENGINE_VERSION,
    )


@dataclass(frozen=True, slots=True)
class JudgedLine:
    """A claim line with its verdict, the findings that led to it, its sale, and what its documents say."""

    claimed: ClaimLine
    verdict: LineVerdict
    findings: tuple[Finding, ...]
    match: matching.Match
    fields: Mapping[str, Field]


def judge_lines(case: Case, owned: Owned) -> list[JudgedLine]:
    """Judge all lines in order, each on its own papers; what one line uses of a sale is not left for the next."""
    judged: list[JudgedLine] = []
    shared = duplicates.shared(case)
    beside = {
        line.number: frozenset(source.extracted.kind for source in owned.told(at))
        for at, line in enumerate(case.claim.lines if owned.by else ())
    }
    for at, line in enumerate(case.claim.lines or (ClaimLine(1),)):
        told = owned.told(at)
        twice = any(source.document.id in shared for source in told)
        judged.append(judge_line(case, line, told, shared=twice, beside=beside))
        sale = judged[-1].match.sale
        if sale is not None:
            use = SaleUse(sale.id, case.program.name, f"line {line.number}", line.quantity, settled=False)
            case = replace(case, uses=(*case.uses, use))
    return judged


def judge_line(
    case: Case, line: ClaimLine, documents: Sequence[Source], *, shared: bool, beside: Mapping[int, frozenset[str]]
) -> JudgedLine:
    """Hold one line against its documents, its sale and the program's rules.

    Args:
        case: the claim.
        line: of it.
        documents: the papers that may speak of the line.
        shared: whether one of them is behind another claim, too.
        beside: the kinds of paper of each line, where lines are told apart.
    """
    claimed = {**case.claim.fields, **line.fields}
    able = verify.proving(case, documents, claimed)
    fields, places = fields_of_line(able)
    proofs = verify.verify(case, documents, claimed, line.number)
    match = matching.match(case, line, fields)
    needed = {"total_amount", *eligibility.held_to_program(case.program)}
    unrecognised = (d for d in case.documents if all(e.kind == "other" for e in d.extracted))
    subject = Subject(
        program=case.program,
        claim=case.claim,
        line=line,
        claimed=claimed,
        documented=fields,
        places=places,
        proved=frozenset(f.field for f in proofs if f.outcome == "pass"),
        kinds=tuple(s.extracted for s in documents),
        unclear=tuple(advice for document in unrecognised for advice in document.pages.advice),
        sale=match.sale,
        shown=verify.proved_unclaimed(able, needed, case.program.confidence),
        shared=shared,
        beside=beside,
    )
    findings = (*proofs, *match.findings, *eligibility.check(subject))
    verdict = decide.worst(r.verdict for r in decide.reasons(findings, case.program))
    sale = match.sale
    judged = LineVerdict(
        line.number, verdict, sale.id if sale else None, sale.sale_id if sale else None, line.quantity,
        payout.payable(subject) if verdict == "approve" else None,
    )  # fmt: skip
    return JudgedLine(line, judged, findings, match, fields)


def unreadable(case: Case, documents: Sequence[Source]) -> tuple[Finding, ...]:
    """Findings on what could not be read, or reads in two ways: the machine never approves over one."""
    found = [
        Finding(problem.code, "unknown", "document", problem.message, place=Place(document.id, problem.page))
        for document in case.documents
        for problem in document.pages.problems
    ]
    found += _layers_that_disagree(case, documents)
    if case.documents and not found and not any(s.rows or s.document.pages.structured for s in documents):
        nothing, at = "Nothing could be read on the document.", Place(case.documents[0].id)
        found.append(Finding("document.unreadable", "unknown", "document", nothing, place=at))
    if not case.documents and case.program.verify:
        found.append(Finding("document.missing", "fail", "document", "No document is attached.", certain=True))
    return tuple(found)


def _layers_that_disagree(case: Case, documents: Sequence[Source]) -> Iterator[Finding]:
    """A finding for each field that decides something, of which a file's data or a code says otherwise than its page.

    A code that lies about any field is no proof of the others, so each field that one denies counts.
    """
    deciding = {*case.program.verify, *case.program.match, "total_amount"}
    if case.program.window is not None:
        deciding.add(case.program.window.field)
    for source in documents:
        for name, field in source.extracted.fields.items():
            coded = "barcode" in field.supports
            if DISAGREE not in field.supports or not (name in deciding or coded):
                continue
            form = "The file's data says {found} for {field}; the page itself says otherwise."
            if coded:
                form = "The code printed on the page says {found} for {field}; the page itself says otherwise."
            message = Said(form, found=field.value, field=name)
            place = Place(source.document.id, field.page, field.box)
            yield Finding(DISAGREE, "fail", name, message, found=field.value, place=place)


def fields_of_line(able: Sequence[Source]) -> tuple[dict[str, Field], dict[str, Place]]:
    """What the papers that can prove a line say of it; the sale's own fields come from the first paper alone."""
    fields, places = fields_of(able)
    told = [name for name in fields if any(name in s.extracted.fields for s in verify.speaking_of(able, name))]
    return {name: fields[name] for name in told}, {name: places[name] for name in told}


def fields_of(documents: Sequence[Source]) -> tuple[dict[str, Field], dict[str, Place]]:
    """What papers say, field by field: the first of them that has a field speaks for it."""
    fields: dict[str, Field] = {}
    places: dict[str, Place] = {}
    for source in documents:
        for name, field in source.extracted.fields.items():
            if name not in fields:
                fields[name] = field
                places[name] = Place(source.document.id, field.page, field.box)
    return fields, places


def _sources_of(package: Traversable) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(package.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            yield from ((f"{entry.name}/{name}", text) for name, text in _sources_of(entry))
        elif entry.name.endswith((".py", ".yaml", ".json")):
            yield entry.name, entry.read_bytes()


def _engine_version() -> str:
    """A hash over the source of core and model: what decided is one of these, byte for byte."""
    digest = hashlib.sha256()
    for package in ("claimcheck.core", "claimcheck.model"):
        for name, text in _sources_of(resources.files(package)):
            digest.update(f"{package}/{name}\0{len(text)}\0".encode() + text)
    return digest.hexdigest()[:16]


ENGINE_VERSION: str = _engine_version()
