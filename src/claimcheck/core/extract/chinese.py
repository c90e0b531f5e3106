"""Chinese forms: VAT invoices, motor vehicle invoices, vehicle licences.

The forms are fixed by the tax and traffic authorities; what is printed where is theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimcheck.core.extract.rows import Row
from claimcheck.model.documents import Box, Field, Kind

_ID = re.compile(r"(?<![0-9A-Z])[0-9A-Z]{15,20}(?![0-9A-Z])")
_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z0-9（）()·\-&.]{2,40}")
_COMPANY = re.compile(r"[\u4e00-\u9fff（）()]{2,}(?:公司|中心|商行|商店|经营部|工厂|集团|医院|学校|厂|店|局|院)")
_NUMBER8 = re.compile(r"(?<![\d*])\d{8}(?!\d)")
_NUMBER20 = re.compile(r"(?<!\d)\d{20}(?!\d)")
_CODE = re.compile(r"(?<!\d)\d{10}(?:\d{2})?(?!\d)")
_ADDRESS = re.compile(r"^[\u4e00-\u9fff]{2,}(?:省|市|区|县)[\u4e00-\u9fff\w\-（）()]{4,}$")


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of a row's text."""

    text: str
    row: Row
    start: int
    end: int

    @property
    def box(self) -> Box:
        """Where it stands."""
        return self.row.place(self.start, self.end)[0]


def chinese_fields(rows: Sequence[Row], kind: Kind) -> dict[str, Field]:
    """The fields of a Chinese form that its own layout tells; none for other kinds."""
    if kind == "vat_invoice":
        return _collected(_vat_invoice(rows))
    if kind == "motor_vehicle_invoice":
        return _collected(_vehicle_invoice(rows))
    if kind == "vehicle_licence":
        return _collected(_licence(rows))
    return {}


def _vat_invoice(rows: Sequence[Row]) -> Iterator[tuple[str, Mark | None, float]]:
    names = list(_after(rows, re.compile(r"(?:名?\s*称|名)\s*[:：]\s*"), _NAME))
    ids = list(_after(rows, re.compile(r"(?:纳税人识别号|统一社会信用代码(?:/纳税人识别号)?)\s*[:：/]?\s*"), _ID))
    yield from _two("name", names)
    yield from _two("id", ids)
    head = [row for row in rows if row.box.top < 0.33]
    code = next(iter(_marks(head, _CODE)), None)
    digital = next(iter(_marks(head, _NUMBER20)), None)
    number = digital or next(iter(_marks(head, _NUMBER8)), None)
    yield "invoice_code", None if digital else code, 0.85
    yield "invoice_number", number, 0.9


def _two(what: str, marks: Sequence[Mark]) -> Iterator[tuple[str, Mark | None, float]]:
    """Buyer's and seller's: the buyer stands above or left of the seller on every one of these forms."""
    if len(marks) >= 2:
        yield f"buyer_{what}", marks[0], 0.92
        yield f"seller_{what}", marks[1], 0.92
    elif marks:
        name = "buyer" if marks[0].box.top < 0.5 else "seller"
        yield f"{name}_{what}", marks[0], 0.8


def _vehicle_invoice(rows: Sequence[Row]) -> Iterator[tuple[str, Mark | None, float]]:
    companies = list(_marks(rows, _COMPANY))
    sells = next((row for row in rows if re.search(r"销[货售]单位名称|销售方", row.text)), None)
    buyer = next(iter(_after(rows, re.compile(r"购[买货](?:方|单位)名称(?:及)?"), _NAME)), None)
    seller = next(iter(_after(rows, re.compile(r"销[货售](?:单位|方)名称"), _NAME)), None)
    yield "seller_name", seller, 0.93
    yield "buyer_name", buyer or next((c for c in companies if sells is None or c.row.index < sells.index), None), 0.88
    middle = sells.box.top if sells is not None else 0.62
    ids = [
        mark for mark in _marks(rows, _ID) if not re.fullmatch(r"[A-HJ-NPR-Z0-9]{17}", mark.text) or mark.text.isdigit()
    ]
    tax_id = re.compile(r"纳税人识别号\s*[:：]?\s*")
    yield "buyer_id", next(iter(_after(rows[: _index(rows, sells)], tax_id, _ID)), None), 0.9
    yield "buyer_id", next((i for i in ids if 0.3 < i.box.top < middle - 0.05), None), 0.85
    yield "seller_id", next(iter(_after(rows[_index(rows, sells) :], tax_id, _ID)), None), 0.92


def _licence(rows: Sequence[Row]) -> Iterator[tuple[str, Mark | None, float]]:
    left = list(_marks(rows, _ADDRESS, whole=True))
    yield "address", left[0] if left else None, 0.85
    dates = list(_marks(rows, re.compile(r"(?:19|20)\d\d-\d\d-\d\d")))
    labels = [
        (name, next(iter(_marks(rows, re.compile(label))), None))
        for name, label in (("registration_date", "注册日期"), ("issue_date", "发证日期"))
    ]
    for name, label in labels:
        if label is not None and dates:
            lower = [d for d in dates if d.box.bottom > label.box.top] or dates
            yield name, min(lower, key=lambda d: abs(_middle(d.box) - _middle(label.box) - 0.02)), 0.85


def _middle(box: Box) -> float:
    return (box.left + box.right) / 2


def _index(rows: Sequence[Row], row: Row | None) -> int:
    return next((i for i, one in enumerate(rows) if one is row), 0)


def _after(rows: Sequence[Row], label: re.Pattern[str], value: re.Pattern[str]) -> Iterator[Mark]:
    """Values right after a label: in its cell, else in the next."""
    for row in rows:
        for k, cell in enumerate(row.cells):
            found = label.search(cell.text)
            if not found:
                continue
            own = value.match(cell.text, found.end())
            at = row.starts[k]
            if own:
                yield Mark(own.group(), row, at + own.start(), at + own.end())
            elif not cell.text[found.end() :].strip() and k + 1 < len(row.cells):
                beside = value.match(row.cells[k + 1].text)
                at = row.starts[k + 1]
                if beside:
                    yield Mark(beside.group(), row, at, at + beside.end())


def _marks(rows: Sequence[Row], pattern: re.Pattern[str], *, whole: bool = False) -> Iterator[Mark]:
    for row in rows:
        for k, cell in enumerate(row.cells):
            found = [pattern.fullmatch(cell.text)] if whole else list(pattern.finditer(cell.text))
            at = row.starts[k]
            for match in found:
                if match:
                    yield Mark(match.group(), row, at + match.start(), at + match.end())


def _collected(found: Iterator[tuple[str, Mark | None, float]]) -> dict[str, Field]:
    fields: dict[str, Field] = {}
    for name, mark, strength in found:
        if mark is None or name in fields:
            continue
        box, sure = mark.row.place(mark.start, mark.end)
        fields[name] = Field(
            name, mark.text, mark.text, round(sure * strength, 4), mark.row.page, box, mark.row.reader, ("label",)
        )
    return fields
