"""Sender and receiver of an invoice or order: by labels, the sender's line over an address window, address blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from claimcheck.core.extract.labels import cells_below
from claimcheck.core.extract.page.cells import union
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import fold, low
from claimcheck.core.extract.parties.broadcast import beside_blocks, of_broadcast, of_the_paper, station
from claimcheck.core.extract.parties.letterheads import (
    SEPARATOR,
    UNSURE,
    Party,
    address_blocks,
    like_name,
    party_at,
    sending_block,
    under_a_name,
)
from claimcheck.core.extract.parties.nobody import in_head_of_table, labels_party
from claimcheck.core.extract.parties.payees import SURE, spoken_sellers
from claimcheck.core.extract.parties.wrapped import unwrapped
from claimcheck.core.extract.wordings.names import LEGAL_FORM, TITLE
from claimcheck.core.extract.wordings.parties import (
    ACCOUNT,
    ADVERTISER,
    AGENCY,
    AGENCYS_BUYER,
    BUYER_LABELS,
    COMPANY,
    DELIVERY_LABELS,
    FOR_WHOM,
    GUEST_LABELS,
    SALESPERSON,
    SELLER_LABELS,
    SPONSOR,
    SUB_NAME,
)
from claimcheck.core.extract.wordings.places import ADDRESS, POSTCODE, like_street
from claimcheck.model.documents import PROOF_OF_SALE, Field, Kind

_FAR = 0.25
"""How far from its label, in widths of the page, a cell stands that may be another block's."""
_FIGURES = re.compile(r"\d\D?\d\D?\d")
"""Numbers, which stand in no name over an address window."""
_FLUSH = 0.02
_WINDOW = 9.0
"""How far under a label or sender's line a name may begin, in text heights."""
_UNFORMED = 5
"""Words of a name at the most between the short name and the legal form that ends the full one."""


_ADDRESS_LABEL = re.compile(r"^(?:address|adresse|alamat|indirizzo|direccion|domicilio|anschrift|adres)\b")
_SUM = re.compile(r"\d[.,]\d\d(?!\d)")
_RIGHT_OVER = 1.5
"""How far over a label, in its heights, words stand that speak of it."""
_TO = re.compile(r"^to\s?:\s*")
"""Before whom a paper is for, in its upper part: on a slip for paying at its foot the same word leads to who sells."""
_UPPER = 0.45
_CLERK = re.compile(r"^(?:saljare|saelger|selger)\b")
"""What Nordic papers call who sells, and as often the person at the counter: only a company is the seller there."""
_NORDIC_FORM = re.compile(r"\b(?:ASA?|HB|KB|ANS|IVS|Ehf|ehf)\W*$")
"""Nordic legal forms that are words elsewhere."""
_OTHER_NAME = re.compile(r"\b(?:is|t/as?|trading|trade|name|part|division|brand|member|by|of)\b")
"""Words behind a name that lead to another company's: the one that trades under it, or that it belongs to."""
_TRADING_NAME = re.compile(r"\W{1,3}(?:is )?(?:an? )?(?:trading|trade|business) (?:name|style) of (?:the )?")
"""Words behind a name that lead to whom it belongs to, which may be the same with its legal form."""


def sender_and_receiver(rows: Sequence[Row], kind: Kind) -> tuple[Party | None, Party | None]:
    """Seller and buyer as the document's layout tells them; either may be missing."""
    aired = of_broadcast(rows, kind)
    advertiser = _best(_labelled(rows, ADVERTISER)) if aired else None
    ordered_of = station(rows) if aired and kind not in PROOF_OF_SALE else None
    seller = ordered_of or _best(_labelled(rows, SELLER_LABELS, but=SALESPERSON if advertiser else None))
    buyer = advertiser or _best(_labelled(rows, BUYER_LABELS, but=AGENCYS_BUYER if aired else SPONSOR))
    if buyer is None and aired and kind == "order":
        buyer = _best(_labelled(rows, FOR_WHOM))
    buyer = buyer or _best(party for party in _labelled(rows, _TO) if party.row.box.top < _UPPER)
    line = next(iter(_sender_lines(rows)), None)
    if line is not None:
        sender, receiver = line
        seller = sender if seller is None or seller.strength < sender.strength else seller
        buyer = buyer or receiver
    blocks = address_blocks(rows)
    if seller is None:
        agencies = tuple(_labelled(rows, AGENCY)) if aired else ()
        known = {fold(party.name) for party in agencies}
        seller = sending_block([b for b in blocks if fold(b.name) not in known], rows, buyer)
        first = sending_block(blocks, rows, buyer) if agencies else seller
        passed_over = first is None or fold(first.name) in known
        seller = of_the_paper(seller, rows, kind, agencies, passed_over=passed_over) if seller else None
    elif seller is ordered_of:
        seller = beside_blocks(seller, blocks, buyer)
    seller = _spoken(seller, buyer, rows)
    if buyer is None and seller is not None and not aired:
        buyer = receiver_beside(seller.name, rows)
    buyer = buyer or _best(_labelled(rows, DELIVERY_LABELS)) or _guest(rows) or next(_particulars(rows, seller), None)
    if buyer is None and (other := _best(_perhaps_buying(rows, kind, aired=aired))) is not None:
        buyer = replace(other, strength=UNSURE)
    if seller is not None and buyer is not None and fold(seller.name) == fold(buyer.name) and not _apart(seller, buyer):
        seller, buyer = (None, buyer) if seller.strength < buyer.strength else (seller, None)
    return (_in_full(_with_address(seller, blocks), rows, buyer) if seller else None), buyer


def _apart(seller: Party, buyer: Party) -> bool:
    """Whether labels name both, each in a place of its own: who sold it to himself is for a person."""
    return seller.ground == buyer.ground == "label" and seller.row is not buyer.row


def _perhaps_buying(rows: Sequence[Row], kind: Kind, *, aired: bool) -> Iterator[Party]:
    """Who may buy where nothing says so better: an order's account, and whom a paper of an agency's calls its buyer."""
    if kind == "order":
        yield from _labelled(rows, ACCOUNT)
    if aired:
        yield from _labelled(rows, BUYER_LABELS)


def _spoken(seller: Party | None, buyer: Party | None, rows: Sequence[Row]) -> Party | None:
    """The seller, or whom a sentence names so where the layout names nobody, or only the one who buys.

    One sentence proves nobody: who buys is named as well, and by a label.
    """
    if seller is not None and (buyer is None or fold(seller.name) != fold(buyer.name)):
        return seller
    others = [p for p in spoken_sellers(rows) if buyer is None or fold(p.name) != fold(buyer.name)]
    sure = next((p for p in others if p.strength >= SURE), None)
    if sure is not None or buyer is None or not others:
        return sure or seller
    return replace(others[0], rivals=(buyer.name,))


def receiver_beside(seller: str, rows: Sequence[Row]) -> Party | None:
    """The addressee of a paper that names nobody by a label: the first address that is not the seller's."""
    own = fold(seller)
    others = (b for b in address_blocks(rows) if fold(b.name) not in own and own not in fold(b.name))
    return next((b for b in others if not delivered_to(b, rows)), None)


def delivered_to(block: Party, rows: Sequence[Row]) -> bool:
    """Whether a label over a block says that goods go there, or work is done: who that is need not be who buys."""
    return any(fold(party.name) == fold(block.name) for party in _labelled(rows, DELIVERY_LABELS))


def _with_address(seller: Party, blocks: Sequence[Party]) -> Party:
    """The seller with the address that stands with its name."""
    own = next((b for b in blocks if fold(b.name) == fold(seller.name) and b.address), None)
    return replace(seller, address=own.address) if own and not seller.address else seller


def party_field(name: str, party: Party) -> Field:
    """The field of a party's name, in all its lines."""
    lines = ((party.row, party.start, party.end), *party.more)
    places = [row.place(start, end) for row, start, end in lines]
    return Field(
        name=name,
        value=party.name,
        raw=" ".join(row.text[start:end] for row, start, end in lines),
        confidence=round(min(sure for _, sure in places) * party.strength, 4),
        page=party.row.page,
        box=union(box for box, _ in places),
        reader=party.row.reader,
        supports=(party.ground,),
        rivals=party.rivals,
    )


def _best(parties: Iterator[Party]) -> Party | None:
    return max(parties, key=lambda p: p.strength, default=None)


def _labelled(rows: Sequence[Row], labels: re.Pattern[str], *, but: re.Pattern[str] | None = None) -> Iterator[Party]:
    for i, row in enumerate(rows):
        for k, cell in enumerate(row.cells):
            match = labels.match(low(cell.text))
            if not match or (but is not None and but.match(low(cell.text))):
                continue
            found = _named_by(rows, i, k, match.end())
            if found is not None and not (_CLERK.match(low(cell.text)) and _a_person(found.name)):
                yield unwrapped(found, rows)


def _a_person(name: str) -> bool:
    """Whether no legal form makes a company of a name."""
    return not LEGAL_FORM.search(name) and not _NORDIC_FORM.search(name)


def _named_by(rows: Sequence[Row], i: int, k: int, end: int) -> Party | None:
    """The name that a party's label in cell `k` of row `i` leads to."""
    row, cell = rows[i], rows[i].cells[k]
    rest = cell.text[end:]
    spoken = any(c.isalpha() for c in rest)  # a customer's number may stand beside the label, the name below
    if spoken and not LEGAL_FORM.fullmatch(rest.strip()):  # the end of another name ran over the label
        apart = cell.text[:end].rstrip().endswith(":") or cell.text[: end + 1].isascii()
        return (
            party_at(row, k, end, 0.9 if ":" in cell.text[:end] else 0.8, "label")
            if apart and like_name(rest)
            else None
        )
    if k + 1 < len(row.cells):
        beside = row.cells[k + 1].text.removeprefix(":").lstrip()  # forms set the colons of all labels in one column
        sub = SUB_NAME.match(low(beside))
        if sub and beside[sub.end() :].strip():
            return party_at(row, k + 1, len(row.cells[k + 1].text) - len(beside) + sub.end(), 0.95, "label")
        if sub and k + 2 < len(row.cells):
            return party_at(row, k + 2, 0, 0.95, "label")
        if (
            like_name(beside)
            and not _stands_over_its_own(rows, i, k)
            and not (labels_party(beside) or in_head_of_table(row) or _heads_another(rows, i, k))
        ):
            return party_at(row, k + 1, 0, 0.92, "label")
    return _under(rows, i, k)


def _guest(rows: Sequence[Row]) -> Party | None:
    """Who buys on the bill of a hotel or a clinic that names a guest or patient only, or the company of one."""
    guest = _best(_labelled(rows, GUEST_LABELS))
    company = _best(_labelled(rows, COMPANY)) if guest else None
    told = company or guest
    return replace(told, strength=UNSURE) if told else None


def _particulars(rows: Sequence[Row], seller: Party | None) -> Iterator[Party]:
    """Who is named by a bare `Name:` with an `Address:` under it: on a form of the seller's that is who buys.

    In its head only, under who sells: over other parts of it words say whose name that is.
    """
    named = False
    for i, row in enumerate(rows):
        if _SUM.search(row.text):
            return
        for k, cell in enumerate(row.cells):
            name = SUB_NAME.match(low(cell.text))
            under = (rows[j].cells[m].text for j, m in cells_below(rows, i, k) if name)
            if named and name and any(_ADDRESS_LABEL.match(low(text)) for text in under):
                found = _named_by(rows, i, k, name.end())
                own = found is not None and seller is not None and fold(found.name) in fold(seller.name)
                if found is not None and ":" in row.text and found.row is row and not (own or _captioned(rows, i, k)):
                    yield replace(found, strength=UNSURE)
        named = named or any(like_name(cell.text) for cell in row.cells)


def _captioned(rows: Sequence[Row], i: int, k: int) -> bool:
    """Whether words right over a cell say whose it is: no name, title, or value of its own."""
    here = rows[i].cells[k]
    over = [
        cell.text
        for row in rows[max(0, i - 2) : i]
        for cell in row.cells
        if row.page == rows[i].page
        and cell.box.left < here.box.right
        and here.box.left < cell.box.right
        and here.box.top - cell.box.bottom < _RIGHT_OVER * here.height
    ]
    text = over[-1].strip() if over else ""
    telling = LEGAL_FORM.search(text) or TITLE.match(text) or text[-1:].isdigit() or POSTCODE.search(text)
    labelled = ":" in text and not text.endswith(":")
    return bool(text) and not (telling or labelled)


def _stands_over_its_own(rows: Sequence[Row], i: int, k: int) -> bool:
    """Whether a label far from the cell beside it has a name right under it, flush and with nothing beside it."""
    label, beside = rows[i].cells[k], rows[i].cells[k + 1]
    if beside.box.left - label.box.right < _FAR:
        return False
    j, m = next(cells_below(rows, i, k), (i, k))
    under = rows[j].cells[m]
    alone = m + 1 == len(rows[j].cells) or rows[j].cells[m + 1].box.left - under.box.right > _FAR / 2
    return j > i and abs(under.box.left - label.box.left) < _FLUSH and alone and like_name(under.text)


def _heads_another(rows: Sequence[Row], i: int, k: int) -> bool:
    """Whether the cell beside a label heads a block of its own: an address stands under each of the two."""
    first, second = (
        {(j, m) for j, m in cells_below(rows, i, at, _WINDOW) if POSTCODE.search(rows[j].cells[m].text)}
        for at in (k, k + 1)
    )
    return bool(first - second and second - first)


def _under(rows: Sequence[Row], i: int, k: int) -> Party | None:
    """The first name under a label; a row that is itself labelled `Name:` goes before.

    In the head of a table the label speaks of the cell under it only.
    """
    first: Party | None = None
    cells = (*cells_below(rows, i, k, _WINDOW), *_overleaf(rows, i, k))
    for j, m in cells[:1] if in_head_of_table(rows[i]) else cells:
        text = rows[j].cells[m].text
        if labels_party(text) or in_head_of_table(rows[j]):
            break
        sub = SUB_NAME.match(low(text))
        if sub and text[sub.end() :].strip():
            return party_at(rows[j], m, sub.end(), 0.95, "label")
        if sub and m + 1 < len(rows[j].cells):
            return party_at(rows[j], m + 1, 0, 0.95, "label")
        if sub:
            return next((party_at(rows[n], o, 0, 0.95, "label") for n, o in cells_below(rows, j, m)), None)
        if first is None and like_name(text):
            first = party_at(rows[j], m, 0, 0.9, "label")
    return first


def _overleaf(rows: Sequence[Row], i: int, k: int) -> Iterator[tuple[int, int]]:
    """The first cells of the next page in the column of a label that stands last on its page."""
    if i + 1 >= len(rows) or rows[i + 1].page == rows[i].page:
        return
    left = rows[i].cells[k].box.left
    for j in range(i + 1, min(len(rows), i + 5)):
        if rows[j].page == rows[i + 1].page:
            yield from ((j, m) for m, cell in enumerate(rows[j].cells) if abs(cell.box.left - left) < 0.06)


def _sender_lines(rows: Sequence[Row]) -> Iterator[tuple[Party, Party | None]]:
    """The small line over an address window: `Name · Street 1 · 12345 Town`, and the receiver under it."""
    for i, row in enumerate(rows[:40]):
        for k, cell in enumerate(row.cells):
            parts = SEPARATOR.split(cell.text)
            commas = [part.strip() for part in cell.text.split(",")]
            if len(parts) < 3 and not (len(commas) == 3 and POSTCODE.match(commas[-1])):
                continue
            parts = parts if len(parts) >= 3 else commas
            if (
                not any(POSTCODE.search(part) for part in parts[1:])
                or not like_name(parts[0])
                or _FIGURES.search(parts[0])
            ):
                continue
            street = ADDRESS.search(parts[0]) or like_street(parts[0])
            if not LEGAL_FORM.search(parts[0]) and (street or parts[1].strip().isdigit()):
                continue  # an address in one line, without the name over it
            if under_a_name(rows, i, k):
                continue
            start = cell.text.find(parts[0])
            sender = party_at(row, k, start, 0.85, "layout", start + len(parts[0]))
            if parts is commas:
                begins = row.starts[k] + start + len(parts[0])
                sender = replace(sender, address=((row, begins, row.starts[k] + len(cell.text)),))
            receiver = next(
                (
                    party_at(rows[j], m, 0, 0.8, "layout")
                    for j, m in cells_below(rows, i, k, _WINDOW)
                    if like_name(rows[j].cells[m].text) and abs(rows[j].cells[m].box.left - cell.box.left) < 0.1
                ),
                None,
            )
            yield sender, receiver


def _in_full(party: Party, rows: Sequence[Row], buyer: Party | None) -> Party:
    """The party under its full name, where a line of the page begins with the short one and goes on to a legal form."""
    full = full_name(party.name, rows)
    if full is not None and buyer is not None and fold(full.name) == fold(buyer.name):
        return party
    return replace(full, strength=party.strength, address=party.address, rivals=party.rivals) if full else party


def full_name(short: str, rows: Sequence[Row], *, owner: bool = False) -> Party | None:
    """Who a name without a legal form is in full, where a line of the page says so; its ground is the layout's.

    Args:
        short: as the paper names it elsewhere.
        rows: of the paper.
        owner: whether only a line counts that says whose trading name it is: any other may be another company's, whose
            name begins with the same words.
    """
    if LEGAL_FORM.search(short):
        return None
    for row in rows:
        for k, cell in enumerate(row.cells):
            begin = _owner_at(cell.text, short)
            if (owner and not begin) or cell.text[begin + len(short) :][:1].isalnum():
                continue
            for form in LEGAL_FORM.finditer(cell.text, begin) if fold(cell.text).startswith(fold(short)) else ():
                between = cell.text[begin + len(short) : form.end()]
                if _OTHER_NAME.search(low(between)):
                    break
                if len(between.split()) <= _UNFORMED and not any(c.isdigit() or c in ",;:|·•" for c in between):
                    return party_at(row, k, begin, 0.7, "layout", form.end())
    return None


def _owner_at(text: str, short: str) -> int:
    """Where the full name begins in `X is a trading name of X Ltd`, with the same name in both places."""
    owner = _TRADING_NAME.match(low(text[len(short) :]))
    begin = len(short) + owner.end() if owner else 0
    return begin if fold(text[begin:]).startswith(fold(short)) else 0
