"""Numbers of the document and of its parties: invoice number, tax ids, vehicle numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from claimcheck.core.extract.calibration import DOUBTED
from claimcheck.core.extract.days.dates import PrintedDate, dates_in, resolved
from claimcheck.core.extract.days.order import page_order
from claimcheck.core.extract.labels import Found, by_labels, label_field, under_another_thing
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import fold, low
from claimcheck.core.extract.parties.broadcast import of_broadcast
from claimcheck.core.extract.parties.letterheads import Party
from claimcheck.core.extract.parties.tax_numbers import LOCAL_TAX_ID, VAT_ID
from claimcheck.core.extract.wordings.fields import ANOTHER_THING, FORM_LABELS
from claimcheck.core.extract.wordings.parties import BUYER_LABELS, DELIVERY_LABELS, SELLER_LABELS
from claimcheck.core.values.checkdigits import VIN, checked
from claimcheck.model.documents import PROOF_OF_SALE, Box, Field, Kind

_FLIGHT = ("flight_from", "flight_to")
_LABELLED = tuple(
    dict.fromkeys(form.field for form in FORM_LABELS if form.field not in ("flight", "contract", *_FLIGHT))
)
_DATES = tuple(name for name in _LABELLED if name.endswith("_date"))
_PLAIN = tuple(name for name in _LABELLED if name not in _DATES)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})[a-z]{{0,6}}\.?,?\s?$")
_BLANKS = re.compile(r"(?<=[\dA-Z])[ -](?=\d)")
_REPAIRED = 0.6
"""How much is left of a number of which a sign was set right."""
_NUMBERED = (0.95, 0.85)
"""The least score of what an invoice calls its number in so many words: beside that label, and under it."""
_OF_ONE_THING = frozenset({"vin"})
"""Where a paper names two, it is of two vehicles, and proves neither alone."""
_WHOLE_VIN = re.compile(
    r"(?<![A-Za-z0-9])(?=[A-Za-z]{0,16}\d)(?=\d{0,16}[A-Za-z])[A-HJ-NPR-Za-hj-npr-z0-9]{17}(?![A-Za-z0-9])"
)
_APART = 8
"""Rows at the most between two vehicles of a column, of which each may have its particulars under it."""
_CLIENT = re.compile(
    r"client|kunde|customer|buyer|kaufer|empfanger|acquirente|cliente|destinat|\b(?:your|ihre?|votre|vostr[ao]|uw)\b|"
    r"(?:^|\W)v/"
)
"""Words before a tax number that make it the reader's."""
_OURS = re.compile(r"^\W{0,9}our (?:vat|tax|gst)(?:\W{1,3}(?:reg|registration|id|no|number)\b){0,3}\W{0,9}$")
"""And what before a further one of a row makes it the writer's."""
_TAX_NUMBER = re.compile(r"\b(?:iva|vat|ust|tva|nif|cif|btw|gst|contrib\w*|tax)\b")


def number_fields(rows: Sequence[Row], kind: Kind, locale: str = "") -> dict[str, Field]:
    """Numbers and vehicle data that labels name, their days, and the period of an order.

    Args:
        rows: of one document.
        kind: what it is.
        locale: settles the order of day and month where the page itself leaves it open.
    """
    found = by_labels(rows)
    if kind not in PROOF_OF_SALE:  # an order goes by the number of the order
        found = {name: tuple(replace(hit, of_other_thing=False) for hit in hits) for name, hits in found.items()}
        if kind == "credit_note":  # and that by the credit's, whose label is another paper's on an invoice
            found = {name: tuple(sorted(hits, key=lambda hit: -hit.score)) for name, hits in found.items()}
    elif kind != "receipt":  # what a restaurant calls its bill is a cheque elsewhere
        found = {
            name: tuple(replace(hit, of_other_thing=hit.of_other_thing or hit.of_cheque) for hit in hits)
            for name, hits in found.items()
        }
    found = _with_contract(found, kind, aired=of_broadcast(rows, kind))
    if "vin" in found:
        found["vin"] = _with_column(found["vin"], rows)
    fields = {name: _first(found[name]) for name in _PLAIN if name in found}
    if (
        kind == "receipt"
        and "invoice_number" in fields
        and not any(c.isdigit() for c in fields["invoice_number"].value or "")
    ):
        del fields["invoice_number"]
    order = cache(lambda: page_order(dates_in(rows), rows, locale))
    for name in _DATES:
        if name in found:
            day = _day(found[name][0], order())
            if day:
                fields[name] = label_field(found[name][0], value=day)
    fields.update(_period(found.get("flight", ()), order) or _ends(found, rows, order, ordered=kind == "order"))
    return fields


def _with_contract(found: Mapping[str, tuple[Found, ...]], kind: Kind, *, aired: bool) -> dict[str, tuple[Found, ...]]:
    """The numbers with a contract's among the document's own.

    Papers of broadcast time go by the number of their contract: it comes first there, but on a bill that says of
    another that it is the number of the invoice.
    """
    contract, invoice = found.get("contract", ()), found.get("invoice_number", ())
    if not contract:
        return dict(found)
    billed = kind == "invoice" and any(hit.score >= _NUMBERED[hit.where == "below"] for hit in invoice)
    first = aired and not billed
    merged = (*contract, *invoice) if first else tuple(sorted((*invoice, *contract), key=lambda hit: -hit.score))
    return {**found, "invoice_number": merged}


def _with_column(hits: Sequence[Found], rows: Sequence[Row]) -> tuple[Found, ...]:
    """The vehicles that a label names, with those under the one right below it: it may head a table's column."""
    seen = {(hit.row.index, hit.start) for hit in hits}
    more: list[Found] = []
    for hit in hits:
        if hit.where == "below" and not hit.of_another:
            for row, match in _down(rows, hit):
                at = (row.index, match.start())
                if at in seen:
                    break  # the rest of the column was seen under another label
                seen.add(at)
                more.append(replace(hit, row=row, start=match.start(), end=match.end(), text=match.group()))
    return (*hits, *more)


def _down(rows: Sequence[Row], hit: Found) -> Iterator[tuple[Row, re.Match[str]]]:
    """The vehicles of a column, to the first words in it without a figure: another label, or a heading."""
    head, _ = hit.row.place(hit.start, hit.end)
    first = hit.row.index - rows[0].index + 1
    empty = 0
    for i, row in enumerate(rows[first:], first):
        if row.page != hit.row.page or empty > _APART:
            return
        empty += 1
        own = [match for match in _WHOLE_VIN.finditer(row.text) if _within(head, row.place(*match.span())[0])]
        if not own and _worded(row, head):
            return
        for match in own:
            empty = 0
            if not ANOTHER_THING.search(low(row.text)) and not under_another_thing(rows, i, "vin"):
                yield row, match


def _within(head: Box, box: Box) -> bool:
    """Whether something stands in the column under this head."""
    return box.left < head.right and head.left < box.right


def _worded(row: Row, head: Box) -> bool:
    """Whether a row has words in a column, and no figure."""
    words = [word.text for cell in row.cells for word in cell.words if _within(head, word.box)]
    return bool(words) and not any(c.isdigit() for word in words for c in word)


def _first(hits: Sequence[Found]) -> Field:
    best = hits[0]
    repeats = len({hit.row.index for hit in hits if fold(hit.text) == fold(best.text)})
    field = label_field(best, repeats=repeats)
    if best.field not in _OF_ONE_THING:
        return field
    field = _possible(field)
    others = {fold(hit.text).upper() for hit in hits if hit.score >= best.score and len(fold(hit.text)) == VIN}
    return replace(field, rivals=tuple(sorted(others - {fold(best.text).upper()})))


def _possible(vin: Field) -> Field:
    """A VIN without letters that none holds where its check digit tells the figures; else as printed, and doubted."""
    check = checked("vin", vin.value or "", 1.0)
    if check.repaired:
        return replace(vin, value=check.value, confidence=round(_REPAIRED * vin.confidence, 4), repaired=True)
    return vin if check.possible else replace(vin, confidence=min(vin.confidence, DOUBTED))


def _day(found: Found, order: str) -> str:
    """The labelled day; nothing where its print may mean two."""
    inside = [p for p in _printed(found, order) if p.certain]
    return inside[0].certain.isoformat() if inside and inside[0].certain else ""


def _printed(found: Found, order: str) -> list[PrintedDate]:
    """The dates within a labelled value, in the page's order of day and month; none on another weekday than printed."""
    inside = [p for p in resolved(dates_in((found.row,)), order) if found.start <= p.start < found.end]
    return [p for p in inside if not _on_another_weekday(p)]


def _on_another_weekday(p: PrintedDate) -> bool:
    named = _WEEKDAY.search(low(p.row.text[: p.start]))
    return named is not None and p.certain is not None and _WEEKDAYS.index(named[1]) != p.certain.weekday()


def _period(hits: Sequence[Found], order: Callable[[], str]) -> dict[str, Field]:
    """The two ends of a labelled range of days."""
    if not hits:
        return {}
    best = hits[0]
    ranges = [_range(hit, order()) for hit in hits if hit.score == best.score]
    if not ranges[0]:
        return {}
    every = zip(*filter(None, ranges), strict=True)
    return {name: _end(replace(best, field=name), days) for name, days in zip(_FLIGHT, every, strict=True)}


def _range(hit: Found, order: str) -> tuple[str, ...]:
    """The two days of a labelled value; none where its print may mean others, or they run backwards."""
    inside = tuple(p.certain.isoformat() for p in _printed(hit, order) if p.certain)
    return inside if len(inside) == len(_FLIGHT) and inside[0] <= inside[1] else ()


def _end(hit: Found, days: Sequence[str]) -> Field:
    """The first of an order's days as its end, which each other may be that a label as sure names."""
    return replace(label_field(hit, value=days[0]), rivals=tuple(sorted(set(days) - {days[0], ""})))


def _ends(
    found: Mapping[str, tuple[Found, ...]], rows: Sequence[Row], order: Callable[[], str], *, ordered: bool
) -> dict[str, Field]:
    """The two ends of an order's time where each has a label of its own, on one row or right below each other."""
    first, last = (found.get(name, ()) for name in _FLIGHT)
    if ordered and first and last and first[0].where == last[0].where == "below":
        return _of_columns(first[0], last[0], rows, order())
    if not ordered or not first or not last or not 0 <= last[0].row.index - first[0].row.index <= 1:
        return {}
    days = [[_day(hit, order()) for hit in hits if hit.score == hits[0].score] for hits in (first, last)]
    if not days[0][0] or not days[1][0] or days[0][0] > days[1][0]:
        return {}
    return {_FLIGHT[k]: _end(hits[0], days[k]) for k, hits in enumerate((first, last))}


def _of_columns(first: Found, last: Found, rows: Sequence[Row], order: str) -> dict[str, Field]:
    """The two ends of an order's time where they head two columns: the first day and the last of all its lines."""
    printed = resolved(dates_in(rows), order)
    starts, ends = (_column(hit, printed) for hit in (first, last))
    lines = sorted(line for line in starts.keys() & ends.keys() if starts[line].start < ends[line].start)
    days = [(starts[line].certain, ends[line].certain) for line in lines]
    if not days or any(start is None or end is None or start > end for start, end in days):
        return {}
    if any(_on_another_weekday(of[line]) for of in (starts, ends) for line in lines):
        return {}
    one = min(lines, key=lambda line: starts[line].certain or date.max)
    other = max(lines, key=lambda line: ends[line].certain or date.min)
    return {
        name: label_field(_moved(hit, at), name=name, value=at.certain.isoformat() if at.certain else "")
        for name, hit, at in zip(_FLIGHT, (first, last), (starts[one], ends[other]), strict=True)
    }


def _column(hit: Found, printed: Sequence[PrintedDate]) -> dict[int, PrintedDate]:
    """The dates under a head, by the index of their row."""
    head, _ = hit.row.place(hit.start, hit.end)
    under = {}
    for one in printed:
        box, _ = one.row.place(one.start, one.end)
        if one.row.index >= hit.row.index and box.left < head.right and head.left < box.right:
            under[one.row.index] = one
    return under


def _moved(hit: Found, at: PrintedDate) -> Found:
    return replace(hit, row=at.row, start=at.start, end=at.end, text=at.row.text[at.start : at.end])


def tax_ids(rows: Sequence[Row], seller: Party | None, buyer: Party | None) -> dict[str, Field]:
    """seller_id and buyer_id: each tax number goes to the party in whose block or under whose label it stands."""
    fields: dict[str, Field] = {}
    for i, row in enumerate(rows):
        for match in VAT_ID.finditer(row.text):
            if "iban" in low(row.text[max(0, match.start() - 8) : match.start()]):
                continue
            name = _owner(rows, i, match.start(), seller, buyer) or "seller_id"
            fields.setdefault(
                name, _id_field(name, row, match.start(), match.end(), re.sub(r"[\s.]", "", match.group()))
            )
    for i, row in enumerate(rows):
        since = 0
        for local in LOCAL_TAX_ID.finditer(low(row.text)):
            start, end = local.span("id")
            name = _owner(rows, i, start, seller, buyer, since) or ("" if since else "seller_id")
            value = _BLANKS.sub("", row.text[start:end].upper())
            if name:  # whose a further one is that nothing tells stays open
                fields.setdefault(name, _id_field(name, row, start, end, value))
            since = end
    return fields


def _owner(rows: Sequence[Row], i: int, start: int, seller: Party | None, buyer: Party | None, since: int = 0) -> str:
    """Whose number stands there: by the words before it, the last party's label over it in its column, or nearness.

    Nobody's where none of them tells. Words before `since` are another number's.
    """
    row = rows[i]
    cell = row.cells[row.cell_at(start)]
    said = _said_beside(row, start, seller, since) or _said_over(rows, i, cell.box)
    said = said or _labelled_over(rows, i, cell.box, alone=not since)
    if said:
        return said
    if buyer is not None and seller is not None and buyer.row.page == row.page:
        near = 0 < cell.box.top - buyer.bottom < 0.12 and abs(cell.box.left - buyer.left) < 0.06
        if near and not (0 < cell.box.top - seller.bottom < 0.15 and abs(cell.box.left - seller.left) < 0.06):
            return "buyer_id"
    return ""


def _labelled_over(rows: Sequence[Row], i: int, box: Box, *, alone: bool) -> str:
    """Whose a tax number is by the last party's label over it in its column.

    Where it does not stand `alone` in its row, and whoever gets the goods stands there, it is nobody's.
    """
    for above in reversed(rows[max(0, i - 14) : i]):
        if above.page != rows[i].page:
            break
        for other in above.cells:
            if abs(other.box.left - box.left) < 0.06 or (other.box.left < box.right and box.left < other.box.right):
                text = low(other.text)
                if BUYER_LABELS.match(text) or "identifiants" in text:
                    return "buyer_id"
                if SELLER_LABELS.match(text):
                    return "seller_id"
                if not alone and DELIVERY_LABELS.match(text):
                    return ""
    return ""


def _said_beside(row: Row, start: int, seller: Party | None, since: int) -> str:
    """Whose a tax number is by the words before it, or because the seller's name stands with it.

    Beside it in another column the seller's name says nothing: there two parties' blocks stand side by side.
    """
    before = low(row.text[max(since, start - 30) : start])
    if _CLIENT.search(before):
        return "buyer_id"
    if since and _OURS.search(before):
        return "seller_id"
    name = fold(seller.name) if seller is not None else ""
    return "seller_id" if name and name in fold(row.cells[row.cell_at(start)].text) else ""


def _said_over(rows: Sequence[Row], i: int, box: Box) -> str:
    """Whose a tax number is by a label right over it that names both the number and the one who buys."""
    over = [c for row in rows[max(0, i - 1) : i] if row.page == rows[i].page for c in row.cells]
    labels = [low(c.text) for c in over if c.box.left < box.right and box.left < c.box.right]
    return "buyer_id" if any(_CLIENT.search(text) and _TAX_NUMBER.search(text) for text in labels) else ""


def _id_field(name: str, row: Row, start: int, end: int, value: str) -> Field:
    box, sure = row.place(start, end)
    # Its check digit verifies it; none is mended here, for sellers print numbers that do not hold.
    supports = ("format", *(("check_digit",) if checked(name, value).holds else ()))
    return Field(name, value, row.text[start:end], round(0.9 * sure, 4), row.page, box, row.reader, supports)
