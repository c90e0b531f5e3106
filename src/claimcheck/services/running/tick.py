"""The clock of the service: hints to the queue several times a second, housekeeping once a minute."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import timedelta

from claimcheck.errors import Unavailable
from claimcheck.queue.hints import Hints
from claimcheck.services import idempotency
from claimcheck.services.checking.batch_clock import tend
from claimcheck.services.checking.checker_desk import HOLD_SECONDS
from claimcheck.services.context import Context
from claimcheck.services.judging.dispatch import dispatch
from claimcheck.services.notices import calling, mailing
from claimcheck.services.programs.settings_of_maker import BOUNDS
from claimcheck.services.reviewing.desk_drafts import KEPT as DRAFTS_KEPT
from claimcheck.store import audit
from claimcheck.store import idempotency as kept_answers
from claimcheck.store.checking import batches
from claimcheck.store.judging import work
from claimcheck.store.reviewing import desk_drafts, tasks
from claimcheck.store.running.census import makers

EVERY_SECONDS, AWAY_SECONDS = 0.2, 1.0
HOUSEKEEPING_EVERY, STUDIES_EVERY = 60.0, 3600.0  # seconds
SETTLED = timedelta(minutes=5)
AHEAD = timedelta(minutes=2)
"""Beyond all pauses and leases: work that is put off further met a clock that was set back since."""
LONGEST_HOLD = timedelta(minutes=BOUNDS["hold_minutes"][1])

log = logging.getLogger(__name__)


def tick_until(stopped: threading.Event, context: Context, hints: Hints, beat: Callable[[], None]) -> None:
    """Tick until told to stop. Nothing that is away stops the clock; it is asked again at the next tick.

    Args:
        stopped: set by whoever ends this process.
        context: database, blobs, settings and clock.
        hints: the queue.
        beat: called after each round in which the database answered.
    """
    kept_house: float | None = None  # by a clock that nobody sets
    studied: float | None = None
    away = ""
    while not stopped.wait(AWAY_SECONDS if away else EVERY_SECONDS):
        try:
            dispatch(context, hints)
            if kept_house is None or time.monotonic() - kept_house > HOUSEKEEPING_EVERY:
                kept_house = time.monotonic()
                keep_house(context)
            if studied is None or time.monotonic() - studied > STUDIES_EVERY:
                studied = time.monotonic()
                context.database.study()
            if away:
                log.warning("back: %s", away)
            away = ""
        except Unavailable as error:
            if not away:
                log.warning("%s", error)
            away = str(error)
        except Exception:
            log.exception("a tick failed")
            away = "the last tick failed"
        else:
            beat()


def keep_house(context: Context) -> None:
    """Do the housekeeping; each of its acts is tried even where another fails.

    Work that a clock set back has put off too far is brought near, batches are tended, kept answers and old drafts are
    dropped, and each day's log is sealed.
    """
    for act in (_pull_in, tend, _forget, _seal):
        try:
            act(context)
        except Unavailable:
            raise
        except Exception:
            log.exception("keeping house: %s failed", act.__name__.strip("_"))


def _pull_in(context: Context) -> None:
    now = context.clock()
    with context.database.transaction() as conn:
        ahead = AHEAD + timedelta(seconds=context.settings.wait_step_seconds)
        changed = work.pull_in(conn, now=now, furthest=ahead) + mailing.pull_in(conn, now) + calling.pull_in(conn, now)
        changed += tasks.pull_in(conn, now=now, furthest=AHEAD + LONGEST_HOLD)
        changed += batches.pull_in(conn, now=now, held=AHEAD + timedelta(seconds=HOLD_SECONDS))
        if changed:
            log.warning(
                "the clock was set back: %d pieces of work, mails, calls or tasks were put off too far", changed
            )


def _forget(context: Context) -> None:
    now = context.clock()
    with context.database.transaction() as conn:
        kept_answers.forget_before(conn, now - idempotency.KEPT)
        desk_drafts.forget_before(conn, now - DRAFTS_KEPT)


def _seal(context: Context) -> None:
    now = context.clock()
    with context.database.read() as conn:
        # A day is over when its last transactions are surely committed.
        unsealed = [(maker, day) for maker in makers(conn) for day in audit.unsealed_days(conn, maker, now - SETTLED)]
    for maker, day in unsealed:
        with context.database.transaction() as conn:
            audit.seal(conn, maker, day, now)
