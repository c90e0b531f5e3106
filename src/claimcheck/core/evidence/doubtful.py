"""Words on a paper that may say that it proves nothing: a person reads them, since they may be about something else."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from claimcheck.core.evidence.oneself import bought_by_seller
from claimcheck.core.evidence.proof import Source
from claimcheck.core.extract.chinese.parties import SAID
from claimcheck.core.extract.labels import NAMED_OTHERWISE
from claimcheck.core.extract.money.qualified import part_of_price
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.papers.annulled import card_slip, doubted, headed, not_owed, stamped, unnumbered, voided
from claimcheck.core.extract.papers.sorts import another_sort
from claimcheck.core.extract.papers.states import sale_undone, undone
from claimcheck.core.values import compare
from claimcheck.model.decisions import Finding, Place
from claimcheck.model.documents import PROOF_OF_SALE
from claimcheck.model.said import Said

TAX_INVOICES = frozenset({"vat_invoice", "motor_vehicle_invoice"})
_LABELLED = frozenset({"label", SAID})
"""Supports of a party that the paper's own words name."""


def doubtful(documents: Sequence[Source], locale: str = "", proving: Collection[str] = ()) -> tuple[Finding, ...]:
    """A finding for each paper that says something which may mean that it proves no sale.

    A proof of sale may carry a word like TEST, a title at its foot, or a total that is called a deposit. The slip of a
    card's terminal is no proof where nothing else is attached that tells of the sale. Any other paper whose kind may
    prove something is doubtful where it says that it is void or undone.

    Args:
        documents: the papers of the claim.
        locale: the program's.
        proving: the kinds of paper that can prove something to the program.
    """
    sales = [source for source in documents if source.extracted.kind in PROOF_OF_SALE]
    invoices = [source for source in sales if source.extracted.kind == "invoice"]
    taxed = [source for source in sales if source.extracted.kind in TAX_INVOICES]
    others = [s for s in documents if s.extracted.kind in proving and s.extracted.kind not in PROOF_OF_SALE]
    slips = _saying(sales, lambda source: card_slip(source.rows))
    found = (
        *_saying(sales, lambda s: doubted(s.rows) or another_sort(s.rows) or sale_undone(s.rows)),
        *(slips if len(slips) == len(sales) else ()),
        *_saying(invoices, lambda source: headed(source.rows) or not_owed(source.rows)),
        *_saying(sales, lambda source: _called_a_part(source, locale)),
        *_saying(sales, _without_number),
        *_saying(taxed, lambda source: stamped(source.rows)),
        *_saying(
            others, lambda source: voided(source.rows, terms=source.extracted.kind == "contract") or undone(source.rows)
        ),
        *(finding for source in sales if (finding := _sold_to_itself(source)) is not None),
    )
    in_data = {s.document.id: one.doubted for s in sales for one in s.document.pages.structured if one.doubted}
    return (*found, *(_finding(text, document) for document, text in in_data.items()))


def _saying(papers: Sequence[Source], told: Callable[[Source], tuple[Row, str] | None]) -> list[Finding]:
    """A finding for each paper on which `told` finds a row that puts it in doubt."""
    return [_finding(said[1], paper.document.id, said[0]) for paper in papers if (said := told(paper)) is not None]


def _without_number(source: Source) -> tuple[Row, str] | None:
    """What a paper is called that bears no number of its own, and so may be an offer or an order."""
    return unnumbered(source.rows, source.extracted.kind) if _has_no_number(source) else None


def _has_no_number(source: Source) -> bool:
    """Whether a paper bears no number that its label says is its own."""
    field = source.extracted.fields.get("invoice_number")
    return field is None or not field.value or NAMED_OTHERWISE in field.supports


def _called_a_part(source: Source, locale: str) -> tuple[Row, str] | None:
    """The row in which the total is called a deposit, an instalment or a rent."""
    field = source.extracted.fields.get("total_amount")
    row = part_of_price(source.rows, field, locale) if field is not None else None
    return (row, row.text.strip()) if row is not None else None


def _sold_to_itself(source: Source) -> Finding | None:
    """A finding where the paper names one as the seller and as the buyer, whatever other papers prove of either."""
    seller, buyer = (source.extracted.fields.get(name) for name in ("seller_name", "buyer_name"))
    if seller is None or not seller.value:
        return None
    labelled = buyer is not None and all(_LABELLED.intersection(one.supports) for one in (seller, buyer))
    twice = labelled and buyer is not None and compare.names(seller.value, buyer.value or "").score >= 1.0
    if not twice and not bought_by_seller(source.rows, seller):
        return None
    message = Said("The document names {names} as the seller and as the buyer.", names=seller.value)
    place = Place(source.document.id, seller.page, seller.box)
    return Finding("document.doubtful", "unknown", "document", message, found=seller.value, place=place)


def _finding(text: str, document: str, row: Row | None = None) -> Finding:
    message = Said("On the document stands: {text}", text=text)
    place = Place(document, row.page, row.box) if row is not None else Place(document)
    return Finding("document.doubtful", "unknown", "document", message, found=text, place=place)
