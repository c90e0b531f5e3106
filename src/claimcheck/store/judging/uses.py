"""The use of sales: which claim line uses how much of which sale line under which program.

`held`: an undecided claim stands on it. `noted`: a claim in doubt points to it; that counts against nobody, and is kept
for when a person approves it. `settled`: approved. `released`: withdrawn, rejected or judged otherwise since.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, and_, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from claimcheck.model.sales import SaleUse
from claimcheck.store.ids import new_id
from claimcheck.store.tables import claims, sale_uses

_u = sale_uses.c
HELD, NOTED, SETTLED, RELEASED = "held", "noted", "settled", "released"


@dataclass(frozen=True, slots=True)
class Use:
    """What one claim line uses of a sale line; `state` is `held`, `noted` or `settled`."""

    sale: str
    program: str
    line: int
    quantity: Decimal
    state: str


def by_others(
    conn: Connection, maker_id: str, claim_id: str, submission: int, sales: Collection[str]
) -> tuple[SaleUse, ...]:
    """What other claims use of some sale lines: all that is settled, and what claims that came before hold."""
    counts = or_(_u.state == SETTLED, and_(_u.state == HELD, claims.c.submission < submission))
    found: list[SaleUse] = []
    ordered = sorted(sales)
    for start in range(0, len(ordered), 400):
        query = (
            select(sale_uses, claims.c.outside_id)
            .join(claims, claims.c.id == _u.claim_id)
            .where(_u.maker_id == maker_id, _u.sale.in_(ordered[start : start + 400]), _u.claim_id != claim_id, counts)
            .order_by(_u.sale, claims.c.submission, _u.line)
        )
        found += [
            SaleUse(row.sale, row.program, row.outside_id, Decimal(row.quantity), settled=row.state == SETTLED)
            for row in conn.execute(query)
        ]
    return tuple(found)


def put(conn: Connection, maker_id: str, claim_id: str, uses: Iterable[Use], now: datetime) -> None:
    """Replace the uses of a claim with these; what else it used is released, and its row stays as a note."""
    release(conn, maker_id, claim_id, now)
    insert: Any = postgresql.insert if conn.dialect.name == "postgresql" else sqlite.insert
    for use in uses:
        changing = {"quantity": str(use.quantity), "state": use.state, "changed_at": now}
        row = {
            "id": new_id(), "maker_id": maker_id, "sale": use.sale, "program": use.program, "claim_id": claim_id,
            "line": use.line, "created_at": now, **changing,
        }  # fmt: skip
        same = ["sale", "program", "claim_id", "line"]
        conn.execute(insert(sale_uses).values(**row).on_conflict_do_update(index_elements=same, set_=changing))


def release(conn: Connection, maker_id: str, claim_id: str, now: datetime) -> None:
    """Release everything that a claim uses: it was withdrawn or rejected. The rows stay as a note."""
    mine = (_u.maker_id == maker_id, _u.claim_id == claim_id, _u.state != RELEASED)
    conn.execute(update(sale_uses).where(*mine).values(state=RELEASED, changed_at=now))


def of_claim(conn: Connection, maker_id: str, claim_id: str) -> list[Use]:
    """What a claim uses, in any state but released."""
    query = select(sale_uses).where(_u.maker_id == maker_id, _u.claim_id == claim_id, _u.state != RELEASED)
    return [
        Use(row.sale, row.program, row.line, Decimal(row.quantity), row.state)
        for row in conn.execute(query.order_by(_u.line, _u.sale))
    ]
