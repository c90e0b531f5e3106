"""Papers that look like a proof of sale and are none: taken back, offered only, or not yet paid.

Their sums add up like a receipt's, so nothing but a title or a stamp of its own tells them apart. Words within a
sentence ("no refund without receipt") and voided items with their amount beside them say nothing of the whole paper.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from claimcheck.core.extract.rows import Row
from claimcheck.model.documents import Kind

_AROUND = r"[\W_]*"
_TAKEN_BACK: Final = re.compile(
    _AROUND
    + r"(?:(?:refund(?:ed)?|void(?:ed)?|cancel(?:l?ed|lation)|sales? return|goods return(?:s|ed)?)"
    + r"(?: (?:receipt|slip|note|bill|invoice|sale|transaction))?|batal|dibatalkan|bayaran balik"
    + r"|storn(?:o|iert|ierung|obeleg|orechnung)|remboursement|annul[ée]e?|rimborso|annullat[oa]"
    + r"|devoluci[oó]n|anulad[oa]"
    + r"|作废|已作废|红字(?:发票|冲销)?|退款|退货单?)"
    + _AROUND,
    re.IGNORECASE,
)
_NO_SALE: Final = re.compile(
    _AROUND
    + r"(?:(?:(?:sales?|price) )?(?:quotation|quote)|(?:cost|repair) estimate"
    + r"|pro ?-? ?forma(?: (?:invoice|receipt))?|sebut ?harga"
    + r"|statement(?: of accounts?)?|delivery (?:order|note)|lieferschein|bon de livraison|payment voucher"
    + r"|debit (?:note|memo|advice)|lastschriftanzeige|note de d[ée]bit|nota debit|nota di debito|借记单"
    + r"|(?:provisional|temporary|interim|draft) (?:receipt|invoice|bill)|(?:payment|remittance) advice"
    + r"|packing (?:list|slip)|price list|estimate|work order|job (?:sheet|order)|kitchen order|reservation"
    + r"|(?:gift|exchange) (?:receipt|slip)|(?:training|test|demo) (?:receipt|invoice|bill)|training(?: mode)?"
    + r"|not an? (?:official )?receipt|this is not an? (?:official )?receipt|hold bill|not paid|unpaid"
    + r"|angebot|kostenvoranschlag|devis|preventivo|presupuesto|报价单?|形式发票|送货单)"
    + _AROUND,
    re.IGNORECASE,
)
_ORDERED: Final = re.compile(
    _AROUND + r"(?:(?:sales|customer|purchase) order|order confirmation|auftragsbest[aä]tigung)" + _AROUND,
    re.IGNORECASE,
)
_SPECIMEN: Final = re.compile(
    _AROUND
    + r"(?:(?:(?:tax )?invoice|(?:official )?receipt|bill)[\W_]*)?"
    + r"(?:sample|specimen|draft|muster|entwurf|demo|for demonstration(?: purposes?)?|contoh|样张|样本)"
    + r"(?: (?:only|copy|receipt|invoice|bill))?"
    + _AROUND,
    re.IGNORECASE,
)
_TITLE: Final = re.compile(
    _AROUND
    + r"(?:(?:simplified|tax|cash|official|sales?|commercial)[\W_]*)*"
    + r"(?:invoice|receipt|cash ?bill|bill|cash sales?|invois|resit|rechnung|facture|fattura|factura|发票)"
    + _AROUND,
    re.IGNORECASE,
)
_TAIL: Final = re.compile(
    r"(?:\bn[or]\b|\bnumber\b|\bref\b|#|\bas (?:at|of)\b|\bfor the\b|\bdated?\b|:).*$", re.IGNORECASE
)
_HEAD: Final = 16
"""A title stands within so many rows; a stamp stands anywhere."""


def annulled(rows: Sequence[Row]) -> Kind | None:
    """What a paper with the looks of a proof of sale is instead; None where nothing says that it is none."""
    titled = any(_TITLE.fullmatch(cell.text) for row in rows[:_HEAD] for cell in row.cells)
    for i, row in enumerate(rows):
        if _SPECIMEN.fullmatch(row.text):
            return "other"
        for cell in row.cells:
            if any(c.isdigit() for other in row.cells if other is not cell for c in other.text):
                continue
            if _TAKEN_BACK.fullmatch(cell.text):
                return "credit_note"
        title = _title(row, titled) if i < _HEAD else ""
        if _ORDERED.fullmatch(title):
            return "order"
        if _NO_SALE.fullmatch(title):
            return "other"
    return None


def _title(row: Row, titled: bool) -> str:
    """What a row says if it is a title of its own.

    Beside other cells it may head a column. Beside a number it is what an invoice, which has its own title, refers to.
    """
    bare = row.text if titled else _TAIL.sub("", row.text)
    return bare if len(row.cells) == 1 or bare != row.text else ""
