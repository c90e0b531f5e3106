"""What the lines of a claim ask for, beside what their papers show: neither a total nor a share of one pays twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from claimcheck.core.evidence.owned import Own, Owned
from claimcheck.core.evidence.proof import Source
from claimcheck.core.lines.told_apart import by_purchase, times
from claimcheck.core.values import compare
from claimcheck.model.case import Case
from claimcheck.model.claims import ClaimLine
from claimcheck.model.decisions import Finding, Outcome
from claimcheck.model.documents import PROOF_OF_SALE, Field
from claimcheck.model.said import Said

_CENT = Decimal("0.01")
"""By so much the part of a total may be rounded up."""


def above_papers(
    case: Case,
    lines: Sequence[ClaimLine],
    resting: Sequence[Own | None],
    documented: Sequence[Mapping[str, Field]],
    owned: Owned,
) -> Finding | None:
    """A finding where lines ask for more than the purchases that their papers show, or for more than their rows of one.

    All together may ask for no more than the largest paper shows, but where each rests on one of its own.

    Args:
        case: the claim.
        lines: its lines.
        resting: the paper that each rests on.
        documented: what each line's documents say.
        owned: by what the lines are told apart.
    """
    totals = [_amount(fields, "total_amount") for fields in documented]
    if not any(totals):
        totals = [compare.as_amount(case.claim.fields.get("total_amount", ""))] * len(lines)
    papers = [own.paper if own is not None else None for own in resting]
    whole = [] if each_on_its_own(resting, owned) else [(list(range(len(lines))), Decimal(1))]
    groups = (*_by_paper(papers), *by_purchase(papers))
    shares = [(group, _share(case) * _times(papers, group) if len(group) > 1 else Decimal(1)) for group in groups]
    for group, share in (*whole, *shares):
        asked = [amount for at in group if (amount := lines[at].claimed_amount) is not None]
        shown = max((total for at in group if (total := totals[at]) is not None), default=None)
        if asked and shown is not None and (sum(asked) > shown * share or min(asked) < 0):
            return _above(sum(asked, Decimal(0)), shown * share, "fail")
    rows = ((line, own) for line, seen in zip(lines, owned.lines, strict=True) for own in seen)
    found = (_above_row(case, line, own.part, own.told.extracted.fields) for line, own in rows if own.part is not None)
    return next((finding for finding in found if finding is not None), None)


def each_on_its_own(resting: Sequence[Own | None], owned: Owned) -> bool:
    """Whether each line rests on a paper that names its vehicle or device, and no proof of sale names two lines'.

    Where they rest on papers of more than one kind, one may be the payment of what another bills, on a later day too.
    """
    if not owned.by or not all(own is not None and own.names for own in resting):
        return False
    if len({own.paper.extracted.kind for own in resting if own is not None}) > 1:
        return False
    rested = {id(own.paper) for own in resting if own is not None}
    papers = [own.paper for seen in owned.lines for own in seen]
    telling = {id(p): p for p in papers if id(p) in rested or p.extracted.kind in PROOF_OF_SALE}
    return all(len(owned.beside(paper)) == 1 for paper in telling.values())


def _amount(fields: Mapping[str, Field], name: str) -> Decimal | None:
    field = fields.get(name)
    return compare.as_amount(field.value) if field is not None and field.value else None


def _times(papers: Sequence[Source | None], group: Sequence[int]) -> int:
    """How many purchases the papers of these lines show, of one day and total."""
    return times(list({id(paper): paper for at in group if (paper := papers[at]) is not None}.values()))


def _by_paper(papers: Sequence[Source | None]) -> list[list[int]]:
    """The lines by the paper that they rest on."""
    groups: dict[int, list[int]] = {}
    for at, paper in enumerate(papers):
        groups.setdefault(id(paper), []).append(at)
    return list(groups.values())


def _share(case: Case) -> Decimal:
    """The least share of a paper's total that a rule of the program allows."""
    refs = (ref for ref in case.program.rules if ref.name == "claimed_within_document")
    return min((Decimal(ref.params.get("share", "1")) for ref in refs), default=Decimal(1))


def _above_row(case: Case, line: ClaimLine, part: Decimal, fields: Mapping[str, Field]) -> Finding | None:
    """A finding where a line's own part of a paper is less than it asks for, or than the program's limits."""
    total = _amount(fields, "total_amount")
    most = total * part * _share(case) if total is not None else None
    if line.claimed_amount is not None and most is not None and line.claimed_amount > most + _CENT:
        return _above(line.claimed_amount, most.quantize(_CENT), "unknown", line.number)
    for ref in case.program.rules:
        low, name = Decimal(ref.params.get("min", "0")), ref.params.get("field", "total_amount")
        whole = _amount(fields, name)
        if ref.name == "amount_between" and whole is not None and whole * part < low:
            message = Said(
                "{amount} is less than the program's minimum of {low_amount}.", amount=(whole * part).quantize(_CENT),
                low_amount=low,
            )  # fmt: skip
            return Finding("amount.below_minimum", "unknown", name, message, line=line.number)
    return None


def _above(asked: Decimal, shown: Decimal, outcome: Outcome, line: int | None = None) -> Finding:
    message = Said("{amount} is claimed in all; the document shows {total_amount}.", amount=asked, total_amount=shown)
    return Finding("amount.above_document", outcome, "claimed_amount", message, str(asked), str(shown), line=line)
