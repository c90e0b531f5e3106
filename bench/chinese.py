"""What is read of drawn Chinese papers: `python -m bench.chinese [--group NAME] [--count N] [--seed N] [--store DIR]`.

Draws papers of every layout of a group (see fixtures.chinese), reads them through the sandbox with no claim at hand,
and prints per field how many were right, wrong and missing, per layout and effect where it fails, and the misses. Exit
1 where a field is below its mark: 0.97, the VIN 0.99. What was read once is kept in the store.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Final

from bench.drawn import Labels, Score, Told, arguments, drawn, share, show, told
from bench.exam import says_the_same
from claimcheck.core.extract import extract
from claimcheck.model.documents import Pages
from fixtures.chinese.draw import GROUPS, draw

MARK: Final = 0.97
MARKS: Final = {"vin": 0.99}


def score(labels: Labels, read: Iterable[tuple[Path, Pages]]) -> Score:
    """Hold what was read against what was drawn."""
    found = Score()
    for file, pages in read:
        label = labels[file.name]
        groups = {"layout": "-".join(file.stem.split("-")[1:-1]), "effect": label["effect"]}
        documents = extract(pages, locale="zh-CN", currency="CNY")
        for one in map(_in_yuan, told(label, documents)) if documents else told(label, ()):
            found.take(file, one, right=says_the_same(one.name, one.want, one.got or ""), groups=groups)
    return found


def _in_yuan(one: Told) -> Told:
    """A program in yuan needs no printed sign of currency."""
    return replace(one, got="CNY") if one.name == "currency" and one.got is None else one


def faults(found: Score) -> list[str]:
    """Fields below their marks."""
    return [name for name, count in found.fields.items() if share(count) < MARKS.get(name, MARK)]


def main() -> None:
    """The command line."""
    parser = arguments(__doc__, seed=1, misses=40)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--group", choices=list(GROUPS), default="first", help="each was blind once, the last latest")
    parser.add_argument("--kept", dest="group", action="store_const", const="kept", help="the same as --group kept")
    given = parser.parse_args()
    papers = draw(Random(given.seed), given.count, GROUPS[given.group])
    with drawn(papers, store=given.store, reader=given.reader) as (labels, read):
        found = score(labels, read)
    show(found, given.misses)
    below = faults(found)
    sys.exit("below the mark: " + ", ".join(below) if below else 0)


if __name__ == "__main__":
    main()
