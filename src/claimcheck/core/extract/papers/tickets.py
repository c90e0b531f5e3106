"""Receipts of a till that only their title and body tell: `TICKET`, `RG 4711`.

What was sold adds up to the sum, and its payment stands below. A terminal's slip has the sum alone, a ticket to a show
or a kitchen's slip no payment.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import low

_HEAD: Final = 8
"""Rows that such a title stands in."""
_TITLE: Final = re.compile(
    r"\W*(?:ticket(?: de (?:caisse|vente))?|justificatif d.achat|bon|beleg|barverkauf|"
    r"(?:rg|re)[.\- ]{0,3}(?:nr|no)?[.: ]{0,3}(?=\d))(?: ?(?:nr|no|n°)?[.: #]{0,3}[\d/-]{1,16})?\W*"
)
_PRICE: Final = re.compile(r"(?<![\d.,])\d{1,5}[.,]\d\d(?!\d|[.,/]\d)")
_SUM: Final = re.compile(r"\W*(?:total|net a payer|a payer|montant|summe|gesamt|zu zahlen|endbetrag|betrag)\b")
_PAID: Final = re.compile(
    r"\W*(?:(?:paye|regle|reglement|paiement|bezahlt|zahlung)\b.{0,12}?)?"
    r"(?:cb|carte|especes|cheque|sans contact|bar|karte|ec|girocard|kartenzahlung|barzahlung)\b"
)
_WORD: Final = re.compile(r"[^\W\d_]{3}")


def ticket(rows: Sequence[Row]) -> bool:
    """Whether a till's title stands in the head, over things sold that add up to the sum, with its payment below."""
    if not any(_TITLE.fullmatch(low(cell.text)) for row in rows[:_HEAD] for cell in row.cells):
        return False
    total = next((i for i, row in enumerate(rows) if _SUM.match(low(row.text)) and _PRICE.search(row.text)), None)
    if total is None:
        return False
    sold = [_last_price(row) for row in rows[:total] if _PRICE.search(row.text) and _WORD.search(row.text)]
    paid = [_last_price(row) for row in rows[total + 1 :] if _PAID.match(low(row.text)) and _PRICE.search(row.text)]
    whole = _last_price(rows[total])
    return bool(sold) and sum(sold) == whole and any(amount >= whole for amount in paid)


def _last_price(row: Row) -> int:
    """The last amount of a row, in hundredths."""
    return int(re.sub(r"\D", "", _PRICE.findall(row.text)[-1]))
