"""The live stream: all that happened, then what happens, each event once."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
from desk import SALE, Desk
from fastapi.testclient import TestClient

from claimcheck.services.context import Context
from claimcheck.services.notices import events
from claimcheck.services.people import keys
from claimcheck.store.notices import events as stored
from claimcheck.store.notices.events import Event
from claimcheck.web.stream import Hub

Who = Callable[..., dict[str, str]]


async def collect(
    hub: Hub, subject: str, after: int, count: int, then: Callable[[], None] | None = None
) -> list[Event]:
    got: list[Event] = []
    await hub.start()
    poller = asyncio.create_task(hub.run())
    try:
        async with asyncio.timeout(5):
            async for event in hub.listen("acme", subject, after):
                got.append(event)
                if then is not None:
                    await asyncio.to_thread(then)
                    then = None
                if len(got) == count:
                    break
    finally:
        poller.cancel()
    return got


def test_a_listener_gets_what_was_and_what_comes(desk: Desk, here: Context) -> None:
    desk.sales(SALE)
    claim = desk.claim(desk.upload())
    hub = Hub(here, interval=0.01)
    got = asyncio.run(collect(hub, claim.id, 0, 3, then=lambda: _work(desk)))
    assert [event.data["state"] for event in got] == ["waiting", "judging", "approved"]
    assert [event.id for event in got] == sorted({event.id for event in got})


def test_a_listener_continues_where_it_broke_off(desk: Desk, here: Context) -> None:
    desk.sales(SALE)
    claim = desk.claim(desk.upload())
    desk.work()
    first = asyncio.run(collect(Hub(here, interval=0.01), claim.id, 0, 1))
    rest = asyncio.run(collect(Hub(here, interval=0.01), claim.id, first[0].id, 2))
    assert [event.data["state"] for event in first + rest] == ["waiting", "judging", "approved"]


def test_what_happened_while_nobody_listened_keeps_nobody_waiting(
    desk: Desk, here: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A night of many claims, and somebody looks in the morning: what happens now comes now."""
    desk.sales(SALE)
    claim = desk.claim(desk.upload())
    hub, asked = Hub(here, interval=0.01), list[int]()
    since = events.since

    def few(context: Context, after: int) -> list[Event]:
        asked.append(after)
        return since(context, after)[:210]

    async def listen() -> list[str]:
        await hub.start()
        poller, got = asyncio.create_task(hub.run()), []
        with here.database.transaction() as conn:
            for _ in range(500):
                stored.add(
                    conn, maker_id="acme", organisation="D2", subject="claim", subject_id="another", kind="claim.state",
                    data={}, now=desk.clock(),
                )  # fmt: skip
        async with asyncio.timeout(5):
            async for event in hub.listen("acme", claim.id, 0):
                got.append(event.data["state"])
                if len(got) == 1:
                    await asyncio.to_thread(_work, desk)
                if len(got) == 3:
                    break
        poller.cancel()
        return got

    monkeypatch.setattr(events, "since", few)
    assert asyncio.run(listen()) == ["waiting", "judging", "approved"]
    assert min(asked) > 300


def test_a_stream_ends_when_the_server_stops(desk: Desk, here: Context) -> None:
    claim = desk.claim(desk.upload())
    hub = Hub(here, interval=0.01)

    async def listen() -> int:
        await hub.start()
        count = 0
        async with asyncio.timeout(5):
            async for _ in hub.listen("acme", claim.id, 0):
                count += 1
                hub.close()
        return count

    assert asyncio.run(listen()) == 1


def test_a_stream_tells_nothing_more_to_whom_it_may_not(desk: Desk, here: Context) -> None:
    desk.sales(SALE)
    claim = desk.claim(desk.upload())
    hub = Hub(here, interval=0.01)

    async def listen() -> list[str]:
        await hub.start()
        poller, got = asyncio.create_task(hub.run()), []
        async with asyncio.timeout(5):
            async for event in hub.listen("acme", claim.id, 0, still=lambda: False):
                got.append(event.data["state"])
                await asyncio.to_thread(_work, desk)
        poller.cancel()
        return got

    assert asyncio.run(listen()) == ["waiting"]


def test_a_stream_asks_whether_its_key_works_still(
    client: TestClient, who: Who, desk: Desk, here: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Callable[[], bool]] = []

    async def listen(_hub: Hub, *_: object, still: Callable[[], bool]) -> AsyncIterator[Event]:
        asked.append(still)
        for none in ():
            yield none

    monkeypatch.setattr(Hub, "listen", listen)
    claim = desk.claim(desk.upload())
    client.get(f"/v1/claims/{claim.id}/events", headers=who("dealer", "D1"))
    (still,) = asked
    assert still()
    (key,) = keys.listed(here, maker_id="acme")
    keys.revoke(here, maker_id="acme", prefix=key.prefix)
    assert not still()


def test_the_stream_is_server_sent_events_with_ids(client: TestClient, who: Who, desk: Desk) -> None:
    claim = desk.claim(desk.upload())
    client.app.state.hub.close()  # type: ignore[attr-defined]
    answer = client.get(f"/v1/claims/{claim.id}/events", headers=who("dealer", "D1"))
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert "event: claim.state" in answer.text
    assert "\nid: " in answer.text
    assert '"state":"waiting"' in answer.text.replace(" ", "")


@pytest.mark.parametrize("last", ["x", "-1", "1e3"])
def test_a_strange_last_event_id_is_refused(client: TestClient, who: Who, desk: Desk, last: str) -> None:
    claim = desk.claim(desk.upload())
    headers = {**who("dealer", "D1"), "Last-Event-ID": last}
    assert client.get(f"/v1/claims/{claim.id}/events", headers=headers).status_code == 422


def _work(desk: Desk) -> None:
    desk.work()
