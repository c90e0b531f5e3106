"""The allow-list: a job names a stage and one work id; whatever else a Redis writer may have put in is dropped.

Stock RQ imports any function, callback or webhook that the job's hash names. Here a name is only ever looked up in
a mapping of this process.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from rq.job import Job

from claimcheck.errors import ClaimcheckError

WORK_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class NotAllowed(ClaimcheckError):
    """A job in Redis asks for something that this worker does not do."""

    code, status = "queue.not_allowed", 403


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker does for one stage.

    Attributes:
        run: called in the work-horse, with the work id.
        seconds: after so long the work-horse is killed.
        died: called in the worker with the work id and the process id of a work-horse that did not end by itself.
        left: the same, of one that was ended only because the worker has to stop.
    """

    run: Callable[[str], None]
    seconds: int
    died: Callable[[str, int], None] = lambda *_: None
    left: Callable[[str, int], None] = lambda *_: None


class AllowedJob(Job):
    """A job that can only run a `Task` of `tasks`, which the worker process sets before it begins."""

    tasks: ClassVar[Mapping[str, Task]] = {}

    def restore(self, raw_data: Any) -> None:
        """Load what Redis holds, and forget all of it that could name code, addresses, repeats or limits."""
        super().restore(raw_data)
        self._success_callback_name = self._failure_callback_name = self._stopped_callback_name = None
        self._success_callback = self._failure_callback = self._stopped_callback = None
        self.webhooks: list[Any] = []
        self._dependency_ids: list[str] = []
        self.retries_left = self.number_of_retries = self.retry_intervals = None
        self.repeats_left = self.repeat_intervals = None
        self.rate_limit_key = self.rate_limit_concurrency = None
        self.result_ttl, self.failure_ttl = 0, 60
        self.group_id = None
        self.timeout = max((task.seconds for task in self.tasks.values()), default=60)

    @property
    def task(self) -> Task:
        """The task of this process that the job names, and may be given its one work id.

        Raises:
            NotAllowed: it names something else, or carries anything but one work id.
        """
        task = self.tasks.get(self.func_name) if isinstance(self.func_name, str) else None
        if task is None:
            raise NotAllowed(f"job {self.id} names {self.func_name!r}, which is no task of this worker")
        if self.instance is not None or self.kwargs or len(self.args) != 1:
            raise NotAllowed(f"job {self.id} carries more than one work id")
        if not (isinstance(self.args[0], str) and WORK_ID.fullmatch(self.args[0])):
            raise NotAllowed(f"job {self.id} carries something that is no work id")
        return task

    @property
    def func(self) -> Callable[[str], None]:
        """What RQ calls; raises as `task` does."""
        return self.task.run
