"""What reports on checking companies are made of: second looks at what they did, and what the audit log says of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from claimcheck.store.batches import Item
from claimcheck.store.tables import audit_entries, review_tasks

_a = audit_entries.c
_t = review_tasks.c
_MANY = 500


@dataclass(frozen=True, slots=True)
class Logged:
    """An entry of a claim's audit chain about a batch."""

    action: str
    details: Mapping[str, Any]
    created_at: datetime


def second_looks(conn: Connection, maker_id: str, done: Collection[Item]) -> dict[str, str]:
    """By item: the verdict of the first other person who answered a question on that claim revision afterwards."""
    by_claim = {item.claim_id: item for item in done}
    found: dict[str, str] = {}
    for claims in _some(sorted(by_claim)):
        query = (
            select(_t.claim_id, _t.revision, _t.outcome, _t.resolved_at)
            .where(_t.maker_id == maker_id, _t.claim_id.in_(claims), _t.state == "resolved")
            .order_by(_t.resolved_at)
        )
        for row in conn.execute(query):
            item = by_claim[row.claim_id]
            after = item.closed_at is not None and row.resolved_at >= item.closed_at
            outcome = row.outcome or {}
            if after and row.revision == item.revision and outcome.get("by") != item.by and outcome.get("verdict"):
                found.setdefault(item.id, str(outcome["verdict"]))
    return found


def assigned_in_log(conn: Connection, maker_id: str, company: str, start: datetime, end: datetime) -> list[Logged]:
    """Entries that say that a claim was given to a company, from `start` to before `end`."""
    query = select(_a.action, _a.details, _a.created_at).where(
        _a.maker_id == maker_id, _a.created_at >= start, _a.created_at < end, _a.action == "claim.assigned"
    )
    return [
        Logged(*row) for row in conn.execute(query.order_by(_a.created_at)) if row.details.get("company") == company
    ]


def closed_in_log(conn: Connection, maker_id: str, since: datetime) -> dict[str, Logged]:
    """By item: the last entry since a moment that says what became of it."""
    found: list[Logged] = []
    for action in ("claim.checked", "claim.unassigned"):  # each a range of one index, however long the log is
        query = select(_a.action, _a.details, _a.created_at)
        query = query.where(_a.maker_id == maker_id, _a.action == action, _a.created_at >= since)
        found += [Logged(*row) for row in conn.execute(query)]
    return {str(one.details.get("item", "")): one for one in sorted(found, key=lambda one: one.created_at)}


def _some(ids: list[str]) -> list[list[str]]:
    return [ids[at : at + _MANY] for at in range(0, len(ids), _MANY)]
