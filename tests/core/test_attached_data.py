"""Data attached to a page, and codes on it: they support what it shows, and alone they prove nothing."""

from dataclasses import replace

import pytest
from factory import CLAIMED, case, claim, program, sale
from paper import page, pages

from claimcheck.core.extract import extract
from claimcheck.core.judge import judge
from claimcheck.model.case import CaseDocument
from claimcheck.model.decisions import Decision
from claimcheck.model.documents import Barcode, Box, StructuredInvoice

PAPER = """
HARBOUR LAMPS SDN BHD
8, JALAN PELITA 3, TAMAN PELITA
TAX INVOICE
Invoice No: HL-204417
Invoice date: 2024-03-17
Due date: 2024-04-16
Bill to: ELM BICYCLES SDN BHD
DESK LAMP                         25.00
BULB E27                          20.90
TOTAL (RM)                        45.90
"""
SAID = {**CLAIMED, "invoice_number": "HL-204417", "buyer_name": "Elm Bicycles Sdn Bhd"}


def xml(**changed: str) -> StructuredInvoice:
    return StructuredInvoice("UBL", "invoice", {**SAID, **changed})


def decided(text: str, *attached: StructuredInvoice, codes: tuple[str, ...] = (), **claimed: str) -> Decision:
    read = pages(
        page(text),
        structured=attached,
        barcodes=[Barcode("QRCode", code, 1, Box(0.8, 0.1, 0.9, 0.2)) for code in codes],
    )
    document = CaseDocument("doc-1", "aa", read, extract(read, locale="en-MY", currency="MYR"))
    sold = {name: value for name, value in claimed.items() if name in CLAIMED}
    return judge(case(claim=claim(**claimed), program=program(), documents=(document,), sales=(sale(**sold),)))


def codes_of(decision: Decision) -> set[str]:
    return {reason.code for reason in decision.reasons}


def test_data_that_says_what_the_page_says_is_welcome() -> None:
    assert decided(PAPER, xml()).verdict == "approve"
    assert decided(PAPER, xml(), xml()).verdict == "approve"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("total_amount", "25.00"),  # printed, as the price of a lamp
        ("total_amount", "99.00"),
        ("invoice_date", "2024-04-16"),  # printed, as the day when it is due
        ("seller_name", "Elm Bicycles Sdn Bhd"),  # printed, as the buyer
        ("seller_name", "Quay Trading Sdn Bhd"),
    ],
)
def test_data_that_says_otherwise_than_the_page_is_not_believed(name: str, value: str) -> None:
    told = decided(PAPER, xml(**{name: value}), **{name: value})
    assert told.verdict != "approve"
    assert "layers.disagree" in codes_of(told)


def test_two_invoices_attached_to_one_page_must_agree() -> None:
    assert "layers.disagree" in codes_of(decided(PAPER, xml(), xml(total_amount="99.00")))


@pytest.mark.parametrize("texts", [(PAPER,), ()], ids=["with a page", "data alone"])
def test_of_data_that_calls_itself_a_correction_a_person_says_what_it_proves(texts: tuple[str, ...]) -> None:
    read = pages(*map(page, texts), structured=[replace(xml(), doubted="384 corrected invoice")])
    document = CaseDocument("doc-1", "aa", read, extract(read, locale="en-MY", currency="MYR"))
    told = judge(case(documents=(document,)))
    assert (told.verdict, [reason.code for reason in told.reasons]) == ("review", ["document.doubtful"])


@pytest.mark.parametrize("text", ["WORDS OF NO MEANING", PAPER.replace("45.90", "").replace("25.00", "")])
def test_data_alone_proves_nothing_of_a_page_that_does_not_show_it(text: str) -> None:
    assert decided(text, xml()).verdict != "approve"


@pytest.mark.parametrize("title", ["QUOTATION", "PROFORMA INVOICE", "CREDIT NOTE", "DELIVERY NOTE"])
def test_data_makes_no_invoice_of_a_page_that_says_that_it_is_none(title: str) -> None:
    assert decided(PAPER.replace("TAX INVOICE", title), xml()).verdict != "approve"


def test_a_code_alone_proves_no_total() -> None:
    code = "01,32,,24512000000012345678,45.90,20240317,,A1B2,"
    found = decided(PAPER.replace("45.90", "").replace("20.90", ""), codes=(code,))
    assert "amount.unproved" in codes_of(found)
