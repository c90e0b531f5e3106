"""The embedded stack: everything on one machine with nothing to configure, as `claimcheck up` and the demo use it.

One supervisor keeps a private redis-server, a pool per stage, the ticker and the web process; the data lies in one
folder. A second stack on the same folder is refused; none of its processes outlives it, however it ends.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from claimcheck.errors import ConfigError
from claimcheck.services.blob_check import check_files
from claimcheck.services.context import open_context
from claimcheck.services.running import alive
from claimcheck.services.running.supervisor import STOP_SECONDS, Program, Supervisor
from claimcheck.settings import PREFIX, Settings

READY_SECONDS = 120.0
LOOK_SECONDS = 1.0
HOPELESS_RESTARTS = 4
LONGEST_SOCKET_PATH = 100  # bytes; the kernel allows 107
HUGE_PAGES = {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}
"""Memory in large pages where the kernel gives them when asked: what a reader child touches, it is else given in pieces
of four kilobytes, which takes a tenth of its time."""
REDIS, WEB, TICKER, MAIL = "redis", "web", "ticker", "mail"
READ_POOL, JUDGE_POOL = "read-pool", "judge-pool"


@dataclass(frozen=True)
class Stack:
    """A running stack: where it answers, and what keeps it."""

    address: str
    settings: Settings
    supervisor: Supervisor


def up(settings: Settings, announce: Callable[[Stack], None]) -> None:
    """Run the stack until SIGINT or SIGTERM. Call it from the main thread.

    Args:
        settings: where the data lies and where to answer.
        announce: called once when everything is ready.

    Raises:
        ConfigError: something is missing, taken, or already running; the message says what to do.
    """
    asked = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: asked.set())
    with running(settings, asked) as stack:
        if not asked.is_set():
            announce(stack)
        while not asked.wait(LOOK_SECONDS):
            if not stack.supervisor.lives():
                raise ConfigError("What keeps the parts running has ended, and they with it.", code="stack.ended")


@contextmanager
def running(settings: Settings, cancelled: threading.Event | None = None) -> Iterator[Stack]:
    """Run the stack for as long as the block runs; it is ready when the block begins.

    Args:
        settings: port 0 takes any free port.
        cancelled: set it to give up waiting for readiness.

    Raises:
        ConfigError: as for `up`.
    """
    redis_server = shutil.which("redis-server")
    if not redis_server:
        raise ConfigError(
            "redis-server is not installed. On Debian and Ubuntu: sudo apt-get install redis-server", code="stack.redis"
        )
    _make_folder(settings.data_dir)
    with _only_one(settings.data_dir) as tell, _listening(settings) as web_socket, _socket_folder(settings) as folder:
        context = open_context(settings)  # migrates the database, and says early if it cannot be used
        check_files(context)
        context.close()
        port = web_socket.getsockname()[1]
        address = f"http://{_host(settings.host)}:{port}"
        tell(address)
        redis_socket = folder / "redis.sock"
        ours = settings.model_copy(update={"redis_url": f"unix://{redis_socket}", "port": port})
        programs = _programs(ours, redis_server, redis_socket, web_socket)
        stack = Stack(address, ours, Supervisor(programs, settings.data_dir / "logs"))
        started = time.time()
        stack.supervisor.start()
        try:
            _wait_until_ready(stack, started, cancelled or threading.Event())
            yield stack
        finally:
            stack.supervisor.stop()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (folder / "up.lock").touch()
    except OSError as error:
        raise ConfigError(
            f"the data folder {folder} cannot be used ({error.strerror}); set CLAIMCHECK_DATA_DIR, or --data-dir, to a "
            "folder that this user may write",
            code="stack.folder",
        ) from error


def _programs(settings: Settings, redis_server: str, redis_socket: Path, web_socket: socket.socket) -> list[Program]:
    environment = _environment(settings)
    python = [sys.executable, "-P", "-m"]  # -P: nothing that lies in the current folder is ever imported
    redis = [
        redis_server, "--port", "0", "--unixsocket", str(redis_socket), "--unixsocketperm", "700",
        "--save", "", "--appendonly", "no", "--dir", str(redis_socket.parent),
        "--maxmemory", "256mb", "--maxmemory-policy", "noeviction",
    ]  # fmt: skip
    judges = max(1, settings.workers // 2)
    web = [*python, "workers.web", "--fd", str(web_socket.fileno())]
    pool = [*python, "workers.pool", "--patience", str(STOP_SECONDS / 2), "--stage"]
    return [
        Program(REDIS, redis, environment, ready=redis_socket.exists),
        Program(WEB, web, environment, files=(web_socket.fileno(),)),
        Program(TICKER, [*python, "workers.ticker"], environment),
        Program(MAIL, [*python, "workers.mail"], environment),
        Program(READ_POOL, [*pool, "read"], {**HUGE_PAGES, **environment}),
        Program(JUDGE_POOL, [*pool, "judge", "--workers", str(judges)], environment),
    ]


def _environment(settings: Settings) -> dict[str, str]:
    """This process's environment, with every setting as it is here."""
    set_here = {f"{PREFIX}{name.upper()}": str(value) for name, value in settings.model_dump(mode="json").items()}
    return {**os.environ, **set_here}


@contextmanager
def _only_one(data_dir: Path) -> Iterator[Callable[[str], None]]:
    """Lock the data folder. The kernel frees the lock when we die, so that no stale lock is left."""
    path = data_dir / "up.lock"
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ConfigError(_already(path, data_dir), code="stack.running") from None

        def tell(address: str) -> None:
            file.truncate(0)
            file.write(json.dumps({"pid": os.getpid(), "address": address}))
            file.flush()

        yield tell


def _already(path: Path, data_dir: Path) -> str:
    try:
        known = json.loads(path.read_text())
    except ValueError:  # it is starting just now
        known = {}
    where = f" at {known['address']} (process {known['pid']})" if known else ""
    return f"claimcheck is already running{where} on {data_dir}. Stop it first, or choose another CLAIMCHECK_DATA_DIR."


@contextmanager
def _listening(settings: Settings) -> Iterator[socket.socket]:
    """The web's socket, kept here: while the web process restarts, callers wait in its queue and none is refused."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((settings.host, settings.port))
        except OSError as error:
            raise ConfigError(
                f"cannot listen on {settings.host}:{settings.port} ({error.strerror}); "
                "choose another port, for example CLAIMCHECK_PORT=8001",
                code="stack.port",
            ) from error
        listener.listen(512)
        yield listener


@contextmanager
def _socket_folder(settings: Settings) -> Iterator[Path]:
    """A private folder for the socket of redis: in the data folder, or elsewhere where that path is too long."""
    folder = settings.data_dir.absolute() / "run"
    if len(os.fsencode(folder / "redis.sock")) <= LONGEST_SOCKET_PATH:
        folder.mkdir(exist_ok=True, mode=0o700)
        (folder / "redis.sock").unlink(missing_ok=True)  # of a stack that was killed
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="claimcheck-") as short:  # made with mode 0700
        yield Path(short)


def _wait_until_ready(stack: Stack, started: float, cancelled: threading.Event) -> None:
    waiting_for = {WEB, TICKER, READ_POOL, JUDGE_POOL}
    deadline = time.monotonic() + READY_SECONDS
    while waiting_for and not cancelled.wait(0.1):
        waiting_for = {name for name in waiting_for if not _ready(stack, name, started)}
        restarts = stack.supervisor.restarts()
        hopeless = {name for name in waiting_for if restarts[name] >= HOPELESS_RESTARTS}
        if hopeless or time.monotonic() > deadline:
            culprit = min(hopeless or waiting_for)
            raise ConfigError(
                f"{culprit} does not start. The end of its log, {stack.supervisor.logs / culprit}.log:\n"
                f"{stack.supervisor.tail(culprit)}",
                code="stack.start",
            )


def _ready(stack: Stack, name: str, started: float) -> bool:
    if name == WEB:
        try:
            return httpx.get(f"{stack.address}/readyz", timeout=2).is_success
        except httpx.HTTPError:
            return False
    age = alive.seconds_since(stack.settings, name)
    return age is not None and age < time.time() - started


def _host(host: str) -> str:
    shown = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound
    return f"[{shown}]" if ":" in shown else shown
