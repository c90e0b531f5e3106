"""Batches of claims that checking companies hold, what is in them, and the rules that give them out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, and_, func, insert, or_, select, update

from claimcheck.store.ids import new_id
from claimcheck.store.tables import assignment_rules, batch_items, batches, claims, organisations, review_tasks

_b = batches.c
_i = batch_items.c
_t = review_tasks.c

OPEN_STATES: Final = ("waiting", "held")
"""States of a batch whose claims are with the company: assigned and not yet pulled, or pulled."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Claims that the clock gives to a company by itself; empty `program` and `region` mean any."""

    id: str
    maker_id: str
    company: str
    program: str
    region: str
    size: int
    hours: int
    share: int
    actor: str
    created_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Batch:
    """Claims given to one company.

    Attributes:
        number: as people call it, unique within the maker.
        state: `waiting` (to be pulled), `held`, `returned`, `recalled`, `overdue`.
        counts: its items by state.
        paused: how many of the open ones wait for an answer of the maker.
    """

    id: str
    maker_id: str
    number: int
    company: str
    program: str
    region: str
    rule_id: str | None
    state: str
    held_by: str | None
    actor: str
    due_at: datetime
    created_at: datetime
    pulled_at: datetime | None
    closed_at: datetime | None
    warned_at: datetime | None
    counts: Mapping[str, int]
    paused: int = 0

    @property
    def stands(self) -> bool:
        """Whether the batch's clock stands still: all that is open in it waits for an answer of the maker."""
        return 0 < self.counts.get("open", 0) == self.paused

    @property
    def size(self) -> int:
        """How many claims are in the batch."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Item:
    """One claim in a batch.

    Attributes:
        task_fence: of the lease that the batch has on the claim's task.
        state: `open`, `done`, `returned` (came back unanswered), `overdue`, `gone` (the claim went on without it).
        taken_by, taken_until, fence: which of the company's people works on it.
        advice: whether a reviewer of the maker decides after it.
        outcome: verdict, codes and ground.
        paused_at: since when it waits for an answer of the maker; the clock stands still meanwhile.
        number: the claim's, without personal data as it was known when the claim was given.
    """

    id: str
    maker_id: str
    batch_id: str
    claim_id: str
    revision: int
    task_id: str
    task_fence: int
    position: int
    state: str
    open_claim: str | None
    taken_by: str | None
    taken_until: datetime | None
    fence: int
    verdict: str | None
    advice: bool
    outcome: Mapping[str, Any] | None
    by: str | None
    due_at: datetime
    paused_at: datetime | None
    created_at: datetime
    closed_at: datetime | None
    number: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question on a claim that a company may be given."""

    task_id: str
    claim_id: str
    revision: int
    program: str
    code: str
    field: str


def holder(batch_id: str) -> str:
    """The name under which a batch leases its tasks."""
    return f"batch:{batch_id}"


def add_rule(conn: Connection, rule: Rule) -> None:
    """Add a rule."""
    conn.execute(
        insert(assignment_rules).values(
            id=rule.id, maker_id=rule.maker_id, company=rule.company, program=rule.program, region=rule.region,
            size=rule.size, hours=rule.hours, share=rule.share, actor=rule.actor, created_at=rule.created_at,
        )
    )  # fmt: skip


def rules(conn: Connection, maker_id: str) -> list[Rule]:
    """The rules that are in force, the oldest first."""
    c = assignment_rules.c
    query = select(assignment_rules).where(c.maker_id == maker_id, c.ended_at.is_(None)).order_by(c.id)
    return [Rule(**row._mapping) for row in conn.execute(query)]


def end_rule(conn: Connection, maker_id: str, rule_id: str, now: datetime) -> bool:
    """End a rule; False where there is none in force."""
    c = assignment_rules.c
    mine = (c.maker_id == maker_id, c.id == rule_id, c.ended_at.is_(None))
    return conn.execute(update(assignment_rules).where(*mine).values(ended_at=now)).rowcount == 1


def candidates(
    conn: Connection, maker_id: str, company: str, *, program: str, region: str, now: datetime, limit: int
) -> list[Candidate]:
    """Free questions on claims under review that the company may be given, the oldest first.

    Not among them: claims of the company itself, claims in an open batch, what only certain people may answer, and
    revisions that this company has had before.
    """
    had = select(_i.id).join(batches, _b.id == _i.batch_id)
    had = had.where(_i.claim_id == claims.c.id, _i.revision == claims.c.revision)
    query = (
        select(_t.id, _t.claim_id, claims.c.revision, claims.c.program, _t.code, _t.question)
        .join(claims, claims.c.id == _t.claim_id)
        .where(
            _t.maker_id == maker_id, _t.state == "open", claims.c.state == "review", claims.c.dealer != company,
            _t.step == "first", _t.only_for.is_(None), or_(_t.leased_until.is_(None), _t.leased_until <= now),
            ~had.where(or_(_b.company == company, _i.open_claim.is_not(None), _i.state == "done")).exists(),
        )
        .order_by(_t.id)
    )  # fmt: skip
    if program:
        query = query.where(claims.c.program == program)
    if region:
        o = organisations.c
        query = query.where(claims.c.dealer.in_(
            select(o.outside_id).where(o.maker_id == maker_id, o.kind == "dealer", o.region == region)
        ))  # fmt: skip
    return [
        Candidate(row.id, row.claim_id, row.revision, row.program, row.code, str((row.question or {}).get("field", "")))
        for row in conn.execute(query.limit(limit))
    ]


def next_number(conn: Connection, maker_id: str) -> int:
    """The number of the next batch; the caller stands in line with all others who make one."""
    return int(conn.execute(select(func.max(_b.number)).where(_b.maker_id == maker_id)).scalar() or 0) + 1


def add(conn: Connection, batch: Batch) -> None:
    """Add a batch; its items are added by `add_item`."""
    conn.execute(
        insert(batches).values(
            id=batch.id, maker_id=batch.maker_id, number=batch.number, company=batch.company, program=batch.program,
            region=batch.region, rule_id=batch.rule_id, state=batch.state, held_by=batch.held_by, actor=batch.actor,
            due_at=batch.due_at, created_at=batch.created_at,
        )
    )  # fmt: skip


def add_item(
    conn: Connection, batch: Batch, found: Candidate, *, task_fence: int, position: int, advice: bool, number: str,
    now: datetime,
) -> str:  # fmt: skip
    """Put a claim into a batch; our id of the item.

    Raises:
        IntegrityError: the claim is in an open batch.
    """
    new = new_id()
    conn.execute(
        insert(batch_items).values(
            id=new, maker_id=batch.maker_id, batch_id=batch.id, claim_id=found.claim_id, revision=found.revision,
            task_id=found.task_id, task_fence=task_fence, position=position, state="open", open_claim=found.claim_id,
            fence=0, advice=advice, number=number[:160], due_at=batch.due_at, created_at=now,
        )
    )  # fmt: skip
    return new


def get(conn: Connection, maker_id: str, batch_id: str, *, lock: bool = False) -> Batch | None:
    """One batch; `lock` holds it until the transaction ends."""
    if lock:
        conn.execute(select(_b.id).where(_b.maker_id == maker_id, _b.id == batch_id).with_for_update())
    row = conn.execute(select(batches).where(_b.maker_id == maker_id, _b.id == batch_id)).first()
    return next(iter(_batches(conn, [row])), None) if row else None


def page(
    conn: Connection, maker_id: str, *, company: str = "", states: Collection[str] = (), after: str = "",
    limit: int = 50,
) -> list[Batch]:  # fmt: skip
    """Batches, the newest first, those older than `after`; of one company and in some states only, where given."""
    query = select(batches).where(_b.maker_id == maker_id)
    if company:
        query = query.where(_b.company == company)
    if states:
        query = query.where(_b.state.in_(list(states)))
    if after:
        query = query.where(_b.id < after)
    return _batches(conn, conn.execute(query.order_by(_b.id.desc()).limit(limit)).all())


def waiting_ids(conn: Connection, maker_id: str, company: str) -> list[str]:
    """Batches that a company may pull, the oldest first."""
    mine = (_b.maker_id == maker_id, _b.company == company, _b.state == "waiting")
    return list(conn.execute(select(_b.id).where(*mine).order_by(_b.id)).scalars())


def change(conn: Connection, batch_id: str, *, of: Collection[str], **values: Any) -> bool:
    """Change a batch while it is in one of these states; False where it is not."""
    done = conn.execute(update(batches).where(_b.id == batch_id, _b.state.in_(list(of))).values(**values))
    return done.rowcount == 1


def items(conn: Connection, batch_id: str, *, states: Collection[str] = ()) -> list[Item]:
    """The items of a batch, in order."""
    query = select(batch_items).where(_i.batch_id == batch_id).order_by(_i.position)
    return [_item(row) for row in conn.execute(query.where(_i.state.in_(list(states))) if states else query)]


def item(conn: Connection, maker_id: str, item_id: str) -> Item | None:
    """One item."""
    row = conn.execute(select(batch_items).where(_i.maker_id == maker_id, _i.id == item_id)).first()
    return _item(row) if row else None


def of_task(conn: Connection, maker_id: str, task_id: str) -> Item | None:
    """The last item on a task, with what a checking company answered; None where no company had it."""
    query = select(batch_items).where(_i.maker_id == maker_id, _i.task_id == task_id).order_by(_i.id.desc()).limit(1)
    row = conn.execute(query).first()
    return _item(row) if row else None


def take(conn: Connection, item_id: str, *, by: str, now: datetime, until: datetime) -> bool:
    """Take an open item for one person of the company; False while another has it."""
    free = or_(_i.taken_until.is_(None), _i.taken_until <= now, _i.taken_by == by)
    done = conn.execute(
        update(batch_items)
        .where(_i.id == item_id, _i.state == "open", free)
        .values(taken_by=by, taken_until=until, fence=_i.fence + 1)
    )
    return done.rowcount == 1


def pull_in(conn: Connection, *, now: datetime, held: timedelta) -> int:
    """Soon free the items that one person has for longer than `held`: the clock was set back. Returns how many."""
    far = update(batch_items).where(_i.state == "open", _i.taken_until > now + held)
    return conn.execute(far.values(taken_until=now + held)).rowcount


def change_item(conn: Connection, item_id: str, *, fence: int | None = None, **values: Any) -> bool:
    """Change an item while it is open (and, where given, taken under that fence); False where it is not."""
    held = and_(_i.id == item_id, _i.state == "open")
    if fence is not None:
        held = and_(held, _i.fence == fence)
    return conn.execute(update(batch_items).where(held).values(**values)).rowcount == 1


def close_item(conn: Connection, item_id: str, *, state: str, now: datetime, **values: Any) -> bool:
    """Close an open item; its claim may go into another batch from then on."""
    return change_item(
        conn, item_id, state=state, open_claim=None, closed_at=now, paused_at=None, taken_by=None, taken_until=None,
        **values,
    )  # fmt: skip


def lapsed(conn: Connection, now: datetime) -> list[Item]:
    """Open items that are due and wait for nobody's answer, of every maker."""
    query = select(batch_items).where(_i.state == "open", _i.paused_at.is_(None), _i.due_at <= now)
    return [_item(row) for row in conn.execute(query.order_by(_i.id))]


def stale(conn: Connection, maker_id: str) -> list[Item]:
    """Open items whose claim went on without them: the task is answered or was taken back."""
    query = select(batch_items).join(review_tasks, _t.id == _i.task_id)
    query = query.where(_i.maker_id == maker_id, _i.state == "open", _t.state != "open").order_by(_i.id)
    return [_item(row) for row in conn.execute(query)]


def companies(conn: Connection, maker_id: str) -> list[tuple[str, str]]:
    """Checking companies of a maker: outside id and name."""
    o = organisations.c
    query = select(o.outside_id, o.name).where(o.maker_id == maker_id, o.kind == "checker", o.closed_at.is_(None))
    return [(str(outside), str(name)) for outside, name in conn.execute(query.order_by(o.outside_id))]


def regions(conn: Connection, maker_id: str) -> list[str]:
    """Regions that dealers of a maker belong to."""
    o = organisations.c
    query = select(o.region).where(o.maker_id == maker_id, o.kind == "dealer", o.region != "").distinct()
    return sorted(conn.execute(query).scalars())


def task_lease(conn: Connection, task_id: str) -> int:
    """The fence of a task's present lease."""
    return int(conn.execute(select(_t.fence).where(_t.id == task_id)).scalar_one())


def hold_task(conn: Connection, task_id: str, *, by: str, fence: int, until: datetime) -> bool:
    """Hold a task until another moment, lapsed or not, as long as nobody else took it."""
    mine = (_t.id == task_id, _t.state == "open", _t.leased_by == by, _t.fence == fence)
    return conn.execute(update(review_tasks).where(*mine).values(leased_until=until)).rowcount == 1


def _batches(conn: Connection, rows: Collection[Row[Any]]) -> list[Batch]:
    ids = [row.id for row in rows]
    counted: dict[str, dict[str, int]] = {one: {} for one in ids}
    paused = dict.fromkeys(ids, 0)
    query: Select[Any] = select(_i.batch_id, _i.state, func.count(), func.count(_i.paused_at))
    for batch_id, state, count, asked in conn.execute(
        query.where(_i.batch_id.in_(ids)).group_by(_i.batch_id, _i.state)
    ):
        counted[batch_id][state] = int(count)
        paused[batch_id] += int(asked) if state == "open" else 0
    return [Batch(**row._mapping, counts=counted[row.id], paused=paused[row.id]) for row in rows]


def _item(row: Row[Any]) -> Item:
    return Item(**row._mapping)
