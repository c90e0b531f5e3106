"""Which of the printed amounts is the total, and its companions: net, tax, rounding, prepaid, payable.

A total is told by its label, by arithmetic with its neighbours, by repetition and by its place. `total_amount` is the
total with tax, after rounding to the cash in use, before prepayments.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from claimcheck.core.extract.amounts import Amount, plain_value
from claimcheck.core.extract.rows import Row
from claimcheck.core.extract.text import label_key
from claimcheck.core.extract.vocabulary import AMOUNT_LABELS, LABEL_WORDS, TAX_SUMMARY, Role
from claimcheck.model.documents import Field

COIN = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class Labelled:
    """An amount with what its label makes of it. `near`: 1 for a label in its row, less for one above."""

    amount: Amount
    role: Role | None
    strength: float
    summary: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that may be the total, its best place, its score and its grounds."""

    value: Decimal
    best: Labelled
    score: float
    supports: tuple[str, ...]


def role_of(label: str) -> tuple[Role | None, float]:
    """What a label says that its amount is, and how surely."""
    key = label_key(label[-70:], LABEL_WORDS)
    if not key:
        return None, 0.0
    for role, strength, pattern in AMOUNT_LABELS:
        if pattern.search(key):
            return role, strength
    return None, 0.0


def labelled(amounts: Sequence[Amount], rows: Sequence[Row]) -> tuple[Labelled, ...]:
    """Each amount with its role: from the cell to its left, else its whole row, else what stands above it."""
    summaries = _summary_rows(rows)
    by_row: dict[int, list[Amount]] = defaultdict(list)
    for amount in amounts:
        by_row[amount.row.index].append(amount)
    return tuple(_with_role(amount, rows, by_row, summaries) for amount in amounts if not amount.percent)


def _summary_rows(rows: Sequence[Row]) -> frozenset[int]:
    """Rows of a tax summary: from its heading on, while rows hold numbers."""
    inside: set[int] = set()
    left = 0
    for row in rows:
        key = label_key(row.text)
        if TAX_SUMMARY.search(key) and not _money(row.text):
            left = 12
        elif left:
            left -= 1
            if not any(c.isdigit() for c in row.text) and not TAX_SUMMARY.search(key) and len(key) > 24:
                left = 0
        if left:
            inside.add(row.index)
    return frozenset(inside)


def _money(text: str) -> bool:
    return any(
        text[i] in ".," and text[i + 1 : i + 3].isdigit() and text[i - 1].isdigit() for i in range(1, len(text) - 2)
    )


def _with_role(
    amount: Amount, rows: Sequence[Row], by_row: Mapping[int, list[Amount]], summaries: frozenset[int]
) -> Labelled:
    row = amount.row
    before = [
        other for other in by_row[row.index] if other.end <= amount.start and not other.percent and other.decimals == 2
    ]
    start = before[-1].end if before else 0
    role, strength = role_of(row.text[start : amount.start])
    if role is None and before:
        role, strength = role_of(row.text[: amount.start])
        strength *= 0.8
    if role is None and not _has_words(row.text[: amount.start]):
        role, strength = _from_above(amount, rows, by_row)
    if role == "rounding" and abs(amount.value) >= 1:
        role, strength = "total", 0.9  # what it came to after rounding, not the rounding itself
    return Labelled(amount, role, strength, row.index in summaries)


def _has_words(text: str) -> bool:
    return sum(c.isalpha() for c in text) >= 4


def _from_above(amount: Amount, rows: Sequence[Row], by_row: Mapping[int, list[Amount]]) -> tuple[Role | None, float]:
    """The role that a cell right above gives: the label over the amount, or a column's head over its only value."""
    here = amount.row.index - rows[0].index
    for row in reversed(rows[max(0, here - 1) : here]):
        if row.page != amount.row.page or (row.index in by_row and any(a.decimals == 2 for a in by_row[row.index])):
            continue
        if amount.box.top - row.box.bottom > 2.5 * amount.row.height:
            continue
        for cell in row.cells:
            alone = len(row.cells) == 1 and len(amount.row.cells) == 1
            if alone or (cell.box.left < amount.box.right and amount.box.left < cell.box.right):
                role, strength = role_of(cell.text)
                if role is not None:
                    return role, strength * 0.6
    return None, 0.0


def total_fields(amounts: Sequence[Amount], rows: Sequence[Row]) -> dict[str, Field]:
    """The fields total_amount, net_amount, tax_amount, rounding_amount, prepaid_amount and payable_amount found."""
    named = labelled(amounts, rows)
    if not named:
        return {}
    total = choose_total(named)
    fields: dict[str, Field] = {}
    if total is None:
        return fields
    fields["total_amount"] = _field("total_amount", total.value, total.best, total.supports, _sure(total))
    for name, role in (("rounding_amount", "rounding"), ("prepaid_amount", "prepaid")):
        part = next((n for n in named if n.role == role and n.amount.decimals == 2), None)
        if part is not None and abs(part.amount.value) <= total.value:
            fields[name] = _field(name, part.amount.value, part, ("label",), 0.9 * part.amount.confidence)
    fields.update(_net_and_tax(total.value, named))
    due = next((n for n in reversed(named) if n.role == "payable" and n.amount.decimals == 2), None)
    if due is not None:
        fields["payable_amount"] = _field(
            "payable_amount", due.amount.value, due, ("label",), 0.9 * due.amount.confidence
        )
    return fields


def choose_total(named: Sequence[Labelled]) -> Candidate | None:
    """The best candidate for the total; none where nothing on the page is an amount of money."""
    grounds = _arithmetic(named)
    values: dict[Decimal, list[Labelled]] = defaultdict(list)
    for one in named:
        if one.amount.value > 0 and (
            one.amount.decimals == 2 or (one.role == "total" and one.strength >= 0.9 and one.amount.decimals == 0)
        ):
            values[one.amount.value].append(one)
    candidates = [c for value, places in values.items() if (c := _candidate(value, places, named, grounds)) is not None]
    if not candidates:
        return None
    return max(candidates, key=lambda c: (round(c.score, 3), c.value))


def _candidate(
    value: Decimal, places: Sequence[Labelled], named: Sequence[Labelled], grounds: Mapping[Decimal, frozenset[str]]
) -> Candidate | None:
    tops = [p for p in places if p.role in ("total", "payable") and not p.summary]
    others = [p for p in places if p.role in ("tendered", "subtotal")]
    arithmetic = grounds.get(value, frozenset())
    if not tops and not arithmetic and any(n.role == "total" and n.amount.decimals == 2 for n in named):
        return None
    best = max(
        tops or others or list(places),
        key=lambda p: (p.strength - 0.5 * p.amount.repaired, p.amount.confidence, p.amount.row.index),
    )
    score = max((p.strength for p in tops), default=0.15 if others else 0.0)
    score += 0.45 * len(
        arithmetic & {"arithmetic:cash-change", "arithmetic:subtotal+rounding", "arithmetic:total+rounding"}
    )
    score += 0.35 * ("arithmetic:net+tax" in arithmetic) + 0.2 * ("arithmetic:lines" in arithmetic)
    score -= 0.6 * ("arithmetic:before-rounding" in arithmetic)
    rows = {p.amount.row.index for p in places if p.role is not None}
    score += 0.12 * min(3, len(rows) - 1 if rows else 0)
    score -= 0.3 * all(p.amount.decimals == 0 for p in places) + 0.2 * all(p.amount.repaired for p in places)
    last = max(n.amount.row.index for n in named)
    score += 0.1 * best.amount.row.index / max(1, last)
    repeats = {p.amount.row.index for p in places if not p.amount.repaired and p.role != "item"}
    supports = [*(("label",) if tops and best.strength >= 0.7 else ())]
    if len(repeats) > 1:
        supports.append(f"repeat:{len(repeats)}")
    supports += sorted(g for g in arithmetic if g != "arithmetic:before-rounding")
    return Candidate(value, best, score, tuple(supports))


def _arithmetic(named: Sequence[Labelled]) -> dict[Decimal, frozenset[str]]:
    """For each value, the sums on the page that end in it. A sum with zero as its other part proves nothing."""
    grounds: dict[Decimal, set[str]] = defaultdict(set)
    money = [n for n in named if n.amount.decimals == 2]
    parts: dict[str, list[Decimal]] = defaultdict(list)
    for one in money:
        if one.role is not None:
            parts[one.role].append(one.amount.value)
    present = {one.amount.value for one in money}
    for cash in parts["tendered"]:
        for change in parts["change"]:
            value = abs(cash) - abs(change)
            if change and value > 0 and value in present:
                grounds[value].add("arithmetic:cash-change")
    for rounded, base in _roundings(parts):
        grounds[rounded].add("arithmetic:total+rounding")
        grounds[base].add("arithmetic:before-rounding")
    for net, tax in _net_tax_pairs(money):
        if tax and net + tax in present:
            grounds[net + tax].add("arithmetic:net+tax")
    return {value: frozenset(found) for value, found in grounds.items()}


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


def _net_tax_pairs(money: Sequence[Labelled]) -> set[tuple[Decimal, Decimal]]:
    """What the page gives as amount without tax and tax: by labels, and row by row and in sum from the tax summary."""
    nets = {n.amount.value for n in money if n.role in ("net", "subtotal")}
    taxes = {n.amount.value for n in money if n.role == "tax" and not n.summary}
    pairs = {(net, tax) for net in nets for tax in taxes if Decimal(0) < tax < net * Decimal("0.35")}
    by_row: dict[int, list[Labelled]] = defaultdict(list)
    for one in money:
        if one.summary:
            by_row[one.amount.row.index].append(one)
    nets_sum, taxes_sum = Decimal(0), Decimal(0)
    for row in by_row.values():
        values = [one.amount.value for one in row]
        if len(values) >= 2 and 0 <= values[1] <= abs(values[0]) * Decimal("0.35"):
            pairs.add((values[0], values[1]))
            if not any(one.role == "total" for one in row):
                nets_sum, taxes_sum = nets_sum + values[0], taxes_sum + values[1]
    pairs.add((nets_sum, taxes_sum))
    return pairs


def _net_and_tax(total: Decimal, named: Sequence[Labelled]) -> dict[str, Field]:
    """Net and tax that add up to the total (before rounding); else those with a plain label."""
    money = [n for n in named if n.amount.decimals == 2]
    sums = (
        {total}
        | {total - r.amount.value for r in money if r.role == "rounding"}
        | {total + r.amount.value for r in money if r.role == "rounding"}
    )
    pairs = sorted(p for p in _net_tax_pairs(money) if p[0] + p[1] in sums and p[0] > 0)
    fields: dict[str, Field] = {}
    if pairs:
        net, tax = pairs[-1] if len(pairs) == 1 else max(pairs, key=lambda p: p[1])
        for name, value, roles in (("net_amount", net, ("net", "subtotal")), ("tax_amount", tax, ("tax",))):
            places = [n for n in money if n.amount.value == value]
            if places:
                best = max(places, key=lambda n: (n.role in roles, n.summary, n.strength))
                fields[name] = _field(name, value, best, ("label", "arithmetic:net+tax"), 0.97 * best.amount.confidence)
        return fields
    for name, role in (("net_amount", "net"), ("tax_amount", "tax")):
        places = [n for n in money if n.role == role and 0 <= n.amount.value <= total]
        if places:
            best = max(places, key=lambda n: (n.strength, n.amount.row.index))
            fields[name] = _field(name, best.amount.value, best, ("label",), 0.7 * best.amount.confidence)
    return fields


def _sure(total: Candidate) -> float:
    """How sure that this is the total: the reading, then how many grounds of different kinds it has."""
    grounds = sum(1 for support in total.supports)
    strength = 0.98 if grounds >= 2 else 0.94 if total.score >= 0.9 else 0.85 if grounds else 0.5
    return strength * total.best.amount.confidence * (0.6 if total.best.amount.repaired else 1.0)


def _field(name: str, value: Decimal, place: Labelled, supports: tuple[str, ...], sure: float) -> Field:
    return Field(
        name=name,
        value=plain_value(value),
        raw=place.amount.raw,
        confidence=round(min(1.0, sure), 4),
        page=place.amount.row.page,
        box=place.amount.box,
        reader=place.amount.row.reader,
        supports=supports,
        repaired=place.amount.repaired,
    )
