"""What each maker may set for itself: a small typed set, with bounds and defaults. `settings.py` is the machine's."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

from sqlalchemy import Connection

from claimcheck.errors import Invalid
from claimcheck.model.parties import Actor
from claimcheck.services.audit_log import note
from claimcheck.services.context import Context
from claimcheck.store.database import serialise
from claimcheck.store.programs import maker_settings


@dataclass(frozen=True, slots=True)
class MakerSettings:
    """What a maker may set.

    Attributes:
        hold_minutes: how long a task stays with whoever took it, unless they work on.
        skip_hours: how long a skipped task is not given to the same person again.
    """

    hold_minutes: int = 15
    skip_hours: int = 4


BOUNDS: Final[Mapping[str, tuple[int, int]]] = {
    "hold_minutes": (2, 240),
    "skip_hours": (0, 168),
}
"""The least and the most of each."""

_SPACE: Final = uuid.UUID("6f1c1f0e-6f0a-5c07-9d2b-9a3c5c1e7b11")


def of(conn: Connection, maker_id: str) -> MakerSettings:
    """A maker's settings: what it set, over the defaults. What is stored and not possible any more does not count."""
    kept = {name: value for name, value in maker_settings.values(conn, maker_id).items() if _possible(name, value)}
    return MakerSettings(**kept)


def current(context: Context, actor: Actor) -> MakerSettings:
    """The settings of the actor's maker."""
    with context.database.read() as conn:
        return of(conn, actor.maker_id)


def change(context: Context, actor: Actor, wanted: Mapping[str, str]) -> None:
    """Set what is given, as typed; all or nothing.

    Raises:
        Invalid: `settings.value`, with an entry for each fault in `errors`.
    """
    faults = [
        {"field": name, "message": f"from {low} to {high}"}
        for name, (low, high) in BOUNDS.items()
        if name in wanted and not _possible(name, _number(wanted[name]))
    ]
    if faults:
        raise Invalid("Some settings are out of their bounds.", code="settings.value", errors=faults)
    now = context.clock()
    with context.database.transaction() as conn:
        serialise(conn, f"settings:{actor.maker_id}")
        before = of(conn, actor.maker_id)
        for name in (one.name for one in fields(MakerSettings) if one.name in wanted):
            old, new = getattr(before, name), _number(wanted[name])
            if old != new:
                maker_settings.put(conn, actor.maker_id, name, new, actor=actor.id, now=now)
                note(conn, actor, subject(actor.maker_id), "settings.changed", now, name=name, before=old, after=new)


def subject(maker_id: str) -> str:
    """What the audit log calls the settings of a maker."""
    return str(uuid.uuid5(_SPACE, maker_id))


def _possible(name: str, value: Any) -> bool:
    low, high = BOUNDS.get(name, (1, 0))
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _number(text: str) -> int | None:
    plain = text.strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 10 else None
