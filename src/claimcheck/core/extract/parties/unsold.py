"""Who sells nothing, whatever layout and labels say: who orders time on air, what a paper is called, a joined row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import fold, label_key, low
from claimcheck.core.extract.parties.broadcast import of_broadcast, station
from claimcheck.core.extract.parties.invoices import labelled_parties
from claimcheck.core.extract.parties.letterheads import Party
from claimcheck.core.extract.parties.receipts import Block, across_columns
from claimcheck.core.extract.wordings.no_sale import BESIDE_LETTERHEAD
from claimcheck.core.extract.wordings.parties import AGENCY, CALL_SIGN, FROM, ON_AIR, PARTY_LABELS
from claimcheck.model.documents import PROOF_OF_SALE, Kind

_CONFIRMS: Final = " confirmation"
"""What the title of an order ends with that is accepted."""
_TO_STATION: Final = re.compile(rf"(?:TO|To)\b[ :-]{{0,4}}{CALL_SIGN.pattern}")


def may_sell(seller: Party, rows: Sequence[Row], kind: Kind) -> bool:
    """Whether the one whom labels or the layout tell as the seller may be that.

    An order for time on air goes from an agency, or from who buys, to the station: a label or a sign tells who sells.
    """
    if kind in PROOF_OF_SALE:
        return True
    told = station(rows)
    by_place = seller.ground == "layout" and (told is None or told.name != seller.name)
    if _called(seller.name) or (by_place and _ordered(rows, kind)):
        return False
    return fold(seller.name) not in _named(rows, kind, FROM, AGENCY)


def head_may_tell(block: Block, rows: Sequence[Row], kind: Kind) -> bool:
    """Whether the name that stands first on a paper may be the seller's: no label's row, nor one of several columns."""
    if kind in PROOF_OF_SALE:
        return True
    labelled = any(label.match(low(block.name)) for label in PARTY_LABELS)
    return not (labelled or across_columns(block) or _called(block.name) or _ordered(rows, kind))


def _ordered(rows: Sequence[Row], kind: Kind) -> bool:
    """Whether a paper of time on air says whom it is from, or that it goes to a station."""
    addressed = any(_TO_STATION.fullmatch(cell.text.strip()) for row in rows for cell in row.cells)
    return bool(_named(rows, kind, FROM)) or (addressed and _timed(rows, kind))


def _named(rows: Sequence[Row], kind: Kind, *labels: re.Pattern[str]) -> frozenset[str]:
    """Whom such labels name on a paper of time on air."""
    if not _timed(rows, kind):
        return frozenset()
    return frozenset(fold(party.name) for label in labels for party in labelled_parties(rows, label))


def _timed(rows: Sequence[Row], kind: Kind) -> bool:
    return of_broadcast(rows, kind) or any(ON_AIR.search(low(row.text)) for row in rows)


def _called(name: str) -> bool:
    """Whether a text says what a paper that is no proof of sale is, with its number or without: nobody's name."""
    return BESIDE_LETTERHEAD.fullmatch(label_key(name).removesuffix(_CONFIRMS)) is not None
