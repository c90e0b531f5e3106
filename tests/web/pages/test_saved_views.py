"""Views of the queue that people save: whose they are, who sees them, and who takes them away."""

from __future__ import annotations

import re
from typing import Any

import pytest

TAKEN = "You have another view of that name"


def own_view(browser: Any, query: str) -> str:
    """The id of the browser's own view of those filters."""
    (found,) = re.findall(r'name="view" value="([0-9a-f-]{36})"', browser.get(f"/queue?{query}").text)
    return str(found)


def save(browser: Any, query: str, name: str, **more: str) -> Any:
    """Save filters under a name, or with `view` rename that one."""
    return browser.post("/queue/views", {"back": query, "name": name, **more})


@pytest.fixture
def ann(sign_in: Any) -> Any:
    """A reviewer who shares the view "Three days"."""
    browser = sign_in("reviewer")
    save(browser, "days=3", "Three days")
    save(browser, "days=3", "Three days", view=own_view(browser, "days=3"), shared="yes")
    return browser


def test_a_view_is_renamed_and_shared_by_whoever_made_it_alone(sign_in: Any) -> None:
    ann, bob = sign_in("reviewer"), sign_in("reviewer")
    save(ann, "days=3", "Lying long")
    mine = own_view(ann, "days=3")
    save(ann, "days=3", "Three days", view=mine, shared="yes")

    seen = bob.get("/queue?days=3").text
    assert ("Three days" in seen, "Lying long" in seen, "Rename or share" in seen) == (True, False, False)
    save(bob, "", "Taken over", view=mine)
    bob.post("/queue/views", {"back": "", "drop": mine})
    assert "Three days" in ann.get("/queue").text

    save(ann, "days=3", "Three days", view=mine)
    assert "Three days" not in bob.get("/queue").text


def test_no_view_is_changed_by_saving_other_filters_under_its_name(ann: Any) -> None:
    answer = save(ann, "days=7", "Three days")
    assert (answer.status_code, TAKEN in answer.text) == (409, True)
    assert 'href="/queue?days=3"' in ann.get("/queue").text
    assert save(ann, "days=3", "Three days").status_code == 303  # the same once more


def test_no_view_is_lost_by_giving_its_name_to_another(ann: Any) -> None:
    save(ann, "days=7", "A week")
    answer = save(ann, "days=7", "Three days", view=own_view(ann, "days=7"))
    assert (answer.status_code, TAKEN in answer.text) == (409, True)
    assert re.findall(r"<bdi>(A week|Three days)</bdi>", ann.get("/queue").text) == ["A week", "Three days"]


def test_views_of_two_people_with_one_name_say_whose_they_are(ann: Any, sign_in: Any) -> None:
    bob = sign_in("reviewer")
    assert save(bob, "days=7", "Three days").status_code == 303
    assert f"shared by {ann.user.name}" in bob.get("/queue").text
    assert f"shared by {ann.user.name}" not in ann.get("/queue").text


def test_an_administrator_takes_a_shared_view_away_and_no_view_that_is_not_shared(ann: Any, sign_in: Any) -> None:
    save(ann, "days=7", "A week")
    shared, own = own_view(ann, "days=3"), own_view(ann, "days=7")
    admin = sign_in("admin")
    assert f'name="drop" value="{shared}"' in admin.get("/queue").text
    for one in (shared, own):
        admin.post("/queue/views", {"back": "", "drop": one})
    seen = ann.get("/queue").text
    assert ("Three days" in seen, "A week" in seen) == (False, True)


def test_another_maker_s_administrator_takes_no_view_away(ann: Any, sign_in: Any) -> None:
    sign_in("admin", maker="other").post("/queue/views", {"back": "", "drop": own_view(ann, "days=3")})
    assert "Three days" in ann.get("/queue").text
