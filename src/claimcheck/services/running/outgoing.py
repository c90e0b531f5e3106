"""All that leaves by itself, mails and webhook calls, a round at a time."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Final

from claimcheck.errors import Unavailable
from claimcheck.services.context import Context
from claimcheck.services.notices import calling, mailing
from claimcheck.services.people import resets

EVERY_SECONDS: Final = 2.0

log = logging.getLogger(__name__)


def send_until(stopped: threading.Event, context: Context, beat: Callable[[], None]) -> None:
    """Send what is due until told to stop. A fault of one round is logged, and the next one tries again.

    Webhooks are called from a thread of their own: the receivers are others', and no mail waits for a slow one.

    Args:
        stopped: set by whoever ends this process.
        context: database, blobs, settings and clock.
        beat: called after each round in which the database answered.
    """
    post, call = mailing.smtp(context.settings), calling.over_http(private=context.settings.webhook_private)

    def mails() -> None:
        resets.answer(context)
        while mailing.send_due(context, post) and not stopped.is_set():
            beat()

    def calls() -> None:
        while calling.call_due(context, call) and not stopped.is_set():
            pass

    callers = threading.Thread(target=_rounds, args=(stopped, calls, _nothing), name="calls", daemon=True)
    callers.start()
    _rounds(stopped, mails, beat)
    callers.join(timeout=EVERY_SECONDS)


def _rounds(stopped: threading.Event, act: Callable[[], None], beat: Callable[[], None]) -> None:
    while not stopped.wait(EVERY_SECONDS):
        try:
            act()
        except Unavailable as error:
            log.warning("%s", error)
        except Exception:
            log.exception("a round failed")
        else:
            beat()


def _nothing() -> None:
    """The calls give no sign of life: those that are stuck end in time, and the mails' says that the process lives."""
