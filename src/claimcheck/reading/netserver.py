"""The process that holds the networks for one that reads files: it lives from file to file, and never sees one.

A forked child that computes a network touches ten thousand pages of memory for the first time. So the child of each
file asks this process instead, on a line of its own (`reading/asked.py`). It stands behind the same walls as the child:
no files, no network, no programs. It is forked from a keeper, which loaded the networks and does nothing else: whoever
forks children has none in its memory, and forks in a tenth of the time. Decision 0019 tells what could go wrong.
"""

from __future__ import annotations

import gc
import json
import math
import os
import select
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from claimcheck.errors import ConfigError
from claimcheck.leash import die_with
from claimcheck.reading import asked, child
from claimcheck.reading.limits import Limits
from claimcheck.reading.lines import Reader

FILES = 100
"""After so many files the process is replaced by a fresh one, with what it may have let grow."""
IDLE_SECONDS = 30.0
"""After so long without a question, memory that the last ones passed through is given back."""
START_SECONDS = 30.0
"""Within so long it is there, or never."""


class Keeper:
    """The process that loaded networks, and forks one off itself for whoever asks for a server of its own.

    It may be asked from any process that was forked from the one that started it.
    """

    def __init__(self, load: Callable[[], tuple[asked.Held, Any]]) -> None:
        """Start it.

        Args:
            load: gives the networks, and what those who ask for them have to know of them, as JSON has it.

        Raises:
            ConfigError: the networks cannot be loaded here.
        """
        self._load = load
        self._begin()
        self.told: Any = self._start()

    def attend(self) -> None:
        """Start another one where it has ended. Whoever started it must do so from time to time; others do nothing."""
        if self._starter == os.getpid():
            with suppress(ChildProcessError):
                if os.waitpid(self._pid, os.WNOHANG)[0] == 0:
                    return
            self._start(wait=False)

    def take_over(self) -> None:
        """Start another one, for this process and those that it forks: nobody attends to the former."""
        self._begin()
        self._start(wait=False)

    def _begin(self) -> None:
        # Who starts it holds both ends, so that what was asked of one that is killed is there for the next.
        self._line, self._end = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._starter = os.getpid()

    def _start(self, *, wait: bool = True) -> Any:
        told, telling = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            os.close(told)
            _keep(self._load, self._end, telling, self._starter)
        os.close(telling)
        with os.fdopen(told, "rb") as pipe:
            text = pipe.read() if wait else b"null"
        if not text:
            raise ConfigError("The networks of the reader could not be loaded; the lines above say why.")
        return json.loads(text)

    def ask(self, line: int, memory: int) -> None:
        """Have a server forked that takes files from this line, with so many bytes of memory."""
        socket.send_fds(self._line, [str(memory).encode()], [line])


@dataclass(frozen=True, slots=True)
class Kept:
    """A reader whose networks a keeper has; `asking` makes it of networks that are asked."""

    keeper: Keeper
    asking: Callable[[asked.Networks], Reader]


class Server:
    """The running process, as the one that reads sees it."""

    def __init__(self, keeper: Keeper, limits: Limits) -> None:
        """Have it started.

        Raises:
            TimeoutError: it was not within `START_SECONDS`.
            ConnectionResetError: the keeper has just been killed.
        """
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            keeper.ask(theirs.fileno(), limits.max_memory_bytes)
        ours.settimeout(START_SECONDS)
        name = ours.recv(32)
        if not name:
            raise ConnectionResetError("the keeper of the networks ended")
        self.keeper, self.pid = keeper, int(name)
        # Its number may be another's by the time it is killed; this never is.
        self._handle = os.pidfd_open(self.pid)
        self._line, self._files = ours, 0

    def serves(self) -> bool:
        """Whether it lives, and may take another file."""
        return self._files < FILES and not select.select([self._handle], [], [], 0)[0]

    def connect(self, limits: Limits) -> int:
        """A line on which the networks can be asked, for the child of one file; the caller closes it.

        Raises:
            OSError: the process ended meanwhile.
        """
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        with ours, theirs:
            socket.send_fds(self._line, [str(math.ceil(limits.max_seconds) + 1).encode()], [theirs.fileno()])
            self._files += 1
            return ours.detach()

    def end(self) -> None:
        """Kill it."""
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)
        os.close(self._handle)
        self._line.close()


@contextmanager
def line_to(keeper: Keeper, limits: Limits) -> Iterator[tuple[int, int]]:
    """A line to the process that holds these networks for this one, and its number; it is started where there is none.

    Raises:
        ConfigError, OSError: it cannot be.
    """
    place = _place(os.getpid())
    if place.server is not None and (place.server.keeper is not keeper or not place.server.serves()):
        place.end()
    try:
        line, server = place.connected(keeper, limits)
    except OSError:  # one of the two has just been killed
        place.end()
        line, server = place.connected(keeper, limits)
    try:
        yield line, server
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

    def connected(self, keeper: Keeper, limits: Limits) -> tuple[int, int]:
        if self.server is None:
            self.server = _started(keeper, limits)
        return self.server.connect(limits), self.server.pid

    def end(self) -> None:
        if self.server is not None:
            self.server.end()
        self.server = None


def _started(keeper: Keeper, limits: Limits) -> Server:
    keeper.attend()
    with suppress(ConnectionResetError):
        try:
            return Server(keeper, limits)
        except TimeoutError:
            keeper.take_over()
    return Server(keeper, limits)


@lru_cache(maxsize=1)
def _place(_process: int) -> _Place:
    """A process that was forked has none yet: its parent's is not its own."""
    return _Place()


def _keep(load: Callable[[], tuple[asked.Held, Any]], line: socket.socket, telling: int, starter: int) -> None:
    """Be the keeper; never returns."""
    status = 1
    try:
        die_with(starter)
        os.setsid()  # Ctrl-C is the starter's to answer
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM):
            signal.signal(number, signal.SIG_DFL)
        networks, told = load()
        gc.collect()
        gc.freeze()
        with suppress(BrokenPipeError), os.fdopen(telling, "wb") as pipe:  # told before, to whoever waited for it
            pipe.write(json.dumps(told).encode())
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those who serve
        while True:
            asked_for, [*taken], _, _ = socket.recv_fds(line, 32, 1)
            if not taken:
                break
            _fork_server(networks, taken[0], int(asked_for))
            os.close(taken[0])
        status = 0
    finally:
        os._exit(status)


def _fork_server(networks: asked.Held, line: int, memory: int) -> None:
    keeper = os.getpid()
    walls = child.Walls.build(Limits(max_seconds=math.inf, max_memory_bytes=memory), keeper, None)
    if os.fork() == 0:
        child.run(lambda kept: _serve(networks, kept), (line,), walls)


def _serve(networks: asked.Held, control: int) -> None:
    """Answer one line after another, until the process that reads is gone."""
    idle = False
    with socket.socket(fileno=control) as lines:
        os.write(control, str(os.getpid()).encode())  # `send` is a call that its walls refuse
        while True:
            if not select.select([lines], [], [], None if idle else IDLE_SECONDS)[0]:
                networks.release()
                idle = True
                continue
            idle = False
            seconds, [*taken], _, _ = socket.recv_fds(lines, 32, 1)
            if not taken:
                return
            signal.alarm(int(seconds))  # kills: should this hang when nobody is left who would see it
            with suppress(OSError, asked.BadQuestion):  # that child's end, and no other's
                asked.answer(networks, taken[0])
            signal.alarm(0)
            os.close(taken[0])
