"""Whose paper it is: what says of a seller that was read that he only ordered, only gets the money, or is not alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from claimcheck.core.evidence.oneself import near
from claimcheck.core.evidence.prints import bare_names
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import low
from claimcheck.core.extract.parties.broadcast import of_broadcast
from claimcheck.core.extract.parties.receipts import seller_in_head
from claimcheck.core.extract.wordings.parties import AGENCY, WHOLE_SIGN
from claimcheck.core.values import compare
from claimcheck.model.documents import PROOF_OF_SALE, Extracted, Field
from claimcheck.model.said import Said

_ORDERS: Final = re.compile(r"^(?:from|buyer|purchaser|(?:ordered|placed|purchased|bought|requested) by)\b\s*:?\s*")
"""Labels of who sends an order, on which nobody but the buyer is."""
_ADDRESSED: Final = re.compile(r"^(?:to|attn|attention|with)\b")
_SIGN: Final = re.compile(rf"{WHOLE_SIGN.pattern}|\b[KW][A-Z]{{3}}\b")
"""A station's call sign, whole or its four letters."""
_REMIT: Final = re.compile(r"^remit(?:tance)?\b")
_OF_THE_SELLER: Final = re.compile(
    r"\b(?:of|for|with|by|the|an?|der|des|eine?r?|de|du|della|(?:co-?)?dealers?|distributors?|agents?|partners?|members?|"
    r"group|gruppe|groupe|gruppo|\w*handler)\b"
)
"""What a letterhead says of its own company by another's name: whose dealer, partner or daughter it is."""


def not_the_seller(rows: Sequence[Row], extracted: Extracted, field: Field, value: str) -> str:
    """What speaks against a seller who agrees with what was read; "" where nothing does."""
    if extracted.kind not in PROOF_OF_SALE:
        if any(compare.names(value, name).same for text in _ordering(rows) for name in bare_names(text)):
            return "the document names it as the buyer"
        station = "" if _SIGN.search(value.upper()) else _station_addressed(rows)
        return Said("the document names {names} as well", names=station) if station else ""
    kind, buyer = extracted.kind, extracted.fields.get("buyer_name")
    head = seller_in_head(rows) if kind != "receipt" and not of_broadcast(rows, kind) else None
    if head is None:
        return ""
    beside = (name for name in head[1] if not _OF_THE_SELLER.search(low(name)))
    others = (head[0].name,) if _at_remittance(rows, field) else tuple(beside) if "layout" in field.supports else ()
    known = (value, *([buyer.value] if buyer and buyer.value else []))
    others = tuple(name for name in others if not any(compare.names(one, name).same for one in known))
    return Said("the document names {names} as well", names=", ".join(others)) if others else ""


def _ordering(rows: Sequence[Row]) -> Iterator[str]:
    """What stands behind, beside or under each label of who orders, or of the agency that does for another."""
    for i, row in enumerate(rows):
        for k, cell in enumerate(row.cells):
            folded = low(cell.text)
            label = _ORDERS.match(folded) or AGENCY.match(folded)
            if label is not None:
                rest = cell.text[label.end() :].strip(" :.-")
                yield from [rest] if rest else [one.text for one in near(rows, i, k)]


def _station_addressed(rows: Sequence[Row]) -> str:
    """The call sign of the station that an order is addressed to; "" where it is to none."""
    texts = (cell.text for row in rows for cell in row.cells if _ADDRESSED.match(low(cell.text)))
    return next((sign.group() for text in texts if (sign := _SIGN.search(text))), "")


def _at_remittance(rows: Sequence[Row], field: Field) -> bool:
    """Whether a name was read behind, beside or under the label of whom to pay."""
    labels = ((i, k) for i, row in enumerate(rows) for k, cell in enumerate(row.cells) if _REMIT.match(low(cell.text)))
    places = (one.box for i, k in labels for one in (rows[i].cells[k], *near(rows, i, k)))
    return field.box is not None and any(field.box.within(place) for place in places)
