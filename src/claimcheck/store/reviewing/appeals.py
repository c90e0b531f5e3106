"""Appeals against decisions, and the words asked of others on a claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from claimcheck.model.parties import Actor
from claimcheck.store.ids import new_id
from claimcheck.store.tables import appeals, claims, decisions, inquiries
from claimcheck.store.visibility import visible

_a = appeals.c
_i = inquiries.c


@dataclass(frozen=True, slots=True)
class Appeal:
    """A dealer does not accept a decision.

    Attributes:
        decision_id: the decision that is appealed; `outcome_id` the one made on the appeal.
        state: `open`, `upheld`, `overturned` or `withdrawn`.
        documents: ids of those that the appeal added.
        appealed: verdict of the decision that is appealed.
        decider: who made that decision: `machine`, or a person's id.
    """

    id: str
    claim_id: str
    decision_id: str
    state: str
    text: str
    documents: tuple[str, ...]
    task_id: str
    outcome_id: str | None
    by: str
    decided_by: str | None
    created_at: datetime
    decided_at: datetime | None
    outside_id: str
    program: str
    dealer: str
    appealed: str
    decider: str


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A word asked of somebody on a claim; `answer` is None while it is waited for."""

    id: str
    claim_id: str
    asked_of: str
    question: str
    by: str
    answer: str | None
    answered_by: str | None
    created_at: datetime
    answered_at: datetime | None
    outside_id: str


def add(
    conn: Connection, maker_id: str, claim_id: str, *, decision_id: str, text: str, documents: Sequence[str],
    task_id: str, by: str, now: datetime,
) -> str:  # fmt: skip
    """Add an appeal; returns our id of it."""
    new = new_id()
    conn.execute(
        insert(appeals).values(
            id=new, maker_id=maker_id, claim_id=claim_id, decision_id=decision_id, state="open", text=text,
            documents=list(documents), task_id=task_id, by=by, created_at=now,
        )
    )  # fmt: skip
    return new


def get(conn: Connection, actor: Actor, appeal_id: str) -> Appeal | None:
    """One appeal; None where there is none that the actor may see."""
    row = conn.execute(_seen(actor).where(_a.id == appeal_id)).first()
    return _appeal(row) if row else None


def page(
    conn: Connection, actor: Actor, *, state: str | None = None, program: str | None = None, after: str | None = None,
    limit: int = 50,
) -> list[Appeal]:  # fmt: skip
    """Appeals that the actor may see, the last first, those made before the one `after`."""
    query = _seen(actor)
    for column, value in ((_a.state, state), (claims.c.program, program)):
        if value is not None:
            query = query.where(column == value)
    if after is not None:
        query = query.where(_a.id < after)
    return [_appeal(row) for row in conn.execute(query.order_by(_a.id.desc()).limit(limit))]


def of_claim(conn: Connection, actor: Actor, claim_id: str) -> list[Appeal]:
    """The appeals on a claim, the first first."""
    return [_appeal(row) for row in conn.execute(_seen(actor).where(_a.claim_id == claim_id).order_by(_a.id))]


def counts(conn: Connection, actor: Actor) -> list[tuple[str, str, int]]:
    """Appeals that the actor may see by program and state."""
    query = (
        select(claims.c.program, _a.state, func.count())
        .join(claims, claims.c.id == _a.claim_id)
        .where(_a.maker_id == actor.maker_id, visible(claims, claims.c.dealer, actor))
        .group_by(claims.c.program, _a.state)
        .order_by(claims.c.program, _a.state)
    )
    return [(program, state, int(count)) for program, state, count in conn.execute(query)]


def settle(conn: Connection, claim_id: str, decision_id: str, *, verdict: str, by: str, now: datetime) -> None:
    """End the open appeal of a claim, if there is one: the verdict stands as it was, or is another now."""
    row = conn.execute(
        select(_a.id, decisions.c.verdict)
        .join(decisions, decisions.c.id == _a.decision_id)
        .where(_a.claim_id == claim_id, _a.state == "open")
    ).first()
    if row is not None:
        state = "upheld" if row.verdict == verdict else "overturned"
        values = {"state": state, "outcome_id": decision_id, "decided_by": by, "decided_at": now}
        conn.execute(update(appeals).where(_a.id == row.id).values(**values))


def reopen(conn: Connection, decision_id: str, task_id: str) -> None:
    """The decision on an appeal was taken back: the appeal waits again, with another task."""
    values = {"state": "open", "outcome_id": None, "decided_by": None, "decided_at": None, "task_id": task_id}
    conn.execute(update(appeals).where(_a.outcome_id == decision_id).values(**values))


def withdraw_of_claim(conn: Connection, claim_id: str, now: datetime) -> None:
    """The claim was taken back, and its appeal with it."""
    open_ = (_a.claim_id == claim_id, _a.state == "open")
    conn.execute(update(appeals).where(*open_).values(state="withdrawn", decided_at=now))


def decided_on(conn: Connection, decision_id: str) -> bool:
    """Whether a decision was made on an appeal."""
    return conn.execute(select(_a.id).where(_a.outcome_id == decision_id).limit(1)).first() is not None


def ask(conn: Connection, maker_id: str, claim_id: str, *, asked_of: str, question: str, by: str, now: datetime) -> str:
    """Ask somebody a word on a claim; returns our id of the inquiry."""
    new = new_id()
    conn.execute(
        insert(inquiries).values(
            id=new, maker_id=maker_id, claim_id=claim_id, asked_of=asked_of, question=question, by=by, created_at=now
        )
    )
    return new


def answer(conn: Connection, inquiry_id: str, *, text: str, by: str, now: datetime) -> bool:
    """Answer an inquiry; False where it is answered already."""
    done = conn.execute(
        update(inquiries)
        .where(_i.id == inquiry_id, _i.answered_at.is_(None))
        .values(answer=text, answered_by=by, answered_at=now)
    )
    return done.rowcount == 1


def inquiry(conn: Connection, actor: Actor, inquiry_id: str) -> Inquiry | None:
    """One inquiry on a claim that the actor may see."""
    row = conn.execute(_asked(actor).where(_i.id == inquiry_id)).first()
    return Inquiry(**row._mapping) if row else None


def inquiries_of(conn: Connection, actor: Actor, claim_id: str) -> list[Inquiry]:
    """What was asked on a claim, the first first."""
    return [Inquiry(**row._mapping) for row in conn.execute(_asked(actor).where(_i.claim_id == claim_id))]


def open_inquiries(conn: Connection, actor: Actor, *, limit: int = 100) -> list[Inquiry]:
    """What was asked on claims that the actor may see, and not answered, the oldest first."""
    return [Inquiry(**row._mapping) for row in conn.execute(_asked(actor).where(_i.answered_at.is_(None)).limit(limit))]


def _asked(actor: Actor) -> Select[Any]:
    return (
        select(
            _i.id, _i.claim_id, _i.asked_of, _i.question, _i.by, _i.answer, _i.answered_by, _i.created_at,
            _i.answered_at, claims.c.outside_id,
        )
        .join(claims, claims.c.id == _i.claim_id)
        .where(_i.maker_id == actor.maker_id, visible(claims, claims.c.dealer, actor))
        .order_by(_i.id)
    )  # fmt: skip


def _seen(actor: Actor) -> Select[Any]:
    return (
        select(
            _a.id, _a.claim_id, _a.decision_id, _a.state, _a.text, _a.documents, _a.task_id, _a.outcome_id, _a.by,
            _a.decided_by, _a.created_at, _a.decided_at, claims.c.outside_id, claims.c.program, claims.c.dealer,
            decisions.c.verdict.label("appealed"), decisions.c.by.label("decider"),
        )
        .join(claims, claims.c.id == _a.claim_id)
        .join(decisions, decisions.c.id == _a.decision_id)
        .where(_a.maker_id == actor.maker_id, visible(claims, claims.c.dealer, actor))
    )  # fmt: skip


def _appeal(row: Row[Any]) -> Appeal:
    return Appeal(**{**row._mapping, "documents": tuple(row.documents)})
