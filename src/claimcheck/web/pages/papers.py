"""What the papers of a new claim say together: which of them fills it in, and where they may be of two sales."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from claimcheck.core.values import compare
from claimcheck.model.documents import PROOF_OF_SALE, Extracted, Field
from claimcheck.services.claiming.views import DocumentView

_ALIKE: Final = 0.8
"""From here on two values may be one, misread on a paper."""
_NAMED: Final = 6


@dataclass(frozen=True, slots=True)
class Apart:
    """Papers that may be of several sales.

    Attributes:
        field: in which they differ.
        said: each value with the file that says it.
    """

    field: str
    said: tuple[tuple[str, str], ...]


def filling(names: Sequence[str], documents: Sequence[DocumentView]) -> Extracted | None:
    """The proof of sale that shows most of the values: what it shows is filled in together.

    Of several receipts the seller of one, the day of another and the total of a third would be a sale that never was.
    """
    papers = [one for document in documents for one in document.extracted if one.kind in PROOF_OF_SALE]
    return max(papers, key=lambda one: sum(bool(printed(one, name)) for name in names), default=None)


def printed(paper: Extracted, name: str) -> Field | None:
    """What a paper says under a name; None where that is nothing."""
    field = paper.fields.get(name)
    return field if field is not None and field.value else None


def apart(documents: Sequence[DocumentView], *, several: bool) -> Apart | None:
    """In what proofs of sale differ that one sale has once: seller, number, total.

    An invoice and the receipt for it have a number each and one total. Of `several` vehicles each may have an invoice,
    but all are of one seller.
    """
    papers = [(file.filename, one) for file in documents for one in file.extracted if one.kind in PROOF_OF_SALE]
    kinds = () if several else sorted({one.kind for _, one in papers})
    asked = [
        ("seller_name", papers, _one_seller),
        *(("invoice_number", [(f, o) for f, o in papers if o.kind == kind], _one_number) for kind in kinds),
        *(() if several else (("total_amount", papers, _one_total),)),
    ]
    for name, among, same in asked:
        said = _unlike([(one, file) for file, one in among if printed(one, name)], same)
        if len(said) > 1:
            return Apart(name, tuple((one.fields[name].value or "", file) for one, file in said))
    return None


def _unlike(
    papers: Sequence[tuple[Extracted, str]], same: Callable[[Extracted, Extracted], bool]
) -> list[tuple[Extracted, str]]:
    """The first papers that say what none before them says, no more than are named: there may be thousands."""
    found: list[tuple[Extracted, str]] = []
    for one, file in papers:
        if not any(same(one, other) for other, _ in found):
            found.append((one, file))
            if len(found) == _NAMED:
                break
    return found


def _one_seller(one: Extracted, other: Extracted) -> bool:
    """Whether two papers may be of one seller: by its number where both have one, else by its name or a part of it."""
    ids = [printed(paper, "seller_id") for paper in (one, other)]
    if ids[0] and ids[1]:
        return compare.identifiers(_said(one, "seller_id"), _said(other, "seller_id")).score > _ALIKE
    names = [_said(paper, "seller_name") for paper in (one, other)]
    short, long = sorted(map(compare.compact, names), key=len)
    return short in long or compare.names(*names).score > _ALIKE


def _one_number(one: Extracted, other: Extracted) -> bool:
    return compare.invoice_numbers(_said(one, "invoice_number"), _said(other, "invoice_number")).score > _ALIKE


def _one_total(one: Extracted, other: Extracted) -> bool:
    return _said(one, "total_amount") == _said(other, "total_amount")


def _said(paper: Extracted, name: str) -> str:
    return paper.fields[name].value or ""
