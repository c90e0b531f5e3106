"""Each rule in both directions."""

from datetime import date
from decimal import Decimal

import pytest
from factory import CLAIMED, claim, document, program, sale

from claimcheck.core.rules.eligibility import RULES, STANDING, check
from claimcheck.core.rules.subject import Subject
from claimcheck.model.claims import ClaimLine
from claimcheck.model.decisions import Finding
from claimcheck.model.documents import Advice
from claimcheck.model.programs import RequiredDocument, RuleRef


def ask(rule: str, params: dict[str, str] | None = None, **changes: object) -> Finding:
    found = {r.name: r for r in (*STANDING, *RULES)}[rule]
    base: dict[str, object] = {
        "program": program(), "claim": claim(), "line": ClaimLine(1), "claimed": CLAIMED,
        "proved": frozenset(CLAIMED), "kinds": document().extracted,
    }  # fmt: skip
    return found.check(Subject(**{**base, **changes}), params or {})  # type: ignore[arg-type]


@pytest.mark.parametrize(("day", "outcome"), [("2024-01-01", "pass"), ("2024-12-31", "pass"), ("2025-01-01", "fail")])
def test_both_ends_of_the_window_count(day: str, outcome: str) -> None:
    finding = ask("window", claimed={**CLAIMED, "invoice_date": day})
    assert (finding.outcome, finding.field, finding.certain) == (outcome, "invoice_date", True)


def test_an_unproved_date_outside_the_window_is_not_certain() -> None:
    assert not ask("window", claimed={"invoice_date": "2020-01-01"}, proved=frozenset()).certain


def test_a_claim_is_made_while_the_program_is_in_force() -> None:
    dated = program(effective_from=date(2024, 1, 1), effective_to=date(2024, 6, 30))
    outcomes = [
        ask("effective", program=dated, claim=_submitted(day)).outcome
        for day in (date(2023, 12, 31), date(2024, 1, 1), date(2024, 6, 30), date(2024, 7, 1), None)
    ]
    assert outcomes == ["fail", "pass", "pass", "fail", "not_applicable"]


def test_nothing_was_sold_on_a_day_after_the_claim() -> None:
    outcomes = [
        ask("not_ahead", claim=_submitted(day)).outcome
        for day in (date(2024, 3, 15), date(2024, 3, 16), date(2024, 3, 17), None)  # sold on the 17th, perhaps ahead
    ]
    assert outcomes == ["unknown", "pass", "pass", "not_applicable"]


def _submitted(day: date | None) -> object:
    made = claim()
    return type(made)(
        made.id, made.outside_id, made.program, made.dealer, 1, 1, made.fields, made.lines, made.documents, day
    )


def test_required_documents_are_asked_for_by_kind() -> None:
    wants = program(documents=(RequiredDocument("vehicle_licence"), RequiredDocument("proof_of_sale")))
    finding = ask("required_documents", program=wants)
    assert (finding.outcome, finding.code) == ("fail", "document.wrong_kind")
    assert "vehicle licence" in finding.message
    blurred = Advice("quality.blurred", "Photograph it again, held still.", 1)
    assert "held still" in ask("required_documents", program=wants, unclear=(blurred,)).message
    assert ask("required_documents").outcome == "pass"
    optional = program(documents=(RequiredDocument("vehicle_licence", required=False),))
    assert ask("required_documents", program=optional).outcome == "not_applicable"


@pytest.mark.parametrize(
    ("lacking", "said"),
    [
        ((2,), "Missing for line 2: vehicle licence; attached: receipt."),
        ((2, 3), "Missing for lines 2, 3: vehicle licence; attached: receipt."),
        ((1, 2, 3), "Missing: vehicle licence; attached: receipt."),
    ],
)
def test_all_lines_that_lack_a_document_are_told_at_once(lacking: tuple[int, ...], said: str) -> None:
    wants = program(documents=(RequiredDocument("vehicle_licence"), RequiredDocument("proof_of_sale")))
    beside = {n: frozenset({"receipt"} if n in lacking else {"receipt", "vehicle_licence"}) for n in (1, 2, 3)}
    line = ClaimLine(lacking[0])
    assert ask("required_documents", program=wants, line=line, beside=beside).message == said


def test_of_lines_that_lack_different_documents_each_is_told() -> None:
    wants = program(documents=(RequiredDocument("vehicle_licence"), RequiredDocument("proof_of_sale")))
    beside = {
        1: frozenset({"receipt"}),
        2: frozenset({"vehicle_licence"}),
        3: frozenset({"receipt", "vehicle_licence"}),
    }
    message = ask("required_documents", program=wants, beside=beside).message
    assert message == (
        "Missing for line 1: vehicle licence; attached: receipt. "
        "Missing for line 2: proof of sale; attached: vehicle licence."
    )


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"min": "50"}, "amount.below_minimum"),
        ({"max": "40"}, "amount.above_maximum"),
        ({"min": "45.90", "max": "45.90"}, None),
    ],
)
def test_amount_limits_include_their_ends(params: dict[str, str], code: str | None) -> None:
    finding = ask("amount_between", params)
    assert (finding.code if finding.outcome == "fail" else None) == code


def test_what_is_claimed_may_be_a_share_of_the_document() -> None:
    line = ClaimLine(1, claimed_amount=Decimal("30.00"))
    assert ask("claimed_within_document", line=line).outcome == "pass"
    assert ask("claimed_within_document", {"share": "0.5"}, line=line).outcome == "fail"
    assert ask("claimed_within_document").outcome == "not_applicable"


def test_no_more_units_than_were_sold() -> None:
    assert ask("quantity_within_sale", sale=sale(quantity=2), line=ClaimLine(1, quantity=Decimal(2))).outcome == "pass"
    assert ask("quantity_within_sale", sale=sale(), line=ClaimLine(1, quantity=Decimal(2))).outcome == "fail"
    assert ask("quantity_within_sale").outcome == "not_applicable"


@pytest.mark.parametrize("units", ["0", "-1", "NaN", "Infinity"])
def test_nothing_less_than_nothing_and_no_number_are_no_units(units: str) -> None:
    finding = ask("whole_units", line=ClaimLine(1, quantity=Decimal(units)))
    assert (finding.outcome, finding.code, finding.certain) == ("fail", "quantity.invalid", True)


def test_a_field_that_must_be_there() -> None:
    assert ask("field_present", {"field": "currency"}).outcome == "pass"
    assert ask("field_present", {"field": "vin"}).outcome == "fail"


@pytest.mark.parametrize(
    ("vin", "outcome", "code"),
    [
        ("11111111111111111", "pass", "vin.check_digit"),  # the check digit of ones is one
        ("11111111211111111", "unknown", "vin.check_digit"),
        ("1111111111111111", "fail", "vin.malformed"),
        ("1111111O111111111", "fail", "vin.malformed"),
    ],
)
def test_a_vin_is_checked_for_form_and_its_digit_is_a_signal(vin: str, outcome: str, code: str) -> None:
    finding = ask("vin_check_digit", claimed={"vin": vin}, proved=frozenset({"vin"}))
    assert (finding.outcome, finding.code) == (outcome, code)


def test_a_program_s_own_rules_follow_the_standing_ones() -> None:
    own = program(rules=(RuleRef("field_present", {"field": "vin"}),))
    subject = Subject(own, claim(), ClaimLine(1), CLAIMED)
    assert [f.code for f in check(subject)][-1] == "field.missing"


def test_every_rule_says_in_its_docstring_what_a_dealer_must_know() -> None:
    for rule in (*STANDING, *RULES):
        assert (rule.check.__doc__ or "").startswith(("The ", "Each ", "What ", "No "))
