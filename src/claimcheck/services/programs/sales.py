"""Sales records: a file's rows are normalised, checked and stored, and what they touch is looked at again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Literal

from sqlalchemy import Connection

from claimcheck.core.values import sheet_cells
from claimcheck.core.values.compare import amounts, comparison_for, dates
from claimcheck.core.values.money import exponent
from claimcheck.errors import Invalid, existing
from claimcheck.model.parties import Actor
from claimcheck.model.said import Said
from claimcheck.services.context import Context
from claimcheck.services.judging.rejudge import question_approved, requeue_standing_on, requeue_waiting_for_sale
from claimcheck.services.tabular import MAX_CELL, Row, failed, read_rows
from claimcheck.store.database import serialise
from claimcheck.store.ids import new_id
from claimcheck.store.programs import imports, sales
from claimcheck.store.programs.imports import Reject, SalesImport
from claimcheck.store.programs.sales import SaleRow, Stored

Mode = Literal["all", "partial"]
_REJECTS_KEPT = 1000
_CANCELLED = {"1", "true", "yes", "y", "cancelled", "canceled", "void"}
_STANDS = {"", "0", "false", "no", "n", "active", "ok"}


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file says: the rows that can be stored, and the refused ones."""

    rows: tuple[SaleRow, ...]
    rejects: tuple[Reject, ...]


def parse(data: bytes, *, filename: str, encoding: str | None = None) -> Parsed:
    """The sales of a CSV or XLSX file.

    Columns: `sale_id` and `dealer`, which must be there; `line`, `quantity`, `cancelled`, which may; any other is a
    field. Amounts and dates are normalised; a row with one that cannot be read in one way only is refused.

    Raises:
        BadFile, TooLarge, Invalid: for a file that cannot be taken at all.
    """
    table = read_rows(data, filename=filename, encoding=encoding)
    missing = [name for name in ("sale_id", "dealer") if name not in table.columns]
    if missing:
        raise Invalid(
            Said(
                "{file} has no column {columns}. Its first line names: {found}.", file=filename,
                columns=", ".join(missing), found=", ".join(table.columns),
            ),
            code="table.header",
        )  # fmt: skip
    rows: list[SaleRow] = []
    rejects: list[Reject] = []
    seen: dict[tuple[str, int], int] = {}
    for row in table.rows:
        made, faults = _sale_row(table.columns, row)
        if made is not None and not faults:
            first = seen.setdefault((made.sale_id, made.line), row.line)
            if first != row.line:
                said = Said(
                    "“{sale}”, line {n}, stands on line {line} already", sale=made.sale_id, n=made.line, line=first
                )
                faults = [Reject(row.line, "sale_id", said)]
        rejects += faults
        if made is not None and not faults:
            rows.append(made)
    return Parsed(tuple(rows), tuple(rejects))


def import_sales(
    context: Context,
    actor: Actor,
    data: bytes,
    *,
    filename: str,
    source: str = "default",
    mode: Mode = "all",
    encoding: str | None = None,
) -> SalesImport:
    """Store a file of sales records; the same file again changes nothing.

    Args:
        context: database, blobs, settings and clock.
        actor: who imports.
        data: the file.
        filename: the client's name of it, for messages and the list of imports.
        source: the register that the ids are unique in.
        mode: `all` stores every row or none, `partial` the good ones.
        encoding: of a CSV, where it is not UTF-8.

    Returns:
        The import; its `counts` are rows, added, changed, cancelled, unchanged, rejected, tasks.

    Raises:
        BadFile, TooLarge, Invalid: for a file that cannot be taken; `sales.rejected` lists the lines.
    """
    parsed = parse(data, filename=filename, encoding=encoding)
    if parsed.rejects and mode == "all":
        raise _refused(parsed, filename)
    digest = sha256(data)
    with context.database.transaction() as conn:
        serialise(conn, f"sales:{actor.maker_id}:{source}")  # two files at once would add the same lines
        before = imports.last_of_source(conn, actor.maker_id, source)
        if before is not None and before.sha256 == digest and before.mode == mode:
            return before
        stored = sales.put(conn, actor.maker_id, source, parsed.rows, context.clock())
        tasks = _look_again(context, conn, actor, stored)
        done = SalesImport(
            id=new_id(), maker_id=actor.maker_id, source=source, filename=filename, sha256=digest, mode=mode,
            counts=_counts(parsed, stored, tasks), rejects=parsed.rejects[:_REJECTS_KEPT],
            actor=actor.id, created_at=context.clock(),
        )  # fmt: skip
        imports.add(conn, done)
    return done


def sha256(data: bytes) -> str:
    """The hash that a file is known by."""
    return hashlib.sha256(data).hexdigest()


def listed(context: Context, actor: Actor, *, before: str | None = None, limit: int = 50) -> list[SalesImport]:
    """Imports, the newest first, those older than the import `before`."""
    with context.database.read() as conn:
        return imports.page(conn, actor.maker_id, before=before, limit=limit)


def one(context: Context, actor: Actor, import_id: str) -> SalesImport:
    """One import.

    Raises:
        NotFound: where the maker has no such.
    """
    with context.database.read() as conn:
        return existing(imports.get(conn, actor.maker_id, import_id), "import")


def _sale_row(columns: Sequence[str], row: Row) -> tuple[SaleRow | None, list[Reject]]:
    faults: list[Reject] = []
    if len(row.cells) > len(columns) and any(row.cells[len(columns) :]):
        said = Said("{cells} cells under {columns} columns", cells=len(row.cells), columns=len(columns))
        return None, [Reject(row.line, "", said)]
    values = {name: cell.strip() for name, cell in zip(columns, row.cells, strict=False)}
    fields: dict[str, str] = {}
    for name, cell in values.items():
        try:
            value = _field(name, cell, values.get("currency", ""))
        except ValueError as error:
            faults.append(Reject(row.line, name, error.args[0]))
            continue
        if value and name not in ("sale_id", "dealer", "line", "quantity", "cancelled"):
            fields[name] = value
        values[name] = value
    if not values["sale_id"]:
        faults.append(Reject(row.line, "sale_id", Said("is empty")))
    if faults:
        return None, faults
    return (
        SaleRow(
            sale_id=values["sale_id"],
            line=int(values.get("line") or 1),
            dealer=values.get("dealer", ""),
            fields=fields,
            quantity=Decimal(values.get("quantity") or 1),
            cancelled=values.get("cancelled", "") in _CANCELLED,
        ),
        [],
    )


def _field(name: str, cell: str, currency: str) -> str:
    if len(cell) > _longest(name):
        raise ValueError(Said("is longer than {n} characters", n=_longest(name)))
    if any(ord(c) < 32 and c not in "\t\n\r" for c in cell):
        raise ValueError(Said("holds a control character"))
    if not cell:
        return ""
    if failed(cell):
        raise ValueError(Said("“{text}” is what a formula writes that fails; enter the value itself", text=cell))
    if name == "currency":
        return _currency(cell)
    if name == "line":
        return _counted(cell)
    if name == "quantity":
        return _quantity(cell)
    if name == "cancelled":
        return _flag(cell)
    compare = comparison_for(name)
    if compare is amounts:
        return _amount(cell, currency)
    return sheet_cells.day(cell).isoformat() if compare is dates else cell


def _longest(name: str) -> int:
    return {"sale_id": 128, "dealer": 64}.get(name, MAX_CELL)


def _currency(cell: str) -> str:
    if not (len(cell) == 3 and cell.isascii() and cell.isalpha()):
        raise ValueError(Said("“{text}” is no currency; write its ISO code, such as EUR", text=cell))
    return cell.upper()


def _counted(cell: str) -> str:
    if not (cell.isascii() and cell.isdigit() and int(cell[:9]) > 0 and len(cell) < 7):
        raise ValueError(Said("“{text}” is no line number", text=cell))
    return str(int(cell))


def _quantity(cell: str) -> str:
    value = sheet_cells.amount(cell)
    if value <= 0:
        raise ValueError(Said("“{text}” is no quantity; cancel a sale in the column cancelled", text=cell))
    return format(value.normalize(), "f")


def _flag(cell: str) -> str:
    if cell.lower() not in _CANCELLED | _STANDS:
        raise ValueError(Said("“{text}” is neither yes nor no", text=cell))
    return cell.lower()


def _amount(cell: str, currency: str) -> str:
    value = sheet_cells.amount(cell)
    places = max(exponent(currency), -int(value.as_tuple().exponent))
    return format(value.quantize(Decimal(1).scaleb(-places)), "f")


def _look_again(context: Context, conn: Connection, actor: Actor, stored: Stored) -> int:
    """Judge again what waited for these sales; returns how many approvals they put in question."""
    now = context.clock()
    requeue_waiting_for_sale(conn, actor, (*stored.added, *stored.changed), now)
    requeue_standing_on(conn, actor, stored.changed, now)
    return question_approved(conn, actor, stored.changed, now)


def _counts(parsed: Parsed, stored: Stored, tasks: int) -> Mapping[str, int]:
    return {
        "rows": len(parsed.rows) + len({reject.line for reject in parsed.rejects}),
        "added": len(stored.added),
        "changed": len(stored.changed),
        "cancelled": len(stored.cancelled),
        "unchanged": stored.unchanged,
        "rejected": len({reject.line for reject in parsed.rejects}),
        "tasks": tasks,
    }


def _refused(parsed: Parsed, filename: str) -> Invalid:
    """Why a file that must be stored whole is not stored at all."""
    return Invalid(
        Said(
            "Faults in {file}: {n}; nothing was imported. Mend the lines, or import the good ones alone: "
            "mode `partial`.",
            file=filename,
            n=len(parsed.rejects),
        ),
        code="sales.rejected",
        errors=[asdict(reject) for reject in parsed.rejects[:_REJECTS_KEPT]],
    )
