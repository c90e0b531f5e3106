"""Weighing: what one document says of one claimed value, by its reading, its print, and what speaks for and against.

`weigh` holds a document against a claimed value; `weigh_unclaimed` asks for the document's own value where the claim
states none. What comes of either is `Evidence`, which knows whether it proves the value (`proof`).
"""

from __future__ import annotations

from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from claimcheck.core.evidence.looked import EXACT, looks_at, looks_inside, nearer, other_readers, read_again, second
from claimcheck.core.evidence.named import another_name, printed_name
from claimcheck.core.evidence.prints import Print, identifiers_printed, printed_on
from claimcheck.core.evidence.proof import (
    DISAGREE,
    FIRM,
    INDEPENDENT,
    PERSON,
    Evidence,
    Source,
    given_agreement,
    place_of,
)
from claimcheck.core.evidence.totals import another_total, untaxed
from claimcheck.core.extract.chinese.parties import SAID
from claimcheck.core.extract.chinese.sums import WORDS_DISAGREE
from claimcheck.core.extract.days.misread import broken_dates, may_be
from claimcheck.core.extract.labels import NAMED_OTHERWISE
from claimcheck.core.extract.money.qualified import qualified
from claimcheck.core.extract.numbers import serials
from claimcheck.core.extract.papers.splitting import BEHIND
from claimcheck.core.values import compare
from claimcheck.core.values.compare import subject
from claimcheck.model.decisions import Place
from claimcheck.model.documents import Field
from claimcheck.model.said import Said

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
"""`looked.EXACT` where the characters are the file's own: nothing was confused."""
_TELLS_WHICH = frozenset({"label", "arithmetic", "words", "barcode", "xml", PERSON})
"""Supports that say which of the printed amounts this is."""


def weigh(source: Source, name: str, value: str) -> Evidence | None:
    """What one document says of one claimed value; None when it says nothing."""
    field = source.extracted.fields.get(name)
    if field is not None and name == serials.NAME:
        field = serials.claimed(field, source.rows, source.extracted.kind, value)
    read = _from_reading(source, field, name, value) if field is not None else None
    if name in {"seller_name", "buyer_name"}:
        printed = printed_name(source, name, value)
        both = (e for e in (printed, read) if e)
        best = max(both, key=lambda e: (e.agrees, not e.contradictions, e.exact, e.confidence), default=None)
        more = another_name(source, field, value) if field is not None and best is not None else ""
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
        return Evidence(True, field.confidence / 2, None, place_of(source, field), False, (), open_)
    supports, contradictions = _grounds(source, field, name, field.value)
    return Evidence(
        True, field.confidence, field.value, place_of(source, field), not field.repaired, supports, contradictions
    )


def _grounds(source: Source, field: Field, name: str, value: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Supports and contradictions of a value that a reading agrees with."""
    supports, _ = second(other_readers(source, field), name, value)
    _, contradicting = second(looks_at(source, field), name, value)
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
    if name == "total_amount" and (told := another_total(source.rows, field)):
        against.append(Said("beside the amount stands more: {text}", text=told))
    if name == "total_amount" and (added := untaxed(source.rows, field)):
        against.append(Said("a tax is added to the amount: {text}", text=added))
    if subject(name) == "amount" and not {s.split(":", 1)[0] for s in field.supports} & _TELLS_WHICH:
        return (), tuple(against)  # what is printed twice, or read twice, need not be the total
    return (*field.supports, *supports), tuple(against)


def _from_reading(source: Source, field: Field, name: str, value: str) -> Evidence | None:
    """What a field says of a claimed value; None where nothing was read in it.

    The field may say the same; or what was claimed may be another meaning of its print, what another reader or a sum
    makes of it, or what stands beside it. Else it says something else.
    """
    if field.value is None and not field.alternatives:
        return None
    supports, _ = second(other_readers(source, field), name, value)
    best = _compared(source, field, name, value) if field.value is not None else None
    exact = best is not None and best.score >= _exact(source, field) and _is_clear(field, supports)
    if supports and subject(name) == "name" and not exact:
        return Evidence(True, given_agreement("name", FIRM), value, place_of(source, field), True, supports)
    if best is not None and best.same:
        return _agreeing(source, field, name, value, exact, supports if best.score < EXACT else None)
    if any(compare.comparison_for(name)(value, other).same for other in field.alternatives):
        return _unsure(source, field, "the print can mean another value")
    told = _read_otherwise(source, field, name, value)
    if told:
        return Evidence(True, FIRM, value, place_of(source, field), True, told)
    row_only = subject(name) == "amount" and second(other_readers(source, field), name, field.value or "")[0]
    if supports and not row_only:  # where it saw the first one's amount too, the one claimed only stands beside it
        return _unsure(source, field, "the readers differ", supports)
    if any(compare.comparison_for(name)(value, other).same for other in field.rivals):
        return _unsure(source, field, Said("the document shows {value} as well", field=name, value=field.value))
    return _contradicting(source, field, name, best.explanation if best is not None else "the print leaves it open")


def _is_clear(field: Field, supports: tuple[str, ...]) -> bool:
    """Whether a field was read as it is printed: not repaired, or repaired to what another reader reads there."""
    return not field.repaired or (bool(supports) and field.confidence >= FIRM)


def _agreeing(
    source: Source, field: Field, name: str, value: str, exact: bool, only: tuple[str, ...] | None
) -> Evidence:  # fmt: skip
    """A field that says what is claimed; `only` these support a value that the reading is merely like."""
    grounds, contradictions = _grounds(source, field, name, value)
    firm = exact and field.confidence >= FIRM  # a claim may be copied from what is likelier wrong than right
    sure = given_agreement(subject(name), field.confidence) if firm else field.confidence
    supports = grounds if only is None else only
    return Evidence(True, sure, field.value, place_of(source, field), exact, supports, contradictions)


def _unsure(source: Source, field: Field, why: str, supports: tuple[str, ...] = ()) -> Evidence:
    """A field that may say what is claimed, and as well something else: it proves nothing."""
    return Evidence(True, field.confidence / 2, field.value, place_of(source, field), False, supports, (why,))


def _contradicting(source: Source, field: Field, name: str, why: str) -> Evidence:
    """A field that says something else; of a day, its words may leave open whether it is the day asked for."""
    left_open = subject(name) == "date" and not _LEFT_OPEN.isdisjoint(field.supports)
    place = place_of(source, field)
    return Evidence(False, field.confidence, field.value, place, not field.repaired, (), (why,), left_open)


def _read_otherwise(source: Source, field: Field, name: str, value: str) -> tuple[str, ...]:
    """What supports a claimed value that the first reading only narrowly missed: a faint word, or one digit."""
    told = _read_wider(source, field, name, value) if subject(name) == "name" else ()
    return told or (_misread_total(source, field, value) if name == "total_amount" else ())


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
    again, _ = second(read_again(source, field), "total_amount", value)
    supports, _ = second(other_readers(source, field), "total_amount", value)
    others = tuple(rival for rival in field.rivals if not compare.comparison_for("total_amount")(value, rival).same)
    _, contradictions = _grounds(source, replace(field, rivals=others), "total_amount", value)
    return (*supports, "arithmetic:net+tax") if (again or supports) and not contradictions else ()


def _borne_out(source: Source, field: Field) -> bool:
    """Whether anything that does not share the reader's mistakes says what it read: words, a code, a sum, a person.

    A digit that is misread once is misread where it is printed again in the same letters, so a repeat tells nothing.
    """
    origins = {support.split(":", 1)[0] for support in field.supports} | {field.reader}
    again, _ = second(other_readers(source, field), field.name, field.value or "")
    return bool(origins & (INDEPENDENT - {"repeat"}) or again)


def _read_wider(source: Source, field: Field, name: str, value: str) -> tuple[str, ...]:
    """What speaks for a name of which the first reading lost a faint word, and the same reader's wider one did not.

    Of those two readings the second reader must bear out the wider: what it sees is like that, and less like the other.
    """
    wider, _ = second(read_again(source, field), name, value)
    looks = other_readers(source, field)
    return ("second_reader",) if wider and field.value and nearer(looks, value, field.value) else ()


def _exact(source: Source, field: Field) -> float:
    """The score from which on a name is read exactly: only a reader of pictures confuses characters."""
    layer = next((p.layer for p in source.document.pages.pages if p.number == field.page), "xml")
    return EXACT if layer == "ocr" else EXACT_TEXT


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
        looks = looks_inside(source, row.page, box)
        supports, _ = second([look for look in looks if look.reader != row.reader], "invoice_date", value)
        _, contradictions = second(looks, "invoice_date", value)
        sure = FIRM if supports else min(confidence, FIRM) / 2
        place = Place(source.document.id, row.page, box)
        return Evidence(True, sure, value if supports else None, place, bool(supports), supports, contradictions)
    return None
