"""E-invoices: the same field names from every syntax, and nothing dangerous from any."""

import pytest
from reading import drawn

from claimcheck.reading import einvoice
from claimcheck.reading.limits import Limits
from claimcheck.reading.outcome import Unreadable

FC = "<ram:SpecifiedTaxRegistration><ram:ID schemeID='FC'>9/9</ram:ID></ram:SpecifiedTaxRegistration>"
PARTY = "<ram:Name>{}</ram:Name>" + FC
VAT = "<ram:SpecifiedTaxRegistration><ram:ID schemeID='VA'>FR40303265045</ram:ID></ram:SpecifiedTaxRegistration>"

CROSS_INDUSTRY = """<a:{document} xmlns:a="urn:a" xmlns:r="urn:r">
<a:{header}><r:ID>F-2</r:ID><r:TypeCode>380</r:TypeCode></a:{header}><a:{trade}>
 <r:{part}Agreement><r:SellerTradeParty><r:Name>Ahorn AG</r:Name></r:SellerTradeParty></r:{part}Agreement>
 <r:{part}Settlement><r:InvoiceCurrencyCode>EUR</r:InvoiceCurrencyCode>
  <r:{sums}><r:GrandTotalAmount>23.80</r:GrandTotalAmount></r:{sums}></r:{part}Settlement>
 <r:IncludedSupplyChainTradeLineItem>
  <r:AssociatedDocumentLineDocument><r:LineID>1</r:LineID></r:AssociatedDocumentLineDocument>
  <r:SpecifiedTradeProduct><r:Name>Bolt</r:Name></r:SpecifiedTradeProduct>
  <r:{line}Agreement><r:NetPriceProductTradePrice><r:ChargeAmount>5</r:ChargeAmount></r:NetPriceProductTradePrice>
  </r:{line}Agreement><r:{line}Delivery><r:BilledQuantity>4</r:BilledQuantity></r:{line}Delivery>
  <r:{line}Settlement><r:ApplicableTradeTax><r:{rate}>19</r:{rate}></r:ApplicableTradeTax>
   <r:{line_sums}><r:LineTotalAmount>20</r:LineTotalAmount></r:{line_sums}></r:{line}Settlement>
 </r:IncludedSupplyChainTradeLineItem></a:{trade}></a:{document}>"""
TODAY = {
    "document": "CrossIndustryInvoice", "header": "ExchangedDocument", "trade": "SupplyChainTradeTransaction",
    "part": "ApplicableHeaderTrade", "sums": "SpecifiedTradeSettlementHeaderMonetarySummation",
    "line": "SpecifiedLineTrade", "rate": "RateApplicablePercent",
    "line_sums": "SpecifiedTradeSettlementLineMonetarySummation",
}  # fmt: skip
ZUGFERD1 = {
    "document": "CrossIndustryDocument", "header": "HeaderExchangedDocument",
    "trade": "SpecifiedSupplyChainTradeTransaction", "part": "ApplicableSupplyChainTrade",
    "sums": "SpecifiedTradeSettlementMonetarySummation", "line": "SpecifiedSupplyChainTrade",
    "rate": "ApplicablePercent", "line_sums": "SpecifiedTradeSettlementMonetarySummation",
}  # fmt: skip


def code_of(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(Unreadable) as caught:
        einvoice.read(data, limits or Limits())
    return caught.value.problem.code


def test_ubl_gives_legal_name_vat_id_and_the_total_after_rounding() -> None:
    (invoice,) = einvoice.read(drawn.UBL, Limits())
    assert (invoice.syntax, invoice.kind) == ("UBL", "invoice")
    assert invoice.fields == {
        "invoice_number": "R-77",
        "invoice_date": "2024-03-05",
        "currency": "EUR",
        "seller_name": "Maple Trading GmbH",
        "seller_id": "DE111111125",
        "buyer_name": "Oak Ltd",
        "net_amount": "100.00",
        "tax_amount": "19.00",
        "total_amount": "119.00",
        "rounding_amount": "-0.02",
        "prepaid_amount": "50.00",
        "payable_amount": "69.00",
    }
    assert invoice.line_items == (
        {"line_id": "1", "description": "Widget", "quantity": "2.00", "unit_price": "50.125", "net_amount": "100.00"},
    )


@pytest.mark.parametrize(
    ("once", "twice", "lost"),
    [
        (b"<cbc:ID>R-77</cbc:ID>", b"<cbc:ID>R-77</cbc:ID><cbc:ID>R-78</cbc:ID>", {"invoice_number"}),
        (b"<cbc:PayableAmount", b"<cbc:PayableAmount>9.00</cbc:PayableAmount><cbc:PayableAmount", {"payable_amount"}),
        (b"<cbc:ID>R-77</cbc:ID>", b"<cbc:ID>R-77</cbc:ID><cbc:ID>R-77</cbc:ID>", set()),
        (
            b"<cac:AccountingCustomerParty>",
            b"<cac:AccountingSupplierParty><cac:Party><cac:PartyName><cbc:Name>Elm Ltd</cbc:Name></cac:PartyName>"
            b"</cac:Party></cac:AccountingSupplierParty><cac:AccountingCustomerParty>",
            {"seller_name", "seller_id"},
        ),
        (
            b"<cac:LegalMonetaryTotal>",
            b"<cac:LegalMonetaryTotal/><cac:LegalMonetaryTotal>",
            {"net_amount", "total_amount", "rounding_amount", "prepaid_amount", "payable_amount"},
        ),
    ],
)
def test_what_data_says_twice_and_otherwise_it_does_not_say(once: bytes, twice: bytes, lost: set[str]) -> None:
    assert once in drawn.UBL
    (whole,), (invoice,) = (einvoice.read(data, Limits()) for data in (drawn.UBL, drawn.UBL.replace(once, twice, 1)))
    assert {name: value for name, value in whole.fields.items() if name not in lost} == invoice.fields


@pytest.mark.parametrize(
    ("name", "again", "lost"),
    [
        ("r:InvoiceCurrencyCode", "USD", {"currency", "total_amount"}),
        ("r:Name", "Elm AG", {"seller_name"}),
        (
            "r:SpecifiedTradeSettlementHeaderMonetarySummation",
            "<r:GrandTotalAmount>999</r:GrandTotalAmount>",
            {"total_amount"},
        ),
    ],
)
def test_what_cii_says_twice_and_otherwise_it_does_not_say(name: str, again: str, lost: set[str]) -> None:
    whole = CROSS_INDUSTRY.format(**TODAY)
    (invoice,) = einvoice.read(whole.replace(f"</{name}>", f"</{name}><{name}>{again}</{name}>", 1).encode(), Limits())
    assert set(invoice.fields) == {"invoice_number", "currency", "seller_name", "total_amount"} - lost


def test_data_of_two_types_is_of_neither() -> None:
    twice = CROSS_INDUSTRY.format(**TODAY).replace("</r:TypeCode>", "</r:TypeCode><r:TypeCode>381</r:TypeCode>")
    assert [one.kind for one in einvoice.read(twice.encode(), Limits())] == ["other"]


def test_an_amount_in_another_money_is_not_the_invoices() -> None:
    (invoice,) = einvoice.read(drawn.UBL.replace(b'"EUR">119', b'"TRY">119'), Limits())
    assert "total_amount" not in invoice.fields


def test_cii_is_read_whatever_its_prefixes() -> None:
    data = f"""<a:CrossIndustryInvoice xmlns:a="urn:a" xmlns:ram="urn:r" xmlns:udt="urn:u">
    <a:ExchangedDocument><ram:ID>F-1</ram:ID><ram:TypeCode>381</ram:TypeCode>
     <ram:IssueDateTime><udt:DateTimeString format="102">20240305</udt:DateTimeString></ram:IssueDateTime></a:ExchangedDocument>
    <a:SupplyChainTradeTransaction><ram:ApplicableHeaderTradeAgreement>
     <ram:SellerTradeParty>{PARTY.format("Erable SA")}{VAT}</ram:SellerTradeParty>
     <ram:BuyerTradeParty>{PARTY.format("Chêne")}</ram:BuyerTradeParty></ram:ApplicableHeaderTradeAgreement>
    <ram:ApplicableHeaderTradeSettlement><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
     <ram:SpecifiedTradeSettlementHeaderMonetarySummation><ram:TaxBasisTotalAmount>10</ram:TaxBasisTotalAmount>
     <ram:TaxTotalAmount currencyID="GBP">1.70</ram:TaxTotalAmount><ram:TaxTotalAmount currencyID="EUR">2</ram:TaxTotalAmount>
     <ram:GrandTotalAmount>12</ram:GrandTotalAmount><ram:DuePayableAmount>12</ram:DuePayableAmount>
     </ram:SpecifiedTradeSettlementHeaderMonetarySummation></ram:ApplicableHeaderTradeSettlement>
    </a:SupplyChainTradeTransaction></a:CrossIndustryInvoice>""".encode()  # noqa: E501
    (invoice,) = einvoice.read(data, Limits())
    assert (invoice.syntax, invoice.kind) == ("CII", "credit_note")
    assert invoice.fields["seller_id"] == "FR40303265045"
    assert "buyer_id" not in invoice.fields
    assert (invoice.fields["invoice_date"], invoice.fields["tax_amount"]) == ("2024-03-05", "2.00")


@pytest.mark.parametrize(("syntax", "names"), [("CII", TODAY), ("ZUGFeRD1", ZUGFERD1)])
def test_cii_and_its_older_draft_say_the_same_under_their_own_names(syntax: str, names: dict[str, str]) -> None:
    (invoice,) = einvoice.read(CROSS_INDUSTRY.format(**names).encode(), Limits())
    assert (invoice.syntax, invoice.kind) == (syntax, "invoice")
    told = {"invoice_number": "F-2", "currency": "EUR", "seller_name": "Ahorn AG", "total_amount": "23.80"}
    assert invoice.fields == told
    (line,) = invoice.line_items
    assert line == {
        "line_id": "1", "description": "Bolt", "quantity": "4.00", "unit_price": "5.00", "net_amount": "20.00",
        "tax_rate": "19.00",
    }  # fmt: skip


def test_fatturapa_sums_its_rates_and_may_hold_several_invoices() -> None:
    body = """<FatturaElettronicaBody><DatiGenerali><DatiGeneraliDocumento><TipoDocumento>TD01</TipoDocumento>
     <Divisa>EUR</Divisa><Data>2024-03-05</Data><Numero>{}</Numero></DatiGeneraliDocumento></DatiGenerali><DatiBeniServizi>
     <DettaglioLinee><NumeroLinea>1</NumeroLinea><Descrizione>Sedia</Descrizione><PrezzoTotale>100.00</PrezzoTotale></DettaglioLinee>
     <DatiRiepilogo><ImponibileImporto>60.00</ImponibileImporto><Imposta>13.20</Imposta></DatiRiepilogo>
     <DatiRiepilogo><ImponibileImporto>40.00</ImponibileImporto><Imposta>4.00</Imposta></DatiRiepilogo>
     </DatiBeniServizi></FatturaElettronicaBody>"""
    data = f"""<p:FatturaElettronica xmlns:p="urn:p" versione="FPR12"><FatturaElettronicaHeader>
     <CedentePrestatore><DatiAnagrafici><IdFiscaleIVA><IdPaese>IT</IdPaese><IdCodice>01234567890</IdCodice></IdFiscaleIVA>
     <Anagrafica><Nome>Ada</Nome><Cognome>Rossi</Cognome></Anagrafica></DatiAnagrafici></CedentePrestatore>
     </FatturaElettronicaHeader>{body.format("7")}{body.format("8")}</p:FatturaElettronica>""".encode()
    first, second = einvoice.read(data, Limits())
    assert (first.fields["seller_name"], first.fields["seller_id"]) == ("Ada Rossi", "IT01234567890")
    assert [first.fields[n] for n in ("net_amount", "tax_amount", "total_amount")] == ["100.00", "17.20", "117.20"]
    assert second.fields["invoice_number"] == "8"


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("380", "invoice"),
        ("751", "invoice"),
        ("381", "credit_note"),
        ("325", "other"),
        ("386", "other"),
        ("877", "invoice"),
        ("385", "invoice"),
    ],
    ids=["invoice", "its data alone", "credit note", "pro forma", "prepayment", "of building, the last", "of several"],
)
def test_what_only_offers_or_asks_beforehand_is_no_invoice_in_data_either(code: str, kind: str) -> None:
    data = f"""<Invoice xmlns="urn:u"><ID>R-1</ID><InvoiceTypeCode>{code}</InvoiceTypeCode>
     <LegalMonetaryTotal><TaxInclusiveAmount>45.90</TaxInclusiveAmount></LegalMonetaryTotal></Invoice>""".encode()
    (invoice,) = einvoice.read(data, Limits())
    assert (invoice.kind, invoice.doubted) == (kind, "")


@pytest.mark.parametrize("code", ["326", "384", "875", "876"])
def test_an_invoice_over_a_part_or_in_place_of_another_says_so(code: str) -> None:
    data = f"""<Invoice xmlns="urn:u"><ID>R-1</ID><InvoiceTypeCode>{code}</InvoiceTypeCode>
     <LegalMonetaryTotal><TaxInclusiveAmount>45.90</TaxInclusiveAmount></LegalMonetaryTotal></Invoice>""".encode()
    (invoice,) = einvoice.read(data, Limits())
    assert (invoice.kind, invoice.doubted[:3]) == ("invoice", code)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_before_it_can_do_anything(encoding: str) -> None:
    text = '<!DOCTYPE i [<!ENTITY a "ha"><!ENTITY x SYSTEM "file:///etc/passwd">]><Invoice><ID>&x;&a;</ID></Invoice>'
    assert code_of(text.encode(encoding)) == "file.dtd"


def test_an_encoding_cannot_hide_a_document_type() -> None:
    assert code_of(b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a><a/>') in ("file.dtd", "file.unreadable")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<Invoice><ID>1</ID>", "file.truncated"),
        (b"<Invoice><ID>1</Invoice>", "file.unreadable"),
        (b"<note>hello</note>", "file.unsupported"),
        (b"<Invoice/>", "file.unsupported"),
        (b"<Invoice>" + b"<a>" * 100 + b"</a>" * 100 + b"</Invoice>", "file.unreadable"),
        (b"<Invoice>" + b"<a>" * 9000 + b"</a>" * 9000 + b"</Invoice>", "file.unreadable"),
    ],
)
def test_xml_that_is_no_invoice_says_why(data: bytes, code: str) -> None:
    assert code_of(data) == code


def test_xml_larger_than_any_invoice_is_not_parsed() -> None:
    assert code_of(drawn.UBL, Limits(max_attachment_bytes=100)) == "file.too_large"


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ("1200", "1200.00"),
        ("1.5", "1.50"),
        ("-0.020", "-0.02"),
        ("1.12345", "1.12345"),
        ("1E5", ""),
        ("NaN", ""),
        ("1,5", ""),
    ],
)
def test_amounts_are_plain_decimals_or_nothing(given: str, plain: str) -> None:
    assert einvoice.amount(given) == plain
