"""Whether a program is open to whoever asks."""

from __future__ import annotations

from sqlalchemy import Connection

from claimcheck.model.parties import Actor
from claimcheck.model.programs import Program
from claimcheck.store.people import organisations


def opens(conn: Connection, actor: Actor, program: Program) -> bool:
    """Whether the actor's organisation may claim under a program; its region is the one on record now."""
    if program.open_to is None:
        return True
    region = organisations.region_of(conn, actor.maker_id, actor.organisation) if program.open_to.regions else ""
    return program.open_to.includes(actor.organisation, region)


def sees(conn: Connection, actor: Actor, program: Program | None) -> bool:
    """Whether the actor may look at a program: the maker's people at all, a dealer at what is open to it.

    None is a program of which nobody can read to whom it is open.
    """
    return actor.role != "dealer" or (program is not None and opens(conn, actor, program))
