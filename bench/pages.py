"""How fast pages and API answer at a hundred thousand claims, alone and with twenty people at once.

`python -m bench.pages` fills a SQLite store (`bench.page_store`; `--store FOLDER` keeps it for the next time), starts
one web process, and prints two tables:

- one request after another: the processor time of the web process for each page and call, which other work on the
  machine hardly changes;
- so many people at once, each of whom asks, reads for a while, and asks again: p50 and p95 in milliseconds.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import httpx
from rich.console import Console
from rich.table import Table

from bench.page_store import COMPANY, dealer, fill
from claimcheck.model.parties import Actor
from claimcheck.services.checking import batches, checker_desk
from claimcheck.services.claiming import claims
from claimcheck.services.claiming.views import ClaimView
from claimcheck.services.context import Context, open_context
from claimcheck.services.people import accounts, keys, sessions
from claimcheck.services.reviewing import queue_page
from claimcheck.settings import PREFIX, Settings, load_settings

READS_SECONDS = 1.0
TURNS = ("reviewer", "dealer", "reviewer", "admin", "key", "dealer", "checker", "reviewer", "dealer", "key")
"""Who the people are, in turn."""
Views = Mapping[str, list[str]]


def views_of(context: Context, role: str) -> Views:
    """The pages or calls of a role: a name, and addresses to choose from."""
    maker = context.settings.maker
    whose = Actor(maker, dealer(10), "dealer", "bench") if role == "dealer" else Actor(maker, "HQ", "admin", "bench")
    seen = [one for state in ("returned", "approved") for one in claims.claims(context, whose, state=state, limit=15)]
    papers = [one.current.documents[0] for one in seen]
    of_claims = [f"/claims/{one.id}" for one in seen]
    if role == "reviewer":
        return _reviewer(context, whose, of_claims, papers, _days(seen))
    if role == "checker":
        return _checker(context)
    if role == "dealer":
        return {
            "/claims (dealer)": ["/claims"], "/claims (dealer, days)": [f"/claims?{days}" for days in _days(seen)],
            "/claims/{id} (dealer)": of_claims, "/claims/new": ["/claims/new"],
            "/claims/new/{program}": ["/claims/new/counter-uk"], "/inbox": ["/inbox"], "/bulk": ["/bulk"],
            "/me": ["/me"], "/pictures/{id}/{n}": [f"/pictures/{one}/1" for one in papers],
        }  # fmt: skip
    if role == "admin":
        return {path: [path] for path in (
            "/admin", "/admin/people", "/admin/orgs", "/admin/audit", "/admin/health", "/admin/notices",
            "/admin/programs", "/admin/imports", "/admin/keys", "/admin/settings", "/admin/webhooks", "/assign",
            f"/reports/checkers/{COMPANY}",
        )}  # fmt: skip
    tasks = queue_page.listed(context, whose, limit=20)
    return {
        "/v1/claims": ["/v1/claims", "/v1/claims?state=review"],
        "/v1/claims (days)": [f"/v1/claims?{days}" for days in _days(seen)],
        "/v1/claims/{id}": [f"/v1{one}" for one in of_claims],
        "/v1/documents/{id}": [f"/v1/documents/{one}" for one in papers],
        "/v1/tasks": ["/v1/tasks", "/v1/tasks?state=open"], "/v1/tasks/{id}": [f"/v1/tasks/{one.id}" for one in tasks],
        "/v1/queue": ["/v1/queue"], "/v1/batches": ["/v1/batches"], "/v1/appeals": ["/v1/appeals"],
        "/v1/programs": ["/v1/programs"], "/v1/corrections": ["/v1/corrections"], "/metrics": ["/metrics"],
        f"/v1/reports/checkers/{COMPANY}": [f"/v1/reports/checkers/{COMPANY}"],
    }  # fmt: skip


def _days(seen: list[ClaimView]) -> list[str]:
    """A day, a month, and all days with a state that the database looks for in vain."""
    last = max(one.created_at for one in seen).date() - timedelta(days=1)
    first = last - timedelta(days=30)
    return [f"from={last}&to={last}", f"from={first}&to={last}", f"from=2020-01-01&to={last}&state=rejected"]


def _reviewer(context: Context, whose: Actor, of_claims: list[str], papers: list[str], days: list[str]) -> Views:
    tasks = queue_page.listed(context, whose, limit=30)
    return {
        "/queue": ["/queue", "/queue?order=age", "/queue?order=value"],
        "/queue (filtered)": ["/queue?program=counter-uk", "/queue?days=1&value=500", f"/queue?code={tasks[0].code}"],
        "/tasks/{id}": [f"/tasks/{one.id}" for one in tasks],
        "/claims": ["/claims", "/claims?state=returned"],
        "/claims (found)": ["/claims?number=C-000100", "/claims?dealer=D007", "/claims?program=fleet-cn"],
        "/claims (days)": [f"/claims?{asked}" for asked in days],
        "/claims/{id}": of_claims, "/pictures/{id}/{n}": [f"/pictures/{one}/1" for one in papers],
        "/appeals": ["/appeals"], "/questions": ["/questions"], "/inbox": ["/inbox"],
    }  # fmt: skip


def _checker(context: Context) -> Views:
    wu = Actor(context.settings.maker, COMPANY, "checker", "bench")
    held = batches.pull(context, wu)
    _, items = checker_desk.listed(context, wu, held.id)
    of_items = [f"/batches/{held.id}/tasks/{one.item.id}" for one in items[:20]]
    return {
        "/batches": ["/batches"], "/batches/{id}": [f"/batches/{held.id}"], "/batches/{id}/tasks/{id}": of_items,
        "/reports/checkers (checker)": [f"/reports/checkers/{COMPANY}"],
    }  # fmt: skip


def client_of(context: Context, role: str, number: int) -> httpx.Client:
    """A browser that is signed in, or a machine with a key."""
    maker, address = context.settings.maker, context.settings.address
    if role == "key":
        secret = keys.create(context, maker_id=maker, organisation="HQ", role="admin").secret
        return httpx.Client(base_url=address, headers={"Authorization": f"Bearer {secret}"}, timeout=60)
    email = f"{role}{number}.{time.time_ns()}@example.com"
    organisation = {"dealer": dealer(10), "checker": COMPANY}.get(role, "HQ")
    accounts.create(context, maker_id=maker, email=email, name=email, organisation=organisation, role=role)
    user = next(one for one in accounts.listed(context, maker_id=maker) if one.email == email)
    return httpx.Client(base_url=address, cookies={"claimcheck": sessions.begin(context, user)}, timeout=60)


class Person(threading.Thread):
    """One person who asks for pages in turn, and reads between them."""

    def __init__(self, client: httpx.Client, views: Views, until: float, seed: int) -> None:
        super().__init__(daemon=True)
        self.client, self.views, self.until, self.random = client, list(views.items()), until, Random(seed)
        self.took: dict[str, list[float]] = defaultdict(list)
        self.failed: list[str] = []

    def run(self) -> None:
        """Ask until the time is over."""
        time.sleep(self.random.uniform(0, READS_SECONDS))
        while time.monotonic() < self.until:
            name, choices = self.random.choice(self.views)
            path = self.random.choice(choices)
            started = time.perf_counter()
            answer = self.client.get(path)
            self.took[name].append((time.perf_counter() - started) * 1000)
            if answer.status_code != 200:
                self.failed.append(f"{path}: {answer.status_code}")
            time.sleep(self.random.uniform(0.5, 1.5) * READS_SECONDS)


@contextmanager
def served(settings: Settings) -> Iterator[int]:
    """The web process on the settings' store, answering."""
    told = {f"{PREFIX}{name.upper()}": str(value) for name, value in settings.model_dump(mode="json").items()}
    with subprocess.Popen([sys.executable, "-m", "workers.web"], env={**os.environ, **told}) as process:
        try:
            for _ in range(200):
                try:
                    httpx.get(f"{settings.address}/healthz", timeout=2).raise_for_status()
                    break
                except httpx.HTTPError:
                    time.sleep(0.1)
            yield process.pid
        finally:
            process.terminate()


def cpu_seconds(process: int) -> float:
    """Processor time that a process of Linux has used, its threads that ended included."""
    parts = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


def alone(process: int, clients: Mapping[str, tuple[httpx.Client, Views]], times: int) -> Table:
    """One request after another: processor time of the web process for each, the dearest last."""
    rows: dict[str, tuple[float, float, int]] = {}
    for client, views in clients.values():
        for name, choices in views.items():
            for path in choices[:3]:  # as a page is asked for again: connections open, statements and templates known
                client.get(path)
            before, took, size = cpu_seconds(process), [], 0
            for n in range(times):
                started = time.perf_counter()
                answer = client.get(choices[n % len(choices)])
                took.append((time.perf_counter() - started) * 1000)
                size = max(size, len(answer.content))
                if answer.status_code != 200:
                    print(f"{choices[n % len(choices)]}: {answer.status_code}")
            spent = (cpu_seconds(process) - before) * 1000 / times
            rows[name] = (spent, statistics.median(took), size)
    table = Table("page or call", "CPU ms", "p50 ms", "KB", title="One after another", title_justify="left")
    for name, (spent, middle, size) in sorted(rows.items(), key=lambda row: row[1][0]):
        table.add_row(name, f"{spent:.1f}", f"{middle:.0f}", f"{size / 1000:.0f}")
    return table


def together(asked: list[Person]) -> Table:
    """p50 and p95 by page with all people at once, the slowest last."""
    took: dict[str, list[float]] = defaultdict(list)
    for person in asked:
        for name, values in person.took.items():
            took[name] += values
    took["all"] = [one for values in list(took.values()) for one in values]
    title = f"{len(asked)} people at once"
    table = Table("page or call", "asked", "p50 ms", "p95 ms", title=title, title_justify="left")
    rows = {name: (len(v), statistics.median(v), sorted(v)[int(len(v) * 0.95)]) for name, v in took.items() if v}
    for name, (asked_for, middle, high) in sorted(rows.items(), key=lambda row: row[1][2]):
        table.add_row(name, str(asked_for), f"{middle:.0f}", f"{high:.0f}")
    return table


def measure(context: Context, given: argparse.Namespace) -> None:
    """Ask one after another, then all at once; print both tables."""
    views = {role: views_of(context, role) for role in dict.fromkeys(TURNS)}
    with served(context.settings) as process:
        first = {role: (client_of(context, role, 0), views[role]) for role in views}
        Console().print(alone(process, first, given.times))
        if not given.seconds:
            return
        roles = [TURNS[n % len(TURNS)] for n in range(given.people)]
        clients = [client_of(context, role, n) for n, role in enumerate(roles, start=1)]
        until, load = time.monotonic() + given.seconds, os.getloadavg()[0]
        before, began = cpu_seconds(process), time.monotonic()
        asked = [
            Person(client, views[role], until, n) for n, (client, role) in enumerate(zip(clients, roles, strict=True))
        ]
        for person in asked:
            person.start()
        for person in asked:
            person.join()
        share = (cpu_seconds(process) - before) / (time.monotonic() - began)
    Console().print(together(asked))
    failed = [one for person in asked for one in person.failed]
    print(f"{len(failed)} answers were not 200" + (f": {failed[0]}" if failed else ""))
    print(f"the web process used {share:.0%} of a core; load {load:.1f} before, {os.getloadavg()[0]:.1f} after")


def main() -> None:
    """Fill, serve, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60, help="of all people at once; 0 leaves that out")
    parser.add_argument("--times", type=int, default=30, help="so many requests of each kind, one after another")
    parser.add_argument("--port", type=int, default=8799)
    parser.add_argument("--store", type=Path, help="a folder to keep the store in; filled where it is new")
    parser.add_argument("--database", default="", help="a PostgreSQL address, in place of a SQLite file in the store")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as spare:
        folder = given.store or Path(spare)
        new = not (folder / "filled").exists()
        fast: dict[str, Any] = {"rate_per_second": 10_000, "rate_burst": 10_000, "port": given.port}
        context = open_context(load_settings(data_dir=folder, database_url=given.database, blob_url="", **fast))
        if new:
            started = time.monotonic()
            fill(context, given.claims)
            (folder / "filled").touch()
            print(f"{given.claims} claims written in {time.monotonic() - started:.0f} s")
        measure(context, given)


if __name__ == "__main__":
    main()
