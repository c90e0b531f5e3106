"""A redis-server of our own on a private socket, for tests."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from redis import Redis, exceptions

from claimcheck.queue.hints import connect


class RedisChild:
    """Started, killed and started again at will; it keeps nothing over a restart."""

    def __init__(self, folder: Path) -> None:
        self.socket = folder / "redis.sock"
        self.url = f"unix://{self.socket}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> Redis:
        self.socket.unlink(missing_ok=True)
        command = ["redis-server", "--port", "0", "--unixsocket", str(self.socket), "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=self.socket.parent)
        connection = connect(self.url)
        for _ in range(3000):
            with suppress(exceptions.ConnectionError):
                connection.ping()
                return connection
            time.sleep(0.01)
        raise TimeoutError("redis-server did not start")

    def kill(self) -> None:
        assert self.process
        self.process.kill()
        self.process.wait()


@contextmanager
def redis_child() -> Iterator[RedisChild]:
    if not shutil.which("redis-server"):
        pytest.skip("redis-server is not on PATH")
    with tempfile.TemporaryDirectory(prefix="cc-") as folder:  # a socket's path may have 107 bytes: pytest's are long
        child = RedisChild(Path(folder))
        child.start()
        try:
            yield child
        finally:
            child.kill()
