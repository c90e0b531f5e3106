"""Many workers at once: the verdicts are those of one worker, whoever finishes first."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from desk import Desk
from fakes import receipt

from claimcheck.services.judging import jobs, process
from claimcheck.services.judging.reconcile import reconcile
from claimcheck.services.judging.replay import replay
from claimcheck.services.programs.sales import import_sales
from claimcheck.store.judging import work

CLAIMS = 24


def drain(desk: Desk, order: Callable[[list[str]], None], workers: int) -> None:
    """Work through everything with so many workers, in any order, the clock running."""
    does = {work.READ: process.read_document, work.JUDGE: process.judge_claim}
    for _ in range(200):
        with desk.context.database.read() as conn:
            due = {
                one.id: stage
                for stage in does
                for one in work.due(conn, stage, now=desk.clock(), again_after=timedelta(0))
            }
            left = [row for row in work.counts(conn, desk.clock()) if row.waiting + row.postponed + row.leased]
        if not left:
            return
        ids = list(due)
        order(ids)
        with ThreadPoolExecutor(workers) as pool:
            list(pool.map(partial(jobs.run, desk.context), ids, [does[due[one]] for one in ids]))
        desk.clock.forward(2)
    raise AssertionError("the work never ended")


@pytest.mark.slow
def test_any_number_of_workers_in_any_order_gives_the_verdicts_of_one(desk: Desk) -> None:
    # Of each three claims the first two are on one purchase, so that the second is a duplicate; the third is a lie.
    # Every other sale comes late.
    rows = [f"S{n},D{n % 4},Northwind Trading Sdn Bhd,2024-03-{n + 1:02d},{50 + n}.00," for n in range(0, CLAIMS, 3)]
    desk.sales(*rows[::2], source="early")
    made = []
    for n in range(CLAIMS):
        first = n - n % 3
        found = receipt(number=f"INV-{7000 + first}", day=f"{first + 1:02d}/03/2024", total=f"{50 + first}.00")
        total = f"{50 + first}.00" if n % 3 < 2 else "99.00"
        document = desk.upload(found, name=f"file {n}", by=f"D{first % 4}")
        made.append(
            desk.claim(
                document,
                by=f"D{first % 4}",
                number=f"R-{n}",
                invoice_date=f"2024-03-{first + 1:02d}",
                total_amount=total,
            )
        )

    with ThreadPoolExecutor(1) as pool:
        late = "sale_id,dealer,seller_name,invoice_date,total_amount,cancelled\n" + "\n".join(rows[1::2])
        coming = pool.submit(import_sales, desk.context, desk.admin, late.encode(), filename="late.csv", source="late")
        drain(desk, random.Random(5).shuffle, workers=4)
        coming.result()
        drain(desk, random.Random(6).shuffle, workers=4)

    states = [desk.see(claim).state for claim in made]
    assert states == ["approved", "review", "review"] * (CLAIMS // 3)
    assert reconcile(desk.context)[0].holds
    assert {result.identical for result in replay(desk.context, desk.admin)} == {True}
