"""`extract`: what stands on a file, document by document, with no claim in mind."""

from __future__ import annotations

from claimcheck.core.extract.amounts import amounts_in
from claimcheck.core.extract.currency import currency_field
from claimcheck.core.extract.dates import dates_in, invoice_date, page_order, resolved
from claimcheck.core.extract.kinds import kind_of
from claimcheck.core.extract.parties import address_after, header_seller, name_field
from claimcheck.core.extract.rows import Row, rows_of
from claimcheck.core.extract.totals import total_fields
from claimcheck.model.documents import Extracted, Field, Page, Pages


def extract(pages: Pages, *, locale: str = "", currency: str = "") -> tuple[Extracted, ...]:
    """What stands on each document of a file."""
    if not pages.pages:
        return ()
    rows = rows_of(pages.pages)
    return (_document(pages.pages, rows, locale, currency),)


def _document(pages: tuple[Page, ...], rows: tuple[Row, ...], locale: str, currency: str) -> Extracted:
    first = pages[0]
    kind, sure = kind_of(rows, first.width / first.height if first.height else 1.0)
    fields: dict[str, Field] = {}
    printed = dates_in(rows)
    printed = resolved(printed, page_order(printed, rows, locale))
    day = invoice_date(printed, rows)
    if day:
        fields["invoice_date"] = day
    fields.update(total_fields(amounts_in(rows), rows))
    block = header_seller(rows)
    if block:
        fields["seller_name"] = name_field("seller_name", block, ("layout",))
        where = address_after(block, rows)
        if where:
            fields["address"] = where
    money = currency_field(rows)
    if money and (money.value or not currency):
        fields["currency"] = money
    return Extracted(tuple(p.number for p in pages), kind, sure, fields)
