"""What is read of drawn western papers: `python -m bench.western [--seed N] [--each N] [--half A|B] [--store DIR]`.

Draws papers of every layout of fixtures.western, reads them through the sandbox with no claim and no locale at hand,
and prints per field how many were right, wrong and missing, per layout where it fails, and the misses. A layout of the
half B is scored before anybody looks at what was missed on it. What was read once is kept in the store.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from bench.exam import rows, says_the_same
from bench.readings import readings
from claimcheck.core.extract import extract
from claimcheck.model.documents import PROOF_OF_SALE, Extracted, Pages
from fixtures.make import save
from fixtures.western.draw import draw, half_of, layouts

SURE: Final = 0.9
"""From this confidence on a wrong value is told apart: it may prove a false claim."""

NO_SALE: Final = frozenset({"other", "order", "credit_note"})
"""Kinds of paper that must not be taken for the proof of a sale; which of them it is called matters less."""


@dataclass(slots=True)
class Score:
    """Outcomes (`right`, `wrong`, `missing`) per field and per layout, how many were wrong and sure, and the misses."""

    fields: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    layouts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    misses: list[str] = field(default_factory=list)


def score(labels: Mapping[str, Mapping[str, Any]], read: Iterable[tuple[Path, Pages]]) -> dict[str, Score]:
    """Hold what was read against what was drawn, for each half."""
    found = {"A": Score(), "B": Score()}
    for file, pages in read:
        label, layout = labels[file.name], file.stem.rpartition("-")[0]
        mine = found[half_of(layout)]
        for name, want, got, sure in _values(label, extract(pages)):
            outcome = "missing" if not got else "right" if _same(name, want, got) else "wrong"
            mine.fields[name][outcome] += 1
            mine.layouts[layout][outcome] += 1
            if outcome != "right":
                marked = "!" if outcome == "wrong" and sure >= SURE else " "
                mine.fields[name]["sure"] += marked == "!"
                mine.misses.append(f"{marked} {name:15} {file.name:22} {want}  read {got or '-'} ({sure:.2f})")
    return found


def _same(name: str, want: str, got: str) -> bool:
    if name == "kind":
        return got not in PROOF_OF_SALE if want in NO_SALE else got == want
    return says_the_same(name, want, got)


def _values(label: Mapping[str, Any], documents: tuple[Extracted, ...]) -> Iterator[tuple[str, str, str | None, float]]:
    one = next((one for one in documents if one.kind == label["document_kind"]), next(iter(documents), None))
    yield "kind", label["document_kind"], one.kind if one else None, one.kind_confidence if one else 0.0
    for name, want in label["fields"].items():
        read = one.fields.get(name) if one else None
        yield name, want, read.value if read else None, read.confidence if read else 0.0


def show(half: str, found: Score, misses: int) -> None:
    """Print the figures of a half, its worst layouts first."""
    for name, count in sorted(found.fields.items()):
        told = sum(count[outcome] for outcome in ("right", "wrong", "missing"))
        print(
            f"{half} {name:16} {count['right']:4}/{told:<4} = {count['right'] / told:.3f}  "
            f"wrong {count['wrong']} (sure {count['sure']}), missing {count['missing']}"
        )
    by_share = sorted((count["right"] / max(1, count.total()), name) for name, count in found.layouts.items())
    print(f"{half} by layout: " + ", ".join(f"{name} {share:.3f}" for share, name in by_share))
    for miss in sorted(found.misses)[:misses]:
        print(miss)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=2211)
    parser.add_argument("--each", type=int, default=5)
    parser.add_argument("--half", default="", choices=("", "A", "B"))
    parser.add_argument("--reader", default="rapidocr")
    parser.add_argument("--store", type=Path, help="keeps readings from run to run; by default nothing is kept")
    parser.add_argument("--misses", type=int, default=60)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        save(draw(layouts(given.half), given.each, given.seed), out)
        labels = {Path(row["file"]).name: row for row in rows(out / "labels.jsonl")}
        files = sorted((out / "docs").iterdir())
        found = score(labels, readings(files, given.store or out / "store", reader=given.reader))
    for half in given.half or "AB":
        show(half, found[half], given.misses)


if __name__ == "__main__":
    main()
