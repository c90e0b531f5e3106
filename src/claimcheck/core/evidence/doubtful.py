"""What stands upon a paper and may say that it proves nothing: a person reads it, for it may speak of other things."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from claimcheck.core.evidence.proof import Source
from claimcheck.core.extract.labels import NAMED_OTHERWISE
from claimcheck.core.extract.money.qualified import part_of_price
from claimcheck.core.extract.page.rows import Row
from claimcheck.core.extract.papers.annulled import card_slip, doubted, headed, not_owed, stamped, unnumbered, voided
from claimcheck.core.extract.papers.states import sale_undone, undone
from claimcheck.model.decisions import Finding, Place
from claimcheck.model.documents import PROOF_OF_SALE
from claimcheck.model.said import Said

TAX_INVOICES = frozenset({"vat_invoice", "motor_vehicle_invoice"})


def doubtful(documents: Sequence[Source], locale: str = "", proving: Collection[str] = ()) -> tuple[Finding, ...]:
    """A finding for each proof of sale that a word like TEST, a title at its foot or its total's name puts in doubt.

    The slip of a card's terminal is no proof where nothing else is attached that tells of the sale. Any other paper
    that may prove something, by its kind, is doubtful where it says that it does not stand.
    """
    sales = [source for source in documents if source.extracted.kind in PROOF_OF_SALE]
    marked = [
        (source, told) for source in sales if (told := doubted(source.rows) or sale_undone(source.rows)) is not None
    ]
    slips = [(source, told) for source in sales if (told := card_slip(source.rows)) is not None]
    if len(slips) == len(sales):
        marked += slips
    invoices = [source for source in sales if source.extracted.kind == "invoice"]
    marked += [
        (source, told) for source in invoices if (told := headed(source.rows) or not_owed(source.rows)) is not None
    ]
    marked += [
        (source, (row, row.text.strip())) for source in sales if (row := _called_a_part(source, locale)) is not None
    ]
    marked += [
        (source, told)
        for source in sales
        if _has_no_number(source) and (told := unnumbered(source.rows, source.extracted.kind)) is not None
    ]
    taxed = [source for source in sales if source.extracted.kind in TAX_INVOICES]
    marked += [(source, told) for source in taxed if (told := stamped(source.rows)) is not None]
    others = [s for s in documents if s.extracted.kind in proving and s.extracted.kind not in PROOF_OF_SALE]
    marked += [(source, told) for source in others if (told := voided(source.rows) or undone(source.rows)) is not None]
    called = {s.document.id: one.doubted for s in sales for one in s.document.pages.structured if one.doubted}
    return (
        *(_finding(text, source.document.id, row) for source, (row, text) in marked),
        *(_finding(text, document) for document, text in called.items()),
    )


def _has_no_number(source: Source) -> bool:
    """Whether a paper bears no number that its label says is its own."""
    field = source.extracted.fields.get("invoice_number")
    return field is None or not field.value or NAMED_OTHERWISE in field.supports


def _called_a_part(source: Source, locale: str) -> Row | None:
    """The row in which the total is called a deposit, an instalment or a rent."""
    field = source.extracted.fields.get("total_amount")
    return part_of_price(source.rows, field, locale) if field is not None else None


def _finding(text: str, document: str, row: Row | None = None) -> Finding:
    message = Said("On the document stands: {text}", text=text)
    place = Place(document, row.page, row.box) if row is not None else Place(document)
    return Finding("document.doubtful", "unknown", "document", message, found=text, place=place)
