"""What a claimant states, checked and normalised: every fault is named with its field, all at once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from claimcheck.core.values.compare import amounts, comparison_for, dates
from claimcheck.core.values.money import to_minor
from claimcheck.errors import Invalid
from claimcheck.model.claims import ClaimLine
from claimcheck.model.said import Said

Fault = dict[str, str]
_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
_AMOUNT = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,10})?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LONGEST = 2000


def checked(
    fields: Mapping[str, str], lines: Sequence[ClaimLine], *, currency: str
) -> tuple[dict[str, str], tuple[ClaimLine, ...]]:
    """Fields and lines as they are stored: blanks dropped, lines numbered, one line where none is given.

    Args:
        fields: what is claimed of the documents.
        lines: what is claimed for.
        currency: the program's, for amounts of a claim that states none.

    Raises:
        Invalid: `claim.fields`, with `errors`: a list of field and message.
    """
    faults: list[Fault] = []
    kept = _fields(fields, "", faults)
    numbered: list[ClaimLine] = []
    own = kept.get("currency", currency)
    for number, line in enumerate(lines or (ClaimLine(number=1),), start=1):
        where = f"lines[{number}]."
        numbered.append(replace(line, number=number, fields=_fields(line.fields, where, faults)))
        if not line.quantity.is_finite() or line.quantity <= 0 or line.quantity >= Decimal(10) ** 12:
            faults.append({"field": f"{where}quantity", "message": "Enter a number above zero, such as 1."})
        if line.claimed_amount is not None and not _payable(line.claimed_amount, own):
            faults.append(
                {
                    "field": f"{where}claimed_amount",
                    "message": Said("This is not an amount in {currency}. Enter one such as 150.00.", currency=own),
                }
            )
        if line.sale_id is not None and not 0 < len(line.sale_id) <= 128:
            faults.append({"field": f"{where}sale_id", "message": "The number of a sale has 1 to 128 characters."})
    if faults:
        raise not_taken(faults)
    return kept, tuple(numbered)


def not_taken(faults: Sequence[Fault]) -> Invalid:
    """The refusal of what a claim states, with every fault of it."""
    named = ", ".join(fault["field"] for fault in faults)
    why = Said("These fields cannot be taken as they are: {names}.", names=named)
    return Invalid(why, code="claim.fields", errors=list(faults))


def _fields(fields: Mapping[str, str], where: str, faults: list[Fault]) -> dict[str, str]:
    kept: dict[str, str] = {}
    for name, value in fields.items():
        text = value.strip() if isinstance(value, str) else value
        if text == "":
            continue
        message = _fault(name, text)
        if message:
            faults.append({"field": f"{where}{name}", "message": message})
        else:
            kept[name] = text.upper() if name == "currency" else text
    return kept


def _fault(name: str, text: object) -> str:
    """What is wrong with one value; empty where nothing is."""
    if not _NAME.fullmatch(name):
        return "This is not the name of a field: those have small letters, digits and _."
    if not isinstance(text, str):
        return 'This is not a text. Write amounts in quotes, such as "150.00".'
    if len(text) > _LONGEST:
        return Said("This has more than {n} characters. Shorten it.", n=_LONGEST)
    if any(ord(c) < 32 and c not in "\t\r\n" for c in text) or any("\ud800" <= c <= "\udfff" for c in text):
        return "This holds characters that cannot be taken. Type it anew."
    compare = comparison_for(name)
    if compare is amounts and not _AMOUNT.fullmatch(text):
        why = "“{text}” is not a plain amount. Write it as 1234.50."
        return Said(why, text=text[:40])
    if compare is dates and not _is_day(text):
        return Said("“{text}” is not a date. Write 2024-05-31.", text=text[:40])
    if name == "currency" and not re.fullmatch(r"[A-Za-z]{3}", text):
        return Said("“{text}” is not a currency. Write its ISO code, such as EUR.", text=text[:40])
    return ""


def _is_day(text: str) -> bool:
    if not _DAY.fullmatch(text):
        return False
    try:
        return bool(dates(text, text).same)
    except ValueError:
        return False


def _payable(amount: Decimal, currency: str) -> bool:
    if not amount.is_finite() or amount < 0 or amount >= Decimal(10) ** 15:
        return False
    try:
        to_minor(amount, currency)
    except ValueError:
        return False
    return True
