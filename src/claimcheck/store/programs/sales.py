"""Sales records: one row per sale line, with the columns that candidates are found by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, bindparam, insert, select, update

from claimcheck.core.blocking import BlockingKeys
from claimcheck.core.values.compare import fold_number
from claimcheck.core.values.money import to_minor
from claimcheck.model.sales import Sale
from claimcheck.store.ids import new_id
from claimcheck.store.tables import sale_uses, sales

T = TypeVar("T")
_CHUNK = 400
_MOST = 500
_LARGEST = 2**62


@dataclass(frozen=True, slots=True)
class SaleRow:
    """One sale line as an import brings it; `fields` are normalised strings."""

    sale_id: str
    line: int
    dealer: str
    fields: Mapping[str, str] = field(default_factory=dict)
    quantity: Decimal = Decimal(1)
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Stored:
    """What `put` did: our ids of the lines that are new, that changed and that were cancelled by it."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    cancelled: tuple[str, ...] = ()
    unchanged: int = 0


def candidates(conn: Connection, maker_id: str, keys: BlockingKeys) -> tuple[Sale, ...]:
    """Sales that a claim may be about: a superset of those that agree, found by any of its keys.

    Cancelled sales are among them, so that a claim on one can be told so. At most 500 a key, in order of our ids.
    """
    found: dict[str, Sale] = {}
    for condition in _conditions(keys):
        query = select(sales).where(sales.c.maker_id == maker_id, condition).order_by(sales.c.id).limit(_MOST)
        found.update({row.id: _sale(row) for row in conn.execute(query)})
    return tuple(found[key] for key in sorted(found))


def by_ids(conn: Connection, maker_id: str, ids: Sequence[str]) -> tuple[Sale, ...]:
    """Sale lines by our ids, in order of id; those of another maker are not among them."""
    rows: list[Sale] = []
    for chunk in _chunks(sorted(set(ids))):
        query = select(sales).where(sales.c.maker_id == maker_id, sales.c.id.in_(chunk)).order_by(sales.c.id)
        rows += [_sale(row) for row in conn.execute(query)]
    return tuple(rows)


def put(conn: Connection, maker_id: str, source: str, rows: Sequence[SaleRow], now: datetime) -> Stored:
    """Add or change sale lines, known by (source, sale id, line); what is the same stays untouched."""
    known = _known(conn, maker_id, source, {row.sale_id for row in rows})
    fresh: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    cancelled: list[str] = []
    for row in rows:
        before = known.get((row.sale_id, row.line))
        columns = {**_columns(row), "changed_at": now}
        if before is None:
            fresh.append({"id": new_id(), "maker_id": maker_id, "source": source, **columns})
        elif not _same(before, row):
            changed.append({"key": before.id, **{name: columns[name] for name in _CHANGEABLE}})
            if row.cancelled and not before.cancelled:
                cancelled.append(before.id)
    if fresh:
        conn.execute(insert(sales), fresh)
    if changed:
        values: dict[str, Any] = {name: bindparam(name) for name in _CHANGEABLE}
        conn.execute(update(sales).where(sales.c.id == bindparam("key")).values(**values), changed)
    return Stored(
        added=tuple(row["id"] for row in fresh),
        changed=tuple(row["key"] for row in changed),
        cancelled=tuple(cancelled),
        unchanged=len(rows) - len(fresh) - len(changed),
    )


def claims_on(conn: Connection, maker_id: str, ids: Sequence[str], states: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Claims that use sale lines in one of these ways (`store.uses`): claim id to the lines' ids."""
    found: dict[str, list[str]] = {}
    for chunk in _chunks(sorted(set(ids))):
        query = select(sale_uses.c.claim_id, sale_uses.c.sale).where(
            sale_uses.c.maker_id == maker_id, sale_uses.c.sale.in_(chunk), sale_uses.c.state.in_(states)
        )
        for row in conn.execute(query.order_by(sale_uses.c.claim_id)):
            found.setdefault(row.claim_id, []).append(row.sale)
    return {claim: tuple(lines) for claim, lines in found.items()}


_CHANGEABLE = (
    "dealer", "fields", "quantity", "total_minor", "currency", "sold_on", "number_key", "vin", "cancelled",
    "changed_at",
)  # fmt: skip


def _conditions(keys: BlockingKeys) -> Iterator[ColumnElement[bool]]:
    if keys.sale_ids:
        yield sales.c.sale_id.in_(sorted(keys.sale_ids))
    if keys.numbers:
        yield sales.c.number_key.in_(sorted(keys.numbers))
    if keys.vins:
        yield sales.c.vin.in_(sorted(keys.vins))
    if keys.totals:
        yield sales.c.total_minor.in_(sorted(_minors(keys.totals)))
    if keys.dealer and keys.first is not None and keys.last is not None:
        yield sales.c.dealer.in_((keys.dealer, "")) & sales.c.sold_on.between(keys.first, keys.last)


def _minors(totals: frozenset[Decimal]) -> set[int]:
    # A register may leave the currency out, so the amount is sought under every number of places that there is.
    scaled = (total.scaleb(places) for total in totals for places in (0, 2, 3))
    return {int(value) for value in scaled if value == value.to_integral_value() and abs(value) < _LARGEST}


def _columns(row: SaleRow) -> dict[str, Any]:
    currency = row.fields.get("currency") or None
    return {
        "sale_id": row.sale_id,
        "line": row.line,
        "dealer": row.dealer,
        "fields": dict(row.fields),
        "quantity": str(row.quantity),
        "total_minor": _minor(row.fields.get("total_amount"), currency or ""),
        "currency": currency,
        "sold_on": _day(row.fields.get("invoice_date")),
        "number_key": fold_number(row.fields["invoice_number"])[:128] if row.fields.get("invoice_number") else None,
        "vin": fold_number(row.fields["vin"])[:32] if row.fields.get("vin") else None,
        "cancelled": row.cancelled,
    }


def _minor(text: str | None, currency: str) -> int | None:
    try:
        minor = to_minor(Decimal(text), currency) if text else None
    except (InvalidOperation, ValueError):
        return None
    return minor if minor is not None and abs(minor) < _LARGEST else None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _same(before: Row[Any], row: SaleRow) -> bool:
    return bool(
        before.dealer == row.dealer
        and before.fields == dict(row.fields)
        and Decimal(before.quantity) == row.quantity
        and before.cancelled == row.cancelled
    )


def _known(conn: Connection, maker_id: str, source: str, ids: set[str]) -> dict[tuple[str, int], Row[Any]]:
    known: dict[tuple[str, int], Row[Any]] = {}
    for chunk in _chunks(sorted(ids)):
        query = select(sales).where(sales.c.maker_id == maker_id, sales.c.source == source, sales.c.sale_id.in_(chunk))
        known.update({(row.sale_id, row.line): row for row in conn.execute(query)})
    return known


def _sale(row: Row[Any]) -> Sale:
    return Sale(
        id=row.id, sale_id=row.sale_id, line=row.line, dealer=row.dealer, fields=row.fields,
        quantity=Decimal(row.quantity), cancelled=row.cancelled,
    )  # fmt: skip


def _chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    return (values[start : start + _CHUNK] for start in range(0, len(values), _CHUNK))
