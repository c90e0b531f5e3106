import pytest
from paper import pages

from claimcheck.core.extract import extract

RECEIPTS = {
    "us": """
     ACORN HARDWARE #1042
   8 KENARI RD AUSTIN, TX 78745
       (512) 555-0142
03/04/2024  5:41 PM   Reg 3
HAMMER            18.99
NAILS 2 @ 3.50     7.00
SUBTOTAL          25.99
SALES TAX 8.25%    2.14
TOTAL            $28.13
VISA              28.13
CHANGE             0.00
""",
    "de": """
       Ahorn Markt GmbH
        Hauptstr. 5
      12345 Waldstadt
    USt-IdNr. DE123456789
Tischlampe        24,99 A
Kabel              5,01 A
SUMME      EUR    30,00
Bar        EUR    50,00
Rückgeld   EUR    20,00
MwSt      Netto   Steuer  Brutto
A 19,0%   25,21    4,79   30,00
14.03.2024 17:22  Bon 4711
""",
    "fr": """
      LA LAMPE BLEUE SARL
     8 RUE DES ERABLES
       75018 PARIS
Le 14/03/2024 à 12:36
LAMPE       2   12,00   24,00
TOTAL TTC          24,00
DONT TVA 20%        4,00
ESPECES            30,00
RENDU               6,00
""",
    "uk": """
   THE OAK LAMP CO. LTD
   1 Birch Lane, London
   VAT No: 123 4567 89
14 Mar 2024 12:31
Lamp              £20.00
Total             £24.00
VAT @ 20%          £4.00
Card              £24.00
""",
    "it": """
    LAMPADE ACERO S.R.L.
    VIA ROMA 8 20100 MILANO
    P.IVA 12345678901
LAMPADA             20,00
TOTALE COMPLESSIVO  24,40
di cui IVA           4,40
Contanti            30,00
Resto                5,60
14-03-2024 17:22
""",
    "es": """
   LAMPARAS ARCE S.L.
   CALLE MAYOR 8
   28013 MADRID
FACTURA SIMPLIFICADA T-1047
Fecha: 14/03/2024
Lampara             20,00
Base imponible      20,00
IVA 21%              4,20
TOTAL A PAGAR       24,20
EFECTIVO            30,00
CAMBIO               5,80
""",
    "zh": """
     枫叶灯具店
交易时间:2024-03-14 12:31:05
台灯     2    12.00   24.00
合计                  24.00
优惠                   0.00
实收                  30.00
找零                   6.00
""",
    "sg": """
  OAK LAMPS PTE LTD
  8 Orchard Road Singapore 238801
  GST Reg No: 201912345K
Date: 04/03/2024 14:22
Lamp           S$20.00
Subtotal         20.00
GST 9%            1.80
Total          S$21.80
NETS             21.80
""",
    "nl": """
   ESDOORN LAMPEN B.V.
Datum: 14-03-2024
Lamp            € 20,00
Subtotaal       € 20,00
BTW 21%         € 4,20
Totaal          € 24,20
PIN             € 24,20
""",
    "in": """
   MAPLE LAMPS PVT. LTD.
   Tax Invoice
Invoice No: ML/24-25/117   Dated: 14-Mar-24
Taxable Value    1,00,000.00
CGST 9%             9,000.00
SGST 9%             9,000.00
Total           ₹ 1,18,000.00
Rupees One Lakh Eighteen Thousand Only
""",
}
SAYS = {
    "us": ("28.13", "2024-03-04", "ACORN HARDWARE", "USD"),
    "de": ("30.00", "2024-03-14", "Ahorn Markt GmbH", "EUR"),
    "fr": ("24.00", "2024-03-14", "LA LAMPE BLEUE SARL", None),
    "uk": ("24.00", "2024-03-14", "THE OAK LAMP CO. LTD", "GBP"),
    "it": ("24.40", "2024-03-14", "LAMPADE ACERO S.R.L.", None),
    "es": ("24.20", "2024-03-14", "LAMPARAS ARCE S.L.", None),
    "zh": ("24.00", "2024-03-14", "枫叶灯具店", None),
    "sg": ("21.80", "2024-03-04", "OAK LAMPS PTE LTD", "SGD"),
    "nl": ("24.20", "2024-03-14", "ESDOORN LAMPEN B.V.", "EUR"),
    "in": ("118000.00", "2024-03-14", "MAPLE LAMPS PVT. LTD.", "INR"),
}


@pytest.mark.parametrize("country", RECEIPTS)
def test_a_till_receipt_is_read_in_its_own_language(country: str) -> None:
    (document,) = extract(pages(RECEIPTS[country]))
    found = {name: field.value for name, field in document.fields.items()}
    said = (found["total_amount"], found["invoice_date"], found["seller_name"], found.get("currency"))
    assert said == SAYS[country]
    assert len(document.fields["total_amount"].supports) >= 2


@pytest.mark.parametrize("country", sorted(set(RECEIPTS) - {"in"}))
def test_it_is_known_as_a_receipt_everywhere(country: str) -> None:
    (document,) = extract(pages(RECEIPTS[country]))
    assert document.kind == "receipt"


def test_an_address_ends_where_the_particulars_begin() -> None:
    (document,) = extract(pages(RECEIPTS["de"]))
    assert document.fields["address"].value == "Hauptstr. 5 12345 Waldstadt"
    assert document.fields["seller_id"].value == "DE123456789"
