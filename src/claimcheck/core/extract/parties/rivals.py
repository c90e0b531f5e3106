"""Other companies in a receipt's head: which of them a label calls the buyer, which may as well be the seller."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import label_key
from claimcheck.core.values import compare

_BUYER: Final = re.compile(
    r"^(?:(?:bill|billed|sold|ship|shipped|deliver|delivered|invoice|invoiced|issued|paid|sales?) to|prepared for|"
    r"received from|attn|attention|customer|client|buyer|purchaser|consignee|messrs|m s|to|for|c o|account|a c|company|"
    r"cashier|served by|kepada|pelanggan|pembeli|kunde|kaufer|rechnung an|an|destinataire|acheteur|facture a|cliente|"
    r"acquirente|spett(?: le)?|comprador|facturar a)(?: name)?$"
)
"""Labels of the one who buys, beside a name or over it."""
_STRICT: Final = re.compile(r"\b(?:s[do]n\.? ?b[hn]d|ltd|gmbh|s\.?r\.?l|s\.?p\.?a|inc|llc|plc)\b", re.IGNORECASE)
"""Legal forms that stand in no brand and no branch."""
_BEHIND: Final = re.compile(
    r"\b(?:formerly|subsidiary|member|part|division|unit|brand)\b|\bf\.?k\.?a\b|\d{4}|managed by|operated by",
    re.IGNORECASE,
)
"""What says that another company stands behind the first, and no second one beside it."""
_LETTERS: Final = 8
"""Letters of a name that can be told from another at the least."""
UNDER: Final = 2
"""Rows under a name, at the most, in which a second one casts doubt on it: below its address stand its customers."""
OVER: Final = 1
"""Rows over a name in which a label speaks of it."""


def for_buyer(rows: Sequence[Row], at: int) -> bool:
    """Whether a label beside the row, or right over it, says that it names the buyer."""
    row = rows[at]
    beside = [cell.text for cell in row.cells[:-1]]
    before = row.text.partition(":")[0] if ":" in row.text else ""
    over = [other.text for other in rows[max(0, at - OVER) : at] if other.page == row.page]
    return any(_BUYER.match(label_key(text)) for text in (*beside, *over, before) if text)


def rival_sellers(name: str, own: Iterable[Row], rows: Sequence[Row], head: Sequence[int]) -> tuple[str, ...]:
    """Other companies of a head, with a legal form as the seller's: one of the two may be the one who buys.

    Args:
        name: the seller as it was told.
        own: its rows.
        rows: of the document.
        head: which of them are its head.
    """
    if not _STRICT.search(name):
        return ()
    taken = {row.index for row in own}
    last = max(taken, default=0)
    found = [
        rows[i].text
        for i in head
        if rows[i].index not in taken
        and rows[i].index <= last + UNDER
        and _STRICT.search(rows[i].text)
        and not _BEHIND.search(rows[i].text)
        and not for_buyer(rows, i)
        and sum(c.isalpha() for c in rows[i].text) >= _LETTERS
    ]
    return tuple(text for text in found if not compare.names(name, text).same)
