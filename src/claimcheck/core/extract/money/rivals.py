"""Other amounts on a document with as good a claim to be its total: while there are any, none is proved.

A page may hold two receipts, or one receipt with two totals: before and after a voucher, or with a discount that was
taken off below the total. What a printed sum explains (tax, rounding, service, a discount above) is no rival.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Final

from rapidfuzz.distance import Levenshtein

from claimcheck.core.extract.money.arithmetic import net_tax_pairs
from claimcheck.core.extract.money.roles import Labelled
from claimcheck.core.extract.page.text import label_key
from claimcheck.core.extract.wordings.amounts import REFUND, TERMS, VOUCHER, Role

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
_CHANGED: Final = re.compile(
    r"\b(?:new|correct(?:ed|ion)|revised|amended|adjusted|updated|changed|reduced|after|less|minus|"
    r"return(?:s|ed)?|refund(?:s|ed)?|exchanged?|cancell?(?:ed|ation)|void(?:s|ed)?|"
    r"neue?[rsn]?|korrigiert\w*|geandert\w*|berichtigt\w*|nach|abzuglich|abzgl|retouren?|"
    r"nouveaux?|nouvelle|corrigee?|rectifiee?|modifiee?|apres|retours?|"
    r"nuov[oa]|corrett[oa]|rettificat[oa]|dopo|nuev[oa]|corregid[oa]|rectificad[oa]|despues|tras|devolucion|"
    r"nov[oaye]|corrigid[oa]|apos|nieuwe?|gecorrigeerd\w*|nowa|nowy|zwrocie|nya|nytt|efter|etter|uusi|yeni|"
    r"baru|selepas|setelah|dipinda|pemulangan)\b|新|更正|退货|退款|扣除|折后"
)
"""What says that a purchase came to something else in the end."""
_OF_OTHER_THINGS: Final = re.compile(
    r"\b(?:points?|pts|punkte|rewards?|stamps|miles|balance|loyalty|ytd|kg|lbs?|weight|lit(?:re|er)s?|ltr|volume)\b"
)
"""What a total counts that is no sum of money, or stands on an account."""
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
        *_nothing_left(total, named),
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


def _nothing_left(total: Decimal, named: Sequence[Labelled]) -> Iterator[Decimal]:
    """The total of nothing under the total, where all of it was taken off between the two, and was not paid."""
    stated = _stated(total, named)
    for n in named if stated else ():
        if n.role == "total" and n.strength >= STANDING and not n.amount.value and n.amount.decimals == 2:
            between = (m for m in named if min(stated) < m.amount.row.index < n.amount.row.index)
            if any(m.amount.value == -total and m.role not in ("prepaid", "tendered") for m in between):
                yield n.amount.value


def _stated(total: Decimal, money: Sequence[Labelled]) -> list[int]:
    """The rows in which the total is called one."""
    return [n.amount.row.index for n in money if n.amount.value == total and n.role in ("total", "payable")]


def _came_to(
    total: Decimal, money: Sequence[Labelled], grounds: Mapping[Decimal, Collection[str]]
) -> Iterator[Decimal]:
    """A smaller total below the total that says that something changed, or has beside it by how much.

    `New total`, `total after return`; or an amount of no name between the two that is what they lie apart by. What
    else is called a total of something, of a rate of tax, a department or a card, is a part of the whole.
    """
    rows = _stated(total, money)
    for n in money if rows else ():
        value, row, last = n.amount.value, n.amount.row, max(rows)
        told = n.role == "total" and OF_SOMETHING <= n.strength < STANDING and not (n.summary or n.gross)
        told = told and row.index > last and not n.amount.repaired and value < total < 2 * value
        if not told or _explained(value, total, money, grounds):
            continue
        between = (m for m in money if m.role is None and not m.summary and last < m.amount.row.index < row.index)
        key = label_key(row.text)
        changed = _CHANGED.search(key) and not _OF_OTHER_THINGS.search(key)
        if changed or any(abs(m.amount.value) == total - value for m in between):
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
    unsure = any(n.amount.confidence < 1 for n in money if n.amount.value in (value, total))  # a text layer is sure
    if unsure and not summed and not between and _misread(value, total, money):
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
    rows = _stated(total, money)
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
    rows = _stated(total, money)
    change = {
        abs(cash.amount.value) - total for cash in money if cash.role == "tendered" and abs(cash.amount.value) > total
    }
    for part in money if rows else ():
        back = abs(part.amount.value)
        named = REFUND.search(label_key(part.amount.row.text)) is not None
        if named and part.amount.row.index > min(rows) and back <= total and back not in change:
            yield total - back
