"""`python -m workers.mail`: sends the mails and makes the webhook calls that wait. One is enough; more do no harm."""

import signal
import threading

from claimcheck.services.context import open_context
from claimcheck.services.running.alive import heartbeat
from claimcheck.services.running.outgoing import send_until
from workers.logs import begun


def main() -> None:
    """Send until SIGTERM or SIGINT."""
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    with begun() as settings:
        send_until(stopped, open_context(settings), heartbeat(settings, "mail"))


if __name__ == "__main__":
    main()
