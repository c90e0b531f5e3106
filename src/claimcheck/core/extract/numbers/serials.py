"""Serial numbers of the devices on a paper: in a column of a table of items, or beside a label among the items.

A till, a printer, a certificate and the paper itself have serial numbers, too. So only what stands between the head of
the items and their totals is a device's, and nothing there that names a machine of the shop.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from stdnum import luhn

from claimcheck.core.extract.calibration import DOUBTED
from claimcheck.core.extract.labels import NAMED_OTHERWISE, cells_below, under_another_thing
from claimcheck.core.extract.money.line_items import HEADS
from claimcheck.core.extract.money.roles import role_of
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import label_key, low
from claimcheck.core.extract.wordings.fields import ANOTHER_THING, OF_ANOTHER
from claimcheck.core.values import compare
from claimcheck.model.documents import Field, Kind

SURE, ANOTHERS = 0.95, 0.5
"""How surely what a label among the items names is a device's serial; what is left of it where it is another's."""
NAME: Final = "serial_number"
_LABEL: Final = re.compile(
    r"(?<![a-z0-9\u4e00-\u9fff/])(?:(?P<imei>imei ?[12]?)|(?:meid|serial(?:[ -]?(?:numbers?|nummer|nos?|nr|num))?|"
    r"ser\.? ?(?:nos?|nr|num)|s ?/ ?n(?:o|r)?|sn|"
    r"(?:numero|num\.?|nr\.?|n[o°]?\.?) ?(?:de |di )?serie|numero seriale|serien?[ -]?(?:nummer|nr|no)|serienummer|"
    r"matricola|(?:产品|商品|整机|手机)?序列号码?|机身(?:号码?|编号|串号|序列号)|(?:手机)?串号|机号))"
    r"(?![a-z\u4e00-\u9fff])[ .:#]{0,6}(?:no\b[ .:#]{0,4})?"
)
_OF_A_MACHINE: Final = re.compile(
    r"\b(?:machine|pos|pdv|terminal\w*|fiscal\w*|ecr|edc|mrc|efd|min|tse|csd|sat|register|registratore|tills?|printer|"
    r"kassen?\w*|caisse|caja|cassa|cert\w*|zertifi\w*|sello|firma|signatur\w*|permit|accr\w*|invoice|bill|receipt|"
    r"ticket|document\w*|docket|form|voucher|token|coupon|cheque|check|card|tid|mid|licen[cs]e|software|meter|sim|"
    r"dipendente|fattura|factura|facture|rechnung\w*)\b|税控|收银|终端|票据|发票|证书|打印机|发动机|电机"
)
"""Words of what else than goods has a serial number."""
_UNDONE: Final = re.compile(
    r"\b(?:return\w*|refund\w*|void\w*|cancel\w*|exchang\w*|replac\w*|defect\w*|faulty|repair\w*|loan\w*|demo|old|"
    r"retour\w*|storn\w*|reso|devol\w*|ersatz\w*|umtausch\w*|annul\w*|servic\w*|maintenance|calibrat\w*|inspection|"
    r"rent(?:al|ed)?|hired?|leas(?:e|ed|ing)|extended warranty|warranty (?:ext\w*|plan|for)|reparatur\w*|wartung|"
    r"miete?|reparation|entretien|location|riparazione|noleggio|reparacion|alquiler)\b|退|换|旧|维修|保养|租"
)
"""Words by which a device that a row names is not, or no longer, the one that was sold: one mended or hired, say."""
_TOKEN: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9]|-(?=[A-Za-z0-9])){4,28}(?![\w-]|[./]\w|,\d)")
_IMEI: Final = re.compile(r"\d(?:[ -]?\d){14}(?![\w-]|[./]\w)")
_NEXT: Final = re.compile(r" ?[,;&+] ?")
_MORE: Final = re.compile(r" (?=[^\W\d]{0,9}\d)\w{3,12}(?!\w|[.,]\d)")
"""A group of signs behind a blank: a serial that is printed in groups is not told from what stands behind it."""
_DAY: Final = re.compile(r"\d{1,4}-\d{1,2}-\d{1,4}")
_PRICE: Final = re.compile(r"\d[.,]\d\d(?!\d)")
_BELOW_ZERO: Final = re.compile(
    r"-\s?[^\w\s]{0,3}\d[\d.,]{0,12}[.,]\d\d(?!\d)|\d[.,]\d\d-|\(\s?\d[\d.,]{0,12}[.,]\d\d\)"
)
_ENDS: Final = frozenset({"total", "subtotal", "net", "tax", "payable", "tendered", "rounding"})
_PAPERS: Final[frozenset[Kind]] = frozenset(
    {"receipt", "invoice", "vat_invoice", "credit_note", "order", "contract", "delivery_confirmation", "other"}
)
FEWEST_DIGITS, SHORTEST = 2, 4
"""Digits of a serial; its signs without leading zeros: what is shorter counts rows."""
OVER, BEFORE, COUNTED = 6, 2, 4
"""Rows over a serial in which its item's price stands; rows over the first price that belong to its item, where that
row holds no more letters than so many: `1 x 599.00`."""


@dataclass(frozen=True, slots=True)
class _Print:
    """A serial where it is printed: offsets in a row's text, and whether something speaks against it."""

    value: str
    row: Row
    start: int
    end: int
    doubted: bool = False
    holds: bool = False


def serials(rows: Sequence[Row], kind: Kind) -> tuple[Field, ...]:
    """Each device's serial number that a paper states among its items, those of other devices than the sold ones last.

    Args:
        rows: of one document.
        kind: what it is.
    """
    if kind not in _PAPERS or not any(_LABEL.search(low(row.text)) for row in rows):
        return ()
    first, last = _items(rows)
    found: dict[str, Field] = {}
    for i in range(first, last):
        for match in _LABEL.finditer(low(rows[i].text)):
            if _of_a_machine(rows[max(first, i - 1) : i + 1]):
                continue
            for read in _values(rows, i, match, last):
                found.setdefault(compare.fold_number(read.value), _field(rows, read))
    return tuple(sorted(found.values(), key=lambda field: NAMED_OTHERWISE in field.supports))


def serial_field(rows: Sequence[Row], kind: Kind) -> dict[str, Field]:
    """The first of a paper's serials, the others beside it: alone it is the one that a claim need not state."""
    found = serials(rows, kind)
    others = tuple(field.value or "" for field in found[1:])
    return {NAME: replace(found[0], rivals=others)} if found else {}


def claimed(field: Field, rows: Sequence[Row], kind: Kind, value: str) -> Field:
    """That of a paper's serials which a claim states: a device a row, none speaks against another.

    Args:
        field: what was found on the paper, one of several.
        rows: of the paper.
        kind: of the paper.
        value: what is claimed.
    """
    if not field.rivals:
        return field
    found = serials(rows, kind)
    if field.value is not None and compare.fold_number(field.value) not in {_folded(one) for one in found}:
        return field  # a person's, or a file's own data
    return next((one for one in found if _folded(one) == compare.fold_number(value)), field)


def _folded(field: Field) -> str:
    return compare.fold_number(field.value or "")


def _items(rows: Sequence[Row]) -> tuple[int, int]:
    """From which row on to which a paper lists what was bought; nothing where neither heads nor prices tell."""
    head = next((i for i, row in enumerate(rows) if _is_head(row)), None)
    priced = next((i for i, row in enumerate(rows) if _PRICE.search(row.text) and not _ended(row)), None)
    if head is None and priced is None:
        return 0, 0
    first = head if head is not None else _begun(rows, priced or 0)
    return first, next((i for i in range(first + 1, len(rows)) if _ended(rows[i])), len(rows))


def _begun(rows: Sequence[Row], priced: int) -> int:
    """Where the first item begins: at its price, or over a row of it that holds but how many there are, and at what."""
    counted = sum(map(str.isalpha, rows[priced].text)) <= COUNTED
    return max(0, priced - BEFORE) if counted else priced


def _is_head(row: Row) -> bool:
    """Whether a row heads a table of items: it names what was bought and another column, and holds no number."""
    if any(sign.isdigit() for sign in row.text):
        return False
    keys = [label_key(cell.text) for cell in row.cells]
    names = {name for key in keys for name, pattern in HEADS if key and pattern.search(key)} - {"position"}
    return "description" in names and (len(names) > 1 or len(row.cells) > 1)


def _ended(row: Row) -> bool:
    """Whether a row is one of the totals."""
    price = _PRICE.search(row.text)
    before = row.text[: price.start()].rstrip("0123456789., ") if price else ""
    return price is not None and role_of(before)[0] in _ENDS


def _of_a_machine(rows: Sequence[Row]) -> bool:
    """Whether the last of these rows, or one without a price right over it, names what else has such a number."""
    over = [row for row in rows[:-1] if not _PRICE.search(row.text) and not _is_head(row)]
    return any(_OF_A_MACHINE.search(low(row.text)) for row in (*over, rows[-1]))


def _values(rows: Sequence[Row], i: int, match: re.Match[str], last: int) -> Iterator[_Print]:
    """What a label names: behind it, one after another; all of its column, where it heads one; else right under it."""
    row, imei = rows[i], match["imei"] is not None
    own = tuple(_run(row, match.end(), imei=imei))
    if own:
        yield from own
    elif _is_head(row):
        k = row.cell_at(match.start())
        for j, m in cells_below(rows[: min(last, i + 11)], i, k, reach=100.0):
            yield from _run(rows[j], rows[j].starts[m], imei=imei)
    elif match.end() >= len(row.text.rstrip()) and len(row.cells) == 1 and i + 1 < last:
        yield from _run(rows[i + 1], 0, imei=imei)


def _run(row: Row, at: int, *, imei: bool) -> Iterator[_Print]:
    """Serials from an offset on, with commas between."""
    while at < len(row.text):
        start = len(row.text) - len(row.text[at:].lstrip())
        read = _read(row, start, imei=imei)
        if read is None:
            return
        yield read
        following = _NEXT.match(row.text, read.end)
        if following is None:
            return
        at = following.end()


def _read(row: Row, start: int, *, imei: bool) -> _Print | None:
    """The serial that begins at an offset; None where none does: a count of rows, a day, a word, part of a number."""
    match = (_IMEI if imei else _TOKEN).match(row.text, start)
    if match is None or _DAY.fullmatch(match.group()):
        return None
    value = compare.fold_number(match.group()) if imei else match.group()
    if sum(map(str.isdigit, value)) < FEWEST_DIGITS or len(value.lstrip("0")) < SHORTEST:
        return None
    if _MORE.match(row.text, match.end()):
        return None
    holds = imei and bool(luhn.is_valid(value))
    return _Print(value, row, start, match.end(), imei and not holds, holds)


def _field(rows: Sequence[Row], read: _Print) -> Field:
    box, sure = read.row.place(read.start, read.end)
    another = _of_another(rows, read)
    confidence = round(sure * SURE * (ANOTHERS if another else 1.0), 4)
    return Field(
        NAME, read.value, read.row.text[read.start : read.end],
        min(confidence, DOUBTED) if read.doubted else confidence, read.row.page, box, read.row.reader,
        (NAMED_OTHERWISE if another else "label", *(("check_digit",) if read.holds else ())),
    )  # fmt: skip


def _of_another(rows: Sequence[Row], read: _Print) -> bool:
    """Whether words or a sum below zero say that a device was taken back, traded in or replaced."""
    i = next(i for i, row in enumerate(rows) if row is read.row)
    over = range(max(0, i - OVER), i)
    item = next((j for j in reversed(over) if _PRICE.search(rows[j].text)), max(0, i - 1))
    told = [rows[j] for j in range(item, min(i + 2, len(rows)))]
    words = [low(row.text) for row in told[: i - item + 1]]
    return (
        any(_BELOW_ZERO.search(row.text) for row in told)
        or any(_UNDONE.search(text) or ANOTHER_THING.search(text) for text in words)
        or OF_ANOTHER.search(low(read.row.text[: read.start])) is not None
        or under_another_thing(rows, i, NAME)
    )
