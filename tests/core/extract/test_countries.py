"""In whose money a total is where its sign, or no sign at all, leaves it open: by the country of who sells."""

import pytest
from paper import pages

from claimcheck.core.extract import extract
from claimcheck.model.documents import Field

HEAD = "HARBOUR LAMPS\n{place}\nReceipt No: 4477\nDESK LAMP   25.00\nBULB   20.90\n"


def currency(text: str, own: str = "") -> Field | None:
    (document,) = extract(pages(text), currency=own)
    return document.fields.get("currency")


def sold(place: str, sign: str, own: str, *, after: str = "") -> tuple[str | None, ...]:
    """The currency and its rivals of a receipt from a place, a sign at its total; `()` where it is the program's."""
    found = currency(HEAD.format(place=place.replace(" | ", "\n")) + f"TOTAL   {sign}45.90\nCASH   50.00\n{after}", own)
    return () if found is None or (found.value == own and not found.rivals) else (found.value, *found.rivals)


ABROAD = [
    ("EGP", "£", "12 High Street | London SW1A 1AA", "GBP"),
    ("LBP", "£", "VAT GB 123 4567 89", "GBP"),
    ("GBP", "£", "3 Nile Road | Cairo, Egypt", "EGP"),
    ("PKR", "Rs. ", "12 MG Road | Bengaluru 560001", "INR"),
    ("LKR", "Rs ", "GSTIN 29ABCDE1234F1Z5", "INR"),
    ("INR", "Rs ", "14 Mall Road | Lahore, Pakistan", "PKR"),
    ("AED", "DH ", "7 rue du Port | Casablanca, Maroc", "MAD"),
    ("AED", "DH ", "ICE 001234567000012", "MAD"),
    ("NOK", "kr ", "1000 København, Danmark", "DKK"),
    ("SEK", "kr ", "CVR 12 34 56 78", "DKK"),
    ("NIO", "C$", "12 King St | Toronto ON M5V 2T6 Canada", "CAD"),
    ("CUP", "₱", "Makati, Metro Manila, Philippines", "PHP"),
    ("GNF", "Fr. ", "CHE-123.456.788 MWST", "CHF"),
    ("USD", "$", "HST # 123456789 RT0001", "CAD"),
    ("USD", "$", "Tel +61 2 5550 1234", "AUD"),
    ("CAD", "$", "12 Main St | AUSTIN TX 75001", "USD"),
    ("USD", "$", "Shop 3, Perth WA 6000", "AUD"),
    ("USD", "$", "12 Frederick Street | Port of Spain", "TTD"),
]


@pytest.mark.parametrize(("own", "sign", "place", "other"), ABROAD)
def test_a_sign_of_several_currencies_is_the_sellers_countrys(own: str, sign: str, place: str, other: str) -> None:
    assert sold(place, sign, own) == (other,)
    assert sold(place, sign, other) == ()  # the honest neighbour: the same receipt in its own country's program
    assert sold("8 Oak Lane", sign, own) == ()  # and one that names no country is the program's


@pytest.mark.parametrize(
    ("place", "own"),
    [
        ("12 High Street | London, United Kingdom", "EUR"),
        ("Tel +65 6555 1234 | Singapore 208787", "MYR"),
        ("Shop 5 Westfield | Vancouver BC Canada", "USD"),
        ("NIP 123-456-78-90", "EUR"),
        ("GST Reg No. 201234567K", "MYR"),
        ("VAT Reg No. GB 123 4567 89", "EUR"),
        ("12 Jalan Besar | Singapore 208787", "MYR"),
        ("Lusaka, Zambia", "MYR"),
    ],
)
def test_a_paper_without_any_currency_from_abroad_leaves_its_currency_open(place: str, own: str) -> None:
    assert sold(place, "", own)[:1] == (None,)
    assert sold("8 Oak Lane", "", own) == ()


@pytest.mark.parametrize("own", ["GBP", "EUR"])
@pytest.mark.parametrize(
    "place",
    [
        "LITTLE INDIA KITCHEN", "12 Hong Kong Street", "LAMP   Made in Germany", "Hotline +49 30 5550 1234",
        "IBAN DE00 1234 | Bank: Frankfurt, Germany", "TASTE OF ITALY", "1 BOMBAY TOAST   4.10", "2 x CHINA PLATE",
        "SHIP VIA: Rotterdam, Netherlands", "Country of origin: China", "HARBOUR GENUINE PARTS, JAPAN",
        "HARBOUR TRADERS SA 1800 VEVEY",
    ],
)  # fmt: skip
def test_a_country_in_a_name_or_of_a_bank_or_of_goods_is_not_the_sellers(place: str, own: str) -> None:
    assert sold(place, "", own) == ()


@pytest.mark.parametrize(
    ("place", "own"),
    [
        ("12 High Street | London SW1A 1AA", "EUR"), ("12 Main St | Austin, TX 75001", "EUR"),
        ("TERMINAL ID 12345", "MYR"), ("Official Receipt OR 00123", "MYR"), ("Artikel PL1234567890", "EUR"),
        ("VAT NO 4123456789", "MYR"), ("C.P. 28010 Getafe", "EUR"), ("MacBook Air M2 8GB", "MYR"),
        ("25, Lebuh China | 10300 George Town", "MYR"), ("Jalan India | 93100 Kuching", "MYR"),
        ("Avenue de France 23 | 1202 Geneve", "EUR"), ("Hauptstr. 5, 44135 Dortmund | Istanbul", "EUR"),
        ("Tel +60 4 261 1234 | WhatsApp +65 9555 1234", "MYR"), ("Steuernr. 12/345/67 | UK VAT GB 123 4567 89", "EUR"),
        ("8 Oak Lane | Powered by Harbour Pte Ltd, Singapore 238823", "MYR"),
        ("HARBOUR LAMPS SDN BHD | A subsidiary of Harbour Corp, Tokyo, Japan", "MYR"),
    ],
)  # fmt: skip
def test_a_paper_without_any_currency_is_the_programs_unless_its_seller_names_another_country(
    place: str, own: str
) -> None:
    assert sold(place, "", own) == ()


def test_who_buys_in_a_windows_address_without_a_label_is_not_who_sells() -> None:
    window = "Acorn Lampen GmbH . Hauptstr. 5 . 79539 Loerrach\n\nMuster AG\nBahnhofstr. 1\n8001 Zurich\nSchweiz\n\n"
    assert currency(window + "Rechnung 4477\nLampe   25.00\nBirne   20.90\nTotal   45.90", "EUR") is None


@pytest.mark.parametrize(
    ("town", "own"),
    [
        ("Melbourne, FL 32901", "USD"), ("Vancouver, WA 98660", "USD"), ("Jamaica, NY 11432", "USD"),
        ("Brisbane, CA", "USD"), ("Cuba, MO", "USD"), ("Colombia, NJ", "USD"), ("Wellington FL 33414", "USD"),
        ("Sydney, NS B1P 1A1", "CAD"), ("Melbourne, ON", "CAD"), ("Toronto, NSW 2283", "AUD"),
    ],
)  # fmt: skip
def test_a_town_that_shares_its_name_is_in_the_country_of_its_state(town: str, own: str) -> None:
    assert sold("123 Main St | " + town, "$", own) == ()


def test_a_street_called_as_a_town_is_in_the_country_of_its_own_town() -> None:
    assert sold("222 West Ontario | Chicago, IL 60610", "$", "USD") == ()


@pytest.mark.parametrize(
    "foot",
    [
        "TERMINAL ID 12345", "Manufactured by Acme, 12 Road, Taipei, Taiwan", "Remit to: Box 12, Toronto, ON M5V 2T6",
        "Harbour Group Inc. 12 King St, Toronto, ON M5V 2T6 Canada", "Our branches: 5 Bukit, Kuala Lumpur, Malaysia",
    ],
)  # fmt: skip
def test_what_a_foot_names_besides_does_not_move_the_seller(foot: str) -> None:
    assert sold("12 Main St | Austin, TX 75001", "$", "USD", after=foot) == ()


@pytest.mark.parametrize(
    ("place", "other"),
    [
        ("Sydney Australia", "AUD"), ("Wellington New Zealand", "NZD"), ("Central Hong Kong", "HKD"),
        ("Vancouver BC Canada", "CAD"), ("Toronto, ON", "CAD"), ("Orchard Plaza Singapore", "SGD"),
    ],
)  # fmt: skip
def test_a_country_needs_no_comma_before_it(place: str, other: str) -> None:
    assert sold("Shop 5 Westfield | " + place, "$", "USD") == (other,)


BILL = """
ACORN LAMPS LLC                          INVOICE
12 Main St                               Invoice No: 4477
Austin, TX 75001                         Date: 03/14/2024

Bill To:                                 Ship To:
Harbour Motors Ltd                       Harbour Motors Ltd
12 King St                               12 King St
Toronto ON M5V 2T6, Canada               Toronto ON M5V 2T6, Canada

DESK LAMP                                25.00
BULB                                     20.90
TOTAL                                    $45.90
"""


def test_the_country_of_who_buys_is_not_that_of_who_sells() -> None:
    found = currency(BILL, "CAD")
    assert found is not None
    assert found.value == "USD"
    home = currency(BILL, "USD")
    assert home is None or (home.value, home.rivals) == ("USD", ())


def test_a_seller_whose_address_stands_at_the_foot_is_from_there() -> None:
    _, *address = BILL.strip().split("\n")[:3]
    foot = "\n".join(line[:30].strip() for line in address)
    found = currency(BILL.replace("12 Main St", "", 1).replace("Austin, TX 75001", "", 1) + "\n" + foot, "CAD")
    assert found is not None
    assert found.value == "USD"


@pytest.mark.parametrize(
    ("named", "open_"),
    [
        ("Bank account CAD: 12345678", True), ("Accepted currency: CAD", True), ("We accept CAD", False),
        ("Payment in Canadian dollars accepted", False), ("Accepted currencies: CAD, EUR", False),
        ("Currencies accepted: EUR, CAD", False), ("Exchange rate CAD 1.35", False),
        ("Exchange rate: 1 EUR = 1.4524 CAD", False),
    ],
)  # fmt: skip
def test_an_accounts_currency_never_chooses_whose_sign_it_is_but_leaves_it_open_and_no_rates_does(
    named: str, *, open_: bool
) -> None:
    assert sold("Austin, TX 75001", "$", "CAD", after=named)[0] == "USD"
    turned = named.replace("USD", "XXX").replace("CAD", "USD").replace("XXX", "CAD").replace("Canadian", "US")
    assert sold("Toronto ON M5V 2T6", "$", "CAD", after=turned) == (("CAD", "USD") if open_ else ())


def test_what_a_seller_takes_besides_says_nothing_of_a_total_without_a_sign() -> None:
    assert sold("8 Oak Lane", "", "MYR", after="We accept USD, EUR and GBP") == ()
    assert sold("8 Oak Lane", "", "MYR", after="We accept USD only") == ("USD",)


@pytest.mark.parametrize("sign", ["", "$"])
@pytest.mark.parametrize(
    "said",
    [
        "Visa accepted. All prices in USD", "Cheques accepted. Currency: USD", "Total USD (accepted)",
        "I accept the total amount in USD stated above", "Currency: USD (no foreign cheques accepted)",
        "Prices on request in USD", "Accepted payment: USD",
    ],
)  # fmt: skip
def test_what_else_is_accepted_says_nothing_of_the_currency_that_a_paper_says_it_is_in(said: str, sign: str) -> None:
    assert sold("8 Oak Lane", sign, "MYR", after=said) == ("USD",)


def test_whoever_takes_the_programs_money_besides_has_another_of_its_own() -> None:
    assert sold("8 Oak Lane", "$", "USD", after="We accept USD") == (None, "$")
    assert sold("8 Oak Lane | Austin, TX 75001", "$", "USD", after="We accept USD") == ()


def test_where_nothing_tells_the_country_an_accounts_currency_does() -> None:
    assert sold("8 Oak Lane", "$", "USD", after="Bank account CAD: 12345678") == ("CAD",)


@pytest.mark.parametrize("named", ["All prices in CAD", "All amounts in Canadian dollars, bank transfer only"])
def test_what_a_page_says_of_all_its_amounts_stands_over_the_country(named: str) -> None:
    assert sold("Austin, TX 75001", "$", "CAD", after=named) == ()
    assert sold("Austin, TX 75001", "$", "USD", after=named) == ("CAD",)


def test_another_currency_at_one_price_and_another_country_leave_a_sign_open() -> None:
    assert sold("Austin, TX 75001", "$", "CAD", after="DELIVERY   CAD 5.00") == ("CAD", "USD")


@pytest.mark.parametrize("head", ["ITEM   Amount (USD)", "Currency: USD", "All prices in US dollars"])
def test_a_currency_in_a_heading_is_that_of_a_total_without_a_sign(head: str) -> None:
    found = currency(f"HARBOUR LAMPS\n{head}\nDESK LAMP   25.00\nTOTAL   25.00", "MYR")
    assert found is not None
    assert found.value == "USD"


def test_two_countries_beside_the_sellers_name_leave_a_sign_open() -> None:
    assert sold("Austin, TX 75001 | Toronto ON M5V 2T6", "$", "CAD")[1:] == ("USD",)


def test_telephones_are_written_alike_in_several_countries() -> None:
    assert sold("Tel (555) 123-4567", "$", "MXN") == ()
    assert sold("Tel (416) 555-0177", "$", "CAD") == ()
    assert sold("Tel (416) 555-0177", "$", "TWD") != ()
    assert sold("Call 800-555-0177", "$", "TWD") == ()
