"""A pool as a process of its own, with tasks that leave traces: `python pool_child.py REDIS_URL FOLDER SECONDS`."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from claimcheck.queue import horse
from claimcheck.queue.jobs import Task
from claimcheck.queue.pool import run_pool

folder = Path(sys.argv[2])


def trace(work_id: str) -> None:
    """The last digit of the id says how to behave."""
    kind = work_id[-1]
    (folder / f"begun-{work_id}").write_text(f"{os.getpid()} {os.getppid()}")
    if kind == "2":  # long
        time.sleep(300)
    if kind in "34":  # deaf to exceptions, and to all that can be raised
        swallowed = Exception if kind == "3" else BaseException
        deadline = time.monotonic() + 300
        while time.monotonic() < deadline:
            try:
                time.sleep(300)
            except swallowed:
                continue
    (folder / f"done-{work_id}").touch()


def died(work_id: str, process: int) -> None:
    """What the worker notes."""
    (folder / f"died-{work_id}").write_text(str(process))


def left(work_id: str, process: int) -> None:
    """What the worker notes of work that it gave back."""
    (folder / f"left-{work_id}").write_text(str(process))


horse.GRACE_SECONDS = 1
tasks = {"read": Task(trace, int(sys.argv[3]), died, left)}
run_pool("read", sys.argv[1], tasks, workers=1, beat=(folder / "beat").touch, patience=0.3)
