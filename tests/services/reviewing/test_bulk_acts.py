"""One act on many tasks tells what it did, wherever it ended."""

from collections.abc import Sequence

import pytest
from desk import Desk
from fakes import receipt

from claimcheck.model.parties import Actor
from claimcheck.model.programs import Verdict
from claimcheck.services.reviewing import bulk_acts
from claimcheck.services.reviewing.bulk_acts import Asked
from claimcheck.store import task_queue

REVIEWER = Actor("acme", "acme", "reviewer", "key-of-reviewer")


def test_an_act_that_is_cut_off_says_what_it_had_done(desk: Desk) -> None:
    for number in ("R-1", "R-2"):
        found = receipt(number=number, total="61.00")
        desk.claim(desk.upload(found, name=number), number=number, invoice_date="2024-03-15")
    desk.work()
    with desk.context.database.read() as conn:
        ids = [task.id for task in task_queue.page(conn, "acme", state="open")]
    act = bulk_acts.preview(desk.context, REVIEWER, Asked("return", ("amount.contradicted",)), task_ids=ids)
    written: list[str] = []

    def compose(task: str, _dealer: str, _verdict: Verdict, _codes: Sequence[str]) -> tuple[str, str]:
        if written:
            raise KeyboardInterrupt
        written.append(task)
        return "Look at the amount.", "en"

    with pytest.raises(KeyboardInterrupt):
        bulk_acts.carry_out(desk.context, REVIEWER, act.id, compose=compose)

    kept = bulk_acts.one(desk.context, REVIEWER, act.id)
    assert [(one["task"], one["done"]) for one in kept.result or ()] == [(written[0], "done")]
