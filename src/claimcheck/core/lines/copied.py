"""Whether papers that two lines rest on are one paper: a copy on which another vehicle's number was set."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from claimcheck.core.evidence.weighing import Source
from claimcheck.core.lines.told_apart import firm
from claimcheck.core.originals import likeness
from claimcheck.core.values import compare
from claimcheck.model.case import Case, CaseDocument, PriorDocument
from claimcheck.model.decisions import Finding, Place

_ONE = 0.5
"""Likeness from which on two papers may be one, as among those of several claims."""


def copied(case: Case, papers: Sequence[Source]) -> Finding | None:
    """A finding where two of the papers that lines told apart rest on are one, by what is printed on them."""
    for one, other in _pairs(papers):
        if likeness.weigh(_alone(one), _earlier(case, other)).score >= _ONE:
            message = "Two documents of this claim may be one."
            place = Place(other.document.id, other.extracted.pages[0] if other.extracted.pages else None)
            return Finding("document.reused", "unknown", "document", message, place=place)
    return None


def _pairs(papers: Sequence[Source]) -> Iterator[tuple[Source, Source]]:
    """Papers that share a number, or their day and total; what shares neither is no copy."""
    groups: dict[Hashable, list[Source]] = {}
    for paper in papers:
        day, total, number = (
            field.value if (field := firm(paper.extracted, name)) is not None else None
            for name in ("invoice_date", "total_amount", "invoice_number")
        )
        if number:
            groups.setdefault(compare.fold_number(number), []).append(paper)
        if day or total:
            groups.setdefault((day, total), []).append(paper)
    for group in groups.values():
        yield from combinations(group, 2)


def _alone(source: Source) -> CaseDocument:
    """A paper as if it were a file of its own; one of several in a file shows nothing by its pages' pictures."""
    document = source.document
    own = [page for page in document.pages.pages if page.number in source.extracted.pages]
    if len(document.extracted) > 1:
        own = [replace(page, picture_hash="", scan_hash="") for page in own]
    return replace(
        document, sha256=document.id, extracted=(source.extracted,), pages=replace(document.pages, pages=tuple(own))
    )


def _earlier(case: Case, source: Source) -> PriorDocument:
    """A paper as an earlier claim's would be held beside another."""
    alone = _alone(source)
    pages = alone.pages.pages
    return PriorDocument(
        "", 0, case.program.name, alone.id, "", tuple(page.picture_hash for page in pages), alone.extracted,
        tuple(page.scan_hash for page in pages),
    )  # fmt: skip
