"""Pictures whose lines run otherwise than their rows are grouped: beside a label may stand the value of another row."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.core.evidence.proof import Source
from claimcheck.core.extract.page.tilt import is_crooked
from claimcheck.model.decisions import Finding, Place
from claimcheck.model.documents import PROOF_OF_SALE, Page


def askew(documents: Sequence[Source]) -> tuple[Finding, ...]:
    """A finding for each page of a proof of sale that is so crooked or curled that its rows cannot be trusted."""
    sales = [source for source in documents if source.extracted.kind in PROOF_OF_SALE]
    pages = {(s.document.id, p.number): (s, p) for s in sales for p in _pages(s) if is_crooked(p)}
    return tuple(_finding(source, page) for source, page in pages.values())


def _pages(source: Source) -> Sequence[Page]:
    return [page for page in source.document.pages.pages if page.number in source.extracted.pages]


def _finding(source: Source, page: Page) -> Finding:
    message = "The lines of the page run askew or in a bow: a value may stand beside another's label."
    return Finding("document.askew", "unknown", "document", message, place=Place(source.document.id, page.number))
