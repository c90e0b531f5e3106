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
from claimcheck.core.extract.wordings.names import LEGAL_FORM

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
"""Strength of whom one sentence names: a bank may buy the bill, a foot may tell who lent the money."""
SURE: Final = 0.9
_SENTENCE: Final = re.compile(
    r"\b(?:by|to|from|with|via|through|is|are|was|has|been|behalf|your|our|please|pay|carrier|supplied|delivered|sold)\b"
)
"""Words before a legal form that make a sentence of what would be a name."""
_BOUGHT: Final = re.compile(r"\bassign(?:ed|ment|ee)|\bfactor(?:s|ed|ing)\b|\bdiscounting\b|\bfinanc\w*|\blender\b")
"""Words of a bill that was sold on: whoever is to be paid did not sell the goods."""
_ACCOUNT: Final = re.compile(r"\baccount\b|\ba/c\b|\bbank\w*|\bsort code\b|\biban\b")
"""What a company's name is that stands with these words: the one that money is sent to."""


def spoken_sellers(rows: Sequence[Row]) -> Iterator[Party]:
    """The companies that a sentence names as the one to be paid, or as the one that the paper's foot registers.

    Only both together are sure. Where the bill was sold on nobody is, nor is whose name stands with a bank's account.
    """
    if any(_BOUGHT.search(low(row.text)) for row in rows):
        return
    payees = [party for row in rows for party in _payees(row)]
    registered = [party for row in rows for party in _registered(row)]
    for party in (*payees, *registered):
        own = fold(party.name)
        both = all(any(fold(one.name) == own for one in told) for told in (payees, registered))
        if not any(_ACCOUNT.search(low(row.text)) for row in rows if own in fold(row.text)):
            yield replace(party, strength=SURE) if both else party


def _payees(row: Row) -> Iterator[Party]:
    """Whom a row says that cheques go to."""
    for k, cell in enumerate(row.cells):
        payee = _PAYEE.search(low(cell.text))
        if payee:
            party = party_at(row, k, payee.end(), UNSURE, "label", _name_end(cell.text, payee.end()))
            if like_name(party.name):
                yield party


def _registered(row: Row) -> Iterator[Party]:
    """The company whose registration a row tells that begins with its name."""
    text = row.cells[0].text
    form = next((m for m in LEGAL_FORM.finditer(text) if _REGISTERED.match(low(text), m.end())), None)
    if form is not None and like_name(text[: form.end()]) and not _SENTENCE.search(low(text[: form.end()])):
        yield party_at(row, 0, 0, UNSURE, "layout", form.end())


def _name_end(text: str, start: int) -> int:
    """Where a name in a sentence ends: behind its legal form, else before the sign or word that goes on."""
    form = next((m for m in LEGAL_FORM.finditer(text, start)), None)
    stop = _ENDS.search(text, start)
    end = stop.start() if stop else len(text)
    return form.end() if form is not None and form.start() <= end + 1 else end
