"""The process that holds the networks for one that reads files: it lives from file to file, and never sees one.

A forked child that computes a network touches ten thousand pages of memory for the first time. So the child of each
file asks this process instead, on a line of its own (`reading/asked.py`). It stands behind the same walls as the child:
no files, no network, no programs, dead with its parent. Decision 0019 tells what a stranger's file could do to it.
"""

from __future__ import annotations

import math
import os
import select
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import lru_cache

from claimcheck.reading import asked, child
from claimcheck.reading.limits import Limits

FILES = 100
"""After so many files the process is replaced by a fresh one, with what it may have let grow."""
IDLE_SECONDS = 30.0
"""After so long without a question, memory that the last ones passed through is given back."""


class Server:
    """The running process, as the one that reads sees it."""

    def __init__(self, networks: asked.Held, limits: Limits) -> None:
        """Fork it.

        Raises:
            OSError: no process can be started.
        """
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        walls = child.Walls.build(replace(limits, max_seconds=math.inf), os.getpid(), None)
        self.networks = networks
        self.pid = os.fork()
        if self.pid == 0:
            child.run(lambda line: _serve(networks, line), (theirs.fileno(),), walls)
        theirs.close()
        self._line, self._files, self._ended = ours, 0, False

    def serves(self) -> bool:
        """Whether it lives, and may take another file."""
        if not self._ended:
            with suppress(ChildProcessError):
                self._ended = os.waitpid(self.pid, os.WNOHANG)[0] != 0
        return not self._ended and self._files < FILES

    def connect(self) -> int:
        """A line on which the networks can be asked, for the child of one file; the caller closes it.

        Raises:
            OSError: the process ended meanwhile.
        """
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        with ours, theirs:
            socket.send_fds(self._line, [b"L"], [theirs.fileno()])
            self._files += 1
            return ours.detach()

    def end(self) -> None:
        """Kill it, and take its leave."""
        if not self._ended:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            with suppress(ChildProcessError):
                os.waitpid(self.pid, 0)
            self._ended = True
        self._line.close()


@contextmanager
def line_to(networks: asked.Held, limits: Limits) -> Iterator[tuple[int, int]]:
    """A line to the process that holds these networks for this one, and its number; it is started where there is none.

    Raises:
        OSError: no process can be started.
    """
    place = _place(os.getpid())
    if place.server is not None and (place.server.networks is not networks or not place.server.serves()):
        place.end()
    if place.server is None:
        place.server = Server(networks, limits)
    try:
        line = place.server.connect()
    except OSError:  # it has just been killed
        place.end()
        place.server = Server(networks, limits)
        line = place.server.connect()
    try:
        yield line, place.server.pid
    except BaseException:
        place.end()
        raise
    finally:
        os.close(line)


def end() -> None:
    """Have the next file served by a fresh process: this one may hang."""
    _place(os.getpid()).end()


@dataclass(slots=True)
class _Place:
    """Where the server of one process is kept."""

    server: Server | None = None

    def end(self) -> None:
        if self.server is not None:
            self.server.end()
        self.server = None


@lru_cache(maxsize=1)
def _place(_process: int) -> _Place:
    """A process that was forked has none yet: its parent's is not its own."""
    return _Place()


def _serve(networks: asked.Held, control: int) -> None:
    """Answer one line after another, until the process that reads is gone."""
    idle = False
    with socket.socket(fileno=control) as lines:
        while True:
            if not select.select([lines], [], [], None if idle else IDLE_SECONDS)[0]:
                networks.release()
                idle = True
                continue
            idle = False
            _, [*taken], _, _ = socket.recv_fds(lines, 1, 1)
            if not taken:
                return
            with suppress(OSError, asked.BadQuestion):  # that child's end, and no other's
                asked.answer(networks, taken[0])
            os.close(taken[0])
