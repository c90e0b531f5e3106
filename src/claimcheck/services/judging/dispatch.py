"""Dispatch: for each piece of work in the database that nobody holds, send the queue a hint.

This is dispatcher and sweeper in one, since both ask the same question: which open work has no lease? A hint that came
to nothing is sent again. It may run any number of times in any number of processes: a worker that gets a hint too many
finds a live lease, or nothing to do, and ends there.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from claimcheck.queue.hints import Hint, Hints
from claimcheck.services.context import Context
from claimcheck.store.judging import work

STAGES = (work.READ, work.JUDGE)
AGAIN_AFTER = timedelta(seconds=10)
MOST_WAITING = 1000
"""Hints of one stage in Redis at a time. The rest waits in the database, so that a backlog does not fill Redis."""


def dispatch(context: Context, hints: Hints) -> int:
    """Hint all work that is due, and again what Redis has forgotten; returns how many hints were sent.

    Raises:
        Unavailable: Redis does not answer; nothing is lost, call again.
    """
    if not hints.remembers():
        with context.database.transaction() as conn:
            work.forget_dispatches(conn)
        hints.remember()
    now = context.clock()
    with context.database.read() as conn:
        found = {stage: work.due(conn, stage, now=now, again_after=AGAIN_AFTER, limit=MOST_WAITING) for stage in STAGES}
    return sum(_tell(context, hints, stage, rows, now) for stage, rows in found.items() if rows)


def _tell(context: Context, hints: Hints, stage: str, rows: Sequence[work.DueWork], now: datetime) -> int:
    waiting = hints.waiting(stage)
    room = max(0, MOST_WAITING - len(waiting))
    due = [Hint(row.id, row.fence) for row in rows]
    fresh = [hint for hint in due if hint.job_id not in waiting][:room]
    hints.send(stage, fresh)
    told = [hint.work_id for hint in due if hint.job_id in waiting] + [hint.work_id for hint in fresh]
    with context.database.transaction() as conn:  # after the queue has them: a crash in between only tells them twice
        work.mark_dispatched(conn, told, now)
    return len(fresh)
