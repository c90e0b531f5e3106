"""A lost password: whoever asks gets the same answer in the same time, and a mail where there is such an account.

Asking writes one row, whoever it is. The mail, and the link in it, are made later by `answer`, which the process that
sends mails calls on every round.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from claimcheck.services.context import Context
from claimcheck.services.notices.telling import mail_link
from claimcheck.services.people.accounts import folded_address, link
from claimcheck.services.people.tries import counted
from claimcheck.store.people import accounts, resets

WORKS: Final = timedelta(hours=1)
_KEPT: Final = timedelta(days=1)
_PER_ACCOUNT: Final = 3
_PER_PLACE: Final = 30


def ask(context: Context, *, email: str, address: str) -> None:
    """Ask for a new password. Nothing that is answered tells whether there is such an account.

    Args:
        context: database, blobs, settings and clock.
        email: as typed.
        address: of the network, to count by.
    """
    folded = folded_address(email)[:300]
    if not counted(context, f"reset:{folded}", f"reset-from:{address}", most=(_PER_ACCOUNT, _PER_PLACE)):
        return
    now = context.clock()
    with context.database.transaction() as conn:
        user = accounts.by_email(conn, folded)
        resets.forget_before(conn, now - _KEPT)
        resets.add(conn, user.id if user else None, now)


def answer(context: Context) -> int:
    """Make the mails that were asked for, each with a fresh link that works for an hour; returns how many."""
    now = context.clock()
    with context.database.read() as conn:
        waiting = resets.waiting(conn, since=now - _KEPT)
    for one in waiting:
        with context.database.transaction() as conn:
            user = resets.take(conn, one.id, now)
            if user is not None and not user.shut:
                path = link(conn, user.maker_id, user.id, now, works=WORKS)
                mail_link(conn, user, kind="link.reset", path=path, now=now)
    return len(waiting)
