"""Papers as other markets print them: what they call things, where they name who sells, how they group their digits."""

from decimal import Decimal

import pytest
from paper import page, pages

from claimcheck.core.extract import extract
from claimcheck.model.documents import Extracted, Field


def read(text: str, *, across: int = 100) -> Extracted:
    (document,) = extract(pages(page(text, across=across)))
    return document


def values(text: str, *, across: int = 100) -> dict[str, str | None]:
    return {name: field.value for name, field in read(text, across=across).fields.items()}


def field(text: str, name: str) -> Field:
    return read(text).fields[name]


LETTER = """
                                                            Invoice No: 20551
                                                            Date/Tax point: 19 July 2024
                                                            Your order: KG/118
Invoice to:
Oak Groundworks
14 Birch Road
Leeds LS5 3EH

SALES INVOICE
Goods total                                                     860.00
VAT @ 20%                                                       172.00
Invoice total                                                 1,032.00
"""


def test_a_letter_with_a_picture_for_its_head_is_sent_by_whom_its_cheques_go_to() -> None:
    text = LETTER + "Please make all cheques payable to Acorn Plant Hire Ltd"
    assert values(text)["seller_name"] == "Acorn Plant Hire Ltd"
    assert field(text, "seller_name").confidence < 0.9  # a bank may have bought the bill


def test_what_its_foot_registers_makes_the_payee_sure() -> None:
    foot = "Acorn Plant Hire Ltd. Registered in England No. 05512345. VAT No. GB 823 8475 09"
    assert values(LETTER + foot)["seller_name"] == "Acorn Plant Hire Ltd."
    both = field(f"{LETTER}Cheques payable to Acorn Plant Hire Ltd\n\n{foot}", "seller_name")
    assert ((both.value or "").strip("."), both.confidence > 0.85) == ("Acorn Plant Hire Ltd", True)


def test_a_label_with_a_number_behind_it_names_no_seller() -> None:
    assert "seller_name" not in values(LETTER) or "KG/118" not in str(values(LETTER)["seller_name"])


SIDES = """
TAX INVOICE                  Invoice Date          Acorn Irrigation Supplies Pty
                             29 Nov 2024           Ltd
Oak Orchards                 Invoice Number        12 Depot Road
220 Waterfall Way            INV-10442             Kenari NSW 2450
BIRCHEN NSW 2454             Reference
                             Pump shed
Subtotal                                               1,418.18
TOTAL GST 10%                                            141.82
TOTAL AUD                                              1,560.00
"""


def test_of_two_addresses_beside_each_other_the_one_under_the_title_is_the_buyers() -> None:
    found = values(SIDES)
    assert (found["seller_name"], found["buyer_name"]) == ("Acorn Irrigation Supplies Pty Ltd", "Oak Orchards")
    assert found["address"] == "12 Depot Road Kenari NSW 2450"


def test_the_number_of_a_house_beside_a_label_is_no_invoice_number() -> None:
    assert values(SIDES)["invoice_number"] == "INV-10442"


def test_a_name_joined_across_columns_is_unsure() -> None:
    text = "INVOICE\n\nOak Dairy Equipment, Inc.                     Birch Dairy Tools, Inc.\nTOTAL       100.00"
    found = read(text).fields.get("seller_name")
    assert found is None or found.confidence < 0.9


def test_a_buyers_label_beside_another_with_brackets_leads_to_the_name_below() -> None:
    text = """
TAX INVOICE
Acorn Polymers Private Limited
Plot 41, Oak Estate, Vatva, Kenaribad 382445
GSTIN: 24AAACG1234H1Z9
Buyer (Bill to)                               Consignee (Ship to)
Oak Packaging                                 Oak Packaging Store
CGST 9%                                                     22,050.00
SGST 9%                                                     22,050.00
Total                                                     2,89,100.00
"""
    found = values(text)
    assert (found["seller_name"], found["buyer_name"]) == ("Acorn Polymers Private Limited", "Oak Packaging")
    assert found["address"] == "Plot 41, Oak Estate, Vatva, Kenaribad 382445"
    assert Decimal(found["tax_amount"] or "0") == 44100  # the state's and the country's half together


def test_a_name_in_large_print_over_two_lines_is_one_and_no_trading_clause_is_part_of_it() -> None:
    text = """
Acorn Windows is a trading name of Birch Glazing (Midlands) Ltd. Registered in England no. 07712345.
"""
    assert values(f"{LETTER}{text}")["seller_name"] != "Acorn Windows is a trading"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sprzedawca                Nabywca\nDrzewo Sp. z o.o.         Lipa Jan\nul. Leśna 3\n60-101 Poznań",
         {"seller_name": "Drzewo Sp. z o.o.", "buyer_name": "Lipa Jan", "address": "ul. Leśna 3 60-101 Poznań"}),
        ("Faktura VAT nr FV/118/05/2024", {"invoice_number": "FV/118/05/2024"}),
        ("Honorarrechnung 2023-0718", {"invoice_number": "2023-0718"}),
        ("Fatura Simplificada FS 24A/3318", {"invoice_number": "FS 24A/3318"}),
        ("ACORN KAFFE\nRECEIPT\nNo. BK2024-004417", {"invoice_number": "BK2024-004417"}),
        ("ACORN WARUNG\nNo. Nota : 2024/06/0311", {"invoice_number": "2024/06/0311"}),
        ("Total (2 items)        $79.00\nIncludes GST of        $7.18", {"total_amount": "79.00"}),
        ("VATable Sales     607.14\nVAT Amount     72.86\nVAT-Exempt Sales     0.00\nTOTAL DUE     680.00",
         {"net_amount": "607.14", "tax_amount": "72.86", "total_amount": "680.00"}),
    ],
)  # fmt: skip
def test_other_words_for_the_same(text: str, expected: dict[str, str]) -> None:
    found = values(f"{text}\n\nCASH     1000.00" if "Sales" in text else text)
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("total", "value"),
    [
        ("Subtotal     132.000\nTOTAL     Rp 145.200\nTUNAI     Rp 150.000\nKEMBALI     Rp 4.800", "145200.00"),
        ("TOTAL     87,500\nTUNAI     100,000\nKEMBALI     12,500", "87500.00"),
        ("Tạm tính     270.000\nTổng cộng     291.600 đ", "291600.00"),
    ],
)
def test_digits_are_grouped_where_no_price_has_cents(total: str, value: str) -> None:
    assert values(f"ACORN WARUNG\nTEH     9.000\n{total}", across=40)["total_amount"] == value


@pytest.mark.parametrize(
    "line", ["GRAPES     0.452 KG", "GRAPES     7,500", "All prices in KWD", "PETROL     1234.567"]
)
def test_three_digits_behind_a_point_are_decimals_where_the_page_shows_so(line: str) -> None:
    assert values(f"ACORN FRUIT\n{line}\nTOTAL     12.000", across=40).get("total_amount") != "12000.00"


@pytest.mark.parametrize("shop", ["STORE #4471", "Branch No. 12", "Filiale 0031"])
def test_a_shops_number_is_no_part_of_its_address(shop: str) -> None:
    text = f"ACORN AUTO PARTS\n{shop}\n8841 E OAK AVE\nKENARI, CO 80010\n303-555-0177\nTOTAL     5.00\nCASH     5.00"
    assert values(text, across=40)["address"] == "8841 E OAK AVE KENARI, CO 80010"


@pytest.mark.parametrize(
    ("place", "currency"),
    [
        ("Mt Eden, Auckland 1024", "NZD"),
        ("Toronto ON M5V 2T6", "CAD"),
        ("Kowloon, Hong Kong", "HKD"),
        ("Oak NSW 2450", "AUD"),
    ],
)
def test_the_country_tells_whose_dollar_a_sign_is(place: str, currency: str) -> None:
    assert values(f"ACORN LAMPS\n8 Kenari Road\n{place}\nTOTAL     $25.00")["currency"] == currency


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acorn El ApS\nHavnegade 22 · 7100 Vejle · CVR 31415926\nFaktura\nFakturanr.     10477",
         {"seller_name": "Acorn El ApS", "invoice_number": "10477"}),
        ("ORDER CONFIRMATION\nOrder ID     4418827", {"invoice_number": "4418827"}),
        ("Insertion Order\nIO Number: IO-20418", {"invoice_number": "IO-20418"}),
        ("Faktura - daňový doklad č. 240118\nCelkem k úhradě     12 100,00 Kč",
         {"invoice_number": "240118", "total_amount": "12100.00", "currency": "CZK"}),
        ("Total Sales (VAT Inclusive)     11,200.00\nLess: VAT     1,200.00\nAmount: Net of VAT     10,000.00",
         {"total_amount": "11200.00", "tax_amount": "1200.00", "net_amount": "10000.00"}),
        ("TAX INVOICE\nTo: Oak Ship Repair Pte Ltd\n10 Birch Link", {"buyer_name": "Oak Ship Repair Pte Ltd"}),
    ],
)  # fmt: skip
def test_more_words_for_the_same(text: str, expected: dict[str, str]) -> None:
    found = values(text)
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("KVITTO", "receipt"),
        ("PARAGON FISKALNY", "receipt"),
        ("NFC-e nº 000188231", "receipt"),
        ("Guest Folio", "invoice"),
        ("Utility Bill", "invoice"),
    ],
)
def test_what_else_a_paper_of_a_sale_is_called(title: str, kind: str) -> None:
    assert read(f"ACORN LAMPS\n{title}\nTOTAL     25.00", across=40 if kind == "receipt" else 100).kind == kind


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ("ACORN LAMPS\nStorgatan 14, 575 31 Eksjö\nKVITTO     Kvittonr: 20841", "Storgatan 14, 575 31 Eksjö"),
        ("ACORN LAMPS\n8 Birch Road, Kenari, ME 03907\nOak Room\nCASH BILL", "8 Birch Road, Kenari, ME 03907"),
        (
            "ACORN LAMPS\n33/5 Soi Birch 49, Khlong Oak,\nWatthana, Kenari 10110",
            "33/5 Soi Birch 49, Khlong Oak, Watthana, Kenari 10110",
        ),
        (
            "ACORN LAMPS\nAV. ROBLE 45 COL. CENTRO,\nKENARI, KEN. 72000\nTICKET: 55120",
            "AV. ROBLE 45 COL. CENTRO, KENARI, KEN. 72000",
        ),
    ],
)
def test_where_an_address_begins_and_ends(head: str, address: str) -> None:
    assert values(f"{head}\nTOTAL     25.00\nCASH     25.00", across=48)["address"] == address


def test_an_address_does_not_go_on_in_another_column() -> None:
    text = """
                                                        Acorn Fotos
                                                        Bergstr. 19
                                                        69115 Eichstadt
Praxis Dr. Eiche
Hauptstraße 101
69117 Eichstadt

Rechnung Nr. 24-0093
Summe                                                   480,00 €
"""
    assert values(text)["address"] == "Bergstr. 19 69115 Eichstadt"


def test_a_person_over_an_address_is_the_one_it_is_sent_to() -> None:
    text = """
                                                        Acorn Kitchens Ltd
                                                        2 Oak Park, Exeter EX2 8RP
Mr & Mrs A Birch
4 Oak Cottages
Topsham
EX3 0JB

Invoice MK-3391
Total                                                   11,400.00
"""
    found = read(text).fields["buyer_name"]
    assert (found.value, found.confidence < 0.9) == ("Mr & Mrs A Birch", True)


def test_a_day_out_of_a_column_of_days_is_unsure() -> None:
    text = """
Acorn Inn
Guest Folio
Date             Description              Charges
12/10/2024       Room charge              189.00
13/10/2024       Room charge              189.00
14/10/2024       Breakfast                 17.01
Total charges                             395.01
"""
    assert field(text, "invoice_date").confidence < 0.6
    assert field(text.replace("Acorn Inn", "Acorn Inn    Invoice date: 14/10/2024"), "invoice_date").confidence > 0.9


@pytest.mark.parametrize(
    "days",
    [
        "Invoice     17/03/2024\nDelivery    20/03/2024\nPayment     17/04/2024",
        "Billed      17/03/2024\nDispatched  20/03/2024\nDue         17/04/2024",
        "Invoice dt  17/03/2024\nDelivery dt 20/03/2024\nDue dt      17/04/2024",
    ],
)
def test_days_that_each_have_a_word_of_their_own_are_no_column_of_a_table(days: str) -> None:
    text = f"ACORN LAMPS LTD\nTAX INVOICE\n{days}\nLAMP     45.90\nTOTAL     45.90"
    found = read(text, across=40).fields["invoice_date"]
    assert (found.value, found.confidence > 0.9) == ("2024-03-17", True)


def test_days_between_what_was_done_and_its_price_are_a_column_of_a_table() -> None:
    text = "Acorn Inn\nGuest Folio\n" + "\n".join(f"Room charge    {day}/10/2024    189.00" for day in (12, 13, 14))
    assert field(text, "invoice_date").confidence < 0.6


@pytest.mark.parametrize(("word", "day"), [("FECHA", "2024-03-12"), ("Tanggal", "2024-03-12"), ("Ngày", "2024-03-12")])
def test_a_language_that_writes_the_day_first_settles_the_order(word: str, day: str) -> None:
    assert values(f"ACORN LAMPS\n{word}: 12/03/2024 17:40\nTOTAL     186.50", across=40)["invoice_date"] == day


def test_a_yuans_sign_is_a_yens_on_a_japanese_paper() -> None:
    text = "ACORN MART\n{}\nTOTAL     ¥1,320\nCASH     ¥2,000\nCHANGE     ¥680"
    assert values(text.format("3-14 Oak, Shinjuku, Tokyo"), across=40)["currency"] == "JPY"
    assert values(text.format("3-14 Oak, Pudong"), across=40)["currency"] == "CNY"


def test_a_turkish_street_is_no_canadian_dollar() -> None:
    text = (
        "ACORN GIDA LTD\nMEŞE CAD. NO: 44 KENAR\nFİŞ NO: 0034\nPEYNİR     *212,75\nTOPKDV     *4,09\nTOPLAM     *212,75"
    )
    found = values(text, across=40)
    assert (found["total_amount"], found["invoice_number"], found.get("currency")) == ("212.75", "0034", None)


def test_what_is_gross_before_an_agencys_commission_is_the_total() -> None:
    text = """
INVOICE
Sponsor: Oak for Assembly
Total spots: 32
Gross: $2,240.00
Agency commission 15%: $336.00
Net due: $1,904.00
"""
    assert values(text)["total_amount"] == "2240.00"


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ("ACORN INN AG\nEichstrasse 4\n3812 Kenarwil\nCHE-116.281.710 MWST", "Eichstrasse 4 3812 Kenarwil"),
        (
            "ACORN SDN BHD\n(Co. No. 200001012345) Level 8, Jalan Oak,\n50450 Kuala Lumpur",
            "Level 8, Jalan Oak, 50450 Kuala Lumpur",
        ),
        ("ACORN LAMPS\n3380 Oak Rd, Kenari, OR 97701 / CCB 188231", "3380 Oak Rd, Kenari, OR 97701"),
    ],
)
def test_what_stands_before_and_behind_an_address_in_its_row(head: str, address: str) -> None:
    assert values(f"{head}\nTOTAL     25.00\nCASH     25.00", across=44)["address"] == address


def test_a_line_over_an_address_is_no_part_of_it_unless_it_names_a_place() -> None:
    text = "INVOICE\n\n{}\n{}\n55 Oak Place, Kenari, RI 02903\nwww.acorncrane.example\n\nTOTAL     25.00"
    assert values(text.format("Acorn Crane LLP", "Attorneys at Law"))["address"] == "55 Oak Place, Kenari, RI 02903"
    assert values(text.format("Acorn Crane LLP", "Oak House"))["address"] == "Oak House 55 Oak Place, Kenari, RI 02903"


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("LUT 1504, BATU 8, JALAN KENARI\n46000 PUCHONG", "LOT 1504, BATU 8, JALAN KENARI 46000 PUCHONG"),
        ("10T 1851-A, JALAN KENARI\n4330O PUCHONG", "LOT 1851-A, JALAN KENARI 43300 PUCHONG"),
        ("LOT 1B51-B, JALAN KENARI 7/118B\n43300 PUCHONG", "LOT 1851-B, JALAN KENARI 7/118B 43300 PUCHONG"),
    ],
)
def test_a_letter_within_a_number_of_an_address_is_a_digit(printed: str, meant: str) -> None:
    found = read(f"ACORN LAMPS SDN BHD\n{printed}\nTEL: 03-5550 1234\nTOTAL     25.00", across=44).fields["address"]
    assert (found.value, found.repaired) == (meant, True)


def test_a_branch_in_brackets_is_of_the_address_and_a_former_name_is_not() -> None:
    till = "TEL: 03-5550 1234\nTOTAL     25.00\nCASH     25.00"
    text = "ACORN LAMPS SDN BHD\n8, JALAN KENARI 4,\n47100 PUCHONG, SELANGOR\n{}\n" + till
    assert values(text.format("(OAK MALL PUCHONG)"), across=44)["address"] == (
        "8, JALAN KENARI 4, 47100 PUCHONG, SELANGOR (OAK MALL PUCHONG)"
    )
    assert values(text.format("(FORMERLY BIRCH BULBS)"), across=44)["address"] == (
        "8, JALAN KENARI 4, 47100 PUCHONG, SELANGOR"
    )


def test_a_payment_slip_at_the_foot_goes_to_who_sells() -> None:
    slip = "\n" * 22 + "Customer Oak Landscapes Pty Ltd\nTo: Acorn Freight Pty Ltd"
    found = values("Acorn Freight Pty Ltd\n21 Birch Drive\nKENARI QLD 4034\nABN 49 750 146 256\nTAX INVOICE\n" + slip)
    assert (found["seller_name"], found["buyer_name"]) == ("Acorn Freight Pty Ltd", "Oak Landscapes Pty Ltd")
