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
from claimcheck.core.extract.wordings.fields import DATE

_LONGEST: Final = 120
"""Signs of a row that are looked at."""
_OF: Final = (
    r"(?:payment|order|invoice|sales?|transaction|txn|trx|receipt|bill|doc(?:ument)?\.?|purchase|deal|booking|"
    r"settlement|billing|pos|paid|zahlungs|rechnungs|auftrags|bestell|beleg)"
)
"""Whose state it is that is of the sale: a membership, a warranty, a delivery or a tax office's mail has its own."""
_LABEL: Final = re.compile(
    rf"(?:^[^\w]*|[|;,.)\]]\s*|\d\s+)(?:(?:tax|cash|sales|your|the|current|overall|our|online) ){{0,2}}(?:{_OF}[ -]?)?"
    r"(?:status|state|statut|stato|estado|zustand)"
    r"(?: (?:de |del |du |della |dell |de la |di |of |of the )?(?:payment|order|invoice|sale|"
    r"paiement|commande|facture|pagamento|ordine|fattura|pago|pedido|"
    r"factura|bayaran|pembayaran|pesanan))?[\s:#=-]*(?:(?:is|est|e) )?"
)
_DEAD = (
    r"cancell?ed|void(?:ed)?|revers(?:ed|al)|(?:partial(?:ly)? |fully )?(?:refund|return)(?:ed)?|"
    r"charged ?back|declined|rejected|failed|expired|draft|quot(?:e|ation)|pro ?forma|"
    r"test|storniert|entwurf|abgelehnt|erstattet|annulee?|remboursee?|brouillon|refusee?|annullat[oa]|rimborsat[oa]|bozza|"
    r"anulad[oa]|reembolsad[oa]|devuelt[oa]|borrador|rechazad[oa]|dibatalkan|batal"
)
_UNPAID = (
    r"on hold|(?:payment )?pending(?: (?:payment|approval))?|(?:not |un|part(?:ial(?:ly)?)? )paid|unpaid|overdue|"
    r"outstanding|disputed|offen|unbezahlt|ausstehend|en attente|impayee?|in sospeso|pendiente|belum (?:di)?bayar"
)
_END = r"(?:[\W\d]*$|\s*[(,;/]| (?:on|by|at|in full|am|le|il|el|pada)\b)"
_NO_MORE: Final = re.compile(rf"(?:{_DEAD}){_END}")
"""A state in which no paper stands, that ends its cell but for when and by whom."""
_STATE: Final = re.compile(rf"(?:{_DEAD}|{_UNPAID}){_END}")
"""A state in which nothing is sold or paid."""
_TAKEN_BACK: Final = re.compile(
    r"^\W*(?:(?:void(?:ed)?|cancell?ed|revers(?:ed|al)|(?P<policy>cancellation))[ -]"
    r"(?P<by>by|approved by|ref(?:erence)?|no|number|id|reason)|"
    r"(?:refund(?:ed)?|return(?:ed)?) (?:ref(?:erence)?|id|reason|approved by)|"
    r"reason (?:for|of) (?:the )?(?:void|cancell?ation|refund|return|reversal)|"
    r"(?:grund der |grund )?(?:stornierung|storno)(?:[- ]?nr)?|motif d.annulation|motivo (?:dell.)?annull?[ao]\w+)"
    r"(?: (?:manager|supervisor|cashier|staff|user|operator|name|id|no|number|code))?[ .]*[:#][ :#._-]*"
)
"""Labels that only a sale has which was taken back."""
_UNFILLED: Final = re.compile(r"(?:0+|none|nil|n[./ ]?a|no|keine?r?|nessun[oa]?|aucune?|ninguno?|see .*)?\W*$")
"""What stands in a form where there is nothing to say, or where it sends its reader elsewhere."""
_TELEPHONE: Final = re.compile(r"(?:\+|0\d|1[38]00)[\d ()]*[ ()-][\d ()-]*$")
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
_COVER: Final = re.compile(r"\b(?:months?|years?|days?|km|miles?|monate?|jahre?|mois|ans?|mesi|anni|meses|anos)\b")
"""What tells for how long a thing is covered, and so no amount."""
_SOME_MONEY: Final = re.compile(r"[1-9][\d,.]{0,14}[.,]\d\d(?!\d)|\d[.,](?:[1-9]\d|0[1-9])(?!\d)")
_AMOUNT: Final = re.compile(r"\D{0,4}(?:\d[\d,.]*[.,]\d\d|\d{1,3}(?:,\d{3})+)\W*$")
_NUMBER: Final = re.compile(r"\d{2}")


def sale_undone(rows: Sequence[Row]) -> tuple[Row, str] | None:
    """The row by which a paper says that its sale does not stand, and what it says; None where none does."""
    for row in rows:
        text = row.text[:_LONGEST]
        key = label_key(text)
        unpaid = _NOT_PAID.match(key) and _SOME_MONEY.search(text) and not _COVER.search(key)
        if unpaid or _in_state(row, _STATE) or _taken_back(row) or _stands_for_another(row, rows):
            return row, row.text.strip()
    return None


def undone(rows: Sequence[Row]) -> tuple[Row, str] | None:
    """The same of a paper that is no proof of sale: an order may not be paid yet, a contract may follow another."""
    told = (row for row in rows if _in_state(row, _NO_MORE) or _taken_back(row))
    return next(((row, row.text.strip()) for row in told), None)


def _in_state(row: Row, states: re.Pattern[str]) -> bool:
    """Whether a cell, or the one beside it, says one of some states behind the label of it."""
    for k, cell in enumerate(row.cells):
        text = low(cell.text[:_LONGEST])
        label = _LABEL.search(text)
        told = text[label.end() :] if label else ""
        if label and not told and k + 1 < len(row.cells):
            told = low(row.cells[k + 1].text[:_LONGEST]).lstrip(" :")
        if told and states.match(told):
            return True
    return False


def _taken_back(row: Row) -> bool:
    """Whether a label of a sale that was taken back is filled in: a day until when, or whom to call, fills in none."""
    text = row.text[:_LONGEST]
    label = _TAKEN_BACK.match(low(text))
    if label is None:
        return False
    end = next((start for start in row.starts if start > label.end()), len(text))
    told = text[label.end() : end].strip()
    until = label["by"] == "by" and DATE.fullmatch(told.title()) is not None
    called = label["policy"] is not None and _TELEPHONE.match(told) is not None
    return not (until or called or _UNFILLED.fullmatch(low(told)))


def _stands_for_another(row: Row, rows: Sequence[Row]) -> bool:
    """Whether a row names the first paper, and it is not this one: a copy names itself so."""
    found = _FIRST.search(low(row.text[:_LONGEST]))
    if found is None or not _NUMBER.search(found["which"]) or _AMOUNT.fullmatch(found["which"]):
        return False
    return not any(found["which"] in low(other.text) for other in rows if other is not row)
