"""The `work` table: what must still be done, who does it, and since when. The database is the truth; Redis is a hint.

A row is added in the transaction that makes the work necessary (`add`), so it exists exactly when its cause does. A
dispatcher hints it to the queue (`due`, `mark_dispatched`). A worker takes a lease (`lease`): each lease has the next
fencing number and counts one attempt. The result is committed in one transaction with `finish`, which raises
`LeaseLost` when the fence has moved, so that a stage runs at least once and takes effect once.

How an attempt ends:
    it succeeded             `finish` beside the result
    it must wait             `postpone`: the lease is given back and the attempt is not counted
    it raised                `fail`: open again after a pause; after the last attempt `DEAD`, and the caller settles the
                             subject as poison in the same transaction
    its process was killed   whoever sees it calls `abandon`; where nobody is left to see it, the lease lapses. The next
                             lease counts on; when it is `exhausted` the work must not be tried again: settle it as
                             poison and `finish(…, state=DEAD)`

Every function takes an open connection (the caller's transaction) and `now`, an aware time.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import uuid_utils
from sqlalchemy import BindParameter, ColumnElement, Connection, RowMapping, and_, bindparam, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from claimcheck.errors import LeaseLost
from claimcheck.store.tables import work

READ, JUDGE = "read", "judge"
OPEN, DONE, DEAD = "open", "done", "dead"
MAX_ATTEMPTS = 3
LEASE_SECONDS = 20.0
ERROR_LENGTH = 2000


@dataclass(frozen=True, slots=True)
class LeasedWork:
    """A row of work, and the right to commit its result as long as the fence stands."""

    id: str
    maker_id: str
    stage: str
    subject_id: str
    generation: int
    fence: int
    attempts: int
    owner: str

    @property
    def exhausted(self) -> bool:
        """Whether all attempts were used up before this lease: it kills its workers; settle it as poison."""
        return self.attempts > MAX_ATTEMPTS


@dataclass(frozen=True, slots=True)
class DueWork:
    """A row that the queue should hear of."""

    id: str
    fence: int


@dataclass(frozen=True, slots=True)
class WorkCounts:
    """One stage at one moment, for metrics: rows by what they wait for, and the age of the oldest that waits."""

    stage: str
    waiting: int
    postponed: int
    leased: int
    done: int
    dead: int
    oldest_waiting_seconds: float


def add(
    conn: Connection,
    *,
    stage: str,
    subject_id: str,
    maker_id: str,
    now: datetime,
    generation: int = 1,
) -> str:
    """Add a row of work and return its id; a row for the same (stage, subject, generation) is left as it is."""
    row = {
        "id": str(uuid_utils.uuid7()),
        "maker_id": maker_id,
        "stage": stage,
        "subject_id": subject_id,
        "generation": generation,
        "state": OPEN,
        "attempts": 0,
        "fence": 0,
        "not_before": now,
        "created_at": now,
    }
    insert: Any = postgresql.insert if conn.dialect.name == "postgresql" else sqlite.insert
    same = [work.c.stage, work.c.subject_id, work.c.generation]
    conn.execute(insert(work).values(**row).on_conflict_do_nothing(index_elements=same))
    found = select(work.c.id).where(
        work.c.stage == stage, work.c.subject_id == subject_id, work.c.generation == generation
    )
    return str(conn.execute(found).scalar_one())


def wake(conn: Connection, *, stage: str, subject_ids: Collection[str], now: datetime) -> int:
    """Let postponed work of these subjects begin now; returns how many rows were woken."""
    asleep = and_(work.c.stage == stage, work.c.subject_id.in_(subject_ids), _open(), work.c.not_before > now)
    return conn.execute(update(work).where(asleep).values(not_before=now, dispatched_at=None)).rowcount


def due(conn: Connection, stage: str, *, now: datetime, again_after: timedelta, limit: int = 500) -> list[DueWork]:
    """Work of a stage that the queue should be told of: due, leased by nobody, and not hinted lately."""
    asked = {"stage": stage, "now": now, "told_before": now - again_after, "most": limit}
    return [DueWork(row.id, row.fence) for row in conn.execute(_DUE, asked)]


def mark_dispatched(conn: Connection, ids: Sequence[str], now: datetime) -> None:
    """Remember that the queue was told; call it after the queue has taken them, never before."""
    if ids:
        conn.execute(update(work).where(work.c.id.in_(ids), _open()).values(dispatched_at=now))


def forget_dispatches(conn: Connection) -> int:
    """Take back every hint that nobody has acted on: the queue has lost its memory. Returns how many."""
    return conn.execute(
        update(work).where(_open(), work.c.dispatched_at.is_not(None)).values(dispatched_at=None)
    ).rowcount


def pull_in(conn: Connection, *, now: datetime, furthest: timedelta) -> int:
    """Bring near what is put off, leased or told further ahead than anything ever is: the clock was set back.

    Whoever works under such a lease has time to renew it.

    Args:
        conn: the transaction.
        now: the time.
        furthest: ahead of which nothing is put off or leased.

    Returns:
        How many rows were changed.
    """
    changed = 0
    for column, becomes in (
        (work.c.not_before, now), (work.c.leased_until, now + timedelta(seconds=LEASE_SECONDS)),
        (work.c.dispatched_at, None),
    ):  # fmt: skip
        far = update(work).where(_open(), column > now + furthest)
        changed += conn.execute(far.values({column.name: becomes})).rowcount
    return changed


def lease(
    conn: Connection, work_id: str, *, owner: str, now: datetime, seconds: float = LEASE_SECONDS
) -> LeasedWork | None:
    """Take the lease of one row, or None where there is nothing to do: done, postponed, or under a live lease."""
    taken = update(work).where(work.c.id == work_id, _ready(now)).values(_lease(owner, now, seconds)).returning(work)
    row = conn.execute(taken).mappings().one_or_none()
    return _leased(row) if row else None


def renew(conn: Connection, leased: LeasedWork, *, now: datetime, seconds: float = LEASE_SECONDS) -> None:
    """Hold the lease longer.

    Raises:
        LeaseLost: the work is finished or somebody else's.
    """
    _change(conn, leased, leased_until=now + timedelta(seconds=seconds))


def postpone(conn: Connection, leased: LeasedWork, *, not_before: datetime) -> None:
    """Give the lease back without counting the attempt; the work is due again at `not_before`.

    Raises:
        LeaseLost: the work is finished or somebody else's.
    """
    _change(conn, leased, attempts=leased.attempts - 1, not_before=not_before, **_NOBODY)


def finish(conn: Connection, leased: LeasedWork, now: datetime, *, state: str = DONE, error: str | None = None) -> None:
    """End the work in the transaction of its result, so that the two are durable together or not at all.

    `error` is kept as the last one, where the work ends because it cannot be done.

    Raises:
        LeaseLost: the work is finished or somebody else's; the caller's transaction must be rolled back.
    """
    why = {} if error is None else {"last_error": error[:ERROR_LENGTH]}
    _change(conn, leased, state=state, finished_at=now, **why, **_NOBODY)


def created_at(conn: Connection, work_id: str) -> datetime:
    """When a row of work was added."""
    added: datetime = conn.execute(select(work.c.created_at).where(work.c.id == work_id)).scalar_one()
    return added


def fail(conn: Connection, leased: LeasedWork, error: str, now: datetime) -> str:
    """Record an attempt that raised. `OPEN`: it will be tried again, later each time. `DEAD`: settle it as poison now.

    Raises:
        LeaseLost: the work is finished or somebody else's.
    """
    error = error[:ERROR_LENGTH]
    if leased.attempts >= MAX_ATTEMPTS:
        _change(conn, leased, state=DEAD, last_error=error, finished_at=now, **_NOBODY)
        return DEAD
    pause = timedelta(seconds=2**leased.attempts)
    _change(conn, leased, last_error=error, not_before=now + pause, **_NOBODY)
    return OPEN


def abandon(conn: Connection, work_id: str, owner: str, now: datetime, *, counted: bool = True) -> bool:
    """Take the lease from an owner that is known to be dead; False where it holds no such lease.

    Args:
        conn: the transaction.
        work_id: the row of work.
        owner: who held the lease.
        now: the time.
        counted: whether the attempt counts; where it was we who ended its owner, it does not.
    """
    held = and_(work.c.id == work_id, _open(), work.c.leased_by == owner)
    attempts = conn.execute(select(work.c.attempts).where(held).with_for_update()).scalar_one_or_none()
    if attempts is None:
        return False
    became = {"last_error": "its process ended", "not_before": now + timedelta(seconds=2**attempts)}
    if not counted:
        became = {"attempts": attempts - 1, "not_before": now}
    conn.execute(update(work).where(held).values(**became, **_NOBODY))
    return True


def open_ids(conn: Connection, stage: str, subject_ids: Collection[str]) -> dict[str, str]:
    """The open work of each subject in this stage: subject to row id; subjects without any are left out."""
    wanted = and_(work.c.stage == stage, work.c.subject_id.in_(subject_ids), _open())
    query = select(work.c.subject_id, work.c.id).where(wanted)
    return {row.subject_id: row.id for row in conn.execute(query.order_by(work.c.generation))}


def counts(conn: Connection, now: datetime) -> list[WorkCounts]:
    """How much of each stage waits, is postponed, leased, done and dead."""
    of_states = select(work.c.state, work.c.stage, func.count()).group_by(work.c.state, work.c.stage)
    ended = {(state, stage): count for state, stage, count in conn.execute(of_states)}  # read off one index, in order
    columns = (
        work.c.stage,
        func.count().filter(_ready(now)),
        func.count().filter(work.c.not_before > now),
        func.count().filter(work.c.leased_until > now),
        func.min(work.c.not_before).filter(_ready(now)),
    )
    waiting = {row.stage: row for row in conn.execute(select(*columns).where(_open()).group_by(work.c.stage))}
    found: list[WorkCounts] = []
    for stage in sorted({stage for _, stage in ended}):
        _, ready, later, held, oldest = waiting.get(stage, (stage, 0, 0, 0, None))
        done, dead = ended.get((DONE, stage), 0), ended.get((DEAD, stage), 0)
        found.append(WorkCounts(stage, ready, later, held, done, dead, (now - oldest).total_seconds() if oldest else 0))
    return found


_NOBODY = {"leased_by": None, "leased_until": None, "dispatched_at": None}


def _open() -> ColumnElement[bool]:
    return work.c.state == OPEN


def _ready(now: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    unleased = or_(work.c.leased_until.is_(None), work.c.leased_until <= now)
    return and_(_open(), work.c.not_before <= now, unleased)


_DUE = (
    select(work.c.id, work.c.fence)
    .where(work.c.stage == bindparam("stage"), _ready(bindparam("now")))
    .where(or_(work.c.dispatched_at.is_(None), work.c.dispatched_at <= bindparam("told_before")))
    .order_by(work.c.not_before, work.c.id)
    .limit(bindparam("most"))
)
"""Made once, for it is asked ten times a second."""


def _lease(owner: str, now: datetime, seconds: float) -> dict[str, Any]:
    return {
        "fence": work.c.fence + 1,
        "attempts": work.c.attempts + 1,
        "leased_by": owner[:64],
        "leased_until": now + timedelta(seconds=seconds),
        "dispatched_at": None,  # the hint is used up: when this lease lapses the row is due at once
    }


def _leased(row: RowMapping) -> LeasedWork:
    return LeasedWork(
        id=row["id"],
        maker_id=row["maker_id"],
        stage=row["stage"],
        subject_id=row["subject_id"],
        generation=row["generation"],
        fence=row["fence"],
        attempts=row["attempts"],
        owner=row["leased_by"],
    )


def _change(conn: Connection, leased: LeasedWork, **values: Any) -> None:
    """Change the row only while the lease is ours.

    A lapsed lease that nobody has taken since is still ours: the fence, not the clock, decides.
    """
    mine = and_(work.c.id == leased.id, work.c.fence == leased.fence, _open(), work.c.leased_by == leased.owner)
    if conn.execute(update(work).where(mine).values(**values)).rowcount != 1:
        raise LeaseLost(f"the lease of {leased.stage} work {leased.id} was lost", work_id=leased.id)
