"""How fast pages and API answer at a hundred thousand claims with twenty people at once: `python -m bench.pages`.

Claims, decisions and open questions are written straight into a SQLite store; one web process answers; each person
asks, reads for a while, and asks again. Prints p50 and p95 in milliseconds for each page and call.
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
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import httpx
from rich.console import Console
from rich.table import Table
from sqlalchemy import insert

from claimcheck.model.decisions import Decision, Finding, LineVerdict, Question, Reason
from claimcheck.model.parties import Actor
from claimcheck.model.wire import encode
from claimcheck.services import accounts, keys, programs, sessions
from claimcheck.services.context import Context, open_context
from claimcheck.settings import PREFIX, Settings, load_settings
from claimcheck.store.ids import new_id
from claimcheck.store.tables import claim_lines, claim_revisions, claims, decisions, review_tasks

PROGRAM = Path(__file__).parent.parent / "fixtures" / "programs" / "counter-uk.yaml"
DEALERS, OPEN_EVERY, BATCH = 500, 20, 2_000
STATES = {"approve": "approved", "return": "returned", "review": "review", "reject": "rejected"}
READS_SECONDS = 1.0


def fill(context: Context, count: int) -> dict[str, list[str]]:
    """Write claims with a decision each; returns ids of claims by verdict."""
    random, now = Random(7), datetime.now(UTC)
    made: dict[str, list[str]] = defaultdict(list)
    for start in range(0, count, BATCH):
        rows: dict[Any, list[dict[str, Any]]] = defaultdict(list)
        for number in range(start, min(start + BATCH, count)):
            verdict = "review" if number % OPEN_EVERY == 0 else random.choice(("approve", "approve", "return"))
            made[verdict].append(_claim(rows, context.settings.maker, number, verdict, random, now))
        with context.database.transaction() as conn:
            for table, values in rows.items():
                conn.execute(insert(table), values)
    return made


def _claim(
    rows: dict[Any, list[dict[str, Any]]], maker: str, number: int, verdict: Any, random: Random, now: datetime
) -> str:
    claim_id, revision_id, decision_id = new_id(), new_id(), new_id()
    at = now - timedelta(minutes=number)
    fields = {"seller_name": f"Seller {number % 900} Ltd", "invoice_date": "2025-03-14", "total_amount": f"{number}.00"}
    reason = Reason("amount.contradicted", "total_amount", "The page shows another total.", verdict, "19.00", "16.00")
    told = Decision(
        verdict,
        () if verdict == "approve" else (reason,),
        (Finding("amount.contradicted", "pass" if verdict == "approve" else "fail", "total_amount", "As it is."),),
        (LineVerdict(1, verdict),),
        question=Question("amount.contradicted", "total_amount", "Which is the total?")
        if verdict == "review"
        else None,
    )
    common = {"maker_id": maker, "created_at": at}
    rows[claims].append(
        {"id": claim_id, "outside_id": f"C-{number:06d}", "dealer": f"D{number % DEALERS:03d}", "program": "counter-uk",
         "submission": number + 1, "revision": 1, "state": STATES[verdict], "decision_id": decision_id,
         "changed_at": at, "decided_at": at, **common}
    )  # fmt: skip
    rows[claim_revisions].append(
        {
            "id": revision_id,
            "claim_id": claim_id,
            "revision": 1,
            "fields": fields,
            "note": "",
            "actor": "seed",
            **common,
        }
    )
    rows[claim_lines].append(
        {"id": new_id(), "maker_id": maker, "revision_id": revision_id, "number": 1, "fields": {}, "quantity": "1"}
    )
    rows[decisions].append(
        {"id": decision_id, "claim_id": claim_id, "revision": 1, "sequence": 1, "verdict": verdict, "by": "machine",
         "decision": encode(told), "case": {}, "program_version": "1", "engine_version": "seed", "seconds": 0.1,
         **common}
    )  # fmt: skip
    if verdict == "review":
        rows[review_tasks].append(
            {"id": new_id(), "claim_id": claim_id, "revision": 1, "decision_id": decision_id,
             "code": "amount.contradicted", "question": encode(told.question), "state": "open", "fence": 0,
             "value": random.randrange(100_000), "currency": "GBP", **common}
        )  # fmt: skip
    return claim_id


class Person(threading.Thread):
    """One person who asks for pages in turn, and reads between them."""

    def __init__(self, client: httpx.Client, paths: list[tuple[str, list[str]]], until: float, seed: int) -> None:
        super().__init__(daemon=True)
        self.client, self.paths, self.until, self.random = client, paths, until, Random(seed)
        self.took: dict[str, list[float]] = defaultdict(list)
        self.failed: list[str] = []

    def run(self) -> None:
        """Ask until the time is over."""
        while time.monotonic() < self.until:
            name, choices = self.random.choice(self.paths)
            path = self.random.choice(choices)
            started = time.perf_counter()
            answer = self.client.get(path)
            self.took[name].append((time.perf_counter() - started) * 1000)
            if answer.status_code != 200:
                self.failed.append(f"{path}: {answer.status_code}")
            time.sleep(self.random.uniform(0.5, 1.5) * READS_SECONDS)


def people(context: Context, address: str, ids: dict[str, list[str]], count: int, until: float) -> list[Person]:
    """Dealers, reviewers, an administrator and machines, each on pages of their own."""
    of_first = [one for number, one in enumerate(ids["approve"] + ids["return"]) if number % 50 == 0]
    views = {
        "reviewer": [("/queue", ["/queue", "/queue?sort=age"]), ("/claims", ["/claims", "/claims?state=returned"]),
                     ("/claims/{id}", [f"/claims/{one}" for one in of_first]), ("/appeals", ["/appeals"])],
        "dealer": [("/claims (dealer)", ["/claims"]), ("/claims/new", ["/claims/new"]), ("/inbox", ["/inbox"]),
                   ("/bulk", ["/bulk"])],
        "admin": [("/admin/people", ["/admin/people"]), ("/admin/audit", ["/admin/audit"]),
                  ("/admin/health", ["/admin/health"]), ("/admin/notices", ["/admin/notices"])],
        "key": [("/v1/claims", ["/v1/claims", "/v1/claims?state=review"]),
                ("/v1/claims/{id}", [f"/v1/claims/{one}" for one in of_first]), ("/v1/tasks", ["/v1/tasks"])],
    }  # fmt: skip
    turns = ["reviewer", "dealer", "reviewer", "admin", "key"]
    return [
        Person(_client(context, address, turns[n % len(turns)], n), views[turns[n % len(turns)]], until, n)
        for n in range(count)
    ]


def _client(context: Context, address: str, role: str, number: int) -> httpx.Client:
    maker = context.settings.maker
    if role == "key":
        secret = keys.create(context, maker_id=maker, organisation="HQ", role="admin").secret
        return httpx.Client(base_url=address, headers={"Authorization": f"Bearer {secret}"}, timeout=30)
    organisation = f"D{number:03d}" if role == "dealer" else "HQ"
    email = f"{role}{number}@example.com"
    accounts.create(context, maker_id=maker, email=email, name=email, organisation=organisation, role=role)
    user = next(one for one in accounts.listed(context, maker_id=maker) if one.email == email)
    return httpx.Client(base_url=address, cookies={"claimcheck": sessions.begin(context, user)}, timeout=30)


def served(settings: Settings) -> subprocess.Popen[bytes]:
    """The web process on the settings' store, answering."""
    told = {f"{PREFIX}{name.upper()}": str(value) for name, value in settings.model_dump(mode="json").items()}
    process = subprocess.Popen([sys.executable, "-m", "workers.web"], env={**os.environ, **told})
    for _ in range(200):
        try:
            if httpx.get(f"{settings.address}/healthz", timeout=2).is_success:
                return process
        except httpx.HTTPError:
            time.sleep(0.1)
    process.kill()
    raise TimeoutError("the web process does not answer")


def table_of(asked: list[Person]) -> Table:
    """p50 and p95 by page, the slowest last."""
    took: dict[str, list[float]] = defaultdict(list)
    for person in asked:
        for name, values in person.took.items():
            took[name] += values
    table = Table("page or call", "asked", "p50 ms", "p95 ms", title="Twenty people at once", title_justify="left")
    rows = {name: (len(v), statistics.median(v), sorted(v)[int(len(v) * 0.95)]) for name, v in took.items() if v}
    for name, (asked_for, middle, high) in sorted(rows.items(), key=lambda row: row[1][2]):
        table.add_row(name, str(asked_for), f"{middle:.0f}", f"{high:.0f}")
    return table


def main() -> None:
    """Fill, serve, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--port", type=int, default=8799)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        fast: dict[str, Any] = {"rate_per_second": 10_000, "rate_burst": 10_000, "port": given.port}
        settings = load_settings(data_dir=Path(folder), database_url="", blob_url="", **fast)
        context = open_context(settings)
        admin = Actor(settings.maker, "HQ", "admin", "bench")
        programs.publish(context, admin, PROGRAM.read_text("utf-8"), filename=PROGRAM.name)
        started = time.monotonic()
        ids = fill(context, given.claims)
        print(f"{given.claims} claims written in {time.monotonic() - started:.0f} s")
        web = served(settings)
        try:
            asked = people(context, settings.address, ids, given.people, time.monotonic() + given.seconds)
            for person in asked:
                person.start()
            for person in asked:
                person.join()
        finally:
            web.terminate()
            web.wait()
        Console().print(table_of(asked))
        failed = [one for person in asked for one in person.failed]
        print(f"{len(failed)} answers were not 200" + (f": {failed[0]}" if failed else ""))


if __name__ == "__main__":
    main()
