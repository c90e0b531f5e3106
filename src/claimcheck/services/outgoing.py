"""All that leaves by itself, mails and webhook calls, a round at a time."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Final

from claimcheck.errors import Unavailable
from claimcheck.services import calling, mailing, resets
from claimcheck.services.context import Context

EVERY_SECONDS: Final = 2.0

log = logging.getLogger(__name__)


def send_until(stopped: threading.Event, context: Context, beat: Callable[[], None]) -> None:
    """Send what is due until told to stop. A fault of one round is logged, and the next one tries again.

    Args:
        stopped: set by whoever ends this process.
        context: what we stand on.
        beat: called after each round in which the database answered.
    """
    post, call = mailing.smtp(context.settings), calling.over_http(private=context.settings.webhook_private)
    while not stopped.wait(EVERY_SECONDS):
        try:
            resets.answer(context)
            while mailing.send_due(context, post) and not stopped.is_set():
                beat()
            while calling.call_due(context, call) and not stopped.is_set():
                beat()
        except Unavailable as error:
            log.warning("%s", error)
        except Exception:
            log.exception("a round failed")
        else:
            beat()
