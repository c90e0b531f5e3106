"""What the lines of a claim ask for, beside what their papers show: neither a total nor a share of one pays twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from claimcheck.core.evidence.owned import Own, Owned
from claimcheck.core.values import compare
from claimcheck.model.case import Case
from claimcheck.model.claims import ClaimLine
from claimcheck.model.decisions import Finding, Outcome
from claimcheck.model.documents import Field
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
    """A finding where lines ask for more than the papers show that they rest on, or for more than their rows of one.

    Where nothing tells the lines apart, all together may ask for no more than the largest paper shows.

    Args:
        case: the claim.
        lines: its lines.
        resting: the paper that each rests on.
        documented: what each line's documents say.
        owned: by what the lines are told apart.
    """
    totals = [_total(fields) for fields in documented]
    if not any(totals):
        totals = [compare.as_amount(case.claim.fields.get("total_amount", ""))] * len(lines)
    groups = list(_by_paper(resting).values())
    one_by_one = [(group, _share(case) if len(group) > 1 else Decimal(1)) for group in groups]
    for group, share in one_by_one if owned.by else [(list(range(len(lines))), Decimal(1)), *one_by_one]:
        asked = [amount for at in group if (amount := lines[at].claimed_amount) is not None]
        shown = max((total for at in group if (total := totals[at]) is not None), default=None)
        if asked and shown is not None and (sum(asked) > shown * share or min(asked) < 0):
            return _above(sum(asked, Decimal(0)), shown * share, "fail")
    rows = zip(lines, resting, totals, strict=True)
    found = (_above_row(case, line, own.part * total) for line, own, total in rows if own and own.part and total)
    return next((finding for finding in found if finding is not None), None)


def _total(fields: Mapping[str, Field]) -> Decimal | None:
    field = fields.get("total_amount")
    return compare.as_amount(field.value) if field is not None and field.value else None


def _by_paper(resting: Sequence[Own | None]) -> dict[int, list[int]]:
    """The lines by the paper that they rest on."""
    groups: dict[int, list[int]] = {}
    for at, own in enumerate(resting):
        groups.setdefault(id(own.paper) if own is not None else 0, []).append(at)
    return groups


def _share(case: Case) -> Decimal:
    """The least share of a paper's total that a rule of the program allows."""
    refs = (ref for ref in case.program.rules if ref.name == "claimed_within_document")
    return min((Decimal(ref.params.get("share", "1")) for ref in refs), default=Decimal(1))


def _above_row(case: Case, line: ClaimLine, shown: Decimal) -> Finding | None:
    """A finding where a line's own part of a total is less than it asks for, or than the program's limits."""
    most = shown * _share(case)
    if line.claimed_amount is not None and line.claimed_amount > most + _CENT:
        return _above(line.claimed_amount, most.quantize(_CENT), "unknown", line.number)
    for ref in case.program.rules:
        low = Decimal(ref.params.get("min", "0"))
        if ref.name == "amount_between" and ref.params.get("field", "total_amount") == "total_amount" and shown < low:
            message = Said(
                "{amount} is less than the program's minimum of {low_amount}.", amount=shown.quantize(_CENT),
                low_amount=low,
            )  # fmt: skip
            return Finding("amount.below_minimum", "unknown", "total_amount", message, line=line.number)
    return None


def _above(asked: Decimal, shown: Decimal, outcome: Outcome, line: int | None = None) -> Finding:
    message = Said("{amount} is claimed in all; the document shows {total_amount}.", amount=asked, total_amount=shown)
    return Finding("amount.above_document", outcome, "claimed_amount", message, str(asked), str(shown), line=line)
