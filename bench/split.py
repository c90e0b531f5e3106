"""Scores both halves of each exam set, the one that is tuned on and the one that is kept, in one table.

`python -m bench.split --scorers DIR --data DIR --readings DIR [--decisions DIR] [--only SET …] [--misses N]`

A document belongs to the half that the hash of its file's name says (`half_of`), the same wherever a file of that name
lies; a claim to the half of its first document. What a rule, a weight or a threshold is chosen on is `tune`; `kept` is
only looked at as a figure. The scorers are those of the exams (`score.py`, `score_read.py`), run as they are.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final, Literal

from rich.console import Console
from rich.table import Table

from bench.exam import PROGRAMS, rows
from bench.readings import readings
from claimcheck.core.extract import extract
from claimcheck.services.offline.output import reading_line

Half = Literal["tune", "kept"]
HALVES: Final[tuple[Half, Half]] = ("tune", "kept")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ReadingSet:
    """A set whose documents are read with no claim at hand.

    Attributes:
        name: as it is printed.
        folder: under the data.
        labels: file of labels in that folder.
        docs: folder of the documents in it.
        suffixes: which of the files there are meant.
        only_visible: whether a field counts only where the label says that it stands on the page.
    """

    name: str
    folder: str
    labels: str = "labels.jsonl"
    docs: str = "docs"
    suffixes: tuple[str, ...] = ()
    only_visible: bool = False


SETS: Final = (
    ReadingSet("receipts", "receipts-dev"),
    ReadingSet("invoices-pdf", "invoices-dev", suffixes=(".pdf",)),
    ReadingSet("invoices-xml", "invoices-dev", suffixes=(".xml",)),
    ReadingSet("invoices-noxml", "invoices-dev", "labels-pdf.jsonl", "docs-noxml", only_visible=True),
    ReadingSet("invoices-picture", "invoices-dev", "labels-pdf.jsonl", "docs-picture", only_visible=True),
    ReadingSet("adbuy", "adbuy-dev"),
    ReadingSet("vehicle-cn", "vehicle-cn-dev"),
)
RUNS: Final = ("run1", "run2")


def half_of(name: str) -> Half:
    """The half of a document: by the first bit of the SHA-256 of its file's name, without folder and suffix."""
    stem = PurePosixPath(name.replace("\\", "/")).stem
    return HALVES[hashlib.sha256(stem.encode()).digest()[0] & 1]


def labels_of(one: ReadingSet, data: Path) -> list[Row]:
    """The labels of a set's documents."""
    found = rows(data / one.folder / one.labels)
    return [row for row in found if not one.suffixes or PurePosixPath(row["file"]).suffix in one.suffixes]


def files_of(one: ReadingSet, data: Path) -> list[Path]:
    """The documents of a set that have a label."""
    return [data / one.folder / one.docs / PurePosixPath(row["file"]).name for row in labels_of(one, data)]


def read_lines(one: ReadingSet, data: Path, store: Path, reader: str) -> list[Row]:
    """What `claimcheck read` says of a set's documents."""
    return [
        reading_line(str(file), extract(pages), pages, pages.problems, 0.0)
        for file, pages in readings(files_of(one, data), store, reader=reader)
    ]


def scored(scorers: Path, script: str, *arguments: str | Path) -> list[str]:
    """The lines that one of the scorers prints.

    Raises:
        RuntimeError: it failed for another reason than a missed document.
    """
    command = [sys.executable, str(scorers / script), *map(str, arguments)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if ran.stderr:
        raise RuntimeError(ran.stderr)
    return ran.stdout.splitlines()


def write_rows(path: Path, found: Sequence[Row]) -> Path:
    """Rows as JSON lines."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found), "utf-8")
    return path


Cells = dict[tuple[str, str], dict[str, str]]
"""(set, figure) to what each half has."""


def score_reading(
    one: ReadingSet, lines: Sequence[Row], given: argparse.Namespace, cells: Cells
) -> Iterator[tuple[Half, str]]:
    """Put a set's figures into the table; yields the misses."""
    labels = labels_of(one, given.data)
    for half in HALVES:
        with tempfile.TemporaryDirectory() as scratch:
            wanted = [row for row in labels if half_of(row["file"]) == half]
            if not wanted:
                continue
            asked = write_rows(Path(scratch) / "labels.jsonl", wanted)
            read = write_rows(Path(scratch) / "read.jsonl", [x for x in lines if half_of(x["file"]) == half])
            visible = ["--only-visible"] if one.only_visible else []
            told = scored(given.scorers, "score_read.py", asked, read, "--misses", str(given.misses), *visible)
        for line in told:
            if line.startswith("miss "):
                yield half, line
            elif found := re.match(r"(\S+(?: \S+)?)\s+(?:right )?(\d+/\d+ = [\d.]+)", line):
                cells.setdefault((one.name, found[1]), {})[half] = found[2]


def score_decisions(run: str, decisions: Path, given: argparse.Namespace, cells: Cells) -> Iterator[tuple[Half, str]]:
    """Put a run's figures into the table; yields the misses."""
    folder = given.data / "receipts-dev"
    claims, expected = rows(folder / run / "claims.jsonl"), rows(folder / run / "expected.jsonl")
    half_by_claim = {row["claim_id"]: half_of(row["documents"][0]) for row in claims}
    for half in HALVES:
        with tempfile.TemporaryDirectory() as scratch:
            exam = Path(scratch)
            for name, told_of in (("claims", claims), ("expected", expected), ("decisions", rows(decisions))):
                write_rows(exam / f"{name}.jsonl", [r for r in told_of if half_by_claim[r["claim_id"]] == half])
            write_rows(exam / "labels.jsonl", rows(folder / "labels.jsonl"))
            told = scored(given.scorers, "score.py", exam, exam / "decisions.jsonl", "--misses", str(given.misses))
        for line in told:
            if line.startswith("miss "):
                yield half, line
            elif found := re.match(r"(read \S+|[a-z-]+(?: [a-z]+)*)\s+(\d+/\d+(?: = [\d.]+)?)(.*)", line):
                placed = re.search(r"right place (\d+/\d+)", found[3])
                text = found[2] + (f", box {placed[1]}" if placed else "")
                cells.setdefault((run, found[1]), {})[half] = text


def decide(run: str, given: argparse.Namespace) -> Path:
    """The decisions of a run: those kept in the folder given, else made there now by `claimcheck check`."""
    out = Path(given.decisions) / f"{run}.jsonl"
    folder = given.data / "receipts-dev"
    if not out.exists():
        command = [str(Path(sys.executable).parent / "claimcheck"), "check", "--programs", str(PROGRAMS)]
        command += ["--sales", str(folder / run / "sales.csv"), "--claims", str(folder / run / "claims.jsonl")]
        command += ["--documents", str(folder), "--out", str(out)]
        subprocess.run(command, check=True)
    return out


def show(cells: Cells, misses: Mapping[tuple[str, Half], Sequence[str]]) -> None:
    """Print the table, then the misses."""
    table = Table("set", "figure", *HALVES)
    before = ""
    for (name, figure), found in cells.items():
        table.add_row(name if name != before else "", figure, *(found.get(half, "") for half in HALVES))
        before = name
    Console(width=140).print(table)
    for (name, half), lines in misses.items():
        for line in lines:
            print(f"{name} {half}: {line}")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scorers", type=Path, required=True, help="folder of score.py and score_read.py")
    parser.add_argument("--data", type=Path, required=True, help="folder of the sets")
    parser.add_argument("--readings", type=Path, required=True, help="folder that keeps what was read")
    parser.add_argument("--decisions", type=Path, help="folder of run1.jsonl and run2.jsonl; made where missing")
    parser.add_argument("--only", nargs="*", default=[], help="names of the sets wanted; all if not given")
    parser.add_argument("--reader", default="rapidocr")
    parser.add_argument("--misses", type=int, default=0, help="so many misses of the tuned half")
    parser.add_argument(
        "--kept-misses", action="store_true", help="and of the kept one: only once nothing is tuned any more"
    )
    given = parser.parse_args()
    cells: Cells = {}
    misses: dict[tuple[str, Half], list[str]] = defaultdict(list)
    for one in SETS:
        if not given.only or one.name in given.only:
            for half, miss in score_reading(
                one, read_lines(one, given.data, given.readings, given.reader), given, cells
            ):
                if half == "tune" or given.kept_misses:
                    misses[one.name, half].append(miss)
    for run in RUNS if given.decisions else ():
        for half, miss in score_decisions(run, decide(run, given), given, cells):
            if half == "tune" or given.kept_misses:
                misses[run, half].append(miss)
    show(cells, misses)


if __name__ == "__main__":
    main()
