"""Batches: claims under review are given to a checking company, pulled, returned, and taken back when they lie.

A batch leases the tasks of its claims, so that nobody else works on them, and keeps the claims in an open item each, of
which a claim has one at most. What leaves a batch unanswered is everybody's again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from claimcheck.errors import Conflict, Invalid, missing
from claimcheck.model.parties import Actor
from claimcheck.model.said import Said
from claimcheck.services.checking.choosing_claims import Asked, Chosen, choose, still
from claimcheck.services.context import Context
from claimcheck.services.notices import telling
from claimcheck.store import audit
from claimcheck.store.checking import batches, checker_questions
from claimcheck.store.checking.batches import Batch, Candidate, Item, Rule, holder
from claimcheck.store.claiming import claims
from claimcheck.store.database import serialise
from claimcheck.store.ids import new_id
from claimcheck.store.notices import events
from claimcheck.store.programs import programs
from claimcheck.store.reviewing import tasks

LARGEST, LONGEST_HOURS = 500, 720
_TRIES = 3
"""How often claims are chosen anew where somebody else was given all of them meanwhile."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """Which claims are to be given to which company.

    Attributes:
        company: outside id of the checking company.
        program, region: only claims under it, of dealers there; empty: any.
        size: claims in a batch, at most.
        hours: until they must be back.
        share: per cent of the claims that this is for; the same claims each time.
    """

    company: str
    program: str = ""
    region: str = ""
    size: int = 50
    hours: int = 24
    share: int = 100

    def from_bucket(self, bucket: int = 0) -> Asked:
        """The claims that are asked for; of a share, those from a hundredth on."""
        return Asked(self.company, self.program, self.region, self.size, self.share, bucket)


def assign(context: Context, actor: Actor, asked: Assignment) -> Batch:
    """Give claims to a company at once.

    Raises:
        Invalid: `batch.company` (none of the maker's), `batch.size`, `batch.hours`, `batch.share`.
        Conflict: `batch.nothing`, where no claim waits that the company may be given.
    """
    now = context.clock()
    for _ in range(_TRIES):
        with context.database.read() as conn:
            _checked(conn, actor.maker_id, asked)
            chosen = choose(conn, actor.maker_id, asked.from_bucket(), now)
        if not chosen:
            break
        with context.database.transaction() as conn:
            _checked(conn, actor.maker_id, asked)
            made = give(conn, actor, asked, chosen, now=now)
        if made is not None:
            return made
    raise Conflict(
        "No claim waits that this company may be given: others hold them, it had them before, or their "
        "questions need what is hidden from it.",
        code="batch.nothing",
    )


def give(
    conn: Connection, actor: Actor, asked: Assignment, chosen: Chosen, *, now: datetime, rule: str | None = None,
    bucket: int = 0,
) -> Batch | None:  # fmt: skip
    """Make a batch of the claims that wait; None where none does.

    Args:
        conn: a transaction.
        actor: who gives.
        asked: what and to whom.
        chosen: what was found to be fit to be given, before the transaction began.
        now: the time.
        rule: our id of the rule that it follows.
        bucket: where the share of the claims begins, in per cent.
    """
    serialise(conn, f"batches:{actor.maker_id}")
    for item in batches.stale(conn, actor.maker_id):
        let_go(conn, item, actor.id, state="gone", now=now)
    wanted = still(conn, actor.maker_id, asked.from_bucket(bucket), chosen, now)
    if not wanted:
        return None
    made = Batch(
        new_id(), actor.maker_id, batches.next_number(conn, actor.maker_id), asked.company, asked.program, asked.region,
        rule, "waiting", None, actor.id, now + timedelta(hours=asked.hours), now, None, None, None, {},
    )  # fmt: skip
    batches.add(conn, made)
    names = {one.program for one, _ in wanted}
    rules = {name: programs.current_if_readable(conn, actor.maker_id, name, now) for name in names}
    decide = {name for name, program in rules.items() if program is not None and program.checkers_decide}
    ordered = sorted(wanted, key=lambda one: one[0].claim_id)
    given = [one for one, number in ordered if _put(conn, made, one, number, decide, now)]
    if not given:  # somebody was faster with each of them
        batches.change(conn, made.id, of=("waiting",), state="recalled", closed_at=now)
        return None
    record(conn, made, "batch.assigned", actor.id, now, claims=len(given), rule=rule)
    return batches.get(conn, actor.maker_id, made.id)


def pull(context: Context, actor: Actor) -> Batch:
    """Take the oldest batch that waits for the caller's company; where none does, its rules make one now.

    Raises:
        Conflict: `batch.none`, where nothing waits.
    """
    now = context.clock()
    with context.database.read() as conn:
        waits = batches.waiting_ids(conn, actor.maker_id, actor.organisation)
        chosen = {} if waits else choose_by_rules(conn, actor.maker_id, now, company=actor.organisation)
    with context.database.transaction() as conn:
        if not batches.waiting_ids(conn, actor.maker_id, actor.organisation):
            apply_rules(conn, actor.maker_id, chosen, now, company=actor.organisation)
        for one in batches.waiting_ids(conn, actor.maker_id, actor.organisation):
            if batches.change(conn, one, of=("waiting",), state="held", held_by=actor.id, pulled_at=now):
                made = batches.get(conn, actor.maker_id, one, lock=True)
                assert made is not None
                record(conn, made, "batch.pulled", actor.id, now)
                return made
    raise Conflict("No batch waits for your company. The manufacturer assigns them.", code="batch.none")


def hand_back(context: Context, actor: Actor, batch_id: str) -> Batch:
    """Return a batch: what is done stays, what is open comes back unanswered.

    Raises:
        NotFound: no batch that the caller's company holds.
        Conflict: `batch.closed`.
    """
    with context.database.transaction() as conn:
        made = batches.get(conn, actor.maker_id, batch_id, lock=True)
        if made is None or made.company != actor.organisation:
            raise missing("batch")
        return close(conn, made, actor.id, state="returned", now=context.clock())


def recall(context: Context, actor: Actor, batch_id: str) -> Batch:
    """Take a batch back from a company; what was open is everybody's again.

    Raises:
        NotFound: the maker has no such batch.
        Conflict: `batch.closed`.
    """
    with context.database.transaction() as conn:
        made = batches.get(conn, actor.maker_id, batch_id, lock=True)
        if made is None:
            raise missing("batch")
        return close(conn, made, actor.id, state="recalled", now=context.clock())


def close(conn: Connection, made: Batch, by: str, *, state: str, now: datetime) -> Batch:
    """Close an open batch: `returned`, `recalled` or `overdue`."""
    if not batches.change(conn, made.id, of=batches.OPEN_STATES, state=state, closed_at=now):
        raise Conflict("This batch is closed already. Nothing was changed.", code="batch.closed")
    for item in batches.items(conn, made.id, states=("open",)):
        let_go(conn, item, by, state="overdue" if state == "overdue" else "returned", now=now)
    closed = batches.get(conn, made.maker_id, made.id)
    assert closed is not None
    record(conn, closed, f"batch.{state}", by, now, done=closed.counts.get("done", 0))
    return closed


def let_go(conn: Connection, item: Item, by: str, *, state: str, now: datetime) -> None:
    """Close an open item without an answer; its task is everybody's again."""
    row = claims.get(conn, Actor.system(item.maker_id, by), item.claim_id, lock=True)
    made = batches.get(conn, item.maker_id, item.batch_id)
    if row is None or made is None or not batches.close_item(conn, item.id, state=state, now=now):
        return
    checker_questions.close_of_item(conn, item.id)
    tasks.release(conn, item.task_id, by=holder(item.batch_id), fence=item.task_fence)
    note(conn, made, item, "claim.unassigned", by, now, state=state)


def mine(context: Context, actor: Actor, *, after: str = "", limit: int = 50) -> list[Batch]:
    """Batches of the caller's company, or all of the maker for its own people; the newest first."""
    company = actor.organisation if actor.role == "checker" else ""
    with context.database.read() as conn:
        return batches.page(conn, actor.maker_id, company=company, after=after, limit=limit)


def one(context: Context, actor: Actor, batch_id: str) -> Batch:
    """One batch.

    Raises:
        NotFound: none of the caller's company, or of the maker.
    """
    with context.database.read() as conn:
        made = batches.get(conn, actor.maker_id, batch_id)
    if made is None or (actor.role == "checker" and made.company != actor.organisation):
        raise missing("batch")
    return made


def add_rule(context: Context, actor: Actor, asked: Assignment) -> Rule:
    """Add a rule by which the clock gives such claims to a company from now on.

    Raises:
        Invalid: as `assign`; `batch.share`, where the shares of rules for the same claims come to more than all.
    """
    now = context.clock()
    made = Rule(
        new_id(), actor.maker_id, asked.company, asked.program, asked.region, asked.size, asked.hours, asked.share,
        actor.id, now, None,
    )  # fmt: skip
    with context.database.transaction() as conn:
        serialise(conn, f"batches:{actor.maker_id}")
        _checked(conn, actor.maker_id, asked)
        same = [r.share for r in batches.rules(conn, actor.maker_id) if (r.program, r.region) == _scope(made)]
        if sum(same) + asked.share > 100:
            raise Invalid(
                Said("Other rules have {n} per cent of these claims already.", n=sum(same)), code="batch.share"
            )
        batches.add_rule(conn, made)
        audit.append(
            conn, maker_id=actor.maker_id, subject_id=made.id, action="rule.added", actor=actor.id,
            details={"company": made.company, "program": made.program, "share": made.share}, now=now,
        )  # fmt: skip
    return made


def end_rule(context: Context, actor: Actor, rule_id: str) -> None:
    """End a rule; what it gave out stays given.

    Raises:
        NotFound: none in force.
    """
    now = context.clock()
    with context.database.transaction() as conn:
        if not batches.end_rule(conn, actor.maker_id, rule_id, now):
            raise missing("rule")
        audit.append(
            conn, maker_id=actor.maker_id, subject_id=rule_id, action="rule.ended", actor=actor.id, details={}, now=now
        )


def rules(context: Context, actor: Actor) -> list[Rule]:
    """The rules that are in force."""
    with context.database.read() as conn:
        return batches.rules(conn, actor.maker_id)


def regions(context: Context, actor: Actor) -> list[str]:
    """Regions that claims may be given out by."""
    with context.database.read() as conn:
        return batches.regions(conn, actor.maker_id)


def choose_by_rules(conn: Connection, maker_id: str, now: datetime, *, company: str = "") -> dict[str, Chosen]:
    """What each rule would give out now, by our id of the rule: no claim for two; `conn` need not write."""
    chosen: dict[str, Chosen] = {}
    taken: set[str] = set()
    for rule, asked, bucket in _due(conn, maker_id, company):
        chosen[rule.id] = choose(conn, maker_id, asked.from_bucket(bucket), now, taken)
        taken |= {one.claim_id for one in chosen[rule.id]}
    return chosen


def apply_rules(
    conn: Connection, maker_id: str, chosen: Mapping[str, Chosen], now: datetime, *, company: str = ""
) -> None:
    """Give out what the rules say and `choose_by_rules` found, one batch a rule."""
    for rule, asked, bucket in _due(conn, maker_id, company):
        by = Actor.system(maker_id, "rule")
        give(conn, by, asked, chosen.get(rule.id, {}), now=now, rule=rule.id, bucket=bucket)


def _due(conn: Connection, maker_id: str, company: str) -> Iterator[tuple[Rule, Assignment, int]]:
    """Rules whose company has no batch of them that it has not pulled; with each, where its share begins."""
    known = {outside for outside, _ in batches.companies(conn, maker_id)}
    start: dict[tuple[str, str], int] = {}
    for rule in batches.rules(conn, maker_id):
        bucket = start.get(_scope(rule), 0)
        start[_scope(rule)] = bucket + rule.share
        if rule.company not in known or (company and rule.company != company):
            continue
        if any(b.rule_id == rule.id for b in batches.page(conn, maker_id, company=rule.company, states=("waiting",))):
            continue
        asked = Assignment(rule.company, rule.program, rule.region, rule.size, rule.hours, rule.share)
        yield rule, asked, bucket if rule.share < 100 else 0


def record(conn: Connection, made: Batch, action: str, by: str, now: datetime, **details: Any) -> None:
    """Write what happened to a batch into its audit chain, and tell those who follow it."""
    said = {"company": made.company, "number": made.number, **details}
    audit.append(conn, maker_id=made.maker_id, subject_id=made.id, action=action, actor=by, details=said, now=now)
    events.add(
        conn, maker_id=made.maker_id, organisation=made.company, subject="batch", subject_id=made.id, kind=action,
        data=said, now=now,
    )  # fmt: skip
    telling.batch_turned(conn, made, action, now)


def note(conn: Connection, made: Batch, item: Item, action: str, by: str, now: datetime, **details: Any) -> None:
    """Write what happened to a claim in a batch into the claim's audit chain; the caller holds the claim's row."""
    said = {"batch": made.id, "item": item.id, "company": made.company, **details}
    audit.append(conn, maker_id=made.maker_id, subject_id=item.claim_id, action=action, actor=by, details=said, now=now)


def _put(conn: Connection, made: Batch, found: Candidate, number: str, decide: Collection[str], now: datetime) -> bool:
    """Put one claim into a batch, and lease its task for the batch; False where somebody took the task before."""
    row = claims.get(conn, Actor.system(made.maker_id, "batch"), found.claim_id, lock=True)
    if row is None or row.state != "review" or row.revision != found.revision:
        return False
    if not tasks.lease(conn, found.task_id, by=holder(made.id), now=now, until=made.due_at):
        return False
    position = sum(1 for _ in batches.items(conn, made.id)) + 1
    new = batches.add_item(
        conn, made, found, task_fence=batches.task_lease(conn, found.task_id), position=position,
        advice=found.program not in decide, number=number, now=now,
    )  # fmt: skip
    item = batches.item(conn, made.maker_id, new)
    assert item is not None
    note(conn, made, item, "claim.assigned", made.actor, now)
    return True


def _checked(conn: Connection, maker_id: str, asked: Assignment) -> None:
    if asked.company not in {outside for outside, _ in batches.companies(conn, maker_id)}:
        raise Invalid("There is no such checking company. Add it among the organisations first.", code="batch.company")
    limits: Sequence[tuple[str, int, int]] = (
        ("size", asked.size, LARGEST), ("hours", asked.hours, LONGEST_HOURS), ("share", asked.share, 100),
    )  # fmt: skip
    for name, value, most in limits:
        if not 1 <= value <= most:
            raise Invalid(f"The {name} is a whole number from 1 to {most}.", code=f"batch.{name}")


def _scope(rule: Rule) -> tuple[str, str]:
    return rule.program, rule.region
