"""The embedded stack as a process: it answers, is one to a folder, survives its parts, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from claimcheck.errors import ConfigError
from claimcheck.services.running import stack as stacks
from claimcheck.services.running.stack import running
from claimcheck.settings import Settings

SCRIPT = (
    "import sys; from claimcheck.services.running.stack import up; from claimcheck.settings import load_settings; "
    "up(load_settings(), lambda s: print(s.address, *s.supervisor.pids().values(), flush=True))"
)


def test_a_missing_redis_server_is_named_with_its_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ConfigError, match="apt-get install redis-server"), running(Settings(data_dir=tmp_path)):
        pass


@pytest.mark.redis
def test_a_data_folder_that_cannot_be_used_is_told_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a file").touch()
    for folder in (tmp_path / "a file", tmp_path / "a file" / "below", Path("/proc/nobody")):
        with pytest.raises(ConfigError, match="CLAIMCHECK_DATA_DIR"), running(Settings(data_dir=folder)):
            pass


@pytest.mark.redis
def test_a_taken_port_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings = Settings(data_dir=tmp_path, port=taken.getsockname()[1])
        with pytest.raises(ConfigError, match="CLAIMCHECK_PORT"), running(settings):
            pass


@pytest.mark.redis
@pytest.mark.slow
def test_what_cannot_start_is_told_with_the_end_of_its_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stacks, "HOPELESS_RESTARTS", 1)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (tmp_path / "uvicorn.py").write_text("raise SystemExit('this uvicorn is broken')")
    settings = Settings(data_dir=tmp_path / "data", port=0, reader="tesseract")
    with pytest.raises(ConfigError, match="this uvicorn is broken"), running(settings):
        pass


@pytest.fixture
def started(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str, list[int]]]:
    # A path that is too long for a socket, as users' folders may be.
    settings = {"DATA_DIR": str(tmp_path / ("long" * 20)), "PORT": "0", "READER": "tesseract", "WORKERS": "1"}
    environment = {**os.environ, **{f"CLAIMCHECK_{name}": value for name, value in settings.items()}}
    process = subprocess.Popen([sys.executable, "-c", SCRIPT], env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    address, *pids = process.stdout.readline().split()
    yield process, address, [int(pid) for pid in pids]
    process.kill()
    process.wait()


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1][0] in "ZX"
    except FileNotFoundError:
        return True


def wait_for(condition: Callable[[], object], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


@pytest.mark.redis
@pytest.mark.slow
def test_it_answers_and_a_second_one_on_the_same_folder_is_refused(
    started: tuple[subprocess.Popen[str], str, list[int]], tmp_path: Path
) -> None:
    process, address, pids = started
    assert httpx.get(f"{address}/readyz", timeout=30).is_success
    settings = Settings(data_dir=tmp_path / ("long" * 20))
    with pytest.raises(ConfigError, match=f"already running at {address}"), running(settings):
        pass
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 0
    assert all(gone(pid) for pid in pids)


@pytest.mark.redis
@pytest.mark.slow
def test_callers_wait_while_a_killed_web_process_comes_back(
    started: tuple[subprocess.Popen[str], str, list[int]],
) -> None:
    _, address, pids = started
    for pid in pids:
        os.kill(pid, signal.SIGKILL)  # redis, web, ticker and both pools
    assert httpx.get(f"{address}/readyz", timeout=30).is_success


@pytest.mark.redis
@pytest.mark.slow
def test_kill_9_leaves_no_orphan(started: tuple[subprocess.Popen[str], str, list[int]]) -> None:
    process, _, pids = started
    process.kill()
    wait_for(lambda: all(gone(pid) for pid in pids), 60)
