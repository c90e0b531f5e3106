"""Names of parties: where a claimed one is printed, and what says that the party is somebody else."""

from __future__ import annotations

import re

from claimcheck.core.evidence.looked import EXACT, another_word, read_again
from claimcheck.core.evidence.prints import Print, bare_names, names_printed
from claimcheck.core.evidence.proof import FIRM, Evidence, Source, given_agreement, says
from claimcheck.core.evidence.senders import not_the_seller
from claimcheck.core.extract.parties.receipts import like_name
from claimcheck.core.values import compare
from claimcheck.model.decisions import Place
from claimcheck.model.documents import Field
from claimcheck.model.said import Said

_BRACKETS = re.compile(r"\([^)]*\)")


def printed_name(source: Source, name: str, value: str) -> Evidence | None:
    """A claimed name printed whole where such a name stands; the other party's name or place proves nothing.

    Much is printed where a name may stand, and whoever claims has the paper at hand: a print of what was not firmly
    read as the party's name, nor as a part of it, proves nothing alone.
    """
    fields = source.extracted.fields
    own, other = fields.get(name), fields.get("buyer_name" if name == "seller_name" else "seller_name")
    if other is not None and says(other, name, value) and not (own is not None and says(own, name, value)):
        return None
    agrees = own is not None and own.confidence >= FIRM and says(own, name, value)
    rival = own if name == "seller_name" and _firmly_other(own, name, value) else None
    if rival is not None and source.extracted.kind != "receipt":
        return None  # an invoice has both parties' names at its head; a till slip has the seller's, and a scribble
    prints = names_printed(value, source.rows)
    of_party = (p for p in prints if _is_of_party(p, name, other))
    print_ = next((p for p in of_party if rival is None or _is_all_of(p, value, rival)), None)
    if print_ is None:
        return None
    exact = print_.score >= EXACT and (agrees or rival is not None)
    sure = given_agreement("name", FIRM) if exact else 0.9
    places = {(p.page, round(p.box.bottom, 2)) for p in prints if len(p.text) <= 2 * len(value)}
    repeat = (f"repeat:{len(places)}",) if len(places) > 1 else ()
    against: tuple[str, ...] = ()
    if own is not None and _names_another_buyer(own, value):
        against = (Said("the document names {names} as well", names=own.value),)
    place = Place(source.document.id, print_.page, print_.box)
    return Evidence(True, sure, print_.text, place, exact, ("printed whole", *repeat), against)


def _is_of_party(print_: Print, name: str, other: Field | None) -> bool:
    """Whether a print stands where a party's name does: the buyer's by its label, the seller's in the head.

    A print within the other party's name is that one's.
    """
    if other is not None and other.box is not None and other.page == print_.page and print_.box.within(other.box):
        return False
    return print_.buyer if name == "buyer_name" else print_.heading and not print_.buyer


def _names_another_buyer(field: Field, value: str) -> bool:
    """Whether a label names another buyer: whom a bill or the goods are sent to need not be the one who bought."""
    return field.name == "buyer_name" and "label" in field.supports and _firmly_other(field, field.name, value)


def _is_all_of(print_: Print, value: str, rival: Field) -> bool:
    """Whether a print is the name of which another was read: with a word of the row over it, or without a scribble.

    The first half of what was read as one name is not that name, nor a few of its words, but where only a branch in
    brackets and the legal form follow. Whatever else is printed beside a seller that was read may be a brand, a mall, a
    stamp or a street.
    """
    if rival.box is None or print_.page != rival.page or not like_name(value) or print_.text.islower():
        return False
    shown = rival.value or ""
    (own, own_form), (other, formed) = compare.split_name(value), compare.split_name(shown)
    short = not own_form and compare.split_name(_BRACKETS.sub(" ", shown))[0] == own
    few = 2 * sum(map(len, own)) < sum(map(len, other))
    less = set(own) < set(other) and not few and other[: len(own)] != own
    if not (short or less or set(other) < set(own)):
        return False
    if formed and not short and not any(compare.has_form(form, value) for form in bare_names(print_.text)):
        return False
    return print_.box.top < rival.box.bottom


def _firmly_other(field: Field | None, name: str, value: str) -> bool:
    return field is not None and field.confidence >= FIRM and field.value is not None and not says(field, name, value)


def another_name(source: Source, field: Field, value: str) -> str:
    """What speaks against a name that agrees: another company in the head, or a word beside it in its row."""
    parties = source.extracted.fields  # nobody sells to himself
    if field.name == "buyer_name" and (seller := parties.get("seller_name")) and says(seller, "seller_name", value):
        return "the document names it as the seller"
    if field.name == "seller_name" and (buyer := parties.get("buyer_name")) and says(buyer, "buyer_name", value):
        return "the document names it as the buyer"
    if field.name == "seller_name" and (told := not_the_seller(source.rows, source.extracted, field, value)):
        return told
    if field.rivals:
        return Said("the document names {names} as well", names=", ".join(field.rivals))
    more = another_word(read_again(source, field), value, field.value or "")
    return Said("the row also reads {text}", text=more) if more else ""
