"""`python -m workers.ticker`: tells the queue what is due, and keeps house. One is enough; more do no harm."""

import signal
import threading

from claimcheck.queue.hints import Hints, connect
from claimcheck.services.context import open_context
from claimcheck.services.running.alive import heartbeat
from claimcheck.services.running.tick import tick_until
from workers.logs import begun


def main() -> None:
    """Tick until SIGTERM or SIGINT."""
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    with begun() as settings:
        hints = Hints(connect(settings.redis_url))
        tick_until(stopped, open_context(settings), hints, heartbeat(settings, "ticker"))


if __name__ == "__main__":
    main()
