"""The process that holds the networks: what it answers, what it refuses, and how it is replaced."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from claimcheck.errors import ConfigError
from claimcheck.reading import asked, netserver
from claimcheck.reading.asked import FRAME, HEAD, STRIPS, WIDTH, BadQuestion, Distant, Gone
from claimcheck.reading.limits import Limits
from claimcheck.reading.lines import Picture
from claimcheck.reading.netserver import Keeper
from claimcheck.reading.networks.signs import Floats, Signs

pytestmark = pytest.mark.slow


class Toy:
    """Networks that answer what they were asked, and do what a colour of the frame tells them."""

    def likelihood(self, frame: Picture) -> Floats:
        """The first colour of each pixel. A frame of 7s looks for a way out; one of 9s never comes back."""
        if frame[0, 0, 0] == 7:
            frame = np.full_like(frame, ways_out())
        if frame[0, 0, 0] == 9:
            time.sleep(600)
        return frame[:, :, 0].astype(np.float32)

    def signs(self, strips: Sequence[Picture]) -> list[Signs]:
        """A column for eight pixels: their first colour, and the half of it."""
        return [(strip[0, ::8, 0].astype(np.int64), strip[0, ::8, 0].astype(np.float32) / 2) for strip in strips]

    def release(self) -> None:
        """Nothing is held."""


def ways_out() -> int:
    """How many things of the world can be reached from here."""
    found = 0
    for attempt in (
        lambda: Path("/etc/passwd").read_bytes(),
        lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
        lambda: os.kill(os.getppid(), 0),
        lambda: os.fstat(6),
    ):
        with suppress(OSError):
            attempt()
            found += 1
    return found


def runs(process: int) -> bool:
    """Whether there is such a process."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def frame(colour: int, height: int = 64, width: int = 32) -> Picture:
    """One colour all over."""
    return np.full((height, width, 3), colour, np.uint8)


TOY = Toy()


@pytest.fixture(scope="module")
def keeper() -> Keeper:
    """Keeps the toy."""
    return Keeper(lambda: (TOY, {"alphabet": "ab"}))


@pytest.fixture(autouse=True)
def _none_left() -> Iterator[None]:
    yield
    netserver.end()


def test_answers_over_a_line_are_those_of_the_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked, "MOST_STRIPS", 3)
    monkeypatch.setattr(asked, "MOST_PIXELS", 3300)
    keeper = Keeper(lambda: (TOY, None))
    rng = np.random.default_rng(1)
    page = rng.integers(0, 255, (96, 64, 3), np.uint8)
    widths = [32, 64, 3200, 32, 32, 32, 32, 3200]  # more than one question holds
    strips = [rng.integers(0, 255, (48, width, 3), np.uint8) for width in widths]
    with netserver.line_to(keeper, Limits()) as (line, _):
        networks = Distant(line)
        assert np.array_equal(networks.likelihood(page), TOY.likelihood(page))
        found = networks.signs(strips)
        assert networks.signs([]) == []
    for (signs, odds), (told_signs, told_odds) in zip(found, TOY.signs(strips), strict=True):
        assert np.array_equal(signs, told_signs)
        assert np.array_equal(odds, told_odds)
        assert (signs.dtype, odds.dtype) == (told_signs.dtype, told_odds.dtype)


@pytest.mark.parametrize(
    "question",
    [
        HEAD.pack(b"X", 32, 32),
        HEAD.pack(FRAME, 0, 32),
        HEAD.pack(FRAME, 33, 32),
        HEAD.pack(FRAME, 2336, 32),
        HEAD.pack(STRIPS, 1, 1),
        HEAD.pack(STRIPS, 0, 0),
        HEAD.pack(STRIPS, 1025, 0),
        HEAD.pack(STRIPS, 1, 0) + np.array([40], WIDTH).tobytes(),
        HEAD.pack(STRIPS, 1, 0) + np.array([3232], WIDTH).tobytes(),
        HEAD.pack(STRIPS, 200, 0) + np.array([3200] * 200, WIDTH).tobytes(),
        HEAD.pack(FRAME, 32, 32) + b"too little",
    ],
)
def test_a_question_that_no_reader_asks_ends_the_line(question: bytes) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(question)
        ours.shutdown(socket.SHUT_WR)
        with pytest.raises(BadQuestion):
            asked.answer(TOY, theirs.fileno())


def test_what_one_child_leaves_on_its_line_never_reaches_the_next(keeper: Keeper) -> None:
    for leave in (
        HEAD.pack(FRAME, 64, 32) + bytes(100),
        HEAD.pack(FRAME, 32, 32) + bytes([5] * 32 * 32 * 3),
        b"nonsense",
    ):
        with netserver.line_to(keeper, Limits()) as (line, first):
            os.write(line, leave)
        with netserver.line_to(keeper, Limits()) as (line, second):
            assert Distant(line).likelihood(frame(3)).max() == 3
        assert first == second  # the process lives on


def test_a_keeper_tells_what_it_loaded_and_is_replaced_when_it_is_killed() -> None:
    keeper = Keeper(lambda: (TOY, {"alphabet": "ab" * 100_000, "keeper": os.getpid()}))
    assert keeper.told["alphabet"] == "ab" * 100_000
    with netserver.line_to(keeper, Limits()) as (_, first):
        pass
    os.kill(keeper.told["keeper"], signal.SIGKILL)
    for _ in range(300):  # its server may be served by at first, and dies with it
        try:
            with netserver.line_to(keeper, Limits()) as (line, second):
                assert Distant(line).likelihood(frame(3)).max() == 3
        except Gone:
            continue
        if second != first:
            return
        time.sleep(0.1)
    pytest.fail("no other keeper was started")


def test_networks_that_cannot_be_loaded_are_told_at_the_start() -> None:
    with pytest.raises(ConfigError, match="could not be loaded"):
        Keeper(lambda: os._exit(3))


def test_the_process_reaches_nothing(keeper: Keeper) -> None:
    with netserver.line_to(keeper, Limits()) as (line, _):
        assert Distant(line).likelihood(frame(7)).max() == 0


def test_networks_that_are_killed_are_gone_for_this_file_and_back_for_the_next(keeper: Keeper) -> None:
    with netserver.line_to(keeper, Limits()) as (line, first):
        threading.Timer(0.1, os.kill, (first, signal.SIGKILL)).start()
        with pytest.raises(Gone):
            Distant(line).likelihood(frame(9))
    netserver.end()
    with netserver.line_to(keeper, Limits()) as (line, second):
        assert Distant(line).likelihood(frame(3)).max() == 3
    assert first != second


def test_a_process_serves_so_many_files_and_is_replaced(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(netserver, "FILES", 2)
    served = []
    for _ in range(4):
        with netserver.line_to(keeper, Limits()) as (line, process):
            Distant(line).likelihood(frame(1))
            served.append(process)
    assert served[0] == served[1] != served[2] == served[3]


def test_a_forked_process_has_networks_of_its_own_and_they_end_with_it(keeper: Keeper) -> None:
    told, telling = os.pipe()
    with netserver.line_to(keeper, Limits()) as (_, ours):
        forked = os.fork()
        if forked == 0:
            with netserver.line_to(keeper, Limits()) as (_, process):
                os.write(telling, str(process).encode())
            os._exit(0)
    theirs = int(os.read(told, 20))
    os.waitpid(forked, 0)
    for _ in range(3000):
        if not runs(theirs):
            break
        time.sleep(0.02)
    assert not runs(theirs)
    assert ours != theirs
    with netserver.line_to(keeper, Limits()) as (line, again):
        assert Distant(line).likelihood(frame(3)).max() == 3
    assert again == ours
