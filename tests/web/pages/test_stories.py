"""What people do on the pages, from the first click to the last, without any script."""

import re
from datetime import timedelta
from typing import Any

import pytest
from desk import PNG, SALE, Desk
from fakes import pages, receipt

from claimcheck.services.claiming import claims, drafts
from claimcheck.services.claiming.views import ClaimView

EVIL = "<script>alert(1)</script>"


def form_of(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(revision|(?:field|read)\.[a-z_]+)" value="([^"]*)"', page))


def token_of(page: str) -> str:
    (found,) = re.findall(r'name="draft" value="([^"]+)"', page)
    return str(found)


def test_a_dealer_adds_a_file_gets_values_filled_in_and_sends_once(sign_in: Any, desk: Desk) -> None:
    desk.sales(SALE)
    data = PNG + b"new"
    desk.reader.canned[data] = receipt()
    dealer = sign_in("dealer", "D1")
    assert "rebate" in dealer.get("/claims/new").text
    files = [("files", ("invoice.png", data, "image/png"))]
    typed = {"act": "upload", "field.claim_id": "C-1042", "field.total_amount": ""}
    assert dealer.post("/claims/new/rebate", typed, files=files).headers["location"] == "/claims/new/rebate"
    assert "Being read" in dealer.get("/claims/new/rebate").text
    desk.work()

    page = dealer.get("/claims/new/rebate").text

    assert form_of(page)["field.total_amount"] == "16.00"
    assert form_of(page)["field.claim_id"] == "C-1042"
    assert page.count("✓ Read from invoice.png, page 1") == 3
    sent = dealer.post("/claims/new/rebate", {**form_of(page), "act": "send"})
    desk.work()
    shown = dealer.get(sent.headers["location"]).text
    assert "Approved" in shown
    assert '<rect class="line"' in shown
    assert "C-1042" in dealer.get("/claims?state=approved").text
    assert "invoice.png" not in dealer.get("/claims/new/rebate").text  # the draft is gone


def test_what_is_filled_in_comes_from_one_paper(sign_in: Any, desk: Desk) -> None:
    whole, slip = receipt(), pages("KEDAI LAIN SDN BHD", "RECEIPT", "TOTAL RM 99.00")
    desk.reader.canned |= {PNG + b"slip": slip, PNG + b"whole": whole}
    dealer = sign_in("dealer", "D1")
    files = [("files", (f"{name}.png", PNG + name.encode(), "image/png")) for name in ("slip", "whole")]
    dealer.post("/claims/new/rebate", {"act": "upload"}, files=files)
    desk.work()

    page = dealer.get("/claims/new/rebate").text

    assert page.count("✓ Read from whole.png, page 1") == 3
    assert "These papers name different sellers: <bdi>KEDAI LAIN SDN BHD (slip.png)</bdi>; " in page
    assert "They may be of several sales; the values come from whole.png." in page
    assert form_of(page)["field.total_amount"] == "16.00"


def test_what_the_paper_of_a_sale_lacks_no_other_sales_paper_fills_in(sign_in: Any, desk: Desk) -> None:
    torn = pages("KEDAI LAIN SDN BHD", "RECEIPT", "DATE 17/03/2024", "THANK YOU")
    sold = pages("RECEIPT", "TOTAL RM 99.00")
    desk.reader.canned |= {PNG + b"torn": torn, PNG + b"sold": sold}
    dealer = sign_in("dealer", "D1")
    files = [("files", (f"{name}.png", PNG + name.encode(), "image/png")) for name in ("sold", "torn")]
    dealer.post("/claims/new/rebate", {"act": "upload"}, files=files)
    desk.work()

    shown = form_of(dealer.get("/claims/new/rebate").text)

    assert (shown["field.total_amount"], shown["field.invoice_date"]) == ("99.00", "")


def test_a_form_that_is_sent_twice_is_one_claim_and_the_next_one_another(sign_in: Any, desk: Desk) -> None:
    data = PNG + b"new"
    desk.reader.canned[data] = receipt()
    dealer = sign_in("dealer", "D1")
    dealer.post("/claims/new/rebate", {"act": "upload"}, files=[("files", ("invoice.png", data, "image/png"))])
    desk.work()
    shown = dealer.get("/claims/new/rebate").text
    filled = form_of(shown) | {"draft": token_of(shown), "act": "send"}

    first, again = (dealer.post("/claims/new/rebate", filled).headers["location"] for _ in range(2))

    assert first == again
    assert len(claims.claims(desk.context, desk.dealer("D1"))) == 1
    assert "Draft kept <time>" not in dealer.get("/claims/new/rebate").text
    another = [("files", ("another.png", PNG + b"another", "image/png"))]
    dealer.post("/claims/new/rebate", {**filled, "act": "save"}, files=another)  # back in the browser, and on
    following = dealer.post("/claims/new/rebate", {**filled, "draft": token_of(dealer.get("/claims/new/rebate").text)})
    assert following.headers["location"] not in (first, "/claims/new/rebate")


def test_what_is_typed_as_people_write_it_is_said_before_it_is_sent(sign_in: Any, desk: Desk) -> None:
    dealer = sign_in("dealer", "D1")
    file = [("files", ("mine.png", PNG + b"mine", "image/png"))]
    typed = {"field.seller_name": "Mine", "field.invoice_date": "03/04/2024", "field.total_amount": "RM 1,234.50"}

    unsaid = dealer.post("/claims/new/rebate", {**typed, "act": "send"}, files=file)

    assert unsaid.status_code == 422
    assert "Understood as 3 Apr 2024, as it is written where this program is" in unsaid.text
    assert "Understood as 1,234.50" in unsaid.text
    assert 'value="RM 1,234.50"' in unsaid.text
    told = {"understood.invoice_date": "2024-04-03", "draft": token_of(unsaid.text)}
    sent = dealer.post("/claims/new/rebate", {**typed, **told, "act": "send"})
    (made,) = claims.claims(desk.context, desk.dealer("D1"))
    assert sent.headers["location"] == f"/claims/{made.id}"
    assert (made.current.fields["invoice_date"], made.current.fields["total_amount"]) == ("2024-04-03", "1234.50")


def test_a_draft_belongs_to_its_person_and_a_repeated_number_is_told_at_the_form(sign_in: Any, desk: Desk) -> None:
    desk.claim(desk.upload(), number="C-1")
    dealer, colleague = sign_in("dealer", "D1"), sign_in("dealer", "D1")
    dealer.post("/claims/new/rebate", {"act": "save", "field.seller_name": "Mine"})
    assert "Mine" not in colleague.get("/claims/new/rebate").text
    file = [("files", ("mine.png", PNG + b"mine", "image/png"))]
    sent = {"act": "send", "field.claim_id": "C-1", "field.seller_name": "Mine"}
    again = dealer.post("/claims/new/rebate", sent, files=file)
    assert again.status_code == 409
    assert "another claim of that number" in again.text
    assert 'value="Mine"' in again.text
    bad = dealer.post("/claims/new/rebate", {"act": "send", "field.quantity": "many", "field.seller_name": "Mine"})
    assert (bad.status_code, 'value="Mine"' in bad.text) == (422, True)


def test_a_file_that_is_chosen_twice_is_in_the_draft_once(sign_in: Any, desk: Desk) -> None:
    dealer = sign_in("dealer", "D1")
    same, other = (("files", (name, PNG + data, "x/y")) for name, data in (("one.png", b"1"), ("two.png", b"2")))
    dealer.post("/claims/new/rebate", {"act": "upload"}, files=[same])
    dealer.post("/claims/new/rebate", {"act": "upload"}, files=[other, same, other])
    assert len(drafts.draft(desk.context, dealer.user.actor(), "rebate").documents) == 2


def test_what_is_typed_is_kept_and_two_windows_never_drop_each_others_files(sign_in: Any, desk: Desk) -> None:
    dealer = sign_in("dealer", "D1")
    for name in (b"one", b"two"):
        dealer.post("/claims/new/rebate", {"act": "upload"}, files=[("files", (f"{name!r}.png", PNG + name, "x/y"))])
    (first, second) = drafts.draft(desk.context, dealer.user.actor(), "rebate").documents

    typed = dealer.post("/claims/new/rebate", {"act": "typed", "field.seller_name": "Half a na"})
    dealer.post("/claims/new/rebate", {"act": f"remove:{first}", "field.seller_name": "Half a name"})

    kept = drafts.draft(desk.context, dealer.user.actor(), "rebate")
    assert (typed.status_code, typed.text) == (204, "")
    assert (kept.documents, kept.fields["seller_name"]) == ((second,), "Half a name")
    assert "Draft of" in dealer.get("/claims/new").text
    assert "Not sent yet" in dealer.get("/claims").text


def test_two_windows_of_a_draft_keep_what_was_typed_in_each(sign_in: Any, desk: Desk) -> None:
    dealer = sign_in("dealer", "D1")
    for name, value in (("seller_name", "Northwind"), ("claim_id", "C-9")):
        dealer.post("/claims/new/rebate", {"act": "typed", f"field.{name}": value})
    kept = drafts.draft(desk.context, dealer.user.actor(), "rebate")
    assert kept.fields == {"seller_name": "Northwind", "claim_id": "C-9"}


@pytest.mark.parametrize("act", ["upload", "save", "check"])
def test_a_window_never_empties_what_another_typed_meanwhile(act: str, sign_in: Any, desk: Desk) -> None:
    dealer = sign_in("dealer", "D1")
    dealer.post("/claims/new/rebate", {"act": "typed", "field.seller_name": "Northwind", "field.total_amount": "19.00"})
    drawn = {"was.seller_name": "", "field.seller_name": "", "was.total_amount": "", "field.total_amount": "16.00"}

    answer = dealer.post("/claims/new/rebate", {"act": act, **drawn})

    kept = drafts.draft(desk.context, dealer.user.actor(), "rebate")
    assert answer.status_code < 400
    assert kept.fields == {"seller_name": "Northwind", "total_amount": "16.00"}


def test_a_value_that_is_emptied_on_purpose_is_empty_in_every_window(sign_in: Any, desk: Desk) -> None:
    dealer = sign_in("dealer", "D1")
    dealer.post("/claims/new/rebate", {"act": "typed", "field.seller_name": "Northwind"})
    emptied = {"was.seller_name": "Northwind", "field.seller_name": ""}
    dealer.post("/claims/new/rebate", {"act": "save", **emptied})
    elsewhere = {"was.seller_name": "Northwind", "field.seller_name": "Northwind"}
    dealer.post("/claims/new/rebate", {"act": "upload", **elsewhere})
    assert drafts.draft(desk.context, dealer.user.actor(), "rebate").fields == {}
    assert 'name="was.seller_name" value=""' in dealer.get("/claims/new/rebate").text


def test_what_stands_in_a_form_whose_draft_is_gone_is_kept_with_the_next(sign_in: Any, desk: Desk) -> None:
    dealer = sign_in("dealer", "D1")
    form = {"was.seller_name": "Northwind", "field.seller_name": "Northwind"}
    dealer.post("/claims/new/rebate", {"act": "save", **form})
    assert drafts.draft(desk.context, dealer.user.actor(), "rebate").fields == {"seller_name": "Northwind"}


def test_a_claim_without_any_document_is_not_sent_where_one_is_asked_for(sign_in: Any, desk: Desk) -> None:
    dealer = sign_in("dealer", "D1")
    sent = dealer.post("/claims/new/rebate", {"act": "send", "field.seller_name": "Mine"})
    assert sent.status_code == 422
    assert "no document is there yet" in sent.text
    assert claims.claims(desk.context, desk.dealer("D1")) == []


def test_a_file_that_cannot_be_taken_is_told_and_the_others_are_kept(sign_in: Any, desk: Desk) -> None:
    good = PNG + b"good"
    desk.reader.canned[good] = receipt()
    files = [
        ("files", ("a.png", good, "image/png")),
        ("files", ("b.exe", b"MZ\x00\x01", "x/y")),
        ("files", ("c", b"", "")),
    ]
    answer = sign_in("dealer", "D1").post("/claims/new/rebate", {"act": "upload"}, files=files)
    assert answer.status_code == 422
    assert "a.png" in answer.text
    assert "b.exe" in answer.text
    assert "kind of file is not read" in answer.text


@pytest.fixture
def returned(desk: Desk) -> ClaimView:
    desk.sales(SALE)
    claim = desk.claim(number="C-2")
    desk.work()
    assert desk.see(claim).state == "returned"
    return claim


def test_a_returned_claim_says_what_to_fix_and_passes_with_the_missing_file(
    sign_in: Any, desk: Desk, returned: ClaimView
) -> None:
    dealer = sign_in("dealer", "D1", language="zh-Hans")
    page = dealer.get(f"/claims/{returned.id}").text
    assert "请添加照片或PDF。" in page
    assert '<html lang="zh-Hans">' in page
    data = PNG + b"late"
    desk.reader.canned[data] = receipt()
    files = [("files", ("late.png", data, "image/png"))]
    unsaid = dealer.post(f"/claims/{returned.id}/revise", {**form_of(page), "field.invoice_date": "03/04/2024"})
    assert (unsaid.status_code, "按此活动所在地的写法" in unsaid.text) == (422, True)
    assert dealer.post(f"/claims/{returned.id}/revise", form_of(page), files=files).status_code == 303
    desk.work()
    assert desk.see(returned).state == "approved"
    late = dealer.post(f"/claims/{returned.id}/revise", form_of(page), files=files)
    assert late.status_code == 409


def test_a_claim_that_was_sent_again_says_so_once_in_its_history(sign_in: Any, desk: Desk, returned: ClaimView) -> None:
    dealer = sign_in("dealer", "D1")
    listed = dealer.get("/claims").text
    dealer.post(f"/claims/{returned.id}/revise", form_of(dealer.get(f"/claims/{returned.id}").text))
    told = dealer.get(f"/claims/{returned.id}").text
    assert "Fix one thing, then send again" in listed
    assert (told.count("Sent again"), told.count("To be checked again")) == (1, 0)


def test_a_value_that_stands_on_another_paper_than_the_one_shown_leads_there(sign_in: Any, desk: Desk) -> None:
    desk.sales(SALE)
    licence = desk.upload(
        pages("营业执照\n统一社会信用代码 91350211M000100Y43\n名称 星河测绘科技有限公司"), name="licence"
    )
    claim = desk.claim(desk.upload(), licence)
    desk.work()
    page = sign_in("dealer", "D1").get(f"/claims/{claim.id}").text
    (value,) = re.findall(r"<dd><bdi>星河测绘科技有限公司</bdi> (.*?)</dd>", page)
    assert f"doc={licence.id}&amp;page=1" in value
    assert "Page 1 of licence.png</a>" in value


def test_a_claim_is_withdrawn_by_its_dealer(sign_in: Any, desk: Desk, returned: ClaimView) -> None:
    dealer = sign_in("dealer", "D1")
    assert sign_in("reviewer").post(f"/claims/{returned.id}/withdraw").status_code == 403
    dealer.post(f"/claims/{returned.id}/withdraw")
    assert desk.see(returned).state == "withdrawn"
    assert "Withdrawn" in dealer.get("/claims").text


def test_text_of_documents_and_claims_is_inert_on_every_page(sign_in: Any, desk: Desk) -> None:
    found = pages(EVIL, "RECEIPT", "Invoice No: INV-1", "Date: 14/03/2024", "TOTAL RM 18.00")
    claim = desk.claim(desk.upload(found, name="x"), number=EVIL, seller_name=EVIL)
    desk.work()
    reviewer, dealer = sign_in("reviewer"), sign_in("dealer", "D1")
    took = reviewer.post("/queue/next").headers["location"]
    for answer in (
        reviewer.get(took), reviewer.get("/queue"), dealer.get("/claims"), dealer.get(f"/claims/{claim.id}"),
        dealer.get("/claims", params={"number": EVIL}),
    ):  # fmt: skip
        assert answer.status_code == 200
        assert EVIL not in answer.text
        assert "&lt;script&gt;" in answer.text


@pytest.fixture
def three(desk: Desk) -> list[ClaimView]:
    """Three claims that a person must look at."""
    claims = [
        desk.claim(desk.upload(receipt(number=f"INV-{n}", total=f"{n}7.00"), name=str(n)), number=f"R-{n}")
        for n in (1, 2, 3)
    ]
    desk.work()
    return claims


def test_next_never_gives_one_task_to_two_and_says_when_none_is_left(sign_in: Any, three: list[ClaimView]) -> None:
    people = [sign_in("reviewer"), sign_in("reviewer"), sign_in("admin"), sign_in("reviewer")]
    took = [one.post("/queue/next").headers["location"] for one in people]
    assert len(set(took[:3])) == 3
    assert took[3] == "/queue?left=none"
    assert "All 3 are with others." in people[3].get(took[3]).text
    assert people[3].post(f"{took[0]}/take").status_code == 409
    assert 'name="verdict"' not in people[3].get(took[0]).text


def test_a_reviewer_decides_and_gets_the_next_within_the_filter(
    sign_in: Any, desk: Desk, three: list[ClaimView]
) -> None:
    reviewer = sign_in("reviewer")
    page = reviewer.get(reviewer.post("/queue/next", {"back": "program=rebate"}).headers["location"])
    task = page.url.path
    fence = re.search(r'name="fence" value="(\d+)"', page.text)
    assert fence
    held = {"fence": fence[1], "back": "program=rebate"}
    refused = reviewer.post(f"{task}/decide", {**held, "verdict": "approve", "ground": " "})
    assert refused.status_code == 422
    assert "needs a ground" in refused.text
    assert reviewer.post(f"{task}/decide", {**held, "ground": "so far"}).text.count("so far") == 1

    answer = reviewer.post(
        f"{task}/decide", {**held, "verdict": "return", "codes": ["amount.contradicted"], "ground": "It shows 17.00."}
    )

    assert answer.headers["location"].startswith("/tasks/")
    assert "program=rebate" in answer.headers["location"]
    assert desk.see(three[0]).state == "returned"
    late = reviewer.post(f"{task}/decide", {**held, "verdict": "approve", "ground": "x"})
    assert late.status_code == 409
    assert "answered already" in late.text


def test_a_skipped_task_goes_back_and_another_comes(sign_in: Any, desk: Desk, three: list[ClaimView]) -> None:
    reviewer = sign_in("reviewer")
    first = reviewer.post("/queue/next").headers["location"]
    second = reviewer.post(f"{first}/skip", {"fence": "1"}).headers["location"]
    assert second != first
    assert sign_in("reviewer").post("/queue/next").headers["location"] == first
    desk.clock.now += timedelta(minutes=14)
    assert reviewer.post(f"{second}/renew", {"fence": "1"}).status_code == 204
    desk.clock.now += timedelta(minutes=14)
    assert 'name="verdict"' in reviewer.get(second).text


def test_nobody_sees_tasks_on_claims_of_their_own(sign_in: Any, three: list[ClaimView]) -> None:
    own = sign_in("reviewer", "D1")
    assert own.post("/queue/next").headers["location"] == "/queue?left=none"
    assert "All clear" in own.get("/queue").text


def test_what_is_missing_is_listed_before_a_claim_is_sent(sign_in: Any, desk: Desk) -> None:
    page = sign_in("dealer", "D1").get("/claims/new/rebate").text
    assert "Add: invoice or receipt" in page
    assert "Enter: Total with tax" in page


def test_more_than_is_taken_at_once_is_refused_on_a_page_that_leads_on(sign_in: Any, desk: Desk) -> None:
    dealer = sign_in("dealer", "D1")
    most = desk.context.settings.max_request_bytes
    refused = dealer.post("/claims/new/rebate", content=b"x", headers={"Content-Length": str(most + 1)})
    assert (refused.status_code, refused.headers["content-type"][:9]) == (413, "text/html")
    assert "larger than is taken" in refused.text
