"""What a person reads on a page takes the place of what the machine read there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from claimcheck.core.evidence.proof import DISAGREE, PERSON
from claimcheck.model.case import Correction
from claimcheck.model.documents import Extracted, Field


def corrected(
    extracted: tuple[Extracted, ...], document: str, corrections: Iterable[Correction]
) -> tuple[Extracted, ...]:
    """What stands on a document's papers once people have read them.

    Args:
        extracted: as the machine read them.
        document: id of the document.
        corrections: of any documents; those of others are left out.
    """
    papers = list(extracted)
    for said in corrections:
        if said.document != document or not papers:
            continue
        at = _paper(papers, said)
        papers[at] = replace(papers[at], fields=_with(papers[at].fields, said))
    return tuple(papers)


def _paper(papers: list[Extracted], said: Correction) -> int:
    """The paper that a correction speaks of: on its page, and one that states the field already, where there is one."""
    on_page = [at for at, paper in enumerate(papers) if said.page is None or said.page in paper.pages] or [0]
    return next((at for at in on_page if said.field in papers[at].fields), on_page[0])


def _with(fields: Mapping[str, Field], said: Correction) -> dict[str, Field]:
    kept = dict(fields)
    before = kept.pop(said.field, None)
    if said.value is None:
        return kept
    place = (said.page, said.box) if said.box or before is None else (before.page, before.box)
    # A file whose data and page differ stays suspect, whoever reads the page.
    grounds = (PERSON, DISAGREE) if before is not None and DISAGREE in before.supports else (PERSON,)
    kept[said.field] = Field(
        said.field, said.value, said.value, 1.0, *place, reader=PERSON, supports=grounds
    )  # fmt: skip
    return kept
