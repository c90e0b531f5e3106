"""The day on which an insurer's paper says that its car was registered.

Such a paper has more that is registered: the policy itself, who took it out, an account in the insurer's program. Only
a day that is plainly the car's proves one.
"""

from __future__ import annotations

import re
from typing import Final

from claimcheck.core.extract.chinese.label import STATEMENT
from claimcheck.core.extract.chinese.sheet import Read, Sheet, Tag
from claimcheck.core.extract.chinese.values import value_of

_SAYS_SO: Final = re.compile("[初首]次|初始|机动车|车辆|上牌|初登")
"""What a label of a day says where only a car is registered so."""
_BLOCK: Final = re.compile("排量|功率|核定载|整备质量|号牌|厂牌|车架|识别代|发动机|(?:使用|车辆)性质|机动车种类|VIN")
"""Labels of the block that a policy prints of its car."""
_OF_CAR: Final = re.compile("发动机|车架|车辆识别代")
"""What a row over or under `注册日期` begins with where that is the car's: a plate's row may end the car's block."""
_LATIN: Final = re.compile(r"(?<![0-9A-Za-z.])[A-Za-z]+$")
"""A word in other letters right before a label, which is no figure's unit: `APP注册日期`."""
_FORMAT: Final = re.compile(r"[(（](?:年[/.\-]?月[/.\-]?日|[yY]{4}[/.\-]?[mM]{2}[/.\-]?[dD]{2})[)）]")
"""A bracket that only says how a day is written."""
_WORD: Final = 3
"""Letters of such a word, where a blank parts it from the label, at the least."""


def car_registered(sheet: Sheet) -> tuple[list[Read], list[Read]]:
    """The days that are plainly the car's, and those that may be another thing's; none on a paper without a car."""
    told: tuple[list[Read], list[Read]] = ([], [])
    if sheet.kind != STATEMENT or not any(tag.label.role in {"vin", "plate_number"} for tag in sheet.tags):
        return told
    for tag in sheet.tags:
        if tag.label.role == "registration_date" and (read := value_of(sheet, tag)) is not None:
            told[0 if _cars(sheet, tag) else 1].append(read)
    return told


def _in_other_words(day: Tag) -> bool:
    """Whether letters run into a label from before it, and say whose day it is: `APP注册日期`."""
    latin = _LATIN.search(day.spot.bare[: day.start])
    return latin is not None and (not day.spot.apart(day.start) or len(latin.group()) >= _WORD)


def _cars(sheet: Sheet, day: Tag) -> bool:
    """Whether the day under a label is plainly the car's.

    `登记日期` is a policy's own word for it, in the car's block or a row beside it; `注册` says as much of a user, but
    right by a car's number. A bracket behind the label says whose day it is: `登记日期(用户)`.
    """
    text, row = day.spot.bare, day.spot.row
    label, bracket = text[day.start : day.end], text[day.end :].startswith(("(", "（"))
    bracket = bracket and _FORMAT.match(text, day.end) is None
    if _in_other_words(day):
        return False
    if bracket:
        return _SAYS_SO.match(text, day.end + 1) is not None
    if _SAYS_SO.search(label):
        return True
    near = 1 if "登记日期" in label else 0
    spots = [spot for spot in sheet.near(row) if spot.cell is not day.spot.cell]
    if "注册日期" in label and any(_OF_CAR.match(spot.bare) for spot in spots if abs(spot.row.index - row.index) == 1):
        return True
    beside = "|".join(spot.bare for spot in spots if abs(spot.row.index - row.index) <= near)
    return _BLOCK.search(f"{beside}|{text[: day.start]}|{text[day.end :]}") is not None
