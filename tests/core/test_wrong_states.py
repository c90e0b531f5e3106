"""Papers that say in a line of their own, or behind a label, that their sale does not stand."""

import pytest
from lies import HEAD, PAID, decided


def asked(line: str) -> list[list[str]]:
    """What is asked of a receipt with this line under its title, and at its foot."""
    papers = (HEAD.replace("TAX INVOICE", f"TAX INVOICE\n{line}") + PAID, f"{HEAD}{PAID}{line}\n")
    return [[reason.code for reason in decided(one).reasons] for one in papers]


@pytest.mark.parametrize(
    "line",
    [
        "Status: Cancelled", "Payment status: Refunded", "Order status: Returned", "STATUS   RETURNED",
        "Invoice status: Draft", "STATUS: PENDING PAYMENT", "Invoice status   Partially paid", "Zahlungsstatus: offen",
        "Statut : annulée", "Stato: annullato", "Estado: anulada", "Status: dibatalkan",
        "Void by: manager 17/03/2024", "Cancelled by: 0012", "REASON FOR VOID: wrong item", "Refund Ref: 12345",
        "Reason for return: defect", "Storno Nr: 4711", "ORIGINAL RECEIPT: HL-200000", "Orig. Trx No: 00771",
        "Original sale date: 11/03/2024", "CHARGED TO WARRANTY   45.90", "WRITE OFF   1,000.00",
        "Goodwill credit   45.90",
    ],
)  # fmt: skip
def test_a_label_that_says_how_the_sale_stands_asks_a_person(line: str) -> None:
    assert asked(line) == [["document.doubtful"]] * 2


@pytest.mark.parametrize(
    "line",
    [
        "Status: Paid", "Payment status: Approved", "Order status: Completed", "Status: Closed", "STATUS: OK",
        "GST STATUS: REGISTERED", "Void by: ________", "Reason for return:", "Return by: 31/03/2024",
        "Refund amount: 0.00", "Original receipt: HL-204417", "Keep the original receipt: no refund without it",
        "Ship to state: Perak", "Goodwill credit   0.00", "Warranty: 12 months", "REFUND POLICY: 7 DAYS",
    ],
)  # fmt: skip
def test_a_label_of_a_sale_that_stands_or_of_nothing_asks_nobody(line: str) -> None:
    assert asked(line) == [[], []]


@pytest.mark.parametrize(
    "line",
    [
        "QUOTATION ONLY", "For training only", "SIMULATION", "LIVE DEMO", "SANDBOX", "PARTIAL PAYMENT",
        "PART PAYMENT RECEIVED", "FIRST PAYMENT", "DEPOSIT ONLY", "GOODS ON LOAN", "LOAN UNIT", "DEMO CAR",
        "INTER-BRANCH TRANSFER", "STOCK TRANSFER", "REPLACEMENT UNIT", "RETURNED", "CHEQUE RETURNED", "BOUNCED",
        "SAMPLE NOT FOR SALE",
    ],
)  # fmt: skip
def test_a_line_that_says_that_nothing_or_a_part_was_sold_asks_a_person(line: str) -> None:
    assert asked(line) == [["document.doubtful"]] * 2


@pytest.mark.parametrize(
    "line",
    ["PAYMENT RECEIVED", "FULL PAYMENT", "BANK TRANSFER", "TRANSFER", "RETURNS", "LOYALTY UNIT 5", "MEMBERS ONLY"],
)
def test_a_line_of_an_honest_receipt_that_begins_alike_asks_nobody(line: str) -> None:
    assert asked(line) == [[], []]
