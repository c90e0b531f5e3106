"""What a checking company may see of a page: only what was read and holds no personal data, or cut-outs of fields.

A page is shown as a whole only where it is sure that all personal data on it was located; everything that no reader
read (signatures, stamps, photographs, handwriting) is left out of it, and an opaque box lies over every word that
holds personal data. Of any other page, only the verified fields are shown, each cut out.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from claimcheck.core.personal.blocks import lines_about
from claimcheck.core.personal.facts import addresses, states_one_fact
from claimcheck.core.personal.forms import unlabelled
from claimcheck.core.personal.legible import CLEAR, certainty, legible, read_boxes, stepped
from claimcheck.core.personal.secrets import Secrets, Span, covered, forms, parts, whole
from claimcheck.core.personal.unclassed import unclassed
from claimcheck.model.decisions import Decision
from claimcheck.model.documents import FIELDS, Box, Extracted, Field, Line, Page, Pages
from claimcheck.model.programs import Program
from claimcheck.model.sales import Sale

_NAMED: Final = frozenset({"invoice", "vat_invoice", "motor_vehicle_invoice", "credit_note", "order"})
"""Kinds of document that name their buyer: where none was found, somebody's name may stand unread."""

_PLAIN: Final = frozenset({"receipt"})
"""Kinds that mostly name no buyer. All others (licences, certificates, contracts) are full of personal data."""

_WORDS: Final = frozenset({"address", "buyer_name"})
"""Hidden fields that are words: an invoice's number with its label was taken for one."""

_INVOICE: Final = re.compile(
    r"(?:发票(?:代码|号码)|机器编号|校验码)\W{0,3}$|\b(?:GST|SST|VAT)\W{0,2}(?:reg\w{0,9}\W{0,2})?(?:no|nr|id|number)\W{0,4}$",
    re.IGNORECASE,
)
_BEFORE, _INVOICES = 28, (8, 10, 12, 20)
"""Signs before a number that its label is looked for in, and the digits of numbers of invoices and of sellers' tax."""
_NEARLY: Final = 0.7
_GRID: Final = 32
_ALL: Final = Box(0.0, 0.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Kept:
    """A field that is verified and not hidden, and where it stands: what checkers must see.

    Attributes:
        claimed: whether the claim states what stands there. Of what it does not state, what looks like personal data
            is hidden all the same: a phone number may have been taken for an invoice's.
    """

    name: str
    page: int
    box: Box
    claimed: bool = True


@dataclass(frozen=True, slots=True)
class Masked:
    """How one page is shown.

    Attributes:
        whole: whether the page is shown as a whole; else the cut-outs only.
        shown: what of it may be seen.
        hidden: what is painted over, after all else.
        crops: fields that may be cut out, with their boxes.
        why: in a word, why it is not shown as a whole.
        certain: of what is painted over, what is known to be personal: by its value, form, label or place. All else
            is painted over because nothing accounts for it.
    """

    page: int
    whole: bool
    shown: tuple[Box, ...]
    hidden: tuple[Box, ...]
    crops: tuple[tuple[str, Box], ...]
    why: str = ""
    certain: tuple[Box, ...] = ()


def secrets_of(
    program: Program, claimed: Iterable[Mapping[str, str]], decision: Decision | None,
    found: Iterable[Extracted], sales: Iterable[Sale],
) -> Secrets:  # fmt: skip
    """What is to be hidden of a claim: every value that a hidden field has anywhere.

    Args:
        program: says which fields and kinds.
        claimed: fields of the claim and of its lines, of all revisions.
        decision: what was found and held against it.
        found: what stands on its documents.
        sales: that it was held against.
    """
    hidden = frozenset(program.mask)
    stated = [pair for fields in claimed for pair in fields.items()]
    sold = [pair for sale in sales for pair in sale.fields.items()]
    seen = [(name, unlabelled(text)) for one in found for name, text in _read(one)]
    seen += [(name, unlabelled(text)) for name, text in _decided_on(decision)] if decision else []
    values: dict[str, dict[str, None]] = {}
    for name, text in (*stated, *sold, *seen):
        if name in hidden and text.strip():
            values.setdefault(name, {})[text.strip()] = None
    for name, text in (*stated, *sold):
        if hidden and _telling(name, text):
            values.setdefault(name, {})[text.strip()] = None
    known = frozenset(name for name, text in stated if name in hidden and text.strip())
    return Secrets({name: tuple(texts) for name, texts in values.items()}, hidden, known)


def _decided_on(decision: Decision) -> Iterator[tuple[str, str]]:
    """Every value that a decision was made on, by its field: read, and held against one another."""
    for one in (extracted for reading in decision.documents for extracted in reading.extracted):
        yield from _read(one)
    for name, field in decision.fields.items():
        yield from ((name, said) for said in _readings(field))
    held = [(finding.field, finding.claimed, finding.found) for finding in decision.findings]
    held += [(reason.field, reason.claimed, reason.found) for reason in decision.reasons]
    yield from ((name, text or "") for name, *texts in held for text in texts)


def _telling(name: str, said: str) -> bool:
    """Whether a field that no program knows may say who somebody is: nothing is known of it, so it is hidden."""
    return name not in FIELDS and len(said.strip()) >= 4 and any(c.isalpha() for c in said)


def _read(one: Extracted) -> list[tuple[str, str]]:
    fields = [
        (name, said) for name, field in one.fields.items() for said in _readings(field)
        if name not in _WORDS or field.box is None or not states_one_fact(said)
    ]  # fmt: skip
    return fields + [pair for item in one.line_items for pair in item.values.items()]


def _readings(field: Field) -> tuple[str, ...]:
    return (field.value or "", field.raw, *field.alternatives)


def mask(
    pages: Pages,
    found: Sequence[Extracted],
    kept: Sequence[Kept],
    secrets: Secrets,
    bought: Sequence[str] = (),
    strange: Sequence[Kept] = (),
) -> tuple[Masked, ...]:
    """How each page of one file is shown to a checking company.

    Args:
        pages: as they were read.
        found: the documents on them.
        kept: the verified fields in this file.
        secrets: what is to be hidden.
        bought: what claim and sale state of what was bought: its words are seen among the goods.
        strange: what was read for a party and may be somebody's name: it is hidden where it stands.
    """
    if not secrets.hidden:
        return tuple(
            Masked(page.number, True, (_ALL,), (), tuple((k.name, k.box) for k in kept if k.page == page.number))
            for page in pages.pages
        )
    located = _located(pages, found, secrets)
    loose = {
        page.number: [*_unaccounted(page, kept, secrets, bought), *_strange(page, kept, strange)]
        for page in pages.pages
    }
    return tuple(_masked(pages, page, found, kept, secrets, located, loose[page.number]) for page in pages.pages)


def _located(pages: Pages, found: Sequence[Extracted], secrets: Secrets) -> set[str]:
    """Hidden fields of which a value was found in the file: on one line, over several, or where it was read."""
    lines = [line.text for page in pages.pages for line in page.lines]
    located = {name for text in lines for name in whole(secrets, text)}
    located |= {
        name for page in pages.pages for one in found for name, field in one.fields.items()
        if _read_at(page, name, field, ())
    }  # fmt: skip
    return located | {name for name in secrets.values if name not in located and covered(secrets.values[name], lines)}


def _masked(
    pages: Pages, page: Page, found: Sequence[Extracted], kept: Sequence[Kept], secrets: Secrets, located: set[str],
    loose: Sequence[Box],
) -> Masked:  # fmt: skip
    keep = [one for one in kept if one.page == page.number]
    hidden = [*_hidden(page, keep, secrets), *(code.box for code in pages.barcodes if code.page == page.number)]
    for one in found:
        for name, field in one.fields.items():
            if secrets.hides(name):
                hidden += _read_at(page, name, field, [one.box for one in keep])
    why = _unsure(pages, page, found, secrets, located)
    read = [(box, clear) for line in page.lines for clear in (legible(page, line),) for box in read_boxes(page, line)]
    shown = [box for box, clear in read if clear]
    return Masked(
        page.number, not why, tuple(_wider(box) for box in (*shown, *_read_within(read, keep))), (*hidden, *loose),
        tuple({one.name: _wider(one.box) for one in reversed(keep)}.items()), why, tuple(hidden),
    )  # fmt: skip


def _read_within(read: Sequence[tuple[Box, bool]], keep: Sequence[Kept]) -> list[Box]:
    """What was read of the places that must be seen: what else lies there, as a signature, nobody read.

    Args:
        read: where something was read, each with whether it was read for what stands there.
        keep: the places.
    """
    ordered = sorted(read, key=lambda one: one[0].top)
    tops = [box.top for box, _ in ordered]
    tallest = max((box.bottom - box.top for box, _ in ordered), default=0.0)
    boxes: list[Box] = []
    for kept in dict.fromkeys(one.box for one in keep):
        near = ordered[bisect_left(tops, kept.top - tallest) : bisect_left(tops, kept.bottom)]
        within_it = [
            both for box, clear in near
            if (clear or box.within(kept)) and (both := shared(box, kept)) is not None
        ]  # fmt: skip
        boxes += within_it or [kept]
    return boxes


def shared(one: Box, other: Box) -> Box | None:
    """Where two boxes lie over one another; None where they do not."""
    both = Box(
        max(one.left, other.left), max(one.top, other.top), min(one.right, other.right), min(one.bottom, other.bottom)
    )
    return both if both.left < both.right and both.top < both.bottom else None


def _unsure(pages: Pages, page: Page, found: Sequence[Extracted], secrets: Secrets, located: set[str]) -> str:
    """Why it is not sure that all personal data on the page was located; empty where it is."""
    if any(problem.page in (None, page.number) for problem in pages.problems):
        return "problem"
    if not page.lines:
        return "nothing_read"
    if page.layer == "ocr" and certainty(page.lines) < CLEAR:
        return "faint"
    kinds = {one.kind for one in found if page.number in one.pages}
    if not kinds or not kinds <= _NAMED | _PLAIN:
        return "kind"
    if secrets.hides("buyer_name") and kinds & _NAMED and "buyer_name" not in located:
        return "buyer_name"
    return next((name for name in sorted(secrets.stated) if name not in located), "")


def _hidden(page: Page, keep: Sequence[Kept], secrets: Secrets) -> list[Box]:
    """Boxes over every word that holds personal data, or part of a word's line where words have no place."""
    boxes: list[Box] = []
    sure = [one for one in keep if one.claimed]
    elsewhere = replace(secrets, values={name: said for name, said in secrets.values.items() if name != "address"})
    for line in page.lines:
        certain = [span for spans in whole(secrets, line.text).values() for span in spans]
        partly = parts(elsewhere if states_one_fact(line.text) else secrets, line.text)
        boxes += _boxes(line, certain, ())
        formed = [span for span in forms(secrets, line.text) if not _numbers_the_invoice(line.text, span)]
        boxes += _boxes(line, [*partly, *formed, *_lives(secrets, line.text)], sure)
    return boxes + [box for line in lines_about(page, secrets) for box in _boxes(line, [(0, len(line.text))], sure)]


def _numbers_the_invoice(text: str, span: Span) -> bool:
    """Whether digits stand right behind the label of an invoice's or a seller's number: their form is chance then."""
    said = text[span[0] : span[1]].strip()
    labelled = _INVOICE.search(text, max(0, span[0] - _BEFORE), span[0]) is not None
    return labelled and said.isdigit() and len(said) in _INVOICES


def _unaccounted(page: Page, kept: Sequence[Kept], secrets: Secrets, bought: Sequence[str]) -> list[Box]:
    """Boxes over what nothing of the sale accounts for."""
    if not secrets.hides("person"):
        return []
    keep = [one for one in kept if one.page == page.number]
    told = [
        *(one for one in keep if one.claimed),
        *(one for one in keep if not one.claimed and _says_a_number(page, one.box)),
    ]
    return [box for line, spans in unclassed(page, bought) for box in _boxes(line, spans, told)]


def _strange(page: Page, kept: Sequence[Kept], strange: Sequence[Kept]) -> list[Box]:
    """Boxes over names that were read for a party and that nothing accounts for."""
    sure = [one.box for one in kept if one.claimed and one.page == page.number]
    return [box for one in strange if one.page == page.number for box in _words_in(page, one.box, sure)]


def _says_a_number(page: Page, box: Box) -> bool:
    """Whether what stands in a box is a number, an amount or a day, and not words that may be somebody's name."""
    words = [word.text for line in page.lines for word in (line.words or (line,)) if word.box.within(box)]
    return bool(words) and all(any(c.isdigit() for c in word) for word in words)


def _lives(secrets: Secrets, text: str) -> list[Span]:
    """What follows a buyer's name in running text, where it looks like their address."""
    ends = [end for name, spans in whole(secrets, text).items() if name.startswith("buyer") for _, end in spans]
    return [(end, len(text)) for end in ends if end < len(text) and addresses(text[end:])]


def _read_at(page: Page, name: str, field: Field, kept: Sequence[Box]) -> list[Box]:
    """The words on a page that a field was read from, but for those that must be seen and a number taken for a name."""
    if field.box is None or field.page != page.number:
        return []
    facts = [line.box for line in page.lines if name in _WORDS and states_one_fact(line.text)]
    return _words_in(page, field.box, [*kept, *facts])


def _words_in(page: Page, box: Box, spared: Sequence[Box]) -> list[Box]:
    """The words in a box, but for those that must be seen; the box itself where there are none."""
    words = [word.box for line in page.lines for word in (line.words or (line,)) if word.box.within(box)]
    return [_wider(word) for word in words if not any(word.within(one) for one in spared)] if words else [box]


def _boxes(line: Line, spans: Sequence[Span], keep: Sequence[Kept]) -> list[Box]:
    if not spans:
        return []
    words = _placed(line)
    if not words:
        return _beyond(line.box, [k.box for k in keep if k.box.within(line.box)])
    ordered = sorted(spans)
    starts, ends = [first for first, _ in ordered], list(itertools.accumulate((last for _, last in ordered), max))
    before = [bisect_left(starts, end) for _, end, _ in words]
    hides = [
        place > 0 and start < ends[place - 1] and not any(box.within(k.box) for k in keep)
        for place, (start, _, box) in zip(before, words, strict=True)
    ]
    runs = itertools.groupby(zip(hides, words, strict=True), key=lambda one: one[0])
    return [_wider(box) for hides, run in runs if hides for box in stepped([box for _, (_, _, box) in run])]


def _beyond(whole_line: Box, kept: Sequence[Box]) -> list[Box]:
    """What of a line lies left and right of what must be seen of it; all of it where that reaches over nearly all."""
    edges = [whole_line.left, *(edge for box in sorted(kept) for edge in (box.left, box.right)), whole_line.right]
    free = [_wider(whole_line._replace(left=a, right=b)) for a, b in zip(edges[::2], edges[1::2], strict=True) if b > a]
    seen = sum(box.right - box.left for box in kept)
    return free if seen < _NEARLY * (whole_line.right - whole_line.left) else [_wider(whole_line)]


def _placed(line: Line) -> list[tuple[int, int, Box]]:
    """The words of a line with their places in its text; none where they cannot be told apart."""
    placed, at = [], 0
    for word in line.words:
        start = line.text.find(word.text, at)
        if start < 0:
            return []
        at = start + len(word.text)
        placed.append((start, at, word.box))
    return placed


def _wider(box: Box) -> Box:
    """A box with a little around it, for strokes that reach out of it."""
    across, along = 0.15 * (box.bottom - box.top), 0.004
    return Box(
        max(0.0, box.left - along), max(0.0, box.top - across), min(1.0, box.right + along),
        min(1.0, box.bottom + across),
    )  # fmt: skip


class Areas:
    """Boxes of a page, thousands of them, to be asked which words lie in one."""

    def __init__(self, boxes: Iterable[Box]) -> None:
        self._cells: dict[tuple[int, int], list[Box]] = {}
        for box in dict.fromkeys(boxes):
            for across in range(int(box.left * _GRID), int(box.right * _GRID) + 1):
                for down in range(int(box.top * _GRID), int(box.bottom * _GRID) + 1):
                    self._cells.setdefault((across, down), []).append(box)

    def hold(self, box: Box) -> bool:
        """Whether the middle of a box lies in one of them."""
        cell = int((box.left + box.right) / 2 * _GRID), int((box.top + box.bottom) / 2 * _GRID)
        return any(box.within(one) for one in self._cells.get(cell, ()))
