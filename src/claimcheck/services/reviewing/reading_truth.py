"""Reading truth: what people read on pages, exported to measure and calibrate readers with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from claimcheck.model.parties import Actor
from claimcheck.services.context import Context
from claimcheck.store.reviewing import desk


def truth(context: Context, actor: Actor, *, after: str = "", limit: int = 1000) -> list[Mapping[str, Any]]:
    """The corrections of the actor's maker that were not taken back, in the order made, beginning behind `after`."""
    with context.database.read() as conn:
        return list(desk.truth(conn, actor.maker_id, after=after, limit=limit))
