"""Labels in one cell of a Chinese form: whole, in a list, several behind each other, or with one sign misread."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from claimcheck.core.extract.chinese.label import Label
from claimcheck.core.extract.chinese.labels import LIKE_SIDES, end_of, labels_of, nearly_of, tells_side
from claimcheck.core.extract.chinese.sheet import Spot, Tag
from claimcheck.core.extract.chinese.words import WHOLE_ENDS
from claimcheck.core.extract.page.text import has_cjk
from claimcheck.model.documents import Kind

_STROKES = frozenset("/／")
_LISTED = re.compile(r"([1-9]\d?)[.、．,)）]?")
_NAMED = re.compile(rf"[\u4e00-\u9fff()]{{3}}(?<![我本贵该你]){WHOLE_ENDS.pattern}")
"""A company's whole name, and none that a sentence has for itself or its reader."""


def tags_in(spot: Spot, kind: Kind, bare: str = "") -> Iterator[Tag]:
    """The labels in a cell, left to right, with what stands between them."""
    text = bare or spot.bare
    taken = [hit for hit in _hits(text, kind) if hit[2].strong or _begins(spot, text, hit[0], hit[1])]
    taken.sort(key=lambda hit: (hit[0] - hit[1], hit[0]))
    chosen: list[tuple[int, int, Label]] = []
    for start, end, label in taken:
        if all(end <= other[0] or start >= other[1] for other in chosen):
            chosen.append((start, end, label))
    chosen = _with_beginning(sorted(chosen or _nearly(text, kind), key=lambda hit: hit[0]), text, kind)
    if text == spot.bare:
        chosen = list(_with_numbers(spot, chosen))
    for (start, end, label), (behind, stop) in zip(chosen, _shares(chosen, text), strict=True):
        at = spot.row.starts[spot.k]
        last = min(end, len(spot.kept)) - 1
        first = min(start, last)
        box, _ = spot.row.place(at + spot.kept[first], at + spot.kept[last] + 1)
        yield Tag(label, spot, start, behind, stop, box)


@lru_cache(maxsize=8192)  # the cells of a page are gone through whole, and again by parts
def _hits(text: str, kind: Kind) -> tuple[tuple[int, int, Label], ...]:
    found = ((label, match) for label, pattern in labels_of(kind) for match in pattern.finditer(text))
    return tuple((match.start(), end_of(text, match), label) for label, match in found)


def _shares(chosen: Sequence[tuple[int, int, Label]], text: str) -> Iterator[tuple[int, int]]:
    """Where what stands behind each label begins and ends: up to the next one.

    Labels with a stroke between share what stands behind the last of them, a part each: `发票代码/发票号码：1310/0012`.
    """
    stops = [*(start for start, _, _ in chosen), len(text)][1:]
    first = 0
    for i, stop in enumerate(stops):
        end = chosen[i][1]
        if i + 1 < len(chosen) and text[end:stop] in _STROKES:
            continue
        parts = re.split("[/／]", text[end:stop])
        group = range(first, i + 1)
        if len(group) == len(parts) > 1:
            starts = [end + sum(len(part) + 1 for part in parts[:k]) for k in range(len(parts))]
            yield from ((at, at + len(part)) for at, part in zip(starts, parts, strict=True))
        elif len(group) > 1 and end == stop == len(text):
            yield from ((stop, stop) for _ in group)
        else:
            yield from ((chosen[k][1], stops[k]) for k in group)
        first = i + 1


def _nearly(text: str, kind: Kind) -> list[tuple[int, int, Label]]:
    """A label at the beginning of a cell with one sign misread or the first lost, where its wording can tell."""
    for wording, label in nearly_of(kind):
        head = text[: len(wording)]
        if tells_side(wording) and head[:1] != wording[0] and head[:1] not in LIKE_SIDES[wording[0]]:
            continue
        if len(head) == len(wording) and sum(a != b for a, b in zip(head, wording, strict=True)) == 1:
            closed = len(wording) + (text[len(wording) : len(wording) + 1] in {":", "："})
            return [(0, closed, label)]
        if len(wording) > 4 and text.startswith(wording[1:]):
            return [(0, len(wording) - 1, label)]
    return []


def _with_beginning(chosen: list[tuple[int, int, Label]], text: str, kind: Kind) -> list[tuple[int, int, Label]]:
    """The labels, the first with the beginning that a sign misread parted from it: `纳税入识别号`."""
    if not chosen or chosen[0][0] == 0:
        return chosen
    start, end, _ = chosen[0]
    whole = [hit for hit in _nearly(text, kind) if start < hit[1] <= end]
    return [(0, end, label) for _, _, label in whole] + chosen[1:] if whole else chosen


def _with_numbers(spot: Spot, chosen: Sequence[tuple[int, int, Label]]) -> Iterator[tuple[int, int, Label]]:
    """The labels with the list's number before each: set off from the value before, or the one after the last."""
    number = 0
    for start, end, label in chosen:
        parts = {at: _LISTED.fullmatch(spot.bare, at, start) for at in range(max(1, start - 3), start)}
        found = {at: int(match[1]) for at, match in parts.items() if match}
        begins = next((at for at, told in found.items() if spot.apart(at) or told == number + 1 > 1), start)
        first = _LISTED.match(spot.bare, begins)
        number = int(first[1]) if first else 0
        yield begins, end, label


def _begins(spot: Spot, text: str, start: int, end: int) -> bool:
    """Whether a weak label is one here: at the beginning of its cell, or set off before and behind.

    The end of a company's name sets off what the reader joined to it, a colon or a seal's bracket what stands behind;
    the English of a bilingual form is set off by the Chinese round it.
    """
    if start == 0:
        return True
    if text is not spot.bare and text != spot.bare:
        return False
    behind_name = _NAMED.search(text[:start]) is not None and end - start > 2
    before = spot.apart(start) or not text[start - 1].isalnum() or behind_name
    closed = text[end - 1] in ":：)）" or end == len(text) or spot.apart(end) or behind_name
    return (before and closed) or _english_in_chinese(text, start, end)


def _english_in_chinese(text: str, start: int, end: int) -> bool:
    return end - start > 3 and text[start:end].isascii() and has_cjk(text[start - 1]) and has_cjk(text[end : end + 1])
