"""Sweep: blobs that no row names, and that none will name any more, are set aside, and a month later removed.

A blob is written before the row that names it, under a key that nobody else gets. So one that is older than any upload
or reading lasts, and that no row names, is what a death cut off – or what an older or another database does not know,
and then it may be the only copy. So it is moved and not removed, can be put back, and what is no picture of our own
drawing goes only where that is asked for. Blobs are listed before the rows are read: what was named in between is seen
as named. Whoever dies while sweeping leaves blobs for the next time and nothing else. Nothing is moved over what lies
there: what cannot go back for another file has its place stays aside, and is told.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

from claimcheck.errors import Conflict, NotFound
from claimcheck.model.parties import Actor
from claimcheck.services.audit_log import note
from claimcheck.services.context import Context
from claimcheck.store.blobs import ASIDE, Taken, id_of, is_picture
from claimcheck.store.ids import made_at, new_id
from claimcheck.store.running import inventory

LEAST: Final = timedelta(days=1)
"""No blob younger than this is swept: far longer than a file may be on its way into its row."""
SHARE: Final = 0.1
"""More orphans than this share of all blobs are hardly leavings."""
KEPT: Final = timedelta(days=30)
"""So long may what was set aside be put back."""
_AT_ONCE: Final = 200
"""So many blobs are one entry of the audit log."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Swept:
    """What was, or in a dry run would be, set aside and removed.

    Attributes:
        pictures: keys of what we drew ourselves and can draw again.
        originals: keys of all else: what people sent, and pictures from before their keys told.
        left: such originals that stay, for they were not asked for.
        removed: keys of what has lain aside for a month.
        returned: keys, aside, of what has lain there as long and a row names after all: it gets its own key again.
        unfinished: files that were being written when a process died.
        kept: orphans that are too young, or whose key is not of our making.
        refused: in a dry run, why a sweep would be refused.
    """

    maker_id: str
    pictures: tuple[str, ...] = ()
    originals: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()
    unfinished: int = 0
    kept: int = 0
    refused: Conflict | None = None


@dataclass(frozen=True, slots=True)
class PutBack:
    """What was put back, by its own key, and what lies aside still, for another file has its place."""

    keys: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()


def sweep(
    context: Context, actor: Actor, *, older_than: timedelta, dry_run: bool = False, originals: bool = False,
    however_many: bool = False,
) -> Swept:  # fmt: skip
    """Set aside what no row of the actor's maker names, and remove what has lain aside for a month.

    Args:
        context: database, blobs, settings and clock.
        actor: for the audit log.
        older_than: nothing younger goes, whatever it is.
        dry_run: only look.
        originals: also what is no picture of ours.
        however_many: also where it is a large part of all blobs.

    Raises:
        ValueError: `older_than` is below `LEAST`.
        Conflict: `sweep.many`: so many files hardly belong to no row; this may be another's database, or an old one.
            `sweep.nothing_named`: it surely is.
    """
    if older_than < LEAST:
        raise ValueError(f"nothing younger than {LEAST} is swept")
    maker_id, before = actor.maker_id, context.clock() - older_than
    there = set(context.blobs.keys(maker_id))
    named = _named(context, maker_id)
    orphans = there - named
    old = tuple(sorted(key for key in orphans if _older(key, before)))
    refused = _refused(len(old), len(there), any_named=bool(named & there), however_many=however_many) if old else None
    if refused and not dry_run:
        raise refused
    # Where the rows name nothing, nothing is known of what lies aside either.
    aside = tuple(_long_aside(context, maker_id)) if named & there else ()
    found = Swept(
        maker_id,
        pictures=tuple(filter(is_picture, old)),
        originals=tuple(key for key in old if originals and not is_picture(key)),
        left=tuple(key for key in old if not originals and not is_picture(key)),
        removed=tuple(key for key in aside if _own(key) not in named),
        returned=tuple(key for key in aside if _own(key) in named),
        unfinished=context.blobs.unfinished(maker_id, before),
        kept=len(orphans) - len(old),
        refused=refused,
    )
    return found if dry_run else _carry_out(context, actor, found, before)


def put_back(context: Context, actor: Actor) -> PutBack:
    """Give all that lies aside its own key again: those whose database is found belong to its rows."""
    return _return(context, actor, [key for key, _ in _aside(context, actor.maker_id)])


def makers_aside(context: Context) -> set[str]:
    """Whose blobs lie aside: also makers of whom this database knows nothing."""
    return {key.split("/")[1] for key in context.blobs.keys(ASIDE)}


def _refused(old: int, there: int, *, any_named: bool, however_many: bool) -> Conflict | None:
    """Why nothing is swept: so many files without a row hint that this is not the database that they belong to."""
    asked = "is this the database that they belong to, and not an older copy of it?"
    if not any_named:
        return Conflict(
            f"none of {there} files is named by any row: {asked} Nothing is swept.", code="sweep.nothing_named"
        )
    if old > SHARE * there and not however_many:
        return Conflict(
            f"{old} of {there} files are named by no row: {asked} Look with --dry-run; --however-many sets them aside "
            "all the same.",
            code="sweep.many",
        )
    return None


def _carry_out(context: Context, actor: Actor, found: Swept, before: datetime) -> Swept:
    """Do what was found to be done; returns what of it was done."""
    if found.unfinished:
        _say(context, actor, "blobs.swept", (), found.unfinished)
        context.blobs.unfinished(actor.maker_id, before, drop=True)
    gone = set(_set_aside(context, actor, (*found.pictures, *found.originals)))
    gone |= set(_remove(context, actor, found.removed))
    back = _return(context, actor, found.returned)
    return replace(
        found,
        pictures=tuple(key for key in found.pictures if key in gone),
        originals=tuple(key for key in found.originals if key in gone),
        removed=tuple(key for key in found.removed if key in gone),
        returned=tuple(key for key in found.returned if key not in back.taken),
    )


def _set_aside(context: Context, actor: Actor, keys: Sequence[str]) -> Iterator[str]:
    """Set blobs aside, each after an audit entry that names it; yields the keys that were moved."""
    day = context.clock().astimezone(UTC).date().isoformat()
    for some in _lots(keys):
        named = _named(context, actor.maker_id)
        going = [key for key in some if key not in named]
        _say(context, actor, "blobs.swept", going)
        for key in going:
            maker_id, _, rest = key.partition("/")
            if _move(context, key, f"{ASIDE}/{maker_id}/{day}/{rest}"):
                yield key


def _remove(context: Context, actor: Actor, aside: Sequence[str]) -> Iterator[str]:
    for some in _lots(aside):
        named = _named(context, actor.maker_id)
        going = [key for key in some if _own(key) not in named]
        _say(context, actor, "blobs.removed", going)
        for key in going:
            context.blobs.delete(key)
            log.info("removed %s", key)
            yield key


def _return(context: Context, actor: Actor, aside: Sequence[str]) -> PutBack:
    """Put blobs back, each after an audit entry that names it; of two that were one blob, the one set aside first."""
    there = set(context.blobs.keys(actor.maker_id)) if aside else set()
    going: dict[str, str] = {}
    for key in sorted(aside):
        if _own(key) not in there:
            going.setdefault(_own(key), key)
    moved = set()
    for some in _lots(sorted(going)):
        _say(context, actor, "blobs.put_back", some)
        moved |= {own for own in some if _move(context, going[own], own)}
    # What is left lies where it belongs too: with the same bytes, or with others.
    left = [key for key in sorted(aside) if going.get(_own(key)) != key or _own(key) not in moved]
    return PutBack(tuple(sorted(moved)), tuple(key for key in left if not _move(context, key, _own(key))))


def _say(context: Context, actor: Actor, action: str, keys: Sequence[str], unfinished: int = 0) -> None:
    if not keys and not unfinished:
        return
    ids = [id_of(key) for key in keys]
    with context.database.transaction() as conn:
        note(conn, actor, new_id(), action, context.clock(), blobs=len(ids), ids=ids, unfinished=unfinished)


def _move(context: Context, key: str, to: str) -> bool:
    """Move a blob; False where another file has the new key. A blob that is gone was moved by another sweep: True."""
    try:
        context.blobs.move(key, to)
    except Taken:
        log.warning("%s stays: another file is %s", key, to)
        return False
    except NotFound:
        return True
    log.info("moved %s to %s", key, to)
    return True


def _long_aside(context: Context, maker_id: str) -> Iterator[str]:
    last = (context.clock() - KEPT).astimezone(UTC).date()
    return (key for key, day in sorted(_aside(context, maker_id)) if day < last)


def _aside(context: Context, maker_id: str) -> Iterator[tuple[str, date]]:
    """Keys that lie aside, and since when; what somebody else put there is not ours to move."""
    for key in context.blobs.keys(f"{ASIDE}/{maker_id}"):
        with suppress(ValueError):
            _, _, day, _, _ = key.split("/")
            yield key, date.fromisoformat(day)


def _own(aside: str) -> str:
    """The key that a blob had before it was set aside."""
    _, maker_id, _, rest = aside.split("/", 3)
    return f"{maker_id}/{rest}"


def _lots(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    return (keys[start : start + _AT_ONCE] for start in range(0, len(keys), _AT_ONCE))


def _named(context: Context, maker_id: str) -> set[str]:
    with context.database.read() as conn:
        return {one.key for one in inventory.named_blobs(conn, maker_id)}


def _older(key: str, before: datetime) -> bool:
    """Whether a blob was made before then, as its key says; of a key that is not ours nothing is known."""
    at = made_at(id_of(key))
    return at is not None and at < before
