"""Values of a Chinese paper that go over several lines or cells."""

from __future__ import annotations

import re
from itertools import takewhile

from claimcheck.core.extract.chinese.pieces import NAMES, WHOLE, labelled_beside, read_in, until_label
from claimcheck.core.extract.chinese.shapes import LEGAL_FORM, VALUES, like_company, surely_person
from claimcheck.core.extract.chinese.sheet import Read, Sheet, Spot, Tag, part_of
from claimcheck.core.extract.chinese.words import NO_NAME, TRANSLITERATED, WHOLE_ENDS
from claimcheck.core.extract.page.text import has_cjk
from claimcheck.model.documents import Box

_REST_OF_MODEL = re.compile(r"(?!\d{1,3}$)[A-Z0-9\-/()]{1,10}")
"""Letters and figures that may be a model's second line, and are no number of pieces or seats."""
_ANOTHER_ITEM = re.compile(
    r"[(（]?\d{1,2}(?:[.、．)）](?!\d)|座|人|缸|[挡档速]|升|吨|台|辆|门|款|年|月|日|个|件|项|条|公里|千米|k[mgwWNn]|m[lmL])|"
    r"(?:19|20)\d\d(?:[年款型]|[-./]\d)|[^:：,，。;；、]{1,14}[:：]"
)
"""What begins an item of its own, and no rest of a value: a list's number, a count with its unit, words and a colon."""
_GEARS = re.compile(r"\d?(?:AT|MT|CVT|DCT|DHT|AMT|EV|BEV|PHEV|HEV|MHEV)|[1-9](?:\.\d)?[LT]|\d{1,4}KW", re.IGNORECASE)
"""What a remark under a model says of its gears and its drive."""
_SENTENCE = re.compile("[,，。;；]")
FREE = frozenset({"engine", "model", "deal"})
"""Types of values of any length: nothing in what is printed says where they end."""
EDGE = 3
"""Text heights before the edge of the print at which a line is full at the least."""
PERSON = 4
"""Signs of a name that is a person's, which does not go on in the next line."""
LINE = 20
"""Signs of a line of running text at the least."""


def run_on(sheet: Sheet, tag: Tag, kind: str) -> Read | None:
    """A value in running text that its line begins and the next one ends."""
    row, spot = tag.spot.row, tag.spot
    below = next((one for one in sheet.near(row) if one.row.index == row.index + 1), None)
    if below is None or len(row.cells) != 1 or len(below.row.cells) != 1 or tag.stop != len(spot.bare):
        return None
    if _ANOTHER_ITEM.match(below.bare) or (kind in FREE and not _goes_on(sheet, tag, below)):
        return None
    rest, more = tag.rest, below.bare[: until_label(sheet, below)]
    match = VALUES[kind].search(rest + more) if len(spot.bare) >= LINE and more[:1].isalnum() else None
    more_of_it = more[: match.end() - len(rest)] if match is not None else ""
    if match is None or not match.start() < len(rest) < match.end() or (kind == "deal" and more_of_it.isalpha()):
        return None
    first = part_of(spot, tag.end + match.start(), tag.stop)
    return Read(match.group(), (first, part_of(below, 0, match.end() - len(rest))), tag.box)


def _goes_on(sheet: Sheet, tag: Tag, below: Spot) -> bool:
    """Whether a line goes on in the one below: it is full, as in running text, and the next begins no further in.

    The rows of a form and of a list end where their values end: the longest of them is no full line for that.
    """
    spot, tall = tag.spot, tag.spot.cell.height
    lines = [one for one in sheet.near(spot.row) if len(one.row.cells) == 1]
    edge = max(one.cell.box.right for one in sheet.near(spot.row)) - EDGE * tall
    full = [one for one in lines if one.cell.box.right > edge and len(one.bare) >= LINE]
    running = (len(full) > 1 and tag.start > 0) or _SENTENCE.search(spot.bare) is not None
    to_edge = any(one.cell is spot.cell for one in full)
    return running and to_edge and below.cell.box.left < spot.cell.box.left + 2 * tall


def day_over_cells(sheet: Sheet, spot: Spot, label: Box) -> Read | None:
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


def continued(sheet: Sheet, read: Read, tag: Tag, kind: str) -> Read:
    """A name or address with its second line, where one stands right under the first."""
    if kind == "model":
        return _wrapped_model(sheet, read)
    if kind in NAMES and (whole := _with_bracket(sheet, read)) is not None:
        return whole
    if kind not in WHOLE or (kind in NAMES and _names_end(read)):
        return read
    if kind in NAMES and (whole := _joined(sheet, read)) is not None:
        return whole
    box, _ = read.place
    tall = box.bottom - box.top
    row, start, _ = read.parts[0]
    begins = start in row.starts  # where it begins within a cell is only known about
    left, slack = (row.cells[row.cell_at(start)].box.left, 0.6 * tall) if begins else (box.left, tall)
    for other in sheet.near(tag.spot.row):
        cell = other.cell
        touching = -0.5 * tall < cell.box.top - box.bottom < 0.5 * tall and cell.middle - box.bottom > 0
        if not touching or abs(cell.box.left - left) > slack or id(cell) in sheet.labelled:
            continue
        if (
            labelled_beside(sheet, other, read.label)
            or not VALUES["name" if kind in NAMES else kind].match(read.text + other.bare)
            or ":" in other.bare
        ):
            continue
        if kind in NAMES and not _ends_name(read.text, other.bare):
            continue
        more = read_in(other, 0, until_label(sheet, other), "name" if kind in NAMES else "rest", read.label)
        if more is not None:
            return Read(read.text + more.text, (*read.parts, *more.parts), read.label)
    return read


def _ends_name(begun: str, rest: str) -> bool:
    """Whether a line may be the second one of a name: that of a company may be no more than its last word."""
    if like_company(begun + rest) and not like_company(begun):
        return True
    return NO_NAME.search(rest) is None and (not _spelled(begun) or _spelled(begun + rest))


def _with_bracket(sheet: Sheet, read: Read) -> Read | None:
    """A company's name that goes on with a bracket, in its own cell or the next, and maybe in the line under it."""
    row, _, end = read.parts[-1]
    k = row.cell_at(end - 1)
    spot, at = Spot(row, k), row.starts[k]
    own = next((i for i, place in enumerate(spot.kept) if at + place >= end), len(spot.bare))
    begun = [(spot, own)] if spot.bare[own : own + 1] == "(" else []
    if k + 1 < len(row.cells) and own == len(spot.bare) and id(row.cells[k + 1]) not in sheet.labelled:
        gap = row.cells[k + 1].box.left - row.cells[k].box.right
        begun += [(Spot(row, k + 1), 0)] if gap < 3 * row.cells[k].height else []
    for beside, start in begun:
        rest = beside.bare[start:]
        if not rest.startswith("("):
            continue
        parts = (*read.parts, part_of(beside, start, len(beside.bare)))
        legal = WHOLE_ENDS.search(read.text) and re.fullmatch(LEGAL_FORM, rest)
        if legal or (like_company(read.text + rest) and not like_company(read.text)):
            return Read(read.text + rest, parts, read.label)
        if (whole := _joined(sheet, Read(read.text + rest, parts, read.label))) is not None:
            return whole
        for under in sheet.near(row) if not like_company(read.text) else ():
            left = read.place[0].left
            step = under.cell.box.top - row.cells[k].box.bottom
            close = -0.5 * row.cells[k].height < step < 0.6 * row.cells[k].height
            flush = abs(under.cell.box.left - left) < 1.5 * row.cells[k].height and id(under.cell) not in sheet.labelled
            if close and flush and like_company(read.text + rest + under.bare):
                return Read(read.text + rest + under.bare, (*parts, part_of(under, 0, len(under.bare))), read.label)
    return None


def _names_end(read: Read) -> bool:
    """Whether a name is whole: a person's, or a company's with its legal form."""
    person = len(read.text) <= PERSON or (surely_person(read.text) and not _spelled(read.text))
    return person or WHOLE_ENDS.search(read.text) is not None or _ends_within(read)


def _spelled(name: str) -> bool:
    """Whether a name has the signs only with which those are spelled that have no surname."""
    return TRANSLITERATED.fullmatch(name) is not None


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
        first = row.cells[row.cell_at(end - 1)].box
        flush = abs(cell.box.left - first.left) < tall and cell.box.right < first.right + tall
        rest = _REST_OF_MODEL.fullmatch(other.bare) is not None and _GEARS.fullmatch(other.bare) is None
        if under and flush and rest and not _says_beside(sheet, other, read.label):
            more = part_of(other, 0, len(other.bare))
            return Read(read.text + other.bare, (*read.parts, more), read.label)
    return read


def _says_beside(sheet: Sheet, spot: Spot, known: Box) -> bool:
    """Whether a cell has a label of its own in its row, or a word that may be one, but the known one's next line."""
    beside = Spot(spot.row, spot.k - 1) if spot.k > 0 else None
    if beside is not None and has_cjk(beside.bare):
        middle = beside.cell.middle + beside.cell.off
        return not (known.top < middle < known.bottom and beside.cell.box.left >= known.left - beside.cell.height)
    return labelled_beside(sheet, spot, known)


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
