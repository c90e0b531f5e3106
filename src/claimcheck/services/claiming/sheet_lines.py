"""Rows of a sheet that are one claim: joined by its number, a row for each vehicle or product.

What is said of the claim as a whole stands in its first row; the others repeat it or leave it empty.
"""

from __future__ import annotations

from collections.abc import Sequence
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


def by_claim(rows: Sequence[SheetRow]) -> list[list[SheetRow]]:
    """The rows of each claim together, in their order: those of one number, where each has a thing of its own."""
    found: dict[str, list[SheetRow]] = {}
    for row in rows:
        joined = row.number and draft_lines.NUMBERED & row.values.keys()
        found.setdefault(row.number if joined else f"\n{row.line}", []).append(row)
    return list(found.values())


def held_together(rules: Program, rows: Sequence[SheetRow]) -> list[SheetRow]:
    """The rows with what is wrong between those of one claim; one with a fault holds back the others of its claim."""
    told: dict[int, SheetRow] = {}
    numbered: dict[str, list[SheetRow]] = {}
    for row in rows:
        numbered.setdefault(row.number or f"\n{row.line}", []).append(row)
    for claim in numbered.values():
        kept = _lines_told(rules, claim) if draft_lines.things(rules) else _told_twice(claim)
        broken = next((row.line for row in kept if row.fault), None)
        if broken is not None and draft_lines.things(rules):
            kept = [row if row.fault else faulty(row, "", Said(_HELD, n=broken)) for row in kept]
        told |= {row.line: row for row in kept}
    return [told[row.line] for row in rows]


def values_of(claim: Sequence[SheetRow]) -> dict[str, str]:
    """What the rows of one claim state together, as a page's form would."""
    if len(claim) == 1:
        return dict(claim[0].values)
    own = (*draft_lines.THINGS, *draft_lines.OWN)
    whole = {name: value for name, value in claim[0].values.items() if name not in own}
    lines = {
        draft_lines.named(key, name): value
        for key, row in enumerate(claim, 1)
        for name, value in {"quantity": "1", **row.values}.items()
        if name in own or (value and value != whole.get(name))
    }
    return {**whole, **lines}


def _told_twice(claim: Sequence[SheetRow]) -> list[SheetRow]:
    first, *others = claim
    said = Said("Row {n} has the number {number} already. Change one of them.", n=first.line, number=first.number)
    return [first, *(faulty(row, "claim_id", said) for row in others)]


def _lines_told(rules: Program, claim: Sequence[SheetRow]) -> list[SheetRow]:
    """The rows of one claim; each is of another vehicle or product, and none says otherwise what is of all."""
    first, *others = claim
    if not others:
        return list(claim)
    thing = draft_lines.things(rules)[0]
    lines = (*draft_lines.things(rules), *draft_lines.OWN, *draft_lines.of_papers(rules))
    seen: dict[str, int] = {}
    kept = []
    for at, row in enumerate(claim, 1):
        number, told = fold_number(row.values.get(thing, "")), _agreeing(row, first, lines)
        if not number:
            told = faulty(told, thing, "The claim has several rows. Enter the number of this row's own.")
        elif number in seen:
            said = Said("Row {n} of this claim has that number already. Change or remove one of them.", n=seen[number])
            told = faulty(told, thing, said)
        if at > draft_lines.MOST_LINES:
            most = Said("A claim takes at most {n} rows. Give the others another number.", n=draft_lines.MOST_LINES)
            told = faulty(told, "claim_id", most)
        seen.setdefault(number, row.line)
        kept.append(told)
    return kept


def _agreeing(row: SheetRow, first: SheetRow, lines: Sequence[str]) -> SheetRow:
    told = row
    for name, value in row.values.items():
        of_all = first.values.get(name, "")
        if value and name not in lines and value != of_all:
            why = "Row {n} of this claim says “{text}”. Say the same, or leave it empty."
            told = faulty(told, name, Said(why, n=first.line, text=of_all[:80]))
    return told
