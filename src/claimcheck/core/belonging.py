"""Whether the papers beside the proof of sale speak of it: of the same vehicle, or of the same buyer.

A licence or an insurance statement is asked for because it shows that the vehicle was registered or the buyer employed;
another's shows nothing, whichever fields the program verifies. One that is required must say whose it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from claimcheck.core.evidence.owned import Owned
from claimcheck.core.evidence.proof import Source
from claimcheck.core.extract.papers.kinds import WITHOUT_SELLER
from claimcheck.core.tied import Printed, printed, tells_itself
from claimcheck.core.values import compare
from claimcheck.core.values.checkdigits import credit_code_holds, identity_number_holds
from claimcheck.core.verify import proving_kinds
from claimcheck.model.case import Case
from claimcheck.model.decisions import Finding, Place
from claimcheck.model.documents import PROOF_OF_SALE, Extracted, Field
from claimcheck.model.said import Said

_LIKE: Final = {"vin": 0.85, "engine_number": 0.6}
"""What names a vehicle, and the score below which two of them are not one, misread: engines have no check digit."""
_PARTIES: Final = ("buyer_id", "seller_id", "buyer_name", "seller_name")
_BUYERS: Final = ("buyer_id", "buyer_name")
_NUMBERS: Final = ("vin", "engine_number", "serial_number", "plate_number", "invoice_number")
"""What names one sale, or what was sold with it."""
_WHOLE: Final = 18
"""Signs of a Chinese person's number, and of a company's code; all but the last of a person's are digits."""
_MISREAD: Final = 0.6
"""Two numbers of that length that score less differ in five signs or more."""
_SURE: Final = 0.8
"""A reading below this confidence tells no two papers apart."""


def belonging(case: Case, documents: Sequence[Source], owned: Owned) -> tuple[Finding, ...]:
    """A finding for each paper that names another vehicle than the proof of sale, or no vehicle and another buyer.

    Args:
        case: the claim.
        documents: all that are attached.
        owned: of lines for a vehicle each, the papers of each: a paper is held against those of its own line.
    """
    asked = proving_kinds(case.program) - PROOF_OF_SALE
    each = [{**case.claim.fields, **line.fields} for line in case.claim.lines] or [dict(case.claim.fields)]
    held = {name for name in case.program.verify if any(name in one for one in each)}  # `verify` tells these
    found = []
    for source in documents:
        lines = owned.beside(source)
        beside = documents if not owned.by else [own.paper for at in lines for own in owned.lines[at]]
        proofs = [s.extracted for s in beside if s.extracted.kind in PROOF_OF_SALE]
        if source.extracted.kind in asked and proofs:
            stated = [each[at] for at in lines] if owned.by else [case.claim.fields, *each]
            other = _of_another(source.extracted, proofs, stated)
            if other is not None and other.name not in held:
                message = Said(
                    "Another document of this claim shows {field} {found}.", field=other.name, found=other.value
                )
                place = Place(source.document.id, other.page, other.box)
                found.append(
                    Finding("document.several", "unknown", "document", message, found=other.value, place=place)
                )
    return (*found, *_of_nobody(case, owned, each))


def _of_nobody(case: Case, owned: Owned, each: Sequence[Mapping[str, str]]) -> Iterator[Finding]:
    """A finding for each required kind of which no paper prints the vehicle, the buyer or the number of the sale."""
    wanted = {row.kind for row in case.program.documents if row.required} - PROOF_OF_SALE - {"proof_of_sale"}
    lines = range(len(owned.lines)) if owned.by else range(1)
    every = {id(source.rows): source.rows for at in lines for source in owned.told(at)} if wanted else {}
    prints = {one: printed(rows) for one, rows in every.items()}  # the lines share most of their papers
    for kind in sorted(wanted):
        for at in lines:
            beside = owned.told(at)
            proofs = [source for source in beside if source.extracted.kind in PROOF_OF_SALE]
            papers = [source for source in beside if source.extracted.kind == kind]
            stated = [each[at]] if owned.by else each
            if proofs and papers and not _are_tied(papers, proofs, stated, prints):
                message = Said("Neither the vehicle nor the buyer of this sale stands on: {kinds}.", kinds=kind)
                yield Finding("document.several", "unknown", "document", message, place=Place(papers[0].document.id))
                break


def _are_tied(
    papers: Sequence[Source],
    proofs: Sequence[Source],
    stated: Sequence[Mapping[str, str]],
    prints: Mapping[int, Printed],
) -> bool:
    """Whether one of the papers shows what only this sale has, or whom it was made to.

    A business licence is either party's. What names a vehicle or the paper itself may stand on the invoice, too.
    """
    shown = [proof.extracted for proof in proofs]
    known = {name: _known(name, shown, stated, least=0.0) for name in (*_NUMBERS, *_PARTIES)}
    on_proofs = [prints[id(proof.rows)] for proof in proofs]
    for paper in papers:
        own = {name: field.value for name, field in paper.extracted.fields.items() if field.value}
        telling = {name: own[name] for name in _NUMBERS if name in own and tells_itself(own[name])}
        named = any(proof.has_number(name, value) for name, value in telling.items() for proof in on_proofs)
        if named or _shows(own, prints[id(paper.rows)], known, of_seller=paper.extracted.kind == "business_licence"):
            return True
    return False


def _shows(own: Mapping[str, str], paper: Printed, known: Mapping[str, Iterable[str]], *, of_seller: bool) -> bool:
    """Whether a paper's own values or its print are those of the sale."""
    for name in (*_NUMBERS, *(_PARTIES if of_seller else _BUYERS)):
        value = own.get(name.replace("seller", "buyer"), "")
        for other in known[name]:
            alike = compare.comparison_for(name)(value, other) if value else None
            if alike is not None and (alike.same or alike.score >= _LIKE.get(name, 1.0)):
                return True
            if paper.has_name(other) if name.endswith("_name") else paper.has_number(name, other):
                return True
    return False


def _of_another(paper: Extracted, proofs: Sequence[Extracted], stated: Sequence[Mapping[str, str]]) -> Field | None:
    """The field by which a paper turns out to speak of another vehicle or buyer; None where none does.

    A paper that names the vehicle of the sale is of the sale, whoever holds it; so is one that has a seller of its own.
    """
    told = [
        (field, known) for name in _LIKE if (field := _sure(paper, name)) and (known := _known(name, proofs, stated))
    ]
    for field, known in told:
        alike = compare.comparison_for(field.name)
        if all(alike(field.value or "", value).score < _LIKE[field.name] for value in known):
            return field
    return None if told or paper.kind not in WITHOUT_SELLER else _of_another_buyer(paper, proofs, stated)


def _of_another_buyer(
    paper: Extracted, proofs: Sequence[Extracted], stated: Sequence[Mapping[str, str]]
) -> Field | None:
    """The number or name by which a paper is of neither party of the sale; None where one of them is a party's.

    A name that is a party's clears a number that may be misread, but no number that is another's of one name.
    """
    apart: Field | None = None
    for name in _BUYERS:
        field = _sure(paper, name)
        known = {value for party in _PARTIES if party[-3:] == name[-3:] for value in _known(party, proofs, stated)}
        if field is None or not known:
            continue
        if any(compare.comparison_for(name)(field.value or "", value).same for value in known):
            return None
        apart = field
        if name == "buyer_id" and any(_two_numbers(field.value or "", v) for v in _known(name, proofs, stated)):
            break
    return apart


def _two_numbers(one: str, other: str) -> bool:
    """Whether two numbers that differ are whole and of one sort, so that they are two persons' or two companies'.

    Both hold by their check digit, or they differ in more signs than a reader confuses.
    """
    pair = [compare.fold_number(text) for text in (one, other)]
    whole = all(len(text) == _WHOLE for text in pair) and len({text[:-1].isdigit() for text in pair}) == 1
    hold = all(identity_number_holds(text) or credit_code_holds(text) for text in pair)
    return whole and (hold or compare.identifiers(*pair).score < _MISREAD)


def _known(
    name: str, proofs: Sequence[Extracted], stated: Sequence[Mapping[str, str]], least: float = _SURE
) -> set[str]:
    """What the proofs of sale, read at least so surely, and the claim say of a field."""
    shown = {field.value for proof in proofs if (field := _sure(proof, name, least)) is not None and field.value}
    return shown | {text for one in stated if (text := one.get(name))}


def _sure(extracted: Extracted, name: str, least: float = _SURE) -> Field | None:
    field = extracted.fields.get(name)
    return field if field is not None and field.value and field.confidence >= least and not field.repaired else None
