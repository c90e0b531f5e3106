"""The lines of an invoice or receipt: under a table's head, down to the totals."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from claimcheck.core.extract.amounts import Amount, plain_value
from claimcheck.core.extract.cells import Cell, union
from claimcheck.core.extract.roles import role_of
from claimcheck.core.extract.rows import Row
from claimcheck.core.extract.text import label_key
from claimcheck.model.documents import LineItem

_HEADS: Final[tuple[tuple[str, str], ...]] = (
    (
        "description",
        r"desc\w*|\bitems?\b|article|bezeichnung|beschreibung|produkt|product|designation|articolo|"
        r"descripcion|concepto|omschrijving|货物|商品|名称|项目",
    ),
    ("quantity", r"\bqty\b|quantity|menge|anzahl|quantite|\bqte\b|quantita|cantidad|aantal|数量|kuantiti"),
    ("unit_price", r"unit|\bu p\b|s price|\bprice\b|preis|prix|prezzo|precio|prijs|单价|harga"),
    ("tax_rate", r"\b(?:vat|tax|ust|mwst|tva|iva|btw)\b.*%|税率|^%$|tax rate"),
    (
        "amount",
        r"\bamt\b|amount|total|betrag|gesamt|summe|montant|importo|importe|bedrag|金额|jumlah|subtotal|entgelt",
    ),
)
HEADS: Final = tuple((name, re.compile(pattern)) for name, pattern in _HEADS)
"""What the heads of a table's columns are called."""
_ENDS: Final = frozenset({"total", "subtotal", "net", "tax", "payable", "tendered", "rounding", "quantity"})


def line_items(rows: Sequence[Row], amounts: Sequence[Amount]) -> tuple[LineItem, ...]:
    """The lines under the first table head that names at least two columns; none where there is no such head."""
    by_row: dict[int, list[Amount]] = {}
    for amount in amounts:
        by_row.setdefault(amount.row.index, []).append(amount)
    for i, row in enumerate(rows):
        columns = _columns(row)
        if len(columns) >= 2 and "amount" in columns and row.index not in by_row:
            return _lines(rows[i + 1 :], columns, by_row)
    return ()


def _columns(row: Row) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for cell in row.cells:
        key = label_key(cell.text)
        name = next((name for name, pattern in HEADS if pattern.search(key)), None)
        if name is not None:
            found.setdefault(name, cell)
    return found


def _lines(
    rows: Sequence[Row], columns: Mapping[str, Cell], by_row: Mapping[int, Sequence[Amount]]
) -> tuple[LineItem, ...]:
    items: list[LineItem] = []
    words: list[str] = []
    for row in rows[:120]:
        found = [a for a in by_row.get(row.index, ()) if not a.percent]
        money = [a for a in found if a.decimals == 2]
        left = " ".join(
            cell.text for cell in row.cells if not any(a.box.left <= cell.box.left <= a.box.right for a in found)
        )
        if money and role_of(row.text[: money[-1].start])[0] in _ENDS:
            break
        if not money:
            words = [*words[-1:], row.text] if not found or len(left) > 6 else words
            continue
        values = {"amount": plain_value(money[-1].value)}
        description = left.strip() or (words[-1] if words else "")
        if description:
            values["description"] = description
        values.update(_by_column(found[: found.index(money[-1])], columns))
        items.append(LineItem(values, row.page, union(cell.box for cell in row.cells)))
        words = []
    return tuple(items)


def _holds(cell: Cell, amounts: Sequence[Amount]) -> bool:
    return any(amount.box.left <= cell.box.left <= amount.box.right for amount in amounts)


def _by_column(amounts: Sequence[Amount], columns: Mapping[str, Cell]) -> dict[str, str]:
    """Quantity and unit price: each number under the head nearest to it."""
    values: dict[str, str] = {}
    heads = {name: columns[name] for name in ("quantity", "unit_price") if name in columns}
    for amount in amounts:
        middle = (amount.box.left + amount.box.right) / 2
        near = min(
            heads, key=lambda name: abs((heads[name].box.left + heads[name].box.right) / 2 - middle), default=None
        )
        if near is not None and abs((heads[near].box.left + heads[near].box.right) / 2 - middle) < 0.1:
            values.setdefault(near, f"{amount.value.normalize():f}" if amount.value != Decimal(0) else "0")
    return values
