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
        documented: what the documents say, by field name; only values that the page does not leave open.
        places: where those stand.
        proved: names of the claimed fields that the documents prove.
        kinds: what the attached documents are.
        unclear: what is wrong with the pictures of those whose kind was not recognised.
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

    def value(self, name: str) -> tuple[str | None, bool]:
        """A field's value and whether it is certain: proved, or read off the document with confidence."""
        if name in self.proved and name in self.claimed:
            return self.claimed[name], True
        found = self.documented.get(name)
        if found is not None and found.value is not None:
            sure = found.confidence >= self.program.confidence and not found.repaired
            return found.value, sure or name in self.proved
        return self.claimed.get(name), False


@dataclass(frozen=True, slots=True)
class Rule:
    """One eligibility rule: its name in program files, its version, its parameters and its check.

    Attributes:
        params: parameter name to type (`number`, `field`, `kind`, `day`, `text`); a trailing `?` makes it optional.
        check: returns one finding; its docstring is what a dealer reads.
    """

    name: str
    version: int
    check: Callable[[Subject, Mapping[str, str]], Finding]
    params: Mapping[str, str] = field(default_factory=dict)
