"""What on a page nothing of the sale accounts for: it may say who somebody is, and is hidden.

No reader knows every label, and names stand without one: alone, in a stamp, behind thanks, among what was bought. So
the question is turned round. A word is seen where it is one that papers of a sale consist of, belongs to a company's
name, or, among what was bought, is a ware's or stated by claim and sale; a number where it is an amount, a day, a small
count, or stands behind a label of the sale's numbers.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from claimcheck.core.personal.facts import dwells
from claimcheck.core.personal.goods import Goods, goods_on
from claimcheck.core.personal.names import is_particle
from claimcheck.core.personal.secrets import Span
from claimcheck.core.personal.tokens import Kind, Token, as_known, counts, parted, tokens_of
from claimcheck.core.personal.vocabulary import Vocabulary, of_wares
from claimcheck.core.personal.words import known
from claimcheck.model.documents import Line, Page

_LETTERS: Final = re.compile(r"[^\W\d_]+")
_BY_TWOS: Final = re.compile(r"\d\d-\d\d-\d\d")
_WIDE: Final = 7
_PRICE: Final = re.compile(r"\d[.,]\d\d(?![\d./-])")
_MOST_BESIDE: Final = 200
_COUNT: Final = re.compile(r"\d{1,2}")
_MEASURED: Final = re.compile(r"\d{1,4}(?:[.,]\d{1,3})? ?(?:[a-zA-Z]\.?|m[²2³3]|UN|un|[Pp]aar|ans)")
"""How much there is of something, in a cell of its own."""
_NAMES: Final = ("also_a_name", "lone")
_ADDRESSED: Final = re.compile(
    r"(?<![\w.,])\d{1,4}[a-z]?,? (?:[A-Z][\w'’-]{1,20} ){1,3}"
    r"(?:Street|Road|Lane|Avenue|Gardens|Terrace|Crescent)(?=,|$)|"
    r"(?:stra[sß]e|weg|platz|gasse|allee|laan|straat) \d{1,4}[a-z]?(?=,|$)"
)
"""An address in a row of what was bought, where words of wares are like those of streets: `4 street lamps`."""
_THING: Final = re.compile(
    r"(?:^|(?<=[\s(|,;]))(?:model|make|brand|product|item|article|part|goods|description|modell|marke|fabrikat|artikel|"
    r"typ|ware|mod[eè]le|marque|article|produit|modelo|marca|producto|art[ií]culo|modello|prodotto|articolo|merk|"
    r"marka|towar|produto|artigo|jenama|produk)\b(?: ?(?:name|no|nr|number|code|type|description)\b\.?)?\s*[:：]|"
    r"(?:厂牌型号|品牌型号|规格型号|[厂品]牌|型号|车型|商品名称|货物名称|品名|产品名称|产品)\s*[:：]?",
    re.IGNORECASE,
)
"""Labels behind which wares stand, also outside the rows of what was bought."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A line and the words and numbers in it."""

    line: Line
    tokens: Sequence[Token]

    @property
    def tells(self) -> bool:
        """Whether it holds something of the sale: a price, or words of it and nothing unknown."""
        kinds = {one.kind for one in self.tokens}
        return ("known" in kinds and "unknown" not in kinds) or _PRICE.search(self.line.text) is not None


def unclassed(page: Page, stated: Iterable[str] = ()) -> Iterator[tuple[Line, list[Span]]]:
    """What of each line nothing of the sale accounts for.

    Args:
        page: as it was read.
        stated: what claim and sale state of what was bought.
    """
    goods, wares = goods_on(page), of_wares(stated)
    read = [_Read(line, tokens_of(line.text)) for line in page.lines]
    beside = _Beside(read)
    for one in read:
        line, tokens = one.line, _counted(beside, one.line, _bought(goods, wares, one))
        alone = bool(tokens) and all(one.kind == "also_a_name" for one in tokens) and beside.lacks(line)
        spans = _spans(line.text, tokens, alone=alone, bought=line in goods)
        if _ADDRESSED.search(line.text) if line in goods else dwells(line.text):
            spans = [(0, len(line.text))]
        if spans:
            yield line, spans


def _bought(goods: Goods, wares: Vocabulary, read: _Read) -> Sequence[Token]:
    """The words of a line; where it tells of what was bought, as far as words of wares account for them, too."""
    line, text = read.line, read.line.text
    if line in goods and _MEASURED.fullmatch(text):
        return [as_known(one) for one in read.tokens]
    if line in goods:
        tokens = tokens_of(text, wares)
        told = goods.tell(line, [(one.start, one.end) for one in tokens])
        starts = [one.start for one in read.tokens if one.kind == "unknown"]
        ends = [one.end for one in read.tokens if one.kind == "unknown"]
        of_nobody = [bisect_right(starts, one.start) <= bisect_right(ends, one.start) for one in tokens]
        return [
            one if tells or known else Token(one.start, one.end, "unknown")  # a ware's word in a column of names
            for one, tells, known in zip(tokens, told, of_nobody, strict=True)
        ]
    if any(goods.head(line, _said(text, one)) for one in read.tokens):
        return [as_known(one) if goods.head(line, _said(text, one)) else one for one in read.tokens]
    thing = _THING.search(text)
    if thing is None:
        return read.tokens
    before = [one for one in read.tokens if one.end <= thing.end()]
    return [*before, *(one for one in tokens_of(text, wares) if one.start >= thing.end())]


def _spans(text: str, tokens: Sequence[Token], *, alone: bool, bought: bool) -> list[Span]:
    """What is hidden of a line: what is unknown, and what stands close to that and means nothing by itself.

    Args:
        text: of the line.
        tokens: in it.
        alone: whether the line is nothing but words that people are called by, too, and nothing of the sale beside it.
        bought: whether it tells of what was bought, where counts stand side by side.
    """
    hides = [one.kind in ("unknown", "code") for one in tokens]
    for first, last in _runs_of_small(text, tokens):
        if not bought or text[tokens[first].start] == "0":
            hides[first:last] = [True] * (last - first)
    for first, last in _names_of_wares(text, tokens):
        hides[first:last] = [True] * (last - first)
    for step in (1, -1):
        for place in range(len(tokens))[::step]:
            before = place - step
            if 0 <= before < len(tokens) and hides[before] and not hides[place]:
                counts_wares = bought and _COUNT.fullmatch(text[tokens[place].start : tokens[place].end])
                hides[place] = not counts_wares and _goes_with(text, tokens, place, before)
    for place, token in enumerate(tokens):
        hides[place] = hides[place] or (token.kind == "also_a_name" and alone)
    return [(one.start, one.end) for one, hidden in zip(tokens, hides, strict=True) if hidden]


def _goes_with(text: str, tokens: Sequence[Token], place: int, hidden: int) -> bool:
    """Whether a word or number belongs to its neighbour that is hidden."""
    token, first, second = tokens[place], *sorted((place, hidden))
    between = text[tokens[first].end : tokens[second].start]
    if parted(text, tokens[first], tokens[second]) and not (token.kind in _NAMES and between.strip() == ","):
        return False
    if token.kind == "small":
        return True
    if token.kind == "fact" and tokens[hidden].kind in ("code", "small"):  # a day, or the first part of an account
        return _BY_TWOS.fullmatch(text[token.start : token.end]) is not None
    if token.kind == "known":  # within a name, as in `Bram de Wit`
        beyond = 2 * place - hidden
        within = 0 <= beyond < len(tokens) and tokens[beyond].kind in _NAMES and is_particle(_said(text, token))
        return within and not parted(text, *sorted((token, tokens[beyond]), key=_start))
    return token.kind in _NAMES and text[token.end : token.end + 1] not in (":", "：")


def _names_of_wares(text: str, tokens: Sequence[Token]) -> list[Span]:
    """Words that are names unless they tell of a ware: where two stand together, or one beside no word of the sale."""
    return [
        (first, last) for first, last in _runs(text, tokens, "lone")
        if last - first > 1 or not any(
            0 <= other < len(tokens) and tokens[other].kind == "known" and _tells(_said(text, tokens[other]))
            and not parted(text, *sorted((tokens[first], tokens[other]), key=_start))
            for other in (first - 1, last)
        )
    ]  # fmt: skip


def _tells(said: str) -> bool:
    """Whether a word tells of something: no sign, no number, and no word within names."""
    return _LETTERS.search(said) is not None and not is_particle(said)


def _said(text: str, token: Token) -> str:
    return text[token.start : token.end]


def _start(token: Token) -> int:
    return token.start


def _runs_of_small(text: str, tokens: Sequence[Token]) -> list[Span]:
    """Groups of digits that are one number together, as those of telephones: where they begin and end."""
    return [
        (first, last) for first, last in _runs(text, tokens, "small")
        if last - first > 1
        and sum(c.isdigit() for one in tokens[first:last] for c in text[one.start : one.end]) >= _WIDE
    ]  # fmt: skip


def _runs(text: str, tokens: Sequence[Token], kind: Kind) -> Iterator[Span]:
    """Words of a kind that stand together and that nothing parts: where they begin and end."""
    start = 0
    for place in range(len(tokens) + 1):
        goes_on = place < len(tokens) and tokens[place].kind == kind
        if goes_on and (place == start or not parted(text, tokens[place - 1], tokens[place])):
            continue
        if start < place:
            yield start, place
        start = place if goes_on else place + 1


def _counted(beside: _Beside, line: Line, tokens: Sequence[Token]) -> Sequence[Token]:
    """The same, with numbers known where a label beside or above the line says what they count."""
    if any(one.kind in ("code", "small") for one in tokens) and beside.counts(line):
        return [as_known(one) if one.kind in ("code", "small") else one for one in tokens]
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
        counts(text[one.start : one.end]) for one in tokens
    )  # fmt: skip
