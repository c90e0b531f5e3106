"""The refused lines of a sales import as a CSV file, for whoever mends them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from claimcheck.core.values.sheet_cells import neutral
from claimcheck.services.words import sentence
from claimcheck.store.programs.imports import Reject


def as_csv(language: str, rejects: Iterable[Reject], head: tuple[str, str, str]) -> bytes:
    """The refused lines as CSV that Excel opens: line, column, what is wrong; no cell is a formula to any program."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow(head)
    for one in rejects:
        writer.writerow([one.line, neutral(one.column), neutral(sentence(language, one.message))])
    return made.getvalue().encode("utf-8-sig")
