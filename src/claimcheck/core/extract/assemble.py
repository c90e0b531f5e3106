"""`extract`: what stands on a file, document by document, with no claim in mind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from claimcheck.core.extract.calibration import calibrated, calibrated_kind
from claimcheck.core.extract.chinese.fields import with_chinese
from claimcheck.core.extract.chinese.parties import FORMS
from claimcheck.core.extract.chinese.sums import checked_sums, in_yuan
from claimcheck.core.extract.days.dates import dates_in, resolved
from claimcheck.core.extract.days.of_sale import invoice_date
from claimcheck.core.extract.days.order import page_order
from claimcheck.core.extract.grounds.codes import with_barcodes
from claimcheck.core.extract.grounds.spelled import against_words
from claimcheck.core.extract.grounds.structured import against, with_xml, xml_items
from claimcheck.core.extract.labels import NAMED_OTHERWISE
from claimcheck.core.extract.money.amounts import Amount, amounts_in
from claimcheck.core.extract.money.currency import currency_field
from claimcheck.core.extract.money.line_items import line_items
from claimcheck.core.extract.money.roles import labelled
from claimcheck.core.extract.money.totals import total_fields
from claimcheck.core.extract.numbers.identifiers import number_fields, tax_ids
from claimcheck.core.extract.numbers.serials import serial_field
from claimcheck.core.extract.page.rows import Row, rows_of
from claimcheck.core.extract.page.text import has_cjk
from claimcheck.core.extract.papers.kinds import WITHOUT_SELLER, kind_of
from claimcheck.core.extract.papers.regions import box_of, parted
from claimcheck.core.extract.papers.splitting import documents_of, headed
from claimcheck.core.extract.parties.addresses import address_of
from claimcheck.core.extract.parties.broadcast import over_the_parties
from claimcheck.core.extract.parties.invoices import full_name, party_field, receiver_beside, sender_and_receiver
from claimcheck.core.extract.parties.letterheads import UNSURE, address_field
from claimcheck.core.extract.parties.nobody import holds_title, titles_paper
from claimcheck.core.extract.parties.receipts import across_columns, name_field, seller_in_head, unaccented
from claimcheck.core.values.compare import as_amount
from claimcheck.core.values.fingerprints import fingerprint, of_lines
from claimcheck.model.documents import PROOF_OF_SALE, Barcode, Extracted, Field, Kind, Page, Pages, StructuredInvoice

UNACCENTED = frozenset({"MYR", "SGD", "USD", "GBP", "AUD", "CNY"})
"""Currencies of countries whose names and streets are written without accents: one on the page is the reader's."""
CHINESE = 0.1
"""Part of its letters from which on a paper is in Chinese."""
_NUMBER = "invoice_number"
SURE_KIND, NO_TITLE = 0.99, 0.5
"""How sure a kind is that data says, and that of a page on which nothing names one."""


def extract(pages: Pages, *, locale: str = "", currency: str = "") -> tuple[Extracted, ...]:
    """What stands on each document of a file, with no claim in mind.

    Every field says where it stands, how sure it is, and on what grounds (`supports`): `label`, `layout`, `format`,
    `mark` name how it was told; `repeat:N`, `arithmetic:net+tax`, `arithmetic:cash-change`,
    `arithmetic:total+rounding`, `arithmetic:gross-commission`, `words`, `xml`, `barcode` are grounds of other origin.
    Where the XML of an e-invoice and its page say different things, the field holds the XML's value, the page's is in
    `alternatives`, and `layers.disagree` is among the supports. A value of None with `alternatives` is print that may
    mean several things (a date, a dollar sign).

    Args:
        pages: what reading yielded.
        locale: settles the order of day and month where the page itself leaves it open.
        currency: the program's; a document that prints none, or a sign that may be its own, is left without the field,
            unless it comes from where another is used (`country` among the supports).

    Returns:
        One value per document, in the order of the file; none for a file of which nothing was read.
    """
    layers = {page.number: page.layer for page in pages.pages}
    return tuple(
        replace(
            one,
            kind_confidence=calibrated_kind(one.kind, one.kind_confidence, layers.get(one.pages[0], "xml")),
            fields=calibrated(one.fields, layers),
            fingerprint=one.fingerprint or fingerprint(pages, one.pages),
        )
        for one in as_stated(pages, locale=locale, currency=currency)
    )


def as_stated(pages: Pages, *, locale: str = "", currency: str = "") -> list[Extracted]:
    """What stands on a file, with confidences by rule of thumb, before they are calibrated: for `bench.calibration`."""
    if not pages.pages:
        return [_from_xml(xml) for xml in pages.structured]
    groups = documents_of(pages.pages)
    whole = {page.number: len(page.lines) for page in pages.pages}
    if not pages.structured:
        groups = tuple(part for group in groups for part in parted(group))
    found = []
    for i, group in enumerate(groups):
        own = len(pages.structured) == len(groups)
        carried = pages.structured[i : i + 1] if own else pages.structured[: None if i == 0 else 0]
        numbers = {page.number for page in group}
        codes = [code for code in pages.barcodes if code.page in numbers]
        one = _document(group, rows_of(group), carried, codes, locale, currency)
        if len(group) == 1 and len(group[0].lines) < whole[group[0].number]:
            one = replace(one, region=box_of(group[0]))
        found.append(replace(one, fingerprint=of_lines(line for page in group for line in page.lines)))
    return found


def _from_xml(xml: StructuredInvoice) -> Extracted:
    return Extracted((1,), xml.kind, 0.99, with_xml({}, xml, ()), xml_items(xml))


def _document(
    pages: Sequence[Page],
    rows: Sequence[Row],
    carried: Sequence[StructuredInvoice],
    barcodes: Sequence[Barcode],
    locale: str,
    currency: str,
) -> Extracted:
    kind, sure = kind_of(rows)
    amounts = amounts_in(rows)
    fields = _told(rows, amounts, kind, locale)
    fields = headed(fields, kind, _end(fields, amounts, rows, kind), lambda end: _told_until(end, rows, kind, locale))
    parties = {side: fields.get(f"{side}_name") for side in ("seller", "buyer")}
    money = in_yuan(currency_field(rows, currency, **parties), kind, rows)
    if money and "country" in money.supports and "total_amount" not in fields:
        money = None
    if money and (money.value or money.rivals or currency not in money.alternatives):
        fields["currency"] = money
    if fields.get("currency") is not None and fields["currency"].value in UNACCENTED:
        fields.update(unaccented(fields))
    items = line_items(rows, amounts)
    fields = with_barcodes(fields, barcodes, rows, items)
    if carried:
        fields = with_xml(fields, carried[0], rows)
        for more in carried[1:]:
            fields = against(fields, more)
        told = next((one.kind for one in carried if one.kind not in PROOF_OF_SALE), carried[0].kind)
        kind, sure = _kind_with(kind, sure, told)
        items = xml_items(carried[0]) or items
    return Extracted(tuple(page.number for page in pages), kind, sure, fields, items)


def _told(rows: Sequence[Row], amounts: Sequence[Amount], kind: Kind, locale: str) -> dict[str, Field]:
    fields = _date_fields(rows, locale)
    fields.update(total_fields(amounts, rows, kind))
    fields.update(_parties(rows, kind))
    fields.update(number_fields(rows, kind, locale) | serial_field(rows, kind))
    fields = _owned(with_chinese(fields, rows, kind), fields, rows, kind)
    return against_words(checked_sums(fields, amounts, rows, kind), rows)


def _told_until(end: int, rows: Sequence[Row], kind: Kind, locale: str) -> dict[str, Field]:
    """What the pages up to one tell without those behind it."""
    before = [row for row in rows if row.page <= end]
    return _told(before, amounts_in(before), kind, locale)


def _end(fields: Mapping[str, Field], amounts: Sequence[Amount], rows: Sequence[Row], kind: Kind) -> int | None:
    """The first page that prints the total as a total: a page behind it may print it once more."""
    total = fields.get("total_amount")
    if total is None or total.value is None or not total.page:
        return None
    whole = as_amount(total.value)
    printed = (n.amount for n in labelled(amounts, rows, kind) if n.role in ("total", "payable"))
    return min([total.page, *(a.row.page for a in printed if a.value == whole)])


def _owned(
    fields: Mapping[str, Field], before: Mapping[str, Field], rows: Sequence[Row], kind: Kind
) -> dict[str, Field]:
    """The fields that a Chinese paper's words tell, but for numbers.

    A number that is known to be another thing's, an order's say, is still that, but for the day of a form, whose labels
    the state has fixed; and the words of a paper in another language, on which a sign was misread as a Chinese one,
    name none; nor do those of a receipt, in rows that hold no Chinese, where its other labels name one.
    """
    kept = {
        name: field
        for name, field in before.items()
        if NAMED_OTHERWISE in field.supports
        and name in fields
        and fields[name].value == field.value
        and not (name == "invoice_date" and kind in FORMS)
    }
    if fields.get(_NUMBER) == before.get(_NUMBER):
        return {**fields, **kept}
    letters = [sign for row in rows for sign in row.text if sign.isalpha()]
    told = fields.get(_NUMBER)
    beside = "".join(row.text for row in rows if told and told.box and row.page == told.page and told.raw in row.text)
    unsaid = kind == "receipt" and _NUMBER in before and not has_cjk(beside)
    if unsaid or sum(map(has_cjk, letters)) < CHINESE * len(letters):
        fields = {**{name: field for name, field in fields.items() if name != _NUMBER}, **_only(_NUMBER, before)}
    return {**fields, **kept}


def _only(name: str, fields: Mapping[str, Field]) -> dict[str, Field]:
    return {name: fields[name]} if name in fields else {}


def _kind_with(kind: Kind, sure: float, told: Kind) -> tuple[Kind, float]:
    """The kind that a page and its data have: data makes no invoice of a page that says that it is something else."""
    of_car = kind == "motor_vehicle_invoice" and told == "vat_invoice"  # whose data has no kind of its own
    if of_car:
        return kind, SURE_KIND
    silent = kind in PROOF_OF_SALE or (kind == "other" and sure <= NO_TITLE)
    return (told, SURE_KIND) if silent or told not in PROOF_OF_SALE else (kind, sure)


def _date_fields(rows: Sequence[Row], locale: str) -> dict[str, Field]:
    printed = dates_in(rows)
    day = invoice_date(resolved(printed, page_order(printed, rows, locale)), rows)
    return {"invoice_date": day} if day else {}


def _parties(rows: Sequence[Row], kind: Kind) -> dict[str, Field]:
    """Seller, buyer, their numbers, the seller's address: from a receipt's head, else from an invoice's blocks."""
    fields: dict[str, Field] = {}
    if kind in WITHOUT_SELLER:
        return fields
    seller, buyer = (None, None) if kind == "receipt" else sender_and_receiver(rows, kind)
    where = None
    if seller is not None and kind not in PROOF_OF_SALE and titles_paper(seller.name):
        seller = replace(seller, strength=UNSURE)
        buyer = replace(buyer, strength=UNSURE) if buyer and buyer.ground == "layout" else buyer
    if seller is not None:
        fields["seller_name"] = party_field("seller_name", seller)
        where = address_field(seller)
    elif (told := seller_in_head(over_the_parties(rows, kind))) is not None:
        block, rivals = told
        unsaid = kind != "receipt" and (across_columns(block) or titles_paper(block.name))
        if unsaid or holds_title(block.name):
            block = replace(block, strength=UNSURE)
        named = name_field("seller_name", block, ("layout",))
        if kind != "receipt" and (full := full_name(block.name, rows, owner=True)):
            named = party_field("seller_name", replace(full, strength=block.strength))
        fields["seller_name"] = replace(named, rivals=rivals)
        where = address_of(block, rows)
        if buyer is None and kind != "receipt" and (beside := receiver_beside(block.name, rows)) is not None:
            buyer = replace(beside, strength=min(beside.strength, block.strength))
    if where:
        fields["address"] = where
    if buyer is not None:
        fields["buyer_name"] = party_field("buyer_name", buyer)
    fields.update(tax_ids(rows, seller, buyer))
    return fields
