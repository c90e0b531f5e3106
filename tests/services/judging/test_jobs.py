"""The frame around a stage: every attempt ends in a result, a later try, or before a person."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from fakes import FakeClock
from sqlalchemy import text

from claimcheck.errors import ConfigError, Unavailable
from claimcheck.queue.horse import TimedOut
from claimcheck.services.context import Context, open_context
from claimcheck.services.judging import jobs
from claimcheck.services.judging.jobs import died, left, run, tasks
from claimcheck.settings import Settings
from claimcheck.store.database import Database
from claimcheck.store.judging import work
from claimcheck.store.judging.work import LeasedWork

HOUR = 3600.0  # seconds


@dataclass
class Ward:
    """Where poison is settled."""

    reasons: list[str] = field(default_factory=list)

    def settle(self, context: Context, leased: LeasedWork, reason: str) -> None:
        with context.database.transaction() as conn:
            work.finish(conn, leased, context.clock(), state=work.DEAD)
        self.reasons.append(reason)


@pytest.fixture
def work_id(context: Context) -> str:
    with context.database.transaction() as conn:
        return work.add(conn, stage=work.READ, subject_id="d1", maker_id="m", now=context.clock())


def counts(context: Context) -> work.WorkCounts:
    with context.database.read() as conn:
        return work.counts(conn, context.clock())[0]


def finish(context: Context, leased: LeasedWork) -> None:
    with context.database.transaction() as conn:
        work.finish(conn, leased, context.clock())


def raising(error: BaseException) -> Callable[[Context, LeasedWork], None]:
    def stage(context: Context, leased: LeasedWork) -> None:
        raise error

    return stage


def test_work_is_done_once_however_often_it_is_asked_for(context: Context, work_id: str) -> None:
    done: list[LeasedWork] = []

    def stage(context: Context, leased: LeasedWork) -> None:
        done.append(leased)
        assert not run(context, work_id, stage)  # a second hint, while the first one works
        finish(context, leased)

    assert [run(context, work_id, stage) for _ in range(3)] == [True, False, False]
    assert len(done) == 1


@pytest.mark.parametrize("error", [ValueError("boom"), TimedOut("too long")])
def test_what_fails_three_times_goes_before_a_person(
    context: Context, clock: FakeClock, work_id: str, error: BaseException
) -> None:
    ward = Ward()
    for _ in range(5):
        run(context, work_id, raising(error), ward.settle)
        clock.forward(HOUR)
    assert ward.reasons == [f"{type(error).__name__}: {error}"]
    assert counts(context).dead == 1


def test_what_kills_its_worker_three_times_goes_before_a_person(
    context: Context, clock: FakeClock, work_id: str
) -> None:
    ward, tried = Ward(), []
    for _ in range(3):
        with context.database.transaction() as conn:  # leased, and never heard of again
            assert work.lease(conn, work_id, owner="killed", now=clock.now)
        clock.forward(HOUR)
    run(context, work_id, lambda *_: tried.append(1), ward.settle)
    assert (tried, ward.reasons) == ([], ["it ended its worker each time it was tried"])


def test_the_lease_of_a_work_horse_that_was_killed_is_given_back(
    context: Context, clock: FakeClock, work_id: str
) -> None:
    def killed(context: Context, leased: LeasedWork) -> None:
        died(lambda: context.database, work_id, int(leased.owner.rpartition(":")[2]), clock)  # its worker sees it end
        raise SystemExit

    with pytest.raises(SystemExit):
        run(context, work_id, killed)
    clock.forward(2)
    assert run(context, work_id, finish)


def test_the_lease_is_given_back_though_a_later_version_was_started_beside_us(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    context = open_context(settings)
    with context.database.transaction() as conn:
        work_id = work.add(conn, stage=work.READ, subject_id="d1", maker_id="m", now=context.clock())
        work.lease(conn, work_id, owner=f"{socket.gethostname()[:50]}:7", now=context.clock())
        conn.execute(text("UPDATE alembic_version SET version_num = 'later'"))
    tasks(settings)[work.READ].left(work_id, 7)
    assert (counts(context).waiting, counts(context).leased) == (1, 0)


def test_work_that_was_cut_off_because_the_service_stops_has_not_failed(
    context: Context, clock: FakeClock, work_id: str
) -> None:
    def cut_off(context: Context, leased: LeasedWork) -> None:
        left(lambda: context.database, work_id, int(leased.owner.rpartition(":")[2]), clock)
        raise SystemExit

    ward = Ward()
    for _ in range(5):
        with pytest.raises(SystemExit):
            run(context, work_id, cut_off, ward.settle)
    assert run(context, work_id, finish, ward.settle)
    assert ward.reasons == []


def test_what_we_stand_on_being_away_is_not_the_works_fault(context: Context, clock: FakeClock, work_id: str) -> None:
    ward = Ward()
    for _ in range(5):
        run(context, work_id, raising(Unavailable("the file store is away")), ward.settle)
        clock.forward(HOUR)
    run(context, work_id, finish, ward.settle)
    assert (ward.reasons, counts(context).done) == ([], 1)


def test_a_database_of_another_version_is_not_the_works_fault(
    context: Context, clock: FakeClock, work_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def newer(_database: Database) -> None:
        raise ConfigError("The database was brought up to date by a later version.")

    ward = Ward()
    monkeypatch.setattr(jobs, "check", newer)
    for _ in range(5):
        run(context, work_id, raising(KeyError("a column that is gone")), ward.settle)
        clock.forward(HOUR)
    assert (ward.reasons, counts(context).waiting) == ([], 1)


def test_what_failed_before_is_not_poison_for_what_is_away_now(
    context: Context, clock: FakeClock, work_id: str
) -> None:
    ward = Ward()
    for error in (ValueError("boom"), ValueError("boom"), Unavailable("the file store is away")):
        run(context, work_id, raising(error), ward.settle)
        clock.forward(HOUR)
    assert run(context, work_id, finish, ward.settle)
    assert (ward.reasons, counts(context).done) == ([], 1)


def test_poison_that_could_not_be_settled_is_settled_later(context: Context, clock: FakeClock, work_id: str) -> None:
    def away(context: Context, leased: LeasedWork, reason: str) -> None:
        raise Unavailable("the database is away")

    for _ in range(2):
        run(context, work_id, raising(ValueError("boom")))
        clock.forward(HOUR)
    with pytest.raises(Unavailable):
        run(context, work_id, raising(ValueError("boom")), away)
    clock.forward(HOUR)
    run(context, work_id, finish, away)
    clock.forward(HOUR)
    ward = Ward()
    run(context, work_id, finish, ward.settle)
    assert len(ward.reasons) == 1


def test_a_result_that_comes_after_the_lease_was_lost_is_dropped(
    context: Context, clock: FakeClock, work_id: str
) -> None:
    def slow(context: Context, leased: LeasedWork) -> None:
        clock.forward(HOUR)
        assert run(context, work_id, finish)
        finish(context, leased)

    assert run(context, work_id, slow)
    assert counts(context).done == 1


def test_a_lease_is_renewed_while_the_work_goes_on(
    context: Context, clock: FakeClock, work_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "LEASE_SECONDS", 0.06)

    def long(context: Context, leased: LeasedWork) -> None:
        clock.forward(20)
        while not counts(context).leased:
            time.sleep(0.01)  # it is renewed, or this never ends
        assert not run(context, work_id, finish)
        finish(context, leased)

    assert run(context, work_id, long)
