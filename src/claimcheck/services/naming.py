"""What things are called in front of people: programs by their titles, dealers by their names."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from claimcheck.model.programs import Program
from claimcheck.services.context import Context
from claimcheck.store.people import organisations
from claimcheck.store.programs import programs


def rules(context: Context, maker_id: str) -> Mapping[str, Program]:
    """What stands of each of a maker's programs, by name; one that this version cannot read is left out."""
    return {name: found for name, found in every(context, maker_id).items() if found is not None}


def every(context: Context, maker_id: str) -> Mapping[str, Program | None]:
    """All of a maker's programs by name; None for one that this version cannot read."""
    with context.database.read() as conn:
        stored = programs.latest(conn, maker_id)
    return {one.name: one.readable() for one in stored}


def dealers(context: Context, maker_id: str, ids: Collection[str]) -> Mapping[str, str]:
    """The names of organisations by the ids that claims carry; those that are not known are left out."""
    if not ids:
        return {}
    with context.database.read() as conn:
        return organisations.names(conn, maker_id, ids)
