"""Moving a claim: its state, the audit entry and the event change together; and making its judging due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from claimcheck.core.lifecycle import move
from claimcheck.model.parties import Actor
from claimcheck.services.judging.sharing import NOT_WAITED_FOR
from claimcheck.services.notices.telling import claim_turned
from claimcheck.store import audit
from claimcheck.store.claiming import claims, documents
from claimcheck.store.claiming.claims import ClaimRow
from claimcheck.store.judging import facts, work
from claimcheck.store.notices import events
from claimcheck.store.tables import work as work_table


def moved(
    conn: Connection,
    claim: ClaimRow,
    event: str,
    *,
    actor: Actor,
    now: datetime,
    details: Mapping[str, Any] | None = None,
    **values: Any,
) -> ClaimRow:
    """Move a claim by an event of the lifecycle, and record it.

    Args:
        conn: a transaction that holds the claim's row.
        claim: as it stands.
        event: of `core.lifecycle.CLAIM_MOVES`.
        actor: who did it.
        now: the time.
        details: for the audit entry: ids, codes and hashes only.
        values: what else changes of the claim's row.

    Returns:
        The claim as it stands then.

    Raises:
        Conflict: the event is not possible in its state.
    """
    state = move(claim.state, event)
    values = {"state": state, "changed_at": now, **values}
    claims.change(conn, claim, **values)
    claim = replace(claim, **values)
    record(conn, claim, f"claim.{event}", actor=actor, now=now, details=details)
    return claim


def record(
    conn: Connection,
    claim: ClaimRow,
    action: str,
    *,
    actor: Actor,
    now: datetime,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Write the audit entry and the event of a change; `claim` is as it stands after it."""
    audit.append(
        conn, maker_id=claim.maker_id, subject_id=claim.id, action=action, actor=actor.id,
        details={"state": claim.state, "revision": claim.revision, **(details or {})}, now=now,
    )  # fmt: skip
    events.add(
        conn, maker_id=claim.maker_id, organisation=claim.dealer, subject="claim", subject_id=claim.id,
        kind="claim.state", data={"state": claim.state, "revision": claim.revision, "action": action}, now=now,
    )  # fmt: skip
    claim_turned(conn, claim, action, now)


def judge_if_ready(conn: Connection, claim: ClaimRow, now: datetime) -> None:
    """Make judging due where all documents of the current revision have been read or have failed.

    The caller must hold the rows of the claim and of its documents, or have changed a document in this transaction.
    Then, of two processes that end the claim's last two documents, one sees both as ended.
    """
    actor = Actor.system(claim.maker_id)
    (current,) = claims.revisions(conn, claim, only=claim.revision)
    attached = documents.by_ids(conn, actor, current.documents)
    if all(document.state != "received" for document in attached):
        judge_again(conn, claim, now)


def judge_again(conn: Connection, claim: ClaimRow, now: datetime) -> None:
    """Make judging due, as the next generation of this claim's work."""
    last = select(func.max(work_table.c.generation)).where(
        work_table.c.stage == work.JUDGE, work_table.c.subject_id == claim.id
    )
    generation = (conn.execute(last).scalar() or 0) + 1
    work.add(conn, stage=work.JUDGE, subject_id=claim.id, maker_id=claim.maker_id, now=now, generation=generation)


def wake_later(conn: Connection, claim: ClaimRow, now: datetime) -> None:
    """Wake the claims that may wait for this one, which has just been decided or withdrawn."""
    later = facts.undecided_after(conn, claim.maker_id, claim.id, claim.submission, but=NOT_WAITED_FOR)
    if later:
        work.wake(conn, stage=work.JUDGE, subject_ids=later, now=now)
