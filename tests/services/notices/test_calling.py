"""Webhook calls are signed, repeated under one id, and never reach into a private network."""

import base64
import contextlib
import hashlib
import hmac
import json
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpcore
import pytest
from desk import SALE, Desk
from sqlalchemy import update

from claimcheck.errors import Invalid, NotFound
from claimcheck.model.parties import Actor
from claimcheck.services.context import Context
from claimcheck.services.notices import calling
from claimcheck.services.people import organisations
from claimcheck.store.tables import webhooks


class Receiver(BaseHTTPRequestHandler):
    """A dealer's own system."""

    got: list[tuple[dict[str, str], bytes]] = []  # noqa: RUF012 - one server a test
    answers: list[int] = []  # noqa: RUF012

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.got.append(({k.lower(): v for k, v in self.headers.items()}, body))
        self.send_response(self.answers.pop(0) if self.answers else 200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def receiver() -> Iterator[str]:
    Receiver.got, Receiver.answers = [], []
    server = HTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/hook"
    server.shutdown()
    server.server_close()


@pytest.fixture
def inside(desk: Desk) -> Context:
    """The desk, where webhooks may call private addresses: the test's receiver is one."""
    return replace(desk.context, settings=desk.context.settings.model_copy(update={"webhook_private": True}))


def approve_one(desk: Desk) -> None:
    desk.sales(SALE)
    desk.claim(desk.upload(), number="R-1")
    desk.work()
    desk.clock.forward(61)


def test_a_turn_is_called_with_a_signature_that_the_receiver_can_check(
    desk: Desk, inside: Context, receiver: str
) -> None:
    hook = calling.add(inside, desk.dealer(), receiver)
    approve_one(desk)
    calling.call_due(inside, calling.over_http(private=True))
    headers, body = Receiver.got[-1]
    secret = base64.b64decode(calling.secret_of(hook).removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert {json.loads(got)["type"] for _, got in Receiver.got} == {"claim.submitted", "claim.approve"}
    assert calling.call_due(inside, calling.over_http(private=True)) == 0


def test_a_call_that_fails_is_made_again_under_the_same_id(desk: Desk, inside: Context, receiver: str) -> None:
    hook = calling.add(inside, desk.dealer(), receiver)
    desk.claim(desk.upload(), number="R-1")
    Receiver.answers = [503]
    desk.clock.forward(61)
    calling.call_due(inside, calling.over_http(private=True))
    (delivery,) = calling.deliveries(inside, desk.dealer(), hook.id)
    calling.again(inside, desk.dealer(), hook.id, delivery.id)  # the receiver is mended: nobody waits for the next try
    calling.call_due(inside, calling.over_http(private=True))
    first, second = (headers["webhook-id"] for headers, _ in Receiver.got)
    assert first == second
    (delivery,) = calling.deliveries(inside, desk.dealer(), hook.id)
    assert (delivery.state, delivery.attempts, delivery.status) == ("delivered", 1, 200)
    calling.again(inside, desk.dealer(), hook.id, delivery.id)
    desk.clock.forward(61)
    calling.call_due(inside, calling.over_http(private=True))
    assert Receiver.got[-1][0]["webhook-id"] == first


def test_another_dealers_claims_and_webhooks_are_not_there(desk: Desk, inside: Context, receiver: str) -> None:
    hook = calling.add(inside, desk.dealer("D2"), receiver)
    approve_one(desk)
    assert calling.call_due(inside, calling.over_http(private=True)) == 0
    with pytest.raises(NotFound):
        calling.deliveries(inside, desk.dealer("D1"), hook.id)
    assert calling.listed(inside, Actor("other", "D2", "dealer", "k")) == []


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::1", "fe80::1%eth0", "::ffff:10.0.0.1",
     "64:ff9b::a00:1", "2002:a00:1::", "224.0.0.1", "fd00::1",
     "::a00:1", "fec0::1", "64:ff9b:1::a00:1", "::ffff:0:a00:1"],
)  # fmt: skip
def test_no_private_address_is_public(address: str) -> None:
    assert not calling.public(address)


def test_an_open_address_is_public() -> None:
    assert calling.public("93.184.215.14")
    assert calling.public("2606:2800:220:1::1")


def test_a_name_that_leads_inside_is_refused_at_the_connection(receiver: str) -> None:
    guard = calling.Guarded(private=False)
    with pytest.raises(calling.Refused):
        guard.connect_tcp("localhost", int(receiver.rsplit(":", 1)[1].split("/", maxsplit=1)[0]))
    with pytest.raises(httpcore.ConnectError):
        guard.connect_tcp("no-such-host.invalid", 443)
    assert Receiver.got == []


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/",
        "ftp://example.com",
        "https://user:pw@example.com/",
        "https://:pw@example.com/",
        "https://@example.com/",
        "https://",
        "https://example.com:port/",
        f"https://{'a' * 64}.com/",
        "https://a..b/",
        "https://[::1",
        "https://[foo]/",
    ],
)
def test_an_address_without_tls_or_with_a_password_is_refused(desk: Desk, url: str) -> None:
    with pytest.raises(Invalid):
        calling.add(desk.context, desk.dealer(), url)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.1",
        "10.0.0.1:8443",
        "10.0.0.1.",
        "[::1]",
        "localhost",
        "localhost.",
        "hooks.localhost",
    ],
)
def test_an_address_of_a_private_network_is_refused_when_it_is_given(desk: Desk, host: str) -> None:
    with pytest.raises(Invalid) as refused:
        calling.add(desk.context, desk.dealer(), f"https://{host}/hook")
    assert refused.value.code == "webhook.private"


def test_a_receiver_that_dribbles_is_left_in_time(receiver: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calling, "_ALL_IN_ALL", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=dribble, args=(server,), daemon=True).start()
        stream = calling.Guarded(private=True).connect_tcp("127.0.0.1", server.getsockname()[1])
        with pytest.raises(httpcore.ReadTimeout):
            list(iter(lambda: stream.read(100, timeout=10), b""))
        stream.close()


def dribble(server: socket.socket) -> None:
    taken, _ = server.accept()
    with taken, contextlib.suppress(OSError):
        while True:
            taken.send(b"X")
            time.sleep(0.02)


def test_one_receiver_that_cannot_be_called_holds_up_no_other(desk: Desk, inside: Context, receiver: str) -> None:
    calling.add(inside, desk.dealer(), receiver)
    hook = calling.add(inside, desk.dealer(), receiver)
    with inside.database.transaction() as conn:
        conn.execute(update(webhooks).where(webhooks.c.id == hook.id).values(url=f"http://{'a' * 64}.com:1/"))
    desk.claim(desk.upload(), number="R-1")
    desk.clock.forward(61)

    assert calling.call_due(inside, calling.over_http(private=True)) == 2

    assert len(Receiver.got) == 1
    (lost,) = calling.deliveries(inside, desk.dealer(), hook.id)
    assert (lost.state, lost.last_error is not None) == ("waiting", True)


def test_a_closed_dealer_is_called_no_more(desk: Desk, inside: Context, receiver: str) -> None:
    calling.add(inside, desk.dealer(), receiver)
    made = organisations.create(
        inside, desk.admin, outside_id="D1", kind="dealer", said=organisations.Particulars("D1")
    )
    organisations.close(inside, desk.admin, made)
    approve_one(desk)
    assert calling.call_due(inside, calling.over_http(private=True)) == 0
