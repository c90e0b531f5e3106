"""E-invoices in XML to our field names: CII (Factur-X, ZUGFeRD 2, XRechnung), ZUGFeRD 1, UBL, FatturaPA, Chinese.

Field names are those of EN 16931's terms (BT numbers beside them); `total_amount` is BT-112 plus the rounding of
BT-114, before prepayments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from claimcheck.model.documents import Kind, StructuredInvoice
from claimcheck.reading import einvoice_chinese, xmltree
from claimcheck.reading.einvoice_values import MAX_LINES, MAX_VALUE, Fields, amount, day, item
from claimcheck.reading.limits import Limits
from claimcheck.reading.outcome import Unreadable
from claimcheck.reading.xmltree import Node

CREDIT_NOTES = frozenset({"81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "532", "TD04", "TD08"})
INVOICES = frozenset({
    "", "80", "82", "331", "380", "385", "388", "389", "393", "394", "395", "527", "575", "623", "751", "780", "877",
    "935", "TD01", "TD06", "TD07", "TD09", "TD24", "TD25", "TD26",
})  # fmt: skip
"""Kinds of document (UNTDID 1001, TipoDocumento) by which something was sold; where none is given it is an invoice.

Others that come in the same syntax only offer, ask for a part of a price beforehand, or are made out by the buyer to
himself for the tax office.
"""
DOUBTED: Mapping[str, str] = {
    "326": "326 partial invoice",
    "384": "384 corrected invoice",
    "875": "875 partial construction invoice",
    "876": "876 partial final construction invoice",
}
"""Kinds by which something was sold too, but only a part of it, or in place of an invoice that came before."""

SEVERAL = " / "
"""Between the codes of data that says several where one may stand."""


def read(data: bytes, limits: Limits) -> tuple[StructuredInvoice, ...]:
    """The invoices in an XML file: one, but FatturaPA may hold several.

    Raises:
        Unreadable: it cannot be parsed safely, or is XML of another kind (`file.unsupported`).
    """
    root = xmltree.parse(data, limits)
    # Some networks wrap the invoice in an envelope of their own.
    for node in (root, *root.children()):
        reader = SYNTAXES.get(node.name)
        if reader is not None:
            found = tuple(reader(node))
            if any(invoice.fields for invoice in found):
                return found
    raise Unreadable(
        "file.unsupported",
        "The XML is no e-invoice that can be read (UBL, CII, ZUGFeRD, Factur-X, XRechnung, FatturaPA, "
        "Chinese electronic invoice). "
        "Send the invoice as a PDF.",
    )


@dataclass(frozen=True, slots=True)
class Elements:
    """What a draft of CII calls its parts; `line` begins the names of what a line has of its own."""

    syntax: str
    header: str
    trade: str
    agreement: str
    settlement: str
    sums: str
    line: str
    line_sums: str
    line_rate: str


CII = Elements(
    "CII", "ExchangedDocument", "SupplyChainTradeTransaction",
    "ApplicableHeaderTradeAgreement", "ApplicableHeaderTradeSettlement",
    "SpecifiedTradeSettlementHeaderMonetarySummation",
    "SpecifiedLineTrade", "SpecifiedTradeSettlementLineMonetarySummation", "RateApplicablePercent",
)  # fmt: skip
"""D16B and later: Factur-X, ZUGFeRD 2, XRechnung."""
ZUGFERD1 = Elements(
    "ZUGFeRD1", "HeaderExchangedDocument", "SpecifiedSupplyChainTradeTransaction",
    "ApplicableSupplyChainTradeAgreement", "ApplicableSupplyChainTradeSettlement",
    "SpecifiedTradeSettlementMonetarySummation",
    "SpecifiedSupplyChainTrade", "SpecifiedTradeSettlementMonetarySummation", "ApplicablePercent",
)  # fmt: skip
"""An older draft of CII under other element names."""


def _cross_industry(called: Elements, root: Node) -> Iterable[StructuredInvoice]:
    header = root.sole(called.header) or root
    trade = root.sole(called.trade) or root
    settlement = trade.sole(called.settlement) or trade
    agreement = trade.sole(called.agreement) or trade
    fields = _traded(header, agreement, settlement, settlement.sole(called.sums))
    items = [
        item(
            line_id=line.value("AssociatedDocumentLineDocument/LineID"),
            description=line.value("SpecifiedTradeProduct/Name", "SpecifiedTradeProduct/Description"),
            product_id=line.value("SpecifiedTradeProduct/SellerAssignedID", "SpecifiedTradeProduct/GlobalID"),
            quantity=line.value(f"{called.line}Delivery/BilledQuantity"),
            unit_price=line.value(f"{called.line}Agreement/NetPriceProductTradePrice/ChargeAmount"),
            net_amount=line.value(f"{called.line}Settlement/{called.line_sums}/LineTotalAmount"),
            tax_rate=line.value(f"{called.line}Settlement/ApplicableTradeTax/{called.line_rate}"),
        )
        for line in trade.all("IncludedSupplyChainTradeLineItem")
    ]
    yield _invoice(called.syntax, _alike(header, "TypeCode"), fields, items)


def _traded(header: Node, agreement: Node, settlement: Node, sums: Node | None) -> Fields:
    seller, buyer = (agreement.sole(name) for name in ("SellerTradeParty", "BuyerTradeParty"))
    currency = _alike(settlement, "InvoiceCurrencyCode")
    fields = {
        "invoice_number": header.only("ID"),  # BT-1
        "invoice_date": day(header.only("IssueDateTime/DateTimeString", "IssueDateTime/DateTime")),  # BT-2
        "currency": currency,  # BT-5
        "seller_name": seller.only("Name") if seller else "",  # BT-27
        "seller_id": _vat_registration(seller),  # BT-31
        "buyer_name": buyer.only("Name") if buyer else "",  # BT-44
        "buyer_id": _vat_registration(buyer),  # BT-48
    }
    if sums is not None:
        fields |= {
            "net_amount": _in_currency(sums, "TaxBasisTotalAmount", currency),  # BT-109
            "tax_amount": _in_currency(sums, "TaxTotalAmount", currency),  # BT-110
            "total_amount": _in_currency(sums, "GrandTotalAmount", currency),  # BT-112
            "rounding_amount": _in_currency(sums, "RoundingAmount", currency),  # BT-114
            "prepaid_amount": _in_currency(sums, "TotalPrepaidAmount", currency),  # BT-113
            "payable_amount": _in_currency(sums, "DuePayableAmount", currency),  # BT-115
        }
    return fields


def _ubl(root: Node) -> Iterable[StructuredInvoice]:
    """UBL 2 Invoice and CreditNote."""
    seller = root.sole("AccountingSupplierParty/Party")
    buyer = root.sole("AccountingCustomerParty/Party")
    currency = _alike(root, "DocumentCurrencyCode")
    sums = root.sole("LegalMonetaryTotal")
    fields = {
        "invoice_number": root.only("ID"),
        "invoice_date": day(root.only("IssueDate")),
        "currency": currency,
        "seller_name": _party_name(seller),
        "seller_id": _party_vat(seller),
        "buyer_name": _party_name(buyer),
        "buyer_id": _party_vat(buyer),
        "net_amount": _in_currency(sums, "TaxExclusiveAmount", currency),
        "tax_amount": _in_currency(root, "TaxTotal/TaxAmount", currency),
        "total_amount": _in_currency(sums, "TaxInclusiveAmount", currency),
        "rounding_amount": _in_currency(sums, "PayableRoundingAmount", currency),
        "prepaid_amount": _in_currency(sums, "PrepaidAmount", currency),
        "payable_amount": _in_currency(sums, "PayableAmount", currency),
    }
    items = [
        item(
            line_id=line.value("ID"),
            description=line.value("Item/Name", "Item/Description"),
            product_id=line.value("Item/SellersItemIdentification/ID", "Item/StandardItemIdentification/ID"),
            quantity=line.value("InvoicedQuantity", "CreditedQuantity"),
            unit_price=line.value("Price/PriceAmount"),
            net_amount=line.value("LineExtensionAmount"),
            tax_rate=line.value("Item/ClassifiedTaxCategory/Percent"),
        )
        for line in root.children()
        if line.name in ("InvoiceLine", "CreditNoteLine")
    ]
    code = "381" if root.name == "CreditNote" else _alike(root, "InvoiceTypeCode")
    yield _invoice("UBL", code, fields, items)


def _fatturapa(root: Node) -> Iterable[StructuredInvoice]:
    """FatturaPA 1.2: one header, a body per invoice."""
    seller = root.sole("FatturaElettronicaHeader/CedentePrestatore/DatiAnagrafici")
    buyer = root.sole("FatturaElettronicaHeader/CessionarioCommittente/DatiAnagrafici")
    for body in root.all("FatturaElettronicaBody"):
        general = body.sole("DatiGenerali/DatiGeneraliDocumento") or body
        net = _sum(body.all("DatiBeniServizi/DatiRiepilogo/ImponibileImporto"))
        tax = _sum(body.all("DatiBeniServizi/DatiRiepilogo/Imposta"))
        stated = amount(general.only("ImportoTotaleDocumento"))
        silent = not list(body.all("DatiGenerali/DatiGeneraliDocumento/ImportoTotaleDocumento"))
        fields = {
            "invoice_number": general.only("Numero"),
            "invoice_date": day(general.only("Data")),
            "currency": _alike(general, "Divisa"),
            "seller_name": _italian_name(seller),
            "seller_id": _italian_vat(seller),
            "buyer_name": _italian_name(buyer),
            "buyer_id": _italian_vat(buyer),
            "net_amount": net,
            "tax_amount": tax,
            "total_amount": stated or (amount(str(Decimal(net) + Decimal(tax))) if silent and net and tax else ""),
            "payable_amount": _sum(body.all("DatiPagamento/DettaglioPagamento/ImportoPagamento")),
        }
        items = [
            item(
                line_id=line.value("NumeroLinea"),
                description=line.value("Descrizione"),
                product_id=line.value("CodiceArticolo/CodiceValore"),
                quantity=line.value("Quantita"),
                unit_price=line.value("PrezzoUnitario"),
                net_amount=line.value("PrezzoTotale"),
                tax_rate=line.value("AliquotaIVA"),
            )
            for line in body.all("DatiBeniServizi/DettaglioLinee")
        ]
        yield _invoice("FatturaPA", _alike(general, "TipoDocumento"), fields, items)


SYNTAXES: Mapping[str, Callable[[Node], Iterable[StructuredInvoice]]] = {
    "CrossIndustryInvoice": partial(_cross_industry, CII),
    "CrossIndustryDocument": partial(_cross_industry, ZUGFERD1),
    "Invoice": _ubl,
    "CreditNote": _ubl,
    "FatturaElettronica": _fatturapa,
    **einvoice_chinese.SYNTAXES,
}
"""Root element to the reader of its syntax."""


def _alike(node: Node, path: str) -> str:
    """A code; all that stand there, where it says several things, which is no code."""
    return SEVERAL.join(sorted({one.text for one in node.all(path) if one.text}))


def _invoice(syntax: str, code: str, fields: Fields, items: list[Fields]) -> StructuredInvoice:
    if SEVERAL in fields.get("currency", ""):  # an amount of no currency would be taken for the program's
        fields = {name: value for name, value in fields.items() if name != "currency" and not name.endswith("_amount")}
    total, rounding = fields.get("total_amount"), fields.get("rounding_amount")
    if total and rounding:
        fields["total_amount"] = amount(str(Decimal(total) + Decimal(rounding)))
    sold = code in INVOICES or code in DOUBTED
    kind: Kind = "credit_note" if code in CREDIT_NOTES else "invoice" if sold else "other"
    known = {name: value[:MAX_VALUE] for name, value in fields.items() if value}
    return StructuredInvoice(syntax, kind, known, tuple(one for one in items[:MAX_LINES] if one), DOUBTED.get(code, ""))


def _sum(nodes: Iterable[Node]) -> str:
    values = [amount(node.text) for node in nodes]
    return amount(str(sum(map(Decimal, values)))) if values and all(values) else ""


def _in_currency(sums: Node | None, path: str, currency: str) -> str:
    """The amount in the invoice's currency: tax may also stand there in the seller's own. None where two differ."""
    found = sums.all(path) if sums is not None else ()
    own = {amount(n.text) for n in found if not currency or n.attribute("currencyID") in ("", currency)}
    return own.pop() if len(own) == 1 else ""


def _vat_registration(party: Node | None) -> str:
    numbers = list(party.all("SpecifiedTaxRegistration/ID")) if party else []
    own = {node.text for node in numbers if node.attribute("schemeID") in ("VA", "VAT")}
    return own.pop() if len(own) == 1 else ""


def _party_name(party: Node | None) -> str:
    if party is None:
        return ""
    person = " ".join(filter(None, (party.value("Person/FirstName"), party.value("Person/FamilyName"))))
    return party.only("PartyLegalEntity/RegistrationName", "PartyName/Name") or person


def _party_vat(party: Node | None) -> str:
    schemes = list(party.all("PartyTaxScheme")) if party else []
    return next((s.value("CompanyID") for s in schemes if s.value("TaxScheme/ID").upper() in ("VAT", "VA", "")), "")


def _italian_name(party: Node | None) -> str:
    if party is None:
        return ""
    person = " ".join(filter(None, (party.value("Anagrafica/Nome"), party.value("Anagrafica/Cognome"))))
    return party.only("Anagrafica/Denominazione") or person


def _italian_vat(party: Node | None) -> str:
    return party.only("IdFiscaleIVA/IdPaese") + party.only("IdFiscaleIVA/IdCodice") if party else ""
