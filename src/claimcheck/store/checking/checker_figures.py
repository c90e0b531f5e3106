"""What reports on checking companies are made of: what they were given, second looks at that, what the log says of it.

A regional office sees the claims of its region's dealers here, too: of what it counts, and of what it compares.
Rows are plain and few columns wide: a report reads thousands of them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, select

from claimcheck.model.parties import Actor
from claimcheck.store.tables import audit_entries, batch_items, batches, claims, review_tasks
from claimcheck.store.visibility import visible

_a = audit_entries.c
_i = batch_items.c
_t = review_tasks.c
_MANY = 500


@dataclass(frozen=True, slots=True)
class Given:
    """A claim that a company was given, and what became of it: see `store.batches.Item`."""

    id: str
    claim_id: str
    revision: int
    state: str
    verdict: str | None
    by: str | None
    created_at: datetime
    closed_at: datetime | None


def given_between(conn: Connection, actor: Actor, company: str, start: datetime, end: datetime) -> list[Given]:
    """What a company was given from `start` to before `end`, the first first."""
    query = (
        select(_i.id, _i.claim_id, _i.revision, _i.state, _i.verdict, _i.by, _i.created_at, _i.closed_at)
        .join(batches, batches.c.id == _i.batch_id)
        .where(_i.maker_id == actor.maker_id, batches.c.company == company, _i.created_at >= start, _i.created_at < end)
    )
    query = _seen(query, _i.claim_id, actor)
    return [Given(*row) for row in conn.execute(query.order_by(_i.id))]


def second_looks(conn: Connection, maker_id: str, done: Collection[Given]) -> dict[str, str]:
    """By item: the verdict of the first other person who answered a question on that claim revision afterwards."""
    by_claim = {item.claim_id: item for item in done}
    found: dict[str, str] = {}
    for some in _some(sorted(by_claim)):
        query = (
            select(_t.claim_id, _t.revision, _t.outcome, _t.resolved_at)
            .where(_t.maker_id == maker_id, _t.claim_id.in_(some), _t.state == "resolved")
            .order_by(_t.resolved_at)
        )
        for claim_id, revision, outcome, resolved_at in conn.execute(query):
            item, said = by_claim[claim_id], outcome or {}
            after = item.closed_at is not None and resolved_at >= item.closed_at
            if after and revision == item.revision and said.get("by") != item.by and said.get("verdict"):
                found.setdefault(item.id, str(said["verdict"]))
    return found


def assigned_in_log(conn: Connection, actor: Actor, company: str, start: datetime, end: datetime) -> list[str]:
    """Items that the log says a company was given, from `start` to before `end`, as often as it says so."""
    query = select(_a.details["item"].as_string()).where(
        _a.maker_id == actor.maker_id, _a.created_at >= start, _a.created_at < end, _a.action == "claim.assigned",
        _a.details["company"].as_string() == company,
    )  # fmt: skip
    return [str(item or "") for item in conn.execute(_seen(query, _a.subject_id, actor)).scalars()]


def closed_in_log(conn: Connection, actor: Actor, since: datetime) -> Mapping[str, tuple[str, str | None]]:
    """By item: state and verdict by the last entry since a moment that says what became of it."""
    query = select(*(_a.details[name].as_string() for name in ("item", "state", "verdict"))).where(
        _a.maker_id == actor.maker_id, _a.action.in_(("claim.checked", "claim.unassigned")), _a.created_at >= since
    )
    rows = conn.execute(_seen(query, _a.subject_id, actor).order_by(_a.created_at, _a.id))
    return {str(item or ""): (str(state or "done"), verdict) for item, state, verdict in rows}


def _seen(query: Select[Any], claim_id: Any, actor: Actor) -> Select[Any]:
    """Narrowed to the claims of a regional office's dealers, where one asks; a company's own are all its own."""
    if actor.role != "region":
        return query
    return query.where(claim_id.in_(select(claims.c.id).where(visible(claims, claims.c.dealer, actor))))


def _some(ids: list[str]) -> list[list[str]]:
    return [ids[at : at + _MANY] for at in range(0, len(ids), _MANY)]
