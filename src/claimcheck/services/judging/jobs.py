"""The frame around a stage: lease a piece of work, renew the lease while working, and end every attempt properly.

It runs in the work-horse, a process forked from its worker. The stages themselves are in `process`.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import lru_cache, partial

from claimcheck.errors import ClaimcheckError, LeaseLost
from claimcheck.queue.horse import TimedOut
from claimcheck.queue.jobs import Task
from claimcheck.services.blob_check import check_files
from claimcheck.services.context import Context, open_context, utc_now
from claimcheck.services.judging import process
from claimcheck.settings import Settings
from claimcheck.store.database import Database, open_database
from claimcheck.store.judging import work
from claimcheck.store.judging.work import LeasedWork
from claimcheck.store.migrations import check

Stage = Callable[[Context, LeasedWork], object]
Settle = Callable[[Context, LeasedWork, str], object]
Clock = Callable[[], datetime]

PAUSE = timedelta(seconds=15)
SPARE_SECONDS = 120

log = logging.getLogger(__name__)


def tasks(settings: Settings) -> Mapping[str, Task]:
    """The allow-list of the workers: what each stage runs, how long it may take, and what follows when it dies.

    Database and blobs are opened in the work-horse, after the fork: no connection and no thread is ever inherited.
    """
    opened = partial(open_database, settings.database)
    seconds = int(settings.read_seconds) + SPARE_SECONDS  # the sandbox ends a reading before we end the work-horse
    return {
        stage: Task(partial(_in_horse, settings, act), seconds, partial(died, opened), partial(left, opened))
        for stage, act in ((work.READ, process.read_document), (work.JUDGE, process.judge_claim))
    }


def run(context: Context, work_id: str, stage: Stage, settle: Settle = process.settle_poison) -> bool:
    """Try one piece of work once; returns False when there was nothing to do (done, postponed, or another's).

    An error is recorded and the work tried again later; what has failed or killed its worker three times is settled as
    poison, so that a person sees it.

    Args:
        context: of this process.
        work_id: the row of work.
        stage: does the work and finishes it in the transaction of its result.
        settle: settles the subject as poison, and finishes the work as dead, in one transaction; told the reason.
    """
    with context.database.transaction() as conn:
        leased = work.lease(conn, work_id, owner=_owner(os.getpid()), now=context.clock())
    if leased is None:
        return False
    try:
        with _kept(context, leased):
            if leased.exhausted:
                settle(context, leased, "it ended its worker each time it was tried")
            else:
                stage(context, leased)
    except LeaseLost as error:
        log.warning("%s", error)
    except (Exception, TimedOut) as error:
        known = error if isinstance(error, ClaimcheckError) and error.retry else None
        if known:  # the database, blobs or Redis is away: all work fails alike, so a traceback for each tells nothing
            log.warning("%s work %s waits: %s (%s)", leased.stage, leased.id, known.message, _first_line(known))
        else:
            log.exception("%s work %s failed, attempt %d", leased.stage, leased.id, leased.attempts)
        _record(context, leased, error, settle)
    return True


def _first_line(error: BaseException) -> str:
    return str(error.__cause__ or error).partition("\n")[0]


def died(opened: Callable[[], Database], work_id: str, process_id: int, clock: Clock = utc_now) -> None:
    """Give back the lease of a work-horse that is dead, so that its work need not wait until the lease lapses."""
    _give_back(opened, work_id, process_id, clock, counted=True)


def left(opened: Callable[[], Database], work_id: str, process_id: int, clock: Clock = utc_now) -> None:
    """Give back the lease of a work-horse that was ended because the service stops: no attempt of the work failed."""
    _give_back(opened, work_id, process_id, clock, counted=False)


def _give_back(
    opened: Callable[[], Database], work_id: str, process_id: int, clock: Clock, *, counted: bool
) -> None:  # fmt: skip
    """Give back the lease, whatever version the database has: a later one beside us waits for this work too."""
    database = opened()
    try:
        with database.transaction() as conn:
            if work.abandon(conn, work_id, _owner(process_id), clock(), counted=counted):
                log.warning("work-horse %d ended while it did work %s", process_id, work_id)
    finally:
        database.close()  # the worker forks again: nothing open may be inherited


def _owner(process_id: int) -> str:
    return f"{socket.gethostname()[:50]}:{process_id}"


def _in_horse(settings: Settings, stage: Stage, work_id: str) -> None:
    run(_standing(settings, os.getpid()), work_id, stage)


@lru_cache(maxsize=1)
def _standing(settings: Settings, _process: int) -> Context:
    """The context of one process's jobs, opened for the first of them."""
    context = open_context(settings, migrate=False)
    check_files(context)
    return context


def _record(context: Context, leased: LeasedWork, error: BaseException, settle: Settle) -> None:
    """Try again later, or, after the last attempt, put it before a person.

    An attempt does not count against the work where the database, blobs or Redis is away, where the database is of
    another version, or where settling itself has failed.
    """
    reason = f"{type(error).__name__}: {error}"
    ours = leased.exhausted or (isinstance(error, ClaimcheckError) and error.retry) or not _of_our_version(context)
    try:
        if leased.attempts == work.MAX_ATTEMPTS and not ours:
            settle(context, leased, reason)
            return
        with context.database.transaction() as conn:
            if ours:
                work.postpone(conn, leased, not_before=context.clock() + PAUSE)
            else:
                work.fail(conn, leased, reason, context.clock())
    except LeaseLost as lost:
        log.warning("%s", lost)


def _of_our_version(context: Context) -> bool:
    """Whether the database still has the schema that this process knows: a later version may have upgraded it."""
    try:
        check(context.database)
    except ClaimcheckError as error:
        log.warning("%s", error)
        return False
    return True


@contextmanager
def _kept(context: Context, leased: LeasedWork) -> Iterator[None]:
    """Renew the lease from a thread while the block runs, however long it runs."""
    ended = threading.Event()
    thread = threading.Thread(target=_renew, args=(context, leased, ended), name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _renew(context: Context, leased: LeasedWork, ended: threading.Event) -> None:
    while not ended.wait(work.LEASE_SECONDS / 3):
        try:
            with context.database.transaction() as conn:
                work.renew(conn, leased, now=context.clock())
        except LeaseLost:
            return  # the stage will learn it when it commits
        except Exception:
            log.exception("the lease of %s was not renewed; it will be tried again", leased.id)
