"""A claimant learns that something is another's, never whose or what."""

from desk import SALE, Desk
from fakes import receipt

from claimcheck.model.decisions import Decision
from claimcheck.services.claiming import claims
from claimcheck.services.claiming.views import ClaimView


def told(desk: Desk, claim: ClaimView, by: str) -> Decision:
    seen = claims.claim(desk.context, desk.dealer(by), claim.id)
    assert seen.decision is not None
    return seen.decision.decision


def test_a_duplicate_of_anothers_claim_does_not_name_it(desk: Desk) -> None:
    desk.sales(SALE)
    desk.claim(desk.upload(by="D1"), by="D1", number="D1-SECRET")
    copied = desk.claim(desk.upload(by="D2"), by="D2", number="C-2")
    again = desk.claim(desk.upload(by="D1"), by="D1", number="C-3")
    desk.work()

    to_stranger, to_owner, to_us = (
        told(desk, copied, "D2"), told(desk, again, "D1"), desk.see(copied).decision
    )  # fmt: skip

    assert [reason.code for reason in to_stranger.reasons if reason.field == "document"] == ["document.duplicate"]
    assert "D1-SECRET" not in repr(to_stranger)
    assert (to_stranger.duplicate_of, to_owner.duplicate_of) == (None, "D1-SECRET")
    assert to_us is not None
    assert to_us.decision.duplicate_of == "D1-SECRET"


def test_anothers_claim_of_the_same_number_is_not_taken_for_ones_own(desk: Desk) -> None:
    desk.sales(SALE)
    desk.claim(desk.upload(by="D1"), by="D1", number="R-1")
    copied = desk.claim(desk.upload(by="D2"), by="D2", number="R-1")
    desk.work()

    (reason,) = (reason for reason in told(desk, copied, "D2").reasons if reason.field == "document")

    assert (reason.message, told(desk, copied, "D2").duplicate_of) == (
        "This document was already used for another claim.", None
    )  # fmt: skip


def test_anothers_sale_is_not_told(desk: Desk) -> None:
    desk.sales(SALE.replace("S1,D1", "S-SECRET,D1"))
    probe = desk.claim(desk.upload(receipt(), by="D2"), by="D2")
    desk.work()

    listed = claims.claims(desk.context, desk.dealer("D2"))

    assert told(desk, probe, "D2").verdict == "review"
    assert "S-SECRET" not in repr(told(desk, probe, "D2"))
    assert "S-SECRET" not in repr(listed)
