"""Findings, reasons and decisions: why a claim got its verdict, and what would mend it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from claimcheck.model.documents import Box, Extracted, Field
from claimcheck.model.programs import Verdict
from claimcheck.model.said import Said

Outcome = Literal["pass", "fail", "unknown", "not_applicable"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: document id, 1-based page, box."""

    document: str
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check made of the claim.

    Attributes:
        code: stable, `subject.what`: `amount.contradicted`, `date.outside_window`, `sale.missing`, …
        outcome: `fail` and `unknown` never let the machine approve.
        field: the field that it speaks of; `sale` and `document` where it is one of them.
        message: the sentence that the claimant reads.
        claimed, found: the two values, where there are two.
        line: claim line number; None for the whole claim.
        supports, contradictions: the grounds, in words, for the explanation.
    """

    code: str
    outcome: Outcome
    field: str
    message: str | Said
    claimed: str | None = None
    found: str | None = None
    place: Place | None = None
    line: int | None = None
    supports: tuple[str | Said, ...] = ()
    contradictions: tuple[str | Said, ...] = ()
    certain: bool = False

    @property
    def differs(self) -> bool:
        """Whether a document shows another value: where a rule alone is against it, claim and page may agree."""
        return self.outcome == "fail" and self.code.endswith(".contradicted")


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of a verdict: one per field that is wrong, no more."""

    code: str
    field: str
    message: str | Said
    verdict: Verdict
    claimed: str | None = None
    found: str | None = None
    place: Place | None = None
    fix: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """The one thing that a person must answer before the claim can go on."""

    code: str
    field: str
    text: str | Said
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sales record that was weighed: its score (0 to 1), whether it agrees within the tolerances, and why."""

    sale: str
    sale_id: str
    score: float
    agrees: bool
    explanation: tuple[str | Said, ...]


@dataclass(frozen=True, slots=True)
class LineVerdict:
    """The verdict on one claim line, the sale that it uses and what it pays (currency units of the claim)."""

    line: int
    verdict: Verdict
    sale: str | None = None
    sale_id: str | None = None
    quantity: Decimal = Decimal(1)
    payable: Decimal | None = None


@dataclass(frozen=True, slots=True)
class DocumentReading:
    """What stands on one attached document, as it was when the decision fell."""

    document: str
    extracted: tuple[Extracted, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What `core.judge` says of a case: superseded by a later one, never updated."""

    verdict: Verdict
    reasons: tuple[Reason, ...]
    findings: tuple[Finding, ...]
    lines: tuple[LineVerdict, ...]
    fields: Mapping[str, Field] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    documents: tuple[DocumentReading, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    sale_id: str | None = None
    duplicate_of: str | None = None
    question: Question | None = None
    program_version: str = ""
    engine_version: str = ""
