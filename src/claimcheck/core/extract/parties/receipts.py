"""Who sells: the head of a receipt, and what a name is without what was printed or stamped beside it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from claimcheck.core.extract.page.cells import union
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.parties.rivals import for_buyer, rival_sellers
from claimcheck.core.extract.wordings.names import FORMER, HEADER_STOP, LEGAL_FORM, TITLE
from claimcheck.core.extract.wordings.places import ADDRESS, MALL, like_street
from claimcheck.model.documents import Field

_REGISTRATION = re.compile(
    # From the beginning of what stands between words only, and taken whole: a row of blanks is not tried from each.
    r"(?<!\W)\W*+(?:(?:co(?:mpany)?|business|gst|roc|reg|registration|syarikat)\b[\s.:;#]*)*(?:(?:no|id|"
    r"roc)\b[\s.:;#]*)*"
    r"[\[(]?\s*+(?<![A-Za-z\d])(?:[A-Z]{0,2}\d{5,12}\s?-?\s?[A-Z]{1,2}(?![^\W\d_])|\d{5,9}-\w\b|"
    r"\d{12}\b)\s*[\])]?",
    re.IGNORECASE,
)
REGISTRATION_ROW = re.compile(
    r"^\W*(?:(?:co|company|roc|reg|registration|business|no|id|number|brn|ssm|rob|pendaftaran|"
    r"syarikat)\b[\s.:;#]*)*[\[(]?\s*(?:[A-Z]{0,3}\d{4,12}\s?[-–]?\s?[A-Z0-9]{0,3})\W*(?:\(.*\))?\W*$",
    re.IGNORECASE,
)
JUNK = re.compile(
    r"^[\W\d_]*$|^\W*(?:welcome|goods? sold|thank|page\b|copy\b|original|duplicate|reprint|customer|"
    r"(?<!\()x+\b).*$|"
    r"^.{0,2}$",
    re.IGNORECASE,
)
_FORM_GARBLED = re.compile(
    r"\bS[DO0B]?N(\.?\s*,?\s*)(?:B[HN]D|8HD|BHO|BH0|3HD|EHD)\b|(?<=\s)[S5]/[B8](?=\W|$)", re.IGNORECASE
)
_AFTER_FORM = re.compile(
    r"(\b(?:SDN\.? ?BHD|S/B|PTE\.? LTD|GMBH|LTD)\b\.?)\s+(?:[^(]*\d[^(]*|\(\w{0,2}\))$|"
    r"(\b(?:LLC|INC|CORP)\b\.?)\s+(?:#\W*\d+|\d{3,})\W*$",
    re.IGNORECASE,
)
"""What stands behind a legal form; American forms stand within names, and only the number of a shop ends those."""
_PART_OF = re.compile(r"^\W*(?:an? )?trading (?:division|name|style) of (?:the )?(?=\w)", re.IGNORECASE)
"""What leads to the company under whose other name a trade is run."""
_BRANCH = re.compile(r"(?<=[\w.]) # ?\d{2,6}\W*$")
"""The number of a chain's shop, behind its name at the head of a till's slip."""
_CUSTOMER_NUMBER = re.compile(r"(?<=[\w.])\s?\((?:\d{3,12}\)?|\d{3,12}\s?-?\s?[A-Z]\))\W*$")
"""A number in brackets that a list of customers or companies adds to a name."""
_TAIL_LABEL = re.compile(
    r"\s+[-–·|,(]\s*(?:tva|vat|gst|sst|uid|ust-?id(?:nr)?|siret|rcs|p\.? ?iva|[cn]if|abn|reg|co(?= ?(?:no|nr|n°)))\b"
    r"(?: ?(?:no|nr|n°))?\W*$",
    re.IGNORECASE,
)
"""The label of a number that was cut from behind a name, or stands in the next row."""
_SLOGAN = 4
"""Words of a sentence that heads a paper, at the least, all but its first in small letters."""
_TOWN = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\W*$|, [A-Z]{2} \d{5}\W*$")
"""A town with its postcode, as the English and Americans write it."""
_LABELLED_NUMBER = re.compile(r"[^\W\d]{3}\s?:\s?\S*\d\d")
"""A label with a number or a date behind it."""
_LINK = re.compile(r"\W*(?:d[ie]|del|della|de la|do|dos|of|and|und|et)\b(?!\W*\d)|\W*&", re.IGNORECASE)
"""Words that a name goes on with, and none begins with."""
_FORM_WORD = re.compile(r"\b(?:trading|enterprises?|company|holdings?)\b", re.IGNORECASE)
_TRADE_WORD = re.compile(
    r"\b(?:suppl(?:y|ies|iers?)|services?|industr(?:y|ies)|hardware|marketing|engineering|electrical|electronics?|"
    r"machinery|materials?|motors?|furniture|furnishing|restaurants?|products?|solutions?|stores?|mart|centre|center|"
    r"distributors?|manufacturing|construction|development|technolog(?:y|ies)|systems?|group|logistics?|resources|"
    r"ventures?|works|pharmacy|bakery|foods?|beverages?|stationery|supermarket|minimarket|superstore|workshop|plumbing|"
    r"sales|wholesale|retail|imports?|exports?|handels?|vertriebs?|dienste|services|fournitures|forniture|servizi|"
    r"suministros|servicios)\b",
    re.IGNORECASE,
)
"""What a company does: in front of its legal form the end of a name, and no name alone."""
_HALF_FORM = re.compile(r"\b(?:sdn|pte|pty|pvt)\W*$", re.IGNORECASE)
_SECOND_HALF = re.compile(r"^\W*(?:bhd|ltd|limited)\b", re.IGNORECASE)
_POSTCODE = r"\d{5}\b(?!.*\b(?:sdn|bhd|s/b|ltd|gmbh)\b)"
"""The number of a town begins a line of an address; before a legal form it begins a name."""
_WIDE = 0.08
"""Blank within a row, as a fraction of the page's width, that parts columns."""
_ONE_PRINT = 0.12
"""How much two lines of one print differ in height at the most."""
_LARGER = 1.25
"""How much taller than other print the lines of a name are that stand together as one."""
DOUBTED = 0.49
"""How sure a name is that a head holds, and another mark speaks against."""
_TAIL_WORD = re.compile(r"\b(?:sdn|bhd|s/b|ltd|gmbh)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of a name and where the name ends."""

    name: str
    rows: tuple[Row, ...]
    end: int
    strength: float


def header_seller(rows: Sequence[Row]) -> Block | None:
    """The seller in the head of a receipt.

    The row of a legal form, else the one above a registration number, else the first that reads like a name; surely
    none that a label calls the buyer, nor, without a legal form, what stands under that: the buyer's house.
    """
    head = _head(rows)
    bought = [i for i in head if for_buyer(rows, i)]
    own = [i for i in head if i not in bought and (not bought or i < bought[0] or _formed(rows[i].text))]
    block = _told_in(own, head, rows)
    if block is None:  # the sender may be a picture: a person is asked, with what stands there
        other = _told_in(head, head, rows)
        return replace(other, strength=DOUBTED) if other else None
    first = block.rows[0]
    small = next((i for i in own if rows[i].index < first.index and _in_small_letters(rows[i].text)), None)
    if small is not None and like_street(first.text):
        return _named(rows, small, DOUBTED, head)
    return block


def _told_in(among: Sequence[int], head: Sequence[int], rows: Sequence[Row]) -> Block | None:
    """The seller among these rows of a head."""
    by_form = [i for i in among if _formed(rows[i].text)]
    registered = [i for i in head if REGISTRATION_ROW.match(rows[i].text)]
    names = [i for i in among if _like_name(rows[i])]
    names = [i for i in names if not _slogan(rows[i].text)] or names
    if by_form:
        short = rows[by_form[0]].text  # in large print, which the full name may repeat
        return _named(rows, next((i for i in by_form[:0:-1] if _in_full(short, rows[i].text)), by_form[0]), 0.95, head)
    if registered:
        above = [i for i in names if i < registered[0]]
        if above:
            return _named(rows, above[-1], 0.9, head)
    with_number = [i for i in names if _REGISTRATION.search(rows[i].text)]
    if with_number:
        return _named(rows, with_number[0], 0.85, head)
    return _named(rows, names[0], 0.7, head) if names else None


def seller_in_head(rows: Sequence[Row]) -> tuple[Block, tuple[str, ...]] | None:
    """The seller in the head of a receipt, and other companies there that may as well be the seller."""
    block = header_seller(rows)
    return (block, rival_sellers(block.name, block.rows, rows, _head(rows))) if block else None


def _head(rows: Sequence[Row]) -> list[int]:
    """Indices of the rows of a receipt's head: up to the first row of particulars, titles passed over."""
    head: list[int] = []
    for i, row in enumerate(rows[:18]):
        low = row.text.lower()
        if TITLE.match(row.text) or JUNK.match(row.text):
            continue
        if HEADER_STOP.search(low) and not LEGAL_FORM.search(low) and not REGISTRATION_ROW.match(row.text):
            if any(_like_name(rows[j]) for j in head):
                break
            continue
        head.append(i)
    return head


def _in_full(short: str, text: str) -> bool:
    """Whether a row is a name again with nothing but its legal form, brackets or a number in a register behind it."""
    short, text = (clean_name(one).casefold() for one in (short, text))
    rest = text.removeprefix(short)
    added = LEGAL_FORM.sub("", re.sub(r"\(.*?\)|\bprivate\b", "", rest))
    return len(rest) < len(text) and not rest[:1].isalnum() and not any(map(str.isalnum, added))


def _formed(text: str) -> bool:
    text = _FORM_GARBLED.sub(_set_right, text)
    return (
        LEGAL_FORM.search(text) is not None
        and not FORMER.match(text)
        and not _LABELLED_NUMBER.search(text)
        and not re.match(rf"\W*(?:no\b|lot\b|{_POSTCODE}|jalan\b|jln\b)", text, re.IGNORECASE)
    )


def _like_name(row: Row) -> bool:
    return like_name(row.text)


def like_name(text: str) -> bool:
    """Whether a line reads like a name: not like an address, a title, a number or a scribble."""
    letters = sum(c.isalpha() for c in text)
    if letters < 3 or any(other.match(text) for other in (JUNK, TITLE, REGISTRATION_ROW, FORMER)):
        return False
    if (
        re.match(rf"\W*(?:no\b|lot\b|{_POSTCODE}|jalan\b|jln\b|tel\b|\d+\s?,)", text, re.IGNORECASE)
        or len(ADDRESS.findall(text)) >= 2
    ):
        return False
    if _in_small_letters(text):
        return False  # a scribble: printed names have capitals
    if _TOWN.search(text) or _LABELLED_NUMBER.search(text):
        return False
    return letters >= 0.55 * len(text.replace(" ", "")) and not re.match(r"\W*\d{1,2}[/.-]\d", text)


def _in_small_letters(text: str) -> bool:
    """Whether a line has no capital: a scribble most often, or a name that is written so."""
    return text.islower() and sum(map(str.isalpha, text)) > 2 and not _TAIL_WORD.search(text)


def _slogan(text: str) -> bool:
    """Whether a line is a sentence: a point at its end, and all words but the first in small letters."""
    words = text.rstrip().split()
    return text.rstrip().endswith((".", "!")) and len(words) >= _SLOGAN and all(map(str.islower, words[1:]))


def _named(rows: Sequence[Row], at: int, strength: float, head: Sequence[int]) -> Block:
    """The name at this row, joined with its first half above or its second below."""
    first = last = at
    while (
        first - 1 in head and at - first < 2 and _like_name(rows[first - 1]) and _goes_on(rows[first - 1], rows[first])
    ):
        first -= 1
    if first == at and LEGAL_FORM.search(rows[at].text) and at - 1 in head and _in_one_print(rows, at - 1):
        first = at - 1
    text = " ".join(row.text for row in rows[first : at + 1])
    opened = text.count("(") > text.count(")") and not _REGISTRATION.search(text)
    halved = _HALF_FORM.search(text) is not None and at + 1 in head and _SECOND_HALF.match(rows[at + 1].text)
    if at + 1 in head and (opened or halved):
        last = at + 1
    joined = " ".join(_without_stamps(row) for row in rows[first : last + 1])
    return Block(clean_name(_BRANCH.sub("", joined)), tuple(rows[first : last + 1]), last, strength)


def _in_one_print(rows: Sequence[Row], i: int) -> bool:
    """Whether two lines of a head, in one print larger than what is under them, are one name.

    The upper one holds no legal form, which would end it, and no other line of that print stands over it.
    """
    if i + 2 >= len(rows) or not (_like_name(rows[i]) and _like_name(rows[i + 1])) or LEGAL_FORM.search(rows[i].text):
        return False
    if MALL.search(rows[i].text):
        return False
    upper, lower, under = (row.height for row in rows[i : i + 3])
    usual = median(row.height for row in rows if row.page == rows[i].page)
    one = abs(upper - lower) <= _ONE_PRINT * upper
    larger = min(upper, lower) > _LARGER * max(under, usual)
    close = rows[i + 1].box.top - rows[i].box.bottom < upper
    return one and larger and close and (i == 0 or rows[i - 1].height < (1 - _ONE_PRINT) * upper)


def across_columns(block: Block) -> bool:
    """Whether a name was joined from cells that stand wide apart, as columns of a letter do."""
    return any(
        b.box.left - a.box.right > _WIDE and b.text.strip() in block.name
        for row in block.rows
        for a, b in pairwise(row.cells)
    )


def _goes_on(above: Row, below: Row) -> bool:
    """Whether a name that began above goes on below.

    The lower row is little more than a legal form, begins with one, closes a bracket that the upper one opened; or that
    ends openly.
    """
    text = below.text
    bare = re.sub(r"\(.*?\)|\bco\b\.?|\band\b", "", text, flags=re.IGNORECASE)
    trade = LEGAL_FORM.search(text) is not None and not MALL.search(above.text)
    for known in (LEGAL_FORM, _TAIL_WORD, _FORM_WORD, *((_TRADE_WORD,) if trade else ())):
        bare = known.sub("", bare)
    if not _like_name(above):
        return False
    little = sum(c.isalpha() for c in bare) < 3
    closes = text.count(")") > text.count("(") and above.text.count("(") > above.text.count(")")
    linked = trade and _LINK.match(text) is not None and not LEGAL_FORM.search(above.text)
    return (
        little
        or closes
        or linked
        or _FORM_WORD.match(text) is not None
        or above.text.rstrip().endswith(("&", ",", "-"))
    )


def _without_stamps(row: Row) -> str:
    """A name's row without what stands beside it: cells behind the legal form, unless in brackets, and a street."""
    kept: list[str] = []
    for cell in row.cells:
        ended = kept and LEGAL_FORM.search(kept[-1])
        formed = LEGAL_FORM.search(cell.text)
        street = kept and like_street(cell.text) and any(map(str.isalpha, cell.text)) and ADDRESS.search(cell.text)
        if street or (ended and not formed and not cell.text.lstrip().startswith("(")):
            break
        kept.append(cell.text)
    return " ".join(kept)


def clean_name(text: str) -> str:
    """A name without the registration number behind it and marks around it; its legal form's letters set right.

    A legal form is no part of what tells one name from another, so `SON BHD` for `SDN BHD` is no repair of the name.
    """
    text = _PART_OF.sub("", text)
    match = _REGISTRATION.search(text)
    if match and match.start() >= 4:
        text = text[: match.start()]
    text = _FORM_GARBLED.sub(_set_right, re.sub(r"^\W*#\d+\s+", "", text))
    text = _CUSTOMER_NUMBER.sub("", _AFTER_FORM.sub(r"\1\2", text))
    text = _TAIL_LABEL.sub("", text)
    text = re.sub(r"\s{2,}", " ", text).strip(" \t,;:|*-_=~'\"")
    while text.endswith("(") or (text.count("(") > text.count(")") and text.rstrip().endswith(("(", "["))):
        text = text[:-1].rstrip(" ,;:-")
    return text.strip()


def _set_right(match: re.Match[str]) -> str:
    found = match.group()
    if "/" in found:
        return "S/B"
    return f"SDN{match[1]}BHD" if found.isupper() or not found[1].islower() else f"Sdn{match[1]}Bhd"


def name_field(name: str, block: Block, supports: tuple[str, ...]) -> Field:
    """The field of a named block; its box lies on the name without what was cut off."""
    boxes, sure = [], 1.0
    for row in block.rows:
        box, confidence = row.place(0, min(len(row.text), len(block.name)) if len(block.rows) == 1 else len(row.text))
        boxes.append(box)
        sure = min(sure, confidence)
    return Field(
        name=name,
        value=block.name,
        raw=" ".join(row.text for row in block.rows),
        confidence=round(sure * block.strength, 4),
        page=block.rows[0].page,
        box=union(boxes),
        reader=block.rows[0].reader,
        supports=supports,
    )


def unaccented(fields: Mapping[str, Field]) -> dict[str, Field]:
    """Names and addresses without accents; `raw` keeps what was read."""
    return {
        name: replace(field, value="".join(_letter(sign) for sign in field.value))
        for name, field in fields.items()
        if name in ("seller_name", "buyer_name", "address") and field.value and not field.value.isascii()
    }


def _letter(sign: str) -> str:
    plain = unicodedata.normalize("NFD", sign)
    return plain[0] if len(plain) > 1 and plain[0].isascii() else sign
