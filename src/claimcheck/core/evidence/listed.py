"""An invoice that lists several vehicles: where it names each, and how much of its total is that vehicle's.

What an invoice names besides what it sells (a car taken in part exchange, one lent meanwhile) is told by words, not
always by these that are known. So each vehicle must stand under a price of its own, and all prices must come to the
invoice's sum. What was done to a car that was not sold may have a price there, too: a vehicle's is of one order with
the dearest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from claimcheck.core.evidence.proof import FIRM, Source
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import low
from claimcheck.core.extract.wordings.fields import ANOTHER_THING
from claimcheck.core.values import compare
from claimcheck.model.documents import Field, LineItem

_UNDER: Final = 4
"""Rows under that of a price in which what it is for may be named."""
_PRICE: Final = re.compile(r"\d[.,]\d\d(?!\d)")
_PIECES: Final = re.compile(r"[^\s:：;,#/()]+")
_ONE_VIN: Final = re.compile(r"(?<![A-Z0-9])(?=[A-Z]{0,16}\d)(?=\d{0,16}[A-Z])[A-HJ-NPR-Z0-9]{17}(?![A-Z0-9])")
_CENT: Final = Decimal("0.01")
_OF_DEAREST: Final = Decimal("0.5")
"""So much of the dearest row's price a unit a vehicle's is at the least; a service, a repair or a warranty is less."""


def listed(source: Source, name: str, numbers: Sequence[str]) -> Mapping[str, tuple[Field, Decimal]]:
    """Each vehicle's field and the part of the total that is its own; nothing where one of them has no such place.

    Args:
        source: a proof of sale.
        name: of the field.
        numbers: all that it names, folded.
    """
    field, items = source.extracted.fields.get(name), source.extracted.line_items
    if field is None or not _add_up(source) or _more(source.rows, numbers):
        return {}
    found: dict[str, tuple[Field, Decimal]] = {}
    total = sum((_amount(item) for item in items), Decimal(0))
    least = max((_amount(item) / _units(item) for item in items), default=Decimal(0)) * _OF_DEAREST
    for item in items:
        own = [(number, place) for row in _rows_of(source.rows, item) for number, place in _named(row, numbers, field)]
        if {number for number, _ in own} & found.keys() or len({number for number, _ in own}) > _units(item):
            return {}
        for number, place in own:
            if _amount(item) <= 0 or _amount(item) / _units(item) < least:
                return {}
            found[number] = (place, _amount(item) / _units(item) / total)
    return found if found.keys() == set(numbers) else {}


def _add_up(source: Source) -> bool:
    """Whether the rows' amounts come to the net amount or the total."""
    amounts = [_amount(item) for item in source.extracted.line_items]
    fields = (source.extracted.fields.get(name) for name in ("net_amount", "total_amount"))
    sums = [compare.as_amount(f.value) for f in fields if f and f.value and not f.repaired and f.confidence >= FIRM]
    whole = sum(amounts, Decimal(0))
    return whole > 0 and any(one is not None and abs(one - whole) <= _CENT * len(amounts) for one in sums)


def _more(rows: Sequence[Row], numbers: Sequence[str]) -> bool:
    """Whether a paper prints the number of a vehicle that is none of these, under whatever label."""
    return any(match.group() not in numbers for row in rows for match in _ONE_VIN.finditer(row.text.upper()))


def _amount(item: LineItem) -> Decimal:
    return compare.as_amount(item.values.get("amount", "")) or Decimal(0)


def _units(item: LineItem) -> int:
    count = compare.as_amount(item.values.get("quantity", ""))
    return int(count) if count is not None and count == count.to_integral_value() and count > 0 else 1


def _rows_of(rows: Sequence[Row], item: LineItem) -> Iterator[Row]:
    """The row of a price and those under it without another, up to words that speak of another vehicle."""
    if item.box is None:
        return
    own = next((i for i, row in enumerate(rows) if row.page == item.page and row.box == item.box), None)
    for i in range(own, min(own + _UNDER + 1, len(rows))) if own is not None else ():
        row = rows[i]
        other = i != own and (row.page != item.page or _PRICE.search(row.text))
        if other or ANOTHER_THING.search(low(row.text)):
            return
        yield row


def _named(row: Row, numbers: Sequence[str], field: Field) -> Iterator[tuple[str, Field]]:
    """The vehicles that a row names, each as a field there; it is no surer than the one that a label was seen at."""
    for match in _PIECES.finditer(row.text):
        number = compare.fold_number(match.group())
        if number in numbers:
            box, sure = row.place(match.start(), match.end())
            yield number, replace(
                field, value=match.group(), raw=match.group(), confidence=min(field.confidence, sure), page=row.page,
                box=box, rivals=(), supports=tuple(s for s in field.supports if not s.startswith("repeat")),
            )  # fmt: skip
