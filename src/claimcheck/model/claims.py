"""Claims: who claims what under which program, in revisions and lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One thing claimed for.

    Attributes:
        number: 1-based within the revision.
        fields: what is claimed of this line (vin, serial_number, …) as strings; they add to the revision's.
        quantity: units claimed.
        claimed_amount: what the claimant wants paid, in the claim's currency: not the invoice amount. None when the
            program works it out.
        sale_id: the maker's outside id of the sale, where the claimant names it.
    """

    number: int
    fields: Mapping[str, str] = field(default_factory=dict)
    quantity: Decimal = Decimal(1)
    claimed_amount: Decimal | None = None
    sale_id: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One revision of a claim, as it is judged.

    Attributes:
        id: ours (UUIDv7), or the caller's `claim_id` in `check`.
        outside_id: the claimant's own number, unique per maker and dealer.
        submission: the number that settles precedence; lower came first. It stays over revisions.
        revision: 1-based.
        dealer: the claimant party's outside id.
        fields: what is claimed of the documents, name to normalised string (dates ISO, amounts plain decimals).
        documents: ids of attached documents, in order.
        submitted_on: the day of submission in the program's zone; None where it is not known (`check`).
    """

    id: str
    outside_id: str
    program: str
    dealer: str
    submission: int
    revision: int
    fields: Mapping[str, str]
    lines: tuple[ClaimLine, ...]
    documents: tuple[str, ...]
    submitted_on: date | None = None
