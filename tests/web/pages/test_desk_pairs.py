"""Two papers that may be one: compared side by side, answered once, asked about no longer."""

import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from desk import SALE, Desk
from taking import fence, take

from claimcheck.services.reviewing import desk as desks
from claimcheck.services.reviewing.desk import Pair
from claimcheck.web.pages.desk_questions import answers_of, told_of


@pytest.fixture
def reviewer(sign_in: Any, desk: Desk) -> Any:
    """One who is asked whether the papers of R-a and R-b are the same."""
    desk.sales(SALE, SALE.replace("S1", "S2"))
    for name in ("a", "b"):
        desk.claim(desk.upload(name=name), number=f"R-{name}")
    desk.work()
    return sign_in("reviewer")


def test_two_papers_are_compared_side_by_side_and_the_answer_is_kept(reviewer: Any) -> None:
    task, page = take(reviewer)
    pair = re.search(r'href="(/pairs/[^"?]+)', page)
    assert pair
    assert pair.start() < page.index("</section>")  # beside the question, above everything else
    shown = reviewer.get(pair[1]).text
    assert shown.count("<image") == 2
    assert reviewer.post(pair[1], {"fence": fence(shown)}).status_code == 422
    onward = reviewer.post(pair[1], {"fence": fence(shown), "answer": "different"}).headers["location"]
    assert "everything passes now" in reviewer.get(onward).text
    assert "Different papers" in reviewer.get(task).text


def beside(reviewer: Any) -> str:
    """The address of the one pair of the task that was taken."""
    found = re.search(r'href="(/pairs/[^"?]+)', take(reviewer)[1])
    assert found
    return found[1]


def test_an_answer_that_was_forgotten_costs_neither_the_note_nor_what_is_looked_at(reviewer: Any) -> None:
    at = beside(reviewer)
    shown = reviewer.get(f"{at}?zoom=200&swap=1&order=age").text
    action = re.search(r'id="pair" action="([^"]+)"', shown)
    assert action
    held = {"fence": fence(shown), "note": "Two cars", "back": "order=age"}
    refused = reviewer.post(unescape(action[1]), held)
    assert (refused.status_code, "Choose an answer." in refused.text) == (422, True)
    assert 'value="Two cars"' in refused.text
    assert 'name="back" value="order=age"' in refused.text
    assert 'class="zoom-200"' in refused.text
    assert refused.text.index('id="right"') < refused.text.index('id="left"')


def test_what_an_address_says_is_no_fault_of_the_page(reviewer: Any) -> None:
    shown = reviewer.get(f"{beside(reviewer)}?fault=xyz")
    assert (shown.status_code, "xyz" in shown.text, 'role="alert"' in shown.text) == (200, False, False)


def test_each_paper_keeps_its_own_zoom_while_they_go_apart(reviewer: Any) -> None:
    at = beside(reviewer)
    zooms = [
        re.findall(r'class="zoom-(\d+)"', reviewer.get(f"{at}?zoom=150&other=300{apart}").text)
        for apart in ("", "&apart=1")
    ]
    assert zooms == [["150", "150"], ["150", "300"]]


def test_what_agrees_steps_back_behind_what_differs(reviewer: Any, desk: Desk) -> None:
    shown = reviewer.get(beside(reviewer)).text
    facts = shown[shown.index('id="facts"') :]
    assert re.search(r"<details open><summary>Agreeing: \d+", facts)


def test_papers_that_a_person_found_to_be_one_leave_only_the_verdict_open(reviewer: Any, desk: Desk) -> None:
    task, page = take(reviewer)
    reviewer.post(f"{task}/answer", {"fence": fence(page), "answer": "pair-same"})
    desk.work()
    again = reviewer.get(task).text
    assert "The same paper as in R-a, as " in again
    assert 'name="answer"' not in again
    assert "/pairs/" in again


def test_of_several_pairs_the_first_that_nobody_answered_is_asked_about(reviewer: Any, desk: Desk) -> None:
    task, _ = take(reviewer)
    seen = desks.desk(desk.context, reviewer.user.actor(), task.rpartition("/")[2])
    wanted = {  # what was said of the pairs with A and B: the claim that the answer tells of, and the one asked about
        ("", ""): (None, "A"),
        ("different", ""): (None, "B"),
        ("different", "same"): ("B", None),
        ("same_sale", ""): ("A", "B"),
        ("same", "different"): ("A", None),
        ("unsure", "different"): (None, "A"),
    }
    found = {}
    for said in wanted:
        pairs = tuple(Pair("mine", f"of {claim}", claim, claim, one) for claim, one in zip("AB", said, strict=True))
        asking = replace(seen, pairs=pairs)
        told, asked = told_of(asking), {one.value for one in answers_of(asking, ())}
        found[said] = (told.claim if told else None, *(asked or {None}))
    assert found == wanted
