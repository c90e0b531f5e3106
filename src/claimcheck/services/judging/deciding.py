"""From a case to the machine's decision, and from that decision to its effect on the claim.

`decide_by_machine` is pure: `core.judge`, then the reasons to ask a person all the same. `apply_decision` lets a
decision take effect: decision, state, use of sales, task, audit entry and event are written in one transaction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection

from claimcheck.core.judge import judge
from claimcheck.core.rules.codes import code_for
from claimcheck.core.values.shares import drawn
from claimcheck.model.case import Case
from claimcheck.model.decisions import Decision, Question, Reason
from claimcheck.model.parties import Actor
from claimcheck.model.said import Said
from claimcheck.services.judging.asking import SAMPLED, ask
from claimcheck.services.judging.moves import moved, wake_later
from claimcheck.store.claiming.claims import ClaimRow
from claimcheck.store.judging import decisions, uses
from claimcheck.store.judging.uses import Use
from claimcheck.store.reviewing import tasks

MACHINE: Final = "machine"
EARLIER: Final = "claim.earlier_undecided"
POISON: Final = "poison"


def decide_by_machine(case: Case, waited_for: Sequence[str] = ()) -> Decision:
    """Judge a case, and leave an approval to a person where one must look at it.

    A person must where earlier claims on the same thing are undecided, where somebody corrected what was read, and
    where the approval is drawn by lot.

    Args:
        case: what is judged.
        waited_for: earlier claims on the same thing that are still undecided.
    """
    decision = held_back(judge(case), waited_for)
    if decision.verdict == "approve" and case.corrections:
        # What a person reads proves what the page says; that it is paid is for a person to say.
        return _asked(decision, "claim.corrected", "A person corrected what was read. May the claim be paid?")
    second = case.program.second_decider
    if (
        decision.verdict == "approve"
        and second is not None
        and any(drawn(second.machine, MACHINE, draw) for draw in case.draws or (case.claim.id,))
    ):
        return _asked(decision, SAMPLED, "Drawn for a look by a person. May the claim be paid?")
    return decision


def left_to_person(decision: Decision) -> Decision:
    """Make a question of a judgement that was made while a person works on the claim: that person decides."""
    if decision.verdict == "review":
        return decision
    if decision.verdict == "approve":
        return _asked(decision, "claim.corrected", "With what was said, everything passes. May the claim be paid?")
    first = next((r for r in decision.reasons if r.verdict == decision.verdict), decision.reasons[0])
    text = Said("Is the claim to be returned or rejected? {why}", why=first.message)
    asked = Question(first.code, first.field, text, first.place)
    return replace(decision, verdict="review", question=asked)


def held_back(decision: Decision, waited_for: Sequence[str]) -> Decision:
    """Ask a person where earlier claims on the same thing are undecided, whatever the decision says."""
    if not waited_for:
        return decision
    return _asked(decision, EARLIER, code_for(EARLIER).question)


def poisoned(*, engine_version: str) -> Decision:
    """The decision on a claim whose judging fails each time: a person looks at it."""
    return _asked(Decision("review", (), (), (), engine_version=engine_version), POISON, code_for(POISON).question)


def _asked(decision: Decision, code: str, text: str) -> Decision:
    reason = Reason(code, "claim", text, "review")
    verdict = decision.verdict if decision.verdict == "reject" else "review"
    return replace(
        decision,
        verdict=verdict,
        reasons=(reason, *decision.reasons),
        question=Question(code, "claim", text),
        lines=tuple(replace(line, verdict="review") if line.verdict == "approve" else line for line in decision.lines),
    )


def apply_decision(
    conn: Connection,
    claim: ClaimRow,
    decision: Decision,
    *,
    case: Mapping[str, Any],
    seconds: float,
    actor: Actor,
    now: datetime,
    event: str = "",
) -> ClaimRow:
    """Let a decision of the machine take effect on a claim.

    Args:
        conn: a transaction that holds the claim's row.
        claim: the claim's row.
        decision: what was decided.
        case: what it was decided on, for a replay (`gathering.snapshot_case`).
        seconds: that judging took.
        actor: who did it.
        now: the time.
        event: of the lifecycle; empty: the verdict's.

    Returns:
        The claim's row after the move.
    """
    decision_id = decisions.add(
        conn, claim.maker_id, claim.id, claim.revision, decision, by=MACHINE, case=case, seconds=seconds, now=now
    )
    claim = moved(
        conn, claim, event or decision.verdict, actor=actor, now=now, decision_id=decision_id, decided_at=now,
        details={"decision": decision_id, "verdict": decision.verdict, "codes": [r.code for r in decision.reasons],
                 "program_version": decision.program_version, "engine_version": decision.engine_version},
    )  # fmt: skip
    uses.put(conn, claim.maker_id, claim.id, uses_of(claim, decision), now)
    tasks.withdraw_of_claim(conn, claim.maker_id, claim.id, now)
    if claim.state == "review":
        _ask(conn, claim, decision, decision_id, now)
    wake_later(conn, claim, now)
    return claim


def uses_of(claim: ClaimRow, decision: Decision) -> list[Use]:
    """What the claim uses of sales under a decision: settled where it pays, held where it may still pay."""
    if decision.verdict == "reject":
        return []
    doubtful = any(f.outcome == "fail" and f.field in ("sale", "document") for f in decision.findings)
    agreeing = {f.line for f in decision.findings if f.code == "sale.missing" and f.outcome == "pass"}
    # A claim that disagrees with a sale only points to it: it may not keep the sale from the claim that agrees.
    settled, held = decision.verdict == "approve", uses.NOTED if doubtful else uses.HELD
    state = {
        line.line: uses.SETTLED if settled else held if line.line in agreeing else uses.NOTED for line in decision.lines
    }
    return [
        Use(line.sale, claim.program, line.line, line.quantity, state[line.line])
        for line in decision.lines
        if line.sale is not None and line.verdict != "reject"
    ]


def _ask(conn: Connection, claim: ClaimRow, decision: Decision, decision_id: str, now: datetime) -> None:
    first = next((r for r in decision.reasons if r.verdict == "review"), None)
    code = first.code if first else "claim.doubt"
    question = decision.question or Question(code, "claim", "May this claim be paid?")
    ask(conn, claim, question, decision_id=decision_id, now=now)
