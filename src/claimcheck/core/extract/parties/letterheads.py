"""Name and address as they stand together on a paper, over each other or in one line; and whose paper it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Final

from claimcheck.core.extract.page.cells import Cell
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import fold, low
from claimcheck.core.extract.parties.addresses import as_field
from claimcheck.core.extract.parties.receipts import clean_name
from claimcheck.core.extract.wordings.names import FORMER, LEGAL_FORM, TITLE
from claimcheck.core.extract.wordings.parties import LABEL_ONLY, NOT_A_NAME, PARTY_LABELS, PERSON
from claimcheck.core.extract.wordings.places import ADDRESS, POSTCODE, like_street
from claimcheck.model.documents import Box, Field

SEPARATOR: Final = re.compile(r"\s[|·●•∙*–-]\s|\s?[|·●•∙]\s?")
_POSTAL_NUMBER: Final = re.compile(r"(?<!\d)(?<!pmb )(?<!box )\d{5}(?!\d)", re.IGNORECASE)
_DOMAIN: Final = re.compile(r"(?:@|www\.|https?://)([a-z0-9-]{4,})(?:\.[a-z0-9-]+)*\.[a-z]{2,}")
_CONTACT: Final = re.compile(
    r"\b(?:tel|fon|phone|fax|e-?mail|web|tlf|ph)\b|(?<!\w)[tmf][:.]? ?\(?\+?\d{4}|www\.|http|@"
)
_OWN_NUMBER: Final = re.compile(
    r"\b(?:ust-?id|uid|p\.? ?iva|partita iva|siret|siren|rcs|r\.c\.s|[cn]if|c\.f|btw|kvk|abn|ein|gst(?:in)?|uen|vat|"
    r"tva|hr[ab]|cvr|org\.? ?nr|ico|dic|nip|rfc|cnpj|npwp|mst|"
    r"co(?:mpany)?\.? reg|reg(?:istered)?\b|contribuinte|cin|capital|iban|bic|lic)\b"
)
"""What a company prints of itself: its numbers in registers, at the tax office, at its bank."""
_HONOUR: Final = re.compile(r"[ :：.]*(?:(?:m/s|messrs)\b\.?[ :.]*)?", re.IGNORECASE)
"""Signs of a label before a name, and what politeness puts there."""
_FIGURE: Final = re.compile(
    r"\d[.,]\d\d(?!\d)|\b\d{1,2},? (?:19|20)\d\d$|\b\d{1,2}\.?[ -][^\W\d]{3,9}\.?[ -](?:19|20)?\d\d$|"
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|:\s*\S*\d{4}"
)
_INITIALS: Final = re.compile(r"^(?:[^\W\d_]\. ?){0,3}& ?(?:[^\W\d_]\. )*")
_CLOSE: Final = 2.2
"""Heights of a line between two lines of one block at the most."""
_PROMINENT: Final = 1.25
"""How much taller than the page's other print a company writes its own name."""
UNSURE: Final = 0.49
"""Strength of a name that may be cut, a person's or nobody's: likelier wrong than right, so that it proves nothing."""
_FARM: Final = re.compile(r"\b(?:farm|house|hall|estate|mill|court|works|barn|yard|hof)$", re.IGNORECASE)
"""What houses without a number are called."""
_BESIDE: Final = 0.06
"""How far apart two blocks begin at the most that stand beside each other, as a fraction of the page's height."""
_BY_PLACE: Final = 0.75
"""Strength of a sender that its place alone tells."""
_DIGITS: Final = 4
"""Digits of a number in a register at the least; fewer are the rate of a tax."""
_BODY: Final = 0.6
"""Share of the page under which no address heads the paper: below stand feet and payment slips."""


@dataclass(frozen=True, slots=True)
class Party:
    """A name at a place (offsets in its row's text), how surely it is one, and by what ground.

    Attributes:
        address: rows with the offsets of what stands under or behind the name as its address.
        addressed: whether a person is named with it, as on what is sent to a company.
        rivals: names of others that it may be instead.
        more: where the rest of a name stands that went over to the next line.
    """

    name: str
    row: Row
    start: int
    end: int
    strength: float
    ground: str
    left: float
    bottom: float
    address: tuple[tuple[Row, int, int], ...] = ()
    addressed: bool = False
    rivals: tuple[str, ...] = ()
    more: tuple[tuple[Row, int, int], ...] = ()


def party_at(row: Row, k: int, start: int, strength: float, ground: str, end: int | None = None) -> Party:
    """The party that cell `k` of a row names from `start` to `end`."""
    cell = row.cells[k]
    stop = len(cell.text) if end is None else end
    honour = _HONOUR.match(cell.text, start, stop)
    start = honour.end() if honour else start
    stop = start + _without_street(cell.text[start:stop])
    offset = row.starts[k]
    name = clean_name(cell.text[start:stop])
    return Party(name, row, offset + start, offset + stop, strength, ground, cell.box.left, cell.box.bottom)


def _without_street(text: str) -> int:
    """Where a name ends that its street or town follows in the same line, behind a comma."""
    name, comma, rest = text.partition(",")
    follows = like_street(rest.split(",")[0]) or (LEGAL_FORM.search(name) and POSTCODE.search(rest))
    return len(name) if comma and follows and any(map(str.isalpha, name)) else len(text)


def like_name(text: str) -> bool:
    """Whether a text may name a company or a person: no label, title, number or amount."""
    text = text.strip()
    folded = low(text)
    letters = sum(c.isalpha() for c in text)
    return (
        letters >= 3
        and len(text) < 70
        and not NOT_A_NAME.match(folded)
        and not TITLE.match(text)
        and not FORMER.match(text)
        and ":" not in text
        and not LABEL_ONLY.match(folded)
        and not _FIGURE.search(text)
    )


def address_blocks(rows: Sequence[Row]) -> list[Party]:
    """Names with their addresses on the first page: over a line with a postcode, or before it in the same line."""
    found: list[Party] = []
    for i, row in enumerate(rows[:90]):
        if row.page != rows[0].page:
            break
        for k, cell in enumerate(row.cells):
            if not POSTCODE.search(cell.text) or _CONTACT.match(low(cell.text)):
                continue
            block = (None if under_a_name(rows, i, k) else _in_line(row, k)) or (
                _over(rows, i, k) if row.box.top <= _BODY else None
            )
            if block is None:
                continue
            known = next((n for n, p in enumerate(found) if fold(block.name) == fold(p.name)), None)
            if known is None:
                found.append(block)
            elif found[known].row is block.row and len(block.address) > len(found[known].address):
                found[known] = block  # the number of its house looked like a postcode
    return found


def under_a_name(rows: Sequence[Row], i: int, k: int) -> bool:
    """Whether a company's name stands right over a line that itself holds no legal form: it is the name's address."""
    cell = rows[i].cells[k]
    if i == 0 or LEGAL_FORM.search(cell.text) or cell.box.top - rows[i - 1].box.bottom > _CLOSE * cell.height:
        return False
    return any(
        LEGAL_FORM.search(above.text) and any(abs(side(above) - side(cell)) < 0.02 for side in (_left, _right, _middle))
        for above in rows[i - 1].cells
    )


def _in_line(row: Row, k: int) -> Party | None:
    """`Name · Street 1 · 12345 Town`: the name before its address, as in the foot of a paper or over a window."""
    text = row.cells[k].text
    spans = list(_spans(text))
    post = next((n for n, (a, b) in enumerate(spans) if POSTCODE.search(text[a:b])), 0)
    name = text[spans[0][0] : spans[0][1]]
    if not post or not like_name(name) or like_street(name) or any(c.isdigit() for c in name):
        return None
    offset = row.starts[k]
    where = ((row, offset + spans[1][0], offset + _address_end(text, *spans[post])),)
    return replace(party_at(row, k, spans[0][0], 0.7, "layout", spans[0][1]), address=where)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """The parts of a line between its separators."""
    at = 0
    for sign in SEPARATOR.finditer(text):
        yield at, sign.start()
        at = sign.end()
    yield at, len(text)


def _address_end(text: str, start: int, end: int) -> int:
    """Where an address ends in a part of a line: before a telephone or tax number that follows without a sign."""
    part = low(text[start:end])
    stops = [m.start() for pattern in (_CONTACT, _OWN_NUMBER) if (m := pattern.search(part))]
    return start + min([end - start, *(stop for stop in stops if stop > 8)])


def _over(rows: Sequence[Row], i: int, k: int) -> Party | None:
    """The name over cell `k` of row `i`, in lines close over each other, flush left, right or about one middle."""
    return next((block for side in (_left, _right, _middle) if (block := _climbed(rows, i, k, side))), None)


def _left(cell: Cell) -> float:
    return cell.box.left


def _right(cell: Cell) -> float:
    return cell.box.right


def _middle(cell: Cell) -> float:
    return (cell.box.left + cell.box.right) / 2


def _climbed(rows: Sequence[Row], i: int, k: int, side: Callable[[Cell], float]) -> Party | None:
    edge, cell = side(rows[i].cells[k]), rows[i].cells[k]
    names: list[tuple[int, int]] = []
    streets = [(i, k)]
    addressed = False
    persons: list[tuple[int, int]] = []
    for j in range(i - 1, max(-1, i - 9), -1):
        flush = next((m for m, c in enumerate(rows[j].cells) if abs(side(c) - edge) < 0.02), None)
        if flush is None:
            if cell.box.top - rows[j].box.bottom > _CLOSE * cell.height:
                break
            continue
        above = rows[j].cells[flush]
        if cell.box.top - above.box.bottom > _CLOSE * max(cell.height, 0.6 * above.height) or _ends_block(above.text):
            break
        cell = above
        if PERSON.match(low(above.text)):
            addressed = True
            persons.append((j, flush))
        elif _particular(above.text) or FORMER.match(above.text):
            continue
        elif like_street(above.text):
            streets.append((j, flush))
        elif like_name(above.text) or _bare_form(above.text):
            names.append((j, flush))
        else:
            break
    if persons and not any(a < persons[-1][0] or LEGAL_FORM.search(rows[a].cells[b].text) for a, b in names):
        (j, m), under = persons[-1], [*streets, *names]
        return replace(party_at(rows[j], m, 0, UNSURE, "layout"), address=_under_name(rows, under, j), addressed=True)
    return _block(rows, names, streets, addressed=addressed)


def _block(
    rows: Sequence[Row], names: list[tuple[int, int]], streets: list[tuple[int, int]], *, addressed: bool
) -> Party | None:
    """The uppermost name with a legal form, else the uppermost one, with the lines of the address under it."""
    if not names:
        return None
    formed = [(j, m) for j, m in names if LEGAL_FORM.search(f"{rows[j].cells[m].text} ")]
    j, m = (formed or names)[-1]
    if not formed and (large := _in_large_print(rows, names, streets)):
        return replace(large, address=_under_name(rows, streets, names[0][0]), addressed=addressed)
    # Of several lines without a legal form the first may be half a name, or a person's.
    block = party_at(rows[j], m, 0, 0.7 if formed or len(names) == 1 else UNSURE, "layout")
    bare = _bare_form(rows[j].cells[m].text)
    over = [(a, b) for a, b in names if a < j]
    if bare and over:  # the form of a long name went over to the next line
        a, b = over[0]
        block = replace(party_at(rows[a], b, 0, 0.7, "layout"), name=f"{rows[a].cells[b].text} {block.name}")
    first = over[0][0] if bare and over else j
    addressed = addressed or any(a < first for a, _ in names if formed)
    where = [*streets, *((a, b) for a, b in names if a > j and _of_a_place(rows[a].cells[b].text))]
    return replace(block, address=_under_name(rows, where, j), addressed=addressed)


def _in_large_print(
    rows: Sequence[Row], names: Sequence[tuple[int, int]], streets: Sequence[tuple[int, int]]
) -> Party | None:
    """The name that two lines of one print, larger than the address under them, are together."""
    if len(names) != 2:
        return None
    (low_row, low_cell), (row, cell) = names
    tall, other = rows[row].cells[cell].height, rows[low_row].cells[low_cell].height
    street = max(rows[a].cells[b].height for a, b in streets)
    if abs(tall - other) > 0.15 * tall or min(tall, other) < _PROMINENT * street:
        return None
    name = f"{rows[row].cells[cell].text} {rows[low_row].cells[low_cell].text}"
    return replace(party_at(rows[row], cell, 0, 0.7, "layout"), name=clean_name(name))


def _under_name(rows: Sequence[Row], streets: Sequence[tuple[int, int]], name: int) -> tuple[tuple[Row, int, int], ...]:
    """The lines of an address under the row of a name, each up to where its address ends."""
    return tuple(
        (rows[a], rows[a].starts[b], rows[a].starts[b] + _address_end(rows[a].cells[b].text, *_post_part(rows[a], b)))
        for a, b in sorted(streets)
        if a > name
    )


def _bare_form(text: str) -> bool:
    """Whether a line is a legal form alone, or behind initials as in `T. & C. S.a.s.`: the end of the name over it."""
    text = _INITIALS.sub("", text.strip())
    return LEGAL_FORM.fullmatch(text) is not None or LEGAL_FORM.fullmatch(f"{text} ") is not None


def _of_a_place(text: str) -> bool:
    """Whether a line without a number under a name is of its address: with a place's word, or a town behind a comma."""
    return not _bare_form(text) and (ADDRESS.search(text) is not None or "," in text or _FARM.search(text) is not None)


def _post_part(row: Row, k: int) -> tuple[int, int]:
    """The line's beginning up to the end of its part with the postcode, or of its first part."""
    text = row.cells[k].text
    spans = list(_spans(text))
    post = next((b for a, b in spans if POSTCODE.search(text[a:b])), len(text))
    return 0, post


def _ends_block(text: str) -> bool:
    folded = low(text)
    label = any(pattern.match(folded) for pattern in PARTY_LABELS)
    return label or bool(TITLE.match(text)) or (_POSTAL_NUMBER.search(text) is not None and not _particular(text))


def _particular(text: str) -> bool:
    """Whether a line tells a telephone, a register, a tax number: part of a block, and no name."""
    folded = low(text)
    return bool(_CONTACT.search(folded)) or (bool(_OWN_NUMBER.search(folded)) and any(c.isdigit() for c in text))


def sending_block(blocks: Sequence[Party], rows: Sequence[Row], buyer: Party | None) -> Party | None:
    """The block that the rest of the page speaks of as its own; else the one that is not the buyer's."""
    others = [b for b in blocks if buyer is None or fold(b.name) != fold(buyer.name)]
    ranked = sorted(((owns_page(block, rows), block) for block in others), key=lambda pair: -pair[0])
    if not ranked:
        return None
    sure, best = ranked[0]
    if sure > 0 and (len(ranked) == 1 or sure > ranked[1][0]):
        return replace(best, strength=best.strength + 0.05 * min(sure, 4))
    return best if buyer is not None else _beside_the_titled(others, rows)


def _beside_the_titled(blocks: Sequence[Party], rows: Sequence[Row]) -> Party | None:
    """Of two blocks beside each other the one that no title heads: over an addressee stands what is sent."""
    if len(blocks) != 2 or blocks[0].row.page != blocks[1].row.page:
        return None
    titled = [block for block in blocks if _under_title(block, rows)]
    other = next((block for block in blocks if block not in titled), None)
    beside = abs(blocks[0].row.box.top - blocks[1].row.box.top) < _BESIDE and abs(blocks[0].left - blocks[1].left) > 0.2
    return replace(other, strength=min(other.strength, _BY_PLACE)) if other and len(titled) == 1 and beside else None


def _under_title(block: Party, rows: Sequence[Row]) -> bool:
    """Whether a paper's title stands right over a block, flush with it."""
    box, _ = block.row.place(block.start, block.end)
    over = [c for row in rows if row.page == block.row.page for c in row.cells if c.box.bottom <= box.top + 0.003]
    near = [c for c in over if abs(c.box.left - box.left) < 0.02]
    return bool(near) and bool(TITLE.match(max(near, key=lambda c: c.box.bottom).text))


def owns_page(block: Party, rows: Sequence[Row]) -> int:
    """Signs that a block is the sender's: larger print, its name in a web address, contact lines, its own numbers."""
    page = [row for row in rows if row.page == block.row.page]
    domains = {m.group(1).replace("-", "") for row in rows for m in _DOMAIN.finditer(low(row.text))}
    words = [fold(word) for word in block.name.split() if len(fold(word)) >= 4]
    named = any(word in domain or domain in fold(block.name) for word in words for domain in domains)
    again = any(row.index != block.row.index and fold(block.name) in fold(row.text) for row in rows)
    box, _ = block.row.place(block.start, block.end)
    near = [cell for row in page for cell in row.cells if _about(cell, box)]
    contact = any(_CONTACT.search(low(cell.text)) for cell in near)
    numbers = any(_OWN_NUMBER.search(low(cell.text)) and sum(map(str.isdigit, cell.text)) >= _DIGITS for cell in near)
    usual = median(cell.height for row in page for cell in row.cells)
    large = box.bottom - box.top > _PROMINENT * usual
    foot = box.top > _BODY and bool(LEGAL_FORM.search(block.name))
    return 2 * named + again + contact + numbers + 2 * large + 2 * foot - block.addressed


def _about(cell: Cell, box: Box) -> bool:
    """Whether a cell stands in the line of a name, or in the few under it and in its column."""
    top, bottom, left, right = box.top, box.bottom, box.left, box.right
    if abs(cell.middle - (top + bottom) / 2) < bottom - top and cell.box.left < right:
        return True
    column = abs(cell.box.left - left) < 0.03 or abs(_middle(cell) - (left + right) / 2) < 0.03 or (
        abs(cell.box.right - right) < 0.03
    )  # fmt: skip
    return 0 <= cell.box.top - bottom < 0.13 and column


def address_field(party: Party) -> Field | None:
    """The field of the address that stands with a party's name."""
    return as_field(party.address) if party.address else None
