"""Papers to lie with: a receipt, a car's invoice and a bill for broadcast time; and what is decided on who lies."""

from dataclasses import replace

from factory import CLAIMED, case, claim, program, sale, stands_on
from paper import page, pages

from claimcheck.core.judge import judge
from claimcheck.model.case import CaseDocument
from claimcheck.model.decisions import Decision
from claimcheck.model.programs import Tolerance

HEAD = """
HARBOUR LAMPS SDN BHD
(774512-K)
8, JALAN PELITA 3, TAMAN PELITA
50460 KUALA LUMPUR
TAX INVOICE
Invoice No: HL-204417
Date: 17/03/2024 14:22:09
DESK LAMP 60112233                25.00
BULB E27 60119977                 20.90
"""
PAID = """
TOTAL                             45.90
CASH                              50.00
CHANGE                             4.10
"""
VIN = "LSVAA49J132047371"


def paper(text: str, name: str = "doc-1") -> CaseDocument:
    read = pages(page(text))
    return CaseDocument(name, name, read, stands_on(read))


def decided(*papers: str, verify: tuple[str, ...] = (), **claimed: str) -> Decision:
    documents = tuple(paper(text, f"doc-{i}") for i, text in enumerate(papers, 1))
    rules = program() if not verify else replace(program(), verify=(*program().verify, *verify))
    known = {name: value for name, value in claimed.items() if name in CLAIMED}
    return judge(case(claim=claim(**claimed), program=rules, documents=documents, sales=(sale(**known),)))


BILL = """
KXYZ TELEVISION LLC                                                   INVOICE
PO Box 12, Oaktown, TX 75001
Remit To:                       Advertiser   Oak Valley Motors        Invoice Date  03/01/2024
KXYZ Television LLC             Product      Spring Sale              Invoice #     88001-1
PO Box 12                       Flight       02/05/2024 - 02/25/2024  Order #       99001

Billing Address:
Elm Media Buying LLC
12 Main St

Line  Air Date    Day  Time      Length  Program            Rate
1     02/05/2024  Mon  6:12 PM   :30     Evening News       600.00
2     02/12/2024  Mon  6:14 PM   :30     Evening News       600.00
                                               Gross Total        1,200.00
                                               Agency Commission  180.00
                                               Net Amount Due     1,020.00
"""
BILLED = {
    "seller_name": "KXYZ Television LLC", "buyer_name": "Oak Valley Motors", "invoice_number": "88001-1",
    "invoice_date": "2024-03-01", "total_amount": "1200.00",
}  # fmt: skip


def billed(text: str, **lies: str) -> str:
    """The verdict on a bill for broadcast time."""
    read = pages(replace(page(text, across=110), layer="text"))
    stated = {**BILLED, **lies}
    asked = replace(program(), currency="USD", locale="en-US", verify=tuple(stated), match={})
    found = CaseDocument("d", "d", read, stands_on(read, "en-US", "USD"))
    return judge(case(claim=claim(stated), program=asked, documents=(found,), sales=(sale(**stated),))).verdict


def sold_by(head: str, foot: str = "") -> str:
    """The verdict on a car's invoice of a Leeds dealer with these rows in its head and at its foot."""
    text = f"""
Oak Motors Ltd
1 Mill Lane, Leeds LS1 4AB
{head}Date: 12/03/2024

Invoice to:
Elm Leasing Ltd
12 Main Street
London W1A 1AA

Description                                                                    Amount
Golf 1.4 TSI   VIN: WVWZZZ1KZAW123456                                       20,000.00
                                                                Net total   20,000.00
                                                                VAT 20%      4,000.00
                                                                Total GBP   24,000.00
{foot}
"""
    read = pages(replace(page(text, across=100), layer="text"))
    stated = {"invoice_date": "2024-03-12", "total_amount": "24000.00", "vin": "WVWZZZ1KZAW123456"}
    asked = replace(program(), currency="GBP", locale="en-GB", verify=tuple(stated), match={"vin": Tolerance("exact")})
    found = CaseDocument("d", "d", read, stands_on(read, "en-GB", "GBP"))
    return judge(case(claim=claim(stated), program=asked, documents=(found,), sales=(sale(**stated),))).verdict


def codes(decision: Decision) -> list[tuple[str, str]]:
    """Code and field of each reason."""
    return [(reason.code, reason.field) for reason in decision.reasons]
