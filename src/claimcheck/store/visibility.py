"""Who sees what, in one place: every query of documents and claims is narrowed by its actor."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Table, and_, false, select

from claimcheck.model.parties import Actor
from claimcheck.store.tables import organisations

SEES_ALL: Final = frozenset({"reviewer", "manager", "admin", "system"})
"""Roles that see all of their maker's; `region` sees what its region's dealers brought, any other its own's."""

SEES_NONE: Final = frozenset({"checker"})
"""Roles that see no claim or document as it is: a checking company gets masked views of what it holds, by
`services.checking.checker_desk`, and by nothing else."""


def visible(table: Table, owner: Column[Any], actor: Actor) -> ColumnElement[bool]:
    """The rows of a table that an actor may see; `owner` holds the outside id of the organisation they belong to."""
    if actor.role in SEES_NONE:
        return false()
    mine = table.c.maker_id == actor.maker_id
    if actor.role in SEES_ALL:
        return mine
    if actor.role == "region" and actor.region:
        o = organisations.c
        return and_(
            mine, owner.in_(
                select(o.outside_id).where(o.maker_id == actor.maker_id, o.kind == "dealer", o.region == actor.region)
            ),
        )  # fmt: skip
    return and_(mine, owner == actor.organisation)
