"""Printed text made comparable: width and compatibility forms, label keys, OCR's confusions of letters and digits."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

_DIGIT_FOR = str.maketrans(
    {
        "O": "0",
        "o": "0",
        "Q": "0",
        "D": "0",
        "I": "1",
        "l": "1",
        "|": "1",
        "i": "1",
        "S": "5",
        "s": "5",
        "B": "8",
        "Z": "2",
    }
)
_LETTER_FOR = str.maketrans({"0": "o", "1": "l", "5": "s", "8": "b", "|": "l"})
_TOKEN = re.compile(r"[^\W_]+|%", re.UNICODE)
_SPACED = re.compile(r"(?<!\w)(?:[^\W\d] ){3,}[^\W\d](?!\w)")
_TAX_AND_RATE = re.compile(r"(gst|sst|vat|tax|mwst|ust|tva|iva|btw|ppn|moms)\d{1,2}")
_CJK = re.compile(r"[\u3400-\u9fff]")


def plain(text: str) -> str:
    """NFKC, sign by sign, so that the text keeps its length and offsets still point into the reader's words."""
    if text.isascii():
        return text
    return "".join(_plain_sign(sign) for sign in text)


@lru_cache(maxsize=4096)
def _plain_sign(sign: str) -> str:
    if sign in "‐‑‒–—−－":
        return "-"
    if sign in "、，":
        return ","
    folded = unicodedata.normalize("NFKC", sign)
    return folded if len(folded) == 1 else sign


def unspaced(text: str) -> str:
    """Words that were printed letter by letter, `I N V O I C E`, closed up."""
    return _SPACED.sub(lambda match: match.group().replace(" ", ""), text)


def without_accents(text: str) -> str:
    """Letters without their marks, in lower case; ß as ss."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))


def fold(text: str) -> str:
    """Letters and digits only, without case or width."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def digits_for(text: str) -> str:
    """What the text says if each letter that OCR takes for a digit is that digit."""
    return text.translate(_DIGIT_FOR)


def has_cjk(text: str) -> bool:
    """Whether a Chinese character stands in it."""
    return not text.isascii() and _CJK.search(text) is not None


@lru_cache(maxsize=16384)
def label_key(text: str, words: frozenset[str] = frozenset()) -> str:
    """A label as words of plain letters between single blanks, pure numbers left out.

    Args:
        text: as printed.
        words: known label words; a longer token that differs from one of them by one sign (two from 8 letters on) is
            taken for it, since faint print garbles labels more often than it invents one.
    """
    tokens = [token for token in _TOKEN.findall(without_accents(text)) if not token.isdigit()]
    tokens = [token if token.isalpha() else _lettered(token) for token in tokens]
    if words:
        tokens = [_known(token, words) for token in tokens]
    return " ".join(tokens)


@lru_cache(maxsize=16384)
def _known(token: str, words: frozenset[str]) -> str:
    if token in words or has_cjk(token):
        return token
    allowed = 0 if len(token) < 4 else 1 if len(token) < 8 else 2
    if not allowed:
        return token
    best = min(
        (
            (Levenshtein.distance(token, word, score_cutoff=allowed), word)
            for word in words
            if len(word) >= 5 and abs(len(word) - len(token)) <= allowed
        ),
        default=(9, token),
    )
    return best[1] if best[0] <= allowed else token


def _lettered(token: str) -> str:
    """A word with OCR's digits turned back into letters, `t0tal`; a tax without the rate that stands joined to it."""
    if joined := _TAX_AND_RATE.fullmatch(token):
        return joined[1]
    return token.translate(_LETTER_FOR) if any(c.isalpha() for c in token) else token


@lru_cache(maxsize=16384)
def low(text: str) -> str:
    """Lower case without accents, sign for sign: offsets in it are offsets in `text`."""
    if text.isascii():
        return text.lower()
    return "".join((unicodedata.normalize("NFD", sign)[0].lower() or sign)[0] for sign in text)
