"""The image's build steps on a clean tree, and what they ship: the wheel alone, in an environment far from here."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bench import dockerfile_steps
from fixtures import cases, exam

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def claimcheck(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of an environment that holds the locked requirements and the wheel, and nothing else."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PIP_NO_COMPILE", "1")  # what is imported is compiled then; compiling all takes half the time
        environment = dockerfile_steps.build(tmp_path_factory.mktemp("image"), sys.executable)
    return environment / "bin" / "claimcheck"


@pytest.fixture
def elsewhere(tmp_path: Path) -> dict[str, str]:
    """An environment that knows nothing of this checkout."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "CLAIMCHECK_"))}
    return kept | {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state")}


def test_the_wheel_alone_decides_claims(claimcheck: Path, elsewhere: dict[str, str], tmp_path: Path) -> None:
    drawn = exam.draw(11, receipts=3, invoices=2, cars=0)
    exam.save(drawn, tmp_path)
    command = [claimcheck, "check", "--programs", cases.PROGRAMS, "--sales", "sales.csv", "--claims", "claims.jsonl"]
    command += ["--documents", ".", "--out", "decisions.jsonl"]
    subprocess.run(command, cwd=tmp_path, env=elsewhere, check=True)
    decided = [json.loads(line) for line in (tmp_path / "decisions.jsonl").read_text("utf-8").splitlines()]
    assert [d["claim_id"] for d in decided] == [c["claim_id"] for c in drawn.claims]
    assert all(d["fields"] for d in decided)


def test_the_wheel_brings_the_licence_of_the_words_that_are_not_ours(claimcheck: Path) -> None:
    (licence,) = claimcheck.parent.parent.rglob("*.dist-info/licenses/LICENSES/WordNet-3.0.txt")
    assert "WordNet 3.0 Copyright 2006 by Princeton University" in licence.read_text("utf-8")


def test_the_wheel_alone_serves(claimcheck: Path, elsewhere: dict[str, str], tmp_path: Path) -> None:
    log = tmp_path / "log"
    with log.open("wb") as out:
        command = [claimcheck, "up", "--port", "0", "--workers", "1"]
        stack = subprocess.Popen(command, cwd=tmp_path, env=elsewhere, stdout=out, stderr=out)
    try:
        address = next(filter(None, addresses(log, stack)))
        assert httpx.get(f"{address}/healthz", timeout=60).json() == {"status": "ok"}
        assert httpx.get(f"{address}/openapi.json", timeout=60).json()["paths"]
        signing = httpx.get(f"{address}/sign-in", timeout=60, headers={"Accept-Language": "zh-CN"}).text
        assert "密码" in signing  # templates and catalogues are in it
        (style,) = re.findall(r'href="(/static/claimcheck\.css[^"]*)"', signing)
        assert httpx.get(f"{address}{style}", timeout=60).is_success
    finally:
        stack.terminate()
        assert stack.wait(60) == 0


def addresses(log: Path, stack: subprocess.Popen[bytes]) -> Iterator[str]:
    """The address that the service says it answers at, as soon as it does; empty until then."""
    for _ in range(600):
        assert stack.poll() is None, log.read_text("utf-8")
        found = re.search(r"http://[\w.:]+\d", log.read_text("utf-8"))
        yield found[0] if found else ""
        time.sleep(0.2)
    pytest.fail(log.read_text("utf-8"))
