"""The sending side: hints, "this work is due", put into a Redis list as RQ jobs that carry an id and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry
from rq import Queue
from rq.serializers import JSONSerializer

from claimcheck.errors import ConfigError, Unavailable, without_password
from claimcheck.queue.jobs import AllowedJob

MEMORY_KEY = "claimcheck:remembers"
FORGOTTEN_AFTER = 24 * 3600  # seconds until Redis drops a hint that nobody took


@dataclass(frozen=True, slots=True)
class Hint:
    """One row of work; the fence gives each lease a job id of its own, so that an old job never hides a new one."""

    work_id: str
    fence: int

    @property
    def job_id(self) -> str:
        """The RQ job's id: the same hint is the same job."""
        return f"{self.work_id}-{self.fence}"


def connect(url: str) -> Redis:
    """A client that neither hangs nor hides an outage: every caller here has a loop of its own to try again in.

    Raises:
        ConfigError: no address, or none of Redis.
    """
    try:
        return Redis.from_url(url, socket_connect_timeout=2, socket_timeout=15, retry=Retry(NoBackoff(), 1))
    except ValueError as error:
        raise no_address(url) from error


def no_address(url: str) -> ConfigError:
    """What to say of an address that is none of Redis."""
    return ConfigError(
        f"CLAIMCHECK_REDIS_URL={without_password(url)!r} is no address of Redis, "
        "such as redis://localhost:6379/0 or unix:///run/redis.sock",
        code="config.redis_url",
    )


def queue_of(stage: str, connection: Redis) -> Queue:
    """The RQ queue of a stage. One pool serves one queue: a worker on several loses a popped job when it is killed."""
    return Queue(stage, connection=connection, serializer=JSONSerializer, job_class=AllowedJob)


class Hints:
    """What Redis has been told. Every method raises `Unavailable` while Redis does not answer."""

    def __init__(self, connection: Redis) -> None:
        self._connection = connection

    def remembers(self) -> bool:
        """Whether Redis still holds what it held: False at first, after FLUSHALL, and after a bare restart."""
        try:
            return bool(self._connection.exists(MEMORY_KEY))
        except RedisError as error:
            raise _down(error) from error

    def remember(self) -> None:
        """Leave the mark that `remembers` looks for."""
        try:
            self._connection.set(MEMORY_KEY, 1)
        except RedisError as error:
            raise _down(error) from error

    def waiting(self, stage: str) -> set[str]:
        """The ids of the jobs that stand in the stage's list. RQ's registries are not read: that changes them."""
        try:
            listed: list[bytes] = self._connection.lrange(queue_of(stage, self._connection).key, 0, -1)  # type: ignore[assignment]
        except RedisError as error:
            raise _down(error) from error
        return {job_id.decode() for job_id in listed}

    def send(self, stage: str, hints: Sequence[Hint]) -> None:
        """Put hints at the end of the stage's list. Results are not kept, failures for a minute: Redis never fills."""
        queue = queue_of(stage, self._connection)
        jobs = [
            Queue.prepare_data(
                stage,
                args=(hint.work_id,),
                job_id=hint.job_id,
                description=hint.job_id,
                result_ttl=0,
                failure_ttl=60,
                ttl=FORGOTTEN_AFTER,
            )
            for hint in hints
        ]
        try:
            if jobs:
                queue.enqueue_many(jobs)
        except RedisError as error:
            raise _down(error) from error


def _down(error: RedisError) -> Unavailable:
    return Unavailable(f"redis does not answer: {error}", code="unavailable.redis")
