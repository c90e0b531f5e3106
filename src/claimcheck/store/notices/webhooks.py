"""Webhooks: who wants to be called of which claims, and every call with what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, insert, or_, select, update

from claimcheck.store.ids import new_id
from claimcheck.store.notices.set_back import born
from claimcheck.store.tables import organisations, webhook_deliveries, webhooks

_w, _d = webhooks.c, webhook_deliveries.c


@dataclass(frozen=True, slots=True)
class Webhook:
    """An address that is called; `everything`: of every organisation's claims."""

    id: str
    maker_id: str
    organisation: str
    everything: bool
    url: str
    secret: str
    created_at: datetime
    disabled_at: datetime | None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One call: its id is what the receiver tells repeats by; `status` is the last HTTP status."""

    id: str
    webhook_id: str
    kind: str
    body: str
    state: str
    attempts: int
    status: int | None
    last_error: str | None
    created_at: datetime
    not_before: datetime
    delivered_at: datetime | None


def add(
    conn: Connection, *, maker_id: str, organisation: str, everything: bool, url: str, secret: str, now: datetime
) -> Webhook:
    """Add a webhook."""
    made = Webhook(new_id(), maker_id, organisation, everything, url, secret, now, None)
    conn.execute(
        insert(webhooks).values(
            id=made.id, maker_id=maker_id, organisation=organisation, everything=everything, url=url, secret=secret,
            created_at=now,
        )
    )  # fmt: skip
    return made


def listed(conn: Connection, maker_id: str, organisation: str | None = None) -> list[Webhook]:
    """A maker's webhooks, or one organisation's."""
    query = select(webhooks).where(_w.maker_id == maker_id)
    query = query.where(_w.organisation == organisation) if organisation is not None else query
    return [Webhook(**row._mapping) for row in conn.execute(query.order_by(_w.id))]


def get(conn: Connection, webhook_id: str) -> Webhook | None:
    """The webhook of that id."""
    row = conn.execute(select(webhooks).where(_w.id == webhook_id)).first()
    return Webhook(**row._mapping) if row else None


def disable(conn: Connection, webhook_id: str, now: datetime) -> None:
    """Switch a webhook off; its calls that wait are given up."""
    conn.execute(update(webhooks).where(_w.id == webhook_id, _w.disabled_at.is_(None)).values(disabled_at=now))
    waiting = update(webhook_deliveries).where(_d.webhook_id == webhook_id, _d.state == "waiting")
    conn.execute(waiting.values(state="failed", last_error="The webhook was switched off."))


def call_all(conn: Connection, *, maker_id: str, organisation: str, kind: str, body: str, now: datetime) -> None:
    """Put a call down for every webhook that hears of that organisation; a closed one is told nothing any more."""
    hears = or_(_w.everything.is_(True), _w.organisation == organisation)
    o = organisations.c
    closed = select(o.outside_id).where(o.maker_id == maker_id, o.closed_at.is_not(None))
    query = select(_w.id).where(_w.maker_id == maker_id, _w.disabled_at.is_(None), hears)
    query = query.where(_w.organisation.not_in(closed))
    for webhook_id in conn.execute(query).scalars().all():
        conn.execute(
            insert(webhook_deliveries).values(
                id=new_id(), maker_id=maker_id, webhook_id=webhook_id, kind=kind, body=body, state="waiting",
                attempts=0, created_at=now, not_before=now,
            )
        )  # fmt: skip


def is_due(conn: Connection, now: datetime, born_by: datetime) -> bool:
    """Whether any call waits that is due: asked first, since taking one needs the writer's turn."""
    return conn.execute(_due(now, born_by).limit(1)).first() is not None


def take_due(
    conn: Connection, *, now: datetime, born_by: datetime, until: datetime, limit: int = 20
) -> list[tuple[Delivery, Webhook]]:
    """Take waiting calls that are due, and put them off until `until`: whoever dies with them, loses none."""
    ids = _due(now, born_by).order_by(_d.not_before, _d.id)
    chosen = list(conn.execute(ids.limit(limit).with_for_update(skip_locked=True)).scalars())
    if not chosen:
        return []
    conn.execute(update(webhook_deliveries).where(_d.id.in_(chosen)).values(not_before=until, attempts=_d.attempts + 1))
    taken = [_delivery(row) for row in conn.execute(select(webhook_deliveries).where(_d.id.in_(chosen)))]
    called = {one: get(conn, one) for one in {delivery.webhook_id for delivery in taken}}
    return [(delivery, hook) for delivery in taken if (hook := called[delivery.webhook_id]) is not None]


def settle(conn: Connection, delivery_id: str, **values: Any) -> None:
    """Change what became of a call: `state`, `status`, `last_error`, `not_before`, `delivered_at`."""
    conn.execute(update(webhook_deliveries).where(_d.id == delivery_id).values(**values))


def deliveries(conn: Connection, webhook_id: str, *, before: str | None = None, limit: int = 50) -> list[Delivery]:
    """The calls of a webhook, the newest first."""
    query = select(webhook_deliveries).where(_d.webhook_id == webhook_id)
    query = query.where(_d.id < before) if before else query
    return [_delivery(row) for row in conn.execute(query.order_by(_d.id.desc()).limit(limit))]


def again(conn: Connection, webhook_id: str, delivery_id: str, now: datetime) -> Delivery | None:
    """Make a call once more, under the same id; None where there is none that has been made."""
    postponed = and_(_d.state == "waiting", _d.attempts > 0)
    done = conn.execute(
        update(webhook_deliveries)
        .where(_d.webhook_id == webhook_id, _d.id == delivery_id)
        .where(or_(_d.state.in_(("delivered", "failed")), postponed))
        .values(state="waiting", attempts=0, not_before=now, last_error=None)
    )
    if done.rowcount != 1:
        return None
    return _delivery(conn.execute(select(webhook_deliveries).where(_d.id == delivery_id)).one())


def _delivery(row: Any) -> Delivery:
    return Delivery(**{name: row._mapping[name] for name in Delivery.__dataclass_fields__})


def _due(now: datetime, born_by: datetime) -> Select[Any]:
    ripe = born(webhook_deliveries, born_by, now)
    return select(_d.id).where(_d.state == "waiting", _d.not_before <= now, ripe)
