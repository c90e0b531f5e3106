"""One worker: takes a hint, forks a work-horse for it, waits. None outlives its parent, no job outlives its time."""

from __future__ import annotations

import faulthandler
import logging
import os
from collections.abc import Mapping
from contextlib import suppress
from types import FrameType
from typing import Any

from redis import Redis
from redis.exceptions import RedisError
from rq import Worker
from rq.serializers import JSONSerializer
from rq.timeouts import JobTimeoutException, UnixSignalDeathPenalty

from claimcheck.leash import die_with
from claimcheck.queue.hints import queue_of
from claimcheck.queue.jobs import AllowedJob, Task

WORKER_TTL = 20  # seconds; the worker waits 5 s at a time for a job, and its key in Redis lapses soon after its death
MONITORING_SECONDS = 10
GRACE_SECONDS = 10  # between the exception that ends a job and the exit that ends its process

log = logging.getLogger(__name__)


class TimedOut(BaseException):
    """The job's time is up. No `Exception`, so that no `except Exception` on the way swallows it."""


class DeathPenalty(UnixSignalDeathPenalty):
    """RQ's alarm, which raises what cannot be swallowed in the job, and RQ's own exception elsewhere."""

    def handle_death_penalty(self, signum: int, frame: FrameType | None) -> None:
        """Raise in the main thread, between two bytecodes; native code is left to `faulthandler`."""
        if self._exception is JobTimeoutException:
            raise TimedOut(f"the job took longer than {self._timeout} seconds")
        super().handle_death_penalty(signum, frame)


class ForkingWorker(Worker):
    """An RQ worker that runs only `Task`s, hears no commands, and survives a Redis that is away."""

    death_penalty_class = DeathPenalty
    max_connection_wait_time = 2.0

    def fork_work_horse(self, job: Any, queue: Any) -> None:
        """Fork, noting whose child the horse is."""
        self._horse_parent = os.getpid()
        self._job = job
        super().fork_work_horse(job, queue)

    def main_work_horse(self, job: Any, queue: Any) -> None:
        """The horse: dies with its worker, and is ended by `faulthandler` where an exception cannot end it."""
        die_with(self._horse_parent)
        faulthandler.dump_traceback_later(job.timeout + GRACE_SECONDS, exit=True)
        super().main_work_horse(job, queue)

    def wait_for_horse(self) -> tuple[int | None, int | None, Any]:
        """Wait; of a horse that was killed, or that ended itself, its task is told."""
        process, status, usage = super().wait_for_horse()
        if process and status:
            try:
                self._job.task.died(self._job.args[0], process)
            except Exception as error:
                log.warning("the end of work-horse %d was not noted, its lease will lapse: %s", process, error)
        return process, status, usage

    def maintain_heartbeats(self, job: Any, execution: Any) -> None:
        """A Redis that is away is no reason to drop the horse: its lease is in the database."""
        with suppress(RedisError):
            super().maintain_heartbeats(job, execution)

    def subscribe(self) -> None:
        """Hear no commands: stock RQ lets a Redis writer stop workers and jobs, by a thread that forks badly."""

    def unsubscribe(self) -> None:
        """Nothing was subscribed to."""

    def register_death(self) -> None:
        """Say so if Redis can hear it; the worker's key lapses by itself."""
        with suppress(RedisError):
            super().register_death()


def work(stage: str, connection: Redis, tasks: Mapping[str, Task], name: str) -> None:
    """Serve one stage until told to stop. Runs in a process of its own."""
    AllowedJob.tasks = tasks
    worker = ForkingWorker(
        [queue_of(stage, connection)],
        name=name,
        connection=connection,
        serializer=JSONSerializer,
        job_class=AllowedJob,
        worker_ttl=WORKER_TTL,
        job_monitoring_interval=MONITORING_SECONDS,
        default_result_ttl=0,
        log_job_description=False,
    )
    worker.log_result_lifespan = False
    worker.work(logging_level="WARNING")
