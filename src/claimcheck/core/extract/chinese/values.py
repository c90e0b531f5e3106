"""What a label names on a Chinese form: behind it in its cell, at its right, under it, or broken over lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, takewhile

from claimcheck.core.extract.chinese.label import DEALS, SALES
from claimcheck.core.extract.chinese.shapes import (
    TYPES,
    VALUES,
    like_company,
    like_party,
    like_person,
    plainly_named,
    surely_person,
    vin_within,
)
from claimcheck.core.extract.chinese.sheet import Read, Sheet, Spot, Tag, anywhere, part_of
from claimcheck.core.extract.chinese.words import NO_NAME, PLACE, WHOLE_ENDS
from claimcheck.core.extract.text import has_cjk
from claimcheck.model.documents import Box

NAMES = frozenset({"name", "party"})
WHOLE = NAMES | {"address"}
"""Types whose value is all that stands there; the others are searched in it."""
_WRAPPED = frozenset({"vin", "id", "engine", "model", "deal"})
LINE = 20
"""Signs of a line of running text at the least."""
_IS = frozenset("为是系")
"""With which a sentence goes on from a label to its value."""
LOOSE_LABELS = frozenset({"name", "buyer_too", "seller_too", "sealed_name"})
"""Labels whose words name other things, too: what stands at them is a party only where its own words say so."""
BESIDE = 0.55
"""A value begins at most so far behind its label, as a fraction of the page's width."""
COLUMNS = 3
"""Heads of columns beside a label from which on it is one itself."""
_SET_OFF = re.compile(r"[,，、;；]|同志|先生|女士")
"""What follows a person's name in a sentence."""
_DAY_BEHIND = re.compile(r"(?<=\d)20\d\d年\d")
"""A day that the reader joined to the number before it."""
_DAY_BEGINS = re.compile(r"(?:19|20)\d\d(?:[年\-./](?:\d{1,2}[月\-./]?)?)?")
"""A date's first line."""
VIN = 17
"""Signs of a VIN."""
_BESIDE_VIN = frozenset({"vin", "engine", "model"})
_SEAL = re.compile(r"[(（]?(?:盖|签|公|印)?章[)）]?")
"""What asks for a seal in a name's place."""
_ASKS = re.compile(r"名|人|客户|抬头")
"""Words for a side that ask for who it is."""
_REST_OF_MODEL = re.compile(r"(?!\d{1,3}$)[A-Z0-9\-/()]{1,10}")
"""Letters and figures that may be a model's second line, and are no number of pieces or seats."""
PERSON = 4
"""Signs of a name that is a person's, which does not go on in the next line."""
NEAR_BY = 0.3
"""A day stands at most so far behind its label, where neither is told by a row."""
RISES = 1.8
"""Text heights that a value's first line stands over the first one at its label's height at the most."""
UNDER = 2.4
"""A value stands at most so many text heights under its label."""


def values(sheet: Sheet, role: str) -> list[Read]:
    """What the labels of a role name, in reading order, each once."""
    found: list[Read] = []
    for tag in sheet.tags:
        if tag.label.role == role:
            read = value_of(sheet, tag)
            if read is not None and all(read.parts != other.parts for other in found):
                found.append(read)
    return found


def value_of(sheet: Sheet, tag: Tag) -> Read | None:
    """What one label names; None where nothing beside or under it has the shape of that."""
    kind = _type_of(sheet, tag)
    if (kind in NAMES and _asks_no_name(tag)) or (kind == "deal" and _column_head(sheet, tag)):
        return None
    says = 0 if tag.closed or kind == "date" or tag.rest[:1] not in _IS else 1
    own = _fit(_read(tag.spot, tag.end + says, tag.stop, kind, tag.box), kind, strict=not (tag.closed or says))
    over = _wrapped(sheet, tag, kind) if kind in _WRAPPED else None
    if over is not None:
        return over
    if own is not None:
        return _continued(sheet, own, tag, kind)
    if len(tag.rest) > 3:
        return None
    return _around(sheet, tag, kind) or (_nearest_date(sheet, tag) if kind == "date" else None)


def _around(sheet: Sheet, tag: Tag, kind: str) -> Read | None:
    """The value that stands beside or under a label."""
    strict = tag.label.role in LOOSE_LABELS and not tag.closed
    for spot in _candidates(sheet, tag):
        if kind == "date" and len(VALUES["date"].findall(spot.bare)) > 1:
            break  # dates that the reader ran together
        doubted = strict or (not tag.closed and _only_headed(tag, spot))
        read = _fit(_read(spot, 0, _until_label(sheet, spot), kind, tag.box), kind, strict=doubted)
        if read is not None:
            return _continued(sheet, read, tag, kind)
        if kind == "date":
            together = _over_cells(sheet, spot, tag.box) or _over_lines(sheet, spot, tag.box)
            if together is not None:
                return together
    return None


def _asks_no_name(tag: Tag) -> bool:
    """Whether a party's word heads a block or asks for a seal, or another label goes on right behind it: `客户电话`."""
    if _SEAL.fullmatch(tag.rest):
        return True
    return tag.spot.bare[tag.start : tag.end].endswith("信息") or tag.end == tag.stop < len(tag.spot.bare)


def _only_headed(tag: Tag, spot: Spot) -> bool:
    """Whether a value stands under a word for a side that asks for no name: the head of a block, or of anything."""
    below = spot.row is not tag.spot.row and spot.cell.box.top > tag.box.bottom - 0.3 * tag.spot.cell.height
    return below and not _ASKS.search(tag.spot.bare[tag.start : tag.end])


def _column_head(sheet: Sheet, tag: Tag) -> bool:
    """Whether a label is the head of a column of goods: other heads stand in its row, and no colon behind it."""
    heads = [one for one in sheet.tags if one.spot.row is tag.spot.row and not one.label.role and not one.closed]
    return not tag.closed and len(heads) >= COLUMNS


def _type_of(sheet: Sheet, tag: Tag) -> str:
    """The type of value that a label asks for; words that anyone uses ask for a name that is plainly a party's."""
    kind = TYPES[tag.label.role]
    loose = sheet.kind in DEALS or (sheet.kind in SALES and not tag.label.strong)
    return "party" if kind == "name" and loose else kind


def _wrapped(sheet: Sheet, tag: Tag, kind: str) -> Read | None:
    """A value in running text that its line begins and the next one ends."""
    row, spot = tag.spot.row, tag.spot
    below = next((one for one in sheet.near(row) if one.row.index == row.index + 1), None)
    if below is None or len(row.cells) != 1 or len(below.row.cells) != 1 or tag.stop != len(spot.bare):
        return None
    rest, more = tag.rest, below.bare[: _until_label(sheet, below)]
    match = VALUES[kind].search(rest + more) if len(spot.bare) >= LINE and more[:1].isalnum() else None
    more_of_it = more[: match.end() - len(rest)] if match is not None else ""
    if match is None or not match.start() < len(rest) < match.end() or (kind == "deal" and more_of_it.isalpha()):
        return None
    first = part_of(spot, tag.end + match.start(), tag.stop)
    return Read(match.group(), (first, part_of(below, 0, match.end() - len(rest))), tag.box)


def _fit(read: Read | None, kind: str, *, strict: bool) -> Read | None:
    """A name that may be one; what is labelled or said beside a party is none."""
    if read is None or kind not in NAMES:
        return read
    if kind == "party":
        return read if like_party(read.text, strict=strict) else None
    sure = like_company(read.text) or read.text == "个人"
    return read if sure or not (NO_NAME.search(read.text) or PLACE.search(read.text)) else None


def _nearest_date(sheet: Sheet, tag: Tag) -> Read | None:
    """The date printed nearest to the end of a label, at its height or right under it."""
    tall, middle = tag.spot.cell.height, (tag.box.top + tag.box.bottom) / 2
    found = []
    for read in anywhere(sheet, "date"):
        box, _ = read.place
        far = box.left < tag.box.left - tall or (
            box.left > tag.box.right + NEAR_BY and read.parts[0][0] is not tag.spot.row
        )
        if read.parts[0][0].page != tag.spot.row.page or far:
            continue
        if -0.8 * tall < (box.top + box.bottom) / 2 - middle < 1.6 * tall:
            found.append((abs(box.left - tag.box.right), read))
    return min(found, key=lambda each: each[0])[1] if found else None


def _until_label(sheet: Sheet, spot: Spot) -> int:
    return min((tag.start for tag in sheet.tags if tag.spot.cell is spot.cell), default=len(spot.bare))


def _candidates(sheet: Sheet, tag: Tag) -> Iterator[Spot]:
    """Cells that may hold a label's value: the next in its row, the nearest at its right, the one under it."""
    row, k, box = tag.spot.row, tag.spot.k, tag.box
    if tag.stop == len(tag.spot.bare):
        if k == 0 and len(row.cells) == 2 and id(row.cells[1]) not in sheet.labelled:
            yield Spot(row, 1)  # a list: labels at the left edge, values at the right one, however far
        wrapped = box != tag.spot.cell.box and tag.start == 0 and tag.end == len(tag.spot.bare)
        if not wrapped and k + 1 < len(row.cells):
            beside = Spot(row, k + 1)
            if id(beside.cell) in sheet.labelled:
                yield from _under(sheet, tag)
                return
            yield beside
        right = _at_right(sheet, tag)
        if right:
            yield from right
        elif not wrapped and k + 1 < len(row.cells):
            return
    if tag.label.role == "owner":
        yield from _risen(sheet, tag)
        yield from (spot for spot in _under(sheet, tag) if not _named(sheet, spot, box))
        return
    yield from _under(sheet, tag)


def _at_right(sheet: Sheet, tag: Tag) -> list[Spot]:
    """The nearest cells at the right of a label, none where that is another label.

    Beside a label of several lines stand several values, a name over a number: the first that is of the type is meant.
    """
    box, tall = tag.box, tag.spot.cell.height
    slack, lean = 0.25 * tall, tag.spot.cell.off
    found = [
        spot
        for spot in sheet.near(tag.spot.row)
        if box.right - 0.4 * tall <= spot.cell.box.left <= box.right + BESIDE
        and box.top - slack <= spot.cell.middle + lean <= box.bottom + slack
        and spot.cell is not tag.spot.cell
    ]
    middle = (box.top + box.bottom) / 2 - lean
    found.sort(
        key=lambda spot: (round(spot.cell.box.left - box.right + abs(spot.cell.middle - middle), 3), spot.row.index)
    )
    beside = [spot for spot in found if abs(spot.cell.box.left - found[0].cell.box.left) < tall]
    return [s for s in beside if id(s.cell) not in sheet.labelled and id(found[0].cell) not in sheet.labelled]


def _risen(sheet: Sheet, tag: Tag) -> Iterator[Spot]:
    """Names over the lines at a label's height: a value of more lines than its label rises above it."""
    level = _at_right(sheet, tag)
    first = min(level, key=lambda spot: spot.cell.middle, default=None)
    if first is None:
        return
    left, tall = first.cell.box.left, first.cell.height
    over = [
        spot
        for spot in sheet.near(tag.spot.row)
        if abs(spot.cell.box.left - left) < tall
        and 0.5 * tall < first.cell.middle - spot.cell.middle < RISES * tall
        and plainly_named(spot.bare.split("/")[0])
        and not _named(sheet, spot, tag.box)
    ]
    yield from sorted(over, key=lambda spot: -spot.cell.middle)


def _inside(box: Box, other: Box) -> bool:
    return other.left <= box.left and box.right <= other.right


def _under(sheet: Sheet, tag: Tag) -> Iterator[Spot]:
    """The nearest cell under a label that begins where the label does, or reaches beyond it at both sides."""
    box, tall = tag.box, tag.spot.cell.height
    found = [
        spot
        for spot in sheet.near(tag.spot.row)
        if 0 < spot.cell.middle + tag.spot.cell.off - box.bottom < UNDER * tall
        and (box.left - 1.5 * tall < spot.cell.box.left < box.right or _inside(box, spot.cell.box))
        and id(spot.cell) not in sheet.labelled
    ]
    if found:
        yield min(found, key=lambda spot: (spot.cell.middle, abs(spot.cell.box.left - box.left)))


def _read(spot: Spot, start: int, end: int, kind: str, label: Box) -> Read | None:
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


def _over_lines(sheet: Sheet, spot: Spot, label: Box) -> Read | None:
    """A date that goes on right under its beginning: `2024-12-` over `02`."""
    if _DAY_BEGINS.fullmatch(spot.bare) is None:
        return None
    cell = spot.cell
    for under in sheet.near(spot.row):
        step, flush = under.cell.box.top - cell.box.bottom, abs(under.cell.box.left - cell.box.left) < cell.height
        match = VALUES["date"].fullmatch(spot.bare + under.bare)
        if match and flush and -0.5 * cell.height < step < cell.height and under.cell.middle > cell.middle:
            parts = (part_of(spot, 0, len(spot.bare)), part_of(under, 0, len(under.bare)))
            return Read(match.group(), parts, label)
    return None


def _over_cells(sheet: Sheet, spot: Spot, label: Box) -> Read | None:
    """A date whose year, month and day were read as cells of their own."""
    behind = [Spot(spot.row, k) for k in range(spot.k, min(spot.k + 6, len(spot.row.cells)))]
    spots = [spot, *takewhile(lambda one: id(one.cell) not in sheet.labelled, behind[1:])]
    match = VALUES["date"].match("".join(one.bare for one in spots))
    if match is None:
        return None
    parts, left = [], match.end()
    for one in spots:
        if left > 0:
            parts.append(part_of(one, 0, min(left, len(one.bare))))
            left -= len(one.bare)
    return Read(match.group(), tuple(parts), label)


def _continued(sheet: Sheet, read: Read, tag: Tag, kind: str) -> Read:
    """A name or address with its second line, where one stands right under the first."""
    if kind == "model":
        return _wrapped_model(sheet, read)
    if kind not in WHOLE or (kind in NAMES and (len(read.text) <= PERSON or WHOLE_ENDS.search(read.text))):
        return read
    whole = _joined(sheet, read) if kind in NAMES else None
    if whole is not None:
        return whole
    if kind in NAMES and _ends_within(read):
        return read
    box, _ = read.place
    tall = box.bottom - box.top
    row, start, _ = read.parts[0]
    slack = tall if start not in row.starts else 0.6 * tall  # where it begins within a cell is only known about
    for other in sheet.near(tag.spot.row):
        cell = other.cell
        touching = -0.5 * tall < cell.box.top - box.bottom < 0.5 * tall and cell.middle - box.bottom > 0
        if not touching or abs(cell.box.left - box.left) > slack or id(cell) in sheet.labelled:
            continue
        if (
            _named(sheet, other, read.label)
            or not VALUES["name" if kind in NAMES else kind].match(read.text + other.bare)
            or ":" in other.bare
        ):
            continue
        if kind in NAMES and NO_NAME.search(other.bare):
            continue
        more = _read(other, 0, _until_label(sheet, other), "name" if kind in NAMES else "rest", read.label)
        if more is not None:
            return Read(read.text + more.text, (*read.parts, *more.parts), read.label)
    return read


def _ends_within(read: Read) -> bool:
    """Whether a stroke stands behind a value in its cell: `阿里·艾力/居民身份证`."""
    row, _, end = read.parts[-1]
    return row.text[end : end + 2].strip()[:1] in {"/", "／"}


def _wrapped_model(sheet: Sheet, read: Read) -> Read:
    """A model with the letters and figures that stand alone right under it in its column: its second line."""
    box, _ = read.place
    row, _, end = read.parts[-1]
    tall = box.bottom - box.top
    if end < row.starts[row.cell_at(end - 1)] + len(row.cells[row.cell_at(end - 1)].text.rstrip()):
        return read
    for other in sheet.near(row):
        cell = other.cell
        under = -0.5 * tall < cell.box.top - box.bottom < 0.6 * tall and cell.middle > box.bottom - 0.3 * tall
        flush = abs(cell.box.left - row.cells[row.cell_at(end - 1)].box.left) < tall
        if under and flush and _REST_OF_MODEL.fullmatch(other.bare) and not _named(sheet, other, read.label):
            more = part_of(other, 0, len(other.bare))
            return Read(read.text + other.bare, (*read.parts, more), read.label)
    return read


def _joined(sheet: Sheet, read: Read) -> Read | None:
    """A company's name whose end a seal parted from it, in the next cell of its row."""
    row, _, end = read.parts[-1]
    k = row.cell_at(end - 1) + 1
    if like_company(read.text) or k >= len(row.cells) or id(row.cells[k]) in sheet.labelled:
        return None
    beside, gap = Spot(row, k), row.cells[k].box.left - row.cells[k - 1].box.right
    if gap > 2 * row.cells[k].height or not like_company(read.text + beside.bare):
        return None
    return Read(read.text + beside.bare, (*read.parts, part_of(beside, 0, len(beside.bare))), read.label)


def _named(sheet: Sheet, spot: Spot, known: Box) -> bool:
    """Whether a label of its own stands at the left of a cell, at its height: another than the one that is known."""
    return any(
        tag.box.right <= spot.cell.box.left + 0.01
        and abs(tag.middle - spot.cell.middle) < 0.5 * spot.cell.height
        and spot.cell.box.left - tag.box.right < 0.2
        for tag in sheet.tags
        if tag.spot.row.page == spot.row.page and tag.box != known
    )
