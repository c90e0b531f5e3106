"""Labels and values on a Chinese form: in one cell, side by side, broken over lines, or one under the other.

Readers lose blanks and break lines, so all is matched over text without blanks, and offsets lead back to the print.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from claimcheck.core.extract.cells import Cell, union
from claimcheck.core.extract.chinese_labels import TYPES, VALUES, Label, labels_of, nearly_of
from claimcheck.core.extract.rows import Row
from claimcheck.core.extract.simplified import simplified
from claimcheck.core.extract.text import has_cjk
from claimcheck.model.documents import Box, Kind

GOES_ON = re.compile(r"[/／及或、(（,]$")
FOLLOWS = re.compile(r"^(?:[/／及或)）]|名称[/／]|号码)")
WHOLE = frozenset({"name", "address"})
"""Types whose value is all that stands there; the others are searched in it."""
BESIDE = 0.55
"""A value begins at most so far behind its label, as a fraction of the page's width."""
PERSON = 4
"""Signs of a name that is a person's, which does not go on in the next line."""
UNDER = 2.4
"""A value stands at most so many text heights under its label."""


@dataclass(frozen=True)
class Spot:
    """A cell in its row."""

    row: Row
    k: int

    @property
    def cell(self) -> Cell:
        """The cell itself."""
        return self.row.cells[self.k]

    @cached_property
    def kept(self) -> tuple[int, ...]:
        """Offsets of the cell's signs that are no blanks."""
        return tuple(i for i, sign in enumerate(self.cell.text) if not sign.isspace())

    @cached_property
    def bare(self) -> str:
        """The cell's text without blanks, in simplified signs."""
        return simplified("".join(self.cell.text[i] for i in self.kept))


@dataclass(frozen=True)
class Read:
    """A value at its place: one cell's part, or parts of several.

    Attributes:
        text: without blanks.
        label: where the label that named it stands; the value's own place where none did.
    """

    text: str
    parts: tuple[tuple[Row, int, int], ...]
    label: Box

    @property
    def place(self) -> tuple[Box, float]:
        """Where it stands, and how surely it was read."""
        found = [row.place(start, end) for row, start, end in self.parts]
        return union(box for box, _ in found), min(sure for _, sure in found)


@dataclass(frozen=True)
class Tag:
    """A label in a cell, and what stands behind it there: offsets in the bare text."""

    label: Label
    spot: Spot
    start: int
    end: int
    stop: int
    box: Box

    @property
    def rest(self) -> str:
        """What stands behind the label in its own cell."""
        return self.spot.bare[self.end : self.stop]


@dataclass(frozen=True)
class Sheet:
    """A document's cells with the labels found in them."""

    spots: tuple[Spot, ...]
    tags: tuple[Tag, ...]

    @cached_property
    def labelled(self) -> frozenset[int]:
        """The cells that begin with a label, by their identity."""
        return frozenset(id(tag.spot.cell) for tag in self.tags if tag.start == 0)

    def near(self, row: Row) -> list[Spot]:
        """The cells of a row's page."""
        return [spot for spot in self.spots if spot.row.page == row.page]


def sheet_of(rows: Sequence[Row], kind: Kind) -> Sheet:
    """All cells and labels of a form; labels that were broken over lines are put together."""
    spots = tuple(Spot(row, k) for row in rows for k in range(len(row.cells)))
    spread = [tag for row in rows for tag in _spread(row, kind)]
    taken = {id(tag.spot.cell) for tag in spread}
    tags = [tag for spot in spots for tag in _tags(spot, kind) if tag.start > 0 or id(spot.cell) not in taken] + spread
    only = {id(tag.spot.cell): tag for tag in tags if tag.start == 0 and not tag.rest}
    joined = [tag for group in _broken(spots, only) for tag in _joined(group, kind)]
    replaced = {id(tag.spot.cell) for tag in joined}
    kept = [tag for tag in tags if id(tag.spot.cell) not in replaced or tag.start > 0]
    return Sheet(spots, tuple(kept + joined))


def _spread(row: Row, kind: Kind) -> Iterator[Tag]:
    """Labels that were printed so widely that each sign was read by itself: `名`, `称` and what follows."""
    k = 0
    while k + 1 < len(row.cells):
        group = [Spot(row, k)]
        while (
            len(group[-1].bare) == 1 and has_cjk(group[-1].bare) and len(group) < 4 and k + len(group) < len(row.cells)
        ):
            group.append(Spot(row, k + len(group)))
            text = "".join(spot.bare for spot in group)
            before = len(text) - len(group[-1].bare)
            first = next((tag for tag in _tags(group[-1], kind, text) if tag.start == 0), None)
            if first is not None and first.end > before:
                end, stop = first.end - before, first.stop - before
                ends = row.place(row.starts[k + len(group) - 1], row.starts[k + len(group) - 1] + end)[0]
                yield Tag(first.label, group[-1], 0, end, stop, union((group[0].cell.box, ends)))
                break
        k += len(group)


def _tags(spot: Spot, kind: Kind, bare: str = "") -> Iterator[Tag]:
    """The labels in a cell, left to right, with what stands between them."""
    text = bare or spot.bare
    taken: list[tuple[int, int, Label]] = []
    for label, pattern in labels_of(kind):
        hits = (match for match in pattern.finditer(text) if label.strong or _begins(spot, text, match))
        taken.extend((match.start(), match.end(), label) for match in hits)
    taken.sort(key=lambda hit: (hit[0] - hit[1], hit[0]))
    chosen: list[tuple[int, int, Label]] = []
    for start, end, label in taken:
        if all(end <= other[0] or start >= other[1] for other in chosen):
            chosen.append((start, end, label))
    chosen = sorted(chosen or _nearly(text, kind), key=lambda hit: hit[0])
    stops = [*(hit[0] for hit in chosen), len(text)][1:]
    for (start, end, label), stop in zip(chosen, stops, strict=True):
        at = spot.row.starts[spot.k]
        last = min(end, len(spot.kept)) - 1
        first = min(start, last)
        box, _ = spot.row.place(at + spot.kept[first], at + spot.kept[last] + 1)
        yield Tag(label, spot, start, end, stop, box)


def _nearly(text: str, kind: Kind) -> list[tuple[int, int, Label]]:
    """A label at the beginning of a cell with one sign misread or the first lost, where its wording can tell."""
    for wording, label in nearly_of(kind):
        head = text[: len(wording)]
        if len(head) == len(wording) and sum(a != b for a, b in zip(head, wording, strict=True)) == 1:
            closed = len(wording) + (text[len(wording) : len(wording) + 1] in {":", "："})
            return [(0, closed, label)]
        if len(wording) > 4 and text.startswith(wording[1:]):
            return [(0, len(wording) - 1, label)]
    return []


def _begins(spot: Spot, text: str, match: re.Match[str]) -> bool:
    """Whether a weak label is one here: at the beginning of its cell, or set off before and closed by a colon."""
    if match.start() == 0:
        return True
    if text is not spot.bare and text != spot.bare:
        return False
    before = spot.kept[match.start()] - spot.kept[match.start() - 1] > 1 or not text[match.start() - 1].isalnum()
    return before and match.group()[-1] in ":："


def _broken(spots: Sequence[Spot], only: dict[int, Tag]) -> Iterator[list[Spot]]:
    """Cells that hold the lines of one label: touching, one under the other, where the wording goes on."""
    used: set[int] = set()
    for spot in spots:
        if id(spot.cell) in used or id(spot.cell) not in only:
            continue
        group = [spot]
        while (under := _line_under(group[-1], spots, only)) is not None and len(group) < 4:
            group.append(under)
        if len(group) > 1:
            used |= {id(one.cell) for one in group}
            yield group


def _line_under(spot: Spot, spots: Sequence[Spot], only: dict[int, Tag]) -> Spot | None:
    cell = spot.cell
    for other in spots:
        below = other.cell
        if other.row.page != spot.row.page or below is cell or len(other.bare) > 16:
            continue
        gap = below.box.top - cell.box.bottom
        if not -0.5 * cell.height < gap < 0.5 * cell.height or below.middle - cell.middle < 0.5 * cell.height:
            continue
        overlap = min(cell.box.right, below.box.right) - max(cell.box.left, below.box.left)
        if overlap < 0.5 * min(cell.box.right - cell.box.left, below.box.right - below.box.left):
            continue
        whole = only.get(id(below))
        same = whole is not None and whole.label.role == only[id(cell)].label.role if id(cell) in only else False
        if same or GOES_ON.search(spot.bare) or FOLLOWS.match(other.bare):
            return other
    return None


def _joined(group: Sequence[Spot], kind: Kind) -> Iterator[Tag]:
    """The label that several lines make, at the place of all of them."""
    text = "".join(spot.bare for spot in group)
    box = union(spot.cell.box for spot in group)
    first = next((tag for tag in _tags(group[0], kind, text) if tag.start == 0), None)
    if first is None:
        return
    for spot in group:
        yield Tag(first.label, spot, 0, len(spot.bare), len(spot.bare), box)


def values(sheet: Sheet, role: str) -> list[Read]:
    """What the labels of a role name, in reading order, each once."""
    found: list[Read] = []
    for tag in sheet.tags:
        if tag.label.role == role:
            read = _value(sheet, tag, TYPES[role])
            if read is not None and all(read.parts != other.parts for other in found):
                found.append(read)
    return found


def _value(sheet: Sheet, tag: Tag, kind: str) -> Read | None:
    own = _read(tag.spot, tag.end, tag.stop, kind, tag.box)
    if own is not None:
        return _continued(sheet, own, tag, kind)
    if len(tag.rest) > 3:
        return None
    for spot in _candidates(sheet, tag):
        if kind == "date" and len(VALUES["date"].findall(spot.bare)) > 1:
            break  # dates that the reader ran together
        read = _read(spot, 0, _until_label(sheet, spot), kind, tag.box)
        if read is not None:
            return _continued(sheet, read, tag, kind)
        if kind == "date":
            together = _over_cells(spot, tag.box)
            if together is not None:
                return together
    return _nearest_date(sheet, tag) if kind == "date" else None


def _nearest_date(sheet: Sheet, tag: Tag) -> Read | None:
    """The date printed nearest to the end of a label, at its height or right under it."""
    tall, middle = tag.spot.cell.height, (tag.box.top + tag.box.bottom) / 2
    found = []
    for read in anywhere(sheet, "date"):
        box, _ = read.place
        if read.parts[0][0].page != tag.spot.row.page or box.left < tag.box.left - tall:
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
    found.sort(key=lambda spot: (spot.cell.box.left - box.right) + abs(spot.cell.middle - middle))
    beside = [spot for spot in found if abs(spot.cell.box.left - found[0].cell.box.left) < tall]
    return [s for s in beside if id(s.cell) not in sheet.labelled and id(found[0].cell) not in sheet.labelled]


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
    text = spot.bare[start:end].lstrip(":：/")
    start = end - len(text)
    pattern = VALUES[kind]
    match = pattern.match(text) if kind in WHOLE else pattern.search(text)
    if match is None or not match.group():
        return None
    return Read(match.group(), (_part(spot, start + match.start(), start + match.end()),), label)


def _part(spot: Spot, start: int, end: int) -> tuple[Row, int, int]:
    at = spot.row.starts[spot.k]
    return spot.row, at + spot.kept[start], at + spot.kept[end - 1] + 1


def _over_cells(spot: Spot, label: Box) -> Read | None:
    """A date whose year, month and day were read as cells of their own."""
    spots = [Spot(spot.row, k) for k in range(spot.k, min(spot.k + 6, len(spot.row.cells)))]
    match = VALUES["date"].match("".join(one.bare for one in spots))
    if match is None:
        return None
    parts, left = [], match.end()
    for one in spots:
        if left > 0:
            parts.append(_part(one, 0, min(left, len(one.bare))))
            left -= len(one.bare)
    return Read(match.group(), tuple(parts), label)


def _continued(sheet: Sheet, read: Read, tag: Tag, kind: str) -> Read:
    """A name or address with its second line, where one stands right under the first."""
    if kind not in WHOLE or (kind == "name" and len(read.text) <= PERSON):
        return read
    box, _ = read.place
    tall = box.bottom - box.top
    for other in sheet.near(tag.spot.row):
        cell = other.cell
        touching = -0.5 * tall < cell.box.top - box.bottom < 0.5 * tall and cell.middle - box.bottom > 0
        if not touching or abs(cell.box.left - box.left) > 0.6 * tall or id(cell) in sheet.labelled:
            continue
        if _named(sheet, other) or not VALUES[kind].match(read.text + other.bare) or ":" in other.bare:
            continue
        more = _read(other, 0, _until_label(sheet, other), "name" if kind == "name" else "rest", read.label)
        if more is not None:
            return Read(read.text + more.text, (*read.parts, *more.parts), read.label)
    return read


def _named(sheet: Sheet, spot: Spot) -> bool:
    """Whether a label of its own stands at the left of a cell, at its height."""
    return any(
        tag.box.right <= spot.cell.box.left + 0.01
        and abs((tag.box.top + tag.box.bottom) / 2 - spot.cell.middle) < 0.5 * spot.cell.height
        and spot.cell.box.left - tag.box.right < 0.2
        for tag in sheet.tags
        if tag.spot.row.page == spot.row.page
    )


def anywhere(sheet: Sheet, kind: str) -> Iterable[Read]:
    """Values of a type wherever they stand, without a label."""
    for spot in sheet.spots:
        for match in VALUES[kind].finditer(spot.bare):
            yield Read(match.group(), (_part(spot, match.start(), match.end()),), spot.cell.box)
