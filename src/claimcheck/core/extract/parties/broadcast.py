"""Papers of broadcast time, orders and bills: what tells one, whose time is bought, and where the parties begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from claimcheck.core.extract.labels import cells_below
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import fold, low
from claimcheck.core.extract.parties.letterheads import Party, party_at
from claimcheck.core.extract.parties.nobody import in_head_of_table, titles_paper
from claimcheck.core.extract.wordings.parties import (
    ADVERTISER,
    AGENCY,
    BUYER_LABELS,
    CALL_SIGN,
    FOR_WHOM,
    IN_A_HOUSE,
    ON_AIR,
    ORDERS_AIR,
    SPONSOR,
    STATION,
    WHOLE_SIGN,
)
from claimcheck.model.documents import PROOF_OF_SALE, Kind

_PARTICULAR: Final = re.compile(r"[^\W\d][\w /&.#-]{1,24}:")
"""A label with its colon, which begins no name."""
_PLACE: Final = re.compile(r"\blocation\b")
"""What in a station's label says that its town follows."""
_IN_DOUBT: Final = 0.7
"""How surely one sells who has a rival: whoever of the paper's names is claimed, a person is asked."""


def of_broadcast(rows: Sequence[Row], kind: Kind) -> bool:
    """Whether a paper is of broadcast time: it names an advertiser, or a sponsor where it is an order or says so."""
    texts = [low(cell.text) for row in rows for cell in row.cells]
    labels = [text for text in texts if ADVERTISER.match(text)]
    on_air = any(ON_AIR.search(text) for text in texts)
    sponsored = bool(labels) and (kind == "order" or on_air)
    timed = any(map(ORDERS_AIR.search, texts))
    for_whom = kind == "order" and timed and any(map(FOR_WHOM.match, texts))
    sold = station(rows) if kind not in PROOF_OF_SALE else None
    ordered = sold is not None and (timed or "-" in sold.name)
    return sponsored or for_whom or ordered or not all(SPONSOR.match(text) for text in labels)


def station(rows: Sequence[Row]) -> Party | None:
    """The station whose time is bought, by the label before its call sign; nobody where labels lead to several."""
    labelled, signs = _labelled_stations(rows)
    return labelled[0] if labelled and len(signs) == 1 else None


def over_the_parties(rows: Sequence[Row], kind: Kind) -> Sequence[Row]:
    """The head of a paper of broadcast time, down to the first label of who buys or for whom: it names who sells."""
    if not of_broadcast(rows, kind):
        return rows
    labels = (ADVERTISER, FOR_WHOM, AGENCY, BUYER_LABELS)
    others = (i for i, row in enumerate(rows) if any(one.match(low(c.text)) for c in row.cells for one in labels))
    head = rows[: next(others, len(rows))]
    return [_without_title(row) for row in head if not _PARTICULAR.match(row.text)]


def _without_title(row: Row) -> Row:
    """A row of a letterhead without the title that stands beside it, `Media Order`."""
    cells = tuple(cell for cell in row.cells if not titles_paper(cell.text))
    return replace(row, cells=cells) if cells else row


def of_the_paper(
    block: Party, rows: Sequence[Row], kind: Kind, agencies: Sequence[Party], *, passed_over: bool
) -> Party:
    """A block that may be the sender's; where it may be another's, the agencies are its rivals.

    Besides the station a bill for time names whom its agency is, where to pay, and in whose house the station is: a
    block under the parties may be of any of these, and one found as the agency's own is passed over the client's.
    """
    head = over_the_parties(rows, kind)
    housed = any(IN_A_HOUSE.match(low(row.text)) for row in rows if row.index == block.row.index - 1)
    if not agencies or (not housed and not passed_over and any(block.row.index == row.index for row in head)):
        return block
    return replace(block, strength=_IN_DOUBT, rivals=tuple(dict.fromkeys(party.name for party in agencies)))


def beside_blocks(sign: Party, blocks: Sequence[Party], buyer: Party | None) -> Party:
    """A labelled station; its rivals are the paper's companies unless the sign says what kind of station it is."""
    if sign.strength > _IN_DOUBT:
        return sign
    known = {fold(sign.name), fold(buyer.name) if buyer else ""}
    others = (b.name for b in blocks if fold(b.name) not in known and not titles_paper(b.name))
    return replace(sign, rivals=tuple(dict.fromkeys(others)))


def _labelled_stations(rows: Sequence[Row]) -> tuple[list[Party], frozenset[str]]:
    """The call signs that fill what a label of a station leads to, and every sign that stands with such a label.

    Other words of four capitals stand in sentences.
    """
    found: list[Party] = []
    signs: set[str] = set()
    for i, row in enumerate(rows):
        for k, cell in enumerate(row.cells):
            label = STATION.match(low(cell.text))
            if label is None or in_head_of_table(row):
                continue
            place = bool(_PLACE.search(label.group()))
            alone = not cell.text[label.end() :].strip() and k + 1 < len(row.cells)
            sign = _sign_at(row, k + 1, 0, place=place) if alone else _sign_at(row, k, label.end(), place=place)
            if sign is not None:
                found.append(sign)
            near = (row.text[row.starts[k] + label.end() :], *_under(rows, i, k))
            signs.update(one.group() for text in near for one in WHOLE_SIGN.finditer(text.replace("0", "O")))
    return found, frozenset(map(_spelled, (*signs, *(bare.name for bare in found))))


def _under(rows: Sequence[Row], i: int, k: int) -> list[str]:
    """What stands in the row under a label and under the cell beside it."""
    beside = {(j, m) for at in (k, k + 1) if at < len(rows[i].cells) for j, m in cells_below(rows, i, at) if j == i + 1}
    return [rows[j].cells[m].text for j, m in beside]


def _spelled(sign: str) -> str:
    return sign.replace("+", "-").replace(" ", "-")


def _sign_at(row: Row, k: int, start: int, *, place: bool) -> Party | None:
    """The call sign that cell `k` ends with.

    In doubt where it does not say of what kind the station is, as many a word is spelled like that (`Station: WEST`),
    or has a nought, which no sign has: that was misread.
    """
    text = row.cells[k].text
    sign = CALL_SIGN.match(text.replace("0", "O"), start)
    behind = text[sign.end() :].strip() if sign else ""
    if sign is None or (behind and not (place and behind.startswith(","))):
        return None
    if "-" not in sign.group() and row.cells[k + 1 :] and not any(c.isdigit() or c == ":" for c in row.text):
        return None  # one of the heads of a table, `STATION  WEEK  SPOTS`
    party = party_at(row, k, sign.start(), 0.95, "label", sign.end())
    sure = party.name == sign.group() and WHOLE_SIGN.fullmatch(party.name)
    return party if sure else replace(party, name=sign.group(), strength=_IN_DOUBT)
