"""Second factors: the last code taken, so that each works once, and recovery codes as hashes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from claimcheck.store.ids import new_id
from claimcheck.store.tables import user_recovery_codes, users

_c = user_recovery_codes.c


def use_step(conn: Connection, user_id: str, step: int) -> bool:
    """Take the code of a time step; False where that one, or a later one, was taken before."""
    fresh = or_(users.c.totp_step.is_(None), users.c.totp_step < step)
    return conn.execute(update(users).where(users.c.id == user_id, fresh).values(totp_step=step)).rowcount == 1


def put_recovery(conn: Connection, maker_id: str, user_id: str, hashes: Sequence[str], now: datetime) -> None:
    """Give a person recovery codes; earlier ones are gone."""
    drop_recovery(conn, user_id)
    rows = [
        {"id": new_id(), "maker_id": maker_id, "user_id": user_id, "code_sha256": one, "created_at": now}
        for one in hashes
    ]
    conn.execute(insert(user_recovery_codes), rows)


def use_recovery(conn: Connection, user_id: str, code_sha256: str, now: datetime) -> bool:
    """Use a recovery code up; False where the person has none such."""
    unused = (_c.user_id == user_id, _c.code_sha256 == code_sha256, _c.used_at.is_(None))
    return conn.execute(update(user_recovery_codes).where(*unused).values(used_at=now)).rowcount == 1


def drop_recovery(conn: Connection, user_id: str) -> None:
    """Take a person's recovery codes away."""
    conn.execute(delete(user_recovery_codes).where(_c.user_id == user_id))


def recovery_left(conn: Connection, user_id: str) -> int:
    """How many recovery codes a person has not used."""
    query = select(func.count()).select_from(user_recovery_codes)
    return conn.execute(query.where(_c.user_id == user_id, _c.used_at.is_(None))).scalar_one()
