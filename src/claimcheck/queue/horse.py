"""The work-horse: forked from its worker, it does one job after another, and nothing of it outlives the worker.

It lasts for many jobs, because a process that was just forked knows nothing yet: a database is opened, every query
compiled and every program parsed anew, which costs more than the work of many a job. What reads files that strangers
sent is not the horse but a child of its own for each file.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import random
import select
import signal
import socket
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from types import FrameType

from rq.timeouts import JobTimeoutException, UnixSignalDeathPenalty

from claimcheck.leash import die_with
from claimcheck.queue.jobs import Task

JOBS = 100
"""After so many jobs a horse is replaced by a fresh one, with what it may have let grow."""
GRACE_SECONDS = 10  # between the exception that ends a job and the exit that ends its process
LONGEST_MESSAGE = 512
LOOK_EVERY = 0.5  # seconds, whether its worker has to leave
_TAKEN, _DONE = b"taken", b"done"

log = logging.getLogger(__name__)


class TimedOut(BaseException):
    """The job's time is up. No `Exception`, so that no `except Exception` on the way swallows it."""


class DeathPenalty(UnixSignalDeathPenalty):
    """RQ's alarm, which raises what cannot be swallowed in the job, and RQ's own exception elsewhere."""

    fired = False

    def handle_death_penalty(self, signum: int, frame: FrameType | None) -> None:
        """Raise in the main thread, between two bytecodes; native code is left to `faulthandler`."""
        self.fired = True
        if self._exception is JobTimeoutException:
            raise TimedOut(f"the job took longer than {self._timeout} seconds")
        super().handle_death_penalty(signum, frame)


class Horse:
    """A running horse as its worker sees it."""

    def __init__(self, tasks: Mapping[str, Task]) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        worker = os.getpid()
        self.pid = os.fork()
        if self.pid == 0:
            ours.close()
            _serve(tasks, theirs, worker)
        theirs.close()
        self.took = False
        self._line = ours
        self._ended = False

    def lives(self) -> bool:
        """Whether it can take a job."""
        if not self._ended:
            with suppress(ChildProcessError):
                self._ended = os.waitpid(self.pid, os.WNOHANG)[0] != 0
        return not self._ended

    def do(
        self, stage: str, work_id: str, seconds: float, *, every: float, meanwhile: Callable[[], None],
        leaves: Callable[[], bool] = lambda: False,
    ) -> bool:  # fmt: skip
        """Have a job done, and wait for it; False where the horse ended over it, or before it took it (`took`).

        Args:
            stage: which task.
            work_id: what it is given.
            seconds: after so long the horse is killed, should nothing within it have ended the job.
            every: how often, in seconds, `meanwhile` is called.
            meanwhile: shows that the worker lives.
            leaves: whether the worker has to leave and can wait no longer; then the horse is killed.
        """
        begun = beaten = time.monotonic()
        self.took = False
        try:
            self._line.send(f"{stage} {work_id}".encode())
            while not (leaves() or time.monotonic() - begun > seconds):
                if select.select([self._line], [], [], min(every, LOOK_EVERY))[0]:
                    said = self._line.recv(LONGEST_MESSAGE)
                    if said != _TAKEN:
                        if said == _DONE:
                            return True
                        break
                    self.took = True
                elif time.monotonic() - beaten >= every:
                    beaten = time.monotonic()
                    meanwhile()
        except OSError:
            pass  # it ended while it was spoken to
        self.end()
        return False

    def end(self) -> None:
        """Kill it, and take its leave."""
        if not self._ended:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            with suppress(ChildProcessError):
                os.waitpid(self.pid, 0)
            self._ended = True
        self._line.close()


def _serve(tasks: Mapping[str, Task], line: socket.socket, worker: int) -> None:
    """Be the horse; never returns."""
    status = 1
    try:
        os.setpgrp()
        die_with(worker)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the worker's to answer; it lets the job end
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        random.seed()
        for _ in range(JOBS):
            stage, _, work_id = line.recv(LONGEST_MESSAGE).decode().partition(" ")
            if not stage:
                break
            line.send(_TAKEN)
            if not _run(tasks[stage], work_id):
                break
            line.send(_DONE)
        status = 0
    finally:
        os._exit(status)


def _run(task: Task, work_id: str) -> bool:
    """Do one job; False where this process should do no other one after it."""
    faulthandler.dump_traceback_later(task.seconds + GRACE_SECONDS, exit=True)
    penalty = DeathPenalty(task.seconds, JobTimeoutException)
    try:
        with penalty:
            task.run(work_id)
    except BaseException:
        log.exception("the job on work %s failed", work_id)
        return False
    finally:
        faulthandler.cancel_dump_traceback_later()
    return not penalty.fired  # what it interrupted may be left half done
