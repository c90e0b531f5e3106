"""The pool as a process, and what is left when any part of it is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from rq import Queue
from rq.serializers import JSONSerializer

from claimcheck.queue.hints import Hint, Hints, connect

from .redis_child import RedisChild, redis_child

pytestmark = [pytest.mark.slow, pytest.mark.redis]
QUICK, LONG, DEAF, STONE_DEAF, LATER = (Hint(f"019a8f00-0000-7000-8000-00000000000{n}", 0) for n in range(1, 6))


@pytest.fixture
def child() -> Iterator[RedisChild]:
    with redis_child() as child:
        yield child


@contextmanager
def pool(child: RedisChild, folder: Path, *, seconds: int = 200) -> Iterator[subprocess.Popen[bytes]]:
    """A pool whose jobs have so long: longer than a test waits, so that no job ends for another reason than it says."""
    script = Path(__file__).with_name("pool_child.py")
    process = subprocess.Popen([sys.executable, str(script), child.url, str(folder), str(seconds)])
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_for(condition: Callable[[], object], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1][0] not in "ZX"
    except FileNotFoundError:
        return False


def begun(folder: Path, hint: Hint) -> list[int]:
    """The pids of the work-horse and of its worker."""
    trace = folder / f"begun-{hint.work_id}"
    wait_for(lambda: trace.exists() and trace.read_text())
    return [int(pid) for pid in trace.read_text().split()]


def done(folder: Path, hint: Hint) -> bool:
    return (folder / f"done-{hint.work_id}").exists()


def test_a_killed_horse_leaves_a_worker_that_takes_the_next_job(child: RedisChild, tmp_path: Path) -> None:
    with pool(child, tmp_path):
        hints = Hints(connect(child.url))
        hints.send("read", [LONG])
        horse, worker = begun(tmp_path, LONG)
        os.kill(horse, signal.SIGKILL)
        noted = tmp_path / f"died-{LONG.work_id}"
        wait_for(lambda: noted.exists() and noted.read_text() == str(horse))
        hints.send("read", [QUICK])
        wait_for(lambda: done(tmp_path, QUICK))
        assert begun(tmp_path, QUICK)[1] == worker
        assert not (tmp_path / f"died-{QUICK.work_id}").exists()


def test_a_horse_lasts_for_many_jobs(child: RedisChild, tmp_path: Path) -> None:
    with pool(child, tmp_path):
        Hints(connect(child.url)).send("read", [QUICK, LATER])
        wait_for(lambda: done(tmp_path, LATER))
        assert begun(tmp_path, QUICK) == begun(tmp_path, LATER)


def test_a_horse_killed_between_two_jobs_costs_none_of_them(child: RedisChild, tmp_path: Path) -> None:
    with pool(child, tmp_path):
        hints = Hints(connect(child.url))
        hints.send("read", [QUICK])
        wait_for(lambda: done(tmp_path, QUICK))
        os.kill(begun(tmp_path, QUICK)[0], signal.SIGKILL)
        hints.send("read", [LATER])
        wait_for(lambda: done(tmp_path, LATER))
        assert not (tmp_path / f"died-{LATER.work_id}").exists()


def test_a_killed_worker_takes_its_horse_along_and_is_replaced(child: RedisChild, tmp_path: Path) -> None:
    with pool(child, tmp_path):
        hints = Hints(connect(child.url))
        hints.send("read", [LONG])
        horse, worker = begun(tmp_path, LONG)
        os.kill(worker, signal.SIGKILL)
        wait_for(lambda: not alive(horse))
        hints.send("read", [QUICK])
        wait_for(lambda: done(tmp_path, QUICK))


def test_a_killed_pool_leaves_no_process_behind(child: RedisChild, tmp_path: Path) -> None:
    with pool(child, tmp_path) as process:
        Hints(connect(child.url)).send("read", [LONG])
        pids = begun(tmp_path, LONG)
        process.kill()
        wait_for(lambda: not any(alive(pid) for pid in pids))


def test_workers_outlive_a_redis_that_is_killed_and_comes_back_empty(child: RedisChild, tmp_path: Path) -> None:
    with pool(child, tmp_path):
        wait_for((tmp_path / "beat").exists)
        child.kill()
        time.sleep(1.5)
        Hints(child.start()).send("read", [QUICK])
        wait_for(lambda: done(tmp_path, QUICK))


@pytest.mark.parametrize("hint", [DEAF, STONE_DEAF])
def test_a_job_past_its_time_is_ended_whatever_it_swallows(child: RedisChild, tmp_path: Path, hint: Hint) -> None:
    with pool(child, tmp_path, seconds=2):
        Hints(connect(child.url)).send("read", [hint, QUICK])
        horse = begun(tmp_path, hint)[0]
        wait_for(lambda: not alive(horse))
        wait_for(lambda: done(tmp_path, QUICK))
        assert not done(tmp_path, hint)


def test_a_function_that_a_redis_writer_names_is_not_run(child: RedisChild, tmp_path: Path) -> None:
    target = tmp_path / "written-by-a-stranger"
    with pool(child, tmp_path):
        queue = Queue("read", connection=connect(child.url), serializer=JSONSerializer)
        queue.enqueue("os.mkdir", str(target))
        queue.enqueue("read", QUICK.work_id, on_success=None, job_id="x")
        wait_for(lambda: done(tmp_path, QUICK))
        assert not target.exists()


def test_redis_holds_nothing_of_jobs_that_are_done(child: RedisChild, tmp_path: Path) -> None:
    with pool(child, tmp_path):
        connection = connect(child.url)
        Hints(connection).send("read", [QUICK])
        wait_for(lambda: done(tmp_path, QUICK))
        wait_for(lambda: not connection.keys("rq:job:*") and not connection.keys("rq:results:*"))


def test_sigterm_ends_the_pool_after_the_job_under_way(child: RedisChild, tmp_path: Path) -> None:
    with pool(child, tmp_path) as process:
        wait_for((tmp_path / "beat").exists)
        process.terminate()
        assert process.wait(timeout=60) == 0


def test_work_that_outlasts_the_patience_of_a_pool_that_stops_is_given_back(child: RedisChild, tmp_path: Path) -> None:
    with pool(child, tmp_path) as process:
        Hints(connect(child.url)).send("read", [LONG])
        horse, _ = begun(tmp_path, LONG)
        process.terminate()
        assert process.wait(timeout=60) == 0
        assert (tmp_path / f"left-{LONG.work_id}").read_text() == str(horse)
        assert not (tmp_path / f"died-{LONG.work_id}").exists()


def test_a_pool_that_stops_while_redis_is_away_gives_its_work_back(child: RedisChild, tmp_path: Path) -> None:
    with pool(child, tmp_path) as process:
        Hints(connect(child.url)).send("read", [LONG])
        begun(tmp_path, LONG)
        child.kill()
        process.terminate()
        wait_for((tmp_path / f"left-{LONG.work_id}").exists)
