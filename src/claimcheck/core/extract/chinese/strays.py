"""What the rules for all languages take from a Chinese paper for a field, and its own words say is something else."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

from claimcheck.core.extract.calibration import DOUBTED
from claimcheck.core.extract.chinese.label import OF_CARS, STATEMENT
from claimcheck.core.extract.chinese.parties import FORMS
from claimcheck.core.extract.chinese.registered_on import car_registered
from claimcheck.core.extract.chinese.shapes import VALUES, like_company, like_person, no_address, no_engine
from claimcheck.core.extract.chinese.sheet import Sheet
from claimcheck.core.extract.chinese.tags import OF_THE_CAR, OLD
from claimcheck.core.extract.chinese.titles import titled
from claimcheck.core.extract.chinese.unlabelled import of_another_car
from claimcheck.core.extract.chinese.values import values
from claimcheck.core.extract.chinese.words import BETWEEN, NO_NAME, OFFICE
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import has_cjk
from claimcheck.model.documents import Field, Kind

PARTIES: Final = ("seller_name", "buyer_name")
CUT_OFF: Final = re.compile(r"\d[-./]0\d[-./]\d$")
"""A day whose last figure was lost: months and days are written alike."""
_SENTENCE: Final = re.compile(r"。|\d{6}|(?:19|20)\d\d[-./]\d|[,，;；].*[,，;；。]|\d年\d|[A-HJ-NPR-Z0-9]{17}")
"""What a sentence or a row of values has, and no name."""
WORD: Final = 8
"""Signs of a word that stands before a name in a cell of its own, at the most."""
_HANDED: Final = re.compile("(?:交车|交付)日期")
"""What labels of a day say that the rules for all languages know, too."""
ROWS_UNDER: Final = 2
"""Rows that a day stands under such a label at the most."""
_LABEL_LEFT: Final = re.compile(r"^(?:[\u4e00-\u9fff]{0,8}名称|名|称)[\s:：]+")
"""What is left of a worn label before a name."""


def without_strays(
    fields: Mapping[str, Field], found: Mapping[str, Field], sheet: Sheet, rows: Sequence[Row]
) -> dict[str, Field]:
    """The fields that the rules for all languages found, without those that are something else on this paper.

    Args:
        fields: by those rules.
        found: by the paper's own words, which go before.
        sheet: of the paper; without labels where it is none in Chinese.
        rows: of the paper.
    """
    dealt = {field.value for name, field in found.items() if name in PARTIES}
    kept = {}
    for name, field in fields.items():
        if name in found or _strays(field, dealt, sheet, rows, chinese=bool(found)) or _papers_number(field, found):
            continue
        if name == "invoice_date" and any(field.raw == read.text for days in car_registered(sheet) for read in days):
            continue
        if _days_of_others(field, sheet):
            continue
        kept[name] = _party(field, sheet, chinese=bool(found)) if name in PARTIES else field
    return kept


def _days_of_others(field: Field, sheet: Sheet) -> bool:
    """Whether a day is another's or yet to come: its label is Chinese, and by those nothing was registered or came."""
    if field.name == "registration_date":
        return sheet.kind == STATEMENT and bool(sheet.tags)
    if field.name != "delivery_date" or sheet.kind != "delivery_confirmation":
        return False
    told = [tag.spot.row for tag in sheet.tags if _HANDED.search(tag.spot.bare[: tag.end])]
    near = (spot for row in told for spot in sheet.near(row) if 0 <= spot.row.index - row.index <= ROWS_UNDER)
    day = "".join(field.raw.split())
    return any(day in "".join(spot.cell.text.split()) for spot in near)


def _party(field: Field, sheet: Sheet, *, chinese: bool) -> Field:
    """A party without what is left of its label; a form's first company may be either one's, and proves neither."""
    guess = chinese and sheet.kind in FORMS and field.supports[:1] == ("layout",)
    sure = min(field.confidence, DOUBTED) if guess else field.confidence
    return replace(field, value=_LABEL_LEFT.sub("", field.value or ""), confidence=sure)


def _strays(field: Field, dealt: Collection[str | None], sheet: Sheet, rows: Sequence[Row], *, chinese: bool) -> bool:
    """Whether a value is none of its field's: no party, a day cut off, another car's, no number of the tax office."""
    text, kind = "".join((field.value or "").split()), sheet.kind
    match field.name:
        case "seller_name" | "buyer_name":
            if BETWEEN.search(text) and any(tag.label.role == "seller_too" for tag in sheet.tags):
                return True  # whose slip it is, and not who was paid
            beside = chinese and _beside_a_word(field.value or "", rows)
            return beside or _no_party(field.value or "", kind) or any(one and one in text for one in dealt)
        case "address":
            return has_cjk(text) and (NO_NAME.search(text) is not None or no_address(text))
        case "invoice_number":  # the tax office's numbers have eight figures or twenty
            return kind in FORMS and VALUES["number"].fullmatch(field.value or "") is None
        case "model_name" if kind in OF_CARS and VALUES["model"].search(text) is None:
            return True
        case "engine_number" if kind in OF_CARS and (VALUES["vin"].fullmatch(text) or no_engine(text)):
            return True  # of the next column
        case "vin" if kind == "vat_invoice" and of_another_car(text, rows):
            return True
        case name if name in OF_THE_CAR:
            return any(text.upper() == read.text.upper() for read in values(sheet, OLD + name))
        case name:
            return chinese and name.endswith("_date") and CUT_OFF.search(field.raw) is not None


def _papers_number(field: Field, found: Mapping[str, Field]) -> bool:
    """Whether a party's number is the paper's own, which looks like a tax number of some country."""
    number = found.get("invoice_number")
    return field.name.endswith("_id") and number is not None and field.value == number.value


def _beside_a_word(text: str, rows: Sequence[Row]) -> bool:
    """Whether a guessed name is a company with a cell's word before it, which says what else the company is."""
    word, _, name = text.strip().partition(" ")
    if not (2 <= len(word) <= WORD and all(map(has_cjk, word)) and like_company("".join(name.split()))):
        return False
    return any(cell.text.strip() == word for row in rows for cell in row.cells)


def _no_party(text: str, kind: Kind) -> bool:
    """Whether a guessed name in Chinese is a label or a title, and nobody's; a shop calls itself what it likes."""
    bare = "".join(text.split())
    if has_cjk(bare) and (":" in bare or OFFICE.search(bare) or any(map(titled, text.split()))):
        return True
    if has_cjk(bare) and _SENTENCE.search(bare):
        return True
    if sum(has_cjk(sign) for sign in bare) * 2 < len(bare) or like_company(bare):
        return False
    return NO_NAME.search(bare) is not None or (kind != "receipt" and not like_person(bare))
