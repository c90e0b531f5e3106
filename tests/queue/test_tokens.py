"""Limits hold over all web processes of one Redis, and over each of them while Redis is away."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from claimcheck.errors import ConfigError, Unavailable
from claimcheck.queue.hints import connect
from claimcheck.queue.tokens import Tokens
from claimcheck.services.context import Context
from claimcheck.services.people import keys
from claimcheck.services.rate_limits import Buckets
from claimcheck.web.app import create_app

from .redis_child import RedisChild, redis_child

pytestmark = pytest.mark.redis
SLOW = 0.01  # tokens a second: none comes back within a test


@pytest.fixture(scope="module")
def running() -> Iterator[RedisChild]:
    with redis_child() as child:
        yield child


@pytest.fixture
def child(running: RedisChild) -> RedisChild:
    connect(running.url).flushall()
    return running


def test_a_shared_bucket_holds_its_burst_and_says_when_the_next_token_comes(child: RedisChild) -> None:
    one, other = Tokens(child.url), Tokens(child.url)
    taken = [tokens.take("a", rate=SLOW, burst=3) for tokens in (one, other, one)]
    assert taken == [0.0, 0.0, 0.0]
    assert 90 < other.take("a", rate=SLOW, burst=3) <= 100
    assert other.take("b", rate=SLOW, burst=3) == 0.0


def test_a_shared_bucket_fills_at_its_rate_and_vanishes_when_it_is_full(child: RedisChild) -> None:
    tokens = Tokens(child.url)
    assert [tokens.take("a", rate=SLOW, burst=1) > 0 for _ in range(2)] == [False, True]
    assert 0 < connect(child.url).pttl("claimcheck:tokens:a") <= 101_000  # type: ignore[operator]
    tokens.take("b", rate=50, burst=1)
    while tokens.take("b", rate=50, burst=1):
        pass  # it comes back by itself, or this never ends


def test_a_clock_that_was_set_back_keeps_nobody_waiting(child: RedisChild) -> None:
    tokens = Tokens(child.url)
    tokens.take("a", rate=1, burst=3)
    connect(child.url).set("claimcheck:tokens:a", (time.time() + 3600) * 1000)
    assert tokens.take("a", rate=1, burst=3) == 0.0


def test_a_redis_that_cannot_is_unavailable_and_no_address_is_refused(child: RedisChild, tmp_path: object) -> None:
    with pytest.raises(Unavailable):
        Tokens(f"unix://{tmp_path}/nobody.sock").take("a", rate=1, burst=1)
    with pytest.raises(ConfigError):
        Tokens("http://localhost")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_two_web_processes_count_the_calls_of_a_key_together(child: RedisChild, context: Context) -> None:
    limited = {"redis_url": child.url, "rate_per_second": SLOW, "rate_burst": 3}
    here = replace(context, settings=context.settings.model_copy(update=limited))
    key = keys.create(here, maker_id="acme", organisation="D1", role="dealer").secret
    with TestClient(create_app(context=here)) as one, TestClient(create_app(context=here)) as other:
        asked = [at.get("/v1/me", headers={"Authorization": f"Bearer {key}"}) for at in (one, other, one, other, one)]
    assert [answer.status_code for answer in asked] == [200, 200, 200, 429, 429]


def test_while_redis_is_away_each_process_counts_for_itself_and_says_so_once(caplog: pytest.LogCaptureFixture) -> None:
    now = [0.0]
    with redis_child() as away, caplog.at_level(logging.WARNING, "claimcheck.services.rate_limits"):
        buckets = Buckets(SLOW, 2, lambda: now[0], Tokens(away.url))
        assert buckets.take("a") == 0.0
        away.kill()
        assert [buckets.take("a") > 0 for _ in range(3)] == [False, False, True]  # its own bucket, and no more
        now[0] = 6.0
        assert buckets.take("a") > 0
        assert [record.message.partition(":")[0] for record in caplog.records] == [
            "Limits are counted by each process for itself"
        ]
        away.start()
        now[0] = 12.0
        assert buckets.take("a") == 0.0
        assert caplog.records[-1].message == "Limits are counted by all processes together again."
