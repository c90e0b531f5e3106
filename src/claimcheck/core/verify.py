"""One claimed value against the pages: what supports it, what contradicts it, and whether that proves it.

A value is proved by an exact, unrepaired reading at or above the program's confidence, or by two supports of different
origin; a better candidate elsewhere on the page counts as much as a support. The sales record never enters here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claimcheck.core import compare
from claimcheck.core.extract.amounts import amounts_in
from claimcheck.core.extract.dates import dates_in
from claimcheck.core.extract.rows import Row, rows_of
from claimcheck.core.prints import Print, identifiers_printed, names_printed
from claimcheck.model.case import Case, CaseDocument
from claimcheck.model.decisions import Finding, Outcome, Place
from claimcheck.model.documents import PROOF_OF_SALE, Box, Extracted, Field, Line, Page, SecondLook

INDEPENDENT = frozenset({"second_reader", "arithmetic", "repeat", "words", "barcode", "xml"})
"""Origins of support that do not share the reading's own mistakes: the part of a support's code before the colon."""
DISAGREE = "layers.disagree"
"""The support by which extraction says that a file's XML and its page differ: such a value proves nothing."""
EXACT = 0.94
"""A name at or above this score is read exactly, but for the characters that readers confuse."""
FIRM = 0.5
"""A reading at or above this confidence contradicts; below it, it leaves the claim open."""
CHANCE = {"name": 0.02, "number": 0.05, "date": 0.2, "address": 0.5, "amount": 1.0}
"""How likely a wrong reading is to say just what a wrong claim says. Misread names and numbers are nobody's; a wrong
date may be another date of the page; and the amount that is claimed instead of the total is one that is printed."""
_TELLS_WHICH = frozenset({"label", "arithmetic", "words", "barcode", "xml"})
"""Supports that say which of the printed amounts this is."""
_OF_THE_SALE = frozenset({
    "seller_name", "seller_id", "invoice_number", "invoice_code", "invoice_date", "total_amount", "net_amount",
    "tax_amount", "payable_amount", "currency",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """One document within an attached file, with its rows."""

    document: CaseDocument
    extracted: Extracted
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one document says of one claimed value.

    Attributes:
        agrees: the document says the same.
        confidence: of the reading that says so, or otherwise.
        found: the value on the document.
        exact: neither repaired nor ambiguous nor merely alike.
    """

    agrees: bool
    confidence: float
    found: str | None
    place: Place
    exact: bool
    supports: tuple[str, ...] = ()
    contradictions: tuple[str, ...] = ()

    def proves(self, bar: float) -> bool:
        """Proof before approval: an exact reading at the bar, or two supports of different origin.

        An exact reading, however faint, is a support of its own beside one that does not share its mistakes.
        """
        if not self.agrees or self.contradictions:
            return False
        origins = {s.split(":", 1)[0] for s in self.supports} & INDEPENDENT
        if self.exact and self.confidence >= FIRM:
            origins |= {"reading"}
        return (self.exact and self.confidence >= bar) or len(origins) >= 2


def sources(case: Case) -> tuple[Source, ...]:
    """The case's documents, the proof of sale that agrees with most of the claim first."""
    found = [
        Source(document, extracted, rows_of([p for p in document.pages.pages if p.number in extracted.pages]))
        for document in case.documents
        for extracted in document.extracted
    ]
    return tuple(sorted(found, key=lambda s: (s.extracted.kind not in PROOF_OF_SALE, -_agreed(case, s.extracted))))


def _agreed(case: Case, extracted: Extracted) -> int:
    return sum(
        _says(extracted.fields[name], name, value)
        for name, value in case.claim.fields.items()
        if name in extracted.fields
    )


def _says(field: Field, name: str, claimed: str) -> bool:
    return field.value is not None and compare.comparison_for(name)(claimed, field.value).same


def verify(
    case: Case, documents: Sequence[Source], claimed: dict[str, str], line: int | None = None
) -> tuple[Finding, ...]:
    """A finding for each field that the program verifies: `not_applicable` where the claim does not state it."""
    findings = []
    for name in case.program.verify:
        value = claimed.get(name)
        if not value:
            findings.append(Finding(f"{subject(name)}.missing", "not_applicable", name, "The claim does not state it."))
        elif name == "currency":
            findings.append(_currency(case, documents, value))
        else:
            findings.append(_field(case, documents, name, value, line))
    return tuple(findings)


def given_agreement(kind: str, confidence: float) -> float:
    """How sure the document says what is claimed, once an exact reading agrees with it.

    Args:
        kind: what is compared, as `subject` names it.
        confidence: that the reading is right, with no claim in mind.
    """
    return 1 - (1 - confidence) * CHANCE.get(kind, 1.0)


def subject(name: str) -> str:
    """The first half of a field's reason codes."""
    comparison = compare.comparison_for(name)
    table = {
        compare.amounts: "amount", compare.dates: "date", compare.names: "name", compare.currencies: "currency",
        compare.addresses: "address",
    }  # fmt: skip
    return table.get(comparison, "number")


def _field(case: Case, documents: Sequence[Source], name: str, value: str, line: int | None) -> Finding:
    """What the documents together say: the proof of sale for the sale's own fields, any document for the others."""
    asked = documents[:1] if name in _OF_THE_SALE else documents
    evidence = [e for s in asked if (e := weigh(s, name, value)) is not None]
    words = name.replace("_", " ")
    if not evidence:
        message = f"No {words} was found on the document."
        return Finding(f"{subject(name)}.missing", "unknown", name, message, claimed=value, line=line)
    against = [e for e in evidence if not e.agrees and e.confidence >= FIRM]
    proof = next((e for e in evidence if e.proves(case.program.confidence)), None)
    outcome: Outcome
    if proof is not None and not against:
        best, outcome, what = proof, "pass", "proved"
        message = f"The document shows {words} {proof.found}."
    elif against:
        best, outcome, what = against[0], "fail", "contradicted"
        message = f"The claim says {words} {value}; the document shows {best.found}."
    else:
        best, outcome, what = max(evidence, key=lambda e: (e.agrees, e.confidence)), "unknown", "unproved"
        message = f"The document does not show clearly that {words} is {value}."
    code = f"{subject(name)}.{what if what != 'proved' else 'contradicted'}"
    return Finding(
        code, outcome, name, message, value, best.found, best.place, line, best.supports, best.contradictions,
        certain=outcome == "pass" or best.proves(case.program.confidence),
    )  # fmt: skip


def weigh(source: Source, name: str, value: str) -> Evidence | None:
    """What one document says of one claimed value; None when it says nothing."""
    field = source.extracted.fields.get(name)
    read = _from_reading(source, field, name, value) if field is not None else None
    if name in {"seller_name", "buyer_name"}:
        printed = _from_name(source, name, value)
        return max((e for e in (printed, read) if e), key=lambda e: (e.agrees, e.exact, e.confidence), default=None)
    if (field is None or read is None) and subject(name) == "number":
        return _from_number(source, value)
    return read


def _from_reading(source: Source, field: Field, name: str, value: str) -> Evidence | None:
    place = Place(source.document.id, field.page, field.box)
    looks = _looks(source, field)
    readings = [v for v in (field.value, *field.alternatives) if v is not None]
    if not readings:
        return None
    best = compare.comparison_for(name)(value, field.value) if field.value is not None else None
    if best is not None and best.same:
        supports, contradictions = _second(looks, name, value)
        grounds = field.supports
        if DISAGREE in field.supports:
            contradictions = (*contradictions, "the file's XML and its page say different things")
        if subject(name) == "amount" and not {s.split(":", 1)[0] for s in field.supports} & _TELLS_WHICH:
            grounds, supports = (), ()  # what is printed twice, or read twice, need not be the total
        exact = not field.repaired and best.score >= EXACT
        sure = given_agreement(subject(name), field.confidence) if exact else field.confidence
        return Evidence(True, sure, field.value, place, exact, (*grounds, *supports), contradictions)
    if any(compare.comparison_for(name)(value, other).same for other in field.alternatives):
        return Evidence(
            True, field.confidence / 2, field.value, place, False, (), ("the print can mean another value",)
        )
    supports, _ = _second(looks, name, value)
    if supports and subject(name) == "name":
        return Evidence(True, given_agreement("name", FIRM), value, place, True, supports)
    why = best.explanation if best is not None else "the print leaves it open"
    if supports:
        return Evidence(True, field.confidence / 2, field.value, place, False, supports, ("the readers differ",))
    return Evidence(False, field.confidence, field.value, place, not field.repaired, (), (why,))


def _from_name(source: Source, name: str, value: str) -> Evidence | None:
    """A claimed name printed whole where such a name stands; the other party's name or place proves nothing."""
    fields = source.extracted.fields
    own, other = fields.get(name), fields.get("buyer_name" if name == "seller_name" else "seller_name")
    if other is not None and _says(other, name, value) and not (own is not None and _says(own, name, value)):
        return None
    if name == "seller_name" and source.extracted.kind != "receipt" and _firmly_other(own, name, value):
        return None  # an invoice has both parties' names at its head; a till slip has the seller's, and a brand
    prints = names_printed(value, source.rows)
    places = {(p.page, round(p.box.bottom, 2)) for p in prints if len(p.text) <= 2 * len(value)}
    for print_ in prints:
        if other is not None and other.box is not None and _inside(print_.box, other.box) and other.page == print_.page:
            continue
        if (name == "seller_name" and (print_.buyer or not print_.heading)) or (
            name == "buyer_name" and not print_.buyer
        ):
            continue
        place = Place(source.document.id, print_.page, print_.box)
        sure = given_agreement("name", FIRM) if print_.score >= EXACT else 0.9
        supports = ("printed whole", *((f"repeat:{len(places)}",) if len(places) > 1 else ()))
        return Evidence(True, sure, print_.text, place, print_.score >= EXACT, supports)
    return None


def _firmly_other(field: Field | None, name: str, value: str) -> bool:
    return field is not None and field.confidence >= FIRM and field.value is not None and not _says(field, name, value)


def _from_number(source: Source, value: str) -> Evidence | None:
    """An identifier that no label names: its exact print is a support when it is long enough to be no other number."""
    prints: tuple[Print, ...] = identifiers_printed(value, source.rows)
    if not prints:
        return None
    best = max(prints, key=lambda p: p.confidence)
    long = len(compare.fold_number(value)) >= 6
    repeat = (f"repeat:{len(prints)}",) if len(prints) > 1 else ()
    place = Place(source.document.id, best.page, best.box)
    return Evidence(True, best.confidence, value, place, long, ("printed whole", *repeat))


def _currency(case: Case, documents: Sequence[Source], value: str) -> Finding:
    """A currency not printed is the program's; only another printed one contradicts."""
    printed = next((s for s in documents if _currencies(s)), None)
    if printed is None:
        same = compare.currencies(value, case.program.currency).same
        message = f"No currency is printed: it is the program's, {case.program.currency}."
        return Finding(
            "currency.contradicted", "pass" if same else "fail", "currency", message, value, case.program.currency
        )
    field = printed.extracted.fields["currency"]
    readings = _currencies(printed)
    same = any(compare.currencies(value, other).same for other in readings)
    place = Place(printed.document.id, field.page, field.box)
    message = f"The document is in {' or '.join(readings)}."
    return Finding("currency.contradicted", "pass" if same else "fail", "currency", message, value, field.value, place)


def _currencies(source: Source) -> list[str]:
    """What the printed currency may be: a sign may stand for several."""
    field = source.extracted.fields.get("currency")
    return list(dict.fromkeys(v for v in (field.value, *field.alternatives) if v)) if field is not None else []


def _looks(source: Source, field: Field) -> tuple[SecondLook, ...]:
    """Second looks at the place of a reading that saw something: silence is no contradiction."""
    if field.box is None:
        return ()
    return tuple(
        look
        for look in source.document.looks
        if look.page == field.page and look.text.strip() and _inside(field.box, look.box)
    )


def _second(looks: Sequence[SecondLook], name: str, value: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the second reader adds: a support where it reads the same, a contradiction where it reads another value."""
    supports: list[str] = []
    contradictions: list[str] = []
    for look in looks:
        seen = _seen(look, name)
        if subject(name) == "amount" and _digits(look.text) == _digits(value) and len(_digits(value)) >= 3:
            supports.append("second_reader")  # all that it lost is the point
        elif any(compare.comparison_for(name)(value, other).score >= EXACT for other in seen):
            supports.append("second_reader")
        elif seen and look.confidence >= 0.8 and name.endswith(("_amount", "_date")):
            contradictions.append(f"the second reader reads {', '.join(sorted(seen)[:3])}")
    return tuple(dict.fromkeys(supports)), tuple(contradictions) if not supports else ()


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def _seen(look: SecondLook, name: str) -> set[str]:
    lines = tuple(Line(text, look.box, look.confidence) for text in look.text.splitlines() if text.strip())
    if not name.endswith(("_amount", "_date")):
        return {line.text for line in lines} | {look.text}
    rows = rows_of([Page(look.page, 1000, 1000, lines)])
    if name.endswith("_amount"):
        return {format(a.value, "f") for a in amounts_in(rows) if not a.percent}
    return {day.isoformat() for printed in dates_in(rows) for day in printed.values}


def _inside(box: Box, other: Box) -> bool:
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return other.left <= x <= other.right and other.top <= y <= other.bottom
