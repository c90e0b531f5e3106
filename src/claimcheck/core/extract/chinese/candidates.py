"""What may be each field of a Chinese paper: by its labels, by its form's places, by sentences, the likeliest first.

The forms are fixed by the tax, traffic and market authorities; what is printed where is theirs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from claimcheck.core.extract.chinese.days_come import days_come
from claimcheck.core.extract.chinese.label import DEALS, OF_CARS, SALES, STATEMENT
from claimcheck.core.extract.chinese.paper_days import ANOTHERS, days_of, own_days
from claimcheck.core.extract.chinese.parties import LAYOUT, SAID, SURE, Found, parties
from claimcheck.core.extract.chinese.registered_on import car_registered
from claimcheck.core.extract.chinese.shapes import no_address
from claimcheck.core.extract.chinese.sheet import Read, Sheet, anywhere
from claimcheck.core.extract.chinese.sides import SIDES, of_no_other
from claimcheck.core.extract.chinese.signed_for import day_signed_for
from claimcheck.core.extract.chinese.tags import OLD
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
    sealed,
    taken_by,
    vat_head,
    writer,
)
from claimcheck.core.extract.chinese.values import values
from claimcheck.core.extract.numbers.plates import plate
from claimcheck.core.values.checkdigits import vin_holds
from claimcheck.model.documents import Kind

LONE: Final = 0.75
"""How surely the only print on a page that has a thing's shape is that thing."""
OTHERS: Final = 0.4
"""How surely a car is the one that a paper is about, where its label says that it was given for that one."""
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
_OF_MODEL: Final = re.compile("[型款系]")
"""What a label says that asks for a model, not for its make."""
_CODE: Final = re.compile(r"[A-Z]{2,}\d{3,}")
"""What only a model has: its letters and figures, `枫叶牌CA7150GL`."""


def found_on(sheet: Sheet) -> Iterator[Found]:
    """What the labels of a kind name, then what its form's places tell, then cars by their shapes."""
    kind = sheet.kind
    for name in _OF_KIND[kind]:
        yield from _each(name, _own(sheet, name, kind), SURE, "label")
    if kind == "vat_invoice":
        yield from _each("vin", car_sold(sheet), LAYOUT, "layout")
        yield from ((name, read, LAYOUT, "layout") for name, read in vat_head(sheet))
    if kind in SALES:
        yield from _each("invoice_date", (read for _, read in days_of(sheet, "made_date")), SURE, "label")
        yield from parties(sheet)
    if kind in DEALS:
        yield from _own_number_and_day(sheet, kind)
        yield from _in_sentences(sheet, kind)
        yield from _each("model_name", branded(sheet), LAYOUT, "layout")
    elif (by_form := _BY_FORM.get(kind)) is not None:
        yield from by_form(sheet)
    if kind in OF_CARS:
        yield from _vins_without_label(sheet)
    yield from _by_nature(sheet)


def _each(name: str, reads: Iterable[Read], sure: float, ground: str) -> Iterator[Found]:
    return ((name, read, sure, ground) for read in reads)


def _on_certificate(sheet: Sheet) -> Iterator[Found]:
    yield from _each("buyer_name", last_owner(sheet), SURE, "label")
    yield from _each("buyer_name", values(sheet, "buyer_name")[:1], SURE, "label")
    yield from _each("buyer_id", owners_number(sheet), LAYOUT, "layout")
    yield from _each("registration_date", day_registered(sheet), LAYOUT, "layout")
    yield from _each("plate_number", only_plate(sheet), LONE, "layout")


def _on_business_licence(sheet: Sheet) -> Iterator[Found]:
    yield from _each("buyer_name", values(sheet, "name")[:1], SURE, "label")
    yield from _each("buyer_name", first_company(sheet), LAYOUT, "layout")
    yield from _each("buyer_id", only_registration(sheet), LAYOUT, "layout")


def _on_vehicle_licence(sheet: Sheet) -> Iterator[Found]:
    plates = (read for read in anywhere(sheet, "plate") if plate(read.text).possible)
    yield from _each("plate_number", plates, LAYOUT, "layout")  # a telephone shows it over all else, with no label
    places = (read for read in anywhere(sheet, "place") if not no_address(read.text))
    yield from _each("address", places, LAYOUT, "layout")


def _on_statement(sheet: Sheet) -> Iterator[Found]:
    plainly, maybe = car_registered(sheet)
    yield from _each("registration_date", plainly[:1], SURE, "label")
    yield from _each("registration_date", maybe[:1], SURE, SAID)
    yield from _each("buyer_name", person_of_number(sheet), LAYOUT, "layout")
    yield from _each("issue_date", values(sheet, "later_date")[-1:], 0.85, "label")
    yield from _each("issue_date", last_day(sheet), 0.8, "layout")


_BY_FORM: Final[Mapping[Kind, Callable[[Sheet], Iterator[Found]]]] = {
    "registration_certificate": _on_certificate,
    "business_licence": _on_business_licence,
    "vehicle_licence": _on_vehicle_licence,
    "insurance_statement": _on_statement,
}


def _vins_without_label(sheet: Sheet) -> Iterator[Found]:
    """VINs by their shape: that of a car given in exchange or for a loan, if it is the only one, for what it is."""
    others = {read.text.upper() for read in values(sheet, OLD + "vin")}
    found = (
        *((read, LAYOUT) for read in anywhere(sheet, "vin") if vin_holds(read.text.upper())),
        *((read, LONE) for read in lone_vin(sheet)),
    )
    ordered = sorted(found, key=lambda one: one[0].text.upper() in others)
    yield from (("vin", one, OTHERS if one.text.upper() in others else sure, "layout") for one, sure in ordered)


def _in_sentences(sheet: Sheet, kind: Kind) -> Iterator[Found]:
    """Parties that a paper of trade names in its sentences only."""
    yield from _each("buyer_name", person_of_number(sheet), LAYOUT, "layout")
    for read in bought_from(sheet):
        yield "seller_name", read, LAYOUT, "layout" if heads_paper(sheet, read.text) else SAID
    if kind in _AFTER:
        takers = tuple(taken_by(sheet))
        yield from _each("buyer_name", (*takers, *paid_by(sheet)), LAYOUT, SAID)
        to = values(sheet, "addressee") if takers else ()
        yield from _each("seller_name", (read for read in to if read.text != takers[0].text), LAYOUT, SAID)
        yield from _each("seller_name", writer(sheet), LAYOUT, SAID)
    if kind == "receipt":
        yield from _each("seller_name", sealed(sheet), LAYOUT, "layout")


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
    """The number and the days of a paper of trade: its own kind's words first, then words that any paper has."""
    for place, role in enumerate(_NUMBERS.get(kind, ())):
        ground = SAID if role == KEPT_BY else "label"
        yield from _each("invoice_number", values(sheet, role)[:1], SURE if place < 2 else ANOTHERS, ground)
    yield from _each("invoice_code", values(sheet, "receipt_code")[:1], SURE, "label")
    if kind == "other":
        yield from _each("issue_date", values(sheet, "issue_date")[:1], SURE, "label")
        yield from _each("issue_date", values(sheet, "any_date")[-1:], 0.85, "label")
        yield from _each("invoice_date", values(sheet, "issue_date")[:1], ANOTHERS, "label")
    for role in ("delivery_date", "came_date", "brought_date"):
        yield from _each("delivery_date", days_come(sheet, role)[:1], SURE, "label")
    if kind == "delivery_confirmation":
        yield from _each("delivery_date", day_taken(sheet), LAYOUT, "layout")
        for reads in (day_signed_for(sheet), values(sheet, "sent_date")[:1], only_day(sheet)):
            yield from _each("delivery_date", reads, LAYOUT, SAID)
    yield from (("invoice_date", read, sure, ground) for read, sure, ground in own_days(sheet))
    yield from _each("invoice_date", last_day(sheet), 0.85, "layout")
    if kind == "contract":
        yield from _each("invoice_date", day_signed(sheet), LAYOUT, "layout")
        yield from _each("invoice_date", day_of_effect(sheet), LAYOUT, SAID)


def _by_nature(sheet: Sheet) -> Iterator[Found]:
    """The one identity number of a page for whichever party is a person without a number.

    On a statement, which is about one person, a number with a label that was not taken for that one's is another's.
    """
    others = {read.text for read in values(sheet, "id")} if sheet.kind == STATEMENT else set()
    if sheet.kind in WITH_PERSONS:
        alone = [read for read in only_identity(sheet) if read.text not in others]
        yield from ((f"{side}_id", read, LONE, "layout") for side in SIDES for read in alone)
