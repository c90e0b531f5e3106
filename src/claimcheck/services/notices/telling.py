"""Who is told of what: a turn of a claim becomes notices and webhook calls in the transaction of the turn itself.

Nothing is sent here. `mailing` and `calling` send what waits, so that no turn depends on a mail server, and a turn that
was taken back within the delay is never heard of.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection

from claimcheck.store.checking.batches import Batch
from claimcheck.store.claiming.claims import ClaimRow
from claimcheck.store.notices import notices, webhooks
from claimcheck.store.people import accounts, organisations
from claimcheck.store.people.accounts import User

TOLD: Final = frozenset({
    "claim.submitted", "claim.revised", "claim.approve", "claim.return", "claim.reject", "claim.review",
    "claim.withdraw", "claim.reopen", "claim.appeal",
})  # fmt: skip
"""Actions of the audit log that webhooks are called for."""

MAILED: Final = TOLD - {"claim.submitted", "claim.revised", "claim.withdraw", "claim.appeal"}
"""Those that people are told of: what they did themselves, they know."""

BATCHES: Final[Mapping[str, tuple[bool, bool]]] = {
    "batch.assigned": (True, False), "batch.due_soon": (True, False), "batch.overdue": (True, True),
    "batch.returned": (False, True), "batch.asked": (False, True),
}  # fmt: skip
"""What is told of a batch, and to whom: its company's people, and whoever gave it out."""

_URGENT: Final = frozenset({"batch.asked", "batch.overdue"})
"""Of these all administrators are told where a rule, a key or somebody who left gave the batch out."""

ANSWERS: Final = frozenset({"claim.answered", "claim.word_asked", "claim.word_given"})
"""What one person is told by mail too: a checking company was answered, a word is asked of one, or was given."""

LINKS: Final = frozenset({"link.reset", "link.invite", "link.renewed"})


def claim_turned(conn: Connection, claim: ClaimRow, action: str, now: datetime) -> None:
    """Write the notices and webhook calls of a claim's turn.

    Args:
        conn: the transaction of the turn.
        claim: as it stands after it.
        action: of the audit log; what is not in `TOLD` is not told.
        now: the time.
    """
    if action not in TOLD:
        return
    data = {"state": claim.state, "revision": claim.revision}
    if action in MAILED:
        _tell_people(conn, claim, action, data, now)
    about = {"id": claim.id, "claim_id": claim.outside_id, "program": claim.program, "dealer": claim.dealer, **data}
    body = json.dumps({"type": action, "timestamp": now.isoformat(), "data": about}, separators=(",", ":"))
    webhooks.call_all(
        conn, maker_id=claim.maker_id, organisation=claim.dealer, kind=action, body=body, now=now
    )  # fmt: skip


def batch_turned(conn: Connection, made: Batch, action: str, now: datetime) -> None:
    """Tell of a batch's turn: its number, and how many tasks are open in it; nothing of its claims.

    Args:
        conn: the transaction of the turn.
        made: as it stands after it.
        action: of the audit log; what is not in `BATCHES` is not told.
        now: the time.
    """
    company, giver = BATCHES.get(action, (False, False))
    people = notices.people_of(conn, made.maker_id, made.company) if company else []
    people += _givers(conn, made, urgent=action in _URGENT) if giver else []
    data = {"batch": made.id, "number": made.number, "program": made.program}
    for person in people:
        notices.add(conn, maker_id=made.maker_id, user_id=person.id, kind=action, data=data, now=now)


def _givers(conn: Connection, made: Batch, *, urgent: bool) -> list[User]:
    """Who gave a batch out; for what is urgent the administrators, where nobody did who still can sign in."""
    found = accounts.by_ids(conn, made.maker_id, [made.actor])
    if not urgent or any(not one.shut for one in found):
        return found
    return [one for one in accounts.page(conn, made.maker_id, role="admin") if not one.shut]


def tell_one(
    conn: Connection, maker_id: str, user_id: str, kind: str, data: Mapping[str, Any], now: datetime
) -> None:  # fmt: skip
    """Tell one person something: in the inbox, and of `ANSWERS` by mail; a key's id tells nobody.

    Args:
        conn: the transaction of what is told.
        maker_id: the person's maker.
        user_id: the person.
        kind: of `ANSWERS`, or what was done to the person's account: an action of the audit log.
        data: `at`, the path that it is about; for a claim its `claim` number and `program` as the person may see them.
        now: the time.
    """
    mailed = kind in ANSWERS
    for person in accounts.by_ids(conn, maker_id, [user_id]):
        notices.add(conn, maker_id=maker_id, user_id=person.id, kind=kind, data=data, now=now, mailed=mailed)


def _tell_people(conn: Connection, claim: ClaimRow, action: str, data: Mapping[str, Any], now: datetime) -> None:
    """Tell a dealer's people of a turn; mails go to the contact that the dealer names, where it names one.

    Whoever said how mail is wanted gets it so all the same; everybody finds it in the inbox.
    """
    people = notices.people_of(conn, claim.maker_id, claim.dealer)
    named = organisations.contact(conn, claim.maker_id, claim.dealer, on=now.astimezone(UTC).date())
    chose = notices.choices(conn, [person.id for person in people]) if named else {}
    common: dict[str, Any] = {"maker_id": claim.maker_id, "kind": action, "data": data, "now": now,
                              "claim_id": claim.id, "decision_id": claim.decision_id}  # fmt: skip
    for person in people:
        mailed = named is None or person.id in chose or person.email == named.email.lower()
        notices.add(conn, user_id=person.id, mailed=mailed, **common)
    if named is not None and named.email.lower() not in {person.email for person in people}:
        notices.add(conn, user_id=None, contact_id=named.id, **common)


def mail_link(conn: Connection, user: User, *, kind: str, path: str, now: datetime) -> None:
    """Send a person a one-time link. What it opens with is dropped from the database once the mail is out.

    Args:
        conn: the transaction that made the link.
        user: to whom.
        kind: of `LINKS`.
        path: of the page that it opens, from the root.
        now: the time.
    """
    notices.add(conn, maker_id=user.maker_id, user_id=user.id, kind=kind, data={"path": path}, now=now)
