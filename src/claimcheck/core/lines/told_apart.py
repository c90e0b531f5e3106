"""What tells the lines of a claim apart: who takes several sales must show several purchases.

Lines are one where they state the same, or where they rest on one paper and state what is the same to it: the program's
tolerance lets one paper agree with either. Nor may the sales behind one paper come to more than it shows.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from claimcheck.core.evidence.owned import OF_VEHICLES
from claimcheck.core.evidence.proof import FIRM, Source, says
from claimcheck.core.evidence.weighing import weigh
from claimcheck.core.extract.money.rivals import CASH_ROUNDING
from claimcheck.core.matching import IDENTITIES, held_to
from claimcheck.core.values import compare
from claimcheck.model.case import Case
from claimcheck.model.claims import ClaimLine
from claimcheck.model.decisions import Finding
from claimcheck.model.documents import PROOF_OF_SALE, Extracted, Field
from claimcheck.model.programs import Tolerance
from claimcheck.model.said import Said
from claimcheck.model.sales import Sale

MOST_COMPARED = 3000
"""Pairs of names of one claim that are compared letter by letter; a claim of a thousand lines has half a million."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A line that takes a sale: the paper that it rests on, and what it states of what sales are matched by."""

    line: ClaimLine
    sale: Sale
    paper: Source | None
    stated: Mapping[str, str]


def several_sales(
    case: Case,
    lines: Sequence[tuple[ClaimLine, Sale | None]],
    resting: Sequence[Source | None],
    documented: Sequence[Mapping[str, Field]],
    by: str = "",
) -> Finding | None:
    """A finding where lines take several sales for one purchase.

    Args:
        case: the claim.
        lines: each with its sale.
        resting: the paper that each line rests on.
        documented: what each line's documents say: it stands for what the line leaves out, as in matching.
        by: the field by which each line's paper names its own vehicle or device and no other line's; "" where not so.
    """
    taken = [
        Taken(line, sale, paper, _stated(case, line, own))
        for (line, sale), paper, own in zip(lines, resting, documented, strict=True)
        if sale is not None
    ]
    if len({one.sale.id for one in taken}) < 2:
        return None
    exactly = {name: Tolerance("exact") for name in case.program.match}
    twice = _twice(taken, exactly, ())
    for places in by_purchase([one.paper for one in taken]):
        purchase = [taken[at] for at in places]
        papers = list({id(one.paper): one.paper for one in purchase if one.paper is not None}.values())
        if not (by in case.program.match and len(papers) == len(purchase) and each_its_own(papers)):
            twice = twice or _twice(purchase, case.program.match, papers)
        twice = twice or _above(case, purchase, papers)
    if twice is None:
        return None
    one, other = twice
    message = Said(
        "One document is claimed for two sales, {one} and {other}.", one=one.sale.sale_id, other=other.sale.sale_id
    )
    return Finding("document.reused", "unknown", "document", message, line=other.line.number)


def firm(extracted: Extracted, name: str) -> Field | None:
    """A field that was read firmly, if it was."""
    field = extracted.fields.get(name)
    return field if field is not None and field.value and field.confidence >= FIRM and not field.repaired else None


def _stated(case: Case, line: ClaimLine, documented: Mapping[str, Field]) -> dict[str, str]:
    claimed = {**case.claim.fields, **line.fields}
    shown = {name: field.value for name, field in documented.items() if field.value}
    own = {"currency": case.program.currency}
    return {name: claimed.get(name) or shown.get(name) or own.get(name, "") for name in case.program.match}


def _twice(
    taken: Sequence[Taken], how: Mapping[str, Tolerance], papers: Sequence[Source]
) -> tuple[Taken, Taken] | None:
    """Two lines that state the same, or the same as far as their papers tell, and take another sale each."""
    alike = {
        name: _alike(name, tolerance, _each_value(taken, name), _shown(papers, name)) for name, tolerance in how.items()
    }
    first: dict[tuple[Hashable, ...], Taken] = {}
    for one in taken:
        other = first.setdefault(tuple(alike[name][one.stated[name]] for name in how), one)
        if other.sale.id != one.sale.id:
            return other, one
    return None


def _each_value(taken: Sequence[Taken], name: str) -> list[str]:
    return list(dict.fromkeys(one.stated[name] for one in taken))


def _shown(papers: Sequence[Source], name: str) -> list[str]:
    fields = (paper.extracted.fields.get(name) for paper in papers)
    return [field.value for field in fields if field is not None and field.value]


def _alike(name: str, tolerance: Tolerance, values: Sequence[str], shown: Sequence[str]) -> dict[str, Hashable]:
    """For each value what it is known by: the same where values say the same, or a paper agrees with them."""

    def same(one: str, other: str) -> bool:
        result, within = held_to(name, tolerance, one, other)
        return within or result.same

    known: dict[str, Hashable] = {value: "paper" for value in values if any(same(value, one) for one in shown)}
    rest = [value for value in values if value not in known]
    kind = compare.subject(name)
    if kind == "number":
        return {**known, **{value: compare.fold_number(value) for value in rest}}
    return {**known, **(_in_a_row if kind in ("amount", "date") else _by_letters)(rest, same)}


def _in_a_row(values: Sequence[str], same: Callable[[str, str], bool]) -> dict[str, Hashable]:
    """Amounts and days, in order: each is known by the first of those that lie within the tolerance of one another."""
    ordered = sorted(values, key=lambda v: (compare.as_amount(v) or Decimal(0), str(compare.as_date(v) or ""), v))
    known: dict[str, Hashable] = {value: value for value in ordered[:1]}
    for before, value in pairwise(ordered):
        known[value] = known[before] if same(before, value) else value
    return known


def _by_letters(values: Sequence[str], same: Callable[[str, str], bool]) -> dict[str, Hashable]:
    """Names, addresses and currencies: each is known by the first that says the same."""
    known: dict[str, Hashable] = {}
    heads: dict[str, str] = {}
    left = MOST_COMPARED
    for value in values:
        letters = compare.fold_confused("".join(compare.split_name(value)[0]))
        head = heads.get(letters)
        most = len(letters) // 4 + 6
        for theirs, other in heads.items() if head is None else ():
            if left and Levenshtein.distance(letters, theirs, score_cutoff=most) <= most:
                left -= 1
                if same(value, other):
                    head = other
                    break
        known[value] = head = heads.setdefault(letters, value) if head is None else head
    return known


def by_purchase(papers: Sequence[Source | None]) -> list[list[int]]:
    """Places of papers by the purchase that they show: an invoice and the slip of the card that paid it show one."""
    groups: list[tuple[Source | None, list[int]]] = []
    by_paper: dict[int, list[int]] = {}
    for at, paper in enumerate(papers):
        own = by_paper.get(id(paper))
        if own is None:
            own = next((places for first, places in groups if not two(first, paper)), None)
            if own is None:
                own = []
                groups.append((paper, own))
            by_paper[id(paper)] = own
        own.append(at)
    return [places for _, places in groups]


def two(one: Source | None, other: Source | None) -> bool:
    """Whether two papers show two purchases: another day or another total."""
    if one is None or other is None:
        return one is not other
    for name in ("invoice_date", "total_amount"):
        left, right = firm(one.extracted, name), firm(other.extracted, name)
        if left is not None and right is not None and not says(left, name, right.value or ""):
            return True
    return False


def _above(case: Case, purchase: Sequence[Taken], papers: Sequence[Source]) -> tuple[Taken, Taken] | None:
    """Two lines whose sales come, with all others of the purchase, to more than its papers show."""
    if not papers or any(paper.extracted.kind not in PROOF_OF_SALE for paper in papers):
        return None
    recorded: dict[str, Decimal] = {}  # one sale of several lines may hold its whole total on each of them
    for one in purchase:
        amount = compare.as_amount(one.sale.fields.get("total_amount", ""))
        if amount is not None:
            recorded[one.sale.sale_id] = max(amount, recorded.get(one.sale.sale_id, amount))
    if len(recorded) < 2 or sum(recorded.values()) <= _proved(papers) + CASH_ROUNDING * len(recorded):
        return None
    if _each_shown(case, purchase, papers):
        return None
    first = purchase[0]
    return first, next(one for one in purchase if one.sale.sale_id != first.sale.sale_id)


def _proved(papers: Sequence[Source]) -> Decimal:
    """What papers of one day and total show in all."""
    totals = [compare.as_amount(field.value or "") for p in papers if (field := firm(p.extracted, "total_amount"))]
    return max((total for total in totals if total is not None), default=Decimal(0)) * times(papers)


def times(papers: Sequence[Source]) -> int:
    """How many purchases papers of one day and total show: two of a kind with a number each are two."""
    numbers: dict[str, set[str]] = {}
    for paper in papers:
        number = firm(paper.extracted, "invoice_number")
        if number is not None:
            numbers.setdefault(paper.extracted.kind, set()).add(compare.fold_number(number.value or ""))
    return max((len(own) for own in numbers.values()), default=1)


def each_its_own(papers: Sequence[Source]) -> bool:
    """Whether papers of one day and total are a purchase each: of one kind, with a number each, or of a vehicle."""
    kinds = {paper.extracted.kind for paper in papers}
    return len(kinds) == 1 and (kinds <= OF_VEHICLES or times(papers) == len(papers))


def _each_shown(case: Case, purchase: Sequence[Taken], papers: Sequence[Source]) -> bool:
    """Whether papers show for each line what names it alone, as an invoice of two cars shows the number of either."""
    seen: set[tuple[str, str]] = set()
    for one in purchase:
        claimed = {**case.claim.fields, **one.line.fields}
        own = {
            (name, compare.fold_number(claimed[name]))
            for name in IDENTITIES & {*case.program.verify, *case.program.match}
            if claimed.get(name) and any((e := weigh(p, name, claimed[name])) is not None and e.agrees for p in papers)
        }
        if not own - seen:
            return False
        seen |= own
    return True
