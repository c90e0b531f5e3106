"""No pattern of the product takes long over a run of signs, as dotted lines, rules and empty columns print them."""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
from collections.abc import Iterator
from types import FrameType

import pytest

import claimcheck

SECONDS = 0.5
"""Of the processor: a hundred times what the slowest takes, and nothing to one that grows with each sign."""
RUNS = (".", "-", "- ", "_", " ", "a", "a ", "1", "1 ", "name ", "甲", "元", "Aa1", "\n")
LINES = [f"Name: {(run * 200)[:200]}! Name X" for run in RUNS]


class TookLong(Exception):
    """A pattern was at it for longer than it may."""


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        raise TookLong

    before = signal.signal(signal.SIGVTALRM, stop)
    yield
    signal.signal(signal.SIGVTALRM, before)


def patterns() -> Iterator[re.Pattern[str]]:
    """Every compiled pattern that a module of the product holds, by itself or among others."""
    for found in pkgutil.walk_packages(claimcheck.__path__, "claimcheck."):
        if ".migrations" not in found.name and not found.name.endswith("__main__"):
            for held in vars(importlib.import_module(found.name)).values():
                yield from _among(held)


def _among(held: object) -> Iterator[re.Pattern[str]]:
    if isinstance(held, re.Pattern) and isinstance(held.pattern, str):
        yield held
    elif isinstance(held, dict | tuple | list | frozenset):
        for one in held.values() if isinstance(held, dict) else held:
            yield from _among(one)


def takes_long(pattern: re.Pattern[str], line: str) -> bool:
    """Whether a search of the line, or a match of all of it, takes more than `SECONDS`."""
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        pattern.search(line)
        pattern.fullmatch(line)
    except TookLong:
        return True
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return False


def test_no_pattern_takes_long_over_a_run_of_signs() -> None:
    slow = [(one.pattern[:120], line[:12]) for one in set(patterns()) for line in LINES if takes_long(one, line)]

    assert not slow
