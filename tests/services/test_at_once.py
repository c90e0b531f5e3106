"""Two that do the same in one moment, of which a database lets one in: the other is told, and nothing breaks."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from checking import WU, asked, pulled, with_companies
from desk import Desk
from sqlalchemy import Connection

from claimcheck.errors import Conflict
from claimcheck.model.parties import Actor
from claimcheck.services.checking import checker_desk
from claimcheck.services.people import keys, organisations
from claimcheck.services.reviewing import handing_over, queue_page
from claimcheck.store import audit
from claimcheck.store.claiming import claims
from claimcheck.store.notices import notices
from claimcheck.store.people import keys as stored_keys
from claimcheck.store.reviewing import desk as said
from claimcheck.store.reviewing import tasks

pytestmark = pytest.mark.slow  # they wait for each other

ANN = Actor("acme", "maker", "reviewer", "ann")


@contextmanager
def before(desk: Desk, *acts: Callable[[], Any]) -> Iterator[tuple[Connection, list[Any]]]:
    """A transaction that others meet before it ends; what came of theirs is in the list after it."""
    came: list[Any] = []
    with ThreadPoolExecutor(len(acts)) as pool:
        with desk.context.database.transaction() as conn:
            yield conn, came
            begun = [pool.submit(act) for act in acts]
            time.sleep(0.2)  # until they stand in line, or have gone past each other
        came += [one.result() for one in begun]


@pytest.mark.parametrize(("query", "kept"), [("days=3", True), ("days=7", False)])
def test_a_view_that_two_windows_save_under_one_name(desk: Desk, query: str, kept: bool) -> None:
    with before(desk, lambda: queue_page.save_view(desk.context, ANN, "Old", query)) as (conn, came):
        said.save_view(conn, "acme", "ann", "Old", "days=3", desk.clock())
    assert came == [kept]


def test_a_view_that_gets_the_name_that_another_window_just_gave(desk: Desk) -> None:
    queue_page.save_view(desk.context, ANN, "Week", "days=7")
    with desk.context.database.read() as conn:
        (week,) = said.views_of(conn, "acme", "ann")
    act = lambda: queue_page.change_view(desk.context, ANN, week.id, name="Old", shared=True)  # noqa: E731
    with before(desk, act) as (conn, came):
        said.save_view(conn, "acme", "ann", "Old", "days=3", desk.clock())
    assert came == [False]


def test_a_question_that_two_windows_of_a_checker_send_is_asked_once(desk: Desk) -> None:
    company = with_companies(desk)
    (claim,) = asked(company)
    batch, (item,) = pulled(company)
    taken = checker_desk.take(company.context, WU, batch, item)

    def ask() -> str:
        return checker_desk.ask(company.context, WU, batch, item, fence=taken.fence, text="Is S1 the sale?").id

    with before(company, ask, ask) as (conn, came):
        claims.get(conn, company.admin, claim.id, lock=True)
    assert came[0] == came[1]


def test_a_day_that_two_tickers_seal(desk: Desk) -> None:
    desk.claim()
    day, later = desk.clock().date(), desk.clock() + timedelta(days=2)

    def seal() -> bool:
        with desk.context.database.transaction() as conn:
            return audit.seal(conn, "acme", day, later)

    with before(desk, seal) as (conn, came):
        assert audit.seal(conn, "acme", day, later)
    assert came == [False]


def test_two_keys_for_an_organisation_that_is_new(desk: Desk) -> None:
    act = lambda: keys.create(desk.context, maker_id="acme", organisation="D77", role="dealer").organisation  # noqa: E731
    with before(desk, act) as (conn, came):
        stored_keys.ensure_organisation(
            conn, maker_id="acme", outside_id="D77", kind="dealer", name="D77", now=desk.clock()
        )
    assert came == ["D77"]
    assert len([one for one in organisations.listed(desk.context, desk.admin) if one.outside_id == "D77"]) == 1


def test_two_texts_of_one_mail_are_not_both_in_force(desk: Desk) -> None:
    def reword(conn: Connection, subject: str) -> None:
        notices.reword(
            conn, maker_id="acme", program="", kind="claim.return", language="en", text=(subject, "{link}"),
            actor="ann", now=desk.clock(),
        )  # fmt: skip

    def second() -> None:
        with desk.context.database.transaction() as conn:
            reword(conn, "second")

    with before(desk, second) as (conn, _):
        reword(conn, "first")
    with desk.context.database.read() as conn:
        assert [one.subject for one in notices.wordings(conn, "acme")] == ["second"]


@pytest.mark.parametrize("act", ["skip", "escalate"])
def test_a_task_that_one_window_answers_while_the_other_hands_it_on(desk: Desk, act: str) -> None:
    claim = desk.claim(desk.upload())
    desk.work()
    task = desk.take(claim, ANN)

    def hand_on() -> str:
        try:
            if act == "skip":
                handing_over.skip(desk.context, ANN, task.id, fence=task.fence, why="later")
            else:
                handing_over.escalate(desk.context, ANN, task.id, fence=task.fence, to="admin", why="which?")
        except Conflict as error:
            return error.code
        return "handed on"

    with before(desk, hand_on) as (conn, came):
        claims.get(conn, ANN, claim.id, lock=True)
        assert tasks.resolve(conn, task.id, by="ann", fence=task.fence, outcome={"by": "ann"}, now=desk.clock())
    assert came == ["task.closed"]
