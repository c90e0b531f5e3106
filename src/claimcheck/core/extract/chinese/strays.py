"""What the rules for all languages take from a Chinese paper for a field, and its own words say is something else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
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


@dataclass(frozen=True)
class _Paper:
    """A paper, and what its own words tell of its fields."""

    found: Mapping[str, Field]
    sheet: Sheet
    rows: Sequence[Row]

    @cached_property
    def dealt(self) -> frozenset[str | None]:
        """The parties that its own words name."""
        return frozenset(field.value for name, field in self.found.items() if name in PARTIES)


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
    paper = _Paper(found, sheet, rows)
    return {
        name: _party(field, paper) if name in PARTIES else field
        for name, field in fields.items()
        if name not in found and not any(strays(field, paper) for strays in _STRAYS)
    }


def _party(field: Field, paper: _Paper) -> Field:
    """A party without what is left of its label; a form's first company may be either one's, and proves neither."""
    guess = paper.found and paper.sheet.kind in FORMS and field.supports[:1] == ("layout",)
    sure = min(field.confidence, DOUBTED) if guess else field.confidence
    return replace(field, value=_LABEL_LEFT.sub("", field.value or ""), confidence=sure)


def _no_party_of_it(field: Field, paper: _Paper) -> bool:
    """Whether a party is a word, whose slip it is, or one that the paper's words name as the other; or no address."""
    text = _bare(field)
    if field.name == "address":
        return has_cjk(text) and (NO_NAME.search(text) is not None or no_address(text))
    if field.name not in PARTIES:
        return False
    if BETWEEN.search(text) and any(tag.label.role == "seller_too" for tag in paper.sheet.tags):
        return True
    beside = bool(paper.found) and _beside_a_word(field.value or "", paper.rows)
    return beside or _no_party(field.value or "", paper.sheet.kind) or any(one and one in text for one in paper.dealt)


def _no_number(field: Field, paper: _Paper) -> bool:
    """Whether a form's number is none of the tax office's, of eight figures or twenty, or a party's is the paper's."""
    if field.name == "invoice_number":
        return paper.sheet.kind in FORMS and VALUES["number"].fullmatch(field.value or "") is None
    number = paper.found.get("invoice_number")
    return field.name.endswith("_id") and number is not None and field.value == number.value


def _no_cars(field: Field, paper: _Paper) -> bool:
    """Whether what is told of a car is of the next column, or of a car that the paper does not sell."""
    text, kind = _bare(field), paper.sheet.kind
    if field.name not in OF_THE_CAR:
        return False
    if field.name == "model_name" and kind in OF_CARS and VALUES["model"].search(text) is None:
        return True
    if field.name == "engine_number" and kind in OF_CARS and (VALUES["vin"].fullmatch(text) or no_engine(text)):
        return True
    if field.name == "vin" and kind == "vat_invoice" and of_another_car(text, paper.rows):
        return True
    return any(text.upper() == read.text.upper() for read in values(paper.sheet, OLD + field.name))


def _no_own_day(field: Field, paper: _Paper) -> bool:
    """Whether a day was cut off, or is that of a car's registration and not of the paper."""
    if field.name.endswith("_date") and paper.found and CUT_OFF.search(field.raw):
        return True
    if field.name != "invoice_date":
        return False
    return any(field.raw == read.text for days in car_registered(paper.sheet) for read in days)


def _days_of_others(field: Field, paper: _Paper) -> bool:
    """Whether a day is another's or yet to come: its label is Chinese, and by those nothing was registered or came."""
    sheet = paper.sheet
    if field.name == "registration_date":
        return sheet.kind == STATEMENT and bool(sheet.tags)
    if field.name != "delivery_date" or sheet.kind != "delivery_confirmation":
        return False
    told = [tag.spot.row for tag in sheet.tags if _HANDED.search(tag.spot.bare[: tag.end])]
    near = (spot for row in told for spot in sheet.near(row) if 0 <= spot.row.index - row.index <= ROWS_UNDER)
    day = "".join(field.raw.split())
    return any(day in "".join(spot.cell.text.split()) for spot in near)


_STRAYS: Final = (_no_party_of_it, _no_number, _no_cars, _no_own_day, _days_of_others)
"""What makes a field none of its name's, each on its own."""


def _bare(field: Field) -> str:
    return "".join((field.value or "").split())


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
