"""Reconcile finds each thing that could be lost, altered or paid for twice; replay each decision that would differ."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from desk import PROGRAM, SALE, Desk
from sqlalchemy import delete, insert, update

from claimcheck.model.said import Said
from claimcheck.model.wire import encode
from claimcheck.services.claiming.views import ClaimView
from claimcheck.services.judging import deciding
from claimcheck.services.judging import replay as replaying
from claimcheck.services.judging.reconcile import reconcile
from claimcheck.services.judging.replay import differences, replay
from claimcheck.services.programs.programs import validate
from claimcheck.store.ids import new_id
from claimcheck.store.judging import uses
from claimcheck.store.judging.uses import Use
from claimcheck.store.running import inventory
from claimcheck.store.tables import claims, review_tasks, work


@pytest.fixture
def decided(desk: Desk) -> ClaimView:
    """An approved claim, and one that waits for a person."""
    desk.sales(SALE)
    claim = desk.claim(desk.upload())
    desk.claim(desk.upload(name="2"), total_amount="61.00")
    desk.work()
    return desk.see(claim)


def kinds(desk: Desk) -> list[str]:
    return [fault.kind for report in reconcile(desk.context) for fault in report.faults]


def test_a_service_at_rest_and_at_work_holds(desk: Desk, decided: ClaimView) -> None:
    desk.claim(desk.upload(name="3"))
    (report,) = reconcile(desk.context)
    assert report.holds, report.faults
    assert (report.maker_id, report.documents, report.claims, report.orphans) == ("acme", 3, 3, 0)


def test_progress_is_told_blob_by_blob(desk: Desk, decided: ClaimView) -> None:
    told: list[tuple[int, int]] = []
    (report,) = reconcile(desk.context, progress=lambda done, of: told.append((done, of)))
    assert told == [(n, report.blobs) for n in range(1, report.blobs + 1)]


def test_work_that_vanished_is_found(desk: Desk) -> None:
    desk.claim(desk.upload())
    with desk.context.database.transaction() as conn:
        conn.execute(delete(work))
    assert kinds(desk) == ["unowned"]  # the document; the claim waits for it


def test_a_claim_that_nobody_will_judge_is_found(desk: Desk, decided: ClaimView) -> None:
    with desk.context.database.transaction() as conn:
        conn.execute(update(claims).where(claims.c.id == decided.id).values(state="waiting"))
    assert kinds(desk) == ["unowned"]


def test_a_question_that_nobody_was_asked_is_found(desk: Desk, decided: ClaimView) -> None:
    with desk.context.database.transaction() as conn:
        conn.execute(update(review_tasks).values(state="withdrawn"))
    assert kinds(desk) == ["unowned"]


def test_a_missing_picture_is_found(desk: Desk, decided: ClaimView) -> None:
    with desk.context.database.read() as conn:
        picture = next(one for one in inventory.named_blobs(conn, "acme") if one.owner not in decided.current.documents)
    desk.context.blobs.delete(picture.key)
    assert kinds(desk) == ["blob"]


def test_a_sale_that_was_paid_for_twice_is_found(desk: Desk, decided: ClaimView) -> None:
    again = desk.claim(number="R-2")
    with desk.context.database.transaction() as conn:
        (used,) = uses.of_claim(conn, "acme", decided.id)
        uses.put(conn, "acme", again.id, [Use(used.sale, "rebate", 1, Decimal(1), uses.SETTLED)], desk.clock())
    assert "overused" in kinds(desk)


def test_each_maker_is_looked_at(desk: Desk, decided: ClaimView) -> None:
    with desk.context.database.transaction() as conn:
        conn.execute(
            insert(claims).values(
                id=new_id(), maker_id="other", outside_id="1", dealer="D1", program="p", submission=1, revision=1,
                state="approved", created_at=desk.clock(), changed_at=desk.clock(),
            )
        )  # fmt: skip
    assert [(report.maker_id, report.holds) for report in reconcile(desk.context)] == [("acme", True), ("other", False)]


def test_a_changed_engine_shows_what_it_would_decide(
    desk: Desk, decided: ClaimView, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = deciding.judge

    def stricter(case: Any) -> Any:
        return replace(real(case), verdict="review", engine_version="next")

    monkeypatch.setattr(deciding, "judge", stricter)
    (result,) = replay(desk.context, desk.admin, [decided.id])
    assert (result.verdict, result.now, result.identical) == ("approve", "review", False)
    assert [(d.path, d.before, d.now) for d in result.differences] == [("verdict", "approve", "review")]
    monkeypatch.setattr(replaying, "_MOST", 0)
    among_all = next(one for one in replay(desk.context, desk.admin) if one.claim_id == decided.id)
    assert (among_all.differences, among_all.left_off) == ((), 1)


def test_a_changed_program_is_tried_on_past_claims(desk: Desk, decided: ClaimView) -> None:
    text = (
        PROGRAM.replace('version: "1"', 'version: "2"')
        + "window: {field: invoice_date, from: 2025-01-01, to: 2025-12-31}\n"
    )
    program = validate(text, filename="next.yaml")
    (result,) = replay(desk.context, desk.admin, [decided.outside_id], program=program)
    assert (result.verdict, result.now) == ("approve", "review")


def test_what_cannot_be_replayed_says_why(desk: Desk) -> None:
    waiting = desk.claim(number="R-1")
    found = list(replay(desk.context, desk.dealer(), ["R-1", "R-2"]))
    assert [(r.claim_id, r.why_not) for r in found] == [
        (waiting.id, "The machine has not judged it."), ("R-2", "There is no such claim."),
    ]  # fmt: skip


def test_differences_are_told_leaf_by_leaf() -> None:
    before = {"a": [1, {"b": 2}], "c": [1], "d": None}
    now = {"a": [1, {"b": 3}], "c": [1, 2], "e": "x"}
    assert [(d.path, d.before, d.now) for d in differences(before, now)] == [
        ("a[1].b", "2", "3"), ("c", "[1]", "[1, 2]"), ("e", "", "x"),
    ]  # fmt: skip


def test_a_sentence_differs_where_it_says_something_else_however_it_was_kept() -> None:
    now = encode({"why": Said("{field}: {why}", field="seller_name", why=Said("the names are the same"))})
    assert list(differences({"why": "seller_name: the names are the same"}, now)) == []
    (one,) = differences({"why": "seller_name: the names differ"}, now)
    assert one.now == "seller name: the names are the same"
