"""What a job in Redis can make a worker do: run one of its own tasks with one id, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from redis import Redis
from rq.job import JobStatus
from rq.serializers import JSONSerializer
from rq.webhook import Webhook

from claimcheck.queue.jobs import AllowedJob, NotAllowed, Task

WORK_ID = "019a8f00-0000-7000-8000-000000000001"


def task(work_id: str) -> None:
    """Stands for the reading of a document."""


@pytest.fixture(autouse=True)
def allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(AllowedJob, "tasks", {"read": Task(task, seconds=90)})


@pytest.fixture
def no_redis() -> Iterator[Redis]:
    with Redis(host="0.0.0.0", port=1) as connection:
        yield connection


def job(connection: Redis, name: Any, args: list[Any], instance: Any = None, **fields: Any) -> AllowedJob:
    found = AllowedJob("j1", connection=connection, serializer=JSONSerializer)
    data = json.dumps([name, instance, args, fields.pop("kwargs", {})])
    found.restore({b"data": data.encode(), **{key.encode(): str(value).encode() for key, value in fields.items()}})
    return found


def test_a_job_runs_the_task_of_its_name(no_redis: Redis) -> None:
    assert job(no_redis, "read", [WORK_ID]).func is task


@pytest.mark.parametrize("name", ["os.system", "judge", "claimcheck.queue.jobs.Task", None, ["read"]])
def test_a_name_off_the_list_is_refused_and_never_imported(no_redis: Redis, name: Any) -> None:
    with pytest.raises(NotAllowed, match="no task"):
        _ = job(no_redis, name, [WORK_ID]).func


@pytest.mark.parametrize(
    ("args", "more"),
    [
        ([], {}),
        ([WORK_ID, WORK_ID], {}),
        (["../../etc/passwd"], {}),
        ([7], {}),
        ([WORK_ID], {"kwargs": {"x": 1}}),
        ([WORK_ID], {"instance": "x"}),
    ],
)
def test_anything_but_one_work_id_is_refused(no_redis: Redis, args: list[Any], more: dict[str, Any]) -> None:
    with pytest.raises(NotAllowed):
        _ = job(no_redis, "read", args, **more).func


def test_callbacks_webhooks_retries_and_limits_from_redis_are_dropped(no_redis: Redis) -> None:
    called = Webhook("http://169.254.169.254/", JobStatus.FINISHED)
    found = job(
        no_redis, "read", [WORK_ID],
        success_callback_name="os.abort", failure_callback_name="os.abort", stopped_callback_name="os.abort",
        webhooks=json.dumps([called.to_dict()]),
        dependency_ids='["x"]', retries_left=5, repeats_left=5, repeat_intervals="[1]", timeout=999_999,
        rate_limit_key="k", rate_limit_concurrency=1, result_ttl=-1, failure_ttl=-1,
    )  # fmt: skip
    assert (found.success_callback, found.failure_callback, found.stopped_callback) == (None, None, None)
    assert (found.webhooks, found.retries_left, found.repeats_left, found.has_rate_limit) == ([], None, None, False)
    assert (found.timeout, found.result_ttl, found.failure_ttl) == (90, 0, 60)
