"""The fields of a Chinese paper: of all that may be each (`candidates`), the likeliest that fits the others.

They go before what the rules for all languages found, of which what is something else on this paper is left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from claimcheck.core.extract.calibration import DOUBTED
from claimcheck.core.extract.chinese.candidates import found_on
from claimcheck.core.extract.chinese.label import SALES
from claimcheck.core.extract.chinese.labels import labels_of
from claimcheck.core.extract.chinese.parties import FORMS, SAID, Found
from claimcheck.core.extract.chinese.shapes import (
    SEALED,
    another_car,
    as_modelled,
    as_numbered,
    as_stamped,
    identity_number,
    like_company,
    like_person,
    plainly_named,
    registered,
    spelled_out,
)
from claimcheck.core.extract.chinese.sheet import Read, Sheet, anywhere
from claimcheck.core.extract.chinese.sides import SIDES
from claimcheck.core.extract.chinese.strays import CUT_OFF, without_strays
from claimcheck.core.extract.chinese.tags import sheet_of
from claimcheck.core.extract.chinese.values import values
from claimcheck.core.extract.labels import NAMED_OTHERWISE
from claimcheck.core.extract.numbers.plates import plate
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import has_cjk
from claimcheck.core.values.checkdigits import checked
from claimcheck.model.documents import Field, Kind

STRANGE = 0.7
"""How much is left of a name that no colon announces and that has no looks of one: it may be a label."""
UNLIKE = 0.5
"""How much is left of a company's number beside a person's name, or of one number for both parties."""
IN_LINES = 0.8
"""How much is left of a model in two lines, whose second one may be something else."""
NO_PLATE = 0.4
"""How much is left of a reading that begins with no province's sign."""
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
    found = sorted(found_on(sheet), key=_names_first)
    read = [_field(name, read, sure, ground) for name, read, sure, ground in found]
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
        misread = name.endswith("_id") and check.holds is False  # on each, the tax office or the police put its sign
        value, repaired = check.value, repaired or check.repaired or misread
        sure = sure if check.possible and not misread else min(sure, DOUBTED / strength)
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
