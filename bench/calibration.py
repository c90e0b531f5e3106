"""Whether a stated confidence is the share of right readings.

`python -m bench.calibration --readings DIR [--data DIR]` prints, for the documents of the kept half, how many fields
were stated at which confidence, how many of them were right, and the expected calibration error; then the same for each
class of readings, the kind of a document among them. `--fit` measures on the tuned half and writes
`claimcheck/core/extract/calibration_curves.py` first.
Documents are drawn (fixtures.make, fixtures.layouts) and, with `--data`, those of the exam sets, the scanned or printed
ones also as worn copies (bench.worn).
"""

from __future__ import annotations

import argparse
import importlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Final

from rich.console import Console
from rich.table import Table

from bench.exam import rows, says_the_same
from bench.readings import readings
from bench.split import SETS, Half, Row, files_of, half_of, labels_of, write_rows
from bench.worn import is_short, worn_copy
from claimcheck.core.extract import calibration, calibration_curves
from claimcheck.core.extract.assemble import as_stated
from claimcheck.model.documents import Field, Layer, Pages
from claimcheck.services.offline.output import main_document
from fixtures import layouts, make

WORN: Final = frozenset({"receipts", "invoices-noxml", "adbuy"})
"""Sets of which worn copies are made too."""
BINS: Final = (0.0, 0.5, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 1.001)
FEWEST: Final = 12
"""Readings of a class below which nothing is measured."""
BLOCK: Final = 20
"""Readings that a point of a curve stands for at the least."""
LEAN: Final = 5
SUREST: Final = 0.995
"""Nothing that was measured on a few hundred readings is surer."""
SEED: Final = 770
ONE_KIND: Final = frozenset({"adbuy"})
"""Sets whose labels call all papers by one kind, which is not what stands on them."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One field that was read, and whether it was right."""

    half: Half
    layer: Layer
    stated: Field
    right: bool

    @property
    def kind(self) -> str:
        """Its class of readings."""
        return calibration.class_of(self.stated, self.layer)


def samples(given: argparse.Namespace) -> Iterator[Sample]:
    """Every labelled field that extraction gives a value for, with the confidence that it states before calibration."""
    for folder in _drawn(given.readings, given.drawn):
        labels = {Path(row["file"]).name: row for row in rows(folder / "labels.jsonl")}
        yield from _read([folder / "docs" / name for name in labels], labels, given)
    for one in SETS if given.data else ():
        labels = {Path(row["file"]).name: row for row in labels_of(one, given.data)}
        told = {"only_visible": one.only_visible, "kinds": one.name not in ONE_KIND}
        yield from _read(files_of(one, given.data), labels, given, **told)
        if one.name in WORN:
            short = [file for file in files_of(one, given.data) if is_short(file)]
            copies = {_worn(file, given.readings / "worn"): labels[file.name] for file in short}
            by_name = {file.name: row for file, row in copies.items()}
            yield from _read(list(copies), by_name, given, **told)


def _drawn(store: Path, count: int) -> tuple[Path, Path]:
    """The folders of drawn papers, drawn now where they are missing."""
    papers, bills = store / f"drawn-{SEED}-{count}", store / f"layouts-{SEED}-{count}"
    if not papers.exists():
        make.save(make.draw(Random(SEED), count), papers)
    if not bills.exists():
        (bills / "docs").mkdir(parents=True)
        found: list[Row] = []
        for name, data, label in layouts.draw(Random(SEED), count):
            (bills / "docs" / name).write_bytes(data)
            found.append({"file": f"docs/{name}", **label})
        write_rows(bills / "labels.jsonl", found)
    return papers, bills


def _worn(file: Path, folder: Path) -> Path:
    made = list(folder.glob(f"{file.stem}.*"))
    if made:
        return made[0]
    suffix, data = worn_copy(file)
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / f"{file.stem}{suffix}"
    copy.write_bytes(data)
    return copy


def _read(
    files: Sequence[Path],
    labels: dict[str, Row],
    given: argparse.Namespace,
    *,
    only_visible: bool = False,
    kinds: bool = True,
) -> Iterator[Sample]:
    for file, pages in readings(files, given.readings, reader=given.reader):
        label = labels[file.name]
        shown = label.get("visible") if only_visible else None
        wanted = {
            name: v for name, v in label["fields"].items() if v is not None and (shown is None or shown.get(name))
        }
        kind = str(label.get("document_kind") or "") if kinds else ""
        yield from _of_document(pages, wanted, half_of(file.name), kind)


def _of_document(pages: Pages, wanted: dict[str, str], half: Half, kind: str) -> Iterator[Sample]:
    document = main_document(as_stated(pages))
    layers = {page.number: page.layer for page in pages.pages}
    if document is not None and kind:
        told = calibration.kind_told(document.kind, document.kind_confidence)
        yield Sample(half, layers.get(document.pages[0], "xml"), told, document.kind == kind)
    for name, field in document.fields.items() if document is not None else ():
        if name in wanted and field.value is not None:
            right = says_the_same(name, wanted[name], field.value)
            yield Sample(half, layers.get(field.page or 0, "xml"), field, right)


def fitted(found: Sequence[Sample]) -> dict[str, tuple[tuple[float, float], ...]]:
    """A curve for each class of which enough was measured: rising, each point the share of at least `BLOCK` readings.

    The share of a class is (right + 1) / (all + 2): where none was wrong, the more readings there were the surer it is.
    A point of its curve leans on that share as if it were `LEAN` readings more, and is never surer than a class of so
    many readings can show: (all + 1) / (all + 2).
    """
    by_class: dict[str, list[Sample]] = defaultdict(list)
    for sample in found:
        if calibration.measurable(sample.stated):
            by_class[sample.kind].append(sample)
    return {kind: _curve(members) for kind, members in sorted(by_class.items()) if len(members) >= FEWEST}


def _curve(members: Sequence[Sample]) -> tuple[tuple[float, float], ...]:
    """Blocks of readings in order of their stated confidence, neighbours pooled until their shares rise."""
    overall = (sum(sample.right for sample in members) + 1) / (len(members) + 2)
    surest = min(SUREST, (len(members) + 1) / (len(members) + 2))

    def right(block: Sequence[Sample]) -> float:
        return min(surest, (sum(sample.right for sample in block) + LEAN * overall) / (len(block) + LEAN))

    blocks: list[list[Sample]] = []
    for sample in sorted(members, key=lambda s: s.stated.confidence):
        full = blocks and len(blocks[-1]) >= BLOCK and sample.stated.confidence > blocks[-1][-1].stated.confidence
        if not blocks or full:
            blocks.append([])
        blocks[-1].append(sample)
    if len(blocks) > 1 and len(blocks[-1]) < BLOCK:
        blocks[-2:] = [[*blocks[-2], *blocks[-1]]]
    while (at := next((i for i, (a, b) in enumerate(pairwise(blocks)) if right(b) < right(a)), None)) is not None:
        blocks[at : at + 2] = [[*blocks[at], *blocks[at + 1]]]
    return tuple((round(sum(s.stated.confidence for s in b) / len(b), 3), round(right(b), 3)) for b in blocks)


def write_curves(found: Sequence[Sample]) -> Path:
    """Renew the table of curves beside `calibration.py`."""
    counts: dict[str, int] = defaultdict(int)
    for sample in found:
        counts[sample.kind] += calibration.measurable(sample.stated)
    lines = [
        f"    # {counts[kind]} readings\n    {kind!r}: {points!r},".replace("'", '"')
        for kind, points in fitted(found).items()
    ]
    path = Path(str(calibration_curves.__file__))
    head, _, _ = path.read_text("utf-8").partition("MEASURED: Final")
    day = datetime.now(UTC).date().isoformat()
    measured = (
        f'MEASURED: Final = "{day}, bench.calibration, the tuned half: {len(found)} fields of labelled documents"\n'
    )
    table = "CURVES: Final[Mapping[str, tuple[tuple[float, float], ...]]] = {\n" + "\n".join(lines) + "\n}\n"
    notes = '"""Class of readings to points (stated confidence, share that was right), rising."""\n'
    path.write_text(head + measured + table + notes, "utf-8")
    return path


def reliability(found: Sequence[Sample], *, measured: bool) -> Iterator[tuple[float, float, int, float, int]]:
    """From, to, count, mean confidence and right ones of each bin; with measured confidences, else as stated."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for sample in found:
        field = sample.stated
        if measured:
            field = calibration.calibrated({field.name: field}, {field.page or 0: sample.layer})[field.name]
        at = max(i for i, low in enumerate(BINS[:-1]) if field.confidence >= low)
        bins[at].append((field.confidence, sample.right))
    for at, members in sorted(bins.items()):
        mean = sum(c for c, _ in members) / len(members)
        yield BINS[at], BINS[at + 1], len(members), mean, sum(right for _, right in members)


def error_of(found: Sequence[Sample], *, measured: bool) -> float:
    """Expected calibration error: the mean distance of confidence and share, weighted by the bins' counts."""
    told = list(reliability(found, measured=measured))
    return sum(abs(mean * count - right) for _, _, count, mean, right in told) / max(1, len(found))


def show(found: Sequence[Sample]) -> None:
    """Print the reliability of the kept half, before and after calibration, and the error of each kind of field."""
    console = Console(width=120)
    for measured, title in ((False, "as extraction states it"), (True, "calibrated")):
        table = Table("confidence", "fields", "mean", "right", "share right", title=title)
        for low, high, count, mean, right in reliability(found, measured=measured):
            table.add_row(
                f"{low:.2f}–{min(high, 1):.2f}", str(count), f"{mean:.3f}", str(right), f"{right / count:.3f}"
            )
        console.print(table)
        console.print(f"expected calibration error {error_of(found, measured=measured):.4f} of {len(found)} fields")
    table = Table("class", "fields", "right", "error as stated", "error calibrated")
    by_class: dict[str, list[Sample]] = defaultdict(list)
    for sample in found:
        by_class[sample.kind].append(sample)
    for kind, members in sorted(by_class.items()):
        errors = [f"{error_of(members, measured=measured):.3f}" for measured in (False, True)]
        table.add_row(kind, str(len(members)), f"{sum(s.right for s in members) / len(members):.3f}", *errors)
    console.print(table)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readings", type=Path, required=True, help="folder that keeps what was read and drawn")
    parser.add_argument("--data", type=Path, help="folder of the exam sets")
    parser.add_argument("--drawn", type=int, default=160, help="how many papers and how many invoices are drawn")
    parser.add_argument("--reader", default="rapidocr")
    parser.add_argument("--fit", action="store_true", help="measure on the tuned half and write the table")
    given = parser.parse_args()
    found = list(samples(given))
    if given.fit:
        path = write_curves([sample for sample in found if sample.half == "tune"])
        print(f"written: {path.name}")
        importlib.reload(calibration_curves)
        importlib.reload(calibration)
    show([sample for sample in found if sample.half == "kept"])


if __name__ == "__main__":
    main()
