"""One maker's share of the queues: how much waits at each stage and since when, and what died."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, func, or_, select

from claimcheck.store.judging.work import DEAD, OPEN
from claimcheck.store.tables import claims, organisations, review_tasks, task_bars, users, work

_w = work.c


@dataclass(frozen=True, slots=True)
class Depth:
    """One stage at one moment: what waits, is postponed and is being done, and since when the oldest waits."""

    stage: str
    waiting: int
    postponed: int
    leased: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class Dead:
    """Work that failed each time, and was not begun anew since."""

    id: str
    stage: str
    subject_id: str
    generation: int
    attempts: int
    last_error: str
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class Orphan:
    """An open question that none of the maker's people may answer."""

    id: str
    claim_id: str
    outside_id: str
    program: str
    step: str
    created_at: datetime


def depths(conn: Connection, maker_id: str, now: datetime) -> list[Depth]:
    """How much of each stage is to be done."""
    ready = and_(_w.not_before <= now, or_(_w.leased_until.is_(None), _w.leased_until <= now))
    query = (
        select(
            _w.stage, func.count().filter(ready), func.count().filter(_w.not_before > now),
            func.count().filter(_w.leased_until > now), func.min(_w.not_before).filter(ready),
        )
        .where(_w.maker_id == maker_id, _w.state == OPEN)
        .group_by(_w.stage)
        .order_by(_w.stage)
    )  # fmt: skip
    return [Depth(*row) for row in conn.execute(query)]


def dead(conn: Connection, maker_id: str, *, limit: int = 100) -> list[Dead]:
    """What died, the last first."""
    query = _dead(maker_id).order_by(_w.finished_at.desc(), _w.id.desc()).limit(limit)
    return [_as_dead(row) for row in conn.execute(query).mappings()]


def one_dead(conn: Connection, maker_id: str, work_id: str) -> Dead | None:
    """One piece of dead work, its row held until the transaction ends."""
    row = conn.execute(_dead(maker_id).where(_w.id == work_id).with_for_update()).mappings().first()
    return _as_dead(row) if row else None


def oldest_task(conn: Connection, maker_id: str) -> tuple[int, datetime | None]:
    """How many questions wait for people, and since when the oldest does."""
    c = review_tasks.c
    query = select(func.count(), func.min(c.created_at)).where(c.maker_id == maker_id, c.state == "open")
    count, since = conn.execute(query).one()
    return count, since


def unanswerable(conn: Connection, maker_id: str, *, limit: int = 100) -> list[Orphan]:
    """Open questions that none of the maker's people may answer, the oldest first.

    Each of them answered on the claim before, or it was given to an administrator or a person who is not there any
    more. Keys are not people.
    """
    t, b, u, o = review_tasks.c, task_bars.c, users.c, organisations.c
    kept = select(b.id).where(b.task_id == t.id, b.until.is_(None))
    may = (
        select(u.id)
        .join(organisations, o.id == u.organisation_id)
        .where(
            u.maker_id == t.maker_id, u.disabled_at.is_(None), o.closed_at.is_(None), o.outside_id != t.dealer,
            u.role.in_(("reviewer", "admin")),
            or_(t.only_for.is_(None), t.only_for == u.id, t.only_for == u.role, u.role == "admin"),
            ~kept.where(b.person == u.id).correlate(review_tasks, users).exists(),
        )
        .correlate(review_tasks)
    )  # fmt: skip
    query = (
        select(t.id, t.claim_id, claims.c.outside_id, t.program, t.step, t.created_at)
        .join(claims, claims.c.id == t.claim_id)
        .where(t.maker_id == maker_id, t.state == "open")
        # First the few that anybody is kept from: whoever else there is may answer all others.
        .where(or_(t.only_for.is_not(None), t.id.in_(select(b.task_id).where(b.until.is_(None)))), ~may.exists())
        .order_by(t.id)
        .limit(limit)
    )
    return [Orphan(*row) for row in conn.execute(query)]


def _dead(maker_id: str) -> Select[Any]:
    later = work.alias()
    begun_anew = (
        select(later.c.id)
        .where(
            later.c.stage == _w.stage, later.c.subject_id == _w.subject_id, later.c.generation > _w.generation
        )
        .exists()
    )  # fmt: skip
    return select(
        _w.id, _w.stage, _w.subject_id, _w.generation, _w.attempts, _w.last_error, _w.finished_at
    ).where(_w.maker_id == maker_id, _w.state == DEAD, ~begun_anew)  # fmt: skip


def _as_dead(row: Any) -> Dead:
    return Dead(**{**row, "last_error": row["last_error"] or ""})
