"""Evidence: what one document says of one value, what supports it, what contradicts it, and whether that proves it.

A value is proved by an exact, unrepaired reading at or above the program's confidence, or by two supports of different
origin; a better candidate elsewhere on the page counts as much as a support.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from claimcheck.core.evidence.looked import EXACT, another_word, inside, nearer, second
from claimcheck.core.evidence.prints import Print, bare_names, identifiers_printed, names_printed, printed_on
from claimcheck.core.extract.chinese.parties import SAID
from claimcheck.core.extract.chinese.sums import WORDS_DISAGREE
from claimcheck.core.extract.days.misread import broken_dates, may_be
from claimcheck.core.extract.labels import NAMED_OTHERWISE
from claimcheck.core.extract.money.qualified import qualified
from claimcheck.core.extract.numbers import serials
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.papers.splitting import BEHIND
from claimcheck.core.extract.parties.receipts import like_name
from claimcheck.core.extract.wordings.names import LEGAL_FORM
from claimcheck.core.extract.wordings.places import MALL
from claimcheck.core.values import compare
from claimcheck.core.values.compare import subject
from claimcheck.model.case import CaseDocument
from claimcheck.model.decisions import Place
from claimcheck.model.documents import Box, Extracted, Field, SecondLook
from claimcheck.model.said import Said

PERSON = "person"
"""The reader, and the support, of a value that a person read on the page."""
INDEPENDENT = frozenset({"second_reader", "arithmetic", "repeat", "words", "barcode", "xml", PERSON})
"""Origins of support that do not share the reading's own mistakes: the part of a support's code before the colon."""
DISAGREE = "layers.disagree"
"""The support by which extraction says that a file's XML and its page differ: such a value proves nothing."""
AGAINST = {
    WORDS_DISAGREE: "the amount in words says another amount",
    DISAGREE: "the file's XML and its page say different things",
    BEHIND: "it stands on a page behind that of the total",
}
"""Supports by which extraction speaks against a value."""
_LEFT_OPEN = frozenset({NAMED_OTHERWISE, SAID})
"""Supports by which extraction says that a day may be that of something else."""
UNSEEN = {
    "xml": "only the data in the file says so, its page does not show it",
    "barcode": "only a code on the page says so, nothing there shows it in letters",
}
"""Readers of what no page shows in letters: anybody can attach data or a code, so alone they prove nothing."""
EXACT_TEXT = 0.97
"""The same where the characters are the file's own: nothing was confused."""
FIRM = 0.5
"""A reading at or above this confidence contradicts; below it, it leaves the claim open."""
CHANCE = {"name": 0.02, "number": 0.05, "date": 0.2, "address": 0.5, "amount": 1.0}
"""How likely a wrong reading is to say just what a wrong claim says. Misread names and numbers are nobody's; a wrong
date may be another of the page; and the amount that is claimed instead of the total is one that is printed."""
_BRACKETS = re.compile(r"\([^)]*\)")
_TELLS_WHICH = frozenset({"label", "arithmetic", "words", "barcode", "xml", PERSON})
"""Supports that say which of the printed amounts this is."""


@dataclass(frozen=True, slots=True)
class Source:
    """One document within an attached file, with its rows."""

    document: CaseDocument
    extracted: Extracted
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one document says of one claimed value.

    Attributes:
        agrees: the document says the same.
        confidence: of the reading that says so, or otherwise.
        found: the value on the document.
        exact: neither repaired nor ambiguous nor merely alike.
        open: whether its words leave it open that this day is what is asked for: against a proof, a person is asked.
    """

    agrees: bool
    confidence: float
    found: str | None
    place: Place
    exact: bool
    supports: tuple[str, ...] = ()
    contradictions: tuple[str, ...] = ()
    open: bool = False

    def proves(self, bar: float) -> bool:
        """Proof before approval: an exact reading at the bar, or two supports of different origin.

        An exact reading, however faint, is a support of its own beside one that does not share its mistakes.
        """
        if not self.agrees or self.contradictions:
            return False
        origins = {s.split(":", 1)[0] for s in self.supports} & INDEPENDENT
        if self.exact and self.confidence >= FIRM:
            origins |= {"reading"}
        return (self.exact and self.confidence >= bar) or len(origins) >= 2


def given_agreement(kind: str, confidence: float) -> float:
    """How sure the document says what is claimed, once an exact reading agrees with it.

    Args:
        kind: what is compared, as `subject` names it.
        confidence: that the reading is right, with no claim in mind.
    """
    return 1 - (1 - confidence) * CHANCE.get(kind, 1.0)


def says(field: Field, name: str, claimed: str) -> bool:
    """Whether a field holds what is claimed."""
    return field.value is not None and compare.comparison_for(name)(claimed, field.value).same


def weigh(source: Source, name: str, value: str) -> Evidence | None:
    """What one document says of one claimed value; None when it says nothing."""
    field = source.extracted.fields.get(name)
    if field is not None and name == serials.NAME:
        field = serials.claimed(field, source.rows, source.extracted.kind, value)
    read = _from_reading(source, field, name, value) if field is not None else None
    if name in {"seller_name", "buyer_name"}:
        printed = _from_name(source, name, value)
        both = (e for e in (printed, read) if e)
        best = max(both, key=lambda e: (e.agrees, not e.contradictions, e.exact, e.confidence), default=None)
        more = _another_name(source, field, value) if field is not None and best is not None else ""
        return replace(best, contradictions=(*best.contradictions, more)) if best is not None and more else best
    if (field is None or read is None) and subject(name) == "number":
        return _from_number(source, value)
    if read is None and name == "invoice_date":
        return _from_broken_date(source, value)
    return read


def weigh_unclaimed(source: Source, name: str) -> Evidence | None:
    """What a document says of a field that the claim does not state: its own value, held to the same proof."""
    field = source.extracted.fields.get(name)
    if field is None or not (field.value or field.alternatives):
        return None
    if field.value is None:
        open_ = ("the print can mean another value",)
        return Evidence(True, field.confidence / 2, None, _place(source, field), False, (), open_)
    supports, contradictions = _grounds(source, field, name, field.value)
    return Evidence(
        True, field.confidence, field.value, _place(source, field), not field.repaired, supports, contradictions
    )


def _place(source: Source, field: Field) -> Place:
    return Place(source.document.id, field.page, field.box)


def _grounds(source: Source, field: Field, name: str, value: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Supports and contradictions of a value that a reading agrees with."""
    supports, _ = second(_another_readers(source, field), name, value)
    _, contradicting = second(_looks(source, field), name, value)
    against: list[str] = [*contradicting, *(why for code, why in AGAINST.items() if code in field.supports)]
    if field.reader in UNSEEN and source.document.pages.pages:
        against.append(UNSEEN[field.reader])
    if NAMED_OTHERWISE in field.supports:
        another = {"date": "its label may name another date"}
        against.append(another.get(subject(name), "its label may name another document's number"))
    if field.rivals:
        against.append(Said("the document shows {value} as well", field=name, value=", ".join(field.rivals)))
    if subject(name) == "amount" and (told := qualified(source.rows, field)):
        against.append(Said("beside the amount stands more: {text}", text=told))
    if subject(name) == "amount" and not {s.split(":", 1)[0] for s in field.supports} & _TELLS_WHICH:
        return (), tuple(against)  # what is printed twice, or read twice, need not be the total
    return (*field.supports, *supports), tuple(against)


def _from_reading(source: Source, field: Field, name: str, value: str) -> Evidence | None:
    place = _place(source, field)
    readings = [v for v in (field.value, *field.alternatives) if v is not None]
    if not readings:
        return None
    best = _compared(source, field, name, value) if field.value is not None else None
    supports, _ = second(_another_readers(source, field), name, value)
    clear = not field.repaired or (bool(supports) and field.confidence >= FIRM)  # set right as another reader reads it
    exact = best is not None and clear and best.score >= _exact(source, field)
    if supports and subject(name) == "name" and not exact:
        return Evidence(True, given_agreement("name", FIRM), value, place, True, supports)
    if best is not None and best.same:
        grounds, contradictions = _grounds(source, field, name, value)
        if best.score < EXACT:
            grounds = supports  # what speaks for the reading does not speak for a value that is only like it
        sure = given_agreement(subject(name), field.confidence) if exact else field.confidence
        return Evidence(True, sure, field.value, place, exact, grounds, contradictions)
    if any(compare.comparison_for(name)(value, other).same for other in field.alternatives):
        why = "the print can mean another value"
        return Evidence(True, field.confidence / 2, field.value, place, False, (), (why,))
    if subject(name) == "name" and (told := _read_wider(source, field, name, value)):
        return Evidence(True, FIRM, value, place, True, told)
    if name == "total_amount" and (told := _misread_total(source, field, value)):
        return Evidence(True, FIRM, value, place, True, told)
    row_only = subject(name) == "amount" and second(_another_readers(source, field), name, field.value or "")[0]
    if supports and not row_only:  # where it saw the first one's amount too, the one claimed only stands beside it
        return Evidence(True, field.confidence / 2, field.value, place, False, supports, ("the readers differ",))
    if any(compare.comparison_for(name)(value, other).same for other in field.rivals):
        also = Said("the document shows {value} as well", field=name, value=field.value)
        return Evidence(True, field.confidence / 2, field.value, place, False, (), (also,))
    why = best.explanation if best is not None else "the print leaves it open"
    left_open = subject(name) == "date" and not _LEFT_OPEN.isdisjoint(field.supports)
    return Evidence(False, field.confidence, field.value, place, not field.repaired, (), (why,), left_open)


def _compared(source: Source, field: Field, name: str, value: str) -> compare.Comparison:
    """A claimed value held against what was read; a name also against all that its cell prints, if that is the same."""
    best = compare.comparison_for(name)(value, field.value or "")
    if best.same or subject(name) != "name":
        return best
    whole = compare.names(value, printed_on(field, source.rows))
    return whole if whole.score >= _exact(source, field) else best


def _misread_total(source: Source, field: Field, value: str) -> tuple[str, ...]:
    """What speaks for a total with one digit misread: net and tax come to it, and in even contrast it reads so.

    That second reading is the same reader's: it stands for the first and supports nothing. The sum supports it. Where
    anything else bears out the first reading, or speaks against either, the first was not misread.
    """
    if field.value is None or Levenshtein.distance(value, field.value) != 1 or _borne_out(source, field):
        return ()
    parts = [source.extracted.fields.get(name) for name in ("net_amount", "tax_amount")]
    sums = [compare.as_amount(p.value) for p in parts if p and p.value and not p.repaired and p.confidence >= FIRM]
    whole = compare.as_amount(value)
    if len(sums) < 2 or None in sums or whole != sum(s for s in sums if s is not None):
        return ()
    again, _ = second(_read_again(source, field), "total_amount", value)
    supports, _ = second(_another_readers(source, field), "total_amount", value)
    others = tuple(rival for rival in field.rivals if not compare.comparison_for("total_amount")(value, rival).same)
    _, contradictions = _grounds(source, replace(field, rivals=others), "total_amount", value)
    return (*supports, "arithmetic:net+tax") if (again or supports) and not contradictions else ()


def _borne_out(source: Source, field: Field) -> bool:
    """Whether anything that does not share the reader's mistakes says what it read: words, a code, a sum, a person.

    A digit that is misread once is misread where it is printed again in the same letters, so a repeat tells nothing.
    """
    origins = {support.split(":", 1)[0] for support in field.supports} | {field.reader}
    again, _ = second(_another_readers(source, field), field.name, field.value or "")
    return bool(origins & (INDEPENDENT - {"repeat"}) or again)


def _read_wider(source: Source, field: Field, name: str, value: str) -> tuple[str, ...]:
    """What speaks for a name of which the first reading lost a faint word, and the same reader's wider one did not.

    Of those two readings the second reader must bear out the wider: what it sees is like that, and less like the other.
    """
    wider, _ = second(_read_again(source, field), name, value)
    looks = _another_readers(source, field)
    return ("second_reader",) if wider and field.value and nearer(looks, value, field.value) else ()


def _exact(source: Source, field: Field) -> float:
    """The score from which on a name is read exactly: only a reader of pictures confuses characters."""
    layer = next((p.layer for p in source.document.pages.pages if p.number == field.page), "xml")
    return EXACT if layer == "ocr" else EXACT_TEXT


def _from_name(source: Source, name: str, value: str) -> Evidence | None:
    """A claimed name printed whole where such a name stands; the other party's name or place proves nothing."""
    fields = source.extracted.fields
    own, other = fields.get(name), fields.get("buyer_name" if name == "seller_name" else "seller_name")
    if other is not None and says(other, name, value) and not (own is not None and says(own, name, value)):
        return None
    rival = own if name == "seller_name" and _firmly_other(own, name, value) else None
    if rival is not None and source.extracted.kind != "receipt":
        return None  # an invoice has both parties' names at its head; a till slip has the seller's, and a brand
    prints = names_printed(value, source.rows)
    places = {(p.page, round(p.box.bottom, 2)) for p in prints if len(p.text) <= 2 * len(value)}
    for print_ in prints:
        if other is not None and other.box is not None and inside(print_.box, other.box) and other.page == print_.page:
            continue
        if (name == "seller_name" and (print_.buyer or not print_.heading)) or (
            name == "buyer_name" and not print_.buyer
        ):
            continue
        if rival is not None and not _may_be_seller(print_, value, rival):
            continue
        place = Place(source.document.id, print_.page, print_.box)
        sure = given_agreement("name", FIRM) if print_.score >= EXACT else 0.9
        supports = ("printed whole", *((f"repeat:{len(places)}",) if len(places) > 1 else ()))
        against = (
            (Said("the document names {names} as well", names=own.value),)
            if own and _is_named_buyer(own, value)
            else ()
        )
        return Evidence(True, sure, print_.text, place, print_.score >= EXACT, supports, against)
    return None


def _is_named_buyer(field: Field, value: str) -> bool:
    """Whether a label names another buyer: whom a bill or the goods are sent to need not be the one who bought."""
    return field.name == "buyer_name" and "label" in field.supports and _firmly_other(field, field.name, value)


def _may_be_seller(print_: Print, value: str, rival: Field) -> bool:
    """Whether a print may name the seller though another name was read: a name over it, or the company behind it.

    Below the seller's own name stand its address and its customers, so there only a row right under it that says what
    kind of company it is, or stands under a mall, is a name. The first half of what was read as one name is not that
    name, nor a few of its words, but where only a branch in brackets and the legal form follow; and over a company with
    its legal form, any other print without one may be a brand, a mall or a street.
    """
    if rival.box is None or print_.page != rival.page or not like_name(value) or print_.text.islower():
        return False
    shown = rival.value or ""
    (own, own_form), (other, formed) = compare.split_name(value), compare.split_name(shown)
    short = not own_form and compare.split_name(_BRACKETS.sub(" ", shown))[0] == own
    few = 2 * sum(map(len, own)) < sum(map(len, other))
    if set(own) < set(other) and (few or other[: len(own)] == own) and not short:
        return False
    if formed and not short and not any(compare.has_form(form, value) for form in bare_names(print_.text)):
        return False
    row = rival.box.bottom - rival.box.top
    over, under = print_.box.top < rival.box.bottom, print_.box.top <= rival.box.bottom + row
    told = LEGAL_FORM.search(print_.text) or (not formed and MALL.search(shown))
    return over or (under and bool(told))


def _firmly_other(field: Field | None, name: str, value: str) -> bool:
    return field is not None and field.confidence >= FIRM and field.value is not None and not says(field, name, value)


def _from_number(source: Source, value: str) -> Evidence | None:
    """An identifier that no label names: its print may be a telephone or customer number, so it proves nothing."""
    prints: tuple[Print, ...] = identifiers_printed(value, source.rows)
    if not prints:
        return None
    best = max(prints, key=lambda p: p.confidence)
    place = Place(source.document.id, best.page, best.box)
    return Evidence(True, best.confidence, value, place, False, ("printed whole",))


def _from_broken_date(source: Source, value: str) -> Evidence | None:
    """A date with a sign that cannot be, `04/1:/2024`: it fits what is claimed, and the second reader may read it."""
    day = compare.as_date(value)
    for row, start, end in broken_dates(source.rows) if day is not None else ():
        if day is None or not may_be(row.text[start:end], day):
            continue
        box, confidence = row.place(start, end)
        looks = _at(source, row.page, box)
        supports, _ = second([look for look in looks if look.reader != row.reader], "invoice_date", value)
        _, contradictions = second(looks, "invoice_date", value)
        sure = FIRM if supports else min(confidence, FIRM) / 2
        place = Place(source.document.id, row.page, box)
        return Evidence(True, sure, value if supports else None, place, bool(supports), supports, contradictions)
    return None


def _looks(source: Source, field: Field) -> tuple[SecondLook, ...]:
    """Second looks at the place of a reading that saw something.

    Silence is no contradiction, nor is a person's eye contradicted by a reader.
    """
    if field.reader == PERSON:
        return ()
    return _at(source, field.page, field.box) if field.box is not None and field.page is not None else ()


def _another_readers(source: Source, field: Field) -> tuple[SecondLook, ...]:
    """Second looks that may support a reading: one by the reader that made it has the same origin."""
    return tuple(look for look in _looks(source, field) if look.reader != field.reader)


def _read_again(source: Source, field: Field) -> tuple[SecondLook, ...]:
    """What the reader of a page read once more on its own account, in even contrast: wider, or where it was unsure."""
    page = next((p for p in source.document.pages.pages if p.number == field.page), None)
    box = field.box
    return tuple(look for look in page.looks if inside(box, look.box)) if page is not None and box is not None else ()


def _another_name(source: Source, field: Field, value: str) -> str:
    """What speaks against a name that agrees: another company in the head, or a word that its row holds beside it."""
    seller = source.extracted.fields.get("seller_name") if field.name == "buyer_name" else None
    if seller is not None and says(seller, "seller_name", value):
        return "the document names it as the seller"  # nobody sells to himself
    if field.rivals:
        return Said("the document names {names} as well", names=", ".join(field.rivals))
    more = another_word(_read_again(source, field), value, field.value or "")
    return Said("the row also reads {text}", text=more) if more else ""


def _at(source: Source, page: int, box: Box) -> tuple[SecondLook, ...]:
    return tuple(
        look for look in source.document.looks if look.page == page and look.text.strip() and inside(box, look.box)
    )
