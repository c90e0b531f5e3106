"""Codes printed on a document, held against its page: Chinese invoices' QR, payment codes, VIN barcodes.

A code is made by the issuer's program and corrects its own errors. Where it says other than the page, somebody changed
one of them, or the page was misread: `layers.disagree`, which no machine approves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from claimcheck.core.extract.grounds.structured import DISAGREE, TELLS, agrees, printed
from claimcheck.core.extract.money.amounts import plain_value
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import low
from claimcheck.core.values.checkdigits import vin_holds
from claimcheck.model.documents import Barcode, Field, LineItem

WITHOUT_TAX: Final = frozenset({"01", "04", "08", "10", "11"})
"""Types of Chinese invoice whose QR code carries the amount without tax: all before the fully digital ones."""
WITH_TAX: Final = frozenset({"31", "32"})
"""Fully digital types, whose QR code carries the amount with tax. Of other types neither is known."""
EITHER = "net_or_total"
"""The amount of a code whose type does not say whether tax is in it."""
MOST_TAX = Decimal("0.4")
"""No rate of tax on an invoice is higher: a total that lies farther above the net is another invoice's."""


_CENT = Decimal("0.01")
_TAKEN_OFF: Final = re.compile(r"skonto|escompte|\bsconto|discount|descuento|prompt payment")
_PERCENT: Final = re.compile(r"(\d{1,2}(?:[.,]\d{1,2})?) ?%")
_TIMES: Final = {
    "zwei": 2, "drei": 3, "vier": 4, "sechs": 6, "zwolf": 12, "two": 2, "three": 3, "four": 4, "six": 6, "twelve": 12,
    "deux": 2, "trois": 3, "quatre": 4, "douze": 12, "due": 2, "tre": 3, "quattro": 4, "sei": 6, "dodici": 12,
    "dos": 2, "tres": 3, "cuatro": 4, "seis": 6, "doce": 12,
}  # fmt: skip
_INSTALMENTS: Final = re.compile(
    rf"\b(\d{{1,2}}|{'|'.join(_TIMES)}) (?:\w+ )?"
    r"(?:\w*raten|teil(?:zahlungen|betragen)|zahlungen|rate|instal?lments|payments|mensualites|versements|fois|cuotas|"
    r"plazos)\b"
)
"""In how many parts a total is to be paid."""


def with_barcodes(
    fields: Mapping[str, Field], barcodes: Sequence[Barcode], rows: Sequence[Row], items: Sequence[LineItem] = ()
) -> dict[str, Field]:
    """The fields of a page and of the codes printed on it, as one.

    What a code says too gains the support `barcode`; what only a code says is added. Where extraction chose by the
    place alone, and the code's value stands elsewhere on the page, it is taken from there. Where the page gives another
    value, the code's is kept, the page's is its alternative and place, and `layers.disagree` is among the supports.

    Args:
        fields: of the page.
        barcodes: printed on it.
        rows: of it.
        items: the lines of its table, which may come to the total that a payment code asks for.
    """
    merged = dict(fields)
    for code in barcodes:
        said = coded_fields(code.text)
        for name, value in said.items():
            if name == EITHER:
                merged.update(_either(merged, value))
            elif not (name == "payable_amount" and name in fields and _less(fields, value, rows)):
                merged[name] = _one(merged.get(name), name, value, code, rows)
        if "payable_amount" in said and "payable_amount" not in fields:
            merged.update(_asked_for(merged, said["payable_amount"], rows, items))
        if "invoice_number" in said:
            merged.update(_total_for(merged, said.get("net_amount")))
    return merged


def _one(shown: Field | None, name: str, value: str, code: Barcode, rows: Sequence[Row]) -> Field:
    if shown is None or not (shown.value or shown.alternatives):
        return Field(name, value, value, 0.9, code.page, code.box, "barcode", ("barcode",))
    if agrees(name, value, shown):
        return _supported(shown, value)
    if name == "vin" and not vin_holds(value):
        return shown  # seventeen signs that need not be a car's
    if not TELLS & {support.split(":", 1)[0] for support in shown.supports}:
        elsewhere = printed(name, value, rows)
        if elsewhere is not None:
            return replace(elsewhere, supports=("barcode",))
    return _opposed(shown, value)


def _supported(shown: Field, value: str) -> Field:
    if "barcode" in shown.supports:
        return shown
    supports = (*shown.supports, "barcode")
    return replace(shown, value=value, supports=supports, alternatives=(), repaired=False)


def _opposed(shown: Field, value: str) -> Field:
    others = tuple(dict.fromkeys(v for v in (shown.value, *shown.alternatives) if v and v != value))
    return replace(shown, value=value, confidence=0.5, supports=("barcode", DISAGREE), alternatives=others)


def _either(merged: Mapping[str, Field], value: str) -> dict[str, Field]:
    """An amount that is the net or the total: it supports the one that it equals, else contradicts."""
    known = {name: merged[name] for name in ("net_amount", "total_amount") if name in merged}
    for name, shown in known.items():
        if agrees(name, value, shown):
            return {name: _supported(shown, value)}
    total = known.get("total_amount")
    return {"total_amount": _opposed(total, value)} if total is not None and len(known) == 2 else {}


def _total_for(merged: Mapping[str, Field], net: str | None) -> dict[str, Field]:
    """The page's total, contradicted where the code's net and the page's tax do not come to it."""
    total, tax = merged.get("total_amount"), merged.get("tax_amount")
    if net is None or total is None or total.value is None or DISAGREE in total.supports:
        return {}
    without, gross = Decimal(net), Decimal(total.value)
    fits = without <= gross <= without * (1 + MOST_TAX)
    if tax is not None and tax.value is not None and fits:
        fits = "label" not in tax.supports or without + Decimal(tax.value) == gross
    return {} if fits else {"total_amount": replace(total, confidence=0.5, supports=("barcode", DISAGREE))}


def _asked_for(
    merged: Mapping[str, Field], value: str, rows: Sequence[Row], items: Sequence[LineItem]
) -> dict[str, Field]:
    """What a payment code's amount says of the total: it is that, another amount on the page, or one nobody printed.

    What is to be paid may hold an earlier bill or a fee, or lack what was paid before: it proves the total only where
    the page itself says what the total is made of.
    """
    total, payable = merged.get("total_amount"), merged["payable_amount"]
    if total is None or total.value is None:
        return {}
    if agrees("total_amount", value, total):
        made_up = "arithmetic:net+tax" in total.supports or _sum_of(items) == Decimal(value)
        told = "label" in total.supports and "prepaid_amount" not in merged and made_up
        return {"total_amount": _supported(total, value)} if told else {}
    if printed("payable_amount", value, rows) or _less(merged, value, rows):
        return {}
    return {"payable_amount": _opposed(payable, value)}


def _sum_of(items: Sequence[LineItem]) -> Decimal | None:
    """What the lines of a table come to, where each tells how many of a thing were sold at which price."""
    whole = Decimal(0)
    for item in items:
        numbers = [item.values.get(name) for name in ("quantity", "unit_price", "amount")]
        if any(number is None for number in numbers):
            return None
        quantity, price, amount = (Decimal(number or 0) for number in numbers)
        if not amount or abs(quantity * price - amount) >= _CENT:
            return None
        whole += amount
    return whole if items else None


def _less(fields: Mapping[str, Field], value: str, rows: Sequence[Row]) -> bool:
    """Whether the page says why a code asks for less than its total: a percentage taken off, or a part of several."""
    total, asked = fields.get("total_amount"), Decimal(value)
    if total is None or total.value is None or not 0 < asked < Decimal(total.value):
        return False
    whole = Decimal(total.value)
    texts = [low(row.text) for row in rows]
    for text in (f"{one} {after}" for one, after in zip(texts, [*texts[1:], ""], strict=True)):
        rates = _PERCENT.findall(text) if _TAKEN_OFF.search(text) else []
        if any(abs(whole * (1 - Decimal(rate.replace(",", ".")) / 100) - asked) < _CENT for rate in rates):
            return True
        times = [_TIMES.get(number) or int(number) for number in _INSTALMENTS.findall(text)]
        if any(abs(asked * n - whole) <= n * _CENT for n in times if n > 1):
            return True
    return False


def coded_fields(text: str) -> dict[str, str]:
    """What a code says: Chinese VAT invoices (`01,type,code,number,amount,date,…`), EPC and Swiss payment, VIN.

    A payment code names the account's owner, who need not be the seller: the name is left out.
    """
    parts = [part.strip() for part in text.split(",")]
    if len(parts) >= 6 and parts[0] == "01" and re.fullmatch(r"20\d{6}", parts[5]):
        return _chinese(parts)
    lines = text.splitlines()
    if lines[:1] == ["BCD"] and len(lines) > 7 and re.fullmatch(r"[A-Z]{3}\d+(?:\.\d\d?)?", lines[7]):
        return {"currency": lines[7][:3], "payable_amount": plain_value(Decimal(lines[7][3:]))}
    if lines[:1] == ["SPC"] and len(lines) > 19 and re.fullmatch(r"\d+\.\d\d", lines[18]):
        return {"currency": lines[19], "payable_amount": plain_value(Decimal(lines[18]))}
    if re.fullmatch(r"[A-HJ-NPR-Z0-9]{17}", text.strip()) and not text.strip().isdigit():
        return {"vin": text.strip()}
    return {}


def _chinese(parts: Sequence[str]) -> dict[str, str]:
    kind, code, number, amount, day = parts[1:6]
    fields = {"invoice_date": f"{day[:4]}-{day[4:6]}-{day[6:]}"}
    if re.fullmatch(r"\d{8}|\d{20}", number):
        fields["invoice_number"] = number
    if re.fullmatch(r"\d{10}|\d{12}", code):
        fields["invoice_code"] = code
    if re.fullmatch(r"\d{1,12}(?:\.\d{1,2})?", amount):
        name = "net_amount" if kind in WITHOUT_TAX else "total_amount" if kind in WITH_TAX else EITHER
        fields[name] = plain_value(Decimal(amount))
    return fields
