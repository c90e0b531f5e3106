"""Structured sources of a document, held against its page: e-invoice XML, and codes printed on it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from claimcheck.core.extract.amounts import amounts_in, plain_value
from claimcheck.core.extract.dates import dates_in
from claimcheck.core.extract.rows import Row
from claimcheck.core.extract.text import fold
from claimcheck.model.documents import Barcode, Field, LineItem, StructuredInvoice

DISAGREE = "layers.disagree"
"""The support code of a field whose XML says other than its page."""
_WITH_TAX = frozenset({"31", "32"})
"""Types of Chinese invoice whose QR code carries the amount with tax; older types carry it without."""


def with_xml(fields: Mapping[str, Field], xml: StructuredInvoice, rows: Sequence[Row]) -> dict[str, Field]:
    """The fields of a page and of the XML that came with it, as one.

    Where both say the same, the page's field gains the support `xml`. Where the page shows the XML's value at another
    place than extraction chose, it is taken from there. Where the XML's value stands nowhere on a page that gives
    another one, the XML's is kept, the page's is its alternative and place, and `layers.disagree` is among the
    supports. Without a page, or where the page is silent, the XML's stands alone, without a place.
    """
    merged = dict(fields)
    for name, value in xml.fields.items():
        shown = fields.get(name)
        if shown is not None and _agree(name, value, shown):
            sure = max(shown.confidence, 0.99)
            merged[name] = replace(
                shown, value=value, confidence=sure, supports=(*shown.supports, "xml"), alternatives=(), repaired=False
            )
            continue
        elsewhere = _printed(name, value, rows)
        if elsewhere is not None:
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


def xml_items(xml: StructuredInvoice) -> tuple[LineItem, ...]:
    """The XML's lines."""
    return tuple(LineItem(dict(line)) for line in xml.line_items)


def with_barcodes(fields: Mapping[str, Field], barcodes: Sequence[Barcode]) -> dict[str, Field]:
    """The fields, with the support `barcode` where a printed code says the same; what only a code says is added."""
    merged = dict(fields)
    for code in barcodes:
        for name, value in coded_fields(code.text).items():
            shown = merged.get(name)
            if shown is None:
                merged[name] = Field(name, value, value, 0.9, code.page, code.box, "barcode", ("barcode",))
            elif _agree(name, value, shown) and "barcode" not in shown.supports:
                merged[name] = replace(shown, value=value, supports=(*shown.supports, "barcode"), alternatives=())
    return merged


def coded_fields(text: str) -> dict[str, str]:
    """What a code says: Chinese VAT invoices (`01,type,code,number,amount,date,…`), EPC and Swiss payment, VIN.

    A payment code names the account's owner, who need not be the seller: the name is left out.
    """
    parts = text.split(",")
    if len(parts) >= 6 and parts[0] == "01" and re.fullmatch(r"\d{8}", parts[5]):
        fields = {"invoice_number": parts[3], "invoice_date": f"{parts[5][:4]}-{parts[5][4:6]}-{parts[5][6:]}"}
        if parts[2]:
            fields["invoice_code"] = parts[2]
        if re.fullmatch(r"\d+(?:\.\d+)?", parts[4]):
            fields["total_amount" if parts[1] in _WITH_TAX else "net_amount"] = plain_value(Decimal(parts[4]))
        return fields
    lines = text.splitlines()
    if lines[:1] == ["BCD"] and len(lines) > 7 and re.fullmatch(r"[A-Z]{3}\d+(?:\.\d\d?)?", lines[7]):
        return {"currency": lines[7][:3], "payable_amount": plain_value(Decimal(lines[7][3:]))}
    if lines[:1] == ["SPC"] and len(lines) > 19 and re.fullmatch(r"\d+\.\d\d", lines[18]):
        return {"currency": lines[19], "payable_amount": plain_value(Decimal(lines[18]))}
    if re.fullmatch(r"[A-HJ-NPR-Z0-9]{17}", text.strip()) and not text.strip().isdigit():
        return {"vin": text.strip()}
    return {}


def _agree(name: str, value: str, shown: Field) -> bool:
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


def _printed(name: str, value: str, rows: Sequence[Row]) -> Field | None:
    """Where the XML's value stands on the page, if it does; dates in words and amounts in any grouping are met."""
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
