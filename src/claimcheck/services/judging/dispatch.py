"""From the database's work to the queue's hints: told once, and told again when nothing came of it.

This is dispatcher and sweeper in one, for the two ask the same question: which open work is nobody's? It may run any
number of times in any number of processes; a hint too many finds a live lease, or nothing to do, and ends there.
"""

from __future__ import annotations

from datetime import timedelta

from claimcheck.queue.hints import Hint, Hints
from claimcheck.services.context import Context
from claimcheck.store import work

STAGES = (work.READ, work.JUDGE)
AGAIN_AFTER = timedelta(seconds=10)
MOST_WAITING = 1000
"""Hints of one stage in Redis at a time. The rest waits in the database, so that a backlog does not fill Redis."""


def dispatch(context: Context, hints: Hints) -> int:
    """Tell the queue what is due and what it has forgotten; returns how many hints were sent.

    Raises:
        Unavailable: Redis does not answer; nothing is lost, call again.
    """
    if not hints.remembers():
        with context.database.transaction() as conn:
            work.forget_dispatches(conn)
        hints.remember()
    return sum(_dispatch_stage(context, hints, stage) for stage in STAGES)


def _dispatch_stage(context: Context, hints: Hints, stage: str) -> int:
    now = context.clock()
    with context.database.read() as conn:
        rows = work.due(conn, stage, now=now, again_after=AGAIN_AFTER, limit=MOST_WAITING)
    if not rows:
        return 0
    waiting = hints.waiting(stage)
    room = max(0, MOST_WAITING - len(waiting))
    due = [Hint(row.id, row.fence) for row in rows]
    fresh = [hint for hint in due if hint.job_id not in waiting][:room]
    hints.send(stage, fresh)
    told = [hint.work_id for hint in due if hint.job_id in waiting] + [hint.work_id for hint in fresh]
    with context.database.transaction() as conn:  # after the queue has them: a crash in between only tells them twice
        work.mark_dispatched(conn, told, now)
    return len(fresh)
