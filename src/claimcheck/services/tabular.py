"""Files of rows (CSV, XLSX) to cells: encodings, delimiters and caps, with the line that each row stands on."""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any

from openpyxl import load_workbook

from claimcheck.core.values.sheet_cells import plain
from claimcheck.errors import BadFile, Invalid, TooLarge
from claimcheck.model.said import Said

MEGABYTE = 1024 * 1024
MAX_BYTES = 64 * MEGABYTE
MAX_COLUMNS = 200
MAX_CELL = 10_000


@dataclass(frozen=True, slots=True)
class Caps:
    """The most that a file may hold: bytes as it comes and unpacked, and rows that are not blank."""

    size: int = MAX_BYTES
    unpacked: int = 192 * MEGABYTE
    rows: int = 500_000

    @property
    def lines(self) -> int:
        """Rows with the blank ones: a sheet may name any line as its next, and all those in between would be made."""
        return 2 * self.rows + 100


_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_UTF16 = re.compile(rb"(?:[ -~]\0){4}|(?:\0[ -~]){4}")
"""How a header begins in UTF-16 without a byte order mark."""
_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
_FORBIDDEN = re.compile(
    rb"<\x00?!\x00?(D\x00?O\x00?C\x00?T\x00?Y\x00?P\x00?E|E\x00?N\x00?T\x00?I\x00?T\x00?Y)", re.IGNORECASE
)

_FAILED = re.compile(r"#(?:[¡¿]?[^\W\d_]+(?:/0)?[!?]|[^\W\d_]/[^\W\d_]!?|nv|#+)|err:\d+", re.IGNORECASE)
"""As `#N/A`, `#DIV/0!` and `#NAME?`, in whichever language: `#NV`, `#N/D`, `#BEZUG!`, `#¡VALOR!`; and `####` of a
column that was too narrow."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the 1-based line of the file that it begins on, and its cells as text, one a column."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """A file's columns, as normalised names, and its rows."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def failed(cell: str) -> bool:
    """Whether a cell holds what spreadsheets write in place of a value where a formula failed."""
    return bool(_FAILED.fullmatch(cell.strip()))


def read_rows(data: bytes, *, filename: str, encoding: str | None = None, caps: Caps = Caps()) -> Rows:
    """The rows of a CSV or XLSX file, told apart by content; blank rows are left out.

    Args:
        data: the file.
        filename: for messages only.
        encoding: of a CSV without a byte order mark; UTF-8 where it is not said, None where it cannot be.
        caps: the most that it may hold.

    Raises:
        BadFile, TooLarge: for a file that is empty, damaged, of another type or above a cap.
        Invalid: `table.header`, `table.encoding` or `table.quotes`, saying where.
    """
    if not data.strip():
        raise BadFile(Said("{file} is empty.", file=filename), code="file.empty")
    if len(data) > caps.size:
        raise TooLarge(Said("{file} is larger than {n} MB; split it.", file=filename, n=caps.size // MEGABYTE))
    lines = _xlsx(data, filename, caps) if data[:4] == b"PK\x03\x04" else _csv(data, filename, encoding)
    rows: list[Row] = []
    columns: tuple[str, ...] = ()
    for line, cells in lines:
        if not any(cells):
            continue
        if not columns:
            columns = _header(cells, filename)
            continue
        rows.append(Row(line, tuple(plain(cell) for cell in cells)))
        if len(rows) > caps.rows:
            raise _too_many(filename, caps.rows)
    if not columns:
        raise BadFile(Said("{file} has no header line.", file=filename), code="file.empty")
    return Rows(columns, tuple(rows))


def _too_many(filename: str, rows: int) -> TooLarge:
    return TooLarge(Said("{file} has more than {n} rows; split it.", file=filename, n=rows), code="table.too_many_rows")


def _header(cells: Sequence[str], filename: str) -> tuple[str, ...]:
    names = [re.sub(r"[\s-]+", "_", unicodedata.normalize("NFKC", cell).strip().lower()) for cell in cells]
    while names and not names[-1]:
        names.pop()
    for position, name in enumerate(names, start=1):
        if not _NAME.fullmatch(name):
            raise Invalid(
                Said(
                    "{file}, column {n}: “{text}” is no column name; use letters, digits and _, such as total_amount.",
                    file=filename,
                    n=position,
                    text=cells[position - 1][:40],
                ),
                code="table.header",
            )
        if names.index(name) != position - 1:
            raise Invalid(
                Said("{file}: the column {column} stands there twice.", file=filename, column=name), code="table.header"
            )
    if len(names) > MAX_COLUMNS:
        raise TooLarge(
            Said("{file} has more than {n} columns.", file=filename, n=MAX_COLUMNS), code="table.too_many_columns"
        )
    return tuple(names)


def _csv(data: bytes, filename: str, encoding: str | None) -> Iterator[tuple[int, list[str]]]:
    text = _decoded(data, filename, encoding)
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t|", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise Invalid(
                Said("{file}, line {n}: a quotation mark stands alone. Check it.", file=filename, n=line),
                code="table.quotes",
            ) from None
        yield line, cells
        line = reader.line_num + 1


def _decoded(data: bytes, filename: str, encoding: str | None) -> str:
    named = next((name for bom, name in _BOMS if data.startswith(bom)), encoding or "utf-8")
    try:
        text = data.decode(named)
    except LookupError:
        raise Invalid(Said("There is no encoding “{text}”.", text=named), code="table.encoding") from None
    except UnicodeDecodeError as error:
        raise _no_text(data, filename, named, error.start, hint=encoding is not None) from None
    if "\0" in text:
        raise _no_text(data, filename, named, data.find(b"\0"), hint=encoding is not None)
    return text


def _no_text(data: bytes, filename: str, encoding: str, at: int, *, hint: bool) -> BadFile | Invalid:
    """What is said of bytes that are no text of an encoding; `hint`: whether its sender can name another."""
    if b"\0" in data and not _UTF16.match(data):  # a picture, an old workbook: no encoding makes text of it
        return BadFile(Said("{file} is neither XLSX nor CSV. Save it as one of these.", file=filename))
    form = "{file} is not {encoding} text (byte {n}). Save it as XLSX or as CSV UTF-8."
    if hint:
        form = "{file} is not {encoding} text (byte {n}). Save it as XLSX or as CSV UTF-8, or say its encoding."
    return Invalid(Said(form, file=filename, encoding=encoding, n=at), code="table.encoding")


def _xlsx(data: bytes, filename: str, caps: Caps) -> Iterator[tuple[int, list[str]]]:
    _check_package(data, filename, caps)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        for line, cells in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS + 1, values_only=True), start=1):
            if line > caps.lines:
                raise _too_many(filename, caps.rows)
            yield line, [] if cells.count(None) == len(cells) else [_text(cell) for cell in cells]
    except (Invalid, BadFile):
        raise
    except Exception as error:  # openpyxl raises whatever its input makes it stumble over
        raise BadFile(
            Said("{file} is damaged or no XLSX workbook; save it again as XLSX or CSV.", file=filename)
        ) from error


def _check_package(data: bytes, filename: str, caps: Caps) -> None:
    # Sizes are checked before anything is unpacked, and no part may define entities.
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            if sum(part.file_size for part in parts) > caps.unpacked or len(parts) > 2000:
                raise TooLarge(
                    Said(
                        "{file} unpacks to more than {n} MB; save it as CSV.",
                        file=filename,
                        n=caps.unpacked // MEGABYTE,
                    )
                )
            for part in parts:
                if part.filename.lower().endswith((".xml", ".rels", ".vml")):
                    with package.open(part) as stream:
                        _check_part(stream, filename)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise BadFile(
            Said("{file} is damaged or no XLSX workbook; save it again as XLSX or CSV.", file=filename)
        ) from None


def _check_part(stream: IO[bytes], filename: str) -> None:
    """Refuse a document type, wherever it hides: an entity of it could name a file of ours, or unfold without end."""
    tail = b""
    while block := stream.read(1 << 20):
        if not tail and not _plainly_encoded(block[:256]):
            raise BadFile(
                Said("{file} is written in an encoding that no spreadsheet uses; save it again as XLSX.", file=filename)
            )
        if _FORBIDDEN.search(tail + block):
            raise BadFile(Said("{file} holds a document type definition.", file=filename), code="file.dtd")
        tail = block[-32:]


def _plainly_encoded(head: bytes) -> bool:
    # Other encodings could spell a document type in bytes that are not looked for.
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    named = re.search(rb"encoding\s*=\s*[\"']([^\"']*)", head)
    ours = named is None or named[1].lower() in (b"utf-8", b"us-ascii", b"ascii")
    return ours and head.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"<"


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        if cell.is_integer() and abs(cell) < 1e16:
            return str(int(cell))
        # Fifteen figures, as spreadsheets show: what a formula leaves behind them (162.07000000000002) nobody meant.
        return f"{cell:.15g}" if abs(cell) < 1e13 else repr(cell)
    return str(cell)
