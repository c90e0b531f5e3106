"""What a claim is judged on: the day it was made, and documents read in the program's own way."""

import pytest
from desk import SALE, STATED, Desk
from fakes import pages, receipt

from claimcheck.services.claiming.submit import submit
from claimcheck.services.claiming.upload import upload
from claimcheck.services.claiming.views import ClaimView, DocumentView
from claimcheck.services.programs.programs import publish
from claimcheck.store.claiming import claims
from claimcheck.store.judging import facts
from claimcheck.store.judging.facts import Fact

OVER = """\
program: over
version: "1"
effective: {from: 2024-01-01, to: 2024-04-30}
timezone: Asia/Kuala_Lumpur
currency: MYR
verify: [seller_name, invoice_date, total_amount]
match: {seller_name: 0.8, invoice_date: exact, total_amount: exact}
"""
BARE = pages(
    "NORTHWIND TRADING", "RECEIPT", "Invoice No: INV-10071", "Date: 03/04/2024", "STARTER KIT 16.00", "TOTAL 16.00",
    "CASH 16.00", "CHANGE 0.00",
)  # fmt: skip
"""A receipt on which nothing tells whether the day or the month comes first."""


def under(desk: Desk, program: str, document: DocumentView, **fields: str) -> ClaimView:
    return submit(
        desk.context, desk.dealer(), program=program, fields={**STATED, **fields}, documents=[document.id]
    )  # fmt: skip


def reasons(desk: Desk, claim: ClaimView) -> list[str]:
    decided = desk.see(claim).decision
    assert decided is not None
    return [reason.code for reason in decided.decision.reasons]


def test_a_claim_after_the_programs_last_day_is_never_approved(desk: Desk) -> None:
    publish(desk.context, desk.admin, OVER, filename="over.yaml")
    desk.sales(SALE)
    claim = under(desk, "over", desk.upload())

    desk.work()

    assert (desk.see(claim).state, reasons(desk, claim)) == ("review", ["program.not_effective"])


def test_who_uploads_does_not_choose_what_an_ambiguous_date_means(desk: Desk) -> None:
    desk.sales(SALE.replace("2024-03-14", "2024-03-04"))
    document = desk.upload(BARE, name="1")
    again = upload(desk.context, desk.dealer(), "1.png", next(iter(desk.reader.canned)), locale="en-US")
    assert again.sha256 == document.sha256
    claim = under(desk, "rebate", again, invoice_date="2024-03-04", seller_name="Northwind Trading")

    desk.work()

    assert desk.see(claim).state == "review"
    assert "date.contradicted" in reasons(desk, claim)


def test_of_too_many_claims_of_one_day_and_amount_those_paid_the_dealers_own_and_the_latest_are_held_against_a_claim(
    desk: Desk,
) -> None:
    desk.sales(SALE.replace("D1", "D9"))
    paid = desk.claim(desk.upload(receipt(number="INV-10099"), name="0", by="D9"), by="D9")
    own, earlier, later = (
        desk.claim(desk.upload(name=name, by=by), by=by) for name, by in (("1", "D1"), ("2", "D2"), ("3", "D2"))
    )
    claim = desk.claim(desk.upload(name="4"))
    desk.work()
    with desk.context.database.read() as conn:
        row = claims.get(conn, desk.admin, claim.id)
        assert row is not None
        keys = [("facts", "2024-03-14|16.00")]

        def near(limit: int) -> set[str]:
            return {
                s.claim_id for s in facts.priors(conn, "acme", row.id, row.submission, keys, dealer="D1", limit=limit)
            }

        order = [paid.id, own.id, later.id, earlier.id]
        assert [near(limit) for limit in (1, 2, 3, 4)] == [set(order[:limit]) for limit in (1, 2, 3, 4)]


def test_of_too_many_pictures_that_share_a_part_the_likest_are_held_against_a_claim(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.sales(SALE.replace("D1", "D9"))
    paid = desk.claim(desk.upload(receipt(number="INV-10099"), name="0", by="D9"), by="D9")
    desk.work()
    assert desk.see(paid).state == "approved"
    near, nearer = (desk.claim(desk.upload(name=name, by="D2"), by="D2") for name in ("1", "2"))
    claim = desk.claim(desk.upload(name="3"))
    keys = [("picture", "0:0000"), ("picture", "1:0000")]
    with desk.context.database.transaction() as conn:
        for one, other in ((paid, "1:ffff"), (near, "1:000f"), (nearer, "1:0001")):
            document = one.current.documents[0]
            facts.replace(conn, "acme", one.id, [Fact(document, "picture", "0:0000"), Fact(document, "picture", other)])

        def likest(limit: int) -> set[str]:
            found = facts.priors(conn, "acme", claim.id, claim.submission, keys, dealer="D1", limit=limit)
            return {one.claim_id for one in found}

        order = [nearer.id, near.id, paid.id]
        assert [likest(limit) for limit in (1, 2, 3)] == [set(order[:limit]) for limit in (1, 2, 3)]
        monkeypatch.setattr(facts, "_MOST_ALIKE", 1)  # and all that may be of one picture, however many
        assert likest(200) == set(order[:2])
