"""The bench that claims every other value a paper prints."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from pathlib import Path
from random import Random

import pytest
from factory import CLAIMED, receipt_lines
from paper import page, pages

from bench.printed import Tally, lie_about, papers_of
from bench.split import SETS, write_rows
from bench.temptations import temptations
from claimcheck.model.wire import encode

RECEIPTS = SETS[0]
LINES = receipt_lines()


def lied_about(folder: Path, field: str, **label: str) -> Tally:
    """What came of lies about one field of a drawn receipt whose label says this, besides what is claimed of it."""
    (folder / RECEIPTS.folder / "docs").mkdir(parents=True)
    picture = folder / RECEIPTS.folder / "docs" / "a.jpg"
    picture.write_bytes(b"a picture")
    kept = folder / f"{hashlib.sha256(picture.read_bytes()).hexdigest()}.json"
    kept.write_text(json.dumps(encode(pages(page("\n".join(LINES))))), "utf-8")
    row = {"file": "docs/a.jpg", "fields": {**CLAIMED, **label}}
    write_rows(folder / RECEIPTS.folder / RECEIPTS.labels, [row])
    tallies: dict[str, Tally] = defaultdict(Tally)
    for paper in papers_of(RECEIPTS, folder, folder):
        lie_about(paper, tallies, [field])
    return tallies[field]


@pytest.mark.parametrize("field", ["total_amount", "invoice_date", "seller_name", "invoice_number"])
def test_of_a_drawn_receipt_the_truth_is_approved_and_nothing_else(tmp_path: Path, field: str) -> None:
    tally = lied_about(tmp_path, field)
    assert tally.honest == tally.papers == 1
    assert tally.told > 30
    assert not tally.approved


def test_an_approval_of_what_the_label_does_not_say_is_counted_by_how_the_value_was_come_by(tmp_path: Path) -> None:
    tally = lied_about(tmp_path, "total_amount", total_amount="44.10")
    assert tally.honest == 0
    assert tally.approved == {"printed": 1}


@pytest.mark.parametrize("field", sorted(CLAIMED))
def test_the_same_dice_make_the_same_values_and_none_of_them_is_the_truth(field: str) -> None:
    first, again = (temptations(field, CLAIMED[field], LINES, Random(4)) for _ in range(2))
    assert first == again
    assert CLAIMED[field] not in [value for values in first.values() for value in values]
