"""From an upload to a verdict: what the two stages do, in what order, and once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from desk import SALE, Desk
from fakes import pages, receipt

from claimcheck.errors import LeaseLost
from claimcheck.model.documents import Problem, SecondLook
from claimcheck.services.claiming.claims import trail
from claimcheck.services.claiming.submit import revise, withdraw
from claimcheck.services.judging import deciding, process
from claimcheck.services.judging.reconcile import reconcile
from claimcheck.services.judging.replay import replay
from claimcheck.store.judging import uses, work
from claimcheck.store.notices import events
from claimcheck.store.reviewing import tasks


def test_a_genuine_claim_is_approved_without_a_person(desk: Desk) -> None:
    desk.sales(SALE)
    claim = desk.claim(desk.upload())
    assert (claim.state, claim.submission) == ("waiting", 1)

    desk.work()

    claim = desk.see(claim)
    assert claim.decision is not None
    assert (claim.state, claim.decision.decision.sale_id) == ("approved", "S1"), claim.decision.decision.reasons
    with desk.context.database.read() as conn:
        assert [use.state for use in uses.of_claim(conn, "acme", claim.id)] == ["settled"]
        assert [e.data["state"] for e in events.of_subject(conn, "acme", claim.id)] == [
            "waiting", "judging", "approved",
        ]  # fmt: skip
    assert [entry.action for entry in trail(desk.context, desk.admin, claim.id)] == [
        "claim.submitted", "claim.approve",
    ]  # fmt: skip
    assert reconcile(desk.context)[0].holds


def test_judging_becomes_due_when_the_last_document_was_read(desk: Desk) -> None:
    desk.sales(SALE)
    claim = desk.claim(desk.upload(name="1"), desk.upload(pages("A PHOTO OF THE SHELF"), name="2"))
    assert desk.work("judge") == 0

    desk.work("read")

    assert desk.see(claim).state == "waiting"
    assert desk.work("judge") == 1
    assert desk.see(claim).decision is not None


def test_documents_that_were_read_before_are_judged_at_once(desk: Desk) -> None:
    desk.sales(SALE)
    document = desk.upload()
    desk.work()
    assert desk.seen(document).state == "read"

    claim = desk.claim(document)
    desk.work("judge")

    assert desk.see(claim).state == "approved"


def test_the_same_bytes_are_read_once(desk: Desk) -> None:
    first = desk.upload(by="D1")
    desk.work()
    second = desk.upload(by="D2")
    desk.work()

    assert len(desk.reader.asked) == 1
    assert desk.seen(first).id != desk.seen(second).id
    assert desk.seen(second).extracted == desk.seen(first).extracted


def test_what_took_too_long_once_is_read_anew_when_it_is_sent_again(desk: Desk) -> None:
    late = desk.upload(pages(problems=[Problem("read.timeout", "Reading took too long.")]))
    desk.work()
    again = desk.upload()
    desk.work()

    assert (desk.seen(late).state, desk.seen(again).state) == ("failed", "read")


def test_another_total_goes_to_a_person_with_one_question(desk: Desk) -> None:
    desk.sales(SALE)
    claim = desk.claim(desk.upload(), total_amount="61.00")
    desk.work()

    claim = desk.see(claim)
    assert claim.state == "review"
    with desk.context.database.read() as conn:
        (task,) = tasks.open_of_claim(conn, "acme", claim.id)
    assert task.decision_id == claim.decision.id if claim.decision else False


def test_the_earlier_claim_is_decided_first_even_when_its_document_is_read_last(desk: Desk) -> None:
    desk.sales(SALE)
    slow = desk.upload(name="slow")
    earlier = desk.claim(slow, by="D1")
    later = desk.claim(desk.upload(receipt(), name="quick", by="D2"), by="D2")
    with desk.context.database.transaction() as conn:  # the reader of `slow` was killed, and its lease runs on
        row = work.open_ids(conn, "read", [slow.id])[slow.id]
        work.lease(conn, row, owner="a worker that died", now=desk.clock(), seconds=30)
    desk.work()
    assert [desk.see(c).state for c in (earlier, later)] == ["waiting", "waiting"]

    desk.clock.forward(31)
    desk.work()

    assert desk.see(earlier).state == "approved"
    assert desk.see(later).state == "review"
    decision = desk.see(later).decision
    assert decision is not None
    assert decision.decision.duplicate_of == earlier.outside_id


def test_waiting_for_an_earlier_claim_costs_no_attempt_and_ends(desk: Desk) -> None:
    desk.sales(SALE)
    slow = desk.upload(name="slow")
    desk.claim(slow, by="D1")
    later = desk.claim(desk.upload(name="quick", by="D2"), by="D2")
    with desk.context.database.transaction() as conn:
        row = work.open_ids(conn, "read", [slow.id])[slow.id]
        work.lease(conn, row, owner="a worker that hangs", now=desk.clock(), seconds=3600)
    for _ in range(10):
        desk.work()
        desk.clock.forward(30)
    assert desk.see(later).state == "waiting"

    desk.clock.forward(600)
    desk.work("judge")

    assert desk.see(later).state == "review"
    with desk.context.database.read() as conn:
        (task,) = tasks.open_of_claim(conn, "acme", later.id)
    assert task.code == "claim.earlier_undecided"


def test_a_file_that_cannot_be_read_returns_the_claim_and_approves_nothing(desk: Desk) -> None:
    desk.sales(SALE)
    broken = pages(problems=[Problem("file.encrypted", "The file is locked; send it without a password.")])
    document = desk.upload(broken)
    claim = desk.claim(document)
    desk.work()

    assert desk.seen(document).state == "failed"
    assert [p.code for p in desk.seen(document).problems] == ["file.encrypted"]
    assert desk.see(claim).state == "returned"


def test_a_returned_claim_is_mended_by_another_document(desk: Desk) -> None:
    desk.sales(SALE)
    broken = pages(problems=[Problem("file.truncated", "The file is cut off; send it again.")])
    claim = desk.claim(desk.upload(broken, name="cut"))
    desk.work()
    good = desk.upload(name="whole")

    claim = revise(desk.context, desk.dealer(), claim.id, documents=[good.id])
    desk.work()

    claim = desk.see(claim)
    assert (claim.state, claim.revision, len(claim.revisions), len(claim.decisions)) == ("approved", 2, 2, 2)


def test_a_late_sale_judges_again_what_lacked_it(desk: Desk) -> None:
    claim = desk.claim(desk.upload())
    other = desk.claim(desk.upload(receipt(number="INV-2", total="99.00"), name="2"), total_amount="99.00")
    desk.work()
    assert [desk.see(c).state for c in (claim, other)] == ["review", "review"]

    desk.sales(SALE)
    assert [desk.see(c).state for c in (claim, other)] == ["waiting", "waiting"]  # the day is the same
    desk.work()

    assert [desk.see(c).state for c in (claim, other)] == ["approved", "review"]
    with desk.context.database.read() as conn:
        assert tasks.open_of_claim(conn, "acme", claim.id) == []
        assert len(tasks.open_of_claim(conn, "acme", other.id)) == 1


@pytest.mark.parametrize(("dealer", "judged"), [("D2", 1), ("D1", 2), ("", 2)])
def test_another_dealers_sales_of_the_day_take_no_claim_from_peoples_hands(
    desk: Desk, dealer: str, judged: int
) -> None:  # fmt: skip
    claim = desk.claim(desk.upload())
    desk.work()
    desk.sales(f"S9,{dealer},Somebody Else,2024-03-14,99.00,")
    desk.work()
    assert (desk.see(claim).state, len(desk.see(claim).decisions)) == ("review", judged)


def test_a_sale_that_is_cancelled_behind_an_approval_raises_a_task(desk: Desk) -> None:
    desk.sales(SALE)
    claim = desk.claim(desk.upload())
    desk.work()

    desk.sales(SALE + "yes")

    assert desk.see(claim).state == "review"
    with desk.context.database.read() as conn:
        assert [task.code for task in tasks.open_of_claim(conn, "acme", claim.id)] == ["sale.changed"]


def test_a_withdrawn_claim_frees_its_sale(desk: Desk) -> None:
    desk.sales(SALE)
    first = desk.claim(desk.upload(), total_amount="61.00")
    desk.work()
    assert desk.see(first).state == "review"

    withdraw(desk.context, desk.dealer(), first.id)
    second = desk.claim(desk.upload(name="2"))
    desk.work()

    assert desk.see(first).state == "withdrawn"
    assert desk.see(second).state == "approved"
    with desk.context.database.read() as conn:
        assert tasks.open_of_claim(conn, "acme", first.id) == []


def test_a_sale_that_changes_while_a_claim_is_judged_has_it_judged_anew(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.sales(SALE)
    claim = desk.claim(desk.upload(), total_amount="61.00")  # which has the second reader look again

    def meanwhile(*args: Any, **more: Any) -> tuple[SecondLook, ...]:
        desk.sales(SALE + "yes")
        return look(*args, **more)

    look = desk.reader.reread
    monkeypatch.setattr(desk.reader, "reread", meanwhile)
    desk.work()

    (made,) = desk.see(claim).decisions
    assert "sale.cancelled" in [finding.code for finding in made.decision.findings]


def test_a_claim_that_is_withdrawn_while_it_is_judged_stays_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    claim = desk.claim(desk.upload(), total_amount="61.00")

    def meanwhile(*args: Any, **more: Any) -> tuple[SecondLook, ...]:
        withdraw(desk.context, desk.dealer(), claim.id)
        return look(*args, **more)

    look = desk.reader.reread
    monkeypatch.setattr(desk.reader, "reread", meanwhile)
    desk.work()

    assert (desk.see(claim).state, desk.see(claim).decisions) == ("withdrawn", ())
    with desk.context.database.read() as conn:
        assert {row.stage: (row.done, row.waiting) for row in work.counts(conn, desk.clock.now)}["judge"] == (1, 0)


def test_a_decision_under_a_lost_lease_is_dropped_whole(desk: Desk) -> None:
    desk.sales(SALE)
    claim = desk.claim(desk.upload())
    desk.work("read")
    with desk.context.database.transaction() as conn:
        row = work.open_ids(conn, "judge", [claim.id])[claim.id]
        stale = work.lease(conn, row, owner="slow", now=desk.clock(), seconds=1)
        assert stale is not None
        assert work.lease(conn, row, owner="quick", now=desk.clock() + timedelta(seconds=2)) is not None

    with pytest.raises(LeaseLost):
        process.judge_claim(desk.context, stale)

    assert desk.see(claim).decisions == ()


def test_a_second_run_of_finished_work_changes_nothing(desk: Desk) -> None:
    desk.sales(SALE)
    claim = desk.claim(desk.upload())
    desk.work("read")
    with desk.context.database.transaction() as conn:
        leased = work.lease(conn, work.open_ids(conn, "judge", [claim.id])[claim.id], owner="w", now=desk.clock())
    assert leased is not None
    process.judge_claim(desk.context, leased)

    with pytest.raises(LeaseLost):
        process.judge_claim(desk.context, leased)

    assert len(desk.see(claim).decisions) == 1


def test_judging_that_fails_each_time_ends_before_a_person(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_case: object) -> None:
        raise ZeroDivisionError

    desk.sales(SALE)
    claim = desk.claim(desk.upload())
    with monkeypatch.context() as patched:
        patched.setattr(deciding, "judge", fail)
        for _ in range(4):
            desk.work()
            desk.clock.forward(60)

    assert desk.see(claim).state == "review"
    with desk.context.database.read() as conn:
        assert [task.code for task in tasks.open_of_claim(conn, "acme", claim.id)] == ["poison"]
    assert reconcile(desk.context)[0].holds


def test_a_document_on_which_the_reader_dies_each_time_is_poison_for_a_person(desk: Desk) -> None:
    crashed = pages(problems=[Problem("read.crashed", "The file could not be read to its end.")])
    desk.sales(SALE)
    document = desk.upload(crashed)
    claim = desk.claim(document)
    for _ in range(4):
        desk.work()
        desk.clock.forward(60)

    assert desk.seen(document).state == "failed"
    assert len(desk.reader.asked) == 3
    assert desk.see(claim).state == "review"
    assert [reason.code for reason in desk.see(claim).decision.decision.reasons] == ["read.poison"]
    assert reconcile(desk.context)[0].holds


def test_a_document_that_cannot_be_read_for_any_reason_goes_to_a_person(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    desk.sales(SALE)
    claim = desk.claim(desk.upload())
    with monkeypatch.context() as patched:
        patched.setattr(process.sandbox, "read", fail)
        for _ in range(4):
            desk.work()
            desk.clock.forward(60)

    assert desk.see(claim).state == "review"
    assert [reason.code for reason in desk.see(claim).decision.decision.reasons] == ["read.poison"]


def test_a_reader_that_dies_once_is_tried_again(desk: Desk) -> None:
    document = desk.upload(pages(problems=[Problem("read.crashed", "")]))
    desk.work()
    assert desk.seen(document).state == "received"

    desk.reader.canned = dict.fromkeys(desk.reader.canned, receipt())
    desk.clock.forward(60)
    desk.work()

    assert desk.seen(document).state == "read"


def test_a_replay_gives_the_same_decision(desk: Desk) -> None:
    desk.sales(SALE)
    for name, fields in (
        ("1", {}),
        ("2", {}),
        ("3", {"total_amount": "3.00"}),
        ("4", {"seller_name": "Somebody Else"}),
    ):
        desk.claim(desk.upload(name=name), **fields)
    desk.work()
    desk.sales("S1,D1,Another Seller,2024-01-01,1.00,yes")  # what was judged on is kept, whatever the register says now

    results = list(replay(desk.context, desk.admin))

    assert len(results) == 4
    assert all(result.identical for result in results), [r.differences for r in results]
