"""Sender and receiver of an invoice or order: by labels, the sender's line over an address window, address blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from claimcheck.core.extract.forms import (
    ADVERTISER,
    BUYER_LABELS,
    DELIVERY_LABELS,
    LABEL_ONLY,
    NOT_A_NAME,
    PARTY_LABELS,
    SELLER_LABELS,
    SUB_NAME,
)
from claimcheck.core.extract.labels import cells_below
from claimcheck.core.extract.parties import ADDRESS, clean_name
from claimcheck.core.extract.rows import Row
from claimcheck.core.extract.text import fold, low
from claimcheck.core.extract.vocabulary import LEGAL_FORM, TITLE
from claimcheck.model.documents import Field

_SEPARATOR = re.compile(r"\s[|·●•∙*–-]\s|\s?[|·●•∙]\s?")
_POSTCODE = re.compile(
    r"(?<!\d)(?:[A-Z]{1,2}[- ])?\d{4,5}(?:-\d{4})?,? +[^\W\d]|\b[A-Z]{2},? \d{5}(?:-\d{4})?\b|"
    r"[^\W\d], [A-Z]{2}$|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b"
)
_POSTAL_NUMBER = re.compile(r"(?<!\d)\d{5}(?!\d)")
_DOMAIN = re.compile(r"(?:@|www\.|https?://)([a-z0-9-]{4,})(?:\.[a-z0-9-]+)*\.[a-z]{2,}")
_CONTACT = re.compile(r"\b(?:tel|fon|phone|fax|e-?mail|web)\b|www\.|http|@")
_WINDOW = 9.0
"""How far under a label or sender's line a name may begin, in text heights."""


@dataclass(frozen=True, slots=True)
class Party:
    """A name at a place (offsets in its row's text), how surely it is one, and by what ground."""

    name: str
    row: Row
    start: int
    end: int
    strength: float
    ground: str
    left: float
    bottom: float


def sender_and_receiver(rows: Sequence[Row]) -> tuple[Party | None, Party | None]:
    """Seller and buyer as the document's layout tells them; either may be missing."""
    seller = _best(_labelled(rows, SELLER_LABELS))
    buyer = _best(_labelled(rows, ADVERTISER)) or _best(_labelled(rows, BUYER_LABELS))
    line = next(iter(_sender_lines(rows)), None)
    if line is not None:
        sender, receiver = line
        seller = sender if seller is None or seller.strength < sender.strength else seller
        buyer = buyer or receiver
    buyer = buyer or _best(_labelled(rows, DELIVERY_LABELS))
    if seller is None or buyer is None:
        blocks = _address_blocks(rows)
        seller = seller or _sending_block(blocks, rows, buyer)
        buyer = buyer or next((b for b in blocks if seller is not None and fold(b.name) != fold(seller.name)), None)
    if seller is not None and buyer is not None and fold(seller.name) == fold(buyer.name):
        seller, buyer = (None, buyer) if seller.strength < buyer.strength else (seller, None)
    return (_in_full(seller, rows) if seller else None), buyer


def party_field(name: str, party: Party) -> Field:
    """The field of a party's name."""
    box, sure = party.row.place(party.start, party.end)
    return Field(
        name=name,
        value=party.name,
        raw=party.row.text[party.start : party.end],
        confidence=round(sure * party.strength, 4),
        page=party.row.page,
        box=box,
        reader=party.row.reader,
        supports=(party.ground,),
    )


def _best(parties: Iterator[Party]) -> Party | None:
    return max(parties, key=lambda p: p.strength, default=None)


def _labelled(rows: Sequence[Row], labels: re.Pattern[str]) -> Iterator[Party]:
    for i, row in enumerate(rows):
        for k, cell in enumerate(row.cells):
            match = labels.match(low(cell.text))
            if not match:
                continue
            found = _named_by(rows, i, k, match.end())
            if found is not None:
                yield found


def _named_by(rows: Sequence[Row], i: int, k: int, end: int) -> Party | None:
    """The name that a party's label in cell `k` of row `i` leads to."""
    row, cell = rows[i], rows[i].cells[k]
    rest = cell.text[end:]
    if rest.strip() and not LEGAL_FORM.fullmatch(rest.strip()):  # the end of another name ran over the label
        apart = cell.text[:end].rstrip().endswith(":") or cell.text[: end + 1].isascii()
        return (
            _party(row, k, end, 0.9 if ":" in cell.text[:end] else 0.8, "label") if apart and _like_name(rest) else None
        )
    if k + 1 < len(row.cells):
        beside = row.cells[k + 1].text
        sub = SUB_NAME.match(low(beside))
        if sub and beside[sub.end() :].strip():
            return _party(row, k + 1, sub.end(), 0.95, "label")
        if sub and k + 2 < len(row.cells):
            return _party(row, k + 2, 0, 0.95, "label")
        if _like_name(beside) and not _labels_any(beside):
            return _party(row, k + 1, 0, 0.92, "label")
    return _under(rows, i, k)


def _under(rows: Sequence[Row], i: int, k: int) -> Party | None:
    """The first name under a label; a row that is itself labelled `Name:` goes before."""
    first: Party | None = None
    for j, m in (*cells_below(rows, i, k, _WINDOW), *_overleaf(rows, i, k)):
        text = rows[j].cells[m].text
        if _labels_any(text):
            break
        sub = SUB_NAME.match(low(text))
        if sub and text[sub.end() :].strip():
            return _party(rows[j], m, sub.end(), 0.95, "label")
        if sub and m + 1 < len(rows[j].cells):
            return _party(rows[j], m + 1, 0, 0.95, "label")
        if sub:
            return next((_party(rows[n], o, 0, 0.95, "label") for n, o in cells_below(rows, j, m)), None)
        if first is None and _like_name(text):
            first = _party(rows[j], m, 0, 0.9, "label")
    return first


def _overleaf(rows: Sequence[Row], i: int, k: int) -> Iterator[tuple[int, int]]:
    """The first cells of the next page in the column of a label that stands last on its page."""
    if i + 1 >= len(rows) or rows[i + 1].page == rows[i].page:
        return
    left = rows[i].cells[k].box.left
    for j in range(i + 1, min(len(rows), i + 5)):
        if rows[j].page == rows[i + 1].page:
            yield from ((j, m) for m, cell in enumerate(rows[j].cells) if abs(cell.box.left - left) < 0.06)


def _labels_any(text: str) -> bool:
    """Whether the text is nothing but a party's label."""
    folded = low(text)
    matches = (p.match(folded) for p in PARTY_LABELS)
    return any(match is not None and len(match.group()) >= len(text.strip()) - 1 for match in matches)


def _like_name(text: str) -> bool:
    text = text.strip()
    folded = low(text)
    letters = sum(c.isalpha() for c in text)
    return (
        letters >= 3
        and len(text) < 70
        and not NOT_A_NAME.match(folded)
        and not TITLE.match(text)
        and ":" not in text
        and not LABEL_ONLY.match(folded)
    )


def _party(row: Row, k: int, start: int, strength: float, ground: str, end: int | None = None) -> Party:
    cell = row.cells[k]
    stop = len(cell.text) if end is None else end
    while start < stop and cell.text[start] in " :：.":
        start += 1
    name = clean_name(cell.text[start:stop])
    offset = row.starts[k]
    return Party(name, row, offset + start, offset + stop, strength, ground, cell.box.left, cell.box.bottom)


def _sender_lines(rows: Sequence[Row]) -> Iterator[tuple[Party, Party | None]]:
    """The small line over an address window: `Name · Street 1 · 12345 Town`, and the receiver under it."""
    for i, row in enumerate(rows[:40]):
        for k, cell in enumerate(row.cells):
            parts = _SEPARATOR.split(cell.text)
            commas = [part.strip() for part in cell.text.split(",")]
            if len(parts) < 3 and not (len(commas) == 3 and _POSTCODE.match(commas[-1])):
                continue
            parts = parts if len(parts) >= 3 else commas
            if not any(_POSTCODE.search(part) for part in parts[1:]) or not _like_name(parts[0]) or ":" in parts[0]:
                continue
            if not LEGAL_FORM.search(parts[0]) and (ADDRESS.search(parts[0]) or parts[1].strip().isdigit()):
                continue  # an address in one line, without the name over it
            start = cell.text.find(parts[0])
            sender = _party(row, k, start, 0.85, "layout", start + len(parts[0]))
            receiver = next(
                (
                    _party(rows[j], m, 0, 0.8, "layout")
                    for j, m in cells_below(rows, i, k, _WINDOW)
                    if _like_name(rows[j].cells[m].text) and abs(rows[j].cells[m].box.left - cell.box.left) < 0.1
                ),
                None,
            )
            yield sender, receiver


def _address_blocks(rows: Sequence[Row]) -> list[Party]:
    """First lines of blocks that hold a line with postcode and town, in the upper half of the first page."""
    found: list[Party] = []
    for i, row in enumerate(rows[:60]):
        if row.page != rows[0].page or row.box.top > 0.6:
            break
        for k, cell in enumerate(row.cells):
            if not _POSTCODE.search(cell.text) or len(_SEPARATOR.split(cell.text)) > 2:
                continue
            top = _top_of_block(rows, i, k)
            if top is not None and all(fold(top.name) != fold(p.name) for p in found):
                found.append(top)
    return found


def _top_of_block(rows: Sequence[Row], i: int, k: int) -> Party | None:
    """The uppermost name of the lines that stand close over cell `k` of row `i`, flush left, else right."""
    return _climbed(rows, i, k, "left") or _climbed(rows, i, k, "right")


def _climbed(rows: Sequence[Row], i: int, k: int, side: Literal["left", "right"]) -> Party | None:
    cell, best = rows[i].cells[k], None
    edge: float = getattr(cell.box, side)
    for j in range(i - 1, max(-1, i - 8), -1):
        flush = next((m for m, c in enumerate(rows[j].cells) if abs(getattr(c.box, side) - edge) < 0.02), None)
        if flush is None:
            if cell.box.top - rows[j].box.bottom > 2.2 * cell.height:
                break
            continue
        above = rows[j].cells[flush]
        if cell.box.top - above.box.bottom > 2.2 * cell.height or not _like_name(above.text):
            break
        if _POSTAL_NUMBER.search(above.text):
            break  # the end of another block, or the sender's line
        best, cell = _party(rows[j], flush, 0, 0.7, "layout"), above
    return best


def _sending_block(blocks: Sequence[Party], rows: Sequence[Row], buyer: Party | None) -> Party | None:
    """The block that the rest of the page speaks of as its own; else the one that is not the buyer's."""
    others = [b for b in blocks if buyer is None or fold(b.name) != fold(buyer.name)]
    ranked = sorted(others, key=lambda block: -_owns_page(block, rows))
    if not ranked:
        return None
    sure = _owns_page(ranked[0], rows)
    if sure and (len(ranked) == 1 or sure > _owns_page(ranked[1], rows)):
        return replace(ranked[0], strength=0.7 + 0.05 * sure)
    return ranked[0] if buyer is not None else None


def _owns_page(block: Party, rows: Sequence[Row]) -> int:
    """Signs that a block is the sender's: its name in a mail or web address, printed again, or over contact lines."""
    domains = {m.group(1).replace("-", "") for row in rows for m in _DOMAIN.finditer(low(row.text))}
    words = [fold(word) for word in block.name.split() if len(fold(word)) >= 4]
    named = any(word in domain or domain in fold(block.name) for word in words for domain in domains)
    again = sum(1 for row in rows if row.index != block.row.index and fold(block.name) in fold(row.text)) > 0
    contact = any(
        _CONTACT.search(low(cell.text))
        for row in rows
        if row.page == block.row.page and 0 < row.box.top - block.bottom < 0.15
        for cell in row.cells
        if abs(cell.box.left - block.left) < 0.03
    )
    return 2 * named + again + contact


def _in_full(party: Party, rows: Sequence[Row]) -> Party:
    """The party under its full name, where another line of the page begins with the short one and has a legal form."""
    if LEGAL_FORM.search(party.name):
        return party
    short = fold(party.name)
    for row in rows:
        for k, cell in enumerate(row.cells):
            if (
                fold(cell.text).startswith(short)
                and LEGAL_FORM.search(cell.text)
                and len(cell.text) < len(party.name) + 40
            ):
                return _party(row, k, 0, party.strength, party.ground) if not _SEPARATOR.search(cell.text) else party
    return party
