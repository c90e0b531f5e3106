"""Rows of a sheet that are one claim: joined by its number, a row for each vehicle or product.

Seller, buyer, address and currency are one for all and may be said in any row; the others repeat them or leave them
empty. Day, number and total are those of the first row, and where a later row says others they are its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from claimcheck.core.values.compare import fold_number
from claimcheck.model.programs import Program
from claimcheck.model.said import Said
from claimcheck.model.wire import encode
from claimcheck.services.claiming import draft_lines
from claimcheck.store.claiming.bulk import SheetRow

_HELD = "Row {n} is of the same claim and has a fault; this row goes with it."


def faulty(row: SheetRow, field: str, message: str) -> SheetRow:
    """The row with one fault more; the first stands in front."""
    said: dict[str, Any] = {"field": field, "message": encode(message)}
    before = row.fault if row.fault and row.fault["code"] == "row" else None
    fault = {**before, "more": [*before.get("more", ()), said]} if before else {"code": "row", **said}
    return replace(row, state="refused", fault=fault)


def _faulted(row: SheetRow) -> set[str]:
    """The fields of which a fault is told already."""
    return {str(one["field"]) for one in (row.fault, *row.fault.get("more", ()))} if row.fault else set()


def by_claim(rows: Sequence[SheetRow]) -> list[list[SheetRow]]:
    """The rows of each claim together, in their order: those of one number, where the sheet has a thing for each."""
    found: dict[str, list[SheetRow]] = {}
    for row in rows:
        joined = row.number and draft_lines.NUMBERED & row.values.keys()
        found.setdefault(row.number if joined else f"\n{row.line}", []).append(row)
    return list(found.values())


def held_together(rules: Program, rows: Sequence[SheetRow]) -> list[SheetRow]:
    """The rows with what is wrong between them; one with a fault holds back the others of its claim."""
    told: dict[int, SheetRow] = {}
    first: dict[str, int] = {}
    for claim in by_claim(rows):
        kept = _lines_told(rules, claim)
        at = first.setdefault(claim[0].number, claim[0].line) if claim[0].number else claim[0].line
        if at != claim[0].line:
            said = Said("Row {n} has the number {number} already. Change one of them.", n=at, number=claim[0].number)
            kept = [faulty(row, "claim_id", said) for row in kept]
        broken = next((row.line for row in kept if row.fault), None)
        if broken is not None:
            kept = [row if row.fault else faulty(row, "", Said(_HELD, n=broken)) for row in kept]
        told |= {row.line: row for row in kept}
    return [told[row.line] for row in rows]


def values_of(claim: Sequence[SheetRow]) -> dict[str, str]:
    """What the rows of one claim state together, as a page's form would."""
    if len(claim) == 1:
        return dict(claim[0].values)
    own = (*draft_lines.THINGS, *draft_lines.OWN)
    whole = {name: value for name, value in claim[0].values.items() if name not in own}
    whole |= {name: row.values[name] for name, row in _of_all(claim).items()}
    lines = {
        draft_lines.named(key, name): value
        for key, row in enumerate(claim, 1)
        for name, value in {"quantity": "1", **row.values}.items()
        if name in own or (value and value != whole.get(name))
    }
    return {**whole, **lines}


def _lines_told(rules: Program, claim: Sequence[SheetRow]) -> list[SheetRow]:
    """The rows of one claim; each is of another vehicle or product, and none says otherwise what is of all."""
    if len(claim) == 1:
        return list(claim)
    thing, of_all = draft_lines.things(rules)[0], _of_all(claim)
    twice = draft_lines.told_twice(row.values.get(thing, "") for row in claim)
    kept = []
    for at, row in enumerate(claim, 1):
        told = _agreeing(row, of_all)
        if not fold_number(row.values.get(thing, "")) and thing not in _faulted(row):
            told = faulty(told, thing, "The claim has several rows. Enter the number of this row's own.")
        elif at in twice:
            said = "Row {n} of this claim has that number already. Change or remove one of them."
            told = faulty(told, thing, Said(said, n=claim[twice[at] - 1].line))
        if at > draft_lines.MOST_LINES:
            most = Said("A claim takes at most {n} rows. Give the others another number.", n=draft_lines.MOST_LINES)
            told = faulty(told, "claim_id", most)
        kept.append(told)
    return kept


def _of_all(claim: Sequence[SheetRow]) -> dict[str, SheetRow]:
    """By name what is of the claim as a whole: the first row that says it."""
    said = {name: row for row in reversed(claim) for name in draft_lines.OF_ALL if row.values.get(name)}
    return {name: said[name] for name in draft_lines.OF_ALL if name in said}


def _agreeing(row: SheetRow, of_all: Mapping[str, SheetRow]) -> SheetRow:
    """The row with a fault for each value in which it differs from the first that says it."""
    told = row
    for name, first in of_all.items():
        if row.values.get(name) and row.values[name] != first.values[name]:
            why = "Row {n} of this claim says “{text}”. Say the same, or leave it empty."
            told = faulty(told, name, Said(why, n=first.line, text=first.values[name][:80]))
    return told
