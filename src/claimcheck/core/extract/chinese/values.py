"""What a label names on a Chinese form: behind it in its cell, at its right, or under it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from claimcheck.core.extract.chinese.label import DEALS, SALES
from claimcheck.core.extract.chinese.lines import continued, day_over_cells, run_on
from claimcheck.core.extract.chinese.pieces import NAMES, fitting, labelled_beside, read_in, until_label
from claimcheck.core.extract.chinese.shapes import TYPES, VALUES, like_company, no_engine, plainly_named
from claimcheck.core.extract.chinese.sheet import Read, Sheet, Spot, Tag, anywhere
from claimcheck.core.extract.page.text import has_cjk
from claimcheck.model.documents import Box

_WRAPPED = frozenset({"vin", "id", "engine", "model", "deal"})
_IS = frozenset("为是系")
"""With which a sentence goes on from a label to its value."""
LOOSE_LABELS = frozenset({"name", "buyer_too", "seller_too", "sealed_name"})
"""Labels whose words name other things, too: what stands at them is a party only where its own words say so."""
BESIDE = 0.55
"""A value begins at most so far behind its label, as a fraction of the page's width."""
COLUMNS = 3
"""Heads of columns beside a label from which on it is one itself."""
_SEAL = re.compile(r"[(（]?(?:盖|签|公|印)?章[)）]?")
"""What asks for a seal in a name's place."""
_GOES_ON = re.compile(
    r"公\|司|(?:有限|责任|股份|[分总支子])\|(?:责任|有限)?公司|有\|限|股\|份|责\|任|\|[(（]|"
    r"(?<![公有])\|(?:[\u4e00-\u9fff]{2})?(?:股份)?有限(?:责任)?公司"
)
"""Where a company's name is cut in two: the second part ends the first one, and is no company's name by itself."""
_ASKS = re.compile(r"名|人|客户|抬头")
"""Words for a side that ask for who it is."""
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
    column = _own_column(sheet, tag)
    if column is not None:
        read = fitting(read_in(*column, kind, tag.box), kind, strict=False)
        if read is None or (kind == "engine" and no_engine(read.text)):
            return None
        return replace(read, unsure=not _anchored(sheet, tag, column[0]))
    if (kind in NAMES and _asks_no_name(tag)) or (kind == "deal" and _column_head(sheet, tag)):
        return None
    says = 0 if tag.closed or kind == "date" or tag.rest[:1] not in _IS else 1
    begun = read_in(tag.spot, tag.end + says, tag.stop, kind, tag.box)
    own = fitting(begun, kind, strict=not (tag.closed or says)) or _of_two_lines(sheet, begun, tag, kind)
    over = run_on(sheet, tag, kind) if kind in _WRAPPED else None
    if over is not None:
        return over
    if own is not None:
        return continued(sheet, own, tag, kind)
    if len(tag.rest) > 3:
        return None
    return _around(sheet, tag, kind) or (_nearest_date(sheet, tag) if kind == "date" else None)


def _of_two_lines(sheet: Sheet, begun: Read | None, tag: Tag, kind: str) -> Read | None:
    """A company's name that is one only with its second line, or its next cell: `…城东分` over `公司`."""
    whole = continued(sheet, begun, tag, kind) if begun is not None and kind in NAMES else None
    if begun is None or whole is None or not like_company(whole.text):
        return None
    return whole if _GOES_ON.search(f"{begun.text}|{whole.text[len(begun.text) :]}") else None


def _own_column(sheet: Sheet, tag: Tag) -> tuple[Spot, int, int] | None:
    """What stands under a label among others in a table's head, where head and row were read as one line each.

    The blanks tell the columns: there must be as many in the row as there are labels in the head.
    """
    heads = sheet.tags_in(tag.spot)
    if len(heads) < 2 or heads[0].start > 0 or any(one.rest for one in heads):
        return None
    under = next(_under(sheet, heads[0]), None)
    if under is None:
        return None
    cuts = [0, *(at for at in range(1, len(under.bare)) if under.apart(at)), len(under.bare)]
    columns = list(pairwise(cuts))
    return (under, *columns[heads.index(tag)]) if len(columns) == len(heads) else None


def _anchored(sheet: Sheet, tag: Tag, under: Spot) -> bool:
    """Whether a number that can be mistaken for nothing else stands in its own column of a row read as one line."""
    cuts = [0, *(at for at in range(1, len(under.bare)) if under.apart(at)), len(under.bare)]
    kinds = (TYPES.get(head.label.role, "") for head in sheet.tags_in(tag.spot))
    columns = zip(kinds, pairwise(cuts), strict=False)
    return any(kind in {"vin", "id"} and VALUES[kind].fullmatch(under.bare[a:b]) for kind, (a, b) in columns)


def _around(sheet: Sheet, tag: Tag, kind: str) -> Read | None:
    """The value that stands beside or under a label; beside the beginning of a longer word, what is surely a party."""
    strict = not tag.closed and (tag.label.role in LOOSE_LABELS or (kind == "party" and has_cjk(tag.rest)))
    for spot in _candidates(sheet, tag):
        if kind == "date" and len(VALUES["date"].findall(spot.bare)) > 1:
            break  # dates that the reader ran together
        doubted = strict or (not tag.closed and _only_headed(tag, spot))
        begun = read_in(spot, 0, until_label(sheet, spot), kind, tag.box)
        read = fitting(begun, kind, strict=doubted) or _of_two_lines(sheet, begun, tag, kind)
        if read is not None:
            return continued(sheet, read, tag, kind)
        if kind == "date" and (together := day_over_cells(sheet, spot, tag.box)) is not None:
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


def _candidates(sheet: Sheet, tag: Tag) -> Iterator[Spot]:
    """Cells that may hold a label's value: the next in its row, the nearest at its right, the one under it."""
    row, k, box = tag.spot.row, tag.spot.k, tag.box
    if tag.stop == len(tag.spot.bare):
        if k == 0 and len(row.cells) == 2 and id(row.cells[1]) not in sheet.labelled:
            yield Spot(row, 1)  # a list: labels at the left edge, values at the right one, however far
        wrapped = box != tag.spot.cell.box and tag.start == 0 and tag.end == len(tag.spot.bare)
        if wrapped and k + 1 < len(row.cells) and row.cells[k + 1].box.left <= box.right:
            # A label's other line reaches over what stands beside this one.
            yield from (Spot(row, k + 1) for _ in range(id(row.cells[k + 1]) not in sheet.labelled))
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
        yield from (spot for spot in _under(sheet, tag) if not labelled_beside(sheet, spot, box))
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
        and not labelled_beside(sheet, spot, tag.box)
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
