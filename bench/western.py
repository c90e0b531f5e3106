"""What is read of drawn western papers: `python -m bench.western [--seed N] [--each N] [--half A|B] [--store DIR]`.

Draws papers of every layout of fixtures.western, reads them through the sandbox with no claim and no locale at hand,
and prints per field how many were right, wrong and missing, per layout where it fails, and the misses. A layout of the
half B is scored before anybody looks at what was missed on it. What was read once is kept in the store.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from bench.drawn import Labels, Score, arguments, drawn, show, told
from bench.exam import says_the_same
from claimcheck.core.extract import extract
from claimcheck.model.documents import PROOF_OF_SALE, Pages
from fixtures.western.draw import draw, half_of, layouts

NO_SALE: Final = frozenset({"other", "order", "credit_note"})
"""Kinds of paper that must not be taken for the proof of a sale; which of them it is called matters less."""


def score(labels: Labels, read: Iterable[tuple[Path, Pages]]) -> dict[str, Score]:
    """Hold what was read against what was drawn, for each half."""
    found = {"A": Score(), "B": Score()}
    for file, pages in read:
        layout = file.stem.rpartition("-")[0]
        for one in told(labels[file.name], extract(pages)):
            right = _same(one.name, one.want, one.got or "")
            found[half_of(layout)].take(file, one, right=right, groups={"layout": layout})
    return found


def _same(name: str, want: str, got: str) -> bool:
    if name == "kind":
        return got not in PROOF_OF_SALE if want in NO_SALE else got == want
    return says_the_same(name, want, got)


def main() -> None:
    """The command line."""
    parser = arguments(__doc__, seed=2211, misses=60)
    parser.add_argument("--each", type=int, default=5)
    parser.add_argument("--half", default="", choices=("", "A", "B"))
    given = parser.parse_args()
    papers = draw(layouts(given.half), given.each, given.seed)
    with drawn(papers, store=given.store, reader=given.reader) as (labels, read):
        found = score(labels, read)
    for half in given.half or "AB":
        show(found[half], given.misses, before=f"{half} ")


if __name__ == "__main__":
    main()
