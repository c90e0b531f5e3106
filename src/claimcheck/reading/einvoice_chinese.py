"""Chinese electronic invoices in XML: the fully digital one (数电发票) and the one that OFD files carry since 2019.

The first comes alone or embedded, its root is `EInvoice`; the second lies in an OFD file as `original_invoice.xml`, its
root is `eInvoice`. Names are those of the tax authority's schemas.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from claimcheck.model.documents import Kind, StructuredInvoice
from claimcheck.reading.einvoice_values import MAX_LINES, MAX_VALUE, Fields, amount, day, item
from claimcheck.reading.xmltree import Node

BUYER, SELLER = "EInvoiceData/BuyerInformation/", "EInvoiceData/SellerInformation/"
SUMS = "EInvoiceData/BasicInformation/"
ISSUED = ("TaxSupervisionInfo/IssueTime", "EInvoiceData/BasicInformation/RequestTime")


def digital(root: Node) -> Iterable[StructuredInvoice]:
    """数电发票: `EInvoice` with `EInvoiceData` and `TaxSupervisionInfo`."""
    fields = {
        "invoice_number": root.only("TaxSupervisionInfo/InvoiceNumber", "Header/EIid"),
        "invoice_date": _day(root.only(*ISSUED)),
        "seller_name": root.only(SELLER + "SellerName"),
        "seller_id": root.only(SELLER + "SellerIdNum"),
        "buyer_name": root.only(BUYER + "BuyerName"),
        "buyer_id": root.only(BUYER + "BuyerIdNum"),
        "net_amount": amount(root.only(SUMS + "TotalAmWithoutTax")),
        "tax_amount": amount(root.only(SUMS + "TotalTaxAm")),
        "total_amount": amount(root.only(SUMS + "TotalTax-includedAmount")),
    }
    items = [
        item(
            description=line.value("ItemName"),
            quantity=line.value("Quantity"),
            unit_price=line.value("UnPrice"),
            net_amount=line.value("Amount"),
            tax_rate=_percent(line.value("TaxRate")),
        )
        for line in root.all("EInvoiceData/IssuItemInformation")
    ]
    title = root.value(
        "Header/InherentLabel/EInvoiceType/LabelName", "Header/InherentLabel/GeneralOrSpecialVAT/LabelName"
    )
    yield invoice("EInvoice", fields, items, car="机动车" in title)


def paper_like(root: Node) -> Iterable[StructuredInvoice]:
    """The `eInvoice` that OFD files carry since 2019."""
    fields = {
        "invoice_code": root.only("InvoiceCode"),
        "invoice_number": root.only("InvoiceNo", "InvoiceNumber"),
        "invoice_date": _day(root.only("IssueDate", "InvoiceDate")),
        "seller_name": root.only("Seller/SellerName"),
        "seller_id": root.only("Seller/SellerTaxID"),
        "buyer_name": root.only("Buyer/BuyerName"),
        "buyer_id": root.only("Buyer/BuyerTaxID"),
        "net_amount": amount(root.only("TaxExclusiveTotalAmount")),
        "tax_amount": amount(root.only("TaxTotalAmount")),
        "total_amount": amount(root.only("TaxInclusiveTotalAmount")),
    }
    items = [
        item(
            description=line.value("Item"),
            quantity=line.value("Quantity"),
            unit_price=line.value("Price"),
            net_amount=line.value("Amount"),
            tax_rate=_percent(line.value("TaxScheme")),
        )
        for line in root.all("GoodsInfos/GoodsInfo")
    ]
    yield invoice("eInvoice", fields, items)


SYNTAXES: Final[Mapping[str, Callable[[Node], Iterable[StructuredInvoice]]]] = {
    "EInvoice": digital,
    "eInvoice": paper_like,
}
"""Root element to the reader of its syntax."""

TAGS: Final[Mapping[str, str]] = {
    "InvoiceCode": "invoice_code", "InvoiceNo": "invoice_number", "InvoiceNumber": "invoice_number",
    "IssueDate": "invoice_date", "SellerName": "seller_name", "SellerTaxID": "seller_id", "BuyerName": "buyer_name",
    "BuyerTaxID": "buyer_id", "TaxExclusiveTotalAmount": "net_amount", "TaxTotalAmount": "tax_amount",
    "TaxInclusiveTotalAmount": "total_amount",
}  # fmt: skip
"""Elements of an OFD's custom tags, which say which of its texts is which value."""


def invoice(syntax: str, fields: Fields, items: list[Fields], *, car: bool = False) -> StructuredInvoice:
    """The invoice of these fields, in yuan; a red one (a negative total) is a credit note."""
    known = {name: value[:MAX_VALUE] for name, value in fields.items() if value}
    kind: Kind = "motor_vehicle_invoice" if car else "vat_invoice"
    if known.get("total_amount", "").startswith("-"):
        kind = "credit_note"
    if known:
        known["currency"] = "CNY"
    return StructuredInvoice(syntax, kind, known, tuple(one for one in items[:MAX_LINES] if one))


def tagged(texts: Mapping[str, str]) -> StructuredInvoice:
    """The invoice that an OFD's custom tags point out: texts as printed, by the tags' names."""
    fields: Fields = {}
    for tag, name in TAGS.items():
        text = texts.get(tag, "").strip()
        if name.endswith("amount"):
            text = amount(re.sub(r"[￥¥,\s]", "", text))
        elif name.endswith("date"):
            text = _day(text)
        if text:
            fields.setdefault(name, text)
    return invoice("OFD", fields, [])


def _day(text: str) -> str:
    found = re.match(r"(\d{4})\D{0,2}(\d{1,2})\D{0,2}(\d{1,2})", text)
    return day("".join((found[1], found[2].zfill(2), found[3].zfill(2)))) if found else ""


def _percent(text: str) -> str:
    """`13%` and `0.13` as `13`."""
    plain = text.strip().rstrip("%")
    if text.strip().endswith("%") or not re.fullmatch(r"0?\.\d{1,4}", plain):
        return plain
    return f"{float(plain) * 100:g}"
