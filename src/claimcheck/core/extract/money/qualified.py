"""What makes an amount another than what was paid: a word beside it, `45.90 CR`, or that it is part of a price.

A reader joins cells, so behind a total may stand anything: the next label, its currency, a tax, a speck. Only what is
known to make another amount of it counts there, right behind it; before it, likewise, for there stands its label.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from claimcheck.core.extract.money.amounts import amounts_in
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import has_cjk, label_key, low
from claimcheck.core.extract.wordings.currencies import CURRENCY_MARKS, OTHER_CURRENCIES
from claimcheck.core.values import compare
from claimcheck.model.documents import Field

_MARKS = "|".join(re.escape(m) for m in sorted({*CURRENCY_MARKS, *OTHER_CURRENCIES}, key=lambda m: (-len(m), m)))
_STOPS = r"[\s.,:;*#()\[\]|_'\"=+]*+"
_CURRENCY = rf"{_STOPS}(?:(?:{_MARKS})(?![^\W\d_])|[元圆])?{_STOPS}"
_THOUSANDS = r"mil|mio|million|thousand|tsd|lakhs?|lacs?|crores?|juta|ribu"
_TIMES = (
    r"[x×@]\s?(?!1(?!\d))\d|(?:(?<=\*)|(?<=\*\s))(?!1(?!\d))\d+(?![\d.,])|"
    r"(?:/|per|pro|par|al|a|each)\s?(?:day|week|month|mo|mth|year|yr|annum|hour|hr|unit|item|piece|pc|pax|person|kg|"
    r"monat|jahr|mois|mese|mes|bulan)\b|(?:month|week|year|dai|annual)ly\b|"
    r"se(?:bulan|unit)\b|[/每][月年天日台辆]"
)
_TAX = r"(?:tax|[gs]st|vat|tva|iva|mwst)\b"
_UNTAXED = (
    rf"(?:ex|plus|before|without)\.? ?(?:\d+ ?% ?)?{_TAX}|exc(?:l|luding|luded|lusive)?\b|exkl|zzgl|h\.?t\b|hors\b|"
    r"不含税|未税"
)
_UNPAID = (
    r"refunded|void|cancell?ed|reversed|unpaid|declined|approx|about\b|circa\b|est(?:\.|imated?)|or more\b|左右|以上|"
    r"起\b"
)
_UNITS = (
    r"(?:kg|p\.?m|pts?|points?|pcs?|ea|each|mt|ml|lit(?:re|er)s?|off|refund|discount|saved|免|积分)\b"
    r"(?![^\d(\[;]{0,20}\d)"
)
_BEHIND: Final = re.compile(
    rf"[km](?![^\W_])|mn\b|bn\b|\s?\+ ?(?:\d+ ?% ?)?{_TAX}|{_CURRENCY}(?:c\.?r\b(?! ?card)|(?:{_THOUSANDS})\b|"
    rf"[百千万億亿]|{_TIMES}|{_UNTAXED}|{_UNPAID}|{_UNITS})",
    re.IGNORECASE,
)
"""What right behind an amount makes it another. A unit or a deduction with a figure of its own is the next label."""
_BEFORE: Final = re.compile(
    r"(?:[≈<]|\b(?:ca|approx(?:imately)?|about|circa|env(?:iron)?|from|ab|a partir de|a partire da|desde|mulai)\b\.?|"
    r"[约約])\s*$",
    re.IGNORECASE,
)
_MAYBE_BEHIND: Final = re.compile(rf"{_CURRENCY}[-KM]\s*", re.IGNORECASE)
_MAYBE_BEFORE: Final = re.compile(r"(?<![\d.,])(?!1(?:[.,]0+)? ?\D)\d[\d.,]* ?[x×*@]\s*$|\[\s*$", re.IGNORECASE)
"""What counts unless the cash and its change bear the amount out: a stroke may be its minus or a speck, a letter its
thousands or its tax, brackets its minus or a frame, a number of times may count what was sold."""
_IN_A_CELL_OF_ITS_OWN: Final = re.compile(rf"C\.?R\.?|{_THOUSANDS}|[百千万億亿]+元?", re.IGNORECASE)
_PAID: Final = "arithmetic:cash-change"
"""What bears out that an amount was paid as it stands there: the cash that was given, less the change."""
_APART: Final = 0.002

_PART: Final = re.compile(
    r"\b(?:deposits?|down ?payments?|prepay(?:ment|ments|ed)|part(?:ial)? payment|[1l]st payment|"
    r"(?:booking|reservation|holding) fee|reservation (?:of|for)|dep (?:for|of|on)|advance payment|"
    r"(?:monthly|weekly) (?:rent(?:al)?|payment)|rental|lease|"
    r"anzahlung|kaution|miete|leasing\w*|acompte|loyer|acconto|caparra|noleggio|canone|anticipo|fianza|alquiler|"
    r"wang (?:pendahuluan|cagaran)|sewa(?:an)?)\b|[定订押]金|首付|预[付收]款|租金|租赁费"
)
"""What an amount is called that is a part of a price, or paid for a time."""
_FRENCH_PART: Final = re.compile(r"\b(?:caution|location)\b")
"""Two more, on French papers: in English they are other words."""
_DEP: Final = re.compile(r"\bdep\. ?[a-z]")
_IN_PARTS: Final = re.compile(r"\b(?:instal?lments?|ratenzahlung|rata|ansuran)\b|分期")
_WAY_OF_PAYING: Final = re.compile(
    r"\b(?:plan|months|visa|master ?card|card|amex|payment (?:method|mode|terms?|by|type))\b|"
    r"分期付款|(?:付款|支付|结算)方式|备注"
)
_WHICH_PART: Final = re.compile(r"\d ?/ ?\d|\d (?:of|von|sur|di) \d|\d(?:st|nd|rd|th)\b|第.{1,2}期")
"""Paying in parts is a way of paying a whole price, unless it is said which of the parts is paid."""
_OPEN: Final = re.compile(r"\b(?:balance|outstanding|amount due|restbetrag|reste|saldo|baki)\b|余款|尾款")
_COUNTED: Final = re.compile(r"(?:(?:x|pcs?|ea|unit|nos?)\b ?)*")


def part_of_price(rows: Sequence[Row], total: Field, locale: str) -> Row | None:
    """The row that calls the total, or what makes most of it, a deposit, an instalment or a rent; None where none does.

    A deposit that leaves what is still open is how the price was paid, if the price stands above it or is more.

    Args:
        rows: of the document.
        total: as it was read.
        locale: of the program, for words that mean something else in English.
    """
    value = compare.as_amount(total.value or "")
    if not value:
        return None
    left = {figure for row in rows if _OPEN.search(label_key(row.text)) for figure in _money(row)}
    for i, row in enumerate(rows):
        if not _named_a_part(row, locale):
            continue
        below, figures = _below(row, total), _money(row)
        if not figures and not below and i + 1 < len(rows) and _COUNTED.fullmatch(label_key(rows[i + 1].text)):
            figures = _money(rows[i + 1])
        for figure in figures:
            paid = value - figure in left and (below or figure < value) and not has_cjk(row.text)
            if not paid and (figure == value or (not below and value < 2 * figure < 2 * value)):
                return row
    return None


def _named_a_part(row: Row, locale: str) -> bool:
    key = label_key(row.text)
    if _PART.search(key) or _DEP.search(low(row.text)) or (locale.startswith("fr") and _FRENCH_PART.search(key)):
        return True
    whole = _WAY_OF_PAYING.search(key) is not None and not _WHICH_PART.search(low(row.text))
    return _IN_PARTS.search(key) is not None and not whole


def _money(row: Row) -> list[Decimal]:
    """The amounts of a row, whole numbers left out where another has cents."""
    found = amounts_in([row])
    most = max((amount.decimals for amount in found), default=0)
    return [amount.value for amount in found if amount.decimals == most]


def _below(row: Row, total: Field) -> bool:
    """Whether a row stands below the total."""
    if total.box is None or total.page is None:
        return False
    return (row.page, row.box.top) >= (total.page, total.box.bottom - row.height / 2)


def qualified(rows: Sequence[Row], field: Field) -> str:
    """The text of the cell in which something beside this amount makes it another; "" where nothing does."""
    paid = _PAID in field.supports
    for row in rows:
        box = field.box
        if box is None or row.page != field.page or not (row.box.top < box.bottom and box.top < row.box.bottom):
            continue
        for amount in amounts_in([row]):
            if abs(amount.box.left - box.left) + abs(amount.box.right - box.right) > _APART:
                continue
            cell = row.cell_at(amount.start)
            start = row.starts[cell]
            behind = row.text[amount.end : start + len(row.cells[cell].text)]
            beside = row.cells[cell + 1].text.strip() if cell + 1 < len(row.cells) else ""
            if _makes_another(row.text[start : amount.start], behind, paid=paid):
                return row.cells[cell].text.strip()
            if _IN_A_CELL_OF_ITS_OWN.fullmatch(beside) or (not paid and _MAYBE_BEHIND.fullmatch(beside)):
                return f"{row.cells[cell].text.strip()} {beside}"
    return ""


def _makes_another(before: str, behind: str, *, paid: bool) -> bool:
    """Whether an amount is another by what its cell holds before and behind it."""
    rough = before.endswith("~") and not behind.startswith("~")
    if rough or _BEFORE.search(before) or _BEHIND.match(behind):
        return True
    return not paid and bool(_MAYBE_BEFORE.search(before) or _MAYBE_BEHIND.fullmatch(behind))
