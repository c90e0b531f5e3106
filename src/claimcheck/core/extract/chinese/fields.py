"""Chinese forms: VAT and motor vehicle invoices, licences, certificates, statements.

The forms are fixed by the tax, traffic and market authorities; what is printed where is theirs. Labels name most
values; which party a name or a tax number belongs to is told by the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from claimcheck.core.extract.calibration import DOUBTED
from claimcheck.core.extract.chinese.days_come import days_come
from claimcheck.core.extract.chinese.label import DEALS, OF_CARS, SALES, STATEMENT
from claimcheck.core.extract.chinese.labels import labels_of
from claimcheck.core.extract.chinese.paper_days import ANOTHERS, own_days
from claimcheck.core.extract.chinese.parties import FORMS, LAYOUT, SAID, SURE, Found, parties
from claimcheck.core.extract.chinese.registered_on import car_registered
from claimcheck.core.extract.chinese.shapes import (
    SEALED,
    another_car,
    as_modelled,
    as_numbered,
    as_stamped,
    identity_number,
    like_company,
    like_person,
    no_address,
    plainly_named,
    registered,
    spelled_out,
)
from claimcheck.core.extract.chinese.sheet import Read, Sheet, anywhere
from claimcheck.core.extract.chinese.sides import SIDES, of_no_other
from claimcheck.core.extract.chinese.signed_for import day_signed_for
from claimcheck.core.extract.chinese.strays import CUT_OFF, without_strays
from claimcheck.core.extract.chinese.tags import OLD, sheet_of
from claimcheck.core.extract.chinese.unlabelled import (
    bought_from,
    branded,
    car_sold,
    day_of_effect,
    day_registered,
    day_signed,
    day_taken,
    first_company,
    heads_paper,
    last_day,
    last_owner,
    lone_vin,
    only_day,
    only_identity,
    only_plate,
    only_registration,
    owners_number,
    paid_by,
    person_of_number,
    run_together,
    sealed,
    taken_by,
    vat_head,
    writer,
)
from claimcheck.core.extract.chinese.values import values
from claimcheck.core.extract.labels import NAMED_OTHERWISE
from claimcheck.core.extract.numbers.plates import plate
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import has_cjk
from claimcheck.core.values.checkdigits import checked, vin_holds
from claimcheck.model.documents import Field, Kind

LONE = 0.75
"""How surely the only print on a page that has a thing's shape is that thing."""
OTHERS = 0.4
"""How surely a car is the one that a paper is about, where its label says that it was given for that one."""
STRANGE = 0.7
"""How much is left of a name that no colon announces and that has no looks of one: it may be a label."""
UNLIKE = 0.5
"""How much is left of a company's number beside a person's name, or of one number for both parties."""
IN_LINES = 0.8
"""How much is left of a model in two lines, whose second one may be something else."""
NO_PLATE = 0.4
"""How much is left of a reading that begins with no province's sign."""
WITH_PERSONS: Final = frozenset((*SALES, STATEMENT))
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
_LAST_NUMBERS: Final = ("counted_number", "filed_number", "some_number")
_NUMBERS: dict[str, tuple[str, ...]] = {
    "contract": ("contract_number", "paper_number", "order_number", *_LAST_NUMBERS),
    "order": ("order_number", "paper_number", "receipt_number", "contract_number", *_LAST_NUMBERS),
    "receipt": ("receipt_number", "paper_number", "order_number", *_LAST_NUMBERS),
    "invoice": ("own_number", "paper_number", "receipt_number", "order_number", *_LAST_NUMBERS),
    "credit_note": ("own_number", "paper_number"),
    "delivery_confirmation": ("own_number", "paper_number", "receipt_number", "order_number", *_LAST_NUMBERS),
    "other": ("own_number", "order_number", "receipt_number", "paper_number", *_LAST_NUMBERS),
}
"""Whose number is the paper's own, the likeliest first."""
KEPT_BY: Final = "filed_number"
"""The number under which somebody else keeps a paper: where it is the only one, it proves nothing."""
_AFTER: Final = frozenset({"receipt", "delivery_confirmation"})
"""Whose day is the paper's own; on a paper of what followed a deal, the day of that."""
_STRANGE_SIGN: Final = re.compile(r"(?=9[0-9A-Z]*[IOSVZ])[0-9A-Z]{18}")
"""A company's code with a sign that none holds (GB 32100): it was misread, whatever the check sign says."""
_OF_MODEL: Final = re.compile("[型款系]")
"""What a label says that asks for a model, not for its make."""
_CODE: Final = re.compile(r"[A-Z]{2,}\d{3,}")
"""What only a model has: its letters and figures, `枫叶牌CA7150GL`."""
_SET_RIGHT: Final = {"invoice_number": as_numbered, "engine_number": as_stamped, "model_name": as_modelled}
_PRINTED_AGAIN = frozenset({"invoice_code", "invoice_number", "vin", "plate_number"})


def with_chinese(fields: Mapping[str, Field], rows: Sequence[Row], kind: Kind) -> dict[str, Field]:
    """The fields with those that a Chinese paper's own words tell, and without names that it has for no party.

    Args:
        fields: what was found by the rules for all languages.
        rows: of the document.
        kind: of the document.
    """
    chinese = bool(labels_of(kind)) and any(has_cjk(row.text) for row in rows)
    sheet = sheet_of(rows, kind) if chinese else Sheet((), (), kind)
    found = _fields(sheet) if chinese else {}
    day, own = fields.get("invoice_date"), found.get("invoice_date")
    if kind in FORMS and own is not None and day is not None and day.value and NAMED_OTHERWISE not in day.supports:
        if day.value == own.value:  # with all that contradicts it
            found["invoice_date"] = day
        else:
            found["invoice_date"] = replace(own, rivals=(*own.rivals, day.value))
    return {**without_strays(fields, found, sheet, rows), **found}


def _fields(sheet: Sheet) -> dict[str, Field]:
    """The fields of a Chinese paper that its own words and layout tell."""
    fields: dict[str, Field] = {}
    found = (*_found(sheet, sheet.kind), *_by_nature(sheet))
    read = [_field(name, read, sure, ground) for name, read, sure, ground in sorted(found, key=_names_first)]
    unlike = []
    for field in (one for one in read if one is not None and _fits(one, fields, sheet.kind)):
        if _companys_of_person(field, fields):
            unlike.append(replace(field, confidence=round(UNLIKE * field.confidence, 4)))
        else:
            fields.setdefault(field.name, field)
    for field in unlike:
        fields.setdefault(field.name, field)
    both = [fields[name] for name in ("buyer_id", "seller_id") if name in fields]
    if len(both) == 2 and both[0].value == both[1].value:  # one of the two was taken for the other's
        fields |= {one.name: replace(one, confidence=round(UNLIKE * one.confidence, 4)) for one in both}
    return {name: _repeated(sheet, field) for name, field in fields.items()}


def _names_first(found: Found) -> bool:
    """Numbers of parties come last: whose one may be is told by who they are."""
    return found[0].endswith("_id")


def _by_nature(sheet: Sheet) -> Iterator[Found]:
    """The one identity number of a page for whichever party is a person without a number.

    On a statement, which is about one person, a number with a label that was not taken for that one's is another's.
    """
    others = {read.text for read in values(sheet, "id")} if sheet.kind == STATEMENT else set()
    if sheet.kind in WITH_PERSONS:
        alone = [read for read in only_identity(sheet) if read.text not in others]
        yield from ((f"{side}_id", read, LONE, "layout") for side in SIDES for read in alone)


def _fits(field: Field, fields: Mapping[str, Field], kind: Kind) -> bool:
    """Whether a number is such as the party has whose it would be: a person's identity, a company's registration."""
    side, _, what = field.name.partition("_")
    if field.name == "seller_name" and field.supports[:1] == ("layout",) and "buyer_name" in fields:
        return fields["buyer_name"].value != field.value
    party = fields.get(f"{side}_name")
    told = field.supports[:1] == ("label",)
    if what != "id" or side not in SIDES:
        return True
    if party is None or not party.value:
        return told
    if not told and any(fields[f"{one}_id"].value == field.value for one in SIDES if f"{one}_id" in fields):
        return False
    if identity_number(field.value or ""):
        return not like_company(party.value)
    return (told and kind in SALES) or not like_person(party.value)


def _companys_of_person(field: Field, fields: Mapping[str, Field]) -> bool:
    """Whether a company's number stands where a person's would, who may be a trader, or beside the wrong party."""
    side, _, what = field.name.partition("_")
    party = fields.get(f"{side}_name")
    return (
        what == "id"
        and side in SIDES
        and party is not None
        and like_person(party.value or "")
        and registered(field.value or "")
        and not identity_number(field.value or "")  # one in some thirty passes for a company's
    )


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
    if field.name == "vin":  # of two cars that a paper names, one was taken in exchange, or stands for a loan
        named = {
            read.text.upper() for read in anywhere(sheet, "vin") if another_car(read.text.upper(), field.value or "")
        }
        field = replace(field, rivals=(*field.rivals, *sorted(named - {field.value})))
    places = {spot.row.index for spot in sheet.spots if field.value and field.value in spot.bare.upper()}
    supports = (*field.supports, f"repeat:{len(places)}") if len(places) > 1 else field.supports
    return replace(field, supports=supports)


def _found(sheet: Sheet, kind: Kind) -> Iterator[Found]:
    for name in _OF_KIND[kind]:
        yield from ((name, read, SURE, "label") for read in _own(sheet, name, kind))
    if kind == "vat_invoice":
        yield from (("vin", read, LAYOUT, "layout") for read in car_sold(sheet))
        yield from ((name, read, LAYOUT, "layout") for name, read in vat_head(sheet))
    if kind in SALES:
        yield from (("invoice_date", read, SURE, "label") for read in values(sheet, "made_date")[:1])
        yield from parties(sheet)
    if kind == "registration_certificate":
        yield from (("buyer_name", read, SURE, "label") for read in last_owner(sheet))
        yield from (("buyer_name", read, SURE, "label") for read in values(sheet, "buyer_name")[:1])
        yield from (("buyer_id", read, LAYOUT, "layout") for read in owners_number(sheet))
        yield from (("registration_date", read, LAYOUT, "layout") for read in day_registered(sheet))
        yield from (("plate_number", read, LONE, "layout") for read in only_plate(sheet))
    elif kind == "business_licence":
        yield from (("buyer_name", read, SURE, "label") for read in values(sheet, "name")[:1])
        yield from (("buyer_name", read, LAYOUT, "layout") for read in first_company(sheet))
        yield from (("buyer_id", read, LAYOUT, "layout") for read in only_registration(sheet))
    elif kind in DEALS:
        yield from _own_number_and_day(sheet, kind)
        yield from _in_sentences(sheet, kind)
    elif kind == "vehicle_licence":
        # A telephone shows the plate over all else, with no label.
        yield from (
            ("plate_number", read, LAYOUT, "layout") for read in anywhere(sheet, "plate") if plate(read.text).possible
        )
        places = (read for read in anywhere(sheet, "place") if not no_address(read.text))
        yield from (("address", read, LAYOUT, "layout") for read in places)
    elif kind == "insurance_statement":
        plainly, maybe = car_registered(sheet)
        yield from (("registration_date", read, SURE, "label") for read in plainly[:1])
        yield from (("registration_date", read, SURE, SAID) for read in maybe[:1])
        yield from (("buyer_name", read, LAYOUT, "layout") for read in person_of_number(sheet))
        yield from (("issue_date", read, 0.85, "label") for read in values(sheet, "later_date")[-1:])
        yield from (("issue_date", read, 0.8, "layout") for read in last_day(sheet))
    if kind in OF_CARS:
        yield from (("model_name", read, LAYOUT, "layout") for read in branded(sheet) if kind in DEALS)
        yield from _vins_without_label(sheet)


def _vins_without_label(sheet: Sheet) -> Iterator[Found]:
    """VINs by their shape: that of a car given in exchange or for a loan, if it is the only one, for what it is."""
    others = {read.text.upper() for read in values(sheet, OLD + "vin")}
    found = (
        *((read, LAYOUT) for read in run_together(sheet)),
        *((read, LAYOUT) for read in anywhere(sheet, "vin") if vin_holds(read.text.upper())),
        *((read, LONE) for read in lone_vin(sheet)),
    )
    ordered = sorted(found, key=lambda one: one[0].text.upper() in others)
    yield from (("vin", one, OTHERS if one.text.upper() in others else sure, "layout") for one, sure in ordered)


def _in_sentences(sheet: Sheet, kind: Kind) -> Iterator[Found]:
    """Parties that a paper of trade names in its sentences only."""
    yield from (("buyer_name", read, LAYOUT, "layout") for read in person_of_number(sheet))
    yield from (
        ("seller_name", read, LAYOUT, "layout" if heads_paper(sheet, read.text) else SAID)
        for read in bought_from(sheet)
    )
    if kind in _AFTER:
        takers = tuple(taken_by(sheet))
        yield from (("buyer_name", read, LAYOUT, SAID) for read in (*takers, *paid_by(sheet)))
        to = values(sheet, "addressee") if takers else ()
        yield from (("seller_name", read, LAYOUT, SAID) for read in to if read.text != takers[0].text)
        yield from (("seller_name", read, LAYOUT, SAID) for read in writer(sheet))
    if kind == "receipt":
        yield from (("seller_name", read, LAYOUT, "layout") for read in sealed(sheet))


def _own(sheet: Sheet, name: str, kind: Kind) -> list[Read]:
    """What the labels of a field name, the likeliest first."""
    found = [read for read in values(sheet, name) if name != "address" or not no_address(read.text)]
    if name == "model_name":
        found.sort(key=lambda read: _asks_brand(sheet, read))
    if kind == "registration_certificate" and name == "plate_number":
        return found[-1:]  # the record of a transfer stands under the first one's
    if kind == STATEMENT and name in {"buyer_name", "buyer_id"}:  # on a policy who pays it is named, too
        found += of_no_other(sheet, name.removeprefix("buyer_"))
    return found if name == "buyer_id" else found[:1]


def _asks_brand(sheet: Sheet, read: Read) -> bool:
    """Whether a model's label asks for the car's make, and that is all it names: the model has a label of its own."""
    if _CODE.search(read.text):
        return False
    tags = (tag for tag in sheet.tags if tag.label.role == "model_name" and tag.box == read.label)
    return any(not _OF_MODEL.search(tag.spot.bare[tag.start : tag.end]) for tag in tags)


def _own_number_and_day(sheet: Sheet, kind: Kind) -> Iterator[Found]:
    """The number and the day of a paper of trade: its own kind's words first, then words that any paper has."""
    for place, role in enumerate(_NUMBERS.get(kind, ())):
        sure = SURE if place < 2 else ANOTHERS
        ground = SAID if role == KEPT_BY else "label"
        yield from (("invoice_number", read, sure, ground) for read in values(sheet, role)[:1])
    yield from (("invoice_code", read, SURE, "label") for read in values(sheet, "receipt_code")[:1])
    if kind == "other":
        yield from (("issue_date", read, SURE, "label") for read in values(sheet, "issue_date")[:1])
        yield from (("issue_date", read, 0.85, "label") for read in values(sheet, "any_date")[-1:])
        yield from (("invoice_date", read, ANOTHERS, "label") for read in values(sheet, "issue_date")[:1])
    handed = [read for role in ("delivery_date", "came_date", "brought_date") for read in days_come(sheet, role)[:1]]
    yield from (("delivery_date", read, SURE, "label") for read in handed)
    if kind == "delivery_confirmation":
        yield from (("delivery_date", read, LAYOUT, "layout") for read in day_taken(sheet))
        yield from (
            ("delivery_date", read, LAYOUT, SAID) for read in (*day_signed_for(sheet), *values(sheet, "sent_date")[:1])
        )
        yield from (("delivery_date", read, LAYOUT, SAID) for read in only_day(sheet))
    yield from (("invoice_date", read, sure, ground) for read, sure, ground in own_days(sheet))
    yield from (("invoice_date", read, 0.85, "layout") for read in last_day(sheet))
    if kind == "contract":
        yield from (("invoice_date", read, LAYOUT, "layout") for read in day_signed(sheet))
        yield from (("invoice_date", read, LAYOUT, SAID) for read in day_of_effect(sheet))


def _field(name: str, read: Read, strength: float, ground: str) -> Field | None:
    box, sure = read.place
    row = read.parts[0][0]
    value, raw = read.text, " ".join(row.text[start:end] for row, start, end in read.parts)
    supports: tuple[str, ...] = (ground,)
    repaired = ground == SAID
    if name.endswith("_date"):
        value = _day(value)
    elif name == "vin" or name.endswith("_id"):
        check = checked(name, value.upper(), sure)
        strange = name.endswith("_id") and not check.holds and _STRANGE_SIGN.fullmatch(check.value) is not None
        value, repaired = check.value, repaired or check.repaired or strange
        sure = sure if check.possible and not strange else min(sure, DOUBTED / strength)
        supports += ("check_digit",) if check.holds else ()
    elif name == "plate_number":
        printed = plate(value)
        value, repaired = printed.value, printed.repaired
        sure *= 1.0 if printed.possible else NO_PLATE
    elif name in _SET_RIGHT:
        value, mended = _SET_RIGHT[name](value)
        repaired = repaired or mended
        sure *= IN_LINES if name == "model_name" and len(read.parts) > 1 else 1.0
    elif name.endswith("_name"):
        value = SEALED.sub("", value.rstrip("-.,&· ")).rstrip("-.,&· ")
        told = ground == "label" and row.text[: read.parts[0][1]].rstrip().endswith((":", "："))
        sure *= 1.0 if told or plainly_named(value) else STRANGE
    if not value:
        return None
    confidence = round(sure * strength * (0.6 if repaired else 1.0), 4)
    confidence = min(confidence, DOUBTED) if read.unsure else confidence
    return Field(name, value, raw, confidence, row.page, box, row.reader, supports, repaired=repaired)


def _day(text: str) -> str:
    match = re.match(r"(\d{4})\D+(\d{1,2})\D+(\d{1,2})", spelled_out(text))
    if match is None or CUT_OFF.search(text) or not (1 <= int(match[2]) <= 12 and 1 <= int(match[3]) <= 31):
        return ""
    return f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}"
