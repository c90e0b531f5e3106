"""Where to look again: the few places of a case whose second reading may settle what the first leaves open."""

from __future__ import annotations

from claimcheck.core import verify
from claimcheck.model.case import Case, Doubt
from claimcheck.model.documents import Box

MOST = 4
"""Second looks cost about a tenth of a second each; more than these settle nothing."""
_MARGIN_X, _MARGIN_Y = 0.02, 0.006


def doubts(case: Case) -> tuple[Doubt, ...]:
    """The boxes worth a second look, given what is claimed: readings that agree with the claim but do not prove it.

    A reading that says otherwise is looked at again too, where it is weak: the first reader may have slipped.
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
            page, box = evidence.place.page, wider(evidence.place.box)
            if any(look.page == page and look.box == box for look in source.document.looks):
                continue
            why = "agrees, but is not proved" if evidence.agrees else "says something else"
            found.append(Doubt(source.document.id, page, box, f"{name}: the reading {why}"))
    return tuple(found[:MOST])


def wider(box: Box) -> Box:
    """A box with the margin that a reader needs around print."""
    return Box(
        max(0.0, round(box.left - _MARGIN_X, 4)), max(0.0, round(box.top - _MARGIN_Y, 4)),
        min(1.0, round(box.right + _MARGIN_X, 4)), min(1.0, round(box.bottom + _MARGIN_Y, 4)),
    )  # fmt: skip
