"""Names on a paper that are not its seller's: who bought the bill, lent the money or stood at the counter."""

from dataclasses import replace

import pytest
from factory import case, claim, program, sale, stands_on
from paper import page, pages

from claimcheck.core.extract import extract
from claimcheck.core.judge import judge
from claimcheck.model.case import CaseDocument
from claimcheck.model.decisions import Decision

LETTER = """
                                                            Invoice No: 20551
                                                            Date/Tax point: 19 July 2024
Invoice to:
Oak Groundworks
14 Birch Road
Leeds LS5 3EH

SALES INVOICE
Goods total                                                     860.00
VAT @ 20%                                                       172.00
Invoice total                                                 1,032.00
"""
"""An invoice with a picture for its head: nothing on it but a sentence names who sells."""


def judged(text: str, seller: str, *, total: str, currency: str, locale: str, day: str) -> Decision:
    read = pages(page(text, across=100))
    stated = {"seller_name": seller, "invoice_date": day, "total_amount": total, "currency": currency}
    rules = replace(program(), currency=currency, locale=locale, match={})
    document = CaseDocument("d", "d", read, stands_on(read, locale, currency))
    return judge(case(claim=claim(stated), program=rules, documents=(document,), sales=(sale(**stated),)))


def sold_by(text: str, seller: str) -> str:
    """The verdict on a claim that says that the letter is this seller's."""
    return judged(LETTER + text, seller, total="1032.00", currency="GBP", locale="en-GB", day="2024-07-19").verdict


@pytest.mark.parametrize(
    "text",
    [
        "Cheques payable to Acorn Factors Ltd\nAccount name: Acorn Factors Ltd   Sort code 11-22-33",
        "Cheques payable to Acorn Capital Ltd\nAccount name: Acorn Capital Ltd   Sort code 11-22-33",
        "This debt has been assigned to Acorn Capital Ltd.\nPlease make cheques payable to Acorn Capital Ltd",
        "This debt was assigned. Cheques payable to Acorn Capital Ltd\n"
        "Acorn Capital Ltd. Registered in England No. 05512345",
        "Cheques payable to Acorn Capital Ltd\nPost cheques payable to Acorn Capital Ltd to Leeds",
    ],
    ids=["a factor's account", "an account", "a debt assigned", "assigned and registered", "told twice"],
)
def test_whom_a_bill_is_paid_to_is_not_proved_its_seller_by_a_repeat(text: str) -> None:
    name = "Acorn Factors Ltd" if "Factors" in text else "Acorn Capital Ltd"
    assert sold_by(text, name) == "review"


def test_whom_a_bill_is_paid_to_and_its_foot_registers_sold_it() -> None:
    text = "Cheques payable to Acorn Hire Ltd\n\nAcorn Hire Ltd. Registered in England No. 05512345"
    assert sold_by(text, "Acorn Hire Ltd") == "approve"


@pytest.mark.parametrize(
    "foot",
    [
        "Finance by Elm Finance Ltd. Registered in England No 05512345\nElm Finance Ltd is regulated",
        "Goods delivered to Elm Homes Ltd. VAT No 123 4567 89\nSite of Elm Homes Ltd",
        "Acorn Windows is a trading name of Birch Glazing Ltd. Registered in England no. 07712345.",
    ],
)
def test_a_sentence_is_no_sellers_name(foot: str) -> None:
    (document,) = extract(pages(page(LETTER + foot, across=100)))
    found = document.fields.get("seller_name")
    assert found is None or "Ltd" not in (found.value or "")
    assert "seller_id" not in document.fields


NORDIC = "{head}FAKTURA 4711\n{label}\nDato: 17.03.2024\nLAMPE 45,90\nTOTAL 45,90\nKORT 45,90\n"
SHOP = "ACORN LAMPER AS\nStorgata 5\n0155 Oslo\n"


@pytest.mark.parametrize("label", ["Selger: Kari Nordmann", "Säljare: Kari Nordmann", "Saelger: Kari Nordmann"])
def test_who_stood_at_the_counter_is_not_the_seller(label: str) -> None:
    text = NORDIC.format(head=SHOP, label=label)
    told = {
        name: judged(text, name, total="45.90", currency="NOK", locale="nb-NO", day="2024-03-17").verdict
        for name in ("ACORN LAMPER AS", "Kari Nordmann")
    }
    assert told == {"ACORN LAMPER AS": "approve", "Kari Nordmann": "review"}


@pytest.mark.parametrize("name", ["Acorn Lamper AS", "Acorn Lampor AB", "Acorn Lamper ApS"])
def test_a_company_behind_the_same_word_is_the_seller(name: str) -> None:
    (document,) = extract(pages(NORDIC.format(head="", label=f"Selger: {name}")))
    assert document.fields["seller_name"].value == name


AGENCYS = """
{head}
BROADCAST ORDER
Order No 4711                 Order date 07/19/24
{said}
Advertiser: Friends of Nobody
Flight: 07/22/24 - 07/28/24   Spots 12
Order Total                   1,032.00
"""
ELM = "ELM MEDIA BUYING INC\n12 Main St\nDayton, OH 45414\n"
BIRCH = "BIRCH TOWER HOLDINGS LLC\n9 Oak Ave\nTroy, OH 45373\n"
OAK = "OAK RADIO GROUP LLC\n12 Main St\nDayton, OH 45414\n"
AGENCY = "Agency: Elm Media Buying Inc"
ORDERS = """
program: time
version: '1'
timezone: America/New_York
locale: en-US
currency: USD
verify: [seller_name]
documents: [{kind: order}]
match: {}
confidence: 0.95
"""


@pytest.mark.parametrize(
    ("head", "said", "names"),
    [
        (ELM + BIRCH, AGENCY, "Elm Media Buying Inc, Birch Tower Holdings LLC"),
        (ELM + "Birch Tower Holdings LLC", AGENCY, "Elm Media Buying Inc, Birch Tower Holdings LLC"),
        ("Oak Bank NA\nPO Box 12\n" + ELM + BIRCH, AGENCY, "Oak Bank NA, Elm Media Buying Inc"),
        (ELM + BIRCH, "TO WABC-FM", "Birch Tower Holdings LLC, WABC-FM"),
        ("WXYZ-TV    07/19/24 10:22 AM    P.1\n" + OAK, "", "WXYZ-TV"),
        ("Oak Bank NA\n" + OAK, "Station: KLAS", "Oak Bank NA, KLAS, Oak Radio Group LLC"),
        (OAK, "Station: WORK", "WORK, Oak Radio Group LLC"),
        (OAK, "Station: WABC-FM", "Oak Radio Group LLC"),
    ],
    ids=["agency, client", "client's name alone", "bank", "to a sign", "fax", "bare sign", "a word", "one sign"],
)
def test_of_an_orders_names_for_time_on_air_none_that_may_not_sell_is_proved(head: str, said: str, names: str) -> None:
    read = pages(page(AGENCYS.format(head=head, said=said), across=100))
    document = CaseDocument("d", "d", read, stands_on(read, "en-US", "USD"))
    for name in names.split(", "):
        stated = claim({"seller_name": name, "currency": "USD"})
        decision = judge(case(claim=stated, program=program(ORDERS), documents=(document,), sales=()))
        assert (name, decision.verdict) == (name, "review")


INVOICE = """
{head}
INVOICE
Invoice No 4711               Invoice date 02/13/24
{said}
Oil filter       2     50.00     100.00
Total                            100.00
"""
MOTORS = "OAK MOTORS LLC\n12 Main St\nDayton, OH 45414\n"


@pytest.mark.parametrize(
    ("head", "said", "claimed", "verdict"),
    [
        (MOTORS, "Bill to: Oak Motors LLC\n9 Oak Ave\nTroy, OH 45373", "seller_name", "review"),
        ("", "Seller: Oak Motors LLC\nBuyer: Oak Motors LLC", "seller_name", "review"),
        ("", "Seller: Oak Motors LLC\nBuyer: Oak Motors LLC", "invoice_number", "review"),
        (MOTORS, "Bill to: Oak Motors Finance LLC", "seller_name", "approve"),
        ("", "Bill to:\nOak Motors LLC\n12 Main St\nShip to:\nOak Motors LLC", "invoice_number", "approve"),
    ],
    ids=["letterhead", "labels", "labels, neither claimed", "another company", "the buyer's alone"],
)
def test_a_sale_to_oneself_asks(head: str, said: str, claimed: str, verdict: str) -> None:
    read = pages(page(INVOICE.format(head=head, said=said), across=100))
    rules = replace(program(), currency="USD", locale="en-US", match={}, verify=(claimed,), window=None)
    document = CaseDocument("d", "d", read, stands_on(read, "en-US", "USD"))
    stated = claim({"seller_name": "Oak Motors LLC", "invoice_number": "4711", "currency": "USD"})
    assert judge(case(claim=stated, program=rules, documents=(document,), sales=())).verdict == verdict
