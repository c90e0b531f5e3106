"""Ways to a wrong approval, each an example: what is claimed stands on the paper, and the paper does not prove it."""

from dataclasses import replace

import pytest
from factory import CLAIMED, case, claim, program, sale
from paper import page, pages

from claimcheck.core.extract import extract
from claimcheck.core.judge import judge
from claimcheck.model.case import CaseDocument
from claimcheck.model.decisions import Decision

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
    return CaseDocument(name, name, read, extract(read, locale="en-MY", currency="MYR"))


def decided(*papers: str, verify: tuple[str, ...] = (), **claimed: str) -> Decision:
    documents = tuple(paper(text, f"doc-{i}") for i, text in enumerate(papers, 1))
    rules = program() if not verify else replace(program(), verify=(*program().verify, *verify))
    known = {name: value for name, value in claimed.items() if name in CLAIMED}
    return judge(case(claim=claim(**claimed), program=rules, documents=documents, sales=(sale(**known),)))


def test_the_receipt_by_itself_is_approved() -> None:
    assert decided(HEAD + PAID).verdict == "approve"


@pytest.mark.parametrize(
    ("tail", "total"),
    [
        ("TOTAL  45.90\nVOUCHER  -20.00\nTOTAL  25.90\n", "45.90"),
        ("TOTAL  45.90\nVOUCHER  -20.00\nTOTAL  25.90\n", "25.90"),
        ("TOTAL  45.90\nTOTAL  45.90\nDISCOUNT  -5.90\nCASH  40.00\n", "45.90"),
        ("DEPOSIT  20.00\nTOTAL  45.90\nBALANCE DUE  25.90\nCASH  25.90\n", "25.90"),
        ("DEPOSIT  20.00\nTOTAL  45.90\nBALANCE DUE  25.90\nCASH  25.90\n", "20.00"),
        ("TOTAL  45.90\nPAID BY VOUCHER  45.90\nAMOUNT DUE  0.00\n", "45.90"),
        (PAID + "REFUND  45.90\n", "45.90"),
        (PAID + "REFUNDED 18/03/2024  20.90\n", "45.90"),
        ("TOTAL  45.90\nVOID  45.90\n", "45.90"),
        ("SUBTOTAL  45.90\nSST 6%  2.75\nTOTAL  48.65\nCASH  50.00\nCHANGE  1.35\n", "45.90"),
        ("TOTAL  45.92\nROUNDING  -0.02\nTOTAL ROUNDED  45.90\nCASH  50.00\nCHANGE  4.10\n", "45.92"),
        ("TOTAL  45.90\nTIP  5.00\nTOTAL CHARGED  50.90\nVISA  50.90\n", "50.90"),
        ("TOTAL  12.00\nPREVIOUS BALANCE  33.90\nTOTAL DUE  45.90\n", "45.90"),
        ("TOTAL  -45.90\n", "45.90"),
        ("TOTAL RM 12.345\n", "12345.00"),
    ],
)
def test_an_amount_that_is_printed_is_not_the_total_of_the_purchase(tail: str, total: str) -> None:
    assert decided(HEAD + tail, total_amount=total).verdict != "approve"


def test_change_by_another_name_is_no_refund() -> None:
    assert decided(HEAD + PAID.replace("CHANGE", "REFUND")).fields["total_amount"].rivals == ()


SECOND = HEAD.replace("17/03", "19/03").replace("204417", "204999") + PAID.replace("45.90", "30.00").replace(
    "4.10", "20.00"
)


@pytest.mark.parametrize(
    "beside",
    [
        SECOND,
        (HEAD + PAID).replace("HARBOUR LAMPS", "ORCHID MOTORS"),
        (HEAD + PAID).replace("TAX INVOICE", "CREDIT NOTE").replace("17/03", "18/03"),
        (HEAD + PAID).replace("TAX INVOICE", "REFUND"),
    ],
)
def test_a_second_document_that_says_otherwise_asks_a_person(beside: str) -> None:
    told = decided(HEAD + PAID, beside)
    assert [(r.code, r.verdict) for r in told.reasons] == [("document.several", "review")]


@pytest.mark.parametrize(
    "second",
    [
        "Date: 19/03/2024 10:11\nROPE  12.00\n",
        "Sold on: 2 May 2024 10:11\nROPE  12.00\n",
        "ROPE  12.00\nInvoice No: KD-880155\n",
    ],
)
def test_two_purchases_on_one_picture_ask_a_person(second: str) -> None:
    told = decided(HEAD + second + PAID)
    assert ("document.several", "review") in [(r.code, r.verdict) for r in told.reasons]


@pytest.mark.parametrize(
    "more",
    [
        "Printed: 19/03/2024 10:11\n",
        "17/03/2024 14:25\n",
        "Valid until 30/04/2024 23:59\n",
        "Invoice No: HL-204417\n",
    ],
)
def test_one_purchase_may_print_other_days_and_its_number_again(more: str) -> None:
    assert decided(HEAD + PAID + more).verdict == "approve"


def test_an_evening_that_ends_after_midnight_is_one_purchase() -> None:
    late = (HEAD + PAID).replace("14:22:09", "23:52:09") + "Date: 18/03/2024 00:14\n"
    assert "document.several" not in [r.code for r in decided(late).reasons]


def test_a_paper_on_two_vehicles_proves_neither() -> None:
    one = HEAD.replace("DESK LAMP", f"VIN: {VIN}\nDESK LAMP") + PAID
    assert decided(one, verify=("vin",), vin=VIN).verdict == "approve"
    two = one.replace("DESK LAMP", "VIN: LSVAA49J132047372\nDESK LAMP")
    assert decided(two, verify=("vin",), vin=VIN).verdict != "approve"


@pytest.mark.parametrize("digit", range(0, 17, 3))
def test_a_vin_off_by_one_sign_is_another_vehicle(digit: int) -> None:
    text = HEAD.replace("DESK LAMP", f"VIN: {VIN}\nDESK LAMP") + PAID
    other = VIN[:digit] + ("8" if VIN[digit] != "8" else "3") + VIN[digit + 1 :]
    assert decided(text, verify=("vin",), vin=other).verdict != "approve"


@pytest.mark.parametrize("number", ["HL-20441", "HL-2044170", "204417", "HL-204418", "HL-204417A", "774512-K"])
def test_a_number_that_shares_a_part_is_another(number: str) -> None:
    assert decided(HEAD + PAID, verify=("invoice_number",), invoice_number=number).verdict != "approve"


def test_a_discount_of_nothing_with_the_whole_stated_again_takes_nothing_off() -> None:
    tail = "TOTAL AMOUNT  45.90\nDISCOUNT  0.00\nAFTER DISCOUNT  45.90\nTOTAL SALES  45.90\n"
    assert decided(HEAD + tail).fields["total_amount"].rivals == ()
