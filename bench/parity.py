"""`python -m bench.parity EXAM`: the command line and the service must decide alike.

The claims of an exam (a folder in the form that `fixtures.exam` draws) are decided by `claimcheck check`, and again
through the HTTP API of an embedded stack with two read workers; verdict, sale and reasons are compared claim by claim.
Exit 1 when one differs.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from rich.progress import track

from bench.exam import rows
from claimcheck.services.running.stack import running
from claimcheck.settings import load_settings
from fixtures.service import Service

VERDICTS = {"approved": "approve", "returned": "return", "review": "review", "rejected": "reject"}
Told = tuple[str, str | None, tuple[tuple[str, str], ...]]
"""Verdict, outside id of the sale, and code and field of each reason."""


def by_command(given: argparse.Namespace, out: Path) -> dict[str, Told]:
    """What `claimcheck check` says of each claim."""
    command = [str(Path(sys.executable).parent / "claimcheck"), "check", "--programs", str(given.programs)]
    command += ["--sales", str(given.exam / "sales.csv"), "--claims", str(given.exam / "claims.jsonl")]
    command += ["--documents", str(given.documents), "--out", str(out), "--workers", str(given.workers)]
    subprocess.run(command, check=True)
    return {row["claim_id"]: told(row["verdict"], row) for row in rows(out)}


def by_service(given: argparse.Namespace, folder: Path) -> dict[str, Told]:
    """What the service says of each, asked over HTTP."""
    claims = rows(given.exam / "claims.jsonl")
    stores = {"data_dir": folder, "database_url": "", "blob_url": "", "redis_url": ""}
    limits = {"rate_per_second": 10_000, "rate_burst": 10_000, "workers": given.workers, "port": 0}
    with running(load_settings(**stores, **limits)) as stack:
        service = Service.opened(stack.address, stack.settings, {str(claim["dealer"]) for claim in claims})
        service.publish(given.programs)
        service.import_sales(given.exam / "sales.csv")
        started = time.monotonic()
        for claim in track(claims, "uploading and submitting"):
            ids = [service.upload(claim["dealer"], given.documents / name) for name in claim["documents"]]
            service.submit(claim, ids)
        *_, found = service.until_decided(3600, every=1)
        print(f"{len(found)} claims decided through the API in {time.monotonic() - started:.0f} s")
        answers = [service.claim(row["id"]) for row in track(found, "asking for the decisions")]
        service.close()
    return {row["claim_id"]: told(VERDICTS[row["state"]], row["decision"]) for row in answers}


def told(verdict: str, decision: dict[str, Any]) -> Told:
    """What is compared of a decision."""
    reasons = tuple(sorted((reason["code"], reason["field"]) for reason in decision["reasons"]))
    return verdict, decision["sale_id"], reasons


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("exam", type=Path)
    parser.add_argument(
        "--documents", type=Path, help="the folder that the claims' paths start from; EXAM if not given"
    )
    parser.add_argument("--programs", type=Path, default=Path(__file__).parent.parent / "fixtures" / "programs")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--out", type=Path, help="keep here what `claimcheck check` decides")
    given = parser.parse_args()
    given.documents = given.documents or given.exam
    with tempfile.TemporaryDirectory() as scratch:
        service = by_service(given, Path(scratch) / "data")
        command = by_command(given, given.out or Path(scratch) / "decisions.jsonl")
    differing = sorted(c for c in command.keys() | service.keys() if command.get(c) != service.get(c))
    for claim in differing:
        print(f"{claim}: check {command.get(claim)}; service {service.get(claim)}")
    print(f"{len(command)} claims by check, {len(service)} by the service, {len(differing)} decided differently")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
