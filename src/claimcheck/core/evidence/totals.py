"""What makes a total another amount than this sale's: a tax that comes on top, what was owed before, its own label."""

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


_BEFORE: Final = re.compile(
    r"^(?:(?:your|account) )?(?:(?:previous|prior|opening|old|last) (?:\w+ )?balance|"
    r"balance (?:brought )?(?:forward|b f)|"
    r"arrears|vorsaldo|saldovortrag|solde (?:precedent|anterieur)|saldo (?:anterior|precedente)|baki terdahulu)\b"
)
"""What an account owed before this bill."""
_OF_ELSE: Final = re.compile(
    r"\b(?:weight|hours|hrs|miles|mileage|km|ytd|year|annual|yearly|monthly|weekly|quarterly|gewicht|stunden|poids|heures)\b"
)
"""What a total is the total of where nothing was paid with it, or more than this once."""


def another_total(rows: Sequence[Row], total: Field) -> str:
    """The text of the row by which the total holds more than this sale, or something else; "" where none does."""
    value = compare.as_amount(total.value or "")
    if not value:
        return ""
    amounts = [one for one in amounts_in(rows) if one.decimals == 2 and not one.percent]
    printed = {one.value for one in amounts}
    for one in amounts:
        key = label_key(one.row.text[: one.start])
        owed = 0 < one.value < value and value - one.value in printed and _BEFORE.search(key)
        box = total.box
        here = box is not None and one.row.page == total.page and one.box.within(box)
        if owed or (here and one.value == value and _OF_ELSE.search(key)):
            return one.row.text.strip()[:_LONGEST]
    return ""


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
