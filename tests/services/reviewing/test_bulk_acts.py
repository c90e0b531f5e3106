"""One act on many tasks tells what it did, wherever it ended."""

from dataclasses import replace
from datetime import datetime

import pytest
from desk import Desk
from fakes import receipt
from sqlalchemy import update

from claimcheck.model.parties import Actor
from claimcheck.services.notices.wording import fix_of
from claimcheck.services.reviewing import bulk_acts, composing, review
from claimcheck.services.reviewing.bulk_acts import Asked
from claimcheck.store import tables
from claimcheck.store.reviewing import task_queue

REVIEWER = Actor("acme", "acme", "reviewer", "key-of-reviewer")


def test_an_act_that_is_cut_off_says_what_it_had_done(desk: Desk) -> None:
    for number in ("R-1", "R-2"):
        found = receipt(number=number, total="61.00")
        desk.claim(desk.upload(found, name=number), number=number, invoice_date="2024-03-15")
    desk.work()
    with desk.context.database.read() as conn:
        ids = [task.id for task in task_queue.page(conn, "acme", state="open")]
    act = bulk_acts.preview(desk.context, REVIEWER, Asked("return", ("amount.contradicted",)), task_ids=ids)

    def until_one_is_done() -> datetime:
        with desk.context.database.read() as conn:
            if len(task_queue.page(conn, "acme", state="open")) < len(ids):
                raise KeyboardInterrupt
        return desk.context.clock()

    with pytest.raises(KeyboardInterrupt):
        bulk_acts.carry_out(replace(desk.context, clock=until_one_is_done), REVIEWER, act.id)

    kept = bulk_acts.one(desk.context, REVIEWER, act.id)
    assert [(one["task"], one["done"]) for one in kept.result or ()] == [(act.items[0]["task"], "done")]


def test_each_dealer_gets_the_letter_that_the_preview_showed(desk: Desk) -> None:
    """What mends it stands in a return; a rejection is no invitation to mend."""
    desk.claim(desk.upload(receipt(number="R-1", total="61.00")), number="R-1")
    desk.work()
    with desk.context.database.read() as conn:
        ids = [task.id for task in task_queue.page(conn, "acme", state="open")]
    shown = {
        act: bulk_acts.preview(desk.context, REVIEWER, Asked(act, ("amount.contradicted",)), task_ids=ids)
        for act in ("return", "reject")
    }
    letters = {act: one.items[0]["message"] for act, one in shown.items()}
    mends = fix_of("en", "amount.contradicted", "")
    assert (mends in letters["return"], mends in letters["reject"]) == (True, False)
    bulk_acts.carry_out(desk.context, REVIEWER, shown["reject"].id)
    with desk.context.database.read() as conn:
        claim_id = task_queue.page(conn, "acme", state="resolved")[0].claim_id
    assert [one.text for one in composing.messages(desk.context, REVIEWER, claim_id)] == [letters["reject"]]


def test_a_preview_of_before_letters_were_kept_still_writes_to_the_dealer(desk: Desk) -> None:
    desk.claim(desk.upload(receipt(number="R-1", total="61.00")), number="R-1")
    desk.work()
    with desk.context.database.read() as conn:
        (task,) = task_queue.page(conn, "acme", state="open")
    act = bulk_acts.preview(desk.context, REVIEWER, Asked("return", ("amount.contradicted",)), task_ids=[task.id])
    bare = [{name: value for name, value in one.items() if name not in ("message", "language")} for one in act.items]
    with desk.context.database.transaction() as conn:
        conn.execute(update(tables.bulk_acts).values(items=bare))

    bulk_acts.carry_out(desk.context, REVIEWER, act.id)

    told = [one.text for one in composing.messages(desk.context, REVIEWER, task.claim_id)]
    assert told == [act.items[0]["message"]]


def test_no_letter_is_made_for_what_is_handed_on_or_left_out(desk: Desk) -> None:
    desk.claim(desk.upload(receipt(number="R-1", total="61.00")), number="R-1")
    desk.work()
    with desk.context.database.read() as conn:
        (task,) = task_queue.page(conn, "acme", state="open")
    handed = bulk_acts.preview(desk.context, REVIEWER, Asked("escalate", ground="Please look."), task_ids=[task.id])
    review.lease(desk.context, replace(REVIEWER, id="another"), task.id, seconds=60)
    held = bulk_acts.preview(desk.context, REVIEWER, Asked("return", ("amount.contradicted",)), task_ids=[task.id])
    assert [(one["left_out"], one["message"]) for one in (*handed.items, *held.items)] == [("", ""), ("held", "")]
