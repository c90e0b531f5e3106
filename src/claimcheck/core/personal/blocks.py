"""Where on a page personal data lies that has no form of its own: beside and below what announces it.

An address has no form of its own in every language; that it stands under a name tells it.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from claimcheck.core.personal.facts import begins_the_sale, heads_a_column, priced, tells_a_fact
from claimcheck.core.personal.forms import PERSON_LABELS, STAFF_LABELS, asks_to_sign
from claimcheck.core.personal.secrets import Secrets, parts, whole
from claimcheck.model.documents import Line, Page

_BLOCK: Final = 6
"""Lines below a label such as `Bill to` that may belong to it."""


def lines_about(page: Page, secrets: Secrets) -> list[Line]:
    """Lines that say who somebody is or where they live, or where somebody signs, by the place where they stand."""
    found = [line for label in _labels(page, secrets) for line in _beside(page, label)]
    found += [line for named in _named(page, secrets) for line in _address_below(page, named)]
    if secrets.hides("signature"):
        said = "\n".join(line.text for line in page.lines)
        signs = [line for line in page.lines if asks_to_sign(line.text, said)]
        found += [line for line in page.lines if _signed(signs, line)]
    return found


def _labels(page: Page, secrets: Secrets) -> list[Line]:
    """Lines that end in the label of a person, so that what it names stands below."""
    if not secrets.hides("person"):
        return []
    return [
        line for line in page.lines
        for said in (PERSON_LABELS, STAFF_LABELS)
        for found in said.finditer(line.text)
        if not line.text[found.end() :].strip() or found.start() == 0
    ]  # fmt: skip


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
    return priced(line.text) or (line.box.left <= head.box.right and begins_the_sale(line.text))


def _right(page: Page, head: Line) -> list[Line]:
    """Lines that stand right of another, on its row."""
    middle = (head.box.top + head.box.bottom) / 2
    return [
        line for line in page.lines
        if line.box.left >= head.box.right - 0.01 and line.box.top <= middle <= line.box.bottom
    ]  # fmt: skip


def _edge(page: Page, head: Line) -> float:
    """Where the next column of a table begins, by its own head; the page's edge where there is none."""
    return min((line.box.left - 0.01 for line in _right(page, head) if heads_a_column(line.text)), default=1.0)


def _beside(page: Page, label: Line) -> list[Line]:
    """Lines that stand below a label, one close under the other; and those right of a label that stands alone.

    What stands right of it and tells a fact of the sale (a number, a day) or heads a column belongs to the next column,
    not to the label.
    """
    alone = any(said.fullmatch(label.text.strip()) for said in (PERSON_LABELS, STAFF_LABELS))
    bills = _bills(label)
    if not alone and not bills:
        return []
    found: list[Line] = []
    height, edge = max(label.box.bottom - label.box.top, 1e-4), _edge(page, label)
    if alone:
        found += [r for r in _right(page, label) if not tells_a_fact(r.text) and not heads_a_column(r.text)]
        found += [line for head in tuple(found) for line in _address_below(page, head)]
    bottom, below = label.box.bottom, 0
    for line in sorted(page.lines, key=lambda one: one.box.top):
        if below >= (_BLOCK if bills else 1) or line is label or line.box.top < label.box.top + height / 2:
            continue
        if not _under(line, label) or line.box.left > edge:
            continue
        if line.box.top > bottom + 1.2 * height or (not alone and not below and line.box.top > bottom + 0.8 * height):
            break
        bottom = max(bottom, line.box.bottom)
        if found and (_ends(line, label) or (tells_a_fact(line.text) and not bills)):
            break
        if not found or not tells_a_fact(line.text):
            found.append(line)
            below += 1
    return found


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
