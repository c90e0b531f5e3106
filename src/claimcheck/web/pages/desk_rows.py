"""The fields of a task side by side: claim, page and sale, where they differ, and what speaks for and against."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial
from typing import NamedTuple

from claimcheck.model.decisions import Decision, Finding, Place
from claimcheck.model.documents import FIELDS
from claimcheck.model.sales import Sale
from claimcheck.services.words import value_of

Parts = tuple[tuple[str, bool], ...]
"""A value in pieces: the text of each, and whether it differs."""

_ALIKE = 0.5
"""From here on two values are one with signs that differ."""
_NOTHING = Decision("review", (), (), ())
"""Stands for the decision on a claim that was never judged: it has no findings and no fields."""


class _Marks(NamedTuple):
    """How page and sale agree with the claim: =, ≠, ? or nothing."""

    page: str
    sale: str


@dataclass(frozen=True, slots=True)
class Ground:
    """One thing that speaks for a value, or against it.

    Attributes:
        kind: of a support: `second_reader`, `arithmetic`, …; empty for what is said in words.
        said: the words, or what the support names.
        numbers: of the rows whose boxes it speaks of.
    """

    kind: str
    said: str
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a field, to choose from."""

    value: str
    reader: str
    confidence: float
    place: Place | None


@dataclass(frozen=True, slots=True)
class Row:
    """One field, as claim, page and sale have it.

    Attributes:
        page_mark, sale_mark: how page and sale agree with the claim: =, ≠, ? or nothing.
        differs: whether the page shows another value than is claimed; a rule alone may be against it, too.
        confidence: of the reading; `bar` is what one reading alone needs.
        corrected: whether a person read it.
    """

    number: int
    name: str
    claimed: Parts
    found: Parts
    sold: Parts
    claimed_text: str
    found_text: str
    page_mark: str
    sale_mark: str
    differs: bool
    for_: tuple[Ground, ...]
    against: tuple[Ground, ...]
    confidence: float | None
    place: Place | None
    readings: tuple[Reading, ...]
    corrected: bool

    @property
    def teachable(self) -> bool:
        """Whether a document can state it at all."""
        return self.name in FIELDS

    @property
    def settled(self) -> bool:
        """Whether nothing about it is open."""
        return "≠" not in (self.page_mark, self.sale_mark) and "?" not in (self.page_mark, self.sale_mark)


def rows_of(
    claimed: Mapping[str, str], decision: Decision | None, sold: Sale | None, asked: str, language: str
) -> list[Row]:
    """Every field that claim, page or sale states; the one that is asked about first, then those in doubt.

    Amounts and days are shown as the language writes them; `claimed_text` and `found_text` stay as they are entered.
    """
    decision = decision or _NOTHING
    record = sold.fields if sold else {}
    names = dict.fromkeys(
        (*claimed, *(f.field for f in decision.findings if f.field in decision.fields), *record, asked)
    )
    names = {name: None for name in names if name not in ("", "sale", "document", "claim")}
    marks = {name: _marks(decision.findings, name) for name in names}
    order = sorted(names, key=lambda name: (name != asked, "≠" not in marks[name], "?" not in marks[name]))
    numbers = {name: number for number, name in enumerate(order, 1)}
    shown = partial(value_of, language)
    return [
        _row(name, numbers, claimed.get(name, ""), decision, record.get(name, ""), marks[name], shown) for name in order
    ]


def _row(
    name: str, numbers: Mapping[str, int], claimed: str, decision: Decision, sold: str,
    marks: _Marks, shown: Callable[[str, str], str],
) -> Row:  # fmt: skip
    """One field with its findings."""
    field = decision.fields.get(name)
    found = (field.value or field.raw) if field else ""
    about = [f for f in decision.findings if f.field == name and not f.code.startswith("sale.")]
    place = next((f.place for f in about if f.place and f.place.box), decision.places.get(name))
    parts = _parts(shown(name, claimed), shown(name, found), shown(name, sold), marks)
    return Row(
        number=numbers[name],
        name=name,
        claimed=parts[0],
        found=parts[1],
        sold=parts[2],
        claimed_text=claimed,
        found_text=found,
        page_mark=marks.page,
        sale_mark=marks.sale,
        differs=any(f.differs for f in about),
        for_=tuple(_support(said, name, numbers) for said in dict.fromkeys(s for f in about for s in f.supports)),
        against=tuple(Ground("", said) for said in dict.fromkeys(s for f in about for s in f.contradictions)),
        confidence=field.confidence if field else None,
        place=place,
        readings=_readings(name, decision),
        corrected=bool(field and field.reader == "person"),
    )


def _parts(claimed: str, found: str, sold: str, marks: _Marks) -> tuple[Parts, Parts, Parts]:
    """Claim, page and sale in pieces: only what a mark says to differ is marked, the claim against the page first."""
    differs, doubted = marks.sale == "≠", marks.page in ("≠", "?")
    other = found if doubted and found else sold if differs else ""
    return (
        differing(claimed, other),
        differing(found, claimed if doubted else ""),
        differing(sold, claimed if differs else ""),
    )


def _support(said: str, name: str, numbers: Mapping[str, int]) -> Ground:
    """A support with the numbers of the boxes that it rests on: its own, and those that a sum names."""
    kind, _, rest = said.partition(":")
    if " " in kind:
        return Ground("", said, (numbers[name],))
    named = [
        numbers[part] for part in (f"{word}_amount" for word in rest.replace("-", "+").split("+")) if part in numbers
    ]
    return Ground(kind, rest, tuple(dict.fromkeys((numbers[name], *named))))


def _readings(name: str, decision: Decision) -> tuple[Reading, ...]:
    """All ways in which the documents can be read in one field, the surest first."""
    found: dict[str, Reading] = {}
    for document in decision.documents:
        for paper in document.extracted:
            field = paper.fields.get(name)
            if field is None:
                continue
            place = Place(document.document, field.page, field.box)
            for value in (field.value, *field.alternatives, *field.rivals):
                if value and (value not in found or found[value].confidence < field.confidence):
                    sure = field.confidence if value == field.value else 0.0
                    found[value] = Reading(value, field.reader, sure, place)
    return tuple(sorted(found.values(), key=lambda one: -one.confidence))[:12]


def differing(one: str, other: str) -> Parts:
    """A value in pieces, those marked that the other does not have; capitals make no difference.

    Of two values that have little in common it is marked whole: a letter of each that happens to agree tells nothing.
    """
    left, right = ("".join(c.lower() if len(c.lower()) == 1 else c for c in text) for text in (one, other))
    if not one or not other or left == right:
        return ((one, False),) if one else ()
    parts: list[tuple[str, bool]] = []
    compared = SequenceMatcher(None, left, right, autojunk=False)
    if compared.ratio() < _ALIKE:
        return ((one, True),)
    for tag, start, end, _, _ in compared.get_opcodes():
        if end > start:
            parts.append((one[start:end], tag != "equal"))
    return tuple(parts)


def _marks(findings: Sequence[Finding], name: str) -> _Marks:
    page = {f.outcome for f in findings if f.field == name and not f.code.startswith("sale.")}
    sale = {f.outcome for f in findings if f.field == name and f.code.startswith("sale.")}
    return _Marks(_mark(page), _mark(sale))


def _mark(outcomes: Collection[str]) -> str:
    return "≠" if "fail" in outcomes else "?" if "unknown" in outcomes else "=" if "pass" in outcomes else ""
