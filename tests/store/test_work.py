"""Leases and fences, as the workers use them: at least once, takes effect once, three attempts, then poison."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, Engine

from claimcheck.errors import LeaseLost
from claimcheck.store.database import Database
from claimcheck.store.judging import work

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


@pytest.fixture
def engine(database: Database) -> Engine:
    return database.engine


def add(conn: Connection, subject: str = "d1", *, stage: str = work.READ, generation: int = 1) -> str:
    return work.add(conn, stage=stage, subject_id=subject, maker_id="m", generation=generation, now=NOON)


def take(conn: Connection, work_id: str, seconds: float, owner: str = "w1") -> work.LeasedWork:
    leased = work.lease(conn, work_id, owner=owner, now=after(seconds), seconds=30)
    assert leased is not None
    return leased


def test_work_is_added_once_per_generation(engine: Engine) -> None:
    with engine.begin() as conn:
        first, again, next_generation = add(conn), add(conn), add(conn, generation=2)
    assert first == again != next_generation


def test_work_is_told_once_then_again_when_nothing_came_of_it(engine: Engine) -> None:
    again_after = timedelta(seconds=15)
    with engine.begin() as conn:
        work_id = add(conn)
        assert work.due(conn, work.READ, now=NOON, again_after=again_after) == [work.DueWork(work_id, 0)]
        work.mark_dispatched(conn, [work_id], NOON)
        assert work.due(conn, work.READ, now=after(14), again_after=again_after) == []
        assert len(work.due(conn, work.READ, now=after(15), again_after=again_after)) == 1


def test_a_queue_that_forgot_is_told_everything_again(engine: Engine) -> None:
    with engine.begin() as conn:
        work.mark_dispatched(conn, [add(conn), add(conn, "d2")], NOON)
        assert work.forget_dispatches(conn) == 2
        assert len(work.due(conn, work.READ, now=NOON, again_after=timedelta(hours=1))) == 2


def test_work_that_a_clock_set_back_put_off_for_hours_is_brought_near(engine: Engine) -> None:
    furthest = timedelta(minutes=2)
    with engine.begin() as conn:
        put_off, told, leased, near = (add(conn, subject) for subject in ("d1", "d2", "d3", "d4"))
        work.postpone(conn, take(conn, put_off, 7200), not_before=after(7205))
        work.mark_dispatched(conn, [told], after(7200))
        held = take(conn, leased, 7200)
        work.postpone(conn, take(conn, near, 0), not_before=after(60))
        assert work.pull_in(conn, now=NOON, furthest=furthest) == 3
        assert work.pull_in(conn, now=NOON, furthest=furthest) == 0
        now = work.due(conn, work.READ, now=NOON, again_after=timedelta(seconds=10))
        assert {row.id for row in now} == {put_off, told}
        work.renew(conn, held, now=after(10))  # whoever works under it goes on
        assert work.lease(conn, leased, owner="w2", now=after(work.LEASE_SECONDS + 9)) is None


def test_work_under_a_live_lease_is_nobody_elses_and_due_again_when_the_lease_lapses(engine: Engine) -> None:
    with engine.begin() as conn:
        work_id = add(conn)
        work.mark_dispatched(conn, [work_id], NOON)
        take(conn, work_id, 0)
        assert work.lease(conn, work_id, owner="w2", now=after(29)) is None
        assert work.due(conn, work.READ, now=after(29), again_after=timedelta(hours=1)) == []
        assert [row.id for row in work.due(conn, work.READ, now=after(30), again_after=timedelta(hours=1))] == [work_id]
        second = take(conn, work_id, 30, "w2")
    assert (second.fence, second.attempts, second.owner) == (2, 2, "w2")


def test_who_lost_the_lease_can_neither_finish_nor_renew_nor_fail(engine: Engine) -> None:
    with engine.begin() as conn:
        work_id = add(conn)
        slow = take(conn, work_id, 0)
        quick = take(conn, work_id, 60)
        for attempt in (
            lambda: work.finish(conn, slow, after(61)),
            lambda: work.renew(conn, slow, now=after(61)),
            lambda: work.fail(conn, slow, "late", after(61)),
            lambda: work.postpone(conn, slow, not_before=after(90)),
        ):
            with pytest.raises(LeaseLost):
                attempt()
        work.finish(conn, quick, after(62))
        with pytest.raises(LeaseLost):
            work.finish(conn, quick, after(62))


def test_a_lapsed_lease_that_nobody_took_may_still_finish(engine: Engine) -> None:
    with engine.begin() as conn:
        leased = take(conn, add(conn), 0)
        work.finish(conn, leased, after(3600))
        assert work.lease(conn, leased.id, owner="w2", now=after(3601)) is None


def test_a_renewed_lease_lives_longer(engine: Engine) -> None:
    with engine.begin() as conn:
        leased = take(conn, add(conn), 0)
        work.renew(conn, leased, now=after(20), seconds=30)
        assert work.lease(conn, leased.id, owner="w2", now=after(40)) is None
        assert work.lease(conn, leased.id, owner="w2", now=after(50)) is not None


def test_postponing_does_not_count_as_an_attempt(engine: Engine) -> None:
    with engine.begin() as conn:
        work_id = add(conn)
        for second in (0, 10, 20, 30, 40):
            work.postpone(conn, take(conn, work_id, second), not_before=after(second + 10))
            assert work.lease(conn, work_id, owner="w1", now=after(second + 9)) is None
        last = take(conn, work_id, 50)
    assert (last.attempts, last.fence) == (1, 6)


def test_postponed_work_is_woken_by_what_it_waited_for(engine: Engine) -> None:
    with engine.begin() as conn:
        work_id = add(conn, "c1", stage=work.JUDGE)
        work.postpone(conn, take(conn, work_id, 0), not_before=after(3600))
        assert work.wake(conn, stage=work.JUDGE, subject_ids=["c1", "c2"], now=after(1)) == 1
        take(conn, work_id, 1)


def test_three_failures_kill_the_work_with_a_pause_between_them(engine: Engine) -> None:
    with engine.begin() as conn:
        work_id = add(conn)
        assert work.fail(conn, take(conn, work_id, 0), "boom", NOON) == work.OPEN
        assert work.lease(conn, work_id, owner="w1", now=after(1)) is None
        assert work.fail(conn, take(conn, work_id, 2), "boom", after(2)) == work.OPEN
        assert work.fail(conn, take(conn, work_id, 10), "x" * 10_000, after(10)) == work.DEAD
        assert work.lease(conn, work_id, owner="w1", now=after(3600)) is None
        assert work.due(conn, work.READ, now=after(3600), again_after=timedelta(0)) == []


def test_work_that_kills_its_workers_is_seen_to_be_exhausted(engine: Engine) -> None:
    with engine.begin() as conn:
        work_id = add(conn)
        leases = [take(conn, work_id, 40 * n) for n in range(4)]
        assert [leased.exhausted for leased in leases] == [False, False, False, True]
        work.finish(conn, leases[-1], after(200), state=work.DEAD)
        assert work.counts(conn, after(200))[0].dead == 1


def test_the_lease_of_a_dead_owner_is_taken_back_and_its_attempt_counts(engine: Engine) -> None:
    with engine.begin() as conn:
        work_id = add(conn)
        dead = take(conn, work_id, 0, "host:7")
        assert not work.abandon(conn, work_id, "host:8", after(1))
        assert work.abandon(conn, work_id, "host:7", after(1))
        assert not work.abandon(conn, work_id, "host:7", after(1))
        with pytest.raises(LeaseLost):
            work.finish(conn, dead, after(1))
        assert take(conn, work_id, 3).attempts == 2


def test_counts_say_what_each_stage_waits_for(engine: Engine) -> None:
    with engine.begin() as conn:
        waiting, leased, done, postponed = (add(conn, name) for name in ("a", "b", "c", "d"))
        take(conn, leased, 5)
        work.finish(conn, take(conn, done, 5), after(6))
        work.postpone(conn, take(conn, postponed, 5), not_before=after(60))
        assert work.counts(conn, after(10)) == [work.WorkCounts("read", 1, 1, 1, 1, 0, 10.0)]
        assert work.lease(conn, waiting, owner="w", now=after(10)) is not None


def test_rivals_never_hold_the_same_row(engine: Engine) -> None:
    rows, rivals = 40, 4
    with engine.begin() as conn:
        due = [add(conn, f"d{number}") for number in range(rows)]
    start = threading.Barrier(rivals)

    def drain(owner: str) -> list[str]:
        taken: list[str] = []
        start.wait()
        for work_id in due:
            with engine.begin() as conn:
                if work.lease(conn, work_id, owner=owner, now=NOON):
                    taken.append(work_id)
        return taken

    with ThreadPoolExecutor(rivals) as pool:
        taken = [work_id for ids in pool.map(drain, [f"w{n}" for n in range(rivals)]) for work_id in ids]
    assert len(taken) == len(set(taken)) == rows
