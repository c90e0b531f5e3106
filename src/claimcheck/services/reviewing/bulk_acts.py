"""One act on many tasks: the preview freezes what will be done to which, then it is done once, each task on its own.

Nothing is approved in bulk. What changed since the preview is skipped and listed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from typing import Any, Final, Literal

from sqlalchemy import Connection

from claimcheck.errors import ClaimcheckError, Conflict, Invalid, NotFound, existing
from claimcheck.model.parties import Actor
from claimcheck.model.programs import Verdict
from claimcheck.services.context import Context
from claimcheck.services.reviewing import composing, four_eyes, handing_over, review
from claimcheck.services.reviewing.composing import INNER
from claimcheck.services.reviewing.review import Resolution
from claimcheck.store.claiming import claims
from claimcheck.store.judging import decisions
from claimcheck.store.reviewing import bulk_acts, task_queue
from claimcheck.store.reviewing.bulk_acts import Act
from claimcheck.store.reviewing.task_queue import Sought
from claimcheck.store.reviewing.tasks import Task

What = Literal["return", "reject", "escalate"]
ACTS: Final[tuple[What, ...]] = ("return", "reject", "escalate")
MOST: Final = 500
_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be done.

    Attributes:
        codes: reasons to return or reject; none: each claim's own.
        ground: why; needed to escalate.
    """

    act: What
    codes: tuple[str, ...] = ()
    ground: str = ""


def preview(
    context: Context, actor: Actor, asked: Asked, *, task_ids: Sequence[str] = (), sought: Sought | None = None
) -> Act:
    """Freeze what would be done to which tasks, and which are left out and why.

    Args:
        context: database, blobs, settings and clock.
        actor: who asks.
        asked: what is to be done.
        task_ids: of the tasks.
        sought: in place of ids: all open tasks that match, at most 500.

    Raises:
        Invalid: `bulk.nothing`, no task is named; `bulk.ground`, to escalate needs a word.
    """
    if asked.act == "escalate" and not asked.ground.strip():
        raise Invalid("Say what the administrator is to know.", code="bulk.ground")
    now = context.clock()
    with context.database.transaction() as conn:
        found = _meant(conn, actor, task_ids, sought)
        if not found:
            raise Invalid("Choose at least one task.", code="bulk.nothing")
        today = now.astimezone(UTC).date()
        spoken = cache(partial(composing.spoken, conn, actor, on=today))  # many tasks are of few dealers
        items = [_frozen(conn, actor, task, asked, spoken, now) for task in found]
        answer = {"codes": list(asked.codes), "ground": asked.ground.strip()}
        new = bulk_acts.add(conn, actor.maker_id, act=asked.act, answer=answer, items=items, by=actor.id, now=now)
        made = bulk_acts.get(conn, actor.maker_id, actor.id, new)
        assert made is not None
        return made


def one(context: Context, actor: Actor, act_id: str) -> Act:
    """One act that the caller previewed, with its result once it is done.

    Raises:
        NotFound: where there is no such.
    """
    with context.database.read() as conn:
        return existing(bulk_acts.get(conn, actor.maker_id, actor.id, act_id), "act")


def carry_out(context: Context, actor: Actor, act_id: str) -> Act:
    """Do what was previewed, once; each task in a transaction of its own, with the letter that the preview showed.

    Args:
        context: database, blobs, settings and clock.
        actor: who asked for the preview.
        act_id: our id of it.

    Raises:
        NotFound: where there is no such.
        Conflict: `bulk.done`, it was done before.
    """
    act = one(context, actor, act_id)
    with context.database.transaction() as conn:
        if not bulk_acts.begin(conn, act.id, context.clock()):
            raise Conflict("This was done already.", code="bulk.done")
    result: list[dict[str, Any]] = []
    for item in act.items:
        if not item["left_out"]:
            done = _done(context, actor, act, item)
            result.append({"task": item["task"], "claim": item["claim"], "done": done})
            with context.database.transaction() as conn:  # after each: what was done is told, wherever this ends
                bulk_acts.end(conn, act.id, result)
    return one(context, actor, act_id)


def _meant(conn: Connection, actor: Actor, task_ids: Sequence[str], sought: Sought | None) -> list[Task]:
    if sought is not None:
        return task_queue.page(
            conn, actor.maker_id, state="open", not_of=actor.organisation, person=(actor.id, actor.role),
            sought=sought, limit=MOST,
        )  # fmt: skip
    found = []
    for task_id in list(dict.fromkeys(task_ids))[:MOST]:
        try:
            found.append(review.opened(conn, actor, task_id))
        except (NotFound, Conflict):
            continue
    return found


def _frozen(
    conn: Connection, actor: Actor, task: Task, asked: Asked, spoken: Callable[[str], str], now: datetime
) -> dict[str, Any]:  # fmt: skip
    """A task as it stands: what would be done to it, with which letter, or why it is left out."""
    codes, left_out, waits = list(asked.codes), "", False
    before = decisions.get(conn, actor.maker_id, task.decision_id or "")
    if not codes and asked.act != "escalate":
        codes = [r.code for r in before.decision.reasons if r.code not in INNER] if before else []
    if task.leased_until is not None and task.leased_until > now and task.leased_by != actor.id:
        left_out = "held"
    elif asked.act != "escalate" and not codes:
        left_out = "no_reason"
    elif asked.act == "reject":
        claim = claims.get(conn, actor, task.claim_id)
        try:
            waits = bool(claim and before and four_eyes.waits(conn, claim, task, before.decision, now))
        except Conflict as error:
            left_out = error.code
    message, language = "", ""
    if asked.act != "escalate" and not left_out:
        language = spoken(task.dealer)
        message = composing.letter(conn, actor, task, asked.act, codes, before, language)
    return {
        "task": task.id, "claim": task.outside_id, "program": task.program, "dealer": task.dealer,
        "revision": task.revision, "decision": task.decision_id, "codes": codes, "left_out": left_out,
        "second": waits, "message": message, "language": language,
    }  # fmt: skip


def _done(context: Context, actor: Actor, act: Act, item: dict[str, Any]) -> str:
    """Do the act to one task; returns `done`, or the code of why it could not be done."""
    try:
        with context.database.read() as conn:
            task = review.opened(conn, actor, item["task"])
        if (task.revision, task.decision_id) != (item["revision"], item["decision"]):
            return "changed"
        leased = review.lease(context, actor, task.id, seconds=_SECONDS)
        if act.act == "escalate":
            handing_over.escalate(
                context, actor, task.id, fence=leased.fence, to=handing_over.ADMIN, why=act.answer["ground"]
            )
            return "done"
        verdict: Verdict = "reject" if act.act == "reject" else "return"
        message, language = _letter(context, actor, task, verdict, item)
        said = Resolution(verdict, tuple(item["codes"]), act.answer["ground"], message, language)
        review.resolve(context, actor, task.id, fence=leased.fence, answer=said)
    except ClaimcheckError as error:
        return {"task.leased": "held", "task.closed": "changed", "not_found": "changed"}.get(error.code, error.code)
    return "done"


def _letter(context: Context, actor: Actor, task: Task, verdict: Verdict, item: dict[str, Any]) -> tuple[str, str]:
    """The letter that the preview showed, and its language; made now for a preview that an earlier version kept."""
    if "message" in item:
        return item["message"], item["language"]
    language = composing.language_of_dealer(context, actor, task.dealer)
    with context.database.read() as conn:
        before = decisions.get(conn, actor.maker_id, task.decision_id or "")
        return composing.letter(conn, actor, task, verdict, item["codes"], before, language), language
