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
class SecondDecider:
    """When a person's approval or rejection waits for a second person, who does not see it.

    Attributes:
        above: for claims over more than this amount, in the program's currency; None: for no amount.
        sample: share of all others (0 to 1), chosen by the claim's id.
        machine: share of the machine's own approvals that a person decides too, chosen at random.
    """

    above: Decimal | None = None
    sample: Decimal = Decimal(0)
    machine: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class OpenTo:
    """Whom a program is open to: these dealers, by the id that claims carry, and all dealers of these regions."""

    dealers: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()

    def includes(self, dealer: str, region: str) -> bool:
        """Whether a dealer of that region is among them."""
        return dealer in self.dealers or (region != "" and region in self.regions)


MASK = (
    "buyer_name", "buyer_id", "address", "plate_number", "phone", "email", "bank_account", "person_id", "person",
    "signature",
)  # fmt: skip
"""What is hidden from checking companies where a program does not say: fields, and kinds of `core.personal`."""


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
        second_decider: when two people decide; None: one always suffices.
        mask: fields and kinds of personal data that are hidden from checking companies.
        checkers_decide: whether a checking company's verdict stands; else a reviewer decides after it.
        appeal_days: how long after a decision it may be appealed, in days of the program's zone; 0: never.
        priority: 1 (first) to 9, of its questions to people.
        due_hours: within how many hours those are to be answered; None: no such promise.
        open_to: who may claim under it; None: all dealers.
        titles: how people call it, by language; "" stands for every other language.
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
    second_decider: SecondDecider | None = None
    appeal_days: int = 30
    priority: int = 5
    due_hours: int | None = None
    mask: tuple[str, ...] = MASK
    checkers_decide: bool = False
    open_to: OpenTo | None = None
    titles: Mapping[str, str] = field(default_factory=dict)
    text_sha256: str = ""

    def title_in(self, language: str) -> str:
        """How it is called in a language, else in English, else in any; empty where it has no title."""
        return next((self.titles[one] for one in (language, "", "en", *self.titles) if one in self.titles), "")
