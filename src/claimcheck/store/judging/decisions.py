"""Decisions: added, never changed; the last one of a claim stands. With what each was judged on, for replay."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Connection, Row, column, func, insert, select, true

from claimcheck.model.decisions import Decision, DocumentReading
from claimcheck.model.documents import Extracted
from claimcheck.model.wire import decode, encode
from claimcheck.store.ids import new_id
from claimcheck.store.tables import decisions

_d = decisions.c


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision on a claim.

    Attributes:
        sequence: 1-based within the claim.
        by: `machine`, or the id of the person who decided.
        case: what it was judged on (`services.judging.gathering`); empty for a person's.
        seconds: that the judgement took, reading left out.
    """

    id: str
    claim_id: str
    revision: int
    sequence: int
    verdict: str
    by: str
    decision: Decision
    case: Mapping[str, Any]
    program_version: str
    engine_version: str
    seconds: float
    created_at: datetime


def add(
    conn: Connection,
    maker_id: str,
    claim_id: str,
    revision: int,
    decision: Decision,
    *,
    by: str,
    case: Mapping[str, Any],
    seconds: float,
    now: datetime,
) -> str:
    """Add a decision behind those that the claim has; returns its id. The caller holds the claim's row."""
    last = conn.execute(select(func.max(_d.sequence)).where(_d.claim_id == claim_id)).scalar()
    decision_id = new_id()
    conn.execute(
        insert(decisions).values(
            id=decision_id, maker_id=maker_id, claim_id=claim_id, revision=revision, sequence=(last or 0) + 1,
            verdict=decision.verdict, by=by[:64], decision=encode(decision), case=dict(case),
            program_version=decision.program_version, engine_version=decision.engine_version, seconds=seconds,
            created_at=now,
        )
    )  # fmt: skip
    return decision_id


def get(conn: Connection, maker_id: str, decision_id: str) -> Decided | None:
    """One decision."""
    row = conn.execute(select(decisions).where(_d.maker_id == maker_id, _d.id == decision_id)).first()
    return _decided(row) if row else None


def extracted(
    conn: Connection, maker_id: str, decision_id: str, engine_version: str
) -> Iterator[tuple[str, tuple[Extracted, ...]]]:
    """Document by document what a decision of this engine says stands on it; nothing else of the decision is parsed."""
    query = select(_d.decision["documents"]).where(_d.maker_id == maker_id, _d.id == decision_id)
    for read in conn.execute(query.where(_d.engine_version == engine_version)).scalar() or ():
        document = decode(DocumentReading, read)
        yield document.document, document.extracted


def in_short(conn: Connection, maker_id: str, ids: Collection[str]) -> dict[str, Decided]:
    """Decisions by id as a list of claims shows them: verdict and reasons, and nothing that was read or weighed."""
    columns = [_d[one.name] for one in fields(Decided) if one.name not in ("case", "decision")]
    if conn.dialect.name == "postgresql":  # each `->` would parse the whole decision once more
        names = (column("reasons", JSON), column("duplicate_of", JSON))
        short = func.json_to_record(_d.decision).table_valued(*names).render_derived(name="short", with_types=True)
        query = select(*columns, short.c.reasons, short.c.duplicate_of).select_from(decisions.join(short, true()))
    else:
        query = select(*columns, _d.decision["reasons"], _d.decision["duplicate_of"])
    made = {}
    for row in conn.execute(query.where(_d.maker_id == maker_id, _d.id.in_(list(ids)))):
        *said, reasons, duplicate_of = row
        told = {"verdict": row.verdict, "reasons": reasons or (), "findings": (), "lines": ()}
        decision = decode(Decision, {**told, "duplicate_of": duplicate_of})
        kept = dict(zip((one.name for one in columns), said, strict=True))
        made[row.id] = Decided(**kept, decision=decision, case={})
    return made


def of_claim(conn: Connection, maker_id: str, claim_id: str) -> tuple[Decided, ...]:
    """All decisions on a claim, first first."""
    query = select(decisions).where(_d.maker_id == maker_id, _d.claim_id == claim_id).order_by(_d.sequence)
    return tuple(_decided(row) for row in conn.execute(query))


def last_by_machine(conn: Connection, maker_id: str, claim_id: str) -> Decided | None:
    """The machine's last decision on a claim that was judged on something."""
    found = [d for d in of_claim(conn, maker_id, claim_id) if d.by == "machine" and d.case]
    return found[-1] if found else None


def _decided(row: Row[Any]) -> Decided:
    return Decided(
        id=row.id, claim_id=row.claim_id, revision=row.revision, sequence=row.sequence, verdict=row.verdict, by=row.by,
        decision=decode(Decision, row.decision), case=row.case, program_version=row.program_version,
        engine_version=row.engine_version, seconds=row.seconds, created_at=row.created_at,
    )  # fmt: skip
