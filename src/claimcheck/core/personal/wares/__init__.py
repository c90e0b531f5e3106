"""Words that wares and services consist of: what stands in a row of what was bought and is nobody's name.

Lists, not a dictionary: of a word that is in none, nobody can say that it is no name. A word that is missing hides a
description; a name among them would be shown.
"""

from __future__ import annotations

from typing import Final

from claimcheck.core.personal.wares.chinese import CHINESE, CHINESE_NAMES_TOO
from claimcheck.core.personal.wares.english import THINGS
from claimcheck.core.personal.wares.english_more import MORE
from claimcheck.core.personal.wares.names_too import SEEN_ALONE, SEEN_BESIDE_OTHERS
from claimcheck.core.personal.wares.western import WESTERN
from claimcheck.core.personal.words import fold_word, spelled

CHINESE_WARES: Final = frozenset(CHINESE.split())
CALLED_IN_CHINESE: Final = frozenset(CHINESE_NAMES_TOO.split())
_COUNTED: Final = spelled((*THINGS.split(), *MORE.split(), *WESTERN["en"].split()))[0]
"""English words, of which there is a plural."""
_WHOLE, _, _ENDS = spelled(one for said in WESTERN.values() for one in said.split())
_COMPOUND: Final = 8
_ALONE: Final = frozenset(SEEN_ALONE.split())
_BESIDE: Final = frozenset(SEEN_BESIDE_OTHERS.split())


def is_ware(word: str) -> bool:
    """Whether a word of letters is one that wares or services consist of, in the singular or the plural."""
    said = fold_word(word)
    compound = len(said) >= _COMPOUND and said.endswith(_ENDS)
    return said in _WHOLE or compound or not _COUNTED.isdisjoint(_singulars(said))


def is_a_surname(word: str) -> bool:
    """Whether somebody is called by a ware, which is a ware first of all: *Lamp*, *White*."""
    return not _ALONE.isdisjoint(_singulars(fold_word(word)))


def may_be_a_name(word: str) -> bool:
    """Whether a ware is as likely a name: it tells of a ware beside another word only."""
    return not _BESIDE.isdisjoint(_singulars(fold_word(word)))


def _singulars(said: str) -> tuple[str, ...]:
    """A word, and what it is the plural of."""
    if not said.endswith("s") or len(said) < 4:
        return (said,)
    return (said, said[:-1], said[:-2]) if said.endswith("es") else (said, said[:-1])
