"""Legal forms of companies as data: the ways in which each is written, as folded words.

A form says who answers for the company, not who it is: names are compared without it, and two *different* forms on
like names are told apart. Add a row for a form, or a spelling to its row; nothing else needs to change.
"""

from __future__ import annotations

LEGAL_FORMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    # form, spellings (lower case, without punctuation; the longest match wins)
    ("sdn bhd", ("sdn bhd", "sdnbhd", "sendirian berhad", "s b", "sb", "sdn b", "s bhd", "sdn bho", "sdn bhd co")),
    ("bhd", ("bhd", "berhad")),
    ("plt", ("plt",)),
    ("pte ltd", ("pte ltd", "pte limited", "private limited", "pvt ltd", "pvt limited", "p ltd", "pteltd")),
    ("pty ltd", ("pty ltd", "pty limited")),
    ("ltd", ("ltd", "limited", "co ltd", "company limited", "co limited", "coltd")),
    ("plc", ("plc", "public limited company")),
    ("llp", ("llp",)),
    ("llc", ("llc", "l l c")),
    ("inc", ("inc", "incorporated", "corp", "corporation")),
    ("gmbh", ("gmbh", "g m b h", "ges m b h", "gesellschaft mit beschrankter haftung", "mbh")),
    ("gmbh co kg", ("gmbh and co kg", "gmbh co kg", "gmbh u co kg", "gmbh and co", "gmbh and cokg")),
    ("kg", ("kg", "co kg", "and co kg")),
    ("ohg", ("ohg",)),
    ("ag", ("ag", "aktiengesellschaft")),
    ("ug", ("ug", "ug haftungsbeschrankt")),
    ("ek", ("e k", "ek", "e kfm")),
    ("se", ("se",)),
    ("bv", ("b v", "bv")),
    ("nv", ("n v", "nv")),
    ("sarl", ("sarl", "s a r l")),
    ("sas", ("sas", "s a s", "sasu")),
    ("sa", ("s a", "sa")),
    ("srl", ("srl", "s r l")),
    ("spa", ("spa", "s p a")),
    ("snc", ("snc", "s n c")),
    ("sl", ("s l", "sl", "s l u", "slu")),
    ("ab", ("ab",)),
    ("as", ("a s", "aps")),
    ("oy", ("oy", "oyj")),
    ("sp zoo", ("sp z o o", "sp zoo")),
    ("sro", ("s r o", "sro")),
    ("kk", ("k k", "kabushiki kaisha")),
    ("股份有限公司", ("股份有限公司",)),
    ("有限公司", ("有限公司", "有限责任公司", "有限責任公司")),
    ("株式会社", ("株式会社",)),
)  # fmt: skip

SAME_WORDS: tuple[tuple[str, str], ...] = (
    # spelling, word: abbreviations that stand for one word wherever they come in a name
    ("company", "co"),
    ("brothers", "bros"),
    ("saint", "st"),
    ("und", "and"),
    ("et", "and"),
    ("n", "and"),
)
