"""What looks like a person's name where one is expected: beside, below or above a label that announces somebody."""

from __future__ import annotations

import re
from typing import Final

from claimcheck.core.extract.chinese.words import DOUBLE_SURNAMES, SURNAMES
from claimcheck.core.personal.chinese import unknown_han
from claimcheck.core.values.legal_forms import LEGAL_FORMS

_PARTICLE: Final = re.compile(
    r"v[ao]n|vom|zu[mr]?|d[aeiu]|de[rnl]|della|d[oa]s?|l[ae]|el|al|bin|binti|bte|te[rn]?|y|e|und|a/[lp]|'t",
    re.IGNORECASE,
)
"""Small words within names; after one of these, a name goes on."""

_NO_FORM_ALONE: Final = frozenset({"and", "mit", "public", "private", "company", "gesellschaft"})
"""Words of legal forms that stand behind anybody's name, too: `Anna and Ben`, `Anna Lee private`."""

_FORMS: Final = (
    frozenset(word for _, spellings in LEGAL_FORMS for said in spellings for word in said.split() if len(word) > 1)
    - _NO_FORM_ALONE
)
_ALSO_WORDS: Final = frozenset({"limited", "spa", "zoo", "sas", "inc", "corp", "incorporated", "corporation"})
"""Forms that are words, too: `Anna Lee spa treatment`. As forms they end a name, and are written as forms are."""
_SHORT_WORDS: Final = frozenset({"spa", "zoo", "sas"})
"""Those that companies write with points or capitals alone."""
_OF_SPZOO: Final = "o.o"
_AS_WRITTEN: Final = frozenset({"SpA"})
_JOIN: Final = frozenset({"&", "+", "und", "and"})
_BEGUN: Final = frozenset({"co", "sp"})
"""What forms of several words begin with."""
_DOTTED: Final = frozenset(
    said.replace(" ", "") for _, spellings in LEGAL_FORMS for said in spellings if re.fullmatch(r"\w \w", said)
)
"""Forms of two letters that are written with points: `S.A.`, but no `K.G.`, which are somebody's first names."""
_HAN: Final = re.compile(r"[\u4e00-\u9fff](?:[·\s]?[\u4e00-\u9fff])*")
_COMPANY: Final = re.compile(r"公司|集团")
_HOUSE: Final = re.compile(r"[厂店行部院局社所馆]$")
_HOUSES: Final = re.compile(
    "(?:(?:银|支|分|商|车)行|(?:酒|饭|商|书|药|分|总|门|旗舰|专卖|专营)店|(?:工|钢|药|酒|木|纸)厂|"
    "(?:医|学|法|剧|影|美容)院|(?:业|门市|经营|服务|维修)部|(?:税务|公安|管理)局|(?:合作|旅行|报)社|"
    "(?:事务|研究|交易)所|(?:宾|茶|咖啡|照相)馆)$"
)
"""Ends of what houses are called, which are nobody's given names."""
_HAN_RUN: Final = re.compile(r"[\u4e00-\u9fff]+")
_LONGEST, _LONGEST_HAN = 5, 4
_LONGEST_NAME: Final = 3
"""Signs of a surname and given name at the most."""


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
    if _COMPANY.search(text) is not None or any(map(_names_a_house, _HAN_RUN.findall(text))):
        return True
    return any(
        is_a_form(word, words[place - 1], words[place + 1] if place + 1 < len(words) else "")
        for place, word in enumerate(words) if place
    )  # fmt: skip


def is_a_form(word: str, before: str = "", behind: str = "", *, bought: bool = False) -> bool:
    """Whether a word is a company's legal form, or one of its words.

    One of two letters is a form only as it is written, and not where it ends a name or belongs to a number: `DE SA`,
    `5 KG`, `AB 1234`.

    Args:
        word: as it is written.
        before: the word before it.
        behind: the word behind it that nothing parts from it.
        bought: whether it stands among what was bought, where a form ends what is said and is no word of two letters.
    """
    bare = word.strip(".,;:()")
    said = _letters(bare)
    if said not in _FORMS:
        return bare.casefold() == _OF_SPZOO
    ends = not behind or behind[:1].isdigit() or word[-1] in ",;:)" or behind in _JOIN or _letters(behind) in _FORMS
    if said in _ALSO_WORDS:
        shouted = bare.isupper() and not bought
        cased = bare[0].isupper() and not bought and said not in _SHORT_WORDS
        return ends and ("." in bare or bare in _AS_WRITTEN or shouted or cased)
    if bought:
        return ends and len(said) > 2 and not bare.islower()
    if len(said) > 2:
        return True
    counts = before[-1:].isdigit() or behind[:1].isdigit()
    written = said in _DOTTED if len(bare) > 2 else bare.isupper() or (said in _BEGUN and bare[0].isupper())
    return written and not counts and not is_particle(before)


def _letters(word: str) -> str:
    return "".join(c for c in word if c.isalpha()).casefold()


def _names_a_house(run: str) -> bool:
    """Whether Chinese signs end as shops and offices do and nobody is called: `通达汽修厂`, but no `王知行`."""
    if _HOUSE.search(run) is None:
        return False
    if len(run) > _LONGEST_NAME and _HOUSES.search(run):
        return True
    named = [at for at in (len(run) - 2, len(run) - 3) if at >= 0 and run[at] in SURNAMES]
    named += [at for at in (len(run) - 3, len(run) - 4) if at >= 0 and run[at : at + 2] in DOUBLE_SURNAMES]
    return not any(run.endswith("行") or not unknown_han(run[:at]) for at in named)


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
