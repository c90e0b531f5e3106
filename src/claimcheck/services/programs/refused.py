"""Refused lines of a sales import: said in the reader's language, and taken away as a file to mend them by."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from claimcheck.core.cells import neutral
from claimcheck.model.said import Said
from claimcheck.services.words import sentence

_FORMS: Final = (
    "{cell} is no day of the calendar",
    "{cell} is no date; write it as 2024-05-31",
    "{cell} can be read in two ways; write it as 2024-05-31",
    "{cell} can be read in two ways; write it without a sign of thousands, e.g. 1234.00",
    "{cell} is no amount; write it as 1234.50",
    "{cell} is no currency; write its ISO code, such as EUR",
    "{cell} is no line number",
    "{cell} is no quantity; cancel a sale in the column cancelled",
    "{cell} is neither yes nor no",
    "is longer than {most} characters",
    "{cells} cells under {columns} columns",
)  # fmt: skip
"""What `services.programs.sales` and `core.cells` say of a cell; what has no place in it is its own key."""

_PATTERNS: Final = tuple(
    (form, re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", re.escape(form)), re.DOTALL)) for form in _FORMS
)


def in_words(language: str, message: str) -> str:
    """What is wrong with a line, in a language; what is in no catalogue stays as it was kept."""
    for form, pattern in _PATTERNS:
        found = pattern.fullmatch(message)
        if found:
            values = found.groupdict()
            cell = values.get("cell", "")
            if len(cell) > 1 and cell[0] == cell[-1] and cell[0] in "'\"":
                values["cell"] = f"“{cell[1:-1]}”"
            return sentence(language, Said(form, **values))
    return sentence(language, message)


def as_csv(language: str, rejects: Iterable[Mapping[str, Any]], head: tuple[str, str, str]) -> bytes:
    """The refused lines as CSV that Excel opens: line, column, what is wrong; no cell is a formula to any program."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow(head)
    for one in rejects:
        said = in_words(language, str(one["message"]))
        writer.writerow([one["line"], neutral(str(one["column"])), neutral(said)])
    return made.getvalue().encode("utf-8-sig")
