"""Papers that look like a proof of sale and are none: taken back, offered only, or not yet paid.

Their sums add up like a receipt's, so nothing but a title, a stamp or a sentence of its own tells them apart. What a
receipt says of refunds in general ("no refund without receipt") and voided items with their amount beside them say
nothing of the whole paper.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from claimcheck.core.extract.labels import cells_below
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.simplified import simplified
from claimcheck.core.extract.page.text import has_cjk, label_key
from claimcheck.core.extract.papers.named import is_label, may_be_label, numbered, parted, refers, without_own_number
from claimcheck.core.extract.papers.own_end import REMARK_LABEL, tells_own_end
from claimcheck.core.extract.papers.titles import called_void, title_at
from claimcheck.core.extract.wordings.no_sale import (
    ANY_TITLE,
    BESIDE_LETTERHEAD,
    CHINESE_MARK,
    DOUBTED,
    IN_PART,
    IN_THOUSANDS,
    NO_SALE_ALONE,
    NO_SALE_STAMP,
    NOT_OWED,
    OF_ANOTHER,
    OF_GOODS,
    OF_ONE_THING,
    OF_TERMS,
    OF_THE_HEAD,
    ON_A_TAX_INVOICE,
    ORDER_ALONE,
    PART_PAID,
    REMARKED,
    SAID,
    SAID_TAKEN_BACK,
    SPECIMEN,
    STAMP_ALONE,
    TAKEN_BACK_STAMP,
    TAKEN_BACK_TITLE,
    VOIDED,
    VOIDED_ON,
)
from claimcheck.core.extract.wordings.no_sale_chinese import NAMES_A_PAPER, OF_NO_SALE
from claimcheck.core.extract.wordings.titles import ORDER_OF_A_CAR, TITLE
from claimcheck.core.extract.wordings.undone import REFERS, REMARK, TERMS, UNDONE
from claimcheck.model.documents import Kind

_ORDINAL: Final = re.compile(r"^\d{1,2} ?(?:\.|st|nd|rd|th|er|e|\u00ba|\u00aa)\s+", re.IGNORECASE)
"""Which of several reminders or parts a paper is."""
_WHEN: Final = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}:\d\d(?::\d\d)?")
"""When a stamp was set: the only figures that may stand in one."""
_CHINESE_DAY: Final = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_DAYS: Final = re.compile(
    r"\b\d{1,3}(?: ?(?:-|–|to) ?\d{1,3}\b(?![./-])|\+|(?= ?(?:days?|tage?n?|jours?|giorni|dias?)\b))", re.IGNORECASE
)
"""For how long a bill is overdue."""
_HEAD: Final = 16
"""A title stands within so many rows, and above what is sold; a stamp stands anywhere."""
_PAIR: Final = 2
"""Cells of a row that are not yet a table's head."""
_LETTERHEAD: Final = 4
"""Rows of a letterhead beside which a paper's title stands."""
_MONEY: Final = re.compile(r"\d[.,]\d\d(?!\d|[.,/]\d)")
_PRICE: Final = re.compile(r"\d+[.,]\d\d(?!\d|[.,/]\d)")
_IN_BRACKETS: Final = re.compile(r"[(（][¥￥]?\d[\d,.]*元?[)）]$")  # how much of it came back, behind a mark
_PAID_BEFORE: Final = re.compile(r"已[付收].*[定订押]金")
"""What a remark says of the price that the invoice is made out for: a part of it came before."""
_EMPTY_BOX: Final = frozenset("□☐○")
_TICKED: Final = frozenset("☑☒√✓✔■●")
_NONE: Final = re.compile(r"[¥￥]?0(?:\.0+)?元?|无|/|／|不适用|已抵扣?")
"""What a form has beside a label that does not apply."""
_LONGEST: Final = 120
"""Signs of a row that are looked at."""
_NUMBER_BEHIND: Final = re.compile(r"[\s:#]+\S{0,20}\d\S{0,20}\s*$")
"""The number of the paper that took a deal's place, behind what says that it was undone."""
_DAY_IN_WORDS: Final = re.compile(r"\b(?:\d{1,2}\.? [^\W\d]{3,9}|[^\W\d]{3,9}\.? \d{1,2})\.?,? \d{4}\b")
_SENTENCE: Final = 3
"""Words of a row from which on it may be of the terms, whose sentence the row under it ends."""
_SPACED: Final = re.compile(r"\w(?: \w){2,}")
_TERMINAL: Final = re.compile(
    r"\b(?:tid|mid|appr(?:oval)? code|auth(?:ori[sz]ation)? (?:code|id)|approved|batch|trace|rrn|aid|tvr|tsi|stan|"
    r"merchant (?:id|copy)|cardholder|tip|gratuity|card (?:sale|type|no)|chip read|contactless|entry mode|"
    r"no signature|terminal id)\b"
)
"""Words of a card's terminal."""
_TERMINAL_WORDS: Final = 2
_BEFORE_A_SALE: Final = frozenset({"other", "order"})
"""Papers that an invoice may follow, and name; what is taken back names the invoice."""


def annulled(rows: Sequence[Row]) -> Kind | None:
    """What a paper with the looks of a proof of sale is instead; None where nothing says that it is none."""
    head = _head(rows)
    title = title_at(rows)
    for i, row in enumerate(rows):
        said = _by_title(row) if i < head else None
        if said is None and i < head and not is_label(rows, i, title):
            said = numbered(row)
            if said in _BEFORE_A_SALE and may_be_label(rows, i, title):
                said = None  # a person is asked: `doubted`
        said = said or _by_stamp(row) or _by_sentence(row)
        if said is not None:
            return said
    return None


def doubted(rows: Sequence[Row]) -> tuple[Row, str] | None:
    """A row with the looks of a proof of sale's that a person must judge, and what it says; None where none does.

    A word such as TEST may be stamped upon the paper or be about something else, a title may stand at its foot, and
    amounts may be given in thousands.
    """
    head = _head(rows)
    title = title_at(rows)
    first, last = _priced_rows(rows)
    for i, row in enumerate(rows):
        if IN_THOUSANDS.search(row.text[:_LONGEST]) or (i < head and _heads(rows, i, title)):
            return row, row.text.strip()
        for text in () if i and _ends(rows[i - 1], row) else _marks(row):
            if _marked(text, title=i >= head or text is not row.text, among_goods=first < i < last):
                return row, text.strip()
        for k, cell in enumerate(row.cells if has_cjk(row.text) else ()):
            if (i < head and _titled_otherwise(row, k)) or _marked_in_chinese(rows, i, k):
                return row, cell.text.strip()
    return None


def _marked(text: str, *, title: bool, among_goods: bool) -> bool:
    """Whether these words may say that the paper proves nothing; `title`: where no title of it is expected."""
    key = _unspaced(label_key(_bare(text)))
    if among_goods and OF_GOODS.fullmatch(key):
        return False
    foreign = title and ANY_TITLE.fullmatch(key) is not None and OF_TERMS.fullmatch(key) is None
    return foreign or DOUBTED.fullmatch(key) is not None or _undone(text)


def _undone(text: str) -> bool:
    """Whether words say of the whole deal that it was undone, by which paper too."""
    remark = REMARK.sub("", text, count=1)
    key = label_key(_bare(remark)) if remark != text else ""
    if REMARKED.fullmatch(key) and not OF_TERMS.fullmatch(key):
        return True
    undated = _DAY_IN_WORDS.sub(" ", _WHEN.sub(" ", remark[:_LONGEST]))
    said = _NUMBER_BEHIND.sub("", undated)
    key = "" if any(c.isdigit() for c in said) else label_key(said)
    return UNDONE.fullmatch(key) is not None or (said != remark and REFERS.fullmatch(key) is not None)


def _titled_otherwise(row: Row, k: int) -> bool:
    """Whether a cell is the Chinese title of an invoice or a receipt over no sale: `车辆租赁发票`."""
    title = simplified(row.cells[k].text[:_LONGEST]).replace(" ", "")
    return (
        len(row.cells) <= _PAIR and NAMES_A_PAPER.search(title) is not None and OF_NO_SALE.fullmatch(title) is not None
    )


def _marked_in_chinese(rows: Sequence[Row], i: int, k: int) -> bool:
    """Whether a cell says that its paper is a specimen, or paid in part, and no more."""
    row, text = rows[i], rows[i].cells[k].text
    mark = _stamped(_IN_BRACKETS.sub("", text))
    if (
        tells_own_end(rows, i, k, briefly=True, mark=CHINESE_MARK)
        or CHINESE_MARK.fullmatch(mark)
        or (len(row.cells) > 1 and SPECIMEN.fullmatch(mark))
    ):
        return True
    in_part = PART_PAID.fullmatch(mark) is not None
    return in_part and not (_priced(rows, i, k) or _denied(row, k) or _paid_before(row, text))


def voided(rows: Sequence[Row], *, terms: bool = False) -> tuple[Row, str] | None:
    """Where any paper, a licence say, says of itself that it does not stand or is a specimen; `terms`: a contract."""
    title = called_void(rows[: _head(rows)])
    if title is not None:
        return title
    for i, row in enumerate(rows):
        chinese = tuple(cell.text for cell in row.cells if has_cjk(cell.text))
        for k, cell in enumerate(row.cells if chinese else ()):
            if tells_own_end(rows, i, k, briefly=not terms):
                return row, cell.text.strip()
        marks = _marks(row) if not OF_ANOTHER.search(label_key(row.text[:_LONGEST])) else (row.text,)
        for text in (*marks, *chinese):
            key = _stamped(text)
            dated = (_WHEN.search(text) or _CHINESE_DAY.search(text)) and not {":", "："} & set(_WHEN.sub("", text))
            chosen = text.lstrip()[:1] not in _EMPTY_BOX
            said = VOIDED.fullmatch(key) or (dated and VOIDED_ON.fullmatch(key))
            if chosen and said and not OF_TERMS.fullmatch(key):
                return row, text.strip()
    return None


def _paid_before(row: Row, text: str) -> bool:
    """Whether a cell of a remark says that a part of the price came before the paper."""
    return REMARK_LABEL.match(row.text) is not None and _PAID_BEFORE.match(REMARK_LABEL.sub("", text)) is not None


def _priced(rows: Sequence[Row], i: int, k: int) -> bool:
    """Whether a cell is the label of an amount beside or under it."""
    return any(_MONEY.search(cell.text) for cell in rows[i].cells[k + 1 : k + 2]) or _names_amount(rows, i, k)


def _denied(row: Row, k: int) -> bool:
    """Whether a cell is a choice that was not made, where another one is, or has beside it that there is none."""
    others = [cell.text.lstrip() for i, cell in enumerate(row.cells) if i != k]
    unticked = row.cells[k].text.lstrip()[:1] in _EMPTY_BOX and any(text[:1] in _TICKED for text in others)
    return unticked or any(_NONE.fullmatch(cell.text.strip()) for cell in row.cells[k + 1 : k + 2])


def headed(rows: Sequence[Row]) -> tuple[Row, str] | None:
    """A title beside the letterhead of an invoice that has no title of its own but the label of its number."""
    head = [(row, k, cell.text) for row in rows[: _head(rows)] for k, cell in enumerate(row.cells)]
    top = rows[:_LETTERHEAD]
    if any(_is_plain(text) and TITLE.fullmatch(label_key(text[:_LONGEST])) for _, _, text in head):
        return None
    for row, k, text in head:
        beside = row.cells[k + 1].text if k + 1 < len(row.cells) else ""
        if len(row.cells) == 1 or not _is_plain(text) or any(c.isdigit() for c in beside):
            continue  # alone in its row it was looked at; before figures it is their label
        key = label_key(text)
        if (ANY_TITLE.fullmatch(key) or OF_THE_HEAD.fullmatch(key)) and not OF_TERMS.fullmatch(key):
            return row, text.strip()
        if len(row.cells) == 2 and k == 1 and row in top and BESIDE_LETTERHEAD.fullmatch(key):
            return row, text.strip()
    return None


def not_owed(rows: Sequence[Row]) -> tuple[Row, str] | None:
    """Where a bill says of itself that no money is owed for it or that nobody paid it.

    Over or under all amounts such a word stands in a cell of its own. Among them it stands in a row of its own and must
    be said of a whole bill, for other words are said of one thing that was sold.
    """
    first, last = _priced_rows(rows)
    for i, row in enumerate(rows):
        outside = not first <= i <= last
        one_thing = outside and (len(row.cells) == 1 or not _is_plain(row.text))
        for k, cell in enumerate(row.cells) if (outside and not _is_head(row)) or len(row.cells) == 1 else ():
            text = cell.text.strip()
            key = _unspaced(label_key(_bare(_DAYS.sub(" ", text))))
            said = NOT_OWED.fullmatch(key) and (one_thing or not OF_ONE_THING.fullmatch(key))
            said = said and (text.isupper() or key not in STAMP_ALONE)
            if said and not {":", "#"} & set(text) and not _names_amount(rows, i, k):
                return row, text
    return None


def _priced_rows(rows: Sequence[Row]) -> tuple[int, int]:
    """Which rows hold the first amount and the last one."""
    priced = [i for i, row in enumerate(rows) if _MONEY.search(row.text[:_LONGEST])] or [len(rows)]
    return priced[0], priced[-1]


def _is_head(row: Row) -> bool:
    """Whether a row's cells are the heads of a table, or labels and what they name."""
    labels = any(cell.text.rstrip()[-1:] in ":#" for cell in row.cells)
    return labels or (len(row.cells) > _PAIR and _is_plain(_DAYS.sub(" ", row.text)))


def _names_amount(rows: Sequence[Row], i: int, k: int) -> bool:
    """Whether a cell is the label of the amount under it."""
    under = [rows[j].cells[m].text for j, m in cells_below(rows, i, k)]
    return any(_MONEY.search(text) and not any(c.isalpha() for c in text) for text in under[:1])


def _is_plain(text: str) -> bool:
    """Whether a cell is neither a label nor holds a figure."""
    return len(text) <= _LONGEST and not any(c.isdigit() or c in ":#" for c in text)


def stamped(rows: Sequence[Row]) -> tuple[Row, str] | None:
    """What stands in a cell of a tax invoice, wherever there is room in its form, and says that it is none."""
    cells = ((row, cell.text.strip()) for row in rows for cell in row.cells if not _paid_before(row, cell.text))
    return next((told for told in cells if ON_A_TAX_INVOICE.fullmatch(_stamped(told[1]))), None)


def _stamped(text: str) -> str:
    """A stamp with the day on which it was set, brackets and the word for a remark left out; "" where longer."""
    said = _CHINESE_DAY.sub(" ", REMARK_LABEL.sub("", text, count=1))
    key = simplified(label_key(_bare(said))) if len(text) <= _LONGEST else ""
    return key.replace(" ", "") if has_cjk(key) else _unspaced(key)


def _heads(rows: Sequence[Row], i: int, title: int | None) -> bool:
    """Whether a row of the head is the title of a paper by which nothing, or only a part, is paid."""
    row = rows[i]
    if numbered(row) in _BEFORE_A_SALE and not is_label(rows, i, title):
        return True
    if len(row.cells) > 1 or len(row.text) > _LONGEST:
        return False
    name, number = parted(_ORDINAL.sub("", row.text.strip()))
    key = label_key(name)
    if number and (title is not None or refers(rows, i) or number.startswith(":")):
        return IN_PART.fullmatch(key) is not None  # beside a number these name what the paper refers to
    return OF_THE_HEAD.fullmatch(key) is not None


def unnumbered(rows: Sequence[Row], kind: Kind) -> tuple[Row, str] | None:
    """The name and number of an offer or an order in the head of an invoice or a slip that has no number itself."""
    return without_own_number(rows[: _head(rows)], billed=kind == "invoice")


def _marks(row: Row) -> tuple[str, ...]:
    """Texts of a row that may be a mark upon it: all of it, or its last cell behind others that hold figures."""
    if len(row.text) > _LONGEST or row.text.rstrip().endswith((":", "#")):
        return ()
    last = row.cells[-1].text
    beside = len(row.cells) > 1 and any(c.isdigit() for cell in row.cells[:-1] for c in cell.text)
    return (row.text, last) if beside and not row.cells[-2].text.rstrip().endswith((":", "#")) else (row.text,)


def _unspaced(key: str) -> str:
    """A mark in spaced letters, or set over and over, as the word that it is."""
    if _SPACED.fullmatch(key):
        return key.replace(" ", "")
    first, _, rest = key.partition(" ")
    return first if rest and set(rest.split(" ")) == {first} else key


def _ends(above: Row, row: Row) -> bool:
    """Whether a row ends the sentence of the terms over it, `not returnable for refund or`."""
    terms = above.text[-_LONGEST:].rstrip().lower()
    key = label_key(row.text[:_LONGEST])
    sentence = any(goes_on.fullmatch(terms) and end.fullmatch(key) for goes_on, end in TERMS)
    return sentence and len(terms.split()) >= _SENTENCE


def card_slip(rows: Sequence[Row]) -> tuple[Row, str] | None:
    """The slip of a card's terminal, which says what was paid and not for what: one amount, and words of its own."""
    found: dict[str, Row] = {}
    amounts: set[str] = set()
    for row in rows:
        key = label_key(row.text[:_LONGEST])
        found.update({match.group(): row for match in _TERMINAL.finditer(key)})
        amounts.update(match.group() for match in _PRICE.finditer(row.text[:_LONGEST]))
    if len(found) < _TERMINAL_WORDS or len(amounts - {"0.00"}) != 1:
        return None
    return next((found[word], found[word].text) for word in found)


def _head(rows: Sequence[Row]) -> int:
    """How many rows a title may stand in: a letterhead may hold one amount, the table of what is sold holds more."""
    priced = [i for i, row in enumerate(rows[:_HEAD]) if _MONEY.search(row.text)]
    return priced[1] if len(priced) > 1 else _HEAD


def _by_stamp(row: Row) -> Kind | None:
    """What a row or cell of its own says wherever it stands."""
    key = label_key(_bare(row.text))
    if SPECIMEN.fullmatch(key) or NO_SALE_STAMP.fullmatch(key):
        return "other"
    for cell in row.cells:
        alone = not any(c.isdigit() for other in row.cells if other is not cell for c in other.text)
        if alone and TAKEN_BACK_STAMP.fullmatch(label_key(_bare(cell.text))):
            return "credit_note"
    return None


def _bare(text: str) -> str:
    """A stamp without the day on which it was set; nothing where it holds other figures."""
    bare = _WHEN.sub(" ", text[:_LONGEST])
    return "" if any(c.isdigit() for c in bare) else bare


def _by_sentence(row: Row) -> Kind | None:
    key = label_key(row.text[:_LONGEST])
    if SAID_TAKEN_BACK.search(key):
        return "credit_note"
    return "other" if SAID.search(key) else None


def _by_title(row: Row) -> Kind | None:
    """What a row of a paper's head says it is, where a title is all of it.

    Beside other cells a title heads a column, and a number beside it may be what the paper refers to.
    """
    label = row.text.rstrip().endswith((":", "#")) or any(c.isdigit() for c in row.text)
    whole = "" if label else label_key(row.text[:_LONGEST])
    if ORDER_ALONE.fullmatch(whole) or ORDER_OF_A_CAR.fullmatch(whole):
        return "order"
    if TAKEN_BACK_TITLE.fullmatch(whole):
        return "credit_note"
    return "other" if NO_SALE_ALONE.fullmatch(whole) else None
