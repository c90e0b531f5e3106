"""The countries that a paper's seller is of, by their currencies: places, numbers of tax and telephone, legal forms.

What is the buyer's, a bank's or where goods came from says nothing of the seller.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

from claimcheck.core.extract.page.cells import Cell
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import low, without_accents
from claimcheck.core.extract.wordings.countries import CALLING, LIKE_NORTH_AMERICAN, PLACES, PRINTED, Codes
from claimcheck.core.extract.wordings.parties import BUYER_LABELS, DELIVERY_LABELS, PARTY_LABELS
from claimcheck.core.extract.wordings.places import STREET
from claimcheck.model.documents import Field

_ABROAD: Final = re.compile(r"(?<![\w.,])\+ ?\(?(?P<number>[1-9](?:[ ().-]{0,2}\d){7,14})(?![\d,])")
_AT_HOME: Final = re.compile(r"(?<![\w+.-])(?:\((?P<a>[2-9]\d\d)\) ?|(?P<b>[2-9]\d\d)-)[2-9]\d\d-\d{4}(?![\d-])")
"""A telephone's number with the country's before it, and one as they are written in North America."""
_ELSEWHERE: Final = re.compile(
    r"\b(?:banks?|banco|banque|bankverbindung|iban|swift|bic|accounts?|a/c|konto|made|product of|produce of|origin|"
    r"imported|assembled|designed|shipped|ship|via|port of (?:loading|discharge|entry|shipment)|incoterms|"
    r"customer (?:care|service)|(?:hot|help|care)line|support|laws?|courts?|jurisdiction|your (?:vat|gst|tax)|"
    r"customer(?:'s)? (?:vat|gst|tax)|buyer|ihre? ust)\b"
)
"""A cell with such words names a bank's place, where goods came from, or somebody else's number."""
_POSTAL: Final = re.compile(r"(?=[a-z-]*\d)(?:[a-z]{1,3}-?)?[\da-z-]{2,8}")
_ADDRESSED: Final = re.compile(rf"\d|{STREET.pattern}", re.IGNORECASE)
"""What a line of an address has, in which or under which its country stands."""
_LONGEST_NAME: Final = 4
"""Words of a place's name at the most."""
_BLOCK: Final = 8
"""Rows of one party's block at the most."""
_STEP: Final = 1.2
"""Heights of a row between two rows of a block at the most; a label may stand farther over it."""
_FIRST_STEP: Final = 2.2
_SUM: Final = re.compile(r"\d[.,]\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Owners:
    """In whose money papers like this are.

    Attributes:
        codes: currencies of the seller's country; of several countries where it may be of any.
        told: whether each is named by a mark that no other country has.
        place: of the cell of the first of these marks: a row, and offsets in its text.
    """

    codes: frozenset[str] = frozenset()
    told: bool = False
    place: tuple[Row, int, int] | None = None


@dataclass(frozen=True, slots=True)
class _Sign:
    codes: Codes
    kind: str
    row: int
    cell: int


def owners(rows: Sequence[Row], seller: Field | None = None, buyer: Field | None = None) -> Owners:
    """Whose money the seller's country uses; nobody's where nothing tells the country.

    What stands about the seller's name tells it before all else on the paper, and the buyer's only where nothing does.
    """
    signs, buyers = list(_signs(rows)), _blocks(rows, seller, buyer)
    sellers = [sign for sign in signs if (sign.row, sign.cell) not in buyers]
    if not sellers:
        return replace(_together(signs), told=False, place=None)
    sure, head = [sign for sign in sellers if len(sign.codes) == 1], _row_of(seller, rows)
    near = [sign for sign in sure if head is not None and abs(sign.row - head) <= _BLOCK]
    owned = _together(near or sure or sellers)
    first = (near or sure or sellers)[0]
    row = rows[first.row]
    start = row.starts[first.cell]
    return replace(owned, place=(row, start, start + len(row.cells[first.cell].text)))


def _together(signs: Sequence[_Sign]) -> Owners:
    """The countries that any of the surest marks names, or else all of the others."""
    if sure := [sign for sign in signs if len(sign.codes) == 1]:
        return Owners(frozenset(sign.codes[0] for sign in sure), told=True)
    kinds: dict[str, set[str]] = {}
    for sign in signs:
        kinds.setdefault(sign.kind, set()).update(sign.codes)
    if not kinds:
        return Owners()
    return Owners(frozenset(set.intersection(*kinds.values()) or set.union(*kinds.values())))


def _signs(rows: Sequence[Row]) -> Iterator[_Sign]:
    """All marks of countries."""
    every = [(i, k, cell) for i, row in enumerate(rows) for k, cell in enumerate(row.cells)]
    cells = [one for one in every if not _ELSEWHERE.search(low(one[2].text))]
    starts = list(accumulate((len(cell.text) + 1 for _, _, cell in cells), initial=0))
    for at, codes, kind in _in_print("\n".join(cell.text for _, _, cell in cells)):
        i, k, _ = cells[bisect_right(starts, at) - 1]
        yield _Sign(codes, kind, i, k)
    for i, k, cell in cells:
        above = rows[i - 1].cells if i and rows[i - 1].page == rows[i].page else ()
        codes = _place(cell.text, under_address=any(_under(cell, one) and _ADDRESSED.search(one.text) for one in above))
        if codes:
            yield _Sign(codes, "place", i, k)


def _in_print(text: str) -> Iterator[tuple[int, Codes, str]]:
    for codes, pattern in PRINTED:
        yield from ((match.start(), codes, "/".join(codes)) for match in pattern.finditer(text))
    for match in _ABROAD.finditer(text):
        digits = re.sub(r"\D", "", match["number"])
        known = next((CALLING[digits[:n]] for n in (4, 3, 2, 1) if digits[:n] in CALLING), ())
        if known:
            yield match.start(), known, "telephone"
    for match in _AT_HOME.finditer(text):
        known = CALLING.get(f"1{match['a'] or match['b']}", CALLING["1"])
        if known:
            yield match.start(), known + LIKE_NORTH_AMERICAN, "telephone"


def _place(text: str, *, under_address: bool) -> Codes:
    """The currencies of the place that ends a line of an address."""
    parts = [part.split() for part in without_accents(text).strip(" .;:|()").split(",")]
    addressed = under_address or _ADDRESSED.search(text) is not None
    for number, words in reversed(list(enumerate(parts))[-2:]):
        led = under_address or (number > 0 and (addressed or " ".join(parts[number - 1]) in PLACES))
        end = len(words)
        while end and _POSTAL.fullmatch(words[end - 1]):
            end, led = end - 1, True
        for start in range(max(0, end - _LONGEST_NAME), end):
            rest, codes = words[:start], PLACES.get(" ".join(words[start:end]).strip(".-()"))
            if codes and (led if not rest else _POSTAL.fullmatch(rest[-1]) or STREET.search(" ".join(rest))):
                return codes
    return ()


def _row_of(party: Field | None, rows: Sequence[Row]) -> int | None:
    """The row that a party's name stands in."""
    if party is None or party.box is None:
        return None
    middle = (party.box.top + party.box.bottom) / 2
    return next(
        (i for i, row in enumerate(rows) if row.page == party.page and row.box.top <= middle <= row.box.bottom), None
    )


def _blocks(rows: Sequence[Row], seller: Field | None, buyer: Field | None) -> set[tuple[int, int]]:
    """The cells of those who buy or are sent the goods: rows and identities."""
    found: set[tuple[int, int]] = set()
    for i, row in enumerate(rows):
        for k, cell in enumerate(row.cells):
            text = low(cell.text)
            if _named(cell, row, buyer):
                found |= _down(rows, i, k)
            elif BUYER_LABELS.match(text) or DELIVERY_LABELS.match(text):
                found |= _down(rows, i, k)
                if k + 1 < len(row.cells):
                    found |= _down(rows, i, k + 1)
    own = _row_of(seller, rows)
    if own is not None:
        for k, cell in enumerate(rows[own].cells):
            if _named(cell, rows[own], seller):
                found -= _down(rows, own, k)
    return found


def _named(cell: Cell, row: Row, party: Field | None) -> bool:
    """Whether a cell holds a party's name."""
    if party is None or party.box is None or row.page != party.page:
        return False
    middle, left = (party.box.top + party.box.bottom) / 2, party.box.left
    return cell.box.top <= middle <= cell.box.bottom and cell.box.left - 0.01 <= left < cell.box.right


def _down(rows: Sequence[Row], i: int, k: int) -> set[tuple[int, int]]:
    """A cell and those under it in its column, row by row, down to a blank, a sum or another party's label."""
    found, last = {(i, k)}, rows[i].cells[k]
    for j in range(i + 1, min(len(rows), i + 1 + _BLOCK)):
        if rows[j].page != rows[i].page:
            break
        step = _FIRST_STEP if j == i + 1 else _STEP
        under = [(m, cell) for m, cell in enumerate(rows[j].cells) if _under(cell, last, step)]
        if not under or _SUM.search(rows[j].text) or any(label.match(low(under[0][1].text)) for label in PARTY_LABELS):
            break
        found |= {(j, m) for m, _ in under}
        last = under[0][1]
    return found


def _under(cell: Cell, above: Cell, step: float = _STEP) -> bool:
    """Whether a cell stands close under another one, in its column."""
    near = cell.box.top - above.box.bottom <= step * max(cell.height, above.height) and cell.middle > above.middle
    return near and above.box.left < cell.box.right and cell.box.left < above.box.right
