"""Values of a claim's documents that a checking company may not be told in words.

They are the values that stand where its masked pages hide something, and names of parties that neither the claim nor
its sale states.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimcheck.core.personal import Secrets, fold
from claimcheck.core.personal.masking import Areas, Kept, Masked
from claimcheck.core.personal.names import names_somebody
from claimcheck.core.personal.parties import PARTIES, may_be_told
from claimcheck.model.decisions import Decision
from claimcheck.model.documents import Box, Field, Page
from claimcheck.services.judging.gathering import Gathered

Pairs = Sequence[tuple[str, str]]
"""Fields and what is stated of them."""

_TELLING = 5
"""Values of fewer characters are left out: one may be hidden only because it stands beside what is hidden."""

_SHORTEST = 2
"""The fewest characters of a party's name that is looked for in texts."""


def stated_by(found: Gathered) -> list[tuple[str, str]]:
    """The fields that the claim states, as a whole and line by line."""
    lines = (found.claim.fields, *(line.fields for line in found.claim.lines))
    return [pair for fields in lines for pair in fields.items()]


def withheld(
    found: Gathered, secrets: Secrets, stated: Pairs, decision: Decision | None,
    pages: Sequence[tuple[str, Page, Masked]],
) -> list[tuple[str, bool]]:  # fmt: skip
    """Find the values that are told nowhere; with each, whether it is known to be personal.

    Three kinds of value are withheld, unless the claim states them: those read where a page hides what stands there;
    those that stand on no page (in an invoice's own data) and may be somebody's name; and names of parties that may not
    be told.

    Args:
        found: the claim and its documents.
        secrets: what the program hides of it.
        stated: fields with the values that claim and sale state.
        decision: the decision on the claim.
        pages: document id, page, and how that page is masked.
    """
    claimed = {fold(said)[0] for _, said in stated_by(found)}
    shown = {(document, page.number): (page, how) for document, page, how in pages}
    dark = {at: (Areas(how.hidden), Areas(how.certain)) for at, (_, how) in shown.items()}
    nothing = Areas(()), Areas(())
    covered: list[tuple[str, bool]] = []
    for document in found.documents:
        for name, field in ((n, f) for one in document.extracted for n, f in one.fields.items()):
            at = document.id, field.page or 0
            page = shown[at][0] if at in shown else None
            hides, knows = (_hides_some(page, field.box, areas) for areas in dark.get(at, nothing))
            unseen = _names_somebody_unseen(field)
            if not secrets.hides(name) and (hides or unseen):
                covered += [(said, knows or unseen) for said in (field.value or "", field.raw) if len(said) >= _TELLING]
    read = _read_of_parties(found, decision)
    strange = [(said, True) for name, said in read if _is_strange(name, said, secrets, stated)]
    return [(said, knows) for said, knows in (*covered, *strange) if fold(said)[0] not in claimed]


def strangers(
    found: Gathered, secrets: Secrets, stated: Pairs, decision: Decision | None, document_id: str
) -> list[Kept]:
    """Where on a document the names of parties stand that may not be told, so that its pages hide them."""
    document = next(one for one in found.documents if one.id == document_id)
    fields = [pair for one in document.extracted for pair in one.fields.items()]
    places = [
        (name, field.page, field.box) for name, field in fields
        if any(_is_strange(name, said, secrets, stated) for said in (field.value or "", field.raw))
    ]  # fmt: skip
    if decision is not None:
        at = [(name, field.value or field.raw, decision.places.get(name)) for name, field in decision.fields.items()]
        at += [(reason.field, reason.found or "", reason.place) for reason in decision.reasons]
        places += [
            (name, place.page, place.box) for name, said, place in at
            if place is not None and place.document == document_id and _is_strange(name, said, secrets, stated)
        ]  # fmt: skip
    return [Kept(name, page, box, claimed=False) for name, page, box in places if page is not None and box is not None]


def _read_of_parties(found: Gathered, decision: Decision | None) -> Iterator[tuple[str, str]]:
    """Everything that was read as a party's name or number, by today's engine and when the claim was decided."""
    fields = [pair for document in found.documents for one in document.extracted for pair in one.fields.items()]
    if decision is not None:
        fields += [pair for one in decision.documents for read in one.extracted for pair in read.fields.items()]
        fields += decision.fields.items()
        about = (*((f.field, f.found) for f in decision.findings), *((r.field, r.found) for r in decision.reasons))
        yield from ((name, said) for name, said in about if said)
    for name, field in fields:
        yield from ((name, said) for said in (field.value or "", field.raw, *field.alternatives))


def _is_strange(name: str, said: str, secrets: Secrets, stated: Pairs) -> bool:
    """Whether what was read for a party may be somebody's name."""
    if name not in PARTIES or secrets.hides(name) or not secrets.hides("person") or len(said.strip()) < _SHORTEST:
        return False
    return not may_be_told(name, said, stated)


def _names_somebody_unseen(field: Field) -> bool:
    return field.box is None and field.name == "seller_name" and names_somebody(field.value or field.raw)


def _hides_some(page: Page | None, box: Box | None, dark: Areas) -> bool:
    """Whether a page hides what stands in a box, or a word of it."""
    if page is None or box is None:
        return False
    words = [word.box for line in page.lines for word in line.words or (line,) if word.box.within(box)]
    return any(map(dark.hold, (box, *words)))
