"""Our ids: UUIDv7 as text, so that they sort by the time at which they were made."""

from __future__ import annotations

import uuid_utils


def new_id() -> str:
    """A fresh id; safe after a fork (the library reseeds itself)."""
    return str(uuid_utils.uuid7())
