"""Reconcile: proof that nothing is lost.

Every document and claim is settled or owned, every blob is unaltered, the audit log holds, nothing was paid for twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from claimcheck.errors import ClaimcheckError
from claimcheck.services.context import Context
from claimcheck.store import audit
from claimcheck.store.running import inventory
from claimcheck.store.running.inventory import Named


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not hold: its kind (`unowned`, `blob`, `audit`, `overused`), the subject, what is wrong."""

    kind: str
    subject: str
    message: str


@dataclass(frozen=True, slots=True)
class Report:
    """What was looked at, and every fault.

    Attributes:
        orphans: blobs that no row names: uploads or readings that a crash cut off. They harm nothing.
    """

    maker_id: str
    documents: int
    claims: int
    blobs: int
    orphans: int
    faults: tuple[Fault, ...]

    @property
    def holds(self) -> bool:
        """Whether everything is as it must be."""
        return not self.faults


def reconcile(
    context: Context, maker_id: str = "", *, progress: Callable[[int, int], None] = lambda _done, _all: None
) -> list[Report]:
    """Look at everything that one maker has, or each of them.

    Args:
        context: database, blobs, settings and clock.
        maker_id: empty: all makers.
        progress: called with blobs looked at, and how many there are.
    """
    return [_report(context, maker, progress) for maker in makers(context, maker_id)]


def makers(context: Context, maker_id: str = "") -> list[str]:
    """That maker, or all that have documents or claims."""
    with context.database.read() as conn:
        return [maker_id] if maker_id else inventory.makers(conn)


def _report(context: Context, maker_id: str, progress: Callable[[int, int], None]) -> Report:
    # Listed before the rows are read: a blob that is written meanwhile is no orphan.
    there = set(context.blobs.keys(maker_id))
    with context.database.read() as conn:
        documents, claims = inventory.document_ids(conn, maker_id), inventory.claim_ids(conn, maker_id)
        named = list(inventory.named_blobs(conn, maker_id))
        faults = [
            Fault("unowned", one.id, f"{one.subject} in state {one.state}, and nothing will move it on")
            for one in inventory.unowned(conn, maker_id)
        ]
        faults += [Fault("audit", one.chain, one.message) for one in audit.verify(conn, maker_id)]
        faults += [
            Fault("overused", one.sale, f"{one.used} used under {one.program}, {one.sold} sold")
            for one in inventory.overused(conn, maker_id)
        ]
    faults += _blob_faults(context, named, progress)
    orphans = len(there - {one.key for one in named})
    return Report(maker_id, len(documents), len(claims), len(named), orphans, tuple(faults))


def _blob_faults(context: Context, named: list[Named], progress: Callable[[int, int], None]) -> Iterator[Fault]:
    for done, one in enumerate(named, start=1):
        try:
            context.blobs.get(one.key, sha256=one.sha256)
        except ClaimcheckError as error:
            yield Fault("blob", one.owner, error.message)
        progress(done, len(named))
