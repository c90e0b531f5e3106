"""Limits per key: a bucket of tokens that fills at a steady rate, shared by all processes that have one Redis.

While Redis is away each process counts for itself: nobody is refused for that, and nobody is unlimited.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from claimcheck.errors import Unavailable
from claimcheck.queue.tokens import Tokens
from claimcheck.settings import Settings

_log = logging.getLogger(__name__)
_AWAY_SECONDS: Final = 5.0
"""How long a Redis that did not answer is not asked again: a request must not wait for it."""


def buckets(settings: Settings) -> Buckets:
    """The buckets of a web process: shared where there is a Redis, else its own.

    Raises:
        ConfigError: an address that is none of Redis.
    """
    shared = Tokens(settings.redis_url) if settings.redis_url else None
    return Buckets(settings.rate_per_second, settings.rate_burst, time.monotonic, shared)


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
        shared: where all processes count together; None: this one counts for itself.
    """

    rate: float
    burst: float
    clock: Callable[[], float]
    shared: Tokens | None = None
    _away_until: float | None = None
    _buckets: dict[str, Bucket] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, key: str) -> float:
        """Take one token: 0.0 when there was one, else the seconds until there will be."""
        now = self.clock()
        if self.shared is not None and (self._away_until is None or now >= self._away_until):
            try:
                wait = self.shared.take(key, rate=self.rate, burst=self.burst)
            except Unavailable as error:
                self._missed(now, error)
            else:
                self._found()
                return wait
        return self._own(key, now)

    def _missed(self, now: float, error: Unavailable) -> None:
        if self._away_until is None:
            _log.warning("Limits are counted by each process for itself: %s", error)
        self._away_until = now + _AWAY_SECONDS

    def _found(self) -> None:
        if self._away_until is not None:
            _log.warning("Limits are counted by all processes together again.")
            self._away_until = None

    def _own(self, key: str, now: float) -> float:
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
