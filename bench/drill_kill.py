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
    "from claimcheck.services.running.stack import up; from claimcheck.settings import load_settings; "
    "up(load_settings(), lambda stack: print(stack.address, flush=True))"
)
ROLES = {"redis-server": "redis", "workers.web": "web", "workers.ticker": "ticker"}
DEPTHS = ("pool", "worker", "horse", "child")  # below the supervisor: pool, its worker, its work-horse, what that runs
KEEPER, SERVER = "read keeper", "read server"  # of the networks: below the pool too, in sessions of their own
LOOK_SECONDS = 2.0  # how long a named point is waited for
MISSES = 4  # so often in vain, and any process is killed in its place

# How often each point is killed at; the names are printed.
POINTS = {
    "web after a 2xx": 9, "web": 8, "redis": 9, "ticker": 6, "supervisor": 3,
    "read pool": 5, "judge pool": 6, "read worker": 8, "judge worker": 6,
    "read horse": 12, "judge horse": 10, "read child": 14, "any": 8, "FLUSHALL": 12,
    "read keeper": 4, "read server": 8,
}  # fmt: skip


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
        self._left, self._misses = Counter(POINTS), Counter[str]()
        self.answered = False  # set by the client at each 2xx
        self.provoke: Callable[[], object] = lambda: None  # makes the client call
        self._seen: set[int] = set()

    def over(self, kills: int) -> bool:
        """Whether so many were killed, or no point is left."""
        return sum(self.kills.values()) >= kills or not sum(self._left.values())

    def pause(self) -> float:
        """Seconds until the next point, so that something can happen in between."""
        return self._chance.uniform(0.1, 1.5)

    def strike(self) -> str:
        """Kill at one of the points that are left and can come up now, by chance; returns its name, or "" for none."""
        roles = {role for role, _ in self._stack.tree()}
        possible = [point for point, times in self._left.items() if times and _needs(point) <= roles]
        if not possible:
            return ""
        point = self._chance.choices(possible, [self._left[point] for point in possible])[0]
        if point == "FLUSHALL":
            self._flush()
        elif point == "supervisor":
            self._stack.kill()
            self.kills[point] += 1
            self._stack.start()
        elif not self._kill(point, self._look_for(point)):
            self._misses[point] += 1
            if self._misses[point] % MISSES or not self._kill("any", self._any()):
                return ""
        self._left[point] -= 1
        return point

    def _look_for(self, point: str) -> int | None:
        self.answered = False
        if point == "web after a 2xx":
            self.provoke()
        deadline = time.monotonic() + LOOK_SECONDS
        while time.monotonic() < deadline:
            found = self._stack.tree()
            if point == "any":
                return self._any()
            if point == "web after a 2xx":
                if self.answered:
                    return next((pid for role, pid in found if role == "web"), None)
            else:
                # Of what comes and goes, mostly one that has just appeared: looking takes some milliseconds.
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


def _needs(point: str) -> set[str]:
    """The roles without which a point cannot come up. A pool that is loading its model has no worker yet."""
    stage = point.partition(" ")[0]
    if stage in ("read", "judge"):
        return {f"{stage} worker", *({point} & {KEEPER, SERVER})}
    return {"FLUSHALL": {"redis"}, "web after a 2xx": {"web"}, "any": set(), "supervisor": set()}.get(point, {point})


def _pool(below: Mapping[int, list[int]], pid: int, stage: str, depth: int) -> list[tuple[str, int]]:
    found = [(f"{stage} {DEPTHS[depth]}", pid)]
    for child in below.get(pid, []):
        if depth == 0 and _leads_its_session(child):
            found += [(KEEPER, child), *((SERVER, server) for server in below.get(child, []))]
        else:
            found += _pool(below, child, stage, min(depth + 1, len(DEPTHS) - 1))
    return found


def _leads_its_session(pid: int) -> bool:
    try:
        return os.getsid(pid) == pid
    except ProcessLookupError:
        return False


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
