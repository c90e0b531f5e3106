"""Which of the printed amounts is the total, and its companions: net, tax, rounding, prepaid, payable.

A total is told by its label, by arithmetic with its neighbours, by repetition and by its place. `total_amount` is the
total with tax, after rounding to the cash in use, before prepayments.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from claimcheck.core.extract.amounts import Amount, plain_value
from claimcheck.core.extract.rows import Row
from claimcheck.core.extract.text import label_key
from claimcheck.core.extract.vocabulary import (
    AMOUNT_LABELS,
    COLUMN_HEADS,
    FINAL_NET,
    LABEL_WORDS,
    TAX_SUMMARY,
    TAXED,
    Role,
)
from claimcheck.core.extract.words import amounts_in_words
from claimcheck.model.documents import Field

COIN = Decimal("0.05")
"""The least coin that cash is rounded to."""
ABOVE = 0.6
"""How much a label over an amount is worth beside one in its row."""
MOST_TAX = Decimal("0.35")
"""No tax on sales is a larger part of the amount without it."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """An amount with what its label makes of it.

    Attributes:
        amount: as printed.
        role, strength: what the label says, and how surely.
        summary: whether it stands in a tax summary.
        final: whether the label speaks of what is left in the end (`net total`).
        taxed: whether the label speaks of a tax within the amount.
        gross: whether the label speaks of the amount before an agent's commission.
    """

    amount: Amount
    role: Role | None
    strength: float
    summary: bool = False
    final: bool = False
    taxed: bool = False
    gross: bool = False


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
    named = tuple(_with_role(amount, rows, by_row, summaries) for amount in amounts if not amount.percent)
    return _settled(named)


def _settled(named: tuple[Labelled, ...]) -> tuple[Labelled, ...]:
    """The roles, where a label alone leaves them open, settled by what else the page holds.

    `Net total` is what is paid where nothing larger is a total, and the amount without tax elsewhere; `total incl. tax`
    beside a small amount names the tax within the total.
    """
    totals = [n.amount.value for n in named if n.role in ("total", "payable") and n.amount.decimals == 2]
    others = [n.amount.value for n in named if n.role in ("subtotal", "net", "tendered") and n.amount.decimals == 2]
    gross_sold = any(n.role == "commission" for n in named)
    settled = []
    for one in named:
        value = one.amount.value
        if (
            one.role == "net"
            and one.final
            and value > 0
            and value >= max(others)
            and value >= max(totals, default=value)
        ):
            settled.append(replace(one, role="total", strength=0.85))
        elif gross_sold and one.gross and one.role in ("subtotal", "total"):
            settled.append(replace(one, role="total", strength=1.0))
        elif one.role == "total" and one.taxed and others and value < max(others) * MOST_TAX and value not in others:
            settled.append(replace(one, role="tax", strength=0.6))
        else:
            settled.append(one)
    return tuple(settled)


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
    if role is None:
        role, strength = _from_above(amount, rows, by_row)
        if strength < 0.9 * ABOVE and _has_words(row.text[: amount.start]):
            role, strength = None, 0.0
    if role == "total" and row.index not in summaries and _money_count(by_row[row.index]) > 1:
        head, sure = _column_role(amount, rows)
        role, strength = (head, min(strength, sure)) if head else (role, strength * 0.9)
    if role == "rounding" and abs(amount.value) >= 1:
        role, strength = "total", 0.9  # what it came to after rounding, not the rounding itself
    label = label_key(row.text[start : amount.start], LABEL_WORDS)
    final, taxed = FINAL_NET.search(label) is not None, TAXED.search(label) is not None
    return Labelled(amount, role, strength, row.index in summaries, final, taxed, "gross" in label)


def _money_count(amounts: Sequence[Amount]) -> int:
    return sum(1 for amount in amounts if amount.decimals == 2 and not amount.percent)


def _has_words(text: str) -> bool:
    return sum(c.isalpha() for c in text) >= 4


def _from_above(amount: Amount, rows: Sequence[Row], by_row: Mapping[int, list[Amount]]) -> tuple[Role | None, float]:
    """The role that a cell right above gives: the label over the amount, or a column's head over its only value."""
    here = amount.row.index - rows[0].index
    for row in reversed(rows[max(0, here - 3) : here]):
        if row.page != amount.row.page or any(a.decimals == 2 for a in by_row.get(row.index, ())):
            break
        if amount.box.top - row.box.bottom > 2.5 * amount.row.height:
            break
        for cell in row.cells:
            alone = len(row.cells) == 1 and len(amount.row.cells) == 1
            if alone or (cell.box.left < amount.box.right and amount.box.left < cell.box.right):
                role, strength = role_of(cell.text)
                if role is not None:
                    return role, strength * ABOVE
    return None, 0.0


def head_of(text: str) -> Role | None:
    """What a column's head says of the amounts under it."""
    key = label_key(text)
    return next((role for role, pattern in COLUMN_HEADS if pattern.search(key)), None)


def _column_role(amount: Amount, rows: Sequence[Row]) -> tuple[Role | None, float]:
    """The role that the head of an amount's column gives, up to twelve rows above."""
    here = amount.row.index - rows[0].index
    for row in reversed(rows[max(0, here - 12) : here]):
        if row.page != amount.row.page:
            break
        heads = [(cell, head_of(cell.text)) for cell in row.cells if not _money(cell.text)]
        if sum(1 for _, role in heads if role) < 2:
            continue
        for cell, role in heads:
            if role and cell.box.left < amount.box.right and amount.box.left < cell.box.right:
                return role, 0.85
    return None, 0.0


def total_fields(amounts: Sequence[Amount], rows: Sequence[Row]) -> dict[str, Field]:
    """The fields total_amount, net_amount, tax_amount, rounding_amount, prepaid_amount and payable_amount found."""
    named = labelled(amounts, rows)
    if not named:
        return {}
    total = choose_total(named, amounts_in_words(rows))
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


def choose_total(named: Sequence[Labelled], words: Collection[Decimal] = ()) -> Candidate | None:
    """The best candidate for the total; none where nothing on the page is an amount of money."""
    grounds = {**_arithmetic(named)}
    for value in words:
        grounds[value] = grounds.get(value, frozenset()) | {"words"}
    values: dict[Decimal, list[Labelled]] = defaultdict(list)
    for one in named:
        credited = one.amount.value < 0 and one.role in ("total", "payable") and one.strength >= 0.9
        if (one.amount.value > 0 or credited) and (
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
    score += 0.5 * ("words" in arithmetic)
    score += 0.3 * ("arithmetic:row" in arithmetic) + 0.5 * ("arithmetic:rows" in arithmetic)
    score -= 0.6 * ("arithmetic:before-rounding" in arithmetic)
    rows = {p.amount.row.index for p in places if p.role is not None}
    score += 0.12 * min(3, len(rows) - 1 if rows else 0)
    bare = all(p.amount.decimals == 0 for p in places)
    score -= (0.05 if any(p.amount.currency for p in places) else 0.3) * bare + 0.2 * all(
        p.amount.repaired for p in places
    )
    last = max(n.amount.row.index for n in named)
    score += 0.1 * best.amount.row.index / max(1, last)
    repeats = {p.amount.row.index for p in places if not p.amount.repaired and p.role != "item"}
    supports = [*(("label",) if tops and best.strength >= 0.7 else ())]
    if len(repeats) > 1:
        supports.append(f"repeat:{len(repeats)}")
    supports += sorted(g for g in arithmetic if g not in ("arithmetic:before-rounding", "arithmetic:row"))
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
    for value in _paid(parts):
        if value in present:
            grounds[value].add("arithmetic:cash-change")
    for rounded, base in _roundings(parts):
        grounds[rounded].add("arithmetic:total+rounding")
        grounds[base].add("arithmetic:before-rounding")
    triples = [gross for _, _, gross in _rows_of_three(money)]
    for gross in triples:
        grounds[gross] |= {"arithmetic:net+tax", "arithmetic:row"}
        if len(triples) > 2 and gross * 2 == sum(triples):
            grounds[gross].add("arithmetic:rows")
    for net, tax in _net_tax_pairs(money):
        if tax and net + tax in present:
            grounds[net + tax].add("arithmetic:net+tax")
    return {value: frozenset(found) for value, found in grounds.items()}


def _paid(parts: Mapping[str, Sequence[Decimal]]) -> set[Decimal]:
    """What was handed over less what was handed back."""
    return {
        abs(cash) - abs(change)
        for cash in parts["tendered"]
        for change in parts["change"]
        if change and abs(cash) > abs(change)
    }


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


def _net_tax_pairs(money: Sequence[Labelled]) -> set[tuple[Decimal, Decimal]]:
    """What the page gives as amount without tax and tax: by labels, and row by row and in sum from the tax summary."""
    nets = {n.amount.value for n in money if n.role in ("net", "subtotal")}
    taxes = {n.amount.value for n in money if n.role == "tax" and not n.summary}
    pairs = {(net, tax) for net in nets for tax in taxes if 0 < tax < net * MOST_TAX}
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
    return pairs


def _net_and_tax(total: Decimal, named: Sequence[Labelled]) -> dict[str, Field]:
    """Net and tax that add up to the total (before rounding); else those with a plain label."""
    money = [n for n in named if n.amount.decimals == 2]
    sums = (
        {total}
        | {total - r.amount.value for r in money if r.role == "rounding"}
        | {total + r.amount.value for r in money if r.role == "rounding"}
    )
    pairs = sorted(p for p in _net_tax_pairs(money) if p[0] + p[1] in sums and p[0])
    fields: dict[str, Field] = {}
    if pairs:
        net, tax = pairs[-1] if len(pairs) == 1 else max(pairs, key=lambda p: p[1])
        for name, value, roles in (("net_amount", net, ("net", "subtotal")), ("tax_amount", tax, ("tax",))):
            places = [n for n in money if abs(n.amount.value) == abs(value)]
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
