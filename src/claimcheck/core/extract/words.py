"""Amounts written in words: English as on invoices and cheques, Chinese capital numerals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from claimcheck.core.extract.rows import Row
from claimcheck.core.extract.text import has_cjk, low

_ONES: Final = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS: Final = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES: Final = {"hundred": 100, "thousand": 1000, "lakh": 100_000, "million": 1_000_000, "crore": 10_000_000}
_CENTS: Final = frozenset({"cent", "cents", "sen", "pence", "centimes"})
_FILL: Final = frozenset(
    {
        "and",
        "only",
        "ringgit",
        "rupees",
        "malaysia",
        "dollars",
        "dollar",
        "euro",
        "euros",
        "pounds",
        "us",
        "rm",
        "usd",
        "point",
    }
)
_DIGIT: Final = {
    sign: value
    for value, signs in enumerate(
        ("零〇", "壹一", "贰二貳", "叁三叄", "肆四", "伍五", "陆六陸", "柒七", "捌八", "玖九")
    )
    for sign in signs
}
_UNIT: Final = {"拾": 10, "十": 10, "佰": 100, "百": 100, "仟": 1000, "千": 1000}
_CHINESE = re.compile(
    r"[零〇壹贰貳叁叄肆伍陆陸柒捌玖拾佰仟万亿]{1,}[圆元园](?:[零壹贰叁肆伍陆柒捌玖]角)?(?:零?[壹贰叁肆伍陆柒捌玖]分)?[整正]?"
)


def amounts_in_words(rows: Sequence[Row]) -> frozenset[Decimal]:
    """All amounts that the page spells out."""
    found: set[Decimal] = set()
    for row in rows:
        for match in _CHINESE.finditer(row.text):
            found.add(chinese_amount(match.group()))
        value = english_amount(row.text)
        if value is not None:
            found.add(value)
    return frozenset(found)


def chinese_amount(text: str) -> Decimal:
    """The value of capital numerals: `壹仟贰佰元伍角整` is 1200.50."""
    whole, _, rest = text.replace("圆", "元").replace("园", "元").partition("元")
    total = section = digit = 0
    for sign in whole:
        if sign in _DIGIT:
            digit = _DIGIT[sign]
        elif sign in _UNIT:
            section, digit = section + (digit or 1) * _UNIT[sign], 0
        elif sign in "万亿":
            total, section, digit = (total + section + digit) * (10_000 if sign == "万" else 100_000_000), 0, 0
    tenths = sum(_DIGIT[m.group(1)] for m in re.finditer(r"(\S)角", rest))
    cents = sum(_DIGIT[m.group(1)] for m in re.finditer(r"(\S)分", rest))
    return Decimal(total + section + digit) + Decimal(tenths) / 10 + Decimal(cents) / 100


def whole_chinese_amounts(rows: Sequence[Row]) -> frozenset[Decimal]:
    """Amounts in capital numerals that are written as the rules have it: a lost or misread numeral shows in that."""
    found = set()
    for row in rows:
        text = row.text.replace(" ", "")
        for match in _CHINESE.finditer(text):
            value = chinese_amount(match.group())
            before, behind = text[: match.start()], text[match.end() : match.end() + 1]
            cut_off = (has_cjk(before[-1:]) and not _LEADS.search(before)) or behind in _MORE
            if not cut_off and _canonical(match.group()) == _canonical(capital_numerals(value)):
                found.add(value)
    return frozenset(found)


_LEADS: Final = re.compile(r"(?:大写|合计|人民币|金额)$")
_MORE: Final = frozenset("角分零〇壹贰叁肆伍陆柒捌玖拾佰仟")
"""Signs behind an amount that say that it goes on."""


def _canonical(text: str) -> str:
    """Numerals without what writers leave out or spell in two ways."""
    kept = re.sub("[零〇整正]", "", text)
    return re.sub("^壹拾", "拾", kept.translate(str.maketrans("圆园貳叄陸", "元元贰叁陆")))


def capital_numerals(amount: Decimal) -> str:
    """An amount in capital numerals: 1200.50 is `壹仟贰佰元伍角整`."""
    yuan, cents = divmod(int(amount * 100), 100)
    high, thousands = divmod(yuan, 10_000)
    myriads, tens = divmod(high, 10_000)
    parts = ((myriads, "亿"), (tens, "万"), (thousands, ""))
    text = "".join(_thousands(part) + name for part, name in parts if part) + "元"
    tenths, rest = divmod(cents, 10)
    return text + (_DIGITS[tenths] + "角" if tenths else "") + (_DIGITS[rest] + "分" if rest else "整")


_DIGITS: Final = "零壹贰叁肆伍陆柒捌玖"


def _thousands(number: int) -> str:
    places = ((1000, "仟"), (100, "佰"), (10, "拾"), (1, ""))
    return "".join(_DIGITS[number // unit % 10] + name for unit, name in places if number // unit % 10)


def english_amount(text: str) -> Decimal | None:
    """The value of `ringgit one hundred and five and sen twenty only`; None where the text says no amount."""
    words = re.findall(r"[a-z]+", low(text))
    known = [word for word in words if word in _ONES or word in _TENS or word in _SCALES]
    if len(known) < 2 or not any(word in _SCALES or word in _CENTS or word == "only" for word in words):
        return None
    if any(
        word not in _ONES and word not in _TENS and word not in _SCALES and word not in _CENTS and word not in _FILL
        for word in words[-len(known) :]
    ):
        return None
    at = next((i for i, word in enumerate(words) if word in _CENTS), None)
    if at is None:
        return Decimal(_counted(words))
    before, after = words[:at], words[at + 1 :]
    if any(word in _ONES or word in _TENS for word in after):
        return Decimal(_counted(before)) + Decimal(_counted(after)) / 100
    split = max((i for i, word in enumerate(before) if word == "and"), default=0)
    return Decimal(_counted(before[:split])) + Decimal(_counted(before[split:])) / 100


def _counted(words: Sequence[str]) -> int:
    total = group = 0
    for word in words:
        if word in _ONES:
            group += _ONES[word]
        elif word in _TENS:
            group += _TENS[word]
        elif word == "hundred":
            group = (group or 1) * 100
        elif word in _SCALES:
            total, group = total + (group or 1) * _SCALES[word], 0
    return total + group
