"""Whose a paper is where each line of a claim is for a vehicle or device of its own.

Such a line is judged as a claim of its own would be: on the papers that name its vehicle and on those that name none.
Another line's paper neither proves nor contradicts it. What the lines come to beside one another tells `core.lines`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from claimcheck.core.evidence.listed import listed
from claimcheck.core.evidence.proof import Source
from claimcheck.core.values import compare
from claimcheck.model.case import Case
from claimcheck.model.claims import ClaimLine
from claimcheck.model.documents import PROOF_OF_SALE, Field, Kind

_NAMES: Final = ("vin", "serial_number")
"""What names one vehicle or device, in the order in which lines are told apart by them."""
_LEAST = 6
"""Letters and digits from which on something may be the number of one vehicle or device."""
OF_VEHICLES: Final[frozenset[Kind]] = frozenset(
    {"vehicle_licence", "registration_certificate", "delivery_confirmation", "customs_declaration"}
)
"""Kinds that speak of one vehicle or of several: where no proof of sale is attached, a claim rests on them."""


@dataclass(frozen=True, slots=True)
class Own:
    """A paper as one line sees it.

    Attributes:
        told: the paper; where it lists several vehicles, with the line's own in place of all of them.
        paper: the same as it is.
        names: whether it names the line's vehicle or device; of several, a proof of sale must list it on its own.
        part: how much of its total is the line's where it lists several vehicles; None where all of it may be.
    """

    told: Source
    paper: Source
    names: bool = False
    part: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Owned:
    """The papers of each line, in the order of the lines; `by` names the field that tells the lines apart, or is ""."""

    by: str
    lines: tuple[tuple[Own, ...], ...]

    def told(self, at: int) -> list[Source]:
        """The papers that may speak of a line, as it sees them."""
        return [own.told for own in self.lines[at]]

    def beside(self, paper: Source) -> tuple[int, ...]:
        """The lines that a paper may speak of; all of them where it is none's, or nothing tells them apart."""
        every = tuple(range(len(self.lines)))
        own = [at for at in every if any(own.paper is paper for own in self.lines[at])] if self.by else ()
        return tuple(own) or every

    def behind(self, at: int, told: Source) -> Own:
        """One of those papers, with what it is."""
        return next(own for own in self.lines[at] if own.told is told)


def apart_by(case: Case) -> str:
    """The field by which each line of a claim names another vehicle or device than all others; "" where none does.

    Two numbers that a reader could have taken for one tell no two vehicles apart, but where the sale of each is found
    by its number.
    """
    lines = case.claim.lines
    if len(lines) < 2 or any(line.quantity != 1 for line in lines):
        return ""
    for name in _NAMES:
        if name in {*case.program.verify, *case.program.match}:
            numbers = [_number(case, line, name) for line in lines]
            alike = name not in case.program.match and _any_alike(numbers)
            if min(map(len, numbers)) >= _LEAST and len(set(numbers)) == len(numbers) and not alike:
                return name
    return ""


def _number(case: Case, line: ClaimLine, name: str) -> str:
    return compare.fold_number({**case.claim.fields, **line.fields}.get(name, ""))


def _any_alike(numbers: Sequence[str]) -> bool:
    """Whether two numbers differ in one sign, or only where readers confuse signs."""
    seen: set[str] = set()
    for number in numbers:
        like = {compare.fold_confused(number), *(number[:i] + "*" + number[i + 1 :] for i in range(len(number)))}
        if like & seen:
            return True
        seen |= like
    return False


def own_papers(case: Case, documents: Sequence[Source]) -> Owned:
    """Give each line the papers that may speak of it: all of them where lines, or what proves them, are not told apart.

    A line whose vehicle no paper names gets all of them too: the vehicles that they name speak against it.
    """
    lines = case.claim.lines or (ClaimLine(1),)
    every = tuple(Own(source, source) for source in documents)
    name = apart_by(case)
    numbers = [_number(case, line, name) for line in lines] if name else []
    named = [_named(source, name, numbers) for source in documents] if name else []
    naming = frozenset(source.extracted.kind for own, source in zip(named, documents, strict=False) if own)
    if not _are_told_apart(naming, documents):
        return Owned("", (every,) * len(lines))
    found: list[list[Own]] = [[] for _ in lines]
    for source, own in zip(documents, named, strict=True):
        seen = _as_each_sees(case, source, name, own) if set(own) <= set(numbers) else {}
        for at in _owners(source, own, numbers, naming):
            number = numbers[at]
            names = own == (number,) or (name != "vin" and number in own)
            found[at].append(seen.get(number, Own(source, source, names)))
    return Owned(name, tuple(tuple(own) or every for own in found))


def _are_told_apart(naming: frozenset[Kind], documents: Sequence[Source]) -> bool:
    """Whether papers tell the lines apart: proofs of sale name vehicles, or other papers where no proof is attached."""
    attached = {source.extracted.kind for source in documents}
    return bool(naming & PROOF_OF_SALE) or (bool(naming) and not attached & PROOF_OF_SALE)


def _owners(source: Source, own: Sequence[str], numbers: Sequence[str], naming: frozenset[Kind]) -> list[int]:
    """The lines that a paper may speak of, by the vehicles or devices that it names.

    One that names only others than those that are claimed speaks against every line. One that names none is no line's
    where it proves a sale, is of a kind that speaks of vehicles, or of a kind that names them on another paper.
    """
    owners = [numbers.index(number) for number in own if number in numbers]
    alone = (naming - {"other"}) | PROOF_OF_SALE | OF_VEHICLES
    of_all = not owners if own else source.extracted.kind not in alone
    return list(range(len(numbers))) if of_all else owners


def _named(source: Source, name: str, claimed: Sequence[str]) -> tuple[str, ...]:
    """The vehicles or devices that a paper names, however surely: it is by no chance that it says a claimed number.

    A proof of sale that names any names each claimed one that it prints, with a label or without: its sum may be for
    all of them. Another paper that prints a number may say that it is not about it.
    """
    field = source.extracted.fields.get(name)
    values = (field.value, *field.rivals) if field is not None else ()
    own = dict.fromkeys(number for text in values if (number := compare.fold_number(text or "")))
    sold = own and source.extracted.kind in PROOF_OF_SALE
    printed = compare.fold_number("".join(row.text for row in source.rows)) if sold else ""
    return (*own, *(number for number in claimed if number not in own and number in printed))


def _as_each_sees(case: Case, source: Source, name: str, named: Sequence[str]) -> Mapping[str, Own]:
    """A paper of several vehicles as the line of each sees it: nothing where it does not list each on its own.

    One that proves no sale only says that they are among those that it speaks of. One that does may name a car that it
    did something to, long after its sale: a sales record of those days must stand for each, and what each line asks for
    be held to its part.
    """
    if name != "vin" or len(named) < 2:
        return {}
    fields = dict(source.extracted.fields)
    if source.extracted.kind not in PROOF_OF_SALE:
        fields.pop(name)
        return {number: Own(_with(source, fields), source, names=True) for number in named}
    if not {name, "invoice_date"} <= case.program.match.keys() or any(
        line.claimed_amount is None for line in case.claim.lines
    ):
        return {}
    return {
        number: Own(_with(source, {**fields, name: own}), source, True, part)
        for number, (own, part) in listed(source, name, named).items()
    }


def _with(source: Source, fields: Mapping[str, Field]) -> Source:
    return replace(source, extracted=replace(source.extracted, fields=fields))
