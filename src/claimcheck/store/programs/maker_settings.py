"""What a maker set otherwise than the default, by name; their types: `services.programs.settings_of_maker`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from claimcheck.store.ids import new_id
from claimcheck.store.tables import maker_settings

_s = maker_settings.c


def values(conn: Connection, maker_id: str) -> dict[str, Any]:
    """All that a maker set, by name."""
    query = select(_s.name, _s.value).where(_s.maker_id == maker_id)
    return {row.name: row.value for row in conn.execute(query)}


def put(conn: Connection, maker_id: str, name: str, value: Any, *, actor: str, now: datetime) -> None:
    """Set one; the caller stands in line with others who set."""
    conn.execute(delete(maker_settings).where(_s.maker_id == maker_id, _s.name == name))
    conn.execute(
        insert(maker_settings).values(
            id=new_id(), maker_id=maker_id, name=name, value=value, actor=actor[:64], changed_at=now
        )
    )
