"""Where to look again: the few places of a case whose second reading may settle what the first leaves open."""

from __future__ import annotations

from claimcheck.core import verify
from claimcheck.model.case import Case, Doubt
from claimcheck.model.documents import Box

MOST = 4
"""Second looks cost about a tenth of a second each; more than these settle nothing."""


def doubts(case: Case) -> tuple[Doubt, ...]:
    """The boxes worth a second look, given what is claimed: readings that do not prove it.

    A reading that says otherwise is looked at again too: the first reader may have slipped. Places that were looked
    at already are left out.
    """
    found: list[Doubt] = []
    for source in verify.sources(case)[:1]:
        for name in case.program.verify:
            value = case.claim.fields.get(name)
            evidence = verify.weigh(source, name, value) if value and name != "currency" else None
            if evidence is None or evidence.place.box is None or evidence.place.page is None:
                continue
            if evidence.proves(case.program.confidence):
                continue
            page, box = evidence.place.page, evidence.place.box
            if name.endswith("_name"):
                box = Box(
                    min(box.left, 0.03), box.top, max(box.right, 0.97), box.bottom
                )  # a word at an end may be lost
            if any(look.page == page and look.box == box for look in source.document.looks):
                continue
            why = "agrees, but is not proved" if evidence.agrees else "says something else"
            found.append(Doubt(source.document.id, page, box, f"{name}: the reading {why}"))
    return tuple(found[:MOST])
