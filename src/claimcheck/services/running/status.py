"""How the service stands: what Prometheus and a readiness probe ask."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from claimcheck.services.context import Context
from claimcheck.services.running import alive
from claimcheck.settings import Settings
from claimcheck.store.judging import work
from claimcheck.store.judging.work import WorkCounts
from claimcheck.store.running import census


@dataclass(frozen=True, slots=True)
class Status:
    """Counts at one moment, over all makers.

    Attributes:
        task_seconds: age of the oldest open task.
        outgoing: mails and webhook calls; `late` says for how many seconds the oldest is due.
        processes: those of this machine that give signs of life, and the seconds since the last one.
        free_bytes: of the disks that files and database are put on, by what lies there; those that are ours to see.
    """

    work: Sequence[WorkCounts]
    claims: Mapping[str, int]
    documents: Mapping[str, int]
    open_tasks: int
    task_seconds: float
    outgoing: Sequence[Leaving]
    processes: Mapping[str, float]
    free_bytes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Leaving:
    """Mails or webhook calls: how many wait, how many failed for good, and for how long the oldest is due."""

    kind: str
    waiting: int
    failed: int
    late: float


def answers(context: Context) -> None:
    """Ask the database a query that reads nothing: whether it answers.

    Raises:
        Unavailable: it does not answer.
    """
    with context.database.read() as conn:
        census.nothing(conn)


def status(context: Context) -> Status:
    """The counts as the database says now."""
    now = context.clock()
    with context.database.read() as conn:
        return Status(
            work=work.counts(conn, now),
            claims=census.claims_by_state(conn),
            documents=census.documents_by_state(conn),
            open_tasks=census.open_tasks(conn),
            task_seconds=_age(census.oldest_task(conn), now),
            outgoing=[
                Leaving(one.kind, one.waiting, one.failed, _age(one.due_since, now))
                for one in census.outgoing(conn, now)
            ],
            processes=dict(alive.all_of(context.settings)),
            free_bytes=_free(context.settings),
        )


def _age(since: datetime | None, now: datetime) -> float:
    return max(0.0, (now - since).total_seconds()) if since else 0.0


def _free(settings: Settings) -> dict[str, int]:
    places = {"data": str(settings.data_dir), "files": settings.blobs.removeprefix("file://")}
    found: dict[str, int] = {}
    for name, place in places.items():
        with suppress(OSError):  # a bucket, or a folder that is not there yet
            found[name] = shutil.disk_usage(place).free
    return found
