"""What the clock does for batches: rules give claims out, what lies too long alerts and comes back."""

from __future__ import annotations

import logging

from claimcheck.services.checking import batches as acts
from claimcheck.services.context import Context
from claimcheck.store.checking import batches
from claimcheck.store.checking.batches import Batch
from claimcheck.store.running.census import makers

_log = logging.getLogger(__name__)
_WARN_SHARE = 0.2
"""The share of a batch's time that is left when it alerts."""

CLOCK = "clock"


def tend(context: Context) -> None:
    """Once a minute, for every maker: take back what lapsed, alert about what is soon due, give out by rule."""
    with context.database.read() as conn:
        owners = makers(conn)
        lapsed = batches.lapsed(conn, context.clock())
    for item in lapsed:
        try:
            with context.database.transaction() as conn:
                acts.let_go(conn, item, CLOCK, state="overdue", now=context.clock())
        except Exception:
            _log.exception("task %s of batch %s did not come back", item.id, item.batch_id)
    for maker in owners:
        try:
            _tend(context, maker)
        except Exception:  # whatever one maker's batches stumble over is no other maker's loss
            _log.exception("batches of %s were not tended", maker)


def _tend(context: Context, maker: str) -> None:
    now = context.clock()
    with context.database.transaction() as conn:
        for item in batches.stale(conn, maker):
            acts.let_go(conn, item, CLOCK, state="gone", now=now)
        for made in batches.page(conn, maker, states=batches.OPEN_STATES, limit=1000):
            if now >= made.due_at and not made.counts.get("open"):
                acts.close(conn, made, CLOCK, state="overdue" if made.counts.get("overdue") else "returned", now=now)
            elif made.warned_at is None and made.counts.get("open") and not made.stands and _soon_due(made, context):
                batches.change(conn, made.id, of=batches.OPEN_STATES, warned_at=now)
                acts.record(conn, made, "batch.due_soon", CLOCK, now, open=made.counts["open"])
    with context.database.read() as conn:
        chosen = acts.choose_by_rules(conn, maker, now)
    with context.database.transaction() as conn:
        acts.apply_rules(conn, maker, chosen, now)


def _soon_due(made: Batch, context: Context) -> bool:
    left = made.due_at - context.clock()
    return left.total_seconds() <= _WARN_SHARE * (made.due_at - made.created_at).total_seconds()
