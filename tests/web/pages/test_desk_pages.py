"""The desk's pages: filters, questions with their answers, corrections, bulk acts, four eyes, appeals."""

import html
import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from desk import PNG, PROGRAM, SALE, Desk
from fakes import pages, receipt
from sqlalchemy import select
from taking import fence, take

from claimcheck.model.claims import ClaimLine
from claimcheck.model.documents import Problem
from claimcheck.services.claiming.views import ClaimView
from claimcheck.services.people import organisations
from claimcheck.services.people.organisations import Particulars
from claimcheck.services.programs.programs import publish
from claimcheck.store.tables import desk_drafts
from claimcheck.web.pages.desk_rows import differing


def test_the_question_on_top_is_answered_in_one_act_and_the_claim_passes(
    sign_in: Any, desk: Desk, misread: ClaimView
) -> None:
    reviewer = sign_in("reviewer")
    task, page = take(reviewer)
    assert "The page says 16.00, as claimed" in page

    said = reviewer.post(f"{task}/answer", {"fence": fence(page), "answer": "claim"})

    page = reviewer.get(said.headers["location"]).text
    assert "everything passes now" in page
    assert "Read by a person" in page
    reviewer.post(f"{task}/decide", {"fence": fence(page), "verdict": "approve"})
    assert desk.see(misread).state == "approved"


def test_what_came_up_since_the_question_was_put_is_shown_instead_of_paid(sign_in: Any, desk: Desk) -> None:
    without_sales = PROGRAM.replace('"1"', '"2"').partition("match:")[0]
    publish(desk.context, desk.admin, without_sales, filename="rebate.yaml")
    doubtful = desk.claim(desk.upload(receipt(), name="1"), number="R-1", seller_name="Another Ltd")
    desk.work()
    reviewer = sign_in("reviewer")
    task, page = take(reviewer)
    paid = desk.claim(desk.upload(name="2"), number="R-2", seller_name="Another Ltd")
    desk.work()
    other = sign_in("reviewer")
    at, theirs = take(other)
    other.post(f"{at}/decide", {"fence": fence(theirs), "verdict": "approve", "ground": "Its old name."})
    assert desk.see(paid).state == "approved"

    back = reviewer.post(f"{task}/decide", {"fence": fence(page), "verdict": "approve", "ground": "Its old name."})

    assert desk.see(doubtful).state == "review"
    assert "R-2" in reviewer.get(back.headers["location"]).text


def test_a_correction_that_cannot_be_is_told_at_the_form_and_nothing_is_kept(
    sign_in: Any, desk: Desk, misread: ClaimView
) -> None:
    reviewer = sign_in("reviewer")
    task, page = take(reviewer)
    document = misread.current.documents[0]
    sent = {"fence": fence(page), "document": document, "field": "total_amount", "value": "many", "why": "misread"}
    refused = reviewer.post(f"{task}/correct", sent)
    assert (refused.status_code, "an amount such as 3,000.00" in refused.text) == (422, True)
    assert "in two ways" in reviewer.post(f"{task}/correct", {**sent, "value": "1.600"}).text
    assert reviewer.post(f"{task}/correct", {**sent, "value": "RM 16.00", "box": "0.1,0.2,0.3,0.4"}).status_code == 303
    assert reviewer.post(f"{task}/correct", {**sent, "value": "17.00"}).status_code == 409  # the page is an old one


def test_a_refused_answer_is_drawn_beside_the_page_of_its_form(sign_in: Any, desk: Desk, misread: ClaimView) -> None:
    reviewer = sign_in("reviewer")
    task, _ = take(reviewer)
    page = reviewer.get(task, params={"zoom": "200", "turn": "90", "find": "TOTAL"}).text
    for act in ("answer", "correct", "escalate", "decide"):
        at = re.search(rf'action="({task}/{act}[^"]*)"', page)
        assert at, act
        refused = reviewer.post(html.unescape(at[1]), {"fence": fence(page)})
        assert (refused.status_code, "zoom-200" in refused.text, "rotate(90)" in refused.text) == (422, True, True), act


def test_words_of_a_page_are_found_and_can_be_pointed_at(sign_in: Any, misread: ClaimView) -> None:
    reviewer = sign_in("reviewer")
    task, _ = take(reviewer)
    found = reviewer.get(task, params={"find": "ＪＡＬＡＮ b"}).text
    assert "Found: 1" in found
    assert found.count('class="box found"') == 1
    words = reviewer.get(f"{task}/words/{misread.current.documents[0]}/1").json()
    assert ["NORTHWIND", *[pytest.approx(edge, abs=1) for edge in (0, 0, 0, 0)]] == words[0]
    assert reviewer.get(f"{task}/words/018f9d5e-7c1a-7d4e-9a77-1f8f3a1c2b3d/1").status_code == 404


def test_an_answer_is_taken_back_from_the_next_page(sign_in: Any, desk: Desk, misread: ClaimView) -> None:
    reviewer = sign_in("reviewer")
    other = desk.claim(desk.upload(receipt(number="X", total="77.00"), name="2"), number="R-2")
    desk.work()
    task, page = take(reviewer)
    sent = {"fence": fence(page), "verdict": "reject", "codes": ["amount.contradicted"]}
    onward = reviewer.post(f"{task}/decide", sent).headers["location"]
    assert f'action="{task}/undo"' in reviewer.get(onward).text
    assert 'name="verdict"' in reviewer.get(reviewer.post(f"{task}/undo").headers["location"]).text
    assert (desk.see(misread).state, desk.see(other).state) == ("review", "review")
    desk.clock.now += timedelta(minutes=5)
    assert reviewer.post(f"{task}/undo").status_code == 409


def test_filters_stand_in_the_address_are_saved_and_obeyed_by_next(
    sign_in: Any, desk: Desk, misread: ClaimView
) -> None:
    desk.clock.now += timedelta(days=4)
    desk.claim(number="R-2")
    desk.work()
    reviewer = sign_in("reviewer")
    page = reviewer.get("/queue", params={"days": "3"}).text
    assert ("R-1" in page, "R-2" in page) == (True, False)
    saved = reviewer.post("/queue/views", {"back": "days=3", "name": "Lying long"}).headers["location"]
    assert saved == "/queue?days=3"
    assert "Lying long" in reviewer.get("/queue").text
    assert "Lying long" not in sign_in("reviewer").get("/queue").text
    assert reviewer.post("/queue/next", {"back": "code=nothing"}).headers["location"] == "/queue?code=nothing&left=none"
    assert reviewer.post("/queue/next", {"back": "value=90000"}).headers["location"].endswith("left=none")
    narrowed = reviewer.get("/queue?value=90000&left=none").text
    assert ("No task matches." in narrowed, "All clear" in narrowed) == (True, False)  # others wait beside the filter
    _, page = take(reviewer, back="days=3")
    assert "R-1" in page


def test_the_desk_says_what_an_approval_pays_line_by_line(sign_in: Any, desk: Desk) -> None:
    lines = [ClaimLine(n, {"vin": f"LSVAA00000000000{n}"}, claimed_amount=Decimal(n)) for n in (1, 2)]
    made = desk.claim(desk.upload(), number="R-1", lines=lines)
    desk.work()
    _, page = take(sign_in("reviewer"))
    assert re.search(r"An approval pays: <strong[^>]*>3\.00 MYR<", page)
    assert "LSVAA000000000001" in page
    assert "LSVAA000000000002" in sign_in("dealer", "D1").get(f"/claims/{made.id}").text


def test_a_task_that_somebody_has_says_who_since_when(sign_in: Any, misread: ClaimView) -> None:
    holder, other = sign_in("reviewer"), sign_in("reviewer")
    task, _ = take(holder)
    page = other.get(task).text
    assert f"{holder.user.name} has had this task since <time" in page
    assert "09:00 UTC</time>" in page
    assert f"{holder.user.name}, 0 min" in other.get("/queue").text


def test_a_bulk_act_does_what_its_preview_lists_and_skips_what_changed(
    sign_in: Any, desk: Desk, misread: ClaimView
) -> None:
    for number in (2, 3):
        desk.claim(desk.upload(receipt(number=str(number), total="61.00"), name=str(number)), number=f"R-{number}")
    desk.work()
    one, other = sign_in("reviewer"), sign_in("reviewer")
    held, page = take(other)
    ids = re.findall(r'name="task" value="([^"]+)"', one.get("/queue").text)
    assert one.post("/queue/acts", {"act": "return"}).status_code == 422
    at = one.post("/queue/acts", {"act": "return", "task": ids}).headers["location"]
    preview = one.get(at).text
    assert "Claims in this act: 2; left out: 1" in preview
    assert "somebody works on it" in preview
    assert other.get(at).status_code == 404
    claims = [row.split("<")[0] for row in preview.split("<bdi>")[1:] if row.startswith("R-")]
    assert len(claims) >= 2
    reviewer_takes = next(task for task in ids if task not in held)
    third = sign_in("reviewer")
    third.post(f"/tasks/{reviewer_takes}/take")

    assert one.post(at).headers["location"] == at

    done = one.get(at).text
    assert "1 done, 1 skipped" in done
    assert one.post(at).status_code == 409
    assert fence(page)


def test_the_second_of_two_people_finds_nothing_of_the_first_verdict_in_any_page(
    sign_in: Any, desk: Desk, misread: ClaimView
) -> None:
    text = PROGRAM.replace('version: "1"', 'version: "2"') + "second_decider: {sample: 1}\n"
    publish(desk.context, desk.admin, text, filename="rebate.yaml")
    first, second, chief = sign_in("reviewer"), sign_in("reviewer"), sign_in("admin")
    task, page = take(first)
    sent = {"verdict": "reject", "codes": ["sale.differs"], "ground": "SECRET-GROUND", "message": "SECRET-LETTER"}
    behind = first.post(f"{task}/decide", {**sent, "fence": fence(page)}).headers["location"]
    assert "Your last answer is written." in first.get(behind).text  # nothing is left, and it can be taken back

    task, page = take(second)
    everything = page + second.get("/queue").text + second.get(f"/claims/{misread.id}").text
    assert "SECRET" not in everything
    assert "Second person" in page
    behind = second.post(f"{task}/decide", {"fence": fence(page), "verdict": "approve", "ground": "It is right."})
    assert "Your last answer is written." not in second.get(behind.headers["location"]).text  # it would tell the first
    assert desk.see(misread).state == "review"
    assert "Two people disagree" not in sign_in("dealer", "D1").get(f"/claims/{misread.id}").text
    _, page = take(chief)
    assert "What two people answered" in page
    assert "SECRET-GROUND" in page


def test_a_dealer_appeals_with_a_file_and_another_person_decides(sign_in: Any, desk: Desk, misread: ClaimView) -> None:
    dealer, first, other = sign_in("dealer", "D1"), sign_in("reviewer"), sign_in("reviewer")
    task, page = take(first)
    first.post(f"{task}/decide", {"fence": fence(page), "verdict": "reject", "codes": ["amount.contradicted"]})
    assert "Appeal, until 31 May 2024" in dealer.get(f"/claims/{misread.id}").text
    at = f"/claims/{misread.id}/appeal"
    assert "what is decided on an appeal is final" in dealer.get(at).text
    assert dealer.post(at, {"text": " "}).status_code == 422
    data = PNG + b"added"
    desk.reader.canned[data] = receipt()
    sent = dealer.post(at, {"text": "Look at the stub."}, files=[("files", ("stub.png", data, "image/png"))])
    assert sent.headers["location"] == f"/claims/{misread.id}"
    assert dealer.get(at).headers["location"] == f"/claims/{misread.id}"  # where the appeal that is open stands
    desk.work()
    assert "Another person looks at the decision again" in dealer.get(f"/claims/{misread.id}").text

    assert first.post("/queue/next").headers["location"] == "/queue?left=none"
    (appeal,) = re.findall(r'href="(/appeals/[0-9a-f-]+)"', first.get("/appeals").text)
    assert "Take this appeal" not in first.get(appeal).text
    assert "Take this appeal" in other.get(appeal).text
    task, page = take(other)
    assert "Look at the stub." in page
    again = other.post(f"{task}/judge", {"fence": fence(page)}).headers["location"]
    other.post(
        f"{task}/decide", {"fence": fence(other.get(again).text), "verdict": "approve", "ground": "It shows 16."}
    )
    assert desk.see(misread).state == "approved"
    listed = other.get("/appeals").text
    assert "Overturned" in listed
    shown = other.get(appeal).text
    assert first.user.name in shown
    assert "<bdi>stub.png</bdi> 1</a>" in shown  # what was added is seen beside the old decision's page
    assert dealer.get("/appeals").status_code == 403
    assert "A person looked at this claim and approved it." in dealer.get(f"/claims/{misread.id}").text


def test_a_word_is_asked_of_a_department_and_answered_on_the_claim(sign_in: Any, misread: ClaimView) -> None:
    reviewer, manager, dealer = sign_in("reviewer"), sign_in("manager"), sign_in("dealer", "D1")
    reviewer.post(f"/claims/{misread.id}/ask", {"asked_of": "Sales control", "question": "Was it SOLD?"})
    assert "Sales control" in manager.get("/appeals").text
    assert "You are asked a question" not in manager.get("/inbox").text
    reviewer.post(f"/claims/{misread.id}/ask", {"asked_of": manager.user.name.upper(), "question": "And to whom?"})
    assert "You are asked a question" in manager.get("/inbox").text
    page = manager.get(f"/claims/{misread.id}").text
    inquiry = re.search(r'action="(/inquiries/[^"]+)"', page)
    assert inquiry
    assert manager.post(inquiry[1], {"answer": "Yes, in March."}).status_code == 303
    assert "Yes, in March." in reviewer.get(f"/claims/{misread.id}").text
    assert "SOLD" not in dealer.get(f"/claims/{misread.id}").text


def test_a_decided_claim_is_opened_again_from_its_page(sign_in: Any, desk: Desk) -> None:
    desk.sales(SALE)
    claim = desk.claim(desk.upload())
    desk.work()
    reviewer = sign_in("reviewer")
    assert reviewer.post(f"/claims/{claim.id}/reopen", {"ground": " "}).status_code == 422
    at = reviewer.post(f"/claims/{claim.id}/reopen", {"ground": "The invoice was cancelled."}).headers["location"]
    assert "The invoice was cancelled." in reviewer.get(at).text
    assert desk.see(claim).state == "review"


def test_only_what_differs_is_marked() -> None:
    assert differing("19.00", "16.00") == (("1", False), ("9", True), (".00", False))
    assert differing("NORTH", "north") == (("NORTH", False),)
    assert differing("", "16.00") == ()
    assert differing("Tidewater Stationers", "Harrow Pike Tools") == (("Tidewater Stationers", True),)


def test_what_was_begun_at_the_desk_is_there_on_another_machine(desk: Desk, misread: ClaimView, sign_in: Any) -> None:
    here = sign_in("reviewer")
    task, page = take(here)
    begun = {"fence": fence(page), "verdict": "return", "codes": ["date.contradicted"], "message": "Half a sen",
             "correct.total_amount": "16.50", "why.total_amount": "misread"}  # fmt: skip
    assert here.post(f"{task}/draft", begun).status_code == 204

    again = here.get(task).text

    assert "Half a sen" in again
    assert re.search(r'value="return"[^>]* checked', again)
    assert "16.50" in again
    here.post(f"{task}/decide", {"fence": fence(page), "verdict": "return", "codes": ["date.contradicted"]})
    with desk.context.database.read() as conn:
        assert conn.execute(select(desk_drafts.c.id)).first() is None


def test_two_windows_of_one_person_keep_what_was_typed_in_each(misread: ClaimView, sign_in: Any) -> None:
    here = sign_in("reviewer")
    task, page = take(here)
    one = {"fence": fence(page), "message": "Of the first window", "left": ["verdict", "codes", "ground"]}
    other = {"fence": fence(page), "ground": "Of the second", "left": ["verdict", "codes", "message", "corrections"]}
    for sent in (one, other):
        assert here.post(f"{task}/draft", sent).status_code == 204
    again = here.get(task).text
    assert "Of the first window" in again
    assert "Of the second" in again


def test_a_draft_is_kept_for_nobody_who_does_not_hold_the_task(desk: Desk, misread: ClaimView, sign_in: Any) -> None:
    here = sign_in("reviewer")
    task, _page = take(here)
    assert here.post(f"{task}/draft", {"fence": "0", "message": "Mine"}).status_code == 409
    assert "Mine" not in here.get(task).text


def test_programs_and_dealers_are_called_by_their_names(sign_in: Any, desk: Desk, misread: ClaimView) -> None:
    titled = PROGRAM.replace('"1"', '"2"') + "title: {en: Counter sales, zh-Hans: 门店销售}\n"
    publish(desk.context, desk.admin, titled, filename="p.yaml")
    organisations.create(
        desk.context, desk.admin, outside_id="D1", kind="dealer", said=Particulars("Kestrel Motors Ltd")
    )
    for path in ("/queue", "/claims", f"/claims/{misread.id}"):
        shown = sign_in("reviewer", language="zh-Hans").get(path).text
        assert "门店销售" in shown, path
        assert "Kestrel Motors Ltd" in shown, path
        assert ">D1</bdi>" in shown, path


def test_a_claim_in_review_leads_whoever_may_work_on_it_to_its_task_and_back(sign_in: Any, misread: ClaimView) -> None:
    reviewer = sign_in("reviewer")
    found = re.search(r'href="(/tasks/[0-9a-f-]+)"', reviewer.get(f"/claims/{misread.id}").text)
    assert found
    assert f'href="/claims/{misread.id}"' in reviewer.get(found[1]).text
    assert "/tasks/" not in sign_in("dealer", "D1").get(f"/claims/{misread.id}").text


def test_a_file_that_nobody_can_open_here_is_told_and_can_be_saved_as_it_came(sign_in: Any, desk: Desk) -> None:
    damaged = desk.upload(pages(problems=[Problem("file.truncated", "The file is cut off; send it again.")]))
    desk.claim(damaged, number="R-1")
    desk.work()
    reviewer = sign_in("reviewer")

    _, page = take(reviewer)

    assert "No page of these files can be shown" in page
    assert f'href="/originals/{damaged.id}"' in page
    saved = reviewer.get(f"/originals/{damaged.id}")
    assert saved.content == PNG + b"1"
    assert saved.headers["content-disposition"].startswith("attachment;")
    assert "sandbox" in saved.headers["content-security-policy"]
