"""Sums of Chinese invoices: net and tax at a rate of the law, and the amount in capital numerals, held against figures.

The form prints the total twice, in capital numerals and in figures, so that one guards the other: where the numerals
are whole and say another amount, the total proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from claimcheck.core.extract.money.amounts import Amount, plain_value
from claimcheck.core.extract.money.words import amounts_said, whole_chinese_amounts
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import has_cjk
from claimcheck.core.extract.wordings.amounts import BARE_CAR
from claimcheck.model.documents import Field, Kind

WORDS_DISAGREE: Final = "words.disagree"
"""The support code of a total that the amount in words contradicts."""
INVOICES: Final[frozenset[Kind]] = frozenset({"vat_invoice", "motor_vehicle_invoice"})
PART: Final = 8
"""Signs before an amount that say of what it is."""
_PART: Final = re.compile("定金|订金|押金|首付|保证金|诚意金|意向金|质保金|预付|违约金|滞纳金|手续费|余款|尾款")
_NOT_PAID: Final = re.compile(rf"{_PART.pattern}|退款|退回|冲")
"""What says of the only amount of a paper that it is no price: a part of one, or one that came back."""
_PART_SAID: Final = re.compile(rf"(?:{_PART.pattern})[^,，。;；、总合价]{{0,12}}$")
"""What says of an amount in words that it is a part: no other words of a sum stand between."""
_SAID_TOO: Final = re.compile(
    r"(?:人民币|RMB|CNY)?(?:[零壹贰叁肆伍陆柒捌玖拾佰仟万亿一二三四五六七八九十百千]{1,16}[元圆][整正]?)?[(（,，即计]{0,2}(?:小写|大写)?[:：]?\s?[¥￥]?\s?$"
)
"""What stands between the word for an amount and its figures: the amount in words, and marks."""
_NAMED: Final = frozenset({"label", "words"})
"""What a VAT invoice prints of its total. Without either the sum is a page's (`小计`), a line's, or without its tax."""
_BARE: Final = re.compile(BARE_CAR)
_SUM: Final = re.compile("合计|总计|共计|总价|总额")
AGREED: Final[frozenset[Kind]] = frozenset({"contract", "order", "receipt"})
"""Papers of a price that was agreed on."""
_FIGURES: Final = re.compile(r"\d[\d,]*(?:\.\d\d)?")
RATES: Final = tuple(Decimal(rate) / 1000 for rate in (170, 160, 130, 110, 100, 90, 60, 50, 40, 30, 20, 15, 10, 5))
"""Rates of value-added tax since 1994 (增值税暂行条例 and its changes of 2017, 2018 and 2019, and reduced ones)."""
_NO_TAX: Final = re.compile(r"免税|不征税")
"""What an invoice prints for the rate where nothing is taxed, with stars for the tax, which readers lose."""
_OFF: Final = re.compile("(?:优惠|折扣|折让|减免|立减|抹零|让利|返现|打折)(?!后|价)")
_GIVEN: Final = re.compile(rf"{_PART.pattern}|旧车|置换|已付|已收")
"""What says of such an amount that it was paid, in money or with a car."""
_LEFT: Final = re.compile("实收|实付|实际|应付|成交|折后|优惠后|净额|结算")
"""What says of an amount that it was taken off, and of one what was left to pay."""
_DAY: Final = re.compile(r"(?:19|20)\d\d[-/.年]")
ONLY: Final = 0.75
"""How surely the only amount of a receipt is what was paid."""
CENT: Final = Decimal("0.01")


def checked_sums(
    fields: Mapping[str, Field], amounts: Sequence[Amount], rows: Sequence[Row], kind: Kind
) -> dict[str, Field]:
    """The fields with net and tax that come to the total, and a total that its words contradict marked as such."""
    if kind in INVOICES:
        return _invoiced(fields, amounts, rows, kind)
    chinese = _chinese(rows)
    fields = _left_to_pay(fields, amounts, rows) if chinese else fields
    if kind in AGREED:
        return _agreed(fields, amounts, rows, kind, chinese=chinese)
    total = fields.get("total_amount")
    part = kind == "other" and chinese and total is not None and _of_a_part(total, rows)
    return _without(fields, "total_amount") if part else dict(fields)


def _agreed(
    fields: Mapping[str, Field], amounts: Sequence[Amount], rows: Sequence[Row], kind: Kind, *, chinese: bool
) -> dict[str, Field]:
    """The fields of a paper of a price that was agreed on: that price, and its tax where the paper speaks of one."""
    total, said = fields.get("total_amount"), _said_only(rows)
    if total is not None and (_of_a_part(total, rows) or _paid_before(total, fields)):
        fields, total = _without(fields, "total_amount"), None
    if total is None:
        return _unless_a_part(said or (_only_amount(amounts, rows) if kind == "receipt" else {}), fields)
    if said and _less_sure(total, said["total_amount"]):
        return _unless_a_part(said, fields)
    if sums := _sums_over(total, amounts, rows):
        fields = {**fields, "total_amount": replace(total, rivals=tuple(sorted({*total.rivals, *sums})))}
    if not any("税" in row.text for row in rows):  # what adds up on a paper that speaks of no tax is none
        return _without(fields, "net_amount", "tax_amount") if chinese else dict(fields)
    return {**_parts_of(Decimal(total.value), fields, amounts), **fields} if total.value else dict(fields)


def _invoiced(
    fields: Mapping[str, Field], amounts: Sequence[Amount], rows: Sequence[Row], kind: Kind
) -> dict[str, Field]:
    """The fields of an invoice with the parts of its total, which its numerals guard."""
    total = fields.get("total_amount")
    if total is None or total.value is None:
        return dict(fields)
    said = whole_chinese_amounts(rows)
    total = _spelled(total, said, amounts, rows)
    value = Decimal(total.value or 0)
    parts = (
        _parts_of(value, fields, amounts)
        or _point_lost(value, fields, rows)
        or _tax_alone(value, fields, amounts)
        or _untaxed(total, fields, amounts, rows)
    )
    if said and value not in said:
        supports = tuple(one for one in total.supports if one != "words")
        others = tuple(plain_value(value) for value in sorted(said))
        total = replace(total, supports=(*supports, WORDS_DISAGREE), alternatives=others)
    elif kind == "vat_invoice" and not _NAMED.intersection(total.supports):
        total = replace(total, confidence=round(0.5 * total.confidence, 4))
    return {**fields, "total_amount": total, **parts}


def _without(fields: Mapping[str, Field], *names: str) -> dict[str, Field]:
    return {name: field for name, field in fields.items() if name not in names}


def _unless_a_part(told: Mapping[str, Field], fields: Mapping[str, Field]) -> dict[str, Field]:
    """The fields with a total that has no label, but for one that is what was paid beforehand, a part of the price."""
    if told and _paid_before(told["total_amount"], fields):
        return _without(fields, "total_amount")
    return {**fields, **told}


def _paid_before(total: Field, fields: Mapping[str, Field]) -> bool:
    """Whether a total that no words beside its figures name is what was paid beforehand."""
    paid = fields.get("prepaid_amount")
    shown = "label" in total.supports and "words" not in total.supports
    return paid is not None and paid.value == total.value and not shown


def _sums_over(total: Field, amounts: Sequence[Amount], rows: Sequence[Row]) -> set[str]:
    """Sums that the paper prints, where what was taken for the total is called the price of the car alone."""
    places = [one for one in amounts if plain_value(one.value) == total.value]
    if not places or not all(_BARE.search(_words_before(one, rows)) for one in places):
        return set()
    sums = {plain_value(one.value) for one in amounts if not one.percent and _SUM.search(_words_before(one, rows))}
    return sums - {total.value or ""}


def _less_sure(total: Field, said: Field) -> bool:
    """Whether an amount gives way to a whole one in words: nothing speaks for it, or a line's end cut it off."""
    cut = total.value != said.value and (said.value or "").endswith(total.value or "-")
    return not total.supports or cut


def _only_amount(amounts: Sequence[Amount], rows: Sequence[Row]) -> dict[str, Field]:
    """What was paid where a Chinese paper prints one amount only, as an account's page does, with a minus before it."""
    money = [one for one in amounts if one.decimals == 2 and not one.percent and not _DAY.search(one.row.text)]
    if len({abs(one.value) for one in money}) != 1 or not _chinese(rows):
        return {}
    if any(_NOT_PAID.search(_words_before(one, rows)) for one in money):
        return {}
    one, value = money[0], plain_value(abs(money[0].value))
    sure = round(ONLY * one.confidence * (0.6 if one.repaired else 1.0), 4)
    return {
        "total_amount": Field(
            "total_amount", value, one.raw, sure, one.row.page, one.box, one.row.reader, ("layout",),
            repaired=one.repaired,
        )
    }  # fmt: skip


def _words_before(amount: Amount, rows: Sequence[Row]) -> str:
    """The last signs before an amount, without blanks; those of the row over it where none stand in its own."""
    own = "".join(amount.row.text[: amount.start].split())
    over = next((row for row in rows if row.page == amount.row.page and row.index == amount.row.index - 1), None)
    return (own if any(map(has_cjk, own)) or over is None else "".join(over.text.split()))[-PART:]


def _of_a_part(total: Field, rows: Sequence[Row]) -> bool:
    """Whether what was taken for a price is a part of it wherever it stands: `支付定金2,000.00元`."""
    raw = total.raw.strip()
    before = [_SAID_TOO.sub("", row.text[: row.text.index(raw)])[-PART:] for row in rows if raw and raw in row.text]
    return bool(before) and all(_PART.search(text) for text in before)


def _said_only(rows: Sequence[Row]) -> dict[str, Field]:
    """The price that a sentence names in whole yuan: by its numerals, with its figures beside."""
    told = list(amounts_said(rows))
    said = {value for value, _, _ in told}
    if len(said) > 1:  # the price, and what is paid of it beforehand, which is less
        parts = {value for value, _, before in told if _PART_SAID.search(before)}
        said -= parts if max(said) not in parts else set()
    if len(said) != 1:
        return {}
    (value,) = said
    row = next(row for one, row, _ in told if one == value)
    figures = {plain_value(value), plain_value(value).removesuffix(".00"), f"{value:,.2f}", f"{value:,.0f}"}
    shown = any(figures & set(_FIGURES.findall(one.text)) for one in rows)
    box, sure = row.place(0, len(row.text))
    confidence = round((0.9 if shown else 0.6) * sure, 4)
    supports = ("words", "label") if shown else ("words",)
    return {
        "total_amount": Field(
            "total_amount", plain_value(value), row.text, confidence, row.page, box, row.reader, supports,
            repaired=not shown,
        )
    }  # fmt: skip


def _spelled(total: Field, said: Collection[Decimal], amounts: Sequence[Amount], rows: Sequence[Row]) -> Field:
    """The total from its numerals, where a seal hides its figures: what was taken for it is the net beside its tax.

    Its figures were not read, so it is set right, and proves nothing without both the numerals and the sum.
    """
    money = [one for one in amounts if one.decimals == 2 and not one.percent and not one.repaired]
    net, whole = Decimal(total.value or 0), next(iter(said), Decimal(0))
    hidden = len(said) == 1 and whole not in {one.value for one in money} and whole - net in {m.value for m in money}
    shown = any("小写" in one.row.text for one in money if one.value == net)  # figures that say otherwise
    if not hidden or shown or not _at_a_rate(net, whole - net, money):
        return total
    row = next(row for row in rows if whole_chinese_amounts([row]))
    supports = ("words", "arithmetic:net+tax")
    box, sure = row.place(0, len(row.text))
    return replace(
        total, value=plain_value(whole), raw=row.text, box=box, page=row.page, reader=row.reader,
        confidence=round(0.9 * sure, 4), supports=supports, rivals=(), repaired=True,
    )  # fmt: skip


def _parts_of(total: Decimal, fields: Mapping[str, Field], amounts: Sequence[Amount]) -> dict[str, Field]:
    """Net and tax among the printed amounts, where those that were found do not come to the total."""
    values = [fields[name].value for name in ("net_amount", "tax_amount") if name in fields]
    if len(values) == 2 and sum(Decimal(value or 0) for value in values) == total:
        return {}
    money = [one for one in amounts if one.decimals == 2 and not one.percent and not one.repaired and one.value > 0]
    printed = {one.value: one for one in money}
    pairs = [(net, total - net) for net in printed if total - net in printed and _at_a_rate(net, total - net, money)]
    if len(pairs) != 1:
        return {}
    made = {}
    for name, value in zip(("net_amount", "tax_amount"), pairs[0], strict=True):
        one = printed[value]
        supports = ("label", "arithmetic:net+tax")
        sure = round(0.95 * one.confidence, 4)
        made[name] = Field(name, plain_value(value), one.raw, sure, one.row.page, one.box, one.row.reader, supports)
    return made


def _point_lost(total: Decimal, fields: Mapping[str, Field], rows: Sequence[Row]) -> dict[str, Field]:
    """Net or tax by its figures, where a seal hides their point: what is left of the total beside the other one."""
    known = {name: fields[name].value for name in ("net_amount", "tax_amount") if name in fields}
    if len(known) != 1:
        return {}
    ((there, value),) = known.items()
    name, left = "tax_amount" if there == "net_amount" else "net_amount", total - Decimal(value or 0)
    net, tax = (left, total - left) if name == "net_amount" else (total - left, left)
    for row in rows:
        for cell in row.cells:
            if _is_taxed(net, tax) and re.sub(r"[¥￥, ]", "", cell.text) == f"{left * 100:.0f}":
                sure = round(0.6 * cell.confidence, 4)
                supports = ("label", "arithmetic:net+tax")
                lost = Field(
                    name, plain_value(left), cell.text, sure, row.page, cell.box, row.reader, supports, repaired=True
                )
                return {name: lost}
    return {}


def _at_a_rate(net: Decimal, tax: Decimal, money: Sequence[Amount]) -> bool:
    """Whether a tax is one that the law knows for a net, or for lines of several rates lies between them."""
    return _is_taxed(net, tax) and len(money) >= 3


def _tax_alone(total: Decimal, fields: Mapping[str, Field], amounts: Sequence[Amount]) -> dict[str, Field]:
    """A tax whose net was not read, where it is none of the total: that of one line, beside the one of all lines."""
    tax = fields.get("tax_amount")
    if tax is None or "net_amount" in fields or _is_taxed(total - Decimal(tax.value or 0), Decimal(tax.value or 0)):
        return {}
    whole = {one.value: one for one in amounts if one.decimals == 2 and one.value > 0 and not one.percent}
    fitting = [one for value, one in whole.items() if _is_taxed(total - value, value)]
    if len(fitting) != 1:
        return {"tax_amount": replace(tax, confidence=round(0.5 * tax.confidence, 4))}
    one = fitting[0]
    sure = round(0.8 * one.confidence, 4)
    return {
        "tax_amount": replace(
            tax, value=plain_value(one.value), raw=one.raw, confidence=sure, page=one.row.page, box=one.box,
            reader=one.row.reader, supports=("layout",), rivals=(),
        )
    }  # fmt: skip


def _untaxed(
    total: Field, fields: Mapping[str, Field], amounts: Sequence[Amount], rows: Sequence[Row]
) -> dict[str, Field]:
    """The net of an invoice on which nothing is taxed: the total, printed as the sum of its lines, too."""
    if "tax_amount" in fields or "net_amount" in fields or not _all_free(amounts, rows):
        return {}
    again = [one for one in amounts if plain_value(one.value) == total.value and one.box != total.box]
    summed = [one for one in amounts if _summed(one.row)]
    if not again or {plain_value(one.value) for one in summed} != {total.value}:
        return {}
    if any(one.percent and one.value for one in amounts):
        return {}
    one = again[-1]
    sure = round(0.95 * one.confidence, 4)
    net = Field(
        "net_amount",
        total.value,
        one.raw,
        sure,
        one.row.page,
        one.box,
        one.row.reader,
        ("label", f"repeat:{len(again)}"),
    )
    return {"net_amount": net}


def _all_free(amounts: Sequence[Amount], rows: Sequence[Row]) -> bool:
    """Whether each row of an invoice's goods, those with an amount over that of their sum, says that none is taxed."""
    ends = [i for i, row in enumerate(rows) if _summed(row)]
    if not ends:
        return False
    goods = [row for row in rows[: ends[0]] if any(one.row is row and one.decimals == 2 for one in amounts)]
    return bool(goods) and all(
        any(_NO_TAX.fullmatch(cell.text.replace(" ", "")) for cell in row.cells) for row in goods
    )


def _summed(row: Row) -> bool:
    """Whether a row is that of the sum of an invoice's goods."""
    return re.match("合计", row.text.replace(" ", "")) is not None


def _left_to_pay(fields: Mapping[str, Field], amounts: Sequence[Amount], rows: Sequence[Row]) -> Mapping[str, Field]:
    total = fields.get("total_amount")
    return {**fields, "total_amount": _after_discount(total, amounts, rows)} if total is not None else fields


def _after_discount(total: Field, amounts: Sequence[Amount], rows: Sequence[Row]) -> Field:
    """What was left to pay where the paper prints a larger sum, what was taken off it, and the rest, as such."""
    money = [one for one in amounts if one.decimals == 2 and not one.percent and not one.repaired]
    if any(_LEFT.search(_words_before(one, rows)) for one in money if plain_value(one.value) == total.value):
        return total
    if any(one.startswith("arithmetic") for one in total.supports):
        return total
    taken = ((one.value, _words_before(one, rows)) for one in amounts if one.decimals == 2)
    off = {abs(value) for value, words in taken if _OFF.search(words) and not _GIVEN.search(words)}
    whole = Decimal(total.value or 0)
    told = ((one, _words_before(one, rows)) for one in money if whole - one.value in off)
    left = [one for one, words in told if _LEFT.search(words) and not _PART.search(words)]
    if len({one.value for one in left}) != 1:
        return total
    one = left[0]
    sure = round(0.9 * one.confidence, 4)
    return replace(
        total, value=plain_value(one.value), raw=one.raw, confidence=sure, page=one.row.page, box=one.box,
        reader=one.row.reader, supports=("label",), rivals=(total.value or "",), repaired=False,
    )  # fmt: skip


def _is_taxed(net: Decimal, tax: Decimal) -> bool:
    return net > tax and any(abs((net * rate).quantize(CENT, ROUND_HALF_UP) - tax) <= 3 * CENT for rate in RATES)


IN_DOLLARS: Final = 0.4
"""How much is left of the yuan of a form that prints dollars, and nowhere the word for yuan."""
_LETTERS: Final = frozenset({"MYR", "MAD"})
"""Currencies whose marks are letters of Chinese papers: `RM` of RMB, `DH` of an order's number (订货)."""


def in_yuan(money: Field | None, kind: Kind, rows: Sequence[Row] = ()) -> Field | None:
    """The currency of a Chinese invoice, which is the yuan by law: another one was misread from letters beside.

    On a paper of trade in Chinese, only those are whose mark is made of letters that stand there for something else.
    """
    if money is None:
        return None
    dollars = (
        kind in INVOICES and any(sign in money.raw for sign in "$＄") and not any("元" in row.text for row in rows)
    )
    if dollars:
        return replace(money, value="CNY", confidence=round(IN_DOLLARS * money.confidence, 4), supports=("layout",))
    if money.value == "CNY" or (kind not in INVOICES and not (money.value in _LETTERS and _chinese(rows))):
        return money
    sure = round(0.8 * money.confidence, 4)
    return replace(money, value="CNY", alternatives=(), rivals=(), supports=("layout",), confidence=sure)


def _chinese(rows: Sequence[Row]) -> bool:
    """Whether most letters of a page are Chinese."""
    letters = [sign for row in rows for sign in row.text if sign.isalpha()]
    return 2 * sum(map(has_cjk, letters)) > len(letters)
