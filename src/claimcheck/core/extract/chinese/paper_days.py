"""A paper of trade's own day among those that its labels name: by what the labels say, the likeliest first.

A receipt's is the day of its payment or its own, a delivery's that of the goods; on the paper of a deal it is that of
the deal. What a receipt or an invoice says of the day of a contract is another paper's, and proves none of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from claimcheck.core.extract.chinese.parties import SAID, SURE
from claimcheck.core.extract.chinese.sheet import Read, Sheet, Tag
from claimcheck.core.extract.chinese.values import value_of, values
from claimcheck.core.extract.days.labels import INVOICED, anothers_invoice, called_anothers
from claimcheck.model.documents import Kind

ANOTHERS: Final = 0.7
"""How surely a number or day is the paper's own where its label names another kind of paper."""
_PLAIN: Final = 0.9
"""How surely it is where its label says no more than that it is a day, or says that of a deal on a later paper."""
_Told = tuple[tuple[str, ...], float, str]
"""Roles of labels that count alike, how surely their day is the paper's own, and on what ground."""
_DEAL, _PAID = ("deal_date", "agreed_date"), ("paid_date", "left_date")
_HANDED: Final = frozenset({"delivery_date", "came_date", "brought_date"})
_NUMBERS: Final = frozenset({"own_number", "paper_number"})
_FLUSH: Final = 0.02
"""How far to its side a number over a day begins, as a fraction of the page's width."""
_ANY: Final[_Told] = (("any_date",), _PLAIN, "label")
_SOME: Final[_Told] = (("some_date",), ANOTHERS, "label")
_OF_A_DEAL: Final[tuple[_Told, ...]] = (
    (("signed_date",), SURE, "label"), (_DEAL, SURE, "label"), _ANY, (_PAID, ANOTHERS, "label"), _SOME,
)  # fmt: skip
_AFTER: Final[Mapping[Kind, tuple[_Told, ...]]] = {
    "delivery_confirmation": (
        (("delivery_date",), SURE, "label"), (("came_date",), SURE, "label"), (("brought_date",), SURE, "label"),
        (("sent_date",), SURE, "label"), (_PAID, SURE, "label"), (("signed_date",), SURE, "label"),
        _ANY, (_DEAL, _PLAIN, "label"), _SOME,
    ),
    "invoice": (
        (_DEAL[:1], SURE, "label"), _ANY, (_PAID, ANOTHERS, "label"), _SOME,
        (("signed_date", "agreed_date"), ANOTHERS, SAID),
    ),
    "receipt": (
        (("paid_date",), SURE, "label"), _ANY, (("deal_date",), _PLAIN, "label"), _SOME,
        (("signed_date",), ANOTHERS, "label"), (("agreed_date", "left_date"), ANOTHERS, SAID),
    ),
}  # fmt: skip


def own_days(sheet: Sheet) -> Iterator[tuple[Read, float, str]]:
    """The days that may be the paper's own, how surely each is, and on what ground."""
    if sheet.kind == "delivery_confirmation":
        yield from ((read, _PLAIN, "label") for read in _over_delivery(sheet))
    named = days_of(sheet, *_DEAL, "some_date")
    made = {read.text for tag, read in named if INVOICED.search(tag.spot.bare[tag.start : tag.end])}
    for roles, sure, ground in _AFTER.get(sheet.kind, _OF_A_DEAL):
        first = next((read for _, read in days_of(sheet, *roles)), None)
        if first is not None:
            # Where goods were sent on another day, that may be the paper's own, not the day of who took them.
            later = not _HANDED.isdisjoint(roles) and any(one.text != first.text for one in values(sheet, "sent_date"))
            two = first.text in made and len(made) > 1  # the days of two invoices
            yield first, sure, SAID if later or two else ground


def days_of(sheet: Sheet, *roles: str) -> Iterator[tuple[Tag, Read]]:
    """The labels of some roles with their days, but for those of an invoice asked for, or reversed by this one."""
    for tag in sheet.tags:
        read = value_of(sheet, tag) if tag.label.role in roles else None
        if read is not None and not _anothers(tag, read):
            yield tag, read


def _anothers(tag: Tag, day: Read) -> bool:
    """Whether the words round a label, or right behind its day, name another invoice."""
    before = tag.spot.row.starts[tag.spot.k] + tag.spot.kept[min(tag.end, len(tag.spot.kept)) - 1] + 1
    row, start, end = day.parts[-1]
    before = max(before, start) if row is tag.spot.row and row.cell_at(start) == tag.spot.k else before
    return anothers_invoice(tag.spot.row.text[:before]) or called_anothers(row.text[end:])


def _over_delivery(sheet: Sheet) -> Iterator[Read]:
    """The plain day of a paper of delivery that stands over the day of that, by the paper's number or over all else."""
    handed = [tag.spot.row.index for tag in sheet.tags if tag.label.role in _HANDED]
    for tag in sheet.tags:
        if tag.label.role == "any_date" and tag.spot.row.index < min(handed, default=0) and _papers(sheet, tag):
            read = value_of(sheet, tag)
            if read is not None:
                yield read
                return


def _papers(sheet: Sheet, day: Tag) -> bool:
    """Whether a plain day is the paper's own: by its number, beside or right over it, or over all other labels."""
    here = day.spot.row.index
    numbers = [tag for tag in sheet.tags if tag.label.role in _NUMBERS and tag.start == 0]
    for tag in numbers:
        over = here - tag.spot.row.index
        if over == 0 or (over == 1 and abs(tag.box.left - day.box.left) < _FLUSH):
            return True
    others = (tag for tag in sheet.tags if tag not in numbers and tag.spot.row.index < here)
    return day.spot.k == day.start == 0 and not any(others)
