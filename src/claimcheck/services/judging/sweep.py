"""Sweep: blobs that no row names, and that none will name any more, are removed.

A blob is written before the row that names it, under a key that nobody else gets. So one that is older than any upload
or reading lasts, and that no row names, is what a death cut off. Blobs are listed before the rows are read: what was
named in between is seen as named. Whoever dies while sweeping leaves blobs for the next time and nothing else.
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from claimcheck.errors import Conflict
from claimcheck.model.parties import Actor
from claimcheck.services.audit_log import note
from claimcheck.services.context import Context
from claimcheck.store.ids import made_at, new_id
from claimcheck.store.running import inventory

LEAST: Final = timedelta(days=1)
"""No blob younger than this is swept: far longer than a file may be on its way into its row."""
SHARE: Final = 0.1
FEW: Final = 20
"""More orphans than this share of all blobs, where they are more than a few, are hardly leavings."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Swept:
    """What was, or in a dry run would be, removed.

    Attributes:
        blobs: their keys.
        unfinished: files that were being written when a process died.
        kept: orphans that are too young, or whose key is not of our making.
    """

    maker_id: str
    blobs: tuple[str, ...]
    unfinished: int
    kept: int


def sweep(
    context: Context, actor: Actor, *, older_than: timedelta, dry_run: bool = False, however_many: bool = False
) -> Swept:
    """Remove what no row of the actor's maker names.

    Args:
        context: what we stand on.
        actor: for the audit log.
        older_than: nothing younger goes, whatever it is.
        dry_run: only look.
        however_many: also where it is a large part of all blobs.

    Raises:
        ValueError: `older_than` is below `LEAST`.
        Conflict: `sweep.many`: so many files hardly belong to no row; this may be another's database, or an old one.
    """
    if older_than < LEAST:
        raise ValueError(f"nothing younger than {LEAST} is swept")
    maker_id, before = actor.maker_id, context.clock() - older_than
    there = set(context.blobs.keys(maker_id))
    with context.database.read() as conn:
        orphans = there - {one.key for one in inventory.named_blobs(conn, maker_id)}
    old = tuple(sorted(key for key in orphans if _older(key, before)))
    unfinished = context.blobs.unfinished(maker_id, before)
    if not dry_run and not however_many and len(old) > max(FEW, SHARE * len(there)):
        raise Conflict(
            f"{len(old)} of {len(there)} files are named by no row: is this the database that they belong to, and not "
            "an older copy of it? Look with --dry-run; --however-many removes them all the same.",
            code="sweep.many",
        )
    if not dry_run and (old or unfinished):
        _remove(context, actor, old, before, unfinished)
    return Swept(maker_id, old, unfinished, len(orphans) - len(old))


def _remove(context: Context, actor: Actor, keys: tuple[str, ...], before: datetime, unfinished: int) -> None:
    """Say in the audit log what goes, then let it go: whatever is gone stands there."""
    now = context.clock()
    digest = hashlib.sha256("\n".join(keys).encode()).hexdigest()
    with context.database.transaction() as conn:
        note(conn, actor, new_id(), "blobs.swept", now, blobs=len(keys), keys_sha256=digest, unfinished=unfinished)
    for key in keys:
        context.blobs.delete(key)
        log.info("swept %s", key)
    context.blobs.unfinished(actor.maker_id, before, drop=True)


def _older(key: str, before: datetime) -> bool:
    """Whether a blob was made before then, as its key says; of a key that is not ours nothing is known."""
    at = made_at(key.rpartition("/")[2])
    return at is not None and at < before
