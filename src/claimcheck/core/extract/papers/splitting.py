"""Which pages of a file make one document, and what a page behind its total may say of the sale."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from claimcheck.core.extract.numbers.identifiers import number_fields
from claimcheck.core.extract.page.rows import Row, rows_of
from claimcheck.core.extract.papers.kinds import SINGLE_PAGES, kind_of
from claimcheck.model.documents import PROOF_OF_SALE, Field, Kind, Page

BEHIND = "page.behind"
"""The support code of what stands on a page behind the total's and tells which sale it was: it proves nothing."""
_TELL_THE_SALE = ("seller_name", "seller_id", "invoice_number", "invoice_code", "invoice_date")

_NUMBERED = re.compile(r"(?:page|seite|pagina|página|第)\s*:?\s*(\d{1,3})\s*(?:of|von|de|di|van|/|页)", re.IGNORECASE)


def documents_of(pages: Sequence[Page]) -> tuple[tuple[Page, ...], ...]:
    """The pages in groups, a document each.

    A page begins a new document when it is numbered 1, when it is a form of one page or follows one, or when it names
    another invoice number than the page before.
    """
    if len(pages) < 2:
        return (tuple(pages),) if pages else ()
    groups: list[list[Page]] = []
    kind_before: Kind = "other"
    number_before = ""
    for page in pages:
        rows = rows_of((page,))
        kind, number = kind_of(rows)[0], _number(rows)
        if not groups or _begins(rows, kind, kind_before, number, number_before):
            groups.append([page])
        else:
            groups[-1].append(page)
        kind_before, number_before = kind, number or number_before
    return tuple(tuple(group) for group in groups)


def _begins(rows: Sequence[Row], kind: Kind, kind_before: Kind, number: str, number_before: str) -> bool:
    counted = [int(m.group(1)) for row in rows for m in _NUMBERED.finditer(row.text)]
    if counted:
        return counted[0] == 1
    if kind in SINGLE_PAGES or (kind_before in SINGLE_PAGES and kind != "other"):
        return bool(rows)
    return bool(number and number_before and number != number_before)


def _number(rows: Sequence[Row]) -> str:
    field = number_fields(rows, "invoice").get("invoice_number")
    return field.value or "" if field is not None and field.confidence > 0.93 else ""


def headed(
    fields: Mapping[str, Field], kind: Kind, end: int | None, told_until: Callable[[int], Mapping[str, Field]]
) -> dict[str, Field]:
    """A sale's fields, with a doubt at what only a page behind its total says of it: anybody may have added that page.

    An invoice may list there what was sold; a till's receipt has ended. What the pages up to the total tell by
    themselves (`told_until` their last, `end`), and the page behind only repeats, is taken from them.
    """
    last = end if kind in PROOF_OF_SALE else None
    behind = [
        name
        for name, field in fields.items()
        if last and field.page and field.page > last and (kind == "receipt" or name in _TELL_THE_SALE)
    ]
    before = told_until(last) if last and behind else {}
    found = dict(fields)
    for name in behind:
        field, own = fields[name], before.get(name)
        same = own is not None and own.value is not None and own.value == field.value
        found[name] = own if own is not None and same else replace(field, supports=(*field.supports, BEHIND))
    return found
