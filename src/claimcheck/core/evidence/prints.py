"""Where a claimed name or identifier is printed on a document's pages, in any of the ways that it may be printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimcheck.core.extract.page.cells import Cell, union
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.values import compare
from claimcheck.model.documents import Box, Field

SELLER_ZONE = 0.45
"""The seller's name stands in this upper part of the first page of a document."""
_PAGES = 2
"""Names of the parties stand on a document's first pages."""
_REACH = 3
"""A label may stand so many rows above the name that it speaks of."""
_LONGEST = 3
"""A name is printed on so many rows at the most."""

_BUYER_LABEL = re.compile(
    r"^\W*(bill(ed)?\s*to|invoiced?\s*to|sold\s*to|ship(ped)?\s*to|deliver(y|ed)?\s*to|issued\s*to|prepared\s*for|received\s*from|paid\s*to"
    r"|for|c\s*/\s*o|company|cashier|served\s*by|pelanggan|pembeli|customer(\s*name)?|client|buyer"
    r"|consignee|financ(?:e company|ed by)"
    r"|attn|attention|member(\s*name)?|cash\s*sales?(\s*to)?|a\s*/\s*c|acc(oun)?t?\b(\s*no)?|m\s*/\s*s|messrs|to|kepada|an|kunde|rechnung\s*an|destinataire|cliente|purchaser|payer|recipient"
    r"|k[aä]ufer|(?:rechnungs)?empf[aä]nger|factur[eé]e?\s*[aà]|acheteur|spett(\.?\s?le)?|acquirente|intestatario|destinatario"
    r"|facturar\s*a|comprador|your\s*details|(billing|invoice|delivery|shipping)\s*address|收货人|付款方|购买方|买方|购方|客户)"
    r"(\s*[:.：]+|\s+|$)",
    re.IGNORECASE,
)
_REGISTRATION = re.compile(
    r"[\[(]?(?<!\s)\s*+(?:\b(?:co|company|business|reg|registration|roc|rob|ssm|gst|sst|tax|vat|brn|no|id|pendaftaran)\b[\s.:#]*)*"
    r"\b[A-Z]{0,2}\d{5,12}(?:\s?[-–]\s?[A-Z0-9]{1,2}|\s?[A-Z0-9])?\b\s*[\])]?",
    re.IGNORECASE,
)
_TITLE = re.compile(r"\b(?:(?:simplified|official)\s+)?(?:tax\s+invoice|cash\s+bill|receipt|invoice)\b", re.IGNORECASE)
_EDGES = re.compile(
    r"^(?:[\W_]|\d{4,}+)++(?<=\s)(?=[^\W\d_])|(?<=\b[B83]HD)\W.*$|(?<=\bS/B)\W.*$|(?<=\bLTD)\W.*$|(?<=\bGMBH)\W.*$",
    re.IGNORECASE,
)
"""What stands before the first word without letters, and all behind a legal form: no part of a name. A short number
may begin one."""


@dataclass(frozen=True, slots=True)
class Print:
    """One place where a value is printed.

    Attributes:
        score: how alike the print and the value are, by `compare`.
        text: as printed.
        buyer: whether a label beside or above it names a buyer.
        heading: whether it stands where a seller's name does: the upper part of the first page.
    """

    score: float
    text: str
    page: int
    box: Box
    confidence: float
    buyer: bool
    heading: bool
    explanation: str


def names_printed(value: str, rows: Sequence[Row]) -> tuple[Print, ...]:
    """The places where a company's name is printed as a name of its own, best first.

    A name counts only as a whole: a cell, or up to three below each other, with nothing else on them than a
    registration number, a label or the document's title. "A (East)" does not print "A".
    """
    parts, _ = compare.split_name(value)
    if not parts:
        return ()
    letters = compare.fold_confused("".join(parts))
    first = [row for row in rows if row.page < rows[0].page + _PAGES]
    found = []
    for group, label in _groups(first, len(letters)):
        folded = "".join(compare.fold_confused(cell.text) for _, cell in group)
        if len(folded) < 0.8 * len(letters) or not _akin(letters, folded):
            continue
        text = " ".join(cell.text for _, cell in group)
        best = max((compare.names(value, form) for form in bare_names(text)), key=lambda c: c.score)
        if best.score >= compare.SAME:
            found.append(_print(best, text, group, label, rows))
    return tuple(sorted(found, key=lambda p: (-p.heading, -p.score, len(p.text), p.box.top)))


def _print(
    best: compare.Comparison, text: str, group: Sequence[tuple[Row, Cell]], label: str, rows: Sequence[Row]
) -> Print:
    first = group[0][0]
    box = union(cell.box for _, cell in group)
    buyer = bool(_BUYER_LABEL.match(label) or _BUYER_LABEL.match(group[0][1].text))
    heading = first.page == rows[0].page and box.top <= SELLER_ZONE
    sure = min(cell.confidence for _, cell in group)
    return Print(best.score, text, first.page, box, sure, buyer, heading, best.explanation)


def _akin(letters: str, folded: str) -> bool:
    """A cheap test before the real one: most letter pairs of the name are in the text."""
    pairs = {letters[i : i + 2] for i in range(len(letters) - 1)} or {letters}
    return sum(pair in folded for pair in pairs) >= 0.6 * len(pairs)


def _groups(rows: Sequence[Row], size: int) -> Iterator[tuple[list[tuple[Row, Cell]], str]]:
    """Cells that may hold a name alone or with those below them, and the label beside or above each."""
    for i, row in enumerate(rows):
        for j, cell in enumerate(row.cells):
            label = row.cells[j - 1].text if j else _above(rows, i, cell)
            group = [(row, cell)]
            yield list(group), label
            for below in rows[i + 1 : i + _LONGEST]:
                under = next((c for c in below.cells if _overlap(c, group[-1][1])), None)
                if below.page != row.page or under is None or len(group[-1][1].text) > 2 * size + 30:
                    break
                group.append((below, under))
                yield list(group), label
        if len(row.cells) > 1:
            yield [(row, cell) for cell in row.cells], ""


def _above(rows: Sequence[Row], index: int, cell: Cell) -> str:
    """The label over a cell: the buyer's, where one stands up to three rows above, else what is right above."""
    nearest = ""
    for row in reversed(rows[max(0, index - _REACH) : index]):
        if row.page != rows[index].page:
            break
        text = next((other.text for other in row.cells if _overlap(other, cell) and len(other.text) <= 24), "")
        if _BUYER_LABEL.match(text):
            return text
        nearest = nearest or text
    return nearest


def _overlap(one: Cell, other: Cell) -> bool:
    return one.box.left < other.box.right and other.box.left < one.box.right


def bare_names(text: str) -> tuple[str, ...]:
    """What a print says as a name: with and without its registration number, title and label."""
    without = _REGISTRATION.sub(" ", text)
    untitled = _TITLE.sub(" ", without)
    unlabelled = _BUYER_LABEL.sub(" ", without)
    forms = (text, without, untitled, unlabelled, *(_EDGES.sub("", t) for t in (text, without)))
    return tuple(dict.fromkeys(form.strip() for form in forms if form.strip()))


def printed_on(field: Field, rows: Sequence[Row]) -> str:
    """A name with what stands behind it in its own cell: a customer's number in brackets, say. "" where it has none."""
    name, box = field.value or "", field.box
    if not name or box is None:
        return ""
    middle = (box.top + box.bottom) / 2
    for row in rows:
        if row.page == field.page and row.box.top <= middle <= row.box.bottom:
            for cell in row.cells:
                at = cell.text.find(name)
                if at >= 0 and cell.box.left < box.right and box.left < cell.box.right:
                    return cell.text[at:]
    return ""


def identifiers_printed(value: str, rows: Sequence[Row]) -> tuple[Print, ...]:
    """The places where a number or identifier is printed as a whole, exactly: blanks and hyphens do not count."""
    wanted = compare.fold_number(value)
    if len(wanted) < 4:
        return ()
    found = []
    for row in rows:
        for cell in row.cells:
            pieces = re.split(r"[\s:：;,#]+", cell.text)
            if (
                any(compare.fold_number(piece) == wanted for piece in pieces)
                or compare.fold_number(cell.text) == wanted
            ):
                best = compare.Comparison(1.0, "printed as claimed")
                found.append(_print(best, cell.text, [(row, cell)], "", rows))
    return tuple(found)
