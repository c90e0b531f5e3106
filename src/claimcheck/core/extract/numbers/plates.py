"""Chinese number plates: what one can be (GA 36), and what readers make of it.

A plate begins with the sign of a province and a letter; then follow five letters and digits, or six on the green plates
of new-energy cars, where a letter that says the drive stands first (small cars) or last (large ones). I and O are not
used. A sign that is set right by these rules is said to be, and proves nothing alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from claimcheck.core.extract.page.simplified import simplified

PROVINCES: Final = frozenset("京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新使")
"""First signs of plates; 使 is that of embassies."""
PROVINCE_FOR: Final = {
    **dict.fromkeys("护泸户沍", "沪"), **dict.fromkeys("院晥皏浣", "皖"), **dict.fromkeys("淅折渐", "浙"),
    **dict.fromkeys("奥專", "粤"), **dict.fromkeys("办芬莎", "苏"), "翼": "冀", "普": "晋", "闵": "闽", "输": "渝",
    "鹗": "鄂", "像": "豫", "汀": "辽", "掛": "桂", "洋": "津", "景": "京",
}  # fmt: skip
"""What readers take the signs of provinces for."""
GREEN: Final = 8
"""Signs of a new-energy car's plate."""
_LETTER_FOR: Final = str.maketrans("085", "DBS")
_DIGIT_FOR: Final = str.maketrans("OI", "01")


@dataclass(frozen=True, slots=True)
class Plate:
    """A plate as it can be.

    Attributes:
        value: without the point behind the second sign.
        repaired: whether a sign was set right.
        possible: whether it begins as a plate does; what does not was misread there.
    """

    value: str
    repaired: bool
    possible: bool


def plate(text: str) -> Plate:
    """What a print in the place of a plate says."""
    bare = "".join(sign for sign in simplified(text) if sign.isalnum())
    first = PROVINCE_FOR.get(bare[:1], bare[:1])
    whole = first + bare[1:2].translate(_LETTER_FOR) + bare[2:].translate(_DIGIT_FOR)
    if len(whole) == GREEN and not (whole[2].isalpha() or whole[-1].isalpha()):
        whole = whole[:2] + whole[2].translate(_LETTER_FOR) + whole[3:]
    return Plate(whole, whole != bare, first in PROVINCES)
