"""Shares with their uncertainty: how often something was so, and between which bounds the truth lies."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from math import sqrt

_Z = 1.959964
"""Of 95 per cent, both sides."""


def drawn(share: Decimal, sample: str, subject: str) -> bool:
    """Whether a subject is in a random sample: by its id alone, so that it is the same whoever asks and when.

    Args:
        share: of all subjects, from 0 to 1.
        sample: the name of the sample: others draw others.
        subject: an id that nobody can choose.
    """
    number = int.from_bytes(hashlib.sha256(f"{sample}:{subject}".encode()).digest()[:8])
    return number < share * 2**64


def interval(hits: int, of: int) -> tuple[float, float]:
    """The 95 % bounds of a share (Wilson 1927): right for small numbers too.

    Args:
        hits: how often it was so.
        of: how often it was looked at; 0: nothing is known.
    """
    if of <= 0:
        return 0.0, 1.0
    share, z2 = hits / of, _Z * _Z
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = _Z * sqrt(share * (1 - share) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    return max(0.0, middle - half), min(1.0, middle + half)
