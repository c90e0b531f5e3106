"""How the machine stands, for an administrator: what waits since when, who is alive, what died and may be retried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from claimcheck.core.lifecycle import DOCUMENT_MOVES, move
from claimcheck.errors import Conflict, existing
from claimcheck.model.parties import Actor
from claimcheck.services.audit_log import note
from claimcheck.services.context import Context
from claimcheck.services.judging.moves import judge_again, moved
from claimcheck.services.judging.rejudge import WAITING
from claimcheck.services.running import alive
from claimcheck.store.claiming import claims, documents
from claimcheck.store.claiming.claims import ClaimRow
from claimcheck.store.judging import decisions, work
from claimcheck.store.reviewing import tasks
from claimcheck.store.running import backlog
from claimcheck.store.running.backlog import Dead, Depth, Orphan

_LATE: Final = timedelta(minutes=15)
_LONG_ASKED: Final = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Process:
    """A process of ours on this machine, and how many seconds ago it was last well."""

    name: str
    seconds: float

    @property
    def well(self) -> bool:
        """Whether the process was well recently enough."""
        return self.seconds < alive.STALE_SECONDS


@dataclass(frozen=True, slots=True)
class Health:
    """One maker's work, and the machine's processes, at one moment.

    Attributes:
        nobodys: questions that none of the maker's people may answer.
    """

    stages: Sequence[Depth]
    tasks: int
    oldest_task: datetime | None
    dead: Sequence[Dead]
    processes: Sequence[Process]
    nobodys: Sequence[Orphan] = ()


def health(context: Context, actor: Actor) -> Health:
    """The maker's work and the machine's processes as they stand now."""
    with context.database.read() as conn:
        count, since = backlog.oldest_task(conn, actor.maker_id)
        return Health(
            stages=backlog.depths(conn, actor.maker_id, context.clock()),
            tasks=count,
            oldest_task=since,
            dead=backlog.dead(conn, actor.maker_id),
            processes=[Process(name, age) for name, age in alive.all_of(context.settings)],
            nobodys=backlog.unanswerable(conn, actor.maker_id),
        )


def nobodys(context: Context, actor: Actor) -> list[Orphan]:
    """The open tasks that none of the maker's people may answer."""
    with context.database.read() as conn:
        return backlog.unanswerable(conn, actor.maker_id)


def advice(found: Health, now: datetime) -> tuple[str, ...]:
    """What an administrator should look after, the most urgent first; nothing where all is well.

    Returns:
        Of `silent` (a process of this machine does not answer), `stuck` (work waits and none is done), `behind` (it is
        done, and waits long all the same), `dead` (it failed for good), `nobody` (nobody may answer a question),
        `people` (questions wait for days).
    """
    oldest = [now - stage.oldest for stage in found.stages if stage.oldest is not None]
    late = max(oldest, default=timedelta()) > _LATE
    worked = any(stage.leased for stage in found.stages)
    asked = now - found.oldest_task if found.oldest_task is not None else timedelta()
    said = {
        "silent": not all(one.well for one in found.processes), "stuck": late and not worked,
        "behind": late and worked, "dead": bool(found.dead), "nobody": bool(found.nobodys),
        "people": asked > _LONG_ASKED,
    }  # fmt: skip
    return tuple(name for name, so in said.items() if so)


def retry(context: Context, actor: Actor, work_id: str) -> None:
    """Begin dead work anew: the file is read again, or the claim is judged again.

    Raises:
        NotFound: where the maker has no such dead work, or it was begun anew already.
        Conflict: `state.not_possible`, `work.moved_on`: a person has taken the claim on since.
    """
    now = context.clock()
    with context.database.transaction() as conn:
        found = existing(backlog.one_dead(conn, actor.maker_id, work_id), "work")
        if found.stage == work.READ:
            _read_again(conn, actor, found, now)
        else:
            _judge_again(conn, actor, found.subject_id, now)


def _read_again(conn: Connection, actor: Actor, found: Dead, now: datetime) -> None:
    system = Actor.system(actor.maker_id, actor.id)
    document = next(iter(documents.by_ids(conn, system, [found.subject_id], lock=True)), None)
    if document is None:
        raise Conflict("The file is not there any more.", code="work.moved_on")
    state = move(document.state, "reread", moves=DOCUMENT_MOVES)
    documents.settle(conn, actor.maker_id, document.id, state=state, reading_id=None, problem=None, now=now)
    note(conn, actor, document.id, "document.reread", now)
    for claim in claims.on_document(conn, system, document.id, lock=True):
        if _in_machines_hands(conn, claim):
            _wait_again(conn, system, claim, now)  # judged when the document has been read
    work.add(
        conn, stage=work.READ, subject_id=document.id, maker_id=actor.maker_id, now=now,
        generation=found.generation + 1,
    )  # fmt: skip


def _judge_again(conn: Connection, actor: Actor, claim_id: str, now: datetime) -> None:
    system = Actor.system(actor.maker_id, actor.id)
    claim = claims.get(conn, system, claim_id, lock=True)
    if claim is None or not _in_machines_hands(conn, claim):
        raise Conflict("The claim has moved on since; look at it instead.", code="work.moved_on")
    judge_again(conn, _wait_again(conn, system, claim, now), now)


def _in_machines_hands(conn: Connection, claim: ClaimRow) -> bool:
    """Whether no person has decided on the claim since."""
    standing = decisions.get(conn, claim.maker_id, claim.decision_id) if claim.decision_id else None
    waits = claim.state in WAITING and standing is not None and standing.by == "machine"
    return waits and all(task.step == "first" for task in tasks.open_of_claim(conn, claim.maker_id, claim.id))


def _wait_again(conn: Connection, system: Actor, claim: ClaimRow, now: datetime) -> ClaimRow:
    claim = moved(conn, claim, "rejudge", actor=system, now=now, details={"why": "work.retried"})
    tasks.withdraw_of_claim(conn, claim.maker_id, claim.id, now)
    return claim
