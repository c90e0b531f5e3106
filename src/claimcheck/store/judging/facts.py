"""Facts: what claims may share with one another, in rows by which they are found.

Kinds of `originals.duplicates.fact_keys` (sha256, picture, facts, number, thing, content) propose duplicates. They and
`sale`, what a claim may find its sales by, say which earlier claims must be decided first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, bindparam, delete, func, insert, or_, select

from claimcheck.core.lifecycle import ALIVE, OPEN
from claimcheck.core.originals.duplicates import bits_apart
from claimcheck.core.originals.likeness import PICTURE_BITS
from claimcheck.store.ids import new_id
from claimcheck.store.tables import claims, document_facts

_f = document_facts.c
_PICTURE: Final = "picture"
_MOST_ALIKE: Final = 40
"""Documents whose pictures are held against a claim's, and all that may be of one: each is read and kept whole."""
_CHUNK: Final = 500
Key = tuple[str, str]


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
    """Replace all facts of a claim with these. The caller holds the claim's row."""
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
    conn: Connection,
    maker_id: str,
    claim_id: str,
    submission: int,
    keys: Collection[Key],
    *,
    dealer: str,
    limit: int = 200,
) -> list[Shared]:
    """Documents of living claims that share one of the keys and came before, or were approved meanwhile.

    An approved claim counts whatever its number: paying the earlier one too would pay twice. At most `limit` a kind:
    where a program pays the same amount hundreds of times a day, approved ones, those of the dealer itself, the latest.
    Of `picture` the likest come first, and fewer: one picture in seventy shares a part of its hash with any other.
    """
    printed = [key for key in keys if key[0] != _PICTURE]
    found = [*_sharing(conn, _PRIOR, printed, maker_id, claim_id, submission, nearest_to=dealer, limit=limit)]
    pictures = {key[:255] for kind, key in keys if kind == _PICTURE}
    if pictures:
        this = {"maker": maker_id, "claim": claim_id, "submission": submission}
        found += _likest(conn, this, pictures, nearest_to=dealer, limit=limit)
    return sorted({Shared(*row) for row in found}, key=lambda one: (one.claim_id, one.document_id))


def approved_sharing(conn: Connection, maker_id: str, claim_id: str, kinds: Collection[str]) -> set[int]:
    """Submission numbers of approved claims whose documents share a fact of these kinds with a claim."""
    mine = document_facts.alias("mine").c
    query = (
        select(claims.c.submission)
        .distinct()
        .join(document_facts, _f.claim_id == claims.c.id)
        .join(mine.claim_id.table, and_(mine.maker_id == _f.maker_id, mine.kind == _f.kind, mine.key == _f.key))
        .where(mine.maker_id == maker_id, mine.claim_id == claim_id, mine.kind.in_(sorted(kinds)))
        .where(claims.c.state == "approved", _f.claim_id != claim_id, _f.document_id.is_not(None))
    )
    return set(conn.execute(query).scalars())


def gone_sharing(
    conn: Connection, maker_id: str, claim_id: str, submission: int, keys: Collection[Key], *, dealer: str, limit: int
) -> list[str]:
    """Ids of a dealer's earlier claims that were withdrawn or rejected and share one of the keys; the latest a kind."""
    found = _sharing(conn, _GONE, keys, maker_id, claim_id, submission, nearest_to=dealer, only=True, limit=limit)
    return sorted({claim for claim, _ in found})


def undecided_before(
    conn: Connection, maker_id: str, claim_id: str, submission: int, keys: Collection[Key]
) -> list[str]:
    """Ids of earlier claims that the machine has still to decide and that share one of the keys."""
    return sorted({row[0] for row in _sharing(conn, _EARLIER, keys, maker_id, claim_id, submission)})


def undecided_after(
    conn: Connection, maker_id: str, claim_id: str, submission: int, *, but: Collection[str]
) -> list[str]:
    """Ids of later undecided claims that share a fact with this one, of a kind that is not among `but`."""
    mine = select(_f.kind, _f.key).where(_f.maker_id == maker_id, _f.claim_id == claim_id, _f.kind.not_in(sorted(but)))
    keys = {(row.kind, row.key) for row in conn.execute(mine)}
    return sorted({row[0] for row in _sharing(conn, _LATER, keys, maker_id, claim_id, submission)})


def of_claims_in(
    conn: Connection, maker_id: str, states: Collection[str], kinds: Collection[str]
) -> Iterator[tuple[str, str, Key]]:
    """The facts of these kinds of all claims in these states: claim id, its dealer and key, claim by claim."""
    query = (
        select(_f.claim_id, claims.c.dealer, _f.kind, _f.key)
        .join(claims, claims.c.id == _f.claim_id)
        .where(_f.maker_id == maker_id, claims.c.state.in_(states), _f.kind.in_(kinds))
        .order_by(_f.claim_id)
    )
    for row in conn.execute(query):
        yield row.claim_id, row.dealer, (row.kind, row.key)


def _sharing(
    conn: Connection,
    query: Select[str, str, str, str],
    keys: Collection[Key],
    maker_id: str,
    claim_id: str,
    submission: int,
    *,
    nearest_to: str | None = None,
    only: bool = False,
    limit: int = 1000,
) -> Iterator[tuple[str, str]]:
    """Other claims and their documents ("" for none) that share a key with this claim, by one of the queries below.

    The earliest first; or what was paid first, then this dealer's (or none but these), then the latest.
    One query a kind: with several kinds in one, SQLite looks through all facts of the maker instead of the index.
    """
    kinds: dict[str, set[str]] = {}
    for kind, key in keys:
        kinds.setdefault(kind, set()).add(key[:255])
    this = {"maker": maker_id, "claim": claim_id, "submission": submission}
    for kind, values in sorted(kinds.items()):
        rows = _in_order(conn.execute(query, {**this, "kind": kind, "keys": sorted(values)}), nearest_to)
        rows = [row for row in rows if not only or row[2] == nearest_to]
        yield from ((row[0], row[1]) for row in rows[:limit])


def _in_order(found: Iterable[Row[str, str, str, str]], nearest_to: str | None) -> list[tuple[str, str, str, str]]:
    """Sorted here: asked to, PostgreSQL would walk through all claims in that order."""
    rows = sorted(((str(row[0]), str(row[1]), row[2], row[3]) for row in found), key=itemgetter(0, 1))
    if nearest_to is not None:
        rows.reverse()
        rows.sort(key=lambda row: (row[3] != "approved", row[2] != nearest_to))
    return rows


def _likest(
    conn: Connection, this: Mapping[str, Any], keys: Collection[str], *, nearest_to: str, limit: int
) -> list[tuple[str, str]]:
    """Other claims and their documents whose pictures share a key; of many the likest, and all that may be one."""
    found = conn.execute(_PRIOR, {**this, "kind": _PICTURE, "keys": sorted(keys)})
    rows = [(claim, document) for claim, document, _, _ in _in_order(found, nearest_to)]
    if len(rows) <= min(limit, _MOST_ALIKE):
        return rows
    theirs = _pictures_of(conn, sorted({claim for claim, _ in rows}))
    apart = {row: bits_apart(keys, theirs[row]) for row in rows}
    rows.sort(key=apart.__getitem__)
    may_be_one = sum(bits <= PICTURE_BITS for bits in apart.values())
    return rows[: min(max(may_be_one, _MOST_ALIKE), limit)]


def _pictures_of(conn: Connection, claim_ids: Sequence[str]) -> Mapping[tuple[str, str], list[str]]:
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for start in range(0, len(claim_ids), _CHUNK):
        for claim, document, key in conn.execute(_PICTURES, {"claims": claim_ids[start : start + _CHUNK]}):
            found[claim, document].append(key)
    return found


def _query(condition: ColumnElement[bool]) -> Select[str, str, str, str]:
    """Claims with their dealers and states, and documents, that share keys of one kind, under a condition.

    Made once: making it outlasts asking.
    """
    return (
        select(_f.claim_id, func.coalesce(_f.document_id, ""), claims.c.dealer, claims.c.state)
        .distinct()
        .join(claims, claims.c.id == _f.claim_id)
        .where(_f.maker_id == bindparam("maker"), _f.kind == bindparam("kind"))
        .where(_f.key.in_(bindparam("keys", expanding=True)), _f.claim_id != bindparam("claim"), condition)
    )


_BEFORE, _AFTER = claims.c.submission < bindparam("submission"), claims.c.submission > bindparam("submission")
_UNDECIDED = claims.c.state.in_(sorted(OPEN))
_PICTURES = select(_f.claim_id, _f.document_id, _f.key).where(
    _f.claim_id.in_(bindparam("claims", expanding=True)), _f.kind == _PICTURE
)
_GONE = _query(and_(claims.c.state.in_(["rejected", "withdrawn"]), _BEFORE))
_EARLIER, _LATER = _query(and_(_UNDECIDED, _BEFORE)), _query(and_(_UNDECIDED, _AFTER))
_PRIOR = _query(
    and_(claims.c.state.in_(sorted(ALIVE)), or_(_BEFORE, claims.c.state == "approved"), _f.document_id.is_not(None))
)
