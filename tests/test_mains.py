"""What the mains have in common: they say why they cannot start, and log in the form that is asked for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

MAINS = (["workers.web"], ["workers.ticker"], ["workers.mail"], ["workers.pool", "--stage", "judge"])


def said(main: list[str], folder: Path, **settings: str) -> tuple[int, str]:
    given = {f"CLAIMCHECK_{name}": value for name, value in settings.items()}
    environment = {**os.environ, "CLAIMCHECK_DATA_DIR": str(folder), **given}
    ended = subprocess.run(
        [sys.executable, "-m", *main], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    return ended.returncode, ended.stderr


@pytest.mark.slow
@pytest.mark.parametrize("main", MAINS, ids=lambda main: main[0])
def test_a_main_that_cannot_start_says_why_in_a_line(main: list[str], tmp_path: Path) -> None:
    status, told = said(main, tmp_path, REDIS_URL="http://u:secret@here", BLOB_URL="ftp://x", LOG_FORMAT="json")
    assert status == 2
    assert json.loads(told.splitlines()[-1])["level"] == "ERROR"
    assert "CLAIMCHECK_REDIS_URL" in told or "blob address" in told
    assert "secret" not in told
