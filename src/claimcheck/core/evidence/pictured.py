"""Pages whose picture cannot be trusted: beside a label may stand the value of another row, or letters are guessed."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from claimcheck.core.evidence.proof import Source
from claimcheck.core.extract.page.letters import are_small
from claimcheck.core.extract.page.tilt import is_crooked
from claimcheck.model.decisions import Finding, Place
from claimcheck.model.documents import Page


def badly_pictured(documents: Sequence[Source], kinds: Collection[str]) -> tuple[Finding, ...]:
    """A finding for each page of these kinds that is so crooked or curled, or so small, that a person must look."""
    proving = [source for source in documents if source.extracted.kind in kinds]
    pages = {(s.document.id, p.number): p for s in proving for p in _pages(s)}
    found = []
    for (document, number), page in pages.items():
        place = Place(document, number)
        if is_crooked(page):
            message = "The lines of the page run askew or in a bow: a value may stand beside another's label."
            found.append(Finding("document.askew", "unknown", "document", message, place=place))
        if are_small(page):
            message = "The print of the page is so small that one letter or digit may have been read as another."
            found.append(Finding("document.small", "unknown", "document", message, place=place))
    return tuple(found)


def _pages(source: Source) -> Sequence[Page]:
    return [page for page in source.document.pages.pages if page.number in source.extracted.pages]
