"""What one document says of one value, and when that proves it.

A value is proved by an exact, unrepaired reading at or above the program's confidence, or by two supports of different
origin; a better candidate elsewhere on the page counts as much as a support.
"""

from __future__ import annotations

from dataclasses import dataclass

from claimcheck.core.extract.page.rows import Row
from claimcheck.core.values import compare
from claimcheck.model.case import CaseDocument
from claimcheck.model.decisions import Place
from claimcheck.model.documents import Extracted, Field

PERSON = "person"
"""The reader, and the support, of a value that a person read on the page."""
INDEPENDENT = frozenset({"second_reader", "arithmetic", "repeat", "words", "barcode", "xml", PERSON})
"""Origins of support that do not share the reading's own mistakes: the part of a support's code before the colon."""
DISAGREE = "layers.disagree"
"""The support by which extraction says that a file's XML and its page differ: such a value proves nothing."""
FIRM = 0.5
"""A reading at or above this confidence contradicts; below it, it leaves the claim open."""
CHANCE = {"name": 0.02, "number": 0.05, "date": 0.2, "address": 0.2, "amount": 1.0}
"""How likely a wrong reading is to say just what a wrong claim says. Misread names and numbers are nobody's; a wrong
date may be another of the page, and an address be claimed cut as it was read; and the amount that is claimed instead of
the total is one that is printed."""


@dataclass(frozen=True, slots=True)
class Source:
    """One paper of an attached file, with the rows of its pages."""

    document: CaseDocument
    extracted: Extracted
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one document says of one claimed value.

    Attributes:
        agrees: the document says the same.
        confidence: of the reading that says so, or otherwise.
        found: the value on the document.
        exact: neither repaired nor ambiguous nor merely alike.
        open: whether its words leave it open that this day is what is asked for: against a proof, a person is asked.
    """

    agrees: bool
    confidence: float
    found: str | None
    place: Place
    exact: bool
    supports: tuple[str, ...] = ()
    contradictions: tuple[str, ...] = ()
    open: bool = False

    def proves(self, bar: float) -> bool:
        """Proof before approval: an exact reading at the bar, or two supports of different origin.

        An exact reading, however faint, is a support of its own beside one that does not share its mistakes.
        """
        if not self.agrees or self.contradictions:
            return False
        origins = {s.split(":", 1)[0] for s in self.supports} & INDEPENDENT
        if self.exact and self.confidence >= FIRM:
            origins |= {"reading"}
        return (self.exact and self.confidence >= bar) or len(origins) >= 2


def given_agreement(kind: str, confidence: float) -> float:
    """How sure the document says what is claimed, once an exact reading agrees with it.

    Args:
        kind: what is compared, as `subject` names it.
        confidence: that the reading is right, with no claim in mind.
    """
    return 1 - (1 - confidence) * CHANCE.get(kind, 1.0)


def says(field: Field, name: str, claimed: str) -> bool:
    """Whether a field holds what is claimed."""
    return field.value is not None and compare.comparison_for(name)(claimed, field.value).same


def place_of(source: Source, field: Field) -> Place:
    """Where on its document a field stands."""
    return Place(source.document.id, field.page, field.box)
