"""What looks like a person's name where one is expected: beside, below or above a label that announces somebody."""

from __future__ import annotations

import re
from typing import Final

from claimcheck.core.legal_forms import LEGAL_FORMS

_PARTICLE: Final = re.compile(
    r"v[ao]n|vom|zu[mr]?|d[aeiu]|de[rnl]|della|d[oa]s?|l[ae]|el|al|bin|binti|bte|te[rn]?|y|e|und|a/[lp]|'t",
    re.IGNORECASE,
)
"""Small words within names; after one of these, a name goes on."""

_NO_FORM_ALONE: Final = frozenset({"and", "mit", "public", "private", "company"})
"""Words of legal forms that stand behind anybody's name, too: `Anna and Ben`, `Anna Lee private`."""

_FORMS: Final = (
    frozenset(word for _, spellings in LEGAL_FORMS for said in spellings for word in said.split() if len(word) > 1)
    - _NO_FORM_ALONE
)
_ALSO_WORDS: Final = frozenset({"limited", "spa", "zoo"})
"""Forms that are words in small letters."""
_BEGUN: Final = frozenset({"co", "sp"})
"""What forms of several words begin with."""
_DOTTED: Final = frozenset(
    said.replace(" ", "") for _, spellings in LEGAL_FORMS for said in spellings if re.fullmatch(r"\w \w", said)
)
"""Forms of two letters that are written with points: `S.A.`, but no `K.G.`, which are somebody's first names."""
_HAN: Final = re.compile(r"[\u4e00-\u9fff](?:[·\s]?[\u4e00-\u9fff])*")
_COMPANY: Final = re.compile(r"公司|集团|[厂店行部院局]$")
_LONGEST, _LONGEST_HAN = 5, 4


def names_somebody(text: str) -> bool:
    """Whether a line is nothing but words that a person may be called by; a company by its legal form is none."""
    said = _bare(text)
    words = said.split(maxsplit=_LONGEST)
    if len(words) > _LONGEST or names_a_company(said):
        return False
    if _HAN.fullmatch(said):
        return 2 <= _signs(said) <= _LONGEST_HAN
    named = [word for word in words if _named(word)]
    return 0 < len(words) <= _LONGEST and bool(named) and all(w in named or _PARTICLE.fullmatch(w) for w in words)


def is_particle(word: str) -> bool:
    """Whether a word is a small one within names."""
    return _PARTICLE.fullmatch(word) is not None


def names_a_company(text: str) -> bool:
    """Whether a line names a company, by its legal form."""
    words = text.split()
    return _COMPANY.search(text) is not None or any(
        is_a_form(word, words[place - 1], words[place + 1] if place + 1 < len(words) else "")
        for place, word in enumerate(words) if place
    )  # fmt: skip


def is_a_form(word: str, before: str = "", behind: str = "") -> bool:
    """Whether a word is a company's legal form, or one of its words.

    One of two letters is a form only as it is written, and not where it ends a name or belongs to a number: `DE SA`,
    `5 KG`, `AB 1234`.
    """
    bare = word.strip(".,;:()")
    said = "".join(c for c in bare if c.isalpha()).casefold()
    if said not in _FORMS or (said in _ALSO_WORDS and bare.islower()):
        return False
    if len(said) > 2:
        return True
    counts = before[-1:].isdigit() or behind[:1].isdigit()
    written = said in _DOTTED if len(bare) > 2 else bare.isupper() or (said in _BEGUN and bare[0].isupper())
    return written and not counts and not is_particle(before)


def goes_on(said: str) -> bool:
    """Whether what stands for a name may be less than all of it."""
    bare = _bare(said)
    if _HAN.fullmatch(bare):
        return _signs(bare) < _LONGEST_HAN
    return 0 < len(bare.split()) < _LONGEST and not any(c.isdigit() for c in bare)


def ends_a_name(said: str, text: str) -> bool:
    """Whether a line may be the rest of a name of which `said` was read before it."""
    rest, bare = _bare(text), _bare(said)
    if _HAN.fullmatch(bare) or _HAN.fullmatch(rest):
        return bool(_HAN.fullmatch(bare) and _HAN.fullmatch(rest)) and _signs(bare) + _signs(rest) <= _LONGEST_HAN
    if said.rstrip().endswith(("-", "‐", "\u00ad")):
        return rest.isalpha()
    if not bare:
        return False
    return names_somebody(text) and len(rest.split()) <= (3 if begins_a_name(said) else 1)


def begins_a_name(said: str) -> bool:
    """Whether what stands for a name is not all of it: one word, or such as more must follow."""
    words = _bare(said).split()
    return len(words) == 1 or said.rstrip().endswith(",") or bool(words and _PARTICLE.fullmatch(words[-1]))


def _bare(text: str) -> str:
    return text.strip(" \t,;:：.()（）_*|–—-")


def _signs(text: str) -> int:
    return sum("\u4e00" <= c <= "\u9fff" for c in text)


def _named(word: str) -> bool:
    return word[:1].isupper() and all(c.isalpha() or c in "'’.-" for c in word.rstrip(","))
