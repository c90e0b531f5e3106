"""Which sort of invoice a paper says it is behind its title: `TAX INVOICE - RENTAL`, `Rechnung (Miete)`.

The same words before the title are told by `wordings.no_sale`: what stands behind it is put there, and asked of that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import label_key
from claimcheck.core.extract.papers.titles import HEAD
from claimcheck.core.extract.wordings.no_sale import (
    DOUBTED,
    IN_PART,
    NO_SALE_STAMP,
    OF_TERMS,
    SPECIMEN,
    TAKEN_BACK_TITLE,
)
from claimcheck.core.extract.wordings.titles import TITLE

_LONGEST: Final = 80
"""Signs of a title at the most."""
_PARTED: Final = re.compile(
    r"(?P<title>[^-–—:/|*()\[\]<>\d]{4,40}?)\s*(?:[-–—:/|*(\[<]+|\b(?:for|of|de|di|d'|für|fur|uber|über)\b)\s*"
    r"(?P<sort>[^:;#\d]{2,40}?)[\W_]*",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"(?<!\S)(?:(?:no|nr|n|number|nummer)\b\W{0,3})?[^\s\d]{0,8}\d\S*\s*$", re.IGNORECASE)
"""The paper's own number, at the end of its title."""
_OF_ITS_OWN: Final = re.compile(
    r"[(\[].*[)\]]|.*\b(?:rent(?:al)?|lease|leasing|hire|miet\w*|location|noleggio|alquiler|sewa(?:an)?)", re.IGNORECASE
)
"""What over or under a title is of it: elsewhere such a word, `TRANSFER`, says how the price was paid."""
_MONEY: Final = re.compile(r"\d[.,]\d\d(?!\d)")
_JOINED: Final = (
    "{sort} {title}", "{sort} invoice", "{sort}{title}", "{sort}s{title}", "{title} de {sort}", "{title} d {sort}",
    "{title} di {sort}", "{sort}",
)  # fmt: skip
"""How a sort and the title that it stands behind are said in one, in languages that do so."""
_TOLD: Final = (DOUBTED, IN_PART, TAKEN_BACK_TITLE, NO_SALE_STAMP, SPECIMEN)


def another_sort(rows: Sequence[Row]) -> tuple[Row, str] | None:
    """The title in a paper's head by whose sort nothing was sold for good, or a part only was paid; None where none."""
    head = rows[:HEAD]
    heads = ((row, title, sort) for row, title, sort in _in_a_row_of_its_own(head) if not OF_TERMS.fullmatch(sort))
    for row, title, sort in (*_behind(head), *heads):
        forms = (form.format(title=title, sort=sort) for form in _JOINED)
        if any(told.fullmatch(form) for form in forms for told in _TOLD):
            return row, row.text.strip()
    return None


def _behind(head: Sequence[Row]) -> Iterator[tuple[Row, str, str]]:
    """The titles of proofs of sale in a head, each with the sort that stands behind it in its cell."""
    for row in head:
        for cell in row.cells if not _MONEY.search(row.text) else ():
            parted = _PARTED.fullmatch(_unnumbered(cell.text))
            if parted is not None and TITLE.fullmatch(title := label_key(parted["title"])):
                yield row, title, label_key(parted["sort"])


def _in_a_row_of_its_own(head: Sequence[Row]) -> Iterator[tuple[Row, str, str]]:
    """Titles alone in their rows, each with the row right over and right under it."""
    for i, row in enumerate(head):
        title = label_key(_unnumbered(row.text))
        for beside in (*head[max(0, i - 1) : i], *head[i + 1 : i + 2]) if TITLE.fullmatch(title) else ():
            own = len(beside.cells) == 1 and len(beside.text) <= _LONGEST and _OF_ITS_OWN.fullmatch(beside.text.strip())
            if own and not any(map(str.isdigit, beside.text)):
                yield beside, title, label_key(beside.text)


def _unnumbered(text: str) -> str:
    """A title without its number; "" where it is too long for one."""
    return _NUMBER.sub("", text.strip()) if len(text) <= _LONGEST else ""
