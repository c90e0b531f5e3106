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
    + r"|training(?: mode)?"
    + r"|not an? (?:official )?receipt|this is not an? (?:official )?receipt|hold bill|not paid|unpaid"
    + r"|angebot|kostenvoranschlag|devis|preventivo|presupuesto|报价单?|形式发票|送货单)"
    + _AROUND,
    re.IGNORECASE,
)
_ORDERED: Final = re.compile(_AROUND + r"(?:sales|customer) order" + _AROUND, re.IGNORECASE)
_HEAD: Final = 16
"""A title stands within so many rows; a stamp stands anywhere."""


def annulled(rows: Sequence[Row]) -> Kind | None:
    """What a paper with the looks of a proof of sale is instead; None where nothing says that it is none."""
    for i, row in enumerate(rows):
        for cell in row.cells:
            if any(c.isdigit() for other in row.cells if other is not cell for c in other.text):
                continue
            if _TAKEN_BACK.fullmatch(cell.text):
                return "credit_note"
        if i < _HEAD and len(row.cells) == 1:  # beside other cells it may head a column
            if _ORDERED.fullmatch(row.text):
                return "order"
            if _NO_SALE.fullmatch(row.text):
                return "other"
    return None
