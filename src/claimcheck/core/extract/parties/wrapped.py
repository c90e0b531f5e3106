"""Names that a narrow column broke into two lines: the second is told by a legal form, or by the grid around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from claimcheck.core.extract.labels import cells_below
from claimcheck.core.extract.page.cells import Cell
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import low
from claimcheck.core.extract.parties.letterheads import Party, like_name
from claimcheck.core.extract.parties.receipts import clean_name
from claimcheck.core.extract.wordings.names import LEGAL_FORM
from claimcheck.core.extract.wordings.parties import PERSON
from claimcheck.core.extract.wordings.places import like_street

_NEXT: Final = 1.2
"""Blank between two lines of one value at the most, in heights of a line."""
_FLUSH: Final = 0.01
_APART: Final = 1.3
"""How much wider the blank to the next value is than that between two lines of one, at the least."""


def unwrapped(party: Party, rows: Sequence[Row]) -> Party:
    """The party with the rest of its name, where that went over to the line below."""
    row = party.row
    k = row.cell_at(party.start)
    if party.end != row.starts[k] + len(row.cells[k].text) or not party.name:
        return party
    i = row.index - rows[0].index
    left = row.place(party.start, party.end)[0].left
    j, m = next(cells_below(rows, i, k, _NEXT), (i, k))
    if j == i or abs(rows[j].cells[m].box.left - left) > _FLUSH:
        return party
    rest, start = rows[j].cells[m].text, rows[j].starts[m]
    if not (_ends_form(party.name, rest) or _fills_the_grid(rows, (i, k), (j, m))):
        return party
    return replace(party, name=clean_name(f"{party.name} {rest}"), more=((rows[j], start, start + len(rest)),))


def _ends_form(name: str, rest: str) -> bool:
    """Whether a line is a legal form alone, or ends the one that the line over it began."""
    if LEGAL_FORM.fullmatch(rest) or LEGAL_FORM.fullmatch(f"{rest} "):
        return LEGAL_FORM.search(f"{name} ") is None
    seam = len(name)
    return any(
        form.start() < seam and form.end() == seam + 1 + len(rest) for form in LEGAL_FORM.finditer(f"{name} {rest}")
    )


def _fills_the_grid(rows: Sequence[Row], at: tuple[int, int], below: tuple[int, int]) -> bool:
    """Whether a line is the rest of a value in a column of values, each beside its label.

    No label stands beside it, the next one stands farther off, and its first word had no room in the line above.
    """
    (i, k), (j, m) = at, below
    if k == 0 or j + 1 >= len(rows) or rows[j + 1].page != rows[j].page:
        return False
    label, value, rest = rows[i].cells[k - 1], rows[i].cells[k], rows[j].cells[m]
    unlabelled = not any(c.box.right > label.box.left and c.box.left < rest.box.left - _FLUSH for c in rows[j].cells)
    labelled = any(abs(c.box.left - label.box.left) < _FLUSH for c in rows[j + 1].cells)
    apart = rows[j + 1].box.top - rest.box.bottom > _APART * (rest.box.top - value.box.bottom)
    return unlabelled and labelled and apart and _of_a_name(rest.text) and _no_room(value, rest, rows[i].page, rows)


def _of_a_name(text: str) -> bool:
    street = like_street(text) or "," in text or any(map(str.isdigit, text))
    return like_name(text) and not (street or PERSON.match(low(text)))


def _no_room(value: Cell, rest: Cell, page: int, rows: Sequence[Row]) -> bool:
    """Whether the first word of a line would not have stood in the column behind the line above."""
    ends = [
        c.box.right for row in rows if row.page == page for c in row.cells if abs(c.box.left - value.box.left) < _FLUSH
    ]
    word = rest.words[0].box
    return value.box.right + (word.right - word.left) > max(ends)
