"""One label of a Chinese paper, and the kinds of paper that labels stand on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from claimcheck.model.documents import Kind


@dataclass(frozen=True, slots=True)
class Label:
    """One label.

    Attributes:
        role: the field, or a role that only the page's layout tells (`name`, `id`: whose?); empty: nothing we keep.
        pattern: its wording.
        strong: whether it is told wherever it stands; a weak one must begin a cell or be followed by a colon.
        kinds: the papers that it is on; none: all.
    """

    role: str
    pattern: str
    strong: bool = True
    kinds: tuple[Kind, ...] = ()


CAR: Final[Kind] = "motor_vehicle_invoice"
VAT: Final[Kind] = "vat_invoice"
LICENCE: Final[Kind] = "vehicle_licence"
CERTIFICATE: Final[Kind] = "registration_certificate"
BUSINESS: Final[Kind] = "business_licence"
STATEMENT: Final[Kind] = "insurance_statement"
DEALS: Final[tuple[Kind, ...]] = (
    "contract", "order", "receipt", "invoice", "credit_note", "delivery_confirmation", "other",
)  # fmt: skip
"""Papers that everyone words as they like."""
SALES: Final[tuple[Kind, ...]] = (CAR, VAT, *DEALS)
OF_CARS: Final[tuple[Kind, ...]] = (CAR, LICENCE, CERTIFICATE, STATEMENT, *DEALS)
