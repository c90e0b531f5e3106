"""Many claims at once: a sheet with a row for each, the files that the rows name, and a result row by row.

Every step stands on its own in the database, so a browser that goes away in the middle loses nothing: the sheet is
there, the files that came are there, and sending again sends what is left.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any, Final

import xlsxwriter

from claimcheck.core import sheet_cells
from claimcheck.errors import BadFile, ClaimcheckError, Conflict, Invalid, NotFound, existing
from claimcheck.model.parties import Actor
from claimcheck.model.programs import Program
from claimcheck.model.said import Said
from claimcheck.model.wire import encode
from claimcheck.services import tabular
from claimcheck.services.claiming import drafts
from claimcheck.services.claiming.statement import checked
from claimcheck.services.claiming.typed import understood
from claimcheck.services.context import Context
from claimcheck.store.claiming import bulk
from claimcheck.store.claiming.bulk import Sheet, SheetRow

CAPS: Final = tabular.Caps(size=8 * tabular.MEGABYTE, unpacked=48 * tabular.MEGABYTE, rows=2_000)
"""Far less than a register of sales: any dealer may hand in a sheet, and it is read while the dealer waits."""
FILES: Final = "files"
BEFORE: Final = {"code": "before", "field": "", "message": "This claim was sent before; the row changes nothing."}
"""What is said of a row whose claim there is already: a sheet that was corrected is handed in whole."""
_OWN: Final = ("quantity", "claimed_amount", FILES)
_BETWEEN: Final = re.compile(r"[;；\n]")
"""Between names of files: as the template says it, as a Chinese keyboard writes it, or each on a line of the cell."""
_ABOUT: Final = {
    "claim_id": "Your own number of the claim; no two rows have the same.",
    FILES: "Names of the row's files, with ; between them, such as 10071.pdf; licence.jpg",
    "quantity": "How many; empty: 1.",
    "claimed_amount": "A plain number such as 3000.00; empty: the program works it out.",
}


@dataclass(frozen=True, slots=True)
class Result:
    """A sheet as it stands.

    Attributes:
        missing: files that rows name and that have not come, as the sheet writes them.
        unused: files that came and that no row names (folded names).
    """

    sheet: Sheet
    rows: tuple[SheetRow, ...]
    missing: tuple[str, ...]
    unused: tuple[str, ...]

    @property
    def ready(self) -> int:
        """How many rows wait to be sent and have all their files."""
        lacking = {_folded(name) for name in self.missing}
        return sum(
            row.state != "sent" and not (row.fault and row.fault.get("code") == "row") and not lacking & _names(row)
            for row in self.rows
        )


def columns(rules: Program) -> tuple[str, ...]:
    """The columns of a program's sheet: the claim's number, what the program looks at, what is asked for, the files."""
    window = (rules.window.field,) if rules.window else ()
    return tuple(dict.fromkeys(("claim_id", *rules.verify, *window, *rules.match, *_OWN)))


def template(rules: Program) -> bytes:
    """An empty sheet of a program as XLSX, its cells set to text so that no spreadsheet rewrites numbers and dates."""
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True})
    sheet, about = book.add_worksheet("claims"), book.add_worksheet("how to fill it in")
    head, text = (
        book.add_format({"bold": True, "bg_color": "#F5F6F8", "bottom": 1}),
        book.add_format({"num_format": "@"}),
    )
    for at, name in enumerate(columns(rules)):
        sheet.set_column(at, at, 22, text)
        sheet.write_string(0, at, name, head)
        about.write_string(at, 0, name)
        about.write_string(at, 1, _ABOUT.get(name) or _hint(name))
    sheet.freeze_panes(1, 1)
    about.set_column(0, 0, 22)
    about.set_column(1, 1, 90)
    book.close()
    return kept.getvalue()


def take(context: Context, actor: Actor, program: str, filename: str, data: bytes) -> str:
    """Keep a sheet; rows with faults are kept with them. Returns its id.

    Raises:
        NotFound: no such program is open to the caller.
        BadFile, TooLarge, Invalid: a file that is no sheet, or whose columns are others; nothing is kept.
    """
    rules = drafts.program(context, actor, program)
    table = tabular.read_rows(data, filename=filename, caps=CAPS)
    known = columns(rules)
    strange = [name for name in table.columns if name not in known]
    if strange or "claim_id" not in table.columns:
        raise Invalid(
            Said(
                "{file} has columns that this program does not know: {columns}. Start from its template."
                if strange
                else "{file} has no column claim_id. Start from the program's template.",
                file=filename, columns=", ".join(strange),
            ),
            code="bulk.columns",
        )  # fmt: skip
    if not table.rows:
        raise BadFile(Said("{file} has a header and no rows.", file=filename), code="file.empty")
    rows = [_row(rules, row.line, dict(zip(table.columns, row.cells, strict=False))) for row in table.rows]
    seen: dict[str, int] = {}
    for at, row in enumerate(rows):
        first = seen.setdefault(row.number, row.line)
        if row.number and first != row.line:
            said = Said("Row {n} has the number {number} already. Change one of them.", n=first, number=row.number)
            rows[at] = _faulty(row, "claim_id", said)
    with context.database.transaction() as conn:
        made = bulk.claimed(conn, actor, [row.number for row in rows if row.state == "waiting"])
        rows = [_met(row, rules.name, made[row.number]) if row.number in made else row for row in rows]
        return bulk.add(conn, actor, program=rules.name, filename=filename, rows=rows, now=context.clock())


def add_files(context: Context, actor: Actor, sheet_id: str, taken: Sequence[tuple[str, str]]) -> None:
    """Note which document each file name is.

    Args:
        context: what we stand on.
        actor: whose sheet it is.
        sheet_id: our id of it.
        taken: file name and document id of what was uploaded.

    Raises:
        NotFound: the caller has no such sheet.
    """
    with context.database.transaction() as conn:
        sheet = existing(bulk.get(conn, actor, sheet_id), "sheet")
        bulk.name_files(conn, sheet.maker_id, sheet.id, {_folded(name): document for name, document in taken})


def send(context: Context, actor: Actor, sheet_id: str) -> int:
    """Send every row that has its files and no fault of its own; returns how many became claims.

    Raises:
        NotFound: the caller has no such sheet.
    """
    found = result(context, actor, sheet_id)
    with context.database.read() as conn:
        documents = bulk.files(conn, sheet_id)
    sent = 0
    for row in found.rows:
        if row.state == "sent" or (row.fault and row.fault["code"] == "row") or not _names(row) <= set(documents):
            continue
        attached = list(dict.fromkeys(documents[_folded(name)] for name in row.files))
        try:
            made = drafts.claimed(context, actor, found.sheet.program, row.number, row.values, attached)
            became: dict[str, Any] = {"state": "sent", "claim_id": made.id, "fault": None}
            sent += 1
        except (Conflict, Invalid, NotFound) as error:
            became = {"state": "refused", "fault": _fault(error)}
        with context.database.transaction() as conn:
            bulk.settle(conn, row.id, **became)
    return sent


def result(context: Context, actor: Actor, sheet_id: str) -> Result:
    """A sheet with its rows, and the files that are still to come.

    Raises:
        NotFound: the caller has no such sheet.
    """
    with context.database.read() as conn:
        sheet = existing(bulk.get(conn, actor, sheet_id), "sheet")
        rows, came = bulk.rows(conn, sheet.id), bulk.files(conn, sheet.id)
    wanted = {_folded(name): name for row in rows if row.state != "sent" for name in row.files}
    missing = tuple(name for folded, name in wanted.items() if folded not in came)
    named = {folded for row in rows for folded in _names(row)}
    return Result(sheet, tuple(rows), missing, tuple(sorted(set(came) - named)))


def listed(context: Context, actor: Actor) -> list[tuple[Sheet, int, int]]:
    """The caller's last sheets, each with how many rows it has and how many were sent."""
    with context.database.read() as conn:
        return bulk.listed(conn, actor)


def _row(rules: Program, line: int, said: dict[str, str]) -> SheetRow:
    """One row, its amounts and days normalised; each fault in it is noted and keeps it back."""
    broken = {name: text for name, text in said.items() if tabular.failed(text)}
    number = said.pop("claim_id", "").strip()
    named = [one.strip() for one in _BETWEEN.split(said.pop(FILES, ""))]
    files, values = [one for one in named if one], dict[str, str]()
    what = "“{text}” is what a formula writes that fails; enter the value itself"
    faults: list[tuple[str, str]] = [(name, Said(what, text=text)) for name, text in broken.items()]
    for name, text in said.items():
        if name in broken:
            continue
        try:
            values[name] = _normal(rules, name, text.strip())
        except ValueError as error:
            faults.append((name, error.args[0] if isinstance(error.args[0], Said) else f"{error}"[:300]))
    faults += _unclaimable(rules, values)
    if not (number or "claim_id" in broken) or len(number) > 128:
        faults.append(("claim_id", "The row has no number of its own, or one over 128 characters. Enter one."))
    if not files and FILES not in broken:
        faults.append((FILES, "The row names no file. Enter the names of its documents."))
    row = SheetRow("", line, number, values, files, "waiting", None, None, None)
    for name, fault in faults:
        row = _faulty(row, name, fault)
    return row


def _unclaimable(rules: Program, values: Mapping[str, str]) -> list[tuple[str, str]]:
    """What a claim of these values would be refused for: said while the sheet is in hand, not once it is sent."""
    try:
        checked(*drafts.entered(values), currency=rules.currency)
    except Invalid as error:
        listed = error.details["errors"]
        assert isinstance(listed, list)
        return [(str(one["field"]).rpartition(".")[2], one["message"]) for one in listed]
    return []


def _met(row: SheetRow, program: str, made: bulk.Made) -> SheetRow:
    """A row whose claim there is: done where it says the same, else it would be another claim of that number."""
    stated = {name: value for name, value in row.values.items() if value and name not in drafts.OWN}
    if row.state != "waiting":
        return row
    if made.program == program and stated in made.stated:
        return replace(row, state="sent", claim_id=made.id, fault=BEFORE)
    said = "There is a claim {claim} that says something else. Change the number, or mend that claim on its page."
    return _faulty(row, "claim_id", Said(said, claim=row.number))


def _normal(rules: Program, name: str, text: str) -> str:
    if not text:
        return ""
    made = understood(rules, name, text)
    if made.changed and not made.doubtful:
        return made.value
    if made.changed and name.endswith("_amount"):  # nobody looks at each row: what can be read in two ways is a fault
        two = "“{text}” can be read in two ways; write it without a sign of thousands, e.g. 1234.00"
        raise ValueError(Said(two, text=text))
    if name.endswith("_amount"):
        return f"{sheet_cells.amount(text):f}"
    return sheet_cells.day(text).isoformat() if name.endswith("_date") else text


def _faulty(row: SheetRow, field: str, message: str) -> SheetRow:
    """The row with one fault more; the first stands in front."""
    said: dict[str, Any] = {"field": field, "message": encode(message)}
    before = row.fault if row.fault and row.fault["code"] == "row" else None
    fault = {**before, "more": [*before.get("more", ()), said]} if before else {"code": "row", **said}
    return replace(row, state="refused", fault=fault)


def _fault(error: ClaimcheckError) -> dict[str, Any]:
    faults = error.details.get("errors")
    if isinstance(faults, list) and faults:
        named = {name for one in faults if (name := str(one.get("field", "")).rpartition(".")[2])}
        said = reduce(
            lambda why, more: Said("{why}; {more_why}", why=why, more_why=more), [f["message"] for f in faults]
        )
        return {"code": error.code, "field": named.pop() if len(named) == 1 else "", "message": encode(said)}
    return {"code": error.code, "field": "", "message": encode(error.message)}


def _names(row: SheetRow) -> set[str]:
    return {_folded(name) for name in row.files}


def _folded(name: str) -> str:
    """A file's name without its folders, whatever system wrote it, and without regard to case."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return unicodedata.normalize("NFKC", last).casefold().strip()[:255]


def _hint(name: str) -> str:
    if name.endswith("_date"):
        return "A day such as 2026-05-12."
    return "A plain number such as 3000.00." if name.endswith("_amount") else "As it stands on the document."
