"""Days on which goods of a Chinese paper were handed over: of those that its labels name, no day that is yet to come.

What says so stands before the label or behind it (`heads`), behind the day, or alone in a cell at either's side: the
next one of the row, the one over it or under it.
"""

from __future__ import annotations

import re
from typing import Final

from claimcheck.core.extract.chinese.sheet import Read, Sheet, Spot, Tag
from claimcheck.core.extract.chinese.values import value_of
from claimcheck.core.extract.page.simplified import simplified
from claimcheck.core.extract.wordings.to_come import BEHIND_CHINESE, CHINESE_BRACKETS, TO_COME_CHINESE
from claimcheck.model.documents import Box

_OPEN, _CLOSED = CHINESE_BRACKETS
_ALONE: Final = re.compile(rf"{_OPEN}?{TO_COME_CHINESE}(?:时间|日期)?{_CLOSED}?[:：]?")
"""A cell that says so and nothing else."""
_BEFORE: Final = re.compile(rf"(?:{TO_COME_CHINESE}|合同)的?{_CLOSED}?[:：/／]?$")
"""What says so right before a label."""


def days_come(sheet: Sheet, role: str) -> list[Read]:
    """The days that the labels of a role name, in reading order, but for those that are yet to come."""
    reads = ((tag, value_of(sheet, tag)) for tag in sheet.tags if tag.label.role == role)
    return [read for tag, read in reads if read is not None and not _to_come(sheet, tag, read)]


def _to_come(sheet: Sheet, tag: Tag, day: Read) -> bool:
    """Whether the words about a label or its day say that nothing was handed over yet."""
    row, _, end = day.parts[-1]
    k = row.cell_at(end - 1)
    stop = row.starts[k] + len(row.cells[k].text)
    behind = simplified("".join(row.text[end:stop].split()))
    if _BEFORE.search(tag.spot.bare[: tag.start]) or BEHIND_CHINESE.match(behind):
        return True
    return any(_ALONE.fullmatch(spot.bare) for spot in _about(sheet, tag, Spot(row, k)))


def _about(sheet: Sheet, tag: Tag, day: Spot) -> list[Spot]:
    """The cells at the sides of a label and of its day, which is not that of another label."""
    found = []
    for spot in sheet.near(tag.spot.row):
        before = spot.row is tag.spot.row and spot.k == tag.spot.k - 1
        behind = spot.row is day.row and spot.k == day.k + 1
        over = tag.spot.row.index - spot.row.index == 1 and (
            _level(spot.cell.box, tag.spot.cell.box) or _level(spot.cell.box, day.cell.box)
        )
        under = (
            spot.row.index - day.row.index == 1
            and _level(spot.cell.box, day.cell.box)
            and (len(spot.row.cells) == 1 or spot.bare[:1] in {"(", "（", "【", "["})
        )
        if before or behind or over or under:
            found.append(spot)
    return found


def _level(box: Box, other: Box) -> bool:
    """Whether two boxes stand in one column."""
    return box.left < other.right and other.left < box.right
