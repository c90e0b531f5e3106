"""Where on a page personal data lies that has no form of its own: beside and below what announces it.

An address has no form of its own in every language; that it stands under a name tells it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from claimcheck.core.personal.facts import (
    addresses,
    begins_a_form,
    begins_the_sale,
    heads_a_column,
    priced,
    tells_a_fact,
)
from claimcheck.core.personal.forms import (
    PERSON_LABELS,
    STAFF_LABELS,
    addressed,
    asks_to_sign,
    is_a_label,
    unannounced,
)
from claimcheck.core.personal.names import begins_a_name, ends_a_name, goes_on, names_a_company, names_somebody
from claimcheck.core.personal.secrets import Secrets, parts, whole
from claimcheck.model.documents import Line, Page

_BLOCK: Final = 6
"""Lines below a label such as `Bill to` that may belong to it."""


@dataclass(frozen=True, slots=True)
class _Label:
    """Words that announce somebody, on their line; `said` is what follows them there."""

    line: Line
    said: str
    alone: bool


def lines_about(page: Page, secrets: Secrets) -> list[Line]:
    """Lines that say who somebody is or where they live, or where somebody signs, by the place where they stand."""
    found = [line for named in _named(page, secrets) for line in _address_below(page, named)]
    if secrets.hides("person"):
        buyers = _labels(page, PERSON_LABELS)
        found += [line for label in buyers for line in _bought(page, label)]
        found += [line for label in _labels(page, STAFF_LABELS) for line in _at_work(page, label)]
        found += [line for one in page.lines for line in _continued(page, one, addressed(one.text))]
    if secrets.hides("signature"):
        said = "\n".join(line.text for line in page.lines)
        signs = [line for line in page.lines if asks_to_sign(line.text, said)]
        found += [line for line in page.lines if _signed(signs, line)]
    return found


def _labels(page: Page, words: re.Pattern[str]) -> list[_Label]:
    """Labels of persons on a page: each alone in its line, or with what it announces behind it."""
    return [
        _Label(line, said, not said and not unannounced(line.text[: found.start()]))
        for line in page.lines
        for found in words.finditer(line.text)
        for said in (line.text[found.end() :].lstrip(" :：._-–—(").rstrip(" :：._)"),)
    ]


def _bought(page: Page, label: _Label) -> list[Line]:
    """Who is named by a label of a buyer, and where they live."""
    beside = _beside(page, label)
    begun = [line for line in beside if names_somebody(line.text) and begins_a_name(line.text)]
    rest = [line for one in begun for line in _continued(page, one, one.text)]
    return beside + rest + _continued(page, label.line, label.said)


def _at_work(page: Page, label: _Label) -> list[Line]:
    """Who is named by a label of the seller's people: one name, right of it or below, else above, wherever it goes on.

    Of a label alone nobody knows on which side its name stands: what looks like a name is hidden on both.
    """
    if not label.alone:
        return _continued(page, label.line, label.said)
    beside = [
        line for line in (*_right(page, label.line)[:1], *_next(page, label.line))
        if not _of_no_person(line) and not names_a_company(line.text)
    ]  # fmt: skip
    found = [line for line in beside if names_somebody(line.text)] or beside[:1]
    if not found:
        found = _above(page, label.line)
    return found + [line for one in found for line in _continued(page, one, one.text)]


def _continued(page: Page, line: Line, said: str) -> list[Line]:
    """Lines with the rest of a name that a line ends with: close behind it, or close below."""
    if not said or not goes_on(said):
        return []
    height = (line.box.bottom - line.box.top) * page.height / max(page.width, 1)
    behind = [one for one in _right(page, line)[:1] if one.box.left - line.box.right < 5 * height]
    for one in (*behind, *_next(page, line)):
        if ends_a_name(said, one.text) and not _of_no_person(one):
            return [one, *_continued(page, one, f"{said} {one.text}")]
    return []


def _next(page: Page, line: Line) -> list[Line]:
    """The line that stands next below another, close under it; none where there is none."""
    height = line.box.bottom - line.box.top
    below = [
        one for one in page.lines
        if line.box.top + height / 2 < one.box.top < line.box.bottom + 1.2 * height
        and line.box.left - 0.02 <= one.box.right and one.box.left <= line.box.right
    ]  # fmt: skip
    return sorted(below, key=lambda one: (one.box.top, one.box.left))[:1]


def _above(page: Page, label: Line) -> list[Line]:
    """A name right above a line, over one line or two."""
    over = next((one for one in page.lines if names_somebody(one.text) and label in _next(page, one)), None)
    if over is None:
        return []
    return [over, *(one for one in page.lines if over in _next(page, one) and over in _continued(page, one, one.text))]


def _of_no_person(line: Line) -> bool:
    """Whether a line near the label of somebody tells of the sale, heads a column, or is a label itself."""
    return tells_a_fact(line.text) or heads_a_column(line.text) or begins_the_sale(line.text) or is_a_label(line.text)


def _named(page: Page, secrets: Secrets) -> list[Line]:
    """Lines that name somebody: by a hidden value, or behind a person's label; of a name over two lines, the lower."""
    buyers = replace(secrets, values={k: v for k, v in secrets.values.items() if k.startswith("buyer")})
    named = [
        line for line in page.lines
        if whole(buyers, line.text) or (secrets.hides("person") and PERSON_LABELS.match(line.text.strip()))
    ]  # fmt: skip
    begun = [line for line in page.lines if line not in named and parts(buyers, line.text)]
    return named + [
        below for above, below in itertools.permutations(begun, 2)
        if 0 < below.box.top - above.box.top < 2.2 * (above.box.bottom - above.box.top)
        and _under(below, above) and whole(buyers, f"{above.text} {below.text}")
    ]  # fmt: skip


def _address_below(page: Page, named: Line) -> list[Line]:
    """What stands close under a name, one under the other: an address has no form of its own in every language.

    A line that tells a fact of the sale is passed over; the first one of what was bought ends it.
    """
    found: list[Line] = []
    bottom, height, edge = named.box.bottom, max(named.box.bottom - named.box.top, 1e-4), _edge(page, named)
    for line in sorted(page.lines, key=lambda one: one.box.top):
        if line.box.top < named.box.top + height / 2 or not _under(line, named) or line.box.left > edge:
            continue
        if line.box.top > bottom + 1.2 * height or len(found) == _BLOCK or _ends(line, named):
            break
        if not tells_a_fact(line.text):
            found.append(line)
        bottom = max(bottom, line.box.bottom)
    return found


def _under(line: Line, head: Line) -> bool:
    """Whether a line lower on the page stands in the column of a head."""
    return head.box.left - 0.02 <= line.box.right and line.box.left <= head.box.right + 0.15


def _ends(line: Line, head: Line) -> bool:
    """Whether what was bought begins at a line under a head; beside it, only a price says so."""
    below = line.box.left <= head.box.right
    return priced(line.text) or (below and (begins_the_sale(line.text) or begins_a_form(line.text)))


def _right(page: Page, head: Line) -> list[Line]:
    """Lines that stand right of another, on its row, the nearest first."""
    middle = (head.box.top + head.box.bottom) / 2
    found = [
        line for line in page.lines
        if line.box.left >= head.box.right - 0.01 and line.box.top <= middle <= line.box.bottom
    ]  # fmt: skip
    return sorted(found, key=lambda line: line.box.left)


def _edge(page: Page, head: Line) -> float:
    """Where the next column of a table begins, by its own head; the page's edge where there is none."""
    return min((line.box.left - 0.01 for line in _right(page, head) if heads_a_column(line.text)), default=1.0)


def _beside(page: Page, label: _Label) -> list[Line]:
    """Lines below a label of a buyer, one close under the other; and those right of one that stands alone."""
    bills = _bills(label.line)
    if not label.alone and not bills:
        return []
    found = _right_of_alone(page, label.line) if label.alone else []
    height, edge = max(label.line.box.bottom - label.line.box.top, 1e-4), _edge(page, label.line)
    bottom, count = label.line.box.bottom, 0
    for line in sorted(page.lines, key=lambda one: one.box.top):
        if count >= (_BLOCK if bills else 1) or line is label.line or line.box.top < label.line.box.top + height / 2:
            continue
        if not _under(line, label.line) or line.box.left > edge:
            continue
        near = 1.2 if label.alone or count else 0.8
        if line.box.top > bottom + near * height:
            break
        bottom = max(bottom, line.box.bottom)
        if found and (_ends(line, label.line) or (tells_a_fact(line.text) and not bills)):
            break
        if not found or not tells_a_fact(line.text):
            found.append(line)
            count += 1
    return found or (_above(page, label.line) if label.alone else [])


def _right_of_alone(page: Page, label: Line) -> list[Line]:
    """Lines right of a label that stands alone, with the addresses under them.

    What tells a fact of the sale (a number, a day) or heads a column belongs to the next column, not to the label; so
    does what names nobody, where the label has somebody below it.
    """
    right = [one for one in _right(page, label) if not tells_a_fact(one.text) and not heads_a_column(one.text)]
    below = [one for one in _next(page, label) if not _of_no_person(one)]
    found = [one for one in right if not below or names_somebody(one.text) or addresses(one.text)]
    return found + [line for head in found for line in _address_below(page, head)]


def _bills(label: Line) -> bool:
    """Whether the label heads an address: what follows on its line goes on below it."""
    said = label.text.casefold()
    return any(one in said for one in ("bill to", "sold to", "ship to", "deliver", "address", "购买方", "地址", "住址"))


def _signed(signs: Sequence[Line], line: Line) -> bool:
    """Whether a line stands where somebody signs: beside, just above or just below a label for it."""
    for label in signs:
        height = label.box.bottom - label.box.top
        near = label.box.top - 2.5 * height <= line.box.top and line.box.bottom <= label.box.bottom + 2.5 * height
        beside = line.box.right > label.box.left - 0.05 and line.box.left < max(label.box.right, label.box.left + 0.35)
        if near and beside and line is not label:
            return True
    return False
