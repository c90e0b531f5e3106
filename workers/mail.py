"""`python -m workers.mail`: sends the mails and makes the webhook calls that wait. One is enough; more do no harm."""

import logging
import signal
import threading

from claimcheck.services.context import open_context
from claimcheck.services.running.alive import heartbeat
from claimcheck.services.running.outgoing import send_until
from claimcheck.settings import load_settings


def main() -> None:
    """Send until SIGTERM or SIGINT."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    settings = load_settings()
    send_until(stopped, open_context(settings), heartbeat(settings, "mail"))


if __name__ == "__main__":
    main()
