"""`judge` alone: synthetic claims on drawn papers against a register of a hundred thousand sales."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from claimcheck.core.blocking import blocking_keys
from claimcheck.core.extract import extract
from claimcheck.core.judge import judge
from claimcheck.model.case import Case, CaseDocument
from claimcheck.model.claims import Claim
from claimcheck.model.documents import Box, Line, Page, Pages, Word
from claimcheck.model.programs import Program
from claimcheck.store.database import Database, open_database
from claimcheck.store.migrations import upgrade
from claimcheck.store.programs import sales
from fixtures import cases, exam
from fixtures.invention import DE, EN, FR, MS
from fixtures.lies import LIES, Subject, lie
from fixtures.make import day_of
from fixtures.paper import Paper
from fixtures.receipts import receipt
from fixtures.sheet import extent

MAKER = "default"
PAPERS = 1000
"""So many different papers; the claims on them differ in what they claim."""
DEALERS = 200
MARKETS = ((EN, "counter-uk"), (DE, "counter-eu"), (FR, "counter-eu"), (MS, "counter-my"))


@dataclass(frozen=True, slots=True)
class Judging:
    """Milliseconds per claim, and how many candidate sales a claim had on the average."""

    extract_ms: float
    candidates_ms: float
    judge_ms: float
    judge_p99_ms: float
    candidates: float
    approved: int


def pages_of(paper: Paper) -> Pages:
    """A paper as a good reader would see it."""
    pages = []
    for number, sheet in enumerate(paper.sheets, start=1):
        lines = []
        for ink in sheet.inks:
            x1, y1, x2, y2 = extent(ink)
            box = Box(x1 / sheet.width, y1 / sheet.height, x2 / sheet.width, y2 / sheet.height)
            lines.append(Line(ink.text, box, 0.985, (Word(ink.text, box, 0.985),)))
        pages.append(Page(number, 1000, round(1000 * sheet.height / sheet.width), tuple(lines), "ocr", "drawn"))
    return Pages("drawn", "image/jpeg", tuple(pages))


def drawn(random: Random) -> Iterator[tuple[Subject, Pages]]:
    """Papers with what a reader makes of them."""
    for number in range(PAPERS):
        market, program = MARKETS[number % len(MARKETS)]
        paper = receipt(market, random, day_of(random))
        yield Subject("counter", program, (), paper.fields, paper.others), pages_of(paper)


def register(random: Random, subjects: Sequence[Subject], count: int) -> list[sales.SaleRow]:
    """The sales behind the papers, their look-alikes, and as many others as it takes."""
    rows = []
    for number in range(count):
        subject = subjects[number % len(subjects)]
        fields = dict(subject.fields)
        if number >= len(subjects):
            day = date(2025, 1, 6) + timedelta(days=random.randrange(330))
            fields |= {"total_amount": f"{random.uniform(5, 500):.2f}", "invoice_date": day.isoformat()}
            fields["invoice_number"] = f"{random.randrange(10**6, 10**8)}"
        told = exam.sale(random, f"D{number % DEALERS:03d}", fields, random.choice((0, 0, 1, 2)))
        sale_id, dealer = f"S{number:06d}", told.pop("dealer")
        told.pop("sale_id")
        rows.append(sales.SaleRow(sale_id, 1, dealer, {k: v for k, v in told.items() if v}))
    return rows


def claim(random: Random, subject: Subject, number: int, place: int) -> Claim:
    """A claim on a paper: honest, or lying as in the exam."""
    kind = (
        "genuine" if random.random() < exam.GENUINE else random.choice([k for k in LIES["counter"] if k != "duplicate"])
    )
    fields = {n: subject.fields[n] for n in exam.CLAIMED["counter"]} | lie(kind, subject, random).claimed
    return Claim(f"C{number}", f"C{number}", subject.program, f"D{place % DEALERS:03d}", number, 1, fields, (), ("d",))


def stocked(folder: Path, rows: Sequence[sales.SaleRow]) -> Database:
    """A database with that register."""
    database = open_database(f"sqlite:///{folder / 'judging.db'}")
    upgrade(database)
    with database.transaction() as conn:
        for start in range(0, len(rows), 10_000):
            sales.put(conn, MAKER, "bench", rows[start : start + 10_000], datetime.now(UTC))
    return database


def measure(folder: Path, claims: int, register_size: int, tick: Callable[[], object]) -> Judging:
    """Judge so many claims against so many sales; `tick` hears of progress."""
    random = Random(4)
    papers = list(drawn(random))
    programs: dict[str, Program] = {name: cases.load_program(name) for name in {name for _, name in MARKETS}}
    started = time.perf_counter()
    documents = []
    for place, (subject, pages) in enumerate(papers):
        program = programs[subject.program]
        found = extract(pages, locale=program.locale, currency=program.currency)
        documents.append(CaseDocument("d", f"{place:064x}", pages, found))
    extract_ms = (time.perf_counter() - started) / len(papers) * 1000
    database = stocked(folder, register(random, [subject for subject, _ in papers], register_size))
    finding, spent, candidates, approved = 0.0, [], 0, 0
    for number in range(claims):
        place = number % len(papers)
        subject, document = papers[place][0], documents[place]
        made = claim(random, subject, number, place)
        before = time.perf_counter()
        with database.read() as conn:
            near = sales.candidates(conn, MAKER, blocking_keys(made, document.extracted))
        ready = time.perf_counter()
        decision = judge(Case(made, programs[subject.program], (document,), near))
        spent.append(time.perf_counter() - ready)
        finding += ready - before
        candidates += len(near)
        approved += decision.verdict == "approve"
        tick()
    database.close()
    spent.sort()
    each = 1000 / claims
    p99 = spent[int(len(spent) * 0.99)] * 1000
    return Judging(extract_ms, finding * each, sum(spent) * each, p99, candidates / claims, approved)
