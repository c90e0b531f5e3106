"""A value within one cell of a Chinese paper: where it begins and ends, and whether it may be one."""

from __future__ import annotations

import re
from itertools import pairwise

from claimcheck.core.extract.chinese.shapes import (
    VALUES,
    like_company,
    like_party,
    like_person,
    surely_person,
    vin_within,
)
from claimcheck.core.extract.chinese.sheet import Read, Sheet, Spot, part_of
from claimcheck.core.extract.chinese.words import NO_NAME, PLACE, WHOLE_ENDS
from claimcheck.core.extract.page.text import has_cjk
from claimcheck.model.documents import Box

NAMES = frozenset({"name", "party"})
"""Types of values that are names."""
WHOLE = NAMES | {"address"}
"""Types whose value is all that stands there; the others are searched in it."""
_SET_OFF = re.compile(r"[,，、;；]|同志|先生|女士")
"""What follows a person's name in a sentence."""
_DAY_BEHIND = re.compile(r"(?<=\d)20\d\d年\d")
"""A day that the reader joined to the number before it."""
VIN = 17
"""Signs of a VIN."""
_BESIDE_VIN = frozenset({"vin", "engine", "model"})


def fitting(read: Read | None, kind: str, *, strict: bool) -> Read | None:
    """A name that may be one; what is labelled or said beside a party is none."""
    if read is None or kind not in NAMES:
        return read
    if kind == "party":
        return read if like_party(read.text, strict=strict) else None
    sure = like_company(read.text) or read.text == "个人"
    return read if sure or not (NO_NAME.search(read.text) or PLACE.search(read.text)) else None


def read_in(spot: Spot, start: int, end: int, kind: str, label: Box) -> Read | None:
    """The value of a type between two offsets of a cell's bare text."""
    text = spot.bare[start:end].lstrip(":：/☑√✓■□●*")
    start = end - len(text)
    if kind in NAMES:
        text = text[: _name_cut(spot, start, end)]
    elif kind in _BESIDE_VIN and (part := _of_columns(spot, start, end, kind)) is not None:
        return Read(spot.bare[slice(*part)], (part_of(spot, *part),), label)
    elif kind == "deal" and (day := _DAY_BEHIND.search(text)) is not None:
        text = text[: day.start()]
    pattern = VALUES[kind]
    match = pattern.match(text) if kind in WHOLE else pattern.search(text)
    if match is None or not match.group():
        return None
    found, last = match.group(), match.end()
    first = _brand_at(spot, start + match.start(), start + last) - start if kind == "model" else match.start()
    found = text[first:last]
    if kind == "model" and (run := VALUES["run"].search(text)) is not None and (at := vin_within(run.group())) > 0:
        last = min(last, run.start() + at)  # the VIN of the next column
        found = text[first:last]
    return Read(found, (part_of(spot, start + first, start + last),), label)


def _brand_at(spot: Spot, start: int, end: int) -> int:
    """Where a car's brand begins, which a blank sets off from what kind of car it is: `轿车 枫叶牌CA7000`."""
    brand = spot.bare.find("牌", start, end)
    after = (at for at in range(brand - 2, start, -1) if spot.apart(at))
    return next((at for at in after if all(map(has_cjk, spot.bare[at:brand]))), start)


def _name_cut(spot: Spot, start: int, end: int) -> int | None:
    """How much of a text is the name of a company or a person that a blank sets off from what stands behind it."""
    ends = _SET_OFF.search(spot.bare, start, end)
    if ends and like_person(spot.bare[start : ends.start()]):
        return ends.start() - start
    blanks = [at for at in range(start + 2, end) if spot.apart(at) and spot.bare[at] != "("]
    for at in blanks:
        if WHOLE_ENDS.search(spot.bare[start:at]) and like_company(spot.bare[start:at]):
            return at - start
    if like_company(spot.bare[start:end]):
        return None
    return next((at - start for at in blanks if surely_person(spot.bare[start:at])), None)


def _of_columns(spot: Spot, start: int, end: int, kind: str) -> tuple[int, int] | None:
    """Where a value stands in a row of a table that was read as one line: the columns stay apart at a VIN's blanks."""
    cuts = [start, *(at for at in range(start + 1, end) if spot.apart(at)), end]
    columns = list(pairwise(cuts))
    if len(columns) == 1 or not any(b - a == VIN and VALUES["vin"].fullmatch(spot.bare[a:b]) for a, b in columns):
        return None
    fitting = [(a, b) for a, b in columns if VALUES[kind].fullmatch(spot.bare[a:b])]
    return next((part for part in fitting if "牌" in spot.bare[slice(*part)]), fitting[0] if fitting else None)


def until_label(sheet: Sheet, spot: Spot) -> int:
    """Where the first label in a cell begins, or the cell ends."""
    return min((tag.start for tag in sheet.tags_in(spot)), default=len(spot.bare))


def labelled_beside(sheet: Sheet, spot: Spot, known: Box) -> bool:
    """Whether a label of its own stands at the left of a cell, at its height: another than the one that is known."""
    return any(
        tag.box.right <= spot.cell.box.left + 0.01
        and abs(tag.middle - spot.cell.middle) < 0.5 * spot.cell.height
        and spot.cell.box.left - tag.box.right < 0.2
        for tag in sheet.tags
        if tag.spot.row.page == spot.row.page and tag.box != known
    )
