"""Papers that a head names with their numbers: the paper itself, one that it refers to, or nobody can tell which.

Under its own title an invoice names the offer, the order or the delivery that it came from. But a word like `INVOICE`
may stand over an offer, too: which of the two a paper is, is told by whose number it bears.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.page.text import label_key
from claimcheck.core.extract.papers.titles import bears_number, title_at
from claimcheck.core.extract.wordings.no_sale import (
    NO_SALE_ALONE,
    NO_SALE_TITLE,
    OF_THE_HEAD,
    ORDER_ALONE,
    ORDER_TITLE,
    SPECIMEN,
    TAKEN_BACK_TITLE,
)
from claimcheck.core.extract.wordings.titles import ORDER_OF_A_CAR, TITLE
from claimcheck.model.documents import Kind

_TAIL: Final = re.compile(
    r"(?:\bn[or]\b|\bnumber\b|\bref\b|#|\bas (?:at|of)\b|\bfor the\b|\bdated?\b|"
    r"(?<!\S)\S*\d{3}|\bn ?[\u00b0\u00ba]|(?<=\s)\S*\d|:).*$",
    re.IGNORECASE,
)
_LONGEST: Final = 120
"""Signs of a row that are looked at."""
_PAIR: Final = 2
"""Cells of a row that are not yet a table's head."""
_PRO_FORMA: Final = re.compile(r"pro[ -]?forma[^:]*$", re.IGNORECASE)
"""A label of one has a colon; with its number behind it, it may be the title."""
_NO_LABEL: Final = re.compile(
    r"(?i:pro[ -]?forma)[^:\d]*$|"
    r"(?i:(?:\w{1,12}\.? )?(?:payment |zahlungs)?(?:reminder|mahnung|erinnerung|relance|rappel|mise en demeure|"
    r"sollecito|recordatorio)(?: (?:de paiement|di pagamento|de pago))?(?: (?:no|nr|n[°º]?)\.? ?\d{1,3})?)$"
)
"""What names no other paper to which an invoice refers, but says what this one is."""

_ITS_NUMBER: Final = re.compile(r"s?[ -]?(?:nummer|nr)\.?$", re.IGNORECASE)
_ALONE: Final = re.compile(
    r"(?:(?:no|nr|num|number|nummer|n)[.:\u00b0\u00ba]{0,2}|#) {0,2}[a-z]{0,4}[-/ ]?\d[\w/-]{0,19}|"
    r"(?!(?:po|so|do|dn|qt|qn|quo|est|pi|pf|wo|jo|cn|gst|sst|vat|tel|fax|ac)\b)[a-z]{2,4}[-/]\d[\d/-]{3,19}",
    re.IGNORECASE,
)
"""A number with no word but that for a number, or with letters of its own; a bare one may be a postcode, a company's or
a day, and letters may be another paper's."""
_OF_ITS_WORK: Final = re.compile(r"reservation|(?:work|service|job|kitchen) order|job sheet")
"""What a hotel's bill, a workshop's or a kitchen's is of, and so names: no other paper of its sale."""
_BEFORE_A_BILL: Final = re.compile(
    "|".join(p.pattern for p in (NO_SALE_ALONE, OF_THE_HEAD, ORDER_ALONE, ORDER_OF_A_CAR))
)


def refers(rows: Sequence[Row], i: int) -> bool:
    """Whether a row names what the invoice over it refers to: `FACTURE n° F-2`, then `Devis n° D-1 du 11/03/2024`."""
    title, _ = parted(rows[i].text[:_LONGEST])
    above = (parted(row.text[:_LONGEST]) for row in rows[:i] if len(row.cells) == 1 and ":" not in row.text)
    return not title.isupper() and any(
        name.isupper() and TITLE.fullmatch(label_key(name).removesuffix(" n")) and any(c.isdigit() for c in number)
        for name, number in above
    )


def is_label(rows: Sequence[Row], i: int, title: int | None) -> bool:
    """Whether the names of other papers in a row are labels: under an invoice's own title, or beside other cells.

    Args:
        rows: of the paper.
        i: which of them.
        title: the row of the first title of a proof of sale.
    """
    under = title is not None and (title <= i or len(rows[i].cells) > 1)  # over it stands another paper's own
    texts = [cell.text.strip() for cell in rows[i].cells]
    return (under or refers(rows, i)) and not any(_PRO_FORMA.match(text) or _NO_LABEL.match(text) for text in texts)


def may_be_label(rows: Sequence[Row], i: int, title: int | None) -> bool:
    """Whether such a name with its number may be one: under a title of an invoice, or beside one with its number."""
    if any(_NO_LABEL.match(cell.text.strip()) for cell in rows[i].cells):
        return False
    texts = (cell.text for row in rows[: i + 1] for cell in row.cells)
    return (title is not None and title <= i) or any(map(bears_number, texts))


def numbered(row: Row) -> Kind | None:
    """What the title with its number says on a paper that has no other title."""
    for text in (row.text, *(cell.text for cell in row.cells if len(row.cells) == _PAIR)):
        title, number = parted(text[:_LONGEST])
        if (len(row.cells) > 1 and text is row.text and not number) or (
            number and not any(c.isdigit() for c in number)
        ):
            continue  # cells side by side are no title; a label without its number heads a column
        if (kind := _called(title)) is not None:
            return kind
    return None


def without_own_number(rows: Sequence[Row], *, billed: bool) -> tuple[Row, str] | None:
    """Where a paper that bears no number of its own names another that does.

    Args:
        rows: of its head.
        billed: whether an order's number and an estimate's count, too; a till's slip may have one of its own.
    """
    title_row = title_at(rows)
    under = rows[title_row + 1 : title_row + 2] if title_row is not None else ()
    own = any(_ALONE.fullmatch(row.text.strip()) for row in under)
    for row in rows:
        for cell in row.cells:
            title, number = parted(cell.text[:_LONGEST])
            bare = label_key(_ITS_NUMBER.sub("", title)) if number else ""
            if title_row is not None and _OF_ITS_WORK.fullmatch(bare):
                continue
            before = NO_SALE_TITLE.fullmatch(bare) or (billed and _BEFORE_A_BILL.fullmatch(bare))
            if TAKEN_BACK_TITLE.fullmatch(bare) or (before and not own):
                return row, cell.text.strip()
    return None


def _called(title: str) -> Kind | None:
    """What kind of paper this is the name of; None where it is no paper's, or a proof of sale's."""
    bare = label_key(title)
    if ORDER_TITLE.fullmatch(bare):
        return "order"
    if TAKEN_BACK_TITLE.fullmatch(bare):
        return "credit_note"
    return "other" if NO_SALE_TITLE.fullmatch(bare) or SPECIMEN.fullmatch(bare) else None


def parted(text: str) -> tuple[str, str]:
    """A title and the number that follows it."""
    tail = _TAIL.search(text)
    return (text[: tail.start()], tail.group()) if tail else (text, "")
