"""Texts that name nobody, wherever a name is sought: a party's label alone, a paper's title, the heads of columns."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from claimcheck.core.extract.days.words import DATE_LABELS
from claimcheck.core.extract.labels import HEADS
from claimcheck.core.extract.money.line_items import HEADS as COLUMNS
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import label_key, low
from claimcheck.core.extract.wordings.names import LEGAL_FORM
from claimcheck.core.extract.wordings.no_sale import BESIDE_LETTERHEAD
from claimcheck.core.extract.wordings.parties import LABEL_ONLY, PARTY_LABELS

_TITLES: Final = frozenset(
    (
        *("invoice", "receipt", "rechnung", "quittung", "beleg", "facture"),
        *("fattura", "factura", "fatura", "factuur", "ricevuta", "recibo"),
    )
)
"""What a paper that proves a sale is called, in a word."""


def labels_party(text: str) -> bool:
    """Whether the text is nothing but a party's label."""
    folded = low(text)
    matches = (p.match(folded) for p in PARTY_LABELS)
    return any(match is not None and len(match.group()) >= len(text.strip()) - 1 for match in matches)


def titles_paper(text: str) -> bool:
    """Whether the text says what a paper is that proves no sale, also with its number: `Advertising Contract 7`."""
    return BESIDE_LETTERHEAD.fullmatch(label_key(text).removesuffix(" confirmation")) is not None


def holds_title(text: str) -> bool:
    """Whether a name begins or ends with what a paper is called, and no legal form makes that a company's."""
    words = label_key(text).split()
    return bool(words) and not {words[0], words[-1]}.isdisjoint(_TITLES) and not LEGAL_FORM.search(text)


def in_head_of_table(row: Row) -> bool:
    """Whether a row is the head of a table, whose words name nobody: labels beside each other.

    Labels of two parties head two blocks, in which all lines of the one stand under its label.
    """
    if any(sign.isdigit() or sign == ":" for sign in row.text) or sum(labels_party(c.text) for c in row.cells) > 1:
        return False
    labels = [_heads_column(cell.text) for cell in row.cells]
    together = any(a and b for a, b in pairwise(labels))
    return together and sum(labels) >= HEADS and 2 * sum(labels) >= len(labels)


def _heads_column(text: str) -> bool:
    """Whether a text is a label: of goods, of a day, of a number or a party."""
    key = label_key(text)
    dated = any(pattern.search(key) for _, pattern in DATE_LABELS) and len(key.split()) <= 2
    goods = any(pattern.search(key) for _, pattern in COLUMNS)
    return dated or goods or labels_party(text) or LABEL_ONLY.match(low(text)) is not None
