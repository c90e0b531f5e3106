"""Our ids: UUIDv7 as text, so that they sort by the time at which they were made."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import uuid_utils


def new_id() -> str:
    """A fresh id; safe after a fork (the library reseeds itself)."""
    return str(uuid_utils.uuid7())


def made_at(text: str) -> datetime | None:
    """When an id was made, by the clock of its maker; None for what is no id of ours."""
    try:
        known = UUID(text)
    except ValueError:
        return None
    return datetime.fromtimestamp((known.int >> 80) / 1000, UTC) if known.version == 7 and str(known) == text else None
