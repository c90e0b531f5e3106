"""Facts: what claims may share with one another, in rows by which they are found.

Kinds of `core.duplicates.fact_keys` (sha256, picture, facts, number, content) propose duplicates. They and `sale`, what
a claim may find its sales by, say which earlier claims must be decided first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, or_, select

from claimcheck.core.lifecycle import ALIVE, OPEN
from claimcheck.store.ids import new_id
from claimcheck.store.tables import claims, document_facts

_f = document_facts.c
Key = tuple[str, str]
_CHUNK = 100


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a claim may share; `document_id` is None for what the claim itself states."""

    document_id: str | None
    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Shared:
    """A document of another claim that shares a fact."""

    claim_id: str
    document_id: str


def replace(conn: Connection, maker_id: str, claim_id: str, facts: Iterable[Fact]) -> None:
    """Let these be all facts of a claim. The caller holds the claim's row."""
    conn.execute(delete(document_facts).where(_f.maker_id == maker_id, _f.claim_id == claim_id))
    rows = [
        {
            "id": new_id(), "maker_id": maker_id, "claim_id": claim_id, "document_id": fact.document_id,
            "kind": fact.kind, "key": fact.key[:255],
        }
        for fact in dict.fromkeys(facts)
    ]  # fmt: skip
    if rows:
        conn.execute(insert(document_facts), rows)


def priors(
    conn: Connection, maker_id: str, claim_id: str, submission: int, keys: Collection[Key], *, limit: int = 200
) -> list[Shared]:
    """Documents of living claims that share one of the keys and came before, or were approved meanwhile.

    An approved claim counts whatever its number: paying the earlier one too would pay twice.
    """
    before = or_(claims.c.submission < submission, claims.c.state == "approved")
    found: set[Shared] = set()
    for chunk in _chunks(keys):
        query = (
            select(_f.claim_id, _f.document_id)
            .distinct()
            .join(claims, claims.c.id == _f.claim_id)
            .where(_others(maker_id, claim_id, chunk), _f.document_id.is_not(None))
            .where(claims.c.state.in_(ALIVE), before)
            .limit(limit)
        )
        found.update(Shared(row.claim_id, row.document_id) for row in conn.execute(query))
    return sorted(found, key=lambda shared: (shared.claim_id, shared.document_id))


def undecided_before(
    conn: Connection, maker_id: str, claim_id: str, submission: int, keys: Collection[Key]
) -> list[str]:
    """Ids of earlier claims that the machine has still to decide and that share one of the keys."""
    found: set[str] = set()
    for chunk in _chunks(keys):
        query = (
            select(_f.claim_id)
            .distinct()
            .join(claims, claims.c.id == _f.claim_id)
            .where(_others(maker_id, claim_id, chunk), claims.c.state.in_(OPEN), claims.c.submission < submission)
        )
        found.update(conn.execute(query).scalars())
    return sorted(found)


def undecided_after(
    conn: Connection, maker_id: str, claim_id: str, submission: int, *, but: Collection[str]
) -> list[str]:
    """Ids of later undecided claims that share a fact with this one, of a kind that is not among `but`."""
    mine, theirs = document_facts.alias("mine"), document_facts.alias("theirs")
    same = and_(theirs.c.maker_id == mine.c.maker_id, theirs.c.kind == mine.c.kind, theirs.c.key == mine.c.key)
    query = (
        select(theirs.c.claim_id)
        .distinct()
        .select_from(mine.join(theirs, same).join(claims, claims.c.id == theirs.c.claim_id))
        .where(mine.c.maker_id == maker_id, mine.c.claim_id == claim_id, mine.c.kind.not_in(sorted(but)))
        .where(claims.c.state.in_(OPEN), claims.c.submission > submission)
    )
    return sorted(conn.execute(query).scalars())


def of_claims_in(
    conn: Connection, maker_id: str, states: Collection[str], kinds: Collection[str]
) -> Iterator[tuple[str, Key]]:
    """The facts of these kinds of all claims in these states: claim id and key, claim by claim."""
    query = (
        select(_f.claim_id, _f.kind, _f.key)
        .join(claims, claims.c.id == _f.claim_id)
        .where(_f.maker_id == maker_id, claims.c.state.in_(states), _f.kind.in_(kinds))
        .order_by(_f.claim_id)
    )
    for row in conn.execute(query):
        yield row.claim_id, (row.kind, row.key)


def _others(maker_id: str, claim_id: str, keys: Collection[Key]) -> ColumnElement[bool]:
    return and_(_f.maker_id == maker_id, _f.claim_id != claim_id, _any(keys))


def _any(keys: Collection[Key]) -> ColumnElement[bool]:
    kinds: dict[str, list[str]] = {}
    for kind, key in keys:
        kinds.setdefault(kind, []).append(key[:255])
    return or_(*(and_(_f.kind == kind, _f.key.in_(sorted(values))) for kind, values in sorted(kinds.items())))


def _chunks(keys: Collection[Key]) -> list[list[Key]]:
    ordered = sorted(set(keys))
    return [ordered[start : start + _CHUNK] for start in range(0, len(ordered), _CHUNK)]
