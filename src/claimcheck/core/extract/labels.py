"""Values found by their labels: in the label's own cell, in the next one, or under it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from claimcheck.core.extract.page.cells import Cell
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import low
from claimcheck.core.extract.wordings.fields import (
    ANOTHER_THING,
    ANY_FORM_LABEL,
    CHEQUE,
    DEAL,
    FORM_LABELS,
    NO_HEADING,
    OF_A_THING,
    OF_ANOTHER,
    OF_OTHER_THINGS,
    OF_THE_DEAL,
    OF_THE_READER,
    OF_WHOM,
    OTHER_WORD,
    QUALIFIED,
    SOLD_THING,
    FormLabel,
)
from claimcheck.core.extract.wordings.places import STREET, like_street
from claimcheck.core.extract.wordings.to_come import Coming, alone, around, goes_on
from claimcheck.model.documents import Field

NAMED_OTHERWISE = "label.other"
"""The support code of a value whose own label says, or may say, that it is another one's: it proves nothing."""
ANOTHERS = 0.5
"""What is left of a label's score where it names another paper's number."""
_OVER = 8
"""Rows over a vehicle's number in which a heading may say which vehicle it is."""
_HEADING = 8
"""Words of a heading at the most."""
_SUM = re.compile(r"\d[.,]\d\d(?!\d)|-\s*$")
"""A sum, or the dash for none."""
_BRACKET = re.compile(r"\W{0,3}\([^)]*\)")
_NEAR = 1.5
"""Heights of a row between a label or its value and what is said alone over or under it, at the most."""
_LONG_HOUSE = 5
"""Signs from which on no number is a house's."""
HEADS = 3
"""Cells of a table's head at the least."""
_GLUED_WORD = re.compile(r"(?<=\d)(?:[Vv]om|[Vv]on|[Dd]ated?|of|du|del|from|le)$")
"""A word that OCR glued to the number before it."""
_LEAD = re.compile(r"[\s:：#.,*|№°)]*(?:(?:[Nn][or°º]|NO|NR)\b\.?[\s:]*)?")
_DASH = re.compile(r"[-–]\s{1,9}(?!(?:19|20)\d\d(?:\d{4})?\s*$)(?=[A-Za-z]{0,4}-?\d{4,8}\s*$)")
"""The dash that forms set between the word for a number and the number, where others set a colon: no year or day, nor a
telephone."""
_ANY_NO = re.compile(r"no[\s.:#]*")
"""A label that says of nothing whose number follows."""
_BARE_NO = re.compile(r"no\.?\s+")
"""What leads to a paper's number, and in an address to that of a house."""
_OTHER = re.compile(r"\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d$|\d{1,3}(?:[.,]?\d{3})*[.,]\d\d$|(?i:page|seite|pagina)\s")
"""A day, an amount or the page's own number, which is no number of a paper."""
_NUMBERS = frozenset({"invoice_number", "contract"})
_ON_AIR = frozenset({"flight", "flight_from", "flight_to"})
_OFF_AIR = re.compile(r"\b(?:hiatus|off[ -]air)\b")
"""What before or over days of broadcasting says that they are those of a pause."""


@dataclass(frozen=True, slots=True)
class Found:
    """A value by its label, at offsets in the row's text.

    Attributes:
        of_another: whether the label names another paper's number, or that of another vehicle than the one sold.
        of_other_thing: whether it names that of an order, a contract, a voucher, a payment: the number of some papers.
        of_cheque: whether it names a cheque, or what a restaurant calls its bill.
    """

    field: str
    score: float
    text: str
    row: Row
    start: int
    end: int
    where: str
    of_another: bool = False
    of_other_thing: bool = False
    of_cheque: bool = False


def by_labels(rows: Sequence[Row]) -> dict[str, tuple[Found, ...]]:
    """All values found by labels, per field, the surest first."""
    found: dict[str, list[Found]] = {}
    for i, row in enumerate(rows):
        for k, cell in enumerate(row.cells):
            for form, match in _labels_in(low(cell.text)):
                hit = _value(rows, i, k, match.end(), form)
                if hit is not None and (told := _told_of(rows, i, k, match, hit)) is not None:
                    found.setdefault(form.field, []).append(told)
    return {name: tuple(sorted(hits, key=lambda h: (h.of_other_thing, -h.score))) for name, hits in found.items()}


@lru_cache(maxsize=8192)  # the cells of a page are gone through whole, and again by parts
def _labels_in(text: str) -> tuple[tuple[FormLabel, re.Match[str]], ...]:
    if not ANY_FORM_LABEL.search(text):
        return ()
    return tuple((form, match) for form in FORM_LABELS if (match := form.label.search(text)))


def _told_of(rows: Sequence[Row], i: int, k: int, label: re.Match[str], hit: Found) -> Found | None:
    """A value with what the words at its label say of it; None where it is none of the paper's."""
    before, another = label.string[: label.start()], replace(hit, score=hit.score * ANOTHERS, of_another=True)
    if hit.field == "delivery_date":
        coming = _coming(rows, i, k, label, hit)
        return None if coming == "yes" else another if coming == "perhaps" else hit
    if hit.field in _ON_AIR and _off_air(rows, i, rows[i].starts[k] + label.start()):
        return None
    if hit.field == "invoice_number" and _of_none(rows, i, k, label, hit):
        return None
    if hit.field == "invoice_number" and OF_ANOTHER.search(before):
        return another
    if hit.field in _NUMBERS:
        cheque = CHEQUE.search(label.group().strip()) is not None
        return replace(hit, of_other_thing=_of_other_thing(before, label.group()), of_cheque=cheque)
    if hit.field in OF_A_THING and _of_another_thing(rows, i, rows[i].starts[k] + label.start(), hit):
        return another
    return hit


def _of_none(rows: Sequence[Row], i: int, k: int, label: re.Match[str], hit: Found) -> bool:
    """Whether a number is the reader's, a telephone's, or a house's behind a bare `No`: its street stands with it."""
    row, text = rows[i], label.string
    before = text[: label.start()] or low("".join(cell.text for cell in row.cells[max(0, k - 1) : k]))
    if OF_THE_READER.search(text[: label.start()]) or (_ANY_NO.match(label.group()) and OF_WHOM.search(before)):
        return True
    if not _BARE_NO.fullmatch(label.group()) or hit.row is not row:
        return False
    behind = row.text[hit.end :]
    under = next((rows[j].cells[m].text for j, m in cells_below(rows, i, k)), "")
    return behind.lstrip().startswith(",") or any(STREET.search(near) for near in (behind, under))


def _off_air(rows: Sequence[Row], i: int, start: int) -> bool:
    """Whether the words before a label in its row, or the row over it, speak of a pause in what was ordered."""
    over = rows[i - 1].text if i and rows[i - 1].page == rows[i].page else ""
    return _OFF_AIR.search(low(f"{over} {rows[i].text[:start]}")) is not None


def _coming(rows: Sequence[Row], i: int, k: int, label: re.Match[str], hit: Found) -> Coming:
    """Whether something is only to be handed over on a day: said at its label or behind the day, or alone beside."""
    text, at = label.string, hit.row.cell_at(hit.start)
    begins = hit.row.starts[at]
    own = hit.row is rows[i] and at == k
    between = text[label.end() : hit.start - begins] if own else text[label.end() :]
    coming = around(text[: label.start()], between, low(hit.row.cells[at].text)[hit.end - begins :], label.group())
    about = ANOTHER_THING.search(text[: label.start()]) or any(
        alone(low(c.text)) for c in _round_about(rows, i, k, hit)
    )
    printed = rows[i].cells[k].text
    return (
        "perhaps" if coming == "no" and (about or (not label.start() and goes_on(printed, label.group()))) else coming
    )


def _round_about(rows: Sequence[Row], i: int, k: int, hit: Found) -> Iterator[Cell]:
    """The cells at both sides of a label and its value, over the one and under the other."""
    row, at, here = hit.row, hit.row.cell_at(hit.start), hit.row.index - rows[0].index
    yield from rows[i].cells[max(0, k - 1) : k]
    yield from row.cells[at + 1 : at + 2]
    label, value = rows[i].cells[k].box, row.cells[at].box
    for near in (*rows[max(0, i - 1) : i], *rows[here + 1 : here + 2]):
        apart = max(label.top - near.box.bottom, near.box.top - value.bottom)
        if near.page == row.page and apart < _NEAR * row.height:
            yield from (c for c in near.cells if c.box.left < value.right and label.left < c.box.right)


def _of_another_thing(rows: Sequence[Row], i: int, start: int, hit: Found) -> bool:
    """Whether a label is under or behind words that speak of another vehicle than the one sold, or its value before."""
    row = rows[i]
    before = low(row.text[:start])
    whole = before if hit.row is row else low(row.text[: _cell_end(row, start)])
    if ANOTHER_THING.search(whole) or OTHER_WORD.search(before) or under_another_thing(rows, i, hit.field):
        return True
    row = hit.row
    behind = low(row.text[hit.end :])
    if ANY_FORM_LABEL.search(behind):  # which these words may belong to as well
        bracket = _BRACKET.match(behind)
        behind = bracket.group() if bracket else ""
    elif _SUM.search(behind):  # what was given for it stands in a column of its own
        behind = behind[: _cell_end(row, hit.end) - hit.end]
    return ANOTHER_THING.search(behind) is not None


def _cell_end(row: Row, at: int) -> int:
    """Where the cell of an offset ends, or the next one begins."""
    return next((start for start in row.starts if start > at), len(row.text))


def under_another_thing(rows: Sequence[Row], i: int, field: str) -> bool:
    """Whether the nearest heading over a row is that of another vehicle; a heading ends at the first such number."""
    for row in rows[max(0, i - _OVER) : i][::-1]:
        text = low(row.text)
        named = any(form.field == field and form.label.search(text) for form in FORM_LABELS)
        if row.page != rows[i].page or (named and any(map(str.isdigit, text))):
            return False
        if len(text.split()) > _HEADING or NO_HEADING.search(text):
            continue
        if ANOTHER_THING.search(text) or OTHER_WORD.match(text):
            return True
        if SOLD_THING.search(text):
            return False
    return False


def _of_other_thing(before: str, label: str) -> bool:
    """Whether a label is that of another number that papers of a sale carry, of an order, say, or a card's payment."""
    if OF_OTHER_THINGS.search(label.strip()):
        return True
    word = QUALIFIED.search(before)
    return word is not None and word[1] not in OF_THE_DEAL and DEAL.search(label) is not None


def _value(rows: Sequence[Row], i: int, k: int, end: int, form: FormLabel) -> Found | None:
    """The value of a label that ends at `end` in cell `k` of row `i`."""
    row = rows[i]
    own = _match(form, row.cells[k].text, end)
    if own:
        return _found(form, row, k, own, "own", 1.0)
    if row.cells[k].text[end:].strip(" :：#.*/") and form.label.search(low(row.cells[k].text)[: end + 1]) is None:
        return None
    rest = row.cells[k].text[end:].strip(" :：#.*/-()")
    if len(rest) > 12:
        return _under_own_words(form, rows, i, k, end) if form.below and not any(map(str.isdigit, rest)) else None
    beside = _beside(form, rows, i, k)
    if beside is not None:
        return beside
    if form.below or (_is_head(row) and form.label.fullmatch(low(row.cells[k].text))):
        for j, m in cells_below(rows, i, k):
            under = _match(form, rows[j].cells[m].text, 0)
            if under:
                return _found(form, rows[j], m, under, "below", 0.9)
    return None


def _under_own_words(form: FormLabel, rows: Sequence[Row], i: int, k: int, end: int) -> Found | None:
    """The value right under a label whose neighbours in a table's head stand so close that they read as one cell."""
    label = form.label.search(low(rows[i].cells[k].text)[:end])
    if label is None:
        return None
    offset = rows[i].starts[k]
    over, _ = rows[i].place(offset + label.start(), offset + len(rows[i].cells[k].text[:end].rstrip()))
    for j, m in cells_below(rows, i, k):
        for start in rows[j].cells[m].offsets:
            under = _match(form, rows[j].cells[m].text, start)
            if under is None:
                continue
            place, _ = rows[j].place(rows[j].starts[m] + under.start(), rows[j].starts[m] + under.end())
            if place.left < over.right and over.left < place.right:
                return _found(form, rows[j], m, under, "below", 0.9)
    return None


def _is_head(row: Row) -> bool:
    """Whether a row is the head of a table: several short words beside each other, and no number."""
    return len(row.cells) >= HEADS and not any(c.isdigit() for c in row.text) and ":" not in row.text


def _beside(form: FormLabel, rows: Sequence[Row], i: int, k: int) -> Found | None:
    """The value in the next cell to the right."""
    row = rows[i]
    if k + 1 < len(row.cells):
        beside = _match(form, row.cells[k + 1].text, 0)
        if beside and not _is_label(row.cells[k + 1].text) and not _a_house(beside, row.cells[k + 1].text):
            return _found(form, row, k + 1, beside, "beside", 1.0)
    for j, m in _half_a_line_off(rows, i, k):
        beside = _match(form, rows[j].cells[m].text, 0)
        if beside:
            return _found(form, rows[j], m, beside, "beside", 0.95)
    return None


def _half_a_line_off(rows: Sequence[Row], i: int, k: int) -> Iterator[tuple[int, int]]:
    """The cell to the right that stands a little higher or lower, where none stands at the label's own height."""
    here, right = rows[i].cells[k].box, min((c.box.left for c in rows[i].cells[k + 1 :]), default=1.0)
    near = [
        (cell.box.left, j, m)
        for j in (i - 1, i + 1)
        if 0 <= j < len(rows) and rows[j].page == rows[i].page
        for m, cell in enumerate(rows[j].cells)
        if here.right <= cell.box.left
        and cell.box.right <= right
        and min(here.bottom, cell.box.bottom) - max(here.top, cell.box.top) > 0.25 * (here.bottom - here.top)
    ]
    if near:
        yield min(near)[1:]


def cells_below(rows: Sequence[Row], i: int, k: int, reach: float = 2.6) -> Iterator[tuple[int, int]]:
    """Cells under cell `k` of row `i`, in its column, not farther than `reach` text heights."""
    here = rows[i].cells[k]
    for j in range(i + 1, min(len(rows), i + 11)):
        if rows[j].page != rows[i].page:
            return
        if rows[j].box.top - here.box.bottom > reach * here.height:
            return
        for m, cell in enumerate(rows[j].cells):
            if cell.box.top - here.box.bottom > reach * here.height or cell.middle <= here.middle:
                continue
            if cell.box.left < here.box.right and here.box.left < cell.box.right:
                yield j, m


def _match(form: FormLabel, text: str, start: int) -> re.Match[str] | None:
    lead = _LEAD.match(text, start)
    at = lead.end() if lead else start
    dash = _DASH.match(text, at) if form.below and form.field in _NUMBERS else None
    found = form.value.match(text, dash.end() if dash else at)
    return None if found and form.field in _NUMBERS and _OTHER.match(found.group()) else found


def _is_label(text: str) -> bool:
    return text.rstrip().endswith(":")


def _a_house(value: re.Match[str], text: str) -> bool:
    """Whether what looks like a number is that of a house, with its street behind it: a party's block beside."""
    return len(value.group()) < _LONG_HOUSE and any(map(str.isalpha, text[value.end() :])) and like_street(text)


def _found(form: FormLabel, row: Row, k: int, match: re.Match[str], where: str, weight: float) -> Found:
    offset = row.starts[k]
    return Found(
        form.field,
        form.score * weight,
        _GLUED_WORD.sub("", match.group().strip()),
        row,
        offset + match.start(),
        offset + match.end(),
        where,
    )


def label_field(found: Found, *, name: str = "", value: str | None = None, repeats: int = 1) -> Field:
    """A field for a value found by its label."""
    box, sure = found.row.place(found.start, found.end)
    return Field(
        name=name or found.field,
        value=value if value is not None else found.text,
        raw=found.text,
        confidence=round(sure * (0.75 + 0.22 * found.score), 4),
        page=found.row.page,
        box=box,
        reader=found.row.reader,
        supports=(
            NAMED_OTHERWISE if found.of_another or found.of_other_thing else "label",
            *((f"repeat:{repeats}",) if repeats > 1 else ()),
        ),
    )
