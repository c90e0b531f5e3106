"""Questions that checking companies put to the maker, each on one item of a batch, and the answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, update

from claimcheck.store.ids import new_id
from claimcheck.store.tables import batch_items, batches, checker_questions, claims

_q = checker_questions.c


@dataclass(frozen=True, slots=True)
class CheckerQuestion:
    """A question; `answer` is None until somebody of the maker answers.

    Attributes:
        open: whether it still waits: a question whose batch came back waits no longer.
        dealer, program, outside_id: of the claim.
        company: that asks; `batch` is the number of its batch.
    """

    id: str
    maker_id: str
    claim_id: str
    item_id: str
    text: str
    asked_by: str
    answer: str | None
    answered_by: str | None
    asked_at: datetime
    answered_at: datetime | None
    open: bool
    dealer: str
    program: str
    outside_id: str
    company: str
    batch: int


def add(conn: Connection, *, maker_id: str, claim_id: str, item_id: str, text: str, by: str, now: datetime) -> str:
    """Put a question; our id of it.

    Raises:
        IntegrityError: the item waits for an answer already.
    """
    new = new_id()
    conn.execute(
        insert(checker_questions).values(
            id=new, maker_id=maker_id, claim_id=claim_id, item_id=item_id, open_item=item_id, text=text, asked_by=by,
            asked_at=now,
        )
    )  # fmt: skip
    return new


def get(conn: Connection, maker_id: str, question_id: str) -> CheckerQuestion | None:
    """One question."""
    row = conn.execute(_questions(maker_id).where(_q.id == question_id)).first()
    return _question(row) if row else None


def of_item(conn: Connection, maker_id: str, item_id: str) -> list[CheckerQuestion]:
    """All questions on an item, the oldest first."""
    return [_question(row) for row in conn.execute(_questions(maker_id).where(_q.item_id == item_id).order_by(_q.id))]


def of_claim(conn: Connection, maker_id: str, claim_id: str) -> list[CheckerQuestion]:
    """All questions on a claim, the oldest first."""
    return [_question(row) for row in conn.execute(_questions(maker_id).where(_q.claim_id == claim_id).order_by(_q.id))]


def waiting(conn: Connection, maker_id: str, *, not_of: str, limit: int = 200) -> list[CheckerQuestion]:
    """Questions that wait for an answer, the oldest first; none on claims of the organisation `not_of`."""
    query = _questions(maker_id).where(_q.open_item.is_not(None), claims.c.dealer != not_of)
    return [_question(row) for row in conn.execute(query.order_by(_q.id).limit(limit))]


def answer(conn: Connection, question_id: str, *, text: str, by: str, now: datetime) -> bool:
    """Answer a question that waits; False where it does not."""
    done = conn.execute(
        update(checker_questions)
        .where(_q.id == question_id, _q.open_item.is_not(None))
        .values(answer=text, answered_by=by, answered_at=now, open_item=None)
    )
    return done.rowcount == 1


def close_of_item(conn: Connection, item_id: str) -> None:
    """Close the questions on an item that left its batch."""
    conn.execute(update(checker_questions).where(_q.open_item == item_id).values(open_item=None))


def _questions(maker_id: str) -> Select[Any]:
    about = (claims.c.dealer, claims.c.program, claims.c.outside_id, batches.c.company, batches.c.number.label("batch"))
    return (
        select(
            _q.id, _q.maker_id, _q.claim_id, _q.item_id, _q.text, _q.asked_by, _q.answer, _q.answered_by, _q.asked_at,
            _q.answered_at, _q.open_item, *about,
        )
        .join(claims, claims.c.id == _q.claim_id)
        .join(batch_items, batch_items.c.id == _q.item_id)
        .join(batches, batches.c.id == batch_items.c.batch_id)
        .where(_q.maker_id == maker_id)
    )  # fmt: skip


def _question(row: Row[Any]) -> CheckerQuestion:
    said = dict(row._mapping)
    return CheckerQuestion(open=said.pop("open_item") is not None, **said)
