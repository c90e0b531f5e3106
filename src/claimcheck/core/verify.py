"""The values that a claim states, each against its documents: proved, contradicted or left open.

The sales record never enters here: it supports the sale and proves nothing of what the page says.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import get_args

from claimcheck.core.evidence.proof import FIRM, Evidence, Source, says
from claimcheck.core.evidence.weighing import weigh, weigh_unclaimed
from claimcheck.core.extract.page.rows import rows_of
from claimcheck.core.extract.papers.regions import part_of
from claimcheck.core.matching import held_to
from claimcheck.core.rules.eligibility import held_to_program
from claimcheck.core.values import compare
from claimcheck.core.values.compare import subject
from claimcheck.model.case import Case
from claimcheck.model.decisions import Finding, Outcome, Place
from claimcheck.model.documents import OF_THE_SALE, PROOF_OF_SALE, Extracted, Kind
from claimcheck.model.programs import Program
from claimcheck.model.said import Said

ALL_KINDS: frozenset[str] = frozenset(get_args(Kind))


def sources(case: Case) -> tuple[Source, ...]:
    """All papers of the case, with the proof of sale first that agrees with most of the claim."""
    found = [
        Source(
            document,
            extracted,
            rows_of([part_of(p, extracted.region) for p in document.pages.pages if p.number in extracted.pages]),
        )
        for document in case.documents
        for extracted in document.extracted
    ]
    claimed = case.claim.fields
    return tuple(sorted(found, key=lambda s: _standing(claimed, s.extracted)))


def _standing(claimed: Mapping[str, str], extracted: Extracted) -> tuple[bool, int, float]:
    """The sort key of papers: proofs of sale first, then those that agree with most of the claim, then the surest.

    Where an invoice and the slip of the card that paid it say the same, the invoice proves more. The currency does not
    count: that only one of them prints it makes it no better a proof.
    """
    agreed = [
        extracted.fields[name].confidence
        for name, value in claimed.items()
        if name != "currency" and name in extracted.fields and says(extracted.fields[name], name, value)
    ]
    return extracted.kind not in PROOF_OF_SALE, -len(agreed), -sum(agreed)


def proving(case: Case, documents: Sequence[Source], claimed: Mapping[str, str]) -> list[Source]:
    """The papers whose kind can prove something to the program, sorted as in `sources`."""
    kinds = proving_kinds(case.program)
    able = [s for s in documents if s.extracted.kind in kinds]
    return sorted(able, key=lambda s: _standing(claimed, s.extracted))


def verify(
    case: Case, documents: Sequence[Source], claimed: Mapping[str, str], line: int | None = None
) -> tuple[Finding, ...]:
    """A finding for each field that the program verifies.

    What the claim does not state is `not_applicable`, unless the decision rests on it: then the document's own value
    must be proved, as a stated one must.
    """
    able = proving(case, documents, claimed)
    findings = []
    for name in verified_fields(case, claimed):
        value = claimed.get(name)
        if name == "currency":
            findings.append(_currency(case, able, value or case.program.currency))
        elif value:
            findings.append(_field(case, able, name, value, line))
        elif name in _relied_on(case.program):
            findings.append(_unstated(case, able, name, line))
        else:
            findings.append(_not_stated(name))
    findings.extend(_only_matched(case, able, claimed, line))
    return tuple(findings)


def _only_matched(
    case: Case, documents: Sequence[Source], claimed: Mapping[str, str], line: int | None
) -> Iterator[Finding]:
    """Findings on fields that only find the sale (`match`) and are not verified.

    Such a value need not be proved where the claim states it, but no paper may firmly say otherwise: else any paper
    would do for any sale, since the record agrees with what was stated. Where the claim does not state it, the paper's
    own value stands for it, and must be proved.
    """
    for name, tolerance in case.program.match.items():
        value = claimed.get(name)
        if name in verified_fields(case, claimed):
            continue
        if not value:
            yield _unstated(case, documents, name, line)
            continue
        finding = _field(case, documents, name, value, line)
        if finding.outcome == "fail" and not held_to(name, tolerance, value, finding.found or "")[1]:
            yield finding


def verified_fields(case: Case, claimed: Mapping[str, str]) -> tuple[str, ...]:
    """The fields that are verified: those the program lists, and the currency where an amount decides or is paid."""
    program = case.program
    asked = {*program.verify, *program.match, *held_to_program(program)}
    counts = "currency" in claimed or any(subject(name) == "amount" for name in asked)
    counts = counts or any(line.claimed_amount is not None for line in case.claim.lines)
    return (*program.verify, "currency") if counts and "currency" not in program.verify else program.verify


def speaking_of(documents: Sequence[Source], name: str) -> Sequence[Source]:
    """The papers that may state this field: for the sale's own fields, only the first.

    The day of one paper beside the total of another would make up a purchase that no paper shows.
    """
    return documents[:1] if name in OF_THE_SALE else documents


def proved_unclaimed(documents: Sequence[Source], names: Collection[str], bar: float) -> frozenset[str]:
    """Those of the named fields of which a paper proves its own value, whatever is claimed; `bar` is the confidence."""
    found = ((name, _unclaimed(documents, name)) for name in names)
    return frozenset(name for name, evidence in found if evidence is not None and evidence.proves(bar))


def _unclaimed(documents: Sequence[Source], name: str) -> Evidence | None:
    """What the first paper that has a field says of it, whatever is claimed; None where none has it."""
    return next((e for s in speaking_of(documents, name) if (e := weigh_unclaimed(s, name)) is not None), None)


def proving_kinds(program: Program) -> frozenset[str]:
    """Kinds of document that can prove a claim: proofs of sale and what the program lists; any where it lists none."""
    listed = {row.kind for row in program.documents}
    return (PROOF_OF_SALE | (listed - {"proof_of_sale"})) if listed else ALL_KINDS


def _relied_on(program: Program) -> frozenset[str]:
    """The fields that decide something even where the claim does not state them."""
    return frozenset(program.match) | ({program.window.field} if program.window is not None else frozenset())


def _not_stated(name: str) -> Finding:
    return Finding(f"{subject(name)}.missing", "not_applicable", name, "The claim does not state it.")


def _unstated(case: Case, documents: Sequence[Source], name: str, line: int | None) -> Finding:
    evidence = _unclaimed(documents, name)
    if evidence is None:
        return _not_stated(name)
    if evidence.proves(case.program.confidence):
        message = Said("The document shows {field} {found}.", field=name, found=evidence.found)
        return Finding(
            f"{subject(name)}.unproved", "pass", name, message, None, evidence.found, evidence.place, line,
            evidence.supports, certain=True,
        )  # fmt: skip
    message = Said("The document does not show {field} clearly, and the claim does not state it.", field=name)
    return Finding(
        f"{subject(name)}.unproved", "unknown", name, message, None, evidence.found, evidence.place, line,
        evidence.supports, evidence.contradictions,
    )  # fmt: skip


def _field(case: Case, documents: Sequence[Source], name: str, value: str, line: int | None) -> Finding:
    """The finding on one claimed value: proved, contradicted or left open by the papers that may state it."""
    evidence = [e for s in speaking_of(documents, name) if (e := weigh(s, name, value)) is not None]
    if not evidence:
        message = Said("No {field} was found on the document.", field=name)
        return Finding(f"{subject(name)}.missing", "unknown", name, message, claimed=value, line=line)
    proof = next((e for e in evidence if e.proves(case.program.confidence)), None)
    against = [e for e in evidence if not e.agrees and e.confidence >= FIRM]
    outcome: Outcome
    if proof is not None and against and all(e.open for e in against):
        best, outcome, what = against[0], "unknown", "unproved"
        message = Said("The document does not show clearly that {field} is {claimed}.", field=name, claimed=value)
    elif proof is not None and not against:
        best, outcome, what = proof, "pass", "proved"
        message = Said("The document shows {field} {found}.", field=name, found=proof.found)
    elif against:
        best, outcome, what = against[0], "fail", "contradicted"
        message = Said(
            "The claim says {field} {claimed}; the document shows {found}.", field=name, claimed=value, found=best.found
        )
    else:
        best, outcome, what = max(evidence, key=lambda e: (e.agrees, e.confidence)), "unknown", "unproved"
        message = Said("The document does not show clearly that {field} is {claimed}.", field=name, claimed=value)
    code = f"{subject(name)}.{what if what != 'proved' else 'contradicted'}"
    return Finding(
        code, outcome, name, message, value, best.found, best.place, line, best.supports, best.contradictions,
        certain=outcome == "pass" or best.proves(case.program.confidence),
    )  # fmt: skip


def _currency(case: Case, documents: Sequence[Source], value: str) -> Finding:
    """A currency not printed is the program's; only another printed one contradicts.

    A sign of several currencies, `$`, may be the program's own; which other it is no claim can choose.
    """
    printed = next((s for s in documents if _currencies(s)), None)
    if printed is None:
        same = compare.currencies(value, case.program.currency).same
        message = Said("No currency is printed: it is the program's, {currency}.", currency=case.program.currency)
        return Finding(
            "currency.contradicted", "pass" if same else "fail", "currency", message, value, case.program.currency
        )
    field = printed.extracted.fields["currency"]
    readings = _currencies(printed)
    shown = ", ".join(readings) if field.value else field.raw  # of a sign, some thirty countries' dollars say less
    same = any(compare.currencies(value, other).same for other in readings)
    place = Place(printed.document.id, field.page, field.box)
    chosen = len(readings) > 1 and not compare.currencies(value, case.program.currency).same
    if field.rivals or (same and chosen):
        both = ", ".join((shown, *field.rivals))
        message = Said("The document prints more than one currency: {currencies}.", currencies=both)
        if "country" in field.supports:
            message = Said(
                "The document prints no currency, and comes from where another than the program's is: {currencies}.",
                currencies=", ".join(field.rivals),
            )
        return Finding("currency.unproved", "unknown", "currency", message, value, field.value, place)
    message = Said("The document is in {currency}.", currency=shown)
    return Finding("currency.contradicted", "pass" if same else "fail", "currency", message, value, field.value, place)


def _currencies(source: Source) -> list[str]:
    """What the printed currency may be: a sign may stand for several."""
    field = source.extracted.fields.get("currency")
    return list(dict.fromkeys(v for v in (field.value, *field.alternatives) if v)) if field is not None else []
