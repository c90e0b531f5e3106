"""A store of a hundred thousand claims for `bench.pages`, made of the fixture cases.

Rows are written straight into the tables, so that it takes minutes and not days; what they hold is what the product
itself makes of the fixture documents, so pages and calls have as much to decode and draw as they would have.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Table, insert, update

from claimcheck.model.parties import Actor
from claimcheck.services.checking import batches
from claimcheck.services.checking.batches import Assignment
from claimcheck.services.context import Context
from claimcheck.services.people import accounts, keys
from claimcheck.services.programs import programs
from claimcheck.store.blobs import document_key
from claimcheck.store.ids import new_id
from claimcheck.store.tables import (
    audit_entries,
    claim_documents,
    claim_lines,
    claim_revisions,
    claims,
    decisions,
    documents,
    events,
    notices,
    organisations,
    readings,
    review_tasks,
    sales,
    submissions,
    work,
)
from claimcheck.store.tables import programs as published

CASES = Path(__file__).parent.parent / "fixtures" / "cases"
PROGRAMS = Path(__file__).parent.parent / "fixtures" / "programs"
DEALERS, OPEN_EVERY, BATCH = 500, 20, 1_000
COMPANY, BATCHES = "north", 20
TOLD_OF = 3_000
"""So many of the last claims have notices to the people of their dealer."""

STATES = {"approve": "approved", "return": "returned", "review": "review", "reject": "rejected"}
VERDICTS = ("approve", "approve", "approve", "return")
Rows = dict[Table, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of a case as it was read: file and reading are kept once, shared by all claims that hand it in."""

    name: str
    media_type: str
    size: int
    sha256: str
    blob: str
    reading: str


@dataclass(frozen=True, slots=True)
class Sample:
    """A case to make claims of; `decision` is JSON text, in which documents stand by their names."""

    program: str
    fields: Mapping[str, str]
    papers: tuple[Paper, ...]
    decision: str
    sales: tuple[Mapping[str, Any], ...]


def fill(context: Context, count: int) -> None:
    """Write programs, dealers, people and so many claims; then give some of the open ones to a checking company."""
    maker = context.settings.maker
    admin = Actor(maker, "HQ", "admin", "bench")
    for path in sorted(PROGRAMS.glob("*.yaml")):
        programs.publish(context, admin, path.read_text("utf-8"), filename=path.name)
    with context.database.transaction() as conn:  # in force when the oldest claim was made
        conn.execute(update(published).values(published_at=datetime.now(UTC) - timedelta(days=400)))
    told = _people(context)
    samples = _samples(context)
    random, now = Random(7), datetime.now(UTC)
    for start in range(0, count, BATCH):
        rows: Rows = defaultdict(list)
        for number in range(start, min(start + BATCH, count)):
            verdict = "review" if random.random() < 1 / OPEN_EVERY else random.choice(VERDICTS)
            _claim(rows, maker, number, verdict, random.choice(samples[verdict]), random, now, told)
        with context.database.transaction() as conn:
            for table, values in rows.items():
                conn.execute(insert(table), values)
    with context.database.transaction() as conn:
        conn.execute(insert(submissions).values(maker_id=maker, next=count + 1))
    for _ in range(BATCHES if count > 10_000 else 2):
        batches.assign(context, admin, Assignment(COMPANY, size=40, hours=240))


def _people(context: Context) -> dict[str, str]:
    """Dealers' organisations and a person at each tenth; a checking company. Returns ids of people by dealer."""
    maker, now = context.settings.maker, datetime.now(UTC)
    keys.create(context, maker_id=maker, organisation=COMPANY, role="checker")
    with context.database.transaction() as conn:
        conn.execute(
            insert(organisations),
            [{"id": new_id(), "maker_id": maker, "outside_id": dealer(n), "kind": "dealer", "created_at": now,
              "name": f"Dealer {n} Ltd", "region": f"R{n % 8}", "language": "en"} for n in range(DEALERS)],
        )  # fmt: skip
    for number in range(0, DEALERS, 10):
        email = f"person{number}@example.com"
        accounts.create(
            context, maker_id=maker, email=email, name=f"Person {number}", organisation=dealer(number), role="dealer"
        )
    return {one.organisation: one.id for one in accounts.listed(context, maker_id=maker)}


def dealer(number: int) -> str:
    """The outside id of a dealer."""
    return f"D{number % DEALERS:03d}"


def _samples(context: Context) -> dict[str, list[Sample]]:
    """The fixture cases by verdict, their readings and pictures stored."""
    found: dict[str, list[Sample]] = defaultdict(list)
    for folder in sorted(CASES.iterdir()):
        if folder.is_dir():
            told, decision = _json(folder / "claim.json"), _json(folder / "decision.json")
            read = _json(folder / "pages.json")
            papers = tuple(_paper(context, folder, name, entry) for name, entry in read.items())
            made = Sample(
                told["claim"]["program"], told["claim"]["fields"], papers, json.dumps(decision), tuple(told["sales"])
            )
            found[decision["verdict"]].append(made)
    return found


def _paper(context: Context, folder: Path, name: str, entry: Mapping[str, Any]) -> Paper:
    maker, data = context.settings.maker, (folder / name).read_bytes()
    picture = data if name.endswith(".jpg") else _some_picture()
    original = document_key(maker, "HQ")
    context.blobs.put(original, data)
    pages, pictures = entry["pages"], {}
    for one in pages["pages"]:
        pictures[str(one["number"])] = document_key(maker, "HQ")
        context.blobs.put(pictures[str(one["number"])], picture)
        one["picture_sha256"] = hashlib.sha256(picture).hexdigest()
    row = {"id": new_id(), "maker_id": maker, "sha256": f"{folder.name:_<64}"[:64], "locale": "", "pages": pages,
           "reader_version": f"bench {name}", "pictures": pictures, "created_at": datetime.now(UTC)}  # fmt: skip
    with context.database.transaction() as conn:
        conn.execute(insert(readings).values(**row))
    return Paper(name, pages.get("media_type", "image/jpeg"), len(data), entry["sha256"], original, row["id"])


@cache
def _some_picture() -> bytes:
    return next(CASES.glob("receipt-clean/*.jpg")).read_bytes()


def _claim(
    rows: Rows, maker: str, number: int, verdict: str, of: Sample, random: Random, now: datetime,
    told: Mapping[str, str],
) -> None:  # fmt: skip
    at = now - timedelta(minutes=number)
    own = {"maker_id": maker, "created_at": at}
    claim_id, revision_id, decision_id = new_id(), new_id(), new_id()
    whose, papers = dealer(number), {paper.name: new_id() for paper in of.papers}
    rows[claims].append(
        {"id": claim_id, "outside_id": f"C-{number:06d}", "dealer": whose, "program": of.program, "revision": 1,
         "submission": number + 1, "state": STATES[verdict], "decision_id": decision_id, "changed_at": at,
         "decided_at": at, **own}
    )  # fmt: skip
    rows[claim_revisions].append(
        {"id": revision_id, "claim_id": claim_id, "revision": 1, "fields": dict(of.fields), "note": "",
         "actor": "bench", **own}
    )  # fmt: skip
    rows[claim_lines].append(
        {"id": new_id(), "maker_id": maker, "revision_id": revision_id, "number": 1, "fields": {}, "quantity": "1"}
    )
    for position, paper in enumerate(of.papers):
        _document(rows, own, paper, papers[paper.name], whose, revision_id, position)
    said = of.decision
    for name, document_id in papers.items():
        said = said.replace(f'"{name}"', f'"{document_id}"')
    decision = json.loads(said)
    for sale in of.sales:
        decision = _sold(rows, own, sale, number, whose, decision)
    rows[decisions].append(
        {"id": decision_id, "claim_id": claim_id, "revision": 1, "sequence": 1, "verdict": verdict, "by": "machine",
         "decision": decision, "case": {"priors": [], "pairs": []}, "program_version": "1", "engine_version": "bench",
         "seconds": 0.1, **own}
    )  # fmt: skip
    _ledger(rows, own, claim_id, whose, verdict, decision_id)
    if whose in told and number < TOLD_OF and verdict != "review":
        rows[notices].append(
            {"id": new_id(), "user_id": told[whose], "claim_id": claim_id, "kind": f"claim.{verdict}", "attempts": 0,
             "decision_id": decision_id, "data": {"state": STATES[verdict], "revision": 1}, "state": "kept",
             "not_before": at, **own}
        )  # fmt: skip
    for task in _tasks(number, verdict, decision, random, now):
        rows[review_tasks].append(
            {"id": new_id(), "claim_id": claim_id, "revision": 1, "decision_id": decision_id, "fence": 0, **own, **task}
        )


def _document(
    rows: Rows, own: Mapping[str, Any], paper: Paper, document_id: str, whose: str, revision_id: str, position: int
) -> None:
    rows[documents].append(
        {"id": document_id, "organisation": whose, "filename": paper.name, "media_type": paper.media_type,
         "size": paper.size, "sha256": paper.sha256, "blob": paper.blob, "state": "read", "locale": "",
         "reading_id": paper.reading, "read_at": own["created_at"], **own}
    )  # fmt: skip
    rows[claim_documents].append(
        {"id": new_id(), "maker_id": own["maker_id"], "revision_id": revision_id, "document_id": document_id,
         "position": position}
    )  # fmt: skip


def _sold(rows: Rows, own: Mapping[str, Any], sale: Mapping[str, Any], number: int, whose: str, decision: Any) -> Any:
    """A sales record for the claim alone; the decision speaks of it by our id."""
    sale_id = new_id()
    rows[sales].append(
        {"id": sale_id, "maker_id": own["maker_id"], "source": "bench", "sale_id": f"{sale['sale_id']}-{number}",
         "line": 1, "dealer": whose if sale["dealer"] else "", "fields": sale["fields"], "quantity": "1",
         "cancelled": False, "changed_at": own["created_at"]}
    )  # fmt: skip
    return json.loads(json.dumps(decision).replace(f'"{sale["id"]}"', f'"{sale_id}"'))


def _ledger(
    rows: Rows, own: Mapping[str, Any], claim_id: str, whose: str, verdict: str, decision_id: str
) -> None:  # fmt: skip
    """What the log and the live stream hold of a claim, and the work that it was."""
    at: datetime = own["created_at"]
    for sequence, action in enumerate(("submitted", "judging", verdict), start=1):
        digest = hashlib.sha256(f"{claim_id} {sequence}".encode()).hexdigest()
        rows[audit_entries].append(
            {"id": new_id(), "subject_id": claim_id, "sequence": sequence, "action": f"claim.{action}",
             "actor": "system", "details": {"decision": decision_id}, "previous": digest, "hash": digest, **own}
        )  # fmt: skip
        rows[events].append(
            {"organisation": whose, "subject": "claim", "subject_id": claim_id, "kind": "claim.state",
             "data": {"state": action, "revision": 1}, **own}
        )  # fmt: skip
    rows[work].append(
        {"id": new_id(), "stage": "judge", "subject_id": claim_id, "generation": 1, "state": "done", "attempts": 1,
         "fence": 1, "not_before": at, "finished_at": at, **own}
    )  # fmt: skip


def _tasks(
    number: int, verdict: str, decision: Mapping[str, Any], random: Random, now: datetime
) -> Iterator[dict[str, Any]]:
    """The open question of a claim in review; answered ones on some of the others."""
    asked = decision.get("question") or {"code": "amount.contradicted", "field": "total_amount", "text": "Which?"}
    common = {"code": asked["code"], "question": asked, "value": random.randrange(100_000), "currency": "GBP",
              "step": "first", "priority": random.choice((3, 5, 5, 5))}  # fmt: skip
    empty = {"resolved_at": None, "seconds": None, "outcome": None}
    if verdict == "review":
        due = now + timedelta(hours=random.randrange(-20, 60)) if number % 3 else None
        yield {"state": "open", "due_at": due, **empty, **common}
    elif number % 10 == 1:
        yield {"state": "resolved", "due_at": None, **common, "resolved_at": now - timedelta(minutes=number),
               "seconds": random.randrange(10, 200), "outcome": {"verdict": verdict}}  # fmt: skip


def _json(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))
