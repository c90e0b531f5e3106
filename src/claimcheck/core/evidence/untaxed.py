"""A total to which the paper adds a tax: a larger amount under it that both come to, or words right under it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from claimcheck.core.extract.money.amounts import Amount, amounts_in
from claimcheck.core.extract.money.roles import MOST_TAX
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import label_key
from claimcheck.core.extract.wordings.amounts import TAX, TAXED
from claimcheck.core.values import compare
from claimcheck.model.documents import Field

_WHOLE: Final = ("arithmetic:cash-change", "arithmetic:net+tax")
"""What bears out that nothing is added: cash was given and change, or tax is already in it."""
_UNDER: Final = 2
"""Rows under a total that may speak of it."""
_LONGEST: Final = 120
"""Signs of a row that are looked at."""
_MONEY: Final = re.compile(r"\d[.,]\d\d(?!\d)")
_ADDED: Final = re.compile(
    rf"(?:(?:all|the) )?(?:(?:prices?|amounts?|totals?|preise?|prix|prezzi|precios) )?(?:(?:is|are|shown|sind|sont) )?"
    rf"(?:plus|exclu\w+|excl|exkl\w*|before|without|net|zzgl|zuzuglich|ohne|hors|escl\w*|piu|mas|sin)"
    rf"(?: (?:%|of|any|the|all|applicable|sales|local|state|der|die|gesetzliche[nr]?|la)){{0,3}} {TAX}\b.*|"
    rf"(?:(?:sales|local|state) )?{TAX} (?:is |are |will be |to be )?(?:not (?:yet )?included|added|extra|additional|"
    rf"excluded|nicht enthalten|non compris\w*|non inclus\w*|esclusa|no incluid\w*)\b.*"
)
"""What says that a tax comes on top."""


def untaxed(rows: Sequence[Row], total: Field) -> str:
    """The text of the row by which a tax is added to the total; "" where none is, or the total bears it out."""
    value = compare.as_amount(total.value or "")
    if not value or any(ground in total.supports for ground in _WHOLE):
        return ""
    added = _come_to(rows, value) or _said_under(rows, total)
    return added.text.strip()[:_LONGEST] if added is not None else ""


def _come_to(rows: Sequence[Row], value: Decimal) -> Row | None:
    """The row under a tax, or behind it, that holds what the total and the tax come to, or all taxes."""
    taxes: list[Amount] = []
    for amount in amounts_in(rows):
        if amount.decimals != 2 or amount.percent:
            continue
        if taxes and amount.value in {value + taxes[-1].value, value + sum(tax.value for tax in taxes)}:
            return amount.row
        if 0 < amount.value <= value * MOST_TAX and TAXED.search(label_key(amount.row.text[: amount.start])):
            taxes.append(amount)
    return None


def _said_under(rows: Sequence[Row], total: Field) -> Row | None:
    """The row right under the total that says so in words, with no amount."""
    box = total.box
    if box is None:
        return None
    below = [row for row in rows if row.page == total.page and row.box.top >= (box.top + box.bottom) / 2][:_UNDER]
    said = (row for row in below if len(row.text) <= _LONGEST and _ADDED.fullmatch(label_key(row.text)))
    return next((row for row in said if not _MONEY.search(row.text)), None)
