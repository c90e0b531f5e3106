"""Where to look again: the few places of a case whose second reading may settle what the first leaves open."""

from __future__ import annotations

from collections.abc import Mapping

from claimcheck.core.evidence.owned import own_papers
from claimcheck.core.evidence.proof import Source
from claimcheck.core.evidence.weighing import weigh, weigh_unclaimed
from claimcheck.core.verify import proving, sources
from claimcheck.model.case import Case, Doubt
from claimcheck.model.documents import Box

MOST = 6
"""Second looks cost about a tenth of a second each; more than these settle nothing."""
MOST_IN_ALL = 30
"""The same for all lines of a claim that rest on papers of their own."""


def doubts(case: Case) -> tuple[Doubt, ...]:
    """The boxes worth a second look, given what is claimed: readings that do not prove it.

    A reading that says otherwise is looked at again too: the first reader may have slipped. Places that were looked
    at already are left out.
    """
    documents = sources(case)
    owned = own_papers(case, documents)
    if not owned.by:
        return tuple(place for source in documents[:1] for place in _of(case, source, case.claim.fields))[:MOST]
    found: dict[Doubt, None] = {}
    for at, line in enumerate(case.claim.lines):
        claimed = {**case.claim.fields, **line.fields}
        for source in proving(case, owned.told(at), claimed)[:1]:
            found.update(dict.fromkeys(_of(case, source, claimed)[:MOST]))
    return tuple(found)[:MOST_IN_ALL]


def _of(case: Case, source: Source, claimed: Mapping[str, str]) -> list[Doubt]:
    """The places of one paper that do not prove what is claimed of it."""
    found: list[Doubt] = []
    for name in (*case.program.verify, *_unstated(case, claimed)):
        value = claimed.get(name)
        evidence = weigh(source, name, value) if value else weigh_unclaimed(source, name)
        if name == "currency" or evidence is None or evidence.place.box is None or evidence.place.page is None:
            continue
        if evidence.proves(case.program.confidence):
            continue
        why = "agrees, but is not proved" if evidence.agrees else "says something else"
        page = evidence.place.page
        looked = {look.box for look in source.document.looks if look.page == page}
        boxes = [box for box in places(name, evidence.place.box) if box not in looked]
        found.extend(Doubt(source.document.id, page, box, f"{name}: the reading {why}") for box in boxes)
    return found


def _unstated(case: Case, claimed: Mapping[str, str]) -> tuple[str, ...]:
    """What finds the sale, or bears out an amount, and neither the claim states nor the program verifies."""
    asked = any(line.claimed_amount is not None for line in case.claim.lines)
    names = dict.fromkeys((*case.program.match, *(("total_amount",) if asked else ())))
    return tuple(name for name in names if name not in case.program.verify and not claimed.get(name))


def places(name: str, box: Box) -> tuple[Box, ...]:
    """Where to look for a field.

    At its print; for a name all along its row, for a word at an end may have been lost; for an amount both, for the
    label beside it helps a reader to see a number at all.
    """
    row = Box(min(box.left, 0.03), box.top, max(box.right, 0.97), box.bottom)
    if name.endswith("_amount"):
        return box, row
    return (row,) if name.endswith("_name") else (box,)
