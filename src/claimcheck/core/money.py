"""Money between `Decimal` in code and integer minor units in the database (ISO 4217 exponents)."""

from __future__ import annotations

from decimal import Decimal

_EXPONENTS = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
    **dict.fromkeys("CLF UYW".split(), 4),
}


def exponent(currency: str) -> int:
    """Decimal places of a currency's minor unit: 2 for EUR and for what is unknown, 0 for JPY, 3 for KWD."""
    return _EXPONENTS.get(currency.upper(), 2)


def to_minor(amount: Decimal, currency: str) -> int:
    """An amount in minor units.

    Raises:
        ValueError: when the amount has more places than the currency, so that nothing is rounded unseen.
    """
    scaled = amount.scaleb(exponent(currency))
    if scaled != scaled.to_integral_value():
        raise ValueError(f"{amount} has more decimal places than {currency} allows")
    return int(scaled)


def from_minor(minor: int, currency: str) -> Decimal:
    """The amount that so many minor units are, with the currency's places: 1234 MYR is 12.34."""
    return Decimal(minor).scaleb(-exponent(currency))
