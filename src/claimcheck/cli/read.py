"""`claimcheck read`: what stands on documents."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from claimcheck.cli.console import note, out, print_json, progress
from claimcheck.reading.limits import Limits
from claimcheck.services.offline.read import read_files
from claimcheck.settings import load_settings

app = typer.Typer(add_completion=False)


@app.command()
def read(
    files: Annotated[list[Path], typer.Argument(help="PDF, OFD, JPEG, PNG, WebP, HEIC, TIFF or e-invoice XML.")],
    locale: Annotated[str, typer.Option(help="How ambiguous dates and amounts are read, such as en-GB.")] = "",
    json: Annotated[bool, typer.Option("--json", help="A line of JSON per file.")] = False,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes at once; one more than cores.")] = None,
) -> None:
    """Print what stands on each file: kind, fields with their places, line items, problems.

    The exit code is 1 where a file cannot be opened; a file that was opened and is bad is said so on its line.
    """
    settings = load_settings()
    limits = Limits(max_bytes=settings.max_file_bytes, max_pages=settings.max_pages, max_pixels=settings.max_pixels)
    lines = read_files(
        files, locale=locale, reader=settings.reader, workers=workers or settings.workers, limits=limits
    )  # fmt: skip
    bad, absent = 0, 0
    with progress() as bar:
        for line in bar.track(lines, total=len(files), description="reading"):
            bad += bool(line["problems"])
            absent += any(problem["code"] == "file.missing" for problem in line["problems"])
            if json:
                print_json(line)
            else:
                _show(line)
    if bad:
        note(f"{bad} of {len(files)} files have problems")
    if absent:
        raise typer.Exit(1)


def _show(line: dict[str, Any]) -> None:
    table = Table(title=f"{line['file']}: {line['kind'] or 'nothing'}", title_justify="left", show_header=False)
    for name, field in line["fields"].items():
        value = field["value"] if field["value"] is not None else " or ".join(field.get("alternatives", ()))
        table.add_row(name, value, f"{field['confidence']:.2f}", f"page {field['page']}" if field["page"] else "")
    for problem in line["problems"]:
        table.add_row("[red]problem", problem["message"], "", problem["code"])
    out.print(table)
