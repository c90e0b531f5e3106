"""From the database to the queue: told once, told again when it was forgotten, never lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from fakes import FakeClock

from claimcheck.errors import Unavailable
from claimcheck.queue.hints import Hint, Hints
from claimcheck.services.context import Context
from claimcheck.services.judging import dispatch as dispatching
from claimcheck.services.judging.dispatch import dispatch
from claimcheck.store.judging import work


@dataclass
class FakeHints(Hints):
    """A Redis in a dictionary, which can be flushed and can be away."""

    lists: dict[str, list[str]] = field(default_factory=dict)
    marked: bool = False
    away: bool = False

    def remembers(self) -> bool:
        if self.away:
            raise Unavailable("redis does not answer")
        return self.marked

    def remember(self) -> None:
        self.marked = True

    def waiting(self, stage: str) -> set[str]:
        return set(self.lists.get(stage, []))

    def send(self, stage: str, hints: Sequence[Hint]) -> None:
        self.lists.setdefault(stage, []).extend(hint.job_id for hint in hints)

    def flush(self) -> None:
        self.lists, self.marked = {}, False


def add(context: Context, subject: str, stage: str = work.READ) -> str:
    with context.database.transaction() as conn:
        return work.add(conn, stage=stage, subject_id=subject, maker_id="m", now=context.clock())


def take(context: Context, work_id: str) -> None:
    with context.database.transaction() as conn:
        assert work.lease(conn, work_id, owner="w", now=context.clock()) is not None


def test_each_stage_is_told_of_its_own_work_once(context: Context) -> None:
    hints = FakeHints()
    read, judge = add(context, "d1"), add(context, "c1", work.JUDGE)
    assert [dispatch(context, hints) for _ in range(3)] == [2, 0, 0]
    assert hints.lists == {"read": [f"{read}-0"], "judge": [f"{judge}-0"]}


def test_a_flushed_queue_is_told_again_at_the_next_tick(context: Context) -> None:
    hints = FakeHints()
    add(context, "d1")
    dispatch(context, hints)
    hints.flush()
    assert dispatch(context, hints) == 1


def test_a_hint_that_still_waits_in_the_queue_is_not_doubled(context: Context, clock: FakeClock) -> None:
    hints = FakeHints()
    add(context, "d1")
    dispatch(context, hints)
    clock.forward(3600)
    assert dispatch(context, hints) == 0
    assert len(hints.lists["read"]) == 1


def test_a_hint_that_a_worker_took_and_died_with_is_sent_again(context: Context, clock: FakeClock) -> None:
    hints = FakeHints()
    add(context, "d1")
    dispatch(context, hints)
    hints.lists["read"].clear()
    assert dispatch(context, hints) == 0
    clock.forward(dispatching.AGAIN_AFTER.total_seconds())
    assert dispatch(context, hints) == 1


def test_work_whose_worker_died_is_sent_again_when_its_lease_lapses(context: Context, clock: FakeClock) -> None:
    hints = FakeHints()
    work_id = add(context, "d1")
    dispatch(context, hints)
    hints.lists["read"].clear()
    take(context, work_id)
    clock.forward(work.LEASE_SECONDS - 1)
    assert dispatch(context, hints) == 0
    clock.forward(1)
    assert dispatch(context, hints) == 1
    assert hints.lists["read"] == [f"{work_id}-1"]


def test_a_queue_that_is_away_loses_nothing(context: Context) -> None:
    hints = FakeHints(away=True)
    add(context, "d1")
    with pytest.raises(Unavailable):
        dispatch(context, hints)
    hints.away = False
    assert dispatch(context, hints) == 1


def test_a_backlog_stays_in_the_database(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatching, "MOST_WAITING", 3)
    hints = FakeHints()
    for number in range(5):
        add(context, f"d{number}")
    assert [dispatch(context, hints), dispatch(context, hints)] == [3, 0]
    hints.lists["read"].pop(0)
    assert dispatch(context, hints) == 1
