"""What each printed amount is, by the label in its row, above it, or at the head of its column."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final

from claimcheck.core.extract.money.amounts import Amount
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import label_key, low
from claimcheck.core.extract.wordings.amounts import (
    BASE_OF_TAX,
    COLUMN_HEADS,
    FINAL_NET,
    LABEL_WORDS,
    TAX_SUMMARY,
    TAXED,
    TOTAL_WORDS,
    Role,
    amount_labels,
)
from claimcheck.core.extract.wordings.parties import ADVERTISER
from claimcheck.model.documents import Kind

ABOVE = 0.6
"""How much a label over an amount is worth beside one in its row."""
BEHIND = 0.9
"""And one behind another value, which it may belong to."""
_CENTS = re.compile(r" (\d\d)(?!\S)")
"""Two digits behind a blank, where a faint point stood."""
SENTENCE = 50
"""Signs from which on what stands before an amount is a sentence beside it rather than its label."""
COLUMN = 0.02
"""How far the right edges of amounts in one column stand apart at the most, as a fraction of the page."""
NEAR = 6
"""Rows that amounts of one column lie apart at the most."""
_CENT: Final = Decimal("0.01")
COMMISSION = Decimal("0.15")
"""What an agency takes of the gross price of time on the air."""
_AGENCY: Final = re.compile(r"^(?:(?:buying|media|ad|advertising|billing) )?agency(?: name)?\s?(?::|$)")
"""The label of the agency on a paper of broadcast time."""
_LESS: Final = re.compile(
    r"(?:^|\d|\s{2}|\|)\W{0,3}(?:less|(?:less )?agency(?: disc(?:ount)?)?)\W{0,3}(?:15(?:\.0+)?\s?%)?\W*$"
)
"""What before an amount says that it is taken off, and no more: no word of why, or that the agency takes it."""
MOST_TAX = Decimal("0.35")
"""No tax on sales is a larger part of the amount without it."""

_COUNT: Final = re.compile(
    r"\(\s?\d{1,4}\s?(?:items?|itms?|pcs?|pieces?|units?|qty|articles?|artikel|art|pos|positionen|produ[ck]ts?|produk|barang|"
    r"stk|stück|stuck|ks|szt|adet|kpl|varer|varor|artiklar|articoli|art[ií]culos?|artigos?|itens?|lines?)\.?\s?\)|"
    r"(?<!\S)\d{1,4} ?(?:articles|artikel(?:en)?|artiklar|varor|varer|barang|produits|productos|produtos|prodotti)\b",
    re.IGNORECASE,
)
"""How many things an amount is of, in brackets within its label: `Total (2 items)`. Other words say what it is of."""
_ENDS_IN_NUMBER: Final = re.compile(r"[^\W\d]{3}\W{0,3}\d{1,6}\s*$")
COUNTED: Final = re.compile(r"\s?(?:spots?|units?|items?|lines?|pcs|pieces)\b", re.IGNORECASE)
"""What behind a number says that it counts things."""


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
        specked: whether a minus sign was left out that a speck may have made.
    """

    amount: Amount
    role: Role | None
    strength: float
    summary: bool = False
    final: bool = False
    taxed: bool = False
    gross: bool = False
    specked: bool = False


def role_of(label: str, kind: Kind | None = None) -> tuple[Role | None, float]:
    """What a label says that its amount is on a paper of this kind, and how surely."""
    return _role_by(label_key(label[-70:], LABEL_WORDS), kind)


@lru_cache(maxsize=8192)  # a page says the same few labels at each of its amounts
def _role_by(key: str, kind: Kind | None) -> tuple[Role | None, float]:
    if not key:
        return None, 0.0
    if BASE_OF_TAX.search(key):
        return "net", 0.9
    for role, strength, pattern in amount_labels(kind):
        if pattern.search(key):
            if role == "total" and any(len(word) > 1 and word not in TOTAL_WORDS for word in key.split()):
                return role, strength * 0.9  # the total of something
            return role, strength
    return None, 0.0


def labelled(amounts: Sequence[Amount], rows: Sequence[Row], kind: Kind | None = None) -> tuple[Labelled, ...]:
    """Each amount with its role: from the cell to its left, else its whole row, else what stands above it."""
    summaries = _summary_rows(rows)
    by_row: dict[int, list[Amount]] = defaultdict(list)
    for amount in amounts:
        by_row[amount.row.index].append(amount)
    named = tuple(_with_role(amount, rows, by_row, summaries, kind) for amount in amounts if not amount.percent)
    labels = [low(cell.text) for row in rows for cell in row.cells]
    sold_by_agency = any(map(ADVERTISER.match, labels)) and any(map(_AGENCY.match, labels))
    return _settled(_pointed(_agency_paid(named) if sold_by_agency else named))


def _agency_paid(named: tuple[Labelled, ...]) -> tuple[Labelled, ...]:
    """What is taken off the gross price of broadcast time is the agency's commission where it is just what all take.

    Not so where its label says that it is a discount: that lowers what the advertiser pays.
    """
    grosses = [one.amount.value for one in named if one.gross and one.amount.decimals == 2]
    fees = {(abs(gross) * COMMISSION).quantize(_CENT, ROUND_HALF_UP) for gross in grosses}
    return tuple(
        replace(one, role="commission")
        if one.role == "discount"
        and abs(one.amount.value) in fees
        and _LESS.search(low(one.amount.row.text[: one.amount.start]))
        else one
        for one in named
    )


def _pointed(named: tuple[Labelled, ...]) -> tuple[Labelled, ...]:
    """The amounts, with the point that a reader lost from a total set again, and said.

    It was lost where all else in the column has two decimals, and the amount with the point stands there too.
    """
    return tuple(_with_point(one, named) if one.role in ("total", "payable") else one for one in named)


def _with_point(one: Labelled, named: Sequence[Labelled]) -> Labelled:
    amount = one.amount
    if amount.decimals or one.strength < 0.7:
        return one
    cents = _CENTS.match(amount.row.text, amount.end)
    value = amount.value + Decimal(cents[1]) / 100 if cents else amount.value / 100
    box, _ = amount.row.place(amount.start, cents.end() if cents else amount.end)
    column = [
        n.amount
        for n in named
        if n.amount.row is not amount.row
        and abs(n.amount.box.right - box.right) <= COLUMN
        and abs(n.amount.row.index - amount.row.index) <= NEAR
    ]
    if value < 1 or len(column) < 2 or any(a.decimals != 2 for a in column) or all(a.value != value for a in column):
        return one
    return replace(one, amount=replace(amount, value=value, decimals=2, repaired=True, box=box))


def _settled(named: tuple[Labelled, ...]) -> tuple[Labelled, ...]:
    """The roles, where a label alone leaves them open, settled by what else the page holds.

    `Net total` is what is paid where nothing larger is a total but one that a printed rounding leads from, and the
    amount without tax elsewhere; `total incl. tax` beside a small amount names the tax within the total.
    """
    totals, others = _in_cents(named, "total", "payable"), _in_cents(named, "subtotal", "net", "tendered")
    roundings = {n.amount.value for n in named if n.role == "rounding" and 0 < abs(n.amount.value) < 1}
    rounded = {total + sign * rounding for total in totals for rounding in roundings for sign in (1, -1)}
    gross_sold = any(n.role == "commission" for n in named)
    settled = []
    for one in _upright(named):
        if one.role == "net" and one.final and (_is_largest(one, [*totals, *others]) or one.amount.value in rounded):
            settled.append(replace(one, role="total", strength=0.85))
        elif gross_sold and one.gross and one.role in ("subtotal", "total"):
            settled.append(replace(one, role="total", strength=1.0))
        elif one.role == "total" and one.taxed and _is_tax_beside(one, others):
            settled.append(replace(one, role="tax", strength=0.6))
        else:
            settled.append(one)
    return tuple(settled)


def _in_cents(named: Sequence[Labelled], *roles: Role) -> list[Decimal]:
    return [n.amount.value for n in named if n.role in roles and n.amount.decimals == 2]


def _is_largest(one: Labelled, amounts: Sequence[Decimal]) -> bool:
    return one.amount.value > 0 and one.amount.value >= max(amounts, default=one.amount.value)


def _is_tax_beside(one: Labelled, amounts: Sequence[Decimal]) -> bool:
    """Whether an amount may be the tax on another of the page."""
    return bool(amounts) and one.amount.value < max(amounts) * MOST_TAX and one.amount.value not in amounts


def _upright(named: Sequence[Labelled]) -> list[Labelled]:
    """The amounts, totals without the minus sign that a speck made, where most beside them is positive."""
    sign = sum((n.amount.value > 0) - (n.amount.value < 0) for n in named if n.role in ("net", "subtotal", "total"))
    return [_without_speck(one) if sign > 0 and one.role == "total" and one.amount.value < 0 else one for one in named]


def _without_speck(one: Labelled) -> Labelled:
    specked = one.amount.raw.strip("-– ").replace(",", "").replace(".", "").isdigit()
    return replace(one, amount=replace(one.amount, value=-one.amount.value, repaired=True), specked=specked)


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
    amount: Amount,
    rows: Sequence[Row],
    by_row: Mapping[int, list[Amount]],
    summaries: frozenset[int],
    kind: Kind | None,
) -> Labelled:
    """An amount with what its label says; where that says nothing, or too much, with what stands around it."""
    row = amount.row
    beside = [other for other in by_row[row.index] if not other.percent and other.decimals == 2]
    before = [other for other in beside if other.end <= amount.start and other.value != amount.value]
    label, worth = _label_of(amount, before[-1].end if before else 0, kind)
    role, strength = role_of(label, kind)
    strength *= worth
    if COUNTED.match(row.text, amount.end) and amount.decimals == 0:
        role, strength = "quantity", 1.0
    if role is None or len(label) > SENTENCE or _far(amount):
        above, sure = _from_above(amount, rows, by_row, kind)
        if sure >= 0.9 * ABOVE or (role is None and not _has_words(row.text[: amount.start])):
            role, strength = above, sure
    if role is None and before:
        label = row.text[: amount.start]
        role, strength = _role_in_row(label, kind)
    if role == "total" and row.index not in summaries and len({other.value for other in beside}) > 1:
        head, sure = _column_role(amount, rows)
        role, strength = (head, min(strength, sure)) if head else (role, strength * 0.9)
    if role == "rounding" and abs(amount.value) >= 1:
        role, strength = "total", 0.9  # what it came to after rounding, not the rounding itself
    key = label_key(label, LABEL_WORDS)
    final, taxed = FINAL_NET.search(key) is not None, TAXED.search(key) is not None
    return Labelled(amount, role, strength, row.index in summaries, final, taxed, "gross" in key)


def _label_of(amount: Amount, start: int, kind: Kind | None) -> tuple[str, float]:
    """The label before an amount in its row, from the sign where it may begin, and what a role by it is worth."""
    row = amount.row
    here = row.cell_at(amount.start)
    label, own = row.text[start : amount.start], row.text[row.starts[here] : amount.start]
    worth = 1.0
    if own.rstrip().endswith(":") and len(own) < len(label) and role_of(own, kind)[0] is not None:
        label = own  # what stands before it is another value, with a label of its own
    if not own and _behind_a_value(amount, label, kind):
        label, worth = row.cells[here - 1].text, BEHIND
    return _COUNT.sub(" ", label), worth


def _role_in_row(before: str, kind: Kind | None) -> tuple[Role | None, float]:
    """What all that stands before an amount in its row says, other amounts too."""
    role, strength = role_of(before, kind)
    return ("tax", 0.9) if BASE_OF_TAX.search(label_key(before)) else (role, strength * 0.8)


def _behind_a_value(amount: Amount, label: str, kind: Kind | None) -> bool:
    """Whether the cell left of an amount is its whole label: a number with its own stands before."""
    k = amount.row.cell_at(amount.start)
    beside = amount.row.cells[k - 1].text if k else ""
    before = label.rstrip().removesuffix(beside)
    if not beside or before == label.rstrip() or _ENDS_IN_NUMBER.search(before) is None:
        return False
    return role_of(beside, kind)[0] is not None


def _far(amount: Amount) -> bool:
    """Whether nothing but another column stands to the left: the words there need not be this amount's label."""
    ends = [cell.box.right for cell in amount.row.cells if cell.box.right <= amount.box.left]
    return bool(ends) and amount.box.left - max(ends) > 0.2


def _has_words(text: str) -> bool:
    return sum(c.isalpha() for c in text) >= 4


def _from_above(
    amount: Amount, rows: Sequence[Row], by_row: Mapping[int, list[Amount]], kind: Kind | None
) -> tuple[Role | None, float]:
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
                role, strength = role_of(cell.text, kind)
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
