"""Limits per key: a bucket of tokens that fills at a steady rate, kept in this process."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Bucket:
    """Tokens at a moment (in seconds of a monotonic clock)."""

    tokens: float
    at: float


@dataclass(slots=True)
class Buckets:
    """One bucket a key.

    Attributes:
        rate: tokens a second.
        burst: the most that a bucket holds.
        clock: monotonic seconds.
    """

    rate: float
    burst: float
    clock: Callable[[], float]
    _buckets: dict[str, Bucket] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, key: str) -> float:
        """Take one token: 0.0 when there was one, else the seconds until there will be."""
        now = self.clock()
        with self._lock:
            before = self._buckets.get(key, Bucket(self.burst, now))
            tokens = min(self.burst, before.tokens + (now - before.at) * self.rate)
            if tokens < 1:
                return (1 - tokens) / self.rate
            self._buckets[key] = Bucket(tokens - 1, now)
            if len(self._buckets) > 10_000:
                self._forget_full(now)
        return 0.0

    def _forget_full(self, now: float) -> None:
        full = [k for k, b in self._buckets.items() if b.tokens + (now - b.at) * self.rate >= self.burst]
        for key in full:
            del self._buckets[key]
