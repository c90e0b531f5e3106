"""What a claim asks for line by line, and what it pays: for the claim's page, the desk and a checking company."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from claimcheck.model.claims import ClaimLine
from claimcheck.model.decisions import Decision

FOLDED_FROM = 10
"""Tables of more lines than this are folded away behind their totals."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `asked` and `pays` are None where the program works the amount out, or nothing is paid.

    Attributes:
        paid: whether it is paid at all: a line that was rejected beside others is not.
    """

    number: int
    fields: Mapping[str, str]
    quantity: Decimal
    asked: Decimal | None
    pays: Decimal | None
    verdict: str
    paid: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """All lines of a revision."""

    rows: tuple[Line, ...]

    @property
    def names(self) -> list[str]:
        """The fields that lines state for themselves, such as a VIN each."""
        return list(dict.fromkeys(name for row in self.rows for name in row.fields))

    @property
    def asked(self) -> Decimal | None:
        """What all lines ask for; None where one leaves it to the program."""
        return _total(row.asked for row in self.rows)

    @property
    def pays(self) -> Decimal | None:
        """What the lines pay that are paid; None where that is not known of each, or none is."""
        return _total(row.pays for row in self.rows if row.paid)

    @property
    def pay_known(self) -> bool:
        """Whether it is known of any line what it pays."""
        return any(row.pays is not None for row in self.rows)

    @property
    def telling(self) -> bool:
        """Whether they say more than that one thing is claimed."""
        return len(self.rows) > 1 or bool(self.names) or self.asked is not None

    @property
    def folded(self) -> bool:
        """Whether there are so many that a page shows their totals first."""
        return len(self.rows) > FOLDED_FROM


def lines_of(said: Sequence[ClaimLine], decision: Decision | None, *, approving: bool = False) -> Lines:
    """The lines of a claim beside what was decided of them.

    Args:
        said: as the claimant states them.
        decision: that stands, or that a question arises from.
        approving: say what an approval by a person would pay, not what was decided.
    """
    decided = {line.line: line for line in decision.lines} if decision else {}
    whole = decision.verdict if decision else "review"
    rows: list[Line] = []
    for line in said:
        found = decided.get(line.number)
        worked_out = found.payable if found else None
        paid = approving or (whole == "approve" and found is not None and found.verdict == "approve")
        pays = line.claimed_amount if approving and worked_out is None else worked_out
        verdict = found.verdict if found and whole != "review" else ""
        rows.append(
            Line(line.number, line.fields, line.quantity, line.claimed_amount, pays if paid else None, verdict, paid)
        )
    return Lines(tuple(rows))


def _total(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = list(amounts)
    return sum((one for one in known if one is not None), Decimal(0)) if known and None not in known else None
