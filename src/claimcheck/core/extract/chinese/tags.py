"""All labels on a Chinese form, and which of two cars they are about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from claimcheck.core.extract.chinese.broken import MOST_GROUPS, broken, halved, joined_of, over_lines, spread, stacked
from claimcheck.core.extract.chinese.cell_tags import tags_in
from claimcheck.core.extract.chinese.sheet import Sheet, Spot, Tag
from claimcheck.core.extract.page.rows import Row
from claimcheck.model.documents import Kind

OF_THE_CAR = frozenset({"vin", "engine_number", "plate_number", "model_name"})
OLD = "old_"
"""Before the role of a label that names something of a car given in exchange."""
_OLD = r"(?:旧|原|老|报废|置换|被置换|淘汰|转出|交售|注销|抵押|质押|担保)"
_NEW = r"(?:(?:所购|购置|购买|新购|置换后|意向)的?新?|新)"
_CAR = re.compile(
    rf"^[一二三四五六七八九十\d、,，.()]{{0,4}}[甲乙]?方?(?:(?P<old>{_OLD}(?!后)的?)|{_NEW}的?)"
    r"(?:机动)?(?:车辆?|汽车)(?:的?(?:基本)?(?:信息|情况|资料))?(?=[:：,，]|$)"
)
"""What heads the part of a paper that one of two cars stands in."""
_BEGINS = re.compile(rf"\W*(?:(?P<old>{_OLD})|{_NEW})(?:机动)?(?:车辆?|汽车)(?:信息|情况)?(?=[\s:：])")
_PREFIX = re.compile(rf"(?:(?P<old>{_OLD})|{_NEW})(?:机动)?(?:车辆?|汽车)的?$")


def sheet_of(rows: Sequence[Row], kind: Kind) -> Sheet:
    """All cells and labels of a form; labels that were broken over lines are put together."""
    spots = tuple(Spot(row, k) for row in rows for k in range(len(row.cells)))
    wide = [tag for row in rows for tag in spread(row, kind)] + list(over_lines(rows, kind))
    taken = {id(tag.spot.cell) for tag in wide}
    tags = [tag for spot in spots for tag in tags_in(spot, kind) if tag.start > 0 or id(spot.cell) not in taken] + wide
    only = {id(tag.spot.cell): tag for tag in tags if tag.start == 0 and not tag.rest}
    groups = _few_a_page((*broken(spots, only), *halved(rows, only, kind), *stacked(rows, only, kind)))
    joined = [tag for group in groups for tag in joined_of(group, kind)]
    replaced = {id(tag.spot.cell): tag.stop for tag in joined}
    kept = [tag for tag in tags if tag.stop > replaced.get(id(tag.spot.cell), -1)]
    ordered = sorted(kept + joined, key=lambda tag: (tag.spot.row.index, tag.spot.k, tag.start))
    return Sheet(spots, tuple(_of_the_new_car(ordered, spots)), kind)


def _few_a_page(groups: Iterable[list[Spot]]) -> Iterator[list[Spot]]:
    """Each group of cells once, and no more of a page than a form has: each label is looked at with all cells of it."""
    seen: set[tuple[int, ...]] = set()
    pages = Counter[int]()
    for group in groups:
        cells = tuple(id(spot.cell) for spot in group)
        page = group[0].row.page
        if cells not in seen and pages[page] < MOST_GROUPS:
            seen.add(cells)
            pages[page] += 1
            yield group


def _of_the_new_car(tags: Sequence[Tag], spots: Sequence[Spot]) -> Iterator[Tag]:
    """The labels, those of a car given in exchange, beside a new one, marked as such."""
    heads = [(spot, bool(match["old"])) for spot in spots if (match := _CAR.match(spot.bare))]
    parted = {old for _, old in heads} == {True, False}
    cars = [tag for tag in tags if tag.label.role in OF_THE_CAR]
    edge = min((tag.box.left for tag in cars), default=0.0)
    for tag in tags:
        if tag.label.role not in OF_THE_CAR:
            yield tag
            continue
        before = _PREFIX.search(tag.spot.bare[: tag.start]) or _in_its_cell(tag)
        old = bool(before["old"]) if before else parted and _in_old_part(tag, heads, edge)
        yield replace(tag, label=replace(tag.label, role=OLD + tag.label.role)) if old else tag


def _in_its_cell(tag: Tag) -> re.Match[str] | None:
    """What begins a label's cell, where it says which of two cars the cell is about: `报废车辆 车牌号码 …`."""
    text = tag.spot.cell.text[: tag.spot.kept[tag.start]] if tag.start else ""
    return _BEGINS.match(text)


def _in_old_part(tag: Tag, heads: Sequence[tuple[Spot, bool]], edge: float) -> bool:
    """Whether a label stands in the old car's part: by the nearest head at the left, else over it."""
    page = [(spot, old) for spot, old in heads if spot.row.page == tag.spot.row.page]
    if page and all(spot.cell.box.right <= edge for spot, _ in page):
        return min(page, key=lambda head: abs(head[0].cell.middle - tag.middle))[1]
    over = [(spot, old) for spot, old in page if spot.row.index <= tag.spot.row.index]
    last = max((spot.row.index for spot, _ in over), default=0)
    beside = [(spot, old) for spot, old in over if spot.row.index == last]  # two parts stand in two columns
    return bool(beside) and min(beside, key=lambda head: abs(head[0].cell.box.left - tag.box.left))[1]
