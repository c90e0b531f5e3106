"""What is read of drawn Chinese papers: `python -m bench.chinese [--group NAME] [--count N] [--seed N] [--store DIR]`.

Draws papers of every layout of a group (see fixtures.chinese), reads them through the sandbox with no claim at hand,
and prints per field how many were right, wrong and missing, per layout and effect where it fails, and the misses. Exit
1 where a field is below its mark: 0.97, the VIN 0.99. What was read once is kept in the store.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final

from bench.exam import rows, says_the_same
from bench.readings import readings
from claimcheck.core.extract import extract
from claimcheck.model.documents import Extracted, Pages
from fixtures.chinese.draw import GROUPS, draw
from fixtures.make import save

MARK: Final = 0.97
MARKS: Final = {"vin": 0.99}


@dataclass(slots=True)
class Score:
    """Outcomes (`right`, `wrong`, `missing`) per field, per layout and per effect, and the misses in words."""

    fields: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    layouts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    effects: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    misses: list[str] = field(default_factory=list)

    def faults(self) -> list[str]:
        """Fields below their marks."""
        return [name for name, count in self.fields.items() if share(count) < MARKS.get(name, MARK)]


def share(count: Counter[str]) -> float:
    """How many of them were right."""
    return count["right"] / max(1, count.total())


def score(labels: Mapping[str, Mapping[str, Any]], read: Iterable[tuple[Path, Pages]]) -> Score:
    """Hold what was read against what was drawn."""
    found = Score()
    for file, pages in read:
        label = labels[file.name]
        layout = "-".join(file.stem.split("-")[1:-1])
        for name, want, got in _values(label, _main(extract(pages, locale="zh-CN", currency="CNY"), label)):
            outcome = "missing" if not got else "right" if says_the_same(name, want, got) else "wrong"
            for counts in (found.fields[name], found.layouts[layout], found.effects[label["effect"]]):
                counts[outcome] += 1
            if outcome != "right":
                found.misses.append(f"{name:17} {file.name:32} {want}  read {got or '-'}")
    return found


def _main(documents: tuple[Extracted, ...], label: Mapping[str, Any]) -> Extracted | None:
    same = [one for one in documents if one.kind == label["document_kind"]]
    return next(iter(same or documents), None)


def _values(label: Mapping[str, Any], document: Extracted | None) -> Iterator[tuple[str, str, str | None]]:
    yield "kind", label["document_kind"], document.kind if document else None
    for name, want in label["fields"].items():
        read = document.fields.get(name) if document else None
        # A program in yuan needs no printed sign of currency.
        yield name, want, read.value if read else "CNY" if name == "currency" and document else None


def show(found: Score, misses: int) -> None:
    """Print the figures, the worst layouts and effects last."""
    for name, count in sorted(found.fields.items()):
        right, total = count["right"], count.total()
        print(
            f"{name:18} {right:4}/{total:<4} = {share(count):.4f}  wrong {count['wrong']}, missing {count['missing']}"
        )
    for title, table in (("layout", found.layouts), ("effect", found.effects)):
        told = (f"{name} {share(count):.3f}" for name, count in sorted(table.items(), key=lambda item: share(item[1])))
        print(f"by {title}: " + ", ".join(told))
    for miss in sorted(found.misses)[:misses]:
        print(miss)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--group", choices=list(GROUPS), default="first", help="each was blind once, the last latest")
    parser.add_argument("--kept", dest="group", action="store_const", const="kept", help="the same as --group kept")
    parser.add_argument("--reader", default="rapidocr")
    parser.add_argument("--store", type=Path, help="keeps readings from run to run; by default nothing is kept")
    parser.add_argument("--misses", type=int, default=40)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        save(draw(Random(given.seed), given.count, GROUPS[given.group]), out)
        labels = {Path(row["file"]).name: row for row in rows(out / "labels.jsonl")}
        files = sorted((out / "docs").iterdir())
        found = score(labels, readings(files, given.store or out / "store", reader=given.reader))
    show(found, given.misses)
    faults = found.faults()
    sys.exit("below the mark: " + ", ".join(faults) if faults else 0)


if __name__ == "__main__":
    main()
