"""Who sees what, in one place: every query of documents and claims is narrowed by its actor."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Table, and_

from claimcheck.model.parties import Actor

SEES_ALL: Final = frozenset({"checker", "reviewer", "admin", "system"})
"""Roles that see all of their maker's; any other sees what its own organisation brought."""


def visible(table: Table, owner: Column[Any], actor: Actor) -> ColumnElement[bool]:
    """The rows of a table that an actor may see; `owner` holds the outside id of the organisation they belong to."""
    mine = table.c.maker_id == actor.maker_id
    return mine if actor.role in SEES_ALL else and_(mine, owner == actor.organisation)
