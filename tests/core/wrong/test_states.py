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
        "Goodwill credit   45.90", "Tax Invoice status: void", "Order status: returned on 18/03/2024",
        "Status: Cancelled (by customer)", "Void No: 4711", "Cancellation no: 4711", "Cancelled by: AMY",
        "Void reason: none of the lamps works", "Void-No: 4711", "Sales order status: cancelled",
        "Status of payment: pending", "Status: Payment pending", "Doc. status: void",
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
        "Membership status: expired", "Member status   Expired", "Licence status: Expired", "Warranty status: Expired",
        "Points status: pending", "Reward status: on hold", "Delivery status: outstanding", "Account status: overdue",
        "e-Invoice status: Pending", "LHDN e-Invoice Status: Pending validation", "Status: Return policy applies",
        "Status: returned customer", "Status: Test passed", "VOID BY: 31 DEC 2024", "Void by: 31/12/2024",
        "Void No: 0", "Reversal no: 0", "Refund ref: N/A", "Refund reference: none", "Reason for return: none",
        "Void reason: nil", "Cancellation no later than 24h: free", "Cancellation by phone: 03-12345678",
        "Cancellation Number: 1800-88-1234", "Cancelled by customer within 7 days: full refund",
        "Original sale: 60.00", "Original sales: 12.00 now 10.00", "Covered by manufacturer 12 months 45.90",
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


@pytest.mark.parametrize("goods", ["PLAYGROUND", "Demo version", "Sandbox", "Not for sale"])
def test_among_what_is_sold_the_same_words_name_or_describe_a_thing(goods: str) -> None:
    among = HEAD.replace("BULB E27", f"{goods}\nBULB E27")
    assert [reason.code for reason in decided(among + PAID).reasons] == []
    assert [reason.code for reason in decided(HEAD + PAID + goods).reasons] == ["document.doubtful"]
