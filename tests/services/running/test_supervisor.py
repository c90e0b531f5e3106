"""What the embedded stack rests on: the dead are replaced, and none outlives the supervisor."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from claimcheck.services.running import supervisor
from claimcheck.services.running.supervisor import Program, Supervisor

pytestmark = pytest.mark.slow


def wait_for(condition: Callable[[], object], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


def gone(pid: int) -> bool:
    return not Path(f"/proc/{pid}").exists() or Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1][0] == "Z"


def test_a_killed_program_is_started_again(tmp_path: Path) -> None:
    kept = Supervisor([Program("sleeper", ["sleep", "60"], os.environ)], tmp_path)
    kept.start()
    try:
        wait_for(lambda: "sleeper" in kept.pids())
        first = kept.pids()["sleeper"]
        os.kill(first, signal.SIGKILL)
        wait_for(lambda: kept.pids().get("sleeper", first) != first)
        assert kept.restarts() == {"sleeper": 1}
        second = kept.pids()["sleeper"]
    finally:
        kept.stop()
    assert gone(first)
    assert gone(second)


def test_a_program_that_keeps_dying_is_started_less_and_less_often(tmp_path: Path) -> None:
    kept = Supervisor([Program("crasher", ["sh", "-c", "echo no such luck; exit 3"], os.environ)], tmp_path)
    began = time.monotonic()
    kept.start()
    wait_for(lambda: kept.restarts()["crasher"] == 2)
    kept.stop()
    assert time.monotonic() - began > 1.2  # pauses of 0.4 and 0.8 s
    assert "no such luck" in kept.tail("crasher")


def test_programs_start_one_after_another_and_what_they_stand_on_stops_last(tmp_path: Path) -> None:
    ready, order = tmp_path / "ready", tmp_path / "order"
    trap, on = f"trap 'echo $0 >> {order}; exit 0' TERM", "while :; do sleep 0.02; done"
    one, other = f"sleep 0.2; touch {ready}", f"test -e {ready} && touch {ready}.seen"
    first = Program("first", ["sh", "-c", f"{trap}; {one}; {on}", "first"], os.environ, ready=ready.exists)
    second = Program("second", ["sh", "-c", f"{trap}; {other}; {on}", "second"], os.environ)
    kept = Supervisor([first, second], tmp_path / "logs")
    kept.start()
    wait_for((tmp_path / "ready.seen").exists)
    kept.stop()
    assert order.read_text().split() == ["second", "first"]


def test_who_does_not_stop_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "STOP_SECONDS", 0.3)
    deaf = Program("deaf", ["sh", "-c", f"trap '' TERM; touch {tmp_path}/on; while :; do sleep 1; done"], os.environ)
    kept = Supervisor([deaf], tmp_path)
    kept.start()
    wait_for((tmp_path / "on").exists)
    pid = kept.pids()["deaf"]
    kept.stop()
    assert gone(pid)


def test_a_program_for_which_the_machine_has_no_process_left_is_started_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []
    real = subprocess.Popen

    def popen(*given: Any, **named: Any) -> subprocess.Popen[bytes]:
        tries.append(1)
        if len(tries) <= 2:
            raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
        return real(*given, **named)

    monkeypatch.setattr(supervisor, "FIRST_PAUSE", 0.01)
    monkeypatch.setattr(subprocess, "Popen", popen)
    kept = Supervisor([Program("sleeper", ["sleep", "60"], os.environ)], tmp_path)
    kept.start()
    try:
        wait_for(lambda: kept.pids() or not kept.lives())
        assert kept.lives()
    finally:
        kept.stop()


def test_a_program_that_lives_and_cannot_be_reached_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "LOST_SECONDS", 0.1)
    door = tmp_path / "door"
    listener = Program("listener", ["sh", "-c", f"touch {door}; sleep 60"], os.environ, ready=door.exists)
    kept = Supervisor([listener], tmp_path)
    kept.start()
    try:
        (child,) = kept._children
        wait_for(lambda: child.well > child.started)  # until the supervisor has seen it
        door.unlink()
        wait_for(door.exists)
        assert kept.restarts()["listener"] >= 1
    finally:
        kept.stop()


def test_a_program_whose_log_cannot_be_opened_runs_without(tmp_path: Path) -> None:
    (tmp_path / "sleeper.log").mkdir()
    kept = Supervisor([Program("sleeper", ["sleep", "60"], os.environ)], tmp_path)
    kept.start()
    try:
        wait_for(kept.pids)
    finally:
        kept.stop()


def test_the_log_of_a_program_that_never_ends_does_not_grow_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "LOG_BYTES", 1000)
    monkeypatch.setattr(supervisor, "LOOK_AT_LOGS_EVERY", 0.01)
    chatter = Program("chatter", ["sh", "-c", "while :; do echo something or other; sleep 0.001; done"], os.environ)
    kept = Supervisor([chatter], tmp_path)
    kept.start()
    try:
        wait_for((tmp_path / "chatter.log.1").exists)
        wait_for(lambda: (tmp_path / "chatter.log").stat().st_size < 1000)
        assert kept.restarts() == {"chatter": 0}
    finally:
        kept.stop()


def test_a_killed_supervisor_leaves_no_orphan(tmp_path: Path) -> None:
    script = Path(__file__).with_name("keep_running.py")
    process = subprocess.Popen([sys.executable, str(script), str(tmp_path)])
    wait_for((tmp_path / "pids").exists)
    pids = [int(pid) for pid in (tmp_path / "pids").read_text().split()]
    assert not any(gone(pid) for pid in pids)
    process.kill()
    process.wait()
    wait_for(lambda: all(gone(pid) for pid in pids), 2)
