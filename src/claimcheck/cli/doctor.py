"""`claimcheck doctor`: what this machine lacks."""

from __future__ import annotations

import typer
from rich.markup import escape

from claimcheck.cli.console import out, progress
from claimcheck.services.running.doctor import examine
from claimcheck.settings import load_settings

app = typer.Typer(add_completion=False)


@app.command()
def doctor() -> None:
    """Look for all that claimcheck stands on, and say how to get what is missing. Exit code 1 where something is."""
    with progress() as bar:
        bar.add_task("looking", total=None)
        symptoms = examine(load_settings())
    for symptom in symptoms:
        mark = "[green]ok     [/]" if symptom.well else "[red]missing[/]" if symptom.needed else "[yellow]lacking[/]"
        out.print(f"{mark} {escape(symptom.what)}: {escape(symptom.found)}")
        if not symptom.well:
            out.print(f"        {symptom.cure}", markup=False)
    if any(not symptom.well and symptom.needed for symptom in symptoms):
        raise typer.Exit(1)
