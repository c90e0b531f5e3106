"""A program's rules as data; `core.rules.programfile` reads them from YAML with line and column in its errors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

Verdict = Literal["approve", "return", "review", "reject"]
DuplicatePolicy = Literal["review", "reject", "allow"]


@dataclass(frozen=True, slots=True)
class Window:
    """The days, both included, on which `field` must fall."""

    field: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class RequiredDocument:
    """A document kind and whether a claim must bring it; `kind` may be `proof_of_sale`: any of those kinds."""

    kind: str
    required: bool = True


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How a sales record must agree on one field.

    Attributes:
        how: `exact`, `amount` (largest difference, in currency units), `days`, `name` (lowest score, 0 to 1).
        limit: the number for it; 0 for exact.
    """

    how: Literal["exact", "amount", "days", "name"]
    limit: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class RuleRef:
    """One entry of `rules:`: the name of a typed rule in `core.rules` and its parameters."""

    name: str
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Program:
    """One version of one program.

    Attributes:
        name, version: the key; `version` is a string as written.
        effective_from, effective_to: when claims may be made under it (inclusive; None is open).
        timezone, locale, currency: the program's own, where a rule or an unprinted currency needs one.
        verify: fields that, where the claim states them, the documents must prove.
        match: field to tolerance: what the sales record must agree on. Empty: no sale is needed.
        confidence: the calibrated confidence at which one exact reading proves a field.
        on_fail: reason code, or a prefix of it up to a dot, to the verdict that it leads to.
        text_sha256: of the file; part of what a replay checks.
    """

    name: str
    version: str
    timezone: str
    locale: str
    currency: str
    effective_from: date | None = None
    effective_to: date | None = None
    verify: tuple[str, ...] = ()
    window: Window | None = None
    documents: tuple[RequiredDocument, ...] = ()
    match: Mapping[str, Tolerance] = field(default_factory=dict)
    duplicates: DuplicatePolicy = "review"
    confidence: float = 0.95
    on_fail: Mapping[str, Verdict] = field(default_factory=dict)
    rules: tuple[RuleRef, ...] = ()
    partial: bool = False
    text_sha256: str = ""
