import pytest
from factory import program

from claimcheck.core.decide import question, reasons, rolled_up, worst
from claimcheck.model.decisions import Finding


def finding(code: str, field: str, outcome: str = "fail", *, certain: bool = False) -> Finding:
    return Finding(code, outcome, field, f"{code}.", certain=certain)  # type: ignore[arg-type]


def test_passed_and_inapplicable_findings_are_no_reasons() -> None:
    assert (
        reasons(
            [finding("amount.contradicted", "x", "pass"), finding("field.missing", "y", "not_applicable")], program()
        )
        == ()
    )


def test_a_field_has_one_reason_the_gravest() -> None:
    found = reasons(
        [finding("date.missing", "invoice_date", "unknown"), finding("date.contradicted", "invoice_date")], program()
    )
    assert [r.code for r in found] == ["date.contradicted"]


def test_the_longest_prefix_of_on_fail_wins() -> None:
    chosen = program(on_fail={"date": "return", "date.outside_window": "reject"})
    by_code = {
        code: reasons([finding(code, "invoice_date", certain=True)], chosen)[0].verdict
        for code in ("date.contradicted", "date.outside_window")
    }
    assert by_code == {"date.contradicted": "return", "date.outside_window": "reject"}


def test_on_fail_speaks_of_what_failed_and_not_of_a_doubt() -> None:
    lenient = program(on_fail={"date": "return"})
    assert reasons([finding("date.unproved", "invoice_date")], lenient)[0].verdict == "return"
    assert reasons([finding("date.unproved", "invoice_date", "unknown")], lenient)[0].verdict == "review"


def test_only_a_certain_finding_rejects() -> None:
    strict = program(on_fail={"sale": "reject"})
    assert reasons([finding("sale.missing", "sale")], strict)[0].verdict == "review"
    assert reasons([finding("sale.cancelled", "sale", certain=True)], strict)[0].verdict == "reject"


def test_doubts_are_not_held_against_a_claim_that_is_plainly_wrong() -> None:
    found = [finding("amount.contradicted", "total_amount"), finding("date.unproved", "invoice_date", "unknown")]
    assert [r.field for r in reasons(found, program())] == ["total_amount"]
    assert [r.field for r in reasons(found[1:], program())] == ["invoice_date"]


def test_what_the_claimant_can_mend_is_told_beside_what_is_plainly_wrong() -> None:
    found = [finding("amount.contradicted", "total_amount"), finding("date.missing", "invoice_date", "unknown")]
    assert {r.field: r.verdict for r in reasons(found, program())} == {
        "total_amount": "review",
        "invoice_date": "return",
    }


def test_a_page_that_cannot_be_read_explains_doubts_and_no_contradiction() -> None:
    unread = finding("document.unreadable", "document", "unknown")
    doubt, lie = finding("date.missing", "invoice_date", "unknown"), finding("amount.contradicted", "total_amount")
    assert [r.field for r in reasons([unread, doubt], program())] == ["document"]
    assert {r.field for r in reasons([unread, doubt, lie], program())} == {"document", "total_amount"}


@pytest.mark.parametrize("follows", ["sale.used", "sale.missing"])
def test_a_document_used_before_explains_what_became_of_its_sale(follows: str) -> None:
    found = [finding("document.duplicate", "document"), finding(follows, "sale")]
    assert [r.code for r in reasons(found, program())] == ["document.duplicate"]


def test_the_question_is_that_of_the_gravest_reason() -> None:
    asked = question(reasons([finding("amount.contradicted", "total_amount")], program()))
    assert asked is not None
    assert asked.text.startswith("Which amount does the document show?")
    assert question(reasons([finding("document.missing", "document")], program())) is None


def test_verdicts_roll_up_to_the_gravest() -> None:
    assert worst(["approve", "return", "review"]) == "review"
    assert worst([]) == "approve"
    assert rolled_up(["approve", "reject"], "approve", program()) == "reject"
    assert rolled_up(["approve", "reject"], "approve", program(partial=True)) == "approve"
    assert rolled_up(["approve", "review"], "approve", program(partial=True)) == "review"
    assert rolled_up(["approve"], "review", program(partial=True)) == "review"
    assert rolled_up(["approve", "reject"], "return", program(partial=True)) == "reject"
