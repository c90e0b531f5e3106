"""What is read of hard pictures: `python -m bench.hard [--count N] [--seed N] [--store DIR] [--reader NAME]`.

Draws receipts and invoices and does to each what happens to paper and to pictures: perspective, skew, a sideways page,
low light, glare, few pixels, faded print, dots, folds, curl, stamps. Prints, per effect, the share of the fields that
are read as they were drawn. What was read once is kept in the store.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Final

from rich.console import Console
from rich.table import Table

from bench.exam import rows, says_the_same
from bench.readings import readings
from claimcheck.core.extract import extract
from claimcheck.services.offline.output import main_document
from fixtures import degrade, worse
from fixtures.invention import MARKETS
from fixtures.invoices import invoice
from fixtures.make import day_of, save
from fixtures.paper import Drawn
from fixtures.receipts import receipt
from fixtures.sheet import jpeg

EFFECTS: Final[Mapping[str, degrade.Effect]] = {
    "clean": degrade.clean,
    "perspective": degrade.photo,
    "skew": degrade.skew,
    "sideways": worse.turned,
    "low light": worse.low_light,
    "glare": worse.glare,
    "low resolution": worse.few_pixels,
    "faded": degrade.faded,
    "dot matrix": worse.dots,
    "folded": degrade.fold,
    "curled": worse.curl,
    "stamps": worse.sealed,
    "copied": worse.copied,
}
FIELDS: Final = ("total_amount", "invoice_date", "seller_name", "invoice_number")


def draw(random: Random, count: int) -> Iterator[Drawn]:
    """`count` papers, receipts and invoices in turn, each under every effect."""
    for number in range(count):
        market = list(MARKETS.values())[number // 2 % len(MARKETS)]
        paper = (receipt if number % 2 == 0 else invoice)(market, random, day_of(random))
        dpi = 200 if number % 2 == 0 else 170
        for effect, happen in EFFECTS.items():
            picture, _ = happen(paper.sheets[0].picture(dpi), {}, random)
            name = f"{number:03d}-{effect.replace(' ', '_')}.jpg"
            yield Drawn(name, jpeg(picture, 80), paper.kind, paper.fields, effect=effect)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=8, help="how many papers, each under every effect")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--reader", default="rapidocr")
    parser.add_argument("--store", type=Path, help="keeps readings from run to run; by default nothing is kept")
    given = parser.parse_args()
    found: dict[str, Counter[str]] = defaultdict(Counter)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        save(draw(Random(given.seed), given.count), out)
        labels = {Path(row["file"]).name: row for row in rows(out / "labels.jsonl")}
        for file, pages in readings(
            sorted((out / "docs").iterdir()), given.store or out / "store", reader=given.reader
        ):
            label, document = labels[file.name], main_document(extract(pages))
            for name in (name for name in FIELDS if name in label["fields"]):
                field = document.fields.get(name) if document is not None else None
                right = field is not None and field.value and says_the_same(name, label["fields"][name], field.value)
                found[label["effect"]][name] += bool(right)
                found[label["effect"]][f"{name} asked"] += 1
    show(found)


def show(found: Mapping[str, Counter[str]]) -> None:
    """Print the table: a row for each effect, its share of all fields last."""
    table = Table("what happened", *FIELDS, "share read", title="fields read of hard pictures")
    for effect, count in found.items():
        right, asked = (sum(count[name + tail] for name in FIELDS) for tail in ("", " asked"))
        table.add_row(
            effect, *(f"{count[name]}/{count[f'{name} asked']}" for name in FIELDS), f"{right / max(1, asked):.3f}"
        )
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
