"""The day that stands by a receiver's signature on a paper of delivery, under no label but `日期`.

Several hands sign such a paper, each with a day: whose one is, the signature right before it tells, or the one over it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from claimcheck.core.extract.chinese.sheet import Read, Sheet, Tag
from claimcheck.core.extract.chinese.values import value_of

ROWS_OVER: Final = 3
"""Rows that a signature stands over its day at the most."""
FLUSH: Final = 0.15
"""How far to the side of its day it then begins, as a fraction of the page's width."""
FOOT: Final = 0.6
"""How far down its rows the foot of a paper begins, where signatures stand; in its head the same words only name."""
_TAKES: Final = "(?:收货|签收|验收|收车|提车|接车|提货|领车|取车|接货|接收)(?:人|方|单位|客户)"
_SIGNS: Final = "(?:代表)?(?:人)?[(（]?(?:签|盖|确认)"
_BUYS: Final = "(?:客户|顾客|用户|车主|买方|需方|购[货买]方|购[货买车]人|购[货买]单位)"
_RECEIVER: Final = rf"{_TAKES}{_SIGNS}|{_BUYS}{_SIGNS}|{_TAKES}(?=[:：])"
_HAND: Final = re.compile(
    rf"(?P<receiver>{_RECEIVER})|"
    "(?:送货|发货|交车|交货|送车|发车|出库|移交|交付|经办|经手|制单|开单|制表|审核|复核|仓管|库管|保管|承运|销售|供货)(?:人|方|员|单位|顾问|经理)|"
    "司机|财务|主管|仓库|(?:供方|卖方|门店|公司|单位)(?:代表)?[(（]?[签盖]"
)
"""Who signs a paper of delivery."""


def day_signed_for(sheet: Sheet) -> Iterator[Read]:
    """The day beside who takes the goods over, where the paper has one such day."""
    tags = (tag for tag in sheet.tags if tag.label.role == "any_date" and _receiver_signs(sheet, tag))
    found = {read.text: read for read in (value_of(sheet, tag) for tag in tags) if read is not None}
    if len(found) == 1:
        yield from found.values()


def _receiver_signs(sheet: Sheet, day: Tag) -> bool:
    """Whether the hand right before the label of a day, or else over it, is the receiver's."""
    found = _hand_at(sheet, day)
    return found is not None and _signs(sheet, *found)


def _hand_at(sheet: Sheet, day: Tag) -> tuple[re.Match[str], int] | None:
    """The hand right before the label of a day in its row, or else over it, and its row."""
    row = day.spot.row
    own = [spot for spot in sheet.near(row) if spot.row is row and spot.k < day.spot.k]
    hand = _last_hand("".join(spot.bare for spot in own) + day.spot.bare[: day.start])
    if hand is not None:
        return hand, row.index
    over = [
        (spot, hand)
        for spot in sheet.near(row)
        if spot.row.page == row.page
        and 0 < row.index - spot.row.index <= ROWS_OVER
        and abs(spot.cell.box.left - day.box.left) < FLUSH
        and (hand := _last_hand(spot.bare)) is not None
    ]
    if not over:
        return None
    spot, hand = max(over, key=lambda one: (one[0].row.index, -abs(one[0].cell.box.left - day.box.left)))
    return hand, spot.row.index


def _last_hand(text: str) -> re.Match[str] | None:
    hands = list(_HAND.finditer(text))
    return hands[-1] if hands else None


def _signs(sheet: Sheet, hand: re.Match[str], row: int) -> bool:
    """Whether a hand is the receiver's: one asked to sign, or named at the foot."""
    said = hand["receiver"]
    if not said:
        return False
    last = max(spot.row.index for spot in sheet.spots)
    return re.search("[签盖确]", said.replace("签收", "")) is not None or row >= FOOT * last
