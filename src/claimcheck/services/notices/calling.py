"""Webhooks are called: signed as Standard Webhooks has it, under one id however often, never into a private network.

The address is looked up once and the connection goes to the very address that was checked, so that a name cannot
answer one way to the check and another to the call. Redirects are not followed.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import ipaddress
import logging
import secrets
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import SplitResult, urlsplit

import httpcore
from sqlalchemy import Connection

from claimcheck.errors import Invalid, NotFound, missing
from claimcheck.model.parties import Actor
from claimcheck.model.said import Said
from claimcheck.services.context import Context
from claimcheck.store.notices import set_back, webhooks
from claimcheck.store.notices.webhooks import Delivery, Webhook

Call = Callable[[Webhook, Delivery, datetime], int]
"""Makes one call, returns the HTTP status; raises `Refused` or httpcore's errors."""

SECONDS: Final = 10.0
_ALL_IN_ALL: Final = 20.0
"""Seconds of one call: a receiver that sends a byte now and then would else hold up all that comes after it."""
HELD_FOR: Final = timedelta(minutes=5)
WAITS: Final = tuple(timedelta(minutes=m) for m in (1, 5, 30, 120, 360, 720, 1440))
_MOST_PER_ORGANISATION: Final = 20

log = logging.getLogger(__name__)


class Refused(OSError):
    """Raised for an address that may not be called."""


def add(context: Context, actor: Actor, url: str) -> Webhook:
    """Add a webhook for the caller's claims; one of the maker's own people gets all claims.

    Raises:
        Invalid: `webhook.url`, `webhook.private`, `webhook.many`.
    """
    asked = _reachable(url.strip())
    schemes = ("https", "http") if context.settings.webhook_private else ("https",)
    if asked is None or asked.scheme not in schemes or "@" in asked.netloc or len(url) > 2000:
        raise Invalid("The address must start with https:// and hold no password.", code="webhook.url")
    if _near(asked.hostname or "") and not context.settings.webhook_private:  # a name is looked up at each call
        form = "{host} is in a private network, which is not called from here. Give an address of the internet."
        raise Invalid(Said(form, host=asked.hostname or ""), code="webhook.private")
    with context.database.transaction() as conn:
        if (
            len([w for w in webhooks.listed(conn, actor.maker_id, actor.organisation) if not w.disabled_at])
            >= _MOST_PER_ORGANISATION
        ):
            raise Invalid(
                Said("There are {n} webhooks already; switch one off.", n=_MOST_PER_ORGANISATION), code="webhook.many"
            )
        return webhooks.add(
            conn, maker_id=actor.maker_id, organisation=actor.organisation, everything=actor.role == "admin",
            url=url.strip(), secret=secrets.token_hex(32), now=context.clock(),
        )  # fmt: skip


def _reachable(url: str) -> SplitResult | None:
    """The parts of an address that has a host and a port which can be looked up at all."""
    try:
        parts = urlsplit(url)
        known = bool(parts.hostname and parts.hostname.encode("idna")) and parts.port != 0 and url.isascii()
    except ValueError:
        return None
    return parts if known else None


def listed(context: Context, actor: Actor) -> list[Webhook]:
    """The webhooks of the caller's organisation."""
    with context.database.read() as conn:
        return webhooks.listed(conn, actor.maker_id, actor.organisation)


def disable(context: Context, actor: Actor, webhook_id: str) -> Webhook:
    """Switch a webhook off; returns it as it stands then.

    Raises:
        NotFound: where the caller's organisation has no such.
    """
    with context.database.transaction() as conn:
        webhooks.disable(conn, _own(webhooks.get(conn, webhook_id), actor).id, context.clock())
        return _own(webhooks.get(conn, webhook_id), actor)


def deliveries(context: Context, actor: Actor, webhook_id: str, before: str | None = None) -> list[Delivery]:
    """The calls of a webhook, the newest first.

    Raises:
        NotFound: where the caller's organisation has no such.
    """
    with context.database.read() as conn:
        return webhooks.deliveries(conn, _own(webhooks.get(conn, webhook_id), actor).id, before=before)


def again(context: Context, actor: Actor, webhook_id: str, delivery_id: str) -> Delivery:
    """Make a call once more, under its id; returns it as it waits.

    Raises:
        NotFound: where there is none that has been made.
    """
    with context.database.transaction() as conn:
        hook = _own(webhooks.get(conn, webhook_id), actor)
        waits = webhooks.again(conn, hook.id, delivery_id, context.clock())
        if waits is None:
            raise NotFound("There is no such call, or it waits already.")
        return waits


def secret_of(webhook: Webhook) -> str:
    """The secret as receivers' libraries take it."""
    return "whsec_" + base64.b64encode(bytes.fromhex(webhook.secret)).decode()


def call_due(context: Context, call: Call) -> int:
    """Make the webhook calls that are due; returns how many were taken."""
    now = context.clock()
    born_by = now - timedelta(seconds=context.settings.notice_delay_seconds)
    with context.database.read() as conn:
        if not webhooks.is_due(conn, now, born_by):
            return 0
    with context.database.transaction() as conn:
        taken = webhooks.take_due(conn, now=now, born_by=born_by, until=now + HELD_FOR)
    for delivery, hook in taken:
        status, fault = _tried(call, hook, delivery, now)
        with context.database.transaction() as conn:
            if fault is None:
                webhooks.settle(conn, delivery.id, state="delivered", status=status, last_error=None, delivered_at=now)
            elif delivery.attempts > len(WAITS):
                webhooks.settle(conn, delivery.id, state="failed", status=status, last_error=fault)
            else:
                due = now + WAITS[delivery.attempts - 1]
                webhooks.settle(conn, delivery.id, not_before=due, status=status, last_error=fault)
    return len(taken)


def pull_in(conn: Connection, now: datetime) -> int:
    """Bring near the calls that a clock which was set back put off too far; returns how many."""
    return set_back.pull_in_calls(conn, now=now, held=HELD_FOR, waits=WAITS)


def over_http(*, private: bool) -> Call:
    """Calls over HTTP.

    Args:
        private: whether addresses of private networks may be called.
    """
    pool = httpcore.ConnectionPool(network_backend=Guarded(private=private), retries=0, max_connections=4)

    def call(hook: Webhook, delivery: Delivery, now: datetime) -> int:
        plain = {"Content-Type": "application/json", "User-Agent": "claimcheck", **signed(hook, delivery, now)}
        headers: list[tuple[bytes | str, bytes | str]] = list(plain.items())
        limits = dict.fromkeys(("connect", "read", "write", "pool"), SECONDS)
        with pool.stream(
            "POST", hook.url, headers=headers, content=delivery.body.encode(), extensions={"timeout": limits}
        ) as answer:
            return int(answer.status)  # the body is nobody's business, and may be endless

    return call


def signed(hook: Webhook, delivery: Delivery, now: datetime) -> dict[str, str]:
    """The headers that prove who called, when and what. Source: www.standardwebhooks.com."""
    moment = str(int(now.timestamp()))
    text = f"{delivery.id}.{moment}.{delivery.body}".encode()
    digest = hmac.new(bytes.fromhex(hook.secret), text, hashlib.sha256).digest()
    return {
        "webhook-id": delivery.id,
        "webhook-timestamp": moment,
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
    }


class Guarded(httpcore.SyncBackend):
    """Connects to public addresses only, and to the very one that it has looked at."""

    def __init__(self, *, private: bool) -> None:
        self._private = private

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        """Connect to the first address of the host, if every one of them may be called."""
        try:
            found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"{host} is not found") from error
        if not self._private and not all(public(address) for address in found):
            raise Refused(f"{host} is an address of a private network; it is not called.")
        return _Bounded(super().connect_tcp(found[0], port, timeout, local_address, socket_options))


class _Bounded(httpcore.NetworkStream):
    """A connection that ends in time, however slowly the other side answers."""

    def __init__(self, stream: httpcore.NetworkStream, ends: float | None = None) -> None:
        self._stream, self._ends = stream, ends or time.monotonic() + _ALL_IN_ALL

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        left = self._ends - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout(f"The receiver took longer than {_ALL_IN_ALL:.0f} seconds.")
        return self._stream.read(max_bytes, min(left, timeout or left))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout)

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Bounded(self._stream.start_tls(ssl_context, server_hostname, timeout), self._ends)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _near(host: str) -> bool:
    """Whether a host says by itself, in whichever spelling, that it is none of the internet."""
    host = host.rstrip(".")
    try:
        return not public(host if ":" in host else socket.inet_ntoa(socket.inet_aton(host)))  # `127.1`, `0x7f.1`
    except (OSError, ValueError):  # a name
        return host == "localhost" or host.endswith(".localhost")


def public(address: str) -> bool:
    """Whether an address belongs to the open internet: not private, local, reserved, multicast or a way to those."""
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        inside = parsed.ipv4_mapped or parsed.sixtofour or (parsed.teredo or (None, None))[1]
        if inside is not None:
            return public(str(inside))
        if parsed in _NAT64:
            return public(str(ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF)))
        # All else that is not handed out to the internet is a way to somewhere near: site-local, translated, mapped.
        return parsed in _INTERNET and parsed.is_global
    return parsed.is_global and not parsed.is_multicast


_INTERNET: Final = ipaddress.ip_network("2000::/3")
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")


def _tried(call: Call, hook: Webhook, delivery: Delivery, now: datetime) -> tuple[int | None, str | None]:
    """The status of a call, and what was wrong with it."""
    if hook.disabled_at is not None:
        return None, "The webhook was switched off."
    try:
        status = call(hook, delivery, now)
    except Exception as error:  # whatever one receiver's address makes a call stumble over is no other receiver's loss
        return None, (str(error) or type(error).__name__)[:500]
    return status, None if 200 <= status < 300 else f"The receiver answered {status}."


def _own(hook: Webhook | None, actor: Actor) -> Webhook:
    if hook is None or (hook.maker_id, hook.organisation) != (actor.maker_id, actor.organisation):
        raise missing("webhook")
    return hook
