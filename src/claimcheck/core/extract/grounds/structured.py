"""The structured invoice that came with a document, held against its page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Final

from claimcheck.core.extract.days.dates import dates_in
from claimcheck.core.extract.money.amounts import amounts_in
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import fold
from claimcheck.model.documents import Field, LineItem, StructuredInvoice

DISAGREE = "layers.disagree"
"""The support code of a field whose XML says other than its page."""
TELLS: Final = frozenset({"label", "arithmetic", "words", "barcode", DISAGREE})
"""Supports that say that this value is the one that the page gives: no other place on it is asked then."""


def with_xml(fields: Mapping[str, Field], xml: StructuredInvoice, rows: Sequence[Row]) -> dict[str, Field]:
    """The fields of a page and of the XML that came with it, as one.

    Where both say the same, the page's field gains the support `xml`; what the page shows beside it still counts. Where
    extraction chose by the place alone, and the page shows the XML's value at another, it is taken from there. Where
    the page gives another value, the XML's is kept, the page's is its alternative and place, and `layers.disagree` is
    among the supports. Without a page, or where the page is silent, the XML's stands alone, without a place.
    """
    merged = dict(fields)
    for name, value in xml.fields.items():
        shown = fields.get(name)
        if shown is not None and agrees(name, value, shown):
            sure = max(shown.confidence, 0.99)
            merged[name] = replace(
                shown,
                value=value,
                confidence=sure,
                supports=(*shown.supports, "xml"),
                alternatives=(),
                repaired=False,
                rivals=() if name == "currency" else shown.rivals,
            )
            continue
        told = shown is not None and TELLS & {support.split(":", 1)[0] for support in shown.supports}
        elsewhere = printed(name, value, rows) if not told else None
        if elsewhere is not None and not _is_others(name, value, fields):
            merged[name] = elsewhere
        elif shown is not None and shown.value is not None:
            merged[name] = replace(
                shown,
                value=value,
                confidence=0.5,
                reader="xml",
                supports=("xml", DISAGREE),
                alternatives=(shown.value,),
            )
        else:
            merged[name] = Field(name, value, value, 1.0 if not rows else 0.95, reader="xml", supports=("xml",))
    return merged


def against(fields: Mapping[str, Field], xml: StructuredInvoice) -> dict[str, Field]:
    """Fields held against one more invoice that came as data with the same document: it may say nothing else."""
    merged = dict(fields)
    for name, value in xml.fields.items():
        shown = fields.get(name)
        if shown is not None and not agrees(name, value, shown):
            others = tuple(dict.fromkeys((*shown.alternatives, value)))
            supports = tuple(dict.fromkeys((*shown.supports, DISAGREE)))
            merged[name] = replace(shown, confidence=0.5, supports=supports, alternatives=others)
    return merged


def _is_others(name: str, value: str, fields: Mapping[str, Field]) -> bool:
    """Whether what the data names the seller's is the buyer's on the page, or the other way round."""
    sides = {"seller_name": "buyer_name", "seller_id": "buyer_id"}
    other = fields.get((sides | {b: a for a, b in sides.items()}).get(name, ""))
    return other is not None and agrees(name, value, other)


def xml_items(xml: StructuredInvoice) -> tuple[LineItem, ...]:
    """The XML's lines."""
    return tuple(LineItem(dict(line)) for line in xml.line_items)


def agrees(name: str, value: str, shown: Field) -> bool:
    """Whether a field says what a structured source says."""
    if shown.value is None:
        return value in shown.alternatives
    if name.endswith("amount"):
        return _decimal(value) == _decimal(shown.value)  # signs count: a credit is no charge
    return fold(value) == fold(shown.value)


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def printed(name: str, value: str, rows: Sequence[Row]) -> Field | None:
    """Where a structured source's value stands on the page, if it does.

    Dates in words and amounts in any grouping are met.
    """
    if name.endswith("amount"):
        wanted = _decimal(value)
        amounts = [a for a in amounts_in(rows) if wanted is not None and abs(a.value) == abs(wanted) and not a.repaired]
        return _placed(name, value, amounts[-1].row, amounts[-1].start, amounts[-1].end) if amounts else None
    if name.endswith("date"):
        days = [d for d in dates_in(rows) if value in [day.isoformat() for day in d.values]]
        return _placed(name, value, days[0].row, days[0].start, days[0].end) if days else None
    wanted_text = fold(value)
    if len(wanted_text) < 3:
        return None
    for row in rows:
        for start, cell in zip(row.starts, row.cells, strict=True):
            if wanted_text in fold(cell.text):
                return _placed(name, value, row, start, start + len(cell.text))
    return None


def _placed(name: str, value: str, row: Row, start: int, end: int) -> Field:
    box, sure = row.place(start, end)
    return Field(name, value, row.text[start:end], round(0.95 * sure, 4), row.page, box, row.reader, ("xml",))
