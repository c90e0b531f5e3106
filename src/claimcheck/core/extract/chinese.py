"""Chinese forms: VAT and motor vehicle invoices, licences, certificates, statements.

The forms are fixed by the tax, traffic and market authorities; what is printed where is theirs. Labels name most
values; which party a name or a tax number belongs to is told by the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from claimcheck.core.checkdigits import checked, vin_holds
from claimcheck.core.extract.chinese_labels import DEALS, OF_CARS, SALES, labels_of
from claimcheck.core.extract.chinese_parties import FORMS, LAYOUT, SURE, Found, parties
from claimcheck.core.extract.chinese_shapes import (
    SEALED,
    VALUES,
    as_modelled,
    as_numbered,
    like_company,
    like_person,
    spelled_out,
    vin_within,
)
from claimcheck.core.extract.chinese_sheet import Read, Sheet, anywhere, part_of
from claimcheck.core.extract.chinese_tags import sheet_of
from claimcheck.core.extract.chinese_values import values
from claimcheck.core.extract.chinese_words import NO_NAME
from claimcheck.core.extract.plates import plate
from claimcheck.core.extract.rows import Row
from claimcheck.core.extract.text import has_cjk
from claimcheck.model.documents import Box, Field, Kind

ANOTHERS = 0.7
"""How surely a number or day is the paper's own where its label names another kind of paper."""
NO_PLATE = 0.4
"""How much is left of a reading that begins with no province's sign."""
_OF_KIND: dict[str, tuple[str, ...]] = {
    "motor_vehicle_invoice": (
        "invoice_code", "invoice_number", "vin", "engine_number", "model_name", "plate_number",
    ),
    **dict.fromkeys(DEALS, ("invoice_code", "vin", "engine_number", "model_name", "plate_number")),
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
_NUMBERS: dict[str, tuple[str, ...]] = {
    "contract": ("contract_number", "paper_number", "order_number"),
    "order": ("order_number", "paper_number", "receipt_number", "contract_number"),
    "receipt": ("receipt_number", "paper_number", "order_number"),
    "invoice": ("own_number", "paper_number", "receipt_number", "order_number"),
    "credit_note": ("own_number", "paper_number"),
}
"""Whose number is the paper's own, the likeliest first."""
_PRINTED_AGAIN = frozenset({"invoice_code", "invoice_number", "vin", "plate_number"})


def with_chinese(fields: Mapping[str, Field], rows: Sequence[Row], kind: Kind) -> dict[str, Field]:
    """The fields with those that a Chinese paper's own words tell, and without names that it has for no party.

    Args:
        fields: what was found by the rules for all languages.
        rows: of the document.
        kind: of the document.
    """
    found = chinese_fields(rows, kind)
    guessed = {name for name in ("seller_name", "buyer_name") if name in fields and name not in found}
    strange = {name for name in guessed if _no_party(fields[name].value or "", kind)}
    dealt = {field.value for name, field in found.items() if name in {"seller_name", "buyer_name"}}
    strange |= {name for name in guessed if "".join((fields[name].value or "").split()) in dealt}  # the other party
    number = fields.get("invoice_number")
    if kind in FORMS and number is not None and VALUES["number"].fullmatch(number.value or "") is None:
        strange.add("invoice_number")  # of what else: the tax office's numbers have eight figures or twenty
    kept = {name: field for name, field in fields.items() if name not in strange}
    for name in guessed - strange:
        kept[name] = replace(kept[name], value=_LABEL_LEFT.sub("", kept[name].value or ""))
    return {**kept, **found}


_LABEL_LEFT = re.compile(r"^(?:名称?|称)[\s:：]+")
"""What is left of a worn label before a name."""


def _no_party(text: str, kind: Kind) -> bool:
    """Whether a guessed name in Chinese is a label or a title, and nobody's; a shop calls itself what it likes."""
    bare = "".join(text.split())
    if sum(has_cjk(sign) for sign in bare) * 2 < len(bare) or like_company(bare):
        return False
    return ":" in bare or NO_NAME.search(bare) is not None or (kind != "receipt" and not like_person(bare))


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
    if kind == "vat_invoice":
        yield from _vat_head(sheet)
    if kind in SALES:
        yield from parties(sheet)
    if kind == "registration_certificate":
        yield from (("buyer_name", read, SURE, "label") for read in values(sheet, "owner")[:1])
    elif kind == "business_licence":
        yield from (("buyer_name", read, SURE, "label") for read in values(sheet, "name")[:1])
        yield from (("buyer_name", read, LAYOUT, "layout") for read in _first_company(sheet))
    elif kind in DEALS:
        yield from _own_number_and_day(sheet, kind)
    elif kind == "vehicle_licence":
        # A telephone shows the plate over all else, with no label.
        yield from (
            ("plate_number", read, LAYOUT, "layout") for read in anywhere(sheet, "plate") if plate(read.text).possible
        )
        yield from (("address", read, LAYOUT, "layout") for read in anywhere(sheet, "place"))
    elif kind == "insurance_statement":
        yield from (("issue_date", read, 0.85, "label") for read in values(sheet, "later_date")[-1:])
        yield from (("issue_date", read, 0.8, "layout") for read in _last_day(sheet))
    if kind in OF_CARS:
        yield from (("model_name", read, LAYOUT, "layout") for read in _branded(sheet) if kind in DEALS)
        yield from (("vin", read, LAYOUT, "layout") for read in _run_together(sheet))
        yield from (("vin", read, LAYOUT, "layout") for read in anywhere(sheet, "vin") if vin_holds(read.text.upper()))


def _run_together(sheet: Sheet) -> Iterator[Read]:
    """VINs that the reader ran together with their neighbour, by their check digit."""
    for spot in sheet.spots:
        for match in VALUES["run"].finditer(spot.bare):
            at = vin_within(match.group())
            if at >= 0:
                start = match.start() + at
                yield Read(spot.bare[start : start + 17], (part_of(spot, start, start + 17),), spot.cell.box)


def _branded(sheet: Sheet) -> Iterator[Read]:
    """Models with their brand within a sentence."""
    for spot in sheet.spots:
        for match in VALUES["branded"].finditer(spot.bare):
            start, end = match.span("model")
            yield Read(match["model"], (part_of(spot, start, end),), spot.cell.box)


def _own_number_and_day(sheet: Sheet, kind: Kind) -> Iterator[Found]:
    """The number and the day of a paper of trade: its own kind's words first, then words that any paper has."""
    for place, role in enumerate(_NUMBERS.get(kind, ())):
        sure = SURE if place < 2 else ANOTHERS
        yield from (("invoice_number", read, sure, "label") for read in values(sheet, role)[:1])
    for role, sure in (("signed_date", SURE), ("deal_date", SURE), ("any_date", 0.9)):
        yield from (("invoice_date", read, sure, "label") for read in values(sheet, role)[:1])
    yield from (("invoice_date", read, 0.85, "layout") for read in _last_day(sheet))


def _last_day(sheet: Sheet) -> list[Read]:
    """The day that stands by itself under a letter or contract, where no other day does."""
    alone = [
        read
        for read in anywhere(sheet, "date")
        if len(read.text)
        >= len(read.parts[0][0].cells[read.parts[0][0].cell_at(read.parts[0][1])].text.replace(" ", ""))
    ]
    return alone[-1:] if len({read.text for read in alone}) == 1 else []


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
    elif name in {"invoice_number", "model_name"}:
        value, repaired = (as_numbered if name == "invoice_number" else as_modelled)(value)
    elif name.endswith("_name"):
        value = SEALED.sub("", value.rstrip("-.,&· ")).rstrip("-.,&· ")
    if not value:
        return None
    confidence = round(sure * strength * (0.6 if repaired else 1.0), 4)
    return Field(name, value, raw, confidence, row.page, box, row.reader, supports, repaired=repaired)


def _day(text: str) -> str:
    match = re.match(r"(\d{4})\D+(\d{1,2})\D+(\d{1,2})", spelled_out(text))
    if match is None or not (1 <= int(match[2]) <= 12 and 1 <= int(match[3]) <= 31):
        return ""
    return f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}"
