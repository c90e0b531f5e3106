"""What a paper says behind a label of how its sale stands: its state, who took it back and why, what it stands for.

A till that prints a cancelled sale prints it as it was, and says so in a line of its own: `Status: Cancelled`, `Void
by: 12`, `Original receipt: 4711`. A label with nothing behind it is a form that nobody filled in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import label_key, low

_LONGEST: Final = 120
"""Signs of a row that are looked at."""
_STATE: Final = re.compile(
    r"\b(?:[a-z]{0,12}status|state|statut|stato|estado|zustand) (?:(?:is|est|e) )?(?:"
    r"cancell?ed|void(?:ed)?|revers(?:ed|al)|(?:partial(?:ly)? |fully )?(?:refund|return)(?:ed)?|"
    r"charged ?back|declined|rejected|failed|expired|draft|quot(?:e|ation)|pro ?forma|on hold|"
    r"pending(?: (?:payment|approval))?|(?:not |un|part(?:ial(?:ly)?)? )paid|unpaid|overdue|outstanding|disputed|test|"
    r"storniert|offen|unbezahlt|ausstehend|entwurf|abgelehnt|erstattet|"
    r"annulee?|remboursee?|en attente|impayee?|brouillon|refusee?|annullat[oa]|rimborsat[oa]|in sospeso|bozza|"
    r"anulad[oa]|reembolsad[oa]|devuelt[oa]|pendiente|borrador|rechazad[oa]|dibatalkan|batal|belum (?:di)?bayar"
    r")(?: |$)"
)
"""A label of the state of a paper, a payment or an order, and a state in which nothing is sold or paid."""
_TAKEN_BACK: Final = re.compile(
    r"(?:void(?:ed)?|cancell?ed|cancellation|revers(?:ed|al)) (?:by|ref(?:erence)?|no|number|id|reason|approved by)\b|"
    r"(?:refund(?:ed)?|return(?:ed)?) (?:ref(?:erence)?|id|reason|approved by)\b|"
    r"reason (?:for|of) (?:the )?(?:void|cancell?ation|refund|return|reversal)\b|"
    r"(?:grund der |grund )?(?:stornierung|storno)(?: ?nr)?\b|motif d annulation\b|motivo (?:dell )?annull?[ao]\w+"
)
"""Labels that only a sale has which was taken back."""
_FIRST: Final = re.compile(
    r"\borig(?:inal)?\.? ?(?:receipt|sale|sales|trans(?:action)?|trx|txn|trn|bill|ticket|invoice|purchase)\b"
    r"[ .]{0,3}(?:(?:no|number|nr|ref|id|date)\b)?[ .]{0,3}[:#]{1,2}[ ]{0,3}(?P<which>[^\s:]{3,40})"
)
"""Which paper this one takes the place of, or takes back."""
_NOT_PAID: Final = re.compile(
    r"(?:bad debt )?(?:write|written) ?off\b|charged? to (?:the )?(?:warranty|goodwill|manufacturer)\b|"
    r"(?:paid|covered|settled) by (?:the )?(?:warranty|manufacturer|goodwill)\b|"
    r"goodwill (?:credit|gesture|allowance)\b|"
    r"ausgebucht\b|(?:auf |aus )?kulanz\b|passe en perte\b"
)
"""What an amount was, beside it, that no buyer paid."""
_SOME_MONEY: Final = re.compile(r"[1-9][\d,.]{0,14}[.,]\d\d(?!\d)|\d[.,](?:[1-9]\d|0[1-9])(?!\d)")
_FILLED: Final = re.compile(r"[:#][\s:#._-]{0,8}[^\W_]")
_NUMBER: Final = re.compile(r"\d{2}")


def sale_undone(rows: Sequence[Row]) -> tuple[Row, str] | None:
    """The row by which a paper says that its sale does not stand, and what it says; None where none does."""
    for row in rows:
        text = row.text[:_LONGEST]
        key = label_key(text)
        undone = _STATE.search(key) or (_TAKEN_BACK.match(key) and _FILLED.search(text))
        unpaid = _NOT_PAID.match(key) and _SOME_MONEY.search(text)
        if undone or unpaid or _stands_for_another(row, rows):
            return row, row.text.strip()
    return None


def _stands_for_another(row: Row, rows: Sequence[Row]) -> bool:
    """Whether a row names the first paper, and it is not this one: a copy names itself so."""
    found = _FIRST.search(low(row.text[:_LONGEST]))
    if found is None or not _NUMBER.search(found["which"]):
        return False
    return not any(found["which"] in low(other.text) for other in rows if other is not row)
