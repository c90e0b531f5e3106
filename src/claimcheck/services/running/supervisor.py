"""Keeps programs running: restarts what dies, stops all in order, and takes all along when it is itself killed."""

from __future__ import annotations

import logging
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from claimcheck import leash

FIRST_PAUSE, LONGEST_PAUSE = 0.2, 5.0  # seconds before a restart; doubled while a program keeps dying
STEADY_SECONDS = 5.0  # who lived so long starts over with the first pause
LOST_SECONDS = 10.0  # for which a program that lives may not be reached
STOP_SECONDS = 10.0  # for the work under way, before SIGKILL
LOG_BYTES, LOOK_AT_LOGS_EVERY = 10_000_000, 10.0

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Program:
    """One program to keep running.

    Attributes:
        ready: waited for before the next one is started the first time; one that is not ready any more is replaced.
    """

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    files: tuple[int, ...] = ()
    ready: Callable[[], bool] = lambda: True


@dataclass
class _Child:
    program: Program
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = FIRST_PAUSE
    due: float = 0.0
    well: float = 0.0
    restarts: int = -1


class Supervisor:
    """Programs in the order in which they start; they stop in the reverse order.

    Attributes:
        logs: the folder in which each program's output is kept, as `NAME.log`.
    """

    def __init__(self, programs: Sequence[Program], logs: Path) -> None:
        self.logs = logs
        self._children = [_Child(program) for program in programs]
        self._stopped = threading.Event()
        # The kernel ties a leash to the thread that forks, so one thread does it all, and lives as long as they do.
        self._thread = threading.Thread(target=self._watch, name="supervisor", daemon=True)

    def start(self) -> None:
        """Start the programs; returns at once."""
        self.logs.mkdir(parents=True, exist_ok=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop all programs, and wait until they have ended."""
        self._stopped.set()
        self._thread.join()

    def lives(self) -> bool:
        """Whether the supervisor still runs; where it does not, none of its programs does."""
        return self._thread.is_alive()

    def pids(self) -> dict[str, int]:
        """The process ids of the programs that run now."""
        return {c.program.name: c.process.pid for c in self._children if c.process and c.process.poll() is None}

    def restarts(self) -> dict[str, int]:
        """How often each program had to be started again."""
        return {child.program.name: max(0, child.restarts) for child in self._children}

    def tail(self, name: str, lines: int = 15) -> str:
        """The end of a program's output."""
        with suppress(FileNotFoundError):
            return "\n".join((self.logs / f"{name}.log").read_text(errors="replace").splitlines()[-lines:])
        return ""

    def _watch(self) -> None:
        try:
            for child in self._children:
                self._spawn(child)
                patience = time.monotonic() + 10
                while not (child.program.ready() or self._stopped.is_set() or time.monotonic() > patience):
                    time.sleep(0.02)
            looked = time.monotonic()
            while not self._stopped.wait(0.05):
                for child in self._children:
                    self._look_after(child)
                if time.monotonic() - looked > LOOK_AT_LOGS_EVERY:
                    looked = time.monotonic()
                    self._shorten_logs()
        finally:
            self._end_all()

    def _look_after(self, child: _Child) -> None:
        if child.process is None:
            if time.monotonic() >= child.due:
                self._spawn(child)
            return
        status = child.process.poll()
        if status is None:
            self._replace_the_lost(child, child.process)
            return
        self._again_later(child, _reason(status))

    def _replace_the_lost(self, child: _Child, process: subprocess.Popen[bytes]) -> None:
        """End what lives and cannot be reached, such as a redis whose socket was removed under it."""
        if child.program.ready():
            child.well = time.monotonic()
        elif child.well > child.started and time.monotonic() - child.well > LOST_SECONDS:
            log.warning("%s lives and cannot be reached", child.program.name)
            process.kill()

    def _again_later(self, child: _Child, why: str) -> None:
        now = time.monotonic()
        steady = now - child.started > STEADY_SECONDS
        child.pause = FIRST_PAUSE if steady else min(child.pause * 2, LONGEST_PAUSE)
        child.process, child.due = None, now + child.pause
        log.warning("%s ended (%s), starting it again in %.1f s", child.program.name, why, child.pause)

    def _spawn(self, child: _Child) -> None:
        """Start a program; where the machine has no process, memory or disk left for it just now, try again later."""
        program = child.program
        child.started, child.restarts = time.monotonic(), child.restarts + 1
        leashed = [sys.executable, "-I", "-S", leash.__file__, str(os.getpid()), *program.command]
        try:
            with self._output(program.name) as output:
                child.process = subprocess.Popen(
                    leashed,
                    env=dict(program.environment),
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=output,
                    pass_fds=program.files,
                    start_new_session=True,  # Ctrl-C at the terminal is for us; we stop the others in order
                )
        except OSError as error:
            self._again_later(child, f"it could not be started: {error}")

    def _output(self, name: str) -> BinaryIO:
        """Where a program writes; nowhere, where the disk has no room for another file."""
        try:
            return (self.logs / f"{name}.log").open("ab")
        except OSError as error:
            log.warning("%s writes no log: %s", name, error)
            return Path(os.devnull).open("ab")

    def _shorten_logs(self) -> None:
        """Keep the last bytes of each log that has grown long as `NAME.log.1`; its program goes on at its start."""
        for child in self._children:
            path = self.logs / f"{child.program.name}.log"
            with suppress(OSError):
                if path.stat().st_size > LOG_BYTES:
                    with suppress(OSError):  # where the disk is full, room is worth more than what was said before
                        shutil.copyfile(path, path.with_suffix(".log.1"))
                    os.truncate(path, 0)

    def _end_all(self) -> None:
        """End all programs in reverse order: the first, which the others need, goes last."""
        first, others = self._children[:1], self._children[1:]
        for group in (others, first):
            for child in group:
                if child.process and child.process.poll() is None:
                    child.process.terminate()
            deadline = time.monotonic() + STOP_SECONDS
            for child in group:
                if child.process:
                    _wait_or_kill(child.process, deadline)


def _wait_or_kill(process: subprocess.Popen[bytes], deadline: float) -> None:
    try:
        process.wait(max(0.1, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _reason(status: int) -> str:
    return f"signal {signal.Signals(-status).name}" if status < 0 else f"exit status {status}"
