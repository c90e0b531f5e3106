"""The currency as printed: marks at amounts and in column heads; the country where only a bare dollar stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from claimcheck.core.extract.money.roles import role_of
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.wordings.currencies import CURRENCY_MARKS, OTHER_CURRENCIES, SHORT_MARKS
from claimcheck.model.documents import Field

_MEANS = dict(CURRENCY_MARKS)
_MARK = re.compile(
    r"(?<![A-Za-z])(?:"
    + "|".join(re.escape(m) for m, _ in sorted(CURRENCY_MARKS, key=lambda m: -len(m[0])))
    + r")(?![A-Za-z]|\d{4,}-\d|\d{8,}(?![\d.,]))"
)
"""A mark; the letters before a number that runs on as no amount does (`DH2025-1673`) are the number's own."""
_CODE_OF_GOODS = re.compile(r"[A-Z]{2}\d{4,}(?![\d.,])")
_CENTS = re.compile(r"\d[.,]\d\d(?!\d)")
"""What tells a code of goods from an amount in letters and digits: amounts with cents stand behind it in its row."""
_BESIDE = re.compile(
    r"(?<![^\W\d_])(?P<before>[^\W\d_]{0,3}[^\w\s.,:;*#()+/=~<>|'\"-]|[^\W\d_]{1,4})\)?\.?\s{0,2}:?\s?(?=\d)|"
    r"(?<=\d)\s?(?P<after>[A-Z]{0,3}[^\w\s.,:;*#()+/=~<>|'\"%-][A-Z]{0,3}|[^\W\d_]{1,4})(?!\w)"
)
"""What stands right before or behind a number and may be a currency's mark."""
_MONEY = re.compile(r"\d[\d,.]{0,12}[.,]\d{2,3}(?![\d.,/-])")
_MONEY_BEFORE = re.compile(r"(?<![\d/-])\d[\d,.]{0,12}[.,]\d{2,3}\s?$")
"""An amount with cents or mills, no day."""
_SAID = re.compile(
    r"(?i:\b(?:currency|(?:rechnungs)?w[aä]hrung|devise|valuta|moneda|divisa|mata wang)\b|币种)[\s:：=-]{0,4}"
    r"(?P<code>[A-Z]{3})\b|"
    r"(?i:\b(?:amounts?|amt|prices?|totals?|betr[aä]ge?|preise?|montants?|prix|importi?|importes?|prezzi|precios?|"
    r"harga|all)\b)(?i: are)?(?i: (?:in|en))? ?\(?(?:(?i:in|en) )?(?P<unit>[A-Z]{3})\b"
)
"""What a paper says of the currency of all its amounts: beside the word for it, or at the head of a column."""
_CODES = re.compile(r"\b(?:" + "|".join(code for code in OTHER_CURRENCIES if code.isalpha()) + r")\b")
"""Whether a row holds any of the less usual codes: most papers hold none, and that is told faster."""
_NAMED = re.compile(
    r"\b(?:euros?|ringgit|(?:us|singapore|brunei|hong kong|australian|canadian|new zealand|taiwan) dollars?|"
    r"pound sterling|schweizer franken|人民币)\b",
    re.IGNORECASE,
)
_NAMES: Final = {
    "euro": "EUR",
    "ringgit": "MYR",
    "us dollar": "USD",
    "singapore dollar": "SGD",
    "brunei dollar": "BND",
    "hong kong dollar": "HKD",
    "australian dollar": "AUD",
    "canadian dollar": "CAD",
    "new zealand dollar": "NZD",
    "taiwan dollar": "TWD",
    "pound sterling": "GBP",
    "schweizer franken": "CHF",
    "人民币": "CNY",
}
_YEN = re.compile(
    r"\d\s?円|(?:[ぁ-ゖァ-ヺ][ー・]?){3}|"
    r"(?i:\b(?:japan|tokyo|osaka|kyoto|yokohama|nagoya|fukuoka)(?: \d{3}-\d{4})?\W*$)"
)
"""What says that a yuan's sign is a yen's: its own word, a word in kana, or a Japanese place at the end of a line.

The points and strokes within kana are none of them: Chinese papers write `·` and `一` so.
"""
_PERHAPS_YEN = re.compile(r"(?i:\b(?:japan|tokyo|osaka|kyoto|yokohama|nagoya|fukuoka)\b)")
"""What may say so, and may be a street's name or a dish's."""
_YUAN = re.compile(r"\d\s?元|元整|人民币|发票|[¥￥]\s?[\d,]*\.\d\d(?!\d)")
"""What says that it is none: money in yuan, and cents, which yens have not."""
MOST = 500
"""Marks of a document that are counted at the most."""
_LINES = re.IGNORECASE | re.MULTILINE
_NOT_FROM = r"(?<!made in )(?<!from )(?<!product of )(?<!to )(?<!via )"
"""Before a country that the goods came from, or went to."""
COUNTRY: Final = (
    ("MYR", re.compile(r"\bS[DO]N\.?\s*BHD\b|\bMALAYSIA\b|\bSELANGOR\b|\bKUALA LUMPUR\b|\bJALAN\b", re.IGNORECASE)),
    ("SGD", re.compile(r"\bSINGAPORE\b|\bPTE\.? LTD\b", re.IGNORECASE)),
    ("USD", re.compile(r", ?[A-Z]{2} \d{5}\b|\bLLC\b|\bInc\b\.?|\(\d{3}\) ?\d{3}-\d{4}")),
    ("AUD", re.compile(r"\bABN\b|\bPTY\.? LTD\b|\bAUSTRALIA\b|\b(?:NSW|VIC|QLD|TAS) \d{4}\b", re.IGNORECASE)),
    (
        "NZD",
        re.compile(rf"{_NOT_FROM}\bNEW ZEALAND\W*$|\bNZBN\b|\b(?:AUCKLAND|CHRISTCHURCH|DUNEDIN) \d{{4}}\b", _LINES),
    ),
    (
        "CAD",
        re.compile(
            rf"{_NOT_FROM}\bCANADA\W*$|\b(?:GST|HST|QST|TVQ)\b[^\d\n]{{0,16}}\d{{9}} ?RT ?\d{{4}}\b|"
            r"\b(?:AB|BC|MB|NB|NL|NS|NT|NU|ON|PE|QC|SK|YT),? [A-Z]\d[A-Z] \d[A-Z]\d\b",
            _LINES,
        ),
    ),
    ("HKD", re.compile(rf"{_NOT_FROM}\b(?:HONG KONG|KOWLOON)(?: SAR)?\W*$", _LINES)),
    ("CNY", re.compile(r"发票|人民币")),
)
"""Whose dollar a bare `$` is, by what else stands on the page."""


def currency_field(rows: Sequence[Row]) -> Field | None:
    """The currency that the document prints; None where it prints none.

    A value of None with `alternatives` stands for a mark that several countries use.
    """
    counts: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    where: dict[str, tuple[Row, int, int]] = {}
    for code, total, place in islice(_marks(rows), MOST):
        counts[code] += 1
        totals[code] += total
        where.setdefault(code, place)
    dollars, yuans = counts.pop("$", 0), counts.pop("¥", 0)
    if yuans and not (counts or dollars):
        return _field("CNY", where["¥"], 0.5, yuans, ("JPY",))
    if yuans:
        code = "JPY" if counts["JPY"] else "CNY"
        counts[code] += yuans
        totals[code] += totals.pop("¥")
        where.setdefault(code, where["¥"])
    if counts:
        code = max(counts, key=lambda one: (counts[one], totals[one]))
        count = counts[code]
        share = count / sum(counts.values())
        field = _field(code, where[code], 0.98 if share >= 0.8 else 0.75, count)
        return replace(field, rivals=_rivals(code, counts, totals))
    if not dollars:
        return None
    text = "\n".join(cell.text for row in rows for cell in row.cells)
    owners = [code for code, pattern in COUNTRY if pattern.search(text)]
    if len(owners) == 1:
        return _field(owners[0], where["$"], 0.7, dollars)
    return _field(None, where["$"], 0.3, dollars, tuple(code for code, _ in COUNTRY if code != "CNY"))


def _marks(rows: Sequence[Row]) -> Iterator[tuple[str, bool, tuple[Row, int, int]]]:
    """All marks and names of currencies: the code, whether the total is in it, and the place.

    That is where it stands at a total, or beside the word for the currency: a tax is stated in the country's own, too.
    """
    named = any(_CODES.search(row.text) for row in rows)
    yuan = _of_yuans_sign(rows)
    for row in rows:
        marks = list(_MARK.finditer(row.text))
        said = {match.start("code") for match in _SAID.finditer(row.text)} if marks else set()
        for match in marks:
            role = role_of(row.text[: match.end()])[0]
            goods = _CODE_OF_GOODS.match(row.text, match.start()) and _CENTS.search(row.text, match.end())
            if role is None and goods:
                continue
            if match.group() == "CAD" and row.text.startswith(".", match.end()):
                continue  # a street in Turkish
            code = yuan if match.group() in "¥￥" else _MEANS[match.group()]
            yield code, role in ("total", "payable") or match.start() in said, (row, match.start(), match.end())
        for match in _NAMED.finditer(row.text):
            code = _NAMES.get(match.group().lower().removesuffix("s"), "")
            if code:
                yield code, False, (row, match.start(), match.end())
        for match in _SAID.finditer(row.text) if named else ():
            which = "code" if match["code"] else "unit"
            if match[which] in OTHER_CURRENCIES:
                yield OTHER_CURRENCIES[match[which]], True, (row, *match.span(which))
        for code, start, end in _others(row.text):
            yield code, True, (row, start, end)


def _of_yuans_sign(rows: Sequence[Row]) -> str:
    """What the sign of the yuan stands for on these rows; itself where it may be either's."""
    texts = [cell.text for row in rows for cell in row.cells]
    if not any(sign in row.text for row in rows for sign in "¥￥") or any(_YUAN.search(row.text) for row in rows):
        return "CNY"
    if any(_YEN.search(text) for text in texts):
        return "JPY"
    return "¥" if any(_PERHAPS_YEN.search(text) for text in texts) else "CNY"


def _others(text: str) -> Iterator[tuple[str, int, int]]:
    """Marks of less usual currencies beside the amount of a total, as code, start and end."""
    for match in _BESIDE.finditer(text):
        which = "before" if match["before"] else "after"
        if match[which] in _MEANS:
            continue
        code = OTHER_CURRENCIES.get(match[which].upper())
        if code is None and (
            _MONEY.match(text, match.end()) if which == "before" else _MONEY_BEFORE.search(text[: match.start(which)])
        ):
            code = SHORT_MARKS.get(match[which].upper())
        if code is not None and role_of(text[: match.start()])[0] in ("total", "payable", "tendered"):
            yield code, *match.span(which)


def _rivals(code: str, counts: Counter[str], totals: Counter[str]) -> tuple[str, ...]:
    """Other currencies that may be the document's: at a total as well, or, where none is, printed about as often."""
    if totals[code]:
        return tuple(sorted(other for other in counts if other != code and totals[other]))
    return tuple(
        sorted(other for other in counts if other != code and (totals[other] or 2 * counts[other] >= counts[code]))
    )


def _field(
    code: str | None, place: tuple[Row, int, int], sure: float, count: int, either: tuple[str, ...] = ()
) -> Field:
    row, start, end = place
    box, confidence = row.place(start, end)
    return Field(
        name="currency",
        value=code,
        raw=row.text[start:end],
        confidence=round(sure * max(confidence, 0.9 if count > 1 else 0.0), 4),
        page=row.page,
        box=box,
        reader=row.reader,
        supports=("mark", *((f"repeat:{count}",) if count > 1 else ())),
        alternatives=either,
    )
