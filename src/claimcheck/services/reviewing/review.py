"""Review tasks: a person takes a question, answers it, and the claim goes on."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import Connection

from claimcheck.core.lifecycle import move
from claimcheck.core.rules.codes import CODES
from claimcheck.errors import Conflict, Forbidden, Invalid, LeaseLost, NotFound, existing, missing
from claimcheck.model.claims import ClaimLine
from claimcheck.model.decisions import Decision, LineVerdict, Reason
from claimcheck.model.parties import Actor
from claimcheck.model.programs import Verdict
from claimcheck.model.said import Said
from claimcheck.services.context import Context
from claimcheck.services.judging import changed_since
from claimcheck.services.judging.deciding import uses_of
from claimcheck.services.judging.gathering import gather
from claimcheck.services.judging.moves import moved, wake_later
from claimcheck.services.notices.letters import PICKED
from claimcheck.services.reviewing import four_eyes
from claimcheck.store.claiming import claims
from claimcheck.store.claiming.claims import ClaimRow
from claimcheck.store.database import serialise
from claimcheck.store.judging import decisions, facts, uses
from claimcheck.store.programs import sales
from claimcheck.store.reviewing import appeals, desk, task_queue, tasks
from claimcheck.store.reviewing.tasks import Task
from claimcheck.store.visibility import SEES_NONE

OVERRIDERS = frozenset({"reviewer", "admin"})
"""Roles that may approve over a check that failed, with a ground."""

_CODES = frozenset(row.code for row in CODES)
_USED = "sale.used"
_DOUBTS = frozenset({changed_since.CHANGED, "claim.earlier_undecided", "claim.reopened", "claim.appealed"})
"""Questions that come up beside what the checks found: all of those may have passed."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """A person's answer.

    Attributes:
        codes: reason codes that it stands on; needed to return or reject.
        ground: why; needed to approve over a check that failed.
        message: what the dealer is told, in its language; empty: the reasons tell it.
        language: of the message.
    """

    verdict: Verdict
    codes: Sequence[str] = ()
    ground: str = ""
    message: str = ""
    language: str = ""


def listed(
    context: Context,
    actor: Actor,
    *,
    state: str | None = None,
    code: str | None = None,
    program: str | None = None,
    mine: bool = False,
    free: bool = False,
    after: str | None = None,
    limit: int = 50,
) -> list[Task]:
    """Tasks that the caller may work on, the oldest first: never those on claims of its own organisation.

    Args:
        context: database, blobs, settings and clock.
        actor: who is asking.
        state: `open`, `resolved` or `withdrawn`.
        code: of one reason code only.
        program: on claims under one program only.
        mine: only those that the caller has leased.
        free: only those that nobody has leased.
        after: behind the task of that id.
        limit: at most so many.
    """
    with context.database.read() as conn:
        return task_queue.page(
            conn, actor.maker_id, state=state, code=code, program=program, leased_by=actor.id if mine else None,
            free_at=context.clock() if free else None, not_of=actor.organisation, person=(actor.id, actor.role),
            after=after, limit=limit,
        )  # fmt: skip


def one(context: Context, actor: Actor, task_id: str) -> Task:
    """One task.

    Raises:
        NotFound: where there is none that the caller may work on.
    """
    with context.database.read() as conn:
        return _workable(conn, actor, task_id)


def open_on(context: Context, actor: Actor, claim_id: str) -> Task | None:
    """The open task on a claim, where the caller may work on one."""
    with context.database.read() as conn:
        for task in tasks.open_of_claim(conn, actor.maker_id, claim_id):
            with suppress(NotFound):
                return _workable(conn, actor, task.id)
    return None


def lease(context: Context, actor: Actor, task_id: str, *, seconds: int) -> Task:
    """Take a task for a while; a lapsed lease may be taken by anybody.

    Raises:
        Conflict: `task.leased` while somebody else has it, `task.closed` when it is answered or withdrawn.
    """
    now = context.clock()
    with context.database.transaction() as conn:
        task = _open(_workable(conn, actor, task_id))
        if not tasks.lease(conn, task.id, by=actor.id, now=now, until=now + timedelta(seconds=seconds)):
            raise Conflict("Somebody else works on this task; take another, or wait.", code="task.leased")
        return _workable(conn, actor, task_id)


def renew(context: Context, actor: Actor, task_id: str, *, fence: int, seconds: int) -> Task:
    """Hold a task for longer.

    Raises:
        LeaseLost: when the lease ended or went to another.
    """
    now = context.clock()
    with context.database.transaction() as conn:
        task = _open(_workable(conn, actor, task_id))
        if not tasks.renew(conn, task.id, by=actor.id, fence=fence, now=now, until=now + timedelta(seconds=seconds)):
            raise lost()
        return _workable(conn, actor, task_id)


def release(context: Context, actor: Actor, task_id: str, *, fence: int) -> Task:
    """Give a task back unanswered.

    Raises:
        LeaseLost: when it went to another meanwhile.
    """
    with context.database.transaction() as conn:
        task = _open(_workable(conn, actor, task_id))
        if not tasks.release(conn, task.id, by=actor.id, fence=fence):
            raise lost()
        return _workable(conn, actor, task_id)


def resolve(context: Context, actor: Actor, task_id: str, *, fence: int, answer: Resolution) -> Task:
    """Answer a task under its lease: the decision stands from then on.

    Raises:
        LeaseLost: when the lease ended or went to another.
        Conflict: `task.closed`, or the claim went on meanwhile; `sale.used` and the like, what came up since it was
            judged, such as that its sale was paid for; `program.unreadable`, when nobody can tell whether two must
            agree.
        Invalid: `task.codes` or `task.ground`, when what the verdict needs is missing.
        Forbidden: `task.override`, for a role that may not approve over a failed check.
    """
    now = context.clock()
    with context.database.transaction() as conn:
        # In line with the machine's decisions, so that no sale pays two claims that are decided at one moment.
        serialise(conn, f"decide:{actor.maker_id}")
        task = _open(_workable(conn, actor, task_id))
        settle_answer(
            conn, actor, task, by=actor.id, fence=fence, answer=answer, overrides=actor.role in OVERRIDERS, now=now
        )
        return _workable(conn, actor, task_id)


def settle_answer(
    conn: Connection, actor: Actor, task: Task, *, by: str, fence: int, answer: Resolution, overrides: bool,
    now: datetime,
) -> None:  # fmt: skip
    """Answer an open task under its lease: the decision stands from then on.

    Args:
        conn: a transaction that stands in line with all decisions of the maker (`serialise` on `decide:MAKER`).
        actor: who answers.
        task: as it stands, open.
        by: who has leased it: the actor, or the batch that it came in.
        fence: of that lease.
        answer: the answer.
        overrides: whether the actor may approve over a check that failed.
        now: the time.

    Raises:
        ClaimcheckError: as `resolve`.
    """
    claim = existing(claims.get(conn, replace(actor, role="system"), task.claim_id, lock=True), "task")
    move(claim.state, answer.verdict)
    before = decisions.get(conn, actor.maker_id, task.decision_id or claim.decision_id or "")
    check_answer(task, before.decision if before else None, answer, overrides=overrides)
    if before is not None and answer.verdict == "approve":
        if _USED not in answer.codes:
            _not_paid_meanwhile(conn, claim, before.decision)
        changed_since.check_unchanged(conn, claim, task, before, answer.codes)
    said = claims.said(conn, claim).lines
    decision = _answered(before.decision if before else _blank(said), answer, said)
    kept = {
        "verdict": answer.verdict, "codes": list(answer.codes), "ground": answer.ground, "by": actor.id,
        "pays": four_eyes.pays(decision) if answer.verdict == "approve" else [],
    }  # fmt: skip
    becomes = four_eyes.becomes(conn, claim, task, decision, kept, now)
    outcome = kept if becomes == "stands" else {"by": actor.id, "sealed": True}
    if not tasks.resolve(conn, task.id, by=by, fence=fence, outcome=outcome, now=now):
        raise lost()
    match becomes:
        case "sealed":
            four_eyes.seal(conn, actor, claim, task, kept, now=now)
        case "disputed":
            four_eyes.dispute(conn, actor, claim, task, kept, now=now)
        case "stands":
            _settle(conn, actor, claim, decision, task, answer, now)
            if before is not None and before.revision != claim.revision:
                _share(conn, claim)


def _settle(
    conn: Connection, actor: Actor, claim: ClaimRow, decision: Decision, task: Task, answer: Resolution, now: datetime
) -> None:
    """Let a person's decision stand: the claim moves, its sales are used or free, and later claims look again."""
    desk.unseal(conn, task.id)
    decision_id = decisions.add(
        conn, claim.maker_id, claim.id, claim.revision, decision, by=actor.id, case={}, seconds=0.0, now=now
    )
    uses.put(conn, claim.maker_id, claim.id, uses_of(claim, decision), now)
    claim = moved(
        conn, claim, decision.verdict, actor=actor, now=now, details={"decision": decision_id, "task": task.id},
        decision_id=decision_id, decided_at=now,
    )  # fmt: skip
    if answer.message.strip() and answer.verdict != "approve":
        desk.write(
            conn, claim.maker_id, claim.id, decision_id, language=answer.language or "en",
            text=answer.message.strip(), by=actor.id, now=now,
        )  # fmt: skip
    appeals.settle(conn, claim.id, decision_id, verdict=decision.verdict, by=actor.id, now=now)
    tasks.withdraw_of_claim(conn, claim.maker_id, claim.id, now)
    wake_later(conn, claim, now)


def _workable(conn: Connection, actor: Actor, task_id: str) -> Task:
    task = tasks.get(conn, actor.maker_id, task_id)
    if task is None or task.dealer == actor.organisation or actor.role in SEES_NONE:
        raise missing("task")
    elsewhere = task.only_for is not None and task.only_for not in (actor.id, actor.role) and actor.role != "admin"
    if elsewhere or tasks.barred(conn, task.id, actor.id):
        raise missing("task")
    return task


def _share(conn: Connection, claim: ClaimRow) -> None:
    """Store the facts of documents that were not judged yet, so that later claims that share them are found."""
    found = gather(conn, claim.maker_id, claim.id)
    if found is not None and found.ready:
        facts.replace(conn, claim.maker_id, claim.id, found.facts)


def opened(conn: Connection, actor: Actor, task_id: str) -> Task:
    """An open task that the caller may work on.

    Raises:
        NotFound: where there is none.
        Conflict: `task.closed`.
    """
    return _open(_workable(conn, actor, task_id))


def held(task: Task, actor: Actor, fence: int, now: datetime) -> None:
    """Refuse a caller who does not hold the task under that fencing number.

    Raises:
        LeaseLost: when it does not.
    """
    if task.leased_by != actor.id or task.fence != fence or task.leased_until is None or task.leased_until <= now:
        raise lost()


def _open(task: Task) -> Task:
    if task.state != "open":
        raise Conflict("This task was answered already. Nothing was written.", code="task.closed")
    return task


def check_answer(task: Task, before: Decision | None, answer: Resolution, *, overrides: bool) -> None:
    """Whether the answer brings what its verdict needs.

    Raises:
        Invalid: `task.codes` or `task.ground`, when that is missing.
        Forbidden: `task.override`, for whoever may not approve over a failed check.
    """
    known = _CODES | {task.code} | {reason.code for reason in (before.reasons if before else ())}
    unknown = [code for code in answer.codes if code not in known]
    if unknown:
        raise Invalid(Said("There is no reason code {codes}.", codes=", ".join(unknown)), code="task.codes")
    if answer.verdict != "approve":
        if not answer.codes:
            raise Invalid("Name at least one reason code, so that the claimant knows why.", code="task.codes")
        return
    over = task.code in _DOUBTS or any(changed_since.of_others(code) for code in answer.codes)
    if over or before is None or not _all_passed(before):
        if not overrides:
            raise Forbidden("Only a reviewer may approve over a check that failed.", code="task.override")
        if not answer.ground.strip():
            raise Invalid("Say why: a check failed, and approving over it needs a ground.", code="task.ground")


def _not_paid_meanwhile(conn: Connection, claim: ClaimRow, before: Decision) -> None:
    """Raise `sale.used` where another claim has been paid for the claim's sale since the question was put."""
    told = {finding.line for finding in before.findings if finding.code == _USED and finding.outcome == "fail"}
    wanted: dict[str, Decimal] = {}
    for line in before.lines:
        if line.sale is not None and line.line not in told:
            wanted[line.sale] = wanted.get(line.sale, Decimal(0)) + line.quantity
    others = uses.by_others(conn, claim.maker_id, claim.id, claim.submission, list(wanted))
    for sale in sales.by_ids(conn, claim.maker_id, list(wanted)):
        paid = [use for use in others if use.sale == sale.id and use.settled and use.program == claim.program]
        if paid and sale.quantity - sum((use.quantity for use in paid), Decimal(0)) < wanted[sale.id]:
            raise Conflict(
                Said(
                    "Sale {sale} was paid for meanwhile, by {claims}. "
                    "To pay for it again all the same, tick the reason “{code}”.",
                    sale=sale.sale_id,
                    claims=", ".join(use.claim for use in paid),
                    code=_USED,
                ),
                code=_USED,
            )


def _all_passed(before: Decision) -> bool:
    """Whether the claim was judged, and no finding failed or was left open."""
    return bool(before.findings) and all(f.outcome in ("pass", "not_applicable") for f in before.findings)


def _answered(before: Decision, answer: Resolution, said: Sequence[ClaimLine]) -> Decision:
    """The person's decision: findings stay as they were, verdict and reasons are the person's.

    An approved line pays what the program worked out, or, where the machine came to no amount, what was claimed.
    """
    claimed = {line.number: line.claimed_amount for line in said}
    pays = answer.verdict == "approve"
    kept = {reason.code: reason for reason in before.reasons}
    # The claimant reads the reasons: a ground is told only where it is all that was written, and never of a yes.
    told = "" if pays or answer.message.strip() else answer.ground
    said_by = "{text}" if told else PICKED
    reasons = tuple(
        replace(kept[code], verdict=answer.verdict)
        if code in kept
        else Reason(code, code.split(".")[0], Said(said_by, text=told, code=code), answer.verdict)
        for code in answer.codes
    )
    lines = tuple(
        replace(
            line,
            verdict=answer.verdict,
            payable=None if not pays else claimed.get(line.line) if line.payable is None else line.payable,
        )
        for line in before.lines
    )
    return replace(before, verdict=answer.verdict, reasons=reasons, lines=lines, question=None)


def _blank(said: Sequence[ClaimLine]) -> Decision:
    """An empty decision, where the machine never made one."""
    return Decision(
        "review", (), (), tuple(LineVerdict(line.number, "review", quantity=line.quantity) for line in said)
    )


def lost() -> LeaseLost:
    """What is told whose hold of a task has ended."""
    return LeaseLost("Your lease on this task has ended or went to another; take it again.", code="task.lease_lost")
