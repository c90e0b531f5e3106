"""Many claims at once: a sheet with a row for each, or for each line, the files that rows name, a result row by row.

Every step stands on its own in the database, so a browser that goes away in the middle loses nothing: the sheet is
there, the files that came are there, and sending again sends what is left.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

import xlsxwriter

from claimcheck.core.values import sheet_cells
from claimcheck.errors import BadFile, ClaimcheckError, Conflict, Invalid, NotFound, existing
from claimcheck.model.claims import ClaimLine
from claimcheck.model.parties import Actor
from claimcheck.model.programs import Program
from claimcheck.model.said import Said
from claimcheck.model.wire import encode
from claimcheck.services import tabular
from claimcheck.services.claiming import draft_lines, drafts
from claimcheck.services.claiming.sheet_lines import by_claim, faulty, held_together, values_of
from claimcheck.services.claiming.statement import checked
from claimcheck.services.claiming.typed_values import understood
from claimcheck.services.context import Context
from claimcheck.store.claiming import bulk
from claimcheck.store.claiming.bulk import Sheet, SheetRow

CAPS: Final = tabular.Caps(size=8 * tabular.MEGABYTE, unpacked=48 * tabular.MEGABYTE, rows=2_000)
"""Far less than a register of sales: any dealer may hand in a sheet, and it is read while the dealer waits."""
FILES: Final = "files"
BEFORE: Final = {"code": "before", "field": "", "message": "This claim was sent before; the row changes nothing."}
"""What is said of a row whose claim there is already: a sheet that was corrected is handed in whole."""
_OWN: Final = (*draft_lines.OWN, FILES)
_BETWEEN: Final = re.compile(r"[;；\n]")
"""Between names of files: as the template says it, as a Chinese keyboard writes it, or each on a line of the cell."""
_ABOUT: Final = {
    "claim_id": "Your own number of the claim; no two rows have the same.",
    FILES: "Names of the row's files, with ; between them, such as 10071.pdf; licence.jpg",
    "quantity": "How many; empty: 1.",
    "claimed_amount": "A plain number such as 3000.00; empty: the program works it out.",
}
_SEVERAL: Final = (
    "Your own number of the claim. Of several vehicles or products each has a row with the same number. Seller, buyer, "
    "address and currency may stand in any of these rows, and are one for all; day, number and total stand in the "
    "first, or in each row its own."
)


@dataclass(frozen=True, slots=True)
class Result:
    """A sheet of claims with the state of its rows and files.

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
        """How many claims wait to be sent and have all their files."""
        lacking = self.lacking
        return sum(
            any(row.state != "sent" for row in claim)
            and not any((row.fault and row.fault.get("code") == "row") or lacking[row.line] for row in claim)
            for claim in by_claim(self.rows)
        )

    @property
    def lacking(self) -> dict[int, list[str]]:
        """By row, the files that its claim waits for, whichever of its rows names them."""
        found: dict[int, list[str]] = {}
        missing = {_folded(name) for name in self.missing}
        for claim in by_claim(self.rows):
            wanted = dict.fromkeys(name for row in claim for name in row.files if _folded(name) in missing)
            found |= {row.line: list(wanted) for row in claim}
        return found

    @property
    def unsent(self) -> int:
        """How many claims are not sent yet."""
        return sum(any(row.state != "sent" for row in claim) for claim in by_claim(self.rows))


def columns(rules: Program) -> tuple[str, ...]:
    """The columns of a program's sheet: the claim's number, what the program looks at, what is asked for, the files."""
    return tuple(dict.fromkeys(("claim_id", *draft_lines.asked(rules), *_OWN)))


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
        about.write_string(at, 1, _about(rules, name))
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
    rows, numbers = list[SheetRow](), set[str]()
    for row in table.rows:
        said = dict(zip(table.columns, row.cells, strict=False))
        further = said.get("claim_id", "").strip() in numbers and bool(draft_lines.things(rules))
        rows.append(_row(rules, row.line, said, further=further))
        numbers |= {rows[-1].number} - {""}
    rows = held_together(rules, rows)
    with context.database.transaction() as conn:
        made = bulk.claimed(conn, actor, [row.number for row in rows if row.state == "waiting"])
        rows = [
            one
            for claim in by_claim(rows)
            for one in (_met(claim, rules, made[claim[0].number]) if claim[0].number in made else claim)
        ]
        return bulk.add(conn, actor, program=rules.name, filename=filename, rows=rows, now=context.clock())


def add_files(context: Context, actor: Actor, sheet_id: str, taken: Sequence[tuple[str, str]]) -> None:
    """Note which uploaded document each file name stands for.

    Args:
        context: database, blobs, settings and clock.
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
    """Send every claim whose rows have their files and no fault of their own; returns how many there are now.

    Raises:
        NotFound: the caller has no such sheet.
    """
    found = result(context, actor, sheet_id)
    with context.database.read() as conn:
        documents = bulk.files(conn, sheet_id)
    sent = 0
    for claim in by_claim(found.rows):
        held = any((row.fault and row.fault["code"] == "row") or not _names(row) <= set(documents) for row in claim)
        if held or all(row.state == "sent" for row in claim):
            continue
        attached = list(dict.fromkeys(documents[_folded(name)] for row in claim for name in row.files))
        try:
            values = values_of(claim)
            made = drafts.claimed(context, actor, found.sheet.program, claim[0].number, values, attached)
            became: dict[str, Any] = {"state": "sent", "claim_id": made.id, "fault": None}
            sent += 1
        except (Conflict, Invalid, NotFound) as error:
            became = {"state": "refused", "fault": _fault(error)}
        with context.database.transaction() as conn:
            for row in claim:
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


def _row(rules: Program, line: int, said: dict[str, str], *, further: bool = False) -> SheetRow:
    """One row, its amounts and days normalised; each fault in it is noted and keeps it back.

    `further`: it is of a claim that a row above is of, whose files may stand there.
    """
    broken = {name: text for name, text in said.items() if tabular.failed(text)}
    number = said.pop("claim_id", "").strip()
    named = [one.strip() for one in _BETWEEN.split(said.pop(FILES, ""))]
    files, values = [one for one in named if one], dict[str, str]()
    what = "“{text}” is what a formula writes that fails; enter the value itself"
    faults: list[tuple[str, str]] = [(name, Said(what, text=text)) for name, text in broken.items()]
    for name, text in said.items():
        try:
            values[name] = "" if name in broken else _normal(rules, name, text.strip())
        except ValueError as error:
            faults.append((name, error.args[0] if isinstance(error.args[0], Said) else f"{error}"[:300]))
    faults += _unclaimable(rules, values)
    if not (number or "claim_id" in broken) or len(number) > 128:
        faults.append(("claim_id", "The row has no number of its own, or one over 128 characters. Enter one."))
    if not files and FILES not in broken and not further:
        faults.append((FILES, "The row names no file. Enter the names of its documents."))
    row = SheetRow("", line, number, values, files, "waiting", None, None, None)
    for name, fault in faults:
        row = faulty(row, name, fault)
    return row


def _unclaimable(rules: Program, values: Mapping[str, str]) -> list[tuple[str, str]]:
    """What a claim of these values would be refused for, told when the sheet is taken and not only when it is sent."""
    try:
        checked(*drafts.entered(values), currency=rules.currency)
    except Invalid as error:
        listed = error.details["errors"]
        assert isinstance(listed, list)
        return [(str(one["field"]).rpartition(".")[2], one["message"]) for one in listed]
    return []


def _met(claim: Sequence[SheetRow], rules: Program, made: bulk.Made) -> Sequence[SheetRow]:
    """The rows of a claim that exists: done where they say the same, else refused as another claim of its number."""
    if any(row.state != "waiting" for row in claim):
        return claim
    fields, lines = drafts.entered(values_of(claim))
    said = (fields, [*map(_stated, lines)])
    if made.program == rules.name and said in [(one.fields, [*map(_stated, one.lines)]) for one in made.said]:
        return [replace(row, state="sent", claim_id=made.id, fault=BEFORE) for row in claim]
    said_so = "There is a claim {claim} that says something else. Change the number, or mend that claim on its page."
    return [faulty(row, "claim_id", Said(said_so, claim=row.number)) for row in claim]


def _stated(line: ClaimLine) -> tuple[Mapping[str, str], Decimal, Decimal | None]:
    return line.fields, line.quantity, line.claimed_amount


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


def _fault(error: ClaimcheckError) -> dict[str, Any]:
    """The faults that kept a claim back, each with its field, the first in front."""
    listed = error.details.get("errors")
    faults = listed if isinstance(listed, list) and listed else [{"message": error.message}]
    first, *more = (
        {"field": str(one.get("field", "")).rpartition(".")[2], "message": encode(one["message"])} for one in faults
    )
    return {"code": error.code, **first, **({"more": more} if more else {})}


def _names(row: SheetRow) -> set[str]:
    return {_folded(name) for name in row.files}


def _folded(name: str) -> str:
    """A file's name without its folders, whatever system wrote it, and without regard to case."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return unicodedata.normalize("NFKC", last).casefold().strip()[:255]


def _about(rules: Program, name: str) -> str:
    """The note that says how a column is filled in."""
    if name == "claim_id" and draft_lines.things(rules):
        return _SEVERAL
    if name in _ABOUT:
        return _ABOUT[name]
    if name.endswith("_date"):
        return "A day such as 2026-05-12."
    return "A plain number such as 3000.00." if name.endswith("_amount") else "As it stands on the document."
