"""A reviewer's half-done answer: kept on the server, so that a reload or another machine loses nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Final

from claimcheck.model.parties import Actor
from claimcheck.services.context import Context
from claimcheck.services.reviewing import review
from claimcheck.store.database import serialise
from claimcheck.store.reviewing import desk_drafts
from claimcheck.store.reviewing.tasks import Task

KEPT: Final = timedelta(days=2)
"""A draft that nobody touched for so long is dropped."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody has entered of an answer.

    Attributes:
        corrections: by field: the value typed and why, not sent yet.
        at: when it was kept.
    """

    verdict: str = ""
    codes: tuple[str, ...] = ()
    ground: str = ""
    message: str = ""
    corrections: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    at: datetime | None = None


def keep(
    context: Context, actor: Actor, task_id: str, *, fence: int, draft: Draft, left: Collection[str] = ()
) -> None:  # fmt: skip
    """Keep what the holder of a task has entered so far.

    Args:
        context: database, blobs, settings and clock.
        actor: who holds the task.
        task_id: our id of it.
        fence: that of the hold.
        draft: what is entered.
        left: names of its attributes that nobody has touched in this window: what another window kept of them stays.

    Raises:
        NotFound: where there is none that the caller may work on.
        Conflict: `task.closed`.
        LeaseLost: when the lease ended or went to another.
    """
    now = context.clock()
    with context.database.transaction() as conn:
        serialise(conn, f"draft:{task_id}")
        task = review.opened(conn, actor, task_id)
        review.held(task, actor, fence, now)
        typed = {name: value for name, value in asdict(draft).items() if name != "at"}
        before = desk_drafts.of(conn, task.id, actor.id, decision_id=task.decision_id)
        typed |= {name: value for name, value in (before[0] if before else {}).items() if name in left}
        desk_drafts.keep(
            conn, actor.maker_id, task.id, actor.id, decision_id=task.decision_id, typed=typed, now=now
        )  # fmt: skip


def of(context: Context, actor: Actor, task: Task) -> Draft | None:
    """The caller's own draft of the answer to what a task asks now."""
    with context.database.read() as conn:
        found = desk_drafts.of(conn, task.id, actor.id, decision_id=task.decision_id)
    if found is None:
        return None
    typed, at = found
    corrections = {name: (str(value), str(why)) for name, (value, why) in typed["corrections"].items()}
    return Draft(typed["verdict"], tuple(typed["codes"]), typed["ground"], typed["message"], corrections, at)
