"""What stands beside an amount in its own cell and says that it is not simply what was paid: `45.90 CR`, `12 x 45.90`.

Behind the total of an honest paper stands its currency, a letter for its tax, or that the tax is in it, and hardly
ever another word; before it stands its label, so there only the words count that make it another amount.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from claimcheck.core.extract.amounts import amounts_in
from claimcheck.core.extract.rows import Row
from claimcheck.core.extract.text import label_key
from claimcheck.core.extract.vocabulary import CURRENCY_MARKS, OTHER_CURRENCIES
from claimcheck.model.documents import Box

_MARKS = "|".join(re.escape(m) for m in sorted({*dict(CURRENCY_MARKS), *OTHER_CURRENCIES}, key=lambda m: (-len(m), m)))
_STOPS = r"[\s.,:;*#()|_'\"=+]*"
_BEHIND: Final = re.compile(
    rf"(?:\.[a-z]{{2}}(?!\w))?{_STOPS}(?:(?i:{_MARKS})(?![^\W\d_])|[元圆圓][整正]?|/-|-/)?{_STOPS}"
    r"(?:(?!CR|KG|PM|PT|PC|EA|MT|ML)[A-Z]{2}\d?|[A-JLN-Z]\d?|(?i:in[ck]l(?:\b|usive|uding|uso).*)|"
    rf"(?i:t\.?t\.?c\.?|only|sahaja|nett?)|[整正]|含税)?{_STOPS}"
)
"""What may stand behind an amount and leaves it what it is; two small letters behind a point are cents, misread."""
_BEFORE: Final = re.compile(
    r"(?:\d ?[x×*@]|[~≈<\[]|\b(?:ca|approx(?:imately)?|about|circa|env(?:iron)?|from|ab|a partir de|a partire da|desde|"
    r"mulai)\b\.?|[约約])\s*$",
    re.IGNORECASE,
)
_IN_A_CELL_OF_ITS_OWN: Final = re.compile(r"C\.?R\.?|[KM]|-|mil|mio|lakhs?|crores?|[百千万億亿]+元?", re.IGNORECASE)
_APART: Final = 0.002
_PART: Final = re.compile(
    r"\b(?:(?:security |refundable )?deposit|down ?payment|instal?lment|part(?:ial)? payment|[1l]st payment|"
    r"(?:booking|reservation|holding) fee|advance payment|(?:monthly|weekly) (?:rent(?:al)?|payment)|rental|lease|"
    r"anzahlung|ratenzahlung|kaution|miete|leasing\w*|acompte|caution|loyer|location|acconto|caparra|rata|noleggio|"
    r"canone|anticipo|fianza|alquiler|wang (?:pendahuluan|cagaran)|ansuran|sewa(?:an)?)\b|"
    r"[定订押]金|首付|预[付收]款|分期|租金|租赁费"
)
"""What an amount is called that is a part of a price, or paid for a time."""


def part_of_price(rows: Sequence[Row], value: Decimal) -> Row | None:
    """The row that calls an amount a deposit, an instalment or a rent; None where none does."""
    for row in rows:
        if _PART.search(label_key(row.text)) and any(amount.value == value for amount in amounts_in([row])):
            return row
    return None


def qualified(rows: Sequence[Row], page: int | None, box: Box | None) -> str:
    """The text of the cell in which something beside the amount at this place makes it another; "" where nothing does.

    Args:
        rows: of the document.
        page: that the amount stands on.
        box: where it stands.
    """
    for row in rows:
        if box is None or row.page != page or not (row.box.top < box.bottom and box.top < row.box.bottom):
            continue
        found = amounts_in([row])
        for at, amount in enumerate(found):
            if abs(amount.box.left - box.left) + abs(amount.box.right - box.right) > _APART:
                continue
            cell = row.cell_at(amount.start)
            start = row.starts[cell]
            end = start + len(row.cells[cell].text)
            after = min([end, *(other.start for other in found[at + 1 :])])
            if not _BEHIND.fullmatch(row.text[amount.end : after]) or _BEFORE.search(row.text[start : amount.start]):
                return row.cells[cell].text.strip()
            beside = row.cells[cell + 1].text.strip() if cell + 1 < len(row.cells) else ""
            if _IN_A_CELL_OF_ITS_OWN.fullmatch(beside):
                return f"{row.cells[cell].text.strip()} {beside}"
    return ""
