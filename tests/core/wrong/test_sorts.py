"""What stands beside a title and says that nothing was sold for good with it; and who buys on a till's slip."""

from dataclasses import replace

import pytest
from factory import CLAIMED, case, claim, program, stands_on
from lies import HEAD, PAID, decided
from paper import page, pages

from claimcheck.core.judge import judge
from claimcheck.model.case import CaseDocument

INVOICE = """
OAK MOTORS LLC
12 Main St
Dayton, OH 45414
{title}
Invoice No 4711               Invoice date 02/13/24
Bill to: Elm Leasing LLC
9 Oak Ave
Troy, OH 45373
Oil filter       2     50.00     100.00
{total}
"""
TOTAL = "Total                            100.00"


def invoiced(title: str = "INVOICE", total: str = TOTAL, buyer: str = "Bill to: Elm Leasing LLC") -> str:
    """The verdict on an invoice of a hundred dollars under this title, for this buyer, with these rows at its foot."""
    text = INVOICE.format(title=title, total=total).replace("Bill to: Elm Leasing LLC", buyer)
    read = pages(replace(page(text, across=100), layer="text"))
    stated = {"seller_name": "Oak Motors LLC", "invoice_number": "4711", "total_amount": "100.00"}
    rules = replace(program(), currency="USD", locale="en-US", match={}, verify=tuple(stated), window=None)
    document = CaseDocument("d", "d", read, stands_on(read, "en-US", "USD"))
    return judge(case(claim=claim(stated), program=rules, documents=(document,), sales=())).verdict


@pytest.mark.parametrize(
    "title",
    [
        "TAX INVOICE - RENTAL", "INVOICE (RENTAL)", "Invoice: Hire", "INVOICE FOR RENTAL", "INVOICE - EQUIPMENT RENTAL",
        "INVOICE - TRADE IN", "INVOICE - INTERNAL", "INVOICE - DEPOSIT", "INVOICE (PRO FORMA)", "INVOICE [TEST]",
        "INVOICE - ADVANCE PAYMENT", "Invoice - Rental No. 4711", "TAX INVOICE\n(PRO FORMA)", "INVOICE\nRENTAL",
        "VEHICLE RENTAL\nTAX INVOICE", "RECEIPT FOR DEPOSIT", "Rechnung - Miete", "RECHNUNG (Anzahlung)",
        "FACTURE (ACOMPTE)", "FATTURA - NOLEGGIO", "FACTURA (ALQUILER)", "SALES INVOICE - REFUND",
        "TAX INVOICE (RETURN)", "SELF-BILLED INVOICE", "TAX INVOICE - SELF BILLED",
    ],
)  # fmt: skip
def test_a_title_that_says_behind_itself_that_nothing_is_sold_with_it_asks(title: str) -> None:
    assert invoiced(title) in ("review", "return")


@pytest.mark.parametrize(
    "title",
    [
        "INVOICE", "INVOICE - RETAIL", "TAX INVOICE (ORIGINAL)", "INVOICE - PARTS", "INVOICE / DELIVERY ORDER",
        "Invoice - Ex Rental", "INVOICE (DUPLICATE)", "INVOICE - NET 30", "TAX INVOICE (GST)", "INVOICE - WORK ORDER",
        "INVOICE (CASH)", "INVOICE - PAID", "INVOICE: FINAL", "OAK RENTAL INC\nINVOICE",
    ],
)  # fmt: skip
def test_a_title_that_says_behind_itself_of_what_it_is_asks_nothing(title: str) -> None:
    assert invoiced(title) == "approve"


@pytest.mark.parametrize("title", ["TAX INVOICE", "CASH BILL", "RECEIPT"])
@pytest.mark.parametrize(
    ("buyer", "verdict"),
    [
        ("Bill to: HARBOUR LAMPS SDN BHD", "review"), ("Customer: HARBOUR LAMPS SDN BHD", "review"),
        ("Customer Name : Harbour Lamps S/B", "review"), ("Sold To\nHARBOUR LAMPS SDN BHD", "review"),
        ("To: HARBOUR LAMPS SDN BHD", "review"), ("M/S HARBOUR LAMPS SDN BHD", "review"),
        ("Customer: ORCHID MOTORS SDN BHD", "approve"), ("Customer: CASH", "approve"), ("Cashier: AMY", "approve"),
        ("Merchant: HARBOUR LAMPS SDN BHD", "approve"), ("Recipient: HARBOUR LAMPS SDN BHD", "approve"),
    ],
)  # fmt: skip
def test_a_tills_slip_on_which_the_seller_buys_asks(title: str, buyer: str, verdict: str) -> None:
    slip = HEAD.replace("TAX INVOICE", title).replace("DESK", f"{buyer}\nDESK") + PAID
    assert decided(slip, **CLAIMED).verdict == verdict


@pytest.mark.parametrize(
    ("foot", "verdict"),
    [
        ("*TOTAL*  100.00\nTax   6.00\n*GRAND*   106.00", "review"),
        ("**TOTAL**  100.00\nSALES TAX 6%    6.00\nYOU PAY    106.00", "review"),
        ("Total  100.00\nGST 10%  10.00\nBalance 110.00", "review"),
        ("Total  100.00\nState tax 4.00\nLocal tax  2.00\nCharged to card 106.00", "review"),
        ("Total (1)    100.00\nVAT (2)   20.00\n(1)+(2)   120.00", "review"),
        ("Total   100.00\nplus 20% VAT", "review"), ("Total   100.00\nVAT to be added at 20%", "review"),
        ("TOTAL*    100.00\n* All prices exclude sales tax", "review"), ("Total 100.00\nTax not included", "review"),
        ("Total  100.00\nincl. VAT 20%  16.67", "approve"), ("Net 83.33\nVAT 20%  16.67\nTotal  100.00", "approve"),
        ("Total  100.00\nVAT not applicable", "approve"), ("Total 100.00\nTax included", "approve"),
        ("Tax 20.00\nTotal 100.00\nCash 120.00\nChange 20.00", "approve"),
        ("Total 100.00\nVAT number GB123456789", "approve"), ("Total  100.00\nGST 6%  94.34  5.66", "approve"),
    ],
)  # fmt: skip
def test_a_total_to_which_a_tax_is_added_is_not_what_was_paid(foot: str, verdict: str) -> None:
    assert invoiced(total=foot) == verdict


@pytest.mark.parametrize(
    ("foot", "verdict"),
    [
        ("Previous balance 40.00\nNew charges 60.00\nTotal 100.00", "review"),
        ("Monthly total 100.00", "review"), ("Total YTD 100.00\nThis invoice 60.00", "review"),
        ("Total weight 100.00\nPrice 60.00", "review"),
        ("Previous balance 40.00\nPayment received -40.00\nTotal 100.00", "approve"),
        ("Previous balance 0.00\nTotal 100.00", "approve"), ("Total weight 12.00\nTotal 100.00", "approve"),
    ],
)  # fmt: skip
def test_a_total_of_more_than_this_sale_or_of_something_else_asks(foot: str, verdict: str) -> None:
    assert invoiced(total=foot) == verdict


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("Goods on consignment", "review"), ("On sale or return", "review"), ("No commercial value", "review"),
        ("For customs purposes only", "review"), ("Invoice to follow", "review"),
        ("Vehicle repurchased by dealer 02/20/24", "review"),
        ("Goods remain our property until paid in full", "approve"), ("Customs tariff 8708.29", "approve"),
    ],
)  # fmt: skip
def test_what_a_foot_says_of_goods_that_stay_the_sellers_asks(said: str, verdict: str) -> None:
    assert invoiced(total=f"{TOTAL}\n{said}") == verdict


@pytest.mark.parametrize(
    ("buyer", "verdict"),
    [
        ("Bill to: Internal", "review"), ("Customer: Stock", "review"), ("Sold to: Own use", "review"),
        ("Customer: Stockton Motors", "approve"), ("Bill to: Inventory Solutions LLC", "approve"),
    ],
)  # fmt: skip
def test_a_sale_to_the_sellers_own_house_asks(buyer: str, verdict: str) -> None:
    assert invoiced(buyer=buyer) == verdict
