"""The words and numbers of a line, and what each is taken for: of the sale, a name, a number, or what nobody knows."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from stdnum import ean

from claimcheck.core.extract.chinese.words import DOUBLE_SURNAMES, SURNAMES
from claimcheck.core.personal.chinese import known_han, unknown_han
from claimcheck.core.personal.forms import PATTERNS, PERSON_LABELS, STAFF_LABELS
from claimcheck.core.personal.names import is_a_form, names_a_company
from claimcheck.core.personal.vocabulary import SALE, Known, Vocabulary
from claimcheck.core.personal.words import known, numbers_the_sale

Kind = Literal["known", "also_a_name", "lone", "unknown", "fact", "small", "code"]

_TOKEN: Final = re.compile(
    r"[\u4e00-\u9fff·]+|[^\s:：|;()（）\[\]{},，、。*_=<>\"“”\u4e00-\u9fff·]+"
    r"(?:(?<=\d)[,:]\d[^\s:：|;()（）\[\]{},，、。*_=<>\"“”\u4e00-\u9fff·]*)*"
)
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_MONEY: Final = (
    r"(?:(?:[A-Z]|rm|myr|eur|usd|gbp|cny|rmb|pln|sgd|chf|hkd|aud|cad|jpy|thb|idr|inr|czk|sek|nok|dkk|huf|ron|aed|dh|us|"
    r"hk|sr|zrl?|os|es|gst|sst|vat|kr)\$?|[€$£¥￥]|zł)?"
)
"""A currency, or the letters of a tax rate beside an amount; no others, as a name may be joined to one."""
_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:(?:19|20)\d\d|\d\d)"
_FACT: Final = re.compile(
    rf"[-+~≈@#x×]?{_MONEY}\.?[-+]?(?:\d{{1,3}}(?:[.,'’]\d{{3}}){{1,4}}|\d{{1,9}})(?:[.,]\d{{1,3}}|[.,]-{{1,2}})[-+]?"
    rf"{_MONEY}[%‰*]?[.,]?|{_DAY}[./-]{_MONTH}[./-]{_YEAR}[.,]?|{_MONTH}[./-]{_DAY}[./-]{_YEAR}[.,]?|"
    rf"{_YEAR}[./-]{_MONTH}[./-]{_DAY}(?:T[\d:.Z+-]+)?|{_DAY}[./-][A-Za-zÀ-ž]{{3,9}}[./-]{_YEAR}|"
    r"\d{1,2}[:h.]\d\d(?:[:.]\d\d)?(?:[ap]\.?m\.?|h|Uhr)?|[-+]?\d{1,3}%|[€$£¥￥]",
    re.IGNORECASE,
)
"""An amount, a day, a time or a share."""
_SMALL: Final = 4
_SEPARATED: Final = re.compile(r"[:：|;()（）\[\]{},，、]")
_MARKS: Final = ".-–—/\\'’`!?%#&+@~°º^"
_FEW_BETWEEN, _MOST_GROUPS = 5, 6
_SAID: Final = ("known", "also_a_name", "lone")
_NEAR: Final = 4
_DOUBLED: Final = tuple(DOUBLE_SURNAMES)
_SIGNED: Final = re.compile(r"(?:签[字收名章]|经[手办]|领取|提货|收货)人?\W{0,4}$")
"""Behind this, a surname alone is somebody's."""
_CHINESE_NUMBERS: Final = (
    "号", "号码", "代码", "编号", "编码", "单号", "识别号", "税号", "校验码", "批次", "终端", "商户", "货号", "条码",
)  # fmt: skip
_COUNTRY: Final = re.compile(r"[A-Z]{2,3}")
_VOWEL: Final = re.compile(r"[aeiouyäöüáéíóúàèìòùâêîôûåæøœąęóãõ]", re.IGNORECASE)
_PRONOUNCED: Final = 3
"""Letters in a row within a code from which on they may be somebody's name: `ANNA88`."""

_VIN: Final = PATTERNS["vin"]
_DIGITS: Final = re.compile(r"[+(]?\d[\d-]*")
_FEW_DIGITS: Final = 7
_PLATE: Final = re.compile(
    r"[A-Z]{2}\d\d[A-Z]{3}|[A-Z]{2}-?\d{3}-?[A-Z]{2}|[A-Z]{2}-\d\d-[A-Z]{2}|\d\d-[A-Z]{2}-\d\d|\d{4}-?[A-Z]{3}|"
    r"[A-Z]{3}\d{4}|[A-ZÄÖÜ]{1,3}-[A-Z]{1,2}\d{1,4}|[A-Z]{2}-\d{3}-[A-Z]"
)
"""Plates of the markets, where they have a form that codes of wares seldom have."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number of a line, and what it is taken for."""

    start: int
    end: int
    kind: Kind


def tokens_of(text: str, words: Vocabulary = SALE) -> list[Token]:
    """The words and numbers of a line, as far as the words that are known there account for them."""
    tokens: list[Token] = []
    for found in _TOKEN.finditer(text):
        if _HAN.match(found[0]):
            tokens += _chinese(text, found.start(), found[0], words)
        else:
            tokens.append(Token(found.start(), found.end(), _kind(found[0], words)))
    return _numbered(text, _labels(text, _companies(text, _spaced(text, tokens, words), words)))


def counts(said: str) -> bool:
    """Whether a word is the label of a number of the sale."""
    if _HAN.match(said):
        return said.endswith(_CHINESE_NUMBERS)
    letters = _LETTERS.findall(said)
    return any(map(numbers_the_sale, (*letters, "".join(letters))))


def parted(text: str, one: Token, other: Token) -> bool:
    """Whether signs or a gap part two words of a line, of which the first stands first."""
    between = text[one.end : other.start]
    return _SEPARATED.search(between) is not None or len(between) > 3


def _spaced(text: str, tokens: Sequence[Token], words: Vocabulary) -> list[Token]:
    """The same, with Chinese signs that stand apart taken together: `张 伟` as `张伟`, `金 额` as `金额`."""
    made, first, line = list(tokens), 0, text.strip()
    for place in range(len(tokens) + 1):
        single = place < len(tokens) and _HAN.fullmatch(text[tokens[place].start : tokens[place].end]) is not None
        if single and (place == first or not parted(text, tokens[place - 1], tokens[place])):
            continue
        said = "".join(text[one.start : one.end] for one in tokens[first:place])
        at = tokens[first].start if said else 0
        before = text[max(0, at - _NEAR) : at]
        doubled = before.rstrip().endswith(_DOUBLED)
        if said and (doubled or ((len(said) > 1 or said == line) and _unknown(said, before, words))):
            made[first:place] = [Token(one.start, one.end, "unknown") for one in tokens[first:place]]
        first = place if single else place + 1
    return made


def _unknown(said: str, before: str, words: Vocabulary) -> bool:
    if len(said) > 1:
        return bool(unknown_han(said, before, words.chinese))
    return not known_han(said) and said not in words.chinese and said not in SURNAMES


def _chinese(text: str, at: int, said: str, words: Vocabulary) -> list[Token]:
    """A run of Chinese signs, with what is unknown of it apart."""
    if names_a_company(said):
        return [Token(at, at + len(said), "known")]
    if said in SURNAMES:
        return [Token(at, at + 1, "unknown" if _SIGNED.search(text[max(0, at - 8) : at]) else "also_a_name")]
    if words.calls(said):
        return [Token(at, at + len(said), "lone")]
    tokens, done = [], 0
    for start, end in unknown_han(said, text[max(0, at - 2) : at], words.chinese):
        if done < start:
            tokens.append(Token(at + done, at + start, "known"))
        tokens.append(Token(at + start, at + end, "unknown"))
        done = end
    return tokens + ([Token(at + done, at + len(said), "known")] if done < len(said) else [])


def _kind(said: str, words: Vocabulary) -> Kind:
    if _FACT.fullmatch(said):
        return "fact"
    bare = said.strip(_MARKS)
    letters, digits = _LETTERS.findall(bare), sum(c.isdigit() for c in bare)
    if not digits:
        return _word(letters, words)
    if _FACT.fullmatch(bare):
        return "fact"
    if letters and len(letters) == 1 and len(letters[0]) > 2 and digits <= _SMALL and known(letters[0]):
        return "known"
    if words.wares and _VIN.fullmatch(bare):
        return "known"
    if words.wares and any(_is_pronounced(one) and words.judge(one) == "unknown" for one in letters):
        return "unknown"
    if digits <= _SMALL and len(bare) <= _SMALL:
        return "small"
    return "known" if words.wares and _numbers_a_ware(bare) else "code"


def _word(letters: Sequence[str], words: Vocabulary) -> Known:
    """What a word is, of which signs may part the letters: of the sale or a ware where one part of it is that alone."""
    kinds = {words.judge(one) for one in letters}
    if len(letters) > 1 and "known" not in kinds and words.judge("".join(letters)) == "known":
        return "known"
    if "unknown" in kinds:
        return "unknown"
    return "known" if "known" in kinds or not kinds else "lone" if "lone" in kinds else "also_a_name"


def _is_pronounced(letters: str) -> bool:
    return len(letters) >= _PRONOUNCED and _VOWEL.search(letters) is not None


def _numbers_a_ware(said: str) -> bool:
    """Whether a code is one of wares, also without a label: no plate, and no number as long as a telephone's.

    Digits alone are where their last one checks as that of a barcode.
    """
    digits = "".join(c for c in said if c.isdigit())
    if _DIGITS.fullmatch(said) and len(digits) >= _FEW_DIGITS:
        return said == digits and bool(ean.is_valid(digits))
    return _PLATE.fullmatch(said.upper()) is None


def _companies(text: str, tokens: Sequence[Token], words: Vocabulary) -> list[Token]:
    """The same, with all words of a company's name known: those before its legal form, up to what parts them."""
    made = list(tokens)
    for place, token in enumerate(tokens):
        said = text[token.start : token.end]
        if not place:
            continue
        before = text[tokens[place - 1].start : tokens[place - 1].end]
        follows = place + 1 < len(tokens) and not parted(text, token, tokens[place + 1])
        behind = text[tokens[place + 1].start : tokens[place + 1].end] if follows else ""
        if is_a_form(said, before, behind, bought=words.wares):
            first = place
            while first and place - first < 6 and not parted(text, tokens[first - 1], tokens[first]):
                first -= 1
            for one in range(first, place + 1):
                if made[one].kind in ("unknown", "also_a_name", "lone"):
                    made[one] = as_known(made[one])
    return made


def _labels(text: str, tokens: Sequence[Token]) -> list[Token]:
    """The same, with the words of labels of persons known: what they announce is another's to find."""
    labels = sorted(found.span() for one in (PERSON_LABELS, STAFF_LABELS) for found in one.finditer(text))
    starts, ends = [a for a, _ in labels], list(itertools.accumulate((b for _, b in labels), max))
    within = [bisect_right(starts, one.start) for one in tokens]
    return [
        as_known(one) if one.kind == "unknown" and place and one.end <= ends[place - 1] else one
        for one, place in zip(tokens, within, strict=True)
    ]


def _numbered(text: str, tokens: Sequence[Token]) -> list[Token]:
    """The same, with the number behind a label of the sale's numbers known: `VAT Reg No: GB 480 2291 73`."""
    made = list(tokens)
    for place, token in enumerate(tokens):
        if token.kind not in _SAID or not counts(text[token.start : token.end]):
            continue
        at = place + 1
        while at < len(tokens) and at - place < _FEW_BETWEEN and tokens[at].kind in _SAID:
            at += 1
        country = at + 1 < len(tokens) and _COUNTRY.fullmatch(text[tokens[at].start : tokens[at].end])
        if country and tokens[at + 1].kind in ("code", "small"):
            made[at], at = as_known(tokens[at]), at + 1
        first = at
        while at < len(tokens) and at - first < _MOST_GROUPS and tokens[at].kind in ("code", "small"):
            if at > first and parted(text, tokens[at - 1], tokens[at]):
                break
            made[at], at = as_known(tokens[at]), at + 1
    return made


def as_known(token: Token) -> Token:
    """The same, known."""
    return Token(token.start, token.end, "known")
