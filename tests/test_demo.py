"""`make demo` on a small scale: through the real service, over HTTP, to a table of verdicts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from fixtures import demo

ROOT = Path(__file__).parent.parent


@pytest.mark.slow
@pytest.mark.redis
@pytest.mark.timeout(400)
def test_the_demo_ends_by_itself_with_verdicts(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "fixtures.demo", "--folder", str(tmp_path)]
    command += ["--receipts", "2", "--invoices", "2", "--cars", "0"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "Verdicts" in run.stdout
    assert "claims decided in" in run.stdout
    assert "Where to look next" in run.stdout


def test_every_verdict_is_shown_with_its_reasons_beside_the_truth() -> None:
    made = demo.exam.Exam(expected=[{"claim_id": "C1", "kind": "no_sale"}])
    reason = {"message": "No sale in the register agrees with this claim."}
    claim = {"claim_id": "C1", "program": "counter-uk", "state": "review", "submission": 1, "reasons": [reason]}
    table = demo.verdicts([claim], made)
    cells = [next(iter(column.cells)) for column in table.columns]
    assert cells == ["C1", "counter-uk", "no sale", "[yellow]review[/]", reason["message"]]
