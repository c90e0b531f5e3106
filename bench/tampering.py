"""How many changed papers come before a person with the place of the change marked, and how many honest ones do.

`python -m bench.tampering --lines DIR [--each N] [--honest PATH …]`

Each way to change a paper (`tamper`, `forgery`, `retouched`, `overlaid` of `fixtures`) is tried on N drawn papers of
their own; the unchanged papers, and the files that --honest names (folders are searched), are claimed on as well.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from rich.console import Console
from rich.progress import track
from rich.table import Table

from bench.duplicates import PROGRAM
from bench.embedded import Pipeline, pipeline
from claimcheck.model.decisions import Decision
from fixtures import forgery, overlaid, retouched, tamper
from fixtures.invention import MARKETS
from fixtures.invoices import invoice
from fixtures.make import day_of
from fixtures.paper import Drawn, digital, scan
from fixtures.receipts import receipt
from fixtures.tamper import Edges, Way

EFFECTS = ("noise", "clean", "photo", "shadow", "blur")
LARGEST = 0.15
"""Share of the page from which on a box marks no place."""
FILES = (".jpg", ".jpeg", ".png", ".pdf", ".tif", ".tiff", ".webp")

OF_PICTURES = tamper.OF_PICTURES | forgery.WAYS | retouched.WAYS | overlaid.OF_PICTURES
OF_PDFS = tamper.OF_PDFS | overlaid.OF_PDFS


@dataclass(frozen=True, slots=True)
class Changed:
    """A paper, changed or not."""

    way: str
    name: str
    data: bytes
    place: Edges | None = None


@dataclass(slots=True)
class Tally:
    """What came of the papers of one way."""

    count: int = 0
    reviewed: int = 0
    placed: int = 0
    misses: list[str] = field(default_factory=list)


def papers(each: int, seed: int) -> Iterator[Changed]:
    """Papers changed in every way, and the same unchanged."""
    for way, act in (OF_PICTURES | OF_PDFS).items():
        for number in range(each):
            random = Random(f"{seed} {way} {number}")
            base = _base(way, number, random)
            stem, end = f"{way.replace(' ', '-').replace(',', '')}-{number}", base.name[-4:]
            yield Changed("honest, drawn", f"{stem}{end}", base.data)
            yield _changed(base, act, Changed(way, f"{stem}-changed{end}", b"", base.boxes["total_amount"][0]), random)


def _base(way: str, number: int, random: Random) -> Drawn:
    market = list(MARKETS.values())[number % len(MARKETS)]
    if way in OF_PDFS:
        return digital(invoice(market, random, day_of(random)), "i.pdf")
    effect = EFFECTS[number % len(EFFECTS)]
    return scan(receipt(market, random, day_of(random)), "r.jpg", random, effect, dpi=random.choice((180, 200, 220)))


def _changed(base: Drawn, act: Way, changed: Changed, random: Random) -> Changed:
    assert changed.place is not None, "a changed paper has a place"
    data = act(base.data, changed.place, random)
    return Changed(changed.way, changed.name, data, changed.place)


def honest(paths: Sequence[Path]) -> Iterator[Changed]:
    """The files of these folders, and these files."""
    for path in paths:
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.suffix.lower() in FILES:
                yield Changed(f"honest, {path.name}", file.name, file.read_bytes())


def marked(decision: Decision, place: Edges | None) -> bool:
    """Whether a reason marks a small place on the page that lies on the change."""
    for reason in decision.reasons:
        box = reason.place.box if reason.place is not None else None
        if reason.code != "document.edited" or box is None or place is None:
            continue
        wide = min(box.right, place[2]) - max(box.left, place[0])
        high = min(box.bottom, place[3]) - max(box.top, place[1])
        small = (box.right - box.left) * (box.bottom - box.top) <= LARGEST
        if small and wide > 0 and high > 0:
            return True
    return False


def decide(on: Pipeline, found: Sequence[Changed]) -> dict[str, Tally]:
    """Claim on each paper."""
    tallies: dict[str, Tally] = {}
    for place, paper in enumerate(track(found, "papers", transient=True)):
        decision, pages = on.claim("spring-eur", f"D{place}", {}, f"{place}-{paper.name}", paper.data)
        tally = tallies.setdefault(paper.way, Tally())
        said = [reason for reason in decision.reasons if reason.code == "document.edited"]
        tally.count += 1
        tally.reviewed += bool(said)
        tally.placed += marked(decision, paper.place)
        if bool(said) == paper.way.startswith("honest") or (said and not marked(decision, paper.place)):
            codes = ",".join(signal.code for signal in pages.signals)
            tally.misses.append(f"{paper.name}: {codes} {'; '.join(reason.message for reason in said)}")
    return tallies


def show(tallies: dict[str, Tally], misses: int) -> bool:
    """Print the table; whether the thresholds are kept."""
    table = Table("way", "papers", "in review", "place marked")
    for way, one in tallies.items():
        table.add_row(way, str(one.count), str(one.reviewed), "" if way.startswith("honest") else str(one.placed))
    Console(width=100).print(table)
    changed = [one for way, one in tallies.items() if not way.startswith("honest")]
    plain = [one for way, one in tallies.items() if way.startswith("honest")]
    count, told, placed = (sum(getattr(one, name) for one in changed) for name in ("count", "reviewed", "placed"))
    wrongly, all_plain = sum(one.reviewed for one in plain), sum(one.count for one in plain)
    print(f"changed papers in review {told}/{count} = {told / max(1, count):.3f}")
    print(f"with the place marked    {placed}/{count} = {placed / max(1, count):.3f}")
    print(f"honest papers in review {wrongly}/{all_plain} = {wrongly / all_plain:.3f}")
    for way, one in tallies.items():
        for miss in one.misses[:misses]:
            print(f"miss {way}: {miss}")
    return placed >= 0.8 * count and wrongly <= 0.03 * all_plain


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=Path, required=True, help="folder in which the reader remembers lines")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=8)
    parser.add_argument("--honest", type=Path, nargs="*", default=[])
    parser.add_argument("--misses", type=int, default=3)
    given = parser.parse_args()
    found = [*papers(given.each, given.seed), *honest(given.honest)]
    program = PROGRAM.format(name="spring-eur", locale="en-GB", currency="EUR").replace(": review", ": allow")
    with pipeline(given.lines, program) as on:
        tallies = decide(on, found)
    sys.exit(0 if show(tallies, given.misses) else "missed")


if __name__ == "__main__":
    main()
