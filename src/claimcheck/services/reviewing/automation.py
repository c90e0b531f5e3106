"""How often the machine approved what a person would not have paid: measured on approvals drawn for a person's look."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from claimcheck.core.values.shares import interval
from claimcheck.model.parties import Actor
from claimcheck.services.context import Context
from claimcheck.services.judging.asking import SAMPLED
from claimcheck.store.reviewing import sampled


@dataclass(frozen=True, slots=True)
class Measured:
    """One program's approvals by the machine that a person decided too, and how many of them were not to be paid."""

    program: str
    looked: int
    wrong: int

    @property
    def most(self) -> float:
        """The upper 95 % bound of the share that was wrong."""
        return interval(self.wrong, self.looked)[1]


def measured(context: Context, actor: Actor) -> list[Measured]:
    """The share of wrong approvals by program, for programs of which anything was drawn and answered."""
    with context.database.read() as conn:
        found = sampled.verdicts(conn, actor.maker_id, SAMPLED)
    looked = Counter(program for program, _ in found)
    wrong = Counter(program for program, verdict in found if verdict != "approve")
    return [Measured(program, count, wrong[program]) for program, count in sorted(looked.items())]
