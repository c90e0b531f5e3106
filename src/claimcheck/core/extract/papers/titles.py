"""Titles of papers of a sale in languages without Chinese signs.

A proof's own title makes labels of the names of other papers under it; that of an order or a contract goes before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import has_cjk, label_key
from claimcheck.core.extract.wordings.no_sale import STANDING_TITLE, VOIDED_TITLE
from claimcheck.core.extract.wordings.titles import CONTRACT, TITLE
from claimcheck.model.documents import Kind

HEAD: Final = 16
"""A title stands within so many rows."""
_TOP: Final = 4
"""Rows of a letterhead, under or beside which a paper's title stands."""
_LONGEST: Final = 120
"""Signs of a row that are looked at."""
_PLAIN: Final = re.compile(
    r"(?:order|contract|agreement|vertrag|contrat|contratto|contrato|kontrak|perjanjian|bestellung)"
)
"""Words that are a title in a letterhead only: elsewhere they head a column or say what is paid."""
_NUMBER: Final = r"(?:\s*(?:(?:no|nos|nr|num|number|numero|nummer|ref|reference|id)\b\.?|n[°ºo]\.?|n\.))?"
_DAY: Final = r"(?:\s*(?:date|datum|dated|vom|du|del|dd)\b\.?)?"
_NAMED: Final = re.compile(rf"{_NUMBER}{_DAY}\s*(?:(?P<label>[:#])|\S{{0,8}}\d)", re.IGNORECASE)
"""What stands behind a paper's name in a label that says which other one there is, or of when."""
_FIGURES: Final = re.compile(r"(?<!\S)\S{0,12}\d.*$", re.DOTALL)
"""A title's number, and what stands behind it."""
_BOX: Final = frozenset("□☐○")
"""A choice that was not made."""
_ANY_NUMBER: Final = re.compile(r"[A-Za-z]{0,4}[-/ ]?\d[\d/ -]{2,20}")
_SALE_NAMED: Final = re.compile(rf"([^\d:#]{{4,40}}?){_NUMBER}\s*[^\s:#]{{0,8}}\d[^\s:#]*$", re.IGNORECASE)
"""A title with its number."""


def titled(rows: Sequence[Row]) -> bool:
    """Whether a proof of sale's own title stands in the head."""
    return title_at(rows) is not None


def agreed(rows: Sequence[Row]) -> Kind | None:
    """The order or contract whose title stands alone in the head, over any title or number of a proof of sale."""
    numbered = (i for i, row in enumerate(rows[:HEAD]) if len(row.cells) == 1 and bears_number(row.text))
    until = min((at for at in (title_at(rows), next(numbered, None)) if at is not None), default=None)
    for i, row in enumerate(rows[: HEAD if until is None else until]):
        text = row.cells[-1].text
        if (len(row.cells) > 1 and (i >= _TOP or len(row.cells) > 2)) or any(c.isdigit() or c in ":#" for c in text):
            continue
        key = label_key(text[:_LONGEST])
        plain = i < _TOP and text.isupper() and _PLAIN.fullmatch(key) and not _over_a_number(rows, i)
        if CONTRACT.fullmatch(key) or plain:
            return "order" if key in {"order", "bestellung"} else "contract"
    return None


def called_void(head: Sequence[Row]) -> tuple[Row, str] | None:
    """A title that says of its paper that it does not stand, alone in its row or beside the letterhead.

    Under a title that stands it is a clause's heading, but in the capitals of a stamp.
    """
    standing = False
    for i, row in enumerate(head):
        if len(row.cells) > (2 if i < _TOP else 1):
            continue
        text = row.cells[-1].text
        key = label_key(_FIGURES.sub("", text[:_LONGEST])).removesuffix(" no")
        title = key.replace(" ", "") if has_cjk(key) else key
        if VOIDED_TITLE.fullmatch(title) and (text.isupper() or not standing) and text.lstrip()[:1] not in _BOX:
            return row, text.strip()
        standing = standing or STANDING_TITLE.fullmatch(title) is not None
    return None


def named_under_title(rows: Sequence[Row], i: int, text: str, match: re.Match[str]) -> bool:
    """Whether a paper's name is the label of another one's number or day, under the title of a proof of sale."""
    named = None if has_cjk(text) else _NAMED.match(text, match.end())
    if named is None or (not named["label"] and match.group().isupper()):
        return False  # with its number behind it a name in capitals may be the title
    until = title_at(rows)
    numbered = (row for row in rows[: min(i, HEAD)] if len(row.cells) == 1)
    return (until is not None and until < i) or any(map(is_numbered_title, (row.text for row in numbered)))


def _over_a_number(rows: Sequence[Row], i: int) -> bool:
    """Whether a word heads the number under it."""
    return any(_ANY_NUMBER.fullmatch(row.cells[-1].text.strip()) for row in rows[i + 1 : i + 2])


def title_at(rows: Sequence[Row]) -> int | None:
    """The row of the first title of a proof of sale."""
    heads = (i for i, row in enumerate(rows[:HEAD]) for cell in row.cells if _is_title(cell.text))
    return next(heads, None)


def _is_title(text: str) -> bool:
    return TITLE.fullmatch(label_key(text[:_LONGEST])) is not None


def bears_number(text: str) -> bool:
    """Whether this is the title of a proof of sale with its number, or the label of that number with it."""
    return is_numbered_title(text.replace(":", "", 1))


def is_numbered_title(text: str) -> bool:
    """Whether this is the title of a proof of sale with its number."""
    numbered = _SALE_NAMED.match(text[:_LONGEST])
    return numbered is not None and _is_title(numbered[1])
