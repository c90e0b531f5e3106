"""Amounts written in words: Chinese capital numerals, and what a page spells out in any language that we know."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from claimcheck.core.extract.money.english_words import english_amount, whole_english_amounts
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.simplified import simplified
from claimcheck.core.extract.page.text import has_cjk

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
    for row, text in zip(rows, _run_on(rows), strict=True):
        for match in _CHINESE.finditer(text):
            found.add(_signed(chinese_amount(match.group()), text[: match.start()]))
        value = english_amount(row.text)
        if value is not None:
            found.add(value)
    return frozenset(found) | whole_english_amounts(rows)


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
    return frozenset(value for value, _, _ in amounts_said(rows))


def amounts_said(rows: Sequence[Row]) -> Iterator[tuple[Decimal, Row, str]]:
    """Those amounts one by one, each with the row that it ends in and what stands before it, without blanks."""
    for row, line in zip(rows, _run_on(rows), strict=True):
        text = line.replace(" ", "")
        for match in _CHINESE.finditer(text):
            value = chinese_amount(match.group())
            before, behind = text[: match.start()], text[match.end() : match.end() + 1]
            led = _LEADS.search(before) or _MINUS.search(before)
            cut_off = (has_cjk(before[-1:]) and not led) or behind in _MORE
            if not cut_off and _canonical(match.group()) == _canonical(capital_numerals(value)):
                yield _signed(value, before), row, before


def negative_in_words(text: str) -> bool:
    """Whether a text has an amount in Chinese numerals with a minus in words: `负壹佰元`, `（负数）壹佰元`."""
    bare = simplified(text).replace(" ", "")
    return any(_MINUS.search(bare[: match.start()]) for match in _CHINESE.finditer(bare))


def _signed(value: Decimal, before: str) -> Decimal:
    return -value if _MINUS.search(before.replace(" ", "")) else value


def _run_on(rows: Sequence[Row]) -> list[str]:
    """The rows' texts in simplified signs, each with the numerals that the row above breaks off in."""
    texts = [simplified(row.text) for row in rows]
    tails = ["", *(match.group() if (match := _TAIL.search(text)) else "" for text in texts[:-1])]
    return [tail + text if text[:1] in _NUMERALS else text for tail, text in zip(tails, texts, strict=True)]


_NUMERALS: Final = frozenset("零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿圆元")
_TAIL: Final = re.compile(r"[零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿]+$")
_LEADS: Final = re.compile(r"(?:大写|合计|人民币|金额|^民?币)$")
_MINUS: Final = re.compile(r"(?:负|(?:负数|红字|冲红|红冲)[)）\]】]?)[:：]?(?:人民币)?[￥¥]?$")
"""What stands before the words of an amount that is taken back."""
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
