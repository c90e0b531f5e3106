"""Two papers that may be one: compared side by side, answered once, asked about no longer."""

import re
from dataclasses import replace
from typing import Any

import pytest
from desk import SALE, Desk
from taking import fence, take

from claimcheck.services.reviewing import desk as desks
from claimcheck.services.reviewing.desk import Pair
from claimcheck.web.pages.desk_questions import answers_of, told_of


def test_two_papers_are_compared_side_by_side_and_the_answer_is_kept(sign_in: Any, desk: Desk) -> None:
    desk.sales(SALE, SALE.replace("S1", "S2"))
    for name in ("a", "b"):
        desk.claim(desk.upload(name=name), number=f"R-{name}")
    desk.work()
    reviewer = sign_in("reviewer")
    task, page = take(reviewer)
    pair = re.search(r'href="(/pairs/[^"?]+)', page)
    assert pair
    shown = reviewer.get(pair[1]).text
    assert shown.count("<image") == 2
    assert reviewer.post(pair[1], {"fence": fence(shown)}).status_code == 422
    onward = reviewer.post(pair[1], {"fence": fence(shown), "answer": "different"}).headers["location"]
    assert "everything passes now" in reviewer.get(onward).text
    assert "Different papers" in reviewer.get(task).text


def test_papers_that_a_person_found_to_be_one_leave_only_the_verdict_open(sign_in: Any, desk: Desk) -> None:
    desk.sales(SALE, SALE.replace("S1", "S2"))
    for name in ("a", "b"):
        desk.claim(desk.upload(name=name), number=f"R-{name}")
    desk.work()
    reviewer = sign_in("reviewer")
    task, page = take(reviewer)
    reviewer.post(f"{task}/answer", {"fence": fence(page), "answer": "pair-same"})
    desk.work()
    again = reviewer.get(task).text
    assert "The same paper as in R-a, as " in again
    assert 'name="answer"' not in again
    assert "/pairs/" in again


@pytest.mark.parametrize(
    ("said", "told", "asked"),
    [
        (("", ""), None, "A"),
        (("different", ""), None, "B"),
        (("different", "same"), "B", None),
        (("same_sale", ""), "A", "B"),
        (("same", "different"), "A", None),
        (("unsure", "different"), None, "A"),
    ],
)
def test_of_several_pairs_the_first_that_nobody_answered_is_asked_about(
    said: tuple[str, str], told: str | None, asked: str | None, sign_in: Any, desk: Desk
) -> None:
    desk.sales(SALE, SALE.replace("S1", "S2"))
    for name in ("a", "b"):
        desk.claim(desk.upload(name=name), number=f"R-{name}")
    desk.work()
    reviewer = sign_in("reviewer")
    task, _ = take(reviewer)
    seen = desks.desk(desk.context, reviewer.user.actor(), task.rpartition("/")[2])
    pairs = tuple(Pair("mine", f"of {claim}", claim, claim, answer) for claim, answer in zip("AB", said, strict=True))

    seen = replace(seen, pairs=pairs)

    found = told_of(seen)
    assert (found and found.claim) == told
    assert {one.value for one in answers_of(seen, ())} == ({asked} if asked else set())
