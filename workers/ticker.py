"""`python -m workers.ticker`: tells the queue what is due, and keeps house. One is enough; more do no harm."""

import logging
import signal
import threading

from claimcheck.queue.hints import Hints, connect
from claimcheck.services.context import open_context
from claimcheck.services.running.alive import heartbeat
from claimcheck.services.running.tick import tick_until
from claimcheck.settings import load_settings


def main() -> None:
    """Tick until SIGTERM or SIGINT."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    settings = load_settings()
    hints = Hints(connect(settings.redis_url))
    tick_until(stopped, open_context(settings), hints, heartbeat(settings, "ticker"))


if __name__ == "__main__":
    main()
