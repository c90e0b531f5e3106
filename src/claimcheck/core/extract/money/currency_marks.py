"""Where a paper prints a currency: signs, codes and names of currencies, and what each stands at.

A sign stands for the currencies that are written so (`wordings.currencies`). What a currency is named for that is no
amount of the paper, an account, a rate, what the seller takes besides, is told by the words around it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from claimcheck.core.extract.money.roles import role_of
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.wordings.currencies import CURRENCY_MARKS, NAMES, OTHER_CURRENCIES, SHORT_MARKS

_MARK = re.compile(
    r"(?<![A-Za-z])(?:"
    + "|".join(re.escape(m) for m in sorted(CURRENCY_MARKS, key=lambda m: -len(m)))
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
_LONGEST = 20
"""Signs that such an amount, and the one before it, have at the most."""
_TO_MONEY = re.compile(r"[)\]]?\.?\s{0,2}:?\s?")
_LONE = re.compile(r"(?<!\w)(?<![.,]\d\d\s)(?<![.,]\d\d\s\s)([A-Z])\)?\s?(?=\d[\d,.]{0,12}[.,]\d{2}(?![\d.,/-]))")
"""A letter right before an amount, and none behind another: it is that one's, a tax's code say."""
_CENTS_BEFORE = re.compile(r"[.,]\d\d\s{0,3}$")
"""The end of that other amount, where such a letter stands beside a total."""
_APART = re.compile(
    r"(?i:\b(?:accounts?|acc?t|bank\w*|konto|compte|cuenta|conto|rekening|iban|swift|bic|local|foreign|other|fremd\w*|"
    r"exchange|fx|conversion|rates?|(?:wechsel)?kurs|taux|cambio|settlement|settled|accept\w*|(?:up)?on request|"
    r"auf anfrage|sur demande)\b)|账[户号]|开户|汇率|外币"
)
"""What a currency is named for that is none of the paper's amounts: an account, a rate, what else the seller takes."""
RATED = re.compile(
    r"(?i:\b(?:exchange|fx|conversion|(?:wechsel)?kurs|taux de change|(?:tipo|tasa|taxa|tasso) d[ei] cambio)\b)|汇率"
)
"""What a price in a row tells the rate of, and so no price of goods."""
_LISTED = r"(?:(?i:and|or|&|[a-z]{1,12} (?:dollars?|pounds?|francs?|pesos?))|[A-Z]{3}|[€£$¥])"
_TAKES = re.compile(
    rf"\b(?i:accept(?:s|ing)?(?: (?:also|payments?|cash|cheques?|in|both|major|foreign|currenc\w+))*|"
    rf"(?:accepted currencies|currencies accepted):?)"
    rf"(?:[ ,/]{{1,2}}{_LISTED}){{0,9}}[ ,/]{{0,2}}$"
)
_IS_TAKEN = re.compile(
    rf"(?:[ ,/]{{1,2}}{_LISTED}){{0,9}}(?i:(?: (?:is|are|also|payments?|cash|cheques?)){{0,3}} accepted\b|"
    r" (?:(?:up)?on request|auf anfrage|sur demande)\b)"
)
"""What stands right before or behind a currency that the seller takes besides, others listed between."""
_ONLY = re.compile(r"(?i:\b(?:only|nur|seulement|solo)\b)")
_ACCOUNT = re.compile(r"\W{0,4}(?:[A-Z]{2}\d\d[ \d]{10}|\d(?:[ -]?\d){7})")
_CLAUSE = re.compile(r"[,;.]|  ")
_AROUND = 60, 24
"""How many signs before and behind a named currency say what it is named for: behind, to the end of the clause."""
_SAID = re.compile(
    r"(?i:\b(?:currency|(?:rechnungs)?w[aä]hrung|devise|valuta|moneda|divisa|mata wang)\b|币种)[\s:：=-]{0,4}"
    r"(?P<code>[A-Z]{3})\b|"
    r"(?i:\b(?:amounts?|amt|prices?|totals?|betr[aä]ge?|preise?|montants?|prix|importi?|importes?|prezzi|precios?|"
    r"harga|all)\b)(?i: are)?(?i: (?:in|en))? ?\(?(?:(?i:in|en) )?(?P<unit>[A-Z]{3}\b|(?i:" + "|".join(NAMES) + "))"
)
"""What a paper says of the currency of all its amounts: beside the word for it, or at the head of a column."""
_OF_ANOTHER = re.compile(
    r"(?i:\b(?:accounts?|bank|konto|compte|cuenta|conto|foreign|fremd|other|accepted|exchange) ?$)"
)
"""What makes the word for a currency right behind it that of an account, or of what else is taken."""
_PERHAPS_ANOTHER = re.compile(r"(?i:\b(?:settlement|local) ?$)")
"""What may make it that of another thing, and may be said of the paper's own."""
_ITS_RATE = re.compile(r"(?i: (?:exchange |conversion )?(?:rates?|kurs|taux)\b)")
_CODES = re.compile(r"\b(?:" + "|".join(code for code in OTHER_CURRENCIES if code.isalpha()) + r")\b")
"""Whether a row holds any of the less usual codes: most papers hold none, and that is told faster."""
_NAMED = re.compile(r"\b(?:" + "|".join(NAMES) + r")s?\b|人民币", re.IGNORECASE)
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
Place = tuple[Row, int, int]
Means = tuple[str, ...]
_At = Literal["total", "said", "tax", "apart", "taken", "price"]
"""What a mark may mean, one currency or all that are written so; and where it stands."""
_Said = Mapping[int, tuple[str, _At]]
"""Currencies that a row names for all amounts, by where they begin."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark, a code or a name of a currency at a place.

    `at` says where: at the total; beside the word for the paper's own currency; at a tax, which is stated in the
    country's own, too; apart, where it is an account's or a rate's; taken, where the seller accepts it besides; or at
    any other amount or column's head. `either` is what a sign may mean that the page has settled; `by_country` says
    that the seller's country has, and `doubted` what it would be there, where the page says otherwise or several
    countries are told.
    """

    sign: str
    means: Means
    at: _At
    place: Place
    either: Means = ()
    by_country: bool = False
    doubted: Means = ()


def marks_of(rows: Sequence[Row]) -> Iterator[Mark]:
    """All marks and names of currencies."""
    named = any(_CODES.search(row.text) for row in rows)
    yuan = _of_yuans_sign(rows)
    seen = Counter(match[1] for row in rows for match in _LONE.finditer(row.text))
    letters = {letter for letter, times in seen.items() if times > 1}
    for row in rows:
        marks, names = list(_MARK.finditer(row.text)), list(_NAMED.finditer(row.text))
        said = _said_in(row) if marks or named or names else {}
        yield from _usual(row, marks, said, yuan)
        yield from _in_words(row, names, said)
        yield from _less_usual(row, said if named else {})
        yield from _others(row, letters, short=not marks)


def _said_in(row: Row) -> _Said:
    """The currencies that a row names for all amounts: by where they begin, how they are printed and stand."""
    found = {}
    for match in _SAID.finditer(row.text):
        which = "code" if match["code"] else "unit"
        if (at := _of_all(match)) is not None:
            found[match.start(which)] = match[which], at
    return found


def _usual(row: Row, marks: Iterable[re.Match[str]], said: _Said, yuan: Means) -> Iterator[Mark]:
    """The signs and codes of usual currencies."""
    for match in marks:
        role = role_of(row.text[: match.end()])[0]
        if not _of_goods(match, role):
            means = yuan if match.group() in "¥￥" else CURRENCY_MARKS[match.group()]
            _, at = said.get(match.start(), ("", None))
            yield Mark(match.group(), means, _where(match, role, at), (row, *match.span()))


def _in_words(row: Row, names: Iterable[re.Match[str]], said: _Said) -> Iterator[Mark]:
    """The names of currencies."""
    for match in names:
        code = NAMES.get(match.group().lower().removesuffix("s"), "CNY")
        _, at = said.get(match.start(), ("", None))
        yield Mark(code, (code,), at or (_aside(match) if _apart(match) else "price"), (row, *match.span()))


def _less_usual(row: Row, said: _Said) -> Iterator[Mark]:
    """The less usual codes that are named for all amounts."""
    for start, (code, at) in said.items():
        if code in OTHER_CURRENCIES:
            yield Mark(code, OTHER_CURRENCIES[code], at, (row, start, start + len(code)))


def _of_goods(match: re.Match[str], role: str | None) -> bool:
    """Whether the letters of a mark are a code of goods, or those of a street in Turkish."""
    text = match.string
    if match.group() == "CAD" and text.startswith(".", match.end()):
        return True
    return bool(role is None and _CODE_OF_GOODS.match(text, match.start()) and _CENTS.search(text, match.end()))


def _where(match: re.Match[str], role: str | None, said: _At | None) -> _At:
    """Where a mark stands, by the role of what it is beside; what is to be paid to an account names a number there."""
    apart = _APART.search(match.string) is not None
    if role in ("total", "payable") and not (apart and not _numbered(match)):
        return "total"
    if said:
        return said
    if role == "tax":
        return "tax"
    return _aside(match) if apart and (RATED.search(match.string) or not _priced(match)) else "price"


def _aside(match: re.Match[str]) -> _At:
    """Whether a currency that is named for no amount is only one that the seller takes besides."""
    text, before = match.string, max(0, match.start() - _AROUND[0])
    besides = _TAKES.search(text[before : match.start()]) or _IS_TAKEN.match(text, match.end())
    return "taken" if besides and not _ONLY.search(text) else "apart"


def _of_all(match: re.Match[str]) -> _At | None:
    """Where a currency stands that is named for all amounts: by the word for it, in a sentence, or over a column.

    Where a rate, a settlement or what is accepted may be meant, it stands as at a price: beside a total's own mark it
    is no rival, and a sign of several or a total without any is left open by it. None where it is another thing's.
    """
    in_sentence = match.lastgroup == "code" or " in " in match.group().lower()
    if not in_sentence:
        return None if _numbered(match) or _apart(match) else "said"
    text, end = match.string, match.end()
    before = text[max(0, match.start() - _AROUND[0]) : match.start()]
    if match.group().lower().startswith("all"):
        return "said"
    taken = _IS_TAKEN.match(text, end) if text[end : end + 1] != "," else None
    if _OF_ANOTHER.search(before) or (taken and not taken.group().lower().endswith("accepted")):
        return None
    return "price" if taken or _ITS_RATE.match(text, end) or _PERHAPS_ANOTHER.search(before) else "said"


def _apart(match: re.Match[str]) -> bool:
    """Whether a currency is named for something else than the paper's amounts."""
    before, behind = _AROUND
    text, start, end = match.string, match.start(), match.end()
    clause = _CLAUSE.search(text, end)
    until = min(end + behind, clause.start() if clause else len(text))
    return bool(_APART.search(text, max(0, start - before), until) or _ACCOUNT.match(text, end))


def _priced(match: re.Match[str]) -> bool:
    """Whether an amount with cents stands right beside a mark."""
    text = match.string
    between = _TO_MONEY.match(text, match.end())
    behind = _MONEY.match(text, between.end() if between else match.end())
    return bool(behind or _MONEY_BEFORE.search(text[max(0, match.start() - _LONGEST) : match.start()]))


def _numbered(match: re.Match[str]) -> bool:
    """Whether a number that is no account's stands right beside a mark."""
    text, start, end = match.string, match.start(), match.end()
    between = _TO_MONEY.match(text, end)
    behind = text[between.end() if between else end :][:1].isdigit() and not _ACCOUNT.match(text, end)
    return behind or text[max(0, start - _LONGEST) : start].rstrip()[-1:].isdigit()


def _of_yuans_sign(rows: Sequence[Row]) -> Means:
    """What the sign of the yuan may stand for on these rows."""
    texts = [cell.text for row in rows for cell in row.cells]
    if not any(sign in row.text for row in rows for sign in "¥￥") or any(_YUAN.search(row.text) for row in rows):
        return ("CNY",)
    if any(_YEN.search(text) for text in texts):
        return ("JPY",)
    return ("CNY", "JPY") if any(_PERHAPS_YEN.search(text) for text in texts) else ("CNY",)


def _others(row: Row, letters: Collection[str], *, short: bool) -> Iterator[Mark]:
    """Marks of less usual currencies beside the amount of a total.

    A single letter is one only before an amount, where the page has it before another too (`letters`); and none of a
    few letters is where the row has a mark that is known (`short`).
    """
    text = row.text
    for match in _BESIDE.finditer(text):
        which = "before" if match["before"] else "after"
        sign, start = match[which].upper(), match.start(which)
        if match[which] in CURRENCY_MARKS:
            continue
        means = OTHER_CURRENCIES.get(sign)
        if means is None and short:
            beside = text[max(0, start - _LONGEST) : start]
            money = _MONEY.match(text, match.end()) if which == "before" else _MONEY_BEFORE.search(beside)
            lone = which == "before" and sign in letters and not _CENTS_BEFORE.search(beside)
            means = SHORT_MARKS.get(sign) if money and (lone or len(sign) > 1) else None
        if means is not None and role_of(text[: match.start()])[0] in ("total", "payable", "tendered"):
            yield Mark(match[which], means, "total", (row, *match.span(which)))
