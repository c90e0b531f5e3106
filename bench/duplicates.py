"""How many papers handed in twice are told, and how many that only look alike are taken for one.

`python -m bench.duplicates --lines DIR [--families N] [--invoices N] [--data DIR]`

Pairs are drawn (`fixtures.pairs`); where --data names a set of receipts (docs/ and labels.jsonl), pictures of them are
handed in as well, each once as an honest claim, some of them again. All claims go one after the other through upload,
reading, submission and judging in one store, under two programs, so that each is also held against all others.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from random import Random

from rich.console import Console
from rich.progress import track
from rich.table import Table

from bench.embedded import Pipeline, pipeline
from claimcheck.model.decisions import Decision
from fixtures.again import PICTURES, again
from fixtures.pairs import Handed, invoices, receipts

PROGRAM = """\
program: {name}
version: "1"
effective: {{from: 2000-01-01}}
timezone: UTC
locale: {locale}
currency: {currency}
documents: [{{kind: proof_of_sale, required: true}}]
duplicates: review
"""
PROGRAMS = tuple(
    PROGRAM.format(name=f"{name}-{currency.lower()}", locale=locale, currency=currency)
    for name in ("spring", "autumn")
    for locale, currency in (("en-GB", "GBP"), ("ms-MY", "MYR"), ("de-DE", "EUR"))
)
TOLD = ("document.duplicate", "document.reused", "document.edited")


@dataclass(slots=True)
class Tally:
    """What came of the claims handed in one way."""

    count: int = 0
    flagged: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)


def real(folder: Path, seed: int, count: int) -> Iterator[Handed]:
    """The receipts of a set, each once; so many of them again, a way after the other."""
    random, ways = Random(seed), list(PICTURES)
    labels = [json.loads(line) for line in (folder / "labels.jsonl").read_text("utf-8").splitlines()]
    for family, label in enumerate(labels):
        data, name = (folder / label["file"]).read_bytes(), PurePosixPath(label["file"]).name
        fields = label["fields"] | {"currency": "MYR"}
        yield Handed(2000 + family, "real first", True, name, data, fields)
        if family < count:
            way = ways[family % len(ways)]
            changed, end = again(data, way, random)
            yield Handed(2000 + family, f"real {way}", True, f"again-{name}{end}", changed, fields)


def flagged(decision: Decision) -> tuple[str, ...]:
    """The codes by which a decision says that the paper was used before, or changed."""
    return tuple(r.code for r in decision.reasons if r.code in TOLD)


def hand_in(on: Pipeline, papers: list[Handed]) -> Iterator[tuple[Handed, Decision]]:
    """Claim on each, the first of a family under one program and the others under either."""
    for place, paper in enumerate(track(papers, "claims", transient=True)):
        season = "spring" if paper.way.endswith("first") or place % 2 else "autumn"
        program = f"{season}-{paper.fields['currency'].lower()}"
        claimed = {n: v for n, v in paper.fields.items() if n in {"seller_name", "invoice_date", "total_amount"}}
        yield paper, on.claim(program, f"D{place % 40:02d}", claimed, paper.name, paper.data)[0]


def tally(told: Iterator[tuple[Handed, Decision]]) -> Mapping[str, Tally]:
    """What came of each way."""
    found: dict[str, Tally] = defaultdict(Tally)
    for paper, decision in told:
        codes = flagged(decision)
        one = found[paper.way]
        one.count += 1
        one.flagged += bool(codes)
        one.codes.update(codes)
        expected = paper.again and not paper.way.endswith("first")
        if bool(codes) != expected:
            why = "; ".join(r.message for r in decision.reasons if r.code in TOLD)
            one.misses.append(f"{paper.name}: {why or 'nothing said'}")
    return found


def show(found: Mapping[str, Tally], misses: int) -> bool:
    """Print the table; whether the thresholds are kept."""
    table = Table("way", "claims", "told", "how", title="handed in again", title_justify="left")
    honest = Table("way", "claims", "wrongly told", "how", title="another paper", title_justify="left")
    sums = Counter[str]()
    for way, one in found.items():
        is_again = not way.endswith("first") and not _is_other(way)
        kind = "again" if is_again else "honest"
        sums[kind] += one.count
        sums[f"{kind} told"] += one.flagged
        how = ", ".join(f"{code} {count}" for code, count in one.codes.most_common())
        (table if is_again else honest).add_row(way, str(one.count), str(one.flagged), how)
    console = Console(width=120)
    console.print(table)
    console.print(honest)
    recall = sums["again told"] / max(1, sums["again"])
    wrongly = sums["honest told"] / max(1, sums["honest"]) * 200
    print(f"recall {sums['again told']}/{sums['again']} = {recall:.3f}")
    print(f"honest claims told {sums['honest told']}/{sums['honest']} = {wrongly:.2f} in 200")
    for way, one in found.items():
        for miss in one.misses[:misses]:
            print(f"miss {way}: {miss}")
    return recall >= 0.98 and wrongly <= 1


def _is_other(way: str) -> bool:
    return way.startswith(("another", "the next", "the same goods"))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=Path, required=True, help="folder in which the reader remembers lines")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--families", type=int, default=48)
    parser.add_argument("--invoices", type=int, default=12)
    parser.add_argument("--data", type=Path, help="a set of receipts")
    parser.add_argument("--real", type=int, default=60, help="how many of the set are handed in again")
    parser.add_argument("--misses", type=int, default=20)
    given = parser.parse_args()
    papers = [*receipts(given.seed, given.families), *invoices(given.seed, given.invoices)]
    papers += real(given.data, given.seed, given.real) if given.data else []
    with pipeline(given.lines, *PROGRAMS) as on:
        found = tally(hand_in(on, papers))
    sys.exit(0 if show(found, given.misses) else "missed")


if __name__ == "__main__":
    main()
