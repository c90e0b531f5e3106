"""Pages that somebody added to a file: what stands behind a sale's total does not tell which sale it was."""

import pytest
from factory import case, claim, program, stands_on
from lies import HEAD, PAID, VIN
from paper import pages

from claimcheck.core.judge import judge
from claimcheck.model.case import CaseDocument
from claimcheck.model.decisions import Decision
from claimcheck.model.programs import Program

UNDATED = HEAD.replace("Date: 17/03/2024 14:22:09\n", "")


def file_of(*drawn: str, rules: Program | None = None) -> Decision:
    """What is decided on a claim of one file with these pages; no sale is needed."""
    read = pages(*drawn)
    papers = (CaseDocument("doc-1", "doc-1", read, stands_on(read)),)
    return judge(case(claim=claim(vin=VIN), program=rules or program(match={}), documents=papers, sales=()))


@pytest.mark.parametrize(
    ("first", "added", "asked"),
    [
        (UNDATED + PAID, "From: shop@harbour.example\nDate: 17/03/2024", "invoice_date"),
        ((HEAD + PAID).partition("8, JALAN")[2], "HARBOUR LAMPS SDN BHD\n(774512-K)", "seller_name"),
        (HEAD + PAID, f"NOTE\nVIN: {VIN}", "vin"),
        (UNDATED + PAID, "TOTAL      45.90\nDate: 17/03/2024", "invoice_date"),
        (UNDATED + PAID, "Grand Total RM45.90\nDate: 17/03/2024\nPage 2 of 2", "invoice_date"),
        (HEAD + PAID, f"NOTE\nVIN: {VIN}\nGRAND TOTAL      45.90", "vin"),
    ],
)
def test_a_page_behind_the_total_does_not_tell_which_sale_it_was(first: str, added: str, asked: str) -> None:
    rules = program(match={}, verify=(*program().verify, "vin") if asked == "vin" else program().verify)
    assert [reason.field for reason in file_of(first, added, rules=rules).reasons] == [asked]


def test_a_second_page_of_terms_leaves_a_receipt_what_it_is() -> None:
    assert file_of(HEAD + PAID, "TERMS OF SALE\nValid from 01/02/2024").verdict == "approve"


def test_the_list_of_an_invoice_may_stand_behind_its_total() -> None:
    invoice = HEAD.replace("TAX INVOICE", "INVOICE") + "TOTAL      45.90\nBank: 1234567"
    told = file_of(invoice, f"VEHICLES\nVIN: {VIN}", rules=program(match={}, verify=("seller_name", "vin")))
    assert (told.documents[0].extracted[0].kind, told.verdict) == ("invoice", "approve")


@pytest.mark.parametrize("first", [HEAD, UNDATED.replace("(774512-K)", "17/03/2024")])
def test_a_page_behind_the_total_may_repeat_what_stands_before_it(first: str) -> None:
    slip = (
        "HARBOUR LAMPS SDN BHD\nInvoice No: HL-204417\nInvoice Date: 17/03/2024\nTerms of payment 30 days\nPage 2 of 2"
    )
    told = file_of(first.replace("TAX INVOICE", "INVOICE") + PAID + "\nPage 1 of 2", slip)
    assert (told.verdict, told.documents[0].extracted[0].pages) == ("approve", (1, 2))
