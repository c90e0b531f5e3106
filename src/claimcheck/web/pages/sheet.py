"""The page picture with its evidence: which page is shown, and which boxes lie on it, in pixels of that page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import parse_qsl, urlsplit

from markupsafe import Markup

from claimcheck.model.decisions import Place
from claimcheck.services.claiming.views import DocumentView

Rect = tuple[int, int, int, int]
_AROUND = 0.006
"""Of the page's width: how far a box stands off from what it holds."""

ZOOMS = (50, 100, 150, 200, 250, 300)
_AT_ONCE = 12
"""How many pages stand beside one another to be chosen from; of more, those about the one that is shown."""
_NEAR = 2


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to be shown on a page: its number in the list beside it, what it is, where it stands."""

    number: int
    kind: str
    place: Place


@dataclass(frozen=True, slots=True)
class Drawn:
    """A box in pixels, with the tab that bears its number."""

    number: int
    kind: str
    x: int
    y: int
    width: int
    height: int
    tab: int
    tab_x: int
    tab_y: int
    text_x: int
    text_y: int
    font: int


@dataclass(frozen=True, slots=True)
class Choice:
    """A page that can be shown."""

    document: str
    filename: str
    page: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page that is shown, and those that could be."""

    document: str
    filename: str
    page: int
    width: int
    height: int
    zoom: int
    boxes: tuple[Drawn, ...]
    choices: tuple[Choice, ...]
    turn: int = 0

    @property
    def view(self) -> str:
        """The viewBox: the page's pixels, its sides swapped where it lies on one."""
        sides = (self.height, self.width) if self.turn in (90, 270) else (self.width, self.height)
        return f"0 0 {sides[0]} {sides[1]}"

    @property
    def turned(self) -> str:
        """The transformation that turns the page clockwise, as SVG writes it; empty where it stands upright."""
        moved = {90: (self.height, 0), 180: (self.width, self.height), 270: (0, self.width)}.get(self.turn)
        return f"translate({moved[0]} {moved[1]}) rotate({self.turn})" if moved else ""

    @property
    def beside(self) -> tuple[Choice | None, Choice | None]:
        """The pages before and behind this one; None at the ends."""
        at = next(n for n, c in enumerate(self.choices) if (c.document, c.page) == (self.document, self.page))
        return (
            self.choices[at - 1] if at else None, self.choices[at + 1] if at + 1 < len(self.choices) else None,
        )  # fmt: skip

    @property
    def last(self) -> int:
        """The last page of the file that is shown."""
        return max(one.page for one in self.choices if one.document == self.document)

    @property
    def offered(self) -> tuple[Choice | None, ...]:
        """The pages to choose from, None where some are left out.

        Of many, the first of each file; of the file that is shown, the first, the last and those about the page.
        """
        if len(self.choices) <= _AT_ONCE:
            return self.choices
        found: list[Choice | None] = []
        for document, of_file in groupby(self.choices, key=lambda one: one.document):
            first, *rest = pages = list(of_file)
            if document != self.document:
                found.append(first)
                continue
            near = [one for one in pages if abs(one.page - self.page) <= _NEAR or one in (first, *rest[-1:])]
            for before, one in zip([first, *near], near, strict=False):
                found += [None, one] if one.page - before.page > 1 else [one]
        return tuple(found)


def sheet(
    documents: Sequence[DocumentView], marks: Sequence[Mark], *, document: str, page: int, zoom: int, turn: int = 0
) -> Sheet | None:
    """The page asked for, or the next to it in its file; else that of the first mark; else the first there is.

    None without any picture.
    """
    choices = tuple(
        Choice(one.id, one.filename, p.number, p.width, p.height)
        for one in documents
        for p in one.pages
        if p.picture and p.width > 0 and p.height > 0
    )
    if not choices:
        return None
    marked = [(m.place.document, m.place.page) for m in marks]
    near = sorted((one for one in choices if one.document == document), key=lambda one: abs(one.page - page))
    shown = [*near, *(c for at in marked for c in choices if (c.document, c.page) == at), choices[0]][0]
    on_it = [m for m in marks if (m.place.document, m.place.page) == (shown.document, shown.page)]
    return Sheet(
        shown.document, shown.filename, shown.page, shown.width, shown.height, zoom if zoom in ZOOMS else 100,
        _drawn([m for m in on_it if m.place.box is not None], shown), choices, turn % 360 // 90 * 90,
    )  # fmt: skip


def carried(address: str) -> list[tuple[str, str]]:
    """What an address asks for, as a form carries it that asks for the same with something changed."""
    asked = urlsplit(address.unescape() if isinstance(address, Markup) else address).query
    return parse_qsl(asked, keep_blank_values=True)


def number_in(given: str, otherwise: int) -> int:
    """A number as an address carries it; `otherwise` for anything else."""
    return int(given) if given.isascii() and given.isdigit() and len(given) < 7 else otherwise


def _pixels(mark: Mark, on: Choice) -> Rect:
    """Left, top, right and bottom of what a mark holds, in pixels of its page."""
    assert mark.place.box is not None
    left, top, right, bottom = mark.place.box
    return round(left * on.width), round(top * on.height), round(right * on.width), round(bottom * on.height)


def _framed(held: Rect, others: Sequence[Rect], on: Choice) -> Rect:
    """The frame round what a mark holds, so far off that its white rim lies beside the print, not on it.

    It goes no further than half of the way to what another mark holds beside it, above or below; and round a single
    sign, such as that of a currency, it stays close: the amount's first digit is next to it.
    """
    left, top, right, bottom = held
    usual = min(round(on.width * _AROUND), (right - left) // 4)
    beside = [other for other in others if other[1] < bottom and top < other[3]]
    stacked = [other for other in others if other[0] < right and left < other[2]]
    room = [
        [left - other[2] for other in beside], [top - other[3] for other in stacked],
        [other[0] - right for other in beside], [other[1] - bottom for other in stacked],
    ]  # fmt: skip
    off = [min([usual, *(gap // 2 for gap in gaps if gap >= 0)]) for gaps in room]
    return (
        max(0, left - off[0]), max(0, top - off[1]),
        min(on.width, right + off[2]), min(on.height, bottom + off[3]),
    )  # fmt: skip


def _tabbed(box: Rect, others: Sequence[Rect], on: Choice, tab: int) -> tuple[int, int]:
    """Where a box's number stands: beside it, where it covers no other box and no other number."""
    left, top, right, bottom = box
    low = max(top, bottom - tab)
    places = [(left - tab, top), (left - tab, low), (right, top), (right, low), (left, top - tab), (left, bottom)]
    inside = [(x, y) for x, y in places if 0 <= x <= on.width - tab and 0 <= y <= on.height - tab]
    free = [(x, y) for x, y in inside if not any(_meet((x, y, x + tab, y + tab), other) for other in others)]
    return (free or inside or [(left, top)])[0]


def _meet(one: Rect, other: Rect) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _drawn(marks: Sequence[Mark], on: Choice) -> tuple[Drawn, ...]:
    """The boxes of a page with their numbers."""
    held = [_pixels(mark, on) for mark in marks]
    boxes = [_framed(one, [other for other in held if other is not one], on) for one in held]
    tab, drawn, tabs = max(14, round(on.width * 0.026)), list[Drawn](), list[Rect]()
    for mark, box in zip(marks, boxes, strict=True):
        x, y = _tabbed(box, [*(other for other in boxes if other is not box), *tabs], on, tab)
        tabs.append((x, y, x + tab, y + tab))
        drawn.append(
            Drawn(
                mark.number, mark.kind, box[0], box[1], max(1, box[2] - box[0]), max(1, box[3] - box[1]), tab, x, y,
                x + tab // 2, y + round(tab * 0.78), round(tab * 0.8),
            )
        )  # fmt: skip
    return tuple(drawn)
