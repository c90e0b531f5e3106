"""Claims as a list of them shows each: one query for a page of it, and nothing fetched that the list does not say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, func, select

from claimcheck.model.parties import Actor
from claimcheck.store.claiming.by_day import Place, Span, order
from claimcheck.store.claiming.claims import sought
from claimcheck.store.tables import claim_revisions, claims, decisions

_c = claims.c


@dataclass(frozen=True, slots=True)
class ListedClaim:
    """A claim in a list.

    Attributes:
        fields: what its current revision states.
        to_mend: how many reasons a returned claim has; 0 in other states.
    """

    id: str
    outside_id: str
    program: str
    dealer: str
    submission: int
    state: str
    created_at: datetime
    changed_at: datetime
    fields: Mapping[str, str]
    to_mend: int


def page(
    conn: Connection, actor: Actor, *, spans: Sequence[Span], after: Place | None, limit: int, **wanted: str | None
) -> list[ListedClaim]:
    """Claims that an actor may see, the last submitted first; the rest as `claims.page` has it."""
    query = (
        select(
            _c.id, _c.outside_id, _c.program, _c.dealer, _c.submission, _c.state, _c.created_at, _c.changed_at,
            claim_revisions.c.fields, case((_c.state == "returned", _reasons(conn)), else_=0).label("to_mend"),
        )
        .join(claim_revisions, and_(claim_revisions.c.claim_id == _c.id, claim_revisions.c.revision == _c.revision))
        .outerjoin(decisions, decisions.c.id == _c.decision_id)
        .where(*sought(actor, spans=spans, after=after, **wanted))
        .order_by(*order(spans))
        .limit(limit)
    )  # fmt: skip
    return [ListedClaim(**row) for row in conn.execute(query).mappings().all()]


def _reasons(conn: Connection) -> ColumnElement[Any]:
    said = decisions.c.decision
    if conn.dialect.name == "postgresql":
        return func.coalesce(func.json_array_length(said["reasons"]), 0)
    return func.coalesce(func.json_array_length(said, "$.reasons"), 0)
