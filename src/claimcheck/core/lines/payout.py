"""What a claim line pays, in exact decimals: never more than is claimed or the document shows."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal

from claimcheck.core.rules.subject import Subject
from claimcheck.core.values import compare
from claimcheck.core.values.money import exponent


def payable(subject: Subject) -> Decimal | None:
    """The amount that a line pays, in the claim's currency; None where the claim asks for none.

    Args:
        subject: the line with what the documents say.
    """
    asked = subject.line.claimed_amount
    if asked is None:
        return None
    text, _ = subject.value("total_amount")
    total = compare.as_amount(text) if text else None
    most = asked if total is None else min(asked, max(total, Decimal(0)))
    return rounded(max(most, Decimal(0)), subject.claimed.get("currency", subject.program.currency))


def rounded(amount: Decimal, currency: str) -> Decimal:
    """To the currency's smallest unit, never upwards."""
    return amount.quantize(Decimal(1).scaleb(-exponent(currency)), rounding=ROUND_DOWN)
