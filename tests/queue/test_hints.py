"""Telling Redis what is due, and noticing that it has forgotten."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import pytest

from claimcheck.errors import ConfigError, Unavailable
from claimcheck.queue.hints import Hint, Hints, connect

from .redis_child import RedisChild, redis_child

pytestmark = pytest.mark.redis
FIRST, SECOND = Hint("019a8f00-0000-7000-8000-000000000001", 0), Hint("019a8f00-0000-7000-8000-000000000002", 4)


@pytest.fixture(scope="module")
def child() -> Iterator[RedisChild]:
    with redis_child() as child:
        yield child


@pytest.fixture
def hints(child: RedisChild) -> Hints:
    connection = connect(child.url)
    connection.flushall()
    return Hints(connection)


def test_hints_wait_under_their_own_ids(hints: Hints) -> None:
    hints.send("read", [FIRST, SECOND])
    assert hints.waiting("read") == {FIRST.job_id, SECOND.job_id}
    assert hints.waiting("judge") == set()


def test_a_job_in_redis_holds_an_id_and_no_pickle(hints: Hints, child: RedisChild) -> None:
    hints.send("read", [FIRST])
    data = connect(child.url).hgetall(f"rq:job:{FIRST.job_id}")
    assert zlib.decompress(data[b"data"]) == f'["read", null, ["{FIRST.work_id}"], {{}}]'.encode()


def test_redis_remembers_until_it_is_flushed(hints: Hints, child: RedisChild) -> None:
    assert not hints.remembers()
    hints.remember()
    assert hints.remembers()
    connect(child.url).flushall()
    assert not hints.remembers()


def test_a_redis_that_is_away_is_said_to_be_unavailable(tmp_path: object) -> None:
    away = Hints(connect(f"unix://{tmp_path}/nobody.sock"))
    for call in (away.remembers, away.remember, lambda: away.waiting("read"), lambda: away.send("read", [FIRST])):
        with pytest.raises(Unavailable, match="redis does not answer"):
            call()


@pytest.mark.parametrize("url", ["", "localhost:6379", "http://localhost"])
def test_an_address_that_is_none_is_refused_with_an_example(url: str) -> None:
    with pytest.raises(ConfigError, match="redis://localhost:6379/0"):
        connect(url)
