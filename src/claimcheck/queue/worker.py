"""One worker: takes a hint, has its work-horse do the job, waits. No horse outlives it, no job outlives its time."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from redis import Redis
from redis.exceptions import RedisError
from rq import Worker
from rq.serializers import JSONSerializer
from rq.worker import WorkerStatus

from claimcheck.queue.hints import queue_of
from claimcheck.queue.horse import GRACE_SECONDS, DeathPenalty, Horse
from claimcheck.queue.jobs import AllowedJob, NotAllowed, Task

WORKER_TTL = 20  # seconds; the worker waits 5 s at a time for a job, and its key in Redis lapses soon after its death
MONITORING_SECONDS = 10
STUCK_SECONDS = 50  # beyond a job's time and grace, when the horse is killed from here

log = logging.getLogger(__name__)


class LeadingWorker(Worker):
    """An RQ worker that runs only `Task`s, in a horse that lasts, hears no commands, and survives a Redis that is away.

    Of RQ it takes the waiting for jobs. What else RQ keeps of a job in Redis (that it was begun, by whom, how it ended)
    stands in our database; here the job is only removed when it was done.
    """

    death_penalty_class = DeathPenalty
    max_connection_wait_time = 2.0
    _horse: Horse | None = None

    def execute_job(self, job: Any, queue: Any) -> None:
        """Have the job done; of a horse that was killed, or that ended itself over it, its task is told."""
        self._state = WorkerStatus.BUSY  # SIGTERM waits for the end of the job
        try:
            task: Task = job.task
        except NotAllowed as error:
            log.warning("%s", error)
        else:
            self._have_done(task, job.func_name, job.args[0])
        with suppress(RedisError), self.connection.pipeline() as pipeline:
            pipeline.lrem(queue.intermediate_queue_key, 1, job.id)
            pipeline.delete(job.key)
            pipeline.execute()

    def _have_done(self, task: Task, stage: str, work_id: str) -> None:
        horse = self._living()
        longest = task.seconds + GRACE_SECONDS + STUCK_SECONDS
        if not horse.do(stage, work_id, longest, every=MONITORING_SECONDS, meanwhile=self._beat):
            try:
                task.died(work_id, horse.pid)
            except Exception as error:
                log.warning("the end of work-horse %d was not noted, its lease will lapse: %s", horse.pid, error)

    def _living(self) -> Horse:
        if self._horse is None or not self._horse.lives():
            if self._horse is not None:
                self._horse.end()
            self._horse = Horse(AllowedJob.tasks)
        return self._horse

    def _beat(self) -> None:
        with suppress(RedisError):
            self.heartbeat()

    def teardown(self) -> None:
        """Leave, and take the horse along."""
        if self._horse is not None:
            self._horse.end()
        super().teardown()

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
    worker = LeadingWorker(
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
