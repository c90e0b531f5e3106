"""Second readings: those of a field's place, and whether they say what is claimed, another value, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz.distance import Levenshtein

from claimcheck.core.evidence.prints import bare_names
from claimcheck.core.evidence.proof import PERSON, Source
from claimcheck.core.extract.days.dates import dates_in
from claimcheck.core.extract.money.amounts import amounts_in
from claimcheck.core.extract.page.rows import rows_of
from claimcheck.core.values import compare
from claimcheck.core.values.compare import subject
from claimcheck.model.documents import Box, Field, Line, Page, SecondLook
from claimcheck.model.said import Said

EXACT = 0.94
"""A name at or above this score is read exactly, but for the characters that readers confuse."""
WORST = 0.25
"""Share of a name's letters that a reader gets wrong at the most, where its reading tells one name from another."""

WORD = 3
"""Letters that make a word beside a name, and no stain read as one."""


def second(looks: Sequence[SecondLook], name: str, value: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the second reader adds: a support where it reads the same, a contradiction where it reads another value."""
    supports: list[str] = []
    contradictions: list[str] = []
    for look in looks:
        seen = _seen(look, name)
        digits = {_digits(line) for line in look.text.splitlines()}
        if subject(name) == "amount" and _digits(value) in digits and len(_digits(value)) >= 3:
            supports.append("second_reader")  # all that it lost is the point
        elif any(compare.comparison_for(name)(value, other).score >= EXACT for other in seen):
            supports.append("second_reader")
        elif seen and look.confidence >= 0.8 and name.endswith(("_amount", "_date")):
            read = ", ".join(sorted(seen)[:3])
            contradictions.append(Said("the second reader reads {value}", field=name, value=read))
    return tuple(dict.fromkeys(supports)), tuple(contradictions) if not supports else ()


def nearer(looks: Iterable[SecondLook], claimed: str, other: str) -> bool:
    """Whether second readings, poor as they are, are like one name and less like another."""
    apart, apart_other = (min((_apart(name, look) for look in looks), default=1.0) for name in (claimed, other))
    return apart <= WORST and apart < apart_other


def another_word(looks: Iterable[SecondLook], claimed: str, read: str) -> str:
    """What a name's row reads where it holds another word beside the name, faint as it may be; a stain is no word."""
    for look in looks:
        forms = bare_names(look.text)
        more = min(_letters(form) for form in forms) - _letters(read)
        if more >= WORD and not any(compare.names(claimed, form).same for form in forms):
            return look.text
    return ""


def _letters(text: str) -> int:
    return sum(c.isalpha() for c in text)


def _apart(name: str, look: SecondLook) -> float:
    """The share of a name's letters that a second reading has otherwise."""
    one = compare.fold_confused(name)
    forms = [compare.fold_confused(form) for line in look.text.splitlines() for form in bare_names(line)]
    return min((Levenshtein.distance(one, form) for form in forms), default=len(one)) / max(1, len(one))


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def _seen(look: SecondLook, name: str) -> set[str]:
    lines = [line for line in look.text.splitlines() if line.strip()]
    if subject(name) == "name":
        return {form for text in (*lines, look.text) for form in bare_names(text)}
    if not name.endswith(("_amount", "_date")):
        return {*lines, look.text}
    seen: set[str] = set()
    for text in lines:
        rows = rows_of([Page(look.page, 1000, 1000, (Line(text, look.box, look.confidence),))])
        if name.endswith("_amount"):
            seen |= {format(a.value, "f") for a in amounts_in(rows) if not a.percent}
        else:
            seen |= {day.isoformat() for printed in dates_in(rows) for day in printed.values}
    return seen


def looks_at(source: Source, field: Field) -> tuple[SecondLook, ...]:
    """The second looks at the place of a field that read anything there; none at what a person read.

    A look that read nothing contradicts nothing, and no reader contradicts a person.
    """
    if field.reader == PERSON:
        return ()
    return looks_inside(source, field.page, field.box) if field.box is not None and field.page is not None else ()


def other_readers(source: Source, field: Field) -> tuple[SecondLook, ...]:
    """The second looks that may support a field: those by another reader than the one that read it."""
    return tuple(look for look in looks_at(source, field) if look.reader != field.reader)


def read_again(source: Source, field: Field) -> tuple[SecondLook, ...]:
    """What the reader of a page itself read again there: in even contrast, in a wider box, or where it was unsure."""
    page = next((p for p in source.document.pages.pages if p.number == field.page), None)
    box = field.box
    return tuple(look for look in page.looks if box.within(look.box)) if page is not None and box is not None else ()


def looks_inside(source: Source, page: int, box: Box) -> tuple[SecondLook, ...]:
    """The second looks at a place on a page that read anything there."""
    return tuple(
        look for look in source.document.looks if look.page == page and look.text.strip() and box.within(look.box)
    )
