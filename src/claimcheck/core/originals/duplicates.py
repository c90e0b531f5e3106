"""Duplicates: the same proof document behind another claim, after re-photographing, turning, cropping or re-encoding.

A picture's hash and shared facts only propose (`fact_keys`); `originals.likeness` decides by what is printed. Two
receipts of one seller, day and total are two purchases when their numbers differ.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from claimcheck.core.evidence.owned import OF_VEHICLES
from claimcheck.core.originals.likeness import OTHERS, THINGS, Likeness, numbers_of, value_of, weigh
from claimcheck.core.values import compare
from claimcheck.core.values.fingerprints import fingerprint, printed_numbers
from claimcheck.model.case import Case, CaseDocument, PriorDocument
from claimcheck.model.decisions import Finding, Place
from claimcheck.model.documents import PROOF_OF_SALE, Extracted, Pages
from claimcheck.model.said import Said

MAY_PROVE = frozenset({"order", "contract"})
"""Kinds that prove a sale in a program that lists them."""
OF_ONE_VEHICLE = frozenset({"vehicle_licence", "registration_certificate"})
"""Kinds that speak of one vehicle."""
_MAYBE = 0.65
"""How sure at most that a paper of vehicles was used for this one before: it may be attached for another purchase."""
_BANDS = 6


def fact_keys(sha256: str, pages: Pages, extracted: Sequence[Extracted]) -> tuple[tuple[str, str], ...]:
    """The rows by which a possible duplicate of a document is looked up: (kind, key), each key short.

    Kinds: `sha256`; `picture`, bands of the pages' DCT hashes; `facts`, seller with date and total, or date with total;
    `number`, invoice number with total; `thing`, a vehicle or device that is sold once; `content`, bands of a minhash
    over the printed numbers.
    """
    rows: list[tuple[str, str]] = [("sha256", sha256)]
    for page in pages.pages:
        rows.extend(("picture", f"{band}:{part}") for band, part in enumerate(_bands(page.picture_hash)))
    for document in extracted:
        if document.kind not in PROOF_OF_SALE | MAY_PROVE | OF_VEHICLES:
            continue
        rows.extend(_thing_keys(document))
        rows.extend(_content_keys(document.fingerprint or fingerprint(pages, document.pages)))
        if document.kind in OF_VEHICLES:
            continue
        day, total = value_of(document, "invoice_date"), _amount_key(value_of(document, "total_amount"))
        number = compare.fold_number(value_of(document, "invoice_number"))
        if day and total:
            rows.append(("facts", f"{day}|{total}"))
        if number and total:
            rows.append(("number", f"{number[:64]}|{total}"))
    return tuple(dict.fromkeys(rows))


def _thing_keys(document: Extracted) -> Iterator[tuple[str, str]]:
    return (("thing", thing[:64]) for name in sorted(THINGS) for thing in sorted(numbers_of(document, name)))


def _bands(picture_hash: str) -> list[str]:
    """A 64-bit hash in four parts of 16 bits: hashes at most three bits apart share one, most near ones too."""
    if len(picture_hash) != 16:
        return []
    return [picture_hash[start : start + 4] for start in range(0, 16, 4)]


def bits_apart(rows: Iterable[str], others: Iterable[str]) -> int:
    """In so many bits, at the least, the nearest two pages of two documents differ, by their rows of kind `picture`."""
    theirs = _by_band(others)
    nearest = (
        min((one ^ other).bit_count() for one in parts for other in theirs[band])
        for band, parts in _by_band(rows).items()
        if band in theirs
    )
    return sum(nearest)


def _by_band(rows: Iterable[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for band, _, part in (row.partition(":") for row in rows):
        found.setdefault(band, []).append(int(part, 16))
    return found


def _content_keys(fingerprinted: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Minhash bands: two readings that share four fifths of their numbers meet in one of six bands 19 times in 20."""
    tokens = printed_numbers(fingerprinted)
    if len(tokens) < 5:
        return
    for band in range(_BANDS):
        lowest = [
            min(hashlib.blake2b(token.encode(), digest_size=6, salt=bytes([band, row])).hexdigest() for token in tokens)
            for row in range(2)
        ]
        yield "content", f"{band}:{lowest[0]}{lowest[1]}"


def find(case: Case) -> tuple[Finding | None, str | None]:
    """The earliest other claim that one of the case's proof documents was already used for.

    Returns:
        A finding and the earlier claim's outside id, or (None, None) where there is none or the program allows it.
    """
    earlier = None if case.program.duplicates == "allow" else used_before(case)
    if earlier is None:
        return None, None
    prior, document, likeness = earlier
    sure = likeness.score >= compare.SAME
    form = "This document was already used for claim {claim}: {why}."
    if not sure:
        form = "This may be the document of claim {claim}: {why}."
    message = Said(form, claim=prior.claim, why=likeness.explanation)
    page = document.pages.pages[0].number if document.pages.pages else None
    finding = Finding(
        "document.duplicate" if sure else "document.reused", "fail" if sure else "unknown", "document", message,
        found=prior.claim, place=Place(document.id, page), certain=sure, contradictions=(likeness.explanation,),
    )  # fmt: skip
    return finding, prior.claim


def used_before(case: Case) -> tuple[PriorDocument, CaseDocument, Likeness] | None:
    """The earliest of the other claims' documents that are most like one of the case's proofs, if any is like it."""
    hits = list(_hits(case))
    return max(hits, key=lambda hit: (round(hit[2].score, 2), -hit[0].submission)) if hits else None


def shared(case: Case) -> frozenset[str]:
    """Those of the case's documents that serve another claim, too, where the program allows it."""
    return frozenset(hit[1].id for hit in _hits(case)) if case.program.duplicates == "allow" else frozenset()


def _hits(case: Case) -> Iterator[tuple[PriorDocument, CaseDocument, Likeness]]:
    """The pairs of another claim's document and one of the case's that may be one."""
    of_things = THINGS & {*case.program.verify, *case.program.match}
    listed = {row.kind for row in case.program.documents}
    kinds = PROOF_OF_SALE | (listed & MAY_PROVE)
    sold = [extracted for document in case.documents for extracted in document.extracted if extracted.kind in kinds]
    told = sold and ("vin" not in of_things or any(numbers_of(paper, "vin") for paper in sold))
    own = kinds if told else kinds | (listed & OF_VEHICLES if listed else OF_VEHICLES)
    for prior in case.priors:
        same = prior.program == case.program.name
        things = of_things if same else frozenset()
        for document in case.documents:
            likeness = _as_people_said(case, document, prior)
            if likeness is None:
                likeness = weigh(document, prior, own if same else kinds, things)
                likeness = _of_vehicles(case, document, likeness, alone=not sold)
            if likeness.score >= 0.5:
                yield prior, document, likeness


def _of_vehicles(case: Case, document: CaseDocument, likeness: Likeness, *, alone: bool) -> Likeness:
    """Papers of vehicles are one claim's for certain only where they speak of the one vehicle that is claimed.

    Beside a proof of sale they never are: a car may be what a second purchase is for.
    """
    papers = [extracted for extracted in document.extracted if extracted.kind in OF_VEHICLES]
    if not papers or len(papers) < len(document.extracted) or likeness.score <= _MAYBE:
        return likeness
    stated = {case.claim.fields.get("vin", ""), *(line.fields.get("vin", "") for line in case.claim.lines)}
    claimed = {compare.fold_number(text) for text in stated} - {""}
    one = alone and all(paper.kind in OF_ONE_VEHICLE and numbers_of(paper, "vin") for paper in papers)
    if one and claimed == {number for paper in papers for number in numbers_of(paper, "vin")}:
        return likeness
    return Likeness(_MAYBE, likeness.explanation)


def _as_people_said(case: Case, document: CaseDocument, prior: PriorDocument) -> Likeness | None:
    """What a person said of the two; None where nobody did, or against the bytes themselves."""
    said = next((p for p in case.pairs if (p.document, p.prior) == (document.id, prior.document)), None)
    if said is None or (not said.same and document.sha256 == prior.sha256):
        return None
    return Likeness(1.0, "a person found that they are one") if said.same else OTHERS


def _amount_key(text: str) -> str:
    amount = compare.as_amount(text) if text else None
    return f"{amount:.2f}" if amount is not None else ""
