"""What on a page nothing of the sale accounts for: it may say who somebody is, and is hidden.

No reader knows every label, and names stand without one: alone, in a stamp, behind thanks. So the question is turned
round. A word is seen where it is one that papers of a sale consist of, belongs to a company's name or to what was
bought; a number where it is an amount, a day, a small count, or stands behind a label of the sale's numbers.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from claimcheck.core.extract.chinese.words import DOUBLE_SURNAMES, SURNAMES
from claimcheck.core.personal.facts import dwells
from claimcheck.core.personal.forms import PERSON_LABELS, STAFF_LABELS
from claimcheck.core.personal.goods import Goods, goods_on
from claimcheck.core.personal.names import names_a_company
from claimcheck.core.personal.secrets import Span
from claimcheck.core.personal.words import also_a_name, known, known_han, numbers_the_sale, unknown_han
from claimcheck.model.documents import Line, Page

Kind = Literal["known", "also_a_name", "unknown", "fact", "small", "code"]

_TOKEN: Final = re.compile(
    r"[\u4e00-\u9fff·]+|[^\s:：|;()（）\[\]{},，、。*_=<>\"“”\u4e00-\u9fff·]+"
    r"(?:(?<=\d)[,:]\d[^\s:：|;()（）\[\]{},，、。*_=<>\"“”\u4e00-\u9fff·]*)*"
)
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_MONEY: Final = r"(?:[A-Z]{1,3}\$?|[€$£¥￥]|zł|kr)?"
_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:(?:19|20)\d\d|\d\d)"
_FACT: Final = re.compile(
    rf"[-+~≈@#x×]?{_MONEY}\.?[-+]?(?:\d{{1,3}}(?:[.,'’]\d{{3}}){{1,4}}|\d{{1,9}})(?:[.,]\d{{1,3}}|[.,]-{{1,2}})[-+]?"
    rf"{_MONEY}[%‰*]?[.,]?|{_DAY}[./-]{_MONTH}[./-]{_YEAR}[.,]?|{_MONTH}[./-]{_DAY}[./-]{_YEAR}[.,]?|"
    rf"{_YEAR}[./-]{_MONTH}[./-]{_DAY}(?:T[\d:.Z+-]+)?|{_DAY}[./-][A-Za-zÀ-ž]{{3,9}}[./-]{_YEAR}|"
    r"\d{1,2}[:h.]\d\d(?:[:.]\d\d)?(?:[ap]\.?m\.?|h|Uhr)?|[-+]?\d{1,3}%|[€$£¥￥]",
    re.IGNORECASE,
)
"""An amount, a day, a time or a share."""
_BY_TWOS: Final = re.compile(r"\d\d-\d\d-\d\d")
_SMALL, _WIDE = 4, 7
_PRICE: Final = re.compile(r"\d[.,]\d\d(?![\d./-])")
_SEPARATED: Final = re.compile(r"[:：|;()（）\[\]{},，、]")
_MARKS: Final = ".-–—/\\'’`!?%#&+@~°º^"
_FEW_BETWEEN, _MOST_GROUPS = 5, 6
_MOST_BESIDE = 200
_ADDRESSED: Final = re.compile(
    r"(?<![\w.,])\d{1,4}[a-z]?,? (?:[A-Z][\w'’-]{1,20} ){1,3}"
    r"(?:Street|Road|Lane|Avenue|Gardens|Terrace|Crescent)(?=,|$)|"
    r"(?:stra[sß]e|weg|platz|gasse|allee|laan|straat) \d{1,4}[a-z]?(?=,|$)"
)
"""An address in a row of what was bought, where words of wares are like those of streets: `4 street lamps`."""
_NEAR: Final = 4
_DOUBLED: Final = tuple(DOUBLE_SURNAMES)
_SIGNED: Final = re.compile(r"(?:签[字收名章]|经[手办]|领取|提货|收货)人?\W{0,4}$")
"""Behind this, a surname alone is somebody's."""
_COUNTRY: Final = re.compile(r"[A-Z]{2,3}")


@dataclass(frozen=True, slots=True)
class _Token:
    """A word or number of a line, and what it is taken for."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class _Read:
    """A line and the words and numbers in it."""

    line: Line
    tokens: Sequence[_Token]

    @property
    def tells(self) -> bool:
        """Whether it holds something of the sale: a price, or words of it and nothing unknown."""
        kinds = {one.kind for one in self.tokens}
        return ("known" in kinds and "unknown" not in kinds) or _PRICE.search(self.line.text) is not None


def unclassed(page: Page) -> Iterator[tuple[Line, list[Span]]]:
    """What of each line nothing of the sale accounts for."""
    goods = goods_on(page)
    read = [_Read(line, _tokens(line.text)) for line in page.lines]
    beside = _Beside(read)
    for one in read:
        line, tokens = one.line, _counted(beside, one.line, _bought(goods, one.line, one.tokens))
        alone = bool(tokens) and all(one.kind == "also_a_name" for one in tokens) and beside.lacks(line)
        spans = _spans(line.text, tokens, alone=alone)
        spans += goods.whom(line)
        if _ADDRESSED.search(line.text) if line in goods else dwells(line.text):
            spans = [(0, len(line.text))]
        if spans:
            yield line, spans


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    for found in _TOKEN.finditer(text):
        if _HAN.match(found[0]):
            tokens += _chinese(text, found.start(), found[0])
        else:
            tokens.append(_Token(found.start(), found.end(), _kind(found[0])))
    return _numbered(text, _labels(text, _companies(text, _spaced(text, tokens))))


def _spaced(text: str, tokens: Sequence[_Token]) -> list[_Token]:
    """The same, with Chinese signs that stand apart taken together: `张 伟` as `张伟`, `金 额` as `金额`."""
    made, first, line = list(tokens), 0, text.strip()
    for place in range(len(tokens) + 1):
        single = place < len(tokens) and _HAN.fullmatch(text[tokens[place].start : tokens[place].end]) is not None
        if single and (place == first or not _parted(text, tokens[place - 1], tokens[place])):
            continue
        said = "".join(text[one.start : one.end] for one in tokens[first:place])
        at = tokens[first].start if said else 0
        before = text[max(0, at - _NEAR) : at]
        doubled = before.rstrip().endswith(_DOUBLED)
        if said and (doubled or ((len(said) > 1 or said == line) and _unknown(said, before))):
            made[first:place] = [_Token(one.start, one.end, "unknown") for one in tokens[first:place]]
        first = place if single else place + 1
    return made


def _unknown(said: str, before: str) -> bool:
    return bool(unknown_han(said, before)) if len(said) > 1 else not known_han(said) and said not in SURNAMES


def _chinese(text: str, at: int, said: str) -> list[_Token]:
    """A run of Chinese signs, with what is unknown of it apart."""
    if names_a_company(said):
        return [_Token(at, at + len(said), "known")]
    if said in SURNAMES:
        return [_Token(at, at + 1, "unknown" if _SIGNED.search(text[max(0, at - 8) : at]) else "also_a_name")]
    tokens, done = [], 0
    for start, end in unknown_han(said, text[max(0, at - 2) : at]):
        if done < start:
            tokens.append(_Token(at + done, at + start, "known"))
        tokens.append(_Token(at + start, at + end, "unknown"))
        done = end
    return tokens + ([_Token(at + done, at + len(said), "known")] if done < len(said) else [])


def _kind(said: str) -> Kind:
    if _FACT.fullmatch(said):
        return "fact"
    bare = said.strip(_MARKS)
    letters, digits = _LETTERS.findall(bare), sum(c.isdigit() for c in bare)
    if not digits:
        if not all(map(known, letters)) and not (len(letters) > 1 and known("".join(letters))):
            return "unknown"
        return "also_a_name" if letters and all(map(also_a_name, letters)) else "known"
    if _FACT.fullmatch(bare):
        return "fact"
    if letters and known(letters[0]) and len(letters) == 1 and len(letters[0]) > 2 and digits <= _SMALL:
        return "known"
    return "small" if digits <= _SMALL and len(bare) <= _SMALL else "code"


def _companies(text: str, tokens: Sequence[_Token]) -> list[_Token]:
    """The same, with all words of a company's name known: those before its legal form, up to what parts them."""
    made = list(tokens)
    for place, token in enumerate(tokens):
        said = text[token.start : token.end]
        if place and names_a_company(f"x {said}"):
            first = place
            while first and place - first < 6 and not _parted(text, tokens[first - 1], tokens[first]):
                first -= 1
            for one in range(first, place + 1):
                if made[one].kind in ("unknown", "also_a_name"):
                    made[one] = _known(made[one])
    return made


def _labels(text: str, tokens: Sequence[_Token]) -> list[_Token]:
    """The same, with the words of labels of persons known: what they announce is another's to find."""
    labels = sorted(found.span() for one in (PERSON_LABELS, STAFF_LABELS) for found in one.finditer(text))
    starts, ends = [a for a, _ in labels], list(itertools.accumulate((b for _, b in labels), max))
    within = [bisect_right(starts, one.start) for one in tokens]
    return [
        _known(one) if one.kind == "unknown" and place and one.end <= ends[place - 1] else one
        for one, place in zip(tokens, within, strict=True)
    ]


def _numbered(text: str, tokens: Sequence[_Token]) -> list[_Token]:
    """The same, with the number behind a label of the sale's numbers known: `VAT Reg No: GB 480 2291 73`."""
    made = list(tokens)
    for place, token in enumerate(tokens):
        if token.kind not in ("known", "also_a_name") or not _counts(text[token.start : token.end]):
            continue
        at = place + 1
        while at < len(tokens) and at - place < _FEW_BETWEEN and tokens[at].kind in ("known", "also_a_name"):
            at += 1
        country = at + 1 < len(tokens) and _COUNTRY.fullmatch(text[tokens[at].start : tokens[at].end])
        if country and tokens[at + 1].kind in ("code", "small"):
            made[at], at = _known(tokens[at]), at + 1
        first = at
        while at < len(tokens) and at - first < _MOST_GROUPS and tokens[at].kind in ("code", "small"):
            if at > first and _parted(text, tokens[at - 1], tokens[at]):
                break
            made[at], at = _known(tokens[at]), at + 1
    return made


def _known(token: _Token) -> _Token:
    return _Token(token.start, token.end, "known")


def _bought(goods: Goods, line: Line, tokens: Sequence[_Token]) -> Sequence[_Token]:
    """The same; known where they stand among what was bought."""
    if line not in goods:
        return tokens
    told = goods.tell(line, [(one.start, one.end) for one in tokens])
    return [
        _known(one) if one.kind not in ("fact", "known") and (tells or one.kind in ("code", "small")) else one
        for one, tells in zip(tokens, told, strict=True)
    ]


def _spans(text: str, tokens: Sequence[_Token], *, alone: bool) -> list[Span]:
    """What is hidden of a line: what is unknown, and what stands close to that and means nothing by itself.

    Args:
        text: of the line.
        tokens: in it.
        alone: whether the line is nothing but words that people are called by, too, and nothing of the sale beside it.
    """
    hides = [one.kind in ("unknown", "code") for one in tokens]
    for first, last in _runs_of_small(text, tokens):
        hides[first:last] = [True] * (last - first)
    for step in (1, -1):
        for place in range(len(tokens))[::step]:
            before = place - step
            if 0 <= before < len(tokens) and hides[before] and not hides[place]:
                hides[place] = _goes_with(text, tokens, place, before)
    for place, token in enumerate(tokens):
        hides[place] = hides[place] or (token.kind == "also_a_name" and alone)
    return [(one.start, one.end) for one, hidden in zip(tokens, hides, strict=True) if hidden]


def _goes_with(text: str, tokens: Sequence[_Token], place: int, hidden: int) -> bool:
    """Whether a word or number belongs to its neighbour that is hidden."""
    token, first, second = tokens[place], *sorted((place, hidden))
    between = text[tokens[first].end : tokens[second].start]
    if _parted(text, tokens[first], tokens[second]) and not (token.kind == "also_a_name" and between.strip() == ","):
        return False
    if token.kind == "small":
        return True
    if token.kind == "fact" and tokens[hidden].kind in ("code", "small"):  # a day, or the first part of an account
        return _BY_TWOS.fullmatch(text[token.start : token.end]) is not None
    return token.kind == "also_a_name" and text[token.end : token.end + 1] not in (":", "：")


def _runs_of_small(text: str, tokens: Sequence[_Token]) -> list[Span]:
    """Groups of digits that are one number together, as those of telephones: where they begin and end."""
    runs: list[Span] = []
    start = 0
    for place in range(len(tokens) + 1):
        goes_on = place < len(tokens) and tokens[place].kind == "small"
        if goes_on and (place == start or not _parted(text, tokens[place - 1], tokens[place])):
            continue
        digits = sum(c.isdigit() for one in tokens[start:place] for c in text[one.start : one.end])
        if place - start > 1 and digits >= _WIDE:
            runs.append((start, place))
        start = place if goes_on else place + 1
    return runs


def _counts(said: str) -> bool:
    if _HAN.match(said):
        return said.endswith(
            (
                "号",
                "号码",
                "代码",
                "编号",
                "编码",
                "单号",
                "识别号",
                "税号",
                "校验码",
                "批次",
                "终端",
                "商户",
                "货号",
                "条码",
            )
        )
    letters = _LETTERS.findall(said)
    return any(map(numbers_the_sale, (*letters, "".join(letters))))


def _counted(beside: _Beside, line: Line, tokens: Sequence[_Token]) -> Sequence[_Token]:
    """The same, with numbers known where a label beside or above the line says what they count."""
    if any(one.kind in ("code", "small") for one in tokens) and beside.counts(line):
        return [_known(one) if one.kind in ("code", "small") else one for one in tokens]
    return tokens


class _Beside:
    """What stands beside lines and above them; it looks at no more than `_MOST_BESIDE` lines for each."""

    def __init__(self, read: Sequence[_Read]) -> None:
        places = sorted(range(len(read)), key=lambda one: (read[one].line.box.top, -one))
        self._lines = [read[one] for one in places]
        self._tops = [one.line.box.top for one in self._lines]
        telling = [one.line.box for one in self._lines if one.tells]
        self._telling_tops = [box.top for box in telling]
        self._telling_ends = list(itertools.accumulate((box.bottom for box in telling), max))

    def lacks(self, line: Line) -> bool:
        """Whether nothing that is of the sale alone stands in the row of a line that is not of it either."""
        if line.text.rstrip().endswith((":", "：")):
            return False
        middle = (line.box.top + line.box.bottom) / 2
        above = bisect_right(self._telling_tops, middle)
        return not above or self._telling_ends[above - 1] < middle

    def counts(self, line: Line) -> bool:
        """Whether a line that holds a number alone stands right of a label of the sale's numbers, or under it."""
        if any(_LETTERS.fullmatch(word) and not known(word) for word in line.text.split()):
            return False
        box = line.box
        height, middle = box.bottom - box.top, (box.top + box.bottom) / 2
        left = [
            one for one in self._up_from(bisect_right(self._tops, middle))
            if middle <= one.line.box.bottom and one.line.box.right <= box.left + 0.01
        ]  # fmt: skip
        over = (
            one for one in self._up_from(bisect_left(self._tops, box.top))
            if box.top - one.line.box.top < 2.2 * height
            and one.line.box.left < box.right and box.left < one.line.box.right
        )  # fmt: skip
        nearest = [*sorted(left, key=lambda one: -one.line.box.right)[:1], *itertools.islice(over, 1)]
        return any(not any(c.isdigit() for c in one.line.text) and _ends_counting(one) for one in nearest)

    def _up_from(self, place: int) -> Iterator[_Read]:
        return (self._lines[at] for at in range(place - 1, max(-1, place - 1 - _MOST_BESIDE), -1))


def _ends_counting(read: _Read) -> bool:
    tokens, text = read.tokens, read.line.text
    return bool(tokens) and all(one.kind != "unknown" for one in tokens) and any(
        _counts(text[one.start : one.end]) for one in tokens
    )  # fmt: skip


def _parted(text: str, one: _Token, other: _Token) -> bool:
    between = text[one.end : other.start]
    return _SEPARATED.search(between) is not None or len(between) > 3
