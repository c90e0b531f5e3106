"""Four eyes: a first verdict is sealed until a second person has answered the same question without seeing it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from sqlalchemy import Connection

from claimcheck.core.values.compare import currencies
from claimcheck.core.values.shares import drawn
from claimcheck.errors import ConfigError, Conflict
from claimcheck.model.decisions import Decision, Question
from claimcheck.model.parties import Actor
from claimcheck.model.programs import SecondDecider
from claimcheck.model.said import Said
from claimcheck.model.wire import decode
from claimcheck.services.judging.asking import SAMPLED, ask, worth
from claimcheck.services.judging.moves import record
from claimcheck.store.claiming.claims import ClaimRow
from claimcheck.store.programs import programs
from claimcheck.store.reviewing import desk, tasks
from claimcheck.store.reviewing.tasks import Task

Becomes = Literal["stands", "sealed", "disputed"]
"""What becomes of an answer."""
_SEALED = frozenset({"approve", "reject"})
"""Verdicts that wait for a second person; what is returned comes back anyway."""

_MACHINE = "machine"


def becomes(
    conn: Connection, claim: ClaimRow, task: Task, decision: Decision, answer: Mapping[str, Any], now: datetime
) -> Becomes:
    """What becomes of an answer: it disputes another, waits for a second person's, or stands.

    Args:
        conn: the transaction of the answer, which holds the claim's row.
        claim: as it stands.
        task: that is answered.
        decision: that the answer would make.
        answer: verdict, codes, ground and what it pays.
        now: the time.

    Raises:
        Conflict: `program.unreadable`, as `waits`.
    """
    if _differs(conn, task, answer):
        return "disputed"
    return "sealed" if answer["verdict"] in _SEALED and waits(conn, claim, task, decision, now) else "stands"


def waits(conn: Connection, claim: ClaimRow, task: Task, decision: Decision, now: datetime) -> bool:
    """Whether this is a first answer, on a claim whose program asks for two people.

    A claim of unknown worth, or in another currency than the limit, counts as above any amount.

    Raises:
        Conflict: `program.unreadable`: nobody can tell, so nobody decides alone.
    """
    if task.step not in ("first", "appeal"):
        return False
    try:
        program = programs.current(conn, claim.maker_id, claim.program, now)
    except ConfigError as error:
        raise Conflict(
            Said(
                "The rules of program {program} cannot be read, so nobody knows whether a second person must agree. "
                "Nothing was written. An administrator publishes a new version of the program; then answer again.",
                program=claim.program,
            ),
            code="program.unreadable",
        ) from error
    if program is None or program.second_decider is None:
        return False
    value, currency = worth(conn, claim, decision)
    if not currencies(currency or program.currency, program.currency).same:
        value = None  # the limit is in the program's own money: 9,000 of another may be more
    return over(program.second_decider, value) or drawn(program.second_decider.sample, "second", claim.id)


def over(asked: SecondDecider, value: Decimal | None) -> bool:
    """Whether a claim's worth is above the amount from which two people decide."""
    return asked.above is not None and (value is None or value > asked.above)


def seal(
    conn: Connection, actor: Actor, claim: ClaimRow, task: Task, answer: Mapping[str, Any], *, now: datetime
) -> None:
    """Store a first verdict where nobody sees it, and ask another person the same question.

    Args:
        conn: the transaction of the answer, which holds the claim's row.
        actor: who answered.
        claim: as it stands.
        task: that was answered.
        answer: verdict, codes, ground and message.
        now: the time.
    """
    barred = {actor.id, *tasks.all_barred(conn, task.id)}
    following = _again(conn, claim, task, now, step="second", barred=barred)
    desk.seal(
        conn, claim.maker_id, claim.id, claim.revision, task_id=task.id, next_task_id=following, answer=answer,
        by=actor.id, now=now,
    )  # fmt: skip
    record(conn, claim, "claim.first_verdict", actor=actor, now=now, details={"task": task.id, "next": following})


def pays(decision: Decision) -> list[list[Any]]:
    """What an approval would pay: each line's sale and amount. Two approvals agree only where these are the same."""
    return [[one.line, one.sale, None if one.payable is None else f"{one.payable:f}"] for one in decision.lines]


def _differs(conn: Connection, task: Task, answer: Mapping[str, Any]) -> bool:
    """Whether an answer differs from the sealed one, or from the machine's approval, that it is compared with."""
    if task.step == "first":
        return bool(task.code == SAMPLED and answer["verdict"] == "reject")
    return task.step == "second" and any(
        one.verdict != answer["verdict"] or one.answer.get("pays", answer["pays"]) != answer["pays"]
        for one in desk.sealed_for(conn, task.id)
    )


def dispute(
    conn: Connection, actor: Actor, claim: ClaimRow, task: Task, answer: Mapping[str, Any], *, now: datetime
) -> None:
    """Ask an administrator where two verdicts differ (of two people, or of a person and the machine), showing both."""
    barred = {actor.id, *tasks.all_barred(conn, task.id)}
    if task.step == "first":  # the machine was the first, and approved
        approved = {"verdict": "approve", "codes": [], "ground": "", "by": _MACHINE}
        desk.seal(
            conn, claim.maker_id, claim.id, claim.revision, task_id=task.id, next_task_id=task.id, answer=approved,
            by=_MACHINE, now=now,
        )  # fmt: skip
    following = _again(conn, claim, task, now, step="third", only_for="admin", barred=barred)
    desk.seal(
        conn, claim.maker_id, claim.id, claim.revision, task_id=task.id, next_task_id=following, answer=answer,
        by=actor.id, now=now,
    )  # fmt: skip
    desk.move_seals(conn, task.id, following)
    record(conn, claim, "claim.verdicts_differ", actor=actor, now=now, details={"task": task.id, "next": following})


def _again(
    conn: Connection, claim: ClaimRow, task: Task, now: datetime, *, step: str, barred: set[str],
    only_for: str | None = None,
) -> str:  # fmt: skip
    """Ask the same question again, of somebody else."""
    return ask(
        conn, claim, decode(Question, task.question), decision_id=task.decision_id, now=now, step=step,
        only_for=only_for, barred=sorted(barred),
    )  # fmt: skip
