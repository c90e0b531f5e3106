"""What tells a line of an address: words of streets and houses, a house's number, a postcode."""

from __future__ import annotations

import re
from typing import Final

from claimcheck.core.extract.wordings.names import LEGAL_FORM

ADDRESS: Final = re.compile(
    r"^\W*\d{1,5}[A-Z]?\s?,\s?\w|\b(?:no\b[.:]?\s?\w|lot\b|jalan|jln|jin\b|j1n|lorong|taman|tmn|"
    r"persiaran|lebuh|bandar|bdr|"
    r"kampung|kg\b|seksyen|section|wisma|plaza|mall|"
    r"kawasan|perindustrian|batu|bt\b|tingkat|level|floor|flr|ground|unit|block|blk|blok|building|"
    r"bangunan|street|st\b|road|rd\b|avenue|ave\b|lane|drive|highway|suite|"
    r"kuala|selangor|johor|penang|perak|melaka|pahang|sabah|sarawak|kedah|negeri|kelantan|perlis|terengganu|"
    r"malaysia|singapore|complex|kompleks|centre|center|park|"
    r"rue|boulevard|blvd|parkway|pkwy|hwy|route|rte|ste|terrace|crescent|parade|pde|quai|quay|wharf|mews|bd|place|autoroute|via|piazza|viale|corso|calle|avenida|plaza|straat|weg|platz|"
    r"pol\. ?ind|"
    r"z\.?[ai]\.? (?:de|du|des|la|les|le)\b|zone (?:artisanale|industrielle)|lieu[- ]dit|"
    r"nave|avda|allee|postfach|po box|p\.o\.|jl\b|soi\b|barangay|brgy|rua\b|largo\b|"
    r"av\b|col\b\.|quận|phường|đường)|"
    r"\bc/ ?\w|\b(?:ul|al|os|pl)\. ?\w|stra(?:ss|ß)e|str\.|\b\d{5}\b",
    re.IGNORECASE,
)
"""What tells a line of an address."""
POSTCODE: Final = re.compile(
    r"(?<!\d)(?:[A-Z]{1,2}[- ])?\d{4,5}(?:-\d{3,4})?,? +[^\W\d]|\b[A-Z]{2,3},? \d{4,5}(?:-\d{4})?\b|"
    r"\b\d\d-\d{3} [^\W\d]{2}|\b\d{3} \d\d (?-i:[A-ZÅÄÖŠČŘŽÚ][a-zåäöšěčřžýáíéúů]{2})|"
    r", [^\W\d]{4,14}(?: [^\W\d]{4,9})? \d{5}\b|, [^\W\d]{3,20} \d{6}\W*$|[^\W\d], [A-Z]{2}$|"
    r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|[^\W\d] ?- ?\d{6}\b|"
    r"\bsingapore \d{6}\b",
    re.IGNORECASE,
)
STREET: Final = re.compile(
    r"\b(?:jalan|jln|lorong|taman|tmn|persiaran|lebuh|bandar|kampung|kg|seksyen|wisma|plaza|mall|batu|tingkat|level|"
    r"floor|building|bangunan|street|st|road|rd|avenue|ave|lane|drive|highway|boulevard|blvd|complex|kompleks|"
    r"kawasan|block|blok|unit|jl|soi|brgy|rua)\b|\b\d{5} [^\W\d]",
    re.IGNORECASE,
)
"""Words of streets and houses alone, and a postcode before its town."""
MALL: Final = re.compile(
    r"\b(?:mall|plaza|shopping (?:cent(?:re|er)|complex)|arcade|galleria|einkaufszentrum)\b", re.IGNORECASE
)
"""Houses of many shops, whose name stands over the shop's."""
_HOUSE: Final = re.compile(
    r"^\W*(?:\d{1,5}(?:/\d{1,4})? ?[a-z]{0,3}\b[ ,]|[^\d,]*\b\d{1,4} ?[a-z]?(?:[/-]\w+)?\W*$)", re.IGNORECASE
)
"""Begins with the number of a house, or ends with one."""

_REGISTERED: Final = re.compile(r"\W*(?:\(|(?:co|company|reg|registration)\b)[^,]*$", re.IGNORECASE)
"""What stands behind a company's name: the number that it is registered by."""


def like_street(text: str) -> bool:
    """Whether a line tells a house in its street: a number at either end, or with a word of addresses."""
    form = LEGAL_FORM.search(text)
    if form and (not any(c.isdigit() for c in text) or _REGISTERED.match(text, form.end())):
        return False
    return bool(_HOUSE.search(text)) or (any(c.isdigit() for c in text) and bool(ADDRESS.search(text)))
