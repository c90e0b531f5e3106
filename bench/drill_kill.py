"""Who runs under the stack, and killing them: at named points, seen from outside, and at random."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import redis

UP = (
    "from claimcheck.services.stack import up; from claimcheck.settings import load_settings; "
    "up(load_settings(), lambda stack: print(stack.address, flush=True))"
)
ROLES = {"redis-server": "redis", "workers.web": "web", "workers.ticker": "ticker"}
DEPTHS = ("pool", "worker", "horse", "child")  # below the supervisor: pool, its worker, its work-horse, what that runs
LOOK_SECONDS = 4.0  # how long a named point is waited for

# How often each point is killed at; the names are printed.
POINTS = {
    "web after a 2xx": 9, "web": 8, "redis": 9, "ticker": 6, "supervisor": 4,
    "read pool": 7, "judge pool": 6, "read worker": 6, "judge worker": 5,
    "read horse": 12, "judge horse": 10, "read child": 14, "any": 10,
}  # fmt: skip
FLUSHES = 12


class StackProcess:
    """`claimcheck up` as a process that can be killed and started again on the same folder and port."""

    def __init__(self, environment: Mapping[str, str], log: Path) -> None:
        self._environment, self._log = dict(environment), log
        self.process: subprocess.Popen[bytes] | None = None
        self.last_start = 0.0

    def start(self) -> str:
        """Start and wait until it says where it answers."""
        with self._log.open("ab") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-c", UP], env=self._environment, stdout=subprocess.PIPE, stderr=errors
            )
        assert self.process.stdout
        address = self.process.stdout.readline().decode().strip()
        self.last_start = time.monotonic()
        if not address:
            raise SystemExit(f"the stack did not start; its log:\n{self._log.read_text()[-3000:]}")
        return address

    def kill(self) -> None:
        """`kill -9` of the supervisor; the kernel takes the others along."""
        assert self.process
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """Ask it to stop."""
        assert self.process
        self.process.terminate()
        self.process.wait()

    def tree(self) -> list[tuple[str, int]]:
        """Each process under the supervisor, with its role, such as `redis` or `read horse`."""
        assert self.process
        below = _families()
        found: list[tuple[str, int]] = []
        for pid in below.get(self.process.pid, []):
            command = _command(pid)
            found += [(role, pid) for mark, role in ROLES.items() if mark in command]
            if "workers.pool" in command:
                found += _pool(below, pid, "read" if "--stage read" in command else "judge", 0)
        return found


class Killer:
    """Kills, one point after another, and counts."""

    def __init__(self, stack: StackProcess, chance: random.Random, redis_url: Callable[[], str]) -> None:
        self._stack, self._chance, self._redis_url = stack, chance, redis_url
        self.kills: Counter[str] = Counter()
        self.flushes = 0
        self.answered = False  # set by the client at each 2xx
        self._seen: set[int] = set()

    def plan(self) -> list[str]:
        """All points, in an order drawn from the seed."""
        points = [name for name, times in POINTS.items() for _ in range(times)] + ["FLUSHALL"] * FLUSHES
        self._chance.shuffle(points)
        return points

    def pause(self) -> float:
        """Seconds until the next point, so that something can happen in between."""
        return self._chance.uniform(0.1, 1.5)

    def strike(self, point: str) -> None:
        """Kill at a point; where the point does not come up in time, any process instead."""
        if point == "FLUSHALL":
            self._flush()
        elif point == "supervisor":
            self._stack.kill()
            self.kills[point] += 1
            self._stack.start()
        elif not self._kill(point, self._look_for(point)):
            self._kill("any", self._any())

    def _look_for(self, point: str) -> int | None:
        self.answered = False
        deadline = time.monotonic() + LOOK_SECONDS
        while time.monotonic() < deadline:
            found = self._stack.tree()
            if point == "web after a 2xx":
                if self.answered:
                    return next((pid for role, pid in found if role == "web"), None)
            elif point == "any":
                return self._any()
            else:
                # Of what comes and goes, one that was not there before: it is killed as it appears.
                fresh = [pid for role, pid in found if role == point and pid not in self._seen]
                if fresh:
                    return self._chance.choice(fresh)
            time.sleep(0.004)
        return None

    def _any(self) -> int | None:
        found = [pid for _, pid in self._stack.tree()]
        return self._chance.choice(found) if found else None

    def _kill(self, point: str, pid: int | None) -> bool:
        if pid is None:
            return False
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            return False
        self._seen.add(pid)
        self.kills[point] += 1
        return True

    def _flush(self) -> None:
        with suppress(redis.RedisError):
            redis.Redis.from_url(self._redis_url(), socket_timeout=2).flushall()
            self.flushes += 1


def _pool(below: Mapping[int, list[int]], pid: int, stage: str, depth: int) -> list[tuple[str, int]]:
    found = [(f"{stage} {DEPTHS[depth]}", pid)]
    for child in below.get(pid, []):
        found += _pool(below, child, stage, min(depth + 1, len(DEPTHS) - 1))
    return found


def _families() -> dict[int, list[int]]:
    """The children of every process that lives."""
    below: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError):
                state, parent = (folder / "stat").read_text().rsplit(") ", 1)[1].split()[:2]
                if state != "Z":
                    below.setdefault(int(parent), []).append(int(folder.name))
    return below


def _command(pid: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_text(errors="replace").replace("\0", " ")
    return ""
