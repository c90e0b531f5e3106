"""The drawn exam: decisions by `claimcheck check` on freshly drawn papers, held against what is true of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import exam as scorer
from fixtures import exam

SEED = 20260101


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_drawn_exam_is_passed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exam.save(exam.draw(SEED, receipts=28, invoices=24, cars=6), tmp_path)
    result = scorer.score(tmp_path, scorer.rows(scorer.decide(tmp_path, workers=2)))
    with capsys.disabled():
        scorer.show(result, misses=10)
    assert result.faults(scorer.Thresholds()) == []


def test_a_score_counts_what_was_missed_and_what_was_wrong(tmp_path: Path) -> None:
    drawn = exam.draw(2, receipts=6, invoices=0, cars=0)
    exam.save(drawn, tmp_path)
    decisions = [
        {"claim_id": row["claim_id"], "verdict": "approve", "reasons": [], "sale_id": row["sale_id"], "fields": {}}
        for row in drawn.expected[1:]
    ]
    result = scorer.score(tmp_path, [*decisions, decisions[0]])
    assert result.missing == [drawn.expected[0]["claim_id"]]
    assert result.twice == [decisions[0]["claim_id"]]
    assert result.false_approvals == sum(not row["approve"] for row in drawn.expected[1:])
    assert result.faults(scorer.Thresholds())
