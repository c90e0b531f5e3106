"""The clock: it seals each day's audit chains once the day is over, and stops for nothing."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from claimcheck.errors import Unavailable
from claimcheck.queue.hints import Hint, Hints
from claimcheck.services.checking import batch_clock
from claimcheck.services.context import Context, open_context
from claimcheck.services.people import keys
from claimcheck.services.running import tick
from claimcheck.services.running.tick import keep_house, tick_until
from claimcheck.settings import Settings
from claimcheck.store import audit
from claimcheck.store.tables import audit_seals

EVENING = datetime(2026, 3, 1, 23, 59, tzinfo=UTC)


@dataclass
class Clock:
    now: datetime = EVENING

    def __call__(self) -> datetime:
        return self.now


@dataclass
class FlickeringHints(Hints):
    """A Redis that is away at first, and ends the test when it is asked the third time."""

    stopped: threading.Event
    asked: int = 0

    def remembers(self) -> bool:
        self.asked += 1
        if self.asked < 3:
            raise Unavailable("redis does not answer") if self.asked == 1 else RuntimeError("something else")
        self.stopped.set()
        return True

    def send(self, stage: str, hints: Sequence[Hint]) -> None:
        raise AssertionError("there is nothing to send")


def test_a_day_is_sealed_once_it_is_surely_over(tmp_path: Path) -> None:
    clock = Clock()
    context = open_context(Settings(data_dir=tmp_path), clock=clock)
    keys.create(context, maker_id="m", organisation="d", role="dealer")
    with context.database.transaction() as conn:
        audit.append(conn, maker_id="m", subject_id="c", action="a", actor="x", details={}, now=EVENING)
    sealed = []
    for minutes in (0, 2, 7, 60):
        clock.now = EVENING + timedelta(minutes=minutes)
        keep_house(context)
        sealed.append(_seals(context))
    assert sealed == [0, 0, 1, 1]


def test_what_fails_while_keeping_house_leaves_the_rest_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    context = open_context(Settings(data_dir=tmp_path), clock=clock)
    keys.create(context, maker_id="m", organisation="d", role="dealer")
    with context.database.transaction() as conn:
        audit.append(conn, maker_id="m", subject_id="c", action="a", actor="x", details={}, now=EVENING)
    monkeypatch.setattr(batch_clock, "_tend", lambda *_: {}["no such batch"])
    clock.now = EVENING + timedelta(minutes=7)
    keep_house(context)
    assert _seals(context) == 1


def test_the_clock_goes_on_when_redis_is_away_or_a_tick_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tick, "AWAY_SECONDS", 0.01)
    stopped, beats = threading.Event(), []
    hints = FlickeringHints(stopped)
    tick_until(stopped, open_context(Settings(data_dir=tmp_path)), hints, lambda: beats.append(1))
    assert (hints.asked, len(beats)) == (3, 1)


def _seals(context: Context) -> int:
    with context.database.read() as conn:
        return len(conn.execute(select(audit_seals.c.id)).all())
