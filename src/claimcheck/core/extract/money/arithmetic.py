"""Sums that a document prints: net and tax, cash and change, rounding, commission.

They tell which amount is the total, and prove that it was read right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from claimcheck.core.extract.money.roles import MOST_TAX, Labelled

MOST_PARTS = 60
"""Different amounts under one kind of label that are tried in sums at the most."""
REACH = 6
"""A total stands at most so many rows under the parts that it is the sum of."""
COIN = Decimal("0.05")
"""The least coin that cash is rounded to."""


def grounds_of(named: Sequence[Labelled]) -> dict[Decimal, frozenset[str]]:
    """For each value, the sums on the page that end in it. A sum with zero as its other part proves nothing."""
    money = [n for n in named if n.amount.decimals == 2]
    parts: dict[str, list[Decimal]] = defaultdict(list)
    for one in money:
        known = parts[one.role or "item"]
        if one.role is not None and len(known) < MOST_PARTS and one.amount.value not in known:
            parts[one.role].append(one.amount.value)
    present = {one.amount.value for one in money}
    grounds: dict[Decimal, set[str]] = defaultdict(set)
    for value in _paid(parts) & present:
        grounds[value].add("arithmetic:cash-change")
    for value in _paid_exactly(money, parts):
        grounds[value].add("arithmetic:cash-change")
    for value in _paid_rounded(parts) & present:
        grounds[value].add("arithmetic:cash-change+rounding")
    for rounded, base in _roundings(parts):
        grounds[rounded].add("arithmetic:total+rounding")
        grounds[base].add("before-rounding")
    for value, ground in (
        *_parts(money),
        *_row_grounds(money),
        *_tax_grounds(money, parts, present),
        *_service_grounds(parts, present),
        *_commissions(parts, present),
        *_taken_off(money, _paid(parts)),
    ):
        grounds[value].add(ground)
    return {value: frozenset(found) for value, found in grounds.items()}


def _row_grounds(money: Sequence[Labelled]) -> Iterator[tuple[Decimal, str]]:
    """Rows that end in net, tax and gross; the gross that is the sum of the other rows' is that of the whole.

    Where what is called the total is the sum of all of them, each is the part of one rate, and none the whole.
    """
    triples = [gross for _, _, gross in _rows_of_three(money)]
    whole = sum(triples, Decimal(0))
    if len(triples) > 1 and any(n.amount.value == whole and n.role == "total" and not n.summary for n in money):
        yield whole, "arithmetic:parts"
        return
    for gross in triples:
        yield gross, "arithmetic:net+tax"
        yield gross, "row"
        if len(triples) > 2 and gross * 2 == sum(triples):
            yield gross, "rows"


def _parts(money: Sequence[Labelled]) -> Iterator[tuple[Decimal, str]]:
    """Totals that are the sum of two subtotals printed shortly above: one for each tax rate, say."""
    for total in [one for one in money if one.role in ("total", "payable")][:MOST_PARTS]:
        above = [
            one
            for one in money
            if one.role == "subtotal"
            and one.amount.value
            and 0 < total.amount.row.index - one.amount.row.index <= REACH
        ][:MOST_PARTS]
        sums = {a.amount.value + b.amount.value for a, b in combinations(above, 2) if a.amount.row is not b.amount.row}
        if total.amount.value in sums:
            yield total.amount.value, "arithmetic:parts"


def _tax_grounds(
    money: Sequence[Labelled], parts: Mapping[str, Sequence[Decimal]], present: Collection[Decimal]
) -> Iterator[tuple[Decimal, str]]:
    roundings = [r for r in parts.get("rounding", ()) if r and abs(r) < 1]
    for net, tax in net_tax_pairs(money):
        if tax and net + tax in present:
            yield net + tax, "arithmetic:net+tax"
        for rounding in roundings:
            if tax and net + tax + rounding in present:
                yield net + tax + rounding, "arithmetic:net+tax+rounding"


def _service_grounds(
    parts: Mapping[str, Sequence[Decimal]], present: Collection[Decimal]
) -> Iterator[tuple[Decimal, str]]:
    """What a restaurant adds up: the food, its charge for service, the tax on both, and the rounding."""
    taxes = [Decimal(0), *(t for t in parts["tax"] if t)]
    roundings = [Decimal(0), *(r for r in parts["rounding"] if r and abs(r) < 1)]
    for net in {*parts["subtotal"], *parts["net"]}:
        for service in (s for s in parts["service"] if 0 < s < net * MOST_TAX):
            for tax in (t for t in taxes if t < net * MOST_TAX):
                for rounding in roundings:
                    if net + service + tax + rounding in present:
                        yield net + service + tax + rounding, "arithmetic:net+service"


def _commissions(parts: Mapping[str, Sequence[Decimal]], present: Collection[Decimal]) -> Iterator[tuple[Decimal, str]]:
    for gross in parts.get("total", ()):
        if any(gross - abs(fee) in present for fee in parts.get("commission", ()) if fee):
            yield gross, "arithmetic:gross-commission"


def _taken_off(money: Sequence[Labelled], paid: Collection[Decimal]) -> Iterator[tuple[Decimal, str]]:
    """A total, below it what is taken off, below that what is left: prepaid from the total, or a discount to it."""
    for part in [n for n in money if n.role in ("prepaid", "discount") and n.amount.value][:MOST_PARTS]:
        here, size = part.amount.row.index, abs(part.amount.value)
        above = {
            n.amount.value
            for n in money
            if n.role in (("total",) if part.role == "prepaid" else ("total", "subtotal"))
            and 0 < here - n.amount.row.index <= REACH
            and not n.summary
        }
        below = {
            n.amount.value
            for n in money
            if n.amount.row.index > here
            and (n.role in ("total", "payable") or (n.role in ("net", "tendered") and n.amount.value in paid))
        }
        for whole in above:
            if whole - size > 0 and whole - size in below:
                prepaid = part.role == "prepaid"
                yield whole, "arithmetic:payable+prepaid" if prepaid else "before-discount"
                yield whole - size, "after-prepaid" if prepaid else "arithmetic:discount"


def _paid(parts: Mapping[str, Sequence[Decimal]]) -> set[Decimal]:
    """What was handed over less what was handed back."""
    return {
        abs(cash) - abs(change)
        for cash in parts["tendered"]
        for change in parts["change"]
        if change and abs(cash) > abs(change)
    }


def _paid_exactly(money: Sequence[Labelled], parts: Mapping[str, Sequence[Decimal]]) -> set[Decimal]:
    """What was handed over without change, where net, tax and rounding come to just that."""
    if not any(not change for change in parts["change"]):
        return set()
    roundings = [Decimal(0), *(r for r in parts["rounding"] if abs(r) < 1)]
    sums = {net + tax + rounding for net, tax in net_tax_pairs(money) if tax for rounding in roundings}
    return sums & set(parts["tendered"])


def _paid_rounded(parts: Mapping[str, Sequence[Decimal]]) -> set[Decimal]:
    """What was paid in coins, before the printed rounding that led there."""
    roundings = {r for r in parts["rounding"] if r and abs(r) < COIN}
    return {value + sign * r for value in _paid(parts) if not value % COIN for r in roundings for sign in (1, -1)}


def _roundings(parts: Mapping[str, Sequence[Decimal]]) -> Iterator[tuple[Decimal, Decimal]]:
    """What was rounded, and what it came from, where a printed rounding leads from one printed amount to the other.

    Many tills print the rounding without its sign; then the rounded amount must be one that can be paid in coins.
    """
    for rounding in {r for r in parts["rounding"] if r and abs(r) < 1}:
        for base in {*parts["subtotal"], *parts["total"], *parts["net"]}:
            for value in (base + rounding, base - rounding):
                ends = value in parts["total"] or value in parts["payable"] or value in parts["tendered"]
                in_coins = not value % COIN and bool(base % COIN)
                if ends and (in_coins or value == base + rounding):
                    yield value, base


def net_tax_pairs(money: Sequence[Labelled]) -> set[tuple[Decimal, Decimal]]:
    """What the page gives as amount without tax and tax: by labels, and row by row and in sum from the tax summary."""
    nets = [*dict.fromkeys(n.amount.value for n in money if n.role in ("net", "subtotal"))][:MOST_PARTS]
    taxes = [*dict.fromkeys(n.amount.value for n in money if n.role == "tax" and not n.summary)][:MOST_PARTS]
    pairs = {(net, tax) for net in nets for tax in taxes if 0 < tax < net * MOST_TAX}
    all_rates = sum(taxes, Decimal(0))
    pairs |= {(net, all_rates) for net in nets if len(taxes) > 1 and 0 < all_rates < net * MOST_TAX}
    pairs |= {(net, -abs(tax)) for net in nets for tax in taxes if net < 0 and 0 < abs(tax) < -net * MOST_TAX}
    by_row: dict[int, list[Labelled]] = defaultdict(list)
    for one in money:
        if one.summary:
            by_row[one.amount.row.index].append(one)
    nets_sum, taxes_sum = Decimal(0), Decimal(0)
    for row in by_row.values():
        values = [one.amount.value for one in row]
        if len(values) >= 2 and 0 <= values[1] <= abs(values[0]) * MOST_TAX:
            pairs.add((values[0], values[1]))
            if not any(one.role == "total" for one in row):
                nets_sum, taxes_sum = nets_sum + values[0], taxes_sum + values[1]
    pairs.add((nets_sum, taxes_sum))
    pairs |= {(net, tax) for net, tax, _ in _rows_of_three(money)}
    pairs |= set(_total_rows(money))
    return pairs | set(_sums_before_tax(money))


def _sums_before_tax(money: Sequence[Labelled]) -> Iterator[tuple[Decimal, Decimal]]:
    """Net and tax where the first is called a sum too: under it stands the tax, and under that what both come to."""
    tops = [n for n in money if n.role in ("total", "payable") and n.amount.value > 0 and not n.summary][:MOST_PARTS]
    for tax in [n for n in money if n.role == "tax" and n.amount.value > 0][:MOST_PARTS]:
        under = {n.amount.value for n in tops if n.amount.row.index > tax.amount.row.index}
        for one in tops:
            near = 0 < tax.amount.row.index - one.amount.row.index <= REACH
            if near and tax.amount.value < one.amount.value * MOST_TAX and one.amount.value + tax.amount.value in under:
                yield one.amount.value, tax.amount.value


def _total_rows(money: Sequence[Labelled]) -> Iterator[tuple[Decimal, Decimal]]:
    """Net and tax where a row of totals holds just these two, and their sum stands elsewhere."""
    by_row: dict[int, list[Labelled]] = defaultdict(list)
    for one in money:
        by_row[one.amount.row.index].append(one)
    present = {one.amount.value for one in money if one.role in ("total", "payable")}
    for row in by_row.values():
        if len(row) == 2 and any(one.role == "total" for one in row):
            net, tax = row[0].amount.value, row[1].amount.value
            if net and 0 < tax / net < MOST_TAX and net + tax in present:
                yield net, tax


def _rows_of_three(money: Sequence[Labelled]) -> Iterator[tuple[Decimal, Decimal, Decimal]]:
    by_row: dict[int, list[Decimal]] = defaultdict(list)
    for one in money:
        by_row[one.amount.row.index].append(one.amount.value)
    for values in by_row.values():
        if len(values) >= 3:
            net, tax, gross = values[-3:]
            if net + tax == gross and net and 0 < tax / net < MOST_TAX:
                yield net, tax, gross
