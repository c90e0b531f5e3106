"""`claimcheck up`: the whole service on this machine."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from claimcheck.cli.console import note, progress
from claimcheck.services.running.stack import Stack
from claimcheck.services.running.stack import up as run
from claimcheck.settings import load_settings

app = typer.Typer(add_completion=False)


@app.command()
def up(
    host: Annotated[str | None, typer.Option(help="Where to answer; this machine only where not said.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="0 takes any free port.")] = None,
    data_dir: Annotated[Path | None, typer.Option(help="The folder of database, blobs and logs.")] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes that read.")] = None,
) -> None:
    """Start database, queue, workers and web, and keep them until Ctrl-C."""
    given = {"host": host, "port": port, "data_dir": data_dir, "workers": workers}
    settings = load_settings(**{name: value for name, value in given.items() if value is not None})
    with progress() as bar:
        bar.add_task("starting", total=None)

        def announce(stack: Stack) -> None:
            bar.stop()
            _announce(stack)

        run(settings, announce)


def _announce(stack: Stack) -> None:
    note(f"claimcheck answers at {stack.address} (API: {stack.address}/docs); Ctrl-C ends it.")
    note(f"Data and logs: {stack.settings.data_dir}")
    folder = stack.settings.data_dir
    elsewhere = "" if folder == load_settings().data_dir else f"CLAIMCHECK_DATA_DIR={quote(str(folder))} "
    note(f"First administrator: {elsewhere}claimcheck users create EMAIL --organisation ORGANISATION --role admin")
    note(f"First key for software: {elsewhere}claimcheck keys create --organisation ORGANISATION --role admin")
