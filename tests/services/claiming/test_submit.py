"""What a claimant may state and attach, and what is answered where it may not."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from desk import SALE, STATED, Desk
from fakes import receipt

from claimcheck.errors import BadFile, Conflict, Forbidden, Invalid, NotFound, TooLarge
from claimcheck.model.claims import ClaimLine
from claimcheck.model.parties import Actor
from claimcheck.services.claiming import claims
from claimcheck.services.claiming.statement import checked
from claimcheck.services.claiming.submit import revise, submit, withdraw
from claimcheck.services.claiming.upload import upload
from claimcheck.store.running import inventory


def faults(error: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [fault["field"] for fault in error.value.details["errors"]]  # type: ignore[attr-defined]


def test_a_claim_keeps_what_was_stated(desk: Desk) -> None:
    document = desk.upload()
    line = ClaimLine(7, {"serial_number": "SN-1"}, Decimal(2), Decimal("150.5"), "S1")
    claim = desk.claim(document, number="R-1", lines=[line], currency="myr", model_name="  ")

    seen = desk.see(claim)
    assert (seen.outside_id, seen.dealer, seen.state, seen.revision) == ("R-1", "D1", "waiting", 1)
    assert seen.current.fields == {**STATED, "currency": "MYR"}
    assert seen.current.lines == (ClaimLine(1, {"serial_number": "SN-1"}, Decimal(2), Decimal("150.50"), "S1"),)
    assert seen.current.documents == (document.id,)


def test_every_fault_is_named_at_once(desk: Desk) -> None:
    wrong = {"total_amount": "1,234.50", "invoice_date": "31/05/2024", "currency": "RM", "Bad Name": "x"}
    lines = [ClaimLine(1, {"net_amount": "abc"}, Decimal(0), Decimal("1.005"))]
    with pytest.raises(Invalid) as error:
        submit(desk.context, desk.dealer(), program="rebate", fields=wrong, lines=lines)
    assert faults(error) == [
        "total_amount", "invoice_date", "currency", "Bad Name",
        "lines[1].net_amount", "lines[1].quantity", "lines[1].claimed_amount",
    ]  # fmt: skip
    assert claims.claims(desk.context, desk.admin) == []


@pytest.mark.parametrize("amount", ["16", "16.00", "0.05", "-3.10", "123456789012.3456"])
def test_plain_amounts_are_taken(amount: str) -> None:
    assert checked({"total_amount": amount}, (), currency="MYR")[0] == {"total_amount": amount}


@pytest.mark.parametrize("amount", ["16,00", "RM 16", "1e3", "NaN", "١٦", "016.00", "16."])
def test_other_amounts_are_refused(amount: str) -> None:
    with pytest.raises(Invalid):
        checked({"total_amount": amount}, (), currency="MYR")


@pytest.mark.parametrize("day", ["2024-02-30", "20240314", "2024-3-14", "14/03/2024", "2024-03-14T00:00"])
def test_other_dates_are_refused(day: str) -> None:
    with pytest.raises(Invalid):
        checked({"invoice_date": day}, (), currency="MYR")


def test_anothers_document_is_answered_like_one_that_does_not_exist(desk: Desk) -> None:
    theirs = desk.upload(by="D2")
    answers = []
    for document_id in (theirs.id, "018f9d5e-0000-7000-8000-000000000000"):
        with pytest.raises(Invalid) as error:
            submit(desk.context, desk.dealer("D1"), program="rebate", fields=STATED, documents=[document_id])
        answers.append((error.value.code, error.value.message, error.value.details))
    assert answers[0] == answers[1]


def test_a_document_may_not_be_named_twice(desk: Desk) -> None:
    document = desk.upload()
    with pytest.raises(Invalid) as error:
        desk.claim(document, document)
    assert faults(error) == ["documents[1]"]


def test_a_dealers_own_number_is_taken_once_but_another_dealer_may_use_it(desk: Desk) -> None:
    first = desk.claim(number="R-1", by="D1")
    with pytest.raises(Conflict) as error:
        desk.claim(number="R-1", by="D1")
    assert error.value.details["claim"] == first.id
    assert desk.claim(number="R-1", by="D2").submission == 2


def test_an_unknown_program_is_refused(desk: Desk) -> None:
    with pytest.raises(Invalid, match="no program"):
        submit(desk.context, desk.dealer(), program="nope", fields={})


def test_submissions_at_once_get_numbers_without_gap_or_repeat(desk: Desk) -> None:
    with ThreadPoolExecutor(6) as pool:
        numbers = sorted(pool.map(lambda n: desk.claim(by=f"D{n % 3}").submission, range(18)))
    assert numbers == list(range(1, 19))


def test_of_two_claims_of_one_number_at_once_one_is_refused(desk: Desk) -> None:
    def attempt(_: int) -> str:
        try:
            return desk.claim(number="R-1").state
        except Conflict as error:
            return error.code

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(attempt, range(4))) == ["claim.exists"] * 3 + ["waiting"]


def test_another_dealers_claim_cannot_be_seen_revised_or_withdrawn(desk: Desk) -> None:
    claim = desk.claim(by="D1")
    stranger, elsewhere = desk.dealer("D2"), Actor("other-maker", "D1", "admin", "x")
    for actor in (stranger, elsewhere):
        for act in (claims.claim, revise, withdraw):
            with pytest.raises(NotFound):
                act(desk.context, actor, claim.id)
        assert claims.claims(desk.context, actor) == []
    with pytest.raises(Forbidden):
        withdraw(desk.context, desk.admin, claim.id)


def test_only_a_returned_claim_can_be_revised(desk: Desk) -> None:
    claim = desk.claim(desk.upload())
    with pytest.raises(Conflict) as error:
        revise(desk.context, desk.dealer(), claim.id, fields=STATED)
    assert error.value.code == "state.not_possible"


def test_the_log_tells_a_claim_that_is_made_from_one_that_is_mended(desk: Desk) -> None:
    claim = desk.claim()
    desk.work()
    revise(desk.context, desk.dealer(), claim.id, documents=[desk.upload().id])
    said = [one.action for one in claims.trail(desk.context, desk.admin, claim.id)]
    assert (said[0], said[-1]) == ("claim.submitted", "claim.revised")


def test_withdrawing_twice_is_once_and_an_approved_claim_stays(desk: Desk) -> None:
    desk.sales(SALE)
    kept = desk.claim(desk.upload())
    gone = desk.claim(desk.upload(receipt(total="7.00"), name="2"), total_amount="7.00")
    assert withdraw(desk.context, desk.dealer(), gone.id).state == "withdrawn"
    assert withdraw(desk.context, desk.dealer(), gone.id).state == "withdrawn"
    desk.work()
    assert desk.see(gone).decisions == ()
    with pytest.raises(Conflict):
        withdraw(desk.context, desk.dealer(), kept.id)


def test_lists_are_narrowed_and_paged(desk: Desk) -> None:
    made = [desk.claim(by=f"D{n % 2}") for n in range(5)]
    first = claims.claims(desk.context, desk.admin, limit=2)
    rest = claims.claims(desk.context, desk.admin, after=str(first[-1].submission))
    assert [c.id for c in first + rest] == [c.id for c in reversed(made)]
    assert {c.dealer for c in claims.claims(desk.context, desk.dealer("D1"))} == {"D1"}
    assert claims.claims(desk.context, desk.admin, state="approved") == []
    assert [c.id for c in claims.in_list(desk.context, desk.admin, after=str(first[-1].submission))] == [
        c.id for c in rest
    ]
    assert {c.dealer for c in claims.in_list(desk.context, desk.dealer("D1"))} == {"D1"}


def test_a_claim_without_any_document_goes_back_whatever_else_a_person_would_be_asked(desk: Desk) -> None:
    claim = desk.claim(seller_name="Somebody Else")  # nor is there a sale of that name
    desk.work()
    decided = desk.see(claim).decision
    assert decided is not None
    assert [(one.code, one.verdict) for one in decided.decision.reasons] == [("document.missing", "return")]
    assert desk.see(claim).state == "returned"


def test_a_list_says_how_much_there_is_to_mend_of_a_claim_that_came_back(desk: Desk) -> None:
    desk.sales(SALE)
    back = desk.claim()
    desk.work()
    sent = desk.claim(desk.upload(name="2"))

    listed = {one.id: (one.state, one.to_mend, one.fields) for one in claims.in_list(desk.context, desk.admin)}

    assert listed == {back.id: ("returned", 1, STATED), sent.id: ("waiting", 0, STATED)}


def test_files_that_are_not_taken_get_their_code(desk: Desk) -> None:
    for data, code in ((b"", "file.empty"), (b"PK\x03\x04 a zip", "file.archive")):
        with pytest.raises(BadFile) as error:
            upload(desk.context, desk.dealer(), "x.pdf", data)
        assert error.value.code == code
    with pytest.raises(TooLarge):
        upload(desk.context, desk.dealer(), "x.pdf", b"%PDF-" + b"0" * desk.context.settings.max_file_bytes)
    with desk.context.database.read() as conn:
        assert inventory.document_ids(conn, "acme") == []


def test_pictures_and_originals_are_handed_to_the_owner_only(desk: Desk) -> None:
    document = desk.upload(name="1")
    desk.work()
    assert claims.picture(desk.context, desk.dealer(), document.id, 1).startswith(b"picture of ")
    assert claims.original(desk.context, desk.dealer(), document.id)[1].endswith(b"1")
    for see in (lambda: claims.picture(desk.context, desk.dealer("D2"), document.id, 1),
                lambda: claims.original(desk.context, desk.dealer("D2"), document.id),
                lambda: claims.picture(desk.context, desk.dealer(), document.id, 2)):  # fmt: skip
        with pytest.raises(NotFound):
            see()
