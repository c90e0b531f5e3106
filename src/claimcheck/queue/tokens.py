"""Buckets of tokens that all processes share, in Redis: one small script takes a token or says how long to wait.

A bucket is kept as the moment at which it will be full again (the generic cell rate algorithm), by Redis's own clock.
What is not asked for vanishes by itself; a Redis that forgets everything has full buckets.
"""

from __future__ import annotations

from typing import Any, Final

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from claimcheck.errors import Unavailable
from claimcheck.queue.hints import no_address

_SECONDS: Final = 0.25  # what a request may be held up by a Redis that does not answer
_PREFIX: Final = "claimcheck:tokens:"
_TAKE: Final = """
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local step, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
local kept = tonumber(redis.call('GET', KEYS[1]) or 0)
if kept > now + (burst + 1) * step then kept = 0 end
local full = math.max(now, kept) + step
local wait = full - now - burst * step
if wait > 0.001 then return string.format('%.3f', wait) end
redis.call('SET', KEYS[1], string.format('%.3f', full), 'PX', math.ceil(full - now) + 1000)
return '0'
"""
"""Milliseconds throughout: how long one token takes to come back, how many a bucket holds. A bucket that is full later
than an empty one was kept before the clock was set back."""


class Tokens:
    """The shared buckets of one Redis. Threads may use it together; nothing is connected before the first call.

    Raises:
        ConfigError: no address of Redis.
    """

    def __init__(self, url: str) -> None:
        try:
            client = Redis.from_url(
                url, socket_connect_timeout=_SECONDS, socket_timeout=_SECONDS, retry=Retry(NoBackoff(), 0)
            )
        except ValueError as error:
            raise no_address(url) from error
        self._take: Any = client.register_script(_TAKE)

    def take(self, key: str, *, rate: float, burst: float) -> float:
        """Take one token: 0.0 when there was one, else the seconds until there will be.

        Args:
            key: whose bucket.
            rate: tokens that come back a second.
            burst: the most that a bucket holds.

        Raises:
            Unavailable: Redis does not answer, or cannot.
        """
        try:
            answer = self._take(keys=[_PREFIX + key], args=[1000 / rate, burst])
        except RedisError as error:
            raise Unavailable(f"redis does not answer: {error}", code="unavailable.redis") from error
        return float(answer) / 1000
