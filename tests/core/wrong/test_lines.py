"""Claims of several lines, units or currencies that ask for more than their papers prove."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from time import process_time

import pytest
from factory import CLAIMED, PROGRAM, case, claim, program, sale
from lies import HEAD, PAID, VIN, codes, decided, paper

from claimcheck.core.judge import judge
from claimcheck.core.lines.told_apart import several_sales
from claimcheck.core.rules.programfile import parse
from claimcheck.model.claims import ClaimLine
from claimcheck.model.decisions import Decision
from claimcheck.model.programs import Tolerance
from claimcheck.model.sales import Sale

OTHER_VIN = "LFKXNPMN4PK022618"
DOLLARS = PAID.replace(" 45", "US$45")


@pytest.mark.parametrize(
    "spelled",
    [
        {},
        {"seller_name": "HARBOUR LAMPS SDN. BHD."},
        {"total_amount": "45.9"},
        {"currency": "myr"},
        {"seller_name": ""},
    ],
)
def test_one_receipt_pays_for_one_of_two_like_sales_however_its_lines_spell_it(spelled: dict[str, str]) -> None:
    lines = (ClaimLine(1, sale_id="S-1"), ClaimLine(2, spelled, sale_id="S-2"))
    for fields in (CLAIMED, {name: value for name, value in CLAIMED.items() if name != "invoice_date"}):
        told = judge(case(claim=claim(fields, lines=lines), sales=(sale("S-1"), sale("S-2"))))
        assert codes(told) == [("document.reused", "document")]


def test_lines_for_two_purchases_with_a_receipt_each_take_a_sale_each() -> None:
    second = HEAD.replace("204417", "204999") + PAID.replace("45.90", "30.00").replace("4.10", "20.00")
    lines = (ClaimLine(1), ClaimLine(2, {"total_amount": "30.00"}))
    papers = (paper(HEAD + PAID), paper(second, "doc-2"))
    told = judge(
        case(claim=claim(lines=lines), documents=papers, sales=(sale("S-1"), sale("S-2", total_amount="30.00")))
    )
    assert told.verdict == "approve"


def test_two_purchases_of_one_day_and_total_are_two_only_where_each_names_its_vehicle() -> None:
    """A number is set anew easily; two cars with papers of their own pass (`test_several_licences`)."""
    lines = (ClaimLine(1, {"invoice_number": "HL-204417"}), ClaimLine(2, {"invoice_number": "HL-204999"}))
    papers = (paper(HEAD + PAID), paper((HEAD + PAID).replace("204417", "204999"), "doc-2"))
    told = judge(case(claim=claim(lines=lines), documents=papers, sales=(sale("S-1"), sale("S-2"))))
    assert codes(told) == [("document.reused", "document")]


@pytest.mark.parametrize(
    ("match", "other"),
    [
        ({"invoice_date": Tolerance("days", Decimal(3))}, {"invoice_date": "2024-03-18"}),
        ({"total_amount": Tolerance("amount", Decimal("1.00"))}, {"total_amount": "45.50"}),
        ({"vin": Tolerance("exact")}, {"vin": OTHER_VIN}),
        ({"engine_number": Tolerance("exact")}, {"engine_number": "4G18S77121"}),
    ],
)
def test_one_receipt_pays_for_one_sale_though_its_lines_differ_in_what_it_does_not_prove(
    match: Mapping[str, Tolerance], other: dict[str, str]
) -> None:
    asked = replace(program(), verify=("seller_name", "currency"), match={**program().match, **match})
    known = {**CLAIMED, "vin": VIN, "engine_number": "4G18S77120"}
    lines = (ClaimLine(1, known), ClaimLine(2, {**known, **other}))
    one, two = sale("S-1", **known), sale("S-2", **{**known, **other})
    told = judge(case(program=asked, claim=claim(lines=lines), sales=(one, two)))
    assert codes(told) == [("document.reused", "document")]
    assert judge(case(program=asked, claim=claim(lines=lines[:1]), sales=(one, two))).verdict == "approve"


@pytest.mark.parametrize(("totals", "approved"), [(("25.00", "20.90"), True), (("45.90", "20.90"), False)])
def test_an_invoice_of_two_vehicles_pays_for_both(totals: tuple[str, str], *, approved: bool) -> None:
    match = {name: how for name, how in program().match.items() if name != "total_amount"}
    asked = replace(program(), verify=("seller_name",), match={**match, "vin": Tolerance("exact")})
    lines = (ClaimLine(1, {"vin": VIN}), ClaimLine(2, {"vin": OTHER_VIN}))
    sales = tuple(
        sale(f"S-{i}", vin=vin, total_amount=total)
        for i, (vin, total) in enumerate(zip((VIN, OTHER_VIN), totals, strict=True))
    )
    told = judge(case(program=asked, claim=claim(lines=lines), sales=sales))
    assert (told.verdict == "approve") == approved


def test_receipts_of_neighbouring_days_pay_for_a_sale_each() -> None:
    second = HEAD.replace("204417", "204999").replace("17/03", "18/03") + PAID
    lines = (ClaimLine(1), ClaimLine(2, {"invoice_date": "2024-03-18"}))
    sales = (sale("S-1"), sale("S-2", invoice_date="2024-03-18"))
    told = judge(case(claim=claim(lines=lines), documents=(paper(HEAD + PAID), paper(second, "doc-2")), sales=sales))
    assert ("document.reused", "document") not in codes(told)


@pytest.mark.parametrize(("units", "lines", "asks"), [("2", 1, False), ("3", 1, True), ("1", 2, False), ("1", 3, True)])
def test_units_that_no_sale_and_no_paper_counts_ask_a_person(units: str, lines: int, *, asks: bool) -> None:
    table = HEAD.replace("DESK LAMP 60112233 ", "DESCRIPTION         AMOUNT\nDESK LAMP          ")
    stated = tuple(ClaimLine(i, quantity=Decimal(units)) for i in range(1, lines + 1))
    told = judge(case(claim=claim(lines=stated), program=program(match={}), sales=(), documents=(paper(table + PAID),)))
    assert codes(told) == ([("amount.above_document", "quantity")] if asks else [])


def test_no_record_sells_one_vehicle_twice() -> None:
    table = f"VIN: {VIN}\nDESCRIPTION     QTY    AMOUNT\nDESK LAMP          1      "
    papers = (paper(HEAD.replace("DESK LAMP 60112233 ", table) + PAID),)
    asked = replace(program(), verify=("total_amount", "vin"))
    for units, asks in ((2, True), (1, False)):
        lines = (ClaimLine(1, quantity=Decimal(units)),)
        told = judge(
            case(claim=claim(vin=VIN, lines=lines), program=asked, documents=papers, sales=(sale(quantity=2),))
        )
        assert (("amount.above_document", "quantity") in codes(told)) == asks


def test_two_lines_for_one_vehicle_ask_a_person() -> None:
    paid = paper(HEAD.replace("DESK LAMP 60112233", f"VIN: {VIN}") + PAID)
    asked = replace(program(match={}), verify=("total_amount", "vin"))
    for other, found in ((f"{VIN[:5]} {VIN[5:]}", True), (OTHER_VIN, False)):
        lines = (ClaimLine(1, {"vin": VIN}), ClaimLine(2, {"vin": other}))
        told = judge(case(claim=claim(lines=lines), program=asked, documents=(paid,), sales=()))
        assert (("document.reused", "document") in codes(told)) == found


@pytest.mark.parametrize(
    ("claimed", "lines"),
    [
        ({"vin": VIN}, (ClaimLine(1), ClaimLine(2))),
        ({}, (ClaimLine(1, {"vin": VIN}), ClaimLine(2))),
        ({}, (ClaimLine(1, {"vin": VIN}, quantity=Decimal(2)),)),
    ],
)
def test_a_vehicle_is_one_unit_whatever_else_its_paper_lists(
    claimed: dict[str, str], lines: tuple[ClaimLine, ...]
) -> None:
    table = f"VIN: {VIN}\nDESCRIPTION         AMOUNT\nDESK LAMP          "
    papers = (paper(HEAD.replace("DESK LAMP 60112233 ", table) + PAID),)
    asked = replace(program(match={}), verify=("total_amount", "vin"))
    for some, asks in ((lines, True), ((replace(lines[0], quantity=Decimal(1)),), False)):
        told = judge(case(claim=claim(**claimed, lines=some), program=asked, documents=papers, sales=()))
        assert (("amount.above_document", "quantity") in codes(told)) == asks


@pytest.mark.parametrize("dash", ["-", "", "N/A"])
def test_a_dash_for_a_serial_number_names_no_device(dash: str) -> None:
    second = HEAD.replace("204417", "204999") + PAID.replace("45.90", "30.00").replace("4.10", "20.00")
    lines = (ClaimLine(1, {"serial_number": dash}), ClaimLine(2, {"serial_number": dash, "total_amount": "30.00"}))
    papers, sales = (paper(HEAD + PAID), paper(second, "doc-2")), (sale("S-1"), sale("S-2", total_amount="30.00"))
    assert judge(case(claim=claim(lines=lines), documents=papers, sales=sales)).verdict == "approve"


def test_a_thousand_lines_are_told_apart_at_once() -> None:
    lines = [ClaimLine(i, {"seller_name": f"Harbour Lamps {i} Sdn Bhd"}) for i in range(1000)]
    sales = [sale(f"S-{line.number}", **line.fields) for line in lines]
    taken = list(zip(lines, sales, strict=True))
    began = process_time()
    assert several_sales(case(), taken, [None] * 1000, [{}] * 1000) is None
    assert process_time() - began < 1


def in_dollars(asked: str = PROGRAM, *, stated: str = "USD", **recorded: str) -> Decision:
    documents, sold = (paper(HEAD + DOLLARS),), sale()
    known = {name: value for name, value in sold.fields.items() if name != "currency"}
    sales: tuple[Sale, ...] = (replace(sold, fields={**known, **recorded}),)
    return judge(
        case(claim=claim(currency=stated), program=parse(asked, filename="l"), documents=documents, sales=sales)
    )


def test_an_amount_agrees_with_a_record_in_its_own_currency_only() -> None:
    unlisted = PROGRAM.replace(", currency: exact", "")
    assert in_dollars(unlisted, currency="USD").verdict == "approve"
    for recorded in ({}, {"currency": "MYR"}):
        assert codes(in_dollars(unlisted, **recorded)) == [("sale.differs", "currency")]


def test_limits_in_the_programs_currency_say_nothing_of_an_amount_in_another() -> None:
    limited = PROGRAM + "rules: [{rule: amount_between, min: 30.00}]\n"
    assert codes(in_dollars(limited, currency="USD")) == [("currency.unproved", "currency")]


def test_a_line_is_claimed_in_the_currency_that_the_claim_is_paid_in() -> None:
    for fields in ({"currency": "GBP"}, {"currency": "SGD", "total_amount": "45.90"}):
        lines = (ClaimLine(1, {"currency": "MYR"}, claimed_amount=Decimal("45.90")),)
        assert ("currency.unproved", "currency") in codes(judge(case(claim=claim({**CLAIMED, **fields}, lines=lines))))
    lines = (ClaimLine(1, {"currency": "MYR"}, claimed_amount=Decimal("45.90")),)
    assert judge(case(claim=claim(lines=lines))).verdict == "approve"


@pytest.mark.parametrize(
    ("matched", "approved"),
    [
        ({"invoice_number": "HL-204417"}, True),
        ({"invoice_number": "HL-999999"}, False),
        ({"invoice_date": "2024-03-19"}, True),
        ({"invoice_date": "2024-03-29"}, False),
        ({"vin": VIN}, True),
        ({"vin": OTHER_VIN}, False),
        ({"engine_number": "4G18S77120"}, True),
    ],
)
def test_no_paper_says_otherwise_of_what_only_finds_the_sale(matched: Mapping[str, str], *, approved: bool) -> None:
    how = {"invoice_date": Tolerance("days", Decimal(3))}
    match = {**program().match, **{name: how.get(name, Tolerance("exact")) for name in matched}}
    asked = replace(program(), verify=("seller_name", "total_amount"), match=match)
    papers = (paper(HEAD.replace("DESK LAMP 60112233", f"VIN: {VIN}") + PAID),)
    told = judge(case(claim=claim(**matched), program=asked, documents=papers, sales=(sale(**matched),)))
    assert (told.verdict == "approve") == approved


@pytest.mark.parametrize(("day", "read"), [("R6.3.17", False), ("H26/3/17", False), ("NO R17/03/2024", True)])
def test_a_year_of_an_emperor_is_no_day_of_the_month(day: str, *, read: bool) -> None:
    told = decided(HEAD.replace("17/03/2024 14:22:09", day) + PAID)
    assert ("invoice_date" in told.fields) == read
