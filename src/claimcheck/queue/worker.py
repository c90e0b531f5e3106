"""One worker: takes a hint, has its work-horse do the job, waits. No horse outlives it, no job outlives its time."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from contextlib import suppress
from types import FrameType
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
PATIENCE_SECONDS = 50.0  # after SIGTERM, for the job under way; then it is given back
STUCK_SECONDS = 50  # beyond a job's time and grace, when the horse is killed from here

log = logging.getLogger(__name__)


class LeadingWorker(Worker):
    """An RQ worker that runs only `Task`s, in a horse that lasts, hears no commands, and survives a Redis that is away.

    Of RQ it takes the waiting for jobs. What else RQ keeps of a job in Redis (that it was begun, by whom, how it ended)
    stands in our database; here the job is only removed when it was done.
    """

    death_penalty_class = DeathPenalty
    max_connection_wait_time = 2.0
    patience = PATIENCE_SECONDS
    _horse: Horse | None = None
    _leaves_at: float | None = None

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
        longest = task.seconds + GRACE_SECONDS + STUCK_SECONDS
        for _ in range(2):  # one that died before it took the job has cost nothing: another takes it
            horse = self._living()
            if horse.do(
                stage, work_id, longest, every=MONITORING_SECONDS, meanwhile=self._beat, leaves=self._must_leave
            ):
                return
            if horse.took or self._must_leave():
                break
        try:
            (task.left if self._must_leave() else task.died)(work_id, horse.pid)
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

    def request_stop(self, signum: int, frame: FrameType | None) -> None:
        """Take no other job; the one under way may go on for a while."""
        self._leaves_at = time.monotonic() + self.patience
        super().request_stop(signum, frame)

    def request_force_stop(self, signum: int, frame: FrameType | None) -> None:
        """Asked again: the job under way is given back at once. One Ctrl-C comes twice, from terminal and pool."""
        if self._leaves_at is not None and time.monotonic() > self._leaves_at - self.patience + 1:
            self._leaves_at = time.monotonic()

    def set_shutdown_requested_date(self) -> None:
        """Say so if Redis can hear it; the job under way does not end over it."""
        with suppress(RedisError):
            super().set_shutdown_requested_date()

    def _must_leave(self) -> bool:
        return self._leaves_at is not None and time.monotonic() >= self._leaves_at

    def subscribe(self) -> None:
        """Hear no commands: stock RQ lets a Redis writer stop workers and jobs, by a thread that forks badly."""

    def unsubscribe(self) -> None:
        """Nothing was subscribed to."""

    def register_death(self) -> None:
        """Say so if Redis can hear it; the worker's key lapses by itself."""
        with suppress(RedisError):
            super().register_death()


def work(
    stage: str, connection: Redis, tasks: Mapping[str, Task], name: str, patience: float = PATIENCE_SECONDS
) -> None:
    """Serve one stage until told to stop. Runs in a process of its own.

    Args:
        stage: the queue.
        connection: to Redis.
        tasks: what may be run, by stage name.
        name: of this worker.
        patience: seconds that the job under way may go on for when told to stop, before it is given back.
    """
    AllowedJob.tasks = tasks
    LeadingWorker.patience = patience
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
