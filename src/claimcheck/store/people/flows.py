"""Sign-ins that are on their way to a company's directory and back; each works once, in the browser that began it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from claimcheck.store.ids import new_id
from claimcheck.store.tables import sign_in_flows

_f = sign_in_flows.c


@dataclass(frozen=True, slots=True)
class Flow:
    """What was sent along, and where to go on to."""

    nonce: str
    verifier: str
    onward: str


def add(
    conn: Connection, *, state_sha256: str, browser_sha256: str, nonce: str, verifier: str, onward: str, now: datetime,
    expires_at: datetime,
) -> None:  # fmt: skip
    """Remember a sign-in that begins."""
    conn.execute(
        insert(sign_in_flows).values(
            id=new_id(), state_sha256=state_sha256, browser_sha256=browser_sha256, nonce=nonce, verifier=verifier,
            onward=onward, created_at=now, expires_at=expires_at,
        )
    )  # fmt: skip


def take(conn: Connection, state_sha256: str, browser_sha256: str, now: datetime) -> Flow | None:
    """The one that comes back; it is gone with that. None where that browser began no such, or too long ago."""
    ours = (_f.state_sha256 == state_sha256, _f.browser_sha256 == browser_sha256)
    row = conn.execute(select(sign_in_flows).where(*ours).with_for_update()).first()
    if row is None:
        return None
    conn.execute(delete(sign_in_flows).where(_f.id == row.id))
    return Flow(row.nonce, row.verifier, row.onward) if row.expires_at > now else None


def forget_before(conn: Connection, moment: datetime) -> None:
    """Drop those that never came back."""
    conn.execute(delete(sign_in_flows).where(_f.expires_at < moment))
