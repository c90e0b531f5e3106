"""`make bench`: how fast the whole service is on this machine, beside the bare readers on the same files.

Last line: the ratio of the service's pages per second to those of the bare main reader, untuned. On a machine that does
other work meanwhile, the line above tells more: how much less processor time a page takes, all processes together.
Both are measured warm: before anything is counted, each process that reads, the service's as the bare ones, has read
some other receipts (the service's as many for each of its read workers, as claims, from upload to verdict).
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from bench import bare, judging
from claimcheck import reading
from claimcheck.reading import sandbox
from claimcheck.services.running.stack import Stack, running
from claimcheck.settings import load_settings
from fixtures import exam
from fixtures.invention import DE, EN, FR, MS
from fixtures.invoices import invoice
from fixtures.make import day_of
from fixtures.paper import digital
from fixtures.service import Service

PROGRAMS = Path(__file__).parent.parent / "fixtures" / "programs"
SEED = 6


@dataclass(frozen=True, slots=True)
class Served:
    """What the whole service did."""

    speed: bare.Speed
    workers: int
    seconds_to_first: float
    memory: str
    accept_p50: float
    accept_p99: float
    approved: str


@dataclass(frozen=True, slots=True)
class Papers:
    """Drawn receipts, their claims and the folder that they are saved in."""

    drawn: exam.Exam
    folder: Path

    @classmethod
    def saved(cls, folder: Path, *, seed: int, receipts: int) -> Papers:
        """So many, drawn and saved."""
        drawn = exam.draw(seed, receipts=receipts, invoices=0, cars=0)
        exam.save(drawn, folder)
        return cls(drawn, folder)

    @property
    def files(self) -> Sequence[Path]:
        """The pictures."""
        return [self.folder / "docs" / document.name for document in self.drawn.documents]


def serve(folder: Path, papers: Papers, first: Papers, reader: str = "rapidocr") -> Served:
    """Upload to verdict through HTTP, with as many read workers as come; then accept latency behind a full queue.

    Args:
        folder: for what the service keeps.
        papers: what is counted.
        first: what is read before, for each read worker.
        reader: the main reader.
    """
    limits = {"rate_per_second": 10_000, "rate_burst": 10_000, "port": 0}
    stores = {"database_url": "", "blob_url": "", "redis_url": "", "data_dir": folder / reader, "reader": reader}
    with running(load_settings(**limits, **stores)) as stack:
        dealers = {str(claim["dealer"]) for claim in (*papers.drawn.claims, *first.drawn.claims)}
        service = Service.opened(stack.address, stack.settings, dealers)
        service.publish(PROGRAMS)
        service.import_sales(papers.folder / "sales.csv")
        warm_up(service, first, stack.settings.workers)  # nobody counts that for the bare readers either
        began, before = datetime.now(UTC), spent_by(stack)
        counted = set()
        for claim in papers.drawn.claims:
            ids = [service.upload(claim["dealer"], papers.folder / name) for name in claim["documents"]]
            counted.add(service.submit(claim, ids))
        most = ""
        found = []
        for claims in service.until_decided(1800, every=1):  # asking costs the service time that it needs for the work
            found = [claim for claim in claims if claim["id"] in counted]
            if not most and any(c["decided_at"] for c in found):
                most = memory_of_workers(stack)
        decided = sorted((datetime.fromisoformat(c["decided_at"]) - began).total_seconds() for c in found)
        took = decided[-1]
        pages = len(papers.files)
        speed = bare.Speed(pages / took, (spent_by(stack) - before) / pages)
        p50, p99 = accept_latency(service, papers)
        service.close()
        workers = stack.settings.workers
    return Served(speed, workers, decided[0], most, p50, p99, approved(papers, found))


def approved(papers: Papers, claims: Sequence[Mapping[str, str]]) -> str:
    """How many were approved of the genuine claims and of the others.

    Raises:
        SystemExit: less than half of the genuine ones: then papers were not read, and what that takes is no measure.
    """
    genuine = {str(row["claim_id"]): bool(row["approve"]) for row in papers.drawn.expected}
    passed = [genuine[claim["claim_id"]] for claim in claims if claim["state"] == "approved"]
    told = f"{sum(passed)} of {sum(genuine.values())} genuine, {len(passed) - sum(passed)} of the others"
    if 2 * sum(passed) < sum(genuine.values()):
        raise SystemExit(f"Approved: {told}. The papers were not read as they are; see the log of the read workers.")
    return told


def warm_up(service: Service, first: Papers, workers: int) -> None:
    """Have each read worker, by and large, read the first papers: as many copies of them come as there are workers."""
    for copy in range(workers):
        for claim in first.drawn.claims:
            ids = []
            for name in claim["documents"]:
                other = first.folder / f"{copy}-{Path(name).name}"
                other.write_bytes((first.folder / name).read_bytes() + f"copy {copy}".encode())  # no cache answers
                ids.append(service.upload(claim["dealer"], other))
            service.submit(claim | {"claim_id": f"first-{copy}-{claim['claim_id']}"}, ids)
    for _ in service.until_decided(1800, every=1):
        pass


def accept_latency(service: Service, papers: Papers) -> tuple[float, float]:
    """Milliseconds until an upload is answered, while more wait than can be read: median and 99th percentile."""
    dealer = str(papers.drawn.claims[0]["dealer"])
    source = papers.files[0].read_bytes()
    spent = []
    for number in range(140):
        copy = papers.folder / f"again-{number}.jpg"
        copy.write_bytes(source + f"copy {number}".encode())  # other bytes, so that no cache answers
        before = time.monotonic()
        service.upload(dealer, copy)
        spent.append((time.monotonic() - before) * 1000)
    full = sorted(spent[40:])  # the first ones fill the queue
    return statistics.median(full), full[int(len(full) * 0.99)]


def spent_by(stack: Stack) -> float:
    """Seconds of processor time of all processes of the stack, those that have ended included."""
    ticks = 0
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            try:
                if str(stack.settings.data_dir).encode() in (process / "environ").read_bytes():
                    # After the command's name in brackets: user and system, its own and of children that ended.
                    ticks += sum(map(int, (process / "stat").read_text().rpartition(")")[2].split()[11:15]))
            except OSError:
                continue  # it ended meanwhile
    return ticks / os.sysconf("SC_CLK_TCK")


def memory_of_workers(stack: Stack) -> str:
    """Memory of the pool of readers: what is each one's own, and what they share, in MB."""
    each = []
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            try:
                command = (process / "cmdline").read_bytes().replace(b"\0", b" ")
                environment = (process / "environ").read_bytes()
                if b"--stage read" in command and str(stack.settings.data_dir).encode() in environment:
                    rolled = (process / "smaps_rollup").read_text()
                    rss, pss = (int(rolled.split(f"{name}:")[1].split()[0]) // 1024 for name in ("Rss", "Pss"))
                    each.append((pss, rss))
            except OSError:
                continue  # it ended meanwhile
    told = ", ".join(f"{pss}/{rss}" for pss, rss in sorted(each, reverse=True))
    return f"{sum(pss for pss, _ in each)} MB in all; PSS/RSS of each process: {told}"


def digital_pages_per_second(count: int) -> float:
    """Born-digital pages that one process reads per second, sandbox and all."""
    random = Random(SEED)
    files = [
        digital(invoice((EN, DE, FR, MS)[n % 4], random, day_of(random), pages=1 + n % 3), f"{n}.pdf").data
        for n in range(count)
    ]
    reading.warm("rapidocr")
    sandbox.read(files[0], media_type="application/pdf", reader="rapidocr")
    started = time.monotonic()
    pages = sum(len(sandbox.read(f, media_type="application/pdf", reader="rapidocr").pages.pages) for f in files)
    return pages / (time.monotonic() - started)


@dataclass(frozen=True, slots=True)
class Beside:
    """The service and the reader that it is held against, in one run."""

    service: bare.Speed
    bare: bare.Speed

    def __str__(self) -> str:
        one, other = self.service.pages_per_second, self.bare.pages_per_second
        return f"{one / other:.2f} ({one:.2f} / {other:.2f} pages/s)"

    @property
    def in_processor_time(self) -> str:
        """By what a page takes of a processor."""
        one, other = self.service.processor_seconds, self.bare.processor_seconds
        return f"{other / one:.2f} ({one:.2f} s against {other:.2f} s a page)"


def rows(
    served: Served, unlike: bare.Speed, exact: Beside, tesseract: float, pdf: float, judged: judging.Judging
) -> Sequence[tuple[str, str]]:
    """The table's lines."""
    return (
        (f"whole service, upload to verdict, {served.workers} read workers", told(served.speed)),
        ("bare RapidOCR on OpenVINO, untuned, 2 processes", told(unlike)),
        ("  the service in f32 (CLAIMCHECK_READER=rapidocr-f32)", told(exact.service)),
        ("  bare RapidOCR on OpenVINO in f32", told(exact.bare)),
        ("whole-page pytesseract, 2 processes", f"{tesseract:.2f} pages/s"),
        ("born-digital PDF, sandbox and all, 1 process", f"{pdf:.1f} pages/s"),
        ("first verdict after the first upload", f"{served.seconds_to_first:.1f} s"),
        ("judge alone, per claim (p99)", f"{judged.judge_ms:.2f} ms ({judged.judge_p99_ms:.2f} ms)"),
        (
            "  finding candidate sales (SQLite), per claim",
            f"{judged.candidates_ms:.2f} ms, {judged.candidates:.0f} found",
        ),
        ("  extraction, per page", f"{judged.extract_ms:.2f} ms"),
        ("upload accepted, queue full, p50 / p99", f"{served.accept_p50:.0f} / {served.accept_p99:.0f} ms"),
        ("memory of the readers' pool", served.memory),
        ("claims approved", served.approved),
    )


def told(speed: bare.Speed) -> str:
    """In words."""
    return f"{speed.pages_per_second:.2f} pages/s, {speed.processor_seconds:.2f} s of a processor each"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=40, help="scanned pages that service and bare readers share")
    parser.add_argument("--first", type=int, default=6, help="other pages that each process reads before, uncounted")
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--sales", type=int, default=100_000)
    given, console = parser.parse_args(), Console()
    with tempfile.TemporaryDirectory(prefix="claimcheck-bench-") as folder:
        papers = Papers.saved(Path(folder) / "papers", seed=SEED, receipts=given.pages)
        first = Papers.saved(Path(folder) / "first", seed=SEED + 1, receipts=given.first)
        read = papers.files, first.files
        console.print(
            f"{len(papers.files)} drawn receipts, {os.cpu_count()} cores, seed {SEED}; "
            f"each process, of the service and bare, reads {len(first.files)} others before, which are not counted"
        )
        console.print("the whole service …")
        served = serve(Path(folder), papers, first)
        console.print("the bare readers …")
        unlike = bare.speed(bare.rapidocr, *read)
        console.print("both in f32 …")
        exact = Beside(serve(Path(folder), papers, first, "rapidocr-f32").speed, bare.speed(bare.rapidocr_f32, *read))
        os.environ["OMP_THREAD_LIMIT"] = "1"
        tesseract = bare.speed(bare.tesseract, *read).pages_per_second
        pdf = digital_pages_per_second(30)
        console.print(f"{given.claims} claims against {given.sales} sales …")
        with Progress(console=console, transient=True) as progress:
            bar = progress.add_task("judged", total=given.claims)
            judged = judging.measure(Path(folder), given.claims, given.sales, lambda: progress.advance(bar))
    table = Table("what", "measured", title="claimcheck on this machine", title_justify="left")
    for row in rows(served, unlike, exact, tesseract, pdf, judged):
        table.add_row(*row)
    console.print(table)
    both = Beside(served.speed, unlike)
    print(f"service / bare reader in f32: {exact}")
    print(f"service / bare reader in f32, by processor time: {exact.in_processor_time}")
    print(f"service / bare reader, by processor time: {both.in_processor_time}")
    print(f"service / bare reader: {both}")


if __name__ == "__main__":
    main()
