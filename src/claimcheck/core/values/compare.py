"""One function per comparison: how alike two values are, from 0 to 1, and why in words.

Two values that say the same thing score 1.0 however they are spelled; 0.9 and above is the same but for what a reader
or a typist confuses; below that they are different things, also when most letters agree: what tells "A (East) Ltd"
from "A (West) Ltd" is one word of four.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from claimcheck.core.values.legal_forms import LEGAL_FORMS, SAME_WORDS
from claimcheck.core.values.street_addresses import COUNTRY, elsewhere, left_over, spelled_out, to_the_town
from claimcheck.model.said import Said

SAME = 0.9
"""At or above this score two values say the same thing."""
ALIKE = 0.96
"""Score of names that differ only where readers confuse characters."""
SHORTENED = 0.93
"""Score at most of addresses that are not the same in all words, though one may be the other."""
SHORT = 3
"""Letters of a word in which one that is misread makes another word."""

_CONFUSED = str.maketrans({"0": "o", "1": "l", "i": "l", "|": "l", "5": "s", "8": "b", "!": "l"})
_SPELLINGS = sorted(
    ((tuple(spelling.split()), form) for form, spellings in LEGAL_FORMS for spelling in spellings),
    key=lambda row: -len(" ".join(row[0])),
)
_WORDS = dict(SAME_WORDS)
_NO_ASCII_WORD = re.compile(r"[^a-z0-9]+")
_BETWEEN = re.compile(r"(?<=\d)[^a-z0-9]{1,3}(?=\d)")
_FIGURES = re.compile(r"\d+")
_UNSEEN = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef\u034f]")
_CURRENCIES = {"RM": "MYR", "€": "EUR", "£": "GBP", "US$": "USD", "S$": "SGD", "¥": "CNY", "RMB": "CNY", "元": "CNY"}


@dataclass(frozen=True, slots=True)
class Comparison:
    """How alike two values are: `score` from 0 to 1, and the explanation that a person reads."""

    score: float
    explanation: str

    @property
    def same(self) -> bool:
        """Whether the two say the same thing."""
        return self.score >= SAME


def fold_text(text: str) -> str:
    """Lower case, one width, no accents: the letters that a name is compared by.

    The signs that voice a kana or are a vowel or tone of a Thai or Indian letter make another letter, and stay.
    """
    if text.isascii():
        return text.lower()
    wide = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFC", "".join(c for c in wide if not _is_accent(c)))


def _is_accent(sign: str) -> bool:
    """Whether a sign is an accent, a point of an Arabic or Hebrew letter (Unicode's combining classes), or unseen.

    Unseen are those that choose between drawings of one sign, join two, or only go round one.
    """
    placed = unicodedata.combining(sign)
    return placed >= 200 or 10 <= placed <= 36 or _UNSEEN.match(sign) is not None or unicodedata.category(sign) == "Me"


def _is_letter(sign: str) -> bool:
    return sign.isalnum() or unicodedata.category(sign).startswith("M")


def compact(text: str) -> str:
    """Letters and digits only, folded."""
    folded = fold_text(text)
    return _NO_ASCII_WORD.sub("", folded) if folded.isascii() else "".join(c for c in folded if _is_letter(c))


@lru_cache(maxsize=16384)
def fold_number(text: str) -> str:
    """An invoice number, VIN or other identifier as it is looked up: letters and digits, upper case."""
    return compact(text).upper()


@lru_cache(maxsize=65536)
def fold_confused(text: str) -> str:
    """As `compact`, with the characters that readers take for one another made one."""
    return compact(text.replace("|", "l").replace("!", "l")).translate(_CONFUSED).replace("rn", "m").replace("vv", "w")


@lru_cache(maxsize=4096)  # each record of a claim is held against each of its lines
def as_amount(text: str) -> Decimal | None:
    """A normalised amount as a decimal; None when it is not one."""
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


@lru_cache(maxsize=4096)
def as_date(text: str) -> date | None:
    """An ISO date; None when it is not one."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def amounts(left: str, right: str) -> Comparison:
    """Equal as decimals, whatever the zeros behind the point."""
    a, b = as_amount(left), as_amount(right)
    if a is None or b is None:
        return Comparison(0.0, Said("“{one}” or “{other}” is not an amount", one=left, other=right))
    if a == b:
        return Comparison(1.0, Said("both are {amount}", amount=a))
    apart = abs(a - b)
    nearness = 1 - float(apart / max(abs(a), abs(b)))
    why = Said("{amount} and {other_amount} differ by {apart_amount}", amount=a, other_amount=b, apart_amount=apart)
    return Comparison(max(0.0, 0.8 * nearness), why)


def dates(left: str, right: str) -> Comparison:
    """Equal as days; the score falls by the day, to nothing at a month."""
    a, b = as_date(left), as_date(right)
    if a is None or b is None:
        return Comparison(0.0, Said("“{one}” or “{other}” is not a date", one=left, other=right))
    apart = abs((a - b).days)
    if apart == 0:
        return Comparison(1.0, Said("both are {day}", day=a))
    why = "{day} and {other_day} are {n} days apart" if apart > 1 else "{day} and {other_day} are {n} day apart"
    return Comparison(max(0.0, 0.85 - apart / 35), Said(why, day=a, other_day=b, n=apart))


def currencies(left: str, right: str) -> Comparison:
    """Equal as ISO codes; a sign that stands for one currency counts as its code."""
    a, b = (_CURRENCIES.get(c.strip().upper(), c.strip().upper()) for c in (left, right))
    if a == b:
        return Comparison(1.0, Said("both are {one}", one=a))
    return Comparison(0.0, Said("{one} is not {other}", one=a, other=b))


def identifiers(left: str, right: str) -> Comparison:
    """Numbers, VINs and the like: their letters and digits, in one case."""
    a, b = fold_number(left), fold_number(right)
    if not a or not b:
        return Comparison(0.0, Said("“{one}” or “{other}” is empty", one=left, other=right))
    if a == b:
        return Comparison(1.0, Said("both are {one}", one=a))
    if fold_confused(a) == fold_confused(b):
        why = Said("{one} and {other} differ only where readers confuse characters", one=a, other=b)
        return Comparison(0.85, why)
    edits = Levenshtein.distance(a, b)
    form = "{one} and {other} differ in {n} characters" if edits > 1 else "{one} and {other} differ in {n} character"
    why = Said(form, one=a, other=b, n=edits)
    return Comparison(0.8 * max(0.0, 1 - edits / max(len(a), len(b))), why)


def invoice_numbers(left: str, right: str) -> Comparison:
    """As identifiers, but figures stay in their groups: 2024/1/15 is not 2024/11/5.

    Signs between figures may be lost, but not moved.
    """
    found = identifiers(left, right)
    if found.score < 1:
        return found
    one, two = ([compact(part) for part in _BETWEEN.split(fold_text(text))] for text in (left, right))
    if len(one) != len(two) or one == two:
        return found
    return Comparison(0.85, Said("{one} and {other} have the same figures in other groups", one=left, other=right))


def addresses(left: str, right: str) -> Comparison:
    """The same place in full, or up to its town; else mostly the same words, yet next door is another address.

    Addresses are cut and ordered freely: what lacks a floor or a district says the same, and proves nothing alone.
    """
    one, two = (spelled_out(words(COUNTRY.sub(" ", text.lower()))) for text in (left, right))
    a, b = " ".join(one), " ".join(two)
    if a and "".join(one) == "".join(two):
        grouped = _FIGURES.findall(a) == _FIGURES.findall(b)  # 1, Jalan 23 is not 12, Jalan 3
        why = Said("{one} and {other} have the same figures in other groups", one=left, other=right)
        return Comparison(1.0, "the addresses are the same") if grouped else Comparison(0.85, why)
    if to_the_town(one, two):
        return Comparison(ALIKE, "the addresses are the same up to the town")
    score = float(fuzz.token_set_ratio(a, b)) / 100 * (1.0 if a and b else 0.0)
    if score >= SAME:
        over = left_over(one, two, fold_confused)
        if apart := elsewhere(one, two, *over):
            return Comparison(0.85, Said("“{word}” stands in one of the addresses only", word=apart))
        score = min(score, SHORTENED)
    return Comparison(score, Said("the addresses share {n} % of their words", n=round(score * 100)))


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text; `&` and `+` are the word "and"."""
    spaced = fold_text(text).replace("&", " and ").replace("+", " and ").replace("'", "").replace("’", "")
    parts = "".join(c if _is_letter(c) else " " for c in spaced).split()
    return tuple(_WORDS.get(p, p) for p in parts)


@lru_cache(maxsize=16384)
def split_name(text: str) -> tuple[tuple[str, ...], str]:
    """A company's name as its own words and its legal form ("" where none is written)."""
    parts = words(text)
    for spelling, form in _SPELLINGS:
        size = len(spelling)
        if len(parts) > size and parts[-size:] == spelling:
            return parts[:-size], form
        if len(parts) > size and parts[:size] == spelling and form in {"sarl", "sa", "gmbh", "株式会社"}:
            return parts[size:], form
    if parts and not parts[-1].isascii():
        for spelling, form in _SPELLINGS:
            last = parts[-1].removesuffix(spelling[-1])
            if not spelling[-1].isascii() and last and last != parts[-1]:
                return (*parts[:-1], last), form
    return parts, ""


@lru_cache(maxsize=65536)
def names(left: str, right: str) -> Comparison:
    """Company names: every word that tells one from another must be there on both sides.

    Spacing, punctuation, case, width and the way a legal form is written do not count; characters that readers
    confuse, and one wrong letter in a long word, count a little; a word more, less or different makes another name.
    """
    (a, form_a), (b, form_b) = split_name(left), split_name(right)
    if not a or not b:
        return Comparison(0.0, "one of the names is empty")
    score, why = _own_words(a, b)
    if score == ALIKE and not _surely_misread(a, b, capitals=left.isupper() or right.isupper()):
        score = SAME
    if form_a != form_b:
        misread = max(_misread_form(left, b, form_b), _misread_form(right, a, form_a), key=lambda c: c.score)
        if misread.score >= SAME:
            return misread
        if score >= SAME and form_a and form_b:
            why = Said("the names are alike but {one} is not {other}", one=form_a.upper(), other=form_b.upper())
            return Comparison(0.8, why)
        if score >= SAME:
            return Comparison(score - 0.02, Said("{why}; the legal form is written on one side only", why=why))
    return Comparison(score, why)


def has_form(text: str, like: str) -> bool:
    """Whether a text ends in a legal form, or is a name like this one with its form misread ("shop 5 b")."""
    own, form = split_name(like)
    return bool(split_name(text)[1]) or _misread_form(text, own, form).score >= SAME


def _misread_form(text: str, others: tuple[str, ...], form: str) -> Comparison:
    """The comparison where `text` ends in the other name's legal form, glued to its last word or misread."""
    own = [_own_words(parts, others) for parts in _without_form(words(text), form)] if form else []
    score, why = max(own, default=(0.0, "the legal forms differ"))
    return Comparison(min(score, 0.97), why)


def _without_form(parts: tuple[str, ...], form: str) -> Iterator[tuple[str, ...]]:
    """Words without a legal form that is glued to them or misread in a letter ("shopsdn bhd", "shop 5 b")."""
    joined = _read_alike("".join(parts))
    for spelling, name in _SPELLINGS:
        tail = _read_alike("".join(spelling))
        if name != form or len(joined) != len("".join(parts)):
            continue
        for size in (len(tail), len(tail) - 1, len(tail) + 1) if len(tail) >= 5 else (len(tail),):
            if 2 <= size < len(joined) and Levenshtein.distance(joined[-size:], tail) <= (len(tail) >= 5):
                yield _shortened(parts, len(joined) - size)


def _shortened(parts: tuple[str, ...], length: int) -> tuple[str, ...]:
    """The words of the first `length` letters."""
    kept: list[str] = []
    for word in parts:
        if length > 0:
            kept.append(word[:length])
        length -= len(word)
    return tuple(kept)


def _own_words(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[float, str]:
    one, two = "".join(a), "".join(b)
    if one == two:
        return 1.0, "the names are the same"
    if _read_alike(one) == _read_alike(two):
        return ALIKE, "the names differ only where readers confuse characters"
    best = _by_words(a, b)
    if best[0] < SAME and ("and" in a) != ("and" in b):
        left, right = (tuple(w for w in own if w != "and") for own in (a, b))
        if "".join(left) == "".join(right):
            return 0.95, "one of the names is written without its &"
        loose = _by_words(left, right)
        return max(best, (min(loose[0], 0.93), loose[1]))
    return best


def _surely_misread(a: tuple[str, ...], b: tuple[str, ...], *, capitals: bool) -> bool:
    """Whether characters that readers confuse can hardly tell two companies apart: "UNIT 8" is not surely "UNIT B".

    Not so in a number or a short word, nor where only small letters look alike, on a page in capitals: KI is not KL.
    """
    one, two = "".join(a), "".join(b)
    if sorted(w for w in a if w.isdigit()) != sorted(w for w in b if w.isdigit()):
        return False
    if len(one) != len(two):
        return not capitals  # "rn" for "m"
    apart = {i for i, (x, y) in enumerate(zip(one, two, strict=True)) if x != y}
    short = {i for own in (a, b) for i in _in_short_words(own)}
    return not apart & short and not (capitals and any({one[i], two[i]} == {"i", "l"} for i in apart))


def _in_short_words(own: tuple[str, ...]) -> Iterator[int]:
    """Places of the letters of short words, in all letters of a name."""
    start = 0
    for word in own:
        if len(word) <= SHORT:
            yield from range(start, start + len(word))
        start += len(word)


def _read_alike(text: str) -> str:
    return text.translate(_CONFUSED).replace("rn", "m").replace("vv", "w")


def _by_words(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[float, str]:
    """Align the letters of both names and see which words survive: spaces may be lost, words may not."""
    if not a or not b:
        return 0.0, "one of the names is empty"
    left, right = tuple(map(_read_alike, a)), tuple(map(_read_alike, b))
    one, two = "".join(left), "".join(right)
    edits_left, edits_right, total = [0] * len(one), [0] * len(two), 0
    for step in Levenshtein.editops(one, two):
        total += 1
        if step.tag != "insert":
            edits_left[min(step.src_pos, len(one) - 1)] += 1
        if step.tag != "delete":
            edits_right[min(step.dest_pos, len(two) - 1)] += 1
    lost = _lost(a, left, edits_left) or _lost(b, right, edits_right)
    ratio = 1 - total / max(len(one), len(two))
    if lost:
        return 0.8 * max(0.0, ratio), Said("the word “{word}” stands in one of the names only", word=lost)
    why = "the names differ in {n} letters, as misread" if total > 1 else "the names differ in {n} letter, as misread"
    return max(SAME, min(0.93, ratio)), Said(why, n=total)


def _lost(written: tuple[str, ...], parts: tuple[str, ...], edits: list[int]) -> str:
    """The first word with more wrong letters than a reader makes: none in a short word or a number."""
    start = 0
    for original, word in zip(written, parts, strict=True):
        wrong = sum(edits[start : start + len(word)]) + 9 * (edits[start] > 0)  # a first letter is seldom misread
        start += len(word)
        allowed = 0 if any(c.isdigit() for c in original) or len(word) < 6 else 1 + (len(word) - 6) // 5
        if wrong > allowed:
            return original
    return ""


def comparison_for(field: str) -> Callable[[str, str], Comparison]:
    """The comparison that a field's name calls for, as in EN 16931's names."""
    if field.endswith("_amount") or field in {"unit_price", "quantity"}:
        return amounts
    if field.endswith("_date") or field in {"flight_from", "flight_to"}:
        return dates
    if field.endswith("_name"):
        return names
    if field == "currency":
        return currencies
    if field == "invoice_number":
        return invoice_numbers
    return addresses if field == "address" else identifiers


def subject(field: str) -> str:
    """What a field is compared as: the first half of its reason codes."""
    table = {amounts: "amount", dates: "date", names: "name", currencies: "currency", addresses: "address"}
    return table.get(comparison_for(field), "number")
