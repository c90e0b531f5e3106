"""A pool of workers for one stage, forked from a parent that has loaded the model, so that they share its memory."""

from __future__ import annotations

import gc
import logging
import os
import signal
from collections.abc import Callable, Mapping
from typing import Any

from redis.exceptions import RedisError
from rq.worker_pool import ForkProcess, WorkerPool

from claimcheck.leash import die_with
from claimcheck.queue.hints import connect
from claimcheck.queue.jobs import Task
from claimcheck.queue.worker import PATIENCE_SECONDS, LeadingWorker, work

log = logging.getLogger(__name__)


class Pool(WorkerPool):
    """RQ's pool, whose workers are made by our own function: by fork, leashed to the pool, without RQ's scheduler."""

    def __init__(
        self, stage: str, redis_url: str, tasks: Mapping[str, Task], workers: int, beat: Callable[[], None],
        patience: float,
    ) -> None:  # fmt: skip
        super().__init__([stage], connect(redis_url), num_workers=workers, worker_class=LeadingWorker)
        self._stage, self._redis_url, self._tasks, self._beat = stage, redis_url, tasks, beat
        self._patience = patience

    def get_worker_process(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """A worker that is yet to be started; RQ calls this for the first ones and whenever one has died."""
        arguments = (os.getpid(), self._stage, self._redis_url, self._tasks, name, self._patience)
        return ForkProcess(target=_worker_process, args=arguments, name=f"{self._stage} worker {name}")

    def check_workers(self, respawn: bool = True) -> None:
        """Once a second: replace the dead, and show that the pool itself lives."""
        super().check_workers(respawn)
        self._beat()


def run_pool(
    stage: str,
    redis_url: str,
    tasks: Mapping[str, Task],
    *,
    workers: int,
    beat: Callable[[], None] = lambda: None,
    patience: float = PATIENCE_SECONDS,
) -> None:
    """Serve one stage with so many workers until SIGTERM or SIGINT; jobs under way are finished first, or given back.

    Args:
        stage: the queue that this pool serves, alone.
        redis_url: where the hints are.
        tasks: what may be run, by stage name; run in a process forked from this one.
        workers: how many jobs at a time.
        beat: called about once a second, for whoever watches over the pool.
        patience: seconds that jobs under way may go on for when told to stop.
    """
    # What is loaded by now stays: the collector of a forked child would touch, and so copy, all of it.
    gc.collect()
    gc.freeze()
    Pool(stage, redis_url, tasks, workers, beat, patience).start(logging_level="WARNING")


def _worker_process(
    pool: int, stage: str, redis_url: str, tasks: Mapping[str, Task], name: str, patience: float
) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):  # the pool's own handlers would stop its other workers
        signal.signal(number, signal.SIG_DFL)
    die_with(pool)
    try:
        work(stage, connect(redis_url), tasks, name, patience)
    except RedisError as error:  # the pool starts another in a second
        log.warning("%s worker stops, redis does not answer: %s", stage, error)
