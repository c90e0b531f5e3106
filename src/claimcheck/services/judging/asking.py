"""Asking a person: the only place where review tasks are made, sorted, and kept from those who may not answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import Connection

from claimcheck.core.values.compare import as_amount
from claimcheck.model.decisions import Decision, Question
from claimcheck.model.wire import encode
from claimcheck.store.claiming import claims
from claimcheck.store.claiming.claims import ClaimRow
from claimcheck.store.judging import decisions
from claimcheck.store.notices import events
from claimcheck.store.programs import programs
from claimcheck.store.reviewing import tasks
from claimcheck.store.reviewing.tasks import Standing, Task

SAMPLED = "claim.sampled"
"""Asked of an approval by the machine that was drawn for a person's look."""


def ask(
    conn: Connection,
    claim: ClaimRow,
    question: Question,
    *,
    decision_id: str | None,
    now: datetime,
    step: str = "first",
    only_for: str | None = None,
    barred: Iterable[str] = (),
    instead_of: Task | None = None,
) -> str:
    """Make a task of a question on a claim; returns our id of the task.

    Args:
        conn: a transaction that holds the claim's row.
        claim: as it stands.
        question: the one thing to answer.
        decision_id: of the decision that it arises from.
        now: the time.
        step: `first`, `second`, `third` or `appeal`.
        only_for: a person's id, or `admin`; None: any reviewer.
        barred: ids of people who may not answer it.
        instead_of: the task that this one replaces; its due date is kept.
    """
    program = programs.current_if_readable(conn, claim.maker_id, claim.program, now)
    decided = decisions.get(conn, claim.maker_id, decision_id) if decision_id else None
    value, currency = worth(conn, claim, decided.decision if decided else None)
    due = now + timedelta(hours=program.due_hours) if program and program.due_hours else None
    standing = Standing(
        step=step, only_for=only_for, priority=program.priority if program else 5,
        due_at=instead_of.due_at if instead_of is not None else due,
        value=None if value is None else min(int(value * 100), 2**62), currency=currency or None,
    )  # fmt: skip
    task = tasks.add(
        conn, maker_id=claim.maker_id, claim_id=claim.id, revision=claim.revision, decision_id=decision_id,
        code=question.code, question=encode(question), now=now, standing=standing,
    )  # fmt: skip
    for person in dict.fromkeys(barred):
        tasks.bar(conn, claim.maker_id, task, person)
    events.add(
        conn, maker_id=claim.maker_id, organisation=claim.dealer, subject="task", subject_id=task,
        kind="task.opened", data={"claim": claim.id, "code": question.code}, now=now,
    )  # fmt: skip
    return task


def worth(conn: Connection, claim: ClaimRow, decision: Decision | None) -> tuple[Decimal | None, str]:
    """What a claim is about in money, and its currency: what is asked or would be paid, else the total; None: unknown.

    Of several amounts the largest counts, so that nobody stays under a limit by stating a small one.
    """
    said = claims.said(conn, claim)
    rules = programs.current_if_readable(conn, claim.maker_id, claim.program, claim.created_at)
    currency = said.fields.get("currency") or (rules.currency if rules else "")
    asked = [line.claimed_amount for line in said.lines if line.claimed_amount is not None]
    paid = [line.payable for line in decision.lines if line.payable is not None] if decision else []
    sums = [sum(some, Decimal(0)) for some in (asked, paid) if some]
    if not sums:
        read = decision.fields.get("total_amount") if decision else None
        texts = (said.fields.get("total_amount", ""), (read.value or "") if read else "")
        sums = [amount for amount in map(as_amount, texts) if amount is not None]
    return (max(sums) if sums else None), currency[:3]
