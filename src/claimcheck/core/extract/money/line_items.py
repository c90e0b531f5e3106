"""The lines of an invoice or receipt: under a table's head, down to the totals, each number by its column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from claimcheck.core.extract.money.amounts import Amount, plain_value
from claimcheck.core.extract.money.roles import role_of
from claimcheck.core.extract.page.cells import Cell, part, union
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import label_key
from claimcheck.model.documents import Box, LineItem

_HEADS: Final[tuple[tuple[str, str], ...]] = (
    ("discount", r"\brem(?:ise)?\b|rabatt|discount|\bdisc\b|sconto|\bdto\b|descuento|korting|折扣"),
    (
        "code",
        r"^(?:art(?:icle|ikel|iculo|icolo)?|item|product|produit|prod|material|part|ref|sku|ean|gtin|barcode)s? ?"
        r"(?:nr|no|num\w*|code|id|#)$|^(?:code|cod|codice|codigo|ref\w*|sku|ean|gtin|barcode|artikelnr|artnr)$|编号",
    ),
    (
        "unit_price",
        r"unit price|unit cost|\bu ?p\b|s price|\bprice\b|preis|prix|prezzo|precio|prijs|\bp ?u\b|\bp unit\w*|"
        r"^e(?:inzel)? ?p(?:reis)?\b|^rate$|\bcost\b|price each|单价|harga",
    ),
    (
        "tax_rate",
        r"^(?:%|taux|tipo|aliq\w*|satz|rate)? ?(?:de |di )?(?:vat|tax|ust|mwst|tva|iva|btw|gst|steuer|umsatzsteuer|"
        r"i v a|t v a)(?: ?(?:%|rate|satz|code|taux))?$|^%$|aliq\w*|tax rate|taux|税率|steuersatz",
    ),
    ("tax_amount", r"税额|steuerbetrag|tax am\w*|vat am\w*|montant (?:de )?(?:la )?tva"),
    (
        "quantity",
        r"\bqty\b|\bquantity|menge|anzahl|\banz\b|quantite|\bqte\b|quantita|\bq ta\b|\bqta\b|cantidad|\bcant\b|"
        r"aantal|数量|kuantiti|^units$|unidades|^uds?$|^hours$|stunden|heures|\bspots\b|pieces",
    ),
    ("unit", r"^(?:unit|einheit|unite|unidad|eenheid|u m|um|me|uom|单位)$"),
    (
        "amount",
        r"\bamt\b|amount|total|betrag|gesamt|summe|montant|importo|importe|bedrag|金额|jumlah|subtotal|entgelt|"
        r"^g ?preis|extended|line value|^value$|^net$|^wert$",
    ),
    (
        "description",
        r"desc\w*|\bitems?\b|article|artikel|bezeichnung|beschreibung|produkt|product|designation|articolo|articulo|"
        r"descripcion|concepto|omschrijving|libelle|prestation|prestazione|leistung|position|details|service|"
        r"particulars|货物|商品|名称|项目",
    ),
    ("position", r"^(?:pos|no|nr|line|ligne|zeile|#)?$"),
)  # fmt: skip
HEADS: Final = tuple((name, re.compile(pattern)) for name, pattern in _HEADS)
"""What the heads of a table's columns are called; the first that fits counts."""
_GESAMTPREIS: Final = re.compile(r"gesamt|total|^g ?preis|line|extended")
"""What makes a price that of the whole line."""
_ENDS: Final = frozenset({"total", "subtotal", "net", "tax", "payable", "tendered", "rounding", "quantity"})
_NUMERIC: Final = frozenset({"quantity", "unit_price", "tax_rate", "discount", "amount", "tax_amount"})
FLUSH: Final = 0.012
"""How far, in page widths, a number's edge stands from its head's at the most where they are flush."""
FAR: Final = 0.09
"""How far it may stand from its head at all."""
SPACED: Final = 1.2
"""Blank between two heads, in signs of their own width, from which on they are two."""
MOST_LINES: Final = 300
_ONE_LINE_TAX: Final = Decimal(60)
"""No rate of tax is higher, in percent."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, where its head stands."""

    name: str
    box: Box
    head: str


def line_items(rows: Sequence[Row], amounts: Sequence[Amount]) -> tuple[LineItem, ...]:
    """The lines under the first table head that names at least two columns; none where there is no such head.

    `values` has what the table has of description, quantity, unit_price, tax_rate (percent) and amount.
    """
    by_row: dict[int, list[Amount]] = {}
    for amount in amounts:
        by_row.setdefault(amount.row.index, []).append(amount)
    for i, row in enumerate(rows):
        if any(a.decimals == 2 for a in by_row.get(row.index, ())):
            continue
        columns = _columns(row, [a for below in rows[i + 1 : i + 4] for a in by_row.get(below.index, ())])
        names = {column.name for column in columns}
        if "amount" in names and len(names & {"description", "quantity", "unit_price", "tax_rate", "code"}) >= 1:
            items = tuple(_lines(rows[i + 1 : i + 1 + MOST_LINES], columns, by_row))
            if items:
                return items
    return ()


def _columns(row: Row, below: Sequence[Amount]) -> tuple[Column, ...]:
    """The columns that a row of heads names, left to right, each name once; `below` are the numbers under them."""
    found: list[Column] = []
    for cell in (head for whole in row.cells for head in _heads(whole, below)):
        name = _head_of(cell.text)
        if name is not None and all(column.name != name for column in found):
            found.append(Column(name, cell.box, cell.text))
    return tuple(found)


def _heads(cell: Cell, below: Sequence[Amount]) -> Iterator[Cell]:
    """The heads in a cell: two stand in one where they are set close, as over narrow columns.

    They part at a wide blank, where the first ends flush with the numbers under it, or where the words leave no choice.
    """
    wide = SPACED * (cell.box.right - cell.box.left) / max(1, len(cell.text))
    for i in range(1, len(cell.words)):
        before = part(cell.text, cell.words[:i], cell.offsets[:i])
        after = part(cell.text, cell.words[i:], cell.offsets[i:])
        left = _head_of(before.text)
        right = _other_head(after, left)
        if left is None or right is None:
            continue
        apart = after.box.left - before.box.right > wide
        flush = any(abs(amount.box.right - before.box.right) <= FLUSH / 2 for amount in below)
        if apart or flush or _one_after_another(left, right, after.text):
            yield before
            yield from _heads(after, below)
            return
    yield cell


def _other_head(cell: Cell, left: str | None) -> str | None:
    """The head of another column than `left` that a cell begins with."""
    begun = (_head_of(" ".join(word.text for word in cell.words[:end])) for end in (1, 2, 3))
    return next((name for name in begun if name not in (None, left)), None)


def _one_after_another(left: str, right: str, text: str) -> bool:
    """Whether two heads are two though they stand a blank apart: `Pos. Description`, but not `code article`."""
    if left == "code":
        return right == "description" and re.match(r"art|prod|item", label_key(text)) is None
    return left == "position" or (left == "quantity" and right == "description")


@lru_cache(maxsize=8192)  # the words of a row are tried as heads alone and together
def _head_of(text: str) -> str | None:
    key = label_key(text)
    if not key:
        return "code" if "#" in text and len(text) > 1 else "tax_rate" if text.strip() == "%" else None
    if "#" in text and re.match(r"(?:item|art|part|product)", key):
        return "code"
    name = next((name for name, pattern in HEADS if pattern.search(key)), None)
    if name == "unit_price" and _GESAMTPREIS.search(key):
        return "amount"
    return name


def _lines(
    rows: Sequence[Row], columns: Sequence[Column], by_row: Mapping[int, Sequence[Amount]]
) -> Iterator[LineItem]:
    pending = ""
    for row in rows:
        found = by_row.get(row.index, ())
        placed = _placed(row, found, columns)
        own = _description(row, columns, placed)
        money = [a for a in found if a.decimals == 2 and not a.percent]
        counted = "quantity" in placed or "unit_price" in placed
        if money and role_of(row.text[: money[-1].start])[0] in _ENDS and not (counted and own):
            return
        whole = placed.get("amount") or (money[-1] if money and len(money) > ("unit_price" in placed) else None)
        if whole is None or (whole.decimals != 2 and not counted):
            pending = own if own and not found else pending
            continue
        values = {"amount": plain_value(whole.value)}
        description = own or pending
        if description:
            values["description"] = description
        values.update(_numbers(placed))
        yield LineItem(values, row.page, union(cell.box for cell in row.cells))
        pending = ""


def _placed(row: Row, found: Sequence[Amount], columns: Sequence[Column]) -> dict[str, Amount]:
    """The row's numbers by the column that each stands in."""
    placed: dict[str, Amount] = {}
    for amount in found:
        name = _column_of(row, amount, columns)
        if name is not None and name in _NUMERIC:
            placed.setdefault(name, amount)
    return placed


def _column_of(row: Row, amount: Amount, columns: Sequence[Column]) -> str | None:
    """The column whose head a number stands flush with, else the nearest; None for a number within a text."""
    numeric = [column for column in columns if column.name in _NUMERIC]
    if amount.percent:
        own = [column for column in numeric if column.name in ("tax_rate", "discount")]
        return min(own, key=lambda c: _apart(amount.box, c.box)).name if own else None
    near = min(columns, key=lambda c: _apart(amount.box, c.box))
    if _apart(amount.box, near.box) <= FLUSH and (near.name in _NUMERIC or near.name == "position"):
        return near.name
    cell = row.cells[row.cell_at(amount.start)]
    before = row.text[row.starts[row.cell_at(amount.start)] : amount.start]
    if any(sign.isalpha() for sign in before) and not _over(cell, numeric):
        return None
    close = min(numeric, key=lambda c: _apart(amount.box, c.box))
    return close.name if _apart(amount.box, close.box) <= FAR else None


def _over(cell: Cell, columns: Sequence[Column]) -> bool:
    """Whether a cell reaches into a column of numbers, so that it is a text with a number behind it."""
    return any(cell.box.right > column.box.left + FLUSH for column in columns)


def _apart(box: Box, head: Box) -> float:
    """How far a number and a head stand apart at the edge, or in the middle, where they are nearest."""
    middle = abs((box.left + box.right) - (head.left + head.right)) / 2
    return min(abs(box.right - head.right), abs(box.left - head.left), middle)


def _description(row: Row, columns: Sequence[Column], placed: Mapping[str, Amount]) -> str:
    """The words under the description's head, up to the next column; without such a head those before the numbers."""
    own = next((column for column in columns if column.name == "description"), None)
    if own is not None:
        left = own.box.left - FLUSH
        right = min((c.box.left for c in columns if c.box.left > own.box.right), default=1.0)
    else:
        left = max((c.box.right for c in columns if c.name in ("code", "position")), default=0.0)
        right = min((c.box.left for c in columns if c.name in _NUMERIC and c.box.left > left), default=1.0)
    taken = [amount.box for amount in placed.values()]
    words = [
        word.text
        for cell in row.cells
        for word in cell.words
        if left <= word.box.left < right and not any(b.left - FLUSH / 2 <= word.box.left <= b.right for b in taken)
    ]
    text = " ".join(words).strip(" |:")
    return text if any(sign.isalpha() for sign in text) else ""


def _numbers(placed: Mapping[str, Amount]) -> Iterator[tuple[str, str]]:
    for name in ("quantity", "unit_price"):
        if name in placed:
            value = placed[name].value
            yield name, f"{value.normalize():f}" if value else "0"
    rate = placed.get("tax_rate")
    if rate is not None and 0 <= rate.value < _ONE_LINE_TAX and (rate.percent or rate.decimals < 2):
        yield "tax_rate", f"{rate.value.normalize():f}" if rate.value else "0"
