"""Which of the printed amounts is the total, and its companions: net, tax, rounding, prepaid, payable.

A total is told by its label, by arithmetic with its neighbours, by repetition and by its place. `total_amount` is the
total with tax, after rounding to the cash in use, before prepayments.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from claimcheck.core.extract.money.amounts import Amount, plain_value
from claimcheck.core.extract.money.arithmetic import grounds_of, net_tax_pairs
from claimcheck.core.extract.money.kinds_of_cost import Kinds, kinds_summed
from claimcheck.core.extract.money.rivals import rivals
from claimcheck.core.extract.money.roles import Labelled, labelled
from claimcheck.core.extract.money.words import amounts_in_words
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import low
from claimcheck.core.extract.wordings.amounts import Role
from claimcheck.model.documents import Field, Kind

WEIGHTS: Final = {
    "arithmetic:cash-change": 0.45,
    "arithmetic:cash-change+rounding": 0.2,
    "arithmetic:net+service": 0.35,
    "arithmetic:total+rounding": 0.45,
    "arithmetic:net+tax": 0.35,
    "arithmetic:parts": 0.35,
    "arithmetic:net+tax+rounding": 0.35,
    "arithmetic:gross-commission": 0.6,
    "words": 0.5,
    "row": 0.3,
    "rows": 0.8,
    "before-rounding": -0.6,
    "arithmetic:payable+prepaid": 0.45,
    "after-prepaid": -0.6,
    "arithmetic:discount": 0.45,
    "before-discount": -0.6,
}
"""How much a sum speaks for the amount that it ends in."""
NEVER: Final[frozenset[Role | None]] = frozenset({"change", "saving", "rounding", "commission", "discount"})
"""What no total is: what was handed back, is left on a card, or was taken off."""
HINTS: Final = frozenset({"row", "rows", "before-rounding", "after-prepaid", "before-discount"})
"""Grounds that help to choose the total and prove nothing."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that may be the total, its best place, its score and its grounds."""

    value: Decimal
    best: Labelled
    score: float
    supports: tuple[str, ...]


def total_fields(amounts: Sequence[Amount], rows: Sequence[Row], kind: Kind | None = None) -> dict[str, Field]:
    """The fields total_amount, net_amount, tax_amount, rounding_amount, prepaid_amount and payable_amount found."""
    kinds = kinds_summed(labelled(amounts, rows, kind))
    named = kinds.named
    if not named:
        return {}
    total = choose_total(named, amounts_in_words(rows), kinds)
    fields: dict[str, Field] = {}
    if total is None:
        return fields
    fields["total_amount"] = replace(
        _field("total_amount", total.value, total.best, total.supports, _sure(total)),
        rivals=rivals(total.value, named, grounds_of(named)),
    )
    for name, role in (("rounding_amount", "rounding"), ("prepaid_amount", "prepaid")):
        part = next((n for n in named if n.role == role and n.amount.decimals == 2), None)
        if part is not None and abs(part.amount.value) <= total.value:
            value = abs(part.amount.value) if role == "prepaid" else part.amount.value
            fields[name] = _field(name, value, part, ("label",), 0.9 * part.amount.confidence)
    fields.update(_net_and_tax(total.value, named))
    due = next((n for n in reversed(named) if n.role == "payable" and n.amount.decimals == 2), None)
    if due is not None:
        fields["payable_amount"] = _field(
            "payable_amount", due.amount.value, due, ("label",), 0.9 * due.amount.confidence
        )
    return fields


def choose_total(
    named: Sequence[Labelled], words: Collection[Decimal] = (), kinds: Kinds | None = None
) -> Candidate | None:
    """The best candidate for the total; none where nothing on the page is an amount of money."""
    grounds = {**grounds_of(named)}
    if kinds is not None and kinds.whole is not None:
        grounds[kinds.whole] = grounds.get(kinds.whole, frozenset()) | {"arithmetic:parts"}
    for value in words:
        grounds[value] = grounds.get(value, frozenset()) | {"words"}
    values: dict[Decimal, list[Labelled]] = defaultdict(list)
    for one in named:
        credited = one.amount.value < 0 and one.role in ("total", "payable") and one.strength >= 0.9
        if (one.amount.value > 0 or credited) and (
            one.amount.decimals == 2 or (one.role == "total" and one.strength >= 0.9 and one.amount.decimals == 0)
        ):
            values[one.amount.value].append(one)
    named_total = any(n.role == "total" and n.amount.decimals == 2 and not n.summary for n in named)
    last_row = max(1, named[-1].amount.row.index)
    candidates = [
        candidate
        for value, places in values.items()
        if (kinds is None or value not in kinds.parts)
        and (candidate := _candidate(value, places, grounds.get(value, frozenset()), named_total, last_row)) is not None
    ]
    if not candidates:
        return None
    return max(candidates, key=lambda c: (round(c.score, 3), c.value))


def _candidate(
    value: Decimal, places: Sequence[Labelled], arithmetic: frozenset[str], named_total: bool, last_row: int
) -> Candidate | None:
    """What speaks for this value; none where another amount is labelled as the total and nothing is summed up to it."""
    tops = [p for p in places if p.role in ("total", "payable") and not p.summary]
    others = [p for p in places if p.role in ("tendered", "subtotal")]
    if not tops and not arithmetic and (named_total or all(p.role in NEVER for p in places)):
        return None
    best = _best_place(places, tops, others, arithmetic)
    score = max((p.strength for p in tops), default=0.15 if others else 0.0)
    score += sum(WEIGHTS[ground] for ground in arithmetic)
    labelled_rows = {p.amount.row.index for p in places if p.role is not None}
    score += 0.12 * min(3, max(0, len(labelled_rows) - 1))
    if all(p.amount.decimals == 0 for p in places):
        score -= 0.05 if any(p.amount.marked for p in places) else 0.3
    score -= 0.2 * all(p.amount.repaired for p in places)
    score += 0.1 * best.amount.row.index / last_row
    return Candidate(value, best, score, _supports(places, best, bool(tops), arithmetic))


def _best_place(
    places: Sequence[Labelled], tops: Sequence[Labelled], others: Sequence[Labelled], arithmetic: frozenset[str]
) -> Labelled:
    """Where a value is shown to stand: by its label as the total if it has one, but rather where it was read clearly.

    Args:
        places: all of the value.
        tops: those of them that a label names as the total.
        others: those of them whose label may stand beside a total of the same value.
        arithmetic: the sums that end in the value.
    """
    best = max(tops or others or places, key=_standing)
    if tops and best.amount.repaired and (clear := [p for p in others if not p.amount.repaired]):
        best = max(clear, key=_standing)
    if best.specked and arithmetic - HINTS:
        best = replace(best, amount=replace(best.amount, repaired=False))  # the sum says that it is positive
    return best


def _standing(place: Labelled) -> tuple[float, float, int]:
    height = place.amount.box.bottom - place.amount.box.top
    scribbled = height > 1.25 * place.amount.row.height  # a pen writes larger than the printer beside it
    return (
        place.strength - 0.5 * place.amount.repaired - 0.1 * scribbled,
        place.amount.confidence,
        place.amount.row.index,
    )


def _supports(
    places: Sequence[Labelled], best: Labelled, named_total: bool, arithmetic: Collection[str]
) -> tuple[str, ...]:
    """The grounds that a decision may stand on: what only helps to choose is left out."""
    supports = ["label"] if named_total and best.strength >= 0.7 else []
    repeats = {p.amount.row.index for p in places if not p.amount.repaired and p.role != "item"}
    if len(repeats) > 1:
        supports.append(f"repeat:{len(repeats)}")
    return (*supports, *sorted(ground for ground in arithmetic if ground not in HINTS))


def _net_and_tax(total: Decimal, named: Sequence[Labelled]) -> dict[str, Field]:
    """Net and tax that add up to the total (before rounding); else those with a plain label."""
    money = [n for n in named if n.amount.decimals == 2]
    roundings = [one.amount.value for one in money if one.role == "rounding"]
    sums = {total, *(total + sign * rounding for rounding in roundings for sign in (1, -1))}
    pairs = sorted(p for p in net_tax_pairs(money) if p[0] + p[1] in sums and p[0])
    return _in_sum(max(pairs, key=lambda p: p[1]), money) if pairs else _by_label(total, money)


def _in_sum(pair: tuple[Decimal, Decimal], money: Sequence[Labelled]) -> dict[str, Field]:
    fields: dict[str, Field] = {}
    sides = (("net_amount", ("net", "subtotal")), ("tax_amount", ("tax",)))
    for value, (name, roles) in zip(pair, sides, strict=True):
        places = [n for n in money if abs(n.amount.value) == abs(value)]
        rates = [n for n in money if n.role == "tax" and not n.summary and n.amount.value]
        if not places and name == "tax_amount" and sum({n.amount.value for n in rates}) == value:
            best = max(rates, key=lambda n: n.amount.value)  # each rate's tax is printed, and their sum nowhere
            fields[name] = _field(name, value, best, ("label",), 0.7 * best.amount.confidence)
        elif places:
            best = max(places, key=lambda n: (n.role in roles, n.summary, n.strength))
            fields[name] = _field(name, value, best, ("label", "arithmetic:net+tax"), 0.97 * best.amount.confidence)
    return fields


def _by_label(total: Decimal, money: Sequence[Labelled]) -> dict[str, Field]:
    fields: dict[str, Field] = {}
    taxes = [n.amount.value for n in money if n.role == "tax"]
    untaxed = bool(taxes) and not any(taxes)
    for name, role in (("net_amount", "net"), ("tax_amount", "tax")):
        if role == "tax" and (halves := _central_and_state(money)):
            first = halves[0]
            value = sum((one.amount.value for one in halves), Decimal(0))
            fields[name] = _field(name, value, first, ("label",), 0.7 * first.amount.confidence)
            continue
        places = [n for n in money if n.role == role and 0 <= n.amount.value <= total]
        if role == "net" and not places and untaxed:
            places = [n for n in money if n.role == "subtotal" and n.amount.value == total]
        if places:
            best = max(places, key=lambda n: (n.strength, n.amount.row.index))
            fields[name] = _field(name, best.amount.value, best, ("label",), 0.7 * best.amount.confidence)
    return fields


def _central_and_state(money: Sequence[Labelled]) -> tuple[Labelled, ...]:
    """The two halves of an Indian tax, where each is printed once with a label of its own."""
    central = [n for n in money if n.role == "tax" and "cgst" in _label_before(n)]
    state = [n for n in money if n.role == "tax" and ("sgst" in _label_before(n) or "utgst" in _label_before(n))]
    same = len(central) == len(state) == 1 and central[0].amount.value == state[0].amount.value
    return (central[0], state[0]) if same else ()


def _label_before(one: Labelled) -> str:
    """The letters right before an amount in its row."""
    return low(one.amount.row.text[max(0, one.amount.start - 16) : one.amount.start])


def _sure(total: Candidate) -> float:
    """How sure that this is the total: the reading, then how many grounds of different kinds it has."""
    grounds = len(total.supports)
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
