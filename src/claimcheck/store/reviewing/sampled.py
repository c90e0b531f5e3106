"""Approvals by the machine that were drawn for a person's look, and what people came to."""

from __future__ import annotations

from sqlalchemy import Connection, select

from claimcheck.store.tables import decisions, review_tasks

_t = review_tasks.c
_d = decisions.c


def verdicts(conn: Connection, maker_id: str, code: str) -> list[tuple[str, str]]:
    """Program and last verdict by a person, of each claim revision on which a question of that code was answered.

    Args:
        conn: a connection.
        maker_id: whose claims.
        code: of the question that the draw puts.
    """
    by_person = (_d.claim_id == _t.claim_id, _d.revision == _t.revision, _d.by != "machine")
    query = (
        select(_t.claim_id, _t.revision, _t.program, _d.verdict)
        .join(decisions, _d.claim_id == _t.claim_id)
        .where(_t.maker_id == maker_id, _t.state == "resolved", _t.code == code, *by_person)
        .order_by(_d.sequence)
    )
    last = {(row.claim_id, row.revision): (row.program, row.verdict) for row in conn.execute(query)}
    return sorted(last.values())
