"""Claims with their revisions, lines and documents; and the number that settles precedence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from claimcheck.core.values.money import from_minor, to_minor
from claimcheck.model.claims import Claim, ClaimLine
from claimcheck.model.parties import Actor
from claimcheck.store.claiming.by_day import Place, Span, behind, order, within
from claimcheck.store.ids import new_id
from claimcheck.store.tables import claim_documents, claim_lines, claim_revisions, claims, submissions
from claimcheck.store.visibility import visible

_c = claims.c


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """The standing of a claim; what it says is in its revisions.

    Attributes:
        outside_id: the claimant's own number, unique per maker and dealer.
        dealer: outside id of the claimant's organisation.
        submission: lower came first; it stays over revisions.
        revision: the current one, 1-based.
        state: of `core.lifecycle.CLAIM_MOVES`.
        decision_id: the decision that stands.
    """

    id: str
    maker_id: str
    outside_id: str
    dealer: str
    program: str
    submission: int
    revision: int
    state: str
    decision_id: str | None
    created_at: datetime
    changed_at: datetime
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class Revision:
    """What a claim said at one time; `documents` in their order."""

    revision: int
    fields: Mapping[str, str]
    lines: tuple[ClaimLine, ...]
    documents: tuple[str, ...]
    note: str
    actor: str
    created_at: datetime


def next_submission(conn: Connection, maker_id: str) -> int:
    """The next submission number of a maker; its row stays locked until the transaction ends.

    So numbers are committed in their order: whoever sees a claim sees all that came before it.
    """
    upsert: Any = postgresql.insert if conn.dialect.name == "postgresql" else sqlite.insert
    counted = (
        upsert(submissions)
        .values(maker_id=maker_id, next=2)
        .on_conflict_do_update(index_elements=["maker_id"], set_={"next": submissions.c.next + 1})
        .returning(submissions.c.next)
    )
    return int(conn.execute(counted).scalar_one()) - 1


def add(conn: Connection, claim: ClaimRow) -> None:
    """Add a claim; its first revision is added by `add_revision`."""
    conn.execute(insert(claims).values(**asdict(claim)))


def add_revision(conn: Connection, claim: ClaimRow, said: Revision, *, currency: str) -> None:
    """Add a revision; amounts of its lines are kept in minor units of `currency`.

    Raises:
        ValueError: an amount has more decimal places than the currency.
    """
    revision_id = new_id()
    own = {"maker_id": claim.maker_id, "revision_id": revision_id}
    conn.execute(
        insert(claim_revisions).values(
            id=revision_id, maker_id=claim.maker_id, claim_id=claim.id, revision=said.revision,
            fields=dict(said.fields), note=said.note, actor=said.actor[:64], created_at=said.created_at,
        )
    )  # fmt: skip
    lines = [
        {
            "id": new_id(), **own, "number": line.number, "fields": dict(line.fields), "quantity": str(line.quantity),
            "claimed_minor": None if line.claimed_amount is None else to_minor(line.claimed_amount, currency),
            "currency": currency or None, "sale_id": line.sale_id,
        }
        for line in said.lines
    ]  # fmt: skip
    attached = [
        {"id": new_id(), **own, "document_id": document, "position": position}
        for position, document in enumerate(said.documents)
    ]
    if lines:
        conn.execute(insert(claim_lines), lines)
    if attached:
        conn.execute(insert(claim_documents), attached)


def get(conn: Connection, actor: Actor, claim_id: str, *, lock: bool = False) -> ClaimRow | None:
    """One claim; None where there is none that the actor may see. `lock` holds it until the transaction ends."""
    query = select(claims).where(visible(claims, _c.dealer, actor), _c.id == claim_id)
    row = conn.execute(query.with_for_update() if lock else query).first()
    return ClaimRow(**row._mapping) if row else None


def by_outside_id(conn: Connection, actor: Actor, dealer: str, outside_id: str) -> ClaimRow | None:
    """A dealer's claim by the dealer's own number."""
    query = select(claims).where(visible(claims, _c.dealer, actor), _c.dealer == dealer, _c.outside_id == outside_id)
    row = conn.execute(query).first()
    return ClaimRow(**row._mapping) if row else None


def dealers_using(conn: Connection, maker_id: str, outside_id: str) -> frozenset[str]:
    """Whose claims bear a number: each dealer counts for itself, and several may use the same."""
    query = select(_c.dealer).where(_c.maker_id == maker_id, _c.outside_id == outside_id)
    return frozenset(conn.execute(query).scalars())


def by_submission(conn: Connection, actor: Actor, submission: int) -> ClaimRow | None:
    """A claim by its number of precedence."""
    query = select(claims).where(visible(claims, _c.dealer, actor), _c.submission == submission)
    row = conn.execute(query).first()
    return ClaimRow(**row._mapping) if row else None


def page(
    conn: Connection,
    actor: Actor,
    *,
    state: str | None = None,
    program: str | None = None,
    dealer: str | None = None,
    outside_id: str | None = None,
    spans: Sequence[Span] = (),
    after: Place | None = None,
    limit: int = 50,
) -> list[ClaimRow]:
    """Claims, the last submitted first, those behind the place `after`."""
    wanted = sought(actor, state=state, program=program, dealer=dealer, outside_id=outside_id, spans=spans, after=after)
    query = select(claims).where(*wanted)
    return [ClaimRow(**row._mapping) for row in conn.execute(query.order_by(*order(spans)).limit(limit))]


def sought(
    actor: Actor, *, state: str | None = None, program: str | None = None, dealer: str | None = None,
    outside_id: str | None = None, spans: Sequence[Span] = (), after: Place | None = None,
) -> list[ColumnElement[bool]]:  # fmt: skip
    """What holds for the claims that an actor may see and seeks; what is None or empty leaves all in."""
    wanted = ((_c.state, state), (_c.program, program), (_c.dealer, dealer), (_c.outside_id, outside_id))
    held = [column == value for column, value in wanted if value is not None]
    rest = [] if after is None else [behind(spans, after)]
    return [visible(claims, _c.dealer, actor), *held, *within(spans), *rest]


def on_document(conn: Connection, actor: Actor, document_id: str, *, lock: bool = False) -> list[ClaimRow]:
    """Claims whose current revision has the document attached, first submitted first."""
    query = _current(select(claims)).join(claim_documents, claim_documents.c.revision_id == claim_revisions.c.id)
    query = query.where(visible(claims, _c.dealer, actor), claim_documents.c.document_id == document_id)
    query = query.order_by(_c.submission)
    return [ClaimRow(**row._mapping) for row in conn.execute(query.with_for_update(of=claims) if lock else query)]


def change(conn: Connection, claim: ClaimRow, **values: Any) -> None:
    """Change the standing of a claim: `state`, `revision`, `decision_id`, `changed_at`, `decided_at`."""
    conn.execute(update(claims).where(_c.id == claim.id, _c.maker_id == claim.maker_id).values(**values))


def revisions(conn: Connection, claim: ClaimRow, *, only: int | None = None) -> tuple[Revision, ...]:
    """What the claim has said, first first; or `only` one revision of it."""
    query = select(claim_revisions).where(claim_revisions.c.claim_id == claim.id).order_by(claim_revisions.c.revision)
    if only is not None:
        query = query.where(claim_revisions.c.revision == only)
    return tuple(_revisions(conn, conn.execute(query).all()).values())


def current_revisions(conn: Connection, found: Sequence[ClaimRow]) -> dict[str, Revision]:
    """What each of these claims says now, by its id: three queries, however many they are."""
    query = select(claim_revisions).join(claims, _c.id == claim_revisions.c.claim_id)
    query = query.where(_c.id.in_([claim.id for claim in found]), claim_revisions.c.revision == _c.revision)
    rows = conn.execute(query).all()
    made = _revisions(conn, rows)
    return {row.claim_id: made[row.id] for row in rows}


def revisions_of(conn: Connection, claim_ids: Sequence[str]) -> dict[str, list[Revision]]:
    """What each of these claims has said, first first: three queries, however many they are."""
    query = select(claim_revisions).where(claim_revisions.c.claim_id.in_(claim_ids))
    rows = conn.execute(query.order_by(claim_revisions.c.revision)).all()
    made = _revisions(conn, rows)
    found: dict[str, list[Revision]] = {}
    for row in rows:
        found.setdefault(row.claim_id, []).append(made[row.id])
    return found


def said(conn: Connection, claim: ClaimRow) -> Claim:
    """The current revision as it is judged."""
    (current,) = revisions(conn, claim, only=claim.revision)
    return as_judged(claim, current)


def as_judged(claim: ClaimRow, revision: Revision) -> Claim:
    """A revision as the core takes it."""
    return Claim(
        id=claim.id, outside_id=claim.outside_id, program=claim.program, dealer=claim.dealer,
        submission=claim.submission, revision=revision.revision, fields=revision.fields, lines=revision.lines,
        documents=revision.documents,
    )  # fmt: skip


def _current(query: Select[Any]) -> Select[Any]:
    same = and_(claim_revisions.c.claim_id == _c.id, claim_revisions.c.revision == _c.revision)
    return query.join(claim_revisions, same)


def _revisions(conn: Connection, rows: Sequence[Row[Any]]) -> dict[str, Revision]:
    """Revisions by their own id, in the order of their rows, each with its lines and documents."""
    ids = [row.id for row in rows]
    lines: dict[str, list[ClaimLine]] = {}
    found = select(claim_lines).where(claim_lines.c.revision_id.in_(ids))
    for line in conn.execute(found.order_by(claim_lines.c.number)):
        lines.setdefault(line.revision_id, []).append(_line(line))
    documents: dict[str, list[str]] = {}
    attached = select(claim_documents.c.revision_id, claim_documents.c.document_id)
    attached = attached.where(claim_documents.c.revision_id.in_(ids)).order_by(claim_documents.c.position)
    for revision_id, document_id in conn.execute(attached):
        documents.setdefault(revision_id, []).append(document_id)
    return {
        row.id: Revision(
            revision=row.revision,
            fields=row.fields,
            lines=tuple(lines.get(row.id, ())),
            documents=tuple(documents.get(row.id, ())),
            note=row.note,
            actor=row.actor,
            created_at=row.created_at,
        )
        for row in rows
    }


def _line(row: Row[Any]) -> ClaimLine:
    claimed: Sequence[Any] = (row.claimed_minor, row.currency or "")
    return ClaimLine(
        number=row.number,
        fields=row.fields,
        quantity=Decimal(row.quantity),
        claimed_amount=None if claimed[0] is None else from_minor(*claimed),
        sale_id=row.sale_id,
    )
