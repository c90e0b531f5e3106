"""Papers that were drawn, held against what was read of them: per field, per group of papers, and miss by miss."""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from bench.exam import rows
from bench.readings import readings
from claimcheck.core.evidence.proof import given_agreement
from claimcheck.core.values.compare import subject
from claimcheck.model.documents import Extracted, Pages
from fixtures.make import save
from fixtures.paper import Drawn

BAR: Final = 0.95
"""A program's bar, as it comes: a wrong value that proves a false claim of the same at it is told apart."""

Labels = Mapping[str, Mapping[str, Any]]
"""What truly stands on each file, by its name."""


def _counters() -> dict[str, Counter[str]]:
    return defaultdict(Counter)


@dataclass(slots=True)
class Score:
    """Outcomes (`right`, `wrong`, `missing`) per field and per group of papers, how many were sure, and the misses.

    Attributes:
        sure: values that were wrong and would prove by themselves a claim that says the same, per field.
        groups: by what papers are grouped, such as `layout`; then by the group's name.
    """

    fields: dict[str, Counter[str]] = field(default_factory=_counters)
    groups: dict[str, dict[str, Counter[str]]] = field(default_factory=lambda: defaultdict(_counters))
    sure: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def take(self, file: Path, told: Told, *, right: bool, groups: Mapping[str, str]) -> None:
        """Count one value of a file, which belongs to these groups."""
        outcome = "missing" if not told.got else "right" if right else "wrong"
        for counts in (self.fields[told.name], *(self.groups[title][name] for title, name in groups.items())):
            counts[outcome] += 1
        if outcome != "right":
            sure = outcome == "wrong" and told.exact and given_agreement(subject(told.name), told.confidence) >= BAR
            self.sure[told.name] += sure
            self.misses.append(
                f"{told.name:17} {file.name:32} {told.want}  read {told.got or '-'}{'  (sure)' if sure else ''}"
            )


@dataclass(frozen=True, slots=True)
class Told:
    """One field of a paper: what stands there, and what was read with which confidence, set right or as printed."""

    name: str
    want: str
    got: str | None
    confidence: float
    exact: bool = True


def share(count: Counter[str]) -> float:
    """How many of them were right."""
    return count["right"] / max(1, count.total())


def told(label: Mapping[str, Any], documents: Sequence[Extracted]) -> Iterator[Told]:
    """The kind and each field of the label, as the document says of that kind, else the first."""
    same = [one for one in documents if one.kind == label["document_kind"]]
    one = next(iter(same or documents), None)
    yield Told("kind", label["document_kind"], one.kind if one else None, one.kind_confidence if one else 0.0)
    for name, want in label["fields"].items():
        read = one.fields.get(name) if one else None
        exact = read is not None and not read.repaired
        yield Told(name, want, read.value if read else None, read.confidence if read else 0.0, exact)


def show(found: Score, misses: int, before: str = "") -> None:
    """Print the figures, the worst groups first, and so many misses.

    Args:
        found: what was scored.
        misses: how many to print at the most.
        before: what each line of figures begins with.
    """
    for name, count in sorted(found.fields.items()):
        print(
            f"{before}{name:18} {count['right']:4}/{count.total():<4} = {share(count):.4f}  "
            f"wrong {count['wrong']} (sure {found.sure[name]}), missing {count['missing']}"
        )
    for title, table in found.groups.items():
        ranked = sorted(table.items(), key=lambda item: share(item[1]))
        print(f"{before}by {title}: " + ", ".join(f"{name} {share(count):.3f}" for name, count in ranked))
    for miss in sorted(found.misses)[:misses]:
        print(miss)


def arguments(about: str | None, *, seed: int, misses: int) -> argparse.ArgumentParser:
    """What every exam of drawn papers takes on its command line."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=seed)
    parser.add_argument("--reader", default="rapidocr")
    parser.add_argument("--store", type=Path, help="keeps readings from run to run; by default nothing is kept")
    parser.add_argument("--misses", type=int, default=misses)
    return parser


@contextmanager
def drawn(
    papers: Iterator[Drawn], *, store: Path | None, reader: str
) -> Iterator[tuple[Labels, Iterator[tuple[Path, Pages]]]]:
    """Papers as files, with what truly stands on them and what is read there, while the block runs."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        save(papers, out)
        labels = {Path(row["file"]).name: row for row in rows(out / "labels.jsonl")}
        files = sorted((out / "docs").iterdir())
        yield labels, readings(files, store or out / "store", reader=reader)
