"""A process dies before, in and after each write: nothing is lost, nothing takes effect twice, nothing by halves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from desk import Desk
from fakes import BreakingBlobs, Broken, receipt
from sqlalchemy import event

from claimcheck.services.claiming.claims import claims
from claimcheck.services.claiming.views import ClaimView
from claimcheck.services.judging import process
from claimcheck.services.judging.reconcile import reconcile
from claimcheck.store.database import Database
from claimcheck.store.judging import uses, work
from claimcheck.store.running import inventory

WRITES = ("INSERT", "UPDATE", "DELETE")


class Killed(BaseException):
    """The process ends here; nothing catches it."""


class Executioner:
    """Counts writes and commits on a database, and kills at a chosen one."""

    def __init__(self, at: int) -> None:
        self.at, self.count = at, 0

    def step(self, *_: Any) -> None:
        if self.count == self.at:
            self.count += 1
            raise Killed
        self.count += 1

    def statement(self, _conn: Any, _cursor: Any, text: str, *_: Any) -> None:
        if text.lstrip().startswith(WRITES):
            self.step()


@contextmanager
def dying(database: Database, at: int) -> Iterator[Executioner]:
    """Whatever writes to the database within is killed at its write or commit number `at`."""
    executioner = Executioner(at)
    hooks = (("before_cursor_execute", executioner.statement), ("commit", executioner.step))
    for name, hook in hooks:
        event.listen(database.engine, name, hook)
    try:
        yield executioner
    finally:
        for name, hook in hooks:
            event.remove(database.engine, name, hook)


def killed_at_each_write(desk: Desk, stage: str, does: Callable[[Any, work.LeasedWork], None]) -> Iterator[ClaimView]:
    """For each write of a stage: a fresh claim whose work was killed just there. Ends when a run survives."""
    for at in range(200):
        day = f"2024-03-{at % 28 + 1:02d}"
        total = f"{100 + at}.00"
        desk.sales(f"S{at},D1,Northwind Trading Sdn Bhd,{day},{total},", source=f"source {at}")
        found = receipt(number=f"INV-{7000 + at}", day=f"{at % 28 + 1:02d}/03/2024", total=total)
        claim = desk.claim(desk.upload(found, name=f"{stage}{at}"), invoice_date=day, total_amount=total)
        if stage == work.JUDGE:
            desk.work(work.READ)
        subject = claim.id if stage == work.JUDGE else claim.current.documents[0]
        with desk.context.database.transaction() as conn:
            leased = work.lease(conn, work.open_ids(conn, stage, [subject])[subject], owner="doomed", now=desk.clock())
        assert leased is not None
        with dying(desk.context.database, at) as executioner:
            try:
                does(desk.context, leased)
            except Killed:
                yield claim
                continue
        assert executioner.count <= at
        return
    raise AssertionError("the stage never came to its end")


@pytest.mark.slow
@pytest.mark.parametrize(("stage", "does"), [("read", process.read_document), ("judge", process.judge_claim)])
def test_a_stage_that_dies_at_any_write_is_done_again_and_takes_effect_once(
    desk: Desk, stage: str, does: Callable[[Any, work.LeasedWork], None]
) -> None:
    deaths = 0
    for claim in killed_at_each_write(desk, stage, does):
        deaths += 1
        assert desk.see(claim).decisions == ()
        desk.clock.forward(31)  # its lease lapses
        desk.work()
        now = desk.see(claim)
        assert (now.state, len(now.decisions)) == ("approved", 1)
        with desk.context.database.read() as conn:
            assert len(uses.of_claim(conn, "acme", claim.id)) == 1
    assert deaths > 5
    desk.work()
    assert reconcile(desk.context)[0].holds


def test_an_upload_that_dies_at_any_write_leaves_nothing_but_a_blob(desk: Desk) -> None:
    deaths = 0
    for at in range(50):
        with dying(desk.context.database, at):
            try:
                desk.upload(name=f"file {at}")
                break
            except Killed:
                deaths += 1
    (report,) = reconcile(desk.context)
    assert deaths > 3
    assert (report.documents, report.orphans, report.holds) == (1, deaths, True)


def test_a_submission_that_dies_at_any_write_leaves_no_claim_and_no_gap(desk: Desk) -> None:
    document = desk.upload()
    deaths = 0
    for at in range(50):
        with dying(desk.context.database, at):
            try:
                claim = desk.claim(document, number="R-1")
                break
            except Killed:
                deaths += 1
                assert claims(desk.context, desk.admin) == []
    assert deaths > 5
    assert claim.submission == 1


@pytest.mark.parametrize("point", ["before put", "after put"])
def test_an_upload_that_dies_around_its_blob_leaves_no_row(desk: Desk, point: str) -> None:
    desk.context = replace(desk.context, blobs=BreakingBlobs(desk.context.blobs, point))
    with pytest.raises(Broken):
        desk.upload()
    with desk.context.database.read() as conn:
        assert inventory.document_ids(conn, "acme") == []


def test_a_blob_that_was_altered_is_never_read_and_is_reported(desk: Desk) -> None:
    document = desk.upload()
    with desk.context.database.read() as conn:
        (named,) = inventory.named_blobs(conn, "acme")
    desk.context.blobs.put(named.key, b"something else")
    for _ in range(4):
        desk.work()
        desk.clock.forward(60)

    assert desk.reader.asked == []
    assert desk.seen(document).state == "failed"
    (report,) = reconcile(desk.context)
    assert [fault.kind for fault in report.faults] == ["blob"]
