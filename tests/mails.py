"""What tests of mails share: whose box it is, and what leaves for it once the delay is over."""

from __future__ import annotations

from email.message import EmailMessage

from desk import Desk

from claimcheck.services.context import Context
from claimcheck.services.notices import mailing

DEALER = "dealer@example.com"


def sent_after(desk: Desk, context: Context, seconds: float = 61) -> list[EmailMessage]:
    """The mails that leave within so many seconds."""
    sent: list[EmailMessage] = []
    desk.clock.forward(seconds)
    while mailing.send_due(context, sent.append):
        pass
    return sent
