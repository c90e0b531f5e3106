"""The address of a receipt's seller: rows under its name, else over it, with misread words of places set right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from claimcheck.core.extract.page.cells import union
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import label_key
from claimcheck.core.extract.parties.receipts import JUNK, REGISTRATION_ROW, Block
from claimcheck.core.extract.wordings.amounts import LABEL_WORDS
from claimcheck.core.extract.wordings.names import HEADER_STOP, TITLE
from claimcheck.core.extract.wordings.places import ADDRESS, POSTCODE, like_street
from claimcheck.core.values.compare import fold_confused, fold_text
from claimcheck.model.documents import Field

_PHONE: Final = re.compile(
    r"^\W*(?:(?:te[l1i]\w*|ph|phone|mobile|hp|h/p|fax|whatsapps?)\W+)?(?:\+?\d[\s/)-]{0,2}){8,13}\W*$|"
    r"^\W*(?:te[l1i]|mobile|g\s?s\s?[it1l]\b|gs[it1l]?\s?[it1l]d|g5t\b|t\s?:\s?\+?\d)",
    re.IGNORECASE,
)
_PARTICULARS: Final = re.compile(
    r"\d[.,]\d{2}\s*[A-Za-z€]{0,3}$|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d:\d\d|ust-?id|p\.? ?iva\b|partita iva|siret|"
    r"\btva\b|\b[cn]if\b|\bbtw\b|\bkvk\b|\babn\b|\bst(?:euer)?\.? ?-?nr\b|\bgstin\b|\bfssai\b|\bnpwp\b|\b(?:reg )?tin:|"
    r"\bche-\d{3}|\bmwst\b|\bv\.? ?d\. ?\d{8}|\bnip\b|\bmst\b|\bcnpj\b|\brfc\b|"
    r"\b(?:ticket|folio|caja|kassa|kvitto\w*|kvittering|documento)\b|"
    r"factura|facture|rechnung|bon\b|\bnote\b|@\w|www\.|careline",
    re.IGNORECASE,
)
"""What a till prints under an address: amounts, dates, times, tax numbers, titles."""
_STREET: Final = re.compile(
    r"jalan|jln|lorong|taman|street|road|avenue|rue|strasse|kampung|persiaran|autoroute|ground|floor", re.IGNORECASE
)
_BRACKETED: Final = re.compile(
    r"^\W*\((?:[\W\d]*|(?:formerly|f\.?k\.?a|reg|gst|sst|co|company|since|est)\b.*)$", re.IGNORECASE
)
"""A row in brackets that tells no place, as a branch's or a mall's does: a number, a former name."""
_TOWN_ENDS: Final = re.compile(
    r", [A-Z]{2},? (?:\d{5}(?:-\d{4})?|[A-Z]\d[A-Z] \d[A-Z]\d)(?!\d)|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\W*$|"
    r"\b(?:NSW|VIC|QLD|TAS|ACT) \d{4}\W*$"
)
"""A town with its state and postcode, behind which no address goes on."""
_REGISTER_BEFORE: Final = re.compile(r"\W*\((?:co|company|reg|roc|ssm)\b[^()]{3,40}\)\W*(?=\w)", re.IGNORECASE)
"""A number in a register before the address in its row."""
_SHOP: Final = re.compile(
    r"^\W*(?:store|shop|branch|outlet|location|site|filiale|magasin|tienda)\W{0,2}(?:no\b|nr\b|number\b)?\W{0,3}\d+\W*$",
    re.IGNORECASE,
)
"""The number of a shop among its seller's, which is no part of where it is."""
_COUNTRY: Final = re.compile(
    r"\b(?:malays\w{2}|singapore(?: \d{6})?|indonesia|brunei|deutschland|germany|france|italia|italy|españa|spain|"
    r"united kingdom|united states|u\.?s\.?a)\W*$",
    re.IGNORECASE,
)
"""What an address ends with, where it says that much."""
_PHONE_BEHIND: Final = re.compile(
    r"\s(?:(?:tel|phone|t:?(?= ?[+(]?\d\d))\b.*|(?:\(\d{3}\) ?|\d{3}-)\d{3}-\d{4})\W*$", re.IGNORECASE
)
"""A telephone behind the town in its row."""
_ROWS: Final = 9
"""Rows under a name, at the most, in which its address stands."""
_APART: Final = 0.05
"""Blank between two columns, as a fraction of the page's width, at the least."""
_GAP: Final = 1.6
"""Heights of a row between two rows of one address at the most."""
_PLACE_WORDS: Final = frozenset(
    re.findall(
        r"\w+",
        "jalan jln lorong taman persiaran lebuhraya bandar kampung seksyen section kawasan perindustrian industri blok "
        "block blk unit floor ground level wisma plaza pusat street road avenue selangor darul ehsan johor bahru "
        "melaka perak pahang kedah kelantan perlis terengganu sabah sarawak penang pulau pinang kuala lumpur malaysia "
        "singapore",
    )
)
"""Kinds of streets and houses, states and capitals: words of any address there, and of nobody's in particular."""
_BY_SIGNS: Final = {fold_confused(word): word for word in _PLACE_WORDS}
_ALIKE: Final = frozenset({"nu", "mn", "ae", "co"})
"""Letters that readers take for one another besides those that `fold_confused` makes one."""
_LONG: Final = 5
"""Letters of a word in which one of these is told to be misread."""
_WORD: Final = re.compile(r"[^\W_]{3,}")
_DIGIT_INSIDE: Final = re.compile(r"(?<=[^\W\d_])[01](?=[^\W\d_])")
"""A digit between letters, which a word of letters else was misread with."""


_LETTER_INSIDE: Final = re.compile(r"(?<=\d)[OQB](?=\d\d)|(?<=\d\d\d\d)O(?![A-Za-z])")
"""A letter within a number, or at the end of a postcode, which a digit was misread as."""
_DIGITS: Final = {"O": "0", "Q": "0", "B": "8"}
_LOT: Final = re.compile(r"^(?:[1lI][0OU]T|L[0UQ]T)(?=[ .]{1,2}\d)")
"""The number of a lot, with its word misread."""


def address_of(block: Block, rows: Sequence[Row]) -> Field | None:
    """The address that stands under a seller's name, else over it, as some tills print a company behind a brand."""
    over = rows[: block.rows[0].index - rows[0].index]
    return _address(rows[block.end + 1 : block.end + 1 + _ROWS]) or _address(over)


def _address(rows: Sequence[Row]) -> Field | None:
    """The address in these rows: from the first row like one to the first of another kind."""
    taken: list[Row] = []
    for row, below in zip_longest(rows, rows[1:]):
        if taken and _COUNTRY.search(taken[-1].text):
            break
        if _of_another_kind(row, begun=bool(taken)) or (taken and _parted(row, taken[-1])):
            if taken:
                break
        elif taken or _begins(row, below):
            taken.append(row)
    return as_field([(row, *_span(row)) for row in taken]) if taken else None


def _of_another_kind(row: Row, *, begun: bool) -> bool:
    """Whether a row ends an address that has begun, or begins none."""
    own = row.text[: _own_end(row)]
    town = _PHONE_BEHIND.sub("", own)
    text = town if (begun or own != row.text) and POSTCODE.search(town) else row.text
    junk = not begun and JUNK.match(row.text) is not None
    return junk or REGISTRATION_ROW.match(row.text) is not None or _ends_address(text)


def _begins(row: Row, below: Row | None) -> bool:
    """Whether an address begins here: a street over a row with a postcode or before one, or words of a place."""
    street = (below is not None and POSTCODE.search(below.text) and like_street(row.text)) or (
        POSTCODE.search(row.text) and "," in row.text and like_street(row.text.split(",")[0])
    )
    placed = street or (ADDRESS.search(row.text) and not _only_a_name(row.text))
    return bool(placed) and not _SHOP.match(row.text)


def _parted(row: Row, last: Row) -> bool:
    """Whether a row goes on no more with the address whose last row so far this is."""
    far = row.box.top - last.box.bottom > _GAP * last.height
    bracketed = _BRACKETED.match(row.text) and not ADDRESS.search(row.text)
    return far or bool(bracketed or _TOWN_ENDS.search(last.text)) or _beside(row, last)


def _span(row: Row) -> tuple[int, int]:
    """Where in its row an address stands: behind a registration in brackets, before a telephone or a licence."""
    register, town = _REGISTER_BEFORE.match(row.text), _TOWN_ENDS.search(row.text)
    end = len(_PHONE_BEHIND.sub("", row.text[: _own_end(row)]))
    return register.end() if register else 0, min(end, town.end()) if town else end


def _own_end(row: Row) -> int:
    """Where the first cell of a row ends that holds a town, where what stands apart beside it is of another kind."""
    if len(row.cells) < 2 or not POSTCODE.search(row.cells[0].text):
        return len(row.text)
    apart = row.cells[1].box.left - row.cells[0].box.right > _APART
    return len(row.cells[0].text) if apart and _ends_address(row.text[row.starts[1] :]) else len(row.text)


def _beside(row: Row, above: Row) -> bool:
    """Whether a row stands in another column than the one above it."""
    return row.box.left > above.box.right or row.box.right < above.box.left


def as_field(parts: Sequence[tuple[Row, int, int]]) -> Field:
    """The field of an address: rows with the offsets of what belongs to it."""
    text = " ".join(row.text[start:end].strip() for row, start, end in parts)
    value = _WORD.sub(lambda word: _set_right(word.group()), text)
    value = _LOT.sub("LOT", _LETTER_INSIDE.sub(lambda sign: _DIGITS[sign.group()], value))
    placed = [row.place(start, end) for row, start, end in parts]
    first = parts[0][0]
    return Field(
        name="address",
        value=re.sub(r"\s{2,}", " ", value).strip(" ,;-–|·"),
        raw=text,
        confidence=round(0.8 * min(sure for _, sure in placed), 4),
        page=first.page,
        box=union(box for box, _ in placed),
        reader=first.reader,
        supports=("layout",),
        repaired=value != text,
    )


def _set_right(word: str) -> str:
    """A word of places that a sign was misread in, as it must be; any other as it is."""
    if sum(map(str.isalpha, word)) >= _LONG - 1:
        word = _DIGIT_INSIDE.sub(lambda sign: "OI"[int(sign.group())], word)
    folded = fold_text(word)
    if folded in _PLACE_WORDS or 2 * sum(map(str.isalpha, word)) <= len(word):
        return word
    meant = _BY_SIGNS.get(fold_confused(word)) or next((w for w in _PLACE_WORDS if _one_misread(folded, w)), "")
    small = [c for c in word[1:] if c.islower() and c not in "il"]
    return (meant.capitalize() if small else meant.upper()) if meant else word


def _one_misread(word: str, meant: str) -> bool:
    apart = [(a, b) for a, b in zip(word, meant, strict=False) if a != b]
    return len(word) == len(meant) >= _LONG and len(apart) == 1 and "".join(sorted(apart[0])) in _ALIKE


def _only_a_name(text: str) -> bool:
    """Whether a row before an address is a branch or mall: no number in it, or in brackets as a whole."""
    return text.strip().startswith("(") or (
        not any(c.isdigit() for c in text) and "," not in text and not _STREET.search(text)
    )


def _ends_address(text: str) -> bool:
    """Whether a row belongs to what follows an address: telephone, mail, tax number, title, particulars."""
    labels = f"{text.lower()} {label_key(text, LABEL_WORDS)}"
    if _PARTICULARS.search(text):
        return True
    return bool(HEADER_STOP.search(labels) or TITLE.match(text) or JUNK.match(text) or _PHONE.match(text))
