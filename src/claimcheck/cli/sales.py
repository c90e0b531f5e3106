"""`claimcheck sales`: sales records."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from claimcheck.cli.console import fail, note, print_json, progress
from claimcheck.cli.place import opened
from claimcheck.errors import Invalid
from claimcheck.services.offline.files import read_bytes
from claimcheck.services.programs.sales import import_sales

app = typer.Typer(no_args_is_help=True, add_completion=False)


class Mode(StrEnum):
    """What becomes of a file with faults."""

    ALL = "all"
    PARTIAL = "partial"


@app.callback()
def _group() -> None:
    """Sales records."""


@app.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help="CSV or XLSX; its first line names the columns.")],
    source: Annotated[str, typer.Option(help="The register that the ids are unique in.")] = "default",
    mode: Annotated[Mode, typer.Option(help="Every row or none, or the good ones.")] = Mode.ALL,
    encoding: Annotated[str, typer.Option(help="Of a CSV that is not UTF-8.")] = "",
) -> None:
    """Add and change sales by (source, sale_id, line); the same file again changes nothing."""
    data = read_bytes(file)
    with opened() as context, progress() as bar:
        bar.add_task("importing", total=None)
        actor = context.system("cli")
        try:
            done = import_sales(
                context, actor, data, filename=file.name, source=source,
                mode="partial" if mode is Mode.PARTIAL else "all", encoding=encoding,
            )  # fmt: skip
        except Invalid as error:
            faults = error.details.get("errors", ())
            for fault in faults if isinstance(faults, list) else ():
                note(f"line {fault['line']}, {fault['column'] or 'row'}: {fault['message']}")
            fail(error.message)
    for reject in done.rejects:
        note(f"line {reject.line}, {reject.column or 'row'}: {reject.message}")
    print_json({"id": done.id, **done.counts})
