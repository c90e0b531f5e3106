"""What people said of claims at the desk: readings of a page, chosen sales, verdicts on pairs, notes, messages."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, or_, select, update

from claimcheck.model.case import Correction, JudgedPair
from claimcheck.model.documents import Box
from claimcheck.store.database import serialise
from claimcheck.store.ids import new_id
from claimcheck.store.tables import (
    api_keys,
    chosen_sales,
    claims,
    corrections,
    dealer_messages,
    documents,
    pair_verdicts,
    sales,
    saved_views,
    sealed_verdicts,
    task_notes,
    users,
)

_APART: Mapping[str, bool] = {"same": True, "same_sale": True, "different": False}


@dataclass(frozen=True, slots=True)
class CorrectionMade:
    """A correction as it was made: with what the machine had read, and by whom."""

    id: str
    claim_id: str
    correction: Correction
    was: str | None
    why: str
    by: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody said to the others about a task."""

    kind: str
    text: str
    by: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Message:
    """What was written to the dealer with a decision."""

    decision_id: str
    language: str
    text: str
    by: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class View:
    """Filters of the queue under a name.

    Attributes:
        shared: whether colleagues see it too.
        by: id of the person who made it.
        own: whether the caller did.
    """

    id: str
    name: str
    query: str
    shared: bool
    by: str
    own: bool


@dataclass(frozen=True, slots=True)
class Sealed:
    """A verdict that waits for another person's; `answer` holds verdict, codes, ground and message."""

    id: str
    claim_id: str
    verdict: str
    answer: Mapping[str, Any]
    by: str
    opened: bool
    created_at: datetime


def correct(
    conn: Connection, maker_id: str, claim_id: str, revision: int, said: Correction, *, was: str | None, why: str,
    by: str, now: datetime,
) -> str:  # fmt: skip
    """Keep what a person reads; an earlier correction of that field and document is superseded."""
    c, new = corrections.c, new_id()
    earlier = (c.document_id == said.document, c.field == said.field, c.superseded_at.is_(None))
    conn.execute(update(corrections).where(*earlier).values(superseded_at=now))
    conn.execute(
        insert(corrections).values(
            id=new, maker_id=maker_id, claim_id=claim_id, revision=revision, document_id=said.document,
            field=said.field, page=said.page, box=list(said.box) if said.box else None, value=said.value, was=was,
            why=why, by=by, created_at=now,
        )
    )  # fmt: skip
    return new


def corrections_of(conn: Connection, maker_id: str, document_ids: Collection[str]) -> tuple[Correction, ...]:
    """What people read on some documents, the first first."""
    c = corrections.c
    query = select(corrections).where(
        c.maker_id == maker_id, c.document_id.in_(list(document_ids)), c.superseded_at.is_(None)
    )
    return tuple(_correction(row) for row in conn.execute(query.order_by(c.id)))


def corrections_made(conn: Connection, maker_id: str, claim_id: str) -> list[CorrectionMade]:
    """All corrections made on a claim, superseded ones too, the first first."""
    c = corrections.c
    query = select(corrections).where(c.maker_id == maker_id, c.claim_id == claim_id).order_by(c.id)
    return [_correction_made(row) for row in conn.execute(query)]


def truth(conn: Connection, maker_id: str, *, after: str = "", limit: int = 1000) -> Iterator[Mapping[str, Any]]:
    """Reading truth for measurement: what people read, with the file's hash; superseded corrections are left out."""
    c = corrections.c
    query = (
        select(corrections, documents.c.sha256, documents.c.filename, claims.c.program)
        .join(documents, documents.c.id == c.document_id)
        .join(claims, claims.c.id == c.claim_id)
        .where(c.maker_id == maker_id, c.superseded_at.is_(None), c.id > after)
        .order_by(c.id)
        .limit(limit)
    )
    for row in conn.execute(query):
        yield dict(row._mapping)


def choose_sale(
    conn: Connection, maker_id: str, claim_id: str, revision: int, line: int, *, sale: str, by: str, now: datetime
) -> None:
    """Keep which sale a person says that a line is of."""
    conn.execute(
        insert(chosen_sales).values(
            id=new_id(), maker_id=maker_id, claim_id=claim_id, revision=revision, line=line, sale=sale, by=by,
            created_at=now,
        )
    )  # fmt: skip


def sales_chosen(conn: Connection, claim_id: str, revision: int) -> dict[int, str]:
    """Outside ids of the sales that people chose for a revision, by line; the last choice counts."""
    c = chosen_sales.c
    query = select(c.line, sales.c.sale_id).join(sales, sales.c.id == c.sale)
    rows = conn.execute(query.where(c.claim_id == claim_id, c.revision == revision).order_by(c.id))
    return {int(line): str(sale_id) for line, sale_id in rows}


def judge_pair(
    conn: Connection, maker_id: str, one: str, other: str, answer: str, *, note: str, by: str, now: datetime
) -> None:
    """Keep what a person says of two documents."""
    low, high = sorted((one, other))
    conn.execute(
        insert(pair_verdicts).values(
            id=new_id(), maker_id=maker_id, one=low, other=high, answer=answer, note=note, by=by, created_at=now
        )
    )


def pair_answer(conn: Connection, maker_id: str, one: str, other: str) -> tuple[str, str, datetime] | None:
    """The last answer on two documents: what, by whom, when."""
    c, (low, high) = pair_verdicts.c, sorted((one, other))
    query = select(c.answer, c.by, c.created_at).where(c.maker_id == maker_id, c.one == low, c.other == high)
    row = conn.execute(query.order_by(c.id.desc()).limit(1)).first()
    return (row.answer, row.by, row.created_at) if row else None


def pairs_of(conn: Connection, maker_id: str, document_ids: Collection[str]) -> tuple[JudgedPair, ...]:
    """What people said of pairs that one of these documents is in, as seen from those."""
    c, mine = pair_verdicts.c, list(document_ids)
    query = select(pair_verdicts).where(c.maker_id == maker_id, or_(c.one.in_(mine), c.other.in_(mine)))
    last: dict[tuple[str, str], str] = {}
    for row in conn.execute(query.order_by(c.id)):
        for one, other in ((row.one, row.other), (row.other, row.one)):
            if one in mine:
                last[one, other] = row.answer
    return tuple(JudgedPair(*pair, same=_APART[said]) for pair, said in sorted(last.items()) if said in _APART)


def note(
    conn: Connection, maker_id: str, task_id: str, claim_id: str, *, kind: str, text: str, by: str, now: datetime
) -> None:
    """Leave a note with a task."""
    values = {"id": new_id(), "maker_id": maker_id, "task_id": task_id, "claim_id": claim_id, "created_at": now}
    conn.execute(insert(task_notes).values(**values, kind=kind, text=text, by=by))


def notes_of(conn: Connection, maker_id: str, claim_id: str) -> list[Note]:
    """The notes on a claim's tasks, the first first."""
    c = task_notes.c
    query = select(c.kind, c.text, c.by, c.created_at).where(c.maker_id == maker_id, c.claim_id == claim_id)
    return [Note(**row._mapping) for row in conn.execute(query.order_by(c.id))]


def write(
    conn: Connection, maker_id: str, claim_id: str, decision_id: str, *, language: str, text: str, by: str,
    now: datetime,
) -> None:  # fmt: skip
    """Keep a message to the dealer."""
    values = {"id": new_id(), "maker_id": maker_id, "claim_id": claim_id, "decision_id": decision_id}
    conn.execute(insert(dealer_messages).values(**values, language=language, text=text, by=by, created_at=now))


def messages_of(conn: Connection, maker_id: str, claim_id: str) -> list[Message]:
    """What was written to the dealer of a claim, the first first."""
    c = dealer_messages.c
    query = select(c.decision_id, c.language, c.text, c.by, c.created_at).where(
        c.maker_id == maker_id, c.claim_id == claim_id
    )
    return [Message(**row._mapping) for row in conn.execute(query.order_by(c.id))]


def seal(
    conn: Connection, maker_id: str, claim_id: str, revision: int, *, task_id: str, next_task_id: str,
    answer: Mapping[str, Any], by: str, now: datetime,
) -> None:  # fmt: skip
    """Keep a verdict until the next person has answered."""
    conn.execute(
        insert(sealed_verdicts).values(
            id=new_id(), maker_id=maker_id, claim_id=claim_id, revision=revision, task_id=task_id,
            next_task_id=next_task_id, verdict=answer["verdict"], answer=dict(answer), by=by, opened=False,
            created_at=now,
        )
    )  # fmt: skip


def sealed_for(conn: Connection, task_id: str) -> list[Sealed]:
    """Verdicts that a task's answer is held against, the first first."""
    c = sealed_verdicts.c
    query = select(c.id, c.claim_id, c.verdict, c.answer, c.by, c.opened, c.created_at).where(c.next_task_id == task_id)
    return [Sealed(**row._mapping) for row in conn.execute(query.order_by(c.id))]


def move_seals(conn: Connection, task_id: str, next_task_id: str) -> None:
    """What a task's answer was held against goes on to the next task, and is secret no more; so is that answer."""
    c = sealed_verdicts.c
    conn.execute(update(sealed_verdicts).where(c.next_task_id == task_id).values(next_task_id=next_task_id))
    conn.execute(update(sealed_verdicts).where(c.next_task_id == next_task_id).values(opened=True))


def unseal(conn: Connection, task_id: str) -> None:
    """The person of a task has answered: what it is held against is secret no more."""
    conn.execute(update(sealed_verdicts).where(sealed_verdicts.c.next_task_id == task_id).values(opened=True))


def sealed_by(conn: Connection, task_id: str) -> str | None:
    """The task on which the next person answers what was sealed at this one."""
    c = sealed_verdicts.c
    query = select(c.next_task_id).where(c.task_id == task_id, c.opened.is_(False))
    return conn.execute(query.order_by(c.id.desc()).limit(1)).scalar()


def rebind(conn: Connection, task_id: str, next_task_id: str, *, opened: bool) -> None:
    """A task is asked anew: what its answer was held against goes to the new one, secret or not."""
    c = sealed_verdicts.c
    values = {"next_task_id": next_task_id, "opened": opened}
    conn.execute(update(sealed_verdicts).where(c.next_task_id == task_id).values(**values))


def forget_seal(conn: Connection, next_task_id: str) -> None:
    """The verdict that waited for a task's answer was taken back."""
    conn.execute(delete(sealed_verdicts).where(sealed_verdicts.c.next_task_id == next_task_id))


def sealed_on(conn: Connection, claim_id: str) -> list[Sealed]:
    """All verdicts on a claim that waited for another person's, the first first."""
    c = sealed_verdicts.c
    query = select(c.id, c.claim_id, c.verdict, c.answer, c.by, c.opened, c.created_at).where(c.claim_id == claim_id)
    return [Sealed(**row._mapping) for row in conn.execute(query.order_by(c.id))]


def save_view(conn: Connection, maker_id: str, person: str, name: str, query: str, now: datetime) -> bool:
    """Keep a person's view of the queue under a name; False where the person has other filters under it."""
    c = saved_views.c
    _views_in_line(conn, person)
    kept = conn.execute(select(c.query).where(c.person == person, c.name == name)).scalar()
    if kept is None:
        values = {"id": new_id(), "maker_id": maker_id, "person": person, "created_at": now}
        conn.execute(insert(saved_views).values(**values, name=name, query=query))
    return kept in (None, query)


def change_view(conn: Connection, person: str, view_id: str, *, name: str, shared: bool) -> bool:
    """Call one of a person's views otherwise, or show it to colleagues; False where another one has that name."""
    c = saved_views.c
    _views_in_line(conn, person)
    if conn.execute(select(c.id).where(c.person == person, c.name == name, c.id != view_id)).first() is not None:
        return False
    conn.execute(update(saved_views).where(c.person == person, c.id == view_id).values(name=name, shared=shared))
    return True


def _views_in_line(conn: Connection, person: str) -> None:
    """Let two windows of one person that give the same name do so one after the other: the second is told."""
    serialise(conn, f"views:{person}")


def drop_view(conn: Connection, maker_id: str, view_id: str, *, person: str, others: bool) -> None:
    """Forget one of a person's views; with `others`, also one that somebody else of the maker shares."""
    c = saved_views.c
    may = or_(c.person == person, c.shared) if others else c.person == person
    conn.execute(delete(saved_views).where(c.maker_id == maker_id, c.id == view_id, may))


def views_of(conn: Connection, maker_id: str, person: str) -> list[View]:
    """A person's own views by name, then those that others of the maker share."""
    c = saved_views.c
    seen = select(c.id, c.name, c.query, c.shared, c.person).where(c.maker_id == maker_id)
    rows = conn.execute(seen.where(or_(c.person == person, c.shared)))
    found = [View(row.id, row.name, row.query, row.shared, row.person, row.person == person) for row in rows]
    return sorted(found, key=lambda one: (not one.own, one.name, one.id))


def names(conn: Connection, maker_id: str, ids: Sequence[str]) -> dict[str, str]:
    """Names of people, and labels of keys, by id; others are left out."""
    wanted = sorted(set(ids))
    found: dict[str, str] = {}
    for table, column in ((users, users.c.name), (api_keys, api_keys.c.label)):
        rows = conn.execute(select(table.c.id, column).where(table.c.maker_id == maker_id, table.c.id.in_(wanted)))
        found |= {str(row[0]): str(row[1]) for row in rows}
    return found


def _correction(row: Row[Any]) -> Correction:
    return Correction(row.document_id, row.field, row.value, row.page, Box(*row.box) if row.box else None, row.by)


def _correction_made(row: Row[Any]) -> CorrectionMade:
    return CorrectionMade(row.id, row.claim_id, _correction(row), row.was, row.why, row.by, row.created_at)
