"""What the lines of a claim come to together: no more than its document shows, and one sale for one purchase."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal

from claimcheck.core.evidence.owned import Own, Owned
from claimcheck.core.evidence.proof import Source, says
from claimcheck.core.extract.money.amounts import amounts_in
from claimcheck.core.extract.papers.annulled import annulled
from claimcheck.core.extract.papers.purchases import two_purchases
from claimcheck.core.lines.copied import copied
from claimcheck.core.lines.sums import above_papers, each_on_its_own
from claimcheck.core.lines.told_apart import firm, several_sales
from claimcheck.core.originals.likeness import THINGS
from claimcheck.core.values import compare
from claimcheck.core.verify import proving, proving_kinds
from claimcheck.model.case import Case
from claimcheck.model.claims import ClaimLine
from claimcheck.model.decisions import Finding, Place
from claimcheck.model.documents import PROOF_OF_SALE, Extracted, Field, LineItem
from claimcheck.model.said import Said
from claimcheck.model.sales import Sale

LEAST_OF_A_NUMBER = 4
"""Letters and digits from which on something may be the number of one vehicle or device: `N/A` is none."""
_LEAST_OF_AN_AMOUNT = 1000
"""Whole number from which on it may be a sum of money though nothing beside it says so."""


def check(
    case: Case,
    lines: Sequence[tuple[ClaimLine, Sale | None]],
    documented: Sequence[Mapping[str, Field]],
    owned: Owned,
    documents: Sequence[Source],
) -> tuple[Finding, ...]:
    """Findings on all lines together.

    Args:
        case: the claim.
        lines: each with the sale that was found for it.
        documented: what the documents say that can prove each of them.
        owned: the papers that may speak of each.
        documents: all that are attached.
    """
    claimed = [line for line, _ in lines]
    owns = [_rests_on(case, line, owned, at) for at, line in enumerate(claimed)]
    resting = [own.paper if own is not None else None for own in owns]
    taken = list({id(source): source for source in resting if source is not None}.values())
    found = (
        _refund(case),
        _one_currency(case, claimed),
        above_papers(case, claimed, owns, documented, owned),
        _units(case, lines, taken),
        several_sales(case, lines, resting, documented, owned.by if each_on_its_own(owns, owned) else ""),
        _things(case, lines),
        *_unnamed(case, claimed, owns, owned),
        *_of_several(case, claimed, owned),
        copied(case, resting, owned) if owned.by else None,
        _on_one_page(case, documents),
        _taken_back(case, documents),
        _purchases(taken, documents),
    )
    return tuple(f for f in found if f is not None)


def _refund(case: Case) -> Finding | None:
    """What is claimed on a purchase is above zero, whether the program verifies the total or not."""
    stated = case.claim.fields.get("total_amount", "")
    total = compare.as_amount(stated)
    if total is None or total >= 0:
        return None
    message = "The claim states an amount below zero, as a refund has."
    return Finding("amount.unproved", "unknown", "total_amount", message, claimed=stated)


def _one_currency(case: Case, lines: Sequence[ClaimLine]) -> Finding | None:
    """A claim is paid in one currency: a line that states another would be proved in it and paid in the claim's."""
    own = case.claim.fields.get("currency") or case.program.currency
    for line in lines:
        stated = line.fields.get("currency") or own
        if not compare.currencies(stated, own).same:
            message = Said("One line is claimed in {currency}, the claim in {own}.", currency=stated, own=own)
            return Finding("currency.unproved", "unknown", "currency", message, stated, own, line=line.number)
    return None


def _units(case: Case, lines: Sequence[tuple[ClaimLine, Sale | None]], taken: Sequence[Source]) -> Finding | None:
    """All lines together may not ask for more units than the papers list that they rest on; a copy adds none.

    A paper that gives no quantity says nothing where a sales record tells how many were sold; where none does, it
    shows a unit for each of its rows. Where it gives some, a row without one is one unit. Of vehicles or devices of
    which the program asks the numbers, each number is one, whatever else the paper lists and the record says.
    """
    known = THINGS & {*case.program.verify, *case.program.match}
    for line, sale in lines:
        if line.quantity > 1 and _named(case, line, sale if len(lines) > 1 else None, known):
            return _more_units(line.quantity, Decimal(1))
    asked = sum((line.quantity for line, _ in lines), Decimal(0))
    recorded = all(sale is not None for _, sale in lines)
    listed = [source.extracted.line_items for source in taken if source.extracted.kind in PROOF_OF_SALE]
    counted = all(any("quantity" in item.values for item in items) for items in listed)
    things = 0 if recorded else _numbered(case, lines)
    if asked <= 1 or (not things and (not listed or (not counted and recorded))):
        return None
    shown = Decimal(things) or sum((_count(item) for items in listed for item in items), Decimal(0))
    if not things and not counted:
        shown = max(shown, Decimal(len(listed)))
    return None if asked <= shown else _more_units(asked, shown)


def _more_units(asked: Decimal, shown: Decimal) -> Finding:
    message = Said("{n} units are claimed; the document lists {shown}.", n=asked, shown=shown)
    return Finding("amount.above_document", "unknown", "quantity", message, str(asked), str(shown))


def _numbered(case: Case, lines: Sequence[tuple[ClaimLine, Sale | None]]) -> int:
    """How many vehicles and devices lines name that the program verifies."""
    seen: set[tuple[str, str, str]] = set()
    number = 0
    for line, sale in lines:
        own = _named(case, line, sale, THINGS & set(case.program.verify))
        number += bool(own) and not own & seen
        seen |= own
    return number


def _things(case: Case, lines: Sequence[tuple[ClaimLine, Sale | None]]) -> Finding | None:
    """No two lines may be for one vehicle or device of which the program asks."""
    seen: set[tuple[str, str, str]] = set()
    for line, sale in lines:
        own = _named(case, line, sale, THINGS & {*case.program.verify, *case.program.match})
        if own & seen:
            _, number, _ = min(own & seen)
            message = Said("Two lines are for {number}.", number=number)
            return Finding("document.reused", "unknown", "document", message, line=line.number)
        seen |= own
    return None


def _named(case: Case, line: ClaimLine, sale: Sale | None, names: Collection[str]) -> set[tuple[str, str, str]]:
    """The vehicle or device that a line is for, with its model where that is asked for too; a dash names none.

    What the claim states of all its lines counts but for lines with a sale each: one vehicle may be sold with more.
    """
    stated = line.fields if sale is not None else {**case.claim.fields, **line.fields}
    asked = "model_name" in {*case.program.verify, *case.program.match}
    model = compare.fold_text(stated.get("model_name", "")) if asked else ""
    numbers = ((name, compare.fold_number(stated.get(name, ""))) for name in names)
    return {(name, number, model) for name, number in numbers if len(number) >= LEAST_OF_A_NUMBER}


def _count(item: LineItem) -> Decimal:
    """How many units a row lists; what is weighed or measured, half a kilogram, is one."""
    count = compare.as_amount(item.values.get("quantity", ""))
    return count if count is not None and count == count.to_integral_value() else Decimal(1)


def _rests_on(case: Case, line: ClaimLine, owned: Owned, at: int) -> Own | None:
    """The paper that proves most of what a line claims."""
    told = next(iter(proving(case, owned.told(at), {**case.claim.fields, **line.fields})), None)
    return owned.behind(at, told) if told is not None else None


def _unnamed(case: Case, lines: Sequence[ClaimLine], owns: Sequence[Own | None], owned: Owned) -> Iterator[Finding]:
    """Of lines for a vehicle or device each, every one rests on a paper that names its own."""
    for line, own in zip(lines, owns, strict=True):
        if owned.by and (own is None or not own.names):
            number = line.fields.get(owned.by) or case.claim.fields.get(owned.by, "")
            message = Said(
                "The document does not show clearly that {field} is {claimed}.", field=owned.by, claimed=number
            )
            shown = own.paper.extracted.fields.get(owned.by) if own is not None else None
            place = Place(own.paper.document.id) if own is not None else None
            sold = own is not None and own.paper.extracted.kind in PROOF_OF_SALE and owned.by == "vin"
            if own is not None and sold and shown is not None and shown.rivals:
                message = Said("The document names several vehicles. Was each of them sold, and at which price?")
                place = Place(own.paper.document.id, shown.page, shown.box)
            yield Finding("number.unproved", "unknown", owned.by, message, number, place=place, line=line.number)


def _of_several(case: Case, lines: Sequence[ClaimLine], owned: Owned) -> Iterator[Finding]:
    """A paper asked for beside the proof of sale that names several vehicles may speak of one and mention others."""
    for at, line in enumerate(lines) if owned.by else ():
        for kind in sorted(proving_kinds(case.program) - PROOF_OF_SALE):
            papers = [own.paper for own in owned.lines[at] if own.paper.extracted.kind == kind]
            named = [paper.extracted.fields.get(owned.by) for paper in papers]
            several = next((i for i, field in enumerate(named) if field is not None and field.rivals), None)
            if several is None or any(field is not None and not field.rivals for field in named):
                continue
            number = line.fields.get(owned.by) or case.claim.fields.get(owned.by, "")
            message = Said(
                "The document does not show clearly that {field} is {claimed}.", field=owned.by, claimed=number
            )
            place = Place(papers[several].document.id)
            yield Finding("number.unproved", "unknown", owned.by, message, number, place=place, line=line.number)


def _on_one_page(case: Case, documents: Sequence[Source]) -> Finding | None:
    """One picture may show two purchases that could not be parted: the total of one beside the day of the other."""
    for source in documents:
        layers = {p.layer for p in source.document.pages.pages if p.number in source.extracted.pages}
        if source.extracted.kind not in PROOF_OF_SALE or layers != {"ocr"}:
            continue
        page = source.rows[0].page if source.rows else 0
        told = two_purchases([row for row in source.rows if row.page == page], case.program.locale)
        if told is not None:
            message = Said(
                "The picture seems to show two purchases: {one} stands on it, and {other}.", one=told.one,
                other=told.other,
            )  # fmt: skip
            place = Place(source.document.id, page, told.box)
            return Finding("document.several", "unknown", "document", message, found=told.other, place=place)
    return None


def _taken_back(case: Case, documents: Sequence[Source]) -> Finding | None:
    """A credit note beside the proof of sale, or one with a total below zero, may take the very sale back.

    So may a slip or letter of no kind that says so and names the sale's number or total; terms name neither.
    """
    if any(row.kind == "credit_note" for row in case.program.documents):
        return None
    sales = [s.extracted for s in documents if s.extracted.kind in PROOF_OF_SALE]
    note = next(
        (s for s in documents if s.extracted.kind == "credit_note" or _below_zero(s.extracted) or _undoes(s, sales)),
        None,
    )
    if note is None or not any(s.extracted.kind in PROOF_OF_SALE for s in documents if s is not note):
        return None
    message = "A document of this claim takes a sale back. Is it this one?"
    place = Place(note.document.id, note.extracted.pages[0] if note.extracted.pages else None)
    return Finding("document.several", "unknown", "document", message, place=place)


def _undoes(source: Source, sales: Sequence[Extracted]) -> bool:
    """Whether a paper of no kind says that a sale was taken back, and prints what one of these is known by.

    Of an amount without cents a currency or four figures tell that it is one, and no day or count.
    """
    if source.extracted.kind != "other" or annulled(source.rows) != "credit_note":
        return False
    text = compare.fold_number("".join(row.text for row in source.rows))
    numbers = {compare.fold_number(_firmly(sale, "invoice_number")) for sale in sales}
    if any(len(number) >= LEAST_OF_A_NUMBER and number in text for number in numbers):
        return True
    totals = {compare.as_amount(total) for sale in sales if (total := _firmly(sale, "total_amount"))}
    printed = {
        abs(one.value)
        for one in amounts_in(source.rows)
        if one.decimals or one.marked or abs(one.value) >= _LEAST_OF_AN_AMOUNT
    }
    return bool(printed & totals)


def _firmly(extracted: Extracted, name: str) -> str:
    field = firm(extracted, name)
    return (field.value or "") if field is not None else ""


def _below_zero(extracted: Extracted) -> bool:
    total = extracted.fields.get("total_amount")
    value = compare.as_amount(total.value or "") if total is not None else None
    return extracted.kind in PROOF_OF_SALE and value is not None and value < 0


def _purchases(taken: Sequence[Source], documents: Sequence[Source]) -> Finding | None:
    """A proof of sale beside those that the lines rest on may not tell of another purchase."""
    for source in documents:
        if source.extracted.kind not in PROOF_OF_SALE or any(source is one for one in taken):
            continue
        unsure = () if firm(source.extracted, "total_amount") else ("invoice_number",)
        for name in ("total_amount", "invoice_date", *unsure):
            other = firm(source.extracted, name)
            shown = [field for one in taken if (field := firm(one.extracted, name)) is not None]
            if other is not None and shown and not any(says(other, name, field.value or "") for field in shown):
                message = Said("Another document of this claim shows {field} {found}.", field=name, found=other.value)
                place = Place(source.document.id, other.page, other.box)
                return Finding("document.several", "unknown", "document", message, found=other.value, place=place)
        if taken and (name_there := _other_seller(source.extracted, [one.extracted for one in taken])) is not None:
            message = Said("Another document of this claim is {name}'s.", name=name_there.value)
            place = Place(source.document.id, name_there.page, name_there.box)
            return Finding("document.several", "unknown", "document", message, found=name_there.value, place=place)
    return None


def _other_seller(extracted: Extracted, taken: Sequence[Extracted]) -> Field | None:
    """The seller of a second proof of sale where it is another company; a brand on a slip has no legal form."""
    other = firm(extracted, "seller_name")
    shown = [field for one in taken if (field := firm(one, "seller_name")) is not None]
    if other is None or not shown or not compare.split_name(other.value or "")[1]:
        return None
    formed = [field.value or "" for field in shown if compare.split_name(field.value or "")[1]]
    return other if formed and not any(compare.names(other.value or "", name).same for name in formed) else None
