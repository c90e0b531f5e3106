"""What a claim leaves out: the document's own value stands for it, and must be proved by a document that can prove."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Literal

import pytest
from factory import CLAIMED, PROGRAM, case, claim, document, prior, program, receipt_lines, sale
from lies import codes

from claimcheck.core.judge import judge
from claimcheck.core.rules.programfile import parse
from claimcheck.model.case import CaseDocument, PriorDocument
from claimcheck.model.claims import Claim, ClaimLine
from claimcheck.model.programs import Program, RequiredDocument, RuleRef

ASKED = (ClaimLine(1, claimed_amount=Decimal("45.90")),)


def silent(*left_out: str, lines: tuple[ClaimLine, ...] = (ClaimLine(1),)) -> Claim:
    return claim({name: value for name, value in CLAIMED.items() if name not in left_out}, lines=lines)


def with_field(name: str, **changes: Any) -> CaseDocument:
    """The receipt with one field read otherwise."""
    shown = document()
    (paper,) = shown.extracted
    return replace(
        shown, extracted=(replace(paper, fields={**paper.fields, name: replace(paper.fields[name], **changes)}),)
    )


def ruled(*rules: str) -> Program:
    """A program that verifies the seller alone, needs no sale, and has these rules."""
    refs = tuple(RuleRef(name, {"min": "40.00"} if name == "amount_between" else {}) for name in rules)
    return replace(program(match={}), verify=("seller_name",), rules=refs)


@pytest.mark.parametrize(("left_out", "code"), [("total_amount", "amount.unproved"), ("invoice_date", "date.unproved")])
def test_an_unsure_reading_finds_no_sale_where_the_claim_does_not_state_it(left_out: str, code: str) -> None:
    asked = replace(program(), verify=("seller_name",), window=None)
    unsure = judge(case(program=asked, claim=silent(left_out), documents=(with_field(left_out, confidence=0.3),)))
    assert codes(unsure) == [(code, left_out)]
    assert judge(case(program=asked, claim=silent(left_out))).verdict == "approve"


def test_a_paper_that_can_prove_nothing_does_not_fill_in_what_the_claim_leaves_out() -> None:
    undated = document([line for line in receipt_lines() if "Date" not in line])
    note = document(["NOTE", "Date: 17/03/2024 14:22:09", "Invoice No: HL-204417"], id="doc-2", sha256="dd")
    note = replace(note, extracted=tuple(replace(paper, kind="other") for paper in note.extracted))
    told = judge(case(claim=silent("invoice_date"), documents=(undated, note)))
    assert {field for _, field in codes(told)} == {"invoice_date"}


@pytest.mark.parametrize("title", ["RECEIPT", "SALES CONTRACT"])
def test_no_other_paper_tells_the_day_that_the_proof_of_sale_does_not(title: str) -> None:
    undated = document([line for line in receipt_lines() if "Date" not in line])
    beside = document(["HARBOUR LAMPS SDN BHD", title, "Date: 17/03/2024", "THANK YOU"], id="doc-2", sha256="dd")
    listed = (*program().documents, RequiredDocument("contract", required=False))
    for asked in program(documents=listed), program(documents=listed, match={}):
        told = judge(case(program=asked, claim=silent("invoice_date"), documents=(undated, beside)))
        assert "invoice_date" in {field for _, field in codes(told)}


def test_a_line_is_held_to_the_limits_by_its_own_paper() -> None:
    second = document(receipt_lines(day="19/03/2024", total="30.00", number="HL-204999"), id="doc-2", sha256="dd")
    lines = (ClaimLine(1), ClaimLine(2, {"invoice_date": "2024-03-19", "total_amount": ""}))
    limited = parse(PROGRAM + "rules: [{rule: amount_between, min: 40.00}]\n", filename="lamps.yaml")
    sales = (sale(), sale("S-2", invoice_date="2024-03-19", total_amount="30.00"))
    told = judge(case(program=limited, claim=claim(lines=lines), documents=(document(), second), sales=sales))
    assert codes(told) == [("amount.below_minimum", "total_amount")]


@pytest.mark.parametrize("rules", [("amount_between",), ("claimed_within_document",), ()])
def test_an_amount_is_paid_on_a_total_that_the_document_proves(rules: Sequence[str]) -> None:
    asking, papers = silent("total_amount", lines=ASKED), {
        "sure": document(), "faint": with_field("total_amount", confidence=0.3),
        "with a rival": with_field("total_amount", confidence=0.99, rivals=("30.00",)),
    }  # fmt: skip
    told = {how: judge(case(program=ruled(*rules), claim=asking, documents=(paper,))) for how, paper in papers.items()}
    unproved = [("amount.unproved", "total_amount")]
    assert {how: codes(one) for how, one in told.items()} == {"sure": [], "faint": unproved, "with a rival": unproved}


def test_a_sale_bears_out_as_much_as_it_holds_for_the_units_claimed() -> None:
    faint = with_field("total_amount", confidence=0.3)
    for recorded, approved in ("45.90", True), ("45.89", False):
        asked = replace(ruled(), match={"seller_name": program().match["seller_name"]})
        sold = (sale(total_amount=recorded),)
        told = judge(case(program=asked, claim=silent("total_amount", lines=ASKED), documents=(faint,), sales=sold))
        assert (told.verdict == "approve") == approved


@pytest.mark.parametrize(
    ("duplicates", "asked", "approved"),
    [("allow", "45.90", False), ("allow", "4.59", True), ("review", "45.90", True)],
)
def test_of_a_paper_that_serves_several_claims_each_is_paid_its_units_share(
    duplicates: Literal["allow", "review"], asked: str, *, approved: bool
) -> None:
    lines = (ClaimLine(1, claimed_amount=Decimal(asked)),)
    told = judge(case(claim=claim(lines=lines), program=program(duplicates=duplicates), sales=(sale(quantity=10),)))
    assert (told.verdict == "approve") == approved


@pytest.mark.parametrize(("asked", "approved"), [("45.90", False), ("4.59", True)])
def test_units_share_of_a_paper_is_held_to_its_total_where_the_record_has_none(asked: str, *, approved: bool) -> None:
    matched = {name: how for name, how in program().match.items() if name != "total_amount"}
    sold = replace(sale(quantity=10), fields={n: v for n, v in sale().fields.items() if n != "total_amount"})
    lines, rules = (ClaimLine(1, claimed_amount=Decimal(asked)),), program(duplicates="allow", match=matched)
    told = judge(case(claim=claim(lines=lines), program=rules, sales=(sold,)))
    assert (told.verdict == "approve") == approved


@pytest.mark.parametrize(("earlier", "approved"), [((), True), ((prior(document()),), False)])
@pytest.mark.parametrize("recorded", ["", "45.90"])
def test_a_second_claim_on_a_paper_takes_no_more_than_a_record_gives_it(
    earlier: tuple[PriorDocument, ...], recorded: str, *, approved: bool
) -> None:
    matched = {name: how for name, how in program().match.items() if name != "total_amount"}
    lines, rules = (ClaimLine(1, claimed_amount=Decimal("45.90")),), program(duplicates="allow", match=matched)
    told = judge(case(claim=claim(lines=lines), program=rules, sales=(sale(total_amount=recorded),), priors=earlier))
    assert (told.verdict == "approve") == (approved or bool(recorded))


def test_a_share_may_be_rounded_to_the_cent() -> None:
    lines = (ClaimLine(1, claimed_amount=Decimal("6.56")),)
    told = judge(case(claim=claim(lines=lines), program=program(duplicates="allow"), sales=(sale(quantity=7),)))
    assert told.verdict == "approve"


@pytest.mark.parametrize("rules", [("amount_between",), ()])
def test_an_amount_in_another_money_is_not_paid_in_the_programs(rules: Sequence[str]) -> None:
    dollars = document([line.replace("(RM)", "USD") for line in receipt_lines()])
    told = judge(
        case(program=ruled(*rules), claim=silent("total_amount", "currency", lines=ASKED), documents=(dollars,))
    )
    assert codes(told) == [("currency.contradicted", "currency")]
