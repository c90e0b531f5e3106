"""Labels of a Chinese form that go over several cells: printed sign by sign, downwards, or broken over lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from claimcheck.core.extract.chinese.cell_tags import tags_in
from claimcheck.core.extract.chinese.sheet import Spot, Tag
from claimcheck.core.extract.page.cells import union
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import has_cjk
from claimcheck.model.documents import Kind

GOES_ON = re.compile(r"[/／及或、(（,]$")
FOLLOWS = re.compile(r"^(?:[/／及或)）]|(?:证明)?名称[/／](?!姓名)|(?:身份)?证明名称|号码|[(（](?:人|单位|个人)[)）])")
LABEL, RUNNING = 8, 20
"""Signs of a label's part at the end of a line, and of a line that text runs on from, at the least."""
LONGEST_PART, MOST_LINES = 16, 3
"""Signs of a label's part, and lines that a label breaks into, at the most."""
STACKED, MOST_STACKED, GAP = 4, 6, 1.6
"""Signs of a line of a word written downwards, its lines, and text heights between two of them, at the most."""
MOST_GROUPS = 40
"""Labels over several cells on a page at the most: where there are more, its cells are no form's."""
PARTY_HEADS = frozenset({"buyer_name", "seller_name", "buyer_too", "seller_too"})


def spread(row: Row, kind: Kind) -> Iterator[Tag]:
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
            first = next((tag for tag in tags_in(group[-1], kind, text) if tag.start == 0), None)
            if first is not None and first.end > before:
                end, stop = first.end - before, first.stop - before
                ends = row.place(row.starts[k + len(group) - 1], row.starts[k + len(group) - 1] + end)[0]
                yield Tag(first.label, group[-1], 0, end, stop, union((group[0].cell.box, ends)))
                break
        k += len(group)


def over_lines(rows: Sequence[Row], kind: Kind) -> Iterator[Tag]:
    """Labels in running text that one line begins and the next ends."""
    for above, below in pairwise(rows):
        if len(above.cells) != 1 or len(below.cells) != 1 or above.page != below.page:
            continue
        tail, spot = Spot(above, 0).bare[-LABEL:], Spot(below, 0)
        if len(Spot(above, 0).bare) < RUNNING or not has_cjk(spot.bare[:1]):
            continue
        for tag in tags_in(spot, kind, tail + spot.bare):
            if tag.label.strong and tag.label.role and tag.start < len(tail) < tag.end:
                end, stop = tag.end - len(tail), tag.stop - len(tail)
                box, _ = below.place(0, spot.kept[end - 1] + 1)
                yield Tag(tag.label, spot, 0, end, stop, box)


def broken(spots: Sequence[Spot], only: dict[int, Tag]) -> Iterator[list[Spot]]:
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


def halved(rows: Sequence[Row], only: dict[int, Tag], kind: Kind) -> Iterator[list[Spot]]:
    """Cells one under the other that are one label together wherever it breaks: `机动车` over `登记编号`."""
    used: set[int] = set()
    for i, row in enumerate(rows):
        for k in range(len(row.cells)):
            group, whole = [Spot(row, k)], 0
            while len(group) < MOST_LINES and (under := _goes_on_under(group[-1], rows[i + 1 : i + MOST_LINES + 2])):
                group.append(under)
                if _whole(group, kind, only) and not _labels_apart(group, only):
                    whole = len(group)
            if whole and not used & {id(spot.cell) for spot in group[:whole]}:
                used |= {id(spot.cell) for spot in group[:whole]}
                yield group[:whole]


def _goes_on_under(spot: Spot, rows: Sequence[Row]) -> Spot | None:
    """The cell right under a part of a label that may hold its next part: touching, and of its column."""
    cell, text = spot.cell, spot.bare
    if len(text) > LONGEST_PART or not (has_cjk(text[-1:]) or text[-1:] in "/(、"):
        return None
    for row in rows:
        for k, lower in enumerate(row.cells if row.page == spot.row.page else ()):
            step, low = lower.middle - cell.middle, min(cell.height, lower.height)
            flush = lower.box.left < cell.box.right - 0.2 * low and cell.box.left < lower.box.right - 0.2 * low
            edge = abs(lower.box.left - cell.box.left) < 2.5 * cell.height
            close = lower.box.top - cell.box.bottom < 0.6 * cell.height and step > 0.4 * low
            if close and flush and edge and len(lower.text) <= LONGEST_PART and has_cjk(lower.text):
                return Spot(row, k)
    return None


def _labels_apart(group: Sequence[Spot], only: dict[int, Tag]) -> bool:
    """Whether lines are labels of their own, each with its value beside it: `客户` over `身份证号`."""
    return all(id(spot.cell) in only and _has_beside(spot, only) for spot in group)


def _has_beside(spot: Spot, only: dict[int, Tag]) -> bool:
    return spot.k + 1 < len(spot.row.cells) and id(spot.row.cells[spot.k + 1]) not in only


def stacked(rows: Sequence[Row], only: dict[int, Tag], kind: Kind) -> Iterator[list[Spot]]:
    """Cells one under the other, a few signs each, that are the word for a side together: `卖` over `车` over `方`."""
    used: set[int] = set()
    for i, row in enumerate(rows):
        for k in range(len(row.cells)):
            column = [Spot(row, k)]
            while len(column) < MOST_STACKED and (under := _stacks_on(column[-1], rows[i + 1 : i + MOST_STACKED + 2])):
                column.append(under)
            for most in range(len(column), 1, -1):
                group = column[:most]
                taken = used & {id(spot.cell) for spot in group} or _labels_apart(group, only)
                if not taken and _names_a_side(group, kind):
                    used |= {id(spot.cell) for spot in group}
                    yield group
                    break


def _stacks_on(spot: Spot, rows: Sequence[Row]) -> Spot | None:
    """The short cell right under another one."""
    if not has_cjk(spot.bare) or len(spot.bare) > STACKED:
        return None
    cell = spot.cell
    for row in rows:
        if (
            row.page != spot.row.page
            or row.index <= spot.row.index
            or row.box.top - cell.box.bottom > GAP * cell.height
        ):
            continue
        for k, under in enumerate(row.cells):
            flush = abs(under.box.left - cell.box.left) < cell.height and under.middle > cell.middle
            close = under.box.top - cell.box.bottom < GAP * cell.height
            if flush and close and len(under.text.replace(" ", "")) <= STACKED and has_cjk(under.text):
                return Spot(row, k)
    return None


def _names_a_side(group: Sequence[Spot], kind: Kind) -> bool:
    text = "".join(spot.bare for spot in group)
    tags = list(tags_in(group[0], kind, text))
    return len(tags) == 1 and tags[0].label.role in PARTY_HEADS and tags[0].start == 0 and tags[0].end == len(text)


def _whole(group: Sequence[Spot], kind: Kind, only: dict[int, Tag]) -> bool:
    """Whether lines are one label together; what is a label by itself is part of it where it names the same."""
    text = "".join(spot.bare for spot in group)
    tags = list(tags_in(group[0], kind, text))
    if len(tags) != 1 or not tags[0].label.role or tags[0].start > 0 or tags[0].end < len(text):
        return False
    first, last = only.get(id(group[0].cell)), only.get(id(group[-1].cell))
    role = tags[0].label.role
    if first is not None and (first.closed or (first.label.role != role and _has_beside(group[0], only))):
        return False
    return last is None or last.label.role == role or (first is None and role.endswith("_id"))


def _line_under(spot: Spot, spots: Sequence[Spot], only: dict[int, Tag]) -> Spot | None:
    cell = spot.cell
    for other in spots:
        below = other.cell
        if other.row.page != spot.row.page or below is cell or len(other.bare) > 16 or other.bare == spot.bare:
            continue
        gap = below.box.top - cell.box.bottom
        if not -0.5 * cell.height < gap < 0.5 * cell.height or below.middle - cell.middle < 0.5 * cell.height:
            continue
        overlap = min(cell.box.right, below.box.right) - max(cell.box.left, below.box.left)
        if overlap < 0.5 * min(cell.box.right - cell.box.left, below.box.right - below.box.left):
            continue
        if _one_role(only.get(id(cell)), only.get(id(below))) or GOES_ON.search(spot.bare) or FOLLOWS.match(other.bare):
            return other
    return None


def _one_role(one: Tag | None, other: Tag | None) -> bool:
    """Whether two labels name the same thing; those that name nothing we keep each name something else."""
    return one is not None and other is not None and one.label.role == other.label.role != ""


def joined_of(group: Sequence[Spot], kind: Kind) -> Iterator[Tag]:
    """The label that several lines make, at the place of all of them."""
    text = "".join(spot.bare for spot in group)
    box = union(spot.cell.box for spot in group)
    first = next((tag for tag in tags_in(group[0], kind, text) if tag.start == 0), None)
    if first is None:
        return
    for spot in group:
        yield Tag(first.label, spot, 0, len(spot.bare), len(spot.bare), box)
