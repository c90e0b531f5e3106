"""Sales records as the maker's systems know them, and what of them claims have used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Sale:
    """One sale line that a claim may refer to.

    Attributes:
        id: ours.
        sale_id: the outside id, unique per maker and source.
        line: 1-based line of that sale.
        dealer: outside id of the dealer who made it; empty when the register does not say.
        fields: any field names (seller_name, invoice_date, total_amount, currency, vin, …), normalised strings.
        quantity: units sold, the most that claims of one program may use.
        cancelled: whether a later import took it back.
    """

    id: str
    sale_id: str
    line: int
    dealer: str
    fields: Mapping[str, str] = field(default_factory=dict)
    quantity: Decimal = Decimal(1)
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class SaleUse:
    """What an earlier claim has used of a sale line under a program; `settled` once that claim is approved."""

    sale: str
    program: str
    claim: str
    quantity: Decimal
    settled: bool
