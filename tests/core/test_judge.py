"""A whole case to a verdict: what is honest passes, each lie is found and named."""

from dataclasses import replace
from decimal import Decimal

import pytest
from factory import CLAIMED, case, claim, document, prior, program, receipt_lines, sale

from claimcheck.core.evidence.proof import DISAGREE
from claimcheck.core.judge import ENGINE_VERSION, judge
from claimcheck.model.case import CaseDocument
from claimcheck.model.claims import ClaimLine
from claimcheck.model.decisions import Decision
from claimcheck.model.documents import Field, Pages, Problem
from claimcheck.model.sales import SaleUse


def told(decision: Decision) -> dict[str, str]:
    return {reason.field: reason.code for reason in decision.reasons}


def test_an_honest_claim_is_approved_with_its_sale_and_the_evidence() -> None:
    decision = judge(case())
    assert decision.verdict == "approve"
    assert decision.sale_id == "S-1"
    assert decision.reasons == ()
    assert decision.fields["total_amount"].value == "45.90"
    assert decision.places["total_amount"].document == "doc-1"
    assert decision.engine_version == ENGINE_VERSION


def test_the_same_case_gives_the_same_decision() -> None:
    assert judge(case()) == judge(case())


@pytest.mark.parametrize(
    ("field", "lie", "code"),
    [
        ("total_amount", "46.90", "amount.contradicted"),
        ("total_amount", "25.00", "amount.contradicted"),  # another amount of the receipt
        ("total_amount", "50.00", "amount.contradicted"),  # the cash that was given
        ("invoice_date", "2024-03-18", "date.contradicted"),
        ("seller_name", "Harbour Shades Sdn Bhd", "name.contradicted"),
        ("seller_name", "Harbour Lamps (Penang) Sdn Bhd", "name.contradicted"),
        ("currency", "SGD", "currency.contradicted"),
    ],
)
def test_a_lie_that_the_sales_record_shares_is_found_on_the_document(field: str, lie: str, code: str) -> None:
    decision = judge(case(claim=claim(**{field: lie}), sales=(sale(**{field: lie}),)))
    assert decision.verdict == "review"
    assert told(decision) == {field: code}
    assert decision.question is not None


def test_a_claim_without_its_sale_says_so() -> None:
    look_alikes = (sale("S-2", total_amount="46.90", dealer="D2"), sale("S-3", seller_name="Other Lamps"))
    decision = judge(case(sales=look_alikes))
    assert (decision.verdict, decision.sale_id, told(decision)) == ("review", None, {"sale": "sale.missing"})


def test_a_sale_that_differs_is_named_with_the_field() -> None:
    decision = judge(case(sales=(sale(total_amount="91.80"),)))
    assert (decision.sale_id, told(decision)) == ("S-1", {"total_amount": "sale.differs"})


def test_a_claimed_value_that_neither_document_nor_sale_has_is_one_reason() -> None:
    decision = judge(case(claim=claim(total_amount="46.90")))
    assert decision.sale_id == "S-1"
    assert told(decision) == {"total_amount": "amount.contradicted"}


def test_a_date_outside_the_window_is_named() -> None:
    honest = {"invoice_date": "2023-03-17"}
    decision = judge(
        case(claim=claim(**honest), documents=(document(receipt_lines(day="17/03/2023")),), sales=(sale(**honest),))
    )
    assert told(decision) == {"invoice_date": "date.outside_window"}
    assert decision.verdict == "review"


def test_the_machine_rejects_only_where_the_program_says_so() -> None:
    outside = {
        "claim": claim(invoice_date="2023-03-17"),
        "documents": (document(receipt_lines(day="17/03/2023")),),
        "sales": (sale(invoice_date="2023-03-17"),),
    }
    strict = program(on_fail={"date": "reject"})
    assert judge(case(**outside, program=strict)).verdict == "reject"
    unsure = (document(receipt_lines(day="17/03/2023"), confidence=0.55),)
    assert judge(case(**{**outside, "documents": unsure}, program=strict)).verdict != "reject"


def test_a_document_used_before_is_named_and_not_its_sale() -> None:
    used = SaleUse("s-1", "lamps", "C-0", Decimal(1), settled=True)
    decision = judge(case(priors=(prior(document()),), uses=(used,)))
    assert decision.verdict == "review"
    assert told(decision) == {"document": "document.duplicate"}
    assert decision.duplicate_of == "C-0"


def test_a_program_may_reject_or_allow_duplicates() -> None:
    again = {"priors": (prior(document(), sha256="aa"),)}
    assert judge(case(**again, program=program(duplicates="reject"))).verdict == "reject"
    assert judge(case(**again, program=program(duplicates="allow"))).verdict == "approve"


def test_a_used_sale_goes_to_a_person() -> None:
    used = SaleUse("s-1", "lamps", "C-0", Decimal(1), settled=False)
    decision = judge(case(uses=(used,)))
    assert told(decision) == {"sale": "sale.used"}
    assert "C-0" in decision.reasons[0].message
    other = SaleUse("s-1", "another program", "C-0", Decimal(1), settled=True)
    assert judge(case(uses=(other,))).verdict == "approve"


def test_a_sale_of_another_dealer_is_not_this_one() -> None:
    assert told(judge(case(sales=(sale(dealer="D9"),)))) == {"sale": "sale.missing"}


def test_without_a_document_the_claim_is_returned_with_what_to_attach() -> None:
    decision = judge(case(documents=()))
    assert decision.verdict == "return"
    assert told(decision) == {"document": "document.missing"}
    assert decision.reasons[0].fix


def test_a_document_that_cannot_be_read_is_one_reason() -> None:
    broken = replace(
        document(), extracted=(), pages=Pages("t", "image/jpeg", problems=(Problem("file.truncated", "Cut off."),))
    )
    decision = judge(case(documents=(broken,)))
    assert (decision.verdict, told(decision)) == ("return", {"document": "file.truncated"})


def test_a_problem_with_one_page_is_never_approved_over() -> None:
    blurred = document()
    blurred = replace(blurred, pages=replace(blurred.pages, problems=(Problem("page.blurred", "Blurred.", 1),)))
    assert judge(case(documents=(blurred,))).verdict == "return"
    differing = replace(blurred, pages=replace(blurred.pages, problems=(Problem("layers.disagree", "Two totals."),)))
    assert judge(case(documents=(differing,))).verdict == "review"


def test_a_blurred_page_is_not_told_as_a_document_of_the_wrong_kind() -> None:
    problem = Problem("page.blurred", "Blurred.", 1)
    blurred = document(["A CAT"])
    blurred = replace(blurred, pages=replace(blurred.pages, problems=(problem,)))
    assert told(judge(case(documents=(blurred,)))) == {"document": "page.blurred"}


def test_a_page_on_which_nothing_stands_is_sent_back() -> None:
    blank = replace(document(), extracted=(), pages=replace(document().pages, pages=()))
    for asked in (program(), program(documents=())):
        decision = judge(case(documents=(blank,), program=asked))
        assert (decision.verdict, told(decision)) == ("return", {"document": "document.unreadable"})


@pytest.mark.parametrize(
    ("name", "origin", "says"),
    [
        ("total_amount", "xml", "file's data"),  # decides, whatever the program verifies
        ("invoice_date", "xml", "file's data"),  # decides by the window
        ("invoice_code", "barcode", "code printed on the page"),  # decides nothing, but a code that lies once may again
    ],
)
def test_a_file_that_says_otherwise_than_its_page_is_never_approved(name: str, origin: str, says: str) -> None:
    loose = program(verify=("seller_name",), match={})
    assert judge(case(program=loose, documents=(told_apart("model_name", "xml"),), sales=())).verdict == "approve"
    (reason,) = judge(case(program=loose, documents=(told_apart(name, origin),), sales=())).reasons
    assert (reason.verdict, reason.code, reason.field) == ("review", "layers.disagree", name)
    assert says in reason.message


def told_apart(name: str, origin: str) -> CaseDocument:
    """The receipt, where the file's own data says otherwise than the page for one field."""
    shown = document()
    fields = dict(shown.extracted[0].fields)
    known = fields.get(name) or Field(name, "X-1", "X-1", 0.99, 1, None)
    fields[name] = replace(known, supports=(*known.supports, origin, DISAGREE))
    return replace(shown, extracted=(replace(shown.extracted[0], fields=fields),))


def test_all_that_is_wrong_is_listed_at_once() -> None:
    lies = {"total_amount": "46.90", "invoice_date": "2024-03-19"}
    decision = judge(case(claim=claim(**lies), sales=(sale(**lies),)))
    assert set(told(decision)) == {"total_amount", "invoice_date"}


def test_lines_are_judged_each_and_rolled_up() -> None:
    lines = (ClaimLine(1, sale_id="S-1"), ClaimLine(2, sale_id="S-9"))
    decision = judge(case(claim=claim(lines=lines)))
    assert [line.verdict for line in decision.lines] == ["approve", "review"]
    assert decision.verdict == "review"


def test_two_lines_cannot_use_one_unit_twice() -> None:
    lines = (ClaimLine(1), ClaimLine(2))
    assert judge(case(claim=claim(lines=lines))).verdict == "review"
    assert judge(case(claim=claim(lines=lines), sales=(sale(quantity=2),))).verdict == "approve"


@pytest.mark.parametrize(("currency", "pays"), [("MYR", "10.00"), ("UGX", "10"), ("LYD", "10.005")])
def test_a_line_pays_what_it_asks_for_in_whole_cents_and_never_more(currency: str, pays: str) -> None:
    modest = claim(lines=(ClaimLine(1, claimed_amount=Decimal("10.005")),))
    unmatched = program(currency=currency, match={}, verify=("seller_name", "total_amount"))
    papers = (document([line.replace("(RM)", "") for line in receipt_lines()]),)
    asked = case(claim=replace(modest, fields={**CLAIMED, "currency": currency}), program=unmatched, documents=papers)
    assert judge(asked).lines[0].payable == Decimal(pays)


def test_a_line_that_is_not_approved_pays_nothing() -> None:
    lines = (ClaimLine(1, claimed_amount=Decimal(10)), ClaimLine(2, sale_id="S-9", claimed_amount=Decimal(10)))
    assert [line.payable for line in judge(case(claim=claim(lines=lines))).lines] == [Decimal(10), None]


@pytest.mark.parametrize("amounts", [["500"], ["45.90", "0.01"], ["9.18"] * 6, ["50", "-10"]])
def test_no_more_is_paid_on_a_document_than_it_shows(amounts: list[str]) -> None:
    lines = tuple(ClaimLine(i, claimed_amount=Decimal(a)) for i, a in enumerate(amounts, 1))
    decision = judge(case(claim=claim(lines=lines), sales=(sale(quantity=9),)))
    assert decision.verdict == "review"
    assert told(decision) == {"claimed_amount": "amount.above_document"}


@pytest.mark.parametrize("quantity", ["0.1", "0", "-1"])
def test_a_sale_is_used_in_whole_units(quantity: str) -> None:
    decision = judge(case(claim=claim(lines=(ClaimLine(1, quantity=Decimal(quantity)),))))
    assert decision.verdict != "approve"
    assert told(decision) == {"quantity": "quantity.invalid"}


def test_one_document_is_not_two_sales_that_look_alike() -> None:
    twins = (sale("S-1"), sale("S-2"))
    decision = judge(case(claim=claim(lines=(ClaimLine(1), ClaimLine(2))), sales=twins))
    assert told(decision) == {"document": "document.reused"}


def faint() -> CaseDocument:
    shown = document()
    fields = {name: replace(field, confidence=0.3) for name, field in shown.extracted[0].fields.items()}
    return replace(shown, extracted=(replace(shown.extracted[0], fields=fields),))


def test_leaving_a_field_out_does_not_spare_it_the_proof() -> None:
    assert judge(case(claim=claim({}))).sale_id == "S-1"
    left_out = judge(case(claim=claim({}), documents=(faint(),)))
    assert (left_out.verdict, told(left_out)["total_amount"]) == ("review", "amount.unproved")


def test_leaving_the_currency_out_does_not_hide_another_one() -> None:
    dollars = document([line.replace("(RM)", "USD") for line in receipt_lines()])
    silent = claim({name: value for name, value in CLAIMED.items() if name != "currency"})
    assert told(judge(case(claim=silent, documents=(dollars,)))) == {"currency": "currency.contradicted"}


def test_a_currency_that_nothing_prints_is_the_programs_and_no_other() -> None:
    bare = document([line.replace(" (RM)", "") for line in receipt_lines()])
    dollars = claim(currency="SGD")
    assert judge(case(documents=(bare,))).verdict == "approve"
    decision = judge(case(claim=dollars, documents=(bare,), sales=(sale(currency="SGD"),)))
    assert told(decision) == {"currency": "currency.contradicted"}


def test_a_date_that_nobody_proved_is_not_within_the_window() -> None:
    loose = program(verify=("seller_name",), match={})
    decision = judge(case(program=loose, documents=(faint(),), sales=()))
    assert "date.unproved" in {f.code for f in decision.findings if f.outcome == "unknown"}


def test_a_refund_is_no_purchase() -> None:
    unverified = program(verify=("seller_name",), match={})
    claims = {amount: claim(total_amount=amount) for amount in ("45.90", "-45.90")}
    told = {amount: judge(case(program=unverified, claim=one)).verdict for amount, one in claims.items()}
    assert told == {"45.90": "approve", "-45.90": "review"}


def test_the_sale_of_another_dealer_is_answered_like_none() -> None:
    named = claim(lines=(ClaimLine(1, sale_id="S-7"),))
    theirs, none = (judge(case(claim=named, sales=sales)) for sales in ((sale("S-7", dealer="D9"),), ()))
    assert theirs.reasons == none.reasons
    assert theirs.sale_id is None


def test_a_note_of_another_kind_proves_nothing() -> None:
    note = document(id="doc-2", sha256="dd")
    note = replace(note, extracted=(replace(note.extracted[0], kind="other"),))
    bare = document(receipt_lines()[:6])
    assert judge(case(documents=(bare, note))).verdict != "approve"


def test_a_field_that_the_program_does_not_verify_holds_nothing_back() -> None:
    loose = program(verify=("seller_name",), match={})
    assert judge(case(program=loose, claim=claim(total_amount="1.00"), sales=())).verdict == "approve"


def another_purchase() -> CaseDocument:
    return document(receipt_lines(day="19/03/2024", total="30.00", number="HL-204999"), id="doc-2", sha256="dd")


@pytest.mark.parametrize("first", [True, False])
def test_a_second_purchase_beside_the_claimed_one_asks_a_person(first: bool) -> None:
    documents = (document(), another_purchase())
    decision = judge(case(documents=documents if first else documents[::-1]))
    assert (decision.verdict, told(decision)) == ("review", {"document": "document.several"})


def test_the_same_purchase_twice_is_no_second_one() -> None:
    assert judge(case(documents=(document(), document(id="doc-2", sha256="dd")))).verdict == "approve"


def test_a_line_may_bring_its_own_document() -> None:
    own = {"invoice_date": "2024-03-19", "total_amount": "30.00"}
    lines = (ClaimLine(1), ClaimLine(2, fields=own))
    decision = judge(
        case(claim=claim(lines=lines), documents=(document(), another_purchase()), sales=(sale(), sale("S-2", **own)))
    )
    assert (decision.verdict, decision.reasons) == ("approve", ())


def test_a_document_in_two_currencies_asks_which_one() -> None:
    both = document([*receipt_lines()[:-1], "TOTAL USD   10.20"])
    assert told(judge(case(documents=(both,))))["currency"] == "currency.unproved"
