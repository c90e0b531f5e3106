"""What a rule may look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from claimcheck.model.claims import Claim, ClaimLine
from claimcheck.model.decisions import Finding, Place
from claimcheck.model.documents import Advice, Extracted, Field
from claimcheck.model.programs import Program
from claimcheck.model.sales import Sale


@dataclass(frozen=True, slots=True)
class Subject:
    """One claim line with what was found for it.

    Attributes:
        claimed: the claim's fields, with the line's own over them.
        documented: what the documents that can prove the line say, by field name; one that is left open has no value.
        places: where those stand.
        proved: names of the claimed fields that the documents prove.
        shown: names of the fields of which the documents prove the value that stands in `documented`.
        shared: whether one of the documents is behind another claim, too, as the program allows.
        kinds: what the attached documents are.
        unclear: what is wrong with the pictures of those whose kind was not recognised.
        beside: the kinds that each line has, by its number, where lines are told apart; else nothing.
    """

    program: Program
    claim: Claim
    line: ClaimLine
    claimed: Mapping[str, str]
    documented: Mapping[str, Field] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    proved: frozenset[str] = frozenset()
    kinds: tuple[Extracted, ...] = ()
    unclear: tuple[Advice, ...] = ()
    sale: Sale | None = None
    shown: frozenset[str] = frozenset()
    shared: bool = False
    beside: Mapping[int, frozenset[str]] = field(default_factory=dict)

    def value(self, name: str) -> tuple[str | None, bool]:
        """A field's value and whether it is certain: what is claimed and proved, else what the document proves."""
        if name in self.proved and self.claimed.get(name):
            return self.claimed[name], True
        found = self.documented.get(name)
        if found is not None and found.value is not None:
            return found.value, name in self.shown
        return self.claimed.get(name), False


@dataclass(frozen=True, slots=True)
class Rule:
    """One eligibility rule: its name in program files, its version, its parameters and its check.

    Attributes:
        params: parameter name to type (`number`, `field`, `kind`, `day`, `text`); a trailing `?` makes it optional.
        check: returns one finding; its docstring is what a dealer reads.
        holds: the field that it holds against the program's figures where its parameters name no other.
    """

    name: str
    version: int
    check: Callable[[Subject, Mapping[str, str]], Finding]
    params: Mapping[str, str] = field(default_factory=dict)
    holds: str = ""
