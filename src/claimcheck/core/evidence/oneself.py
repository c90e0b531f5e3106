"""A sale to oneself: a label of who buys that leads to the seller's own name, also where no buyer is read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from claimcheck.core.evidence.prints import bare_names
from claimcheck.core.extract.labels import cells_below
from claimcheck.core.extract.page.cells import Cell
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import label_key, low
from claimcheck.core.extract.wordings.parties import BUYER_LABELS, DELIVERY_LABELS
from claimcheck.core.values import compare
from claimcheck.model.documents import Field

_TO: Final = re.compile(r"to\s?:\s*")
"""Before whom a paper is for, in its upper part: at its foot the same word leads to who is paid."""
_UPPER: Final = 0.45
_OF_MONEY: Final = re.compile(r"(?:recipient|payer|empfanger|destinata\w+|firma|an)\b")
"""Labels of those who send or get a payment, or whose letterhead it is, as often as of those who buy."""


_IN_HOUSE: Final = re.compile(
    r"(?:internal(?: (?:use|account|sale|job))?|(?:own |our |dealer )?(?:stock|inventory)(?: (?:unit|vehicle))?|"
    r"own use|in ?house|house account|(?:demo|loan|courtesy) (?:car|vehicle|fleet)|"
    r"eigenbedarf|eigenverbrauch|lagerfahrzeug|intern)"
)
"""Whom a dealer names as the buyer of what stays his own."""


def bought_by_seller(rows: Sequence[Row], seller: Field) -> bool:
    """Whether a label of who buys leads to the seller's own name, not read at such a label itself, or to his house."""
    own = seller.value or ""
    if seller.box is not None and any(seller.box.within(one.box) for one in _led_to(rows, delivered=True)):
        return False
    if any(_IN_HOUSE.fullmatch(label_key(one.text)) for one in _led_to(rows)):
        return True
    return any(compare.names(own, name).score >= 1.0 for one in _led_to(rows) for name in bare_names(one.text))


def _led_to(rows: Sequence[Row], *, delivered: bool = False) -> Iterator[Cell]:
    """What stands behind, beside or under each label of who buys; or of where goods go, too."""
    for i, row in enumerate(rows):
        for k, cell in enumerate(row.cells):
            folded = low(cell.text)
            label = BUYER_LABELS.match(folded) or (_TO.match(folded) if row.box.top < _UPPER else None)
            label = label or (DELIVERY_LABELS.match(folded) if delivered else None)
            if label is None or _OF_MONEY.match(folded):
                continue
            if rest := cell.text[label.end() :].strip(" :.-"):
                yield replace(cell, text=rest)
            else:
                yield from near(rows, i, k)


def near(rows: Sequence[Row], i: int, k: int) -> list[Cell]:
    """The cells beside and right under a label that stands alone in its own."""
    under = [rows[j].cells[m] for j, m in cells_below(rows, i, k)]
    return [*rows[i].cells[k + 1 : k + 2], *under[:1]]
