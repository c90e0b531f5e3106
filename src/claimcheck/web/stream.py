"""Live events: one poller a process asks the database, and fans out to whoever listens."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

from claimcheck.services.context import Context
from claimcheck.services.notices import events
from claimcheck.store.notices.events import Event

_log = logging.getLogger(__name__)
_LOOK_BACK = 200
"""Ids are given before they are committed, so that a lower one may show up after a higher one: look a little back."""

_BACKLOG = 1000


@dataclass(slots=True)
class Hub:
    """Those who listen, by subject.

    Attributes:
        context: what is polled.
        interval: seconds between polls while somebody listens.
        recent: ids that were fanned out lately.
    """

    context: Context
    interval: float = 0.5
    recent: deque[int] = field(default_factory=lambda: deque(maxlen=5 * _LOOK_BACK))
    _listeners: dict[str, set[asyncio.Queue[Event | None]]] = field(default_factory=dict)
    _last: int = 0
    _closed: bool = False

    async def run(self) -> None:
        """Poll until cancelled; a database that does not answer now is asked again."""
        while True:
            await asyncio.sleep(self.interval)
            if not self._listeners:
                continue
            try:
                found = await asyncio.to_thread(events.since, self.context, max(0, self._last - _LOOK_BACK))
            except Exception:
                _log.warning("events could not be read; trying again", exc_info=True)
                continue
            self._fan_out(found)

    async def start(self) -> None:
        """Begin at the present end; what is older is replayed to each listener on its own."""
        self._last = await asyncio.to_thread(events.last_id, self.context)

    def close(self) -> None:
        """End every stream, so that a server that stops need not wait for its listeners."""
        self._closed = True
        for queues in self._listeners.values():
            for queue in queues:
                self._put(queue, None)

    async def listen(
        self, maker_id: str, subject_id: str, after: int, *, still: Callable[[], bool] = lambda: True
    ) -> AsyncIterator[Event]:
        """Events of one subject: first those behind `after` that are stored, then live ones, each once.

        A stream may outlive the session or key that it was opened with: `still` is asked before each live event
        whether the listener may be told, and where it may not, the stream ends.
        """
        if not self._listeners:
            # What happened while nobody listened is in nobody's way: this listener's share of it is replayed below.
            last = await asyncio.to_thread(events.last_id, self.context)
            if not self._listeners:
                self._last = max(self._last, last)
        queue: asyncio.Queue[Event | None] = asyncio.Queue(_BACKLOG)
        self._listeners.setdefault(subject_id, set()).add(queue)
        sent: set[int] = set()
        try:
            for event in await asyncio.to_thread(self._stored, maker_id, subject_id, after):
                sent.add(event.id)
                yield event
            while not self._closed:
                live = await queue.get()
                if live is None:
                    return
                if live.id > after and live.id not in sent and live.maker_id == maker_id:
                    if not await asyncio.to_thread(still):
                        return
                    sent.add(live.id)
                    yield live
        finally:
            self._listeners[subject_id].discard(queue)
            if not self._listeners[subject_id]:
                del self._listeners[subject_id]

    def _stored(self, maker_id: str, subject_id: str, after: int) -> list[Event]:
        return events.of_subject(self.context, maker_id, subject_id, after=after)

    def _fan_out(self, found: list[Event]) -> None:
        fresh = [event for event in found if event.id not in self.recent]
        for event in fresh:
            self.recent.append(event.id)
            self._last = max(self._last, event.id)
            for queue in self._listeners.get(event.subject_id, ()):
                self._put(queue, event)

    @staticmethod
    def _put(queue: asyncio.Queue[Event | None], event: Event | None) -> None:
        # A listener that is too slow is let go; it comes back with its Last-Event-ID.
        try:
            queue.put_nowait(event)
        except asyncio.QueueFull:
            queue.get_nowait()
            queue.put_nowait(None)


@contextlib.asynccontextmanager
async def running(context: Context) -> AsyncIterator[Hub]:
    """A hub with its poller, for as long as an app lives."""
    hub = Hub(context)
    await hub.start()
    poller = asyncio.create_task(hub.run())
    try:
        yield hub
    finally:
        hub.close()
        poller.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await poller
