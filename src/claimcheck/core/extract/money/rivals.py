"""Other amounts on a document with as good a claim to be its total: while there are any, none is proved.

A page may hold two receipts, or one receipt with two totals: before and after a voucher, or with a discount that was
taken off below the total. What a printed sum explains (tax, rounding, service, a discount above) is no rival.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Final

from rapidfuzz.distance import Levenshtein

from claimcheck.core.extract.money.arithmetic import net_tax_pairs
from claimcheck.core.extract.money.roles import Labelled
from claimcheck.core.extract.page.text import label_key
from claimcheck.core.extract.vocabulary import REFUND, TERMS, VOUCHER, Role

STANDING = 0.85
"""Strength of a label from which on its amount may be the total."""
OF_SOMETHING = 0.7
"""Strength of the label of a total of something: `total` beside a word that is none of its own."""
CASH_ROUNDING = Decimal("0.05")
"""Two totals that are less apart are one before and after rounding to coins."""
TAKEN_OFF: Final[frozenset[Role | None]] = frozenset({"discount", "prepaid", "saving"})
"""What lowers the amount that is paid when it stands below a total."""
_WITHIN: Final[frozenset[Role | None]] = frozenset({"tax", "service", "rounding", "discount", "commission"})
"""What the two totals of one purchase may lie apart by."""
_PAID: Final = ("arithmetic:cash-change", "arithmetic:cash-change+rounding")


def rivals(total: Decimal, named: Sequence[Labelled], grounds: Mapping[Decimal, Collection[str]]) -> tuple[str, ...]:
    """Other amounts of the document that may as well be its total, as plain values.

    Args:
        total: the one that was chosen.
        named: all amounts with their roles.
        grounds: for each value, the sums that end in it, as `arithmetic.grounds_of` gives them.
    """
    money = [n for n in named if n.amount.decimals == 2 and n.amount.value]
    found = {
        *(v for v in _labelled(money) if v != total and not _explained(v, total, money, grounds)),
        *_after(total, money, grounds),
        *_refunded(total, money),
        *_came_to(total, money, grounds),
        *_short(total, money, grounds),
        *_summed(total, money, grounds),
    }
    return tuple(f"{value:.2f}" for value in sorted(found))


def _labelled(money: Sequence[Labelled]) -> list[Decimal]:
    """Amounts whose label says that they are a total or what is to be paid."""
    return [
        n.amount.value
        for n in money
        if n.role in ("total", "payable")
        and n.strength >= STANDING
        and not (n.summary or n.gross or n.amount.repaired)
        and n.amount.value > 0
    ]


def _came_to(
    total: Decimal, money: Sequence[Labelled], grounds: Mapping[Decimal, Collection[str]]
) -> Iterator[Decimal]:
    """The total of something below the total, larger than its tax or a discount: `new total`, `total after return`."""
    rows = [n.amount.row.index for n in money if n.amount.value == total and n.role in ("total", "payable")]
    for n in money if rows else ():
        value, below = n.amount.value, n.amount.row.index > max(rows)
        told = n.role == "total" and OF_SOMETHING <= n.strength < STANDING and not (n.summary or n.gross)
        told = told and below and not n.amount.repaired and value < total < 2 * value
        if told and not _explained(value, total, money, grounds):
            yield value


def _short(total: Decimal, money: Sequence[Labelled], grounds: Mapping[Decimal, Collection[str]]) -> Iterator[Decimal]:
    """What was paid, where all payments that are printed come to less than the total, and nothing says why."""
    if any(ground.startswith(_PAID[0]) for ground in grounds.get(total, ())):
        return
    paid = {n.amount.value for n in money if n.role == "tendered" and n.amount.value > 0}
    most = sum(paid, Decimal(0))
    said = any(n.role in (*TAKEN_OFF, "payable", "change") for n in money)
    said = said or total - most in {abs(n.amount.value) for n in money}
    short = total < 2 * most and most < total - CASH_ROUNDING
    if short and not said and not any(_misread(value, total, money) for value in paid):
        yield most


def _explained(
    value: Decimal, total: Decimal, money: Sequence[Labelled], grounds: Mapping[Decimal, Collection[str]]
) -> bool:
    """Whether a second total belongs to the same purchase, or is the first one misread."""
    apart = abs(total - value)
    if apart < CASH_ROUNDING:
        return True
    if any(abs(n.amount.value) in (apart, value + total) for n in money if n.role in ("prepaid", "payable")):
        return value < total  # what was paid before, or is left to pay: neither is the whole
    summed = any(ground.startswith("arithmetic") for ground in grounds.get(value, ()))
    between = any(abs(n.amount.value) == apart for n in money if n.role is None)  # what was added, or came back
    if not summed and not between and _misread(value, total, money):
        return True
    parts = {abs(n.amount.value) for n in money if n.role in _WITHIN}
    if apart in parts or any(a + b == apart for a, b in combinations(sorted(parts), 2)):
        return True
    within = {abs(n.amount.value) for n in money if n.role in (*_WITHIN, "net", "subtotal")}
    return value < total and value in within  # also labelled as what it is: a part


def _misread(value: Decimal, total: Decimal, money: Sequence[Labelled]) -> bool:
    """Whether the two differ in one digit, as readers err; the total before a printed rounding counts as well."""
    roundings = {n.amount.value for n in money if n.role == "rounding" and abs(n.amount.value) < 1}
    forms = {total, *(total + sign * r for r in roundings for sign in (1, -1))}
    return any(
        len(f"{form:.2f}") == len(f"{value:.2f}") and Levenshtein.distance(f"{form:.2f}", f"{value:.2f}") == 1
        for form in forms
    )


def _summed(total: Decimal, money: Sequence[Labelled], grounds: Mapping[Decimal, Collection[str]]) -> Iterator[Decimal]:
    """What net and tax come to, where that is the total but for one digit: the reader may have erred, twice alike."""
    if any(ground.startswith("arithmetic") for ground in grounds.get(total, ())):
        return
    places = Counter(value for value, _ in {(n.amount.value, n.amount.row.index) for n in money})
    for net, tax in net_tax_pairs(money):
        once = min(places[net], places[tax]) < 2 and places[total] > 2  # then it is the part that was misread
        if net > 0 and tax > 0 and not once and net + tax != total and _misread(net + tax, total, money):
            yield net + tax


def _after(total: Decimal, money: Sequence[Labelled], grounds: Mapping[Decimal, Collection[str]]) -> Iterator[Decimal]:
    """What is left of the total after what stands below it was taken off, unless its payment says otherwise.

    Where cash and change come to the total, what stands below it was for information.
    """
    if set(_PAID) & set(grounds.get(total, ())):
        return
    rows = [n.amount.row.index for n in money if n.amount.value == total and n.role in ("total", "payable")]
    if not rows:
        return
    taken = [n for n in money if n.role in TAKEN_OFF and n.amount.row.index > min(rows)]
    paid = {
        cash.amount.value - abs(change.amount.value)
        for cash in money
        for change in money
        if cash.role == "tendered" and change.role == "change"
    }
    for part in taken:
        left = total - abs(part.amount.value)
        if TERMS.search(label_key(part.amount.row.text)) and left not in {n.amount.value for n in money}:
            continue
        voucher = VOUCHER.search(label_key(part.amount.row.text)) is not None
        less = voucher or (part.role == "discount" and left)  # `after discount` states the whole again
        if left >= 0 and (less or (left and left in paid and part.role == "saving")):
            yield left


def _refunded(total: Decimal, money: Sequence[Labelled]) -> Iterator[Decimal]:
    """What is left of the total after something was paid back below it; change by another name is no refund."""
    rows = [n.amount.row.index for n in money if n.amount.value == total and n.role in ("total", "payable")]
    change = {
        abs(cash.amount.value) - total for cash in money if cash.role == "tendered" and abs(cash.amount.value) > total
    }
    for part in money if rows else ():
        back = abs(part.amount.value)
        named = REFUND.search(label_key(part.amount.row.text)) is not None
        if named and part.amount.row.index > min(rows) and back <= total and back not in change:
            yield total - back
