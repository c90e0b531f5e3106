"""Signs that a document was changed after it was made: what the reader saw, and a total that its own page denies.

A person looks at the place; none of these rejects.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from claimcheck.core.evidence.proof import Source
from claimcheck.core.extract.money.amounts import amounts_in
from claimcheck.core.extract.money.arithmetic import net_tax_pairs
from claimcheck.core.extract.money.roles import Labelled, labelled
from claimcheck.core.values import compare
from claimcheck.model.case import Case
from claimcheck.model.decisions import Finding, Place
from claimcheck.model.documents import PROOF_OF_SALE, STRONG, Box
from claimcheck.model.said import Said

CASH_ROUNDING = Decimal("0.05")
"""Two totals that are less apart may be one before and after rounding to coins."""
FLUSH = 0.03
"""How far the right edges of a column's amounts stand apart at the most, as a fraction of the page."""
FEWEST_ITEMS = 2
MOST_AMOUNTS = 300
"""On a page with more, sums of some of them come to anything."""


def edited(case: Case, documents: Sequence[Source]) -> tuple[Finding, ...]:
    """Strong signs that a document was changed, those with a place first."""
    found = [
        Finding(
            "document.edited", "unknown", "document", signal.message, place=Place(document.id, signal.page, signal.box)
        )
        for document in case.documents
        for signal in document.pages.signals
        if signal.strength >= STRONG
    ]
    found += [finding for source in documents if (finding := denied_total(source)) is not None]
    return tuple(sorted(found, key=lambda finding: finding.place is None or finding.place.box is None))


def denied_total(source: Source) -> Finding | None:
    """A total that differs from what two other parts of its page come to: the lines, what was paid, net and tax.

    One part alone may be misread. Where an amount of the difference is printed (a voucher, a charge), that explains it.
    """
    field = source.extracted.fields.get("total_amount")
    total = compare.as_amount(field.value or "") if field is not None else None
    if field is None or field.box is None or total is None or source.extracted.kind not in PROOF_OF_SALE:
        return None
    if field.repaired or any(support.startswith(("arithmetic", "words")) for support in field.supports):
        return None
    amounts = amounts_in([row for row in source.rows if row.page == field.page])
    if len(amounts) > MOST_AMOUNTS:
        return None
    money = [one for one in labelled(amounts, source.rows) if one.amount.decimals == 2]
    printed = {abs(one.amount.value) for one in money}
    sums = {"lines": _lines(money, field.box), "payment": _payments(money), "net and tax": _taxed(money)}
    if any(abs(value - total) <= CASH_ROUNDING for values in sums.values() for value in values):
        return None
    for value in sorted(set().union(*sums.values()) - {Decimal(0)}):
        parts = [name for name, values in sums.items() if any(abs(value - v) <= CASH_ROUNDING for v in values)]
        if len(parts) >= 2 and value > 0 and not _explained(abs(total - value), printed):
            message = Said(
                "The total says {amount}, but {part} and {other_part} come to {sum_amount} on the same page.",
                amount=field.value, part=parts[0], other_part=parts[1], sum_amount=f"{value:.2f}",
            )  # fmt: skip
            place = Place(source.document.id, field.page, field.box)
            return Finding("document.edited", "unknown", "document", message, found=field.value, place=place)
    return None


def _explained(apart: Decimal, printed: set[Decimal]) -> bool:
    return any(abs(apart - value) <= CASH_ROUNDING for value in printed)


def _payments(money: Sequence[Labelled]) -> set[Decimal]:
    """What was handed over, and that less what was handed back."""
    given = {abs(one.amount.value) for one in money if one.role == "tendered"}
    back = {abs(one.amount.value) for one in money if one.role == "change" and one.amount.value}
    return given | {cash - change for cash in given for change in back if cash > change}


def _lines(money: Sequence[Labelled], total: Box) -> set[Decimal]:
    """What the amounts in the column above the total come to."""
    return {sum(column, Decimal(0)) for column in _columns(money, total)}


def _taxed(money: Sequence[Labelled]) -> set[Decimal]:
    """Net with tax."""
    pairs = {(net, tax) for net, tax in net_tax_pairs(list(money)) if net > 0 and tax > 0}
    return {net + tax for net, tax in pairs}


def _columns(money: Sequence[Labelled], total: Box) -> Iterator[list[Decimal]]:
    column = [one.amount for one in money if one.role is None and _over(one.amount.box, total) and not one.summary]
    for right in sorted({round(amount.box.right, 2) for amount in column}, reverse=True)[:1]:
        values = [amount.value for amount in column if abs(amount.box.right - right) <= FLUSH]
        if len(values) >= FEWEST_ITEMS:
            yield values
            yield from _with_tax(values, money)


def _with_tax(values: Sequence[Decimal], money: Sequence[Labelled]) -> Iterator[list[Decimal]]:
    """The lines with the tax upon them, where their sum is printed as the amount without it, and one tax is."""
    if len({abs(one.amount.value) for one in money if one.role == "tax" and one.amount.value}) > 1:
        return
    net = sum(values, Decimal(0))
    for whole, tax in net_tax_pairs(list(money)):
        if whole == net and tax > 0:
            yield [*values, tax]


def _over(box: Box, total: Box) -> bool:
    return box.bottom <= total.top + 0.25 * (total.bottom - total.top)
