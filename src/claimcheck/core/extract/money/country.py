"""The countries that a paper's seller is of, by their currencies: places, numbers of tax and telephone, legal forms.

What is the buyer's, a bank's or where goods came from says nothing of the seller.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from statistics import median
from typing import Final, Literal

from claimcheck.core.extract.page.cells import Cell
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import low, without_accents
from claimcheck.core.extract.wordings.countries import (
    CALLING,
    COUNTRIES,
    FORMS,
    LIKE_NORTH_AMERICAN,
    POSTCODES,
    STATES,
    TAX_NUMBERS,
    TOWNS,
    Codes,
)
from claimcheck.core.extract.wordings.parties import BUYER_LABELS, DELIVERY_LABELS, PARTY_LABELS
from claimcheck.core.extract.wordings.places import STREET
from claimcheck.model.documents import Field

_ABROAD: Final = re.compile(r"(?<![\w.,])\+ ?\(?(?P<number>[1-9](?:[ ().-]{0,2}\d){7,14})(?![\d,])")
_AT_HOME: Final = re.compile(r"(?<![\w+.-])(?:\((?P<a>[2-9]\d\d)\) ?|(?P<b>[2-9]\d\d)-)[2-9]\d\d-\d{4}(?![\d-])")
"""A telephone's number with the country's before it, and one as they are written in North America."""
_ELSEWHERE: Final = re.compile(
    r"\b(?:banks?|banco|banque|bankverbindung|iban|swift|bic|accounts?|a/c|konto|made|product of|produce of|origin|"
    r"imported|assembled|designed|shipped|ship|port of (?:loading|discharge|entry|shipment)|incoterms|"
    r"customer (?:care|service)|(?:hot|help|care)line|support|laws?|courts?|jurisdiction|your (?:vat|gst|tax)|"
    r"customer(?:'s)? (?:vat|gst|tax)|buyer|ihre? ust|manufactured|distributed|powered|software|"
    r"subsidiary|division|muttergesellschaft|remit|branch(?:es)?|offices|warranty|whatsapp)\b"
)
"""A cell with such words names a bank's place, where goods came from, or somebody else's place or number."""
_OF_THE_HEAD: Final = re.compile(r"\b(?:registered in|head ?(?:office|quarters)|sede|siege)\b")
"""A cell with such words names a place that may be in another country than the shop, and speaks last."""
_POSTAL: Final = re.compile(r"(?=[a-z-]*\d)(?:[a-z]{1,3}-?)?[\da-z-]{2,8}")
_ADDRESSED: Final = re.compile(rf"\d|{STREET.pattern}", re.IGNORECASE)
"""What a line of an address has, in which or under which its country stands."""
_HOUSE: Final = re.compile(
    rf"^\W*(?:(?:no|lot|unit|shop|store|suite|level)\b\W*)?\d{{1,5}}[a-z]?(?:[/-]\w{{1,5}})?,? [^\W\d]|"
    rf"{STREET.pattern}|str(?:\.|a(?:ss|ß)e\b)|\b(?:gate|gata|vej|rue|via|calle)\b",
    re.IGNORECASE,
)
"""What the line of a house in its street has."""
_PLACES: Final = COUNTRIES | TOWNS
_OF_A_STREET: Final = re.compile(
    r"\b(?:jalan|jln|jl|lebuh|lebuhraya|lorong|persiaran|taman|rue|via|viale|corso|piazza|calle|c/|rua|soi)\.?$|"
    r"^(?:\W*\d{1,5}\w?,? )?"
    r"(?:avenue|avenida|avda?|av|boulevard|bd|place|plaza|quai|cours|paseo|strasse|straße|str|ulica|ul)\.?$"
)
"""Words behind which a country's or a town's name is the street's."""
_NOT_IN: Final = re.compile(r"\b(?:of|from|in|to|for|little|de|de la|du|di|del|des|&|and)$")
"""Words behind which it is a dish's, a slogan's or a street's."""
_COUNTED: Final = re.compile(r"\b(?:id|no|nr|ref|code)\W*$", re.IGNORECASE)
_POSTCODE: Final = re.compile(r"\b\d{4,6}\b")
_LONGEST_NAME: Final = 4
"""Words of a place's name at the most."""
_BLOCK: Final = 8
"""Rows of one party's block at the most."""
_STEP: Final = 1.2
"""Heights of a row between two rows of a block at the most; a label may stand farther over it."""
_FIRST_STEP: Final = 2.2
_WIDER: Final = 1.2
"""How much wider than most on the paper a step within a block may be."""
_BODY: Final = re.compile(r"\b(?:date|time|cashier|qty|items?|description|(?:receipt|invoice|bill) (?:no|number|#))\b")
"""What ends a seller's block at a paper's head."""
_SUM: Final = re.compile(r"\d[.,]\d\d(?!\d)")
_SUM_LAST: Final = re.compile(r"\d[.,]\d\d\W{0,3}[A-Z]{0,2}$")

_Kind = Literal["country", "land", "town", "tax", "postcode", "form", "telephone"]
"""A country's name plainly at the end of an address, any other at the end of a line, and what else tells one."""
_At = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Owners:
    """In whose money papers like this are.

    Attributes:
        codes: currencies of the seller's country; of several countries where it may be of any.
        told: whether each is named by a mark that no other country has.
        abroad: the country's that is plainly named, where nothing on the paper is another's.
        place: of the cell that names it: a row, and offsets in its text.
    """

    codes: frozenset[str] = frozenset()
    told: bool = False
    abroad: frozenset[str] = frozenset()
    place: tuple[Row, int, int] | None = None


@dataclass(frozen=True, slots=True)
class _Sign:
    codes: Codes
    kind: _Kind
    at: _At


def owners(rows: Sequence[Row], own: str = "", seller: Field | None = None, buyer: Field | None = None) -> Owners:
    """Whose money the seller's country uses; nobody's where nothing tells the country.

    What stands in the seller's own block tells it before what is near, and that before all else on the paper; the
    buyer's only where nothing does.
    """
    block, buyers = _sellers(rows, seller), _blocks(rows, seller, buyer)
    signs = list(_signs(rows, block))
    heads = {sign.at for sign in signs if _OF_THE_HEAD.search(low(rows[sign.at[0]].cells[sign.at[1]].text))}
    sellers = [sign for sign in signs if sign.at not in buyers and sign.at not in heads]
    if not sellers:
        return replace(_together(signs), told=False)
    sure, head = [sign for sign in sellers if len(sign.codes) == 1], _row_of(seller, rows)
    sure = [sign for sign in sure if sign.kind != "telephone"] or sure
    within = [sign for sign in sure if sign.at in block]
    near = [sign for sign in sure if head is not None and abs(sign.at[0] - head) <= _BLOCK]
    return _abroad(_together(within or near or sure or sellers), sellers, block, rows, own)


def _abroad(owned: Owners, sellers: Sequence[_Sign], block: set[_At], rows: Sequence[Row], own: str) -> Owners:
    """With another country than the program's, where it is plainly named and nothing tells the program's own.

    A form of several countries is the program's own unless the named country is one of them.
    """
    plain = [sign for sign in sellers if sign.kind == "tax" or (sign.kind == "country" and sign.at in block)]
    named = {sign.codes[0] for sign in plain if len(sign.codes) == 1}
    if not named or own in named or any(own in sign.codes and not named & {*sign.codes} for sign in sellers):
        return owned
    i, k = next(sign.at for sign in plain if len(sign.codes) == 1)
    start = rows[i].starts[k]
    return replace(owned, abroad=frozenset(named), place=(rows[i], start, start + len(rows[i].cells[k].text)))


def _together(signs: Sequence[_Sign]) -> Owners:
    """The countries that any of the surest marks names, or else all of the others."""
    if sure := [sign for sign in signs if len(sign.codes) == 1]:
        return Owners(frozenset(sign.codes[0] for sign in sure), told=True)
    kinds: dict[tuple[str, Codes], set[str]] = {}
    for sign in signs:
        kinds.setdefault((sign.kind, () if sign.kind == "telephone" else sign.codes), set()).update(sign.codes)
    if not kinds:
        return Owners()
    return Owners(frozenset(set.intersection(*kinds.values()) or set.union(*kinds.values())))


def _signs(rows: Sequence[Row], block: set[_At]) -> Iterator[_Sign]:
    """All marks of countries, but in rows of goods."""
    goods = [_SUM_LAST.search(row.text) is not None for row in rows]
    every = [((i, k), cell) for i, row in enumerate(rows) if not goods[i] for k, cell in enumerate(row.cells)]
    cells = [one for one in every if not _ELSEWHERE.search(low(one[1].text))]
    starts = list(accumulate((len(cell.text) + 1 for _, cell in cells), initial=0))
    above = {at: _above(rows, at, cell) for at, cell in cells}
    coded = set()
    for start, codes, kind in _in_print("\n".join(cell.text for _, cell in cells)):
        number = bisect_right(starts, start) - 1
        at, cell = cells[number]
        if kind == "telephone" and at not in block:
            continue
        if kind != "postcode" or _in_address(cell.text, start - starts[number], codes, above[at]):
            coded |= {at} if kind == "postcode" else set()
            yield _Sign(codes, kind, at)
    for at, cell in cells:
        parts = [part.split() for part in without_accents(cell.text).strip(" .;:|()").split(",")]
        if country := _country(parts, cell.text, above[at], in_block=at in block):
            yield _Sign(*country, at)
        elif at not in coded and (town := _town(parts, cell.text, above[at])):
            yield _Sign(town, "town", at)


def _in_print(text: str) -> Iterator[tuple[int, Codes, _Kind]]:
    for codes, pattern in TAX_NUMBERS:
        yield from ((match.start(), codes, "tax") for match in pattern.finditer(text))
    for codes, pattern in POSTCODES:
        yield from ((match.start(), codes, "postcode") for match in pattern.finditer(text))
    for codes, pattern in FORMS:
        yield from ((match.start(), codes, "form") for match in pattern.finditer(text))
    for match in _ABROAD.finditer(text):
        digits = re.sub(r"\D", "", match["number"])
        known = next((CALLING[digits[:n]] for n in (4, 3, 2, 1) if digits[:n] in CALLING), ())
        if known:
            yield match.start(), known, "telephone"
    for match in _AT_HOME.finditer(text):
        known = CALLING.get(f"1{match['a'] or match['b']}", CALLING["1"])
        if known:
            yield match.start(), known + LIKE_NORTH_AMERICAN, "telephone"


def _in_address(text: str, start: int, codes: Codes, above: Sequence[str]) -> bool:
    """Whether a postcode in a cell stands in an address: in or under a street's line, or behind a known town."""
    before = text[:start]
    if _COUNTED.search(before):
        return False
    if codes == ("CAD",) or text[start] == ",":
        return True
    town = low(before).strip(" ,.").split(",")[-1].strip()
    return town in TOWNS or any(_HOUSE.search(line) for line in (before, *above))


def _ended(parts: list[list[str]]) -> tuple[list[str], bool, bool]:
    """The words of a line's last part but postcodes behind it, whether there are, and whether a comma stands before."""
    postal, number = False, len(parts) - 1
    words = parts[number]
    while words and _POSTAL.fullmatch(words[-1]):
        words, postal = words[:-1], True
        if not words and number:
            number -= 1
            words = parts[number]
    return words, postal, number > 0


def _named_in(words: list[str], names: dict[str, Codes]) -> tuple[list[str], Codes]:
    """The words before the name of a place that ends them, and its currencies."""
    for start in range(max(0, len(words) - _LONGEST_NAME), len(words)):
        if codes := names.get(" ".join(words[start:]).strip(".-()")):
            return words[:start], codes
    return words, ()


def _country(
    parts: list[list[str]], text: str, above: Sequence[str], *, in_block: bool
) -> tuple[Codes, Literal["country", "land"]] | None:
    """The currencies of the country that ends a line, and whether it is plainly that of an address."""
    words, _, comma = _ended(parts)
    rest, codes = _named_in(words, COUNTRIES)
    before = " ".join(rest)
    if not codes or _OF_A_STREET.search(before) or _NOT_IN.search(before):
        return None
    addressed = any(_ADDRESSED.search(line) for line in (text, *above))
    town = not rest or _POSTAL.fullmatch(rest[-1]) or rest[-1].upper() in STATES or _named_in(rest, _PLACES)[1]
    if (addressed and town) or (comma and not rest and " ".join(parts[-2]) in TOWNS):
        return codes, "country"
    return (codes, "land") if addressed or in_block else None


def _town(parts: list[list[str]], text: str, above: Sequence[str]) -> Codes:
    """The currencies of the town that ends a line of an address, with no other country's state behind it."""
    words, postal, comma = _ended(parts)
    state: Codes = ()
    if words and (state := STATES.get(words[-1].upper(), ())):
        words = words[:-1] or (parts[-2] if len(parts) > 1 else [])
    rest, codes = _named_in(words, TOWNS)
    before = " ".join(rest)
    if not codes or (state and state != codes) or _OF_A_STREET.search(before):
        return ()
    addressed = any(_ADDRESSED.search(line) for line in (text, *above))
    alone = any(_HOUSE.search(line) and not _POSTCODE.search(line) for line in above)
    led = postal or state or alone or (comma and (addressed or " ".join(parts[-2]) in TOWNS))
    return codes if (led if not rest else _POSTAL.fullmatch(rest[-1]) or STREET.search(before)) else ()


def _above(rows: Sequence[Row], at: _At, cell: Cell) -> tuple[str, ...]:
    """What stands right over a cell."""
    i, _ = at
    if not i or rows[i - 1].page != rows[i].page:
        return ()
    return tuple(one.text for one in rows[i - 1].cells if _under(cell, one, _FIRST_STEP))


def _row_of(party: Field | None, rows: Sequence[Row]) -> int | None:
    """The row that a party's name stands in."""
    if party is None or party.box is None:
        return None
    middle = (party.box.top + party.box.bottom) / 2
    return next(
        (i for i, row in enumerate(rows) if row.page == party.page and row.box.top <= middle <= row.box.bottom), None
    )


def _sellers(rows: Sequence[Row], seller: Field | None) -> set[_At]:
    """The cells of the seller's name and of what stands close under it, or of the paper's head."""
    head = _row_of(seller, rows) or 0
    if not rows:
        return set()
    named = [k for k, cell in enumerate(rows[head].cells) if _named(cell, rows[head], seller)]
    found: set[_At] = set()
    step = max(_STEP, _WIDER * _usual_step(rows))
    for k in named or range(len(rows[head].cells)):
        found |= _down(rows, head, k, step, step)
    end = next((i for i in range(head + 1, len(rows)) if _BODY.search(low(rows[i].text))), len(rows))
    return {at for at in found if at[0] < end}


def _usual_step(rows: Sequence[Row]) -> float:
    """Heights of a row between two rows, as most on the paper stand."""
    steps = [
        (row.box.top - last.box.bottom) / (last.box.bottom - last.box.top)
        for last, row in pairwise(rows)
        if last.page == row.page and last.box.top < last.box.bottom
    ]
    return median(steps) if steps else 0.0


def _heads_another(text: str) -> bool:
    """Whether a cell is no more than the label of a bank, or of another such place."""
    return text.rstrip().endswith(":") and _ELSEWHERE.search(text) is not None


def _blocks(rows: Sequence[Row], seller: Field | None, buyer: Field | None) -> set[_At]:
    """The cells of those who buy or are sent the goods, and of banks: rows and identities."""
    found: set[_At] = set()
    for i, row in enumerate(rows):
        for k, cell in enumerate(row.cells):
            text = low(cell.text)
            if _named(cell, row, buyer):
                found |= _down(rows, i, k)
            elif BUYER_LABELS.match(text) or DELIVERY_LABELS.match(text) or _heads_another(text):
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


def _down(rows: Sequence[Row], i: int, k: int, first: float = _FIRST_STEP, then: float = _STEP) -> set[_At]:
    """A cell and those under it in its column, row by row, down to a blank, a sum or another party's label."""
    found, last = {(i, k)}, rows[i].cells[k]
    for j in range(i + 1, min(len(rows), i + 1 + _BLOCK)):
        if rows[j].page != rows[i].page:
            break
        step = first if j == i + 1 else then
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
