"""Labels on a Chinese form: whole in a cell, printed sign by sign, broken over lines, or with one sign misread."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from claimcheck.core.extract.cells import union
from claimcheck.core.extract.chinese.label import CERTIFICATE, LICENCE, Label
from claimcheck.core.extract.chinese.labels import end_of, labels_of, nearly_of
from claimcheck.core.extract.chinese.sheet import Sheet, Spot, Tag
from claimcheck.core.extract.chinese.words import WHOLE_ENDS
from claimcheck.core.extract.rows import Row
from claimcheck.core.extract.text import has_cjk
from claimcheck.model.documents import Kind

_STROKES = frozenset("/／")
_LISTED = re.compile(r"([1-9]\d?)[.、．,)）]?")
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
GOES_ON = re.compile(r"[/／及或、(（,]$")
_NAMED = re.compile(rf"[\u4e00-\u9fff()]{{3}}(?<![我本贵该你]){WHOLE_ENDS.pattern}")
"""A company's whole name, and none that a sentence has for itself or its reader."""
LABEL, RUNNING = 8, 20
"""Signs of a label's part at the end of a line, and of a line that text runs on from, at the least."""
STACKED, MOST_STACKED, GAP = 4, 6, 1.6
"""Signs of a line of a word written downwards, its lines, and text heights between two of them, at the most."""
PARTY_HEADS = frozenset({"buyer_name", "seller_name", "buyer_too", "seller_too"})
FOLLOWS = re.compile(r"^(?:[/／及或)）]|(?:证明)?名称[/／](?!姓名)|(?:身份)?证明名称|号码|[(（](?:人|单位|个人)[)）])")


def sheet_of(rows: Sequence[Row], kind: Kind) -> Sheet:
    """All cells and labels of a form; labels that were broken over lines are put together."""
    spots = tuple(Spot(row, k) for row in rows for k in range(len(row.cells)))
    spread = [tag for row in rows for tag in _spread(row, kind)] + list(_over_lines(rows, kind))
    taken = {id(tag.spot.cell) for tag in spread}
    tags = [tag for spot in spots for tag in _tags(spot, kind) if tag.start > 0 or id(spot.cell) not in taken] + spread
    only = {id(tag.spot.cell): tag for tag in tags if tag.start == 0 and not tag.rest}
    groups = (*_broken(spots, only), *_halved(rows, only, kind), *_stacked(rows, kind))
    joined = [tag for group in groups for tag in _joined(group, kind)]
    replaced = {id(tag.spot.cell) for tag in joined}
    kept = [tag for tag in tags if id(tag.spot.cell) not in replaced or tag.start > 0]
    return Sheet(spots, tuple(_of_the_new_car(kept + joined, spots)), kind)


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


def _over_lines(rows: Sequence[Row], kind: Kind) -> Iterator[Tag]:
    """Labels in running text that one line begins and the next ends."""
    for above, below in pairwise(rows):
        if len(above.cells) != 1 or len(below.cells) != 1 or above.page != below.page:
            continue
        tail, spot = Spot(above, 0).bare[-LABEL:], Spot(below, 0)
        if len(Spot(above, 0).bare) < RUNNING or not has_cjk(spot.bare[:1]):
            continue
        for tag in _tags(spot, kind, tail + spot.bare):
            if tag.label.strong and tag.label.role and tag.start < len(tail) < tag.end:
                end, stop = tag.end - len(tail), tag.stop - len(tail)
                box, _ = below.place(0, spot.kept[end - 1] + 1)
                yield Tag(tag.label, spot, 0, end, stop, box)


def _tags(spot: Spot, kind: Kind, bare: str = "") -> Iterator[Tag]:
    """The labels in a cell, left to right, with what stands between them."""
    text = bare or spot.bare
    taken: list[tuple[int, int, Label]] = []
    for label, pattern in labels_of(kind):
        hits = ((match.start(), end_of(text, match)) for match in pattern.finditer(text))
        taken.extend((start, end, label) for start, end in hits if label.strong or _begins(spot, text, start, end))
    taken.sort(key=lambda hit: (hit[0] - hit[1], hit[0]))
    chosen: list[tuple[int, int, Label]] = []
    for start, end, label in taken:
        if all(end <= other[0] or start >= other[1] for other in chosen):
            chosen.append((start, end, label))
    chosen = sorted(chosen or _nearly(text, kind), key=lambda hit: hit[0])
    if text == spot.bare:
        chosen = list(_with_numbers(spot, chosen))
    for (start, end, label), (behind, stop) in zip(chosen, _shares(chosen, text), strict=True):
        at = spot.row.starts[spot.k]
        last = min(end, len(spot.kept)) - 1
        first = min(start, last)
        box, _ = spot.row.place(at + spot.kept[first], at + spot.kept[last] + 1)
        yield Tag(label, spot, start, behind, stop, box)


def _shares(chosen: Sequence[tuple[int, int, Label]], text: str) -> Iterator[tuple[int, int]]:
    """Where what stands behind each label begins and ends: up to the next one.

    Labels with a stroke between share what stands behind the last of them, a part each: `发票代码/发票号码：1310/0012`.
    """
    stops = [*(start for start, _, _ in chosen), len(text)][1:]
    first = 0
    for i, stop in enumerate(stops):
        end = chosen[i][1]
        if i + 1 < len(chosen) and text[end:stop] in _STROKES:
            continue
        parts = re.split("[/／]", text[end:stop])
        group = range(first, i + 1)
        if len(group) == len(parts) > 1:
            starts = [end + sum(len(part) + 1 for part in parts[:k]) for k in range(len(parts))]
            yield from ((at, at + len(part)) for at, part in zip(starts, parts, strict=True))
        elif len(group) > 1 and end == stop == len(text):
            yield from ((stop, stop) for _ in group)
        else:
            yield from ((chosen[k][1], stops[k]) for k in group)
        first = i + 1


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


def _with_numbers(spot: Spot, chosen: Sequence[tuple[int, int, Label]]) -> Iterator[tuple[int, int, Label]]:
    """The labels with the list's number before each: set off from the value before, or the one after the last."""
    number = 0
    for start, end, label in chosen:
        parts = {at: _LISTED.fullmatch(spot.bare, at, start) for at in range(max(1, start - 3), start)}
        found = {at: int(match[1]) for at, match in parts.items() if match}
        begins = next((at for at, told in found.items() if spot.apart(at) or told == number + 1 > 1), start)
        first = _LISTED.match(spot.bare, begins)
        number = int(first[1]) if first else 0
        yield begins, end, label


def _begins(spot: Spot, text: str, start: int, end: int) -> bool:
    """Whether a weak label is one here: at the beginning of its cell, or set off before and behind.

    The end of a company's name sets off what the reader joined to it, a colon or a seal's bracket what stands behind;
    the English of a bilingual form is set off by the Chinese round it.
    """
    if start == 0:
        return True
    if text is not spot.bare and text != spot.bare:
        return False
    behind_name = _NAMED.search(text[:start]) is not None and end - start > 2
    before = spot.apart(start) or not text[start - 1].isalnum() or behind_name
    closed = text[end - 1] in ":：)）" or end == len(text) or spot.apart(end) or behind_name
    return (before and closed) or _english_in_chinese(text, start, end)


def _english_in_chinese(text: str, start: int, end: int) -> bool:
    return end - start > 3 and text[start:end].isascii() and has_cjk(text[start - 1]) and has_cjk(text[end : end + 1])


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


def _halved(rows: Sequence[Row], only: dict[int, Tag], kind: Kind) -> Iterator[list[Spot]]:
    """Cells of two rows that are no label each and make one together: `机动车` over `登记编号`."""
    for above, below in pairwise(rows):
        for i, upper in enumerate(above.cells):
            if id(upper) in only or not 1 < len(upper.text) <= LABEL or not has_cjk(upper.text[-1:]):
                continue
            for k, lower in enumerate(below.cells):
                gap, step = lower.box.top - upper.box.bottom, lower.middle - upper.middle
                close = gap < 0.6 * upper.height and step > 0.4 * min(upper.height, lower.height)
                flush = lower.box.left < upper.box.right and upper.box.left < lower.box.right
                group = [Spot(above, i), Spot(below, k)]
                if close and flush and len(lower.text) <= 2 * LABEL and _whole(group, kind, only.get(id(lower))):
                    yield group


def _stacked(rows: Sequence[Row], kind: Kind) -> Iterator[list[Spot]]:
    """Cells one under the other, a few signs each, that are the word for a side together: `卖` over `车` over `方`."""
    used: set[int] = set()
    for i, row in enumerate(rows):
        for k in range(len(row.cells)):
            column = [Spot(row, k)]
            while len(column) < MOST_STACKED and (under := _stacks_on(column[-1], rows[i + 1 : i + MOST_STACKED + 2])):
                column.append(under)
            for most in range(len(column), 1, -1):
                group = column[:most]
                if not used & {id(spot.cell) for spot in group} and _names_a_side(group, kind):
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
    tags = list(_tags(group[0], kind, text))
    return len(tags) == 1 and tags[0].label.role in PARTY_HEADS and tags[0].start == 0 and tags[0].end == len(text)


def _whole(group: Sequence[Spot], kind: Kind, end: Tag | None) -> bool:
    """Whether lines are one label together, whose end may be one that names the same: `品牌` over `型号`."""
    text = "".join(spot.bare for spot in group)
    tags = list(_tags(group[0], kind, text))
    if len(tags) != 1 or not tags[0].label.role or tags[0].start > 0 or tags[0].end < len(text):
        return False
    told = tags[0].label.strong or kind in (LICENCE, CERTIFICATE)
    return told and (end is None or end.label.role == tags[0].label.role)


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
