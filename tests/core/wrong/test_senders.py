"""Whose paper it is: an agency's order, a bill paid to a factor, a brand over the dealer's letterhead."""

from dataclasses import replace

import pytest
from factory import case, claim, program, stands_on
from paper import page, pages

from claimcheck.core.judge import judge
from claimcheck.model.case import CaseDocument
from claimcheck.model.programs import RequiredDocument

AGENCY = "Elm Media Buying LLC\n12 Main St\nOaktown, TX 75001"
STATION = "KXYZ Television LLC\nPO Box 12, Oaktown, TX 75001"
ORDER = """
{head}
BROADCAST ORDER
{said}
Order #       99001               Order Date  01/15/2024
Advertiser   Oak Valley Motors
Flight       02/05/2024 - 02/25/2024

Line  Day  Time      Length  Program       Spots     Rate      Total
1     Mon  6:12 PM   :30     Evening News    1       600.00    600.00
"""
INVOICE = """
{head}
12 Main St
Dayton, OH 45414
INVOICE
Invoice No 4711               Invoice date 02/13/24
Bill to: Elm Leasing LLC
9 Oak Ave
Troy, OH 45373
Oil filter       2     50.00     100.00
Total                            100.00
{foot}
"""


def sold(text: str, kind: str, seller: str) -> str:
    """The verdict on a claim that this one sold, by a paper of this kind."""
    read = pages(replace(page(text, across=110), layer="text"))
    rules = replace(program(), currency="USD", locale="en-US", match={}, verify=("seller_name",), window=None)
    rules = replace(rules, documents=(RequiredDocument(kind),))
    document = CaseDocument("d", "d", read, stands_on(read, "en-US", "USD"))
    return judge(case(claim=claim({"seller_name": seller}), program=rules, documents=(document,), sales=())).verdict


@pytest.mark.parametrize(
    "said",
    [
        "TO WABC-FM", "To: WABC-FM", "From: Elm Media Buying LLC", "Agency: Elm Media Buying LLC\nTo: WABC-FM",
        "Attn: Sales, WABC-FM", "Placed by: Elm Media Buying LLC", "Buyer: Elm Media Buying LLC",
        "Ordered by\nElm Media Buying LLC",
    ],
)  # fmt: skip
def test_an_order_that_an_agency_sends_names_no_seller_in_its_head(said: str) -> None:
    assert sold(ORDER.format(head=AGENCY, said=said), "order", "Elm Media Buying LLC") == "review"


@pytest.mark.parametrize("said", ["", "To: Elm Media Buying LLC", "Agency: Elm Media Buying LLC", "To: KLM Media LLC"])
def test_an_order_that_a_station_confirms_names_it_in_its_head(said: str) -> None:
    assert sold(ORDER.format(head=STATION, said=said), "order", "KXYZ Television LLC") == "approve"


@pytest.mark.parametrize(
    ("head", "foot", "seller", "verdict"),
    [
        ("OAK MOTORS LLC", "Remit to: Cedar Factoring LLC", "Cedar Factoring LLC", "review"),
        ("OAK MOTORS LLC", "Remit to: Oak Motors LLC", "Oak Motors LLC", "approve"),
        ("CEDAR TRUCKS INC\nOAK MOTORS LLC", "", "Cedar Trucks Inc", "review"),
        ("CEDAR TRUCKS\nOAK MOTORS LLC", "", "Oak Motors LLC", "approve"),
        ("OAK MOTORS LLC\nAuthorized dealer of Cedar Trucks Inc", "", "Oak Motors LLC", "approve"),
        ("OAK MOTORS LLC\nA Cedar Group Inc company", "", "Oak Motors LLC", "approve"),
        ("OAK MOTORS LLC\nVertragshändler der Cedar GmbH", "", "Oak Motors LLC", "approve"),
    ],
)
def test_who_is_paid_or_whose_brand_heads_an_invoice_need_not_have_sold(
    head: str, foot: str, seller: str, verdict: str
) -> None:
    assert sold(INVOICE.format(head=head, foot=foot), "proof_of_sale", seller) == verdict


LETTER = """
Oak Motors LLC · 12 Main St · Dayton, OH 45414
Elm Leasing LLC
9 Oak Ave
Troy, OH 45373
INVOICE
Invoice No 4711               Invoice date 02/13/24
Oil filter       2     50.00     100.00
Total                            100.00
"""


def test_whom_a_letter_is_addressed_to_under_its_senders_line_is_no_second_seller() -> None:
    assert sold(LETTER, "proof_of_sale", "Oak Motors LLC") == "approve"
