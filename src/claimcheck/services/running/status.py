"""How the service stands: what Prometheus and a readiness probe ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claimcheck.services.context import Context
from claimcheck.store.judging import work
from claimcheck.store.judging.work import WorkCounts
from claimcheck.store.running import census


@dataclass(frozen=True, slots=True)
class Status:
    """Counts at one moment, over all makers."""

    work: Sequence[WorkCounts]
    claims: Mapping[str, int]
    documents: Mapping[str, int]
    open_tasks: int


def answers(context: Context) -> None:
    """Ask the database for nothing.

    Raises:
        Unavailable: it does not answer.
    """
    with context.database.read() as conn:
        census.nothing(conn)


def status(context: Context) -> Status:
    """The counts as the database says now."""
    with context.database.read() as conn:
        return Status(
            work=work.counts(conn, context.clock()),
            claims=census.claims_by_state(conn),
            documents=census.documents_by_state(conn),
            open_tasks=census.open_tasks(conn),
        )
