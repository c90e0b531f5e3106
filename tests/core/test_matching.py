"""Which sale is behind a line, among look-alikes."""

from dataclasses import replace
from decimal import Decimal
from time import process_time

import pytest
from factory import CLAIMED, case, claim, program, sale

from claimcheck.core.matching import Match, candidates, match
from claimcheck.core.verify import sources
from claimcheck.model.claims import ClaimLine
from claimcheck.model.programs import Tolerance
from claimcheck.model.sales import Sale, SaleUse


def matched(*sales: Sale, line: ClaimLine | None = None, **changed: str) -> Match:
    asked = case(claim=claim(**changed), sales=sales)
    fields = sources(asked)[0].extracted.fields
    return match(asked, line or ClaimLine(1), fields)


def test_the_exact_record_is_chosen_among_look_alikes() -> None:
    look_alikes = [
        sale("S-2", total_amount="46.90"),  # the same seller and day
        sale("S-3", seller_name="Ocean Lamps Sdn Bhd"),  # the same amount and day elsewhere
        sale("S-4", invoice_date="2024-03-19"),  # the same amount two days later
    ]
    found = matched(*look_alikes, sale("S-1"))
    assert found.sale is not None
    assert found.sale.sale_id == "S-1"
    shown = candidates(case(sales=(*look_alikes, sale("S-1"))), ClaimLine(1), {})
    assert [c.agrees for c in shown] == [True, True, False, False]
    assert all(c.explanation for c in shown)


def test_a_late_booking_within_the_tolerance_agrees_and_a_later_one_differs() -> None:
    assert matched(sale(invoice_date="2024-03-20")).differing == ()
    assert matched(sale(invoice_date="2024-03-21")).differing == ("invoice_date",)


def test_what_only_one_side_states_differs_and_says_whose_silence_it_is() -> None:
    (silent,) = candidates(case(sales=(sale(invoice_date=""),)), ClaimLine(1), {})
    (unsaid,) = candidates(case(claim=claim(invoice_date="")), ClaimLine(1), {})
    assert "invoice date: the record does not state it" in silent.explanation
    assert "invoice date: the claim does not state it" in unsaid.explanation


def test_a_record_spelled_its_own_way_agrees() -> None:
    assert matched(sale(seller_name="HARBOUR  LAMPS S/B")).differing == ()


def test_a_record_of_another_seller_is_another_sale() -> None:
    assert matched(sale(seller_name="Harbour Lamps (Penang) Sdn Bhd")).sale is None


def test_the_same_amount_of_the_same_seller_months_away_is_another_sale() -> None:
    assert matched(sale(invoice_date="2024-01-05")).sale is None


def test_a_sale_that_its_number_names_is_that_sale_whatever_day_its_record_has() -> None:
    slip = sale(invoice_date="2023-03-17", invoice_number="HL-204417")
    asked = case(claim=claim(invoice_number="HL-204417"), sales=(slip,))
    assert match(asked, ClaimLine(1), {}).differing == ("invoice_date",)


def test_a_number_that_could_be_read_as_a_day_is_none() -> None:
    numbered = program(match={**program().match, "invoice_number": Tolerance("exact")})
    asked = case(program=numbered, claim=claim(invoice_number="20240317"), sales=(sale(invoice_number="20240817"),))
    assert match(asked, ClaimLine(1), {}).differing == ("invoice_number",)


def test_what_names_one_sale_tells_which_one_differs_where_the_program_does_not_match_by_it() -> None:
    by_two = program(match={"seller_name": Tolerance("name", Decimal("0.9")), "total_amount": Tolerance("amount")})
    numbered = claim(invoice_number="HL-204417")
    asked = case(program=by_two, claim=numbered, sales=(sale(total_amount="46.90", invoice_number="HL-204417"),))
    assert match(asked, ClaimLine(1), {}).differing == ("total_amount",)
    other = replace(asked, sales=(sale(total_amount="46.90", invoice_number="HL-204418"),))
    assert match(other, ClaimLine(1), {}).sale is None


@pytest.mark.parametrize(
    ("recorded", "known"),
    [
        ({}, True),
        ({"seller_name": "Harbour Lamps"}, True),
        ({"seller_name": "Other Traders"}, False),
        ({"seller_name": "Other Traders", "seller_id": "774512-K"}, True),
        ({"seller_id": "999-X"}, True),
        ({"seller_name": "Other Traders", "seller_id": "999-X"}, False),
    ],
)
def test_an_invoices_number_names_a_record_of_its_own_seller_only(recorded: dict[str, str], *, known: bool) -> None:
    by_two = program(match={"invoice_date": Tolerance("days", Decimal(3)), "total_amount": Tolerance("amount")})
    older = sale(total_amount="900.00", invoice_date="2022-01-05", invoice_number="HL-204417", **recorded)
    numbered = claim(invoice_number="HL-204417", seller_id="774512-K")
    found = match(case(program=by_two, claim=numbered, sales=(older,)), ClaimLine(1), {})
    assert found.differing == (("invoice_date", "total_amount") if known else ())


@pytest.mark.parametrize(("second", "named"), [("S-2", None), ("S-1", "S-1")])
def test_a_free_record_is_taken_before_a_used_one(second: str, named: str | None) -> None:
    other = replace(sale(second), id="other")
    asked = case(sales=(sale("S-1"), other), uses=(SaleUse("s-1", "lamps", "C-0", Decimal(1), settled=True),))
    assert match(asked, ClaimLine(1, sale_id=named), {}).sale == other


def test_the_sale_that_the_claim_names_is_the_one() -> None:
    found = matched(sale("S-1"), sale("S-2", total_amount="1.00"), line=ClaimLine(1, sale_id="S-2"))
    assert found.sale is not None
    assert (found.sale.sale_id, found.differing) == ("S-2", ("total_amount",))
    assert matched(sale("S-1"), line=ClaimLine(1, sale_id="S-9")).sale is None


def test_a_cancelled_sale_never_agrees() -> None:
    found = matched(replace(sale(), cancelled=True))
    assert [f.code for f in found.findings] == ["sale.cancelled"]


def test_a_sale_that_was_booked_anew_is_chosen_over_the_cancelled_one() -> None:
    found = matched(replace(sale("S-1"), cancelled=True), sale("S-2"))
    assert found.sale is not None
    assert (found.sale.sale_id, [f.outcome for f in found.findings]) == ("S-2", ["pass"])


def test_a_vin_names_its_sale_even_when_all_else_differs() -> None:
    strict = program(match={**program().match, "vin": program().match["currency"]})
    stated = {**CLAIMED, "vin": "LAMPS123456789012"}
    other = sale(seller_name="Ocean Cars", total_amount="1.00", vin="LAMPS123456789012")
    found = match(case(program=strict, claim=claim(stated), sales=(other,)), ClaimLine(1), {})
    assert found.sale is other
    assert set(found.differing) == {"seller_name", "total_amount"}


def test_a_program_without_match_needs_no_sale() -> None:
    found = match(case(program=program(match={}), sales=()), ClaimLine(1), {})
    assert [f.outcome for f in found.findings] == ["not_applicable"]


def test_the_records_of_a_large_claim_are_chosen_at_once() -> None:
    sales = [sale(f"S-{n}", total_amount=f"{n}.90", invoice_number=f"HL-{n}") for n in range(300)]
    lines = tuple(ClaimLine(n, {"total_amount": f"{n}.90", "invoice_number": f"HL-{n}"}) for n in range(300))
    asked = case(
        program=program(match={**program().match, "invoice_number": Tolerance("exact")}),
        claim=claim(lines=lines),
        sales=tuple(sales),
    )
    begun = process_time()
    assert [match(asked, line, {}).sale for line in lines] == sales
    assert process_time() - begun < 1.5
