"""What is read of hard pictures: `python -m bench.hard [--count N] [--seed N] [--store DIR] [--reader NAME]`.

Draws receipts and invoices and does to each, in four strengths, what happens to paper and to pictures: perspective,
skew, curl, folds, low light, glare, few pixels, faded print, dots, stamps, a text beside it, rules across it. Prints
per kind and strength how many of the fields were read right, wrong and not at all; how many of the wrong ones were
stated surely; and of the pages that lost a field, how many told their sender what was wrong with the picture. What was
read once is kept in the store.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from bench.exam import rows, says_the_same
from bench.readings import readings
from claimcheck.core.extract import extract
from claimcheck.model.documents import Pages
from claimcheck.services.offline.output import main_document
from fixtures.harder import HARDSHIPS, STRENGTHS
from fixtures.invention import MARKETS
from fixtures.invoices import invoice
from fixtures.make import day_of, save
from fixtures.paper import Drawn
from fixtures.receipts import receipt
from fixtures.sheet import jpeg

FIELDS: Final = ("total_amount", "invoice_date", "seller_name", "invoice_number")
SURE: Final = 0.9
"""Stated confidence from which on a wrong value is one that nobody would look at."""
Counts = Mapping[tuple[str, int], Counter[str]]


def draw(random: Random, count: int) -> Iterator[Drawn]:
    """`count` papers, receipts and invoices in turn, each under every hardship in every strength."""
    for number in range(count):
        market = list(MARKETS.values())[number // 2 % len(MARKETS)]
        paper = (receipt if number % 2 == 0 else invoice)(market, random, day_of(random))
        picture = paper.sheets[0].picture(200 if number % 2 == 0 else 170)
        for kind, happen in HARDSHIPS.items():
            for strength in STRENGTHS:
                data = jpeg(happen(picture, strength, random), 80)
                name = f"{number:03d}-{kind.replace(' ', '_')}-{strength}.jpg"
                yield Drawn(name, data, paper.kind, paper.fields, effect=f"{kind}/{strength}")


def score(label: Mapping[str, Any], pages: Pages, found: Counter[str], misses: list[str]) -> None:
    """Count what one page gave: fields right, wrong, sure and wrong, not read; and whether its sender was told."""
    document = main_document(extract(pages))
    lost = False
    for name in (name for name in FIELDS if name in label["fields"]):
        field = document.fields.get(name) if document is not None else None
        want, value = label["fields"][name], field.value if field is not None else None
        outcome = "none" if not value else "right" if says_the_same(name, want, value) else "wrong"
        sure = outcome == "wrong" and field is not None and field.confidence >= SURE
        found[outcome] += 1
        found["sure"] += sure
        lost = lost or outcome != "right"
        if outcome != "right":
            misses.append(f"{label['file']:44} {name:15} {want}  read {value or '-'} {'SURE' if sure else ''}")
    found["lost"] += lost
    found["told"] += lost and bool(pages.advice or pages.problems)


def show(found: Counts) -> None:
    """Print the table: a row for each kind and strength."""
    table = Table(
        "what happened", "strength", "right", "wrong", "of them sure", "not read", "pages with a loss", "told"
    )
    for (kind, strength), count in found.items():
        asked = count["right"] + count["wrong"] + count["none"]
        cells = (count["wrong"], count["sure"], count["none"], count["lost"], count["told"])
        shown = f"{count['right']}/{asked}"
        table.add_row(kind if strength == STRENGTHS[0] else "", str(strength), shown, *map(str, cells))
    whole: Counter[str] = sum(found.values(), Counter())
    asked = whole["right"] + whole["wrong"] + whole["none"]
    cells = (whole["wrong"], whole["sure"], whole["none"], whole["lost"], whole["told"])
    table.add_row("all", "", f"{whole['right']}/{asked}", *map(str, cells))
    Console(width=110).print(table)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=4, help="how many papers, each under every hardship")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--reader", default="rapidocr")
    parser.add_argument("--store", type=Path, help="keeps readings from run to run; by default nothing is kept")
    parser.add_argument("--misses", type=int, default=0, help="so many of them, the sure and wrong ones first")
    given = parser.parse_args()
    found: dict[tuple[str, int], Counter[str]] = defaultdict(Counter)
    misses: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        save(draw(Random(given.seed), given.count), out)
        labels = {Path(row["file"]).name: row for row in rows(out / "labels.jsonl")}
        read = dict(
            readings([out / "docs" / name for name in labels], given.store or out / "store", reader=given.reader)
        )
        for file, pages in read.items():
            kind, strength = labels[file.name]["effect"].split("/")
            score(labels[file.name], pages, found[kind, int(strength)], misses)
    show(dict(sorted(found.items(), key=lambda each: list(HARDSHIPS).index(each[0][0]))))
    for miss in sorted(misses, key=lambda miss: not miss.endswith("SURE"))[: given.misses]:
        print(miss)


if __name__ == "__main__":
    main()
