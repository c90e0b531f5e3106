"""The kill drill, `make drill`: is anything lost, or done twice, when any process is killed at any moment?

60 receipts and the claims on them go in through the HTTP API while processes are killed with `kill -9`, at named points
and at random, and Redis is flushed; when few are left in flight, more go in. The drill writes its own journal of every
2xx. Afterwards it holds the journal against what the API says, against the database's rows and against the bytes in
the blob store; `reconcile` is not asked. `--database` and `--blobs` run it over an empty PostgreSQL
database and a bucket.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import socket
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import create_engine, text

from bench import drill_paper
from bench.drill_kill import Killer, StackProcess
from bench.drill_paper import Receipt
from claimcheck.services.context import open_context
from claimcheck.services.people import keys
from claimcheck.settings import Settings
from claimcheck.store.blobs import open_blobs

DOCUMENTS, MOST_DOCUMENTS = 60, 240
LATER = 12  # of these, so many when the web is to be killed right after its answer
FEW, WAVE = 15, 20  # so few undecided claims bring so many more
REPEATS = 4  # of these, so many claim a sale that another has claimed with the same picture
ANSWER_SECONDS = 60.0  # the promise: all decided so soon after the last restart
OPEN_STATES = ("waiting", "judging")


@dataclass
class Journal:
    """Every 2xx, written and synced before the next call: what the service has promised."""

    path: Path
    documents: dict[str, str] = field(default_factory=dict)  # our id of the document: its sha256
    claims: dict[str, str] = field(default_factory=dict)  # our id of the claim: the id that the drill gave it
    lock: threading.Lock = field(default_factory=threading.Lock)

    def write(self, kind: str, made: str, what: str) -> None:
        """Note a promise."""
        with self.lock, self.path.open("a") as file:
            file.write(json.dumps({"kind": kind, "id": made, "what": what}) + "\n")
            file.flush()
            os.fsync(file.fileno())
            (self.documents if kind == "document" else self.claims)[made] = what


@dataclass
class Caller:
    """A dealer's program: it repeats each call under the same idempotency key until it is answered."""

    address: str
    key: str
    journal: Journal
    killer: Killer
    stopped: threading.Event = field(default_factory=threading.Event)
    retries: Counter[str] = field(default_factory=Counter)

    def claim_on(self, number: int, receipt: Receipt) -> None:
        """Upload a receipt and claim on it."""
        file = {"files": (f"receipt-{number}.png", receipt.image, "image/png")}
        uploaded = self._insist("POST", "/v1/documents", f"upload-{number}", files=file).json()["documents"][0]
        self.journal.write("document", uploaded["id"], hashlib.sha256(receipt.image).hexdigest())
        self.killer.answered = True
        claim = {
            "program": "drill",
            "claim_id": f"C{number}",
            "fields": receipt.fields,
            "documents": [uploaded["id"]],
        }
        made = self._insist("POST", "/v1/claims", f"claim-{number}", json=claim).json()
        self.journal.write("claim", made["id"], f"C{number}")
        self.killer.answered = True

    def get(self, path: str) -> Any:
        """Read something."""
        return self._insist("GET", path, "").json()

    def download(self, path: str) -> bytes:
        """Read bytes."""
        return self._insist("GET", path, "").content

    def post(self, path: str, **body: Any) -> Any:
        """Set something up."""
        return self._insist("POST", path, os.urandom(8).hex(), **body).json()

    def _insist(self, method: str, path: str, idempotency_key: str, **body: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.key}"}
        if idempotency_key:
            headers["Idempotency-Key"] = idempotency_key
        while not self.stopped.is_set():
            try:
                answer = httpx.request(method, self.address + path, headers=headers, timeout=15, **body)
            except httpx.HTTPError as error:
                self._note(type(error).__name__)
                continue
            if answer.is_success:
                return answer
            if not (answer.status_code >= 500 or answer.json().get("retry")):
                raise SystemExit(f"{method} {path} {idempotency_key}: {answer.status_code} {answer.text}")
            self._note(str(answer.json().get("code", answer.status_code)))
        raise SystemExit("stopped")

    def _note(self, what: str) -> None:
        self.retries[what] += 1
        time.sleep(0.3)


def main() -> int:
    """Run the drill; 0 when nothing was lost, nothing done twice and all was decided in time."""
    parser = argparse.ArgumentParser(prog="make drill", description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10_000))
    parser.add_argument("--kills", type=int, default=104, help="how many")
    parser.add_argument("--keep", action="store_true", help="keep the folder")
    parser.add_argument("--database", default="", help="an empty database's address; without one, SQLite in the folder")
    parser.add_argument("--blobs", default="", help="a blob store's address; without one, a folder in the folder")
    asked = parser.parse_args()
    print(f"drill: seed {asked.seed} (repeat with --seed {asked.seed})")
    folder = Path(tempfile.mkdtemp(prefix="claimcheck-drill-"))
    print(f"folder {folder}")
    settings = Settings(
        data_dir=folder / "data", port=_free_port(), workers=2, database_url=asked.database, blob_url=asked.blobs
    )
    faults = drill(folder, settings, asked.seed, asked.kills)
    if not asked.keep and not faults:
        for path in sorted(folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
    return 1 if faults else 0


def drill(folder: Path, settings: Settings, seed: int, kills: int) -> list[str]:
    """The drill; returns what went wrong."""
    chance = random.Random(seed)
    receipts = drill_paper.draw(MOST_DOCUMENTS, chance)
    receipts[DOCUMENTS - REPEATS : DOCUMENTS] = receipts[:REPEATS]
    stack = StackProcess(_environment(settings), folder / "stack.log")
    killer = Killer(stack, chance, lambda: f"unix://{settings.data_dir}/run/redis.sock")
    context = open_context(settings)
    dealer, admin = (
        keys.create(context, maker_id=settings.maker, organisation=name, role=role).secret
        for name, role in ((drill_paper.DEALER, "dealer"), ("house", "admin"))
    )
    context.close()
    address = stack.start()
    try:
        caller = Caller(address, dealer, Journal(folder / "journal.jsonl"), killer)
        _prepare(Caller(address, admin, caller.journal, killer), receipts)
        _kill_while_working(caller, killer, settings, receipts, kills)
        seconds = _wait_for_decisions(caller)
        return _report(caller, killer, settings, seed, seconds)
    finally:
        stack.stop()


def _prepare(admin: Caller, receipts: list[Receipt]) -> None:
    admin.post("/v1/programs", content=drill_paper.PROGRAM.encode())
    unique = list({one.sale_id: one for one in receipts}.values())
    admin.post("/v1/sales/imports", files={"file": ("sales.csv", drill_paper.register(unique), "text/csv")})


def _kill_while_working(
    caller: Caller, killer: Killer, settings: Settings, receipts: list[Receipt], kills: int
) -> None:
    began = time.monotonic()
    with ThreadPoolExecutor(6) as pool:
        waiting = list(enumerate(receipts, start=1))
        calls = [pool.submit(caller.claim_on, *waiting.pop(0)) for _ in range(DOCUMENTS - LATER)]

        def one_more() -> None:
            if waiting:
                calls.append(pool.submit(caller.claim_on, *waiting.pop(0)))

        killer.provoke = one_more
        while not killer.over(kills):
            time.sleep(killer.pause())
            point = killer.strike()
            undecided = len(calls) - _decided(settings)
            if undecided <= FEW:
                calls += [pool.submit(caller.claim_on, *waiting.pop(0)) for _ in range(min(WAVE, len(waiting)))]
            if not point:
                continue
            print(
                f"{time.monotonic() - began:6.1f} s  {sum(killer.kills.values()):3} kills  "
                f"{len(caller.journal.claims):3} claims taken, {undecided:3} in flight  {point}",
                flush=True,
            )
        calls += [pool.submit(caller.claim_on, *waiting.pop(0)) for _ in range(DOCUMENTS - len(calls))]
        for call in calls:
            call.result()


def _decided(settings: Settings) -> int:
    return int(_rows(settings, "SELECT count(*) FROM claims WHERE decision_id IS NOT NULL")[0][0])


def _wait_for_decisions(caller: Caller) -> float:
    """Seconds from the last kill until every claim is decided; the promise counts from the last restart."""
    began = time.monotonic()
    while time.monotonic() - began < 5 * ANSWER_SECONDS:
        states = Counter(caller.get(f"/v1/claims/{claim}")["state"] for claim in caller.journal.claims)
        still_open = sum(states[state] for state in OPEN_STATES)
        print(f"  +{time.monotonic() - began:5.1f} s  {dict(states)}", flush=True)
        if not still_open:
            break
        time.sleep(2)
    return time.monotonic() - began


def _report(caller: Caller, killer: Killer, settings: Settings, seed: int, seconds: float) -> list[str]:
    lost, twice, undecided, verdicts, poison = _compare(caller, settings)
    faults = [*lost, *twice, *undecided]
    print("killed:", ", ".join(f"{name} {times}" for name, times in sorted(killer.kills.items())))
    print("repeated calls:", dict(caller.retries), "verdicts:", dict(verdicts), f"settled as poison: {poison}")
    for fault in faults:
        print("FAULT:", fault)
    if seconds > ANSWER_SECONDS:
        faults.append(f"decided only after {seconds:.0f} s")
    print(
        f"drill: seed {seed}, {sum(killer.kills.values())} kills, {killer.flushes} FLUSHALL, "
        f"{len(caller.journal.documents)} documents, {len(caller.journal.claims)} claims: "
        f"{len(lost)} lost, {len(twice)} twice, {len(undecided)} undecided, "
        f"all decided {seconds:.0f} s after the last restart (at most {ANSWER_SECONDS:.0f})"
    )
    return faults


def _compare(caller: Caller, settings: Settings) -> tuple[list[str], list[str], list[str], Counter[str], int]:
    """The journal against the API, the rows and the bytes."""
    journal = caller.journal
    blobs = open_blobs(settings.blobs)
    stored = Counter(hashlib.sha256(blobs.get(key)).hexdigest() for key in list(blobs.keys()))
    lost, twice, undecided = [], [], []
    for document, sha256 in journal.documents.items():
        shown = caller.get(f"/v1/documents/{document}")
        served = hashlib.sha256(caller.download(f"/v1/documents/{document}/original")).hexdigest()
        if {shown["sha256"], served} != {sha256} or not stored[sha256]:
            lost.append(f"document {document}: its bytes are not those that were sent")
        if shown["state"] == "received":
            undecided.append(f"document {document} was never read")
    verdicts: Counter[str] = Counter()
    for claim, number in journal.claims.items():
        shown = caller.get(f"/v1/claims/{claim}")
        verdicts[shown["state"]] += 1
        if shown["claim_id"] != number:
            lost.append(f"claim {claim} is {shown['claim_id']}, not {number}")
        if shown["state"] in OPEN_STATES:
            undecided.append(f"claim {number} is {shown['state']}")
        if len(shown["decisions"]) > 1:
            twice.append(f"claim {number} was decided {len(shown['decisions'])} times")
    twice += _twice(settings)
    poison = int(_rows(settings, "SELECT count(*) FROM work WHERE state = 'dead'")[0][0])
    for kind, known in (("documents", journal.documents), ("claims", journal.claims)):
        there = {row[0] for row in _rows(settings, f"SELECT id FROM {kind}")}
        lost += [f"{kind} row {one} is gone" for one in known if one not in there]
    return lost, twice, undecided, verdicts, poison


def _twice(settings: Settings) -> list[str]:
    """What must be there once and is there more often."""
    asked = {
        "decisions of one claim revision": "SELECT claim_id, revision FROM decisions GROUP BY 1, 2 HAVING count(*) > 1",
        "payments of one sale": "SELECT sale FROM sale_uses WHERE state = 'settled' GROUP BY 1 HAVING count(*) > 1",
        "claims under one number": "SELECT outside_id FROM claims GROUP BY 1 HAVING count(*) > 1",
        "submission numbers": "SELECT submission FROM claims GROUP BY 1 HAVING count(*) > 1",
        "approvals of one sale": "SELECT sale FROM sale_uses JOIN claims ON claims.id = claim_id "
        "WHERE claims.state = 'approved' GROUP BY 1 HAVING count(*) > 1",
    }
    return [f"{what}: {row}" for what, query in asked.items() for row in _rows(settings, query)]


def _rows(settings: Settings, query: str) -> list[tuple[Any, ...]]:
    """The rows themselves, not through the service's own store."""
    engine = create_engine(settings.database)
    try:
        with engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query))]
    finally:
        engine.dispose()


def _environment(settings: Settings) -> dict[str, str]:
    here = {f"CLAIMCHECK_{name.upper()}": str(value) for name, value in settings.model_dump(mode="json").items()}
    return {**os.environ, **here}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
