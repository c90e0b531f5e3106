"""`claimcheck programs`: program files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from claimcheck.cli.console import note, out
from claimcheck.cli.place import opened
from claimcheck.errors import ClaimcheckError
from claimcheck.services.offline.files import read_text
from claimcheck.services.programs import programs

app = typer.Typer(no_args_is_help=True, add_completion=False)

Files = Annotated[list[Path], typer.Argument(help="NAME.yaml files, or folders of them.")]


@app.callback()
def _group() -> None:
    """Program files."""


@app.command()
def validate(files: Files) -> None:
    """Check program files; every fault is named with line and column. Exit code 1 where there is one."""
    faulty = 0
    for file in _expanded(files):
        try:
            program = programs.validate(read_text(file), filename=str(file))
        except ClaimcheckError as error:
            faulty += 1
            note(error.message)
            continue
        out.print(f"{file}: {program.name} {program.version} is valid", markup=False)
    if faulty:
        raise typer.Exit(1)


@app.command()
def publish(files: Files) -> None:
    """Publish program files as versions; claims made from now on are judged by them."""
    with opened() as context:
        for file in _expanded(files):
            stored = programs.publish(context, context.system("cli"), read_text(file), filename=str(file))
            out.print(f"{stored.name} {stored.version} published {stored.published_at:%Y-%m-%d %H:%M:%S}", markup=False)


def _expanded(files: list[Path]) -> list[Path]:
    found: list[Path] = []
    for file in files:
        found += sorted([*file.glob("*.yaml"), *file.glob("*.yml")]) if file.is_dir() else [file]
    return found
