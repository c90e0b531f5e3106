"""Whether papers of two lines are one paper: a copy on which another vehicle's number was set."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

from claimcheck.core.evidence.owned import OF_VEHICLES, Owned
from claimcheck.core.evidence.proof import Source
from claimcheck.core.lines.told_apart import each_its_own, firm, two
from claimcheck.core.originals import likeness
from claimcheck.core.values import compare
from claimcheck.core.values.fingerprints import fingerprint
from claimcheck.model.case import Case, CaseDocument, PriorDocument
from claimcheck.model.decisions import Finding, Place
from claimcheck.model.documents import PROOF_OF_SALE

_ONE = 0.5
"""Likeness from which on two papers may be one, as among those of several claims."""
_OF_ONE_CAR: Final = {"plate_number": ((5, 1),), "engine_number": ((9, 6), (7, 7))}
"""What two vehicles do not share, the signs and the figures among them at the least: an engine's type has fewer."""


@dataclass(frozen=True, slots=True)
class _Paper:
    """A paper that lines rest on or that names their vehicles, beside others and behind them.

    Attributes:
        source: the paper.
        lines: that it speaks of.
        rested: whether one of them rests on it.
        alone: the paper as if it were a file of its own.
        earlier: the same as an earlier claim's would be held beside another.
    """

    source: Source
    lines: frozenset[int]
    rested: bool
    alone: CaseDocument
    earlier: PriorDocument


def copied(case: Case, resting: Sequence[Source | None], owned: Owned) -> Finding | None:
    """A finding where two papers of lines told apart are one, by what is printed on them, or are of one vehicle.

    Args:
        case: the claim.
        resting: the paper that each line rests on.
        owned: the papers of each line.
    """
    papers = _papers(case, resting, owned)
    for one, other in _pairs(papers):
        if _one_purchase(one, other) or _one_number(one, other) or _may_be_one(one, other):
            return _finding(other.source)
    return _of_one_car(papers)


def _papers(case: Case, resting: Sequence[Source | None], owned: Owned) -> list[_Paper]:
    taken = {id(source) for source in resting if source is not None}
    lines: dict[int, set[int]] = {}
    sources: dict[int, Source] = {}
    for at, seen in enumerate(owned.lines):
        for own in seen:
            if own.names or own.paper is resting[at]:
                lines.setdefault(id(own.paper), set()).add(at)
                sources[id(own.paper)] = own.paper
    return [
        _Paper(source, frozenset(lines[key]), key in taken, *_beside(case, source)) for key, source in sources.items()
    ]


def _pairs(papers: Sequence[_Paper]) -> Iterator[tuple[_Paper, _Paper]]:
    """Papers of two lines that share a number, a day or a total, or speak of vehicles only: no others are a copy."""
    groups: dict[Hashable, list[int]] = {}
    for at, paper in enumerate(papers):
        if paper.source.extracted.kind in OF_VEHICLES:
            groups.setdefault("", []).append(at)
            continue
        for name in likeness.FACTS:
            field = paper.source.extracted.fields.get(name)
            values = {v for v in (field.value, *field.alternatives) if v} if field is not None else set()
            for value in values:
                groups.setdefault((name, compare.fold_number(value)), []).append(at)
    seen = {pair for group in groups.values() for pair in combinations(group, 2)}
    for i, k in sorted(seen):
        one, other = papers[i], papers[k]
        if (one.rested and other.rested) or not one.lines & other.lines:
            yield one, other


def _one_purchase(one: _Paper, other: _Paper) -> bool:
    """Whether two lines rest on an invoice and its receipt: two kinds of one day and total."""
    both = [one.source, other.source]
    sold = all(paper.extracted.kind in PROOF_OF_SALE for paper in both)
    return one.rested and other.rested and sold and not each_its_own(both) and not two(*both)


def _one_number(one: _Paper, other: _Paper) -> bool:
    """Whether two lines rest on papers of one seller with one number, which is given once."""
    both = [one.source, other.source]
    number = _number(one.source, "invoice_number")
    sold = all(paper.extracted.kind in PROOF_OF_SALE for paper in both)
    if not (one.rested and other.rested and sold and number and number == _number(other.source, "invoice_number")):
        return False
    first, second = (firm(paper.extracted, "seller_name") for paper in both)
    return first is None or second is None or compare.names(first.value or "", second.value or "").same


def _may_be_one(one: _Paper, other: _Paper) -> bool:
    kinds = {one.source.extracted.kind, other.source.extracted.kind}
    if kinds <= OF_VEHICLES and _differ(one.source, other.source, "plate_number"):
        return False
    return likeness.weigh(one.alone, other.earlier, kinds=frozenset(kinds)).score >= _ONE


def _differ(one: Source, other: Source, name: str) -> bool:
    left, right = _number(one, name), _number(other, name)
    return bool(left and right) and left != right


def _of_one_car(papers: Collection[_Paper]) -> Finding | None:
    """A finding where the papers of two lines show one plate, or one engine."""
    seen: dict[tuple[str, str], int] = {}
    for paper in papers:
        for name, least in _OF_ONE_CAR.items() if len(paper.lines) == 1 else ():
            number, line = _number(paper.source, name), min(paper.lines)
            figures = sum(map(str.isdigit, number))
            if not any(len(number) >= signs and figures >= some for signs, some in least):
                continue
            if seen.setdefault((name, number), line) != line:
                return _finding(paper.source)
    return None


def _number(source: Source, name: str) -> str:
    field = firm(source.extracted, name)
    return compare.fold_number(field.value or "") if field is not None else ""


def _finding(source: Source) -> Finding:
    pages = source.extracted.pages
    message = "Two documents of this claim may be one."
    place = Place(source.document.id, pages[0] if pages else None)
    return Finding("document.reused", "unknown", "document", message, place=place)


def _beside(case: Case, source: Source) -> tuple[CaseDocument, PriorDocument]:
    """A paper as a file of its own, and as an earlier claim's would be held beside another.

    One of several in a file shows nothing by its pages' pictures.
    """
    document, extracted = source.document, source.extracted
    own = [page for page in document.pages.pages if page.number in extracted.pages]
    if len(document.extracted) > 1:
        own = [replace(page, picture_hash="", scan_hash="") for page in own]
    pages = replace(document.pages, pages=tuple(own))
    told = replace(extracted, fingerprint=extracted.fingerprint or tuple(fingerprint(pages, extracted.pages)))
    alone = replace(document, sha256=document.id, extracted=(told,), pages=pages)
    earlier = PriorDocument(
        "", 0, case.program.name, alone.id, "", tuple(page.picture_hash for page in own), alone.extracted,
        tuple(page.scan_hash for page in own),
    )  # fmt: skip
    return alone, earlier
