"""A work-horse does many jobs, and none after one that its time ran out over."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress

import pytest

from claimcheck.queue.horse import JOBS, Horse
from claimcheck.queue.jobs import Task

WORK_ID = "019a8f00-0000-7000-8000-000000000001"

pytestmark = pytest.mark.slow


def swallow(_work_id: str) -> None:
    """Goes on as if nothing had been, though its time is up."""
    with suppress(BaseException):
        time.sleep(10)


def done(horse: Horse, stage: str) -> bool:
    return horse.do(stage, WORK_ID, 30, every=1, meanwhile=lambda: None)


def gone(horse: Horse) -> bool:
    for _ in range(1500):
        if not horse.lives():
            return True
        time.sleep(0.02)
    return False


def test_a_horse_whose_time_ran_out_is_not_used_again_whatever_the_job_made_of_it() -> None:
    horse = Horse({"quick": Task(len, seconds=5), "stuck": Task(swallow, seconds=1)})
    assert done(horse, "quick")
    assert not done(horse, "stuck")
    assert gone(horse)


def test_a_horse_is_replaced_after_its_jobs() -> None:
    horse = Horse({"quick": Task(len, seconds=5)})
    assert all(done(horse, "quick") for _ in range(JOBS))
    assert gone(horse)


def test_a_horse_that_nothing_within_it_ends_is_ended_from_outside() -> None:
    horse = Horse({"stuck": Task(lambda _id: time.sleep(60), seconds=50)})
    assert not horse.do("stuck", WORK_ID, 0.1, every=1, meanwhile=lambda: None)
    assert not horse.lives()


@pytest.mark.parametrize("taken", [True, False])
def test_a_horse_that_is_killed_says_whether_it_had_taken_the_job(*, taken: bool) -> None:
    horse = Horse({"deadly": Task(lambda _id: os.kill(os.getpid(), signal.SIGKILL), seconds=5)})
    if not taken:
        os.kill(horse.pid, signal.SIGKILL)
    assert not done(horse, "deadly")
    assert horse.took is taken
