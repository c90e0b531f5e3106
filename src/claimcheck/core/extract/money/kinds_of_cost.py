"""Sums of one kind of cost on a Chinese bill, and the whole behind them: `工时费合计`, `材料费合计`, `实收金额`.

Each such sum has a total's word, and none of them is the total where the whole stands behind them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from claimcheck.core.extract.money.roles import Labelled
from claimcheck.core.extract.page.simplified import simplified

_BEFORE: Final = 16
"""Signs before an amount in which its label stands."""
_UNIT: Final = r"(?:[(（]元[)）])?[:：]?[¥￥]?$"
_OF_ONE_KIND: Final = re.compile(rf"(?P<kind>[\u4e00-\u9fff]{{2,8}}?)(?:合计|小计|总计|总额)(?:金额)?{_UNIT}")
_OF_ALL: Final = re.compile(
    r"^(?:价税|含税|不含税|税额|(?:应|实)[收付]|以上|本[页单次期]|费用|金额|人民币|[大小]写|订单|合同|结算|账单|价款|全部|所有|"
    r"车辆|购车|消费)"
)
"""What begins the word for the whole of a paper, and no kind of cost."""
_WHOLE: Final = re.compile(
    r"(?:[实应][收付](?:金额|款项?|总额|总计|合计)?|(?:结算|优惠后|折后)(?:总?金额|总额|合计)|"
    rf"(?:^|[^\u4e00-\u9fff]|费用|金额|合同|订单|购车|车辆)(?:总?合计|总计|总金额|总额|合计金额)){_UNIT}"
)
"""What says of an amount that it is the whole, or what was left of it."""
_OPEN: Final = frozenset({"payable", "prepaid", "change"})
"""What says that not all was paid, or more handed over."""
_OTHERS: Final = frozenset({"discount", "tax", "prepaid", "payable", "change", "tendered", "rounding"})
"""What no kind of cost is, though it may be summed up."""
_WHOLES: Final = frozenset({"total", "tendered", "item", None})


@dataclass(frozen=True, slots=True)
class Kinds:
    """What sums of two kinds of cost or more say of the amounts.

    Attributes:
        named: the amounts, those sums as subtotals, and the whole that they come to as a total.
        parts: values that are one kind's only, and so no total, whether the whole was read or not.
        whole: what the sums come to, less all that was taken off, where the paper says that this is the whole.
    """

    named: tuple[Labelled, ...]
    parts: frozenset[Decimal] = frozenset()
    whole: Decimal | None = None


def kinds_summed(named: tuple[Labelled, ...]) -> Kinds:
    """The amounts of a paper, told apart where it sums up each kind of cost by itself."""
    labels = [_label(one) for one in named]
    kinds = _by_kind(named, labels)
    if len(set(kinds.values())) < 2:
        return Kinds(named)
    wholes = {i for i in range(max(kinds) + 1, len(named)) if _WHOLE.search(labels[i]) and named[i].role in _WHOLES}
    whole = _come_to(named, kinds) if all(one.role not in _OPEN for one in named) else None
    proved = {i for i in wholes if named[i].amount.value == whole and named[i].amount.decimals == 2}
    told = tuple(
        replace(one, role="subtotal", strength=0.6)
        if i in kinds
        else replace(one, role="total", strength=max(0.95, one.strength))
        if i in proved
        else one
        for i, one in enumerate(named)
    )
    tops = {one.amount.value for one in told if one.role in {"total", "payable"}}
    parts = frozenset(named[i].amount.value for i in kinds) - tops - {named[i].amount.value for i in wholes}
    return Kinds(told, parts, whole if proved else None)


def _by_kind(named: Sequence[Labelled], labels: Sequence[str]) -> dict[int, str]:
    """The sums of one kind of cost by their place among the amounts."""
    found = {i: match["kind"] for i, label in enumerate(labels) if (match := _OF_ONE_KIND.search(label))}
    return {
        i: kind
        for i, kind in found.items()
        if not _OF_ALL.search(kind) and named[i].amount.decimals == 2 and named[i].role not in _OTHERS
    }


def _come_to(named: Sequence[Labelled], kinds: Mapping[int, str]) -> Decimal:
    """What the sums come to, less all that was taken off."""
    summed = {kind: named[i].amount.value for i, kind in kinds.items()}
    off = [abs(one.amount.value) for one in named if one.role == "discount"]
    return sum(summed.values(), Decimal(0)) - sum(off, Decimal(0))


def _label(one: Labelled) -> str:
    return "".join(simplified(one.amount.row.text[: one.amount.start]).split())[-_BEFORE:]
