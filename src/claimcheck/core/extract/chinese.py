"""Chinese forms: VAT and motor vehicle invoices, licences, certificates, statements.

The forms are fixed by the tax, traffic and market authorities; what is printed where is theirs. Labels name most
values; which party a name or a tax number belongs to is told by the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from claimcheck.core.checkdigits import checked, vin_holds
from claimcheck.core.extract.chinese_labels import labels_of
from claimcheck.core.extract.chinese_shapes import VALUES
from claimcheck.core.extract.chinese_sheet import Read, Sheet, anywhere
from claimcheck.core.extract.chinese_tags import sheet_of
from claimcheck.core.extract.chinese_values import values
from claimcheck.core.extract.plates import plate
from claimcheck.core.extract.rows import Row
from claimcheck.core.extract.text import has_cjk
from claimcheck.model.documents import Box, Field, Kind

SURE, LAYOUT = 0.96, 0.88
"""How surely a value is the field: by a label of its own, or by its place on the form."""
NO_PLATE = 0.4
"""How much is left of a reading that begins with no province's sign."""
_OF_KIND: dict[str, tuple[str, ...]] = {
    "motor_vehicle_invoice": (
        "invoice_code", "invoice_number", "vin", "engine_number", "model_name", "plate_number",
    ),
    "contract": ("seller_name", "buyer_name", "vin", "model_name"),
    "order": ("seller_name", "buyer_name"),
    "vat_invoice": ("invoice_code", "invoice_number"),
    "vehicle_licence": (
        "plate_number", "buyer_name", "address", "model_name", "vin", "engine_number", "registration_date",
        "issue_date",
    ),
    "registration_certificate": (
        "plate_number", "model_name", "vin", "engine_number", "registration_date", "issue_date",
    ),
    "business_licence": ("buyer_id", "address"),
    "insurance_statement": (
        "buyer_name", "buyer_id", "plate_number", "model_name", "vin", "engine_number", "issue_date",
    ),
}  # fmt: skip
_PRINTED_AGAIN = frozenset({"invoice_code", "invoice_number", "vin", "plate_number"})
Found = tuple[str, Read, float, str]
"""Field, value, how surely the value is the field's, and by what: `label` or `layout`."""


def chinese_fields(rows: Sequence[Row], kind: Kind) -> dict[str, Field]:
    """The fields of a Chinese form that its own layout tells; none for other kinds or other languages."""
    if not labels_of(kind) or not any(has_cjk(row.text) for row in rows):
        return {}
    sheet = sheet_of(rows, kind)
    fields: dict[str, Field] = {}
    for name, read, sure, ground in _found(sheet, kind):
        field = _field(name, read, sure, ground)
        if field is not None:
            fields.setdefault(name, field)
    return {name: _repeated(sheet, field) for name, field in fields.items()}


def _repeated(sheet: Sheet, field: Field) -> Field:
    """The field with what the form prints again: the same elsewhere, or another where both must be one.

    The machine prints code and number of an invoice once more onto the form, which has them already.
    """
    if field.name not in _PRINTED_AGAIN or field.repaired:
        return field
    again = {"invoice_code": "machine_code", "invoice_number": "machine_number"}.get(field.name, "")
    others = {read.text for read in values(sheet, again)} if again else set()
    if others and field.value not in others:
        return replace(field, rivals=(*field.rivals, *sorted(others)))
    places = {spot.row.index for spot in sheet.spots if field.value and field.value in spot.bare.upper()}
    supports = (*field.supports, f"repeat:{len(places)}") if len(places) > 1 else field.supports
    return replace(field, supports=supports)


def _found(sheet: Sheet, kind: Kind) -> Iterator[Found]:
    for name in _OF_KIND[kind]:
        yield from ((name, read, SURE, "label") for read in values(sheet, name)[:1])
    if kind == "motor_vehicle_invoice":
        yield from _car_parties(sheet)
    elif kind == "vat_invoice":
        yield from _vat_head(sheet)
        yield from _vat_parties(sheet)
    elif kind == "registration_certificate":
        yield from (("buyer_name", read, SURE, "label") for read in values(sheet, "owner")[:1])
    elif kind == "business_licence":
        yield from (("buyer_name", read, SURE, "label") for read in values(sheet, "name")[:1])
        yield from (("buyer_name", read, LAYOUT, "layout") for read in _first_company(sheet))
    elif kind in {"contract", "order"}:
        yield from (("invoice_number", read, SURE, "label") for read in values(sheet, "deal_number")[:1])
        yield from (("invoice_date", read, SURE, "label") for read in values(sheet, "deal_date")[:1])
    elif kind == "insurance_statement":
        yield from (("issue_date", read, 0.85, "label") for read in values(sheet, "later_date")[-1:])
    if kind == "vehicle_licence":
        yield from (("address", read, LAYOUT, "layout") for read in anywhere(sheet, "place"))
    if kind in {"motor_vehicle_invoice", "vehicle_licence", "registration_certificate"}:
        yield from (("vin", read, LAYOUT, "layout") for read in anywhere(sheet, "vin") if vin_holds(read.text.upper()))


def _first_company(sheet: Sheet) -> Iterator[Read]:
    """The first company of a business licence: its own name, where the label before it was not read."""
    for read in anywhere(sheet, "company"):
        box, _ = read.place
        if (
            box.top < 0.5
            and id(read.parts[0][0].cells[read.parts[0][0].cell_at(read.parts[0][1])]) not in sheet.labelled
        ):
            yield read
            return


def _car_parties(sheet: Sheet) -> Iterator[Found]:
    """Buyer above seller; a tax number is that of the party whose name stands last before it."""
    buyers, sellers = values(sheet, "buyer_name"), values(sheet, "seller_name")
    if not buyers and not sellers:
        yield from _vat_parties(sheet)
        return
    yield from (("buyer_name", read, SURE, "label") for read in buyers[:1])
    yield from (("seller_name", read, SURE, "label") for read in sellers[:1])
    yield from (("buyer_id", read, SURE, "label") for read in values(sheet, "buyer_id")[:1])
    yield from (("seller_id", read, SURE, "label") for read in values(sheet, "seller_id")[:1])
    below = min((tag.box.top for tag in sheet.tags if tag.label.role == "seller_name"), default=0.6)
    above = min((tag.box.top for tag in sheet.tags if tag.label.role == "buyer_name"), default=0.0)
    for read in values(sheet, "id"):
        of_seller = _middle(read.label) > below if below > above else not _middle(read.label) > above
        yield "seller_id" if of_seller else "buyer_id", read, SURE, "label"
    yield from _with_name(sheet, buyers[:1])


def _with_name(sheet: Sheet, buyers: Sequence[Read]) -> Iterator[Found]:
    """The number that stands behind or under the buyer's name in one box, as old forms have it."""
    for read in buyers:
        row, _, end = read.parts[-1]
        behind = VALUES["id"].search(row.text[end : end + 30])
        if behind:
            part = (row, end + behind.start(), end + behind.end())
            yield "buyer_id", Read(behind.group(), (part,), read.label), LAYOUT, "layout"
        box, _ = read.place
        for under in anywhere(sheet, "id"):
            place, _ = under.place
            tall = box.bottom - box.top
            if 0 < _middle(place) - _middle(box) < 1.6 * tall and abs(place.left - box.left) < 1.5 * tall:
                yield "buyer_id", under, LAYOUT, "layout"


def _vat_head(sheet: Sheet) -> Iterator[Found]:
    """Code and number that stand in the head of a paper form with no label, or one that reads `No`."""
    head = [spot for spot in sheet.spots if spot.cell.box.top < 0.33]
    if any(tag.label.role == "invoice_number" for tag in sheet.tags):
        return
    for read in (r for r in anywhere(Sheet(tuple(head), sheet.tags), "number") if not _inside_label(sheet, r)):
        yield "invoice_number", read, LAYOUT, "layout"
        break
    for read in (r for r in anywhere(Sheet(tuple(head), sheet.tags), "code") if not _inside_label(sheet, r)):
        yield "invoice_code", read, LAYOUT, "layout"
        break


def _inside_label(sheet: Sheet, read: Read) -> bool:
    """Whether a number belongs to a label that names something else, such as the machine's number."""
    box, _ = read.place
    return any(
        not tag.label.role
        and 0 <= box.left - tag.box.right < 0.12
        and tag.box.top - 0.01 <= _middle(box) <= tag.box.bottom + 0.01
        for tag in sheet.tags
    )


def _vat_parties(sheet: Sheet) -> Iterator[Found]:
    """Two blocks with the same labels: the buyer's is above or at the left of the seller's on every form."""
    for role in ("buyer_name", "seller_name", "buyer_id", "seller_id"):
        yield from ((role, read, SURE, "label") for read in values(sheet, role)[:1])
    names = values(sheet, "name")
    # By their columns, which stay apart on a page that was laid askew.
    beside = len(names) > 1 and abs(names[0].label.left - names[1].label.left) > 0.2
    names = sorted(names[:2], key=lambda read: read.label.left if beside else read.label.top)
    parties = dict(zip(("buyer", "seller"), names, strict=False))
    if len(names) == 1 and names[0].label.top >= 0.5:
        parties = {"seller": names[0]}
    for who, read in parties.items():
        yield f"{who}_name", read, SURE if len(names) == 2 else LAYOUT, "label"
    for read in values(sheet, "id"):
        yield f"{_party_of(read, parties, beside=beside)}_id", read, SURE, "label"


def _party_of(read: Read, parties: dict[str, Read], *, beside: bool) -> str:
    """Whose block a number stands in: that of the name in its column, else of the last name above it."""
    if not parties:
        return "buyer" if read.label.top < 0.5 else "seller"
    if beside:
        return min(parties, key=lambda who: abs(parties[who].label.left - read.label.left))
    above = [who for who, name in parties.items() if name.label.top <= read.label.bottom]
    return max(above, key=lambda who: parties[who].label.top) if above else min(parties)


def _middle(box: Box) -> float:
    return (box.top + box.bottom) / 2


def _field(name: str, read: Read, strength: float, ground: str) -> Field | None:
    box, sure = read.place
    row = read.parts[0][0]
    value, raw = read.text, " ".join(row.text[start:end] for row, start, end in read.parts)
    supports: tuple[str, ...] = (ground,)
    repaired = False
    if name.endswith("_date"):
        value = _day(value)
    elif name == "vin" or name.endswith("_id"):
        check = checked(name, value.upper(), sure)
        value, repaired = check.value, check.repaired
        supports += ("check_digit",) if check.holds else ()
    elif name == "plate_number":
        printed = plate(value)
        value, repaired = printed.value, printed.repaired
        sure *= 1.0 if printed.possible else NO_PLATE
    elif name.endswith("_name") and name != "model_name":
        value = value.rstrip("-.,&· ")
    if not value:
        return None
    confidence = round(sure * strength * (0.6 if repaired else 1.0), 4)
    return Field(name, value, raw, confidence, row.page, box, row.reader, supports, repaired=repaired)


def _day(text: str) -> str:
    match = re.match(r"(\d{4})\D+(\d{1,2})\D+(\d{1,2})", text)
    if match is None or not (1 <= int(match[2]) <= 12 and 1 <= int(match[3]) <= 31):
        return ""
    return f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}"
