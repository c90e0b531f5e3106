"""Until when a decision may be appealed: what a claim's page offers, and a mail tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from claimcheck.store.claiming.claims import ClaimRow
from claimcheck.store.programs import programs
from claimcheck.store.reviewing import appeals


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a decision may be appealed.

    Attributes:
        until: the last day on which it may; None where it may not at all.
        open: whether it may now.
    """

    until: date | None
    open: bool


def standing_of(conn: Connection, claim: ClaimRow, now: datetime) -> Standing:
    """Whether the decision on a claim may be appealed at a time, and until when."""
    program = programs.current_if_readable(conn, claim.maker_id, claim.program, claim.created_at)
    if program is None or not program.appeal_days or claim.decided_at is None:
        return Standing(None, open=False)
    if claim.state not in ("returned", "rejected") or appeals.decided_on(conn, claim.decision_id or ""):
        return Standing(None, open=False)
    zone = ZoneInfo(program.timezone)
    until = claim.decided_at.astimezone(zone).date() + timedelta(days=program.appeal_days)
    return Standing(until, open=now.astimezone(zone).date() <= until)
