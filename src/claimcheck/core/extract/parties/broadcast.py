"""Papers of broadcast time, orders and bills: what tells one, whose time is bought, and where the parties begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import label_key, low
from claimcheck.core.extract.parties.letterheads import UNSURE, Party, party_at
from claimcheck.core.extract.wordings.no_sale import BESIDE_LETTERHEAD
from claimcheck.core.extract.wordings.parties import (
    ADVERTISER,
    AGENCY,
    BUYER_LABELS,
    CALL_SIGN,
    ON_AIR,
    SPONSOR,
    STATION,
)
from claimcheck.model.documents import PROOF_OF_SALE, Kind

_LETTERHEAD: Final = 6
"""Rows at the head of an order in which its station's sign may stand alone."""


def of_broadcast(rows: Sequence[Row], kind: Kind) -> bool:
    """Whether a paper is of broadcast time: it names an advertiser, or a sponsor where it is an order or says so."""
    labels = [text for row in rows for cell in row.cells if ADVERTISER.match(text := low(cell.text))]
    sponsored = bool(labels) and (kind == "order" or any(ON_AIR.search(low(row.text)) for row in rows))
    ordered = kind not in PROOF_OF_SALE and station(rows) is not None
    return sponsored or ordered or not all(SPONSOR.match(text) for text in labels)


def station(rows: Sequence[Row]) -> Party | None:
    """The station whose time is bought: by the label before its call sign, or by the sign alone in the head."""
    return _labelled_station(rows) or _in_the_head(rows)


def over_the_parties(rows: Sequence[Row], kind: Kind) -> Sequence[Row]:
    """The head of a paper of broadcast time, down to the first label of who buys or for whom: it names who sells."""
    if not of_broadcast(rows, kind):
        return rows
    labels = (ADVERTISER, AGENCY, BUYER_LABELS)
    others = (i for i, row in enumerate(rows) if any(one.match(low(c.text)) for c in row.cells for one in labels))
    return [_without_title(row) for row in rows[: next(others, len(rows))]]


def _without_title(row: Row) -> Row:
    """A row of a letterhead without the title that stands beside it, `Media Order`."""
    cells = tuple(cell for cell in row.cells if not BESIDE_LETTERHEAD.fullmatch(label_key(cell.text)))
    return replace(row, cells=cells) if cells else row


def _labelled_station(rows: Sequence[Row]) -> Party | None:
    for row in rows:
        for k, cell in enumerate(row.cells):
            label = STATION.match(low(cell.text))
            if label is None:
                continue
            own = _sign_at(row, k, label.end())
            if own is not None:
                return own
            beside = _sign_at(row, k + 1, 0) if k + 1 < len(row.cells) else None
            if beside is not None and not cell.text[label.end() :].strip():
                return beside
    return None


def _sign_at(row: Row, k: int, start: int) -> Party | None:
    """The call sign at a place of cell `k`; one with a nought, which no sign has, was misread and is unsure."""
    text = row.cells[k].text
    sign = CALL_SIGN.match(text.replace("0", "O"), start)
    if sign is None:
        return None
    party = party_at(row, k, sign.start(), 0.95, "label", sign.end())
    return party if party.name == sign.group() else replace(party, name=sign.group(), strength=UNSURE)


def _in_the_head(rows: Sequence[Row]) -> Party | None:
    """The call sign that stands alone in a cell of an order's first rows, as its letterhead."""
    for row in rows[:_LETTERHEAD]:
        for k, cell in enumerate(row.cells):
            if (sign := CALL_SIGN.fullmatch(cell.text.strip())) and "-" in sign.group():
                return party_at(row, k, 0, 0.9, "layout")
    return None
