"""Parties that a sentence introduces: a name, a bracket with its number, and what the paper calls it from there on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from claimcheck.core.extract.chinese.shapes import VALUES, identity_number, like_company, registered, surely_person
from claimcheck.core.extract.chinese.sheet import Read, Sheet, Spot, part_of
from claimcheck.core.extract.chinese.words import BUYERS, SELLERS
from claimcheck.core.extract.page.rows import Row

LINES: Final = 4
"""Lines that such a bracket goes over at the most."""
_NAME: Final = r"(?P<name>(?:(?![由与和及同、])[\u4e00-\u9fffA-Za-z·()]){2,40})"
_CALLED: Final = re.compile(
    rf"(?:^|[由与和及同、，,。:：;；]){_NAME}[(（\[【](?P<told>[^()（）]{{0,90}}?)(?:以下|下)?(?:简)?称(?:为|作|之为|呼为)?"
    rf"[“\"'‘「]?(?:(?P<buyer>{BUYERS})|(?P<seller>{SELLERS}))[”\"'’」]?[)）\]】]"
)


def defined(sheet: Sheet) -> Iterator[tuple[str, Read, Read | None]]:
    """Each party that a sentence introduces with a word for its side: the side, the name, the number in its bracket."""
    for i, spot in enumerate(sheet.spots):
        lines = _running(sheet.spots[i : i + LINES])
        text = "".join(one.bare for one in lines)
        for match in _CALLED.finditer(text):
            name = match["name"]
            if match.start("name") >= len(spot.bare) or not (like_company(name) or surely_person(name)):
                continue
            yield "buyer" if match["buyer"] else "seller", _read(lines, *match.span("name")), _number(lines, match)


def _running(spots: Sequence[Spot]) -> list[Spot]:
    """The first of these cells with those that its text runs on into: each alone in its row."""
    lines = [spots[0]]
    for spot in spots[1:]:
        if spot.row.page != spots[0].row.page or len(spot.row.cells) > 1 or len(lines[-1].row.cells) > 1:
            break
        lines.append(spot)
    return lines


def _number(lines: Sequence[Spot], match: re.Match[str]) -> Read | None:
    """The number made as those of persons and companies are that stands between a name and what it is called."""
    start, end = match.span("told")
    text = "".join(one.bare for one in lines)
    for found in VALUES["id"].finditer(text, start, end):
        if identity_number(found.group()) or registered(found.group()):
            return _read(lines, *found.span())
    return None


def _read(lines: Sequence[Spot], start: int, end: int) -> Read:
    """What stands between two offsets of lines put together, where each part of it stands."""
    text, parts, at = "", list[tuple[Row, int, int]](), 0
    for spot in lines:
        first, last = max(start - at, 0), min(end - at, len(spot.bare))
        if first < last:
            text += spot.bare[first:last]
            parts.append(part_of(spot, first, last))
        at += len(spot.bare)
    return Read(text, tuple(parts), lines[0].cell.box)
