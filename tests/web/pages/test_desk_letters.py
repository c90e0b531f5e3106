"""What is written to a dealer from the desk: in whose language, and what it does not say."""

import re
from typing import Any

from desk import SALE, Desk
from taking import fence, take

from claimcheck.services.claiming.views import ClaimView
from claimcheck.services.reviewing import composing


def test_the_letter_to_a_dealer_names_no_claim_of_another_dealer(sign_in: Any, desk: Desk) -> None:
    desk.sales(SALE)
    desk.claim(desk.upload(by="D1"), by="D1", number="D1-SECRET")
    copied = desk.claim(desk.upload(by="D2"), by="D2", number="C-1")
    desk.work()
    reviewer = sign_in("reviewer")
    task, page = take(reviewer)

    sent = {"verdict": "reject", "codes": ["document.duplicate", "claim.malformed"], "ground": "I know this dealer."}
    reviewer.post(f"{task}/decide", {"fence": fence(page), **sent})

    shown = sign_in("dealer", "D2").get(f"/claims/{copied.id}").text
    (letter,) = composing.messages(desk.context, desk.admin, copied.id)
    assert "D1-SECRET" not in shown + letter.text
    assert "I know this dealer" not in shown


def test_a_return_is_told_in_the_dealers_language_once_beside_its_reasons(
    sign_in: Any, desk: Desk, misread: ClaimView
) -> None:
    dealer, reviewer = sign_in("dealer", "D1", language="zh-Hans"), sign_in("reviewer")
    task, page = take(reviewer)
    reviewer.post(
        f"{task}/decide", {"fence": fence(page), "verdict": "return", "codes": ["amount.contradicted"], "ground": "-"}
    )
    written = reviewer.get(f"/claims/{misread.id}").text
    assert "申报R-1需补正：\n1. 申报的价税合计为" in written
    shown = dealer.get(f"/claims/{misread.id}").text
    assert shown.count("申报的价税合计为") == 1


def test_what_only_a_person_returns_says_what_mends_it_too(sign_in: Any, desk: Desk) -> None:
    claim = desk.claim(desk.upload())  # whose sale the register does not have
    desk.work()
    reviewer = sign_in("reviewer")
    task, page = take(reviewer)
    reviewer.post(f"{task}/decide", {"fence": fence(page), "verdict": "return", "codes": ["sale.missing"]})
    fix = "have the sale reported, then send again."
    assert fix in sign_in("dealer", "D1").get(f"/claims/{claim.id}").text
    assert fix in reviewer.get(f"/claims/{claim.id}").text.partition("What was written to the dealer")[2]


def test_what_a_reviewer_added_to_a_letter_stands_on_the_claim(sign_in: Any, misread: ClaimView) -> None:
    dealer, reviewer = sign_in("dealer", "D1"), sign_in("reviewer")
    task, page = take(reviewer)
    said = {"verdict": "return", "codes": ["amount.contradicted"], "message": "Call Ms Wu before you send it again."}
    reviewer.post(f"{task}/decide", {"fence": fence(page), **said})
    assert "Call Ms Wu before you send it again." in dealer.get(f"/claims/{misread.id}").text


def test_a_rejection_says_what_is_wrong_and_nothing_of_mending(sign_in: Any, misread: ClaimView) -> None:
    page = take(sign_in("reviewer"))[1]
    said, wrong = (re.search(rf'data-{which}="([^"]*)', page) for which in ("said", "wrong"))
    assert said
    assert wrong
    assert said[1].startswith(f"{wrong[1]} ")


def test_a_reviewer_reads_in_an_own_language_what_the_message_to_the_dealer_says(
    sign_in: Any, misread: ClaimView
) -> None:
    sign_in("dealer", "D1", language="zh-Hans")
    page = take(sign_in("reviewer"))[1]
    assert 'data-said="申报的价税合计为16.00，文件上为61.00。' in page
    assert 'data-own="The claim says total with tax 16.00; the document shows 61.00.' in page
