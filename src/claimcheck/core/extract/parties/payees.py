"""Who a paper says in a sentence that it is: whom its cheques are made out to, and whose registration its foot tells.

A paper whose letterhead is a picture names its sender nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import fold, low
from claimcheck.core.extract.parties.letterheads import Party, like_name, party_at
from claimcheck.core.extract.vocabulary import LEGAL_FORM

_PAYEE: Final = re.compile(
    r"\bche(?:que|ck)s? (?:\w+ ){0,5}?payable to\b[\s:]*(?:the order of )?|\bpayable by che(?:que|ck) to\b[\s:]*"
)
"""What leads to the name of the one whom cheques go to."""
_REGISTERED: Final = re.compile(
    r"[\s.,;:|·•-]{1,4}(?:is )?(?:a company )?\(?(?:registered (?:in|office|company|address|no)|"
    r"reg\.? (?:office|no|in)|incorporated in|company (?:reg|no|number|registration)|co\.? (?:reg|no)|"
    r"vat (?:reg|no|number)|abn\b|acn\b)"
)
"""What follows a company's name in the line that tells its registration."""
_ENDS: Final = re.compile(r"[.;:|·•,](?=\s|$)|\s-\s|\s(?:and|within|by|or|crossed|a/?c)\b|\(")
UNSURE: Final = 0.75
"""Strength of a payee that the page names once: a bank may buy the bill."""


def spoken_sellers(rows: Sequence[Row]) -> Iterator[Party]:
    """The companies that a sentence names as the one to be paid, or as the one that the paper's foot registers."""
    for row in rows:
        for k, cell in enumerate(row.cells):
            text = low(cell.text)
            payee = _PAYEE.search(text)
            if payee:
                end = _name_end(cell.text, payee.end())
                party = party_at(row, k, payee.end(), UNSURE, "label", end)
                if like_name(party.name):
                    yield replace(party, strength=0.9) if _again(party, rows) else party
                continue
            form = next((m for m in LEGAL_FORM.finditer(cell.text) if _REGISTERED.match(text, m.end())), None)
            if form is not None and like_name(cell.text[: form.end()]):
                party = party_at(row, k, 0, UNSURE, "layout", form.end())
                yield replace(party, strength=0.9) if _again(party, rows) else party


def _name_end(text: str, start: int) -> int:
    """Where a name in a sentence ends: behind its legal form, else before the sign or word that goes on."""
    form = next((m for m in LEGAL_FORM.finditer(text, start)), None)
    stop = _ENDS.search(text, start)
    end = stop.start() if stop else len(text)
    return form.end() if form is not None and form.start() <= end + 1 else end


def _again(party: Party, rows: Sequence[Row]) -> bool:
    """Whether another row names the same company."""
    own = fold(party.name)
    return any(row.index != party.row.index and own in fold(row.text) for row in rows)
