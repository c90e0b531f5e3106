"""Claims of a vehicle or device a line: each is judged on its own papers and rows, and no paper or row counts twice."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from factory import prior, stands_on
from paper import page, pages

from claimcheck.core.judge import judge
from claimcheck.core.rules.programfile import parse
from claimcheck.model.case import Case, CaseDocument
from claimcheck.model.claims import Claim, ClaimLine
from claimcheck.model.decisions import Decision
from claimcheck.model.sales import Sale

A, B, C = "1HGCM82633A004352", "1M8GDM9AXKP042788", "5GZCZ43D13S812715"
NEAR = A[:-1] + "3"
PROGRAM = """
program: fleet
version: "1"
timezone: Europe/London
locale: en-GB
currency: GBP
verify: [seller_name, vin, invoice_number, invoice_date, total_amount, currency]
window: {field: invoice_date, from: 2024-01-01, to: 2024-12-31}
documents: [{kind: proof_of_sale, required: true}]
match: {vin: exact, invoice_date: 3 days}
confidence: 0.95
"""
UNMATCHED = PROGRAM.replace("match: {vin: exact, invoice_date: 3 days}", "match: {}")
HEAD = """
HARBOUR MOTORS LTD                                             INVOICE
8 Quay Street                                                  Invoice No: {number}
London E14 9SH                                                 Invoice Date: {day}
VAT Reg No: GB 123 4567 89

Invoice to:
Elm Leasing Ltd
12 Main Street
London W1A 1AA

"""


def invoice(rows: str, total: str, number: str = "HM-20417", day: str = "17/03/2024") -> str:
    """An invoice of these rows; `total` holds the net amount, the tax and the total."""
    net, tax, whole = total.split()
    foot = (
        f"Net total   {net}\n                           VAT 20%   {tax}\n                           Total GBP   {whole}"
    )
    return HEAD.format(number=number, day=day) + rows.strip("\n") + "\n                           " + foot + "\n"


OF_A = invoice(
    f"Description               Amount\nCorsa 1.2              12,000.00\nVIN: {A}", "12,000.00 2,400.00 14,400.00"
)
OF_B = invoice(
    f"Description               Amount\nCorsa 1.4              13,000.00\nVIN: {B}", "13,000.00 2,600.00 15,600.00",
    "HM-20419", "19/03/2024",
)  # fmt: skip
LIST = f"""
Description                               Amount
Corsa 1.2                              12,000.00
VIN: {A}
Corsa 1.4                              13,000.00
VIN: {B}
"""
TABLE = f"""
Description                     VIN                    Amount
Corsa 1.2                       {A}      12,000.00
Corsa 1.4                       {B}      13,000.00
"""
TWO = f"""
Description              Qty              Amount
Corsa 1.2                  2           25,000.00
VIN: {A}
VIN: {B}
"""
BOTH = "25,000.00 5,000.00 30,000.00"
WHOLE = {"invoice_number": "HM-20417", "invoice_date": "2024-03-17", "total_amount": "30000.00"}
BY_A = {"invoice_number": "HM-20417", "invoice_date": "2024-03-17", "total_amount": "14400.00"}
BY_B = {"invoice_number": "HM-20419", "invoice_date": "2024-03-19", "total_amount": "15600.00"}


def line(number: int, vin: str, stated: dict[str, str], asked: str = "500", quantity: int = 1) -> ClaimLine:
    own = {**stated, "vin": vin} if vin else stated
    return ClaimLine(number, own, quantity=Decimal(quantity), claimed_amount=Decimal(asked))


def paper(text: str, name: str) -> CaseDocument:
    read = pages(page(text, across=100))
    return CaseDocument(name, name, read, stands_on(read, "en-GB", "GBP"))


def held(papers: Sequence[str], lines: Sequence[ClaimLine], asked: str = PROGRAM) -> Case:
    shared = {"seller_name": "Harbour Motors Ltd", "currency": "GBP"}
    documents = tuple(paper(text, f"doc-{i}") for i, text in enumerate(papers, 1))
    made = Claim("C-1", "C-1", "fleet", "D1", 10, 1, shared, tuple(lines), tuple(one.id for one in documents))
    sales = tuple(
        Sale(f"s-{vin}", f"S-{vin}", 1, "D1", {"vin": vin, "invoice_date": day}, Decimal(1))
        for vin, day in ((A, "2024-03-17"), (B, "2024-03-18"), (C, "2024-03-17"), (NEAR, "2024-03-17"))
    )
    return Case(made, parse(asked, filename="fleet.yaml"), documents, sales)


def told(papers: Sequence[str], lines: Sequence[ClaimLine], asked: str = PROGRAM) -> Decision:
    return judge(held(papers, lines, asked))


EACH = (line(1, A, BY_A), line(2, B, BY_B))
LISTED = (line(1, A, WHOLE), line(2, B, WHOLE))


OF_B_ALIKE = OF_A.replace(A, B).replace("20417", "20498")
ALIKE = (line(1, A, BY_A, "14400.00"), line(2, B, {**BY_A, "invoice_number": "HM-20498"}, "14400.00"))


@pytest.mark.parametrize("asked", [PROGRAM, UNMATCHED])
@pytest.mark.parametrize(
    ("papers", "lines"),
    [
        ([OF_A, OF_B], EACH),
        ([OF_B, OF_A], EACH),
        ([OF_A, OF_B_ALIKE], ALIKE),
        ([f"{OF_A}Engine No: B16DTL\n", f"{OF_B}Engine No: B16DTL\n"], EACH),
        ([f"{OF_A}Engine No: OM654920\n", f"{OF_B}Engine No: OM654920\n"], EACH),
        ([OF_A, OF_B], (line(1, A, {}), line(2, B, {}))),
        ([OF_A, OF_B], (line(1, A, BY_A, "14400.00"), line(2, B, BY_B, "15600.00"))),
    ],
    ids=[
        "invoices",
        "in another order",
        "one price on one day",
        "one type of engine",
        "a longer type",
        "by VIN alone",
        "whole totals",
    ],
)
def test_a_line_for_each_vehicle_is_proved_by_its_own_invoice(
    papers: list[str], lines: tuple[ClaimLine, ...], asked: str
) -> None:
    decision = told(papers, lines, asked)
    assert (decision.verdict, decision.reasons) == ("approve", ())
    if asked == PROGRAM:
        assert [one.sale_id for one in decision.lines] == [f"S-{A}", f"S-{B}"]


@pytest.mark.parametrize("rows", [LIST, TABLE, TWO], ids=["rows", "table", "one row"])
@pytest.mark.parametrize("amounts", [("500", "500"), ("14400.00", "15000.00")])
def test_an_invoice_that_lists_vehicles_proves_each_where_a_sale_of_each_is_on_record(
    rows: str, amounts: tuple[str, str]
) -> None:
    first, second = LISTED
    lines = tuple(
        replace(one, claimed_amount=Decimal(asked)) for one, asked in zip((first, second), amounts, strict=True)
    )
    assert told([invoice(rows, BOTH)], lines).verdict == "approve"
    unmatched = told([invoice(rows, BOTH)], lines, UNMATCHED)
    assert [(one.code, one.field) for one in unmatched.reasons] == [("number.unproved", "vin")]
    assert "at which price" in str(unmatched.reasons[0].message)
    unstated = (first, replace(second, claimed_amount=None))
    assert told([invoice(rows, BOTH)], unstated).verdict == "review"


@pytest.mark.parametrize("done", ["Annual service", "Transport of Golf", "Extended warranty", "Keys cut"])
def test_a_car_that_an_invoice_did_something_to_at_a_small_price_was_not_sold_by_it(done: str) -> None:
    rows = f"Description               Amount\nCorsa 1.2              12,000.00\nVIN: {A}\n{done}   200.00\nVIN: {B}"
    stated = {**WHOLE, "total_amount": "14640.00"}
    lines = (line(1, A, stated), line(2, B, stated, "100"))
    assert told([invoice(rows, "12,200.00 2,440.00 14,640.00")], lines).verdict != "approve"


@pytest.mark.parametrize("done", ["Engine replaced   3,500.00", "Buy-back guarantee   4,000.00"])
def test_what_was_done_to_a_car_costs_less_than_half_of_the_dearest(done: str) -> None:
    price = Decimal(done.rsplit(maxsplit=1)[-1].replace(",", ""))
    net = 12000 + price
    rows = f"Description               Amount\nCorsa 1.2              12,000.00\nVIN: {A}\n{done}\nVIN: {B}"
    stated = {**WHOLE, "total_amount": f"{net * 6 / 5:.2f}"}
    paid = invoice(rows, f"{net:,.2f} {net / 5:,.2f} {net * 6 / 5:,.2f}")
    assert told([paid], (line(1, A, stated), line(2, B, stated))).verdict != "approve"


def test_a_list_proves_no_vehicle_where_its_sale_may_be_of_any_day() -> None:
    undated = PROGRAM.replace(", invoice_date: 3 days", "")
    assert told([invoice(LIST, BOTH)], LISTED, undated).verdict == "review"
    assert told([OF_A, OF_B], EACH, undated).verdict == "approve"


RECEIPT = f"""
HARBOUR MOTORS LTD
8 Quay Street
London E14 9SH
RECEIPT
Receipt No: R-7781
Date: 17/03/2024
Corsa 1.2  VIN: {A}
Total GBP   30,000.00
Visa   30,000.00
"""
OF_ALL = f"Description               Amount\nTwo Corsas              25,000.00\nVIN: {B}"


@pytest.mark.parametrize("asked", [PROGRAM, UNMATCHED])
@pytest.mark.parametrize("sold", [LIST, OF_ALL], ids=["it lists both", "it names one"])
@pytest.mark.parametrize("amounts", [("30000", "15600"), ("500", "500")])
def test_an_invoice_and_its_receipt_are_one_purchase(amounts: tuple[str, str], sold: str, asked: str) -> None:
    by_receipt = line(1, A, {**WHOLE, "invoice_number": "R-7781"}, amounts[0])
    assert told([invoice(sold, BOTH), RECEIPT], (by_receipt, line(2, B, WHOLE, amounts[1])), asked).verdict != "approve"


@pytest.mark.parametrize("asked", [PROGRAM, UNMATCHED])
def test_receipts_of_one_total_beside_the_invoice_that_lists_both_pay_it_once(asked: str) -> None:
    again = RECEIPT.replace(A, B).replace("R-7781", "R-8854").replace("1.2", "1.4")
    lines = [
        line(i, vin, {**WHOLE, "invoice_number": n}, "29000") for i, vin, n in ((1, A, "R-7781"), (2, B, "R-8854"))
    ]
    assert told([invoice(LIST, BOTH), RECEIPT, again], lines, asked).verdict != "approve"


OF_B_PAID = RECEIPT.replace(A, B).replace("R-7781", "R-8854").replace("17/03/2024", "19/03/2024")
BY_PAID = {"invoice_number": "R-8854", "invoice_date": "2024-03-19", "total_amount": "30000.00"}


@pytest.mark.parametrize("asked", [PROGRAM, UNMATCHED])
@pytest.mark.parametrize("named", ["", f"{B} Corsa 1.4", f"and\n{B}", f"white, automatic\n{B}\nblue, manual"])
@pytest.mark.parametrize("part", [True, False], ids=["a deposit", "the whole"])
def test_an_invoice_and_a_payment_of_another_day_pay_no_more_than_the_invoice(
    named: str, asked: str, *, part: bool
) -> None:
    bill = invoice(f"Description               Amount\nTwo Corsas   25,000.00\nVIN: {A}\n{named}", BOTH)
    paid, total = (OF_B_PAID.replace("30,000", "10,000"), "10000.00") if part else (OF_B_PAID, "30000.00")
    lines = (line(1, A, WHOLE, "30000"), line(2, B, {**BY_PAID, "total_amount": total}, total))
    assert told([bill, paid], lines, asked).verdict != "approve"


@pytest.mark.parametrize("asked", [PROGRAM, UNMATCHED])
def test_invoices_with_a_receipt_each_prove_each_vehicle_up_to_its_total(asked: str) -> None:
    of_a = RECEIPT.replace("30,000", "14,400")
    lines = (line(1, A, BY_A, "14400"), line(2, B, BY_B, "15600"))
    assert told([OF_A, OF_B, of_a, OF_B_PAID.replace("30,000", "15,600")], lines, asked).verdict == "approve"


FEW = UNMATCHED.replace("vin, invoice_number, invoice_date,", "vin,").replace(
    "window: {field: invoice_date, from: 2024-01-01, to: 2024-12-31}\n", ""
)


@pytest.mark.parametrize("first", [(), ("Invoice No: HM-20417", "Invoice Date: 17/03/2024")])
@pytest.mark.parametrize("cropped", [("Invoice No: HM-20417",), ("Invoice No: HM-20417", "Invoice Date: 17/03/2024")])
def test_a_copy_on_which_number_or_day_are_cropped_is_no_second_invoice(
    first: tuple[str, ...], cropped: tuple[str, ...]
) -> None:
    one, other = (invoice(OF_ALL.replace(B, vin), BOTH) for vin in (A, B))
    for gone in first:
        one = one.replace(gone, "")
    for gone in cropped:
        other = other.replace(gone, "")
    stated = {"total_amount": "30000.00"}
    lines = (line(1, A, stated, "30000"), line(2, B, stated, "30000"))
    assert told([one, other], lines, FEW).verdict != "approve"


@pytest.mark.parametrize("asked", [PROGRAM, UNMATCHED])
@pytest.mark.parametrize(
    ("papers", "lines"),
    [
        ([OF_A, OF_B], (line(1, B, BY_A), line(2, A, BY_B))),
        ([OF_A, OF_B], (line(1, A, BY_A, "15600.00"), line(2, B, BY_B, "14400.00"))),
        ([OF_A, OF_B], (line(1, A, BY_A), line(2, A, BY_B))),
        ([OF_A, OF_B], (line(1, A, BY_A, quantity=2), line(2, B, BY_B))),
        ([OF_A, OF_B], (*EACH, line(3, C, {}))),
        ([OF_A, OF_B], (*EACH, line(3, "", BY_B))),
        ([OF_A, OF_B], (line(1, A, BY_A), line(2, B, {**BY_B, "total_amount": "16600.00"}))),
        ([OF_A], (line(1, A, BY_A), line(2, B, BY_A))),
        ([OF_A], (line(1, A, BY_A), line(2, NEAR, BY_A))),
        ([OF_A, OF_A.replace(A, NEAR)], (line(1, A, BY_A), line(2, NEAR, BY_A))),
        ([OF_A, OF_A.replace(A, B)], (line(1, A, BY_A), line(2, B, BY_A))),
        ([OF_A, OF_B.replace("20419", "20417")], (line(1, A, {}), line(2, B, {}))),
        ([f"{OF_A}Engine No: 1KD7654321\n", f"{OF_B}Engine No: 1KD7654321\n"], EACH),
        ([f"{OF_A}Engine No: A1234567\n", f"{OF_B}Engine No: A1234567\n"], EACH),
        ([OF_A, OF_B, OF_B.replace(B, C).replace("20419", "20421")], EACH),
        ([OF_A, OF_B.replace("INVOICE", "INVOICE CANCELLED")], EACH),
        ([OF_A, OF_B.replace("HARBOUR", "ELMWOOD")], EACH),
        ([OF_A, OF_B.replace(f"VIN: {B}", "")], EACH),
        ([OF_A.replace(A, f"{A}\nVIN: {B}"), OF_B.replace(f"VIN: {B}", "")], EACH),
    ],
    ids=[
        "vehicles swapped", "totals swapped", "one vehicle twice", "two units", "a paper missing", "a line of none",
        "a lie among truths", "one paper for two", "one sign changed", "a sign changed on a copy", "a copy",
        "one number on two", "one engine in two", "one shorter engine in two",
        "a vehicle that nobody claims", "one cancelled", "another seller's", "one names none", "one names both",
    ],
)  # fmt: skip
def test_a_paper_counts_for_the_line_of_its_own_vehicle_only(
    papers: list[str], lines: tuple[ClaimLine, ...], asked: str
) -> None:
    assert told(papers, lines, asked).verdict != "approve"


@pytest.mark.parametrize(
    ("rows", "asked"),
    [
        (LIST + f"Golf                                   -2,000.00\nVIN: {C}", None),
        (LIST.replace("12,000.00", "10,000.00"), None),
        (LIST.replace(f"\nVIN: {B}", "").replace(A, f"{A}\nVIN: {B}"), None),
        (LIST.replace("Corsa 1.4", "Part exchange"), None),
        (LIST.replace(f"VIN: {B}", f"VIN: {B}\n{C}"), None),
        (TABLE + f"Corsa 1.6                       {C}           0.00", None),
        (LIST, ("15600.00", "14400.00")),
        (LIST, ("500", "15601.00")),
    ],
    ids=[
        "a row below zero", "rows that make no sum", "two at one price", "taken in exchange", "one that nobody claims",
        "one for nothing", "rows swapped", "more than a row",
    ],
)  # fmt: skip
def test_each_vehicle_of_an_invoice_has_a_row_of_its_own_in_its_sum(rows: str, asked: tuple[str, str] | None) -> None:
    first, second = asked or ("500", "500")
    lines = (line(1, A, WHOLE, first), line(2, B, WHOLE, second))
    for claimed in (lines, (*lines, line(3, C, WHOLE))):
        assert told([invoice(rows, BOTH)], claimed).verdict != "approve"


def test_what_is_taken_in_beside_an_invoices_rows_is_not_sold_by_it() -> None:
    lines = (line(1, A, BY_A), line(2, B, BY_A))
    for beside in (f"Your Golf, VIN: {B}", f"Your Golf, VIN: {B}   2,000.00", f"VIN: {B}"):
        assert told([OF_A + beside], lines).verdict != "approve"


@pytest.mark.parametrize(
    ("rule", "amounts", "approved"),
    [
        ("claimed_within_document, share: 0.05", ("720", "780"), True),
        ("claimed_within_document, share: 0.05", ("780", "720"), False),
        ("claimed_within_document, share: 0.05", ("1500", "1500"), False),
        ("amount_between, min: 14000", ("500", "500"), True),
        ("amount_between, min: 15000", ("500", "500"), False),
        ("amount_between, field: net_amount, min: 14000", ("500", "500"), False),
    ],
)
def test_what_a_program_pays_on_a_total_it_pays_on_a_row_of_it(
    rule: str, amounts: tuple[str, str], *, approved: bool
) -> None:
    lines = (line(1, A, WHOLE, amounts[0]), line(2, B, WHOLE, amounts[1]))
    decision = told([invoice(LIST, BOTH)], lines, f"{PROGRAM}rules: [{{rule: {rule}}}]\n")
    assert (decision.verdict == "approve") == approved


@pytest.mark.parametrize(("vin", "used"), [(A, True), (B, True), (C, False)])
def test_no_vehicle_of_a_list_proves_for_two_claims(vin: str, *, used: bool) -> None:
    again = invoice(f"Description     Amount\nCorsa   9,000.00\nVIN: {vin}", "9,000.00 1,800.00 10,800.00", "HM-31001")
    made = held([again], (line(1, vin, {}),), UNMATCHED)
    earlier = replace(prior(paper(invoice(TABLE, BOTH), "doc-0")), program="fleet")
    assert (judge(replace(made, priors=(earlier,))).verdict != "approve") == used


@pytest.mark.parametrize(
    "below",
    [f"PART EXCHANGE\nVIN\n{B}", f"Your part exchange\nVW Golf\n{B}", "Payment reference\nHM204170324ABCDEF"],
)
def test_a_number_further_down_under_a_heading_of_its_own_is_none_of_the_column(below: str) -> None:
    rows = f"Description               Amount\nCorsa 1.2              12,000.00\n\nVIN\n{A}\n\n{below}\n"
    assert told([invoice(rows, "12,000.00 2,400.00 14,400.00")], (line(1, A, BY_A),)).verdict == "approve"


def test_a_column_of_vehicles_is_read_to_its_end() -> None:
    rows = TABLE.replace("Corsa 1.4", "  with mats\nCorsa 1.4")
    assert told([invoice(rows, BOTH)], (line(1, A, WHOLE),)).verdict == "review"


def test_where_papers_may_serve_twice_a_line_is_asked_about_for_its_own_alone() -> None:
    made = held([OF_A, OF_B], EACH, UNMATCHED + "duplicates: allow\n")
    earlier = replace(prior(paper(OF_A, "doc-0")), program="fleet")
    decision = judge(replace(made, priors=(earlier,)))
    assert [one.verdict for one in decision.lines] == ["review", "approve"]
