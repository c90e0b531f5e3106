"""Where what a claim states stands on pages, word for word."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import Final

from claimcheck.core.extract.page.cells import union
from claimcheck.core.personal.secrets import fold
from claimcheck.model.documents import Box, Line, Page, Pages

_TELLING: Final = 5
"""What has fewer characters may stand there by chance."""
_NEXT: Final = 1.5


def standing(pages: Pages, said: str) -> list[tuple[int, Box]]:
    """Where on which page what a claim states of a field stands as it is, whatever a reader took it for.

    It may go on in the line below. What has few characters may stand there by chance, and is not looked for.
    """
    value = fold(said)[0]
    found = [(page, box) for page in pages.pages for line in page.lines for box in _said_in(line, value)]
    found += [(page, box) for page in pages.pages for box in _said_over_two(page, value)]
    return [(page.number, box) for page, box in found]


def _said_over_two(page: Page, said: str) -> list[Box]:
    """Lines that say just this together, the second close below the first; a number is not broken so."""
    if any(c.isdigit() for c in said):
        return []
    ending: dict[str, list[Line]] = defaultdict(list)
    begun: list[tuple[Line, str]] = []
    for line in page.lines if len(said) > 2 * _TELLING else ():
        part = fold(line.text)[0]
        if said.endswith(part):
            ending[part].append(line)
        if _TELLING <= len(part) < len(said) and said.startswith(part):
            begun.append((line, said[len(part) :]))
    ends = {rest: sorted(lines, key=lambda one: one.box.top) for rest, lines in ending.items()}
    tops = {rest: [one.box.top for one in lines] for rest, lines in ends.items()}
    return [
        one.box for first, rest in begun if rest in ends
        for second in ends[rest][bisect_left(tops[rest], first.box.top) : bisect_left(tops[rest], _reach(first.box))]
        if _next_below(first.box, second.box)
        for one in (first, second)
    ]  # fmt: skip


def _reach(first: Box) -> float:
    return first.bottom + _NEXT * (first.bottom - first.top)


def _next_below(first: Box, second: Box) -> bool:
    height = first.bottom - first.top
    near = first.top + height / 2 < second.top < _reach(first)
    return near and first.left - height <= second.right and second.left <= first.right + height


def _said_in(line: Line, said: str) -> list[Box]:
    """Where words of a line say just this."""
    words = [(fold(word.text)[0], word.box) for word in line.words or (line,)]
    found: list[Box] = []
    for start in range(len(words) if len(said) >= _TELLING else 0):
        read, end = "", start
        while end < len(words) and len(read) < len(said):
            read, end = read + words[end][0], end + 1
        if read == said:
            found.append(union(box for _, box in words[start:end]))
    return found
